/* Areas of land use by zone, by hand: the zones are squares of one kilometre, 100 ha each; the land
 * use is invented. */
#include "check.h"
#include "desk.h"

#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define STUDY                                                                                            \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                                            \
    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", select: [94022, 94081], " CREDIT          \
    "}\n"                                                                                                \
    "layers:\n  sol: {kind: landuse, source: sol.geojson, class: poste, nomenclature: list.csv, " CREDIT \
    "}\n"

static const char list[] = "code,label,code_2,label_2\n"
                           "1,Activités,U,Urbain\n"
                           "2,Habitat,U,Urbain\n"
                           "3,Eau,E,Eau et bois\n";

#define POLYGON(code, ring)                                                   \
    "{\"type\":\"Feature\",\"properties\":{\"poste\":" code "},\"geometry\":" \
    "{\"type\":\"Polygon\",\"coordinates\":" ring "}}"

/* 94022 is (653000, 6860000) to (654000, 6861000), 94038 is the next. */
static const char land[] =
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
    "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":["
    /* 50 ha of 94022, with a hole of 1 ha */
    POLYGON("\"1\"", "[[[653000,6860000],[653500,6860000],[653500,6861000],[653000,6861000],"
                     "[653000,6860000]],[[653100,6860100],[653200,6860100],[653200,6860200],"
                     "[653100,6860200],[653100,6860100]]]") ","
    /* across the limit: 25 ha in 94022, 25 ha in 94038 */
    POLYGON("\"2\"", "[[[653500,6860000],[654500,6860000],[654500,6860500],[653500,6860500],"
                     "[653500,6860000]]]") ","
    /* across the rim: 10 ha in 94022, 10 ha in no zone */
    POLYGON(
        "\"3\"",
        "[[[653500,6860900],[654000,6860900],[654000,6861300],[653500,6861300],"
        "[653500,6860900]]]") "," POLYGON("null",
                                          "[[[653500,6860500],[653600,6860500],[653600,6860600],[653500,6860600],"
                                          "[653500,6860500]]]") "]}";

static void start(desk *d, const char *indicators) {
    g_autofree char *text = g_strconcat(STUDY "indicators: [", indicators, "]\n", NULL);
    desk_put(d, "sol.geojson", land);
    desk_put(d, "list.csv", list);
    desk_compute(d, text);
}

static void areas_are_those_of_the_pieces(void **state) {
    desk *d = *state;
    start(d, "landuse.area(1), landuse.area(Habitat), landuse.area(eau), landuse.area(U)");
    assert_near(desk_figure(d, "landuse.area(1)", "commune", "94022").value, 49, 1e-9);
    assert_near(desk_figure(d, "landuse.area(Habitat)", "commune", "94022").value, 25, 1e-9);
    assert_near(desk_figure(d, "landuse.area(Habitat)", "commune", "94038").value, 25, 1e-9);
    assert_near(desk_figure(d, "landuse.area(eau)", "commune", "94022").value, 5, 1e-9);
    assert_near(desk_figure(d, "landuse.area(U)", "commune", "94022").value, 74, 1e-9);
    assert_int_equal(desk_figure(d, "landuse.area(1)", "commune", "94022").flag,
                     AMONT_FLAG_ESTIMATED); /* 80 ha of 100 are covered */
    assert_int_equal(desk_figure(d, "landuse.area(1)", "commune", "94081").flag,
                     AMONT_FLAG_MISSING); /* nothing is */
    desk_assert_found(d, AMONT_FINDING_LANDUSE_GAP, 2, "Choisy-le-Roi: 80.0 %");
}

/* 80 ha of 100 are covered, one of them without class: 49 of 79. */
static void shares_are_of_what_is_classified(void **state) {
    desk *d = *state;
    start(d, "landuse.share(activites)");
    amont_figure figure = desk_figure(d, "landuse.share(activites)", "commune", "94022");
    assert_near(figure.value, 100 * 49.0 / 79, 1e-9);
    assert_near(figure.numerator, 49, 1e-9);
    assert_near(figure.denominator, 79, 1e-9);
    assert_int_equal(figure.flag, AMONT_FLAG_ESTIMATED);
    const amont_series *series = amont_table_find(d->table, "landuse.share(activites)", "commune");
    assert_string_equal(series->label, "Part de la superficie, Activités");
}

static void what_lies_outside_makes_up_the_whole(void **state) {
    desk *d = *state;
    start(d, "landuse.area(3), landuse.area(2)");
    amont_balance balance;
    const amont_series *water = amont_table_find(d->table, "landuse.area(3)", "commune");
    assert_true(amont_series_balance(water, &balance));
    assert_near(balance.in_zones, 5, 1e-9);
    assert_near(balance.outside, 15, 1e-9);
    assert_near(balance.whole, 20, 1e-9);
    assert_true(balance.residue <= 1e-9);
    const amont_series *housing = amont_table_find(d->table, "landuse.area(2)", "commune");
    assert_near(housing->elsewhere.value, 25, 1e-9); /* 94038 is not selected */
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

static void a_class_that_is_not_there_is_told_with_those_that_are(void **state) {
    desk *d = *state;
    desk_put(d, "sol.geojson", land);
    desk_put(d, "list.csv", list);
    desk_open(d, STUDY "indicators: [landuse.area(forets)]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(d->error->message, "has neither class nor group 'forets'"));
    assert_non_null(strstr(d->error->message, "classes: 1, 2, 3"));
}

/* Areas in Lambert-93 times what PROJ's geodesics say the ground is larger by: of the zone, where a
 * piece fills it evenly. */
static void areas_may_be_those_of_the_ellipsoid(void **state) {
    desk *d = *state;
    desk_put(d, "sol.geojson", land);
    desk_put(d, "list.csv", list);
    desk_compute(d, "area: ellipsoid\n" STUDY
                    "indicators: [landuse.area(1), landuse.area(2), landuse.share(1)]\n");
    const amont_level *level = amont_layers_level(d->layers, NULL);
    const amont_landuse *landuse = amont_layers_landuse(d->layers, NULL);
    g_autofree double *zones =
        amont_shapes_areas_ellipsoidal(level->layer->shapes, d->layers->crs, &d->error);
    g_autofree double *parts =
        amont_shapes_areas_ellipsoidal(landuse->layer->shapes, d->layers->crs, &d->error);
    assert_ok(d->error);
    double area = desk_figure(d, "landuse.area(1)", "commune", "94022").value;
    assert_near(area, parts[0] / 1e4, 1e-8); /* wholly in the zone */
    assert_near(area / 49, 1.00023, 1e-5);
    /* of the 79 ha that have a class, as evenly larger as the zone */
    amont_figure share = desk_figure(d, "landuse.share(1)", "commune", "94022");
    double ground = 0.79 * zones[amont_level_find(level, "94022")] / 1e4;
    assert_near(share.numerator, parts[0] / 1e4, 1e-8);
    assert_near(share.denominator, ground, 1e-5 * ground);
    assert_near(share.value, 100 * share.numerator / share.denominator, 1e-12);
    /* across the limit: both halves are the whole, each within 1e-5 of a half */
    double left = desk_figure(d, "landuse.area(2)", "commune", "94022").value;
    double right = desk_figure(d, "landuse.area(2)", "commune", "94038").value;
    assert_near(left + right, parts[1] / 1e4, 1e-8);
    assert_near(left / right, 1, 1e-5);
    amont_balance balance;
    const amont_series *series = amont_table_find(d->table, "landuse.area(2)", "commune");
    assert_true(amont_series_balance(series, &balance) && balance.residue <= 1e-9);
    assert_non_null(strstr(series->method, "on the ellipsoid"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(areas_are_those_of_the_pieces),
        DESK_TEST(shares_are_of_what_is_classified),
        DESK_TEST(what_lies_outside_makes_up_the_whole),
        DESK_TEST(areas_may_be_those_of_the_ellipsoid),
        DESK_TEST(a_class_that_is_not_there_is_told_with_those_that_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
