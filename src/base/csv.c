/* Rows are taken from the text by one pass that knows two states, within quotes and without. The
 * cells of a row are copied behind one another into one buffer, used again for the next row. */
#include "amont/csv.h"

#include "base/blank.h"

#include <string.h>

enum { SAMPLE_ROWS = 51, SAMPLE_BYTES = 1 << 18 };

static const char separators[] = ";\t|,";

struct amont_csv {
    const char *text, *end, *at;
    const char *first; /* behind « sep=; » */
    char separator;    /* 0: none */
    long line;
    GString *buffer; /* the cells of the row, a zero behind each */
    GArray *starts;  /* size_t: where each begins in the buffer */
    GPtrArray *cells;
    bool strays;
    amont_csv_fault fault;
    long fault_line;
};

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

static void skip_line_end(amont_csv *csv) {
    if (csv->at == csv->end)
        return;
    bool pair = *csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n';
    csv->at += pair ? 2 : 1;
    csv->line++;
}

static void append(amont_csv *csv, const char *from, const char *to) {
    g_string_append_len(csv->buffer, from, to - from);
}

/* From behind the opening quote to behind the closing one. */
static bool read_quoted(amont_csv *csv, size_t start) {
    long opened = csv->line;
    for (;;) {
        const char *from = csv->at;
        while (csv->at < csv->end && *csv->at != '"' && !at_line_end(csv))
            csv->at++;
        append(csv, from, csv->at);
        if (csv->buffer->len - start > AMONT_CSV_MAX_CELL)
            return stop(csv, AMONT_CSV_LONG, opened);
        if (csv->at == csv->end)
            return stop(csv, AMONT_CSV_QUOTE_OPEN, opened);
        from = csv->at;
        if (at_line_end(csv)) {
            skip_line_end(csv);
            append(csv, from, csv->at);
        } else if (csv->at + 1 < csv->end && csv->at[1] == '"') {
            csv->at += 2;
            g_string_append_c(csv->buffer, '"');
        } else {
            csv->at++;
            return true;
        }
    }
}

static bool is_blank(const char *from, const char *to) {
    while (from < to && *from == ' ')
        from++;
    return from == to;
}

