/* Each worker projects its batches, finds the zone of each point on each level and adds the values
 * to reducers of its own, which are merged at the end: nothing depends on who did what. */
#include "analysis/scans.h"

#include "amont/pool.h"
#include "amont/projector.h"

#include <math.h>
#include <string.h>

struct amont_scan {
    const amont_points *points;
    const char *where;
    const amont_entry *entry; /* the indicator that asks first */
    GPtrArray *wants;         /* amont_scan_want */
    GPtrArray *fields;        /* names, each once */
    GPtrArray *levels;        /* amont_level, each once */
};

/* ---- what is wanted ------------------------------------------------------------------------ */

static const unsigned statistics[AMONT_STATS] = {
    [AMONT_STAT_COUNT] = AMONT_WANTED(AMONT_STATISTIC_COUNT),
    [AMONT_STAT_SUM] = AMONT_WANTED(AMONT_STATISTIC_SUM),
    [AMONT_STAT_MEAN] = AMONT_WANTED(AMONT_STATISTIC_MEAN),
    [AMONT_STAT_MEDIAN] = AMONT_WANTED(AMONT_STATISTIC_MEDIAN),
    [AMONT_STAT_QUANTILE] = AMONT_WANTED(AMONT_STATISTIC_QUANTILE),
    [AMONT_STAT_MIN] = AMONT_WANTED(AMONT_STATISTIC_MIN),
    [AMONT_STAT_MAX] = AMONT_WANTED(AMONT_STATISTIC_MAX),
    [AMONT_STAT_STDDEV] = AMONT_WANTED(AMONT_STATISTIC_STDDEV),
};

static void free_want(void *data) {
    amont_scan_want *want = data;
    amont_reducer_free(want->zones);
    amont_reducer_free(want->whole);
    g_free(want);
}

void amont_scan_free(amont_scan *scan) {
    if (!scan)
        return;
    g_ptr_array_unref(scan->wants);
    g_ptr_array_unref(scan->fields);
    g_ptr_array_unref(scan->levels);
    g_free(scan);
}

static bool is_answered(const amont_scan *scan, const amont_indicator_spec *spec) {
    return strcmp(scan->points->spec->entry.name, spec->layer) == 0 &&
           g_strcmp0(scan->where, spec->where) == 0;
}

static amont_scan_want *find_want(const amont_scan *scan, const amont_level *level,
                                  const char *field) {
    for (guint i = 0; i < scan->wants->len; i++) {
        amont_scan_want *want = scan->wants->pdata[i];
        if (want->level == level && g_strcmp0(want->field, field) == 0)
            return want;
    }
    return NULL;
}

static void add_once(GPtrArray *items, const void *item, GEqualFunc same) {
    if (item && !g_ptr_array_find_with_equal_func(items, item, same, NULL))
        g_ptr_array_add(items, (void *)item);
}

static void add_want(amont_scan *scan, const amont_indicator_spec *spec, const amont_level *level) {
    amont_scan_want *want = find_want(scan, level, spec->field);
    if (!want) {
        want = g_new0(amont_scan_want, 1);
        want->level = level;
        want->field = spec->field;
        g_ptr_array_add(scan->wants, want);
    }
    want->statistics |= statistics[spec->stat];
    add_once(scan->fields, spec->field, g_str_equal);
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

const amont_points *amont_scan_points(const amont_layers *layers, const char *id) {
    for (guint i = 0; i < layers->points->len; i++) {
        const amont_points *points = layers->points->pdata[i];
        if (strcmp(points->spec->entry.name, id) == 0)
            return points;
    }
    return NULL;
}

static amont_scan *new_scan(const amont_layers *layers, const amont_indicator_spec *asked) {
    amont_scan *scan = g_new0(amont_scan, 1);
    scan->points = amont_scan_points(layers, asked->layer);
    scan->where = asked->where;
    scan->entry = &asked->entry;
    scan->wants = g_ptr_array_new_with_free_func(free_want);
    scan->fields = g_ptr_array_new();
    scan->levels = g_ptr_array_new();
    const GPtrArray *specs = layers->study->indicators;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if (!amont_stat_is_of_rows(spec->stat) || !is_answered(scan, spec))
            continue;
        add_wants(scan, layers, spec);
        add_wants_of_maps(scan, layers, spec);
    }
    return scan;
}

/* ---- a run --------------------------------------------------------------------------------- */

typedef struct worker {
    amont_reducer **zones, **whole; /* of each want */
    uint32_t *zone;                 /* of each row of a batch */
    uint32_t *all;                  /* zeros: the one group of `whole` */
} worker;

typedef struct run {
    const amont_scan *scan;
    amont_projector *projector;
    amont_locator **locators; /* of each level */
    unsigned n_workers;
    worker *workers;
} run;

