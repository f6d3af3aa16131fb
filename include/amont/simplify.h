/* folder: geo */
/* Simplification: the same shapes with fewer points, for drawing them at a scale.
 *
 *     g_autoptr(amont_shapes) drawn = amont_shapes_simplify(zones, 0.05 * metres_per_mm);
 *
 * Features, parts and rings are the same, in the same order; every point is one of the original's.
 * A border between vertices where more than two edges meet is simplified once: polygons that had it
 * in common, vertex for vertex, still have. A line and what becomes of it are nowhere farther from
 * each other than the tolerance (Hausdorff distance). Outlines of polygons that did not cross or
 * touch before do not afterwards, nor does one change to the other side of another: rings keep at
 * least three places, holes stay where they are. Lines are not compared with each other; they keep
 * their ends and the vertices where they meet.
 *
 * Source: D. H. Douglas, T. K. Peucker, Algorithms for the reduction of the number of points
 * required to represent a digitized line or its caricature, Cartographica 10, 1973; A. Saalfeld,
 * Topologically consistent line simplification with the Douglas-Peucker algorithm, Cartography and
 * Geographic Information Science 26, 1999.
 */
#ifndef AMONT_SIMPLIFY_H
#define AMONT_SIMPLIFY_H

#include "amont/shapes.h"

/* Polygons or lines, of fewer than 2^32 points; `tolerance` in their units, 0: points on straight
 * lines alone go. For drawing only: areas change. */
amont_shapes *amont_shapes_simplify(const amont_shapes *shapes, double tolerance);

#endif
