/* Each worker projects its batches, finds the zone of each point on each level and adds the values
 * to reducers of its own, which are merged at the end: nothing depends on who did what. */
#include "analysis/scans.h"

#include "amont/pool.h"
#include "amont/projector.h"

#include <math.h>
#include <string.h>

struct amont_scan {
    const amont_points *points;
    char *where;              /* or NULL */
    const amont_entry *entry; /* the indicator that asks first */
    GPtrArray *wants;         /* amont_scan_want */
    GPtrArray *fields;        /* names of columns of figures, each once */
    GPtrArray *texts;         /* the same of texts */
    GPtrArray *levels;        /* amont_level, each once */
    bool tells;               /* what is wrong with rows is told by this scan alone */
    GPtrArray *weights;       /* of what tells: columns of weights, each once */
    size_t *bad_weights;      /* of each: rows without a usable one */
};

/* ---- what is wanted ------------------------------------------------------------------------ */

static void free_want(void *data) {
    amont_scan_want *want = data;
    amont_tally_free(want->zones);
    amont_tally_free(want->whole);
    g_free(want);
}

void amont_scan_free(amont_scan *scan) {
    if (!scan)
        return;
    g_ptr_array_unref(scan->wants);
    g_ptr_array_unref(scan->fields);
    g_ptr_array_unref(scan->texts);
    g_ptr_array_unref(scan->levels);
    g_ptr_array_unref(scan->weights);
    g_free(scan->bad_weights);
    g_free(scan->where);
    g_free(scan);
}

static bool is_of_layer(const amont_points *points, const amont_indicator_spec *spec) {
    return spec->stat >= 0 && strcmp(points->spec->entry.name, spec->layer) == 0;
}

static bool is_answered(const amont_scan *scan, const amont_indicator_spec *spec) {
    return is_of_layer(scan->points, spec) && g_strcmp0(scan->where, spec->where) == 0;
}

/* Different texts are counted as they are written, different numbers by their value. */
static bool is_text(const amont_points *points, const amont_indicator_spec *spec) {
    const amont_column *column =
        spec->field ? amont_layer_column(points->stream->head, spec->field) : NULL;
    return spec->stat == AMONT_STAT_DISTINCT && column && column->type == AMONT_COLUMN_TEXT;
}

static amont_scan_want *find_want(const amont_scan *scan, const amont_indicator_spec *spec,
                                  const amont_level *level) {
    bool has_text = is_text(scan->points, spec);
    for (guint i = 0; i < scan->wants->len; i++) {
        amont_scan_want *want = scan->wants->pdata[i];
        if (want->level == level && want->is_text == has_text &&
            g_strcmp0(want->field, spec->field) == 0 && g_strcmp0(want->weight, spec->weight) == 0)
            return want;
    }
    return NULL;
}

static void add_once(GPtrArray *items, const void *item, GEqualFunc same) {
    if (item && !g_ptr_array_find_with_equal_func(items, item, same, NULL))
        g_ptr_array_add(items, (void *)item);
}

static void add_columns(amont_scan *scan, const amont_indicator_spec *spec) {
    add_once(is_text(scan->points, spec) ? scan->texts : scan->fields, spec->field, g_str_equal);
    add_once(scan->fields, spec->weight, g_str_equal);
}

static void add_want(amont_scan *scan, const amont_indicator_spec *spec, const amont_level *level) {
    amont_scan_want *want = find_want(scan, spec, level);
    if (!want) {
        want = g_new0(amont_scan_want, 1);
        want->level = level;
        want->field = spec->field;
        want->weight = spec->weight;
        want->is_text = is_text(scan->points, spec);
        g_ptr_array_add(scan->wants, want);
    }
    want->stats |= 1u << spec->stat;
    add_columns(scan, spec);
    add_once(scan->levels, level, g_direct_equal);
}

static void add_wants(amont_scan *scan, const amont_layers *layers,
                      const amont_indicator_spec *spec) {
    if (!spec->zones)
        add_want(scan, spec, amont_layers_level(layers, NULL));
    for (guint i = 0; spec->zones && i < spec->zones->len; i++)
        add_want(scan, spec, amont_layers_level(layers, spec->zones->pdata[i]));
}

