/* folder: geo */
/* Contours: what a surface known at the nodes of a square grid encloses, as polygons.
 *
 *     g_autoptr(amont_surface) s = amont_surface_new(box, 25);
 *     ... s->values[row * s->columns + column] = ...
 *     g_autoptr(amont_shapes) above = amont_contour(s, 4);    (one feature)
 */
#ifndef AMONT_CONTOUR_H
#define AMONT_CONTOUR_H

#include "amont/shapes.h"

/* Node (column, row) lies at x + column * step, y + row * step. */
typedef struct amont_surface {
    double x, y, step;
    size_t columns, rows;
    double *values; /* by rows, the southernmost first */
} amont_surface;

/* Zeros at nodes that cover the box and a step beyond it on every side. */
amont_surface *amont_surface_new(amont_box box, double step);
void amont_surface_free(amont_surface *surface);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_surface, amont_surface_free)

/* How many nodes such a surface has. */
double amont_surface_nodes(amont_box box, double step);

/* Where the surface is at least `level`: one feature of valid polygons, without part where it is
 * nowhere. Limits are straight lines between edges of the grid's squares, on which the surface is
 * linear (marching squares: Lorensen & Cline 1987, Computer Graphics 21(4), in the plane); in a
 * square with two opposite high corners the mean of the four decides whether they are joined. Nodes
 * of the rim count as lower. Of two levels the higher one's polygons lie in the lower one's. */
amont_shapes *amont_contour(const amont_surface *surface, double level);

#endif
