/* Scanning CSV text for some of its columns: numbers as doubles, texts as slices, without copies.
 * Only what is plainly written is taken: whatever needs a second look (a quote amiss, a row of more
 * cells than titles, a lone carriage return, a zero byte) is `odd`, and the file is then read whole
 * by the loader, which says what is wrong. */
#ifndef AMONT_IO_CSV_SCAN_H
#define AMONT_IO_CSV_SCAN_H

#include "amont/reading.h"

#include <stddef.h>

/* What the wanted columns are. */
typedef struct csv_shape {
    char separator;
    size_t n_titles;
    int *number_slot; /* of each title: where its number goes, or -1 */
    int *text_slot;   /* the same for texts */
    size_t n_numbers, n_texts;
    size_t *twin;            /* of each number: itself, or the one before it of the same column */
    amont_dialect *dialects; /* of each number */
} csv_shape;

typedef struct csv_slice {
    const char *start;
    size_t length;
    size_t unquoted; /* where it begins in the scanner's buffer, +1; 0: it is in the text itself */
} csv_slice;

/* A row. Texts last until the next row. */
typedef struct csv_scanned {
    double *numbers;
    csv_slice *texts;
    size_t n_cells; /* less than titles: a short row */
    long n_lines;   /* line ends it took */
    bool is_blank;  /* no text at all: to be passed over */
    bool is_ascii;  /* else its text is yet to be checked */
    int wrong;      /* slot of the first number that cannot be read, or -1 */
    csv_slice wrong_text;
} csv_scanned;

typedef enum csv_outcome { CSV_ROW, CSV_ODD, CSV_CUT } csv_outcome;

/* What a cell is wanted for. */
typedef struct csv_use {
    int number, text; /* slots, or -1 */
    char mark;        /* what is a decimal mark in a number beyond doubt, or '0' */
} csv_use;

typedef struct csv_scanner {
    const csv_shape *shape;
    csv_use *uses;     /* of each title */
    GString *unquoted; /* texts that had quotes in them */
    amont_dialect
        *evidence;  /* of each number: what its marks were seen to be, beyond the dialect */
    bool surprised; /* such evidence was found */
} csv_scanner;

/* Borrows the shape, which does not change before the scanner is cleared. */
void csv_scanner_init(csv_scanner *scanner, const csv_shape *shape);
void csv_scanner_clear(csv_scanner *scanner);

/* Scans one row from *at; moves it behind the row. CSV_CUT: the row does not end before `end`, and
 * `is_last` says that the text does not go on. */
csv_outcome csv_scan_row(csv_scanner *scanner, const char **at, const char *end, bool is_last,
                         csv_scanned *row);

/* The same, slowly: looks at one byte after the other, whatever the row. This is what a row is;
 * csv_scan_row takes plain ones in another way (csv_plain.h). */
csv_outcome csv_scan_any_row(csv_scanner *scanner, const char **at, const char *end, bool is_last,
                             csv_scanned *row);

#endif
