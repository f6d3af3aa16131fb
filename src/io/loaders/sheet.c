/* GDAL would take the first line for titles and pass over empty rows; so it gives every line as
 * cells of text, named by its number, and rows.c finds the titles. What a cell shows is not known:
 * a figure is its value, a date is 2021/03/04 where the sheet says that it is one, a formula is
 * what it was worth when the file was saved. */
#include "io/loaders/sheet.h"

#include "amont/text.h"

#include "io/loaders/features.h"
#include "io/loaders/rows.h"
#include "io/source.h"

#include <string.h>

typedef struct sheet_rows {
    amont_rows rows;
    const GPtrArray *lines; /* OGRFeatureH */
    guint at;
    GPtrArray *cells; /* of the row; a zero-terminated text each */
} sheet_rows;

bool amont_format_is_sheet(const amont_format *format) {
    return strcmp(format->driver, "XLSX") == 0 || strcmp(format->driver, "ODS") == 0;
}

static bool read_line(sheet_rows *sheet, OGRFeatureH line) {
    bool any = false;
    int n = OGR_F_GetFieldCount(line);
    g_ptr_array_set_size(sheet->cells, 0);
    for (int i = 0; i < n; i++) {
        const char *text =
            OGR_F_IsFieldSetAndNotNull(line, i) ? OGR_F_GetFieldAsString(line, i) : "";
        g_ptr_array_add(sheet->cells, (char *)text);
        any = any || text[strspn(text, " ")];
    }
    return any;
}

static bool next_row(amont_rows *rows, amont_csv_row *row) {
    sheet_rows *sheet = (sheet_rows *)rows;
    while (sheet->at < sheet->lines->len) {
        OGRFeatureH line = sheet->lines->pdata[sheet->at++];
        if (!read_line(sheet, line))
            continue;
        *row = (amont_csv_row){.cells = (const char *const *)sheet->cells->pdata,
                               .n = sheet->cells->len,
                               .line = (long)OGR_F_GetFID(line)};
        return true;
    }
    return false;
}

static void rewind_rows(amont_rows *rows) {
    ((sheet_rows *)rows)->at = 0;
}

static bool check_rows(const amont_rows *rows, GError **error) {
    (void)rows;
    (void)error;
    return true;
}

/* ---- columns of numbers -------------------------------------------------------------------- */

/* 01001 is a code; so is what has more digits than a figure is printed with. */
static bool is_plain(const char *text, double *value) {
    const char *digits = text + (*text == '-');
    bool is_code =
        (digits[0] == '0' && g_ascii_isdigit(digits[1])) || strspn(digits, "0123456789") > 12;
    return !is_code && amont_number_parse(text, value);
}

static bool are_plain(const amont_column *column, size_t n_rows) {
    bool any = false;
    double value = 0;
    for (size_t row = 0; row < n_rows; row++) {
        if (!column->texts[row])
            continue;
        if (!is_plain(column->texts[row], &value))
            return false;
        any = true;
    }
    return any;
}

static void make_numbers(amont_layer *layer) {
    for (guint i = 0; i < layer->columns->len; i++) {
        amont_column *column = layer->columns->pdata[i];
        if (are_plain(column, layer->n_rows))
            amont_column_make_numbers(column, layer->n_rows);
    }
}

amont_layer *amont_sheet_read(const amont_source *source, GError **error) {
    g_autoptr(amont_vector) vector =
        amont_vector_open(source, amont_format_find(source->path), error);
    g_autoptr(GPtrArray) lines = vector ? amont_vector_features(vector, source, error) : NULL;
    if (!lines || !amont_features_fit(vector, lines, source, error))
        return NULL;
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    sheet_rows sheet = {.rows = {.next = next_row, .rewind = rewind_rows, .check = check_rows},
                        .lines = lines,
                        .cells = cells};
    amont_layer *layer = amont_rows_layer(&sheet.rows, source, error);
    if (layer)
        make_numbers(layer);
    return layer;
}
