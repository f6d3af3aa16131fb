/* Patches of land use by zone: L13 to L16 of the definitions. Patches, borders and their
 * tolerances: amont/patches.h, analysis/landscape.h. The first land-use layer and its latest date
 * are looked at, by class, or by the grouping of the list that stands in brackets.
 *
 * FRAGSTATS (K. McGarigal, S. A. Cushman, E. Ene) and landscapemetrics; MESH: J. A. G. Jaeger,
 * Landscape division, splitting index, and effective mesh size (Landscape Ecology 15, 2000); across
 * borders: B. Moser, J. A. G. Jaeger, U. Tappeiner, E. Tasser, B. Eiselt, Modification of the
 * effective mesh size for measuring landscape fragmentation to solve the boundary problem
 * (Landscape Ecology 22, 2007). General knowledge, but for MESH in landscapemetrics' manual.
 *
 * All are over the planar area of the zone; where classes cover less than 99 % or more than 101 %
 * of it they are estimates, where they cover none of it they are missing. */
#include "analysis/landscape.h"
#include "analysis/figures.h"
#include "base/i18n.h"

#include <math.h>

static const double hectare_m2 = 1e4;

static amont_figure of_zone(const amont_landscape_zone *zone, double numerator, double factor) {
    const double most_off = 0.01;
    double covered = zone->classified_m2 / zone->area_m2;
    if (!(covered > 0) || isnan(numerator))
        return AMONT_FIGURE_MISSING;
    amont_figure above = amont_figure_of(numerator, zone->n);
    amont_figure below = amont_figure_of(zone->area_m2 / hectare_m2, 1);
    amont_figure figure = amont_figure_ratio(&above, &below, factor);
    if (fabs(covered - 1) > most_off)
        figure.flag = amont_flag_worse(figure.flag, AMONT_FLAG_ESTIMATED);
    return figure;
}

typedef double numerator_of(const amont_landscape_zone *zone);

static bool fill(const amont_request *ask, numerator_of *numerator, const char *said, double factor,
                 GError **error) {
    amont_mosaic mosaic;
    if (!amont_mosaic_find(ask, ask->argument, &mosaic, error))
        return ask->series->lacks != NULL;
    const amont_landscape *landscape =
        amont_analysis_landscape(ask->analysis, &mosaic, ask->level, error);
    if (!landscape)
        return false;
    amont_series *series = ask->series;
    for (size_t zone = 0; zone < series->n_zones; zone++)
        series->figures[zone] =
            of_zone(&landscape->zones[zone], numerator(&landscape->zones[zone]), factor);
    const amont_landscape_zone *all = &landscape->zones[series->n_zones];
    series->overall = of_zone(all, numerator(all), factor);
    amont_series_say_parts(series, said, "area of the zone, ha");
    amont_mosaic_describe(&mosaic, series);
    return true;
}

static double patches(const amont_landscape_zone *zone) {
    return zone->n;
}
static double largest_ha(const amont_landscape_zone *zone) {
    return zone->largest_m2 / hectare_m2;
}
static double squares_ha2(const amont_landscape_zone *zone) {
    return zone->squares_m4 / hectare_m2 / hectare_m2;
}
static double across_ha2(const amont_landscape_zone *zone) {
    return zone->across_m4 / hectare_m2 / hectare_m2;
}
static double borders_m(const amont_landscape_zone *zone) {
    return zone->borders_m;
}

static bool compute_patch_density(const amont_request *ask, GError **error) {
    return fill(ask, patches, "patches", 100, error);
}
static bool compute_largest(const amont_request *ask, GError **error) {
    return fill(ask, largest_ha, "area of the largest patch within the zone, ha", 100, error);
}
static bool compute_mesh(const amont_request *ask, GError **error) {
    return fill(ask, squares_ha2, "sum of squared areas of patches, ha²", 1, error);
}
static bool compute_mesh_across(const amont_request *ask, GError **error) {
    return fill(ask, across_ha2, "sum of areas of patches within × whole, ha²", 1, error);
}
static bool compute_edges(const amont_request *ask, GError **error) {
    return fill(ask, borders_m, "borders between classes, m", 1, error);
}

#define INPUTS N_("landuse; in brackets a grouping of its classes")
#define SOURCE "FRAGSTATS; landscapemetrics"

const amont_indicator amont_indicators_landscape[] = {
    /* L13 */
    {.info = {.id = "landscape.patch_density",
              .label = {"Densité de taches", "Patch density"},
              .unit = {"taches/100 ha", "patches/100 ha"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = INPUTS,
              .method = N_("patches of at least 1 m² in the zone, polygons of one class that touch "
                           "by an edge being one, over 100 ha of the zone"),
              .is_area = true,
              .source = SOURCE},
     .compute = compute_patch_density,
     .takes_years = true},
    /* L15 */
    {.info = {.id = "landscape.largest_patch",
              .label = {"Plus grande tache", "Largest patch index"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = INPUTS,
              .method = N_("area within the zone of its largest patch, over the area of the zone"),
              .is_area = true,
              .source = SOURCE},
     .compute = compute_largest,
     .takes_years = true},
    /* L16 */
    {.info = {.id = "landscape.mesh",
              .label = {"Taille effective de maille", "Effective mesh size"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              .inputs = INPUTS,
              .method = N_("sum of the squared areas of patches within the zone, over the area of "
                           "the zone"),
              .is_area = true,
              .source = "Jaeger 2000; landscapemetrics"},
     .compute = compute_mesh,
     .takes_years = true},
    /* L16, across borders */
    {.info = {.id = "landscape.mesh_cbc",
              .label = {"Taille effective de maille par-delà les limites",
                        "Effective mesh size, cross-boundary connections"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              .inputs = INPUTS,
              .method = N_("sum of the areas of patches within the zone, each times its whole area "
                           "as far as the layer goes, over the area of the zone"),
              .is_area = true,
              .source = "Moser et al. 2007"},
     .compute = compute_mesh_across,
     .takes_years = true},
    /* L14 */
    {.info = {.id = "landscape.edge_density",
              .label = {"Densité de lisières", "Edge density"},
              .unit = {"m/ha", "m/ha"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = INPUTS,
              .method = N_("length of the borders between two classes, each once, without what "
                           "runs within 1 m of an outline of a zone, over the area of the zone"),
              .is_area = true,
              .source = SOURCE},
     .compute = compute_edges,
     .takes_years = true},
    {.info = {.id = NULL}},
};
