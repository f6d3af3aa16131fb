/* Moran, local Moran and Gi* of the 81 bundled IRIS against R (data/spatial/oracle.R), which finds
 * neighbours by itself; small cases by hand. */
#include "amont/spatial.h"

#include "amont/analyse.h"
#include "amont/contacts.h"
#include "amont/open.h"
#include "amont/pool.h"

#include "check.h"

#include <math.h>
#include <string.h>

static const double agreement = 1e-12;

/* ---- against R ----------------------------------------------------------------------------- */

typedef struct opened {
    amont_study *study;
    amont_findings *findings;
    amont_layers *layers;
    amont_analysis *analysis;
    const amont_level *iris;
    GArray *contacts;
    char **lines; /* of the oracle */
} opened;

static opened o;

static int set_up(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = check_path("data/spatial");
    g_autofree char *oracle = check_path("data/spatial/oracle.tsv");
    g_autofree char *text = NULL;
    o.study = amont_study_load(path, &error);
    assert_ok(error);
    o.findings = amont_findings_new();
    o.layers = amont_study_open(o.study, o.findings, &error);
    assert_ok(error);
    o.analysis = amont_analysis_new(o.layers, o.findings);
    o.iris = amont_layers_level(o.layers, "iris");
    o.contacts = amont_shapes_contacts(o.iris->layer->shapes, 0.1);
    assert_true(g_file_get_contents(oracle, &text, NULL, NULL));
    o.lines = g_strsplit(g_strchomp(text), "\n", -1);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    g_strfreev(o.lines);
    g_array_unref(o.contacts);
    amont_analysis_free(o.analysis);
    amont_layers_free(o.layers);
    amont_findings_free(o.findings);
    amont_study_free(o.study);
    return 0;
}

/* What R says, for a zone or (code "") all; NaN where it says NaN. */
static double oracle_of(const char *kind, const char *figure, const char *statistic,
                        const char *code) {
    g_autofree char *head = g_strdup_printf("%s\t%s\t%s\t%s\t", kind, figure, statistic, code);
    for (char **line = o.lines; *line; line++)
        if (g_str_has_prefix(*line, head))
            return (*line)[strlen(head)] == 'N' ? NAN : g_ascii_strtod(*line + strlen(head), NULL);
    fail_msg("no %s", head);
    return NAN;
}

/* The zones with a figure, by code. */
typedef struct units {
    size_t n;
    size_t zone_of[81], unit_of[81];
    double values[81], x[81], y[81];
} units;

/* R has the densities from areas of its own, by the definition of Lambert-93: what is compared to
 * 1e-12 is the statistics of the same figures. */
static double value_as_r(const char *figure, size_t zone, double value) {
    if (strcmp(figure, "density.population") != 0)
        return value;
    double expected = oracle_of("", figure, "value", o.iris->codes[zone]);
    assert_near(value, expected, 1e-11 * expected);
    return expected;
}

static units units_of(const char *figure) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_series) series = amont_analyse_one(o.analysis, figure, "iris", &error);
    assert_ok(error);
    assert_int_equal(series->n_zones, 81);
    units u = {0};
    for (size_t i = 0; i < 81; i++) {
        size_t zone = o.iris->by_code[i];
        u.unit_of[zone] = SIZE_MAX;
        if (!amont_flag_has_value(series->figures[zone].flag))
            continue;
        u.unit_of[zone] = u.n;
        u.zone_of[u.n] = zone;
        u.values[u.n] = value_as_r(figure, zone, series->figures[zone].value);
        assert_true(amont_shapes_centroid(o.iris->layer->shapes, zone, &u.x[u.n], &u.y[u.n]));
        u.n++;
    }
    return u;
}

static amont_weights *weights_of(const units *u, const char *kind) {
    amont_weights *weights = NULL;
    if (g_str_has_prefix(kind, "knn"))
        weights = amont_weights_nearest(u->x, u->y, u->n, 5);
    else if (g_str_has_prefix(kind, "distance"))
        weights = amont_weights_within(u->x, u->y, u->n, 700);
    else
        weights = amont_weights_contiguous(o.contacts, g_str_has_prefix(kind, "rook") ? 1 : 0,
                                           u->unit_of, 81, u->n);
    if (g_str_has_suffix(kind, "row"))
        amont_weights_standardise(weights);
    return weights;
}

