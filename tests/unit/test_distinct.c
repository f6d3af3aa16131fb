#include "amont/distinct.h"

#include "check.h"

#include <math.h>

static void texts_are_counted_once_in_each_group(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 0, 1, 0, 0, 0, 2, 9, 0};
    static const char *const texts[] = {"a", "b", "a", "a", NULL, "", "é", "a", "A"};
    g_autoptr(amont_distinct) distinct = amont_distinct_new(2);
    amont_distinct_add_texts(distinct, group, texts, 9);
    assert_int_equal(amont_distinct_count(distinct, 0), 4); /* a, b, nothing written, A */
    assert_int_equal(amont_distinct_count(distinct, 1), 1);
    assert_int_equal(amont_distinct_count(distinct, 2), 2); /* outside: é, a */
    assert_int_equal(amont_distinct_count(distinct, SIZE_MAX), 2);
}

static void numbers_are_counted_once_in_each_group(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 0, 0, 0, 1, 0};
    static const double numbers[] = {0, -0.0, NAN, 1, 1, 1.0000000000000002};
    g_autoptr(amont_distinct) distinct = amont_distinct_new(2);
    amont_distinct_add_numbers(distinct, group, numbers, 6);
    assert_int_equal(amont_distinct_count(distinct, 0), 3);
    assert_int_equal(amont_distinct_count(distinct, 1), 1);
    assert_int_equal(amont_distinct_count(distinct, 2), 0);
}

/* By hand: value k of 5000 comes 4 times, in groups k % 3 and k % 5 twice each; those groups differ
 * but for k % 15 in {0, 1, 2}. */
static void many_values_added_in_parts_and_merged(void **state) {
    (void)state;
    enum { N = 5000, N_PARTS = 3 };
    amont_distinct *parts[N_PARTS];
    size_t expected[5] = {0};
    for (int p = 0; p < N_PARTS; p++)
        parts[p] = amont_distinct_new(5);
    for (uint32_t k = 0; k < N; k++) {
        g_autofree char *text = g_strdup_printf("2026-%u", k);
        const char *const texts[] = {text, text, text, text};
        const uint32_t group[] = {k % 3, k % 5, k % 5, k % 3};
        amont_distinct_add_texts(parts[k % N_PARTS], group, texts, 2);
        amont_distinct_add_texts(parts[(k + 1) % N_PARTS], group + 2, texts, 2);
        expected[k % 3]++;
        expected[k % 5] += k % 5 != k % 3;
    }
    amont_distinct_merge(parts[1], parts[0]);
    amont_distinct_merge(parts[2], parts[1]);
    for (size_t g = 0; g < 5; g++)
        assert_int_equal(amont_distinct_count(parts[2], g), expected[g]);
    assert_int_equal(amont_distinct_count(parts[2], 5), 0);
    amont_distinct_free(parts[2]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_counted_once_in_each_group),
        cmocka_unit_test(numbers_are_counted_once_in_each_group),
        cmocka_unit_test(many_values_added_in_parts_and_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
