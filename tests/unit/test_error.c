#include "amont/error.h"

#include "check.h"

#include <string.h>

static void codes_are_those_of_sysexits(void **state) {
    (void)state; /* sysexits.h of BSD and glibc */
    assert_int_equal(AMONT_ERROR_USAGE, 64);
    assert_int_equal(AMONT_ERROR_DATA, 65);
    assert_int_equal(AMONT_ERROR_NO_INPUT, 66);
    assert_int_equal(AMONT_ERROR_UNAVAILABLE, 69);
    assert_int_equal(AMONT_ERROR_INTERNAL, 70);
    assert_int_equal(AMONT_ERROR_CANNOT_CREATE, 73);
    assert_int_equal(AMONT_ERROR_IO, 74);
    assert_int_equal(AMONT_ERROR_CONFIG, 78);
}

static void a_failure_is_false_and_carries_code_and_fact(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_false(amont_fail(&error, AMONT_ERROR_DATA, "%d rows in '%s'", 3, "a.csv"));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
    assert_string_equal(error->message, "3 rows in 'a.csv'");
}

static void a_failure_nobody_listens_to_is_false_all_the_same(void **state) {
    (void)state;
    assert_false(amont_fail(NULL, AMONT_ERROR_IO, "lost"));
    assert_false(amont_fail_at(NULL, AMONT_ERROR_IO, (amont_place){"f", 1, 1}, NULL, "lost"));
    amont_hint(NULL, "nothing to add to");
    GError *none = NULL;
    amont_hint(&none, "nothing to add to");
    assert_null(none);
}

static void a_place_and_a_key_stand_before_the_fact(void **state) {
    (void)state;
    static const struct {
        amont_place place;
        const char *key, *expected;
    } cases[] = {
        {{"s.yaml", 4, 7}, "crs", "s.yaml:4:7: crs: no 100 %"},
        {{"s.yaml", 4, 7}, NULL, "s.yaml:4:7: no 100 %"},
        {{"s.yaml", 0, 0}, "crs", "s.yaml: crs: no 100 %"},
        {{NULL, 0, 0}, "crs", "crs: no 100 %"},
        {{NULL, 0, 0}, NULL, "no 100 %"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(amont_fail_at(&error, AMONT_ERROR_CONFIG, cases[i].place, cases[i].key,
                                   "no %d %%", 100));
        assert_int_equal(error->code, AMONT_ERROR_CONFIG);
        assert_string_equal(error->message, cases[i].expected);
    }
}

static void what_a_failure_is_about_stands_before_the_hint(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    amont_fail_about(&error, "map '%s'", "a");
    assert_null(error);
    amont_fail_at(&error, AMONT_ERROR_CONFIG, (amont_place){"s.yaml", 4, 7}, "page", "no room");
    amont_fail_about(&error, "map '%s'", "100 %s");
    assert_string_equal(error->message, "s.yaml:4:7: page: no room (map '100 %s')");
    amont_hint(&error, "choose a larger page");
    amont_fail_about(&error, "page %d", 2);
    assert_string_equal(error->message, "s.yaml:4:7: page: no room (map '100 %s') (page 2)\n"
                                        "choose a larger page");
}

static void percent_signs_of_places_and_keys_are_plain_text(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    amont_fail_at(&error, AMONT_ERROR_DATA, (amont_place){"%s%n.yaml", 1, 2}, "%d", "odd");
    assert_string_equal(error->message, "%s%n.yaml:1:2: %d: odd");
    amont_hint(&error, "write '%s'", "100 %s");
    assert_string_equal(error->message, "%s%n.yaml:1:2: %d: odd\nwrite '100 %s'");
}

static void a_hint_is_a_line_of_its_own(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    amont_fail(&error, AMONT_ERROR_DATA, "no column '%s'", "x");
    amont_hint(&error, "did you mean '%s'?", "X");
    assert_string_equal(error->message, "no column 'x'\ndid you mean 'X'?");
    assert_int_equal(error->code, AMONT_ERROR_DATA);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_sysexits),
        cmocka_unit_test(a_failure_is_false_and_carries_code_and_fact),
        cmocka_unit_test(a_failure_nobody_listens_to_is_false_all_the_same),
        cmocka_unit_test(a_place_and_a_key_stand_before_the_fact),
        cmocka_unit_test(what_a_failure_is_about_stands_before_the_hint),
        cmocka_unit_test(percent_signs_of_places_and_keys_are_plain_text),
        cmocka_unit_test(a_hint_is_a_line_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
