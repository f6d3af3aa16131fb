#include "amont/classify.h"

#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static amont_classes classify(const double *values, size_t n, amont_method method, size_t k) {
    g_autoptr(GError) error = NULL;
    amont_classes classes;
    amont_class_values all = {.values = values, .n = n};
    bool done = amont_classify(&all, method, k, NULL, &classes, &error);
    assert_ok(error);
    assert_true(done);
    return classes;
}

static void assert_limits(const amont_classes *classes, size_t n, const double *limits) {
    assert_int_equal(classes->n, n);
    for (size_t i = 0; i <= n; i++)
        assert_near(classes->limits[i], limits[i], 0);
}

static const double one_to_ten[] = {7, 3, 10, 1, 9, 2, 8, 5, 4, 6};

/* --- quantiles --- */

static void quantiles_are_those_of_type_7(void **state) {
    (void)state; /* R: quantile(1:10, c(.2, .4, .6, .8)); quantile(1:4); quantile(c(15, 20, 35, 40,
                  * 50), .4), the worked example of Hyndman and Fan's definitions on Wikipedia */
    const double sorted[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assert_near(amont_quantile(sorted, 10, 0.2), 2.8, 1e-12);
    assert_near(amont_quantile(sorted, 10, 0.4), 4.6, 1e-12);
    assert_near(amont_quantile(sorted, 10, 0.6), 6.4, 1e-12);
    assert_near(amont_quantile(sorted, 10, 0.8), 8.2, 1e-12);
    assert_near(amont_quantile(sorted, 4, 0.25), 1.75, 1e-12);
    assert_near(amont_quantile(sorted, 4, 0.5), 2.5, 1e-12);
    assert_near(amont_quantile(sorted, 4, 0.75), 3.25, 1e-12);
    const double five[] = {15, 20, 35, 40, 50};
    assert_near(amont_quantile(five, 5, 0.4), 29, 1e-12);
}

static void quantiles_of_0_and_1_are_the_ends(void **state) {
    (void)state;
    const double sorted[] = {-2, 0, 7};
    assert_near(amont_quantile(sorted, 3, 0), -2, 0);
    assert_near(amont_quantile(sorted, 3, 1), 7, 0);
    assert_near(amont_quantile(sorted, 1, 0.3), -2, 0);
}

static void quantile_classes_hold_as_many_values_each(void **state) {
    (void)state; /* by hand: 2.8, 4.6, 6.4, 8.2, the nearest whole number in each gap being 3 in
                  * ]2, 3], 5, 7 and 9 */
    amont_classes classes = classify(one_to_ten, 10, AMONT_METHOD_QUANTILE, 5);
    assert_limits(&classes, 5, (const double[]){1, 3, 5, 7, 9, 10});
    assert_int_equal(classes.decimals, 0);
    assert_int_equal(classes.method, AMONT_METHOD_QUANTILE);
    size_t counts[5] = {0};
    for (size_t i = 0; i < 10; i++)
        counts[amont_class_of(&classes, one_to_ten[i])]++;
    for (size_t c = 0; c < 5; c++)
        assert_int_equal(counts[c], 2);
}

/* --- equal widths --- */

static void equal_classes_are_as_wide_each(void **state) {
    (void)state; /* by hand: 0..100 in 4 */
    const double values[] = {0, 3, 24, 26, 49, 51, 74, 76, 100};
    amont_classes classes = classify(values, 9, AMONT_METHOD_EQUAL, 4);
    assert_int_equal(classes.n, 4);
    /* 25 lies in ]24, 26]: neither tens nor hundreds do; 50 and 75 */
    assert_limits(&classes, 4, (const double[]){0, 25, 50, 75, 100});
}

static void an_equal_class_without_a_value_goes(void **state) {
    (void)state; /* by hand: 2.5, 5 and 7.5 all lie between 2 and 9: one is enough */
    const double values[] = {0, 1, 2, 9, 10};
    amont_classes classes = classify(values, 5, AMONT_METHOD_EQUAL, 4);
    assert_int_equal(classes.n, 2);
    assert_int_equal(amont_class_of(&classes, 1), 0);
    assert_int_equal(amont_class_of(&classes, 9), 1);
}

/* --- Fisher --- */

static void fisher_cuts_at_the_gaps(void **state) {
    (void)state; /* by hand: half-way between 3 and 10, and 12 and 20, then as round as can be:
                  * 6.5 -> 10 is the only ten in ]3, 10], 16 -> 20 in ]12, 20] */
    const double values[] = {1, 2, 3, 10, 11, 12, 20, 21};
    amont_classes classes = classify(values, 8, AMONT_METHOD_FISHER, 3);
    assert_limits(&classes, 3, (const double[]){1, 10, 20, 21});
}

static double sum_of_squares(const double *sorted, size_t from, size_t to) {
    double mean = 0, sum = 0;
    for (size_t i = from; i < to; i++)
        mean += sorted[i] / (double)(to - from);
    for (size_t i = from; i < to; i++)
        sum += (sorted[i] - mean) * (sorted[i] - mean);
    return sum;
}

/* The least sum over all ways to cut sorted[from..n[ into k classes that are not empty. */
static double try_all(const double *sorted, size_t from, size_t n, size_t k) {
    if (k == 1)
        return sum_of_squares(sorted, from, n);
    double least = INFINITY;
    for (size_t cut = from + 1; cut + k - 1 <= n; cut++)
        least = fmin(least, sum_of_squares(sorted, from, cut) + try_all(sorted, cut, n, k - 1));
    return least;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t count_distinct(const double *sorted, size_t n) {
    size_t distinct = 1;
    for (size_t i = 1; i < n; i++)
        distinct += sorted[i] != sorted[i - 1];
    return distinct;
}

static double sum_within(const amont_classes *classes, const double *sorted, size_t n) {
    double sum = 0;
    for (size_t from = 0, to = 0; from < n; from = to) {
        size_t class = amont_class_of(classes, sorted[from]);
        while (to < n && amont_class_of(classes, sorted[to]) == class)
            to++;
        sum += sum_of_squares(sorted, from, to);
    }
    return sum;
}

static void fisher_is_the_best_of_all_partitions(void **state) {
    (void)state; /* brute force */
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int turn = 0; turn < 3000 / CHECK_FEWER; turn++) {
        size_t n = (size_t)g_rand_int_range(random, 1, 13);
        size_t k = (size_t)g_rand_int_range(random, 2, 6);
        bool tied = g_rand_boolean(random);
        double offset = g_rand_boolean(random) ? 6.8e6 : 0, values[12];
        for (size_t i = 0; i < n; i++)
            values[i] = offset + (tied ? g_rand_int_range(random, -5, 6)
                                       : g_rand_double_range(random, -100, 100));
        amont_classes classes = classify(values, n, AMONT_METHOD_FISHER, k);
        qsort(values, n, sizeof *values, compare);
        size_t most = MIN(k, count_distinct(values, n));
        assert_int_equal(classes.n, most);
        assert_near(sum_within(&classes, values, n), try_all(values, 0, n, most), 1e-6);
    }
}

/* --- rounding --- */

typedef struct sample {
    size_t n, k, n_others;
    double sorted[40], others[20], all[60];
} sample;

/* Kind 2: hardly apart, yet by 1e-11 of themselves, so that no two are ties. */
static double draw(GRand *random, int kind, double scale) {
    double value = kind == 0 ? g_rand_int_range(random, -6, 7) : g_rand_double(random);
    return kind == 2   ? 1e6 + floor(value * 1000) * 1e-5
           : kind == 3 ? exp(8 * value)
                       : value * scale;
}

static sample random_sample(GRand *random) {
    sample s = {.n = (size_t)g_rand_int_range(random, 1, 41),
                .k = (size_t)g_rand_int_range(random, 2, 10),
                .n_others = (size_t)g_rand_int_range(random, 0, 21)};
    double scale = pow(10, g_rand_int_range(random, -6, 7));
    int kind = g_rand_int_range(random, 0, 4);
    for (size_t i = 0; i < s.n; i++)
        s.all[i] = s.sorted[i] = draw(random, kind, scale);
    for (size_t i = 0; i < s.n_others; i++)
        s.all[s.n + i] = s.others[i] = draw(random, kind, scale);
    qsort(s.sorted, s.n, sizeof s.sorted[0], compare);
    qsort(s.all, s.n + s.n_others, sizeof s.all[0], compare);
    return s;
}

/* The limits that part reference values: of several in one gap, one. */
static GArray *parting_limits(const sample *s, const GArray *inner) {
    GArray *parting = g_array_new(FALSE, FALSE, sizeof(double));
    size_t parted = 0;
    for (guint i = 0; i < inner->len; i++) {
        double limit = g_array_index(inner, double, i);
        size_t below = 0;
        while (below < s->n && s->sorted[below] < limit)
            below++;
        if (below != parted && below != s->n)
            g_array_append_val(parting, limit);
        parted = below;
    }
    return parting;
}

/* Whether ]low, high] holds a number of so many digits: the largest such number up to `high`. */
static bool holds(double low, double high, int digits) {
    double number = amont_number_round(high, digits);
    if (number > high)
        number = amont_number_round(number - pow(10, -digits), digits);
    return low < number && number <= high;
}

static void assert_fewest_digits(const sample *s, double limit) {
    size_t i = 0;
    while (s->all[i] < limit)
        i++;
    int digits = -10;
    while (amont_number_round(limit, digits) != limit || limit == 0)
        if (limit == 0 || ++digits > 20)
            return; /* no number has fewer digits than 0 */
    assert_false(holds(s->all[i - 1], s->all[i], digits - 1));
}

static bool makes_classes(const sample *s, amont_method method) {
    return method != AMONT_METHOD_GEOMETRIC || s->sorted[0] > 0;
}

/* Values stay on the side of each limit where the method has them. */
static void assert_same_sides(const sample *s, const GArray *inner, const amont_classes *classes) {
    g_autoptr(GArray) parting = parting_limits(s, inner);
    assert_int_equal(classes->n, parting->len + 1);
    for (size_t c = 1; c < classes->n; c++)
        for (size_t i = 0; i < s->n + s->n_others; i++)
            assert_int_equal(s->all[i] >= classes->limits[c],
                             s->all[i] >= g_array_index(parting, double, c - 1));
}

static void assert_rounded_well(const sample *s, amont_method method) {
    g_autoptr(GError) error = NULL;
    amont_classes classes;
    amont_class_values values = {s->sorted, s->n, s->others, s->n_others};
    assert_true(amont_classify(&values, method, s->k, NULL, &classes, &error));
    g_autoptr(GArray) inner = amont_class_limits(s->sorted, s->n, method, s->k, &error);
    if (inner->len < MAX(s->k, AMONT_CLASSES_USUAL)) /* else steps are made longer, heads joined */
        assert_same_sides(s, inner, &classes);
    for (size_t c = 1; c < classes.n; c++) {
        assert_true(c == 1 || classes.limits[c - 1] < classes.limits[c]);
        assert_near(amont_number_round(classes.limits[c], classes.decimals), classes.limits[c], 0);
        assert_fewest_digits(s, classes.limits[c]);
    }
    size_t counts[AMONT_CLASSES_MOST] = {0};
    for (size_t i = 0; i < s->n; i++)
        counts[amont_class_of(&classes, s->sorted[i])]++;
    for (size_t c = 0; c < classes.n; c++)
        assert_true(counts[c] > 0);
    assert_near(classes.limits[0], s->all[0], 0);
    assert_near(classes.limits[classes.n], s->all[s->n + s->n_others - 1], 0);
}

static void rounding_moves_no_value_to_another_class(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int turn = 0; turn < 2000 / CHECK_FEWER; turn++) {
        sample s = random_sample(random);
        for (amont_method method = 0; method < AMONT_METHOD_MANUAL; method++)
            if (makes_classes(&s, method))
                assert_rounded_well(&s, method);
    }
}

