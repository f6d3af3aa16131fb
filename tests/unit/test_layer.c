#include "amont/layer.h"

#include "check.h"

#include <math.h>

static amont_layer *towns(void) {
    amont_layer *layer = amont_layer_new("towns.csv", 4);
    amont_column *code = amont_layer_add_column(layer, "code", AMONT_COLUMN_TEXT);
    amont_column *people = amont_layer_add_column(layer, "people", AMONT_COLUMN_NUMBER);
    static const char *const codes[] = {"01001", NULL, "94067", "01001"};
    for (size_t row = 0; row < 4; row++)
        amont_column_set_text(code, row, codes[row]);
    people->numbers[0] = 767;
    people->numbers[2] = 0.1;
    return layer;
}

static void a_new_layer_is_all_missing(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = amont_layer_new("towns.csv", 2);
    assert_string_equal(layer->path, "towns.csv");
    assert_null(layer->shapes);
    const amont_column *text = amont_layer_add_column(layer, "a", AMONT_COLUMN_TEXT);
    const amont_column *number = amont_layer_add_column(layer, "b", AMONT_COLUMN_NUMBER);
    for (size_t row = 0; row < 2; row++) {
        bool bad = true;
        assert_null(amont_column_text(text, row));
        assert_null(amont_column_text(number, row));
        assert_true(isnan(amont_column_number(text, row, &bad)));
        assert_false(bad);
        assert_true(isnan(amont_column_number(number, row, NULL)));
    }
}

static void columns_are_found_by_name_in_order(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = towns();
    assert_string_equal(amont_layer_column(layer, "people")->name, "people");
    assert_null(amont_layer_column(layer, "People"));
    g_autofree const char **names = amont_layer_column_names(layer);
    assert_string_equal(names[0], "code");
    assert_string_equal(names[1], "people");
    assert_null(names[2]);
}

static void cells_are_read_as_text_or_number_whatever_their_type(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = towns();
    const amont_column *code = amont_layer_column(layer, "code");
    const amont_column *people = amont_layer_column(layer, "people");
    g_autofree char *code_text = amont_column_text(code, 0);
    g_autofree char *people_text = amont_column_text(people, 0);
    g_autofree char *tenth = amont_column_text(people, 2);
    assert_string_equal(code_text, "01001");
    assert_string_equal(people_text, "767");
    assert_string_equal(tenth, "0.1");
    assert_near(amont_column_number(code, 0, NULL), 1001, 0);
    assert_near(amont_column_number(people, 0, NULL), 767, 0);
}

static void a_text_that_is_no_number_is_bad_but_a_blank_is_missing(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = amont_layer_new("towns.csv", 4);
    amont_column *column = amont_layer_add_column(layer, "surface", AMONT_COLUMN_TEXT);
    static const char *const texts[] = {"12 ha", " ", "", "1.5"};
    static const bool bads[] = {true, false, false, false};
    for (size_t row = 0; row < 4; row++) {
        amont_column_set_text(column, row, texts[row]);
        bool bad = !bads[row];
        double number = amont_column_number(column, row, &bad);
        assert_int_equal(bad, bads[row]);
        assert_int_equal(isnan(number) != 0, row < 3);
    }
    assert_true(isnan(amont_column_number(column, 0, NULL)));
}

static void a_text_can_be_replaced_by_itself_or_taken_away(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = towns();
    amont_column *code = amont_layer_column(layer, "code");
    amont_column_set_text(code, 0, code->texts[0]);
    assert_string_equal(code->texts[0], "01001");
    amont_column_set_text(code, 0, code->texts[0] + 3);
    assert_string_equal(code->texts[0], "01");
    amont_column_set_text(code, 0, NULL);
    assert_null(code->texts[0]);
}

static void rows_are_called_as_in_their_file(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = towns();
    layer->first_row = 2;
    assert_int_equal(amont_layer_row(layer, 0), 2);
    assert_int_equal(amont_layer_row(layer, 3), 5);
}

static void a_layer_frees_its_shapes_and_may_be_empty(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = amont_layer_new(NULL, 0);
    layer->shapes = amont_shapes_finish(amont_shapes_builder_new(AMONT_SHAPE_POINT));
    amont_layer_add_column(layer, "code", AMONT_COLUMN_TEXT);
    assert_non_null(amont_layer_column(layer, "code"));
    amont_layer_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_layer_is_all_missing),
        cmocka_unit_test(columns_are_found_by_name_in_order),
        cmocka_unit_test(cells_are_read_as_text_or_number_whatever_their_type),
        cmocka_unit_test(a_text_that_is_no_number_is_bad_but_a_blank_is_missing),
        cmocka_unit_test(a_text_can_be_replaced_by_itself_or_taken_away),
        cmocka_unit_test(rows_are_called_as_in_their_file),
        cmocka_unit_test(a_layer_frees_its_shapes_and_may_be_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
