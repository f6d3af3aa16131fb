/* The transition matrix of two layers: its margins are the stocks, its cells what GEOS finds. The
 * coverages are invented; they do not cover the same ground, so that some of each lies beyond the
 * other. */
#include "check.h"
#include "coverage_maker.h"
#include "rectangles.h"

#include <geos_c.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 5 };

#define CREDIT "producer: P, dataset: D, vintage: v, licence: L, fictional: true"
#define STUDY                                                                               \
    "study: S\ndate: 2026-11-23\nauthor: X\ncrs: EPSG:2154\n"                               \
    "zones:\n  zone: {source: zones.geojson, code: code, name: code, " CREDIT "}\n"         \
    "layers:\n"                                                                             \
    "  late: {kind: landuse, source: late.geojson, class: code, nomenclature: list.csv, "   \
    "year: 2021, " CREDIT "}\n"                                                             \
    "  early: {kind: landuse, source: early.geojson, class: code, nomenclature: list.csv, " \
    "year: 2017, " CREDIT "}\n"

/* ---- files --------------------------------------------------------------------------------- */

static void append_ring(GString *text, const amont_shapes *s, size_t ring) {
    for (size_t i = s->point_of[ring]; i < s->point_of[ring + 1]; i++)
        g_string_append_printf(text, "%s[%.17g,%.17g]", i > s->point_of[ring] ? "," : "", s->x[i],
                               s->y[i]);
}

