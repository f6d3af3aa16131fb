#include "amont/locator.h"
#include "amont/pool.h"
#include "amont/reducer.h"

#include "check.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ALL (~0u)

/* --- by hand --- */

static void assert_result(amont_reducer *reducer, size_t group, amont_statistic statistic,
                          double expected) {
    double result = amont_reducer_result(reducer, group, statistic, 0.25);
    if (isnan(expected))
        assert_true(isnan(result));
    else
        assert_near(result, expected, 1e-15);
}

/* Group 0: 1, 2, 3, 6 weighing 1, 1, 2, 1; group 1: 5; group 2: nothing; outside: -1, -3. */
static void statistics_of_a_few_values(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 1, 0, AMONT_OUTSIDE, 0, 3, 0};
    static const double value[] = {6, 5, 1, -1, 3, -3, 2}, weight[] = {1, 4, 1, 1, 2, 1, 1};
    static const struct {
        amont_statistic statistic;
        double expected[4];
    } cases[] = {
        {AMONT_STATISTIC_COUNT, {4, 1, 0, 2}},
        {AMONT_STATISTIC_MISSING, {0, 0, 0, 0}},
        {AMONT_STATISTIC_SUM, {12, 5, 0, -4}},
        {AMONT_STATISTIC_MEAN, {3, 5, NAN, -2}},
        {AMONT_STATISTIC_MIN, {1, 5, NAN, -3}},
        {AMONT_STATISTIC_MAX, {6, 5, NAN, -1}},
        {AMONT_STATISTIC_VARIANCE, {14.0 / 3, NAN, NAN, 2}},
        {AMONT_STATISTIC_STDDEV, {2.16024689946928705, NAN, NAN, G_SQRT2}},
        {AMONT_STATISTIC_MEDIAN, {2.5, 5, NAN, -2}},
        {AMONT_STATISTIC_QUANTILE, {1.75, 5, NAN, -2.5}},
        {AMONT_STATISTIC_WEIGHT, {5, 4, 0, 2}},
        {AMONT_STATISTIC_WEIGHTED_SUM, {15, 20, 0, -4}},
        {AMONT_STATISTIC_WEIGHTED_MEAN, {3, 5, NAN, -2}},
    };
    g_autoptr(amont_reducer) reducer = amont_reducer_new(3, ALL);
    amont_reducer_add(reducer, group, value, weight, 7);
    amont_reducer_finish(reducer);
    assert_int_equal(G_N_ELEMENTS(cases), AMONT_STATISTICS);
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++)
        for (size_t g = 0; g < 4; g++)
            assert_result(reducer, g, cases[c].statistic, cases[c].expected[g]);
    assert_result(reducer, AMONT_NO_ZONE, AMONT_STATISTIC_COUNT, 2);
}

static void what_is_no_finite_number_is_missing(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 0, 0, 0, 0, AMONT_OUTSIDE};
    static const double value[] = {NAN, 7, INFINITY, 9, -INFINITY, NAN};
    static const double weight[] = {1, 1, 1, NAN, 1, 1};
    g_autoptr(amont_reducer) reducer = amont_reducer_new(1, ALL);
    amont_reducer_add(reducer, group, value, weight, 6);
    amont_reducer_finish(reducer);
    assert_result(reducer, 0, AMONT_STATISTIC_COUNT, 1);
    assert_result(reducer, 0, AMONT_STATISTIC_MISSING, 4);
    assert_result(reducer, 0, AMONT_STATISTIC_SUM, 7);
    assert_result(reducer, 0, AMONT_STATISTIC_MAX, 7);
    assert_result(reducer, 0, AMONT_STATISTIC_MEDIAN, 7);
    assert_result(reducer, 0, AMONT_STATISTIC_WEIGHT, 1);
    assert_result(reducer, 1, AMONT_STATISTIC_MISSING, 1);
}

