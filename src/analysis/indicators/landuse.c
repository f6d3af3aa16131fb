/* Areas of classes by zone, from the overlay of a layer with the level: L1, L2, L17, L18 of the
 * definitions, and the hectares of E6. `landuse.area(X)`: X is the code or the name of a class, or
 * of a group of the list; `landuse.area(X, 2017)` is of that year. Without a year, the latest date
 * of the first land-use layer in whose list X is, and of those with the same list.
 *
 * A share is of the zone's area; where the layer does not cover the zone whole, of what is
 * classified, and marked `est`. */
#include "analysis/landuse.h"
#include "analysis/figures.h"
#include "analysis/overlays.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

#include <math.h>

static const double fully_covered =
    0.99; /* one per cent is left to limits drawn at another scale */

/* What is measured: classes of a layer at a date, in zones. */
typedef struct measured {
    amont_land_ask ask;
    amont_dated dated;
    amont_chosen chosen;
    const amont_overlays *overlays;
} measured;

static void clear_measured(measured *m) {
    amont_land_ask_clear(&m->ask);
    amont_chosen_clear(&m->chosen);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(measured, clear_measured)

static double sum_classes(const measured *m, const double *areas) {
    amont_sum sum = {0, 0};
    for (size_t k = 0; k < m->chosen.n; k++)
        if (m->chosen.classes[k])
            amont_sum_add(&sum,
                          amont_overlays_of_class(m->overlays, m->chosen.dimension, k, areas));
    return amont_sum_value(&sum);
}

static const double *areas_in(const measured *m, size_t zone) {
    return m->overlays->table->in + zone * m->overlays->table->n_classes;
}

/* The ground that shares are of, in ha: the zone, or what of it has a class. */
static amont_figure ground_of(const measured *m, const amont_level *level, size_t zone) {
    if (m->overlays->covered[zone] >= fully_covered)
        return amont_figure_area(level, zone, 1e4);
    amont_sum sum = {0, 0};
    size_t n = m->dated.landuse->classes[m->chosen.dimension]->classes->len;
    for (size_t k = 0; k < n; k++)
        amont_sum_add(
            &sum, amont_overlays_of_class(m->overlays, m->chosen.dimension, k, areas_in(m, zone)));
    amont_figure figure = amont_figure_of(amont_sum_value(&sum) / 1e4, 1);
    figure.flag = AMONT_FLAG_ESTIMATED;
    return figure;
}

/* The slivers that reach into zones of which nothing is known lie outside too. */
static void fill_outside(const measured *m, const amont_level *level, amont_series *series) {
    const amont_overlay_table *table = m->overlays->table;
    const double least =
        1e-9; /* of the whole: less is between borders that part in another plane */
    amont_sum sum = {0, 0};
    amont_sum_add(&sum, sum_classes(m, table->outside));
    for (size_t zone = 0; zone < level->n; zone++)
        if (m->overlays->covered[zone] == 0)
            amont_sum_add(&sum, sum_classes(m, areas_in(m, zone)));
    double outside = amont_sum_value(&sum) / 1e4;
    series->whole = sum_classes(m, table->whole) / 1e4;
    if (outside > least * series->whole)
        series->outside = amont_figure_of(outside, 1);
    series->elsewhere = amont_series_elsewhere(series, level);
}

static void fill_areas(const measured *m, const amont_level *level, amont_series *series) {
    for (size_t zone = 0; zone < level->n; zone++) {
        amont_figure *figure = &series->figures[zone];
        if (m->overlays->covered[zone] == 0) /* nothing is known of it */
            continue;
        *figure = amont_figure_of(sum_classes(m, areas_in(m, zone)) / 1e4, 1);
        if (m->overlays->covered[zone] < fully_covered)
            figure->flag = AMONT_FLAG_ESTIMATED;
    }
    fill_outside(m, level, series);
}

/* Areas in ha, with what they are of; `theme` or NULL. */
static bool measure(const amont_request *request, const char *theme, measured *m, GError **error) {
    if (!amont_land_read(request, theme, &m->ask, error))
        return false;
    if (request->series->lacks)
        return true;
    if (!amont_land_date(&m->ask, &m->dated, error))
        return false;
    const amont_landuse *landuse = m->dated.landuse;
    if (!amont_land_choose(&m->ask, &m->dated, &m->chosen))
        return amont_series_lacks(request->series, N_("the class '%s' in the layer '%s'"),
                                  theme ? theme : m->ask.words, landuse->spec->entry.name);
    m->overlays = amont_analysis_overlays_at(request->analysis, landuse, m->dated.date,
                                             request->level, error);
    if (!m->overlays)
        return false;
    fill_areas(m, request->level, request->series);
    amont_land_describe(request->series, theme ? NULL : m->chosen.label, &m->dated, &m->dated);
    return true;
}

/* What is no stock has nothing outside its zones. */
static void make_ratio(amont_series *series) {
    series->outside = series->elsewhere = AMONT_FIGURE_MISSING;
    series->whole = NAN;
}

static void divide_by_ground(const measured *m, const amont_level *level, amont_series *series) {
    for (size_t zone = 0; zone < level->n; zone++) {
        amont_figure ground = ground_of(m, level, zone);
        series->figures[zone] = amont_figure_ratio(&series->figures[zone], &ground, 100);
    }
    amont_series_overall_ratio(series, level, 100);
    make_ratio(series);
}

static bool compute_area(const amont_request *ask, GError **error) {
    g_auto(measured) m = {0};
    return measure(ask, NULL, &m, error);
}

static bool compute_share(const amont_request *ask, GError **error) {
    g_auto(measured) m = {0};
    if (!measure(ask, NULL, &m, error))
        return false;
    if (!ask->series->lacks)
        divide_by_ground(&m, ask->level, ask->series);
    return true;
}

/* ---- location quotient --------------------------------------------------------------------- */

/* The share in the reference zones together: a ratio of sums. */
static amont_figure reference_share(const measured *m, const amont_level *level,
                                    const amont_series *areas) {
    amont_figure of_class = AMONT_FIGURE_MISSING, of_all = AMONT_FIGURE_MISSING;
    bool any = false;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!level->reference[zone] || !amont_flag_has_value(areas->figures[zone].flag))
            continue;
        amont_figure ground = ground_of(m, level, zone);
        of_class = any ? amont_figure_sum(&of_class, &areas->figures[zone]) : areas->figures[zone];
        of_all = any ? amont_figure_sum(&of_all, &ground) : ground;
        any = true;
    }
    return amont_figure_ratio(&of_class, &of_all, 100);
}

