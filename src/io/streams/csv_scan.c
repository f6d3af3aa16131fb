#include "io/streams/csv_scan.h"

#include "base/blank.h"

#include <math.h>
#include <string.h>

/* ---- numbers ------------------------------------------------------------------------------- */

static bool is_new(amont_dialect seen, amont_dialect known) {
    return (seen.comma_decimal && !known.comma_decimal) ||
           (seen.comma_group && !known.comma_group) || (seen.point_group && !known.point_group);
}

/* As people write it; what its marks show is kept when the dialect does not know it. */
static amont_reading read_written(csv_scanner *scanner, size_t slot, const char *text,
                                  double *number) {
    amont_dialect known = scanner->shape->dialects[slot];
    amont_dialect seen = amont_column_dialect(&text, 1);
    if (is_new(seen, known)) {
        amont_dialect *evidence = &scanner->evidence[slot];
        evidence->comma_decimal |= seen.comma_decimal;
        evidence->comma_group |= seen.comma_group;
        evidence->point_decimal |= seen.point_decimal;
        evidence->point_group |= seen.point_group;
        scanner->surprised = true;
    }
    return amont_number_read(text, known, number);
}

/* False for what is no number. */
static bool read_number(csv_scanner *scanner, size_t slot, csv_slice cell, double *number) {
    amont_dialect d = scanner->shape->dialects[slot];
    bool points = !d.comma_decimal && !d.comma_group && !d.point_group;
    const char *end = cell.start + cell.length;
    *number = NAN;
    if (cell.length == 0 || amont_number_scan(cell.start, end, points, number))
        return true;
    char small[64];
    g_autofree char *large = cell.length < sizeof small ? NULL : g_strndup(cell.start, cell.length);
    if (!large) {
        memcpy(small, cell.start, cell.length);
        small[cell.length] = '\0';
    }
    amont_reading reading = read_written(scanner, slot, large ? large : small, number);
    return reading != AMONT_READ_WRONG && reading != AMONT_READ_AMBIGUOUS;
}

/* ---- cells --------------------------------------------------------------------------------- */

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* From behind the opening quote to behind the closing one; the text goes to `unquoted`. */
static csv_outcome scan_quoted(csv_scanner *scanner, const char **at, const char *end, bool is_last,
                               long *n_lines) {
    for (;;) {
        const char *quote = memchr(*at, '"', (size_t)(end - *at));
        if (!quote)
            return is_last ? CSV_ODD : CSV_CUT;
        for (const char *c = *at; c < quote; c++)
            *n_lines += *c == '\n';
        g_string_append_len(scanner->unquoted, *at, quote - *at);
        *at = quote + 1;
        if (*at == end)
            return is_last ? CSV_ROW : CSV_CUT;
        if (**at != '"')
            return CSV_ROW;
        g_string_append_c(scanner->unquoted, '"');
        ++*at;
    }
}

static csv_outcome scan_cell(csv_scanner *scanner, const char **at, const char *end, bool is_last,
                             long *n_lines, csv_slice *cell) {
    char separator = scanner->shape->separator;
    if (*at < end && **at == '"') {
        ++*at;
        size_t start = scanner->unquoted->len;
        csv_outcome outcome = scan_quoted(scanner, at, end, is_last, n_lines);
        if (outcome != CSV_ROW)
            return outcome;
        *cell =
            (csv_slice){scanner->unquoted->str + start, scanner->unquoted->len - start, start + 1};
        bool stops = *at == end || **at == separator || is_line_end(**at);
        return stops ? CSV_ROW : CSV_ODD;
    }
    const char *start = *at, *c = start;
    while (c < end && *c != separator && *c != '\n' && *c != '\r')
        c++;
    *cell = (csv_slice){start, (size_t)(c - start), 0};
    *at = c;
    return c == end && !is_last ? CSV_CUT : CSV_ROW;
}

static csv_slice trimmed(csv_slice cell) {
    while (cell.length > 0 && (cell.start[0] == ' ' || cell.start[0] == '\t')) {
        cell.start++;
        cell.length--;
    }
    while (cell.length > 0 &&
           (cell.start[cell.length - 1] == ' ' || cell.start[cell.length - 1] == '\t'))
        cell.length--;
    return cell;
}

/* 01001, as in match.c. */
static bool is_code(csv_slice cell) {
    size_t sign = cell.length > 0 && *cell.start == '-';
    return cell.length > sign + 1 && cell.start[sign] == '0' &&
           g_ascii_isdigit(cell.start[sign + 1]);
}

static void keep_cell(csv_scanner *scanner, size_t index, csv_slice cell, csv_scanned *row) {
    int number = scanner->shape->number_slot[index], text = scanner->shape->text_slot[index];
    if (text >= 0)
        row->texts[text] = cell;
    if (number < 0)
        return;
    csv_slice written = trimmed(cell);
    bool is_number = read_number(scanner, (size_t)number, written, &row->numbers[number]);
    if (scanner->shape->is_strict[number])
        row->is_odd = row->is_odd || !is_number || is_code(written);
    if (!is_number && row->wrong < 0) {
        row->wrong = number;
        row->wrong_text = written;
    }
}

/* ---- rows ---------------------------------------------------------------------------------- */

static void clear_row(const csv_shape *shape, csv_scanned *row) {
    for (size_t i = 0; i < shape->n_numbers; i++)
        row->numbers[i] = NAN;
    for (size_t i = 0; i < shape->n_texts; i++)
        row->texts[i] = (csv_slice){"", 0, 0};
    row->n_cells = 0;
    row->n_lines = 0;
    row->is_blank = true;
    row->is_odd = false;
    row->wrong = -1;
}

static csv_outcome skip_line_end(const char **at, const char *end, bool is_last, csv_scanned *row) {
    if (*at == end)
        return is_last ? CSV_ROW : CSV_CUT;
    if (**at == '\r') {
        ++*at;
        if (*at == end)
            return is_last ? CSV_ODD : CSV_CUT;
        if (**at != '\n')
            return CSV_ODD;
    }
    ++*at;
    row->n_lines++;
    return CSV_ROW;
}

csv_outcome csv_scan_row(csv_scanner *scanner, const char **at, const char *end, bool is_last,
                         csv_scanned *row) {
    const csv_shape *shape = scanner->shape;
    const char *next = *at;
    clear_row(shape, row);
    g_string_truncate(scanner->unquoted, 0);
    for (;;) {
        csv_slice cell;
        csv_outcome outcome = scan_cell(scanner, &next, end, is_last, &row->n_lines, &cell);
        if (outcome != CSV_ROW)
            return outcome;
        if (cell.length > 0)
            row->is_blank = row->is_blank && trimmed(cell).length == 0;
        if (row->n_cells < shape->n_titles)
            keep_cell(scanner, row->n_cells, cell, row);
        else if (cell.length > 0)
            return CSV_ODD;
        row->n_cells++;
        if (next == end || *next != shape->separator)
            break;
        next++;
    }
    csv_outcome outcome = skip_line_end(&next, end, is_last, row);
    for (size_t i = 0; i < shape->n_texts; i++) /* the buffer has moved as it grew */
        if (row->texts[i].unquoted)
            row->texts[i].start = scanner->unquoted->str + row->texts[i].unquoted - 1;
    if (outcome != CSV_ROW)
        return outcome;
    *at = next;
    return row->is_odd ? CSV_ODD : CSV_ROW;
}
