/* What land consumption brings: Z13 to Z15 of the definitions. Census dates and fluxes are aligned:
 * from 1 January of one census to 1 January of the other, every annual flux between them; the label
 * says which. */
#include "analysis/figures.h"
#include "analysis/periods.h"
#include "base/i18n.h"

#include <math.h>

static bool is_french(const amont_request *ask) {
    return amont_analysis_layers(ask->analysis)->study->language == AMONT_LANGUAGE_FR;
}

/* "2016-2022, flux de 2016 à 2021" */
static void label_dates(const amont_request *ask, amont_years dates) {
    amont_series_dated(ask->series, "%d-%d", dates.from, dates.until);
    amont_series_dated(ask->series, is_french(ask) ? "flux de %d à %d" : "fluxes of %d to %d",
                       dates.from, dates.until - 1);
}

static char *land_label(const amont_request *ask, amont_years dates, const char *unit) {
    return amont_annual_label(ask, "consumed", (amont_years){dates.from, dates.until - 1}, unit);
}

/* ---- Z13: land for one more ---------------------------------------------------------------- */

/* Land over what was gained; nothing is said where nothing was gained. */
static amont_figure land_per_gain(const amont_figure *land, const amont_figure *gain) {
    amont_figure figure = amont_figure_ratio(land, gain, 1);
    if (amont_flag_has_value(figure.flag) && gain->value < 0) {
        figure.value = NAN;
        figure.flag = AMONT_FLAG_UNDEFINED;
    }
    return figure;
}

static bool find_dates(const amont_request *ask, const char *const *quantities, amont_years *dates,
                       GError **error) {
    const amont_period_want want = {
        .quantities = quantities, .flux = "consumed", .least = AMONT_CENSUS_YEARS};
    return amont_period_find(ask, &want, dates, error);
}

static bool compute_land_per_gain(const amont_request *ask, GError **error) {
    const char *const quantities[] = {ask->indicator->denominator, NULL};
    amont_years dates;
    if (!find_dates(ask, quantities, &dates, error))
        return ask->series->lacks != NULL;
    amont_figure *figures = ask->series->figures;
    amont_period_flux(ask, "consumed", dates, figures);
    amont_change change = amont_period_change(ask, quantities[0], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure gain = amont_change_of(&change, zone);
        figures[zone] = land_per_gain(&figures[zone], &gain);
    }
    g_autofree char *land = land_label(ask, dates, "m²"), *gain = amont_change_label(&change);
    amont_series_say_parts(ask->series, land, gain);
    label_dates(ask, dates);
    return true;
}

/* The sign of the change, of the same dates as the ratio, which only a rise defines. */
static bool compute_trend(const amont_request *ask, GError **error) {
    static const char *const words[2][4] = {{"baisse", "stabilité", "hausse", NULL},
                                            {"fall", "stability", "rise", NULL}};
    const char *const quantities[] = {ask->indicator->denominator, NULL};
    amont_years dates;
    ask->series->words = words[is_french(ask) ? 0 : 1];
    if (!find_dates(ask, quantities, &dates, error))
        return ask->series->lacks != NULL;
    amont_change change = amont_period_change(ask, quantities[0], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure *figure = &ask->series->figures[zone];
        *figure = amont_change_of(&change, zone);
        if (amont_flag_has_value(figure->flag))
            figure->value = 1 + (figure->value > 0) - (figure->value < 0);
    }
    amont_series_dated(ask->series, "%d-%d", dates.from, dates.until);
    return true;
}

/* ---- Z14 ----------------------------------------------------------------------------------- */

static bool compute_gains(const amont_request *ask, GError **error) {
    const char *const quantities[] = {"households", "jobs", NULL};
    amont_years dates;
    if (!find_dates(ask, quantities, &dates, error))
        return ask->series->lacks != NULL;
    amont_figure *figures = ask->series->figures;
    amont_period_flux(ask, "consumed", dates, figures);
    amont_change households = amont_period_change(ask, "households", dates);
    amont_change jobs = amont_period_change(ask, "jobs", dates);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure more = amont_change_of(&households, zone);
        amont_figure more_jobs = amont_change_of(&jobs, zone);
        amont_figure gain = amont_figure_sum(&more, &more_jobs);
        amont_figure land = amont_figure_scaled(&figures[zone], 1e-4);
        figures[zone] = amont_figure_ratio(&gain, &land, 1);
    }
    g_autofree char *more = amont_change_label(&households), *others = amont_change_label(&jobs);
    g_autofree char *gains = g_strdup_printf("%s + %s", more, others);
    g_autofree char *land = land_label(ask, dates, "ha");
    amont_series_say_parts(ask->series, gains, land);
    label_dates(ask, dates);
    return true;
}

/* ---- Z15 ----------------------------------------------------------------------------------- */

static bool has_both(const amont_request *ask, int year) {
    return amont_annual_of_year(ask->analysis, "dwellings_begun", ask->level, year) &&
           amont_annual_of_year(ask->analysis, "consumed_housing", ask->level, year);
}

/* The longest run of common years up to the latest common one; {0, 0} where there is none. */
static amont_years common_years(const amont_request *ask) {
    amont_years years;
    if (!amont_annual_years(ask->analysis, "dwellings_begun", ask->level, &years))
        return (amont_years){0, 0};
    while (years.until >= years.from && !has_both(ask, years.until))
        years.until--;
    if (years.until < years.from)
        return (amont_years){0, 0};
    int from = years.until;
    while (from > years.from && has_both(ask, from - 1))
        from--;
    return (amont_years){from, years.until};
}

