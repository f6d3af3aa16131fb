/* The separator of a CSV text: each that may be is tried on the first rows. */
#include "base/csv_text.h"

#include <string.h>

enum { SAMPLE_ROWS = 51, SAMPLE_BYTES = 1 << 18 };

static const char separators[] = ";\t|,";

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
    if (csv->at < csv->end && *csv->at != '\n' && *csv->at != '\r')
        return '\0';
    csv_skip_line_end(csv);
    csv->first = csv->at;
    return csv->text[length];
}

amont_csv *amont_csv_new(const char *text, size_t length) {
    amont_csv *csv = amont_csv_new_parted(text, length, '\0');
    csv->separator = stated_separator(csv);
    if (!csv->separator)
        csv->separator = find_separator(csv);
    amont_csv_rewind(csv);
    return csv;
}
