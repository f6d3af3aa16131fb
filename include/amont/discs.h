/* folder: geo */
/* Discs: what lies within a distance of points, each piece of ground once.
 *
 *     g_autoptr(amont_shapes) near = amont_discs_dissolve(x, y, n, 500);
 *     ... amont_overlay_sum(overlay, near, ...)           area of each zone within 500 m
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

/* One feature a point; a point that stands there already has a feature without geometry. `radius`
 * is above zero, coordinates are finite. The work goes to amont_pool_threads() threads; the shapes
 * do not depend on them. */
amont_shapes *amont_discs_dissolve(const double *x, const double *y, size_t n, double radius);

#endif