static void a_zone_that_is_only_drawn_keeps_its_class(void **state) {
    (void)state; /* by hand: the median 15 of 10 and 20 is 20 when rounded, and 18 would fall with
                    10 */
    const double values[] = {10, 20}, drawn[] = {18, 25, 3};
    amont_classes classes = classify(values, 2, AMONT_METHOD_QUANTILE, 2);
    assert_limits(&classes, 2, (const double[]){10, 20, 20});
    amont_class_values all = {values, 2, drawn, 3};
    assert_true(amont_classify(&all, AMONT_METHOD_QUANTILE, 2, NULL, &classes, NULL));
    assert_limits(&classes, 2, (const double[]){3, 15, 25}); /* no ten in ]10, 18] */
    assert_int_equal(amont_class_of(&classes, 18), 1);
}

/* The most hundredths that a number in ]low, high] can be a multiple of, among 100, 10 and 1. */
static int coarsest(int low, int high) {
    for (int unit = 100; unit > 1; unit /= 10)
        if ((high / unit) * unit > low)
            return unit;
    return 1;
}

static void limits_have_no_digit_too_many(void **state) {
    (void)state; /* on whole hundredths, where multiples can be counted */
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int turn = 0; turn < 2000 / CHECK_FEWER; turn++) {
        int cents[12];
        double values[12];
        for (size_t i = 0; i < 12; i++) {
            cents[i] = (i ? cents[i - 1] : 0) + g_rand_int_range(random, 1, 150);
            values[i] = cents[i] / 100.0;
        }
        amont_classes classes = classify(values, 12, AMONT_METHOD_FISHER, 4);
        assert_int_equal(classes.n, 4);
        for (size_t c = 1; c < 4; c++) {
            size_t i = 0;
            while (values[i] < classes.limits[c])
                i++;
            int unit = coarsest(cents[i - 1], cents[i]);
            assert_near(fmod(round(classes.limits[c] * 100), unit), 0, 0);
        }
    }
}

