/* Land and population growth after SDG indicator 11.3.1 (UN-Habitat, metadata of March 2021): Z16
 * to Z19 of the definitions. The built-up area V is taken from artificialised land, a proxy that
 * holds gardens and bare ground too; the method sentences say so. */
#include "analysis/figures.h"
#include "analysis/periods.h"
#include "base/i18n.h"

#include <math.h>

static const char *const both[] = {"area_artificialised", "population", NULL};
static const char *const land_only[] = {"area_artificialised", NULL};
static const char *const people_only[] = {"population", NULL};

static const amont_figure *at(const amont_known_quantity *known, size_t zone) {
    return &known->series->figures[zone];
}

/* (V2 - V1) / V1 / T */
static amont_figure land_rate(const amont_change *land, size_t zone, int years) {
    amont_figure more = amont_change_of(land, zone);
    return amont_figure_ratio(&more, at(land->earlier, zone), 1.0 / years);
}

/* ln(P2 / P1) / y; `nd` where one of both is 0. */
static amont_figure people_rate(const amont_change *people, size_t zone, int years) {
    amont_figure figure = amont_figure_ratio(at(people->later, zone), at(people->earlier, zone), 1);
    if (!amont_flag_has_value(figure.flag))
        return figure;
    figure.value = log(figure.value) / years;
    if (!isfinite(figure.value)) {
        figure.value = NAN;
        figure.flag = AMONT_FLAG_UNDEFINED;
    }
    return figure;
}

/* LCR / PGR: `nd` where the population hardly changes. */
static amont_figure rate_ratio(const amont_change *land, const amont_change *people, size_t zone,
                               int years) {
    const double least = 0.0005;
    amont_figure lcr = land_rate(land, zone, years), pgr = people_rate(people, zone, years);
    amont_figure ratio = amont_figure_ratio(&lcr, &pgr, 1);
    if (amont_flag_has_value(ratio.flag) && fabs(pgr.value) < least) {
        ratio.value = NAN;
        ratio.flag = AMONT_FLAG_UNDEFINED;
    }
    return ratio;
}

/* ---- one series ---------------------------------------------------------------------------- */

static bool find_dates(const amont_request *ask, const char *const *quantities, int least,
                       amont_years *dates, GError **error) {
    const amont_period_want want = {.quantities = quantities, .least = least};
    if (!amont_period_find(ask, &want, dates, error))
        return false;
    amont_series_dated(ask->series, "%d-%d", dates->from, dates->until);
    return true;
}

