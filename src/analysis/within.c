/* What of a zone lies within a distance of places (P12 of the definitions), and what of a figure
 * does (P11): Σ figure(c) × area(c ∩ near ∩ zone) / area(c) over the zones c that carry it. */
#include "analysis/measures.h"

#include <math.h>
#include <string.h>

/* ---- areas --------------------------------------------------------------------------------- */

/* Places that are left out may be anywhere: what is known is the least it can be. */
static amont_flag flag_of(const amont_surrounding *s) {
    return s->n_coarse + s->n_unplaced > 0 ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_OK;
}

static void fill_areas(const amont_level *level, const amont_surrounding *s, const amont_near *near,
                       double of_m2, amont_series *series) {
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->area_m2[zone] > 0)
            series->figures[zone] =
                (amont_figure){fmin(near->area_m2[zone], level->area_m2[zone]) * of_m2,
                               near->n[zone], flag_of(s), NAN, NAN};
    if (near->n[level->n] > 0)
        series->outside = (amont_figure){near->area_m2[level->n] * of_m2, near->n[level->n],
                                         flag_of(s), NAN, NAN};
    series->elsewhere = amont_series_elsewhere(series, level);
    series->whole = near->whole_m2 * of_m2;
}

static void make_share(amont_figure *figure, double whole) {
    if (!amont_flag_has_value(figure->flag))
        return;
    figure->numerator = figure->value;
    figure->denominator = whole;
    figure->value = 100 * figure->value / whole;
    if (isfinite(figure->value))
        return;
    figure->value = NAN;
    figure->flag = AMONT_FLAG_UNDEFINED;
}

/* What conserves are the areas or figures, not their shares: the last moment to look. */
static void make_shares(const amont_analysis *analysis, amont_series *series) {
    amont_series_find_imbalance(analysis, series);
    series->measure = AMONT_MEASURE_RATIO;
    series->decimals = 1;
    series->unplaced = series->outside = series->elsewhere = AMONT_FIGURE_MISSING;
    series->has_unplaced = false;
    series->whole = NAN;
}

/* ---- words --------------------------------------------------------------------------------- */

static void describe(amont_analysis *analysis, const amont_indicator_spec *spec,
                     const amont_surrounding *s, const char *what, amont_series *series) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_layer_spec *layer = amont_study_layer(layers->study, spec->layer);
    g_autofree char *distance = amont_number_plain(spec->distance_m);
    g_autofree char *credit = amont_credit_line(&layer->credit);
    GString *method = g_string_new(NULL);
    g_string_printf(method, "%s within %s m of %zu %s of %s%s%s, %s", what, distance, s->n_rows,
                    layer->kind == AMONT_LAYER_SITES ? "sites" : "points", layer->source,
                    spec->where ? ", where " : "", spec->where ? spec->where : "",
                    amont_analysis_plane_words(analysis));
    amont_surrounding_say_left_out(s, method);
    series->method = g_string_free(method, FALSE);
    if (!series->source || strcmp(series->source, credit) == 0) {
        g_free(series->source);
        series->source = g_steal_pointer(&credit);
    } else {
        char *both = g_strconcat(series->source, "; ", credit, NULL);
        g_free(series->source);
        series->source = both;
    }
    g_ptr_array_add(series->layers, g_strdup(spec->layer));
}

static void describe_area(amont_analysis *analysis, const amont_indicator_spec *spec,
                          const amont_surrounding *s, amont_series *series) {
    series->label = g_strdup(spec->id);
    series->unit = g_strdup(spec->unit ? spec->unit : "ha");
    series->measure = AMONT_MEASURE_STOCK;
    series->decimals = 2;
    describe(analysis, spec, s, "area", series);
}

/* ---- figures within ------------------------------------------------------------------------ */

/* Pieces that the places are near to in part only: features of `shapes`, measured against them. */
typedef struct partial {
    const amont_crossing *crossing;
    const double *near_from; /* near, of each zone of the carrying level */
    GArray *pieces;          /* amont_overlay_piece: what of each piece is near */
    GArray *open;            /* size_t: pieces that have to be cut */
} partial;

