#include "analysis/parts.h"

#include "amont/reading.h"

#include <math.h>
#include <string.h>

double amont_project_eu(const amont_project *project) {
    return project->amount;
}
double amont_project_cost(const amont_project *project) {
    return project->cost;
}
double amont_project_contracted(const amont_project *project) {
    return project->contracted;
}
double amont_project_certified(const amont_project *project) {
    return project->certified;
}
double amont_project_paid(const amont_project *project) {
    return project->paid;
}

/* ---- which projects ------------------------------------------------------------------------ */

static const char without_axis[] = "?";

static bool is_called(const char *written, const char *name) {
    if (!name)
        return false;
    g_autofree char *left = amont_name_fold(written), *right = amont_name_fold(name);
    return *left && strcmp(left, right) == 0;
}

static bool is_of(const amont_project *project, const char *of) {
    if (!of)
        return true;
    if (strcmp(of, without_axis) == 0)
        return !project->axis || !*project->axis;
    return is_called(of, project->fund) || is_called(of, project->axis) ||
           is_called(of, project->category);
}

/* Whether a project without a fund, an axis or a category could be one of those: it states nothing
 * where those state what is asked for. */
static bool may_be_of(const amont_projects *projects, const amont_project *project,
                      const char *of) {
    bool by_fund = false, by_axis = false;
    if (!of || strcmp(of, without_axis) == 0)
        return false;
    for (size_t i = 0; i < projects->n_projects; i++) {
        by_fund = by_fund || is_called(of, projects->projects[i].fund);
        by_axis = by_axis || is_called(of, projects->projects[i].axis);
    }
    const char *stated = by_fund ? project->fund : by_axis ? project->axis : project->category;
    return !stated || !*stated;
}

static void add_name(GPtrArray *names, const char *name) {
    if (name && *name && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, (void *)name);
}

bool amont_spread_check(const amont_projects *projects, const char *of, GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < projects->n_projects; i++) {
        const amont_project *project = &projects->projects[i];
        if (!of || strcmp(of, without_axis) == 0 || is_of(project, of))
            return true;
        add_name(names, project->fund);
        add_name(names, project->axis);
        add_name(names, project->category);
    }
    g_ptr_array_add(names, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    amont_fail(error, AMONT_ERROR_DATA, "the layer '%s' has neither fund nor axis '%s'",
               projects->spec->entry.name, of);
    amont_hint(error, "one of: %s, or ? for projects without an axis", list);
    return false;
}

/* ---- parts of one project ------------------------------------------------------------------ */

typedef struct parts {
    double *of_zone;
    double unplaced, outside;
} parts;

static void part_by_sites(const amont_placement *placement, const amont_project *project,
                          parts *s) {
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

static void part_by_zones(const amont_placement *placement, const amont_project *project,
                          parts *s) {
    double part = 1.0 / (double)project->n_zones;
    for (size_t i = 0; i < project->n_zones; i++) {
        size_t zone = amont_level_find(placement->level, project->zones[i]);
        if (zone == AMONT_NO_ZONE)
            s->unplaced += part;
        else
            s->of_zone[zone] += part;
    }
}

static void part(const amont_placement *placement, const amont_project *project, parts *s) {
    if (project->n_sites > 0)
        part_by_sites(placement, project, s);
    else if (project->n_zones > 0)
        part_by_zones(placement, project, s);
    else
        s->unplaced = 1;
}

/* A sum of parts of one project that should be whole is made whole: 3 x 1/3 = 1. */
static double tidy(double share) {
    return fabs(share - round(share)) < 1e-12 ? round(share) : share;
}

/* ---- sums ---------------------------------------------------------------------------------- */

/* One figure on its way: `known` of the values in `sum` were known. */
typedef struct tally {
    amont_sum sum;
    double known;
    bool touched, inexact;
} tally;

typedef struct tallies {
    tally *zones;
    tally unplaced, elsewhere, outside, overall;
} tallies;

static void add(tally *t, const amont_spread *spread, const amont_project *project, double share) {
    if (spread->of && !is_of(project, spread->of)) { /* it may be: what is known is a lower bound */
        t->touched = t->inexact = true;
        return;
    }
    double value = spread->value ? spread->value(project) : 1;
    t->touched = true;
    if (isnan(value) || (spread->with && isnan(spread->with(project)))) {
        t->inexact = true;
        return;
    }
    amont_sum_add(&t->sum, spread->present ? 1 : value * tidy(share));
    t->known++;
    t->inexact = t->inexact || (spread->value == amont_project_eu && project->amount_inexact);
}

static amont_figure figure_of(const tally *t, bool zero_is_known) {
    amont_figure figure = AMONT_FIGURE_MISSING;
    if (t->touched ? t->known == 0 : !zero_is_known)
        return figure;
    figure.value = amont_sum_value(&t->sum);
    figure.n = t->known;
    figure.flag = t->inexact ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_OK;
    return figure;
}

/* A project present somewhere is not "not located" as well. */
static void add_project(const amont_level *level, const parts *s, const amont_project *project,
                        const amont_spread *spread, tallies *t) {
    double selected = 0, elsewhere = s->outside;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!(s->of_zone[zone] > 0))
            continue;
        add(&t->zones[zone], spread, project, s->of_zone[zone]);
        *(level->selected[zone] ? &selected : &elsewhere) += s->of_zone[zone];
    }
    if (selected > 0)
        add(&t->overall, spread, project, selected);
    if (s->unplaced > 0 && !(spread->present && selected + elsewhere > 0))
        add(&t->unplaced, spread, project, s->unplaced);
    if (elsewhere > 0)
        add(&t->elsewhere, spread, project, elsewhere);
    if (s->outside > 0)
        add(&t->outside, spread, project, s->outside);
}

static void finish(const tallies *t, amont_series *series) {
    for (size_t zone = 0; zone < series->n_zones; zone++)
        series->figures[zone] = figure_of(&t->zones[zone], true);
    series->has_unplaced = true;
    series->unplaced = figure_of(&t->unplaced, true);
    series->overall = figure_of(&t->overall, true);
    series->elsewhere = figure_of(&t->elsewhere, false);
    series->outside = figure_of(&t->outside, false);
}

static void say_source(const amont_projects *projects, amont_series *series) {
    series->source = amont_credit_line(&projects->spec->credit);
    g_ptr_array_add(series->layers, g_strdup(projects->spec->entry.name));
}

void amont_spread_projects(const amont_request *ask, const amont_projects *projects,
                           const amont_spread *spread, amont_series *series) {
    const amont_level *level = ask->level;
    const amont_placement *placement = amont_analysis_placement(ask->analysis, projects, level);
    g_autofree tally *zones = g_new0(tally, level->n);
    g_autofree double *of_zone = g_new(double, level->n);
    tallies t = {.zones = zones};
    for (size_t i = 0; i < projects->n_projects; i++) {
        if (!is_of(&projects->projects[i], spread->of) &&
            !may_be_of(projects, &projects->projects[i], spread->of))
            continue;
        memset(of_zone, 0, level->n * sizeof *of_zone);
        parts s = {.of_zone = of_zone};
        part(placement, &projects->projects[i], &s);
        add_project(level, &s, &projects->projects[i], spread, &t);
    }
    finish(&t, series);
    say_source(projects, series);
}