static void rows_are_counted_without_values(void **state) {
    (void)state;
    static const uint32_t group[] = {1, 0, 1, 5};
    g_autoptr(amont_reducer) reducer = amont_reducer_new(2, AMONT_WANTED(AMONT_STATISTIC_COUNT));
    amont_reducer_add(reducer, group, NULL, NULL, 4);
    amont_reducer_finish(reducer);
    assert_result(reducer, 0, AMONT_STATISTIC_COUNT, 1);
    assert_result(reducer, 1, AMONT_STATISTIC_COUNT, 2);
    assert_result(reducer, 2, AMONT_STATISTIC_COUNT, 1);
}

/* The largest double twice and its opposite: the sum is the largest again. Four times: infinite. */
static void sums_may_pass_the_largest_double(void **state) {
    (void)state;
    static const uint32_t group[] = {0, 0, 0, 1, 1, 1, 1};
    const double max = G_MAXDOUBLE, value[] = {max, max, -max, max, max, max, max};
    g_autoptr(amont_reducer) reducer = amont_reducer_new(2, ALL);
    amont_reducer_add(reducer, group, value, NULL, 7);
    amont_reducer_finish(reducer);
    assert_true(amont_reducer_result(reducer, 0, AMONT_STATISTIC_SUM, 0) == max);
    assert_true(isinf(amont_reducer_result(reducer, 1, AMONT_STATISTIC_SUM, 0)));
    assert_result(reducer, 0, AMONT_STATISTIC_VARIANCE, NAN);
}

/* --- against other programs --- */

typedef void (*row_visitor)(char **cells, void *data);

/* Calls for each row below the header of a table in tests/data/oracles, with its n cells. */
static void for_each_row(const char *name, guint n_cells, row_visitor visit, void *data) {
    g_autofree char *relative = g_build_filename("data", "oracles", name, NULL);
    g_autofree char *path = check_path(relative), *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    assert_ok(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 1; lines[i] && *lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        assert_int_equal(g_strv_length(cells), n_cells);
        visit(cells, data);
    }
}

static double number(const char *cell) {
    return *cell ? g_ascii_strtod(cell, NULL) : NAN;
}

typedef struct named_groups {
    GHashTable *numbers; /* name -> group */
    amont_reducer *reducer;
    guint n_checked;
} named_groups;

static uint32_t group_named(named_groups *groups, const char *name) {
    gpointer found = NULL;
    if (!g_hash_table_lookup_extended(groups->numbers, name, NULL, &found)) {
        found = GUINT_TO_POINTER(g_hash_table_size(groups->numbers));
        g_hash_table_insert(groups->numbers, g_strdup(name), found);
    }
    return GPOINTER_TO_UINT(found);
}

static void add_row(char **cells, void *data) {
    named_groups *groups = data;
    uint32_t group = group_named(groups, cells[0]);
    const double value = number(cells[1]), weight = number(cells[2]);
    amont_reducer_add(groups->reducer, &group, &value, &weight, 1);
}

static amont_statistic statistic_named(const char *name) {
    static const char *const names[AMONT_STATISTICS] = {
        "count",  "missing", "sum",      "mean",   "min",          "max",          "variance",
        "stddev", "median",  "quantile", "weight", "weighted_sum", "weighted_mean"};
    for (unsigned s = 0; s < AMONT_STATISTICS; s++)
        if (strcmp(names[s], name) == 0)
            return s;
    fail_msg("no statistic %s", name);
    return AMONT_STATISTICS;
}

static void check_row(char **cells, void *data) {
    named_groups *groups = data;
    double expected = number(cells[3]);
    double result = amont_reducer_result(groups->reducer, group_named(groups, cells[0]),
                                         statistic_named(cells[1]), number(cells[2]));
    if (isnan(expected) ? !isnan(result) : !(fabs(result - expected) <= 1e-13 * fabs(expected)))
        fail_msg("%s, %s %s: %.17g, R says %s", cells[0], cells[1], cells[2], result, cells[3]);
    groups->n_checked++;
}

