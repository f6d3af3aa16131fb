#include "amont/shapes.h"

#include "check.h"

#include <math.h>

static amont_shapes *shapes_of(const char *wkt) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(&wkt, 1, &error);
    assert_ok(error);
    assert_non_null(shapes);
    assert_int_equal(shapes->n_features, 1);
    return shapes;
}

static double area_of(const char *wkt) {
    g_autoptr(amont_shapes) shapes = shapes_of(wkt);
    return amont_shapes_area(shapes, 0);
}

static void add_ring(amont_shapes_builder *builder, size_t n, const double (*points)[2]) {
    amont_shapes_add_ring(builder);
    for (size_t i = 0; i < n; i++)
        amont_shapes_add_point(builder, points[i][0], points[i][1]);
}

static amont_shapes_builder *begun_polygon(void) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    return builder;
}

static void assert_ring(const amont_shapes *shapes, size_t ring, size_t n,
                        const double (*points)[2]) {
    size_t first = shapes->point_of[ring];
    assert_int_equal(shapes->point_of[ring + 1] - first, n);
    for (size_t i = 0; i < n; i++) {
        assert_near(shapes->x[first + i], points[i][0], 0);
        assert_near(shapes->y[first + i], points[i][1], 0);
    }
}

/* --- building --- */

static void finish_closes_rings_and_orients_shell_and_hole(void **state) {
    (void)state;
    const double clockwise[][2] = {{0, 0}, {0, 4}, {4, 4}, {4, 0}};
    const double counter[][2] = {{1, 1}, {2, 1}, {2, 2}, {1, 1}};
    amont_shapes_builder *builder = begun_polygon();
    add_ring(builder, 4, clockwise);
    add_ring(builder, 4, counter);
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(builder);
    assert_int_equal(shapes->n_parts, 1);
    assert_int_equal(shapes->n_rings, 2);
    const double shell[][2] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    const double hole[][2] = {{1, 1}, {2, 2}, {2, 1}, {1, 1}};
    assert_ring(shapes, 0, 5, shell);
    assert_ring(shapes, 1, 4, hole);
}

static void a_ring_of_two_places_is_dropped(void **state) {
    (void)state;
    const double there_and_back[][2] = {{0, 0}, {1, 1}, {0, 0}, {1, 1}};
    const double triangle[][2] = {{0, 0}, {1, 0}, {0, 1}};
    amont_shapes_builder *builder = begun_polygon();
    add_ring(builder, 4, there_and_back);
    amont_shapes_add_part(builder);
    add_ring(builder, 3, triangle);
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(builder);
    assert_int_equal(shapes->n_parts, 1);
    assert_near(amont_shapes_area(shapes, 0), 0.5, 0);
}

static void a_dropped_shell_takes_its_holes_along(void **state) {
    (void)state;
    const double speck[][2] = {{5, 5}, {5, 5}, {5, 5}};
    const double hole[][2] = {{0, 0}, {1, 0}, {0, 1}};
    amont_shapes_builder *builder = begun_polygon();
    add_ring(builder, 3, speck);
    add_ring(builder, 3, hole);
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(builder);
    assert_int_equal(shapes->n_features, 1);
    assert_int_equal(shapes->n_parts, 0);
    assert_int_equal(shapes->n_points, 0);
}

static void shapes_without_features_points_or_parts_are_no_danger(void **state) {
    (void)state;
    g_autoptr(amont_shapes) none =
        amont_shapes_finish(amont_shapes_builder_new(AMONT_SHAPE_POLYGON));
    assert_int_equal(none->n_features, 0);
    assert_int_equal(none->part_of[0], 0);

    amont_shapes_builder *builder = begun_polygon();
    amont_shapes_add_ring(builder);
    amont_shapes_add_feature(builder);
    g_autoptr(amont_shapes) empty = amont_shapes_finish(builder);
    double x, y, radius;
    for (size_t f = 0; f < 2; f++) {
        assert_true(amont_box_is_empty(amont_shapes_box(empty, f)));
        assert_near(amont_shapes_area(empty, f), 0, 0);
        assert_near(amont_shapes_length(empty, f), 0, 0);
        assert_null(amont_shapes_invalid(empty, f, &x, &y));
        assert_false(amont_shapes_anchor(empty, f, (amont_box){0, 0, 9, 9}, &x, &y, &radius));
        assert_false(amont_shapes_touches_box(empty, f, (amont_box){0, 0, 9, 9}));
        assert_false(amont_shapes_covers_box(empty, f, (amont_box){0, 0, 9, 9}));
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) repaired = amont_shapes_repair(empty, NULL, &error);
    g_autoptr(amont_shapes) whole = amont_shapes_dissolve(none, NULL, &error);
    assert_ok(error);
    assert_int_equal(repaired->n_features, 2);
    assert_int_equal(whole->n_features, 1);
    assert_int_equal(whole->n_parts, 0);
}

