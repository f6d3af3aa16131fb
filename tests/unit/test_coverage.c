/* Coverages of squares, so that every area is counted by hand. */
#include "check.h"

#include "amont/coverage.h"

static GArray *check(const char *const *texts, size_t n, double least) {
    GError *error = NULL;
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    GArray *faults = amont_coverage_check(shapes, least, &error);
    assert_ok(error);
    return faults;
}

static const amont_coverage_fault *fault(const GArray *faults, guint i) {
    return &g_array_index(faults, amont_coverage_fault, i);
}

static void zones_that_share_their_border_are_clean(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((10 0,20 0,20 10,10 10,10 0))"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 0);
}

static void an_overlap_is_told_with_its_area(void **state) {
    (void)state;
    /* the second reaches 2 into the first: 2 x 10 */
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((8 0,20 0,20 10,8 10,8 0))"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 1);
    assert_false(fault(faults, 0)->is_gap);
    assert_near(fault(faults, 0)->area, 20, 1e-9);
    assert_int_equal(fault(faults, 0)->first, 0);
    assert_int_equal(fault(faults, 0)->second, 1);
    assert_true(fault(faults, 0)->x > 8 && fault(faults, 0)->x < 10);
    assert_false(fault(faults, 0)->is_sliver);
}

static void a_narrow_overlap_is_a_sliver(void **state) {
    (void)state;
    /* 0.1 x 100: 4π 10 / 200.2² = 0.003 */
    const char *const texts[] = {"POLYGON((0 0,10 0,10 100,0 100,0 0))",
                                 "POLYGON((9.9 0,20 0,20 100,9.9 100,9.9 0))"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 1);
    assert_near(fault(faults, 0)->area, 10, 1e-9);
    assert_true(fault(faults, 0)->is_sliver);
}

static void a_gap_enclosed_by_zones_is_told(void **state) {
    (void)state;
    /* a C and the bar that closes it leave 4 x 4 */
    const char *const texts[] = {"POLYGON((0 0,10 0,10 3,3 3,3 7,10 7,10 10,0 10,0 0))",
                                 "POLYGON((7 3,10 3,10 7,7 7,7 3))"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 1);
    assert_true(fault(faults, 0)->is_gap);
    assert_near(fault(faults, 0)->area, 16, 1e-9);
}

static void a_hole_of_one_zone_is_meant(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,4 6,6 6,6 4,4 4))"};
    g_autoptr(GArray) faults = check(texts, 1, 1);
    assert_int_equal(faults->len, 0);
}

static void a_hole_filled_by_another_zone_is_no_gap(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,4 6,6 6,6 4,4 4))",
                                 "POLYGON((4 4,6 4,6 6,4 6,4 4))"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 0);
}

static void what_is_smaller_than_asked_is_left(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((9.95 0,20 0,20 10,9.95 10,9.95 0))"};
    g_autoptr(GArray) faults = check(texts, 2, 1); /* 0.05 x 10 = 0.5 */
    assert_int_equal(faults->len, 0);
}

static void the_greatest_comes_first(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((8 0,20 0,20 10,8 10,8 0))",
                                 "POLYGON((15 0,30 0,30 10,15 10,15 0))"};
    g_autoptr(GArray) faults = check(texts, 3, 1);
    assert_int_equal(faults->len, 2);
    assert_near(fault(faults, 0)->area, 50, 1e-9);
    assert_near(fault(faults, 1)->area, 20, 1e-9);
}

static void empty_features_are_no_fault(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON EMPTY"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 0);
}

static void a_border_in_common_makes_no_sliver(void **state) {
    (void)state;
    /* a bay of 1 x 1 in a border of 100: 4π / 4² = 0.79 */
    const char *const texts[] = {"POLYGON((0 0,10 0,10 100,0 100,0 0))",
                                 "POLYGON((10 0,20 0,20 100,10 100,10 51,9 51,9 50,10 50,10 0))"};
    g_autoptr(GArray) faults = check(texts, 2, 1);
    assert_int_equal(faults->len, 1);
    assert_near(fault(faults, 0)->area, 1, 1e-9);
    assert_false(fault(faults, 0)->is_sliver);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_that_share_their_border_are_clean),
        cmocka_unit_test(an_overlap_is_told_with_its_area),
        cmocka_unit_test(a_narrow_overlap_is_a_sliver),
        cmocka_unit_test(a_border_in_common_makes_no_sliver),
        cmocka_unit_test(a_gap_enclosed_by_zones_is_told),
        cmocka_unit_test(a_hole_of_one_zone_is_meant),
        cmocka_unit_test(a_hole_filled_by_another_zone_is_no_gap),
        cmocka_unit_test(what_is_smaller_than_asked_is_left),
        cmocka_unit_test(the_greatest_comes_first),
        cmocka_unit_test(empty_features_are_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
