/* The pole of inaccessibility against GEOS, on fictional polygons: stars with holes, slivers, parts
 * of several sizes, zones of a coverage far from the origin. */
#include "check.h"
#include "coverage_maker.h"

#include "amont/random.h"
#include "geo/geos.h"
#include "geo/pole.h"
#include <math.h>

/* ---- against GEOS -------------------------------------------------------------------------- */

static double length_of_spoke(amont_geos *geos, const GEOSGeometry *polygon, double tolerance) {
    double length = 0;
    const GEOSGeometry *spoke =
        amont_geos_keep(geos, GEOSMaximumInscribedCircle_r(geos->handle, polygon, tolerance));
    assert_non_null(spoke);
    GEOSLength_r(geos->handle, spoke, &length);
    return length;
}

static double tolerance_of(amont_geos *geos, const amont_shapes *shapes,
                           const GEOSGeometry *polygon) {
    double area = 0, perimeter = 0;
    GEOSArea_r(geos->handle, polygon, &area);
    GEOSLength_r(geos->handle, polygon, &perimeter);
    return amont_pole_tolerance(amont_shapes_box(shapes, 0), area, perimeter);
}

/* `part` of feature 0 holds the circle, and GEOS knows none that is larger by the tolerance. */
static void check_pole(const amont_shapes *shapes, int part, double tolerance) {
    double x = NAN, y = NAN, radius = NAN, to_border = NAN;
    assert_true(amont_pole_find(shapes, 0, &x, &y, &radius));
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *feature = amont_geos_feature(geos, shapes, 0);
    const GEOSGeometry *polygon = GEOSGetGeometryN_r(geos->handle, feature, part);
    assert_int_equal(GEOSisValid_r(geos->handle, polygon), 1);
    const GEOSGeometry *centre =
        amont_geos_keep(geos, GEOSGeom_createPointFromXY_r(geos->handle, x, y));
    const GEOSGeometry *border = amont_geos_keep(geos, GEOSBoundary_r(geos->handle, polygon));
    GEOSDistance_r(geos->handle, centre, border, &to_border);
    assert_int_equal(GEOSContains_r(geos->handle, polygon, centre), 1);
    assert_near(radius, to_border, 1e-9 * (radius + fabs(x) + fabs(y)));
    if (isnan(tolerance))
        tolerance = tolerance_of(geos, shapes, polygon);
    double fine = tolerance / 20, best = length_of_spoke(geos, polygon, fine);
    assert_true(tolerance > 0);
    assert_true(radius >= best - tolerance * (1 + 1e-6));
    assert_true(radius <= best + fine * (1 + 1e-6));
}

/* ---- polygons ------------------------------------------------------------------------------ */

static amont_box box_about(double x, double y, double width, double height) {
    return (amont_box){x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

/* A ring that turns once about a place, so that it does not cross itself; 0.3 of its box at least
 * lies inside. */
static void add_star(amont_shapes_builder *builder, amont_random *random, amont_box box, size_t n) {
    double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    double first_x = 0, first_y = 0;
    amont_shapes_add_ring(builder);
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * G_PI * (double)i / (double)n;
        double part = 0.3 + 0.7 * amont_random_unit(random);
        double px = x + (box.max_x - x) * part * cos(angle);
        double py = y + (box.max_y - y) * part * sin(angle);
        first_x = i == 0 ? px : first_x;
        first_y = i == 0 ? py : first_y;
        amont_shapes_add_point(builder, px, py);
    }
    amont_shapes_add_point(builder, first_x, first_y);
}

static void add_part(amont_shapes_builder *builder, amont_random *random, amont_box box, size_t n,
                     size_t n_holes) {
    double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    amont_shapes_add_part(builder);
    add_star(builder, random, box, n);
    for (size_t hole = 0; hole < n_holes; hole++) {
        double aside = 0.06 * (hole == 0 ? -1 : 1) * width;
        add_star(builder, random, box_about(x + aside, y, 0.1 * width, 0.1 * height), 3 + n / 4);
    }
}

static amont_shapes *one_part(uint64_t seed, double x, double y, double width, double height) {
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_random random = amont_random_stream(7, seed);
    amont_shapes_add_feature(builder);
    add_part(builder, &random, box_about(x, y, width, height), 8 + seed % 90, seed % 3);
    return amont_shapes_finish(g_steal_pointer(&builder));
}

/* ---- tests --------------------------------------------------------------------------------- */

static void stars_with_holes_hold_a_circle_as_large(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        g_autoptr(amont_shapes) star = one_part(seed, 650000, 6860000, 900, 700);
        check_pole(star, 0, NAN);
    }
}

