/* The territory itself. Areas are planar in the study's CRS unless it says otherwise; official
 * areas differ by what their projection and their outlines are (section 5 of the architecture: 0.03
 * % for Lambert-93 here). */
#include "analysis/analysis.h"
#include "base/i18n.h"

static bool compute_area(amont_analysis *analysis, const amont_level *level, amont_series *series,
                         GError **error) {
    (void)analysis;
    (void)error;
    for (size_t zone = 0; zone < level->n; zone++) {
        amont_figure *figure = &series->figures[zone];
        const size_t *part_of = level->layer->shapes->part_of;
        if (part_of[zone] == part_of[zone + 1]) /* no geometry: missing, not zero */
            continue;
        figure->value = level->area_m2[zone] / 1e6;
        figure->flag = AMONT_FLAG_OK;
        figure->n = 1;
    }
    series->source = amont_credit_line(&level->spec->credit);
    g_ptr_array_add(series->layers, g_strdup(level->name));
    return true;
}

const amont_indicator amont_indicators_territory[] = {
    {{.id = "area_km2",
      .label = {"Superficie", "Area"},
      .unit = {"km²", "km²"},
      .measure = AMONT_MEASURE_STOCK,
      .decimals = 2,
      .inputs = N_("zones"),
      .method = "area of the polygon, holes taken off",
      .is_area = true},
     compute_area},
    {{.id = NULL}, NULL},
};
