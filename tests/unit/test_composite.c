/* The arithmetic of composites: against R (tests/data/pressure/oracle.R, whose answers stand in
 * golden.tsv), published Sobol indices, and sums by hand. */
#include "amont/composite.h"

#include "amont/pool.h"

#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 16, INDICATORS = 5, R_DRAWS = 40000, DRAWS = 10000 };

/* ---- the units of the oracle --------------------------------------------------------------- */

static char **lines_of(const char *name) {
    g_autofree char *relative = g_strconcat("data/pressure/", name, NULL);
    g_autofree char *path = check_path(relative), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return g_strsplit(g_strchomp(text), "\n", -1);
}

static double number(const char *text) {
    double value = NAN;
    assert_true(amont_number_parse(text, &value));
    return value;
}

/* Every figure of units.tsv, as it stands there. */
static void read_units(double values[INDICATORS * UNITS]) {
    g_auto(GStrv) rows = lines_of("units.tsv");
    assert_int_equal(g_strv_length(rows), UNITS + 1);
    for (size_t u = 0; u < UNITS; u++) {
        g_auto(GStrv) cells = g_strsplit(rows[u + 1], "\t", -1);
        for (size_t i = 0; i < INDICATORS; i++)
            values[i * UNITS + u] = number(cells[i + 1]);
    }
}

/* As indicators.tsv says: a, b, c in a pillar of weight 1 as 1 : 2 : 1, d and e in one of 2 as 1 :
 * 1; b and d turned, e as logarithms. */
static amont_composite *make_composite(void) {
    const size_t pillars[] = {0, 0, 0, 1, 1};
    const double weights[] = {1.0 / 12, 1.0 / 6, 1.0 / 12, 1.0 / 3, 1.0 / 3};
    double values[INDICATORS * UNITS];
    bool moved[UNITS];
    read_units(values);
    for (size_t i = 0; i < 3; i++)
        amont_winsorise(&values[i * UNITS], UNITS, moved);
    for (size_t u = 0; u < UNITS; u++) {
        size_t b = UNITS + u, d = b + UNITS + UNITS, e = d + UNITS;
        values[b] *= -1;
        values[d] *= -1;
        values[e] = log(values[e]);
    }
    amont_composite_shape shape = {UNITS, INDICATORS, pillars, weights};
    return amont_composite_new(&shape, values);
}

/* Value of a row of golden.tsv: what, key, unit or rank. */
static double golden(char **rows, const char *what, const char *key, const char *unit) {
    g_autofree char *start = g_strdup_printf("%s\t%s\t%s\t", what, key, unit);
    for (char **row = rows; *row; row++)
        if (g_str_has_prefix(*row, start))
            return number(*row + strlen(start));
    fail_msg("no golden %s", start);
    return NAN;
}

static const char *const names[] = {"a", "b", "c", "d", "e"};
static const char *const ways[] = {"minmax", "z", "rank"};
static const char *const sums[] = {"arithmetic", "geometric"};

static char *unit_name(size_t u) {
    return g_strdup_printf("U%02zu", u + 1);
}

/* ---- far values ---------------------------------------------------------------------------- */

static void skewness_and_far_values_are_those_of_r(void **state) {
    (void)state;
    g_auto(GStrv) rows = lines_of("golden.tsv");
    double values[INDICATORS * UNITS];
    read_units(values);
    for (size_t i = 0; i < INDICATORS; i++) {
        double *own = &values[i * UNITS];
        bool moved[UNITS];
        assert_near(amont_skewness(own, UNITS), golden(rows, "skewness", names[i], ""), 1e-12);
        assert_near(amont_kurtosis(own, UNITS), golden(rows, "kurtosis", names[i], ""), 1e-12);
        amont_winsorise(own, UNITS, moved);
        for (size_t u = 0; u < UNITS; u++) {
            g_autofree char *unit = unit_name(u);
            assert_int_equal(moved[u], golden(rows, "moved", names[i], unit));
        }
    }
}

