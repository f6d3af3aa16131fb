/* The territory itself. Areas are planar in the study's CRS unless it says otherwise; official
 * areas differ by what their projection and their outlines are (section 5 of the architecture: 0.03
 * % for Lambert-93 here). */
#include "analysis/figures.h"
#include "base/i18n.h"

static bool compute_area(const amont_request *ask, GError **error) {
    (void)error;
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = amont_figure_area(ask->level, zone, 1e6);
    ask->series->source = amont_credit_line(&ask->level->spec->credit);
    g_ptr_array_add(ask->series->layers, g_strdup(ask->level->name));
    return true;
}

const amont_indicator amont_indicators_territory[] = {
    {.info = {.id = "area_km2",
              .label = {"Superficie", "Area"},
              .unit = {"km²", "km²"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 2,
              .inputs = N_("zones"),
              .method = N_("area of the polygon, holes taken off"),
              .is_area = true},
     .compute = compute_area},
    {.info = {.id = NULL}},
};