static void assert_as_r(double value, const char *kind, const char *figure, const char *statistic,
                        const char *code) {
    double expected = oracle_of(kind, figure, statistic, code);
    if (isnan(expected))
        assert_true(isnan(value));
    else
        assert_near(value, expected, agreement * fmax(1, fabs(expected)));
}

/* Two draws of R = 9,999 permutations differ by chance: five standard errors, and one in R. */
static void assert_p(double p, double expected) {
    assert_near(p, expected, 1.0 / 9999 + 5 * sqrt(2 * expected * (1 - expected) / 9999));
}

static void check_all(const units *u, const amont_weights *weights, const char *kind,
                      const char *figure) {
    const amont_chance chance = {1, 9999};
    amont_moran moran = amont_moran_compute(weights, u->values, &chance);
    assert_as_r((double)weights->first[u->n], kind, figure, "links", "");
    assert_as_r((double)weights->n_islands, kind, figure, "islands", "");
    assert_as_r(moran.i, kind, figure, "i", "");
    assert_as_r(moran.expected, kind, figure, "expected", "");
    assert_as_r(moran.variance, kind, figure, "variance", "");
    assert_near(moran.z, oracle_of(kind, figure, "z", ""), agreement / sqrt(moran.variance));
    assert_as_r(moran.p_normal, kind, figure, "p_normal", "");
    assert_p(moran.p, oracle_of(kind, figure, "p", ""));
}

static void check_each(const units *u, const amont_weights *weights, const char *kind,
                       const char *figure) {
    const amont_chance none = {1, 0};
    amont_local local[81];
    double getis[81];
    amont_local_compute(weights, u->values, &none, local);
    amont_getis_compute(weights, u->values, getis);
    for (size_t i = 0; i < u->n; i++) {
        const char *code = o.iris->codes[u->zone_of[i]];
        assert_as_r(local[i].i, kind, figure, "local", code);
        assert_as_r(getis[i], kind, figure, "gi", code);
        assert_true(isnan(local[i].p));
    }
}

static const char *const figures[] = {"revenu_median", "density.population"};

static void statistics_are_those_of_r(void **state) {
    (void)state;
    const char *const kinds[] = {"queen row", "queen binary", "rook row", "knn row",
                                 "distance row"};
    for (size_t f = 0; f < G_N_ELEMENTS(figures); f++) {
        units u = units_of(figures[f]);
        assert_int_equal(u.n, f == 0 ? 79 : 81);
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
            g_autoptr(amont_weights) weights = weights_of(&u, kinds[k]);
            check_all(&u, weights, kinds[k], figures[f]);
            check_each(&u, weights, kinds[k], figures[f]);
        }
    }
}

static void local_p_values_are_those_of_r(void **state) {
    (void)state;
    const amont_chance chance = {7, 9999};
    for (size_t f = 0; f < G_N_ELEMENTS(figures); f++) {
        units u = units_of(figures[f]);
        g_autoptr(amont_weights) weights = weights_of(&u, "queen row");
        amont_local local[81];
        amont_local_compute(weights, u.values, &chance, local);
        for (size_t i = 0; i < u.n; i++)
            assert_p(local[i].p,
                     oracle_of("queen row", figures[f], "local_p", o.iris->codes[u.zone_of[i]]));
    }
}

static void rates_are_those_of_r(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_series) density =
        amont_analyse_one(o.analysis, "density.population", "iris", &error);
    assert_ok(error);
    units u = units_of("density.population");
    double events[81], areas[81], values[81];
    for (size_t i = 0; i < 81; i++) {
        events[i] = density->figures[u.zone_of[i]].numerator;
        areas[i] = density->figures[u.zone_of[i]].denominator;
    }
    assert_true(amont_rates_standardise(events, areas, 81, values));
    g_autoptr(amont_weights) weights = weights_of(&u, "queen row");
    const amont_chance chance = {3, 9999};
    amont_moran moran = amont_moran_compute(weights, values, &chance);
    assert_as_r(moran.i, "queen row", "eb", "i", "");
    assert_near(moran.z, oracle_of("queen row", "eb", "z", ""), agreement / sqrt(moran.variance));
    assert_p(moran.p, oracle_of("queen row", "eb", "p", ""));
}

