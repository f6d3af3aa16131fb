/* Formulas: values by hand; units by dimensional analysis, by hand. */
#include "amont/formula.h"

#include "check.h"

#include <math.h>

static double value(const char *text, const double *values, size_t n_names) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_formula) formula = amont_formula_new(text, &error);
    assert_ok(error);
    assert_int_equal(amont_formula_n_names(formula), n_names);
    return amont_formula_value(formula, values);
}

static void formulas_have_values(void **state) {
    (void)state;
    assert_near(value("6 / 4", NULL, 0), 1.5, 0);
    assert_near(value("2 + 3 * 4 ^ 2", NULL, 0), 50, 0);
    assert_near(value("a.b / c", (double[]){6, 3}, 2), 2, 0);
    assert_near(value("[x (y)] * 2 + [x (y)]", (double[]){5}, 1), 15, 0);
    assert_near(value("[x] - y", (double[]){7, 2}, 2), 5, 0); /* brackets come first */
    assert_near(value("max(a, 0)", (double[]){-1}, 1), 0, 0);
    assert_true(isnan(value("0 * a / a", (double[]){0}, 1)));
    assert_true(isinf(value("1 / a", (double[]){0}, 1)));
}

static void names_stand_once(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_formula) formula = amont_formula_new("[b(1)] + a + a + [b(1)]", &error);
    assert_ok(error);
    assert_int_equal(amont_formula_n_names(formula), 2);
    assert_string_equal(amont_formula_name(formula, 0), "b(1)");
    assert_string_equal(amont_formula_name(formula, 1), "a");
}

static void what_is_no_formula_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",      " ",    "a +", "(a",    "a)", "a b",
                                        "a = 2", "a, b", "[a",  "a]",    "[]", "f(a)",
                                        "\"a\"", "1,5",  "é",   "a += 1"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        amont_formula *formula = amont_formula_new(texts[i], &error);
        if (formula)
            fail_msg("'%s' is taken for a formula", texts[i]);
        assert_int_equal(error->code, AMONT_ERROR_CONFIG);
    }
    g_autofree char *endless = g_strnfill(100000, '(');
    g_autoptr(GError) error = NULL;
    assert_null(amont_formula_new(endless, &error));
    assert_non_null(error);
}

static void units_follow(void **state) {
    (void)state;
    static const struct {
        const char *formula, *units[3], *result; /* NULL: mixed */
    } rows[] = {
        {"a / b", {"hab.", "km²"}, "hab./km²"},
        {"100 * (a - b) / b", {"hab.", "hab."}, "%"},
        {"a + b", {"hab.", "km²"}, NULL},
        {"a + b", {"ménages", "emplois"}, "emplois"},
        {"a + b", {"€", "M€"}, "€"},
        {"a + 1", {"ha"}, NULL},
        {"max(a, 0) * b", {"€/m²", "ha"}, "€"},
        {"sqrt(a)", {"km²"}, "m"},
        {"ln(a / b)", {"hab.", "hab."}, "–"},
        {"ln(a)", {"hab."}, NULL},
        {"a ^ b", {"m", "%"}, NULL},
        {"a / b", {"m²/an", "logements/an"}, "m²/logement"},
        {"a * b", {"", "%"}, ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_formula) formula = amont_formula_new(rows[i].formula, &error);
        assert_ok(error);
        amont_unit found, expected = amont_unit_of(rows[i].result);
        bool one_kind = amont_formula_unit(formula, rows[i].units, &found);
        if (one_kind != (rows[i].result != NULL))
            fail_msg("%s of %s, %s", rows[i].formula, rows[i].units[0], rows[i].units[1]);
        if (one_kind && !amont_unit_equal(&found, &expected, true))
            fail_msg("%s is not in %s", rows[i].formula, rows[i].result);
    }
}

/* By hand: 1 km² is 100 ha, a share of 1 is 100 %. */
static void factors_are_told_where_they_can_be(void **state) {
    (void)state;
    static const struct {
        const char *formula, *units[2], *unit;
        double misses; /* NaN: cannot be told */
    } rows[] = {
        {"a / b", {"hab.", "km²"}, "hab./km²", 1},
        {"a / b", {"hab.", "km²"}, "hab./ha", 0.01},
        {"a / (100 * b)", {"hab.", "km²"}, "hab./ha", 1},
        {"100 * a", {"hab./km²", ""}, "hab./ha", 1e-4},
        {"a / b", {"emplois", "hab."}, "%", 100},
        {"100 * a / b", {"emplois", "hab."}, "%", 1},
        {"1000 * a / b", {"€", "k€"}, "€/€", 1e-6},
        {"10000 * a / b", {"projets", "hab."}, "projets/10 000 hab.", 1},
        {"a + b", {"ha", "ha"}, "km²", 0.01},
        {"100 * (a - b) / b", {"hab.", "hab."}, "%", NAN},
        {"a2 / b", {"m²", "ha"}, "%", 0.01},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_formula) formula = amont_formula_new(rows[i].formula, &error);
        assert_ok(error);
        amont_unit unit = amont_unit_of(rows[i].unit);
        double misses = amont_formula_misses(formula, rows[i].units, &unit);
        if (isnan(rows[i].misses) != isnan(misses) || fabs(misses / rows[i].misses - 1) > 1e-9)
            fail_msg("%s in %s misses %.12g", rows[i].formula, rows[i].unit, misses);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_have_values),
        cmocka_unit_test(names_stand_once),
        cmocka_unit_test(what_is_no_formula_is_refused),
        cmocka_unit_test(units_follow),
        cmocka_unit_test(factors_are_told_where_they_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