static void a_builder_given_up_midway_leaks_nothing(void **state) {
    (void)state;
    g_autoptr(amont_shapes_builder) builder = begun_polygon();
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, 1, 2);
}

/* --- well-known text --- */

static void every_type_of_wkt_is_read(void **state) {
    (void)state;
    static const struct {
        const char *wkt;
        amont_shape_type type;
        size_t n_parts, n_rings, n_points;
    } cases[] = {
        {"POINT (2.4 48.8)", AMONT_SHAPE_POINT, 1, 1, 1},
        {"POINT EMPTY", AMONT_SHAPE_POINT, 0, 0, 0},
        {"MULTIPOINT (1 2, 3 4)", AMONT_SHAPE_POINT, 2, 2, 2},
        {"LINESTRING (0 0, 1 1, 2 0)", AMONT_SHAPE_LINE, 1, 1, 3},
        {"MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", AMONT_SHAPE_LINE, 2, 2, 4},
        {"POLYGON Z ((0 0 7, 1 0 7, 0 1 7, 0 0 7))", AMONT_SHAPE_POLYGON, 1, 1, 4},
        {"POLYGON EMPTY", AMONT_SHAPE_POLYGON, 0, 0, 0},
        {"MULTIPOLYGON (((0 0, 9 0, 0 9, 0 0), (1 1, 2 1, 1 2, 1 1)), ((20 0, 21 0, 20 1, 20 0)))",
         AMONT_SHAPE_POLYGON, 2, 3, 12},
        {"GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 0 1, 0 0)), GEOMETRYCOLLECTION EMPTY, "
         "MULTIPOLYGON (((5 5, 6 5, 5 6, 5 5))))",
         AMONT_SHAPE_POLYGON, 2, 2, 8},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(amont_shapes) shapes = shapes_of(cases[i].wkt);
        assert_int_equal(shapes->type, cases[i].type);
        assert_int_equal(shapes->n_parts, cases[i].n_parts);
        assert_int_equal(shapes->n_rings, cases[i].n_rings);
        assert_int_equal(shapes->n_points, cases[i].n_points);
    }
}

