/* Fictional coverages: zones side by side whose common borders wiggle, vertex for vertex the same
 * in both neighbours. The same plan makes the same coordinates.
 */
#ifndef AMONT_TESTS_COVERAGE_MAKER_H
#define AMONT_TESTS_COVERAGE_MAKER_H

#include "amont/shapes.h"

#include <stdint.h>

typedef struct coverage_plan {
    uint32_t seed;
    size_t n_columns, n_rows;  /* zones */
    size_t n_along;            /* vertices of a border between two corners */
    double left, bottom, size; /* of a zone, about */
} coverage_plan;

/* Zone row * n_columns + column, valid polygons of 4 (n_along + 1) + 1 points without gap or
 * overlap: corners move by up to 0.15 of the size, borders by up to 1/32 of their length. */
amont_shapes *coverage_make(const coverage_plan *plan);

#endif
