/* What projects are to each other and to the zone: P4, P5, P6 (share of an axis), P7, P8, P10, P16
 * of the definitions. Every rate is one of sums; where two amounts are set against each other, only
 * projects of which both are known count, and the figure is `est` when others are left out. */
#include "analysis/figures.h"
#include "analysis/parts.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

#include <math.h>

/* ---- sums to divide ------------------------------------------------------------------------ */

static const amont_projects *find_projects(const amont_request *ask) {
    const amont_projects *projects =
        amont_layers_projects(amont_analysis_layers(ask->analysis), NULL);
    if (!projects)
        amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "sites");
    return projects;
}

static amont_series *sum_of(const amont_request *ask, const amont_projects *projects,
                            const amont_spread *spread) {
    amont_series *series =
        amont_series_new(ask->series->indicator, ask->level->name, ask->level->n);
    amont_spread_projects(ask, projects, spread, series);
    amont_series_behind(ask->series, series);
    return series;
}

/* Whether any project has the amount: without a column of it, it lacks. */
static bool any_knows(const amont_projects *projects, amont_project_value *value) {
    for (size_t i = 0; i < projects->n_projects; i++)
        if (!isnan(value(&projects->projects[i])))
            return true;
    return false;
}

static void divide(const amont_request *ask, const amont_series *numerator,
                   const amont_series *denominator, double factor) {
    amont_series_ratio(ask->series, numerator->figures, denominator->figures, factor);
    ask->series->overall = amont_figure_ratio(&numerator->overall, &denominator->overall, factor);
}

/* factor * sum of one amount / sum of the other, of projects that know both. */
static bool compute_rate(const amont_request *ask, amont_project_value *one,
                         amont_project_value *other, double factor) {
    const amont_projects *projects = find_projects(ask);
    if (!projects)
        return true;
    if (!any_knows(projects, one) || !any_knows(projects, other))
        return amont_series_lacks(ask->series, N_("amounts in the table of projects"));
    g_autoptr(amont_series) numerator =
        sum_of(ask, projects, &(amont_spread){.value = one, .with = other});
    g_autoptr(amont_series) denominator =
        sum_of(ask, projects, &(amont_spread){.value = other, .with = one});
    divide(ask, numerator, denominator, factor);
    return true;
}

/* ---- one amount to another ----------------------------------------------------------------- */

static bool compute_eu_rate(const amont_request *ask, GError **error) {
    (void)error;
    return compute_rate(ask, amont_project_eu, amont_project_cost, 100);
}

static double other_money(const amont_project *project) {
    return project->cost - project->amount;
}

static bool compute_leverage(const amont_request *ask, GError **error) {
    (void)error;
    return compute_rate(ask, other_money, amont_project_eu, 1);
}

static bool compute_contracted(const amont_request *ask, GError **error) {
    (void)error;
    return compute_rate(ask, amont_project_contracted, amont_project_eu, 100);
}

static bool compute_certified(const amont_request *ask, GError **error) {
    (void)error;
    return compute_rate(ask, amont_project_certified, amont_project_eu, 100);
}

static bool compute_paid(const amont_request *ask, GError **error) {
    (void)error;
    return compute_rate(ask, amont_project_paid, amont_project_eu, 100);
}

static bool compute_programmed(const amont_request *ask, GError **error) {
    (void)error;
    const amont_projects *projects = find_projects(ask);
    if (!projects)
        return true;
    if (isnan(projects->spec->envelope))
        return amont_series_lacks(ask->series, N_("the key 'envelope' of the layer '%s'"),
                                  projects->spec->entry.name);
    g_autoptr(amont_series) sum = sum_of(ask, projects, &(amont_spread){.value = amont_project_eu});
    amont_figure envelope = amont_figure_of(projects->spec->envelope, 1);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = amont_figure_ratio(&sum->figures[zone], &envelope, 100);
    ask->series->overall = amont_figure_ratio(&sum->overall, &envelope, 100);
    return true;
}