/* Maps may show an indicator on levels that the table does not. */
static void add_wants_of_maps(amont_scan *scan, const amont_layers *layers,
                              const amont_indicator_spec *spec) {
    const GPtrArray *maps = layers->study->maps;
    for (guint i = 0; i < maps->len; i++) {
        const amont_map_spec *map = maps->pdata[i];
        if (g_strcmp0(map->value, spec->id) == 0)
            add_want(scan, spec, amont_layers_level(layers, map->zones));
    }
}

static const amont_points *find_points(const amont_layers *layers, const char *id) {
    for (guint i = 0; i < layers->points->len; i++) {
        const amont_points *points = layers->points->pdata[i];
        if (strcmp(points->spec->entry.name, id) == 0)
            return points;
    }
    return NULL;
}

static amont_scan *new_scan(const amont_points *points, const char *where,
                            const amont_entry *entry) {
    amont_scan *scan = g_new0(amont_scan, 1);
    scan->points = points;
    scan->where = g_strdup(where);
    scan->entry = entry;
    scan->wants = g_ptr_array_new_with_free_func(free_want);
    scan->fields = g_ptr_array_new();
    scan->texts = g_ptr_array_new();
    scan->levels = g_ptr_array_new();
    scan->weights = g_ptr_array_new();
    return scan;
}

static void add_indicators(amont_scan *scan, const amont_layers *layers) {
    const GPtrArray *specs = layers->study->indicators;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if (!is_answered(scan, spec))
            continue;
        add_wants(scan, layers, spec);
        add_wants_of_maps(scan, layers, spec);
    }
}

/* ---- who tells ----------------------------------------------------------------------------- */

/* What is wrong with a row (it has no place, lies in no zone, a figure cannot be read) is told once
 * for a layer, however many indicators take the row under whatever filters: by the one scan there
 * is, by the one without a filter, or by a reading of its own of the rows that any of them takes.
 * Returns its filter; NULL: all rows. */
static char *filter_that_tells(const amont_layers *layers, const amont_points *points) {
    g_autoptr(GPtrArray) filters = g_ptr_array_new();
    const GPtrArray *specs = layers->study->indicators;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if (is_of_layer(points, spec) && !spec->where)
            return NULL;
        if (is_of_layer(points, spec))
            add_once(filters, spec->where, g_str_equal);
    }
    if (filters->len == 1)
        return g_strdup(filters->pdata[0]);
    g_ptr_array_add(filters, NULL);
    g_autofree char *any = g_strjoinv(") OR (", (char **)filters->pdata);
    return g_strdup_printf("(%s)", any);
}

/* It looks at the columns of all. */
static void make_tell(amont_scan *scan, const amont_layers *layers) {
    const GPtrArray *specs = layers->study->indicators;
    scan->tells = true;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if (!is_of_layer(scan->points, spec))
            continue;
        add_columns(scan, spec);
        add_once(scan->weights, spec->weight, g_str_equal);
    }
    scan->bad_weights = g_new0(size_t, scan->weights->len + 1);
}

/* ---- a run --------------------------------------------------------------------------------- */

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

