#include "amont/locator.h"

#include "check.h"

#include <math.h>

static amont_shapes *shapes_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return shapes;
}

/* Two squares side by side, the right one with a hole; and a feature without geometry. */
static const char *const squares[] = {
    "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))",
    "POLYGON EMPTY",
    "POLYGON ((2 0, 8 0, 8 6, 2 6, 2 0), (4 2, 6 2, 6 4, 4 4, 4 2))",
};

static void points_fall_inside_outside_and_on_borders(void **state) {
    (void)state;
    static const struct {
        double x, y;
        size_t zone;
        bool on_border;
    } cases[] = {
        {1, 1, 0, false},
        {3, 1, 2, false},
        {5, 3, AMONT_NO_ZONE, false}, /* in the hole */
        {6, 3, 2, true},              /* on the border of the hole */
        {4, 2, 2, true},              /* on its corner */
        {3, 2, 2, false},             /* the ray runs along the side of the hole */
        {2, 1, 0, true},              /* shared: first in order */
        {2, 2, 0, true},              /* shared corner */
        {2, 5, 2, true},              /* above the first square */
        {0, 0, 0, true},
        {8, 6, 2, true},
        {8.0000000000000018, 6, AMONT_NO_ZONE, false}, /* the next double */
        {1, 3, AMONT_NO_ZONE, false},                  /* in the extent, in no box */
        {-1, -1, AMONT_NO_ZONE, false},
        {NAN, 1, AMONT_NO_ZONE, false},
    };
    g_autoptr(amont_shapes) shapes = shapes_of(squares, 3);
    const size_t order[] = {0, 1, 2};
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, 3);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bool on_border = !cases[i].on_border;
        assert_int_equal(amont_locator_find(locator, cases[i].x, cases[i].y, &on_border),
                         cases[i].zone);
        assert_int_equal(on_border, cases[i].on_border);
        assert_int_equal(amont_locator_find(locator, cases[i].x, cases[i].y, NULL), cases[i].zone);
    }
}

static void the_order_given_decides_shared_borders(void **state) {
    (void)state;
    g_autoptr(amont_shapes) shapes = shapes_of(squares, 3);
    const size_t order[] = {2, 0};
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, 2);
    bool on_border = false;
    assert_int_equal(amont_locator_find(locator, 2, 1, &on_border), 2);
    assert_true(on_border);
}

static void zones_left_out_of_the_order_hold_nothing(void **state) {
    (void)state;
    g_autoptr(amont_shapes) shapes = shapes_of(squares, 3);
    const size_t order[] = {2};
    g_autoptr(amont_locator) some = amont_locator_new(shapes, order, 1);
    assert_int_equal(amont_locator_find(some, 1, 1, NULL), AMONT_NO_ZONE);
    g_autoptr(amont_locator) none = amont_locator_new(shapes, order, 0);
    assert_int_equal(amont_locator_find(none, 3, 1, NULL), AMONT_NO_ZONE);
}

static void a_point_inside_the_best_zone_is_not_on_the_border_of_another(void **state) {
    (void)state; /* zones overlap: (1, 1) is inside the first and a corner of the second */
    const char *const texts[] = {"POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))",
                                 "POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))"};
    g_autoptr(amont_shapes) shapes = shapes_of(texts, 2);
    const size_t order[] = {0, 1};
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, 2);
    bool on_border = true;
    assert_int_equal(amont_locator_find(locator, 1, 1, &on_border), 0);
    assert_false(on_border);
}

static void sides_are_told_where_rounded_arithmetic_cannot(void **state) {
    (void)state;
    /* By hand: next to the edge from (-24, -72) to (24, 72) of a triangle on its left, the point
     * (0.5 + i u, 1.5 + j u), u = 2^-52, is inside when j > 3 i. In the manner of Kettner et al.,
     * Classroom examples of robustness problems in geometric computations (2008). */
    const char *const texts[] = {"POLYGON ((-24 -72, 24 72, -24 72, -24 -72))"};
    g_autoptr(amont_shapes) shapes = shapes_of(texts, 1);
    const size_t order[] = {0};
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, 1);
    const double unit = ldexp(1, -52);
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < 192; j++) {
            bool on_border = false;
            size_t zone = amont_locator_find(locator, 0.5 + i * unit, 1.5 + j * unit, &on_border);
            assert_int_equal(zone, j >= 3 * i ? 0 : AMONT_NO_ZONE);
            assert_int_equal(on_border, j == 3 * i);
        }
}

static void a_thousand_overlapping_zones_are_searched_in_order(void **state) {
    (void)state; /* by hand: squares about one centre, the first in order is the smallest */
    enum { N = 1000 };
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    g_autofree size_t *order = g_new(size_t, N);
    for (size_t z = 0; z < N; z++) {
        const double half = (double)(z + 1);
        order[z] = z;
        amont_shapes_add_feature(builder);
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        amont_shapes_add_point(builder, -half, -half);
        amont_shapes_add_point(builder, half, -half);
        amont_shapes_add_point(builder, half, half);
        amont_shapes_add_point(builder, -half, half);
    }
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(g_steal_pointer(&builder));
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, N);
    for (size_t z = 0; z < N; z++) {
        bool on_border = true;
        assert_int_equal(amont_locator_find(locator, 0, (double)z + 0.5, &on_border), z);
        assert_false(on_border);
        assert_int_equal(amont_locator_find(locator, -(double)z - 1, 0.25, &on_border), z);
        assert_true(on_border);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_fall_inside_outside_and_on_borders),
        cmocka_unit_test(the_order_given_decides_shared_borders),
        cmocka_unit_test(zones_left_out_of_the_order_hold_nothing),
        cmocka_unit_test(a_point_inside_the_best_zone_is_not_on_the_border_of_another),
        cmocka_unit_test(sides_are_told_where_rounded_arithmetic_cannot),
        cmocka_unit_test(a_thousand_overlapping_zones_are_searched_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
