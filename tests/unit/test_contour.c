/* Contours of surfaces whose contours are known: planes, cones, two hills and a saddle. */
#include "amont/contour.h"

#include "check.h"
#include <math.h>

static const amont_box square = {0, 0, 100, 100};

typedef double surface_at(double x, double y);

static amont_surface *make(surface_at *value, double step) {
    amont_surface *s = amont_surface_new(square, step);
    for (size_t row = 0; row < s->rows; row++)
        for (size_t column = 0; column < s->columns; column++)
            s->values[row * s->columns + column] =
                value(s->x + step * (double)column, s->y + step * (double)row);
    return s;
}

static amont_shapes *contour(surface_at *value, double step, double level) {
    g_autoptr(amont_surface) s = make(value, step);
    amont_shapes *shapes = amont_contour(s, level);
    double x = 0, y = 0;
    g_autofree char *why = amont_shapes_invalid(shapes, 0, &x, &y);
    if (why)
        fail_msg("%s at %g, %g", why, x, y);
    return shapes;
}

static double cone(double x, double y) {
    return 40 - hypot(x - 50, y - 50);
}

static double two_hills(double x, double y) {
    return fmax(20 - hypot(x - 25, y - 50), 20 - hypot(x - 75, y - 50));
}

static double crater(double x, double y) {
    return -fabs(hypot(x - 50, y - 50) - 25);
}

static double slope(double x, double y) {
    (void)y;
    return x;
}

static double stairs(double x, double y) {
    return floor(x / 10) + floor(y / 10);
}

/* pi r², within what straight pieces take off */
static void a_cone_is_cut_in_discs(void **state) {
    (void)state;
    for (int level = 5; level < 35; level += 10) {
        g_autoptr(amont_shapes) disc = contour(cone, 1, level);
        double radius = 40 - level, area = G_PI * radius * radius;
        assert_int_equal(disc->n_parts, 1);
        assert_near(amont_shapes_area(disc, 0), area, 0.005 * area);
    }
}

static void hills_apart_are_polygons_apart(void **state) {
    (void)state;
    g_autoptr(amont_shapes) hills = contour(two_hills, 1, 10);
    assert_int_equal(hills->n_parts, 2);
    assert_int_equal(hills->n_rings, 2);
}

/* pi (30² - 20²) */
static void a_crater_is_a_hole(void **state) {
    (void)state;
    g_autoptr(amont_shapes) ring = contour(crater, 1, -5);
    assert_int_equal(ring->n_parts, 1);
    assert_int_equal(ring->n_rings, 2);
    assert_near(amont_shapes_area(ring, 0), G_PI * 500, 0.005 * G_PI * 500);
}

/* The surface is linear in x: the limit is straight, at 30.5; the rim closes it one step beyond. */
static void a_slope_is_closed_at_the_rim(void **state) {
    (void)state;
    g_autoptr(amont_shapes) half = contour(slope, 1, 30.5);
    amont_box box = amont_shapes_box(half, 0);
    assert_near(box.min_x, 30.5, 1e-9);
    assert_near(box.min_y, 0, 1.1);
    assert_near(box.max_y, 100, 1.1);
    assert_near(amont_shapes_area(half, 0), (box.max_x - box.min_x) * (box.max_y - box.min_y), 2);
}

/* Levels that are values of nodes, and whole steps at once, keep polygons valid. */
static void levels_at_nodes_are_no_trouble(void **state) {
    (void)state;
    for (int level = 0; level <= 20; level++) {
        g_autoptr(amont_shapes) step = contour(stairs, 2, level);
        g_autoptr(amont_shapes) disc = contour(cone, 5, level);
        assert_true(disc->n_parts == 1);
    }
}

static void nothing_reaches_a_level_above_all(void **state) {
    (void)state;
    g_autoptr(amont_shapes) none = contour(cone, 5, 41);
    assert_int_equal(none->n_features, 1);
    assert_int_equal(none->n_parts, 0);
}

/* A square of the grid with two high corners opposite each other: joined when the mean is high. */
static size_t parts_of_a_saddle(double high, double low) {
    g_autoptr(amont_surface) s = amont_surface_new((amont_box){0, 0, 1, 1}, 1);
    for (size_t row = 1; row <= 2; row++)
        for (size_t column = 1; column <= 2; column++)
            s->values[row * s->columns + column] = row == column ? high : low;
    g_autoptr(amont_shapes) shapes = amont_contour(s, 10);
    double x = 0, y = 0;
    assert_null(amont_shapes_invalid(shapes, 0, &x, &y));
    return shapes->n_parts;
}

static void the_mean_decides_at_a_saddle(void **state) {
    (void)state;
    assert_int_equal(parts_of_a_saddle(16, 6), 1);
    assert_int_equal(parts_of_a_saddle(12, 2), 2);
}

static void higher_polygons_lie_in_lower_ones(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) low = contour(two_hills, 3, 4);
    g_autoptr(amont_shapes) high = contour(two_hills, 3, 12);
    const size_t first = 0;
    g_autoptr(amont_shapes) common = amont_shapes_common(low, high, &first, &first, 1, &error);
    assert_ok(error);
    assert_near(amont_shapes_area(common, 0), amont_shapes_area(high, 0), 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cone_is_cut_in_discs),
        cmocka_unit_test(hills_apart_are_polygons_apart),
        cmocka_unit_test(a_crater_is_a_hole),
        cmocka_unit_test(a_slope_is_closed_at_the_rim),
        cmocka_unit_test(levels_at_nodes_are_no_trouble),
        cmocka_unit_test(nothing_reaches_a_level_above_all),
        cmocka_unit_test(the_mean_decides_at_a_saddle),
        cmocka_unit_test(higher_polygons_lie_in_lower_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
