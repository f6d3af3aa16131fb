/* Reach of projects: P11, P12, P13 of the definitions; D11, the same of stations. In brackets the
 * distance in metres, without it 500, and a layer of sites or points, without it the projects:
 * `reach.population(800, stations)`. Sites known only to their IRIS or commune are in no distance;
 * places outside the zones count where they are near enough. */
#include "analysis/figures.h"
#include "analysis/measures.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

#include <math.h>
#include <string.h>

static const double usual_m = 500, least_m = 0.1, most_m = 100000;

/* Layers lie within as much of the zones (amont/place.h): places beyond are not looked at. */
static const double farthest_m = 20000;

static amont_compute compute_distance;

/* ---- what stands in brackets --------------------------------------------------------------- */

static bool read_layer(const amont_request *ask, const char *word, amont_indicator_spec *spec,
                       GError **error) {
    const amont_layer_spec *layer =
        amont_study_layer(amont_analysis_layers(ask->analysis)->study, word);
    bool has_places =
        layer && (layer->kind == AMONT_LAYER_SITES || layer->kind == AMONT_LAYER_POINTS);
    if (!has_places || spec->layer) {
        amont_fail(error, AMONT_ERROR_CONFIG, "'%s' is no layer of sites or points", word);
        amont_hint(error, "for example: %s",
                   ask->indicator->compute == compute_distance ? "reach.distance(stations)"
                                                               : "reach.population(800, stations)");
        return false;
    }
    spec->layer = (char *)layer->entry.name;
    return true;
}

static bool read_word(const amont_request *ask, char *word, amont_indicator_spec *spec,
                      GError **error) {
    double distance = 0;
    g_strstrip(word);
    if (!isnan(spec->distance_m) || !amont_number_parse(word, &distance))
        return read_layer(ask, word, spec, error);
    spec->distance_m = distance;
    if (distance >= least_m && distance <= most_m)
        return true;
    amont_fail(error, AMONT_ERROR_CONFIG, "'%s' metres are no distance to look at", word);
    amont_hint(error, "between %g and %g metres", least_m, most_m);
    return false;
}

/* Which places and how far, in the terms of an indicator of the study's own. All in it is borrowed.
 * Without places the series says what lacks, and `spec->layer` is NULL. */
static bool read_reach(const amont_request *ask, double distance_m, amont_indicator_spec *spec,
                       GError **error) {
    const amont_layers *layers = amont_analysis_layers(ask->analysis);
    const amont_projects *projects = amont_layers_projects(layers, NULL);
    *spec = (amont_indicator_spec){.entry = layers->study->entry,
                                   .id = ask->series->indicator,
                                   .stat = AMONT_STAT_WITHIN,
                                   .distance_m = distance_m};
    g_auto(GStrv) words = g_strsplit(ask->argument ? ask->argument : "", ",", -1);
    for (char **word = words; *word; word++)
        if (!read_word(ask, *word, spec, error))
            return false;
    if (isnan(spec->distance_m))
        spec->distance_m = usual_m;
    if (!spec->layer && projects)
        spec->layer = (char *)projects->spec->entry.name;
    if (!spec->layer)
        amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "sites");
    return true;
}

/* ", à moins de 500 m des projets" or ", à moins de 800 m (stations)". */
static void say_reach(const amont_request *ask, const amont_indicator_spec *spec) {
    const amont_layers *layers = amont_analysis_layers(ask->analysis);
    amont_language language = (amont_language)layers->study->language;
    bool french = language == AMONT_LANGUAGE_FR;
    const amont_projects *projects = amont_layers_projects(layers, NULL);
    bool is_usual = projects && strcmp(projects->spec->entry.name, spec->layer) == 0;
    g_autofree char *metres = amont_number_format(spec->distance_m, 0, language);
    g_autofree char *of = is_usual ? g_strdup(french ? " des projets" : " of projects")
                                   : g_strdup_printf(" (%s)", spec->layer);
    amont_series_dated(ask->series, french ? "à moins de %s m%s" : "within %s m%s", metres, of);
}

static void say_year(const amont_request *ask, const amont_known_quantity *known) {
    if (known->years.until)
        amont_series_dated(ask->series, "%d", known->years.until);
}

/* ---- people, jobs, ground ------------------------------------------------------------------ */

/* The latest figures of a quantity on the last level that carries them: levels go from large zones
 * to small ones. */