static void so_do_thin_polygons(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        double thin = 3 + (double)(seed % 20);
        g_autoptr(amont_shapes) wide = one_part(seed, 0, 0, 400, thin);
        g_autoptr(amont_shapes) high = one_part(seed, 0, 0, thin, 400);
        check_pole(wide, 0, NAN);
        check_pole(high, 0, NAN);
    }
}

/* Width 1, length 8000: A / P is about 1/2, less than a 5000th of the length. */
static void what_is_too_thin_is_left_to_others(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0, 8000 0, 8000 1, 0 1, 0 0))",
                                 "POLYGON((0 0, 800 0, 800 1, 0 1, 0 0))"};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    assert_ok(error);
    double x, y, radius = 0;
    assert_false(amont_pole_find(shapes, 0, &x, &y, &radius));
    assert_true(amont_pole_find(shapes, 1, &x, &y, &radius));
    assert_near(radius, 0.5, 0.005);
}

static void the_largest_of_the_parts_is_searched(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
        amont_random random = amont_random_stream(11, seed);
        amont_shapes_add_feature(builder);
        for (size_t part = 0; part < 3; part++) {
            double side = part == seed % 3 ? 500 : 100;
            add_part(builder, &random, box_about(600 * (double)part, 0, side, side), 30, 1);
        }
        g_autoptr(amont_shapes) shapes = amont_shapes_finish(g_steal_pointer(&builder));
        check_pole(shapes, (int)(seed % 3), 500.0 / 200);
    }
}

static void zones_of_a_coverage_hold_a_circle_as_large(void **state) {
    (void)state;
    coverage_plan plan = {.seed = 3,
                          .n_columns = 1,
                          .n_rows = 1,
                          .n_along = 63,
                          .left = 650000,
                          .bottom = 6860000,
                          .size = 3000};
    for (plan.seed = 0; plan.seed < 60; plan.seed++) {
        g_autoptr(amont_shapes) zone = coverage_make(&plan);
        check_pole(zone, 0, NAN);
    }
}

/* A square of side 4 with an arm; a frame of width 1 whose right side is 3 wide. */
static void centres_known_by_hand_are_found(void **state) {
    (void)state;
    const char *const texts[] = {
        "POLYGON((0 0, 10 0, 10 2, 4 2, 4 4, 0 4, 0 0))",
        "POLYGON((0 0, 12 0, 12 10, 0 10, 0 0), (1 1, 1 9, 9 9, 9 1, 1 1))"};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    assert_ok(error);
    double x, y, radius;
    assert_true(amont_pole_find(shapes, 0, &x, &y, &radius));
    assert_near(radius, 2, 0.02);
    assert_true(amont_pole_find(shapes, 1, &x, &y, &radius));
    assert_near(radius, 1.5, 0.05);
    assert_near(x, 10.5, 0.05);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stars_with_holes_hold_a_circle_as_large),
        cmocka_unit_test(so_do_thin_polygons),
        cmocka_unit_test(what_is_too_thin_is_left_to_others),
        cmocka_unit_test(the_largest_of_the_parts_is_searched),
        cmocka_unit_test(zones_of_a_coverage_hold_a_circle_as_large),
        cmocka_unit_test(centres_known_by_hand_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
