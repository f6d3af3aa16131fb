#include "io/streams/csv_scan.h"

#include "io/streams/csv_plain.h"

#include <math.h>
#include <string.h>

/* ---- numbers ------------------------------------------------------------------------------- */

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static const guint64 largest_exact = (guint64)1 << 53;

/* Points are decimal unless other marks were seen; commas where nothing else parts a number. */
static bool is_point_decimal(amont_dialect d) {
    return !d.comma_decimal && !d.comma_group && !d.point_group;
}

static char mark_of(amont_dialect d, char separator) {
    if (is_point_decimal(d))
        return '.';
    if (d.comma_decimal && !d.comma_group && !d.point_group && separator != ',')
        return ',';
    return '0';
}

/* Digits with at most one point. A whole number below 2^53 divided by a power of ten below 10^23 is
 * rounded once, hence rightly (W. D. Clinger, How to read floating point numbers accurately, 1990).
 */
static bool read_plain(const char *at, const char *end, bool points, double *number) {
    bool negative = at < end && *at == '-';
    guint64 digits = 0;
    size_t behind = 0;
    bool point = false, any = false;
    for (at += negative; at < end; at++) {
        if (*at == '.' && points && !point) {
            point = true;
            continue;
        }
        if (!g_ascii_isdigit(*at))
            return false;
        digits = digits * 10 + (guint64)(*at - '0');
        if (digits > largest_exact)
            return false;
        behind += point;
        any = true;
    }
    if (!any || behind >= G_N_ELEMENTS(powers))
        return false;
    double value = (double)digits / powers[behind];
    *number = negative ? -value : value;
    return true;
}

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
    bool points = is_point_decimal(d);
    const char *end = cell.start + cell.length;
    *number = NAN;
    if (cell.length == 0 || read_plain(cell.start, end, points, number))
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
        cell.unquoted += cell.unquoted > 0;
    }
    while (cell.length > 0 &&
           (cell.start[cell.length - 1] == ' ' || cell.start[cell.length - 1] == '\t'))
        cell.length--;
    return cell;
}

static void keep_cell(csv_scanner *scanner, size_t index, csv_slice cell, csv_scanned *row) {
    int number = scanner->shape->number_slot[index], text = scanner->shape->text_slot[index];
    if (text >= 0)
        row->texts[text] = cell;
    if (number < 0)
        return;
    csv_slice written = trimmed(cell);
    if (!read_number(scanner, (size_t)number, written, &row->numbers[number]) && row->wrong < 0) {
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
    row->wrong = -1;
}

/* The buffer has moved as it grew. */
static csv_slice settled(const csv_scanner *scanner, csv_slice text) {
    if (text.unquoted)
        text.start = scanner->unquoted->str + text.unquoted - 1;
    return text;
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

static bool is_ascii(const char *bytes, size_t length) {
    guint8 any = 0;
    for (size_t i = 0; i < length; i++)
        any |= (guint8)bytes[i];
    return any < 0x80;
}

csv_outcome csv_scan_any_row(csv_scanner *scanner, const char **at, const char *end, bool is_last,
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
    for (size_t i = 0; i < shape->n_texts; i++)
        row->texts[i] = settled(scanner, row->texts[i]);
    if (row->wrong >= 0)
        row->wrong_text = settled(scanner, row->wrong_text);
    if (outcome != CSV_ROW)
        return outcome;
    if (memchr(*at, '\0', (size_t)(next - *at)))
        return CSV_ODD;
    row->is_ascii = is_ascii(*at, (size_t)(next - *at));
    *at = next;
    return CSV_ROW;
}

csv_outcome csv_scan_row(csv_scanner *scanner, const char **at, const char *end, bool is_last,
                         csv_scanned *row) {
    if (csv_plain_row(scanner, at, end, row))
        return CSV_ROW;
    return csv_scan_any_row(scanner, at, end, is_last, row);
}

/* ---- the scanner --------------------------------------------------------------------------- */

void csv_scanner_init(csv_scanner *scanner, const csv_shape *shape) {
    *scanner = (csv_scanner){.shape = shape,
                             .uses = g_new(csv_use, shape->n_titles),
                             .unquoted = g_string_new(NULL),
                             .evidence = g_new0(amont_dialect, shape->n_numbers)};
    for (size_t i = 0; i < shape->n_titles; i++) {
        int number = shape->number_slot[i];
        scanner->uses[i] = (csv_use){.number = number, .text = shape->text_slot[i]};
        if (number >= 0)
            scanner->uses[i].mark = mark_of(shape->dialects[number], shape->separator);
    }
}

void csv_scanner_clear(csv_scanner *scanner) {
    g_free(scanner->uses);
    g_free(scanner->evidence);
    g_string_free(scanner->unquoted, TRUE);
}