static const amont_known_quantity *find_finest(const amont_request *ask, const char *quantity) {
    const GPtrArray *levels = amont_analysis_layers(ask->analysis)->levels;
    for (guint i = levels->len; i-- > 0;) {
        const amont_known_quantity *known =
            amont_quantity_latest(ask->analysis, quantity, levels->pdata[i]);
        if (known)
            return known;
    }
    amont_series_lacks_quantity(ask->series, quantity, ask->level);
    return NULL;
}

/* The figures, under the names of the catalogue. */
static void take_over(amont_series *series, amont_series *made) {
    amont_series named = *series;
    *series = *made;
    *made = named;
    char *label = series->label, *unit = series->unit;
    series->label = made->label;
    series->unit = made->unit;
    made->label = label;
    made->unit = unit;
    series->decimals = made->decimals;
}

static void share_out(const amont_known_quantity *known, amont_indicator_spec *spec,
                      amont_carried *carried) {
    spec->field = known->series->indicator;
    spec->from = (char *)known->level->name;
    *carried = (amont_carried){known->level, known->series, true};
}

static bool compute_figure(const amont_request *ask, GError **error) {
    amont_indicator_spec spec;
    if (!read_reach(ask, NAN, &spec, error))
        return false;
    const amont_known_quantity *known =
        spec.layer ? find_finest(ask, ask->indicator->numerator) : NULL;
    if (!known)
        return true;
    amont_carried carried;
    share_out(known, &spec, &carried);
    spec.unit = ask->series->unit;
    g_autoptr(amont_series) made =
        amont_series_within_carried(ask->analysis, &spec, &carried, ask->level, error);
    if (!made)
        return false;
    say_reach(ask, &spec);
    say_year(ask, known);
    amont_series_behind(made, known->series);
    take_over(ask->series, made);
    return true;
}

static bool compute_area_share(const amont_request *ask, GError **error) {
    amont_indicator_spec spec;
    if (!read_reach(ask, NAN, &spec, error))
        return false;
    if (!spec.layer)
        return true;
    g_autoptr(amont_series) made = amont_series_within(ask->analysis, &spec, ask->level, error);
    if (!made)
        return false;
    say_reach(ask, &spec);
    take_over(ask->series, made);
    return true;
}

/* ---- mean distance ------------------------------------------------------------------------- */

/* Each figure times the distance from the centre of its zone to the nearest place. */
static amont_series *weigh(const amont_known_quantity *known, const amont_surrounding *places) {
    const amont_level *level = known->level;
    amont_series *weighed = amont_series_new(known->series->indicator, level->name, level->n);
    for (size_t zone = 0; zone < level->n; zone++) {
        double x = NAN, y = NAN;
        if (!amont_shapes_centroid(level->layer->shapes, zone, &x, &y))
            continue;
        double distance = amont_surrounding_nearest(places, x, y);
        weighed->figures[zone] = known->series->figures[zone];
        weighed->figures[zone].value *= distance;
        if (distance > farthest_m)
            weighed->figures[zone] = AMONT_FIGURE_MISSING;
    }
    return weighed;
}

/* What zones share out is taken to be spread evenly, as for what lies near. */
static bool fill_distances(const amont_request *ask, const amont_known_quantity *known,
                           const amont_surrounding *places, GError **error) {
    const amont_level *level = ask->level;
    const amont_crossing *crossing =
        amont_analysis_crossing(ask->analysis, known->level, level, error);
    if (!crossing)
        return false;
    g_autoptr(amont_series) weighed = weigh(known, places);
    g_autoptr(amont_series) metres =
        amont_series_new(ask->series->indicator, level->name, level->n);
    g_autoptr(amont_series) people =
        amont_series_new(ask->series->indicator, level->name, level->n);
    const amont_carried both[] = {{known->level, weighed, true},
                                  {known->level, known->series, true}};
    amont_carried_share(&both[0], crossing, crossing->pieces, crossing->area_to, NULL, metres);
    amont_carried_share(&both[1], crossing, crossing->pieces, crossing->area_to,
                        amont_analysis_findings_once(ask->analysis, level, "reach/distance"),
                        people);
    amont_series_ratio(ask->series, metres->figures, people->figures, 1);
    return true;
}

static void describe_distance(const amont_request *ask, const amont_known_quantity *known,
                              const amont_layer_spec *layer, const amont_surrounding *places) {
    amont_series *series = ask->series;
    GString *method = g_string_new(series->method);
    g_string_append_printf(method, "; %s of %s; %zu places of %s", known->series->indicator,
                           known->level->name, places->n_places, layer->source);
    amont_surrounding_say_left_out(places, method);
    g_free(series->method);
    series->method = g_string_free(method, FALSE);
    amont_series_behind(series, known->series);
    amont_series_of_layer(series, layer);
}

