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
    static const char *const rows[] = {"",         "P2_POP",   "P222_POP",    "pop_2010_arrondie",
                                       "popu",     "naf09art", "xnaf09art10", "naf09art100",
                                       "P22_POP ", "pop_20é1"};
    const amont_quantity *quantity;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (size_t q = 0; (quantity = amont_quantity_catalogue(q)); q++) {
            amont_years years;
            if (amont_quantity_is_title(quantity, rows[i], &years))
                fail_msg("'%s' is taken for %s", rows[i], quantity->id);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_say_the_quantity_and_the_years),
        cmocka_unit_test(other_titles_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
