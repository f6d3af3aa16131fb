/* Titles of columns and what they say of quantities and years. Those of INSEE, SDES and Cerema
 * stand in the documentation of the files (geodata/SOURCES.md). */
#include "amont/quantity.h"

#include "check.h"

static void titles_say_the_quantity_and_the_years(void **state) {
    (void)state;
    static const struct {
        const char *title, *quantity;
        int from, until;
    } rows[] = {
        {"P22_POP", "population", 2022, 2022},
        {"p68_pop", "population", 1968, 1968},
        {"pop_1999", "population", 1999, 1999},
        {"population", "population", 0, 0},
        {"LOG_AUT_2021", "dwellings_authorised", 2021, 2021},
        {"naf09art10", "consumed", 2009, 2010},
        {"art22hab23", "consumed_housing", 2022, 2023},
        {"P22_RP", "households", 2022, 2022},
        {"P22_RP_PROP", "dwellings_owner", 2022, 2022},
        {"MED21", "income_median", 2021, 2021},
        {"naf09art21", "consumed", 2009, 2021},
        {"pop14", "population", 2014, 2014},
        {"MEN20", "households", 2020, 2020},
        {"emp20", "jobs", 2020, 2020},
        {"ff_pp_total_25", "dwellings_private", 2025, 2025},
        {"SUPERF", "area_official", 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        amont_years years = {-1, -1};
        const amont_quantity *quantity = amont_quantity_find(rows[i].quantity);
        assert_non_null(quantity);
        assert_true(amont_quantity_is_title(quantity, rows[i].title, &years));
        assert_int_equal(years.from, rows[i].from);
        assert_int_equal(years.until, rows[i].until);
    }
}

static void other_titles_say_nothing(void **state) {
    (void)state;
    static const char *const rows[] = {"",          "P2_POP",   "P222_POP",    "pop_2010_arrondie",
                                       "popu",      "naf09art", "xnaf09art10", "naf09art100",
                                       "P22_POP ",  "pop_20é1", "pop1420",     "men1420",
                                       "mepart1420"};
    const amont_quantity *quantity;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (size_t q = 0; (quantity = amont_quantity_catalogue(q)); q++) {
            amont_years years;
            if (amont_quantity_is_title(quantity, rows[i], &years))
                fail_msg("'%s' is taken for %s", rows[i], quantity->id);
        }
}

static void calendar_years_are_read(void **state) {
    (void)state;
    amont_years years;
    assert_true(amont_years_parse("2019", &years));
    assert_int_equal(years.from, 2019);
    assert_int_equal(years.until, 2019);
    assert_true(amont_years_parse("2011-2020", &years));
    assert_int_equal(years.from, 2011);
    assert_int_equal(years.until, 2020);
    static const char *const bad[] = {"",          "19",         "2020-2011", "2011-20",
                                      "2011–2020", "2011 -2020", "20112020",  "2011-2020-"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (amont_years_parse(bad[i], &years))
            fail_msg("'%s' is taken for years", bad[i]);
}

static void a_decade_is_ten_years(void **state) {
    (void)state;
    assert_true(amont_years_are_decade(AMONT_REFERENCE_DECADE, NULL));
    assert_true(amont_years_are_decade((amont_years){2001, 2010}, NULL));
    g_autoptr(GError) error = NULL;
    assert_false(amont_years_are_decade((amont_years){2011, 2021}, &error));
    assert_string_equal(error->message,
                        "'2011-2021' is 11 annual fluxes, and a reference decade ten\n"
                        "2011-2020 is 1 January 2011 to 1 January 2021: both years are counted");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_say_the_quantity_and_the_years),
        cmocka_unit_test(other_titles_say_nothing),
        cmocka_unit_test(calendar_years_are_read),
        cmocka_unit_test(a_decade_is_ten_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
