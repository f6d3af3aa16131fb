#include "amont/reading.h"

#include "check.h"

#include <math.h>
#include <string.h>

static const amont_dialect open_dialect = {false, false, false, false};

static double number(const char *text) {
    double value = NAN;
    if (amont_number_read(text, open_dialect, &value) != AMONT_READ_NUMBER)
        fail_msg("'%s' is not read", text);
    return value;
}

static void numbers_are_read_as_people_write_them(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"12", 12},
        {"-0.5", -0.5},
        {"+3", 3},
        {"\u2212 7", -7},
        {" 12,5\t", 12.5},
        {",5", 0.5},
        {"1.", 1},
        {"0,125", 0.125},
        {"1234,567", 1234.567},
        {"1 234", 1234},
        {"1\u00a0234\u00a0567,8", 1234567.8},
        {"1\u202f234,567", 1234.567},
        {"1'234'567", 1234567},
        {"1’234.5", 1234.5},
        {"1.234,5", 1234.5},
        {"1,234.5", 1234.5},
        {"1,234,567", 1234567},
        {"1.234.567", 1234567},
        {"1.234", 1.234},
        {"1,5E+05", 150000},
        {"1,234e3", 1234},
        {"650 000 €", 650000},
        {"€ 1 200,50", 1200.5},
        {"12 k€", 12000},
        {"12K€", 12000},
        {"1,2 M€", 1200000},
        {"-1,2 M€ HT", -1200000},
        {"3 Md€", 3e9},
        {"3,5 millions d'euros", 3500000},
        {"2 milliards", 2e9},
        {"500 EUR TTC", 500},
        {"45 keuros", 45000},
        {"12,5 %", 12.5},
        {"12,5\u202f%", 12.5},
        {"01001", 1001},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (number(cases[i].text) != cases[i].value)
            fail_msg("'%s' is read as %.17g", cases[i].text, number(cases[i].text));
}

static void what_is_no_number_is_wrong(void **state) {
    (void)state;
    static const char *const cases[] = {
        "12 ha",  "1 20",       "12 34",      "1,2,3",     "1.2.3",   "1,23,456", "1 234 56",
        "1,2 m€", "12 k",       "M€",         "€",         "5-6",     "--5",      "1e",
        "1e999",  "04/03/2021", "2021-03-04", "1 234'567", "#REF!",   "12,5 % €", "0x10",
        "inf",    "nan",        ".",          ",",         "1,2.3,4", "k€ 5",     "sec"};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double value = 0;
        amont_reading reading = amont_number_read(cases[i], open_dialect, &value);
        if (reading != AMONT_READ_WRONG || !isnan(value))
            fail_msg("'%s' is read as %d, %g", cases[i], (int)reading, value);
    }
}

static void words_for_nothing_are_missing_and_s_is_secret(void **state) {
    (void)state;
    static const char *const missing[] = {"", " \u00a0", "nd", "N.D.", "n/a ", "-", "…", "#N/A"};
    double value = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(missing); i++)
        if (amont_number_read(missing[i], open_dialect, &value) != AMONT_READ_MISSING)
            fail_msg("'%s' is not missing", missing[i]);
    assert_int_equal(amont_number_read(NULL, open_dialect, &value), AMONT_READ_MISSING);
    assert_int_equal(amont_number_read(" s ", open_dialect, &value), AMONT_READ_SECRET);
}

/* The reading of 1,234 and of 1.234 in a column that also holds the texts given. */
static void assert_column(const char *a, const char *b, double comma, double point) {
    const char *const texts[] = {a, "1,234", NULL, "Orly", "1.234", b};
    amont_dialect dialect = amont_column_dialect(texts, G_N_ELEMENTS(texts));
    double value = NAN;
    amont_number_read("1,234", dialect, &value);
    if (!(value == comma || (isnan(value) && isnan(comma))))
        fail_msg("beside '%s', '%s': 1,234 is %g", a, b, value);
    amont_number_read("1.234", dialect, &value);
    if (!(value == point || (isnan(value) && isnan(point))))
        fail_msg("beside '%s', '%s': 1.234 is %g", a, b, value);
}

static void a_column_decides_what_one_mark_and_three_digits_are(void **state) {
    (void)state;
    assert_column("12", "x", NAN, 1.234);
    assert_column("12,5", "x", 1.234, NAN);
    assert_column("0,125", "x", 1.234, NAN);
    assert_column("1,234,567", "x", 1234, 1.234);
    assert_column("1,234.5", "x", 1234, 1.234);
    assert_column("1.234,5", "x", 1.234, 1234);
    assert_column("1.234.567", "x", NAN, 1234);
    assert_column("12,5", "12.5", 1.234, 1.234); /* INSEE mixes both */
    assert_column("12,5", "1,234,567", NAN, NAN);
    assert_column("12.5", "1.234.567", NAN, NAN);
}

