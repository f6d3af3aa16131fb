#include "amont/table.h"

#include "check.h"

static void flags_are_called_as_in_the_published_tables(void **state) {
    (void)state; /* architecture.md section 5 */
    static const struct {
        amont_flag flag;
        const char *name;
        bool has_value;
    } cases[] = {
        {AMONT_FLAG_OK, "ok", true},         {AMONT_FLAG_MISSING, "na", false},
        {AMONT_FLAG_UNDEFINED, "nd", false}, {AMONT_FLAG_SECRET, "s", false},
        {AMONT_FLAG_LOW_N, "low_n", true},   {AMONT_FLAG_ESTIMATED, "est", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        amont_flag parsed = AMONT_FLAG_OK;
        assert_string_equal(amont_flag_name(cases[i].flag), cases[i].name);
        assert_true(amont_flag_parse(cases[i].name, &parsed));
        assert_int_equal(parsed, cases[i].flag);
        assert_int_equal(amont_flag_has_value(cases[i].flag), cases[i].has_value);
    }
}

static void a_word_that_is_no_flag_is_refused(void **state) {
    (void)state;
    amont_flag flag = AMONT_FLAG_SECRET;
    assert_false(amont_flag_parse("OK", &flag));
    assert_false(amont_flag_parse("", &flag));
    assert_false(amont_flag_parse("secret", &flag));
    assert_int_equal(flag, AMONT_FLAG_SECRET);
}

static void measures_have_names(void **state) {
    (void)state;
    assert_string_equal(amont_measure_name(AMONT_MEASURE_STOCK), "stock");
    assert_string_equal(amont_measure_name(AMONT_MEASURE_RATIO), "ratio");
    assert_string_equal(amont_measure_name(AMONT_MEASURE_INDEX), "index");
    assert_string_equal(amont_measure_name(AMONT_MEASURE_CATEGORY), "category");
}

static void assert_missing(amont_figure figure) {
    assert_int_equal(figure.flag, AMONT_FLAG_MISSING);
    assert_true(isnan(figure.value) && isnan(figure.numerator) && isnan(figure.denominator));
    assert_near(figure.n, 0, 0);
}

static void a_new_series_is_missing_not_zero(void **state) {
    (void)state;
    g_autoptr(amont_series) series = amont_series_new("density", "communes", 3);
    assert_int_equal(series->n_zones, 3);
    for (size_t zone = 0; zone < 3; zone++)
        assert_missing(series->figures[zone]);
    assert_missing(series->unplaced);
    assert_missing(series->outside);
    assert_false(series->has_unplaced);
    assert_int_equal(series->layers->len, 0);
}

static void a_series_owns_its_texts(void **state) {
    (void)state; /* the address sanitizer is the judge */
    g_autoptr(amont_series) series = amont_series_new("density", "communes", 0);
    series->label = g_strdup("Densité");
    series->unit = g_strdup("hab/km²");
    series->source = g_strdup("Insee");
    series->method = g_strdup("people / area");
    g_ptr_array_add(series->layers, g_strdup("rp2021"));
    assert_string_equal(series->indicator, "density");
}

static void series_are_found_by_indicator_and_level(void **state) {
    (void)state;
    g_autoptr(amont_table) table = amont_table_new();
    amont_series *fine = amont_series_new("density", "iris", 2);
    amont_series *coarse = amont_series_new("density", "communes", 1);
    g_ptr_array_add(table->series, fine);
    g_ptr_array_add(table->series, coarse);
    assert_ptr_equal(amont_table_find(table, "density", "communes"), coarse);
    assert_ptr_equal(amont_table_find(table, "density", "iris"), fine);
    assert_null(amont_table_find(table, "density", "epci"));
    assert_null(amont_table_find(table, "people", "iris"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flags_are_called_as_in_the_published_tables),
        cmocka_unit_test(a_word_that_is_no_flag_is_refused),
        cmocka_unit_test(measures_have_names),
        cmocka_unit_test(a_new_series_is_missing_not_zero),
        cmocka_unit_test(a_series_owns_its_texts),
        cmocka_unit_test(series_are_found_by_indicator_and_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
