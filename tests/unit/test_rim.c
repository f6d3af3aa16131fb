/* The union of zones that lie side by side, against GEOS, on fictional coverages of which zones are
 * chosen at random: holes, islands, corners that touch, gaps, overlaps, borders that do not match.
 */
#include "check.h"
#include "coverage_maker.h"

#include "amont/pool.h"
#include "amont/random.h"
#include "geo/geos.h"
#include "geo/rim.h"
#include <string.h>

enum { SIDE = 7, ZONES = SIDE * SIDE };

static amont_shapes *shapes_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return shapes;
}

/* The same set, valid, and no vertex more or less. */
static void check_union(const amont_shapes *shapes, const bool *keep, const amont_shapes *made) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *whole = amont_geos_keep(
        geos, GEOSUnaryUnion_r(geos->handle, amont_geos_features(geos, shapes, keep)));
    const GEOSGeometry *ours = amont_geos_feature(geos, made, 0);
    assert_int_equal(made->n_features, 1);
    assert_int_equal(GEOSisValid_r(geos->handle, ours), 1);
    assert_int_equal(GEOSEquals_r(geos->handle, ours, whole), 1);
    assert_int_equal(GEOSGetNumCoordinates_r(geos->handle, ours),
                     GEOSGetNumCoordinates_r(geos->handle, whole));
}

static void dissolve_and_check(const amont_shapes *shapes, const bool *keep) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) made = amont_shapes_dissolve(shapes, keep, &error);
    assert_ok(error);
    check_union(shapes, keep, made);
}

/* ---- what is plain --------------------------------------------------------------------------- */

static amont_shapes *coverage(uint32_t seed) {
    coverage_plan plan = {.seed = seed,
                          .n_columns = SIDE,
                          .n_rows = SIDE,
                          .n_along = 7,
                          .left = 650000,
                          .bottom = 6860000,
                          .size = 1500};
    return coverage_make(&plan);
}

static void random_zones_are_united(void **state) {
    (void)state;
    size_t n_plain = 0;
    for (uint32_t seed = 0; seed < 240; seed++) {
        bool keep[ZONES];
        amont_random random = amont_random_stream(5, seed);
        g_autoptr(amont_shapes) zones = coverage(seed);
        for (size_t zone = 0; zone < ZONES; zone++)
            keep[zone] = amont_random_unit(&random) < (seed % 12) / 12.0 + 0.04;
        g_autoptr(amont_shapes) made = amont_rim(zones, keep);
        n_plain += made != NULL;
        if (made)
            check_union(zones, keep, made);
        else
            dissolve_and_check(zones, keep);
    }
    assert_in_range(n_plain, 40, 220); /* of both kinds */
}

static void all_of_a_coverage_are_united(void **state) {
    (void)state;
    g_autoptr(amont_shapes) zones = coverage(3);
    g_autoptr(amont_shapes) made = amont_rim(zones, NULL);
    assert_non_null(made);
    assert_int_equal(made->n_rings, 1);
    assert_int_equal(made->n_points, 4 * SIDE * 8 + 1);
    check_union(zones, NULL, made);
}

/* A ring of eight zones with or without the one in its middle, and another apart. */
static void holes_and_islands_are_kept(void **state) {
    (void)state;
    g_autoptr(amont_shapes) zones = coverage(4);
    bool keep[ZONES] = {false};
    for (size_t row = 1; row <= 3; row++)
        for (size_t column = 1; column <= 3; column++)
            keep[row * SIDE + column] = row != 2 || column != 2;
    keep[5 * SIDE + 5] = true;
    g_autoptr(amont_shapes) two = amont_rim(zones, keep);
    assert_non_null(two);
    assert_int_equal(two->n_parts, 2);
    assert_int_equal(two->n_rings, 3);
    check_union(zones, keep, two);
    keep[2 * SIDE + 2] = true;
    g_autoptr(amont_shapes) filled = amont_rim(zones, keep);
    assert_non_null(filled);
    assert_int_equal(filled->n_rings, 2);
    check_union(zones, keep, filled);
}

/* A strip that nobody covers, with the vertices of both its neighbours. */
static void gaps_stay(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0, 4 0, 4 1, 3.9 2, 4 3, 4 4, 0 4, 0 0))",
                                 "POLYGON((4 0, 8 0, 8 4, 4 4, 4 3, 4.1 2, 4 1, 4 0))"};
    g_autoptr(amont_shapes) shapes = shapes_of(texts, 2);
    dissolve_and_check(shapes, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) whole = amont_shapes_dissolve(shapes, NULL, &error);
    assert_near(amont_shapes_area(whole, 0), 32 - 0.2, 1e-12);
}

static void threads_change_nothing(void **state) {
    (void)state;
    g_autoptr(amont_shapes) zones = coverage(9);
    amont_pool_set_threads(1);
    g_autoptr(amont_shapes) one = amont_rim(zones, NULL);
    amont_pool_set_threads(3);
    g_autoptr(amont_shapes) three = amont_rim(zones, NULL);
    amont_pool_set_threads(0);
    assert_int_equal(one->n_points, three->n_points);
    assert_memory_equal(one->x, three->x, one->n_points * sizeof *one->x);
    assert_memory_equal(one->y, three->y, one->n_points * sizeof *one->y);
}

/* ---- what is left to GEOS -------------------------------------------------------------------- */

static void what_is_not_plain_is_left_to_others(void **state) {
    (void)state;
    const char *const pairs[][2] = {
        {"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((3 1, 8 1, 8 3, 3 3, 3 1))"}, /* overlap */
        {"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))"}, /* twice */
        {"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((1 1, 2 1, 2 2, 1 2, 1 1))"}, /* within */
        {"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((4 1, 8 1, 8 3, 4 3, 4 1))"}, /* vertices */
        {"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((4 4, 8 4, 8 8, 4 8, 4 4))"}, /* a corner */
        {"POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON((4 0, 4 4, 2 2, 4 0))"}, /* same side */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(amont_shapes) shapes = shapes_of(pairs[i], 2);
        assert_null(amont_rim(shapes, NULL));
    }
}

static void of_nothing_there_is_no_rim(void **state) {
    (void)state;
    g_autoptr(amont_shapes) zones = coverage(1);
    const bool none[ZONES] = {false};
    assert_null(amont_rim(zones, none));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_zones_are_united),
        cmocka_unit_test(all_of_a_coverage_are_united),
        cmocka_unit_test(holes_and_islands_are_kept),
        cmocka_unit_test(gaps_stay),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(what_is_not_plain_is_left_to_others),
        cmocka_unit_test(of_nothing_there_is_no_rim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
