/* Bytes as a CSV file: the encoding, the separator, the rows; read again, they are the same. */
#include "fuzz.h"

#include "amont/csv.h"
#include "amont/encoding.h"

#include <string.h>

typedef struct tally {
    size_t rows, cells, bytes;
    long line;
} tally;

static tally count(amont_csv *csv) {
    tally t = {0, 0, 0, 0};
    amont_csv_row row;
    while (amont_csv_next(csv, &row)) {
        g_assert(row.n >= 1 && row.n <= AMONT_CSV_MAX_CELLS && row.line > t.line);
        t.line = row.line;
        t.rows++;
        t.cells += row.n;
        for (size_t i = 0; i < row.n; i++) {
            g_assert(g_utf8_validate(row.cells[i], -1, NULL));
            t.bytes += strlen(row.cells[i]);
        }
    }
    return t;
}

/* Rows that are skimmed are those that are read, and a cell is the same wherever it is looked for.
 */
static void compare_skimmed(const char *text, size_t length) {
    g_autoptr(amont_csv) read = amont_csv_new(text, length);
    g_autoptr(amont_csv) skimmed = amont_csv_new(text, length);
    g_autoptr(amont_csv) found = amont_csv_new(text, length);
    amont_csv_row row, other;
    while (amont_csv_next(read, &row)) {
        g_assert(amont_csv_skim(skimmed, &other));
        g_assert(other.n == row.n && other.line == row.line && other.strays == row.strays &&
                 other.from == row.from && other.to == row.to);
        size_t last = row.n - 1;
        amont_csv_cell cell;
        g_assert(amont_csv_find_cell(found, row.from, other.is_plain, last, &cell));
        g_autofree char *copy = g_malloc(cell.length + 1);
        amont_csv_cell_copy(copy, &cell);
        g_assert_cmpstr(copy, ==, row.cells[last]);
    }
    g_assert(!amont_csv_skim(skimmed, &other));
    long line = 0, other_line = 0;
    g_assert(amont_csv_stopped(read, &line) == amont_csv_stopped(skimmed, &other_line) &&
             line == other_line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *bytes = (const char *)data;
    size_t length = 0;
    g_autofree char *text =
        amont_text_decode(bytes, size, amont_encoding_detect(bytes, size), &length);
    if (!text || memchr(text, '\0', length))
        return 0;
    g_assert(g_utf8_validate_len(text, length, NULL));
    /* Without the zero behind it, so that reading too far is seen. */
    g_autofree char *exact = g_memdup2(text, length);
    g_autoptr(amont_csv) csv = amont_csv_new(exact ? exact : "", length);
    tally first = count(csv);
    amont_csv_rewind(csv);
    tally second = count(csv);
    g_assert(first.rows == second.rows && first.cells == second.cells &&
             first.bytes == second.bytes && first.line == second.line);
    g_assert(first.bytes <= length);
    compare_skimmed(exact ? exact : "", length);
    return 0;
}
