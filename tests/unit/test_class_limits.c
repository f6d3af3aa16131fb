/* Limits before rounding, against the tables of tests/data/classes (R 4.2.2, classInt 0.4-9). */
#include "amont/classify.h"

#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[AMONT_METHODS] = {
    [AMONT_METHOD_QUANTILE] = "quantile",
    [AMONT_METHOD_EQUAL] = "equal",
    [AMONT_METHOD_FISHER] = "fisher",
    [AMONT_METHOD_HEADTAIL] = "headtail",
    [AMONT_METHOD_STDDEV] = "stddev",
    [AMONT_METHOD_PRETTY] = "pretty",
    [AMONT_METHOD_Q6] = "q6",
    [AMONT_METHOD_GEOMETRIC] = "geometric",
    [AMONT_METHOD_ARITHMETIC] = "arithmetic",
    [AMONT_METHOD_NESTED_MEANS] = "nested_means",
    [AMONT_METHOD_MAXIMUM] = "maximum",
    [AMONT_METHOD_BOX] = "box",
};

static GArray *limits_of(const double *sorted, size_t n, amont_method method, size_t k) {
    g_autoptr(GError) error = NULL;
    GArray *inner = amont_class_limits(sorted, n, method, k, &error);
    assert_ok(error);
    return inner;
}

static const double *numbers_of(const GArray *array) {
    return (const double *)(const void *)array->data;
}

/* ---- the tables ---------------------------------------------------------------------------- */

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static GArray *parse(const char *text) {
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (size_t i = 0; words[i] && words[i][0]; i++) {
        double value = 0;
        assert_true(amont_number_parse(words[i], &value));
        g_array_append_val(numbers, value);
    }
    return numbers;
}

static char **lines_of(const char *name) {
    g_autofree char *path = check_path(name), *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    assert_ok(error);
    return g_strsplit(g_strchomp(text), "\n", -1);
}

/* Values of each vector, ascending, at its number; 0 is empty. */
static GPtrArray *read_vectors(void) {
    g_auto(GStrv) lines = lines_of("data/classes/vectors.tsv");
    GPtrArray *vectors = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_ptr_array_add(vectors, g_array_new(FALSE, FALSE, sizeof(double)));
    for (size_t i = 1; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        GArray *values = parse(cells[2]);
        qsort(values->data, values->len, sizeof(double), compare);
        g_ptr_array_add(vectors, values);
    }
    assert_int_equal(vectors->len, 231);
    return vectors;
}

typedef struct row {
    const GArray *vector;
    const char *id, *status;
    amont_method method;
    size_t n, k;
    const double *sorted;
    GArray *expected;
} row;

static amont_method method_called(const char *name) {
    for (amont_method m = 0; m < AMONT_METHOD_MANUAL; m++)
        if (strcmp(names[m], name) == 0)
            return m;
    fail_msg("no method '%s'", name);
    return AMONT_METHODS;
}

static void each_row(void (*check)(const row *r)) {
    g_autoptr(GPtrArray) vectors = read_vectors();
    g_auto(GStrv) lines = lines_of("data/classes/limits.tsv");
    for (size_t i = 1; lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        const GArray *vector = vectors->pdata[strtol(cells[0], NULL, 10)];
        g_autoptr(GArray) expected = parse(cells[4]);
        row r = {.id = cells[0],
                 .status = cells[3],
                 .method = method_called(cells[1]),
                 .n = vector->len,
                 .k = (size_t)strtol(cells[2], NULL, 10),
                 .sorted = numbers_of(vector),
                 .expected = expected};
        check(&r);
    }
}

/* ---- what R says --------------------------------------------------------------------------- */

static bool are_near(const GArray *a, const GArray *b) {
    bool near = a->len == b->len;
    for (guint i = 0; near && i < a->len; i++)
        near = fabs(numbers_of(a)[i] - numbers_of(b)[i]) <= 1e-9 * fabs(numbers_of(b)[i]);
    return near;
}

