/* Blocks: trees of boxes over the edges of polygon rings, for finding the few edges near a place of
 * a long outline. */
#ifndef AMONT_GEO_BLOCKS_H
#define AMONT_GEO_BLOCKS_H

#include "geo/window.h"

/* Over the rings first_ring .. end_ring - 1 of some shapes. Keep one zeroed for amont_blocks_build
 * to fill again and again. */
typedef struct amont_blocks {
    const amont_shapes *shapes;
    size_t first_ring, end_ring;
    size_t *box_of; /* boxes of ring r: boxes[box_of[r - first_ring]] .. */
    amont_box *boxes;
    size_t rings_room, boxes_room;
} amont_blocks;

void amont_blocks_build(amont_blocks *blocks, const amont_shapes *shapes, size_t first_ring,
                        size_t end_ring);
void amont_blocks_clear(amont_blocks *blocks);

/* Adds a ring to a window: in the time of the edges near it. */
void amont_blocks_cut(const amont_blocks *blocks, size_t ring, amont_window *window);

/* Calls `visit` for the edges of a ring whose box meets another, by the index of their first point;
 * and for some others near by. */
typedef void (*amont_blocks_visit)(size_t point, void *data);
void amont_blocks_near(const amont_blocks *blocks, size_t ring, amont_box box,
                       amont_blocks_visit visit, void *data);

#endif
