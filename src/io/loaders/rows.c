/* Rows are gone through three times: the first of them to find the titles, all of them to check and
 * count, all again to fill the columns. */
#include "io/loaders/rows.h"

#include "amont/head.h"

#include "io/loaders/texts.h"
#include "io/loaders/vector.h"
#include "io/source.h"

#include <string.h>

/* ---- titles -------------------------------------------------------------------------------- */

/* Titles in the order of the file, without the blanks around them. */
static char **read_titles(const amont_csv_row *row) {
    char **titles = g_new0(char *, row->n + 1);
    for (size_t i = 0; i < row->n; i++)
        titles[i] = g_strstrip(g_strdup(row->cells[i]));
    return titles;
}

static bool check_titles(const amont_source *source, char **titles, GError **error) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; titles[i]; i++) {
        size_t other = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, titles[i]));
        if (*titles[i] && other) {
            amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                             "'%s' has two columns '%s': %zu and %zu", amont_source_name(source),
                             titles[i], other, i + 1);
            amont_hint(error, "give each column a title of its own");
            return false;
        }
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): how GLib keeps numbers in tables */
        g_hash_table_insert(seen, titles[i], GSIZE_TO_POINTER(i + 1));
    }
    return true;
}

bool amont_rows_hint_table(GError **error) {
    amont_hint(error,
               "a table has a line of titles and at least two columns, in a CSV file parted by "
               "; , | or a tab");
    return false;
}

static bool fail_empty(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' is empty",
                     amont_source_name(source));
    return amont_rows_hint_table(error);
}

/* ---- lines above the titles ---------------------------------------------------------------- */

static void clear_row(void *item) {
    g_strfreev((char **)((amont_csv_row *)item)->cells);
}

static amont_csv_row copy_row(const amont_csv_row *row) {
    amont_csv_row copy = *row;
    copy.cells = amont_csv_row_copy(row);
    return copy;
}

static GArray *first_rows(amont_rows *rows) {
    GArray *first = g_array_new(FALSE, FALSE, sizeof(amont_csv_row));
    g_array_set_clear_func(first, clear_row);
    amont_csv_row row;
    rows->rewind(rows);
    while (first->len < AMONT_HEAD_ROWS && rows->next(rows, &row)) {
        amont_csv_row copy = copy_row(&row);
        g_array_append_val(first, copy);
    }
    return first;
}

static bool fail_unclear(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "lines stand above the table of '%s', and which of them has the titles is not "
                     "clear",
                     amont_source_name(source));
    amont_hint(error, "remove the lines above the titles, and give each column a title of its own");
    return false;
}

/* A cell may hold line breaks; what is told of it does not. */
static void find_line(const amont_source *source, amont_finding_kind kind, long line,
                      const char *cell) {
    g_autofree char *flat = g_strdelimit(g_strdup(cell), "\r\n", ' ');
    amont_find(source->findings, kind, amont_source_name(source), line, "'%s'", flat);
}

static void find_above(const amont_source *source, const amont_csv_row *titles,
                       const amont_csv_row *first) {
    size_t i = 0;
    while (i + 1 < first->n && !*first->cells[i])
        i++;
    find_line(source, AMONT_FINDING_CSV_PREAMBLE, titles->line, first->cells[i]);
}

/* The titles, and how many rows stand above them. */
static char **find_titles(amont_rows *rows, const amont_source *source, size_t *above,
                          GError **error) {
    g_autoptr(GArray) first = first_rows(rows);
    const amont_csv_row *top = (const amont_csv_row *)(void *)first->data;
    amont_head head = amont_head_find(top, first->len);
    if (first->len == 0 || head.unclear) {
        if (first->len > 0)
            fail_unclear(source, error);
        else if (rows->check(rows, error))
            fail_empty(source, error);
        return NULL;
    }
    g_auto(GStrv) titles = read_titles(&top[head.titles]);
    if (!check_titles(source, titles, error))
        return NULL;
    if (head.titles > 0)
        find_above(source, &top[head.titles], top);
    *above = head.titles;
    return g_steal_pointer(&titles);
}

/* Behind the titles. */
static void start(amont_rows *rows, size_t above) {
    amont_csv_row row;
    rows->rewind(rows);
    for (size_t i = 0; i <= above; i++)
        rows->next(rows, &row);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool fail_too_many(const amont_source *source, const amont_csv_row *row, size_t n_titles,
                          GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "line %ld of '%s' has %zu cells for %zu titles", row->line,
                     amont_source_name(source), row->n, n_titles);
    amont_hint(error, "a text that holds the separator must stand in quotes");
    return false;
}

/* Cells beyond the titles would be lost, unless they are empty. */
static bool check_row(const amont_source *source, const amont_csv_row *row, size_t n_titles,
                      GError **error) {
    for (size_t i = n_titles; i < row->n; i++)
        if (*row->cells[i])
            return fail_too_many(source, row, n_titles, error);
    const char *name = amont_source_name(source);
    if (row->n != n_titles)
        amont_find(source->findings, AMONT_FINDING_CSV_RAGGED, name, row->line, "%zu / %zu", row->n,
                   n_titles);
    if (row->strays)
        amont_find(source->findings, AMONT_FINDING_CSV_QUOTE, name, row->line, "%s", row->cells[0]);
    return true;
}