static void texts_that_are_not_wkt_or_not_of_one_type_are_refused(void **state) {
    (void)state;
    const char *const cases[][2] = {
        {"POINT (1 2)", "POLYGON ((0 0, 1 0, 0 1, 0 0))"},
        {"GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))", "POINT EMPTY"},
        {"POINT (1 2)", "here"},
        {"POINT (1 2)", "POINT (1 nan)"},
        {"POINT (1 2)", "POINT (1 1e999)"},
        {"POLYGON ((0 0, 1 0, 0 1, 0 0))", "POLYGON ((0 0, 1 0, 0 1, 5 5))"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(amont_shapes_from_wkt(cases[i], 2, &error));
        assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
    }
}

/* --- boxes --- */

static void boxes_unite_grow_and_hold(void **state) {
    (void)state;
    amont_box a = {0, 0, 2, 2}, b = {2, 1, 5, 3};
    amont_box both = amont_box_union(AMONT_BOX_EMPTY, amont_box_union(a, b));
    assert_near(both.max_x, 5, 0);
    assert_near(both.min_y, 0, 0);
    assert_true(amont_box_holds(a, 2, 2));
    assert_false(amont_box_holds(a, 2.0000001, 2));
    assert_false(amont_box_holds(AMONT_BOX_EMPTY, 0, 0));
    assert_near(amont_box_grow(a, 0.5).min_x, -0.5, 0);
    assert_true(amont_box_is_empty(amont_box_grow(a, -1.5)));
    assert_true(amont_box_is_empty(amont_box_grow(AMONT_BOX_EMPTY, 100)));
}

static void boxes_that_share_a_side_do_not_overlap(void **state) {
    (void)state;
    amont_box a = {0, 0, 2, 2};
    assert_false(amont_box_overlaps(a, (amont_box){2, 0, 4, 2}));
    assert_false(amont_box_overlaps(a, (amont_box){1, 1, 1, 1}));
    assert_false(amont_box_overlaps(a, AMONT_BOX_EMPTY));
    assert_true(amont_box_overlaps(a, (amont_box){1.9, -5, 4, 7}));
}

/* --- measures --- */

static void areas_take_holes_off_and_add_parts(void **state) {
    (void)state; /* by hand: 36 - 4 + 0.5 */
    assert_near(area_of("MULTIPOLYGON (((0 0, 0 6, 6 6, 6 0, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1)), "
                        "((10 0, 11 0, 10 1, 10 0)))"),
                32.5, 1e-13);
    assert_near(area_of("LINESTRING (0 0, 4 0, 4 4, 0 0)"), 0, 0);
}

static void area_of_one_square_centimetre_in_lambert_93(void **state) {
    (void)state; /* by hand: 2 cm x 1 cm / 2; coordinates there are rounded to 0.5 nm */
    assert_near(area_of("POLYGON ((652000 6862000, 652000.02 6862000, 652000 6862000.01, "
                        "652000 6862000))"),
                1e-4, 2e-11);
    /* exact in binary: 1/64 x 1/64 / 2 */
    assert_near(area_of("POLYGON ((652000 6862000, 652000.015625 6862000, 652000 6862000.015625, "
                        "652000 6862000))"),
                1.0 / 8192, 0);
}

static void area_of_a_regular_polygon_of_a_million_sides(void **state) {
    (void)state; /* n/2 r^2 sin(2 pi / n); the plain shoelace is wrong by about 0.5 here */
    const size_t n = 1000000;
    const double r = 1000;
    amont_shapes_builder *builder = begun_polygon();
    amont_shapes_add_ring(builder);
    for (size_t i = 0; i < n; i++) {
        double angle_rad = 2 * G_PI * (double)i / (double)n;
        amont_shapes_add_point(builder, 652000 + r * cos(angle_rad), 6862000 + r * sin(angle_rad));
    }
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(builder);
    assert_int_equal(shapes->n_points, n + 1);
    double expected = (double)n / 2 * r * r * sin(2 * G_PI / (double)n);
    assert_near(amont_shapes_area(shapes, 0), expected, 1e-6);
    assert_near(amont_shapes_length(shapes, 0), 2 * (double)n * r * sin(G_PI / (double)n), 1e-3);
}

static void lengths_are_those_of_lines_and_rings(void **state) {
    (void)state; /* by hand: 3-4-5 triangles */
    g_autoptr(amont_shapes) lines = shapes_of("MULTILINESTRING ((0 0, 3 4, 3 5), (7 7, 7 9))");
    assert_near(amont_shapes_length(lines, 0), 8, 0);
    g_autoptr(amont_shapes) polygon = shapes_of("POLYGON ((0 0, 3 0, 3 4, 0 0))");
    assert_near(amont_shapes_length(polygon, 0), 12, 0);
    g_autoptr(amont_shapes) point = shapes_of("POINT (3 4)");
    assert_near(amont_shapes_length(point, 0), 0, 0);
}

/* --- validity --- */

#define BOW_TIE "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"

static void a_bow_tie_is_told_with_its_crossing(void **state) {
    (void)state; /* by hand: the diagonals cross at (1, 1) */
    g_autoptr(amont_shapes) shapes = shapes_of(BOW_TIE);
    double x = 0, y = 0;
    g_autofree char *reason = amont_shapes_invalid(shapes, 0, &x, &y);
    assert_non_null(reason);
    assert_non_null(strstr(reason, "Self-intersection"));
    assert_near(x, 1, 1e-12);
    assert_near(y, 1, 1e-12);
}

static void repair_leaves_the_valid_alone_and_tells_the_change(void **state) {
    (void)state;
    /* By hand. Bow tie: two triangles of 1, whose signed areas cancel. Squares of 4 that share 1:
     * the structure method unites them (7), the linework method would cut a hole (6). */
    const char *const texts[] = {"POLYGON ((0 0, 3 0, 3 3, 0 0))", BOW_TIE,
                                 ("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), "
                                  "((1 1, 3 1, 3 3, 1 3, 1 1)))"),
                                 "POLYGON ((0 0, 10 0, 5 0, 0 0))"};
    const double areas[] = {4.5, 2, 7, 0}, changes[] = {0, 2, -1, 0};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 4, &error);
    double changed[4] = {9, 9, 9, 9}, x, y;
    g_autoptr(amont_shapes) repaired = amont_shapes_repair(shapes, changed, &error);
    assert_ok(error);
    assert_int_equal(repaired->n_features, 4);
    for (size_t f = 0; f < 4; f++) {
        assert_near(amont_shapes_area(repaired, f), areas[f], 1e-12);
        assert_near(changed[f], changes[f], f == 0 ? 0 : 1e-12);
        assert_null(amont_shapes_invalid(repaired, f, &x, &y));
    }
    assert_int_equal(repaired->part_of[4], repaired->part_of[3]);
}