static void the_file_decides_of_commas_where_the_column_shows_nothing(void **state) {
    (void)state;
    amont_dialect french = {.comma_decimal = true}, english = {.point_decimal = true};
    double value = NAN;
    amont_number_read("1,234", amont_dialect_complete(open_dialect, french), &value);
    assert_near(value, 1.234, 0);
    amont_number_read("1,234", amont_dialect_complete(english, french), &value);
    assert_true(isnan(value));
    amont_number_read("1.234", amont_dialect_complete(english, french), &value);
    assert_near(value, 1.234, 0);
}

/* ---- dates ---- */

static void assert_date(const char *text, int year, int month, int day) {
    amont_date date = {0, 0, 0};
    if (!amont_date_read(text, &date) || date.year != year || date.month != month ||
        date.day != day)
        fail_msg("'%s' is read as %d-%d-%d", text, date.year, date.month, date.day);
}

static void dates_have_the_year_or_the_day_first(void **state) {
    (void)state;
    assert_date("2021-03-04", 2021, 3, 4);
    assert_date("2021/3/4", 2021, 3, 4);
    assert_date("04/03/2021", 2021, 3, 4);
    assert_date(" 4.3.2021 ", 2021, 3, 4);
    assert_date("25-12-2021", 2021, 12, 25);
    assert_date("2021-03-04T10:30:05.25+01:00", 2021, 3, 4);
    assert_date("04/03/2021 10:30", 2021, 3, 4);
    assert_date("44259", 2021, 3, 4);
    assert_date("29/02/2020", 2020, 2, 29);
}

static void what_is_no_date_or_a_guess_is_refused(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",           "2021",     "04/03/21",    "12/25/2021",  "29/02/2021", "2021-13-01",
        "2021.03.04", "4/3-2021", "04/03/2021x", "2021-03-04T", "00/01/2021", "a"};
    amont_date date;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        if (amont_date_read(cases[i], &date))
            fail_msg("'%s' is taken for a date", cases[i]);
    assert_false(amont_date_read(NULL, &date));
}

/* By hand, from Excel itself: 1 is 1900-01-01, 59 is 28 February, 61 is 1 March 1900. */
static void serials_know_of_the_day_that_never_was(void **state) {
    (void)state;
    static const struct {
        double serial;
        amont_date date;
    } cases[] = {{1, {1900, 1, 1}},     {59, {1900, 2, 28}},      {61, {1900, 3, 1}},
                 {36526, {2000, 1, 1}}, {44259.75, {2021, 3, 4}}, {2958465, {9999, 12, 31}}};
    amont_date date;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_true(amont_date_from_serial(cases[i].serial, &date));
        assert_memory_equal(&date, &cases[i].date, sizeof date);
    }
    assert_false(amont_date_from_serial(60, &date));
    assert_false(amont_date_from_serial(0.5, &date));
    assert_false(amont_date_from_serial(-1, &date));
    assert_false(amont_date_from_serial(2958466, &date));
    assert_false(amont_date_from_serial(NAN, &date));
}

/* ---- codes ---- */