static void statistics_are_those_of_r(void **state) {
    (void)state;
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(amont_reducer) reducer = amont_reducer_new(12, ALL);
    named_groups groups = {numbers, reducer, 0};
    for_each_row("statistics_values.tsv", 3, add_row, &groups);
    assert_int_equal(g_hash_table_size(numbers), 12);
    amont_reducer_finish(reducer);
    for_each_row("statistics.tsv", 4, check_row, &groups);
    assert_int_equal(groups.n_checked, 12 * 22);
}

static void assert_exactly(double result, double expected, const char *what, const char *row) {
    if (!(result == expected))
        fail_msg("%s of %s: %a, rounded once it is %a", what, row, result, expected);
}

static void check_exact_row(char **cells, void *data) {
    (void)data;
    g_auto(GStrv) words = g_strsplit(cells[3], " ", -1);
    guint n = g_strv_length(words);
    g_autofree double *x = g_new(double, n + 1);
    g_autofree uint32_t *group = g_new0(uint32_t, n + 1);
    for (guint i = 0; i < n; i++)
        x[i] = number(words[i]);
    g_autoptr(amont_reducer) all = amont_reducer_new(1, ALL), pairs = amont_reducer_new(1, ALL);
    amont_reducer_add(all, group, x, NULL, n);
    amont_reducer_add(pairs, group, x, x + 1, MAX(n, 1) - 1);
    amont_reducer_finish(all);
    amont_reducer_finish(pairs);
    assert_exactly(amont_reducer_result(all, 0, AMONT_STATISTIC_SUM, 0), number(cells[0]), "sum",
                   cells[3]);
    assert_exactly(amont_reducer_result(pairs, 0, AMONT_STATISTIC_WEIGHTED_SUM, 0),
                   number(cells[1]), "products", cells[3]);
    if (n >= 2)
        assert_exactly(amont_reducer_result(all, 0, AMONT_STATISTIC_VARIANCE, 0),
                       number(cells[2]) / n / (n - 1), "variance", cells[3]);
}

static void sums_are_rounded_once(void **state) {
    (void)state;
    for_each_row("exact.tsv", 4, check_exact_row, NULL);
}

/* --- quantiles against sorting --- */

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void assert_quantiles(GRand *random, double *values, size_t n) {
    g_autofree uint32_t *group = g_new0(uint32_t, n);
    g_autoptr(amont_reducer) reducer = amont_reducer_new(1, AMONT_WANTED(AMONT_STATISTIC_QUANTILE));
    amont_reducer_add(reducer, group, values, NULL, n);
    amont_reducer_finish(reducer);
    qsort(values, n, sizeof *values, compare);
    for (int k = 0; k < 8; k++) {
        size_t rank = (size_t)g_rand_int_range(random, 0, (gint32)n);
        double p = n > 1 ? (double)rank / (double)(n - 1) : 0;
        double result = amont_reducer_result(reducer, 0, AMONT_STATISTIC_QUANTILE, p);
        size_t next = MIN(rank + 1, n - 1), last = MAX(rank, 1) - 1; /* p is rounded */
        assert_true(result >= values[last] && result <= values[next]);
        assert_near(result, values[rank], 1e-9 * (values[next] - values[last]));
    }
}

static void quantiles_are_those_of_sorted_values(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int round = 0; round < 2000; round++) {
        double values[300];
        size_t n = (size_t)g_rand_int_range(random, 1, G_N_ELEMENTS(values) + 1);
        gint32 n_different = g_rand_int_range(random, 1, 400);
        for (size_t i = 0; i < n; i++)
            values[i] = g_rand_int_range(random, 0, n_different);
        assert_quantiles(random, values, n);
    }
}

/* The order that makes a quickselect by medians of three slowest (D. R. Musser, 1997). */
static void quantiles_of_values_in_the_worst_order(void **state) {
    (void)state;
    const size_t half = 100000, n = 2 * half;
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    g_autofree double *values = g_new(double, n);
    for (size_t i = 0; i < half; i++) {
        values[i] = (double)(i % 2 == 0 ? i + 1 : half + i);
        values[half + i] = 2 * (double)(i + 1);
    }
    assert_quantiles(random, values, n);
}

