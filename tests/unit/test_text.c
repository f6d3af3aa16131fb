#include "amont/text.h"

#include "scratch.h"

#include <float.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define NNBSP "\u202f" /* narrow no-break space, between thousands */
#define MINUS "\u2212"

/* --- printing for people --- */

static void assert_format(double value, int decimals, const char *french, const char *english) {
    g_autofree char *fr = amont_number_format(value, decimals, AMONT_LANGUAGE_FR);
    g_autofree char *en = amont_number_format(value, decimals, AMONT_LANGUAGE_EN);
    assert_string_equal(fr, french);
    assert_string_equal(en, english);
}

static void thousands_are_apart_and_the_mark_is_that_of_the_language(void **state) {
    (void)state; /* Lexique des règles typographiques, Imprimerie nationale; by hand */
    assert_format(0, 0, "0", "0");
    assert_format(999, 0, "999", "999");
    assert_format(1000, 0, "1" NNBSP "000", "1,000");
    assert_format(1234.5, 1, "1" NNBSP "234,5", "1,234.5");
    assert_format(123456, 0, "123" NNBSP "456", "123,456");
    assert_format(1234567.891, 2, "1" NNBSP "234" NNBSP "567,89", "1,234,567.89");
    assert_format(-6543.2, 1, MINUS "6" NNBSP "543,2", MINUS "6,543.2");
    assert_format(0.25, 3, "0,250", "0.250");
    assert_format(7, 2, "7,00", "7.00");
}

static void halves_go_away_from_zero_on_the_decimal_that_is_read(void **state) {
    (void)state; /* by hand; the double nearest to 2.675 is 2.67499999999999982236431605997495… */
    assert_format(2.675, 2, "2,68", "2.68");
    assert_format(1.005, 2, "1,01", "1.01");
    assert_format(-2.675, 2, MINUS "2,68", MINUS "2.68");
    assert_format(0.5, 0, "1", "1");
    assert_format(1.5, 0, "2", "2");
    assert_format(2.5, 0, "3", "3");
    assert_format(-0.5, 0, MINUS "1", MINUS "1");
    assert_format(0.05, 1, "0,1", "0.1");
    assert_format(0.049, 1, "0,0", "0.0");
    assert_format(0.4999999999, 0, "0", "0");
    assert_format(999.9995, 3, "1" NNBSP "000,000", "1,000.000");
    assert_format(999.9994, 3, "999,999", "999.999");
    assert_format(999.5, 0, "1" NNBSP "000", "1,000");
    assert_format(9.99, 1, "10,0", "10.0");
}

static void what_rounds_to_zero_has_no_minus(void **state) {
    (void)state;
    assert_format(-0.4, 0, "0", "0");
    assert_format(-0.0, 0, "0", "0");
    assert_format(-0.004, 2, "0,00", "0.00");
    assert_format(-1e-300, 15, "0,000000000000000", "0.000000000000000");
    assert_format(-0.005, 2, MINUS "0,01", MINUS "0.01");
}

static void very_large_and_very_small_numbers_are_written_out(void **state) {
    (void)state; /* by hand */
    assert_format(1e21, 0,
                  "1" NNBSP "000" NNBSP "000" NNBSP "000" NNBSP "000" NNBSP "000" NNBSP "000" NNBSP
                  "000",
                  "1,000,000,000,000,000,000,000");
    assert_format(1e-7, 7, "0,0000001", "0.0000001");
    assert_format(5e-324, 15, "0,000000000000000", "0.000000000000000");
    g_autofree char *most = amont_number_format(DBL_MAX, 15, AMONT_LANGUAGE_EN);
    /* 309 digits in 103 groups, a mark and 15 decimals */
    assert_int_equal(strlen(most), 309 + 102 + 1 + 15);
    assert_true(g_str_has_prefix(most, "179,769,313,486,231,570,000,"));
}

static void what_is_no_number_is_a_dash(void **state) {
    (void)state;
    assert_format(NAN, 2, "–", "–");
    assert_format(INFINITY, 0, "–", "–");
    assert_format(-INFINITY, 0, "–", "–");
}

static void every_printed_number_is_within_half_a_digit(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int i = 0; i < 20000; i++) {
        int decimals = g_rand_int_range(random, 0, 7);
        double value =
            g_rand_double_range(random, -1, 1) * pow(10, g_rand_int_range(random, -4, 9));
        g_autofree char *text = amont_number_format(value, decimals, AMONT_LANGUAGE_FR);
        assert_true(g_utf8_validate(text, -1, NULL));
        g_auto(GStrv) groups = g_strsplit(text, NNBSP, -1);
        for (char **group = groups + 1; groups[0] && *group; group++)
            assert_true(strspn(*group, "0123456789") == 3);
        g_autofree char *joined = g_strjoinv("", groups);
        g_strdelimit(joined, ",", '.');
        bool negative = g_str_has_prefix(joined, MINUS);
        double read = g_ascii_strtod(negative ? joined + strlen(MINUS) : joined, NULL);
        assert_near(negative ? -read : read, value, 0.5 * pow(10, -decimals) + 1e-15 * fabs(value));
    }
}

