/* folder: geo */
/* Overlay: how much of each polygon lies in each zone, in square units; how much of each line, in
 * units of length.
 *
 *     g_autoptr(amont_overlay) overlay = amont_overlay_new(communes, order, n_communes);
 *     g_autoptr(amont_overlay_table) t = amont_overlay_sum(overlay, land, class_of, n_classes);
 *     double forest_m2 = t->in[commune * n_classes + FOREST];
 *
 * Polygons are valid (amont_shapes_invalid, amont_shapes_repair); a spike that goes and returns on
 * the same line does no harm.
 *
 * Exactness. Areas are those of exact arithmetic but for rounding: an error of some 1e-15 of the
 * common bounding box of the two polygons, times the square root of the number of their vertices.
 * Nothing is snapped, no intersection polygon is built. A polygon whose bounding box meets no
 * border lies in its zone with its own area (amont_shapes_area), to the last bit. Pieces are
 * left out that are smaller than
 *
 *     32 u h (sum of the widths over which edges were compared)     the rounding of the arithmetic
 *     + 2 d (w + h)                                                 that of the coordinates
 *
 * in a common bounding box of w by h, with u = 2^-53 and d the spacing of doubles at its largest
 * coordinate: polygons that only touch leave such pieces. In Lambert-93 this is some 2e-6 m² for a
 * polygon of 250 m.
 *
 * Zones that overlap are each measured by themselves: land in two of them counts in both. Where
 * the zone with the lowest code shall have it alone, pass the zones through
 * amont_overlay_disjoint first. Lines are cut by the rule of amont/locator.h: what lies in two
 * zones, or runs along a border (within 4 d), counts once, for the zone that comes first in
 * `order`.
 *
 * Outside. Where all borders of zones are shared (every edge of one is, reversed, an edge of
 * another) nothing lies outside: that the pieces make up the whole is then a proof of the sums. A
 * polygon that is away from all zones is outside with its own area. One that meets the rim
 * of the zones (edges without a twin, gaps, holes) has outside what its pieces leave of it, and
 * never less than nothing: pieces that make up more than the whole show that zones overlap.
 *
 * The work goes to amont_pool_threads() threads; figures and their order do not depend on them.
 */
#ifndef AMONT_OVERLAY_H
#define AMONT_OVERLAY_H

#include "amont/locator.h"

typedef struct amont_overlay amont_overlay;

/* Borrows `zones` (polygons); `order` lists the features to measure in, best first. */
amont_overlay *amont_overlay_new(const amont_shapes *zones, const size_t *order, size_t n_order);
void amont_overlay_free(amont_overlay *overlay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_overlay, amont_overlay_free)

/* What of a feature lies in a zone (a feature of `zones`), or in none: AMONT_NO_ZONE. */
typedef struct amont_overlay_piece {
    size_t feature, zone;
    double measure; /* > 0: an area or a length */
} amont_overlay_piece;
typedef void (*amont_overlay_take)(const amont_overlay_piece *piece, void *data);

/* Hands over each piece of polygons or lines, features in ascending order, at most one piece for
 * each zone, in the caller's thread. */
void amont_overlay_pieces(const amont_overlay *overlay, const amont_shapes *shapes,
                          amont_overlay_take take, void *data);

/* Sums of the pieces by zone and class: compensated, in the order of the features. */
typedef struct amont_overlay_table {
    size_t n_zones, n_classes;
    double *in;      /* in[zone * n_classes + class], zones as numbered in `zones` */
    double *outside; /* of each class, in no zone */
    double *whole;   /* of each class, measured on the features by themselves */
} amont_overlay_table;

/* `class_of` says the class, below n_classes, of each feature; NULL: each is its own (the cross
 * table of two coverages). */
amont_overlay_table *amont_overlay_sum(const amont_overlay *overlay, const amont_shapes *shapes,
                                       const size_t *class_of, size_t n_classes);
void amont_overlay_table_free(amont_overlay_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_overlay_table, amont_overlay_table_free)

/* A copy of `zones` in which land of more than `least_area` that several claim belongs to the first
 * in `order` alone (GEOS, difference). Features not in `order` are kept as they are. */
amont_shapes *amont_overlay_disjoint(const amont_shapes *zones, const size_t *order, size_t n_order,
                                     double least_area, GError **error);

#endif
