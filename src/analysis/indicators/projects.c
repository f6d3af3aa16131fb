/* Projects and their money by zone: P1, P1f, P2, P3, P6 of the definitions. In brackets a fund, an
 * axis or a category (P6); `?` for projects that state no axis. */
#include "analysis/figures.h"
#include "analysis/parts.h"
#include "base/i18n.h"

static bool compute(const amont_request *ask, amont_spread spread, GError **error) {
    const amont_projects *projects =
        amont_layers_projects(amont_analysis_layers(ask->analysis), NULL);
    if (!projects)
        return amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "sites");
    spread.of = ask->argument;
    if (!amont_spread_check(projects, spread.of, error))
        return false;
    amont_spread_projects(ask, projects, &spread, ask->series);
    if (!spread.present)
        ask->series->overall = AMONT_FIGURE_MISSING; /* the zones add up to it */
    if (ask->argument) {
        char *label = g_strdup_printf("%s, %s", ask->series->label, ask->argument);
        g_free(ask->series->label);
        ask->series->label = label;
    }
    return true;
}

static bool compute_count(const amont_request *ask, GError **error) {
    return compute(ask, (amont_spread){0}, error);
}

static bool compute_present(const amont_request *ask, GError **error) {
    return compute(ask, (amont_spread){.present = true}, error);
}

static bool compute_eu(const amont_request *ask, GError **error) {
    return compute(ask, (amont_spread){.value = amont_project_eu}, error);
}

static bool compute_cost(const amont_request *ask, GError **error) {
    return compute(ask, (amont_spread){.value = amont_project_cost}, error);
}

#define PROJECTS .unit = {"projets", "projects"}, .measure = AMONT_MEASURE_STOCK
#define EUROS .unit = {"€", "€"}, .measure = AMONT_MEASURE_STOCK

const amont_indicator amont_indicators_projects[] = {
    {.info = {.id = "projects.count",
              .label = {"Projets, en parts", "Projects, by shares"},
              PROJECTS,
              .decimals = 2,
              .inputs = N_("sites"),
              .method =
                  N_("sum of each project's share in the zone: by site, else equally among its "
                     "communes")},
     .compute = compute_count},
    {.info = {.id = "projects.count()",
              .label = {"Projets, en parts", "Projects, by shares"},
              PROJECTS,
              .decimals = 2,
              .inputs = N_("sites; in brackets a fund or an axis"),
              .method = N_("as projects.count, of one fund or axis")},
     .compute = compute_count},
    {.info = {.id = "projects.present",
              .label = {"Projets présents", "Projects present"},
              PROJECTS,
              .inputs = N_("sites"),
              .method =
                  N_("number of distinct projects in the zone; a shared project counts in each "
                     "commune, and once in all zones together")},
     .compute = compute_present},
    {.info = {.id = "projects.present()",
              .label = {"Projets présents", "Projects present"},
              PROJECTS,
              .inputs = N_("sites; in brackets a fund or an axis"),
              .method = N_("as projects.present, of one fund or axis")},
     .compute = compute_present},
    {.info = {.id = "projects.eu_amount",
              .label = {"Montant européen connu", "Known EU amount"},
              EUROS,
              .inputs = N_("sites, with an amount"),
              .method = N_("sum of the known EU amounts, each by the project's share in the zone")},
     .compute = compute_eu},
    {.info = {.id = "projects.eu_amount()",
              .label = {"Montant européen connu", "Known EU amount"},
              EUROS,
              .inputs = N_("sites, with an amount; in brackets a fund or an axis"),
              .method = N_("as projects.eu_amount, of one fund or axis")},
     .compute = compute_eu},
    {.info = {.id = "projects.cost",
              .label = {"Coût total éligible connu", "Known eligible total cost"},
              EUROS,
              .inputs = N_("sites, with a cost"),
              .method =
                  N_("sum of the known eligible total costs, each by the project's share in the "
                     "zone")},
     .compute = compute_cost},
    {.info = {.id = "projects.cost()",
              .label = {"Coût total éligible connu", "Known eligible total cost"},
              EUROS,
              .inputs = N_("sites, with a cost; in brackets a fund or an axis"),
              .method = N_("as projects.cost, of one fund or axis")},
     .compute = compute_cost},
    {.info = {.id = NULL}},
};