static void start_worker(const amont_scan *scan, worker *w) {
    w->zones = g_new0(amont_reducer *, scan->wants->len);
    w->whole = g_new0(amont_reducer *, scan->wants->len);
    w->zone = g_new(uint32_t, AMONT_BATCH_ROWS);
    w->all = g_new0(uint32_t, AMONT_BATCH_ROWS);
    for (guint i = 0; i < scan->wants->len; i++) {
        const amont_scan_want *want = scan->wants->pdata[i];
        w->zones[i] = amont_reducer_new(want->level->n + 1, want->statistics);
        w->whole[i] = amont_reducer_new(1, want->statistics & AMONT_WANTED(AMONT_STATISTIC_SUM));
    }
}

static void clear_worker(const amont_scan *scan, worker *w) {
    for (guint i = 0; w->zones && i < scan->wants->len; i++) {
        amont_reducer_free(w->zones[i]);
        amont_reducer_free(w->whole[i]);
    }
    g_free(w->zones);
    g_free(w->whole);
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

static const double *values_of(const amont_scan *scan, const amont_scan_want *want,
                               const amont_batch *batch) {
    guint field = 0;
    if (!want->field ||
        !g_ptr_array_find_with_equal_func(scan->fields, want->field, g_str_equal, &field))
        return NULL;
    return batch->numbers[field];
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
            if (want->level != r->scan->levels->pdata[level])
                continue;
            const double *values = values_of(r->scan, want, batch);
            amont_reducer_add(w->zones[i], w->zone, values, NULL, batch->n);
            amont_reducer_add(w->whole[i], w->all, values, NULL, batch->n);
        }
    }
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
            amont_reducer_merge(want->zones, g_steal_pointer(&r->workers[w].zones[i]));
            amont_reducer_merge(want->whole, g_steal_pointer(&r->workers[w].whole[i]));
        }
        amont_reducer_finish(want->zones);
        amont_reducer_finish(want->whole);
    }
}

static size_t rows_of(amont_reducer *reducer, size_t group) {
    return (size_t)(amont_reducer_result(reducer, group, AMONT_STATISTIC_COUNT, 0) +
                    amont_reducer_result(reducer, group, AMONT_STATISTIC_MISSING, 0));
}

static void tell(amont_findings *findings, amont_finding_kind kind, const amont_scan *scan,
                 size_t count) {
    g_autofree char *detail = g_strdup_printf("%zu", count);
    amont_example example = {.file = scan->points->spec->source, .detail = detail};
    if (count > 0)
        amont_findings_add(findings, kind, count, &example, 1);
}

/* Once for each layer and filter, on the first level that is asked for. */
static void tell_places(amont_analysis *analysis, const amont_scan *scan) {
    const amont_scan_want *want = scan->wants->pdata[0];
    amont_findings *findings = amont_analysis_findings(analysis);
    size_t unplaced = AMONT_SCAN_UNPLACED(want->level);
    tell(findings, AMONT_FINDING_POINT_UNPLACED, scan, rows_of(want->zones, unplaced));
    tell(findings, AMONT_FINDING_POINT_OUTSIDE, scan, rows_of(want->zones, unplaced + 1));
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
                              .where = scan->where,
                              .entry = scan->entry,
                              .take = take,
                              .restart = restart,
                              .data = r,
                              .n_workers = r->n_workers,
                              .findings = amont_analysis_findings(analysis)};
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
        tell_places(analysis, scan);
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

static bool check_field(const amont_scan *scan, const amont_indicator_spec *spec, GError **error) {
    const amont_layer *head = scan->points->stream->head;
    if (!spec->field || amont_layer_column(head, spec->field))
        return true;
    g_autofree const char **names = amont_layer_column_names(head);
    const char *nearest = amont_nearest(spec->field, names, head->columns->len);
    amont_entry_fail(&spec->entry, "field", error, AMONT_ERROR_DATA, "no column '%s' in '%s'",
                     spec->field, head->path);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    if (nearest)
        amont_hint(error, "did you mean '%s'? columns: %s", nearest, list);
    else
        amont_hint(error, "columns: %s", list);
    return false;
}

static bool check_fields(const amont_scan *scan, const amont_study *study, GError **error) {
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (amont_stat_is_of_rows(spec->stat) && is_answered(scan, spec) &&
            !check_field(scan, spec, error))
            return false;
    }
    return true;
}

const amont_scan_want *amont_scan_for(amont_analysis *analysis, const amont_indicator_spec *spec,
                                      const amont_level *level, GError **error) {
    GPtrArray *scans = amont_analysis_scans(analysis);
    for (guint i = 0; i < scans->len; i++)
        if (is_answered(scans->pdata[i], spec))
            return find_want(scans->pdata[i], level, spec->field);
    const amont_layers *layers = amont_analysis_layers(analysis);
    amont_scan *scan = new_scan(layers, spec);
    if (!check_fields(scan, layers->study, error) || !run_scan(analysis, scan, error)) {
        amont_scan_free(scan);
        return NULL;
    }
    g_ptr_array_add(scans, scan);
    return find_want(scan, level, spec->field);
}