/* --- few values --- */

static void ties_are_never_torn_apart(void **state) {
    (void)state;
    const double values[] = {1, 1, 1, 1, 1, 1, 1, 2, 2, 30};
    static const amont_method methods[] = {AMONT_METHOD_QUANTILE, AMONT_METHOD_EQUAL,
                                           AMONT_METHOD_FISHER};
    for (size_t m = 0; m < 3; m++) {
        amont_classes classes = classify(values, 10, methods[m], 5);
        assert_int_equal(classes.n, 3);
        assert_int_equal(amont_class_of(&classes, 1), 0);
        assert_int_equal(amont_class_of(&classes, 30), classes.n - 1);
    }
    amont_classes fisher = classify(values, 10, AMONT_METHOD_FISHER, 5);
    assert_limits(&fisher, 3, (const double[]){1, 2, 20, 30}); /* 16 -> the ten nearest to it */
}

/* By hand: values that differ by less than 1e-12 of themselves are one value, and the least of
 * them. Of the doubles 0.1 + 0.2 > 0.3 = 3e-1, so 0.3 appears twice; the whole are 0.3, 5 and 9. */
static void values_that_only_sums_tell_apart_are_ties(void **state) {
    (void)state;
    const double tied[] = {9, 0.1 + 0.2, 0.3, 5, 9 + 4e-12, 9 - 4e-12};
    for (int method = AMONT_METHOD_QUANTILE; method <= AMONT_METHOD_FISHER; method++) {
        amont_classes classes = classify(tied, 6, (amont_method)method, 3);
        assert_true(classes.decimals <= 1);
        assert_true(classes.n <= 3);
        assert_int_equal(amont_class_of(&classes, tied[1]), amont_class_of(&classes, tied[2]));
        assert_int_equal(amont_class_of(&classes, tied[4]), amont_class_of(&classes, tied[0]));
        assert_int_equal(amont_class_of(&classes, tied[4]), amont_class_of(&classes, tied[5]));
    }
    amont_classes one =
        classify((const double[]){250, 250 + 1e-10, 250 - 1e-10}, 3, AMONT_METHOD_QUANTILE, 5);
    assert_int_equal(one.n, 1);
    assert_true(one.few_values);
}

