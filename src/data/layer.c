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

static void free_texts(amont_column *column, size_t n_rows) {
    for (size_t row = 0; column->texts && !column->chunk && row < n_rows; row++)
        g_free(column->texts[row]);
    if (column->chunk)
        g_string_chunk_free(column->chunk);
    column->chunk = NULL;
    g_clear_pointer(&column->texts, g_free);
}

static void free_column(amont_column *column, size_t n_rows) {
    free_texts(column, n_rows);
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
    amont_cells_free(layer->cells);
    amont_shapes_free(layer->shapes);
    g_free(layer->lines);
    g_free(layer->path);
    g_free(layer);
}

amont_layer *amont_layer_of_cells(const char *path, amont_cells *cells) {
    amont_layer *layer = amont_layer_new(path, amont_cells_n_rows(cells));
    layer->cells = cells;
    layer->first_row = 2;
    layer->lines = amont_cells_lines(cells);
    return layer;
}

void amont_layer_add_cells(amont_layer *layer, const char *name, size_t index) {
    amont_column *column = g_new0(amont_column, 1);
    column->name = g_strdup(name);
    column->cell = index;
    g_ptr_array_add(layer->columns, column);
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
    char *old = column->chunk ? NULL : column->texts[row]; /* goes last: the text may be it */
    if (text && column->chunk)
        column->texts[row] = g_string_chunk_insert(column->chunk, text);
    else
        column->texts[row] = g_strdup(text);
    g_free(old);
}

void amont_column_make_numbers(amont_column *column, size_t n_rows) {
    column->numbers = g_new(double, n_rows);
    for (size_t row = 0; row < n_rows; row++) {
        column->numbers[row] = NAN;
        if (column->texts[row])
            amont_number_parse(column->texts[row], &column->numbers[row]);
    }
    free_texts(column, n_rows);
    column->type = AMONT_COLUMN_NUMBER;
}

/* The texts of a column of cells stay once they are there. */
static void bring(const amont_layer *layer, amont_column *column) {
    amont_cells_lock(layer->cells);
    if (column->type == AMONT_COLUMN_TEXT && !column->texts)
        column->texts =
            amont_cells_column(layer->cells, column->cell, &column->chunk, &column->dialect);
    amont_cells_unlock(layer->cells);
}

amont_column *amont_layer_column_at(const amont_layer *layer, guint i) {
    amont_column *column = layer->columns->pdata[i];
    if (layer->cells)
        bring(layer, column);
    return column;
}

void amont_layer_drop_cells(amont_layer *layer) {
    for (guint i = 0; i < layer->columns->len; i++)
        amont_layer_column_at(layer, i);
    g_clear_pointer(&layer->cells, amont_cells_free);
}

amont_column *amont_layer_column(const amont_layer *layer, const char *name) {
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = layer->columns->pdata[i];
        if (strcmp(column->name, name) == 0)
            return amont_layer_column_at(layer, i);
    }
    return NULL;
}