static void p_values_do_not_depend_on_threads(void **state) {
    (void)state;
    const unsigned threads[] = {1, 2, 8};
    const amont_chance chance = {42, 999};
    units u = units_of("revenu_median");
    amont_moran moran[3];
    amont_local local[3][81];
    memset(local, 0, sizeof local);
    for (size_t t = 0; t < G_N_ELEMENTS(threads); t++) {
        amont_pool_set_threads(threads[t]);
        g_autoptr(amont_weights) weights = weights_of(&u, "queen row");
        moran[t] = amont_moran_compute(weights, u.values, &chance);
        amont_local_compute(weights, u.values, &chance, local[t]);
    }
    amont_pool_set_threads(0);
    for (size_t t = 1; t < G_N_ELEMENTS(threads); t++) {
        assert_memory_equal(&moran[t], &moran[0], sizeof moran[0]);
        for (size_t i = 0; i < u.n; i++) {
            assert_near(local[t][i].i, local[0][i].i, 0);
            assert_near(local[t][i].p, local[0][i].p, 0);
        }
    }
}

/* ---- by hand ------------------------------------------------------------------------------- */

/* Eight units in a row: 0 0 0 0 1 1 1 1. Deviations are ∓1/2; 7 pairs, 6 alike: S0 = 14,
 * I = 8/14 · 2 (6 - 1)/4 / 2 = 5/7. */
static amont_weights *in_a_row(size_t n) {
    g_autofree double *x = g_new(double, n), *y = g_new0(double, n);
    for (size_t i = 0; i < n; i++)
        x[i] = (double)i;
    return amont_weights_within(x, y, n, 1);
}

static void two_halves_are_alike(void **state) {
    (void)state;
    const double values[] = {0, 0, 0, 0, 1, 1, 1, 1};
    const amont_chance chance = {1, 999};
    g_autoptr(amont_weights) weights = in_a_row(8);
    amont_moran moran = amont_moran_compute(weights, values, &chance);
    assert_near(moran.i, 5.0 / 7, 1e-15);
    assert_near(moran.expected, -1.0 / 7, 1e-15);
    /* Of the 70 ways to place four ones, those with at most one change of value (I = 5/7: 2) and
     * with seven (I = -1: 2) are as far from -1/7 as 6/7 is: 4 of 70. */
    assert_near(moran.p, 4.0 / 70, 0.04);
    amont_local local[8];
    amont_local_compute(weights, values, &chance, local);
    const double expected[] = {1, 2, 2, 0, 0, 2, 2, 1};
    double sum = 0;
    for (size_t i = 0; i < 8; i++) {
        assert_near(local[i].i, expected[i], 1e-15);
        sum += local[i].i;
    }
    assert_near(sum, moran.i * 14, 1e-12);
    assert_int_equal(local[0].quadrant, AMONT_QUADRANT_LOW_LOW);
    assert_int_equal(local[7].quadrant, AMONT_QUADRANT_HIGH_HIGH);
}

/* Ties are ties in whatever order terms are added: of 0.1, 0.2, 0.3 ... all draws of a unit whose
 * neighbours are all others have one sum. */
static void sums_of_the_same_terms_are_as_far(void **state) {
    (void)state;
    const double values[] = {0.1, 0.2, 0.3, 0.7, 1.1, 1.3, 1.7, 1.9, 2.3};
    const amont_chance chance = {1, 999};
    double x[9] = {0}, y[9] = {0};
    g_autoptr(amont_weights) weights = amont_weights_within(x, y, 9, 1);
    amont_local local[9];
    amont_local_compute(weights, values, &chance, local);
    amont_moran moran = amont_moran_compute(weights, values, &chance);
    for (size_t i = 0; i < 9; i++)
        assert_near(local[i].p, 1, 0);
    assert_near(moran.i, -1.0 / 8, 1e-15); /* all are neighbours: what is expected */
    assert_near(moran.p, 1, 0);
    double z[9];
    amont_getis_compute(weights, values, z);
    assert_true(isnan(z[0])); /* no others to compare with */
}

