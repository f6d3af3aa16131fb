/* How projects and their money lie in the territory: P9, P14, P15 of the definitions. They speak of
 * all selected zones together; the figure stands in `overall`. General knowledge: Herfindahl and
 * Hirschman's index; P. J. Clark and F. C. Evans, Distance to nearest neighbor as a measure of
 * spatial relationships in populations (1954); K. P. Donnelly's correction for the edge (1978). */
#include "analysis/figures.h"
#include "analysis/parts.h"
#include "base/i18n.h"

#include <math.h>

static const amont_projects *find_projects(const amont_request *ask) {
    const amont_projects *projects =
        amont_layers_projects(amont_analysis_layers(ask->analysis), NULL);
    if (!projects)
        amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "sites");
    return projects;
}

/* ---- money among zones --------------------------------------------------------------------- */

typedef double concentration(const double *shares, size_t n);

static double herfindahl(const double *shares, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += shares[i] * shares[i];
    return sum;
}

static double equivalent(const double *shares, size_t n) {
    return 1 / herfindahl(shares, n);
}

/* L9: mean difference of all pairs, over twice the mean. */
static double gini(const double *shares, size_t n) {
    double differences = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += shares[i];
        for (size_t j = 0; j < n; j++)
            differences += fabs(shares[i] - shares[j]);
    }
    return differences / (2 * (double)n * sum);
}

static bool compute_concentration(const amont_request *ask, concentration *of) {
    const amont_projects *projects = find_projects(ask);
    if (!projects)
        return true;
    ask->series->overall_only = true;
    const amont_level *level = ask->level;
    g_autoptr(amont_series) money = amont_series_new(ask->series->indicator, level->name, level->n);
    amont_spread_projects(ask, projects, &(amont_spread){.value = amont_project_eu}, money);
    amont_series_behind(ask->series, money);
    g_autofree double *shares = g_new(double, level->n);
    amont_figure all = amont_figure_of(0, 0);
    size_t n = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!level->selected[zone])
            continue;
        all = amont_figure_sum(&all, &money->figures[zone]);
        shares[n++] = money->figures[zone].value;
    }
    ask->series->overall = all;
    if (!amont_flag_has_value(all.flag))
        return true;
    for (size_t i = 0; i < n; i++)
        shares[i] /= all.value;
    ask->series->overall = amont_figure_of(of(shares, n), (double)n);
    if (ask->series->overall.flag == AMONT_FLAG_OK)
        ask->series->overall.flag = all.flag;
    return true;
}

static bool compute_hhi(const amont_request *ask, GError **error) {
    (void)error;
    return compute_concentration(ask, herfindahl);
}

static bool compute_equivalent(const amont_request *ask, GError **error) {
    (void)error;
    return compute_concentration(ask, equivalent);
}

static bool compute_gini(const amont_request *ask, GError **error) {
    (void)error;
    return compute_concentration(ask, gini);
}

/* ---- sites in the plane -------------------------------------------------------------------- */

typedef struct cloud {
    double *x, *y, *weight; /* weights add up to one for each project */
    size_t n;
} cloud;

/* Sites in selected zones that are known better than by their commune. */
static cloud collect(const amont_request *ask, const amont_projects *projects) {
    const amont_placement *placement =
        amont_analysis_placement(ask->analysis, projects, ask->level);
    cloud c = {g_new(double, projects->n_sites), g_new(double, projects->n_sites),
               g_new(double, projects->n_sites), 0};
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        size_t zone = placement->zone_of_site[i];
        if (site->precision < AMONT_PRECISION_STREET || zone >= ask->level->n ||
            !ask->level->selected[zone])
            continue;
        c.x[c.n] = site->x;
        c.y[c.n] = site->y;
        c.weight[c.n++] = 1.0 / (double)projects->projects[site->project].n_sites;
    }
    return c;
}

static void clear(cloud *c) {
    g_free(c->x);
    g_free(c->y);
    g_free(c->weight);
}

static double mean(const double *values, const double *weights, size_t n) {
    amont_sum sum = {0, 0}, all = {0, 0};
    for (size_t i = 0; i < n; i++) {
        amont_sum_add(&sum, values[i] * weights[i]);
        amont_sum_add(&all, weights[i]);
    }
    return amont_sum_value(&sum) / amont_sum_value(&all);
}

static double mean_x(const amont_request *ask, const cloud *c) {
    (void)ask;
    return mean(c->x, c->weight, c->n);
}

static double mean_y(const amont_request *ask, const cloud *c) {
    (void)ask;
    return mean(c->y, c->weight, c->n);
}

