/* Chords: what is left of chains of vertices when each of its pieces is drawn as the straight line
 * between the piece's ends. */
#ifndef AMONT_GEO_CHORDS_H
#define AMONT_GEO_CHORDS_H

#include "amont/shapes.h"

#include <glib.h>

/* A piece of a chain: its positions in the list of vertices. */
typedef struct amont_piece {
    guint32 first, last;
} amont_piece;

typedef struct amont_chords {
    const double *x, *y;    /* of each vertex; borrowed */
    const GArray *vertices; /* guint32: chain after chain; borrowed */
    GArray *pieces;         /* amont_piece */
    double tolerance;
} amont_chords;

/* Cuts each piece at its farthest vertex until every chord lies within the tolerance. */
void amont_chords_fit(amont_chords *chords);

/* Goes on cutting until no chord meets another but at a common end, and none has passed over the
 * end of another: where the chains themselves do, they are left as they are. */
void amont_chords_part(amont_chords *chords);

#endif