static void equal_values_have_no_index(void **state) {
    (void)state;
    const double values[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    const amont_chance chance = {1, 99};
    g_autoptr(amont_weights) weights = in_a_row(8);
    amont_moran moran = amont_moran_compute(weights, values, &chance);
    amont_local local[8];
    double z[8];
    amont_local_compute(weights, values, &chance, local);
    amont_getis_compute(weights, values, z);
    assert_true(isnan(moran.i) && isnan(moran.p));
    assert_true(isnan(local[3].i) && isnan(local[3].p) && isnan(z[3]));
}

static void islands_are_counted_and_have_no_local_figure(void **state) {
    (void)state;
    const double x[] = {0, 1, 2, 50, NAN}, y[] = {0, 0, 0, 0, 0}, values[] = {1, 2, 3, 4, 10};
    const amont_chance none = {1, 0};
    g_autoptr(amont_weights) weights = amont_weights_within(x, y, 5, 1);
    amont_weights_standardise(weights);
    assert_int_equal(weights->n_islands, 2);
    /* deviations -3 -2 -1 0 6, squares 50; 6 + (-2)(-4)/2 + 2 = 12; S0 = 3 */
    assert_near(amont_moran_compute(weights, values, &none).i, 5.0 / 3 * 12 / 50, 1e-15);
    amont_local local[5];
    double z[5];
    amont_local_compute(weights, values, &none, local);
    amont_getis_compute(weights, values, z);
    assert_true(isnan(local[3].i) && isnan(z[3]) && isnan(local[4].i) && isnan(z[4]));
    assert_near(local[0].i, 6.0 / 10, 1e-15);
}

/* Of several at one distance the lowest is taken. */
static void the_nearest_are_the_lowest_of_equals(void **state) {
    (void)state;
    const double x[] = {0, 1, -1, 0, 0}, y[] = {0, 0, 0, 1, -1};
    g_autoptr(amont_weights) weights = amont_weights_nearest(x, y, 5, 2);
    const size_t expected[5][2] = {{1, 2}, {0, 3}, {0, 3}, {0, 1}, {0, 1}};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(amont_weights_count(weights, i), 2);
        assert_memory_equal(weights->of + weights->first[i], expected[i], sizeof expected[i]);
    }
}

/* The fifteen p-values of Benjamini and Hochberg (1995), section 3.1: the first four are
 * discoveries, where the fifth exceeds 5/15 of 0.05. */
static void discoveries_are_those_of_the_article(void **state) {
    (void)state;
    const double p[] = {0.0278, 0.0001, 0.3240, 0.0019, 0.4262, NAN,    0.0095, 0.0004,
                        0.0201, 0.0298, 0.0344, 0.0459, 0.5719, 0.6528, 0.7590, 1.0000};
    bool found[G_N_ELEMENTS(p)];
    amont_discoveries(p, G_N_ELEMENTS(p), 0.05, found);
    for (size_t i = 0; i < G_N_ELEMENTS(p); i++)
        assert_int_equal(found[i], p[i] <= 0.0095);
    amont_discoveries(p, G_N_ELEMENTS(p), 1e-6, found);
    for (size_t i = 0; i < G_N_ELEMENTS(p); i++)
        assert_false(found[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_are_those_of_r),
        cmocka_unit_test(local_p_values_are_those_of_r),
        cmocka_unit_test(rates_are_those_of_r),
        cmocka_unit_test(p_values_do_not_depend_on_threads),
        cmocka_unit_test(two_halves_are_alike),
        cmocka_unit_test(sums_of_the_same_terms_are_as_far),
        cmocka_unit_test(equal_values_have_no_index),
        cmocka_unit_test(islands_are_counted_and_have_no_local_figure),
        cmocka_unit_test(the_nearest_are_the_lowest_of_equals),
        cmocka_unit_test(discoveries_are_those_of_the_article),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
