/* CSV after RFC 4180, one pass, bounded: a record has at most 1 MiB, so that a file of zeros or a
 * compressed bomb is refused at its first record. zlib's gzread passes plain files through. */
#include "io/geocode/records.h"

#include "io/loaders/packed.h"

#include <string.h>

enum { CHUNK = 1 << 16, LONGEST_RECORD = 1 << 20, END = -1 };

struct amont_records {
    char *path;
    gzFile file; /* NULL for a text in memory */
    unsigned char *chunk;
    const unsigned char *bytes;
    size_t length, position;
    bool broken;
    long line;
    char separator;
    GString *text;     /* the fields of the record, each ended by a NUL */
    GArray *starts;    /* size_t: where each begins */
    GPtrArray *fields; /* the same as pointers */
};

static bool fill(amont_records *records) {
    if (!records->file || records->broken)
        return false;
    int n = amont_packed_read(records->file, records->chunk, CHUNK);
    records->broken = n < 0;
    records->bytes = records->chunk;
    records->length = n > 0 ? (size_t)n : 0;
    records->position = 0;
    return n > 0;
}

static int peek(amont_records *records) {
    if (records->position == records->length && !fill(records))
        return END;
    return records->bytes[records->position];
}

static int take(amont_records *records) {
    int c = peek(records);
    if (c != END)
        records->position++;
    records->line += c == '\n';
    return c;
}

/* ---- opening --------------------------------------------------------------------------------- */

static char commonest_separator(const unsigned char *bytes, size_t length) {
    static const char candidates[] = ";,\t|";
    size_t counts[sizeof candidates] = {0};
    for (size_t i = 0; i < length && bytes[i] != '\n'; i++)
        for (size_t k = 0; candidates[k]; k++)
            counts[k] += bytes[i] == (unsigned char)candidates[k];
    size_t best = 0;
    for (size_t k = 1; candidates[k]; k++)
        if (counts[k] > counts[best])
            best = k;
    return candidates[best];
}

static void begin(amont_records *records) {
    static const char mark[] = "\xEF\xBB\xBF";
    records->text = g_string_new(NULL);
    records->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    records->fields = g_ptr_array_new();
    records->line = 1;
    peek(records);
    if (records->length >= strlen(mark) && memcmp(records->bytes, mark, strlen(mark)) == 0)
        records->position = strlen(mark);
    records->separator = commonest_separator(records->bytes, records->length);
}

amont_records *amont_records_open(const char *path, GError **error) {
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "no file '%s'", path);
        return NULL;
    }
    gzFile file = gzopen(path, "rb");
    if (!file) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "file '%s' cannot be opened", path);
        return NULL;
    }
    amont_records *records = g_new0(amont_records, 1);
    records->path = g_strdup(path);
    records->file = file;
    records->chunk = g_malloc(CHUNK);
    begin(records);
    return records;
}

amont_records *amont_records_of_text(const char *path, const char *text, size_t length) {
    amont_records *records = g_new0(amont_records, 1);
    records->path = g_strdup(path);
    records->bytes = (const unsigned char *)text;
    records->length = length;
    begin(records);
    return records;
}

void amont_records_free(amont_records *records) {
    if (!records)
        return;
    if (records->file)
        gzclose(records->file);
    g_free(records->chunk);
    g_free(records->path);
    g_string_free(records->text, TRUE);
    g_array_unref(records->starts);
    g_ptr_array_unref(records->fields);
    g_free(records);
}

char amont_records_separator(const amont_records *records) {
    return records->separator;
}

/* ---- reading --------------------------------------------------------------------------------- */

static void start_field(amont_records *records) {
    size_t start = records->text->len;
    g_array_append_val(records->starts, start);
}

/* What stands between quotes, the first one taken; false when the second never comes. */
static bool read_quoted(amont_records *records) {
    for (int c; (c = take(records)) != END && records->text->len < LONGEST_RECORD;) {
        if (c == '"' && peek(records) != '"')
            return true;
        if (c == '"')
            take(records);
        g_string_append_c(records->text, (char)c);
    }
    return false;
}

/* The fields of one line; false when a quote is left open. */
static bool read_line(amont_records *records) {
    start_field(records);
    bool at_start = true;
    for (int c; (c = take(records)) != END && c != '\n' && records->text->len < LONGEST_RECORD;) {
        if (c == '"' && at_start) {
            if (!read_quoted(records))
                return false;
        } else if (c == records->separator) {
            g_string_append_c(records->text, '\0');
            start_field(records);
            at_start = true;
            continue;
        } else if (c != '\r' || (peek(records) != '\n' && peek(records) != END)) {
            g_string_append_c(records->text, (char)c);
        }
        at_start = false;
    }
    return true;
}

static bool is_blank(const amont_records *records) {
    return records->starts->len == 1 && records->text->len == 0;
}

static bool check(const amont_records *records, long line, bool closed, GError **error) {
    if (records->broken)
        return amont_fail(error, AMONT_ERROR_DATA, "'%s' is cut short or badly compressed",
                          records->path);
    if (records->text->len >= LONGEST_RECORD)
        return amont_fail(error, AMONT_ERROR_DATA, "%s:%ld: a row of more than 1 MiB",
                          records->path, line);
    if (!closed)
        return amont_fail(error, AMONT_ERROR_DATA, "%s:%ld: a quote is opened and never closed",
                          records->path, line);
    const char *stop = NULL;
    for (size_t i = 0; i < records->starts->len; i++) {
        const char *field = records->text->str + g_array_index(records->starts, size_t, i);
        if (!g_utf8_validate(field, -1, &stop)) {
            amont_fail(error, AMONT_ERROR_DATA, "line %ld of '%s' is not UTF-8", line,
                       records->path);
            amont_hint(error, "save the file as \"CSV UTF-8\"");
            return false;
        }
    }
    return true;
}

bool amont_records_next(amont_records *records, amont_record *record, GError **error) {
    bool closed = true;
    do {
        g_string_truncate(records->text, 0);
        g_array_set_size(records->starts, 0);
        record->line = records->line;
        if (peek(records) == END)
            return records->broken ? check(records, record->line, true, error) : false;
        closed = read_line(records);
    } while (closed && is_blank(records));
    if (!check(records, record->line, closed, error))
        return false;
    g_ptr_array_set_size(records->fields, 0);
    for (size_t i = 0; i < records->starts->len; i++)
        g_ptr_array_add(records->fields,
                        records->text->str + g_array_index(records->starts, size_t, i));
    record->fields = (char **)records->fields->pdata;
    record->n = records->fields->len;
    return true;
}
