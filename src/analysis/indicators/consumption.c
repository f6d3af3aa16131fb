/* Land consumption from annual fluxes (Cerema, from the land registry): Z1 to Z3 of the
 * definitions. A flux is that of a calendar year: `naf19art20` runs from 1 January 2019 to 1
 * January 2020, and is called 2019 here.
 *
 * Z2: the reference decade is 1 January 2011 to 1 January 2021, exactly ten fluxes, 2011 to 2020.
 * Counting both 2011 and 2021 makes eleven: a period of any other length is refused. The articles
 * of the laws are cited from general knowledge. */
#include "analysis/annual.h"
#include "analysis/figures.h"
#include "base/i18n.h"

#include <math.h>
#include <string.h>

/* ---- destinations (Z1) --------------------------------------------------------------------- */

static const char *const destinations[] = {"consumed_housing", "consumed_activity",
                                           "consumed_mixed",   "consumed_roads",
                                           "consumed_rail",    "consumed_unknown"};

/* The total less its destinations in one year, in m². False where a figure lacks, or no destination
 * is known; those that older editions do not have (roads, rail) count as nothing. */
static bool residue_of(const amont_request *ask, int year, size_t zone, double *residue) {
    const amont_known_quantity *total =
        amont_annual_of_year(ask->analysis, "consumed", ask->level, year);
    if (!total || !amont_flag_has_value(total->series->figures[zone].flag))
        return false;
    bool any = false;
    *residue = total->series->figures[zone].value;
    for (size_t i = 0; i < G_N_ELEMENTS(destinations); i++) {
        const amont_known_quantity *part =
            amont_annual_of_year(ask->analysis, destinations[i], ask->level, year);
        if (!part)
            continue;
        if (!amont_flag_has_value(part->series->figures[zone].flag))
            return false;
        *residue -= part->series->figures[zone].value;
        any = true;
    }
    return any;
}

/* Told once for a level; seven figures rounded to the square metre can be 3.5 m² apart. */
static void tell_residues(const amont_request *ask) {
    const double rounding_m2 = 3.5;
    amont_findings *findings =
        amont_analysis_findings_once(ask->analysis, ask->level, "consumed/destinations");
    amont_years years;
    if (!amont_annual_years(ask->analysis, "consumed", ask->level, &years))
        return;
    for (int year = years.from; findings && year <= years.until; year++)
        for (size_t zone = 0; zone < ask->level->n; zone++) {
            double residue;
            if (ask->level->selected[zone] && residue_of(ask, year, zone, &residue) &&
                fabs(residue) > rounding_m2)
                amont_find(findings, AMONT_FINDING_CONSUMPTION_RESIDUE, ask->level->name, 0,
                           "%s %d: %.0f m²", ask->level->names[zone], year, residue);
        }
}

/* ---- sums over years ----------------------------------------------------------------------- */

static void label_years(const amont_request *ask, amont_years years) {
    bool french = amont_analysis_layers(ask->analysis)->study->language == AMONT_LANGUAGE_FR;
    int n = amont_years_count(years);
    if (n == 1)
        amont_series_dated(ask->series, "%d", years.from);
    else if (french)
        amont_series_dated(ask->series, "%d-%d (%d flux annuels)", years.from, years.until, n);
    else
        amont_series_dated(ask->series, "%d-%d (%d annual fluxes)", years.from, years.until, n);
}

static const char *quantity_of(const amont_request *ask) {
    return ask->indicator->numerator;
}

/* The years asked, else all that are known. False: there are none, or an error. */
static bool choose_years(const amont_request *ask, amont_years *years, GError **error) {
    if (!amont_years_asked(ask, years, error))
        return false;
    if (years->from || amont_annual_years(ask->analysis, quantity_of(ask), ask->level, years))
        return true;
    amont_series_lacks_quantity(ask->series, quantity_of(ask), ask->level);
    return false;
}

/* m² of the years, and the label. */
static bool sum_years(const amont_request *ask, amont_years years) {
    if (!amont_annual_sum(ask, quantity_of(ask), years, ask->series->figures))
        return false;
    tell_residues(ask);
    label_years(ask, years);
    return true;
}

static void to_hectares(amont_series *series) {
    for (size_t zone = 0; zone < series->n_zones; zone++)
        series->figures[zone] = amont_figure_scaled(&series->figures[zone], 1e-4);
}

static bool compute_sum(const amont_request *ask, GError **error) {
    amont_years years;
    if (!choose_years(ask, &years, error))
        return ask->series->lacks != NULL;
    if (sum_years(ask, years))
        to_hectares(ask->series);
    return true;
}

/* Z2: any ten years may be named, but ten. */
static bool compute_decade(const amont_request *ask, GError **error) {
    amont_years years;
    if (!amont_years_asked(ask, &years, error))
        return false;
    if (!years.from)
        years = AMONT_REFERENCE_DECADE;
    if (!amont_years_are_decade(years, error))
        return false;
    if (sum_years(ask, years))
        to_hectares(ask->series);
    return true;
}

static bool compute_residue(const amont_request *ask, GError **error) {
    amont_years years;
    if (!choose_years(ask, &years, error))
        return ask->series->lacks != NULL;
    g_autofree amont_figure *total = g_new(amont_figure, ask->level->n + 1);
    if (!amont_annual_sum(ask, quantity_of(ask), years, total))
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_sum sum = {0, 0};
        double residue = NAN;
        bool known = true;
        for (int year = years.from; known && year <= years.until; year++) {
            known = residue_of(ask, year, zone, &residue);
            amont_sum_add(&sum, known ? residue : 0);
        }
        if (known)
            ask->series->figures[zone] =
                amont_figure_of(amont_sum_value(&sum) / 1e4, total[zone].n);
    }
    tell_residues(ask);
    label_years(ask, years);
    return true;
}