/* The sum of squares within the classes that limits make. */
static double spread_of(const double *sorted, size_t n, const GArray *inner) {
    long double all = 0;
    guint next = 0;
    for (size_t from = 0, to = 0; from < n; from = to) {
        while (next < inner->len && sorted[from] >= numbers_of(inner)[next])
            next++;
        double end = next < inner->len ? numbers_of(inner)[next] : INFINITY;
        long double sum = 0;
        for (to = from; to < n && sorted[to] < end; to++)
            sum += sorted[to];
        long double mean = sum / (long double)(to - from);
        for (size_t i = from; i < to; i++)
            all += (sorted[i] - mean) * (sorted[i] - mean);
    }
    return (double)all;
}

/* Several partitions may be the best one; and classInt sums squares about 0, which lose their
 * digits where values stand close together far from it. */
static void assert_as_good(const row *r, const GArray *inner) {
    assert_int_equal(inner->len, r->k - 1);
    double ours = spread_of(r->sorted, r->n, inner);
    assert_true(ours <= spread_of(r->sorted, r->n, r->expected) * (1 + 1e-12));
}

/* Where gaps are equally wide, classInt takes all of them, beyond the classes asked for. */
static void assert_some_of(const row *r, const GArray *inner) {
    assert_int_equal(inner->len, r->k - 1);
    assert_true(r->expected->len > inner->len);
    guint at = 0;
    for (guint i = 0; i < inner->len; i++) {
        double limit = numbers_of(inner)[i], room = 1e-9 * fabs(limit);
        while (at < r->expected->len && fabs(numbers_of(r->expected)[at] - limit) > room)
            at++;
        assert_true(at < r->expected->len);
    }
}

static unsigned n_same, n_as_good, n_some_of;

static void check_row(const row *r) {
    if (strcmp(r->status, "ok") != 0 && strcmp(r->status, "unique") != 0)
        return;
    g_autoptr(GArray) inner = limits_of(r->sorted, r->n, r->method, r->k);
    if (are_near(inner, r->expected)) {
        n_same++;
    } else if (r->method == AMONT_METHOD_FISHER) {
        assert_as_good(r, inner);
        n_as_good++;
    } else if (r->method == AMONT_METHOD_MAXIMUM) {
        assert_some_of(r, inner);
        n_some_of++;
    } else {
        fail_msg("vector %s: %s differs", r->id, names[r->method]);
    }
}

static void limits_are_those_of_r(void **state) {
    (void)state;
    n_same = n_as_good = n_some_of = 0;
    each_row(check_row);
    print_message("%u the same, %u as good, %u of equal gaps\n", n_same, n_as_good, n_some_of);
    assert_true(n_same > 2500);
    assert_true(n_as_good < 10);
}

static void check_degenerate(const row *r) {
    bool fails = strcmp(r->status, "values of 0 or less") == 0;
    bool is_single = strcmp(r->status, "single unique value") == 0;
    if (fails) {
        g_autoptr(GError) error = NULL;
        assert_null(amont_class_limits(r->sorted, r->n, r->method, r->k, &error));
        assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
        assert_non_null(strstr(error->message, "\n")); /* what would be right */
    } else if (is_single || strcmp(r->status, "few values") == 0) {
        g_autoptr(GArray) inner = limits_of(r->sorted, r->n, r->method, r->k);
        if (is_single && r->method == AMONT_METHOD_BOX) /* quartiles and fences are that value */
            return;
        guint at = 0;
        for (size_t i = 1; i < r->n; i++) {
            if (r->sorted[i] == r->sorted[i - 1])
                continue;
            assert_true(at < inner->len);
            assert_near(numbers_of(inner)[at++], (r->sorted[i - 1] + r->sorted[i]) / 2, 1e-300);
        }
        assert_int_equal(at, inner->len);
    }
}

static void where_r_fails_values_are_parted_or_refused(void **state) {
    (void)state;
    each_row(check_degenerate);
}