/* A point without a position, and the (0, 0) of a failed geocoding, is not placed. */
static void mark_unplaced(amont_batch *batch) {
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
    mark_unplaced(batch);
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

static void tell(amont_findings *findings, amont_finding_kind kind, const amont_scan *scan,
                 const char *column, size_t count) {
    g_autofree char *detail = g_strdup_printf("%zu", count);
    amont_example example = {
        .file = scan->points->spec->source, .column = column, .detail = detail};
    if (count > 0)
        amont_findings_add(findings, kind, count, &example, 1);
}

/* Places on the first level that is asked for. */
static void tell_rows(amont_analysis *analysis, const amont_scan *scan) {
    const amont_scan_want *want = scan->wants->pdata[0];
    amont_findings *findings = amont_analysis_findings(analysis);
    size_t unplaced = AMONT_SCAN_UNPLACED(want->level);
    tell(findings, AMONT_FINDING_POINT_UNPLACED, scan, NULL, rows_of(want->zones, unplaced));
    tell(findings, AMONT_FINDING_POINT_OUTSIDE, scan, NULL, rows_of(want->zones, unplaced + 1));
    for (guint i = 0; i < scan->weights->len; i++)
        tell(findings, AMONT_FINDING_WEIGHT_UNUSABLE, scan, scan->weights->pdata[i],
             scan->bad_weights[i]);
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

static bool run_scan(amont_analysis *analysis, const amont_scan *scan, GError **error) {
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
        if (scan->tells)
            tell_rows(analysis, scan);
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

/* ---- asking -------------------------------------------------------------------------------- */

static bool check_column(const amont_points *points, const amont_indicator_spec *spec,
                         const char *key, const char *name, GError **error) {
    const amont_layer *head = points->stream->head;
    if (!name || amont_layer_column(head, name))
        return true;
    g_autofree const char **names = amont_layer_column_names(head);
    const char *nearest = amont_nearest(name, names, head->columns->len);
    amont_entry_fail(&spec->entry, key, error, AMONT_ERROR_DATA, "no column '%s' in '%s'", name,
                     head->path);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    if (nearest)
        amont_hint(error, "did you mean '%s'? columns: %s", nearest, list);
    else
        amont_hint(error, "columns: %s", list);
    return false;
}

static bool check_columns(const amont_points *points, const amont_study *study, GError **error) {
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (is_of_layer(points, spec) &&
            (!check_column(points, spec, "field", spec->field, error) ||
             !check_column(points, spec, "weight", spec->weight, error)))
            return false;
    }
    return true;
}

static amont_scan *find_scan(const GPtrArray *scans, const amont_indicator_spec *spec) {
    for (guint i = 0; i < scans->len; i++)
        if (is_answered(scans->pdata[i], spec))
            return scans->pdata[i];
    return NULL;
}

/* Takes the scan, runs it and keeps it; frees it when it fails. */
static bool keep_scan(amont_analysis *analysis, amont_scan *scan, GError **error) {
    if (!run_scan(analysis, scan, error)) {
        amont_scan_free(scan);
        return false;
    }
    g_ptr_array_add(amont_analysis_scans(analysis), scan);
    return true;
}

/* A reading only to tell, where the scan that was run is not the one. When another filter is not
 * accepted, which its own scan will say, this one tells what it knows. */
static void tell_apart(amont_analysis *analysis, amont_scan *done, const char *where) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    amont_scan *scan = new_scan(done->points, where, done->entry);
    amont_indicator_spec rows = {.stat = AMONT_STAT_COUNT};
    const amont_scan_want *first = done->wants->pdata[0];
    add_indicators(scan, layers);
    if (scan->wants->len == 0)
        add_want(scan, &rows, first->level);
    make_tell(scan, layers);
    if (keep_scan(analysis, scan, NULL))
        return;
    done->tells = true;
    tell_rows(analysis, done);
}

static bool has_told(const GPtrArray *scans, const amont_points *points) {
    for (guint i = 0; i < scans->len; i++) {
        const amont_scan *scan = scans->pdata[i];
        if (scan->points == points && scan->tells)
            return true;
    }
    return false;
}

static amont_scan *add_scan(amont_analysis *analysis, const amont_indicator_spec *spec,
                            GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_points *points = find_points(layers, spec->layer);
    if (!check_columns(points, layers->study, error))
        return NULL;
    g_autofree char *teller = filter_that_tells(layers, points);
    amont_scan *scan = new_scan(points, spec->where, &spec->entry);
    add_indicators(scan, layers);
    if (g_strcmp0(teller, spec->where) == 0)
        make_tell(scan, layers);
    if (!keep_scan(analysis, scan, error))
        return NULL;
    if (!has_told(amont_analysis_scans(analysis), points))
        tell_apart(analysis, scan, teller);
    return scan;
}

const amont_scan_want *amont_scan_for(amont_analysis *analysis, const amont_indicator_spec *spec,
                                      const amont_level *level, GError **error) {
    amont_scan *scan = find_scan(amont_analysis_scans(analysis), spec);
    if (!scan)
        scan = add_scan(analysis, spec, error);
    return scan ? find_want(scan, spec, level) : NULL;
}