/* By hand: 1e-9 of 5 is no tie; a limit must part them. */
static void values_a_little_farther_apart_are_none(void **state) {
    (void)state;
    amont_classes two = classify((const double[]){5, 5 + 5e-9}, 2, AMONT_METHOD_QUANTILE, 2);
    assert_int_equal(two.n, 2);
}

static void one_value_makes_one_class(void **state) {
    (void)state;
    const double alone[] = {4.25}, same[] = {7, 7, 7};
    for (amont_method method = 0; method < AMONT_METHOD_MANUAL; method++) {
        amont_classes classes = classify(alone, 1, method, 5);
        assert_limits(&classes, 1, (const double[]){4.25, 4.25});
        assert_int_equal(amont_class_of(&classes, 4.25), 0);
        classes = classify(same, 3, method, 5);
        assert_limits(&classes, 1, (const double[]){7, 7});
    }
}

/* Of a number that the study asks for. */
static bool makes_as_many(amont_method method) {
    return method != AMONT_METHOD_HEADTAIL && method != AMONT_METHOD_BOX;
}

static void fewer_values_than_classes_make_as_many_classes(void **state) {
    (void)state;
    const double values[] = {3, 1, 2};
    for (amont_method method = 0; method < AMONT_METHOD_MANUAL; method++) {
        if (!makes_as_many(method))
            continue;
        amont_classes classes = classify(values, 3, method, 9);
        assert_limits(&classes, 3, (const double[]){1, 2, 3, 3});
        assert_int_equal(classes.asked,
                         9 - 6 * (method == AMONT_METHOD_PRETTY || method == AMONT_METHOD_STDDEV));
        assert_int_equal(classes.few_values, classes.asked == 9);
    }
}

