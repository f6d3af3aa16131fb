/* Densification and what presses on the land, as far as tables say it: D2 to D9 of the definitions.
 * D6 (LOVAC: vacant for over two years, private stock) is not D6b (`vacancy.census`): other
 * dwellings, another count; neither ever stands in for the other. D2, D3 and D5 are general
 * knowledge; D12 stands with the prices. */
#include "analysis/annual.h"
#include "analysis/figures.h"
#include "base/i18n.h"

/* ---- D3: an estimate by nature ------------------------------------------------------------- */

static bool compute_estimate(const amont_request *ask, GError **error) {
    if (!amont_compute_ratio(ask, error))
        return false;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure *figure = &ask->series->figures[zone];
        figure->flag = amont_flag_worse(figure->flag, AMONT_FLAG_ESTIMATED);
    }
    return true;
}

/* ---- D5: dwellings a year ------------------------------------------------------------------ */

/* The years asked, else the latest five. */
static bool choose_years(const amont_request *ask, amont_years *years, GError **error) {
    const char *quantity = ask->indicator->numerator;
    if (!amont_years_asked(ask, years, error))
        return false;
    if (years->from)
        return true;
    if (!amont_annual_years(ask->analysis, quantity, ask->level, years))
        return !amont_series_lacks_quantity(ask->series, quantity, ask->level);
    years->from = years->until - 4;
    return true;
}

static bool compute_intensity(const amont_request *ask, GError **error) {
    amont_years years;
    if (!choose_years(ask, &years, error))
        return ask->series->lacks != NULL;
    const amont_known_quantity *people =
        amont_quantity_near(ask->analysis, "population", ask->level, years.until);
    if (!people)
        return amont_series_lacks_quantity(ask->series, "population", ask->level);
    amont_figure *figures = ask->series->figures;
    if (!amont_annual_sum(ask, ask->indicator->numerator, years, figures))
        return true;
    amont_series_ratio(ask->series, figures, people->series->figures,
                       1000.0 / amont_years_count(years));
    amont_series_behind(ask->series, people->series);
    int language = amont_analysis_layers(ask->analysis)->study->language;
    g_autofree char *dwellings =
        amont_annual_label(ask, ask->indicator->numerator, years,
                           amont_quantity_find(ask->indicator->numerator)->unit[language]);
    amont_series_say_parts(ask->series, dwellings, people->series->label);
    amont_series_dated(ask->series, "%d-%d", years.from, years.until);
    if (people->years.until)
        amont_series_dated(ask->series, "population %d", people->years.until);
    return true;
}

/* ---- D7: brownfields ----------------------------------------------------------------------- */

typedef struct brownfields {
    const amont_known_quantity *idle, *project, *reused;
} brownfields;

static const amont_known_quantity *find_latest(const amont_request *ask, const char *quantity) {
    const amont_known_quantity *known = amont_quantity_latest(ask->analysis, quantity, ask->level);
    if (known)
        amont_series_behind(ask->series, known->series);
    else
        amont_series_lacks_quantity(ask->series, quantity, ask->level);
    return known;
}

static bool find_brownfields(const amont_request *ask, brownfields *found) {
    return (found->idle = find_latest(ask, "brownfield_idle")) &&
           (found->project = find_latest(ask, "brownfield_project")) &&
           (found->reused = find_latest(ask, "brownfield_reused"));
}

/* Of all three, in m². */
static amont_figure sum_brownfields(const brownfields *found, size_t zone) {
    amont_figure used = amont_figure_sum(&found->project->series->figures[zone],
                                         &found->reused->series->figures[zone]);
    return amont_figure_sum(&found->idle->series->figures[zone], &used);
}

static bool compute_brownfield_area(const amont_request *ask, GError **error) {
    (void)error;
    brownfields found;
    if (!find_brownfields(ask, &found))
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure area = sum_brownfields(&found, zone);
        ask->series->figures[zone] = amont_figure_scaled(&area, 1e-4);
    }
    return true;
}