static double standard_distance(const amont_request *ask, const cloud *c) {
    double x = mean_x(ask, c), y = mean_y(ask, c);
    g_autofree double *squares = g_new(double, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        squares[i] = (c->x[i] - x) * (c->x[i] - x) + (c->y[i] - y) * (c->y[i] - y);
    return sqrt(mean(squares, c->weight, c->n));
}

static double nearest(const cloud *c, size_t i) {
    double best = INFINITY;
    for (size_t j = 0; j < c->n; j++)
        if (j != i)
            best = fmin(best, hypot(c->x[j] - c->x[i], c->y[j] - c->y[i]));
    return best;
}

/* Area and perimeter of the selected zones together. */
static bool measure_selected(const amont_level *level, double *area, double *perimeter) {
    const amont_shapes *whole = amont_level_territory(level, NULL);
    if (!whole)
        return false;
    *area = *perimeter = 0;
    for (size_t i = 0; i < whole->n_features; i++) {
        *area += amont_shapes_area(whole, i);
        *perimeter += amont_shapes_length(whole, i);
    }
    return *area > 0;
}

/* Mean distance to the nearest site, and its expectation and standard error if sites were spread at
 * random: Clark and Evans with Donnelly's correction for the edge. */
typedef struct neighbours {
    double mean, expected, error;
} neighbours;

static bool measure_neighbours(const amont_request *ask, const cloud *c, neighbours *found) {
    enum { FEWEST = 10 };
    double area = 0, perimeter = 0, n = (double)c->n;
    if (c->n < FEWEST || !measure_selected(ask->level, &area, &perimeter))
        return false;
    amont_sum sum = {0, 0};
    for (size_t i = 0; i < c->n; i++)
        amont_sum_add(&sum, nearest(c, i));
    found->mean = amont_sum_value(&sum) / n;
    found->expected = 0.5 * sqrt(area / n) + (0.0514 + 0.041 / sqrt(n)) * perimeter / n;
    found->error = sqrt(0.0703 * area / (n * n) + 0.037 * perimeter * sqrt(area / pow(n, 5)));
    return true;
}

static double neighbour_index(const amont_request *ask, const cloud *c) {
    neighbours found;
    return measure_neighbours(ask, c, &found) ? found.mean / found.expected : NAN;
}

static double neighbour_z(const amont_request *ask, const cloud *c) {
    neighbours found;
    return measure_neighbours(ask, c, &found) ? (found.mean - found.expected) / found.error : NAN;
}

static bool compute_cloud(const amont_request *ask,
                          double (*of)(const amont_request *ask, const cloud *c)) {
    const amont_projects *projects = find_projects(ask);
    if (!projects)
        return true;
    ask->series->overall_only = true;
    cloud c = collect(ask, projects);
    ask->series->overall = amont_figure_of(of(ask, &c), (double)c.n);
    clear(&c);
    ask->series->source = amont_credit_line(&projects->spec->credit);
    g_ptr_array_add(ask->series->layers, g_strdup(projects->spec->entry.name));
    return true;
}

static bool compute_x(const amont_request *ask, GError **error) {
    (void)error;
    return compute_cloud(ask, mean_x);
}

static bool compute_y(const amont_request *ask, GError **error) {
    (void)error;
    return compute_cloud(ask, mean_y);
}

static bool compute_distance(const amont_request *ask, GError **error) {
    (void)error;
    return compute_cloud(ask, standard_distance);
}

static bool compute_neighbours(const amont_request *ask, GError **error) {
    (void)error;
    return compute_cloud(ask, neighbour_index);
}

static bool compute_neighbours_z(const amont_request *ask, GError **error) {
    (void)error;
    return compute_cloud(ask, neighbour_z);
}

#define INDEX .unit = {"–", "–"}, .measure = AMONT_MEASURE_INDEX
#define METRES .unit = {"m", "m"}, .measure = AMONT_MEASURE_INDEX
#define MONEY .inputs = N_("sites, with an amount")
#define SITES .inputs = N_("sites")

const amont_indicator amont_indicators_project_pattern[] = {
    {.info = {.id = "projects.hhi", /* P9 */
              .label = {"Concentration du montant européen (indice de Herfindahl-Hirschman)",
                        "Concentration of EU money (Herfindahl-Hirschman index)"},
              INDEX,
              .decimals = 3,
              MONEY,
              .method = N_("sum of the squares of the selected zones' shares of EU money")},
     .compute = compute_hhi},
    {.info = {.id = "projects.equivalent_zones", /* P9 */
              .label = {"Nombre équivalent de zones", "Equivalent number of zones"},
              INDEX,
              .decimals = 2,
              MONEY,
              .method =
                  N_("one over projects.hhi: as many zones of equal shares are as concentrated")},
     .compute = compute_equivalent},
    {.info = {.id = "projects.gini", /* P9, L9 */
              .label = {"Inégalité du montant européen (indice de Gini)",
                        "Inequality of EU money (Gini)"},
              INDEX,
              .decimals = 3,
              MONEY,
              .method = N_("mean difference of all pairs of selected zones over twice their mean")},
     .compute = compute_gini},
    {.info = {.id = "projects.centre_x", /* P14 */
              .label = {"Centre moyen des projets, abscisse", "Mean centre of projects, easting"},
              METRES,
              SITES,
              .method = N_("mean of the sites' coordinates, each project weighing one")},
     .compute = compute_x},
    {.info = {.id = "projects.centre_y", /* P14 */
              .label = {"Centre moyen des projets, ordonnée", "Mean centre of projects, northing"},
              METRES,
              SITES,
              .method = N_("mean of the sites' coordinates, each project weighing one")},
     .compute = compute_y},
    {.info = {.id = "projects.standard_distance", /* P14 */
              .label = {"Distance type au centre moyen", "Standard distance to the mean centre"},
              METRES,
              SITES,
              .method = N_("root of the mean square of the sites' distances to their mean centre")},
     .compute = compute_distance},
    {.info = {.id = "projects.neighbour_index", /* P15 */
              .label = {"Indice du plus proche voisin", "Nearest neighbour index"},
              INDEX,
              .decimals = 2,
              SITES,
              .method =
                  N_("mean distance to the nearest site over what it would be at random, corrected "
                     "for the edge of the selected zones (Donnelly 1978); not defined below 10 "
                     "sites")},
     .compute = compute_neighbours},
    {.info = {.id = "projects.neighbour_z", /* P15 */
              .label = {"Plus proche voisin, écart réduit", "Nearest neighbour, z score"},
              INDEX,
              .decimals = 2,
              SITES,
              .method =
                  N_("mean distance to the nearest site less what it would be at random, over the "
                     "standard error (Donnelly 1978); not defined below 10 sites")},
     .compute = compute_neighbours_z},
    {.info = {.id = NULL}},
};
