/* A grid of square cells over a box, and the cells that an edge meets.
 *
 * `amont_cells_column` and `amont_cells_row` give every point of the box one cell; they never
 * decrease as the coordinate grows. `amont_cells_enter` names at least each cell that has, or
 * touches, a point of the edge: it looks MARGIN of a cell farther, which is more than all rounding
 * because a cell is never smaller than 2^20 units in the last place of the coordinates.
 */
#ifndef AMONT_GEO_CELLS_H
#define AMONT_GEO_CELLS_H

#include "amont/shapes.h"
#include "geo/edge.h"

#include <stdint.h>

typedef struct amont_cells {
    amont_box box;
    double size, per_unit; /* side of a cell, and its inverse */
    size_t n_columns, n_rows;
} amont_cells;

/* Cells of about that size over the box, at most a few times `n_most` of them; none over an
 * empty box. */
amont_cells amont_cells_over(amont_box box, double size, double n_most);

static inline size_t amont_cells_step(double steps, size_t n) {
    if (!(steps > 0)) /* also when it is no number, on a box without size */
        return 0;
    return steps < (double)n ? (size_t)steps : n - 1;
}

static inline size_t amont_cells_column(const amont_cells *cells, double x) {
    return amont_cells_step((x - cells->box.min_x) * cells->per_unit, cells->n_columns);
}

static inline size_t amont_cells_row(const amont_cells *cells, double y) {
    return amont_cells_step((y - cells->box.min_y) * cells->per_unit, cells->n_rows);
}

/* Adds one to `next` of each cell that the edge meets; where there are `entries`, writes `number`
 * at the place that `next` named before. */
void amont_cells_enter(const amont_cells *cells, amont_edge edge, uint32_t number, uint32_t *next,
                       uint32_t *entries);

#endif
