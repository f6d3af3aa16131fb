/* folder: base */
/* Where a table begins and ends among the rows of a file.
 *
 * Files of statistical offices and spreadsheets often have lines above the titles (the name of the
 * table, its source, a blank), a line of long labels above one of short codes, and notes below the
 * rows. Whatever is left out here is told by who asks.
 *
 *     Base comparateur de territoires          above
 *     Source : Insee, RP2021                   above
 *     Code géographique;Population en 2021     labels: above too
 *     CODGEO;P21_POP                           the titles
 *     94022;46154
 *     Champ : France hors Mayotte              a note
 */
#ifndef AMONT_HEAD_H
#define AMONT_HEAD_H

#include "amont/csv.h"

/* How many rows from the first should be given. */
#define AMONT_HEAD_ROWS 60

typedef struct amont_head {
    size_t titles; /* index of the row of titles: the rows above it are no part of the table */
    bool unclear;  /* something stands above the table, but no row can be taken for titles */
} amont_head;

/* Rows with at most half of the cells that most rows have stand above the titles; these are then
 * the first full row, if its cells are different words (or years), not figures. */
amont_head amont_head_find(const amont_csv_row *rows, size_t n);

/* Do notes begin, or go on, with this row: « Source : … », « Champ : … », « * … »? `below` when
 * the row above it was one. */
bool amont_row_is_note(const amont_csv_row *row, bool below);

/* May notes begin with a row whose first cell begins like `text`? */
bool amont_text_can_be_note(const char *text);

#endif
