#include "amont/csv.h"

#include "check.h"

#include <string.h>

/* Every row as `line:cell|cell`, one a line. */
static char *dump(const char *text, char *separator) {
    g_autoptr(amont_csv) csv = amont_csv_new(text, strlen(text));
    GString *out = g_string_new(NULL);
    amont_csv_row row;
    *separator = amont_csv_separator(csv);
    while (amont_csv_next(csv, &row)) {
        g_string_append_printf(out, "%ld:", row.line);
        for (size_t i = 0; i < row.n; i++)
            g_string_append_printf(out, "%s%s", i ? "|" : "", row.cells[i]);
        g_string_append(out, row.strays ? "!\n" : "\n");
    }
    long line = 0;
    amont_csv_fault fault = amont_csv_stopped(csv, &line);
    if (fault != AMONT_CSV_SOUND)
        g_string_append_printf(out, "fault %d on %ld\n", (int)fault, line);
    return g_string_free(out, FALSE);
}

static void assert_rows(const char *text, char separator, const char *expected) {
    char found = 0;
    g_autofree char *rows = dump(text, &found);
    assert_string_equal(rows, expected);
    if (found != separator)
        fail_msg("separator '%c' in: %s", found, text);
}

static void the_separator_is_found(void **state) {
    (void)state;
    assert_rows("a;b\n1;2\n", ';', "1:a|b\n2:1|2\n");
    assert_rows("a,b\n1,2", ',', "1:a|b\n2:1|2\n");
    assert_rows("a\tb\n1,5\t2,5\n", '\t', "1:a|b\n2:1,5|2,5\n");
    assert_rows("code;valeur\n01;1,5\n02;2,5\n", ';', "1:code|valeur\n2:01|1,5\n3:02|2,5\n");
    assert_rows("nom;pop, 2020\nOrly;1,5\n", ';', "1:nom|pop, 2020\n2:Orly|1,5\n");
    assert_rows("id,name (a;b)\n1,x\n2,y\n", ',', "1:id|name (a;b)\n2:1|x\n3:2|y\n");
    assert_rows("\"a;b\",c\n1,2\n", ',', "1:a;b|c\n2:1|2\n");
    assert_rows("sep=|\na|b;c;d\n", '|', "2:a|b;c;d\n");
    assert_rows("code\n01\n", '\0', "1:code\n2:01\n");
}

static void lines_are_counted_as_an_editor_does(void **state) {
    (void)state;
    assert_rows("a;b\r\n1;2\r\n", ';', "1:a|b\n2:1|2\n");
    assert_rows("a;b\r1;2\r", ';', "1:a|b\n2:1|2\n");
    assert_rows("a;b\n\n\"1\n2\";x\n;\n3;y", ';', "1:a|b\n3:1\n2|x\n6:3|y\n");
    assert_rows("", '\0', "");
    assert_rows("\n \n\t\n", '\0', "");
}

static void quotes_are_honoured(void **state) {
    (void)state;
    assert_rows("a;b\n\"x;y\";\"say \"\"no\"\"\"\n", ';', "1:a|b\n2:x;y|say \"no\"\n");
    assert_rows("a;b\n5\" tube;x\n", ';', "1:a|b\n2:5\" tube|x\n");
    assert_rows("a;b\n\"Le Bas\" rue;x\n", ';', "1:a|b\n2:Le Bas rue|x!\n");
    assert_rows("a;b\n\"x\" ;y\n", ';', "1:a|b\n2:x|y\n");
    assert_rows("a;b\n1;2\n3;\"x\n4;5\n", ';', "1:a|b\n2:1|2\nfault 1 on 3\n");
}

static void rows_need_not_fit(void **state) {
    (void)state;
    assert_rows("a;b\n1\n1;2\n1;2;3\n", ';', "1:a|b\n2:1\n3:1|2\n4:1|2|3\n");
}

static void what_is_out_of_bounds_stops(void **state) {
    (void)state;
    g_autofree char *wide = g_strnfill(AMONT_CSV_MAX_CELLS, ';');
    g_autofree char *wide_text = g_strconcat("a;b\n", wide, "x\n", NULL);
    assert_rows(wide_text, ';', "1:a|b\nfault 2 on 2\n");
    g_autofree char *cell = g_strnfill(AMONT_CSV_MAX_CELL + 1, 'x');
    g_autofree char *long_text = g_strconcat("a;b\n1;2\n", cell, ";2\n", NULL);
    assert_rows(long_text, ';', "1:a|b\n2:1|2\nfault 3 on 3\n");
    g_autofree char *quoted = g_strconcat("a;b\n1;2\n\"", cell, NULL);
    assert_rows(quoted, ';', "1:a|b\n2:1|2\nfault 3 on 3\n");
}

