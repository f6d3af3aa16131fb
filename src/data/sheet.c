#include "amont/sheet.h"

#include <math.h>
#include <string.h>

static void clear_cell(void *item) {
    g_free(((amont_sheet_cell *)item)->text);
}

amont_sheet *amont_sheet_new(const char *titles) {
    amont_sheet *sheet = g_new0(amont_sheet, 1);
    sheet->titles = g_strsplit(titles, ";", -1);
    sheet->n_columns = g_strv_length(sheet->titles);
    sheet->cells = g_array_new(FALSE, FALSE, sizeof(amont_sheet_cell));
    g_array_set_clear_func(sheet->cells, clear_cell);
    return sheet;
}

void amont_sheet_free(amont_sheet *sheet) {
    if (!sheet)
        return;
    g_strfreev(sheet->titles);
    g_array_unref(sheet->cells);
    g_free(sheet);
}

static void add(amont_sheet *sheet, amont_sheet_cell cell) {
    g_array_append_val(sheet->cells, cell);
    sheet->n_rows = sheet->cells->len / sheet->n_columns;
}

void amont_sheet_add_text(amont_sheet *sheet, const char *text) {
    add(sheet, (amont_sheet_cell){text && *text ? g_strdup(text) : NULL, NAN});
}

void amont_sheet_add_number(amont_sheet *sheet, double number) {
    add(sheet, (amont_sheet_cell){NULL, number});
}

const amont_sheet_cell *amont_sheet_at(const amont_sheet *sheet, size_t row, const char *title) {
    size_t column = 0;
    while (strcmp(sheet->titles[column], title) != 0)
        g_assert(++column < sheet->n_columns);
    g_assert(row < sheet->n_rows);
    return &g_array_index(sheet->cells, amont_sheet_cell, row * sheet->n_columns + column);
}
