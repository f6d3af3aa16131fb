/* Each worker projects its batches, finds the zone of each point on each level and adds the values
 * to tallies of its own, which are merged at the end: nothing depends on who did what. */
#include "analysis/scan_run.h"

#include "amont/pool.h"
#include "amont/projector.h"
#include "analysis/afar.h"

#include <math.h>

typedef struct worker {
    amont_tally **zones, **whole; /* of each want */
    uint32_t *zone;               /* of each row of a batch */
    uint32_t *all;                /* zeros: the one group of `whole` */
    size_t *bad_weights;          /* of each column of weights */
} worker;

typedef struct run {
    const amont_scan *scan;
    amont_projector *projector;
    amont_locator **locators; /* of each level */
    unsigned n_workers;
    worker *workers;
} run;

static void start_worker(const amont_scan *scan, worker *w) {
    w->zones = g_new0(amont_tally *, scan->wants->len);
    w->whole = g_new0(amont_tally *, scan->wants->len);
    w->bad_weights = g_new0(size_t, scan->weights->len + 1);
    w->zone = g_new(uint32_t, AMONT_BATCH_ROWS);
    w->all = g_new0(uint32_t, AMONT_BATCH_ROWS);
    for (guint i = 0; i < scan->wants->len; i++) {
        const amont_scan_want *want = scan->wants->pdata[i];
        w->zones[i] = amont_tally_new(want->level->n + 1, want->stats, want->weight != NULL);
        w->whole[i] = amont_tally_new(1, want->stats & 1u << AMONT_STAT_SUM, want->weight != NULL);
    }
}

static void clear_worker(const amont_scan *scan, worker *w) {
    for (guint i = 0; w->zones && i < scan->wants->len; i++) {
        amont_tally_free(w->zones[i]);
        amont_tally_free(w->whole[i]);
    }
    g_free(w->zones);
    g_free(w->whole);
    g_free(w->bad_weights);
    g_free(w->zone);
    g_free(w->all);
    *w = (worker){NULL};
}

void amont_scan_mark_unplaced(amont_batch *batch) {
    for (size_t i = 0; i < batch->n; i++)
        if (isnan(batch->x[i]) || isnan(batch->y[i]) || (batch->x[i] == 0 && batch->y[i] == 0))
            batch->x[i] = batch->y[i] = NAN;
}

static void find_zones(const run *r, guint level, const amont_batch *batch, uint32_t *zone) {
    const amont_level *l = r->scan->levels->pdata[level];
    amont_locator_find_many(r->locators[level], batch->x, batch->y, batch->n, zone, NULL);
    for (size_t i = 0; i < batch->n; i++)
        if (isnan(batch->x[i]))
            zone[i] = (uint32_t)AMONT_SCAN_UNPLACED(l);
}

static const double *numbers_of(const amont_scan *scan, const char *column,
                                const amont_batch *batch) {
    guint index = 0;
    if (!column || !g_ptr_array_find_with_equal_func(scan->fields, column, g_str_equal, &index))
        return NULL;
    return batch->numbers[index];
}

static const char *const *texts_of(const amont_scan *scan, const char *column,
                                   const amont_batch *batch) {
    guint index = 0;
    g_ptr_array_find_with_equal_func(scan->texts, column, g_str_equal, &index);
    return batch->texts[index];
}

static void add_rows(const amont_scan *scan, guint index, worker *w, const amont_batch *batch) {
    const amont_scan_want *want = scan->wants->pdata[index];
    amont_tally_rows rows = {.n = batch->n, .weights = numbers_of(scan, want->weight, batch)};
    if (want->is_text)
        rows.texts = texts_of(scan, want->field, batch);
    else
        rows.numbers = numbers_of(scan, want->field, batch);
    amont_tally_add(w->zones[index], w->zone, &rows);
    if (!want->is_text) /* numbers of texts do not add up */
        amont_tally_add(w->whole[index], w->all, &rows);
}

static void count_bad_weights(const amont_scan *scan, worker *w, const amont_batch *batch) {
    for (guint i = 0; i < scan->weights->len; i++) {
        const double *weights = numbers_of(scan, scan->weights->pdata[i], batch);
        for (size_t row = 0; row < batch->n; row++)
            w->bad_weights[i] += amont_tally_is_bad_weight(weights[row]);
    }
}

static void take(void *data, unsigned index, amont_batch *batch) {
    const run *r = data;
    worker *w = &r->workers[index];
    amont_scan_mark_unplaced(batch);
    amont_projector_apply(r->projector, batch->x, batch->y, batch->n);
    for (guint level = 0; level < r->scan->levels->len; level++) {
        find_zones(r, level, batch, w->zone);
        for (guint i = 0; i < r->scan->wants->len; i++) {
            const amont_scan_want *want = r->scan->wants->pdata[i];
            if (want->level == r->scan->levels->pdata[level])
                add_rows(r->scan, i, w, batch);
        }
    }
    count_bad_weights(r->scan, w, batch);
}

static void restart(void *data) {
    run *r = data;
    for (unsigned i = 0; i < r->n_workers; i++) {
        clear_worker(r->scan, &r->workers[i]);
        start_worker(r->scan, &r->workers[i]);
    }
}