/* Each zone's share of what one axis or fund gets. */
static bool compute_axis_share(const amont_request *ask, GError **error) {
    const amont_projects *projects = find_projects(ask);
    if (!projects)
        return true;
    if (!amont_spread_check(projects, ask->argument, error))
        return false;
    g_autoptr(amont_series) of_axis =
        sum_of(ask, projects, &(amont_spread){.value = amont_project_eu, .of = ask->argument});
    g_autoptr(amont_series) all = sum_of(ask, projects, &(amont_spread){.value = amont_project_eu});
    divide(ask, of_axis, all, 100);
    return true;
}

/* ---- to the zone --------------------------------------------------------------------------- */

/* The sum over the selected zones; missing when one of them is. */
static amont_figure over_selected(const amont_level *level, const amont_figure *figures) {
    amont_figure sum = amont_figure_of(0, 0);
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone])
            sum = amont_figure_sum(&sum, &figures[zone]);
    return sum;
}

static const amont_known_quantity *find_population(const amont_request *ask) {
    const amont_known_quantity *known =
        amont_quantity_latest(ask->analysis, "population", ask->level);
    if (!known)
        amont_series_lacks_quantity(ask->series, "population", ask->level);
    else
        amont_series_behind(ask->series, known->series);
    return known;
}

static bool per_inhabitant(const amont_request *ask, const amont_spread *spread, double factor) {
    const amont_projects *projects = find_projects(ask);
    const amont_known_quantity *people = projects ? find_population(ask) : NULL;
    if (!people)
        return true;
    g_autoptr(amont_series) sum = sum_of(ask, projects, spread);
    amont_series_ratio(ask->series, sum->figures, people->series->figures, factor);
    amont_figure all = over_selected(ask->level, people->series->figures);
    ask->series->overall = amont_figure_ratio(&sum->overall, &all, factor);
    return true;
}

static bool compute_eu_per_inhabitant(const amont_request *ask, GError **error) {
    (void)error;
    return per_inhabitant(ask, &(amont_spread){.value = amont_project_eu}, 1);
}

static bool compute_per_inhabitants(const amont_request *ask, GError **error) {
    (void)error;
    return per_inhabitant(ask, &(amont_spread){.present = true}, 1e4);
}

static bool compute_density(const amont_request *ask, GError **error) {
    (void)error;
    const amont_projects *projects = find_projects(ask);
    if (!projects)
        return true;
    g_autoptr(amont_series) sum = sum_of(ask, projects, &(amont_spread){.present = true});
    amont_figure all = amont_figure_of(0, 0);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure area = amont_figure_area(ask->level, zone, 1e6);
        ask->series->figures[zone] = amont_figure_ratio(&sum->figures[zone], &area, 1);
        if (ask->level->selected[zone])
            all = amont_figure_sum(&all, &area);
    }
    ask->series->overall = amont_figure_ratio(&sum->overall, &all, 1);
    return true;
}

/* Of the selected zones: what they hold of the money less what they hold of the people. Its sum
 * over them is 0. */
static bool compute_gap(const amont_request *ask, GError **error) {
    (void)error;
    const amont_projects *projects = find_projects(ask);
    const amont_known_quantity *people = projects ? find_population(ask) : NULL;
    if (!people)
        return true;
    const amont_figure *inhabitants = people->series->figures;
    g_autoptr(amont_series) money =
        sum_of(ask, projects, &(amont_spread){.value = amont_project_eu});
    amont_figure all_money = over_selected(ask->level, money->figures);
    amont_figure all_people = over_selected(ask->level, inhabitants);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        if (!ask->level->selected[zone])
            continue;
        amont_figure of_money = amont_figure_ratio(&money->figures[zone], &all_money, 100);
        amont_figure of_people = amont_figure_ratio(&inhabitants[zone], &all_people, 100);
        ask->series->figures[zone] = amont_figure_difference(&of_money, &of_people);
    }
    return true;
}

#define RATE(fr, en) .unit = {fr, en}, .measure = AMONT_MEASURE_RATIO
#define PERCENT RATE("%", "%"), .decimals = 1