static void codes_of_communes_and_departments_are_known_by_their_form(void **state) {
    (void)state;
    static const char *const communes[] = {"01001", "94081", "2A004", "2B033", "97411", "98818"};
    static const char *const not_communes[] = {"1001",  "20004", "2C001", "00001",  "96001",
                                               "2a004", "9408",  "",      "940811", "97A11"};
    for (size_t i = 0; i < G_N_ELEMENTS(communes); i++)
        assert_true(amont_code_is_commune(communes[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(not_communes); i++)
        if (amont_code_is_commune(not_communes[i]))
            fail_msg("'%s' is taken for a commune", not_communes[i]);
    assert_true(amont_code_is_department("94") && amont_code_is_department("2A") &&
                amont_code_is_department("974"));
    assert_false(amont_code_is_department("1") || amont_code_is_department("20") ||
                 amont_code_is_department("97") || amont_code_is_department(NULL));
}

static void assert_restored(const char *code, size_t length, const char *expected) {
    g_autofree char *restored = amont_code_restore(code, length);
    if (g_strcmp0(restored, expected) != 0)
        fail_msg("'%s' became '%s'", code, restored ? restored : "-");
}

static void a_code_gets_back_what_a_spreadsheet_took(void **state) {
    (void)state;
    assert_restored("1001", 5, "01001");
    assert_restored("1001.0", 5, "01001");
    assert_restored("94081,00", 5, "94081");
    assert_restored("2a004", 5, "2A004");
    assert_restored("1", 2, "01");
    assert_restored("010010101", 9, NULL);
    assert_restored("94081", 5, NULL);
    assert_restored("2A004", 5, NULL);
    assert_restored("A004", 5, NULL);
    assert_restored("1001.5", 5, NULL);
    assert_restored("", 5, NULL);
}

/* ---- names ---- */

static void spellings_of_a_name_fold_into_one(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"Le Kremlin-Bicêtre", "KREMLIN BICETRE (LE)"},
        {"L’Haÿ-les-Roses", "l'hay les roses"},
        {"Saint-Denis", "ST DENIS"},
        {"Sainte-Geneviève-des-Bois", "Ste. Geneviève des Bois"},
        {"Ivry-sur-Seine", "Ivry s/ Seine"},
        {"Ivry-sur-Seine", "IVRY S/SEINE"},
        {"Œuilly", "OEUILLY"},
        {"Vitry-sur-Seine ", " Vitry  sur\u00a0Seine"},
        {"E\u0301pinay", "Épinay"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *left = amont_name_fold(cases[i][0]);
        g_autofree char *right = amont_name_fold(cases[i][1]);
        assert_string_equal(left, right);
    }
    g_autofree char *articles = amont_name_fold("Les");
    assert_string_equal(articles, "les");
    g_autofree char *different = amont_name_fold("Stains");
    assert_string_equal(different, "stains");
}

static void one_name_within_two_edits_is_suggested(void **state) {
    (void)state;
    static const char *const names[] = {"Vitry-sur-Seine", "Ivry-sur-Seine", "Orly", "Thiais",
                                        "Rungis"};
    static const size_t n = G_N_ELEMENTS(names);
    assert_string_equal(amont_name_suggest("Vitri sur Sene", names, n), "Vitry-sur-Seine");
    assert_string_equal(amont_name_suggest("Orli", names, n), "Orly");
    assert_null(amont_name_suggest("Orsay", names, n));
    assert_null(amont_name_suggest("Xitry-sur-Seine-et-Marne", names, n));
    static const char *const twins[] = {"Bray", "Brax"};
    assert_null(amont_name_suggest("Bra", twins, 2));
}

static void a_text_adds_what_it_shows(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool open;
        amont_dialect shown;
    } cases[] = {
        {"12,5", false, {true, false, false, false}},
        {"-2.464292", false, {false, false, true, false}},
        {"0,125", false, {true, false, false, false}},
        {"1,234,567", false, {false, true, false, false}},
        {"1 234,567", false, {true, false, false, false}},
        {"1234,567", false, {true, false, false, false}},
        {"12.", false, {false, false, true, false}},
        {"1,234", true, {false, false, false, false}},
        {"1.234", true, {false, false, false, false}},
        {"12,5 rue", false, {false, false, false, false}},
        {"Orly", false, {false, false, false, false}},
        {"1234", false, {false, false, false, false}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        amont_dialect d = {false, false, false, false}, e = cases[i].shown;
        if (amont_dialect_learn(&d, cases[i].text) != cases[i].open ||
            d.comma_decimal != e.comma_decimal || d.comma_group != e.comma_group ||
            d.point_decimal != e.point_decimal || d.point_group != e.point_group)
            fail_msg("%s", cases[i].text);
    }
}

/* The nearest double, by the C library's own reader in the C locale. */
static void plain_numbers_are_the_nearest(void **state) {
    (void)state;
    static const char *const texts[] = {"0",
                                        "-0.0",
                                        "1.",
                                        ".5",
                                        "48.763310",
                                        "9007199254740992",
                                        "0.1234567890123456",
                                        "900719925474099.2",
                                        "-2.464292"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        double value = NAN;
        assert_true(amont_number_scan(texts[i], texts[i] + strlen(texts[i]), true, &value));
        assert_true(value == g_ascii_strtod(texts[i], NULL));
    }
    static const char *const others[] = {
        "", "-", ".", "1e3", "1,5", "+1", "1.2.3", " 1", "9007199254740993"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        double value = NAN;
        assert_false(amont_number_scan(others[i], others[i] + strlen(others[i]), true, &value));
    }
    double value = NAN;
    assert_false(amont_number_scan("1.5", "1.5" + 3, false, &value));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(what_is_no_number_is_wrong),
        cmocka_unit_test(words_for_nothing_are_missing_and_s_is_secret),
        cmocka_unit_test(a_column_decides_what_one_mark_and_three_digits_are),
        cmocka_unit_test(the_file_decides_of_commas_where_the_column_shows_nothing),
        cmocka_unit_test(dates_have_the_year_or_the_day_first),
        cmocka_unit_test(what_is_no_date_or_a_guess_is_refused),
        cmocka_unit_test(serials_know_of_the_day_that_never_was),
        cmocka_unit_test(codes_of_communes_and_departments_are_known_by_their_form),
        cmocka_unit_test(a_code_gets_back_what_a_spreadsheet_took),
        cmocka_unit_test(spellings_of_a_name_fold_into_one),
        cmocka_unit_test(one_name_within_two_edits_is_suggested),
        cmocka_unit_test(a_text_adds_what_it_shows),
        cmocka_unit_test(plain_numbers_are_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
