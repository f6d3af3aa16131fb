/* Length of lines by zone. Every metre lies in one zone at most: along a border, in the one with
 * the lowest code. */
#include "analysis/measures.h"

#include <math.h>
#include <string.h>

typedef struct tally {
    const bool *kept; /* of each row, or NULL */
    amont_sum *length_m;
    double *n; /* lines, of each zone; the last is outside */
    bool *is_in;
    size_t n_zones;
} tally;

static bool is_kept(const tally *t, size_t row) {
    return !t->kept || t->kept[row];
}

static void add_piece(const amont_overlay_piece *piece, void *data) {
    tally *t = data;
    size_t zone = piece->zone == AMONT_NO_ZONE ? t->n_zones : piece->zone;
    if (!is_kept(t, piece->feature))
        return;
    amont_sum_add(&t->length_m[zone], piece->measure);
    t->n[zone]++;
    t->is_in[piece->feature] = t->is_in[piece->feature] || zone < t->n_zones;
}

/* Once for each layer and filter, whatever indicators and levels ask. */
static void tell_outside(amont_analysis *analysis, const amont_lines *lines, const char *where,
                         const tally *t) {
    GPtrArray *told = amont_analysis_measures(analysis)->lengths;
    g_autofree char *key = g_strconcat(lines->spec->entry.name, "\n", where, NULL);
    if (g_ptr_array_find_with_equal_func(told, key, g_str_equal, NULL))
        return;
    g_ptr_array_add(told, g_steal_pointer(&key));
    const amont_shapes *shapes = lines->layer->shapes;
    for (size_t row = 0; row < shapes->n_features; row++)
        if (is_kept(t, row) && shapes->part_of[row] < shapes->part_of[row + 1] && !t->is_in[row])
            amont_find(amont_analysis_findings(analysis), AMONT_FINDING_LINE_OUTSIDE,
                       lines->spec->source, amont_layer_row(lines->layer, row), "%.0f m",
                       amont_shapes_length(shapes, row));
}

static double whole_of(const amont_shapes *shapes, const tally *t) {
    amont_sum whole = {0, 0};
    for (size_t row = 0; row < shapes->n_features; row++)
        if (is_kept(t, row))
            amont_sum_add(&whole, amont_shapes_length(shapes, row));
    return amont_sum_value(&whole);
}

static void fill(const amont_level *level, const amont_shapes *lines, const tally *t,
                 double of_metre, amont_series *series) {
    const size_t *part_of = level->layer->shapes->part_of;
    for (size_t zone = 0; zone < level->n; zone++)
        if (part_of[zone] < part_of[zone + 1]) /* else missing, not zero */
            series->figures[zone] = (amont_figure){amont_sum_value(&t->length_m[zone]) * of_metre,
                                                   t->n[zone], AMONT_FLAG_OK, NAN, NAN};
    if (t->n[level->n] > 0)
        series->outside = (amont_figure){amont_sum_value(&t->length_m[level->n]) * of_metre,
                                         t->n[level->n], AMONT_FLAG_OK, NAN, NAN};
    series->elsewhere = amont_series_elsewhere(series, level);
    series->whole = whole_of(lines, t) * of_metre;
}

static size_t count_kept(const amont_lines *lines, const tally *t) {
    size_t n = 0;
    for (size_t row = 0; row < lines->layer->n_rows; row++)
        n += is_kept(t, row);
    return n;
}

static void describe(const amont_indicator_spec *spec, const amont_lines *lines, size_t n,
                     amont_series *series) {
    series->label = g_strdup(spec->id);
    series->unit = g_strdup(spec->unit ? spec->unit : "m");
    series->measure = AMONT_MEASURE_STOCK;
    series->decimals = spec->unit && strcmp(spec->unit, "km") == 0 ? 2 : 0;
    series->source = amont_credit_line(&lines->spec->credit);
    series->method = g_strdup_printf(
        "length of %zu lines of %s%s%s, in the plane of the CRS; along a border, the zone with the "
        "lowest code has it",
        n, lines->spec->source, spec->where ? ", where " : "", spec->where ? spec->where : "");
    g_ptr_array_add(series->layers, g_strdup(spec->layer));
}

amont_series *amont_series_of_length(amont_analysis *analysis, const amont_indicator_spec *spec,
                                     const amont_level *level, GError **error) {
    (void)error;
    const amont_lines *lines = amont_layers_lines(amont_analysis_layers(analysis), spec->layer);
    const amont_shapes *shapes = lines->layer->shapes;
    g_autofree amont_sum *length_m = g_new0(amont_sum, level->n + 1);
    g_autofree double *n = g_new0(double, level->n + 1);
    g_autofree bool *is_in = g_new0(bool, shapes->n_features + 1);
    tally t = {amont_lines_kept(lines, spec->where), length_m, n, is_in, level->n};
    g_autoptr(amont_overlay) overlay =
        amont_overlay_new(level->layer->shapes, level->by_code, level->n);
    amont_overlay_pieces(overlay, shapes, add_piece, &t);
    tell_outside(analysis, lines, spec->where, &t);
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    fill(level, shapes, &t, amont_length_unit(spec->unit), series);
    size_t n_kept = count_kept(lines, &t);
    if (spec->where && n_kept == 0)
        amont_analysis_tell_empty(analysis, lines->spec, spec->where);
    describe(spec, lines, n_kept, series);
    return series;
}