const amont_indicator amont_indicators_project_rates[] = {
    {.info = {.id = "projects.eu_rate", /* P4 */
              .label = {"Taux d’intervention européen", "EU co-financing rate"},
              PERCENT,
              .inputs = N_("sites, with an amount and a cost"),
              .method = N_("EU amounts over eligible costs, of projects that state both")},
     .compute = compute_eu_rate},
    {.info = {.id = "projects.leverage", /* P5 */
              .label = {"Effet de levier", "Leverage"},
              RATE("€/€", "€/€"),
              .decimals = 2,
              .inputs = N_("sites, with an amount and a cost"),
              .method =
                  N_("eligible costs less EU amounts, over EU amounts, of projects that state "
                     "both")},
     .compute = compute_leverage},
    {.info = {.id = "projects.axis_share()", /* P6 */
              .label = {"Part de l’axe dans le montant européen", "Share of the axis in EU money"},
              PERCENT,
              .inputs = N_("sites, with an amount; in brackets a fund or an axis"),
              .method = N_("EU amounts of the axis over all EU amounts")},
     .compute = compute_axis_share},
    {.info = {.id = "projects.eu_per_inhabitant", /* P7 */
              .label = {"Montant européen par habitant", "EU amount per inhabitant"},
              RATE("€/hab.", "€/inhabitant"),
              .decimals = 2,
              .inputs = N_("sites, with an amount; a column of 'population'"),
              .method = N_("known EU amounts by share, over the latest population")},
     .compute = compute_eu_per_inhabitant},
    {.info = {.id = "projects.per_km2", /* P8 */
              .label = {"Projets par km²", "Projects per km²"},
              RATE("projets/km²", "projects/km²"),
              .decimals = 2,
              .inputs = N_("sites"),
              .method = N_("projects present over the area of the zone"),
              .is_area = true},
     .compute = compute_density},
    {.info = {.id = "projects.per_10000", /* P8 */
              .label = {"Projets pour 10 000 habitants", "Projects per 10,000 inhabitants"},
              RATE("projets/10 000 hab.", "projects/10,000 inhabitants"),
              .decimals = 2,
              .inputs = N_("sites; a column of 'population'"),
              .method = N_("projects present over the latest population")},
     .compute = compute_per_inhabitants},
    {.info = {.id = "projects.programmed", /* P10 */
              .label = {"Part de l’enveloppe programmée", "Share of the envelope programmed"},
              PERCENT,
              .inputs = N_("sites, with an amount; the key 'envelope' of the layer"),
              .method = N_("known EU amounts by share, over the envelope of the programme")},
     .compute = compute_programmed},
    {.info = {.id = "projects.contracted", /* P10 */
              .label = {"Part conventionnée du montant programmé", "Programmed money contracted"},
              PERCENT,
              .inputs = N_("sites, with an amount and one under contract"),
              .method =
                  N_("EU money under contract over EU money programmed, of projects that state "
                     "both")},
     .compute = compute_contracted},
    {.info = {.id = "projects.certified", /* P10 */
              .label = {"Part certifiée du montant programmé", "Programmed money certified"},
              PERCENT,
              .inputs = N_("sites, with an amount and one certified"),
              .method =
                  N_("EU money certified over EU money programmed, of projects that state both")},
     .compute = compute_certified},
    {.info = {.id = "projects.paid", /* P10 */
              .label = {"Part payée du montant programmé", "Programmed money paid"},
              PERCENT,
              .inputs = N_("sites, with an amount and one paid"),
              .method = N_("EU money paid over EU money programmed, of projects that state both")},
     .compute = compute_paid},
    {.info = {.id = "projects.gap", /* P16 */
              .label = {"Écart entre part du montant européen et part de la population",
                        "Share of EU money less share of the population"},
              .unit = {"points", "points"},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 1,
              .inputs = N_("sites, with an amount; a column of 'population'"),
              .method =
                  N_("the zone's share of the selected zones' known EU money, less its share of "
                     "their latest population")},
     .compute = compute_gap},
    {.info = {.id = NULL}},
};
