/* Projects (P1, P1f, P3): a project with sites counts where they are, in equal shares; without,
 * for the communes it states, in equal shares; with neither it is not located. Shares add up to
 * one for each project, so that zones + not located + outside = the number of projects. */
#include "analysis/figures.h"
#include "base/i18n.h"

#include <math.h>

/* Shares of one project: per zone of the level, and what cannot be placed. */
typedef struct shares {
    double *of_zone;
    double unplaced, outside;
} shares;

static void share_by_sites(const amont_placement *placement, const amont_project *project,
                           shares *s) {
    double part = 1.0 / (double)project->n_sites;
    for (size_t i = 0; i < project->n_sites; i++) {
        size_t zone = placement->zone_of_site[project->first_site + i];
        if (zone == AMONT_SITE_TOO_COARSE)
            s->unplaced += part;
        else if (zone == AMONT_SITE_OUTSIDE)
            s->outside += part;
        else
            s->of_zone[zone] += part;
    }
}

static void share_by_zones(const amont_placement *placement, const amont_project *project,
                           shares *s) {
    double part = 1.0 / (double)project->n_zones;
    for (size_t i = 0; i < project->n_zones; i++) {
        size_t zone = amont_level_find(placement->level, project->zones[i]);
        if (zone == AMONT_NO_ZONE)
            s->unplaced += part;
        else
            s->of_zone[zone] += part;
    }
}

static void share(const amont_placement *placement, const amont_project *project, shares *s) {
    if (project->n_sites > 0)
        share_by_sites(placement, project, s);
    else if (project->n_zones > 0)
        share_by_zones(placement, project, s);
    else
        s->unplaced = 1;
}

/* A sum of shares of one project that should be whole is made whole: 3 x 1/3 = 1. */
static double tidy(double part) {
    return fabs(part - round(part)) < 1e-12 ? round(part) : part;
}

/* What is added for a project to the zones, to "not located" and to "outside". */
typedef void add_project(amont_figure *figure, amont_sum *sum, const amont_project *project,
                         double part);

static void add_count(amont_figure *figure, amont_sum *sum, const amont_project *project,
                      double part) {
    (void)project;
    amont_sum_add(sum, part);
    figure->n++;
}

static void add_presence(amont_figure *figure, amont_sum *sum, const amont_project *project,
                         double part) {
    (void)project;
    (void)part;
    amont_sum_add(sum, 1);
    figure->n++;
}

/* A missing amount leaves the sum a lower bound. */
static void add_amount(amont_figure *figure, amont_sum *sum, const amont_project *project,
                       double part) {
    if (isnan(project->amount)) {
        figure->flag = AMONT_FLAG_ESTIMATED;
        return;
    }
    amont_sum_add(sum, project->amount * part);
    figure->n++;
    if (project->amount_inexact)
        figure->flag = AMONT_FLAG_ESTIMATED;
}

static void finish(amont_figure *figure, const amont_sum *sum) {
    figure->value = amont_sum_value(sum);
    if (figure->flag == AMONT_FLAG_ESTIMATED && figure->n == 0)
        *figure = AMONT_FIGURE_MISSING;
}

static void start(amont_figure *figure) {
    *figure = AMONT_FIGURE_MISSING;
    figure->flag = AMONT_FLAG_OK;
}

typedef struct totals {
    amont_sum *of_zone;
    amont_sum unplaced, elsewhere, outside;
    bool any_elsewhere, any_outside;
} totals;

/* `whole`: a project counts as unplaced only when it is placed nowhere. */
static void add_shares(const amont_level *level, const shares *s, const amont_project *project,
                       add_project *add, bool whole, amont_series *series, totals *t) {
    bool placed = s->outside > 0;
    double elsewhere = s->outside;
    for (size_t zone = 0; zone < series->n_zones; zone++)
        if (s->of_zone[zone] > 0) {
            placed = true;
            elsewhere += level->selected[zone] ? 0 : s->of_zone[zone];
            add(&series->figures[zone], &t->of_zone[zone], project, tidy(s->of_zone[zone]));
        }
    if (s->unplaced > 0 && !(whole && placed))
        add(&series->unplaced, &t->unplaced, project, tidy(s->unplaced));
    if (elsewhere > 0) {
        t->any_elsewhere = true;
        add(&series->elsewhere, &t->elsewhere, project, tidy(elsewhere));
    }
    if (s->outside > 0) {
        t->any_outside = true;
        add(&series->outside, &t->outside, project, tidy(s->outside));
    }
}

static bool compute(const amont_request *ask, add_project *add, bool whole) {
    const amont_level *level = ask->level;
    amont_series *series = ask->series;
    const amont_projects *projects =
        amont_layers_projects(amont_analysis_layers(ask->analysis), NULL);
    if (!projects)
        return amont_series_lacks(series, _("a layer of kind '%s'"), "sites");
    const amont_placement *placement = amont_analysis_placement(ask->analysis, projects, level);

    g_autofree amont_sum *of_zone = g_new0(amont_sum, level->n);
    totals t = {.of_zone = of_zone};
    for (size_t zone = 0; zone < level->n; zone++)
        start(&series->figures[zone]);
    start(&series->unplaced);
    start(&series->elsewhere);
    start(&series->outside);

    for (size_t i = 0; i < projects->n_projects; i++) {
        g_autofree double *parts = g_new0(double, series->n_zones);
        shares s = {.of_zone = parts};
        share(placement, &projects->projects[i], &s);
        add_shares(level, &s, &projects->projects[i], add, whole, series, &t);
    }

    for (size_t zone = 0; zone < level->n; zone++)
        finish(&series->figures[zone], &t.of_zone[zone]);
    finish(&series->unplaced, &t.unplaced);
    finish(&series->elsewhere, &t.elsewhere);
    finish(&series->outside, &t.outside);
    if (!t.any_elsewhere)
        series->elsewhere = AMONT_FIGURE_MISSING;
    if (!t.any_outside)
        series->outside = AMONT_FIGURE_MISSING;
    series->has_unplaced = true;
    series->source = amont_credit_line(&projects->spec->credit);
    g_ptr_array_add(series->layers, g_strdup(projects->spec->entry.name));
    return true;
}

static bool compute_count(const amont_request *ask, GError **error) {
    (void)error;
    return compute(ask, add_count, false);
}

static bool compute_present(const amont_request *ask, GError **error) {
    (void)error;
    return compute(ask, add_presence, true);
}

static bool compute_amount(const amont_request *ask, GError **error) {
    (void)error;
    return compute(ask, add_amount, false);
}

const amont_indicator amont_indicators_projects[] = {
    {.info =
         {.id = "projects.count",
          .label = {"Projets, en parts", "Projects, by shares"},
          .unit = {"projets", "projects"},
          .measure = AMONT_MEASURE_STOCK,
          .decimals = 2,
          .inputs = N_("sites"),
          .method =
              "sum of each project's share in the zone: by site, else equally among its communes"},
     .compute = compute_count},
    {.info =
         {.id = "projects.present",
          .label = {"Projets présents", "Projects present"},
          .unit = {"projets", "projects"},
          .measure = AMONT_MEASURE_STOCK,
          .decimals = 0,
          .inputs = N_("sites"),
          .method =
              "number of distinct projects in the zone; a shared project counts in each commune"},
     .compute = compute_present},
    {.info = {.id = "projects.eu_amount",
              .label = {"Montant européen connu", "Known EU amount"},
              .unit = {"€", "€"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 0,
              .inputs = N_("sites, with an amount"),
              .method = "sum of the known EU amounts, each by the project's share in the zone"},
     .compute = compute_amount},
    {.info = {.id = NULL}},
};