static void classes_that_would_be_empty_are_counted(void **state) {
    (void)state; /* by hand: widths of 20 from 0 to 100: nothing lies from 20 to 80 */
    const double values[] = {0, 5, 10, 15, 85, 100};
    amont_classes classes = classify(values, 6, AMONT_METHOD_EQUAL, 5);
    assert_int_equal(classes.n, 2);
    assert_int_equal(classes.asked, 5);
    assert_false(classes.few_values);
    const double tied[] = {1, 1, 1, 1, 1, 1, 2, 3}; /* the median is the least value */
    classes = classify(tied, 8, AMONT_METHOD_QUANTILE, 2);
    assert_limits(&classes, 1, (const double[]){1, 3});
    assert_int_equal(classes.asked, 2);
}

static void a_hint_makes_no_more_than_seven_classes(void **state) {
    (void)state; /* by hand: steps of 1 make 9 classes, steps of 2 make 5; for nine steps of 1 may
                    do */
    double values[35];
    for (size_t i = 0; i < 35; i++)
        values[i] = 0.3 + (double)i * 0.25; /* to 8.8 */
    amont_classes classes = classify(values, 35, AMONT_METHOD_PRETTY, 7);
    assert_limits(&classes, 5, (const double[]){0.3, 2, 4, 6, 8, 8.8});
    classes = classify(values, 35, AMONT_METHOD_PRETTY, 9);
    assert_int_equal(classes.n, 9);
}

