/* Connections as libpq's manual describes them (PostgreSQL 15, 34.1.1), and that nothing secret is
 * shown, however badly they are written. */
#include "check.h"

#include "amont/connection.h"
#include "amont/yaml.h"

#include <string.h>

static void shown_is(const char *text, const char *expected) {
    g_autofree char *shown = amont_connection_shown(text);
    assert_string_equal(shown, expected);
}

static void only_the_place_is_shown(void **state) {
    (void)state;
    shown_is("PG:host=db port=5432 dbname=urba user=eve password=apple",
             "PG:host=db port=5432 dbname=urba");
    shown_is("pg: password = 'an apple' host='db'", "PG:host=db");
    shown_is("PG:password='it\\'s' dbname=urba", "PG:dbname=urba");
    shown_is("PG:postgresql://eve:apple@db:5433/urba?sslmode=require&password=pear",
             "PG:host=db port=5433 dbname=urba");
    shown_is("postgres://eve:a%40b@[::1]:5433/urba%20sud", "PG:host=::1 port=5433 dbname=urba sud");
    shown_is("PG:service=urba", "PG:service=urba");
    shown_is("PG:postgresql:///urba?host=/run/postgresql", "PG:host=/run/postgresql dbname=urba");
    shown_is("PG:", "PG:…");
}

static void nothing_is_shown_of_what_is_badly_written(void **state) {
    (void)state;
    static const char *const texts[] = {
        "PG:password=my secret host=db",
        "PG:password=my secret=1 host=db",
        "PG:host=db password='secret",
        "PG:host=db dbname=postgresql://eve:secret@h/d",
        "PG:host=db dbname='password=secret'",
        "PG:host=db options='-c secret=1'",
        "PG:host=db Password=secret",
        "PG:host=db port=secret",
        "postgresql://eve:se@cret@db/urba",
        "postgresql://eve:sec/ret@db/urba",
        "postgresql://eve:12/secret@db/urba",
        "postgresql://eve:12?secret@db/urba",
        "postgresql://eve:%zzsecret@db/urba",
        "postgresql://db/urba?secret",
        "postgresql://[::1/secret",
        "PG:postgresql:///urba?host=/password=secret",
        "PG:host=\"db'secret'",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *shown = amont_connection_shown(texts[i]);
        assert_string_equal(shown, "PG:…");
        assert_true(amont_connection_is(texts[i]));
        g_autofree char *keywords = amont_connection_keywords(texts[i]);
        assert_null(keywords);
    }
}

static void keywords_are_quoted(void **state) {
    (void)state;
    g_autofree char *keywords = amont_connection_keywords("PG:host=db password=it\\'s\\\\x");
    assert_string_equal(keywords, "PG:host='db' password='it\\'s\\\\x' connect_timeout='10'");
    g_autofree char *address =
        amont_connection_keywords("postgresql://eve:a%20b@db:1/d?connect_timeout=3");
    assert_string_equal(
        address, "PG:user='eve' password='a b' host='db' port='1' dbname='d' connect_timeout='3'");
}

static void secrets_are_taken_out_of_messages(void **state) {
    (void)state;
    g_autofree char *hidden = amont_connection_hide("postgresql://eve:a%2Fb@db/d?sslpassword=key",
                                                    "no: a/b, key; user eve, a/b");
    assert_string_equal(hidden, "no: ***, ***; user eve, ***");
}

static void other_texts_are_no_connections(void **state) {
    (void)state;
    static const char *const texts[] = {"",       "a.csv",          "PG: Plan général", "PG13.gpkg",
                                        "x=1",    "http://h/x?a=b", "Sources: PG:a=b",  "PG",
                                        "PGD.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_false(amont_connection_is(texts[i]));
}

static void a_study_text_never_holds_a_password(void **state) {
    (void)state;
    const char *text = "a: ' PG:host=db password=apple'\nb: [postgresql://eve:apple@db/d]\nc: x\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_yaml) root = amont_yaml_parse(text, strlen(text), "study.yaml", &error);
    assert_ok(error);
    const amont_yaml *a = amont_yaml_find(root, "a"), *b = amont_yaml_find(root, "b")->items[0];
    assert_string_equal(a->text, "PG:host=db");
    assert_string_equal(a->connection, " PG:host=db password=apple");
    assert_string_equal(b->text, "PG:host=db dbname=d");
    assert_null(amont_yaml_find(root, "c")->connection);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_place_is_shown),
        cmocka_unit_test(nothing_is_shown_of_what_is_badly_written),
        cmocka_unit_test(keywords_are_quoted),
        cmocka_unit_test(secrets_are_taken_out_of_messages),
        cmocka_unit_test(other_texts_are_no_connections),
        cmocka_unit_test(a_study_text_never_holds_a_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
