/* folder: geo */
/* Grids: the square cells of a territory, cut along its limits.
 *
 *     g_autoptr(amont_squares) grid = amont_squares_cut(communes, selected, 200, 1000000, &error);
 *
 * Corners are whole multiples of the cell, so that grids of one size lie on each other wherever the
 * territory is. Cells are whole where they lie inside; at the rim they are what of the square is in
 * the territory, perhaps in several polygons: areas of cells add up to that of the territory (to
 * 1e-9; what zones of it have in common counts once). A cell of less than a square millimetre is
 * none.
 */
#ifndef AMONT_SQUARES_H
#define AMONT_SQUARES_H

#include "amont/shapes.h"

#include <glib.h>

typedef struct amont_squares {
    double cell;
    amont_shapes *shapes;  /* a feature a cell, by rows from south to north, from west to east */
    double *left, *bottom; /* the corner of each square */
} amont_squares;

/* Of the features whose flag is set (all when NULL). More than `most` cells are an error of code
 * CONFIG, told without cutting them all. */
amont_squares *amont_squares_cut(const amont_shapes *zones, const bool *keep, double cell,
                                 size_t most, GError **error);
void amont_squares_free(amont_squares *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_squares, amont_squares_free)

#endif
