/* Rows know where they stand in the text, so that all between and around those that change is
 * copied. */
#include "io/mend/grid.h"

#include "amont/csv.h"
#include "amont/files.h"
#include "amont/head.h"

#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

static void clear_row(void *item) {
    g_strfreev(((amont_grid_row *)item)->cells);
}

void amont_grid_free(amont_grid *grid) {
    if (!grid)
        return;
    g_array_unref(grid->rows);
    g_free(grid->text);
    g_free(grid);
}

amont_grid_row *amont_grid_at(const amont_grid *grid, size_t index) {
    return &g_array_index(grid->rows, amont_grid_row, index);
}

static void add_row(amont_grid *grid, const amont_csv_row *from) {
    if (grid->rows->len == 0)
        grid->n_columns = from->n;
    amont_grid_row row = {.from = (size_t)(from->from - grid->text),
                          .to = (size_t)(from->to - grid->text),
                          .line = from->line,
                          .n = from->n,
                          .strays = from->strays};
    g_array_append_val(grid->rows, row);
}

/* How many rows stand above the titles. */
static size_t rows_above(amont_csv *csv) {
    g_autoptr(GArray) first = g_array_new(FALSE, FALSE, sizeof(amont_csv_row));
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    amont_csv_row row;
    while (first->len < AMONT_HEAD_ROWS && amont_csv_next(csv, &row)) {
        row.cells = amont_csv_row_copy(&row);
        g_ptr_array_add(cells, (void *)row.cells);
        g_array_append_val(first, row);
    }
    amont_csv_rewind(csv);
    return amont_head_find((const amont_csv_row *)(void *)first->data, first->len).titles;
}

/* The titles, then the rows of the layer, which are known by their lines. */
static void add_rows(amont_grid *grid, amont_csv *csv, const amont_layer *layer) {
    size_t above = rows_above(csv), next = 0;
    amont_csv_row row;
    for (size_t i = 0; amont_csv_next(csv, &row); i++) {
        bool is_row = i > above && next < layer->n_rows && layer->lines[next] == row.line;
        if (i == above || is_row)
            add_row(grid, &row);
        next += is_row;
    }
}

amont_grid *amont_grid_read(const char *path, const amont_layer *layer, GError **error) {
    size_t length = 0;
    g_autofree char *bytes = amont_files_read(path, G_MAXSSIZE, &length, error);
    if (!bytes)
        return NULL;
    g_autoptr(amont_grid) grid = g_new0(amont_grid, 1);
    grid->rows = g_array_new(FALSE, FALSE, sizeof(amont_grid_row));
    g_array_set_clear_func(grid->rows, clear_row);
    grid->mark = g_str_has_prefix(bytes, byte_order_mark);
    grid->encoding = amont_encoding_detect(bytes, length);
    grid->text = amont_text_decode(bytes, length, grid->encoding, &grid->length);
    if (!grid->text) {
        amont_fail(error, AMONT_ERROR_DATA, "'%s' changed while it was read", path);
        return NULL;
    }
    g_autoptr(amont_csv) csv = amont_csv_new(grid->text, grid->length);
    grid->separator = amont_csv_separator(csv);
    add_rows(grid, csv, layer);
    return g_steal_pointer(&grid);
}

/* Lines increase. */
amont_grid_row *amont_grid_find(const amont_grid *grid, long line) {
    size_t low = 0, high = grid->rows->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        amont_grid_row *row = amont_grid_at(grid, middle);
        if (row->line == line)
            return row;
        if (row->line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

char **amont_grid_cells(const amont_grid *grid, amont_grid_row *row) {
    if (row->cells)
        return row->cells;
    g_autoptr(amont_csv) csv =
        amont_csv_new_parted(grid->text + row->from, row->to - row->from, grid->separator);
    amont_csv_row read = {.n = 0};
    (void)!amont_csv_next(csv, &read);
    row->cells = g_new0(char *, grid->n_columns + 1);
    for (size_t i = 0; i < grid->n_columns; i++)
        row->cells[i] = g_strdup(i < read.n ? read.cells[i] : "");
    return row->cells;
}

size_t amont_grid_column(const amont_grid *grid, const char *title) {
    char **titles = amont_grid_cells(grid, amont_grid_at(grid, 0));
    for (size_t i = 0; i < grid->n_columns; i++) {
        g_autofree char *stripped = g_strstrip(g_strdup(titles[i]));
        if (strcmp(stripped, title) == 0)
            return i;
    }
    return grid->n_columns;
}

/* ---- writing ------------------------------------------------------------------------------- */

static size_t line_end(const amont_grid *grid, const amont_grid_row *row) {
    size_t n = 0;
    while (row->to - n > row->from && strchr("\r\n", grid->text[row->to - n - 1]))
        n++;
    return n;
}

char *amont_grid_row_before(const amont_grid *grid, const amont_grid_row *row) {
    return g_strndup(grid->text + row->from, row->to - row->from - line_end(grid, row));
}

char *amont_grid_row_after(const amont_grid *grid, amont_grid_row *row) {
    char **cells = amont_grid_cells(grid, row);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < grid->n_columns; i++) {
        if (i > 0)
            g_string_append_c(out, grid->separator);
        amont_csv_append_cell(out, grid->separator, cells[i]);
    }
    return g_string_free(out, FALSE);
}

static bool is_changed(const amont_grid *grid) {
    for (guint i = 0; i < grid->rows->len; i++)
        if (amont_grid_at(grid, i)->changed || amont_grid_at(grid, i)->dropped)
            return true;
    return grid->encoding != AMONT_ENCODING_UTF8;
}

static void write_row(const amont_grid *grid, amont_grid_row *row, GString *out) {
    if (!row->changed) {
        g_string_append_len(out, grid->text + row->from, (gssize)(row->to - row->from));
        return;
    }
    size_t n = line_end(grid, row);
    g_autofree char *line = amont_grid_row_after(grid, row);
    g_string_append(out, line);
    g_string_append_len(out, grid->text + row->to - n, (gssize)n);
}

GString *amont_grid_write(const amont_grid *grid) {
    if (!is_changed(grid))
        return NULL;
    bool mark = grid->mark || grid->encoding != AMONT_ENCODING_UTF8;
    GString *out = g_string_new(mark ? byte_order_mark : NULL);
    size_t at = 0;
    for (guint i = 0; i < grid->rows->len; i++) {
        amont_grid_row *row = amont_grid_at(grid, i);
        g_string_append_len(out, grid->text + at, (gssize)(row->from - at));
        if (!row->dropped)
            write_row(grid, row, out);
        at = row->to;
    }
    g_string_append_len(out, grid->text + at, (gssize)(grid->length - at));
    return out;
}