/* ---- what is beyond R ---------------------------------------------------------------------- */

static void limits_follow_a_change_of_scale(void **state) {
    (void)state; /* squares of these are no doubles */
    static const amont_method methods[] = {AMONT_METHOD_FISHER, AMONT_METHOD_STDDEV};
    static const double scales[] = {1e-300, 1e300};
    const double values[] = {1, 2, 4, 9, 11, 12, 30, 31, 35, 60, 61, 70};
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++)
        for (size_t i = 0; i < G_N_ELEMENTS(scales); i++) {
            double scaled[12];
            for (size_t v = 0; v < 12; v++)
                scaled[v] = values[v] * scales[i];
            g_autoptr(GArray) plain = limits_of(values, 12, methods[m], 4);
            g_autoptr(GArray) inner = limits_of(scaled, 12, methods[m], 4);
            assert_int_equal(inner->len, plain->len);
            for (guint k = 0; k < inner->len; k++) {
                double expected = numbers_of(plain)[k] * scales[i];
                assert_near(numbers_of(inner)[k], expected, fabs(expected) * 1e-9);
            }
        }
}

static void a_mean_is_not_lost_beside_large_values(void **state) {
    (void)state; /* by hand: 45 / 12 = 3.75; beyond it 6 of 12 are more than 40 % */
    const double sorted[] = {-1e300, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1e300};
    g_autoptr(GArray) inner = limits_of(sorted, 12, AMONT_METHOD_HEADTAIL, 0);
    assert_int_equal(inner->len, 1);
    assert_near(numbers_of(inner)[0], 3.75, 0);
}

/* ---- by hand ------------------------------------------------------------------------------- */

static void assert_inner(const double *sorted, size_t n, amont_method method, size_t k,
                         size_t n_expected, const double *expected) {
    g_autoptr(GArray) inner = limits_of(sorted, n, method, k);
    assert_int_equal(inner->len, n_expected);
    for (size_t i = 0; i < n_expected; i++)
        assert_near(numbers_of(inner)[i], expected[i], 1e-12 * fabs(expected[i]));
}

static void progressions_fill_the_range(void **state) {
    (void)state;
    /* 1 ... 81 in 4: a ratio of 3; 10 ... 70 in 3: widths of 10, 20 and 30 */
    const double powers[] = {1, 2, 5, 8, 20, 40, 81}, steps[] = {10, 30, 35, 50, 70};
    assert_inner(powers, 7, AMONT_METHOD_GEOMETRIC, 4, 3, (const double[]){3, 9, 27});
    assert_inner(steps, 5, AMONT_METHOD_ARITHMETIC, 3, 2, (const double[]){20, 40});
}

static void means_are_nested(void **state) {
    (void)state; /* mean 10; of 0, 2, 4: 2, and of 14, 16, 24: 18; then 0, 3, 15 and 24 alone */
    const double sorted[] = {0, 2, 4, 14, 16, 24};
    assert_inner(sorted, 6, AMONT_METHOD_NESTED_MEANS, 2, 1, (const double[]){10});
    assert_inner(sorted, 6, AMONT_METHOD_NESTED_MEANS, 4, 3, (const double[]){2, 10, 18});
}

static void the_limits_of_q6_are_five_quantiles(void **state) {
    (void)state; /* of 0 ... 40 the quantiles of 2, 11, 20, 29 and 38 fortieths */
    double sorted[41];
    for (size_t i = 0; i < 41; i++)
        sorted[i] = (double)i;
    assert_inner(sorted, 41, AMONT_METHOD_Q6, 6, 5, (const double[]){2, 11, 20, 29, 38});
}

static void fences_stand_off_the_quartiles(void **state) {
    (void)state; /* quartiles 3, 5 and 7: 1.5 * 4 beyond */
    const double sorted[] = {1, 2, 3, 4, 5, 6, 7, 8, 40};
    assert_inner(sorted, 9, AMONT_METHOD_BOX, 6, 5, (const double[]){-3, 3, 5, 7, 13});
}