static const double whole_piece = 1e-9; /* what differs by less is the same */

/* Most pieces need no cutting: all of their zone is near, nothing is, or they are all of it. */
static void estimate_piece(partial *p, const amont_overlay_piece *piece) {
    double area = p->crossing->area_from[piece->feature], all_near = p->near_from[piece->feature];
    amont_overlay_piece found = *piece;
    size_t index = p->pieces->len;
    if (all_near >= area * (1 - whole_piece))
        found.measure = piece->measure;
    else if (all_near == 0 || piece->measure >= area * (1 - whole_piece))
        found.measure = all_near;
    else if (piece->zone != AMONT_NO_ZONE)
        g_array_append_val(p->open, index);
    else
        found.measure = NAN; /* what the others leave */
    g_array_append_val(p->pieces, found);
}

static bool cut_open(amont_analysis *analysis, const amont_surrounding *s, partial *p,
                     GError **error) {
    const amont_shapes *from =
        amont_analysis_plane(analysis, p->crossing->from->layer->shapes, error);
    const amont_shapes *to =
        from ? amont_analysis_plane(analysis, p->crossing->to->layer->shapes, error) : NULL;
    size_t n = p->open->len;
    g_autofree size_t *of_from = g_new(size_t, n + 1), *of_to = g_new(size_t, n + 1);
    g_autofree size_t *order = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        const amont_overlay_piece *piece =
            &g_array_index(p->pieces, amont_overlay_piece, g_array_index(p->open, size_t, i));
        of_from[i] = piece->feature;
        of_to[i] = piece->zone;
        order[i] = i;
    }
    g_autoptr(amont_shapes) cut =
        to ? amont_shapes_common(from, to, of_from, of_to, n, error) : NULL;
    if (!cut)
        return false;
    g_auto(amont_near) near = {0};
    if (!amont_near_measure(analysis, s, cut, order, n, &near, error))
        return false;
    for (size_t i = 0; i < n; i++)
        g_array_index(p->pieces, amont_overlay_piece, g_array_index(p->open, size_t, i)).measure =
            near.area_m2[i];
    return true;
}

/* What lies near and in no zone is what the zones leave of what is near; rounding is nothing. */
static void find_rests(partial *p) {
    g_autofree double *rest = g_memdup2(p->near_from, p->crossing->from->n * sizeof(double));
    for (guint i = 0; i < p->pieces->len; i++) {
        const amont_overlay_piece *piece = &g_array_index(p->pieces, amont_overlay_piece, i);
        if (!isnan(piece->measure))
            rest[piece->feature] -= piece->measure;
    }
    for (guint i = 0; i < p->pieces->len; i++) {
        amont_overlay_piece *piece = &g_array_index(p->pieces, amont_overlay_piece, i);
        double left = rest[piece->feature];
        if (isnan(piece->measure))
            piece->measure = left > whole_piece * p->crossing->area_from[piece->feature] ? left : 0;
    }
}

static bool find_pieces(amont_analysis *analysis, const amont_surrounding *s, partial *p,
                        GError **error) {
    for (guint i = 0; i < p->crossing->pieces->len; i++)
        estimate_piece(p, &g_array_index(p->crossing->pieces, amont_overlay_piece, i));
    if (p->open->len > 0 && !cut_open(analysis, s, p, error))
        return false;
    find_rests(p);
    return true;
}

static double whole_near(const amont_carried *carried, const amont_crossing *crossing,
                         const double *near_from) {
    amont_sum whole = {0, 0};
    for (size_t zone = 0; zone < carried->from->n; zone++) {
        const amont_figure *figure = &carried->series->figures[zone];
        if (amont_flag_has_value(figure->flag) && crossing->area_from[zone] > 0)
            amont_sum_add(&whole, figure->value * near_from[zone] / crossing->area_from[zone]);
    }
    return amont_sum_value(&whole);
}

