/* Figures of one level on another whose zones are not nested, shared out by area (S6). */
#include "analysis/measures.h"

#include <math.h>

/* A zone without an area can share nothing out. */
static void add_shapeless(const amont_carried *carried, const amont_crossing *crossing,
                          amont_series *series) {
    amont_sum value = {0, 0}, whole = {0, 0};
    double n = 0;
    for (size_t zone = 0; zone < carried->from->n; zone++) {
        const amont_figure *figure = &carried->series->figures[zone];
        if (!amont_flag_has_value(figure->flag))
            continue;
        amont_sum_add(&whole, figure->value);
        if (crossing->area_from[zone] > 0)
            continue;
        amont_sum_add(&value, figure->value);
        n++;
    }
    series->whole = amont_sum_value(&whole);
    if (n == 0)
        return;
    amont_figure *unplaced = &series->unplaced;
    if (amont_flag_has_value(unplaced->flag))
        amont_sum_add(&value, unplaced->value);
    *unplaced =
        (amont_figure){amont_sum_value(&value), unplaced->n + n, AMONT_FLAG_ESTIMATED, NAN, NAN};
}

static void describe(const amont_analysis *analysis, const amont_indicator_spec *spec,
                     const amont_carried *carried, amont_series *series) {
    amont_carried_describe(carried, spec, series);
    series->method = g_strdup_printf(
        "%s of %s, %s by area (areal weighting) %s; no figure where less than 99 %% of the zone is "
        "covered by known ones (%s)",
        spec->field, spec->from, carried->adds_up ? "shared out" : "mean weighted",
        amont_analysis_plane_words(analysis), carried->series->method);
}

amont_series *amont_series_areal(amont_analysis *analysis, const amont_indicator_spec *spec,
                                 const amont_level *level, GError **error) {
    g_auto(amont_carried) carried = {0};
    if (!amont_carried_open(analysis, spec, &carried, error))
        return NULL;
    const amont_crossing *crossing = amont_analysis_crossing(analysis, carried.from, level, error);
    if (!crossing)
        return NULL;
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    series->shared_out = carried.from != level;
    amont_carried_share(&carried, crossing, crossing->pieces, crossing->area_to,
                        amont_analysis_findings(analysis), series);
    if (carried.adds_up)
        add_shapeless(&carried, crossing, series);
    describe(analysis, spec, &carried, series);
    return series;
}
