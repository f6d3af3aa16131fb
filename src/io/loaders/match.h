/* Rows of a table that an attribute filter keeps. Columns of CSV files and of most sheets are text;
 * where a filter takes one for a number, its cells are read as numbers are everywhere (reading.h):
 * « 1 200,5 » is greater than 900.
 *
 *     population > 1000                     every cell is a number, or missing
 *     CAST(population AS float) > 1000      a cell that is none is a finding, and its row goes
 *     code = '01001'                        a text is compared as it stands
 *     code > 1000                           refused: these are codes
 */
#ifndef AMONT_IO_LOADERS_MATCH_H
#define AMONT_IO_LOADERS_MATCH_H

#include "amont/open.h"

/* The rows of a layer without shapes that the filter keeps; without `filter`, all. */
bool amont_rows_match(const amont_layer *layer, const amont_source *source, const char *key,
                      const char *filter, bool *matches, GError **error);

/* The same for a layer that was read from the source, which is read anew unless its cells are at
 * hand. */
bool amont_layer_match(const amont_layer *layer, const amont_source *source, const char *filter,
                       bool *matches, GError **error);

/* A column that a filter takes for numbers. */
typedef struct amont_asked {
    guint column;
    char *name;       /* what the numbers are called in the filter that is `written` */
    bool is_compared; /* not only cast: every cell must be a number */
    bool is_usable;   /* so they are */
    double *numbers;  /* of each row; NaN where there is none */
    amont_dialect dialect;
    size_t bad, code; /* first row that holds no number, a code; or SIZE_MAX */
} amont_asked;

/* A filter as GDAL is given it, with the numbers that it needs. */
typedef struct amont_matching {
    char *written;
    GArray *asked; /* amont_asked */
} amont_matching;

amont_matching *amont_matching_new(const amont_layer *layer, const char *filter);
void amont_matching_free(amont_matching *matching);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_matching, amont_matching_free)

#endif