static bool compute_land_rate(const amont_request *ask, GError **error) {
    amont_years dates;
    if (!find_dates(ask, land_only, 1, &dates, error))
        return ask->series->lacks != NULL;
    amont_change land = amont_period_change(ask, land_only[0], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = land_rate(&land, zone, dates.until - dates.from);
    g_autofree char *more = amont_change_label(&land);
    amont_series_say_parts(ask->series, more, land.earlier->series->label);
    return true;
}

static bool compute_people_rate(const amont_request *ask, GError **error) {
    amont_years dates;
    if (!find_dates(ask, people_only, AMONT_CENSUS_YEARS, &dates, error))
        return ask->series->lacks != NULL;
    amont_change people = amont_period_change(ask, people_only[0], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = people_rate(&people, zone, dates.until - dates.from);
    amont_series_say_parts(ask->series, people.later->series->label, people.earlier->series->label);
    return true;
}

/* Of the same two dates, however near: those of the land use. */
static bool compute_rate_ratio(const amont_request *ask, GError **error) {
    amont_years dates;
    if (!find_dates(ask, both, 1, &dates, error))
        return ask->series->lacks != NULL;
    amont_change land = amont_period_change(ask, both[0], dates);
    amont_change people = amont_period_change(ask, both[1], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = rate_ratio(&land, &people, zone, dates.until - dates.from);
    bool french = amont_analysis_layers(ask->analysis)->study->language == AMONT_LANGUAGE_FR;
    amont_series_say_parts(ask->series, french ? "croissance du sol, /an" : "growth of land, /year",
                           french ? "croissance de la population, /an"
                                  : "growth of the population, /year");
    return true;
}

/* Below 0, 0 to 1, above 1 to 2, above 2. */
static bool compute_rate_class(const amont_request *ask, GError **error) {
    static const char *const words[2][5] = {
        {"inférieur à 0", "de 0 à 1", "de 1 à 2", "supérieur à 2", NULL},
        {"below 0", "0 to 1", "1 to 2", "above 2", NULL}};
    ask->series->words = words[amont_analysis_layers(ask->analysis)->study->language];
    if (!compute_rate_ratio(ask, error))
        return false;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure *figure = &ask->series->figures[zone];
        if (amont_flag_has_value(figure->flag))
            figure->value = (figure->value >= 0) + (figure->value > 1) + (figure->value > 2);
    }
    return true;
}

static amont_figure land_per_person(const amont_known_quantity *land,
                                    const amont_known_quantity *people, size_t zone) {
    return amont_figure_ratio(at(land, zone), at(people, zone), 1e4);
}

static bool compute_land_change(const amont_request *ask, GError **error) {
    amont_years dates;
    if (!find_dates(ask, both, 1, &dates, error))
        return ask->series->lacks != NULL;
    amont_change land = amont_period_change(ask, both[0], dates);
    amont_change people = amont_period_change(ask, both[1], dates);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure before = land_per_person(land.earlier, people.earlier, zone);
        amont_figure after = land_per_person(land.later, people.later, zone);
        amont_figure change = amont_figure_difference(&after, &before);
        ask->series->figures[zone] = amont_figure_ratio(&change, &before, 100);
    }
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define UN "UN-Habitat, SDG indicator 11.3.1, metadata of March 2021"
#define PER_YEAR .unit = {"/an", "/year"}, .measure = AMONT_MEASURE_RATIO, .decimals = 4
#define OF_BOTH \
    .inputs = N_("'area_artificialised' and 'population' of the same two years; in brackets dates")

const amont_indicator amont_indicators_growth[] = {
    /* Z16 */
    {.info = {.id = "growth.land",
              .label = {"Taux annuel de croissance du sol artificialisé",
                        "Yearly growth rate of artificialised land"},
              PER_YEAR,
              .inputs = N_("'area_artificialised' of two years; in brackets dates"),
              .method = N_("(V2 − V1) / V1 / years; V: artificialised land, for the built-up area"),
              .source = UN},
     .compute = compute_land_rate,
     .takes_years = true},
    /* Z17 */
    {.info = {.id = "growth.population",
              .label = {"Taux annuel de croissance de la population",
                        "Yearly growth rate of the population"},
              PER_YEAR,
              .inputs = N_("'population' of two censuses; in brackets dates"),
              .method = N_("ln(P2 / P1) / years"),
              .source = UN},
     .compute = compute_people_rate,
     .takes_years = true},
    /* Z18: never averaged over zones */
    {.info = {.id = "growth.land_to_population",
              .label = {"Croissance du sol artificialisé rapportée à celle de la population",
                        "Growth of artificialised land over that of the population"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              OF_BOTH,
              .method =
                  N_("land growth rate over population growth rate of the same years; nd where "
                     "the latter is below 0.0005 a year; V: artificialised land"),
              .source = UN},
     .compute = compute_rate_ratio,
     .takes_years = true},
    {.info =
         {.id = "growth.class",
          .label = {"Croissance du sol artificialisé rapportée à celle de la population, classe",
                    "Growth of artificialised land over that of the population, class"},
          .unit = {"", ""},
          .measure = AMONT_MEASURE_CATEGORY,
          OF_BOTH,
          .method = N_("growth.land_to_population below 0, 0 to 1, 1 to 2, above 2"),
          .source = "docs.trends.earth, land consumption (SDG 11.3.1)"},
     .compute = compute_rate_class,
     .takes_years = true},
    /* Z19 */
    {.info = {.id = "growth.land_per_inhabitant",
              .label = {"Sol artificialisé par habitant", "Artificialised land per inhabitant"},
              .unit = {"m²/hab.", "m²/inhabitant"},
              .measure = AMONT_MEASURE_RATIO,
              .inputs = N_("'area_artificialised' and 'population' of one year"),
              .method = N_("artificialised land over inhabitants, the latest common year"),
              .source = UN},
     .compute = amont_compute_ratio,
     .numerator = "area_artificialised",
     .denominator = "population",
     .factor = 1e4},
    {.info = {.id = "growth.land_per_inhabitant_change",
              .label = {"Évolution du sol artificialisé par habitant",
                        "Change of artificialised land per inhabitant"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              OF_BOTH,
              .method =
                  N_("change of artificialised land per inhabitant over that of the earlier year"),
              .source = UN},
     .compute = compute_land_change,
     .takes_years = true},
    {.info = {.id = NULL}},
};
