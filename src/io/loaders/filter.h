/* What an attribute filter asks of the columns of a table: which of them it names, and where it
 * takes one for a number. */
#ifndef AMONT_IO_LOADERS_FILTER_H
#define AMONT_IO_LOADERS_FILTER_H

#include "amont/layer.h"

/* Does the filter speak of the column? GDAL's names have no case (of ASCII). True may be a chance,
 * as it always is of a title with a quote, which filters write in another way. */
bool amont_filter_names(const char *filter, const char *title);

/* A place where a column of text stands for a number: compared with one, reckoned with, or cast. */
typedef struct amont_filter_use {
    size_t start, length; /* of its name in the filter, quotes included */
    guint column;
    bool is_cast;
} amont_filter_use;

/* All of them, in the order of the filter. Comparisons of two columns are not among them. */
GArray *amont_filter_uses(const char *filter, const amont_layer *layer);

#endif
