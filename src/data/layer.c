/* Layers. A column is one contiguous array; the layer owns its columns, because they do not know
 * how many rows they have. */
#include "amont/layer.h"

#include "amont/text.h"

#include <math.h>
#include <string.h>

amont_layer *amont_layer_new(const char *path, size_t n_rows) {
    amont_layer *layer = g_new0(amont_layer, 1);
    layer->path = g_strdup(path);
    layer->n_rows = n_rows;
    layer->first_row = 1;
    layer->columns = g_ptr_array_new();
    return layer;
}

static void free_column(amont_column *column, size_t n_rows) {
    for (size_t row = 0; column->texts && row < n_rows; row++)
        g_free(column->texts[row]);
    g_free(column->texts);
    g_free(column->numbers);
    g_free(column->name);
    g_free(column);
}

void amont_layer_free(amont_layer *layer) {
    if (!layer)
        return;
    for (guint i = 0; i < layer->columns->len; i++)
        free_column(layer->columns->pdata[i], layer->n_rows);
    g_ptr_array_unref(layer->columns);
    amont_shapes_free(layer->shapes);
    g_free(layer->path);
    g_free(layer);
}

amont_column *amont_layer_add_column(amont_layer *layer, const char *name, amont_column_type type) {
    amont_column *column = g_new0(amont_column, 1);
    column->name = g_strdup(name);
    column->type = type;
    if (type == AMONT_COLUMN_TEXT) {
        column->texts = g_new0(char *, layer->n_rows);
    } else {
        column->numbers = g_new(double, layer->n_rows);
        for (size_t row = 0; row < layer->n_rows; row++)
            column->numbers[row] = NAN;
    }
    g_ptr_array_add(layer->columns, column);
    return column;
}

void amont_column_set_text(amont_column *column, size_t row, const char *text) {
    g_assert(column->type == AMONT_COLUMN_TEXT);
    char *copy = g_strdup(text); /* before the old one goes: the text may be it */
    g_free(column->texts[row]);
    column->texts[row] = copy;
}

amont_column *amont_layer_column(const amont_layer *layer, const char *name) {
    for (guint i = 0; i < layer->columns->len; i++) {
        amont_column *column = layer->columns->pdata[i];
        if (strcmp(column->name, name) == 0)
            return column;
    }
    return NULL;
}

const char **amont_layer_column_names(const amont_layer *layer) {
    const char **names = g_new0(const char *, layer->columns->len + 1);
    for (guint i = 0; i < layer->columns->len; i++)
        names[i] = ((const amont_column *)layer->columns->pdata[i])->name;
    return names;
}

char *amont_column_text(const amont_column *column, size_t row) {
    if (column->type == AMONT_COLUMN_TEXT)
        return g_strdup(column->texts[row]);
    double number = column->numbers[row];
    return isnan(number) ? NULL : amont_number_plain(number);
}

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == '\0';
}

double amont_column_number(const amont_column *column, size_t row, bool *bad) {
    if (bad)
        *bad = false;
    if (column->type == AMONT_COLUMN_NUMBER)
        return column->numbers[row];
    const char *text = column->texts[row];
    if (!text || is_blank(text))
        return NAN;
    double number = NAN;
    if (amont_number_parse(text, &number))
        return number;
    if (bad)
        *bad = true;
    return NAN;
}

long amont_layer_row(const amont_layer *layer, size_t row) {
    return layer->first_row + (long)row;
}

GHashTable *amont_column_index(const amont_layer *layer, const amont_column *column,
                               void (*duplicate)(size_t row, const char *code, void *data),
                               void *data) {
    bool is_text = column->type == AMONT_COLUMN_TEXT;
    GHashTable *index =
        g_hash_table_new_full(g_str_hash, g_str_equal, is_text ? NULL : g_free, NULL);
    for (size_t row = 0; row < layer->n_rows; row++) {
        char *code = is_text ? column->texts[row] : amont_column_text(column, row);
        if (!code)
            continue;
        if (!g_hash_table_contains(index, code)) {
            /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
            g_hash_table_insert(index, code, GSIZE_TO_POINTER(row + 1));
            continue;
        }
        if (duplicate)
            duplicate(row, code, data);
        if (!is_text)
            g_free(code);
    }
    return index;
}
