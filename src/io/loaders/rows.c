/* Rows are gone through twice: the first of them to find the titles, all of them to check and
 * count. What holds them then keeps those that are rows of the table, or they are gone through once
 * more to fill the columns. */
#include "io/loaders/rows.h"

#include "amont/head.h"

#include "io/loaders/texts.h"
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

/* Notes at the end are no rows; what looks like one further up is a row like any other. */
typedef struct tally {
    amont_rows *rows;
    const amont_source *source;
    char **titles;
    size_t n_titles, n_rows;
    bool all_titled;
    bool *untitled; /* of each title that is empty: told */
    GArray *notes;  /* amont_csv_row: those since the last row */
} tally;

static bool accept(tally *t, const amont_csv_row *row, GError **error) {
    if (t->rows->keep)
        t->rows->keep(t->rows, row);
    t->n_rows++;
    return t->n_rows <= amont_limits_of(t->source)->rows ||
           amont_source_fail_rows(t->source, error);
}

static bool accept_checked(tally *t, const amont_csv_row *row, GError **error) {
    if (!check_row(t->source, row, t->n_titles, error))
        return false;
    if (!t->all_titled)
        find_untitled(t->source, row, t->titles, t->untitled);
    return accept(t, row, error);
}

static bool take_notes_for_rows(tally *t, GError **error) {
    for (guint i = 0; i < t->notes->len; i++)
        if (!accept_checked(t, &g_array_index(t->notes, amont_csv_row, i), error))
            return false;
    g_array_set_size(t->notes, 0);
    return true;
}

/* Can nothing be said of a row, but that it is one? */
static bool is_ordinary(const tally *t, const amont_csv_row *row) {
    return row->is_plain && row->n == t->n_titles && t->all_titled && t->notes->len == 0 &&
           !amont_text_can_be_note(row->from);
}

static bool count_row(tally *t, amont_csv_row *row, GError **error) {
    if (is_ordinary(t, row))
        return accept(t, row, error);
    if (t->rows->read_cells)
        t->rows->read_cells(t->rows, row);
    if (amont_row_is_note(row, t->notes->len > 0)) {
        amont_csv_row copy = copy_row(row);
        g_array_append_val(t->notes, copy);
        return true;
    }
    return take_notes_for_rows(t, error) && accept_checked(t, row, error);
}

static bool count_rows(tally *t, GError **error) {
    amont_csv_row row;
    bool (*next)(amont_rows *, amont_csv_row *) = t->rows->skim ? t->rows->skim : t->rows->next;
    while (next(t->rows, &row))
        if (!count_row(t, &row, error))
            return false;
    for (guint i = 0; i < t->notes->len; i++) {
        const amont_csv_row *note = &g_array_index(t->notes, amont_csv_row, i);
        find_line(t->source, AMONT_FINDING_CSV_NOTES, note->line, note->cells[0]);
    }
    return t->rows->check(t->rows, error);
}

/* ---- columns ------------------------------------------------------------------------------- */

/* `columns` has one item a title, NULL for a column without title. */
static void fill_row(const amont_csv_row *row, amont_column **columns, size_t n_titles,
                     size_t index) {
    for (size_t i = 0; i < n_titles && i < row->n; i++)
        if (columns[i] && *row->cells[i])
            columns[i]->texts[index] = g_strdup(row->cells[i]);
}

static amont_layer *fill(const tally *t) {
    amont_layer *layer = amont_layer_new(amont_source_name(t->source), t->n_rows);
    g_autofree amont_column **columns = g_new0(amont_column *, t->n_titles);
    for (size_t i = 0; i < t->n_titles; i++)
        if (*t->titles[i])
            columns[i] = amont_layer_add_column(layer, t->titles[i], AMONT_COLUMN_TEXT);
    layer->first_row = 2;
    layer->lines = g_new(long, t->n_rows);
    amont_csv_row row;
    for (size_t i = 0; i < t->n_rows && t->rows->next(t->rows, &row); i++) {
        layer->lines[i] = row.line;
        fill_row(&row, columns, t->n_titles, i);
    }
    return layer;
}

static amont_layer *layer_of_cells(const tally *t) {
    amont_cells *cells = t->rows->take_cells(t->rows);
    amont_layer *layer = amont_layer_of_cells(amont_source_name(t->source), cells);
    for (size_t i = 0; i < t->n_titles; i++)
        if (*t->titles[i])
            amont_layer_add_cells(layer, t->titles[i], i);
    return layer;
}

static bool are_all_titled(char **titles) {
    for (; *titles; titles++)
        if (!**titles)
            return false;
    return true;
}

amont_layer *amont_rows_layer(amont_rows *rows, const amont_source *source, GError **error) {
    size_t above = 0;
    g_auto(GStrv) titles = find_titles(rows, source, &above, error);
    if (!titles)
        return NULL;
    size_t n_titles = g_strv_length(titles);
    g_autofree bool *untitled = g_new0(bool, n_titles);
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(amont_csv_row));
    g_array_set_clear_func(notes, clear_row);
    tally t = {.rows = rows,
               .source = source,
               .titles = titles,
               .n_titles = n_titles,
               .all_titled = are_all_titled(titles),
               .untitled = untitled,
               .notes = notes};
    start(rows, above);
    if (rows->begin)
        rows->begin(rows, n_titles);
    if (!count_rows(&t, error))
        return NULL;
    if (!rows->take_cells)
        start(rows, above);
    amont_layer *layer = rows->take_cells ? layer_of_cells(&t) : fill(&t);
    amont_texts_undo_twice(layer, source);
    return layer;
}