/* The figures of the example in COINr's help page: one move is enough. */
static void a_far_value_comes_to_the_next_one(void **state) {
    (void)state;
    double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100};
    bool moved[12];
    assert_true(amont_is_far_spread(values, 12));
    size_t n = amont_winsorise(values, 12, moved);
    assert_false(amont_is_far_spread(values, 12));
    assert_int_equal(n, 1);
    assert_true(moved[11]);
    assert_near(values[11], 30, 0);
}

static void no_more_than_five_values_are_moved(void **state) {
    (void)state;
    enum { N = 100 };
    double values[N];
    bool moved[N];
    for (size_t i = 0; i < N; i++)
        values[i] = i < N - 8 ? 0.001 * (double)i : pow(10, (double)i - 80);
    assert_int_equal(amont_winsorise(values, N, moved), AMONT_WINSORISE_MOST);
    assert_true(amont_is_far_spread(values, N));
}

static void equal_values_are_neither_skewed_nor_moved(void **state) {
    (void)state;
    double values[] = {2, 2, 2, 2};
    bool moved[4];
    assert_true(isnan(amont_skewness(values, 4)) && isnan(amont_kurtosis(values, 4)));
    assert_int_equal(amont_winsorise(values, 4, moved), 0);
}

/* ---- scores and ranks ---------------------------------------------------------------------- */

static void scores_and_ranks_are_those_of_r(void **state) {
    (void)state;
    g_auto(GStrv) rows = lines_of("golden.tsv");
    g_autoptr(amont_composite) c = make_composite();
    for (int how = 0; how < AMONT_NORMALISATIONS; how++)
        for (int sum = 0; sum < AMONT_AGGREGATIONS; sum++) {
            g_autofree char *key = g_strdup_printf("%s %s", ways[how], sums[sum]);
            double scores[UNITS], terms[UNITS];
            unsigned ranks[UNITS];
            amont_composite_score(c, (amont_normalisation)how, (amont_aggregation)sum, scores);
            amont_composite_sum(c, c->terms[how][sum], c->weights, terms);
            amont_rank(terms, UNITS, ranks);
            for (size_t u = 0; u < UNITS; u++) {
                g_autofree char *unit = unit_name(u);
                assert_near(scores[u], golden(rows, "score", key, unit), 1e-10);
                assert_int_equal(ranks[u], golden(rows, "rank", key, unit));
            }
        }
}

static void tied_units_share_the_best_rank(void **state) {
    (void)state;
    const double values[] = {3, 1, 3 + 1e-12, 2, 0};
    const unsigned expected[] = {1, 4, 1, 3, 5};
    unsigned ranks[5];
    amont_rank(values, 5, ranks);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(ranks[i], expected[i]);
}

/* Tied values have their mean rank: of 5, 7, 7, 9 these are 1, 2.5, 2.5, 4. */
static void percentile_ranks_are_by_hand(void **state) {
    (void)state;
    const double values[] = {7, 5, 9, 7}, expected[] = {50, 0, 100, 50};
    double ranks[4];
    amont_normalise(values, 4, AMONT_NORMALISE_RANK, ranks);
    for (size_t i = 0; i < 4; i++)
        assert_near(ranks[i], expected[i], 1e-12);
}

