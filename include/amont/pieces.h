/* folder: geo */
/* Pieces as geometry: the polygons that features and zones have in common.
 *
 * How large they are is known from the overlay (overlay.h), which builds none; here GEOS cuts them
 * (OverlayNG), where a feature is not wholly in its zone.
 */
#ifndef AMONT_PIECES_H
#define AMONT_PIECES_H

#include "amont/overlay.h"

/* A piece and its polygons: feature `index` of `shapes`, without parts where GEOS finds none, as
 * for slivers of less than a square millimetre. */
typedef struct amont_piece {
    const amont_overlay_piece *measured;
    const amont_shapes *shapes;
    size_t index;
} amont_piece;
typedef bool (*amont_piece_take)(const amont_piece *piece, void *data, GError **error);

/* Hands over the polygons of each piece that lies in a zone, in the order of `pieces`, in the
 * caller's thread; they are cut by all threads, some thousands ahead. False where a polygon cannot
 * be cut (code DATA, invalid polygons), or `take` has failed. */
bool amont_pieces_cut(const amont_shapes *zones, const amont_shapes *shapes,
                      const amont_overlay_piece *pieces, size_t n, amont_piece_take take,
                      void *data, GError **error);

#endif