static void dissolve_unites_the_chosen_features(void **state) {
    (void)state; /* by hand: two unit squares side by side have one border of 6 */
    const char *const texts[] = {"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))",
                                 "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
                                 "POLYGON ((1.5 0, 3 0, 3 1, 1.5 1, 1.5 0))"};
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 3, &error);
    const bool keep[] = {true, true, false};
    g_autoptr(amont_shapes) two = amont_shapes_dissolve(shapes, keep, &error);
    g_autoptr(amont_shapes) all = amont_shapes_dissolve(shapes, NULL, &error);
    assert_ok(error);
    assert_int_equal(two->n_features, 1);
    assert_int_equal(two->n_parts, 1);
    assert_near(amont_shapes_area(two, 0), 2, 1e-12);
    assert_near(amont_shapes_length(two, 0), 6, 1e-12);
    assert_near(amont_shapes_area(all, 0), 3, 1e-12);
}

/* --- anchors and boxes --- */

static void the_anchor_is_the_centre_of_the_largest_circle(void **state) {
    (void)state;
    double x = 0, y = 0, radius = 0;
    amont_box everywhere = {-1000, -1000, 1000, 1000};
    /* By hand: the radius of the incircle of a right triangle is (3 + 4 - 5) / 2. */
    g_autoptr(amont_shapes) triangle = shapes_of("POLYGON ((0 0, 300 0, 0 400, 0 0))");
    assert_true(amont_shapes_anchor(triangle, 0, everywhere, &x, &y, &radius));
    assert_near(radius, 100, 1.5);
    assert_near(hypot(x - 100, y - 100), 0, 4);
    /* The larger of two parts. */
    g_autoptr(amont_shapes) shapes =
        shapes_of("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((20 0, 21 0, 21 1, 20 0)))");
    assert_true(amont_shapes_anchor(shapes, 0, everywhere, &x, &y, &radius));
    assert_near(x, 5, 0.05);
    assert_near(y, 5, 0.05);
    assert_near(radius, 5, 0.05);
}

static void the_anchor_moves_into_the_window(void **state) {
    (void)state; /* by hand: the strip 0..4 of a square of 10 has circles of radius 2 about x = 2 */
    g_autoptr(amont_shapes) shapes = shapes_of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
    double x = 0, y = 0, radius = 0;
    assert_true(amont_shapes_anchor(shapes, 0, (amont_box){-5, -5, 4, 15}, &x, &y, &radius));
    assert_near(x, 2, 0.02);
    assert_near(radius, 2, 0.02);
    assert_false(amont_shapes_anchor(shapes, 0, (amont_box){10, 0, 20, 10}, &x, &y, &radius));
    assert_false(amont_shapes_anchor(shapes, 0, AMONT_BOX_EMPTY, &x, &y, &radius));
}

static void the_anchor_stays_inside_thin_and_hollow_polygons(void **state) {
    (void)state;
    static const char *const texts[] = {
        "POLYGON ((0 0, 100 0, 100 100, 99 100, 99 1, 0 1, 0 0))",
        "POLYGON ((0 0, 100000 100000, 100000 100001, 0 1, 0 0))",
        "POLYGON ((0 0, 1000000 0, 1000000 0.001, 0 0.001, 0 0))",
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 1 9, 9 9, 9 1, 1 1))",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(amont_shapes) shapes = shapes_of(texts[i]);
        double x = 0, y = 0, radius = 0;
        amont_box window = amont_shapes_box(shapes, 0);
        assert_true(amont_shapes_anchor(shapes, 0, window, &x, &y, &radius));
        assert_true(radius > 0);
        double half = radius / 2;
        assert_true(amont_shapes_covers_box(shapes, 0,
                                            (amont_box){x - half, y - half, x + half, y + half}));
    }
}