/* Takes the reducers of the first worker, with those of the others merged in. */
static void gather(run *r) {
    for (guint i = 0; i < r->scan->wants->len; i++) {
        amont_scan_want *want = r->scan->wants->pdata[i];
        want->zones = g_steal_pointer(&r->workers[0].zones[i]);
        want->whole = g_steal_pointer(&r->workers[0].whole[i]);
        for (unsigned w = 1; w < r->n_workers; w++) {
            amont_tally_merge(want->zones, g_steal_pointer(&r->workers[w].zones[i]));
            amont_tally_merge(want->whole, g_steal_pointer(&r->workers[w].whole[i]));
        }
        amont_tally_finish(want->zones);
        amont_tally_finish(want->whole);
    }
    for (guint i = 0; i < r->scan->weights->len; i++)
        for (unsigned w = 0; w < r->n_workers; w++)
            r->scan->bad_weights[i] += r->workers[w].bad_weights[i];
}

static size_t rows_of(const amont_tally *tally, size_t group) {
    return (size_t)(amont_tally_count(tally, group) + amont_tally_missing(tally, group));
}

bool amont_scan_is_empty(const amont_scan *scan) {
    const amont_scan_want *want = scan->wants->pdata[0];
    size_t n_rows = 0;
    for (size_t group = 0; group < want->level->n + 2; group++)
        n_rows += rows_of(want->zones, group);
    return n_rows == 0;
}

static void tell(amont_findings *findings, amont_finding_kind kind, const amont_scan *scan,
                 const char *column, size_t count) {
    amont_findings_add_rows(findings, kind, count, scan->points->spec->source, column);
}

/* Places on the first level that is asked for. */
void amont_scan_tell(amont_analysis *analysis, const amont_scan *scan) {
    const amont_scan_want *want = scan->wants->pdata[0];
    amont_findings *findings = amont_analysis_findings(analysis);
    size_t unplaced = AMONT_SCAN_UNPLACED(want->level);
    tell(findings, AMONT_FINDING_POINT_UNPLACED, scan, NULL, rows_of(want->zones, unplaced));
    tell(findings, AMONT_FINDING_POINT_OUTSIDE, scan, NULL, rows_of(want->zones, unplaced + 1));
    for (guint i = 0; i < scan->weights->len; i++)
        tell(findings, AMONT_FINDING_WEIGHT_UNUSABLE, scan, scan->weights->pdata[i],
             scan->bad_weights[i]);
}

/* Where no row lies in any zone, the whole layer may be of another place. */
static bool check_place(const amont_layers *layers, const amont_scan *scan, GError **error) {
    const amont_scan_want *want = scan->wants->pdata[0];
    for (size_t zone = 0; zone < want->level->n; zone++)
        if (rows_of(want->zones, zone) > 0)
            return true;
    return rows_of(want->zones, AMONT_SCAN_UNPLACED(want->level) + 1) == 0 ||
           amont_points_check_place(layers, scan->points, error);
}

static amont_box extent_of(const amont_scan *scan) {
    amont_box box = AMONT_BOX_EMPTY;
    for (guint i = 0; i < scan->levels->len; i++) {
        const amont_level *level = scan->levels->pdata[i];
        for (size_t zone = 0; zone < level->n; zone++)
            box = amont_box_union(box, amont_shapes_box(level->layer->shapes, zone));
    }
    return box;
}

static bool read_rows(amont_analysis *analysis, run *r, GError **error) {
    const amont_scan *scan = r->scan;
    amont_stream_plan plan = {.columns = (const char *const *)scan->fields->pdata,
                              .n_columns = scan->fields->len,
                              .texts = (const char *const *)scan->texts->pdata,
                              .n_texts = scan->texts->len,
                              .where = scan->where,
                              .entry = scan->entry,
                              .take = take,
                              .restart = restart,
                              .data = r,
                              .n_workers = r->n_workers,
                              .findings = scan->tells ? amont_analysis_findings(analysis) : NULL};
    return amont_stream_run(scan->points->stream, &plan, error);
}

bool amont_scan_run(amont_analysis *analysis, const amont_scan *scan, GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    run r = {.scan = scan, .n_workers = amont_pool_threads()};
    r.projector = amont_projector_new(scan->points->crs, layers->crs, extent_of(scan), error);
    if (!r.projector)
        return false;
    r.locators = g_new0(amont_locator *, scan->levels->len);
    for (guint i = 0; i < scan->levels->len; i++) {
        const amont_level *level = scan->levels->pdata[i];
        r.locators[i] = amont_locator_new(level->layer->shapes, level->by_code, level->n);
    }
    r.workers = g_new0(worker, r.n_workers);
    for (unsigned i = 0; i < r.n_workers; i++)
        start_worker(scan, &r.workers[i]);
    bool ok = read_rows(analysis, &r, error);
    if (ok) {
        gather(&r);
        ok = check_place(layers, scan, error);
        if (ok && scan->tells)
            amont_scan_tell(analysis, scan);
    }
    for (unsigned i = 0; i < r.n_workers; i++)
        clear_worker(scan, &r.workers[i]);
    g_free(r.workers);
    for (guint i = 0; i < scan->levels->len; i++)
        amont_locator_free(r.locators[i]);
    g_free(r.locators);
    amont_projector_free(r.projector);
    return ok;
}
