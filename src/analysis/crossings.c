/* Two levels laid over each other, and figures of one shared out to the other by area (areal
 * weighting: M. F. Goodchild, N. S. Lam, Areal interpolation: a variant of the traditional spatial
 * problem, Geo-Processing 1, 1980): what is known of a zone is taken to be spread evenly over it.
 */
#include "analysis/measures.h"

#include <math.h>
#include <string.h>

static const double least_known = 0.99; /* one per cent is left to limits drawn at another scale */

/* ---- what is in common --------------------------------------------------------------------- */

static void keep_piece(const amont_overlay_piece *piece, void *data) {
    GArray *pieces = data;
    g_array_append_vals(pieces, piece, 1);
}

const amont_crossing *amont_analysis_crossing(amont_analysis *analysis, const amont_level *from,
                                              const amont_level *to, GError **error) {
    GPtrArray *crossings = amont_analysis_measures(analysis)->crossings;
    for (guint i = 0; i < crossings->len; i++) {
        const amont_crossing *known = crossings->pdata[i];
        if (known->from == from && known->to == to)
            return known;
    }
    const amont_shapes *parts = amont_analysis_plane(analysis, from->layer->shapes, error);
    const amont_shapes *zones =
        parts ? amont_analysis_plane(analysis, to->layer->shapes, error) : NULL;
    if (!zones)
        return NULL;
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, to->by_code, to->n);
    amont_crossing *crossing = g_new(amont_crossing, 1);
    *crossing = (amont_crossing){from, to, g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece)),
                                 amont_shapes_areas(parts), amont_shapes_areas(zones)};
    amont_overlay_pieces(overlay, parts, keep_piece, crossing->pieces);
    g_ptr_array_add(crossings, crossing);
    return crossing;
}

/* ---- which figure -------------------------------------------------------------------------- */

static bool fail_unknown(amont_analysis *analysis, const amont_indicator_spec *spec,
                         GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    amont_names_of_fields(amont_analysis_layers(analysis), names);
    amont_names_of_columns(amont_analysis_layers(analysis), names);
    const char *nearest = amont_nearest(spec->field, (const char *const *)names->pdata, names->len);
    amont_entry_fail(&spec->entry, "field", error, AMONT_ERROR_CONFIG,
                     "the level '%s' carries no figure '%s'", spec->from, spec->field);
    if (nearest)
        amont_hint(error, "did you mean '%s'? fields stand under the level, columns in a table",
                   nearest);
    else
        amont_hint(error, "fields stand under the level, columns in a table");
    return false;
}

static bool fail_not_shared(const amont_indicator_spec *spec, GError **error) {
    amont_entry_fail(&spec->entry, "field", error, AMONT_ERROR_CONFIG,
                     "nothing says how '%s' is shared out to other zones", spec->field);
    amont_hint(error,
               "make it a field of '%s' with 'roll_up: sum' (stocks) or 'roll_up: area_mean' "
               "(shares of the ground)",
               spec->from);
    return false;
}

bool amont_carried_open(amont_analysis *analysis, const amont_indicator_spec *spec,
                        amont_carried *carried, GError **error) {
    const amont_level *from = amont_layers_level(amont_analysis_layers(analysis), spec->from);
    const amont_field_spec *field = amont_level_field(from, spec->field);
    GError *cause = NULL;
    carried->from = from;
    carried->series = field ? amont_series_of_field(analysis, spec->field, from, NULL, &cause)
                            : amont_series_of_column(analysis, spec->field, from, NULL, &cause);
    if (cause) {
        g_propagate_error(error, cause);
        return false;
    }
    if (!carried->series)
        return fail_unknown(analysis, spec, error);
    carried->adds_up = carried->series->measure == AMONT_MEASURE_STOCK;
    bool is_mean = field && field->roll_up == AMONT_ROLL_UP_AREA_MEAN;
    return carried->adds_up || is_mean || fail_not_shared(spec, error);
}

void amont_carried_close(amont_carried *carried) {
    g_clear_pointer(&carried->series, amont_series_free);
}

void amont_carried_describe(const amont_carried *carried, const amont_indicator_spec *spec,
                            amont_series *series) {
    const amont_series *source = carried->series;
    series->label = g_strdup(spec->label ? spec->label : source->label);
    series->unit = g_strdup(spec->unit ? spec->unit : source->unit);
    series->measure = source->measure;
    series->decimals = source->decimals;
    series->source = g_strdup(source->source);
    g_ptr_array_add(series->layers, g_strdup(carried->from->name));
}

/* ---- sharing out --------------------------------------------------------------------------- */

typedef struct share {
    amont_sum value, known_m2;
    double n;
} share;

static void add_piece(const amont_carried *carried, const amont_crossing *crossing,
                      const amont_overlay_piece *piece, share *s) {
    const amont_figure *figure = &carried->series->figures[piece->feature];
    if (!(piece->measure > 0) || !amont_flag_has_value(figure->flag))
        return;
    double part =
        carried->adds_up ? piece->measure / crossing->area_from[piece->feature] : piece->measure;
    amont_sum_add(&s->value, figure->value * part);
    amont_sum_add(&s->known_m2, piece->measure);
    s->n++;
}

static amont_figure figure_of(const amont_carried *carried, const share *s) {
    double value = amont_sum_value(&s->value);
    double known_m2 = amont_sum_value(&s->known_m2);
    if (carried->adds_up)
        return (amont_figure){value, s->n, AMONT_FLAG_ESTIMATED, NAN, NAN};
    return (amont_figure){value / known_m2, s->n, AMONT_FLAG_ESTIMATED, value, known_m2};
}

/* What a figure that adds up would have counted in a zone that is given none. */
static void put_aside(const share *s, share *aside) {
    amont_sum_add(&aside->value, amont_sum_value(&s->value));
    aside->n += s->n;
}

static void tell_unknown(const amont_carried *carried, const amont_level *to, size_t zone,
                         double known, amont_findings *findings) {
    amont_find_in(findings, AMONT_FINDING_VALUE_MISSING, carried->from->spec->source, 0,
                  carried->series->indicator, "%s: %.1f %%", to->names[zone], 100 * known);
}

void amont_carried_share(const amont_carried *carried, const amont_crossing *crossing,
                         const GArray *pieces, const double *ground, amont_findings *findings,
                         amont_series *series) {
    const amont_level *to = crossing->to;
    g_autofree share *shares = g_new0(share, to->n + 1);
    share *outside = &shares[to->n], unplaced = {{0, 0}, {0, 0}, 0};
    for (guint i = 0; i < pieces->len; i++) {
        const amont_overlay_piece *piece = &g_array_index(pieces, amont_overlay_piece, i);
        add_piece(carried, crossing, piece,
                  &shares[piece->zone == AMONT_NO_ZONE ? to->n : piece->zone]);
    }
    for (size_t zone = 0; zone < to->n; zone++) {
        double known =
            ground[zone] > 0 ? amont_sum_value(&shares[zone].known_m2) / ground[zone] : 1;
        if (!(crossing->area_to[zone] > 0))
            continue;
        if (known >= least_known) {
            series->figures[zone] = figure_of(carried, &shares[zone]);
            continue;
        }
        put_aside(&shares[zone], to->selected[zone] ? &unplaced : outside);
        if (to->selected[zone])
            tell_unknown(carried, to, zone, known, findings);
    }
    if (!carried->adds_up)
        return;
    series->has_unplaced = true;
    if (unplaced.n > 0)
        series->unplaced = figure_of(carried, &unplaced);
    if (outside->n > 0)
        series->outside = figure_of(carried, outside);
    series->elsewhere = amont_series_elsewhere(series, to);
}