/* --- the same bytes in any order --- */

enum { N_ROWS = 60000, N_GROUPS = 7, N_RESULTS = (N_GROUPS + 1) * AMONT_STATISTICS };

typedef struct rows {
    uint32_t group[N_ROWS];
    double value[N_ROWS], weight[N_ROWS];
} rows;

static rows *random_rows(GRand *random) {
    rows *r = g_new(rows, 1);
    for (size_t i = 0; i < N_ROWS; i++) {
        r->group[i] = (uint32_t)g_rand_int_range(random, 0, N_GROUPS + 1);
        r->value[i] = ldexp(g_rand_double_range(random, -1, 1), g_rand_int_range(random, -40, 40));
        r->weight[i] = g_rand_double(random);
        if (i % 50 == 0)
            r->value[i] = i % 100 == 0 ? NAN : -0.0;
    }
    return r;
}

static void shuffle(GRand *random, rows *r) {
    for (size_t i = N_ROWS - 1; i > 0; i--) {
        size_t j = (size_t)g_rand_int_range(random, 0, (gint32)i + 1);
        uint32_t group = r->group[i];
        double value = r->value[i], weight = r->weight[i];
        r->group[i] = r->group[j];
        r->value[i] = r->value[j];
        r->weight[i] = r->weight[j];
        r->group[j] = group;
        r->value[j] = value;
        r->weight[j] = weight;
    }
}

typedef struct job {
    const rows *rows;
    size_t batch;
    atomic_size_t next;
    amont_reducer *reducers[8];
} job;

/* A worker takes the next batch, whichever it is, until there is none. */
static void add_batches(size_t index, void *data) {
    job *j = data;
    j->reducers[index] = amont_reducer_new(N_GROUPS, ALL);
    for (size_t i = atomic_fetch_add(&j->next, j->batch); i < N_ROWS;
         i = atomic_fetch_add(&j->next, j->batch))
        amont_reducer_add(j->reducers[index], j->rows->group + i, j->rows->value + i,
                          j->rows->weight + i, MIN(j->batch, N_ROWS - i));
}

static void reduce(const rows *r, unsigned n_threads, size_t batch, double *results) {
    job j = {.rows = r, .batch = batch};
    amont_pool_run(n_threads, n_threads, add_batches, &j);
    for (unsigned t = 1; t < n_threads; t++)
        amont_reducer_merge(j.reducers[0], j.reducers[t]);
    g_autoptr(amont_reducer) all = j.reducers[0];
    amont_reducer_finish(all);
    for (size_t g = 0; g <= N_GROUPS; g++)
        for (unsigned s = 0; s < AMONT_STATISTICS; s++)
            results[g * AMONT_STATISTICS + s] = amont_reducer_result(all, g, s, 0.9);
}

static void results_are_the_same_bytes_in_any_order_batches_and_threads(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autofree rows *r = random_rows(random);
    double expected[N_RESULTS], results[N_RESULTS];
    reduce(r, 1, N_ROWS, expected);
    static const unsigned n_threads[] = {1, 2, 8};
    for (int round = 0; round < 4; round++)
        for (size_t t = 0; t < G_N_ELEMENTS(n_threads); t++) {
            size_t batch = (size_t)g_rand_int_range(random, 1, round % 2 == 0 ? 20 : 5000);
            reduce(r, n_threads[t], batch, results);
            assert_memory_equal(results, expected, sizeof expected);
            shuffle(random, r);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_of_a_few_values),
        cmocka_unit_test(what_is_no_finite_number_is_missing),
        cmocka_unit_test(rows_are_counted_without_values),
        cmocka_unit_test(sums_may_pass_the_largest_double),
        cmocka_unit_test(statistics_are_those_of_r),
        cmocka_unit_test(sums_are_rounded_once),
        cmocka_unit_test(quantiles_are_those_of_sorted_values),
        cmocka_unit_test(quantiles_of_values_in_the_worst_order),
        cmocka_unit_test(results_are_the_same_bytes_in_any_order_batches_and_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
