/* A CSV file is read whole and brought to UTF-8; rows.c makes a layer of its rows. GDAL's own
 * driver would guess types from a .csvt file, miscount lines and pass over rows that do not fit. */
#include "io/loaders/csv.h"

#include "amont/csv.h"
#include "amont/encoding.h"
#include "amont/files.h"

#include "io/loaders/packed.h"
#include "io/loaders/rows.h"
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

/* A CSV text in UTF-8, within what holds it. */
typedef struct csv_text {
    char *bytes;
    const char *start;
    size_t length;
} csv_text;

static void csv_text_clear(csv_text *text) {
    g_free(text->bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(csv_text, csv_text_clear)

static bool recode(const amont_source *source, amont_encoding encoding, csv_text *text,
                   GError **error) {
    size_t length = 0;
    char *decoded = amont_text_decode(text->bytes, text->length, encoding, &length);
    if (!decoded)
        return fail_damaged(source, text->bytes, text->length, error);
    g_free(text->bytes);
    *text = (csv_text){decoded, decoded, length};
    const char *zero = memchr(decoded, '\0', length);
    if (zero)
        return fail_zero(source, decoded, zero, error);
    amont_find(source->findings, AMONT_FINDING_ENCODING_CONVERTED, amont_source_name(source), 0,
               "%s", amont_encoding_name(encoding));
    return true;
}

static bool decode(const amont_source *source, csv_text *text, GError **error) {
    const char *bytes = text->bytes, *zero = NULL;
    bool is_utf16 = text->length >= 2 &&
                    (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
    if (!is_utf16 && (zero = memchr(bytes, '\0', text->length)))
        return fail_zero(source, bytes, zero, error);
    amont_encoding encoding = amont_encoding_detect(bytes, text->length);
    if (encoding != AMONT_ENCODING_UTF8)
        return recode(source, encoding, text, error);
    size_t mark = text->length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    text->start = bytes + mark;
    text->length -= mark;
    return true;
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

/* ---- rows ---------------------------------------------------------------------------------- */

typedef struct csv_rows {
    amont_rows rows;
    amont_csv *csv;
    const amont_source *source;
    csv_text *text;
    amont_cells *cells; /* which have the text then */
} csv_rows;

static bool next_row(amont_rows *rows, amont_csv_row *row) {
    return amont_csv_next(((csv_rows *)rows)->csv, row);
}

static bool skim_row(amont_rows *rows, amont_csv_row *row) {
    return amont_csv_skim(((csv_rows *)rows)->csv, row);
}

static void read_cells(amont_rows *rows, amont_csv_row *row) {
    amont_csv_read_cells(((csv_rows *)rows)->csv, row);
}

static void rewind_rows(amont_rows *rows) {
    amont_csv_rewind(((csv_rows *)rows)->csv);
}

static void begin(amont_rows *rows, size_t n_titles) {
    csv_rows *all = (csv_rows *)rows;
    char separator = amont_csv_separator(all->csv);
    all->cells = amont_cells_new(g_steal_pointer(&all->text->bytes), all->text->start,
                                 all->text->length, separator, n_titles);
}

static void keep_row(amont_rows *rows, const amont_csv_row *row) {
    amont_cells_add(((csv_rows *)rows)->cells, row);
}

static amont_cells *take_cells(amont_rows *rows) {
    return g_steal_pointer(&((csv_rows *)rows)->cells);
}

static bool check_rows(const amont_rows *rows, GError **error) {
    const csv_rows *all = (const csv_rows *)rows;
    const amont_source *source = all->source;
    const char *name = amont_source_name(source);
    long line = 0;
    switch (amont_csv_stopped(all->csv, &line)) {
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

static bool fail_one_column(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' has only one column", amont_source_name(source));
    return amont_rows_hint_table(error);
}

amont_layer *amont_csv_read(const amont_source *source, char *bytes, size_t length,
                            GError **error) {
    g_auto(csv_text) text = {.start = bytes, .length = length};
    text.bytes = bytes;
    if (!decode(source, &text, error))
        return NULL;
    g_autoptr(amont_csv) csv = amont_csv_new(text.start, text.length);
    amont_csv_row row;
    if (amont_csv_next(csv, &row) && !amont_csv_separator(csv)) {
        fail_one_column(source, error);
        return NULL;
    }
    csv_rows all = {.rows = {next_row, rewind_rows, check_rows, skim_row, read_cells, begin,
                             keep_row, take_cells},
                    .csv = csv,
                    .source = source,
                    .text = &text};
    amont_layer *layer = amont_rows_layer(&all.rows, source, error);
    amont_cells_free(all.cells);
    return layer;
}
