/* Polygons cut by polygons, by hand. */
#include "amont/cut.h"

#include "check.h"

static amont_shapes *shapes_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return shapes;
}

/* A comb with two teeth upwards, and a bar across them. */
static const char *const comb[] = {"POLYGON((0 0,10 0,10 8,7 8,7 2,3 2,3 8,0 8,0 0))"};
static const char *const bars[] = {"POLYGON((-5 4,15 4,15 6,-5 6,-5 4))",
                                   "POLYGON((10 0,20 0,20 8,10 8,10 0))"};

static void each_part_is_a_feature_with_its_pair(void **state) {
    (void)state;
    g_autoptr(amont_shapes) shapes = shapes_of(comb, 1), others = shapes_of(bars, 2);
    const amont_cut_pair pairs[] = {{0, 1}, {0, 0}, {0, AMONT_CUT_WHOLE}};
    g_autoptr(GArray) pair_of = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) parts = amont_shapes_cut(shapes, others, pairs, 3, pair_of, &error);
    assert_ok(error);
    assert_int_equal(parts->n_features, 3); /* the second bar only touches the comb */
    assert_int_equal(pair_of->len, 3);
    const size_t expected[] = {1, 1, 2};
    const double areas[] = {3 * 2, 3 * 2, 10 * 2 + 2 * 3 * 6};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(g_array_index(pair_of, size_t, i), expected[i]);
        assert_near(amont_shapes_area(parts, i), areas[i], 1e-12);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_is_a_feature_with_its_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
