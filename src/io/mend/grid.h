/* A CSV file as it stands, of which single cells and rows are changed: what is not changed is
 * written as it was, to the byte, but for its encoding. */
#ifndef AMONT_IO_MEND_GRID_H
#define AMONT_IO_MEND_GRID_H

#include "amont/encoding.h"
#include "amont/layer.h"

typedef struct amont_grid_row {
    size_t from, to; /* in the text, the line end included */
    long line;
    char **cells; /* NULL until amont_grid_cells */
    size_t n;     /* as many as there were */
    bool strays;  /* see amont_csv_row */
    bool changed, dropped;
} amont_grid_row;

typedef struct amont_grid {
    char *text; /* UTF-8 */
    size_t length, n_columns;
    char separator;
    bool mark; /* a byte order mark stood before it */
    amont_encoding encoding;
    GArray *rows; /* amont_grid_row; the first holds the titles; what stands above them, and notes
                     below the rows, are none of them */
} amont_grid;

/* The file that `layer` was read from. */
amont_grid *amont_grid_read(const char *path, const amont_layer *layer, GError **error);
void amont_grid_free(amont_grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_grid, amont_grid_free)

amont_grid_row *amont_grid_at(const amont_grid *grid, size_t index);
amont_grid_row *amont_grid_find(const amont_grid *grid, long line); /* NULL: none */
/* The column of a title, blanks around it left out; grid->n_columns when there is none. */
size_t amont_grid_column(const amont_grid *grid, const char *title);

/* Its cells, as many as there are columns, to be changed in place. They are read when they are
 * asked for: of most rows, none is. */
char **amont_grid_cells(const amont_grid *grid, amont_grid_row *row);

/* The row as it stood, and as it will, without line end. */
char *amont_grid_row_before(const amont_grid *grid, const amont_grid_row *row);
char *amont_grid_row_after(const amont_grid *grid, amont_grid_row *row);

/* The whole file, UTF-8, or NULL when nothing was changed. One that was in another encoding gets a
 * byte order mark, by which spreadsheets know UTF-8. */
GString *amont_grid_write(const amont_grid *grid);

#endif