/* Weights 0.1, 0.2, 0.3 in one pillar, 0.4 alone in the other. */
static void what_is_left_out_leaves_its_weight_to_its_pillar(void **state) {
    (void)state;
    const size_t pillars[] = {0, 0, 0, 1};
    const double weights[] = {0.1, 0.2, 0.3, 0.4}, values[] = {1, 2, 1, 2, 1, 2, 1, 2};
    amont_composite_shape shape = {2, 4, pillars, weights};
    g_autoptr(amont_composite) c = amont_composite_new(&shape, values);
    static const struct {
        size_t left_out;
        double expected[4];
    } cases[] = {
        {0, {0, 0.24, 0.36, 0.4}},       /* 0.2 and 0.3 times 0.6 / 0.5 */
        {3, {1.0 / 6, 1.0 / 3, 0.5, 0}}, /* nobody else in its pillar: divided by 0.6 */
        {4, {0.1, 0.2, 0.3, 0.4}},       /* none */
    };
    for (size_t k = 0; k < G_N_ELEMENTS(cases); k++) {
        double without[4];
        amont_composite_leave_out(c, weights, cases[k].left_out, without);
        for (size_t i = 0; i < 4; i++)
            assert_near(without[i], cases[k].expected[i], 1e-15);
    }
}

/* ---- draws --------------------------------------------------------------------------------- */

/* Mean w and variance w (1 - w) / (alpha + 1) of Dirichlet(alpha w); small shapes too. */
static void drawn_weights_have_the_moments_of_dirichlet(void **state) {
    (void)state;
    enum { N = 100000 };
    const double weights[] = {0.7, 0.29, 0.01, 0}, alpha = 20;
    double sum[4] = {0}, squares[4] = {0};
    amont_random random = amont_random_stream(11, 0);
    for (int k = 0; k < N; k++) {
        double drawn[4];
        amont_dirichlet(&random, alpha, weights, 4, drawn);
        for (int i = 0; i < 4; i++) {
            sum[i] += drawn[i];
            squares[i] += drawn[i] * drawn[i];
        }
    }
    for (int i = 0; i < 4; i++) {
        double mean = sum[i] / N, variance = weights[i] * (1 - weights[i]) / (alpha + 1);
        assert_near(mean, weights[i], 5 * sqrt(variance / N));
        assert_near(squares[i] / N - mean * mean, variance, 0.03 * variance + 1e-18);
    }
}

static amont_draws draws_to(unsigned top) {
    return (amont_draws){.n = DRAWS, .alpha = 50, .seed = 1, .top = top};
}

/* Shares of two independent samples differ by 4.5 standard errors at most: 240 comparisons. */
static void shares_of_ranks_are_those_of_r(void **state) {
    (void)state;
    g_auto(GStrv) rows = lines_of("golden.tsv");
    g_autoptr(amont_composite) c = make_composite();
    for (unsigned top = 1; top <= UNITS; top++) {
        amont_draws draws = draws_to(top);
        amont_rank_spread spreads[UNITS];
        double shift = amont_composite_spread(c, &draws, spreads);
        /* the error of R's mean is for four times as many draws */
        double error = golden(rows, "shift", "error", "") * sqrt(1 + (double)R_DRAWS / DRAWS);
        assert_near(shift, golden(rows, "shift", "mean", ""), 4.5 * error);
        for (size_t u = 0; u < UNITS; u++) {
            g_autofree char *unit = unit_name(u), *rank = g_strdup_printf("%u", top);
            double share = golden(rows, "share", unit, rank);
            assert_near(spreads[u].top_share, share,
                        4.5 * sqrt(share * (1 - share) * (1.0 / DRAWS + 1.0 / R_DRAWS)) + 2e-4);
            if (top == spreads[u].low)
                assert_true(share >= 0.05 - 0.012); /* 4.5 errors of a share of 5 % */
            if (top == spreads[u].high)
                assert_true(share >= 0.95 - 0.012);
            if (top + 1 == spreads[u].low)
                assert_true(share < 0.05 + 0.012);
            if (top + 1 == spreads[u].high)
                assert_true(share < 0.95 + 0.012);
        }
    }
}

