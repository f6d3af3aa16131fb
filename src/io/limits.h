/* How much of one layer is read: far more than a French department has, and little enough to be
 * held in memory. What is beyond ends in one sentence.
 *
 * The largest file of a department that is drawn or counted here, the buildings of its cadastre,
 * has about a million features and ten million vertices. Cells and columns of a CSV file have the
 * same limits (AMONT_CSV_MAX_CELL, AMONT_CSV_MAX_CELLS), its bytes one of their own (512 MiB);
 * memory and time are limited by the size of the file (reader.c). */
#ifndef AMONT_IO_LIMITS_H
#define AMONT_IO_LIMITS_H

#include "amont/open.h"

struct amont_limits {
    size_t features, vertices, fields;
    size_t text_bytes; /* of one cell */
};

/* Those that the source states, for tests; else the ones above. */
const amont_limits *amont_limits_of(const amont_source *source);

#endif