static bool compute_quotient(const amont_request *ask, GError **error) {
    g_auto(measured) m = {0};
    if (!measure(ask, NULL, &m, error))
        return false;
    if (ask->series->lacks)
        return true;
    amont_figure reference = reference_share(&m, ask->level, ask->series);
    divide_by_ground(&m, ask->level, ask->series);
    ask->series->overall = amont_figure_ratio(&ask->series->overall, &reference, 1);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = amont_figure_ratio(&ask->series->figures[zone], &reference, 1);
    return true;
}

/* ---- themes -------------------------------------------------------------------------------- */

static bool compute_activity(const amont_request *ask, GError **error) {
    g_auto(measured) m = {0};
    return measure(ask, "activity", &m, error);
}

static bool compute_green(const amont_request *ask, GError **error) {
    g_auto(measured) m = {0};
    if (!measure(ask, "green", &m, error))
        return false;
    if (!ask->series->lacks)
        divide_by_ground(&m, ask->level, ask->series);
    return true;
}

/* The population of the year of the land use, else the latest; the label says which. */
static const amont_known_quantity *find_population(const amont_request *ask, int year) {
    const amont_known_quantity *same =
        year ? amont_quantity_of_year(ask->analysis, "population", ask->level, year) : NULL;
    return same ? same : amont_quantity_latest(ask->analysis, "population", ask->level);
}