static void draws_are_the_same_for_any_number_of_threads(void **state) {
    (void)state;
    static const unsigned threads[] = {1, 2, 8};
    g_autoptr(amont_composite) c = make_composite();
    amont_draws draws = draws_to(3);
    amont_rank_spread first[UNITS];
    amont_sobol_index first_indices[AMONT_FACTORS];
    memset(first, 0, sizeof first);
    for (size_t k = 0; k < G_N_ELEMENTS(threads); k++) {
        amont_rank_spread spreads[UNITS];
        amont_sobol_index indices[AMONT_FACTORS];
        memset(spreads, 0, sizeof spreads);
        amont_pool_set_threads(threads[k]);
        amont_composite_spread(c, &draws, k ? spreads : first);
        amont_composite_sensitivity(c, &draws, k ? indices : first_indices);
        if (k > 0) {
            assert_memory_equal(spreads, first, sizeof first);
            assert_memory_equal(indices, first_indices, sizeof indices);
        }
    }
    amont_pool_set_threads(0);
}

static void another_seed_gives_other_draws(void **state) {
    (void)state;
    g_autoptr(amont_composite) c = make_composite();
    amont_draws one = draws_to(3), other = draws_to(3);
    other.seed = 2;
    amont_rank_spread a[UNITS], b[UNITS];
    double shift = amont_composite_spread(c, &one, a);
    assert_true(shift != amont_composite_spread(c, &other, b));
}

/* ---- Sobol indices ------------------------------------------------------------------------- */

/* Uniform factors of one side of a sample. */
static void draw_sides(size_t sample, size_t n, double *a, double *b) {
    amont_random random = amont_random_stream(5, sample);
    for (size_t i = 0; i < n; i++) {
        a[i] = amont_random_unit(&random);
        b[i] = amont_random_unit(&random);
    }
}

static double add_up(const double *x) {
    return 4 * x[0] + 2 * x[1] + x[2] + 0 * x[3];
}

/* Ishigami & Homma (1990) with a = 7, b = 0.1, over [-pi, pi]. */
static double ishigami(const double *x) {
    double angles[3];
    for (int i = 0; i < 3; i++)
        angles[i] = (2 * x[i] - 1) * G_PI;
    return sin(angles[0]) + 7 * sin(angles[1]) * sin(angles[1]) +
           0.1 * pow(angles[2], 4) * sin(angles[0]);
}

typedef struct made {
    size_t n;
    double (*of)(const double *);
} made;

static void run_made(size_t sample, double *outcomes, const void *data) {
    const made *model = data;
    double a[4], b[4];
    draw_sides(sample, model->n, a, b);
    outcomes[0] = model->of(a);
    outcomes[1] = model->of(b);
    for (size_t f = 0; f < model->n; f++) {
        double kept = a[f];
        a[f] = b[f];
        outcomes[2 + f] = model->of(a);
        a[f] = kept;
    }
}

/* Of a sum of c x, x uniform: c² / Σ c², first and total alike. */
static void indices_of_an_additive_model_are_the_analytic_ones(void **state) {
    (void)state;
    const made model = {4, add_up};
    const double expected[] = {16.0 / 21, 4.0 / 21, 1.0 / 21, 0};
    amont_sobol_index indices[4];
    amont_sobol(4, 10000, 1, run_made, &model, indices);
    for (int f = 0; f < 4; f++) {
        assert_near(indices[f].first, expected[f], 0.02);
        assert_near(indices[f].total, expected[f], 0.02);
        assert_true(indices[f].first_low <= indices[f].first &&
                    indices[f].first <= indices[f].first_high);
        assert_true(indices[f].total_low <= indices[f].total &&
                    indices[f].total <= indices[f].total_high);
        assert_true(indices[f].first_high - indices[f].first_low < 0.06);
    }
}

/* Saltelli et al., "Global Sensitivity Analysis: The Primer" (2008): 0.3139, 0.4424, 0 and 0.5576,
 * 0.4424, 0.2437. */
static void indices_of_ishigami_s_model_are_the_published_ones(void **state) {
    (void)state;
    const made model = {3, ishigami};
    const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};
    amont_sobol_index indices[3];
    amont_sobol(3, 20000, 1, run_made, &model, indices);
    for (int f = 0; f < 3; f++) {
        assert_near(indices[f].first, first[f], 0.02);
        assert_near(indices[f].total, total[f], 0.02);
    }
}

