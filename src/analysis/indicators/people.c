/* Inhabitants, dwellings and jobs of a zone over its ground and over each other: D1, D6b, E1 to E5
 * of the definitions. What is lent from a table as it is (E1, E2) keeps its own year and source. */
#include "analysis/figures.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

static bool compute_as_it_is(const amont_request *ask, GError **error) {
    (void)error;
    const amont_known_quantity *known =
        amont_quantity_latest(ask->analysis, ask->indicator->numerator, ask->level);
    if (!known)
        return amont_series_lacks_quantity(ask->series, ask->indicator->numerator, ask->level);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = known->series->figures[zone];
    amont_series_behind(ask->series, known->series);
    return true;
}

static bool compute_tenants(const amont_request *ask, GError **error) {
    if (!amont_compute_ratio(ask, error) || ask->series->lacks)
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure *figure = &ask->series->figures[zone];
        figure->value = 100 - figure->value;
        figure->numerator = figure->denominator - figure->numerator;
    }
    return true;
}

const amont_indicator amont_indicators_people[] = {
    {.info = {.id = "density.population",
              .label = {"Densité de population", "Population density"},
              .unit = {"hab./km²", "inhabitants/km²"},
              .measure = AMONT_MEASURE_RATIO,
              .inputs = N_("a column of 'population'"),
              .method = N_("inhabitants over the area of the zone")},
     .compute = amont_compute_ratio,
     .numerator = "population",
     .factor = 1},
    {.info = {.id = "vacancy.census",
              .label = {"Part de logements vacants (recensement)",
                        "Share of vacant dwellings (census)"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("columns of 'dwellings_vacant' and 'dwellings'"),
              .method = N_("vacant dwellings over dwellings, of one census")},
     .compute = amont_compute_ratio,
     .numerator = "dwellings_vacant",
     .denominator = "dwellings",
     .factor = 100},
    {.info = {.id = "exposure.poverty",
              .label = {"Taux de pauvreté (seuil de 60 %)", "Poverty rate (60 % threshold)"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("a column of 'poverty_rate'"),
              .method = N_("as the source has it")},
     .compute = compute_as_it_is,
     .numerator = "poverty_rate"},
    {.info = {.id = "exposure.tenants",
              .label = {"Part de ménages non propriétaires de leur logement",
                        "Share of households who do not own their home"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("columns of 'dwellings_owner' and 'dwellings_main'"),
              .method =
                  N_("one less the main residences lived in by their owner, over main residences")},
     .compute = compute_tenants,
     .numerator = "dwellings_owner",
     .denominator = "dwellings_main",
     .factor = 100},
    {.info = {.id = NULL}},
};