/* One ring a feature; codes are numbers below n_codes. */
static void put_coverage(const desk *d, const char *name, const coverage_plan *plan,
                         size_t n_codes) {
    g_autoptr(amont_shapes) s = coverage_make(plan);
    g_autoptr(GString) text =
        g_string_new("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                     "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[");
    for (size_t f = 0; f < s->n_features; f++) {
        g_string_append_printf(text,
                               "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"%zu\"},"
                               "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[",
                               f ? ",\n" : "", f * 7 % n_codes);
        append_ring(text, s, f);
        g_string_append(text, "]]}}");
    }
    g_string_append(text, "]}");
    desk_put(d, name, text->str);
}

static void put_files(const desk *d) {
    put_coverage(d, "zones.geojson", &(coverage_plan){3, 3, 3, 6, 650020, 6860030, 300}, 100);
    put_coverage(d, "early.geojson", &(coverage_plan){1, 13, 13, 4, 650000, 6860000, 70}, CLASSES);
    put_coverage(d, "late.geojson", &(coverage_plan){2, 15, 17, 3, 650010, 6859990, 60}, CLASSES);
    desk_put(d, "list.csv", "code,label\n0,A\n1,B\n2,C\n3,D\n4,E\n");
}

/* ---- what GEOS says ------------------------------------------------------------------------ */

static GEOSGeometry *polygon_of(GEOSContextHandle_t handle, const amont_shapes *s, size_t f) {
    size_t first = s->point_of[f], n = s->point_of[f + 1] - first;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromArrays_r(handle, s->x + first, s->y + first, NULL, NULL, (unsigned)n);
    return GEOSGeom_createPolygon_r(handle, GEOSGeom_createLinearRing_r(handle, points), NULL, 0);
}

static GEOSGeometry **polygons_of(GEOSContextHandle_t handle, const amont_shapes *s) {
    GEOSGeometry **polygons = g_new(GEOSGeometry *, s->n_features);
    for (size_t f = 0; f < s->n_features; f++)
        polygons[f] = polygon_of(handle, s, f);
    return polygons;
}

static void free_polygons(GEOSContextHandle_t handle, GEOSGeometry **polygons, size_t n) {
    for (size_t f = 0; f < n; f++)
        GEOSGeom_destroy_r(handle, polygons[f]);
    g_free(polygons);
}

/* Adds the area that three polygons have in common to the cell of their classes. */
static void add_common(GEOSContextHandle_t handle, const GEOSGeometry *zone_and_one,
                       const GEOSGeometry *other, double *cell) {
    GEOSGeometry *common = GEOSIntersection_r(handle, zone_and_one, other);
    double area = 0;
    assert_non_null(common);
    assert_int_equal(GEOSArea_r(handle, common, &area), 1);
    *cell += area;
    GEOSGeom_destroy_r(handle, common);
}

typedef double matrix[CLASSES][CLASSES];

static bool are_near(const amont_shapes *one, size_t i, const amont_shapes *other, size_t k) {
    return amont_box_overlaps(amont_shapes_box(one, i), amont_shapes_box(other, k));
}

static matrix *matrices_by_geos(const amont_shapes *zones, const amont_shapes *early,
                                const amont_shapes *late) {
    GEOSContextHandle_t handle = GEOS_init_r();
    GEOSGeometry **z = polygons_of(handle, zones), **a = polygons_of(handle, early),
                 **b = polygons_of(handle, late);
    matrix *found = g_new0(matrix, zones->n_features);
    for (size_t zone = 0; zone < zones->n_features; zone++)
        for (size_t i = 0; i < early->n_features; i++) {
            if (!are_near(zones, zone, early, i))
                continue;
            GEOSGeometry *cell = GEOSIntersection_r(handle, z[zone], a[i]);
            for (size_t k = 0; k < late->n_features; k++)
                if (are_near(early, i, late, k))
                    add_common(handle, cell, b[k], &found[zone][i * 7 % CLASSES][k * 7 % CLASSES]);
            GEOSGeom_destroy_r(handle, cell);
        }
    free_polygons(handle, z, zones->n_features);
    free_polygons(handle, a, early->n_features);
    free_polygons(handle, b, late->n_features);
    GEOS_finish_r(handle);
    return found;
}

/* ---- the sheet ----------------------------------------------------------------------------- */

static const char *text_at(const amont_sheet *sheet, size_t row, const char *title) {
    const char *text = amont_sheet_at(sheet, row, title)->text;
    return text ? text : "";
}

/* The area of the rows of a zone, from a class, to a class (NULL: any). */
static double sum_rows(const amont_sheet *sheet, const char *zone, const char *from, const char *to,
                       const char *column) {
    double sum = 0;
    for (size_t row = 0; row < sheet->n_rows; row++)
        if (strcmp(text_at(sheet, row, "zone_code"), zone) == 0 &&
            (!from || strcmp(text_at(sheet, row, "from"), from) == 0) &&
            (!to || strcmp(text_at(sheet, row, "to"), to) == 0))
            sum += amont_sheet_at(sheet, row, column)->number;
    return sum;
}

static amont_sheet *transitions(desk *d, const char *more) {
    put_files(d);
    g_autofree char *study = g_strconcat(STUDY, more, NULL);
    desk_compute(d, study);
    amont_sheet *sheet = amont_analyse_transitions(d->analysis, "zone", NULL, &d->error);
    assert_ok(d->error);
    return sheet;
}

static void margins_are_the_stocks(void **state) {
    desk *d = *state;
    g_autoptr(GString) asked = g_string_new("indicators:\n");
    for (int k = 0; k < CLASSES; k++)
        g_string_append_printf(asked, "  - landuse.area(%d, 2017)\n  - landuse.area(%d)\n", k, k);
    g_autoptr(amont_sheet) sheet = transitions(d, asked->str);
    const amont_level *level = amont_layers_level(d->layers, "zone");
    for (size_t zone = 0; zone < level->n; zone++)
        for (int k = 0; k < CLASSES; k++) {
            g_autofree char *class = g_strdup_printf("%d", k);
            g_autofree char *first = g_strdup_printf("landuse.area(%d, 2017)", k);
            g_autofree char *last = g_strdup_printf("landuse.area(%d)", k);
            const char *code = level->codes[zone];
            double before = desk_figure(d, first, "zone", code).value;
            double after = desk_figure(d, last, "zone", code).value;
            assert_near(sum_rows(sheet, code, class, NULL, "area_ha"), before, 1e-9 * before);
            assert_near(sum_rows(sheet, code, NULL, class, "area_ha"), after, 1e-9 * after);
        }
}

static void cells_are_what_geos_finds(void **state) {
    desk *d = *state;
    g_autoptr(amont_sheet) sheet = transitions(d, "");
    const amont_level *level = amont_layers_level(d->layers, "zone");
    g_autofree matrix *expected = matrices_by_geos(
        level->layer->shapes, amont_layers_landuse(d->layers, "early")->layer->shapes,
        amont_layers_landuse(d->layers, "late")->layer->shapes);
    for (size_t zone = 0; zone < level->n; zone++)
        for (int from = 0; from < CLASSES; from++)
            for (int to = 0; to < CLASSES; to++) {
                g_autofree char *i = g_strdup_printf("%d", from), *j = g_strdup_printf("%d", to);
                double found = sum_rows(sheet, level->codes[zone], i, j, "area_ha");
                assert_near(found, expected[zone][from][to] / 1e4,
                            1e-9 * level->area_m2[zone] / 1e4);
            }
}

/* Gains and losses of all classes are the same land, seen from either side. */
static void gains_are_losses(void **state) {
    desk *d = *state;
    g_autoptr(GString) asked = g_string_new("indicators:\n  - landuse.changed\n");
    for (int k = 0; k < CLASSES; k++)
        g_string_append_printf(asked, "  - landuse.gain(%d)\n  - landuse.loss(%d)\n", k, k);
    g_autoptr(amont_sheet) sheet = transitions(d, asked->str);
    const amont_level *level = amont_layers_level(d->layers, "zone");
    for (size_t zone = 0; zone < level->n; zone++) {
        double gains = 0, losses = 0;
        const char *code = level->codes[zone];
        for (int k = 0; k < CLASSES; k++) {
            g_autofree char *gain = g_strdup_printf("landuse.gain(%d)", k);
            g_autofree char *loss = g_strdup_printf("landuse.loss(%d)", k);
            gains += desk_figure(d, gain, "zone", code).value;
            losses += desk_figure(d, loss, "zone", code).value;
        }
        double changed = desk_figure(d, "landuse.changed", "zone", code).value;
        assert_near(gains, changed, 1e-12 * changed);
        assert_near(losses, changed, 1e-12 * changed);
    }
}

/* ---- dates and noise, by hand -------------------------------------------------------------- */

#define ONE_ZONE                                              \
    "study: S\ndate: 2026-11-23\nauthor: X\ncrs: EPSG:2154\n" \
    "zones:\n  zone: {source: zone.geojson, code: code, name: code, " CREDIT "}\n"

static void put_zone(const desk *d) {
    rectangles_put(d, "zone.geojson", &(rectangle){0, 100, 0, 100, "\"code\":\"Z\""}, 1);
}

/* Strips of 300 m² that change alike and touch are one piece of 600 m²; one of 300 m² is not. */
static void strips_that_touch_are_one_piece(void **state) {
    desk *d = *state;
    const char *const same = "\"MOS2017\":\"1\",\"MOS2021\":\"1\"";
    const char *const changed = "\"MOS2017\":\"1\",\"MOS2021\":\"2\"";
    const rectangle strips[] = {{0, 3, 0, 100, changed},
                                {3, 6, 0, 100, changed},
                                {6, 50, 0, 100, same},
                                {50, 53, 0, 100, changed},
                                {53, 100, 0, 100, same}};
    put_zone(d);
    rectangles_put(d, "sol.geojson", strips, G_N_ELEMENTS(strips));
    desk_compute(d, ONE_ZONE "layers:\n  sol: {kind: landuse, source: sol.geojson, "
                             "nomenclature: mos-79, minimum_unit_m2: 500, " CREDIT "}\n"
                             "indicators: [landuse.noise, landuse.changed, landuse.gain(2)]\n");
    assert_near(desk_figure(d, "landuse.noise", "zone", "Z").value, 0.03, 1e-12);
    assert_near(desk_figure(d, "landuse.changed", "zone", "Z").value, 0.06, 1e-12);
    assert_near(desk_figure(d, "landuse.gain(2)", "zone", "Z").value, 0.06, 1e-12);
}

#define OCSGE(name) "  " name ": {kind: landuse, source: " name ".geojson, " CREDIT "}\n"

#define GRASS "\"code_cs\":\"CS2.2.1\",\"code_us\":\"US1.1\",\"artif\":\"non artif\""
#define ROAD "\"code_cs\":\"CS1.1.1.2\",\"code_us\":\"US4.1.1\",\"artif\":\"artif\""

/* From 30 June 2018 (half) and 10 July 2018 (half), the mean of which is 5 July, to 5 July 2021:
 * 1096 days. 0.5 ha in 1096 / 365.25 years. */
static void years_are_those_between_the_days(void **state) {
    desk *d = *state;
    const rectangle before[] = {{0, 50, 0, 100, GRASS ",\"millesime\":\"2018-06-30\""},
                                {50, 100, 0, 100, GRASS ",\"millesime\":\"2018-07-10\""}};
    const rectangle after[] = {{0, 50, 0, 100, ROAD ",\"millesime\":\"2021-07-05\""},
                               {50, 100, 0, 100, GRASS ",\"millesime\":\"2021-07-05\""}};
    put_zone(d);
    rectangles_put(d, "a.geojson", before, G_N_ELEMENTS(before));
    rectangles_put(d, "b.geojson", after, G_N_ELEMENTS(after));
    desk_compute(
        d, ONE_ZONE "layers:\n" OCSGE("a") OCSGE(
               "b") "indicators: [landuse.artificialisation, landuse.artificialisation_yearly]\n");
    assert_near(desk_figure(d, "landuse.artificialisation", "zone", "Z").value, 0.5, 1e-12);
    assert_near(desk_figure(d, "landuse.artificialisation_yearly", "zone", "Z").value,
                0.5 / (1096 / 365.25), 1e-12);
}

/* What fills a polygon, or half of the zone, is as large as PROJ's geodesics say; the rows of the
 * matrix make up the zone. */
static void changes_may_be_measured_on_the_ellipsoid(void **state) {
    desk *d = *state;
    const rectangle before[] = {{0, 50, 0, 100, GRASS}, {50, 100, 0, 100, GRASS}};
    const rectangle after[] = {
        {0, 50, 0, 100, ROAD}, {50, 97, 0, 100, GRASS}, {97, 100, 0, 100, ROAD}};
    put_zone(d);
    rectangles_put(d, "a.geojson", before, G_N_ELEMENTS(before));
    rectangles_put(d, "b.geojson", after, G_N_ELEMENTS(after));
    desk_compute(
        d, "area: ellipsoid\n" ONE_ZONE "layers:\n"
           "  a: {kind: landuse, source: a.geojson, year: 2018, minimum_unit_m2: 301, " CREDIT "}\n"
           "  b: {kind: landuse, source: b.geojson, year: 2021, " CREDIT "}\n"
           "indicators: [landuse.artificialisation, landuse.noise, landuse.artificialised]\n");
    const amont_level *level = amont_layers_level(d->layers, NULL);
    g_autofree double *parts = amont_shapes_areas_ellipsoidal(
        amont_layers_landuse(d->layers, "b")->layer->shapes, d->layers->crs, &d->error);
    g_autofree double *zones =
        amont_shapes_areas_ellipsoidal(level->layer->shapes, d->layers->crs, &d->error);
    assert_ok(d->error);
    assert_near(parts[0] / 5000, 1.00024, 1e-5); /* Lambert-93 shortens by 12 cm a km there */
    assert_near(desk_figure(d, "landuse.artificialisation", "zone", "Z").value, parts[0] / 1e4,
                1e-8);
    assert_near(desk_figure(d, "landuse.noise", "zone", "Z").value, parts[2] / 1e4, 1e-8);
    assert_near(desk_figure(d, "landuse.artificialised", "zone", "Z").value,
                (parts[0] + parts[2]) / 1e4, 1e-8);
    const amont_series *series = amont_table_find(d->table, "landuse.artificialised", "zone");
    amont_balance balance;
    assert_true(amont_series_balance(series, &balance) && balance.residue <= 1e-9);
    assert_non_null(strstr(series->method, "on the ellipsoid"));
    g_autoptr(amont_sheet) sheet = amont_analyse_transitions(d->analysis, "zone", NULL, &d->error);
    assert_ok(d->error);
    double sum = 0;
    for (size_t row = 0; row < sheet->n_rows; row++)
        if (strcmp(text_at(sheet, row, "classes"), "artificialised") == 0)
            sum += amont_sheet_at(sheet, row, "area_ha")->number;
    assert_near(sum, zones[0] / 1e4, 1e-8);
}

/* ---- what is refused ----------------------------------------------------------------------- */

static void assert_refused(desk *d, const char *indicator, const char *part, const char *hint) {
    put_files(d);
    g_autofree char *study = g_strdup_printf(STUDY "indicators:\n  - %s\n", indicator);
    desk_open(d, study);
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    if (!strstr(d->error->message, part) || !strstr(d->error->message, hint))
        fail_msg("%s\nexpected: %s, %s", d->error->message, part, hint);
}

static void years_that_are_none_are_refused(void **state) {
    desk *d = *state;
    assert_refused(d, "landuse.area(1, 2015)", "there is no land use of 2015",
                   "years of the layers: 2017, 2021");
    assert_refused(d, "landuse.area(1, 2017, 2021)", "one year is expected here", "(2021)");
    assert_refused(d, "landuse.gain(1, 2017)", "two years are expected here", "(2017, 2021)");
    assert_refused(d, "landuse.gain(1, 2021, 2017)", "the period from 2021 to 2017 is none",
                   "the earlier year first");
    assert_refused(d, "landuse.changed(forests)", "'forests' is no year", "takes years only");
    assert_refused(d, "landuse.gain(9)", "has neither class nor group '9'", "classes: 0, 1, 2");
}

/* Which of two layers is the earlier must be said. */
static void layers_without_years_are_no_period(void **state) {
    desk *d = *state;
    put_files(d);
    g_auto(GStrv) early = g_strsplit(STUDY "indicators: [landuse.gain(1)]\n", "year: 2021, ", -1);
    g_autofree char *half = g_strjoinv("", early);
    g_auto(GStrv) late = g_strsplit(half, "year: 2017, ", -1);
    g_autofree char *study = g_strjoinv("", late);
    desk_compute(d, study);
    const amont_series *series = amont_table_find(d->table, "landuse.gain(1)", "zone");
    assert_string_equal(series->lacks, "the key 'year' of the land-use layers");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(margins_are_the_stocks),
        DESK_TEST(cells_are_what_geos_finds),
        DESK_TEST(gains_are_losses),
        DESK_TEST(strips_that_touch_are_one_piece),
        DESK_TEST(years_are_those_between_the_days),
        DESK_TEST(changes_may_be_measured_on_the_ellipsoid),
        DESK_TEST(years_that_are_none_are_refused),
        DESK_TEST(layers_without_years_are_no_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
