/* Tables as rows of cells, whatever they were read from: titles found, columns filled, what does
 * not fit told. */
#ifndef AMONT_IO_LOADERS_ROWS_H
#define AMONT_IO_LOADERS_ROWS_H

#include "amont/cells.h"
#include "amont/csv.h"
#include "amont/open.h"

/* Where rows come from; the first member of a struct that knows more. Rows without any text are
 * passed over, and are called by their lines all the same. */
typedef struct amont_rows amont_rows;
struct amont_rows {
    bool (*next)(amont_rows *rows, amont_csv_row *row); /* false at the end and at a fault */
    void (*rewind)(amont_rows *rows);
    bool (*check)(const amont_rows *rows, GError **error); /* was it a fault? */
    /* The rest is there where rows are kept as text, all or nothing: as amont_csv_skim and
     * amont_csv_read_cells; the rows of the table begin; one that is to be kept; all that were. */
    bool (*skim)(amont_rows *rows, amont_csv_row *row);
    void (*read_cells)(amont_rows *rows, amont_csv_row *row);
    void (*begin)(amont_rows *rows, size_t n_titles);
    void (*keep)(amont_rows *rows, const amont_csv_row *row);
    amont_cells *(*take_cells)(amont_rows *rows);
};

/* All rows below the titles, as columns of text; `where` is not looked at. Lines above the titles
 * and notes below the rows are left out, and told. */
amont_layer *amont_rows_layer(amont_rows *rows, const amont_source *source, GError **error);

/* The second line of an error about a file that holds no table. Returns false. */
bool amont_rows_hint_table(GError **error);

#endif
