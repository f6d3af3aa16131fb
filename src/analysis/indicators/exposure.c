/* What land pressure threatens: modest households (E1 to E3 of the definitions) and the productive
 * fabric (E4, E5). What is lent from a table as it is (E1, E2) keeps its own year and source. */
#include "analysis/figures.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

static bool compute_tenants(const amont_request *ask, GError **error) {
    if (!amont_compute_ratio(ask, error) || ask->series->lacks)
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure *figure = &ask->series->figures[zone];
        if (amont_figure_is_secret(ask->series, figure)) { /* few owners follow from the tenants */
            *figure = AMONT_FIGURE_MISSING;
            figure->flag = AMONT_FLAG_SECRET;
        }
        figure->value = 100 - figure->value;
        figure->numerator = figure->denominator - figure->numerator;
    }
    g_autofree char *others =
        g_strconcat(ask->series->parts[1], " − ", ask->series->parts[0], NULL);
    g_autofree char *main = g_strdup(ask->series->parts[1]);
    amont_series_say_parts(ask->series, others, main);
    return true;
}

/* ---- E5 ------------------------------------------------------------------------------------ */

typedef struct labour {
    const amont_known_quantity *jobs, *active, *unemployed;
} labour;

/* All three of the latest census that has them. */
static bool find_labour(const amont_request *ask, labour *found) {
    const GPtrArray *list = amont_quantities(ask->analysis, "jobs", ask->level);
    for (guint i = list->len; i-- > 0;) {
        found->jobs = list->pdata[i];
        int year = found->jobs->years.until;
        found->active = amont_quantity_of_year(ask->analysis, "active_15_64", ask->level, year);
        found->unemployed =
            amont_quantity_of_year(ask->analysis, "unemployed_15_64", ask->level, year);
        if (found->active && found->unemployed)
            return true;
    }
    return false;
}

static bool lacks_labour(const amont_request *ask) {
    static const char *const names[] = {"jobs", "active_15_64", "unemployed_15_64"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!amont_quantity_latest(ask->analysis, names[i], ask->level))
            return amont_series_lacks_quantity(ask->series, names[i], ask->level);
    return amont_series_lacks(ask->series, N_("'%s' and '%s' of one year"), names[0], names[1]);
}

/* In work: the labour force less the unemployed. */
static bool compute_jobs(const amont_request *ask, GError **error) {
    (void)error;
    labour found;
    if (!find_labour(ask, &found))
        return lacks_labour(ask);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure working = amont_figure_difference(&found.active->series->figures[zone],
                                                       &found.unemployed->series->figures[zone]);
        ask->series->figures[zone] =
            amont_figure_ratio(&found.jobs->series->figures[zone], &working, 1);
    }
    amont_series_behind(ask->series, found.jobs->series);
    amont_series_behind(ask->series, found.active->series);
    amont_series_behind(ask->series, found.unemployed->series);
    g_autofree char *working =
        g_strconcat(found.active->series->label, " − ", found.unemployed->series->label, NULL);
    amont_series_say_parts(ask->series, found.jobs->series->label, working);
    if (found.jobs->years.until)
        amont_series_dated(ask->series, "%d", found.jobs->years.until);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define INSEE "INSEE"

const amont_indicator amont_indicators_exposure[] = {
    /* E1 */
    {.info = {.id = "exposure.poverty",
              .label = {"Taux de pauvreté (seuil de 60 %)", "Poverty rate (60 % threshold)"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("a column of 'poverty_rate'"),
              .method = N_("as the source has it"),
              .source = INSEE},
     .compute = amont_compute_as_it_is,
     .numerator = "poverty_rate"},
    /* E2 */
    {.info = {.id = "exposure.income",
              .label = {"Revenu disponible médian par unité de consommation",
                        "Median disposable income per consumption unit"},
              .unit = {"€/an", "€/year"},
              .measure = AMONT_MEASURE_RATIO,
              .inputs = N_("a column of 'income_median'"),
              .method =
                  N_("as the source has it; a median does not add up from one level to another"),
              .source = INSEE},
     .compute = amont_compute_as_it_is,
     .numerator = "income_median"},
    /* E3 */
    {.info = {.id = "exposure.tenants",
              .label = {"Part de ménages non propriétaires de leur logement",
                        "Share of households who do not own their home"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("columns of 'dwellings_owner' and 'dwellings_main'"),
              .method =
                  N_("main residences less those lived in by their owner, over main residences"),
              .source = INSEE},
     .compute = compute_tenants,
     .numerator = "dwellings_owner",
     .denominator = "dwellings_main",
     .factor = 100},
    /* E4 */
    {.info = {.id = "exposure.industry",
              .label = {"Établissements de l’industrie", "Industrial establishments"},
              .unit = {"établissements", "establishments"},
              .measure = AMONT_MEASURE_STOCK,
              .inputs = N_("a column of 'establishments_industry'"),
              .method = N_("as the source has it"),
              .source = INSEE},
     .compute = amont_compute_as_it_is,
     .numerator = "establishments_industry"},
    {.info = {.id = "exposure.industry_share",
              .label = {"Part de l’industrie dans les établissements",
                        "Share of industry in establishments"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("columns of 'establishments_industry' and 'establishments'"),
              .method = N_("industrial establishments over establishments, of one year"),
              .source = INSEE},
     .compute = amont_compute_ratio,
     .numerator = "establishments_industry",
     .denominator = "establishments",
     .factor = 100},
    {.info = {.id = "exposure.industry_per_1000",
              .label = {"Établissements de l’industrie pour 1 000 habitants",
                        "Industrial establishments per 1,000 inhabitants"},
              .unit = {"‰", "‰"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("columns of 'establishments_industry' and 'population'"),
              .method = N_("industrial establishments over inhabitants, of the nearest year"),
              .source = INSEE},
     .compute = amont_compute_ratio_near,
     .numerator = "establishments_industry",
     .denominator = "population",
     .factor = 1000},
    /* E5 */
    {.info = {.id = "exposure.jobs",
              .label = {"Emplois au lieu de travail par actif occupé de 15 à 64 ans",
                        "Jobs at the workplace per resident in work aged 15 to 64"},
              .unit = {"emploi/actif occupé", "job/resident in work"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              .inputs = N_("columns of 'jobs', 'active_15_64' and 'unemployed_15_64'"),
              .method = N_("jobs at the workplace over the labour force aged 15 to 64 less the "
                           "unemployed, of one census"),
              .source = INSEE},
     .compute = compute_jobs},
    {.info = {.id = NULL}},
};