static void a_limit_meant_to_be_a_value_is_that_value(void **state) {
    (void)state; /* in tenths: 0.3, 0.6 and 0.7 are not what adding 0.1 gives */
    double sorted[11];
    for (size_t i = 0; i < 11; i++)
        sorted[i] = (double)i / 10;
    static const amont_method methods[] = {AMONT_METHOD_QUANTILE, AMONT_METHOD_EQUAL};
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        g_autoptr(GArray) inner = limits_of(sorted, 11, methods[m], 5);
        for (size_t i = 0; i < 4; i++)
            assert_near(numbers_of(inner)[i], sorted[2 * (i + 1)], 0);
    }
    g_autoptr(GArray) tenths = limits_of(sorted, 11, AMONT_METHOD_PRETTY, 10);
    assert_int_equal(tenths->len, 9);
    for (size_t i = 0; i < 9; i++)
        assert_near(numbers_of(tenths)[i], sorted[i + 1], 0);
}

/* ---- Fisher against the plain way ---------------------------------------------------------- */

/* least[c][j]: the least sum of squares of the first j values in c + 1 classes, trying all. */
static double least_spread(const double *sorted, size_t n, size_t k) {
    g_autofree long double *least = g_new(long double, k *(n + 1));
    for (size_t c = 0; c < k; c++)
        for (size_t j = 0; j <= n; j++) {
            long double mean = 0, spread = 0;
            least[c * (n + 1) + j] = j == 0 ? 0 : INFINITY;
            for (size_t i = j; i-- > 0;) { /* a class from i to j, widened by a value (Welford) */
                long double value = (long double)sorted[i] - sorted[0], delta = value - mean;
                mean += delta / (long double)(j - i);
                spread += delta * (value - mean);
                long double before = c > 0 ? least[(c - 1) * (n + 1) + i] : i > 0 ? INFINITY : 0;
                least[c * (n + 1) + j] = fminl(least[c * (n + 1) + j], before + spread);
            }
        }
    return (double)least[k * (n + 1) - 1];
}

static double draw(GRand *random, int kind) {
    double uniform = g_rand_double_range(random, -1, 1);
    switch (kind) {
    case 0:
        return uniform;
    case 1:
        return exp(5 * uniform);
    case 2:
        return g_rand_int_range(random, 0, 30);
    default:
        return 6.8e6 + uniform * 1e-3;
    }
}

static void fisher_is_as_good_as_trying_all(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int turn = 0; turn < 300; turn++) {
        size_t n = (size_t)g_rand_int_range(random, 40, 120);
        size_t k = (size_t)g_rand_int_range(random, 2, 10);
        double sorted[120];
        for (size_t i = 0; i < n; i++)
            sorted[i] = draw(random, turn % 4);
        qsort(sorted, n, sizeof *sorted, compare);
        g_autoptr(GArray) inner = limits_of(sorted, n, AMONT_METHOD_FISHER, k);
        size_t distinct = 1;
        for (size_t i = 1; i < n; i++)
            distinct += sorted[i] != sorted[i - 1];
        assert_int_equal(inner->len, MIN(k, distinct) - 1);
        double least = least_spread(sorted, n, k);
        assert_near(spread_of(sorted, n, inner), least, 1e-9 * least);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_of_r),
        cmocka_unit_test(where_r_fails_values_are_parted_or_refused),
        cmocka_unit_test(limits_follow_a_change_of_scale),
        cmocka_unit_test(a_mean_is_not_lost_beside_large_values),
        cmocka_unit_test(progressions_fill_the_range),
        cmocka_unit_test(means_are_nested),
        cmocka_unit_test(the_limits_of_q6_are_five_quantiles),
        cmocka_unit_test(fences_stand_off_the_quartiles),
        cmocka_unit_test(a_limit_meant_to_be_a_value_is_that_value),
        cmocka_unit_test(fisher_is_as_good_as_trying_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
