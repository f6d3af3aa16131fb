/* A sheet as CSV, in the styles of the indicator table, or as an array of JSON objects. */
#include "io/writers/json.h"
#include "io/writers/writers.h"

#include <string.h>

static char *write_csv(const amont_sheet *sheet, const amont_csv_dialect *d) {
    GString *out = g_string_new(d->start);
    amont_csv_append_titles(out, d, (const char *const *)sheet->titles, sheet->n_columns);
    for (size_t i = 0; i < sheet->n_rows * sheet->n_columns; i++) {
        const amont_sheet_cell *cell = &g_array_index(sheet->cells, amont_sheet_cell, i);
        if (cell->text)
            amont_csv_append_text(out, d, cell->text);
        else
            amont_csv_append_number(out, d, cell->number);
        g_string_append_c(out, (i + 1) % sheet->n_columns ? d->separator : '\n');
    }
    return g_string_free(out, FALSE);
}

/* `name`: of the array within an object; NULL: it stands by itself. */
static void append_json(amont_json *json, const char *name, const amont_sheet *sheet) {
    amont_json_begin(json, name, '[');
    for (size_t row = 0; row < sheet->n_rows; row++) {
        amont_json_begin(json, NULL, '{');
        for (size_t i = 0; i < sheet->n_columns; i++) {
            const amont_sheet_cell *cell =
                &g_array_index(sheet->cells, amont_sheet_cell, row * sheet->n_columns + i);
            if (cell->text)
                amont_json_text(json, sheet->titles[i], cell->text);
            else
                amont_json_number(json, sheet->titles[i], cell->number);
        }
        amont_json_end(json, '}');
    }
    amont_json_end(json, ']');
}

static char *write_json(const amont_sheet *sheet) {
    amont_json json = {.out = g_string_new(NULL)};
    append_json(&json, NULL, sheet);
    return g_string_free(json.out, FALSE);
}

char *amont_sheets_json(const char *const *names, amont_sheet *const *sheets, size_t n) {
    amont_json json = {.out = g_string_new(NULL)};
    amont_json_begin(&json, NULL, '{');
    for (size_t i = 0; i < n; i++)
        append_json(&json, names[i], sheets[i]);
    amont_json_end(&json, '}');
    return g_string_free(json.out, FALSE);
}

char *amont_sheet_text(const amont_sheet *sheet, const char *format, amont_table_style style,
                       GError **error) {
    if (g_ascii_strcasecmp(format, "csv") == 0)
        return write_csv(sheet, amont_csv_dialect_of(style));
    if (g_ascii_strcasecmp(format, "json") == 0)
        return write_json(sheet);
    amont_fail(error, AMONT_ERROR_USAGE, "no table format '%s'", format);
    amont_hint(error, "one of: %s", "csv, json");
    return NULL;
}