static bool read_cell(amont_csv *csv) {
    size_t start = csv->buffer->len;
    g_array_append_val(csv->starts, start);
    if (csv->starts->len > AMONT_CSV_MAX_CELLS)
        return stop(csv, AMONT_CSV_WIDE, csv->line);
    long line = csv->line;
    bool quoted = csv->at < csv->end && *csv->at == '"';
    if (quoted) {
        csv->at++;
        if (!read_quoted(csv, start))
            return false;
    }
    const char *from = csv->at;
    while (!at_cell_end(csv))
        csv->at++;
    bool stray = quoted && !is_blank(from, csv->at);
    if (stray || !quoted)
        append(csv, from, csv->at);
    csv->strays = csv->strays || stray;
    if (csv->buffer->len - start > AMONT_CSV_MAX_CELL)
        return stop(csv, AMONT_CSV_LONG, line);
    g_string_append_c(csv->buffer, '\0');
    return true;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool read_row(amont_csv *csv) {
    g_string_truncate(csv->buffer, 0);
    g_array_set_size(csv->starts, 0);
    csv->strays = false;
    for (;;) {
        if (!read_cell(csv))
            return false;
        if (at_line_end(csv))
            break;
        csv->at++; /* the separator */
    }
    skip_line_end(csv);
    return true;
}

/* Cells are pointed at once the buffer no longer moves. Is there any text among them? */
static bool point_at_cells(amont_csv *csv) {
    bool any = false;
    g_ptr_array_set_size(csv->cells, 0);
    for (guint i = 0; i < csv->starts->len; i++) {
        char *cell = csv->buffer->str + g_array_index(csv->starts, size_t, i);
        g_ptr_array_add(csv->cells, cell);
        any = any || *amont_blank_skip(cell) != '\0';
    }
    return any;
}

bool amont_csv_next(amont_csv *csv, amont_csv_row *row) {
    while (csv->fault == AMONT_CSV_SOUND && csv->at < csv->end) {
        long line = csv->line;
        const char *from = csv->at;
        if (!read_row(csv))
            return false;
        if (!point_at_cells(csv))
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

amont_csv_fault amont_csv_stopped(const amont_csv *csv, long *line) {
    *line = csv->fault_line;
    return csv->fault;
}

void amont_csv_rewind(amont_csv *csv) {
    csv->at = csv->first;
    csv->line = csv->first == csv->text ? 1 : 2;
    csv->fault = AMONT_CSV_SOUND;
    csv->fault_line = 0;
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

/* ---- the separator ------------------------------------------------------------------------- */

typedef struct sample {
    size_t cells;        /* in the row of titles */
    size_t rows, agreed; /* rows looked at; those with as many cells */
} sample;

/* The cells of each of the first rows; returns how many rows. */
static size_t count_cells(amont_csv *csv, char separator, size_t *cells) {
    amont_csv_row row;
    size_t n = 0;
    csv->separator = separator;
    amont_csv_rewind(csv);
    while (n < SAMPLE_ROWS && csv->at - csv->first < SAMPLE_BYTES && amont_csv_next(csv, &row))
        cells[n++] = row.n;
    amont_csv_rewind(csv);
    return n;
}

static size_t count_equal(const size_t *cells, size_t n, size_t wanted) {
    size_t equal = 0;
    for (size_t i = 0; i < n; i++)
        equal += cells[i] == wanted;
    return equal;
}

/* The first row has the titles: how do those below agree with it? */
static sample below_first(const size_t *cells, size_t n) {
    if (n == 0)
        return (sample){0, 0, 0};
    return (sample){cells[0], n - 1, count_equal(cells + 1, n - 1, cells[0])};
}

/* Lines may stand above the titles: the commonest number of cells, the greater of two as common. */
static sample commonest(const size_t *cells, size_t n) {
    sample best = {0, n, 0};
    for (size_t i = 0; i < n; i++) {
        size_t agreed = cells[i] < 2 ? 0 : count_equal(cells, n, cells[i]);
        if (agreed > best.agreed || (agreed == best.agreed && cells[i] > best.cells))
            best = (sample){cells[i], n, agreed};
    }
    return best;
}

static bool is_regular(const sample *s) {
    return s->cells >= 2 && 2 * s->agreed >= s->rows;
}

/* A greater share of rows that agree, then more cells; else the first of `separators` stays. */
static bool is_better(const sample *a, const sample *b) {
    size_t left = a->agreed * MAX(b->rows, 1), right = b->agreed * MAX(a->rows, 1);
    return left != right ? left > right : a->cells > b->cells;
}

/* The first row decides, unless it parts the text badly, or at commas only: « Population, 2021 »
 * above a table with semicolons and decimal commas does so by chance. */
static char find_separator(amont_csv *csv) {
    sample first = {0, 0, 0}, common = {0, 0, 0};
    char by_first = '\0', by_common = '\0';
    for (const char *c = separators; *c; c++) {
        size_t cells[SAMPLE_ROWS];
        size_t n = count_cells(csv, *c, cells);
        sample s = below_first(cells, n), t = commonest(cells, n);
        if (s.cells >= 2 && (!by_first || is_better(&s, &first))) {
            first = s;
            by_first = *c;
        }
        if (is_regular(&t) && (!by_common || is_better(&t, &common))) {
            common = t;
            by_common = *c;
        }
    }
    bool by_chance = by_first == ',' && by_common != ',' && common.cells > first.cells;
    if (by_common && (!is_regular(&first) || by_chance))
        return by_common;
    return by_first;
}

/* « sep=; » on a line of its own. */
static char stated_separator(amont_csv *csv) {
    static const char key[] = "sep=";
    size_t length = strlen(key);
    if ((size_t)(csv->end - csv->text) < length + 2 ||
        g_ascii_strncasecmp(csv->text, key, length) != 0 || !csv->text[length] ||
        !strchr(separators, csv->text[length]))
        return '\0';
    csv->at = csv->text + length + 1;
    if (!at_line_end(csv))
        return '\0';
    skip_line_end(csv);
    csv->first = csv->at;
    return csv->text[length];
}

amont_csv *amont_csv_new_parted(const char *text, size_t length, char separator) {
    amont_csv *csv = g_new0(amont_csv, 1);
    csv->text = csv->first = text;
    csv->end = text + length;
    csv->buffer = g_string_new(NULL);
    csv->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    csv->cells = g_ptr_array_new();
    csv->separator = separator;
    amont_csv_rewind(csv);
    return csv;
}

amont_csv *amont_csv_new(const char *text, size_t length) {
    amont_csv *csv = amont_csv_new_parted(text, length, '\0');
    csv->separator = stated_separator(csv);
    if (!csv->separator)
        csv->separator = find_separator(csv);
    amont_csv_rewind(csv);
    return csv;
}

void amont_csv_free(amont_csv *csv) {
    if (!csv)
        return;
    g_string_free(csv->buffer, TRUE);
    g_array_unref(csv->starts);
    g_ptr_array_unref(csv->cells);
    g_free(csv);
}

char amont_csv_separator(const amont_csv *csv) {
    return csv->separator;
}