static double same(const double *x) {
    (void)x;
    return 0.1;
}

static void what_does_not_vary_has_no_indices(void **state) {
    (void)state;
    const made model = {2, same};
    amont_sobol_index indices[2];
    amont_sobol(2, 100, 1, run_made, &model, indices);
    assert_true(isnan(indices[0].first) && isnan(indices[1].total) && isnan(indices[0].first_low));
}

/* R has the same design with other estimators and 20,000 samples: within 0.03. */
static void what_ranks_depend_on_is_as_in_r(void **state) {
    (void)state;
    static const char *const factors[] = {"weights", "normalisation", "aggregation", "left_out"};
    g_auto(GStrv) rows = lines_of("golden.tsv");
    g_autoptr(amont_composite) c = make_composite();
    amont_draws draws = draws_to(3);
    amont_sobol_index indices[AMONT_FACTORS];
    amont_composite_sensitivity(c, &draws, indices);
    for (int f = 0; f < AMONT_FACTORS; f++) {
        assert_near(indices[f].first, golden(rows, "sobol_first", factors[f], ""), 0.03);
        assert_near(indices[f].total, golden(rows, "sobol_total", factors[f], ""), 0.03);
    }
}

/* ---- coherence ----------------------------------------------------------------------------- */

static void correlations_and_alpha_are_those_of_r(void **state) {
    (void)state;
    g_auto(GStrv) rows = lines_of("golden.tsv");
    g_autoptr(amont_composite) c = make_composite();
    const double *plain = c->terms[AMONT_NORMALISE_MINMAX][AMONT_AGGREGATE_ARITHMETIC];
    const double *items[INDICATORS];
    for (size_t i = 0; i < INDICATORS; i++) {
        items[i] = &plain[i * UNITS];
        for (size_t j = i + 1; j < INDICATORS; j++) {
            const double *other = &plain[j * UNITS];
            g_autofree char *key = g_strdup_printf("%s %s", names[i], names[j]);
            assert_near(amont_correlation(items[i], other, UNITS), golden(rows, "pearson", key, ""),
                        1e-12);
            assert_near(amont_rank_correlation(items[i], other, UNITS),
                        golden(rows, "spearman", key, ""), 1e-12);
        }
    }
    assert_near(amont_cronbach(items, INDICATORS, UNITS), golden(rows, "alpha", "all", ""), 1e-12);
    assert_true(isnan(amont_cronbach(items, 1, UNITS)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skewness_and_far_values_are_those_of_r),
        cmocka_unit_test(a_far_value_comes_to_the_next_one),
        cmocka_unit_test(no_more_than_five_values_are_moved),
        cmocka_unit_test(equal_values_are_neither_skewed_nor_moved),
        cmocka_unit_test(scores_and_ranks_are_those_of_r),
        cmocka_unit_test(tied_units_share_the_best_rank),
        cmocka_unit_test(percentile_ranks_are_by_hand),
        cmocka_unit_test(what_is_left_out_leaves_its_weight_to_its_pillar),
        cmocka_unit_test(drawn_weights_have_the_moments_of_dirichlet),
        cmocka_unit_test(shares_of_ranks_are_those_of_r),
        cmocka_unit_test(draws_are_the_same_for_any_number_of_threads),
        cmocka_unit_test(another_seed_gives_other_draws),
        cmocka_unit_test(indices_of_an_additive_model_are_the_analytic_ones),
        cmocka_unit_test(indices_of_ishigami_s_model_are_the_published_ones),
        cmocka_unit_test(what_does_not_vary_has_no_indices),
        cmocka_unit_test(what_ranks_depend_on_is_as_in_r),
        cmocka_unit_test(correlations_and_alpha_are_those_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
