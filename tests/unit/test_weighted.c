/* Weighted quantiles, by the formula of the header written out. */
#include "amont/weighted.h"

#include "check.h"

#include <math.h>

/* Σw = 10: the shares reached are 0.1, 0.4, 0.9, 1. What is missing, or weighs nothing, is not
 * there. */
static void the_smallest_value_whose_share_suffices(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 0, 0, 0, 0, 0, 0, 7};
    static const double value[] = {30, 10, 40, 20, -5, NAN, 99, 1};
    static const double weight[] = {5, 1, 1, 3, 0, 4, NAN, 2};
    static const struct {
        double p, x;
    } cases[] = {{0, 10},   {0.1, 10}, {0.11, 20}, {0.4, 20}, {0.41, 30},
                 {0.5, 30}, {0.9, 30}, {0.91, 40}, {1, 40}};
    g_autoptr(amont_weighted) weighted = amont_weighted_new(2);
    amont_weighted_add(weighted, group, value, weight, 8);
    amont_weighted_finish(weighted);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_true(amont_weighted_quantile(weighted, 0, cases[i].p) == cases[i].x);
    assert_true(isnan(amont_weighted_quantile(weighted, 1, 0.5)));
    assert_true(amont_weighted_quantile(weighted, 2, 0.5) == 1); /* outside */
}

/* Ten weights of 0.1, whose sum in doubles falls short of 1: half is reached at the fifth. */
static void weights_are_summed_without_rounding(void **state) {
    (void)state;
    static const uint32_t group[10] = {0};
    double value[10], weight[10];
    for (int i = 0; i < 10; i++) {
        value[i] = 10 - i;
        weight[i] = 0.1;
    }
    g_autoptr(amont_weighted) weighted = amont_weighted_new(1);
    amont_weighted_add(weighted, group, value, weight, 10);
    amont_weighted_finish(weighted);
    for (int k = 1; k <= 10; k++)
        assert_true(amont_weighted_quantile(weighted, 0, k / 10.0) == k);
}

/* Against the formula in long double, with weights that are whole numbers: any order and any
 * merging gives the same. */
static void the_order_of_rows_does_not_matter(void **state) {
    (void)state;
    enum { N = 3000, N_PARTS = 3 };
    const guint32 seed = 20261124;
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    amont_weighted *parts[N_PARTS];
    long total = 0, of_value[50] = {0};
    print_message("seed %u\n", seed);
    for (int p = 0; p < N_PARTS; p++)
        parts[p] = amont_weighted_new(1);
    for (int i = 0; i < N; i++) {
        uint32_t group = 0;
        int v = g_rand_int_range(random, 0, 50), w = g_rand_int_range(random, 0, 9);
        double value = v, weight = w;
        of_value[v] += w;
        total += w;
        amont_weighted_add(parts[g_rand_int_range(random, 0, N_PARTS)], &group, &value, &weight, 1);
    }
    amont_weighted_merge(parts[2], parts[0]);
    amont_weighted_merge(parts[1], parts[2]);
    amont_weighted_finish(parts[1]);
    for (int k = 0; k <= 100; k++) {
        int v = 0;
        for (long below = of_value[0]; below == 0 || 100 * below < k * total; below += of_value[v])
            v++;
        assert_true(amont_weighted_quantile(parts[1], 0, k / 100.0) == v);
    }
    amont_weighted_free(parts[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_value_whose_share_suffices),
        cmocka_unit_test(weights_are_summed_without_rounding),
        cmocka_unit_test(the_order_of_rows_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
