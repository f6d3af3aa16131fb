/* folder: base */
/* CSV text as rows of cells: one row at a time, in the order of the text.
 *
 * Cells stand between separators (; , tab |); a cell in double quotes may hold separators, line
 * breaks and doubled quotes (RFC 4180). Lines end in LF, CR LF or CR. Rows without any text are
 * passed over. A first line « sep=; », as Excel writes it, names the separator.
 *
 *     g_autoptr(amont_csv) csv = amont_csv_new(text, length);
 *     amont_csv_row row;
 *     while (amont_csv_next(csv, &row))
 *         printf("line %ld: %s\n", row.line, row.cells[0]);
 */
#ifndef AMONT_CSV_H
#define AMONT_CSV_H

#include <glib.h>
#include <stdbool.h>

#define AMONT_CSV_MAX_CELLS 4096
#define AMONT_CSV_MAX_CELL ((size_t)1 << 20) /* bytes */

typedef struct amont_csv_row {
    const char *const *cells; /* zero-terminated; valid until the next row */
    size_t n;
    long line;     /* where it starts, 1-based; line breaks in quotes are counted */
    bool strays;   /* text stood between a closing quote and the next separator: it was kept */
    bool is_plain; /* skimmed: no quote stands in it */
    const char *from, *to; /* in the text, the line end included */
} amont_csv_row;

/* Copies of its cells, that last; free with g_strfreev. */
const char *const *amont_csv_row_copy(const amont_csv_row *row);

typedef enum amont_csv_fault {
    AMONT_CSV_SOUND,
    AMONT_CSV_QUOTE_OPEN, /* a quote that is never closed */
    AMONT_CSV_WIDE,       /* a row of more than AMONT_CSV_MAX_CELLS cells */
    AMONT_CSV_LONG,       /* a cell of more than AMONT_CSV_MAX_CELL bytes */
} amont_csv_fault;

typedef struct amont_csv amont_csv;

/* `text` is borrowed, UTF-8 without zero bytes. The separator is the one that parts the first row
 * into at least two cells and most of the next rows into as many; where none does, for lines may
 * stand above the titles, the one that parts at least half of the rows into as many cells. */
amont_csv *amont_csv_new(const char *text, size_t length);

/* The same where the separator is known. */
amont_csv *amont_csv_new_parted(const char *text, size_t length, char separator);
void amont_csv_free(amont_csv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_csv, amont_csv_free)

/* The separator in force; 0 when none parts the text: then a row is one cell. */
char amont_csv_separator(const amont_csv *csv);

/* False at the end and at a fault. */
bool amont_csv_next(amont_csv *csv, amont_csv_row *row);

/* The same at a tenth of the cost: `cells` may be NULL until they are asked for, before the next
 * row. */
bool amont_csv_skim(amont_csv *csv, amont_csv_row *row);
void amont_csv_read_cells(amont_csv *csv, amont_csv_row *row);

/* A cell where it stands in the text. Unless it is plain, it has quotes to be undone. */
typedef struct amont_csv_cell {
    const char *start;
    size_t length; /* bytes in the text; no copy is longer */
    bool is_plain;
} amont_csv_cell;

/* A cell of the row that begins at `from`, as `is_plain` of this row; false when the row has fewer.
 * Afterwards rows are read on only after amont_csv_rewind. */
bool amont_csv_find_cell(amont_csv *csv, const char *from, bool is_plain, size_t index,
                         amont_csv_cell *cell);

/* The text of the cell and a zero; where the zero stands. */
char *amont_csv_cell_copy(char *to, const amont_csv_cell *cell);

/* What stopped the reading; `line` is where the cell or row in question starts. */
amont_csv_fault amont_csv_stopped(const amont_csv *csv, long *line);

/* Back to the first row. */
void amont_csv_rewind(amont_csv *csv);

/* Writes a cell, in quotes where it must be: RFC 4180. */
void amont_csv_append_cell(GString *out, char separator, const char *cell);

#endif