/* None; none because all is used; some and none used; some and others in use. */
static bool compute_brownfield_level(const amont_request *ask, GError **error) {
    static const char *const words[2][5] = {
        {"sans potentiel", "potentiel déjà exploité", "potentiel non exploité",
         "potentiel en cours d’exploitation", NULL},
        {"no potential", "potential already used", "potential not used", "potential in use", NULL}};
    (void)error;
    ask->series->words = words[amont_analysis_layers(ask->analysis)->study->language];
    brownfields found;
    if (!find_brownfields(ask, &found))
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure *figure = &ask->series->figures[zone];
        *figure = sum_brownfields(&found, zone);
        if (!amont_flag_has_value(figure->flag))
            continue;
        double idle = found.idle->series->figures[zone].value;
        bool is_used = figure->value - idle > 0;
        figure->value = 2 * (idle > 0) + is_used;
    }
    return true;
}

/* ---- D9 ------------------------------------------------------------------------------------ */

static bool compute_capacity(const amont_request *ask, GError **error) {
    (void)error;
    const amont_known_quantity *open = find_latest(ask, "zoned_open");
    const amont_known_quantity *idle = open ? find_latest(ask, "brownfield_idle") : NULL;
    const amont_known_quantity *demanded = idle ? find_latest(ask, "dwellings_demanded") : NULL;
    if (!demanded)
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure brownfield = amont_figure_scaled(&idle->series->figures[zone], 1e-4);
        amont_figure land = amont_figure_sum(&open->series->figures[zone], &brownfield);
        ask->series->figures[zone] =
            amont_figure_ratio(&land, &demanded->series->figures[zone], 1000);
    }
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define SPARTE "MTES-MCT/sparte (Mon Diagnostic Artificialisation)"
#define PERCENT .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1
#define HECTARES .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2
#define PER_THOUSAND .unit = {"‰/an", "‰/year"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1

