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

/* ---- rows ---------------------------------------------------------------------------------- */

typedef struct csv_rows {
    amont_rows rows;
    amont_csv *csv;
    const amont_source *source;
} csv_rows;

static bool next_row(amont_rows *rows, amont_csv_row *row) {
    return amont_csv_next(((csv_rows *)rows)->csv, row);
}

static void rewind_rows(amont_rows *rows) {
    amont_csv_rewind(((csv_rows *)rows)->csv);
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
    g_autofree char *text = decode(source, bytes, &length, error);
    g_free(bytes);
    if (!text)
        return NULL;
    g_autoptr(amont_csv) csv = amont_csv_new(text, length);
    amont_csv_row row;
    if (amont_csv_next(csv, &row) && !amont_csv_separator(csv)) {
        fail_one_column(source, error);
        return NULL;
    }
    csv_rows all = {{next_row, rewind_rows, check_rows}, csv, source};
    return amont_rows_layer(&all.rows, source, error);
}
