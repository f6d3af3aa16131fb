#include "amont/layer.h"

#include "check.h"

#include <math.h>
#include <string.h>

/* A layer of the text, with all its rows below the titles; `n_titles` columns called a, b, c… */
static amont_layer *layer_of(const char *text, char separator, size_t n_titles) {
    char *copy = g_strdup(text);
    amont_cells *cells = amont_cells_new(copy, copy, strlen(copy), separator, n_titles);
    g_autoptr(amont_csv) csv = amont_csv_new_parted(copy, strlen(copy), separator);
    amont_csv_row row;
    assert_true(amont_csv_skim(csv, &row));
    while (amont_csv_skim(csv, &row))
        amont_cells_add(cells, &row);
    amont_layer *layer = amont_layer_of_cells("a.csv", cells);
    for (size_t i = 0; i < n_titles; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        amont_layer_add_cells(layer, name, i);
    }
    return layer;
}

/* The texts of a column, with | between and « - » where there is none. */
static void assert_texts(const amont_layer *layer, const char *name, const char *expected) {
    const amont_column *column = amont_layer_column(layer, name);
    assert_non_null(column);
    GString *texts = g_string_new(NULL);
    for (size_t row = 0; row < layer->n_rows; row++)
        g_string_append_printf(texts, "%s%s", row ? "|" : "",
                               column->texts[row] ? column->texts[row] : "-");
    assert_string_equal(texts->str, expected);
    g_string_free(texts, TRUE);
}

static void a_column_has_its_texts_once_asked_for(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = layer_of("a;b;c\n1;x;\n2;;z\n", ';', 3);
    assert_int_equal(layer->n_rows, 2);
    assert_null(((const amont_column *)layer->columns->pdata[1])->texts);
    assert_texts(layer, "b", "x|-");
    assert_texts(layer, "c", "-|z");
    assert_null(((const amont_column *)layer->columns->pdata[0])->texts);
    assert_ptr_equal(amont_layer_column(layer, "b")->texts,
                     amont_layer_column_like(layer, "B")->texts);
    assert_null(amont_layer_column(layer, "d"));
}

static void rows_that_are_not_plain_are_read_too(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer =
        layer_of("a,b,c\r\n\"1, \"\"2\"\"\nx\",2,3\r\n4\r\n\"5\" 6,7,8,9\r\n,,10\n", ',', 3);
    assert_int_equal(layer->n_rows, 4);
    assert_texts(layer, "a", "1, \"2\"\nx|4|5 6|-");
    assert_texts(layer, "b", "2|-|7|-");
    assert_texts(layer, "c", "3|-|8|10");
    assert_int_equal(amont_layer_row(layer, 0), 2);
    assert_int_equal(amont_layer_row(layer, 1), 4); /* behind the line break in quotes */
}

/* What is asked for before and after is the same. */
static void rows_are_kept(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = layer_of("a;b\n1;v\n2;w\n3;x\n4;y\n", ';', 2);
    assert_texts(layer, "a", "1|2|3|4");
    amont_layer_keep(layer, (const bool[]){false, true, true, true});
    amont_layer_keep(layer, (const bool[]){true, false, true});
    assert_int_equal(layer->n_rows, 2);
    assert_texts(layer, "a", "2|4");
    assert_texts(layer, "b", "w|y");
    assert_int_equal(amont_layer_row(layer, 1), 5);
}

static double number(const amont_layer *layer, const char *name, size_t row) {
    return amont_column_number(amont_layer_column(layer, name), row, NULL);
}

/* 1,234 is what the column shows, else what the file shows; rows that are left out show it too. */
static void numbers_are_read_as_all_rows_show(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer =
        layer_of("a;b;c\n1,234;1,234;12,5\n0,5;8;1,234\n1,234,567;9;x\n", ';', 3);
    amont_layer_keep(layer, (const bool[]){true, false, false});
    assert_true(isnan(number(layer, "a", 0))); /* decimal in one row, thousands in another */
    assert_true(isnan(number(layer, "b", 0))); /* and so in the file */
    assert_near(number(layer, "c", 0), 12.5, 0);
    g_autoptr(amont_layer) other = layer_of("a;b\n1,234;0,5\n7;8\n", ';', 2);
    amont_layer_keep(other, (const bool[]){true, false});
    assert_near(number(other, "a", 0), 1.234, 0);
}

static void a_text_can_be_changed(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = layer_of("a;b\n1;x\n1;x\n", ';', 2);
    amont_column *column = amont_layer_column(layer, "a");
    amont_column_set_text(column, 1, "2");
    assert_texts(layer, "a", "1|2");
    amont_column_make_numbers(column, layer->n_rows);
    assert_near(number(layer, "a", 0), 1, 0);
    assert_near(number(layer, "a", 1), 2, 0);
}

/* Many more texts than are remembered, which come again later. */
static void repeated_texts_are_themselves(void **state) {
    (void)state;
    enum { N = 5000, DIFFERENT = 700 };
    GString *text = g_string_new("a,b\n");
    for (int i = 0; i < N; i++)
        g_string_append_printf(text, "commune %d,%d\n", i * i % DIFFERENT, i);
    g_autoptr(amont_layer) layer = layer_of(text->str, ',', 2);
    const amont_column *names = amont_layer_column(layer, "a");
    for (int i = 0; i < N; i++) {
        g_autofree char *expected = g_strdup_printf("commune %d", i * i % DIFFERENT);
        assert_string_equal(names->texts[i], expected);
        assert_near(number(layer, "b", (size_t)i), i, 0);
    }
    g_string_free(text, TRUE);
}

static bool take_first(void *data, const char *text) {
    g_ptr_array_add(data, g_strdup(text));
    return ((GPtrArray *)data)->len < 2;
}

static void texts_beyond_ascii_are_looked_at(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = layer_of("a;b\n1;x\n2;é\n3;x\nà;y\nö;z\n", ';', 2);
    g_autoptr(GPtrArray) met = g_ptr_array_new_with_free_func(g_free);
    amont_cells_look_beyond_ascii(layer->cells, take_first, met);
    assert_int_equal(met->len, 2); /* of the row 2;é, and no more */
    assert_string_equal(met->pdata[1], "é");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_has_its_texts_once_asked_for),
        cmocka_unit_test(rows_that_are_not_plain_are_read_too),
        cmocka_unit_test(rows_are_kept),
        cmocka_unit_test(numbers_are_read_as_all_rows_show),
        cmocka_unit_test(a_text_can_be_changed),
        cmocka_unit_test(repeated_texts_are_themselves),
        cmocka_unit_test(texts_beyond_ascii_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
