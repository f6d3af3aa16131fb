/* What the study asks of a layer, gathered so that it is read once for each filter. */
#include "analysis/scan_run.h"

#include <string.h>

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
    return amont_stat_is_of_rows(spec->stat) && strcmp(points->spec->entry.name, spec->layer) == 0;
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
static void add_wants_of_map(amont_scan *scan, const amont_layers *layers,
                             const amont_indicator_spec *spec, const amont_map_spec *map) {
    bool shown = g_strcmp0(map->value, spec->id) == 0;
    for (guint i = 0; map->values && i < map->values->len; i++)
        shown = shown || strcmp(map->values->pdata[i], spec->id) == 0;
    for (size_t i = 0; i < amont_map_series(map); i++)
        shown =
            shown || strcmp(((const amont_each_spec *)map->each->pdata[i])->value, spec->id) == 0;
    if (shown)
        add_want(scan, spec, amont_layers_level(layers, map->zones));
    if (map->over)
        add_wants_of_map(scan, layers, spec, map->over);
}

static void add_wants_of_maps(amont_scan *scan, const amont_layers *layers,
                              const amont_indicator_spec *spec) {
    for (guint i = 0; i < layers->study->maps->len; i++)
        add_wants_of_map(scan, layers, spec, layers->study->maps->pdata[i]);
}

const amont_points *amont_scan_points(const amont_layers *layers, const char *id) {
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

/* ---- asking -------------------------------------------------------------------------------- */

static bool check_columns(const amont_points *points, const amont_study *study, GError **error) {
    const amont_layer *head = points->stream->head;
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (is_of_layer(points, spec) &&
            (!amont_layer_has_column(head, spec->field, &spec->entry, "field", error) ||
             !amont_layer_has_column(head, spec->weight, &spec->entry, "weight", error)))
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
    if (!amont_scan_run(analysis, scan, error)) {
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
    amont_scan_tell(analysis, done);
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
    const amont_points *points = amont_scan_points(layers, spec->layer);
    if (!check_columns(points, layers->study, error))
        return NULL;
    g_autofree char *teller = filter_that_tells(layers, points);
    amont_scan *scan = new_scan(points, spec->where, &spec->entry);
    add_indicators(scan, layers);
    if (g_strcmp0(teller, spec->where) == 0)
        make_tell(scan, layers);
    if (!keep_scan(analysis, scan, error))
        return NULL;
    if (scan->where && amont_scan_is_empty(scan))
        amont_analysis_tell_empty(analysis, points->spec, scan->where);
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
