/* Rows are taken from the text by one pass that knows two states, within quotes and without. It
 * finds where cells stand; their texts are copied behind one another into one buffer, used again
 * for the next row, only when they are asked for. */
#include "base/csv_text.h"

#include "base/blank.h"
#include "base/bytes.h"

#include <string.h>

/* ---- one cell ------------------------------------------------------------------------------ */

static bool at_line_end(const amont_csv *csv) {
    return csv->at == csv->end || *csv->at == '\n' || *csv->at == '\r';
}

static bool at_cell_end(const amont_csv *csv) {
    return at_line_end(csv) || (csv->separator && *csv->at == csv->separator);
}

static bool stop(amont_csv *csv, amont_csv_fault fault, long line) {
    csv->fault = fault;
    csv->fault_line = line;
    return false;
}

void csv_skip_line_end(amont_csv *csv) {
    if (csv->at == csv->end)
        return;
    bool pair = *csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n';
    csv->at += pair ? 2 : 1;
    csv->line++;
}

static void count_lines(amont_csv *csv, const char *to) {
    while (csv->at < to)
        if (at_line_end(csv))
            csv_skip_line_end(csv);
        else
            csv->at++;
}

/* From behind the opening quote to behind the closing one; the bytes that the cell has. */
static bool scan_quoted(amont_csv *csv, size_t *length, bool *doubled) {
    long opened = csv->line;
    for (*length = 0; *length <= AMONT_CSV_MAX_CELL;) {
        size_t left = (size_t)(csv->end - csv->at), room = AMONT_CSV_MAX_CELL - *length;
        const char *quote = memchr(csv->at, '"', MIN(left, room + 1));
        if (!quote)
            return stop(csv, left > room ? AMONT_CSV_LONG : AMONT_CSV_QUOTE_OPEN, opened);
        *length += (size_t)(quote - csv->at);
        count_lines(csv, quote);
        csv->at++;
        if (csv->at == csv->end || *csv->at != '"')
            return true;
        *doubled = true;
        ++*length;
        csv->at++;
    }
    return stop(csv, AMONT_CSV_LONG, opened);
}

static bool is_blank(const char *from, const char *to) {
    while (from < to && *from == ' ')
        from++;
    return from == to;
}

static bool scan_cell(amont_csv *csv, amont_csv_cell *cell) {
    const char *start = csv->at;
    long line = csv->line;
    size_t length = 0;
    bool quoted = start < csv->end && *start == '"', doubled = false;
    if (quoted) {
        csv->at++;
        if (!scan_quoted(csv, &length, &doubled))
            return false;
    }
    const char *from = csv->at;
    while (!at_cell_end(csv))
        csv->at++;
    bool stray = quoted && !is_blank(from, csv->at);
    if (stray || !quoted)
        length += (size_t)(csv->at - from);
    if (length > AMONT_CSV_MAX_CELL)
        return stop(csv, AMONT_CSV_LONG, line);
    csv->strays = csv->strays || stray;
    if (doubled || stray)
        *cell = (amont_csv_cell){start, (size_t)(csv->at - start), false};
    else
        *cell = (amont_csv_cell){start + quoted, length, true};
    return true;
}

/* With the quotes undone; what stands behind the closing one is kept. */
static char *copy_written(char *to, const amont_csv_cell *cell) {
    const char *c = cell->start + 1, *end = cell->start + cell->length;
    bool within = true;
    for (; c < end; c++) {
        bool quote = within && *c == '"';
        if (quote && (c + 1 == end || c[1] != '"')) {
            within = false;
            if (is_blank(c + 1, end))
                break;
            continue;
        }
        c += quote;
        *to++ = *c;
    }
    return to;
}