static void a_progression_needs_values_above_0(void **state) {
    (void)state;
    const double values[] = {0, 1, 2, 3, 4, 5, 6};
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    amont_class_values all = {.values = values, .n = 7};
    assert_false(amont_classify(&all, AMONT_METHOD_GEOMETRIC, 5, NULL, &classes, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
    assert_non_null(strstr(error->message, "the least one is 0\n"));
}

static void without_a_value_there_is_no_class(void **state) {
    (void)state;
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    amont_class_values none = {0};
    assert_false(amont_classify(&none, AMONT_METHOD_FISHER, 5, NULL, &classes, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
}

static void there_are_never_more_than_nine_classes(void **state) {
    (void)state;
    double values[50];
    for (size_t i = 0; i < 50; i++)
        values[i] = exp((double)i);
    for (amont_method method = 0; method < AMONT_METHOD_MANUAL; method++)
        assert_in_range(classify(values, 50, method, 40).n, 2, AMONT_CLASSES_MOST);
    assert_int_equal(classify(values, 50, AMONT_METHOD_QUANTILE, 40).n, AMONT_CLASSES_MOST);
    assert_int_equal(classify(values, 50, AMONT_METHOD_FISHER, 40).n, AMONT_CLASSES_MOST);
}

static void the_values_are_left_as_they_were(void **state) {
    (void)state;
    double values[10];
    memcpy(values, one_to_ten, sizeof values);
    classify(values, 10, AMONT_METHOD_FISHER, 4);
    assert_memory_equal(values, one_to_ten, sizeof values);
}

/* --- classes --- */

static void a_class_holds_its_lower_limit_and_the_last_one_both(void **state) {
    (void)state;
    amont_classes classes = {.n = 3, .limits = {0, 10, 20, 30}};
    static const struct {
        double value;
        size_t expected;
    } cases[] = {{0, 0}, {9.999, 0}, {10, 1}, {19.999, 1}, {20, 2}, {30, 2}, {-5, 0}, {99, 2}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_equal(amont_class_of(&classes, cases[i].value), cases[i].expected);
}

static void manual_limits_are_kept_as_given(void **state) {
    (void)state;
    const double limits[] = {2.5, 50, 75.25};
    g_autoptr(GArray) given = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_vals(given, limits, 3);
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    amont_class_values all = {.values = one_to_ten, .n = 10};
    bool done = amont_classify(&all, AMONT_METHOD_MANUAL, 5, given, &classes, &error);
    assert_ok(error);
    assert_true(done);
    assert_int_equal(classes.n, 4);
    for (size_t i = 0; i < 3; i++)
        assert_near(classes.limits[i + 1], limits[i], 0);
    assert_int_equal(classes.decimals, 2);
    assert_int_equal(classes.method, AMONT_METHOD_MANUAL);
    assert_int_equal(amont_class_of(&classes, 2), 0);
    assert_int_equal(amont_class_of(&classes, 3), 1); /* the classes above hold no value */
    assert_int_equal(amont_class_of(&classes, 60), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_type_7),
        cmocka_unit_test(quantiles_of_0_and_1_are_the_ends),
        cmocka_unit_test(quantile_classes_hold_as_many_values_each),
        cmocka_unit_test(equal_classes_are_as_wide_each),
        cmocka_unit_test(an_equal_class_without_a_value_goes),
        cmocka_unit_test(fisher_cuts_at_the_gaps),
        cmocka_unit_test(fisher_is_the_best_of_all_partitions),
        cmocka_unit_test(rounding_moves_no_value_to_another_class),
        cmocka_unit_test(a_zone_that_is_only_drawn_keeps_its_class),
        cmocka_unit_test(limits_have_no_digit_too_many),
        cmocka_unit_test(ties_are_never_torn_apart),
        cmocka_unit_test(values_that_only_sums_tell_apart_are_ties),
        cmocka_unit_test(values_a_little_farther_apart_are_none),
        cmocka_unit_test(one_value_makes_one_class),
        cmocka_unit_test(fewer_values_than_classes_make_as_many_classes),
        cmocka_unit_test(classes_that_would_be_empty_are_counted),
        cmocka_unit_test(a_hint_makes_no_more_than_seven_classes),
        cmocka_unit_test(a_progression_needs_values_above_0),
        cmocka_unit_test(without_a_value_there_is_no_class),
        cmocka_unit_test(there_are_never_more_than_nine_classes),
        cmocka_unit_test(the_values_are_left_as_they_were),
        cmocka_unit_test(a_class_holds_its_lower_limit_and_the_last_one_both),
        cmocka_unit_test(manual_limits_are_kept_as_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
