/* folder: geo */
/* Discs: what lies within a distance of points, each piece of ground once.
 *
 *     static bool add(const amont_shapes *discs, void *data) ... amont_overlay_pieces(...)
 *     amont_discs_each(x, y, n, 500, add, &sums);         area of each zone within 500 m
 *
 * The union of the discs comes as one convex polygon a point: the part of its disc that is nearer
 * to it than to any other point (its cell of the Voronoi diagram). The polygons share their sides
 * and do not overlap, so that areas of the union are sums over them.
 *
 * A disc is a regular polygon of 256 sides, 64 a quadrant, of the same area: its outline is within
 * 5.1e-5 of the radius of the circle (2.5 cm for 500 m), on either side. An area of the union in a
 * zone is wrong by less than 5.1e-5 radius × the length of the outline in the zone, and by nothing
 * for a whole disc by itself.
 */
#ifndef AMONT_DISCS_H
#define AMONT_DISCS_H

#include "amont/shapes.h"

#define AMONT_DISC_SIDES 256

/* Takes the polygons of some points, the next ones each time; false: enough. */
typedef bool (*amont_discs_take)(const amont_shapes *discs, void *data);

/* One feature a point, in their order; a point that stands where an earlier one does has a feature
 * without geometry. `radius` is above zero, coordinates are finite. Points go in waves, so that
 * memory does not grow with their number, and to amont_pool_threads() threads; the shapes do not
 * depend on them. Returns what was returned last. */
bool amont_discs_each(const double *x, const double *y, size_t n, double radius,
                      amont_discs_take take, void *data);

#endif