char *amont_csv_cell_copy(char *to, const amont_csv_cell *cell) {
    if (!cell->is_plain) {
        to = copy_written(to, cell);
    } else if (cell->length > 0) {
        memcpy(to, cell->start, cell->length);
        to += cell->length;
    }
    *to = '\0';
    return to;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool scan_row(amont_csv *csv) {
    g_array_set_size(csv->found, 0);
    csv->strays = false;
    for (;;) {
        amont_csv_cell cell;
        if (csv->found->len == AMONT_CSV_MAX_CELLS)
            return stop(csv, AMONT_CSV_WIDE, csv->line);
        if (!scan_cell(csv, &cell))
            return false;
        g_array_append_val(csv->found, cell);
        if (at_line_end(csv))
            break;
        csv->at++; /* the separator */
    }
    csv_skip_line_end(csv);
    return true;
}

/* Texts of the cells that were found. Is there any among them? */
static bool copy_cells(amont_csv *csv) {
    const amont_csv_cell *found = (const amont_csv_cell *)(void *)csv->found->data;
    guint n = csv->found->len;
    size_t room = n;
    for (guint i = 0; i < n; i++)
        room += found[i].length;
    g_string_set_size(csv->buffer, room);
    g_ptr_array_set_size(csv->cells, (int)n);
    char *to = csv->buffer->str;
    bool any = false;
    for (guint i = 0; i < n; i++) {
        csv->cells->pdata[i] = to;
        char *end = amont_csv_cell_copy(to, &found[i]);
        any = any || *amont_blank_skip(to) != '\0';
        to = end + 1;
    }
    return any;
}

bool amont_csv_next(amont_csv *csv, amont_csv_row *row) {
    while (csv->fault == AMONT_CSV_SOUND && csv->at < csv->end) {
        long line = csv->line;
        const char *from = csv->at;
        if (!scan_row(csv))
            return false;
        if (!copy_cells(csv))
            continue;
        *row = (amont_csv_row){.cells = (const char *const *)csv->cells->pdata,
                               .n = csv->cells->len,
                               .line = line,
                               .strays = csv->strays,
                               .from = from,
                               .to = csv->at};
        return true;
    }
    return false;
}

/* ---- rows without their cells -------------------------------------------------------------- */

/* Is there text that shows at one byte? Blanks of several bytes are not looked at. */
static bool shows_text(const amont_csv *csv, const char *from, const char *to) {
    while (from < to && (*from == csv->separator || *from == ' ' || *from == '\t'))
        from++;
    return from < to && (unsigned char)*from < 0x80;
}

/* The next of these bytes, `found` being the one before: looked for once, however far it is. */
static const char *find_next(const amont_csv *csv, const char *found, char byte) {
    if (found >= csv->at)
        return found;
    const char *next = memchr(csv->at, byte, (size_t)(csv->end - csv->at));
    return next ? next : csv->end;
}

/* The end of the row at `csv->at`, its line end left out, where no quote stands in it and no line
 * end but its own; NULL where one does, or it may be too long. */
static const char *find_plain_end(amont_csv *csv, const char **behind) {
    const char *from = csv->at;
    csv->quote = find_next(csv, csv->quote, '"');
    csv->line_feed = find_next(csv, csv->line_feed, '\n');
    const char *to = csv->line_feed;
    if (csv->quote < to || (size_t)(to - from) > AMONT_CSV_MAX_CELL)
        return NULL;
    *behind = to < csv->end ? to + 1 : to;
    const char *carriage = memchr(from, '\r', (size_t)(to - from));
    if (!carriage)
        return to;
    return carriage + 1 == to ? carriage : NULL;
}

static bool skim_plain(amont_csv *csv, amont_csv_row *row) {
    const char *from = csv->at, *behind = NULL;
    const char *to = csv->separator ? find_plain_end(csv, &behind) : NULL;
    if (!to || !shows_text(csv, from, to))
        return false;
    size_t n = amont_bytes_count(from, to, csv->separator) + 1;
    if (n > AMONT_CSV_MAX_CELLS)
        return false;
    *row = (amont_csv_row){.n = n, .line = csv->line, .is_plain = true, .from = from, .to = behind};
    csv->at = behind;
    csv->line += behind > to;
    return true;
}

bool amont_csv_skim(amont_csv *csv, amont_csv_row *row) {
    bool more = csv->fault == AMONT_CSV_SOUND && csv->at < csv->end;
    return more && (skim_plain(csv, row) || amont_csv_next(csv, row));
}

void amont_csv_read_cells(amont_csv *csv, amont_csv_row *row) {
    if (row->cells)
        return;
    csv->at = row->from;
    csv->line = row->line;
    (void)!scan_row(csv); /* it has been gone through */
    copy_cells(csv);
    row->cells = (const char *const *)csv->cells->pdata;
}

bool amont_csv_find_cell(amont_csv *csv, const char *from, bool is_plain, size_t index,
                         amont_csv_cell *cell) {
    csv->at = from;
    if (is_plain)
        csv->at = amont_bytes_skip(from, csv->end, csv->separator, index);
    for (size_t i = is_plain ? index : 0; i < index; i++) {
        if (!scan_cell(csv, cell) || at_line_end(csv))
            return false;
        csv->at++;
    }
    return scan_cell(csv, cell);
}

amont_csv_fault amont_csv_stopped(const amont_csv *csv, long *line) {
    *line = csv->fault_line;
    return csv->fault;
}

void amont_csv_rewind(amont_csv *csv) {
    csv->at = csv->first;
    csv->line = csv->first == csv->text ? 1 : 2;
    csv->fault = AMONT_CSV_SOUND;
    csv->fault_line = 0;
    csv->quote = csv->line_feed = NULL;
}

const char *const *amont_csv_row_copy(const amont_csv_row *row) {
    char **cells = g_new0(char *, row->n + 1);
    for (size_t i = 0; i < row->n; i++)
        cells[i] = g_strdup(row->cells[i]);
    return (const char *const *)cells;
}

void amont_csv_append_cell(GString *out, char separator, const char *cell) {
    if (!strchr(cell, separator) && !strpbrk(cell, "\"\r\n")) {
        g_string_append(out, cell);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *c = cell; *c; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

/* ---- beginning and end --------------------------------------------------------------------- */

amont_csv *amont_csv_new_parted(const char *text, size_t length, char separator) {
    amont_csv *csv = g_new0(amont_csv, 1);
    csv->text = csv->first = text;
    csv->end = text + length;
    csv->buffer = g_string_new(NULL);
    csv->found = g_array_new(FALSE, FALSE, sizeof(amont_csv_cell));
    csv->cells = g_ptr_array_new();
    csv->separator = separator;
    amont_csv_rewind(csv);
    return csv;
}

void amont_csv_free(amont_csv *csv) {
    if (!csv)
        return;
    g_string_free(csv->buffer, TRUE);
    g_array_unref(csv->found);
    g_ptr_array_unref(csv->cells);
    g_free(csv);
}

char amont_csv_separator(const amont_csv *csv) {
    return csv->separator;
}