static void rows_can_be_read_again(void **state) {
    (void)state;
    static const char text[] = "sep=,\na,b\n1,2\n";
    g_autoptr(amont_csv) csv = amont_csv_new(text, strlen(text));
    amont_csv_row row;
    for (int time = 0; time < 2; time++) {
        assert_true(amont_csv_next(csv, &row));
        assert_string_equal(row.cells[1], "b");
        assert_int_equal(row.line, 2);
        assert_true(amont_csv_next(csv, &row));
        assert_false(amont_csv_next(csv, &row));
        amont_csv_rewind(csv);
    }
}

static void a_row_knows_where_it_stands(void **state) {
    (void)state;
    static const char text[] = "sep=;\r\na;b\r\n\r\n\"1\r\n\";2\r\n3;4";
    static const char *const expected[] = {"a;b\r\n", "\"1\r\n\";2\r\n", "3;4"};
    g_autoptr(amont_csv) csv = amont_csv_new(text, strlen(text));
    amont_csv_row row;
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        assert_true(amont_csv_next(csv, &row));
        g_autofree char *stands = g_strndup(row.from, (size_t)(row.to - row.from));
        assert_string_equal(stands, expected[i]);
    }
}

/* What was written is read as it was. */
static void a_cell_is_quoted_where_it_must_be(void **state) {
    (void)state;
    static const char *const cells[] = {"plain", "a;b", "l'«\"»", "two\nlines", "1,5", ""};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        if (i > 0)
            g_string_append_c(text, ';');
        amont_csv_append_cell(text, ';', cells[i]);
    }
    assert_string_equal(text->str, "plain;\"a;b\";\"l'«\"\"»\";\"two\nlines\";1,5;");
    g_autoptr(amont_csv) csv = amont_csv_new_parted(text->str, text->len, ';');
    amont_csv_row row;
    assert_true(amont_csv_next(csv, &row));
    assert_int_equal(row.n, G_N_ELEMENTS(cells));
    for (size_t i = 0; i < row.n; i++)
        assert_string_equal(row.cells[i], cells[i]);
    g_string_free(text, TRUE);
}

/* Whatever the text: the same rows, and the same cells wherever they are looked for. */
static void rows_are_skimmed_as_they_are_read(void **state) {
    (void)state;
    static const char *const texts[] = {
        "a;b;c\n1;2;3\n",
        "a;b\r\n\r\n1;2\r\n;\r\n ; \t\r\n3;4",
        "a;b\r1;2\r\r3;4\r",
        "a;b\n\"1;\n\"\"x\";2\n3;4\n\"5\" 6;7\n8;9\n",
        "a;b\n\u00a0;\u00a0\n\u00e9;1\n1;l\"x\n",
        "a\tb\n\t\n1\t\n\t2\n",
        "a,b\n1\n1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\n,,\n,,x",
        "a,b\n1,2\r3,4\n5,6\r",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(amont_csv) read = amont_csv_new(texts[i], strlen(texts[i]));
        g_autoptr(amont_csv) skimmed = amont_csv_new(texts[i], strlen(texts[i]));
        g_autoptr(amont_csv) found = amont_csv_new(texts[i], strlen(texts[i]));
        amont_csv_row expected, row;
        while (amont_csv_next(read, &expected)) {
            assert_true(amont_csv_skim(skimmed, &row));
            amont_csv_read_cells(skimmed, &row);
            assert_int_equal(row.n, expected.n);
            assert_int_equal(row.line, expected.line);
            assert_int_equal(row.strays, expected.strays);
            assert_ptr_equal(row.from, expected.from);
            assert_ptr_equal(row.to, expected.to);
            for (size_t c = 0; c < row.n; c++) {
                char copy[64];
                amont_csv_cell cell;
                assert_true(amont_csv_find_cell(found, row.from, row.is_plain, c, &cell));
                amont_csv_cell_copy(copy, &cell);
                assert_string_equal(row.cells[c], expected.cells[c]);
                assert_string_equal(copy, expected.cells[c]);
            }
            amont_csv_cell beyond;
            assert_false(amont_csv_find_cell(found, row.from, false, row.n, &beyond));
        }
        assert_false(amont_csv_skim(skimmed, &row));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_separator_is_found),
        cmocka_unit_test(lines_are_counted_as_an_editor_does),
        cmocka_unit_test(quotes_are_honoured),
        cmocka_unit_test(rows_need_not_fit),
        cmocka_unit_test(what_is_out_of_bounds_stops),
        cmocka_unit_test(rows_can_be_read_again),
        cmocka_unit_test(a_row_knows_where_it_stands),
        cmocka_unit_test(a_cell_is_quoted_where_it_must_be),
        cmocka_unit_test(rows_are_skimmed_as_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
