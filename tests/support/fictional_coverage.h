/* Coverages of polygons that do not exist: a jittered grid of cells whose wiggly borders are the
 * same to the last bit in both neighbours. The same seed makes the same coordinates.
 *
 *     fictional_coverage c = {.seed = 7, .columns = 44, .rows = 29, .cell = 3000,
 *                             .x = 650000, .y = 6860000, .vertices = 10};
 *     g_autoptr(amont_shapes) zones = fictional_blocks(&c, 1);
 */
#ifndef AMONT_TESTS_FICTIONAL_COVERAGE_H
#define AMONT_TESTS_FICTIONAL_COVERAGE_H

#include "amont/shapes.h"

#include <stdint.h>

typedef struct fictional_coverage {
    uint64_t seed;
    size_t columns, rows;
    double x, y, cell; /* lower left corner, side of a cell */
    double angle_rad;  /* turned about that corner */
    size_t vertices;   /* of a border, between two corners of cells */
    size_t plain;      /* every so many lines of the grid, borders without vertices; 0: none */
    size_t massif;     /* every so many blocks of 21 x 21 cells, one is a feature; 0: none */
} fictional_coverage;

/* The features: squares of `side` x `side` cells, rows from the bottom, from the left in each;
 * what is left over at the right and top is not covered. With side 1, the cells of a massif are one
 * feature, but for every second cell of every second row, which is a hole and a feature. */
amont_shapes *fictional_blocks(const fictional_coverage *coverage, size_t side);

/* Lines of n_points points, wandering across the coverage. */
amont_shapes *fictional_lines(const fictional_coverage *coverage, size_t n_lines, size_t n_points);

#endif