/* Notes at the end are no rows; what looks like one further up is a row like any other. */
typedef struct tally {
    size_t n_titles, n_rows;
    GArray *notes; /* amont_csv_row: those since the last row */
} tally;

static bool take_notes_for_rows(const amont_source *source, tally *t, GError **error) {
    for (guint i = 0; i < t->notes->len; i++)
        if (!check_row(source, &g_array_index(t->notes, amont_csv_row, i), t->n_titles, error))
            return false;
    t->n_rows += t->notes->len;
    g_array_set_size(t->notes, 0);
    return true;
}

static bool count_row(const amont_source *source, const amont_csv_row *row, tally *t,
                      GError **error) {
    if (amont_row_is_note(row, t->notes->len > 0)) {
        amont_csv_row copy = copy_row(row);
        g_array_append_val(t->notes, copy);
        return true;
    }
    if (!take_notes_for_rows(source, t, error) || !check_row(source, row, t->n_titles, error))
        return false;
    t->n_rows++;
    return t->n_rows <= amont_limits_of(source)->rows || amont_source_fail_rows(source, error);
}

static bool count_rows(amont_rows *rows, const amont_source *source, size_t n_titles,
                       size_t *n_rows, GError **error) {
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(amont_csv_row));
    g_array_set_clear_func(notes, clear_row);
    tally t = {n_titles, 0, notes};
    amont_csv_row row;
    while (rows->next(rows, &row))
        if (!count_row(source, &row, &t, error))
            return false;
    for (guint i = 0; i < notes->len; i++) {
        const amont_csv_row *note = &g_array_index(notes, amont_csv_row, i);
        find_line(source, AMONT_FINDING_CSV_NOTES, note->line, note->cells[0]);
    }
    *n_rows = t.n_rows;
    return rows->check(rows, error);
}

/* `columns` has one item a title, NULL for a column without title. */
static void fill_row(const amont_csv_row *row, amont_column **columns, size_t n_titles,
                     size_t index) {
    for (size_t i = 0; i < n_titles && i < row->n; i++)
        if (columns[i] && *row->cells[i])
            columns[i]->texts[index] = g_strdup(row->cells[i]);
}

/* A column without title and without text is what a spreadsheet leaves behind. */
static void find_untitled(const amont_source *source, const amont_csv_row *row, char **titles,
                          bool *found) {
    for (size_t i = 0; titles[i] && i < row->n; i++) {
        if (*titles[i] || !*row->cells[i] || found[i])
            continue;
        found[i] = true;
        amont_find(source->findings, AMONT_FINDING_CSV_UNTITLED, amont_source_name(source),
                   row->line, "%zu: '%s'", i + 1, row->cells[i]);
    }
}

static amont_layer *fill(amont_rows *rows, const amont_source *source, char **titles,
                         size_t n_rows) {
    amont_layer *layer = amont_layer_new(amont_source_name(source), n_rows);
    size_t n_titles = g_strv_length(titles);
    g_autofree amont_column **columns = g_new0(amont_column *, n_titles);
    g_autofree bool *untitled = g_new0(bool, n_titles);
    for (size_t i = 0; i < n_titles; i++)
        if (*titles[i])
            columns[i] = amont_layer_add_column(layer, titles[i], AMONT_COLUMN_TEXT);
    layer->first_row = 2;
    layer->lines = g_new(long, n_rows);
    amont_csv_row row;
    for (size_t i = 0; i < n_rows && rows->next(rows, &row); i++) {
        layer->lines[i] = row.line;
        fill_row(&row, columns, n_titles, i);
        find_untitled(source, &row, titles, untitled);
    }
    return layer;
}

amont_layer *amont_rows_layer(amont_rows *rows, const amont_source *source, GError **error) {
    size_t above = 0, n_rows = 0;
    g_auto(GStrv) titles = find_titles(rows, source, &above, error);
    if (!titles)
        return NULL;
    start(rows, above);
    if (!count_rows(rows, source, g_strv_length(titles), &n_rows, error))
        return NULL;
    start(rows, above);
    amont_layer *layer = fill(rows, source, titles, n_rows);
    amont_texts_undo_twice(layer, source);
    return layer;
}

/* ---- filters ------------------------------------------------------------------------------- */

bool amont_rows_match(const amont_layer *layer, const amont_source *source, const char *key,
                      const char *filter, bool *matches, GError **error) {
    for (size_t row = 0; row < layer->n_rows; row++)
        matches[row] = filter == NULL;
    if (!filter)
        return true;
    g_autoptr(amont_vector) table = amont_vector_table(layer);
    if (!amont_vector_filter(table, source, key, filter, error))
        return false;
    g_autoptr(GPtrArray) features = amont_vector_features(table, source, error);
    if (!features)
        return false;
    for (guint i = 0; i < features->len; i++)
        matches[OGR_F_GetFID(features->pdata[i]) - 1] = true;
    return true;
}
