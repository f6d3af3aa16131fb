/* Landscapes: what the golden figures cannot say. */
#include "check.h"
#include "desk.h"

#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define ZONES                                                                                   \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                                   \
    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", select: [94022, 94081], " CREDIT \
    "}\n"
#define LAND(list)                                                                           \
    "layers:\n  sol: {kind: landuse, source: sol.geojson, class: poste, nomenclature: " list \
    ", " CREDIT "}\n"

#define SQUARE(code, left, bottom, right, top)                                              \
    "{\"type\":\"Feature\",\"properties\":{\"poste\":\"" code "\"},\"geometry\":"           \
    "{\"type\":\"Polygon\",\"coordinates\":[[[" left "," bottom "],[" right "," bottom "]," \
    "[" right "," top "],[" left "," top "],[" left "," bottom "]]]}}"

/* 94022 is (653000, 6860000) to (654000, 6861000); half of it is covered. */
static const char land[] =
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\","
    "\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[" SQUARE(
        "1", "653000", "6860000", "653500", "6860500") "," SQUARE("2", "653000", "6860500",
                                                                  "653500", "6861000") ","
    /* half a millimetre of the square beside 94022 lies in it: 0.25 m², no patch of it */
    SQUARE("1", "653999.9995", "6860000", "654500", "6860500") "]}";

static void start(desk *d, const char *layers, const char *indicators) {
    g_autofree char *text = g_strconcat(ZONES, layers, "indicators: [", indicators, "]\n", NULL);
    desk_put(d, "sol.geojson", land);
    desk_put(d, "list.csv", "code,label\n1,Un\n2,Deux\n");
    desk_compute(d, text);
}

static void what_is_not_covered_makes_an_estimate(void **state) {
    desk *d = *state;
    start(d, LAND("list.csv"),
          "landscape.patch_density, landscape.shannon, landscape.edge_density");
    amont_figure density = desk_figure(d, "landscape.patch_density", "commune", "94022");
    assert_near(density.value, 2, 1e-9); /* the third has 0.25 m² there */
    assert_int_equal(density.flag, AMONT_FLAG_ESTIMATED);
    assert_near(density.numerator, 2, 0);
    assert_near(density.denominator, 100, 1e-9);
    amont_figure shannon = desk_figure(d, "landscape.shannon", "commune", "94022");
    assert_near(shannon.value, log(2), 1e-6);
    assert_int_equal(shannon.flag, AMONT_FLAG_ESTIMATED);
    assert_near(desk_figure(d, "landscape.edge_density", "commune", "94022").value, 5, 1e-9);
    assert_int_equal(desk_figure(d, "landscape.shannon", "commune", "94081").flag,
                     AMONT_FLAG_MISSING);
}

static void a_study_without_land_use_says_what_lacks(void **state) {
    desk *d = *state;
    start(d, "", "landscape.mesh, landscape.shannon, landscape.mix, landscape.gini(1)");
    desk_assert_found(d, AMONT_FINDING_INDICATOR_INPUT, 4, NULL);
}

static void a_list_without_groups_has_no_mix(void **state) {
    desk *d = *state;
    start(d, LAND("list.csv"), "landscape.mix");
    desk_assert_found(d, AMONT_FINDING_INDICATOR_INPUT, 1, NULL);
    const amont_series *series = amont_table_find(d->table, "landscape.mix", "commune");
    assert_non_null(strstr(series->lacks, "code_mix"));
}

static void the_mix_says_which_group_the_list_lacks(void **state) {
    desk *d = *state;
    start(d, LAND("mos-11"), "landscape.mix");
    const amont_series *series = amont_table_find(d->table, "landscape.mix", "commune");
    assert_non_null(strstr(series->method, "4 groups, the list having none for commerce"));
}

static void an_unknown_grouping_is_named(void **state) {
    desk *d = *state;
    desk_put(d, "sol.geojson", land);
    desk_open(d, ZONES LAND("mos-79") "indicators: [landscape.mesh(vue)]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(d->error->message, "of the layer 'sol' has no grouping 'vue'"));
    assert_non_null(strstr(d->error->message, "groupings: viewer"));
}

static void areas_may_be_those_of_the_ellipsoid(void **state) {
    desk *d = *state;
    start(d, LAND("list.csv") "area: ellipsoid\n", "landscape.mesh, landscape.edge_density");
    /* (25² + 25²) / 100 = 12.5 ha, larger by 2.3 in ten thousand on the ellipsoid (test_overlays)
     */
    assert_near(desk_figure(d, "landscape.mesh", "commune", "94022").value, 12.5 * 1.00023, 1e-3);
    assert_near(desk_figure(d, "landscape.edge_density", "commune", "94022").value, 5 / 1.00023,
                1e-4); /* lengths are those of the plane */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_is_not_covered_makes_an_estimate),
        DESK_TEST(a_study_without_land_use_says_what_lacks),
        DESK_TEST(a_list_without_groups_has_no_mix),
        DESK_TEST(the_mix_says_which_group_the_list_lacks),
        DESK_TEST(an_unknown_grouping_is_named),
        DESK_TEST(areas_may_be_those_of_the_ellipsoid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