/* --- printing for machines --- */

static void plain_numbers_have_at_most_twelve_digits(void **state) {
    (void)state; /* by hand */
    static const struct {
        double value;
        const char *expected;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1234.5, "1234.5"},
        {-1234.5, "-1234.5"},
        {0.1 + 0.2, "0.3"},
        {1.0 / 3, "0.333333333333"},
        {2.0 / 3, "0.666666666667"},
        {100000, "100000"},
        {94081, "94081"},
        {123456789012, "123456789012"},
        {1234567890123, "1.23456789012e+12"},
        {1e21, "1e+21"},
        {0.0001, "0.0001"},
        {-2.5e-10, "-2.5e-10"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = amont_number_plain(cases[i].value);
        assert_string_equal(text, cases[i].expected);
    }
}

/* --- reading --- */

static void decimal_numbers_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double expected;
    } cases[] = {
        {"12", 12},      {" 12 ", 12},       {"\t12\r\n", 12}, {"1e3", 1000}, {"1E-3", 0.001},
        {"2.5e+2", 250}, {"01001", 1001},    {"-0.5", -0.5},   {"+7", 7},     {".5", 0.5},
        {"5.", 5},       {"1234.5", 1234.5}, {"0.1", 0.1},     {"-0", 0},     {"1e-400", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double value = -99;
        if (!amont_number_parse(cases[i].text, &value))
            fail_msg("'%s' is refused", cases[i].text);
        assert_near(value, cases[i].expected, 0);
    }
}

static void what_is_not_wholly_a_decimal_number_is_refused(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",      " ",       "1,5",  "0x10",     "nan",  "NaN",      "inf",    "-inf", "infinity",
        "2px",   "1 000",   "1e",   "1e+",      "e5",   ".",        "-",      "+",    "--1",
        "1.2.3", "1e3.5",   "12 %", "1\u202f0", "٣",    "1_000",    "1e999",  "2A0",  "\u00a012",
        "1..2",  "1.2e3e4", "+-1",  "0b1",      "1e 3", "nan(0x1)", "-1e999",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double value = -99;
        if (amont_number_parse(cases[i], &value))
            fail_msg("'%s' is read as %g", cases[i], value);
        assert_near(value, -99, 0);
    }
    double value = -99;
    assert_false(amont_number_parse(NULL, &value));
}

static void plain_numbers_are_read_back(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int i = 0; i < 20000; i++) {
        double value =
            g_rand_double_range(random, -1, 1) * pow(10, g_rand_int_range(random, -300, 300));
        g_autofree char *text = amont_number_plain(value);
        double back = 0;
        assert_true(amont_number_parse(text, &back));
        assert_near(back, value, 1e-11 * fabs(value));
    }
}

/* --- rounding --- */

static void exact_numbers_are_the_same_when_read(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.1, "0.1"},
                 {650500.5, "650500.5"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {2.4049999, "2.4049999"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = amont_number_exact(cases[i].value);
        assert_string_equal(text, cases[i].text);
        double again = 0;
        assert_true(amont_number_parse(text, &again));
        assert_true(again == cases[i].value);
    }
}