static void label_population(amont_series *series, int year) {
    if (!year)
        return;
    char *label = g_strdup_printf("%s (population %d)", series->label, year);
    g_free(series->label);
    series->label = label;
}

static bool compute_green_per_inhabitant(const amont_request *ask, GError **error) {
    g_auto(measured) m = {0};
    amont_series *series = ask->series;
    if (!measure(ask, "green", &m, error))
        return false;
    if (series->lacks)
        return true;
    make_ratio(series);
    const amont_known_quantity *population = find_population(ask, amont_dated_date(&m.dated)->year);
    if (!population) {
        for (size_t zone = 0; zone < ask->level->n; zone++)
            series->figures[zone] = AMONT_FIGURE_MISSING;
        return amont_series_lacks_quantity(series, "population", ask->level);
    }
    for (size_t zone = 0; zone < ask->level->n; zone++)
        series->figures[zone].value *= 1e4; /* m² */
    amont_series_ratio(series, series->figures, population->series->figures, 1);
    amont_series_overall_ratio(series, ask->level, 1);
    amont_series_behind(series, population->series);
    label_population(series, population->years.until);
    return true;
}

const amont_indicator amont_indicators_landuse[] = {
    {.info = {.id = "landuse.area()", /* L1 */
              .label = {"Superficie", "Area"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 2,
              .inputs = N_(
                  "landuse; in brackets a class or a group, and a year where it is not the last"),
              .method = N_("area of the polygons of the class within the zone"),
              .is_area = true},
     .compute = compute_area},
    {.info = {.id = "landuse.share()", /* L2 */
              .label = {"Part de la superficie", "Share of the area"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_(
                  "landuse; in brackets a class or a group, and a year where it is not the last"),
              .method = N_("area of the class within the zone, over the area of the zone, or over "
                           "what is classified where the layer leaves gaps"),
              .is_area = true},
     .compute = compute_share},
    {.info = {.id = "landuse.location_quotient()", /* L17 (k) */
              .label = {"Quotient de localisation", "Location quotient"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = N_(
                  "landuse; in brackets a class or a group, and a year where it is not the last"),
              .method = N_("share of the class in the zone, over its share in the reference zones "
                           "together"),
              .is_area = true,
              .source = N_("general knowledge")},
     .compute = compute_quotient},
    {.info = {.id = "landuse.green", /* L18 (k) */
              .label = {"Part d’espaces verts publics", "Share of public green spaces"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("landuse whose list has classes of the theme 'green'"),
              .method = N_("area of the classes of the theme green, over the area of the zone"),
              .is_area = true,
              .source = N_("general knowledge")},
     .compute = compute_green,
     .takes_years = true},
    {.info =
         {.id = "landuse.green_per_inhabitant", /* L18 (k) */
          .label = {"Espaces verts publics par habitant", "Public green spaces per inhabitant"},
          .unit = {"m²/hab.", "m²/inhabitant"},
          .measure = AMONT_MEASURE_RATIO,
          .decimals = 1,
          .inputs = N_(
              "landuse whose list has classes of the theme 'green', and a column of 'population'"),
          .method = N_("area of the classes of the theme green, over inhabitants of the same year, "
                       "else of the latest"),
          .source = N_("general knowledge")},
     .compute = compute_green_per_inhabitant,
     .takes_years = true},
    {.info = {.id = "exposure.activity_land", /* E6 */
              .label = {"Superficie d’activités", "Activity land"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 2,
              .inputs = N_("landuse whose list has classes of the theme 'activity'"),
              .method = N_("area of the classes of the theme activity within the zone"),
              .is_area = true},
     .compute = compute_activity,
     .takes_years = true},
    {.info = {.id = NULL}},
};