static void boxes_touch_interiors_and_lie_inside(void **state) {
    (void)state;
    g_autoptr(amont_shapes) shapes =
        shapes_of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 4, 4 4))");
    static const struct {
        amont_box box;
        bool touches, covers;
    } cases[] = {
        {{1, 1, 2, 2}, true, true},      /* inside */
        {{0, 0, 2, 2}, true, true},      /* inside, along the border */
        {{-1, 1, 2, 2}, true, false},    /* across the border */
        {{-5, -5, 15, 15}, true, false}, /* around */
        {{10, 0, 12, 2}, false, false},  /* side by side */
        {{4, 4, 6, 6}, false, false},    /* the hole */
        {{4.5, 4.5, 5, 5}, false, false}, {{3, 3, 7, 7}, true, false}, /* around the hole */
        {{20, 20, 21, 21}, false, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(amont_shapes_touches_box(shapes, 0, cases[i].box), cases[i].touches);
        assert_int_equal(amont_shapes_covers_box(shapes, 0, cases[i].box), cases[i].covers);
    }
}

/* By hand: the L is a square of 2 and one of 1 beside it; the frame is even about its hole. */
static void the_centroid_is_the_centre_of_gravity(void **state) {
    (void)state;
    double x = 0, y = 0;
    g_autoptr(amont_shapes) l =
        shapes_of("POLYGON ((652000 6862000, 652003 6862000, 652003 6862001, "
                  "652002 6862001, 652002 6862002, 652000 6862002, "
                  "652000 6862000))");
    assert_true(amont_shapes_centroid(l, 0, &x, &y));
    assert_near(x, 652000 + (4 * 1 + 1 * 2.5) / 5, 1e-9);
    assert_near(y, 6862000 + (4 * 1 + 1 * 0.5) / 5, 1e-9);
    g_autoptr(amont_shapes) frame =
        shapes_of("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, "
                  "3 3, 1 3, 1 1)), ((10 0, 12 0, 12 6, 10 6, 10 0)))");
    assert_true(amont_shapes_centroid(frame, 0, &x, &y));
    assert_near(x, (12 * 2 + 12 * 11) / 24.0, 1e-12);
    assert_near(y, (12 * 2 + 12 * 3) / 24.0, 1e-12);
    g_autoptr(amont_shapes) line = shapes_of("LINESTRING (0 0, 1 1)");
    assert_false(amont_shapes_centroid(line, 0, &x, &y));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_centroid_is_the_centre_of_gravity),
        cmocka_unit_test(finish_closes_rings_and_orients_shell_and_hole),
        cmocka_unit_test(a_ring_of_two_places_is_dropped),
        cmocka_unit_test(a_dropped_shell_takes_its_holes_along),
        cmocka_unit_test(shapes_without_features_points_or_parts_are_no_danger),
        cmocka_unit_test(a_builder_given_up_midway_leaks_nothing),
        cmocka_unit_test(every_type_of_wkt_is_read),
        cmocka_unit_test(texts_that_are_not_wkt_or_not_of_one_type_are_refused),
        cmocka_unit_test(boxes_unite_grow_and_hold),
        cmocka_unit_test(boxes_that_share_a_side_do_not_overlap),
        cmocka_unit_test(areas_take_holes_off_and_add_parts),
        cmocka_unit_test(area_of_one_square_centimetre_in_lambert_93),
        cmocka_unit_test(area_of_a_regular_polygon_of_a_million_sides),
        cmocka_unit_test(lengths_are_those_of_lines_and_rings),
        cmocka_unit_test(a_bow_tie_is_told_with_its_crossing),
        cmocka_unit_test(repair_leaves_the_valid_alone_and_tells_the_change),
        cmocka_unit_test(dissolve_unites_the_chosen_features),
        cmocka_unit_test(the_anchor_is_the_centre_of_the_largest_circle),
        cmocka_unit_test(the_anchor_moves_into_the_window),
        cmocka_unit_test(the_anchor_stays_inside_thin_and_hollow_polygons),
        cmocka_unit_test(boxes_touch_interiors_and_lie_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