const amont_indicator amont_indicators_pressure[] = {
    /* D2 */
    {.info = {.id = "density.ground_coverage",
              .label = {"Coefficient d’emprise au sol", "Ground covered by buildings"},
              PERCENT,
              .inputs = N_("a column of 'buildings_ground'"),
              .method = N_("footprint of buildings over the area of the zone"),
              .is_area = true},
     .compute = amont_compute_ratio,
     .numerator = "buildings_ground",
     .factor = 100,
     .area_unit_m2 = 1},
    /* D3 */
    {.info = {.id = "density.floors",
              .label = {"Coefficient d’occupation du sol estimé", "Estimated floor area ratio"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 2,
              .inputs = N_("a column of 'buildings_floors'"),
              .method = N_("footprint × max(1, round(height / 3)) of buildings over the area of "
                           "the zone: an estimate"),
              .is_area = true},
     .compute = compute_estimate,
     .numerator = "buildings_floors",
     .factor = 1,
     .area_unit_m2 = 1},
    /* D4 */
    {.info = {.id = "renewal.share",
              .label = {"Part de logements construits en renouvellement",
                        "Share of dwellings built on land artificialised before"},
              PERCENT,
              .inputs = N_("columns of 'dwellings_built_renewal' and 'dwellings_built'"),
              .method =
                  N_("dwellings built on land already artificialised over dwellings built; the "
                     "rest is extension"),
              .source = "Cerema, indicateurs nationaux de densité et d’extension"},
     .compute = amont_compute_ratio,
     .numerator = "dwellings_built_renewal",
     .denominator = "dwellings_built",
     .factor = 100},
    /* D5 */
    {.info = {.id = "construction.authorised",
              .label = {"Logements autorisés pour 1 000 habitants",
                        "Dwellings authorised per 1,000 inhabitants"},
              PER_THOUSAND,
              .inputs =
                  N_("annual columns of 'dwellings_authorised', and 'population'; in brackets "
                     "years"),
              .method = N_("mean of the years, the latest five by default, over inhabitants of the "
                           "nearest year")},
     .compute = compute_intensity,
     .takes_years = true,
     .numerator = "dwellings_authorised"},
    {.info = {.id = "construction.begun",
              .label = {"Logements commencés pour 1 000 habitants",
                        "Dwellings begun per 1,000 inhabitants"},
              PER_THOUSAND,
              .inputs = N_("annual columns of 'dwellings_begun', and 'population'; in brackets "
                           "years"),
              .method = N_("mean of the years, the latest five by default, over inhabitants of the "
                           "nearest year")},
     .compute = compute_intensity,
     .takes_years = true,
     .numerator = "dwellings_begun"},
    /* D6 */
    {.info = {.id = "vacancy.long_private",
              .label = {"Part de logements privés vacants depuis plus de deux ans (LOVAC)",
                        "Share of private dwellings vacant for over two years (LOVAC)"},
              PERCENT,
              .inputs = N_("columns of 'dwellings_private_vacant' and 'dwellings_private'"),
              .method =
                  N_("private dwellings vacant for over two years over private dwellings, of one "
                     "year"),
              .source = SPARTE},
     .compute = amont_compute_ratio,
     .numerator = "dwellings_private_vacant",
     .denominator = "dwellings_private",
     .factor = 100},
    /* D7 */
    {.info = {.id = "brownfields.count",
              .label = {"Nombre de friches", "Number of brownfields"},
              .unit = {"friches", "brownfields"},
              .measure = AMONT_MEASURE_STOCK,
              .inputs = N_("a column of 'brownfields'"),
              .method = N_("as the source has it"),
              .source = SPARTE},
     .compute = amont_compute_as_it_is,
     .numerator = "brownfields"},
    {.info = {.id = "brownfields.area",
              .label = {"Surface de friches", "Area of brownfields"},
              HECTARES,
              .inputs = N_("columns of 'brownfield_idle', 'brownfield_project' and "
                           "'brownfield_reused'"),
              .method = N_("without project + with a project + reused"),
              .source = SPARTE},
     .compute = compute_brownfield_area},
    {.info = {.id = "brownfields.level",
              .label = {"Gisement de friches", "Potential of brownfields"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_CATEGORY,
              .inputs = N_("columns of 'brownfield_idle', 'brownfield_project' and "
                           "'brownfield_reused'"),
              .method = N_("whether there are areas without project, and areas with one or reused"),
              .source = SPARTE},
     .compute = compute_brownfield_level},
    /* D8 */
    {.info = {.id = "zoning.open",
              .label = {"Zones U et AU non artificialisées",
                        "Land zoned urban or to be built, not artificialised"},
              HECTARES,
              .inputs = N_("a column of 'zoned_open'"),
              .method = N_("as the source has it"),
              .source = SPARTE},
     .compute = amont_compute_as_it_is,
     .numerator = "zoned_open"},
    {.info = {.id = "zoning.open_share",
              .label = {"Part non artificialisée des zones U et AU",
                        "Share not artificialised of land zoned urban or to be built"},
              PERCENT,
              .inputs = N_("columns of 'zoned_open' and 'zoned'"),
              .method = N_("land zoned U or AU that is not artificialised over land zoned U or AU"),
              .source = SPARTE},
     .compute = amont_compute_ratio,
     .numerator = "zoned_open",
     .denominator = "zoned",
     .factor = 100},
    /* D9 */
    {.info = {.id = "capacity.index",
              .label = {"Foncier disponible pour 1 000 logements demandés",
                        "Land available per 1,000 dwellings demanded"},
              .unit = {"ha/1 000 logements", "ha/1,000 dwellings"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("columns of 'zoned_open', 'brownfield_idle' and 'dwellings_demanded'"),
              .method = N_("land zoned U or AU that is not artificialised, and brownfields without "
                           "project, over dwellings demanded")},
     .compute = compute_capacity},
    {.info = {.id = NULL}},
};