static void numbers_are_rounded_to_digits_before_or_after_the_mark(void **state) {
    (void)state; /* by hand */
    static const struct {
        double value;
        int decimals;
        double expected;
    } cases[] = {
        {2.675, 2, 2.68},  {1.005, 2, 1.01},      {0.5, 0, 1},      {-0.5, 0, -1},
        {2.5, 0, 3},       {1234.5, -3, 1000},    {1500, -3, 2000}, {-1500, -3, -2000},
        {499, -3, 0},      {500, -3, 1000},       {50, -3, 0},      {5, -3, 0},
        {9999, -1, 10000}, {9995, -1, 10000},     {9994, -1, 9990}, {1e21, 2, 1e21},
        {1e-9, 3, 0},      {123.456, 9, 123.456}, {0.1, 15, 0.1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_near(amont_number_round(cases[i].value, cases[i].decimals), cases[i].expected, 0);
    assert_false(signbit(amont_number_round(-499, -3)));
    assert_true(isnan(amont_number_round(NAN, 1)));
    assert_near(amont_number_round(INFINITY, 1), INFINITY, 0);
}

/* --- a locale with a comma --- */

static void locale_of_the_program_changes_no_number(void **state) {
    (void)state;
    /* Debian's base has no fr_FR: it is built as by tests/scripts/locale.sh. */
    char *folder = scratch_new();
    g_autofree char *target = g_build_filename(folder, "fr_FR.UTF-8", NULL);
    const char *build[] = {"localedef", "-i", "fr_FR", "-f", "UTF-8", target, NULL};
    g_spawn_sync(NULL, (char **)build, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                 NULL);
    g_setenv("LOCPATH", folder, TRUE);
    locale_t french = newlocale(LC_NUMERIC_MASK, "fr_FR.UTF-8", (locale_t)0);
    g_unsetenv("LOCPATH");
    scratch_remove(folder);
    if (!french)
        skip(); /* script.locale fails where the locale cannot be built */
    assert_string_equal(nl_langinfo_l(RADIXCHAR, french), ",");
    locale_t before = uselocale(french);
    double value = 0;
    bool dot = amont_number_parse("1.5", &value), comma = amont_number_parse("1,5", &(double){0});
    g_autofree char *plain = amont_number_plain(1234.5);
    g_autofree char *english = amont_number_format(1234.5, 1, AMONT_LANGUAGE_EN);
    double rounded = amont_number_round(2.675, 2);
    uselocale(before);
    freelocale(french);
    assert_true(dot);
    assert_near(value, 1.5, 0);
    assert_false(comma);
    assert_string_equal(plain, "1234.5");
    assert_string_equal(english, "1,234.5");
    assert_near(rounded, 2.68, 0);
}

/* --- words --- */

static void edits_are_counted(void **state) {
    (void)state; /* by hand; kitten and sitting are Levenshtein's own; ca and abc tell the optimal
                  * string alignment (3) from the unrestricted distance (2) */
    static const struct {
        const char *a, *b;
        unsigned expected;
    } cases[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"commune", "commune", 0},
        {"Zones", "zones", 0},
        {"kitten", "sitting", 3},
        {"ab", "ba", 1},
        {"ca", "abc", 3},
        {"été", "ete", 2},
        {"ÉTÉ", "été", 0},
        {"sorce", "source", 1},
        {"osurce", "source", 1},
        {"sources", "source", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(amont_edit_distance(cases[i].a, cases[i].b), cases[i].expected);
        assert_int_equal(amont_edit_distance(cases[i].b, cases[i].a), cases[i].expected);
    }
}

static void the_nearest_word_is_found_when_it_is_near(void **state) {
    (void)state;
    static const char *const words[] = {"source", "layer", "select", "reference", "layers"};
    assert_string_equal(amont_nearest("sorce", words, 5), "source");
    assert_string_equal(amont_nearest("SELECT", words, 5), "select");
    assert_string_equal(amont_nearest("layer", words, 5), "layer");
    assert_string_equal(amont_nearest("layres", words, 5), "layers");
    assert_string_equal(amont_nearest("refrence", words, 5), "reference");
    assert_null(amont_nearest("population", words, 5));
    assert_null(amont_nearest("zzzzzz", words, 5));
    assert_null(amont_nearest("sorce", words, 0));
}

static void of_two_words_as_near_the_first_is_named(void **state) {
    (void)state;
    static const char *const words[] = {"maps", "mapa"};
    assert_string_equal(amont_nearest("mapx", words, 2), "maps");
}

static void codes_are_compared_as_bytes(void **state) {
    (void)state;
    assert_true(amont_code_compare("01001", "2A004") < 0);
    assert_true(amont_code_compare("10", "9") < 0);
    assert_true(amont_code_compare("2A", "2a") < 0);
    assert_true(amont_code_compare("94", "940") < 0);
    assert_true(amont_code_compare("z", "é") < 0);
    assert_int_equal(amont_code_compare("94081", "94081"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands_are_apart_and_the_mark_is_that_of_the_language),
        cmocka_unit_test(halves_go_away_from_zero_on_the_decimal_that_is_read),
        cmocka_unit_test(what_rounds_to_zero_has_no_minus),
        cmocka_unit_test(very_large_and_very_small_numbers_are_written_out),
        cmocka_unit_test(what_is_no_number_is_a_dash),
        cmocka_unit_test(every_printed_number_is_within_half_a_digit),
        cmocka_unit_test(plain_numbers_have_at_most_twelve_digits),
        cmocka_unit_test(decimal_numbers_are_read),
        cmocka_unit_test(what_is_not_wholly_a_decimal_number_is_refused),
        cmocka_unit_test(plain_numbers_are_read_back),
        cmocka_unit_test(exact_numbers_are_the_same_when_read),
        cmocka_unit_test(numbers_are_rounded_to_digits_before_or_after_the_mark),
        cmocka_unit_test(locale_of_the_program_changes_no_number),
        cmocka_unit_test(edits_are_counted),
        cmocka_unit_test(the_nearest_word_is_found_when_it_is_near),
        cmocka_unit_test(of_two_words_as_near_the_first_is_named),
        cmocka_unit_test(codes_are_compared_as_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