static void share_by_figure(const amont_analysis *analysis, const amont_carried *carried,
                            const amont_crossing *crossing, amont_series *series) {
    g_autoptr(amont_series) all =
        amont_series_new(series->indicator, series->level, series->n_zones);
    amont_carried_share(carried, crossing, crossing->pieces, crossing->area_to, NULL, all);
    make_shares(analysis, series);
    for (size_t zone = 0; zone < series->n_zones; zone++) {
        if (amont_flag_has_value(all->figures[zone].flag))
            make_share(&series->figures[zone], all->figures[zone].value);
        else
            series->figures[zone] = AMONT_FIGURE_MISSING;
    }
}

static bool fail_mean(const amont_indicator_spec *spec, GError **error) {
    amont_entry_fail(&spec->entry, "field", error, AMONT_ERROR_CONFIG,
                     "'%s' does not add up: there is no part of it within a distance", spec->field);
    amont_hint(error, "a field with 'roll_up: sum' adds up");
    return false;
}

static bool fill_figure(amont_analysis *analysis, const amont_indicator_spec *spec,
                        const amont_surrounding *s, const amont_carried *carried,
                        const amont_level *level, amont_series *series, GError **error) {
    const amont_crossing *crossing = amont_analysis_crossing(analysis, carried->from, level, error);
    g_auto(amont_near) from = {0}, to = {0};
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece));
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(size_t));
    if (!crossing || !amont_near_open(analysis, s, carried->from, &from, error) ||
        !amont_near_open(analysis, s, level, &to, error))
        return false;
    partial p = {crossing, from.area_m2, pieces, open};
    if (!find_pieces(analysis, s, &p, error))
        return false;
    g_autofree char *told = g_strdup_printf("within/%s/%s/%s/%g", spec->field, spec->from,
                                            spec->layer, spec->distance_m);
    amont_carried_share(carried, crossing, pieces, to.area_m2,
                        amont_analysis_findings_once(analysis, level, told), series);
    series->whole = whole_near(carried, crossing, from.area_m2);
    if (strcmp(series->unit, "%") == 0)
        share_by_figure(analysis, carried, crossing, series);
    return true;
}

amont_series *amont_series_within_carried(amont_analysis *analysis,
                                          const amont_indicator_spec *spec,
                                          const amont_carried *carried, const amont_level *level,
                                          GError **error) {
    const amont_surrounding *s = amont_analysis_surrounding(analysis, spec, error);
    if (!s)
        return NULL;
    g_autoptr(amont_series) series = amont_series_new(spec->id, level->name, level->n);
    g_autofree char *what =
        g_strdup_printf("%s of %s, shared out by area to what lies", spec->field, spec->from);
    amont_carried_describe(carried, spec, series);
    describe(analysis, spec, s, what, series);
    return fill_figure(analysis, spec, s, carried, level, series, error) ? g_steal_pointer(&series)
                                                                         : NULL;
}

static amont_series *series_of_figure(amont_analysis *analysis, const amont_indicator_spec *spec,
                                      const amont_level *level, GError **error) {
    g_auto(amont_carried) carried = {0};
    if (!amont_carried_open(analysis, spec, &carried, error))
        return NULL;
    if (!carried.adds_up) {
        fail_mean(spec, error);
        return NULL;
    }
    return amont_series_within_carried(analysis, spec, &carried, level, error);
}

amont_series *amont_series_within(amont_analysis *analysis, const amont_indicator_spec *spec,
                                  const amont_level *level, GError **error) {
    if (spec->field)
        return series_of_figure(analysis, spec, level, error);
    const amont_surrounding *s = amont_analysis_surrounding(analysis, spec, error);
    g_auto(amont_near) near = {0};
    if (!s || !amont_near_open(analysis, s, level, &near, error))
        return NULL;
    bool is_share = spec->stat == AMONT_STAT_WITHIN;
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    fill_areas(level, s, &near, is_share ? amont_area_unit("ha") : amont_area_unit(spec->unit),
               series);
    describe_area(analysis, spec, s, series);
    if (!is_share)
        return series;
    make_shares(analysis, series);
    for (size_t zone = 0; zone < level->n; zone++)
        make_share(&series->figures[zone], level->area_m2[zone] * amont_area_unit("ha"));
    g_free(series->unit);
    series->unit = g_strdup("%");
    return series;
}
