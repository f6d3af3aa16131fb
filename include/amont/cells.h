/* folder: data */
/* Rows of a CSV text, kept as text: a column is copied from them when it is asked for.
 *
 * Of forty columns a study reads five. The text is held once, with eight bytes a row that say where
 * the row begins; a layer made of it (amont_layer_of_cells) looks like any other, but the texts of
 * a column are there only once amont_layer_column, or one of its like, has given the column.
 *
 *     amont_cells *cells = amont_cells_new(text, text, length, ';', 40);
 *     while (amont_csv_skim(csv, &row))
 *         amont_cells_add(cells, &row);
 *     amont_layer *layer = amont_layer_of_cells("ventes.csv", cells);
 *     amont_layer_add_cells(layer, "prix", 4);
 */
#ifndef AMONT_CELLS_H
#define AMONT_CELLS_H

#include "amont/csv.h"
#include "amont/reading.h"

#include <stddef.h>

typedef struct amont_cells amont_cells;

/* Takes `text` (of g_malloc), in which the CSV text begins at `start`: less than 2 GiB. Cells
 * beyond `n_titles` are not looked at. */
amont_cells *amont_cells_new(char *text, const char *start, size_t length, char separator,
                             size_t n_titles);
void amont_cells_free(amont_cells *cells);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_cells, amont_cells_free)

/* Adds a row of this text. */
void amont_cells_add(amont_cells *cells, const amont_csv_row *row);

/* Keeps the rows whose flag is true among those that are kept. The others still show how numbers
 * are written. */
void amont_cells_keep(amont_cells *cells, const bool *flags);
size_t amont_cells_n_rows(const amont_cells *cells);

/* Of each row that is kept, the line where it begins; free with g_free. */
long *amont_cells_lines(const amont_cells *cells);

/* The texts at `index` of the rows that are kept, NULL where missing or empty; free the array with
 * g_free, the texts with `chunk`, which is new. `dialect` is what all rows show of its numbers, and
 * of the other columns' where one could be read in two ways. */
char **amont_cells_column(amont_cells *cells, size_t index, GStringChunk **chunk,
                          amont_dialect *dialect);

/* What the numbers of all columns show. */
amont_dialect amont_cells_dialect(amont_cells *cells);

/* Calls `look` with the cells of the rows that are kept and not of ASCII alone, until it returns
 * false. */
void amont_cells_look_beyond_ascii(amont_cells *cells, bool (*look)(void *data, const char *text),
                                   void *data);

/* One thread at a time may ask for columns. */
void amont_cells_lock(amont_cells *cells);
void amont_cells_unlock(amont_cells *cells);

#endif
