/* Inhabitants, dwellings and jobs of a zone over its ground and over each other: D1 and D6b of the
 * definitions, and the figures that INSEE's comparator of territories gives with them. Densities
 * stand over the area of the polygon, and over the official one, which differs from it where
 * outlines or the ground of rivers do. */
#include "analysis/figures.h"
#include "analysis/periods.h"
#include "base/i18n.h"

/* From one census to the other, in % of the earlier. */
static bool compute_change(const amont_request *ask, GError **error) {
    const char *const quantities[] = {ask->indicator->numerator, NULL};
    const amont_period_want want = {.quantities = quantities, .least = AMONT_CENSUS_YEARS};
    amont_years dates;
    if (!amont_period_find(ask, &want, &dates, error))
        return ask->series->lacks != NULL;
    amont_change change = amont_period_change(ask, quantities[0], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure more = amont_change_of(&change, zone);
        ask->series->figures[zone] =
            amont_figure_ratio(&more, &change.earlier->series->figures[zone], 100);
    }
    g_autofree char *more = amont_change_label(&change);
    amont_series_say_parts(ask->series, more, change.earlier->series->label);
    amont_series_dated(ask->series, "%d-%d", dates.from, dates.until);
    return true;
}

#define FACTS(id_, french_, english_, unit_fr_, unit_en_, decimals_, inputs_, method_) \
    .id = (id_), .label = {(french_), (english_)}, .unit = {(unit_fr_), (unit_en_)},   \
    .measure = AMONT_MEASURE_RATIO, .decimals = (decimals_), .inputs = (inputs_),      \
    .method = (method_)
#define RATIO(...) .info = {FACTS(__VA_ARGS__)}
#define DENSITY(...) .info = {FACTS(__VA_ARGS__), .is_area = true} /* over the zone's own area */

const amont_indicator amont_indicators_people[] = {
    /* D1, gross: over the polygon, then over the official area */
    {DENSITY("density.population", "Densité de population", "Population density", "hab./km²",
             "inhabitants/km²", 0, N_("a column of 'population'"),
             N_("inhabitants over the area of the zone")),
     .compute = amont_compute_ratio, .numerator = "population", .factor = 1},
    {RATIO("density.population_official", "Densité de population (superficie officielle)",
           "Population density (official area)", "hab./km²", "inhabitants/km²", 0,
           N_("columns of 'population' and 'area_official'"),
           N_("inhabitants over the official area of the zone")),
     .compute = amont_compute_ratio, .numerator = "population", .denominator = "area_official",
     .factor = 1},
    {DENSITY("density.dwellings", "Densité de logements", "Density of dwellings", "logements/ha",
             "dwellings/ha", 1, N_("a column of 'dwellings'"),
             N_("dwellings over the area of the zone")),
     .compute = amont_compute_ratio, .numerator = "dwellings", .factor = 1, .area_unit_m2 = 1e4},
    {RATIO("density.dwellings_official", "Densité de logements (superficie officielle)",
           "Density of dwellings (official area)", "logements/ha", "dwellings/ha", 1,
           N_("columns of 'dwellings' and 'area_official'"),
           N_("dwellings over the official area of the zone, 1 km² being 100 ha")),
     .compute = amont_compute_ratio, .numerator = "dwellings", .denominator = "area_official",
     .factor = 0.01},
    {DENSITY("density.jobs", "Densité d’emplois", "Density of jobs", "emplois/ha", "jobs/ha", 1,
             N_("a column of 'jobs'"), N_("jobs at the workplace over the area of the zone")),
     .compute = amont_compute_ratio, .numerator = "jobs", .factor = 1, .area_unit_m2 = 1e4},
    {RATIO("density.jobs_official", "Densité d’emplois (superficie officielle)",
           "Density of jobs (official area)", "emplois/ha", "jobs/ha", 1,
           N_("columns of 'jobs' and 'area_official'"),
           N_("jobs at the workplace over the official area of the zone, 1 km² being 100 ha")),
     .compute = amont_compute_ratio, .numerator = "jobs", .denominator = "area_official",
     .factor = 0.01},
    /* D1, net (general knowledge) */
    {RATIO("density.population_artificialised", "Densité de population du sol artificialisé",
           "Population density of artificialised land", "hab./ha", "inhabitants/ha", 1,
           N_("columns of 'population' and 'area_artificialised'"),
           N_("inhabitants over artificialised land, of the nearest year")),
     .compute = amont_compute_ratio_near, .numerator = "population",
     .denominator = "area_artificialised", .factor = 1},
    {RATIO("density.dwellings_residential", "Densité de logements des surfaces d’habitat",
           "Density of dwellings of residential land", "logements/ha", "dwellings/ha", 1,
           N_("columns of 'dwellings' and 'area_residential'"),
           N_("dwellings over residential land, of the nearest year")),
     .compute = amont_compute_ratio_near, .numerator = "dwellings",
     .denominator = "area_residential", .factor = 1},
    {RATIO("change.population", "Évolution de la population", "Change of the population", "%", "%",
           1, N_("'population' of two censuses; in brackets dates, as 2016-2022"),
           N_("change between two censuses over the earlier one")),
     .compute = compute_change, .takes_years = true, .numerator = "population"},
    {RATIO("change.jobs", "Évolution du nombre d’emplois", "Change of the number of jobs", "%", "%",
           1, N_("'jobs' of two censuses; in brackets dates, as 2016-2022"),
           N_("change between two censuses over the earlier one")),
     .compute = compute_change, .takes_years = true, .numerator = "jobs"},
    /* D6b */
    {RATIO("vacancy.census", "Part de logements vacants (recensement)",
           "Share of vacant dwellings (census)", "%", "%", 1,
           N_("columns of 'dwellings_vacant' and 'dwellings'"),
           N_("vacant dwellings over dwellings, of one census")),
     .compute = amont_compute_ratio, .numerator = "dwellings_vacant", .denominator = "dwellings",
     .factor = 100},
    {RATIO("unemployment.census", "Taux de chômage des 15 à 64 ans (recensement)",
           "Unemployment rate of people aged 15 to 64 (census)", "%", "%", 1,
           N_("columns of 'unemployed_15_64' and 'active_15_64'"),
           N_("unemployed over the labour force aged 15 to 64, of one census")),
     .compute = amont_compute_ratio, .numerator = "unemployed_15_64", .denominator = "active_15_64",
     .factor = 100},
    {.info = {.id = NULL}},
};