/* ---- relative to the area (Z3) ------------------------------------------------------------- */

/* `factor` for the whole period, or for a year of it. */
static bool compare_with_area(const amont_request *ask, bool per_year, GError **error) {
    amont_years years;
    if (!choose_years(ask, &years, error))
        return ask->series->lacks != NULL;
    if (!sum_years(ask, years))
        return true;
    double factor = ask->indicator->factor / (per_year ? amont_years_count(years) : 1);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure area = amont_figure_area(ask->level, zone, 1);
        ask->series->figures[zone] = amont_figure_ratio(&ask->series->figures[zone], &area, factor);
    }
    g_autofree char *land = amont_annual_label(ask, quantity_of(ask), years, "m²");
    amont_series_say_parts(ask->series, land, "m²");
    return true;
}

static bool compute_relative(const amont_request *ask, GError **error) {
    return compare_with_area(ask, false, error);
}

static bool compute_relative_per_year(const amont_request *ask, GError **error) {
    return compare_with_area(ask, true, error);
}

/* ---- the table ----------------------------------------------------------------------------- */

#define CEREMA                                                               \
    "Cerema, consommation d’espaces NAF à partir des Fichiers fonciers, " \
    "artificialisation.developpement-durable.gouv.fr/mesurer-la-consommation-despaces"
#define HECTARES .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2

/* A sum of the annual fluxes of one quantity. */
#define FLUXES(id_, quantity_, french_, english_, inputs_)                           \
    {                                                                                \
        .info = {.id = (id_),                                                        \
                 .label = {(french_), (english_)},                                   \
                 .unit = {"ha", "ha"},                                               \
                 .measure = AMONT_MEASURE_STOCK,                                     \
                 .decimals = 2,                                                      \
                 .inputs = (inputs_),                                                \
                 .method = N_("sum of the annual fluxes of the years, m² / 10 000"), \
                 .source = CEREMA},                                                  \
        .compute = compute_sum, .takes_years = true, .numerator = (quantity_),       \
    }

const amont_indicator amont_indicators_consumption[] = {
    /* Z1 */
    FLUXES("consumption.total", "consumed",
           "Consommation d’espaces naturels, agricoles et forestiers",
           "Consumption of natural, farm and forest land",
           N_("annual columns of 'consumed'; in brackets years, as 2011-2020")),
    FLUXES("consumption.housing", "consumed_housing", "Consommation d’espaces pour l’habitat",
           "Land consumed for housing",
           N_("annual columns of 'consumed_housing'; in brackets years")),
    FLUXES("consumption.activity", "consumed_activity", "Consommation d’espaces pour l’activité",
           "Land consumed for activity",
           N_("annual columns of 'consumed_activity'; in brackets years")),
    FLUXES("consumption.mixed", "consumed_mixed", "Consommation d’espaces à destination mixte",
           "Land consumed for mixed uses",
           N_("annual columns of 'consumed_mixed'; in brackets years")),
    FLUXES("consumption.roads", "consumed_roads", "Consommation d’espaces pour les routes",
           "Land consumed for roads", N_("annual columns of 'consumed_roads'; in brackets years")),
    FLUXES("consumption.rail", "consumed_rail", "Consommation d’espaces pour le rail",
           "Land consumed for railways",
           N_("annual columns of 'consumed_rail'; in brackets years")),
    FLUXES("consumption.unknown", "consumed_unknown",
           "Consommation d’espaces à destination inconnue", "Land consumed, use unknown",
           N_("annual columns of 'consumed_unknown'; in brackets years")),
    {.info = {.id = "consumption.residue",
              .label = {"Consommation d’espaces sans destination : total moins destinations",
                        "Land consumed less its destinations"},
              HECTARES,
              .inputs =
                  N_("annual columns of 'consumed' and of its destinations; in brackets years"),
              .method =
                  N_("annual fluxes less those of the destinations, m² / 10 000; should be 0")},
     .compute = compute_residue,
     .takes_years = true,
     .numerator = "consumed"},
    /* Z2 */
    {.info = {.id = "consumption.decade",
              .label = {"Consommation d’espaces de la décennie de référence",
                        "Land consumption of the reference decade"},
              HECTARES,
              .inputs =
                  N_("annual columns of 'consumed' of 2011 to 2020; in brackets other ten years"),
              .method =
                  N_("sum of exactly ten annual fluxes, 1 January 2011 to 1 January 2021 unless "
                     "other ten years are asked, m² / 10 000"),
              .source = "loi n° 2021-1104 du 22 août 2021, article 191"},
     .compute = compute_decade,
     .takes_years = true,
     .numerator = "consumed"},
    /* Z3 */
    {.info = {.id = "consumption.relative",
              .label = {"Consommation d’espaces rapportée à la superficie",
                        "Land consumption over the area"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              .inputs = N_("annual columns of 'consumed'; in brackets years, as 2011-2020"),
              .method = N_("annual fluxes of the years over the area of the zone"),
              .is_area = true,
              .source = "article L. 2231-1 du code général des collectivités territoriales"},
     .compute = compute_relative,
     .takes_years = true,
     .numerator = "consumed",
     .factor = 100},
    {.info = {.id = "consumption.relative_per_year",
              .label = {"Consommation d’espaces par an rapportée à la superficie",
                        "Land consumption per year over the area"},
              .unit = {"‰/an", "‰/year"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              .inputs = N_("annual columns of 'consumed'; in brackets years, as 2011-2020"),
              .method = N_("annual fluxes of the years over their number and the area of the zone"),
              .is_area = true},
     .compute = compute_relative_per_year,
     .takes_years = true,
     .numerator = "consumed",
     .factor = 1000},
    {.info = {.id = NULL}},
};
