#include "amont/head.h"

#include "check.h"

#include <string.h>

/* Rows parted by line breaks, cells by semicolons. */
typedef struct table {
    GPtrArray *lines; /* char ** */
    GArray *rows;     /* amont_csv_row */
} table;

static table make(const char *text) {
    table t = {g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev),
               g_array_new(FALSE, FALSE, sizeof(amont_csv_row))};
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        char **cells = g_strsplit(*line, ";", -1);
        amont_csv_row row = {
            .cells = (const char *const *)cells, .n = g_strv_length(cells), .line = 1};
        g_ptr_array_add(t.lines, cells);
        g_array_append_val(t.rows, row);
    }
    return t;
}

static void assert_head(const char *text, size_t titles, bool unclear) {
    table t = make(text);
    amont_head head = amont_head_find((const amont_csv_row *)(void *)t.rows->data, t.rows->len);
    if (head.titles != titles || head.unclear != unclear)
        fail_msg("titles in row %zu%s, expected %zu:\n%s", head.titles,
                 head.unclear ? ", unclear" : "", titles, text);
    g_ptr_array_unref(t.lines);
    g_array_unref(t.rows);
}

static bool is_note(const char *line, bool below) {
    table t = make(line);
    bool note = amont_row_is_note(&g_array_index(t.rows, amont_csv_row, 0), below);
    g_ptr_array_unref(t.lines);
    g_array_unref(t.rows);
    return note;
}

static void titles_stand_in_the_first_row(void **state) {
    (void)state;
    assert_head("code;nom;valeur\n1;a;2\n2;b;3", 0, false);
    assert_head("code;;valeur\n1;a;2\n2;b;3", 0, false); /* a title is missing */
    assert_head("code;nom;valeur", 0, false);
    assert_head("code;2015;2021\n1;2;3", 0, false);
    assert_head("code;valeur\n;\n1;2", 0, false);
    assert_head("code;\n1;2\n2;3", 0, false); /* could be either: as it was written */
    assert_head("", 0, false);
}

static void sparse_rows_stand_above_the_titles(void **state) {
    (void)state;
    assert_head("Population\ncode;nom;valeur\n1;a;2\n2;b;3", 1, false);
    assert_head("Population;;\nSource : Insee;;\ncode;nom;valeur\n1;a;2\n2;b;3", 2, false);
    assert_head("Population;;;2021;;\ncode;nom;a;b;c;d\n1;a;2;3;4;5\n2;b;3;3;4;5", 1, false);
    assert_head("Population\ncode;2015;2021\n1;2;3\n2;3;4", 1, false);
    assert_head("Population;\ncode;valeur\n1;2\n2;3", 1, false);
    assert_head("Population\ncode;nom;valeur\n1;a;\n2;b;3\n3;c;4", 1, false); /* values lack */
}

static void what_could_be_titles_or_not_is_unclear(void **state) {
    (void)state;
    assert_head("Population\n1;a;2\n2;b;3", 0, true);                     /* figures */
    assert_head("Population\ncode;valeur;valeur\n1;2;3\n2;3;4", 0, true); /* one twice */
    assert_head("Population\ncode;;valeur\n1;2;3\n2;3;4", 0, true);       /* one missing */
    assert_head("Commune;;2015;;2021;\na;b;c;d;c;d\n1;2;3;4;5;6\n2;2;3;4;5;6", 0, true);
}

static void codes_below_long_labels_are_the_titles(void **state) {
    (void)state;
    assert_head("Code;Population en 2021\nCODGEO;P21_POP\n01001;859\n01002;273", 1, false);
    assert_head("Insee\nCode;Libellé;Population\nCODGEO;LIBGEO;P21_POP\n01001;A;859", 2, false);
    /* capitals without figures or lines, and rows without figures, may be data */
    assert_head("Nom;Ville\nPARC;VITRY\nPORT;IVRY", 0, false);
    assert_head("Nom;Etat\nPARC;A1\nPORT;B2\nGARE;C3", 0, false);
    assert_head("CODGEO;P21_POP\nA1;B2\n01001;859", 0, false);
}

static void notes_begin_with_a_word_or_a_mark(void **state) {
    (void)state;
    assert_true(is_note("Source : Insee, RP 2021", false));
    assert_true(is_note("SOURCES: Insee;;", false));
    assert_true(is_note("Champ\u00a0: France ; hors Mayotte", false));
    assert_true(is_note("(1) Y compris les enclaves;;", false));
    assert_true(is_note("* provisoire", false));
    assert_true(is_note("© Insee", false));
    assert_true(is_note("et les enclaves", true)); /* goes on */
    assert_false(is_note("et les enclaves", false));
    assert_false(is_note("94022;Choisy;3", true));
    assert_false(is_note("Champigny;3", false));
    assert_false(is_note("Sourcelles;3", true));
    assert_false(is_note("*;5;6", false));
    assert_false(is_note(";", true));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_stand_in_the_first_row),
        cmocka_unit_test(sparse_rows_stand_above_the_titles),
        cmocka_unit_test(what_could_be_titles_or_not_is_unclear),
        cmocka_unit_test(codes_below_long_labels_are_the_titles),
        cmocka_unit_test(notes_begin_with_a_word_or_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
