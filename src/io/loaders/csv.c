/* A CSV file is read whole, brought to UTF-8 and gone through twice: once to check and count its
 * rows, once to fill the columns. GDAL's own driver would guess types from a .csvt file, miscount
 * lines and pass over rows that do not fit. */
#include "io/loaders/csv.h"

#include "amont/csv.h"
#include "amont/files.h"

#include "io/loaders/packed.h"
#include "io/loaders/texts.h"
#include "io/loaders/vector.h"
#include "io/source.h"

#include <string.h>

/* ---- text ---------------------------------------------------------------------------------- */

static long line_of(const char *text, const char *where) {
    long line = 1;
    for (const char *c = text; c < where; c++)
        line += *c == '\n';
    return line;
}

static bool fail_damaged(const amont_source *source, const char *bytes, size_t length,
                         GError **error) {
    const char *stop = bytes;
    bool utf16 = g_utf8_validate_len(bytes, length, &stop) || stop == bytes;
    if (utf16)
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "'%s' is not whole UTF-16", amont_source_name(source));
    else
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "line %ld of '%s' is not UTF-8", line_of(bytes, stop),
                         amont_source_name(source));
    amont_hint(error, "save the file as \"CSV UTF-8\"");
    return false;
}

static bool fail_zero(const amont_source *source, const char *bytes, const char *zero,
                      GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "line %ld of '%s' holds a zero byte: this is no text", line_of(bytes, zero),
                     amont_source_name(source));
    amont_hint(error, "a spreadsheet must be saved as \"CSV UTF-8\", not renamed");
    return false;
}

static char *decode(const amont_source *source, const char *bytes, size_t *length, GError **error) {
    amont_encoding encoding = AMONT_ENCODING_UTF8;
    const char *zero = NULL;
    bool is_utf16 =
        *length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
    if (!is_utf16 && (zero = memchr(bytes, '\0', *length))) {
        fail_zero(source, bytes, zero, error);
        return NULL;
    }
    encoding = amont_encoding_detect(bytes, *length);
    size_t decoded_length = 0;
    g_autofree char *text = amont_text_decode(bytes, *length, encoding, &decoded_length);
    if (!text) {
        fail_damaged(source, bytes, *length, error);
        return NULL;
    }
    if ((zero = memchr(text, '\0', decoded_length))) {
        fail_zero(source, text, zero, error);
        return NULL;
    }
    if (encoding != AMONT_ENCODING_UTF8)
        amont_find(source->findings, AMONT_FINDING_ENCODING_CONVERTED, amont_source_name(source), 0,
                   "%s", amont_encoding_name(encoding));
    *length = decoded_length;
    return g_steal_pointer(&text);
}

char *amont_csv_bytes(const amont_source *source, size_t *length, GError **error) {
    g_autoptr(GError) reason = NULL;
    bool packed = strcmp(amont_format_find(source->path)->ending, "csv.gz") == 0;
    char *bytes = packed ? amont_packed_text(source->path, AMONT_CSV_LARGEST, length, &reason)
                         : amont_files_read(source->path, AMONT_CSV_LARGEST, length, &reason);
    if (!bytes)
        amont_source_fail(source, reason, error);
    return bytes;
}

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

static bool fail_no_table(const amont_source *source, bool is_empty, GError **error) {
    if (is_empty)
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA, "'%s' is empty",
                         amont_source_name(source));
    else
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "'%s' has only one column", amont_source_name(source));
    amont_hint(error,
               "a CSV file has a line of titles and at least two columns, parted by ; , | or "
               "a tab");
    return false;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool fail_at_row(const amont_source *source, const amont_csv *csv, GError **error) {
    const char *name = amont_source_name(source);
    long line = 0;
    switch (amont_csv_stopped(csv, &line)) {
    case AMONT_CSV_SOUND:
        return true;
    case AMONT_CSV_QUOTE_OPEN:
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "the quote opened on line %ld of '%s' is never closed", line, name);
        amont_hint(error, "a text that begins with \" ends with \", and \" within it is doubled");
        return false;
    case AMONT_CSV_WIDE:
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                                "line %ld of '%s' has more than %d cells", line, name,
                                AMONT_CSV_MAX_CELLS);
    case AMONT_CSV_LONG:
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                         "a cell on line %ld of '%s' is longer than 1 MiB", line, name);
        amont_hint(error, "is there a quote that is never closed?");
        return false;
    }
    return false;
}

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

static bool count_rows(const amont_source *source, amont_csv *csv, size_t n_titles, size_t *n_rows,
                       GError **error) {
    amont_csv_row row;
    *n_rows = 0;
    while (amont_csv_next(csv, &row)) {
        if (!check_row(source, &row, n_titles, error))
            return false;
        ++*n_rows;
    }
    return fail_at_row(source, csv, error);
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

static amont_layer *fill(const amont_source *source, amont_csv *csv, char **titles, size_t n_rows) {
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
    amont_csv_rewind(csv);
    amont_csv_next(csv, &row);
    for (size_t i = 0; i < n_rows && amont_csv_next(csv, &row); i++) {
        layer->lines[i] = row.line;
        fill_row(&row, columns, n_titles, i);
        find_untitled(source, &row, titles, untitled);
    }
    return layer;
}

amont_layer *amont_csv_read(const amont_source *source, char *bytes, size_t length,
                            GError **error) {
    size_t n_rows = 0;
    g_autofree char *text = decode(source, bytes, &length, error);
    g_free(bytes);
    if (!text)
        return NULL;
    g_autoptr(amont_csv) csv = amont_csv_new(text, length);
    amont_csv_row row;
    if (!amont_csv_next(csv, &row)) {
        if (fail_at_row(source, csv, error))
            fail_no_table(source, true, error);
        return NULL;
    }
    g_auto(GStrv) titles = read_titles(&row);
    if (!check_titles(source, titles, error))
        return NULL;
    if (!amont_csv_separator(csv)) {
        fail_no_table(source, false, error);
        return NULL;
    }
    if (!count_rows(source, csv, g_strv_length(titles), &n_rows, error))
        return NULL;
    amont_layer *layer = fill(source, csv, titles, n_rows);
    amont_texts_undo_twice(layer, source);
    return layer;
}

/* ---- filters ------------------------------------------------------------------------------- */

bool amont_csv_match(const amont_layer *layer, const amont_source *source, const char *key,
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
