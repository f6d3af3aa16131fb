/* What the files of the overlay share. */
#ifndef AMONT_GEO_OVERLAY_H
#define AMONT_GEO_OVERLAY_H

#include "amont/overlay.h"
#include "geo/blocks.h"
#include "geo/zone_grid.h"

struct amont_overlay {
    const amont_shapes *zones;
    size_t n_zones;
    size_t *order;    /* the feature of each rank */
    amont_box *boxes; /* of each rank */
    amont_zone_grid *grid;
    amont_blocks blocks; /* of all rings of `zones` */
};

/* One chunk of features on its way: what a thread needs for itself, and what it found. */
typedef struct amont_overlay_chunk {
    const amont_overlay *overlay;
    const amont_locator *locator; /* for lines */
    const amont_shapes *shapes;
    size_t first, end; /* features */
    GArray *pieces;    /* amont_overlay_piece */
    double *wholes;    /* of each feature */

    guint64 *seen;    /* of each rank: the ticket under which it was met last */
    size_t *n_filled; /* of each rank: cells of the span in hand that it fills */
    guint64 ticket;
    GArray *near; /* ranks met under this ticket */
} amont_overlay_chunk;

/* The ranks with a part in the cells of a span go to `near`; true when a cell of it is open. */
bool amont_overlay_gather(amont_overlay_chunk *chunk, amont_span span);

/* Whether a box is within the extent of the zones: beyond, a span says nothing. */
bool amont_overlay_is_within(const amont_overlay *overlay, amont_box box);

/* The one rank that fills all cells a box meets, AMONT_CELL_EMPTY when none has a part in any, else
 * AMONT_CELL_MIXED. */
gint32 amont_overlay_sole(const amont_overlay *overlay, amont_box box, amont_span *span);

void amont_overlay_add_piece(amont_overlay_chunk *chunk, size_t feature, size_t zone,
                             double measure);

/* The work on a chunk. */
void amont_overlay_polygons(amont_overlay_chunk *chunk);
void amont_overlay_lines(amont_overlay_chunk *chunk);

#endif