static bool lacks_common_year(const amont_request *ask) {
    const char *const names[] = {"dwellings_begun", "consumed_housing"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!amont_quantity_latest(ask->analysis, names[i], ask->level))
            return amont_series_lacks_quantity(ask->series, names[i], ask->level);
    return amont_series_lacks(ask->series, N_("'%s' and '%s' of one year"), names[0], names[1]);
}

static bool compute_dwellings(const amont_request *ask, GError **error) {
    amont_years years;
    if (!amont_years_asked(ask, &years, error))
        return false;
    years = years.from ? years : common_years(ask);
    if (!years.from)
        return lacks_common_year(ask);
    g_autofree amont_figure *land = g_new(amont_figure, ask->level->n + 1);
    if (!amont_annual_sum(ask, "dwellings_begun", years, ask->series->figures) ||
        !amont_annual_sum(ask, "consumed_housing", years, land)) {
        for (size_t zone = 0; zone < ask->level->n; zone++)
            ask->series->figures[zone] = AMONT_FIGURE_MISSING;
        return true;
    }
    for (size_t zone = 0; zone < ask->level->n; zone++)
        land[zone] = amont_figure_scaled(&land[zone], 1e-4);
    amont_series_ratio(ask->series, ask->series->figures, land, 1);
    g_autofree char *begun = amont_annual_label(ask, "dwellings_begun", years,
                                                is_french(ask) ? "logements" : "dwellings");
    g_autofree char *used = amont_annual_label(ask, "consumed_housing", years, "ha");
    amont_series_say_parts(ask->series, begun, used);
    amont_series_dated(ask->series, "%d-%d", years.from, years.until);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define SPARTE "MTES-MCT/sparte (Mon Diagnostic Artificialisation)"
#define PER_GAIN(id_, quantity_, french_, english_, unit_fr_, unit_en_, inputs_)                  \
    {                                                                                             \
        .info = {.id = (id_),                                                                     \
                 .label = {(french_), (english_)},                                                \
                 .unit = {(unit_fr_), (unit_en_)},                                                \
                 .measure = AMONT_MEASURE_RATIO,                                                  \
                 .inputs = (inputs_),                                                             \
                 .method = N_("annual fluxes between two censuses over the change between them; " \
                              "nd where there is no gain"),                                       \
                 .source = SPARTE},                                                               \
        .compute = compute_land_per_gain, .takes_years = true, .denominator = (quantity_),        \
    }
#define TREND(id_, quantity_, french_, english_, inputs_)                          \
    {                                                                              \
        .info = {.id = (id_),                                                      \
                 .label = {(french_), (english_)},                                 \
                 .unit = {"", ""},                                                 \
                 .measure = AMONT_MEASURE_CATEGORY,                                \
                 .inputs = (inputs_),                                              \
                 .method = N_("sign of the change between two censuses")},         \
        .compute = compute_trend, .takes_years = true, .denominator = (quantity_), \
    }

const amont_indicator amont_indicators_efficiency[] = {
    /* Z13 */
    PER_GAIN(
        "efficiency.land_per_inhabitant", "population",
        "Espaces consommés par habitant supplémentaire", "Land consumed per new inhabitant",
        "m²/hab.", "m²/inhabitant",
        N_("annual columns of 'consumed' and 'population' of two censuses; in brackets dates")),
    PER_GAIN(
        "efficiency.land_per_household", "households",
        "Espaces consommés par ménage supplémentaire", "Land consumed per new household",
        "m²/ménage", "m²/household",
        N_("annual columns of 'consumed' and 'households' of two censuses; in brackets dates")),
    PER_GAIN("efficiency.land_per_job", "jobs", "Espaces consommés par emploi supplémentaire",
             "Land consumed per new job", "m²/emploi", "m²/job",
             N_("annual columns of 'consumed' and 'jobs' of two censuses; in brackets dates")),
    TREND("efficiency.trend_population", "population", "Évolution de la population (sens)",
          "Change of the population (sign)",
          N_("annual columns of 'consumed' and 'population' of two censuses; in brackets dates")),
    TREND("efficiency.trend_households", "households", "Évolution du nombre de ménages (sens)",
          "Change of the households (sign)",
          N_("annual columns of 'consumed' and 'households' of two censuses; in brackets dates")),
    TREND("efficiency.trend_jobs", "jobs", "Évolution du nombre d’emplois (sens)",
          "Change of the jobs (sign)",
          N_("annual columns of 'consumed' and 'jobs' of two censuses; in brackets dates")),
    /* Z14; the name of Cerema's like figure, `mepart`, is general knowledge */
    {.info = {.id = "efficiency.gains_per_hectare",
              .label = {"Ménages et emplois supplémentaires par hectare consommé",
                        "New households and jobs per hectare consumed"},
              .unit = {"/ha", "/ha"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("annual columns of 'consumed', 'households' and 'jobs' of two censuses; "
                           "in brackets dates"),
              .method = N_("change of households and of jobs between two censuses over the annual "
                           "fluxes between them"),
              .source = "Cerema, artificialisation.developpement-durable.gouv.fr/"
                        "mesurer-la-consommation-despaces"},
     .compute = compute_gains,
     .takes_years = true},
    /* Z15: general knowledge */
    {.info = {.id = "efficiency.dwellings_per_hectare",
              .label = {"Logements commencés par hectare consommé pour l’habitat",
                        "Dwellings begun per hectare consumed for housing"},
              .unit = {"logements/ha", "dwellings/ha"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs =
                  N_("annual columns of 'dwellings_begun' and 'consumed_housing'; in brackets "
                     "years"),
              .method =
                  N_("dwellings begun over land consumed for housing, same calendar years: the "
                     "longest run up to the latest common one")},
     .compute = compute_dwellings,
     .takes_years = true},
    {.info = {.id = NULL}},
};