static bool compute_distance(const amont_request *ask, GError **error) {
    amont_indicator_spec spec;
    if (!read_reach(ask, farthest_m, &spec, error))
        return false;
    const amont_known_quantity *known = spec.layer ? find_finest(ask, "population") : NULL;
    if (!known)
        return true;
    const amont_layer_spec *layer =
        amont_study_layer(amont_analysis_layers(ask->analysis)->study, spec.layer);
    const amont_surrounding *places = amont_analysis_surrounding(ask->analysis, &spec, error);
    if (!places || !fill_distances(ask, known, places, error))
        return false;
    if (ask->argument)
        amont_series_dated(ask->series, "%s", spec.layer);
    say_year(ask, known);
    describe_distance(ask, known, layer, places);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define PEOPLE                                                                                 \
    .label = {"Habitants à proximité", "Inhabitants nearby"}, .unit = {"hab.", "inhabitants"}, \
    .measure = AMONT_MEASURE_STOCK,                                                            \
    .method = N_("inhabitants of the smallest zones that carry them, shared out "              \
                 "by area to what lies within the distance")
#define PEOPLE_SHARE                                                             \
    .label = {"Part des habitants à proximité", "Share of inhabitants nearby"},  \
    .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1,           \
    .method = N_("inhabitants within the distance over those of the zone, both " \
                 "from the smallest zones that carry them")
#define AREA_SHARE                                                              \
    .label = {"Part de la superficie à proximité", "Share of the area nearby"}, \
    .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1,          \
    .method = N_("area of the zone that lies within the distance, over its area")
#define DISTANCE                                                                      \
    .unit = {"m", "m"}, .measure = AMONT_MEASURE_RATIO,                               \
    .method = N_("mean distance as the crow flies from the centres of the smallest "  \
                 "zones that carry inhabitants to the nearest place, 20 km at most, " \
                 "weighted by their inhabitants")
#define NEAR_PROJECTS .inputs = N_("sites; a column of 'population'")
#define NEAR_PLACES                                                                   \
    .inputs = N_("sites or points; a column of 'population'; in brackets a distance " \
                 "in metres, the layer, or both")

const amont_indicator amont_indicators_reach[] = {
    {.info = {.id = "reach.population", PEOPLE, NEAR_PROJECTS}, /* P11 */
     .compute = compute_figure,
     .numerator = "population"},
    {.info = {.id = "reach.population()", PEOPLE, NEAR_PLACES}, /* P11, D11 (k) */
     .compute = compute_figure,
     .numerator = "population"},
    {.info = {.id = "reach.population_share", PEOPLE_SHARE, NEAR_PROJECTS}, /* P11 */
     .compute = compute_figure,
     .numerator = "population"},
    {.info = {.id = "reach.population_share()", PEOPLE_SHARE, NEAR_PLACES}, /* P11, D11 (k) */
     .compute = compute_figure,
     .numerator = "population"},
    {.info = {.id = "reach.jobs()", /* D11 (k) */
              .label = {"Emplois à proximité", "Jobs nearby"},
              .unit = {"emplois", "jobs"},
              .measure = AMONT_MEASURE_STOCK,
              .inputs = N_("sites or points; a column of 'jobs'; in brackets a distance in metres, "
                           "the layer, or both"),
              .method = N_("jobs of the smallest zones that carry them, shared out by area to what "
                           "lies within the distance")},
     .compute = compute_figure,
     .numerator = "jobs"},
    {.info = {.id = "reach.area_share", AREA_SHARE, .inputs = N_("sites")}, /* P12 */
     .compute = compute_area_share},
    {.info = {.id = "reach.area_share()", /* P12 */
              AREA_SHARE,
              .inputs =
                  N_("sites or points; in brackets a distance in metres, the layer, or both")},
     .compute = compute_area_share},
    {.info = {.id = "reach.distance", /* P13 */
              .label = {"Distance moyenne des habitants au projet le plus proche",
                        "Mean distance of inhabitants to the nearest project"},
              DISTANCE,
              NEAR_PROJECTS},
     .compute = compute_distance},
    {.info = {.id = "reach.distance()", /* P13 */
              .label = {"Distance moyenne des habitants au lieu le plus proche",
                        "Mean distance of inhabitants to the nearest place"},
              DISTANCE,
              .inputs = N_("sites or points; a column of 'population'; in brackets the layer")},
     .compute = compute_distance},
    {.info = {.id = NULL}},
};