amont_column *amont_layer_column_like(const amont_layer *layer, const char *name) {
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = layer->columns->pdata[i];
        if (g_ascii_strcasecmp(column->name, name) == 0)
            return amont_layer_column_at(layer, i);
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

char *amont_cell_text(const amont_column *column, size_t row) {
    g_autofree char *text = column ? amont_column_text(column, row) : NULL;
    if (!text || !*g_strstrip(text))
        return NULL;
    return g_steal_pointer(&text);
}

double amont_column_number(const amont_column *column, size_t row, bool *bad) {
    if (bad)
        *bad = false;
    if (column->type == AMONT_COLUMN_NUMBER)
        return column->numbers[row];
    double number = NAN;
    amont_reading reading = amont_number_read(column->texts[row], column->dialect, &number);
    if (bad)
        *bad = reading == AMONT_READ_WRONG || reading == AMONT_READ_AMBIGUOUS;
    return number;
}

void amont_layer_point(const amont_layer *layer, size_t row, double *x, double *y) {
    const amont_shapes *shapes = layer->shapes;
    size_t part = shapes->part_of[row];
    *x = *y = NAN;
    if (part == shapes->part_of[row + 1])
        return;
    *x = shapes->x[shapes->point_of[shapes->ring_of[part]]];
    *y = shapes->y[shapes->point_of[shapes->ring_of[part]]];
}

void amont_layer_find_several(const amont_layer *layer, size_t row, amont_findings *findings) {
    size_t n = layer->shapes->part_of[row + 1] - layer->shapes->part_of[row];
    if (n > 1)
        amont_find(findings, AMONT_FINDING_GEOMETRY_SEVERAL, layer->path,
                   amont_layer_row(layer, row), "%zu", n);
}

bool amont_column_is_secret(const amont_column *column, size_t row) {
    double number = NAN;
    return column->type == AMONT_COLUMN_TEXT &&
           amont_number_read(column->texts[row], column->dialect, &number) == AMONT_READ_SECRET;
}

static void add_dialect(amont_dialect *sum, amont_dialect dialect) {
    sum->comma_decimal |= dialect.comma_decimal;
    sum->comma_group |= dialect.comma_group;
    sum->point_decimal |= dialect.point_decimal;
    sum->point_group |= dialect.point_group;
}

static amont_dialect learn_columns(amont_layer *layer) {
    amont_dialect file = {false, false, false, false};
    for (guint i = 0; i < layer->columns->len; i++) {
        amont_column *column = layer->columns->pdata[i];
        if (column->type != AMONT_COLUMN_TEXT)
            continue;
        column->dialect = amont_column_dialect((const char *const *)column->texts, layer->n_rows);
        add_dialect(&file, column->dialect);
    }
    return file;
}

void amont_layer_learn_dialects(amont_layer *layer) {
    amont_dialect file = layer->cells ? amont_cells_dialect(layer->cells) : learn_columns(layer);
    for (guint i = 0; i < layer->columns->len; i++) {
        amont_column *column = amont_layer_column_at(layer, i);
        column->dialect = amont_dialect_complete(column->dialect, file);
    }
}

static void keep_cells(amont_column *column, const bool *flags, size_t n_rows) {
    size_t kept = 0;
    for (size_t row = 0; row < n_rows; row++) {
        if (column->texts && flags[row])
            column->texts[kept] = column->texts[row];
        else if (column->texts && !column->chunk)
            g_free(column->texts[row]);
        else if (column->numbers && flags[row])
            column->numbers[kept] = column->numbers[row];
        kept += flags[row];
    }
}

void amont_layer_keep(amont_layer *layer, const bool *flags) {
    g_assert(!layer->shapes);
    size_t kept = 0;
    if (layer->cells)
        amont_cells_keep(layer->cells, flags);
    for (guint i = 0; i < layer->columns->len; i++)
        keep_cells(layer->columns->pdata[i], flags, layer->n_rows);
    for (size_t row = 0; row < layer->n_rows; row++) {
        if (!flags[row])
            continue;
        if (layer->lines)
            layer->lines[kept] = layer->lines[row];
        kept++;
    }
    layer->n_rows = kept;
}

long amont_layer_row(const amont_layer *layer, size_t row) {
    return layer->lines ? layer->lines[row] : layer->first_row + (long)row;
}

bool amont_layer_has_column(const amont_layer *layer, const char *name, const amont_entry *entry,
                            const char *key, GError **error) {
    if (!name || amont_layer_column(layer, name))
        return true;
    g_autofree const char **names = amont_layer_column_names(layer);
    const char *nearest = amont_nearest(name, names, layer->columns->len);
    amont_entry_fail(entry, key, error, AMONT_ERROR_DATA, "no column '%s' in '%s'", name,
                     layer->path);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    if (nearest)
        amont_hint(error, "did you mean '%s'? columns: %s", nearest, list);
    else
        amont_hint(error, "columns: %s", list);
    return false;
}
