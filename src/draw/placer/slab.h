/* Slabs: rectangles that may be turned, as a name along a river is; a segment is one without
 * height. In millimetres on paper, y downwards. */
#ifndef AMONT_DRAW_SLAB_H
#define AMONT_DRAW_SLAB_H

#include "amont/shapes.h"

typedef struct amont_slab {
    double x, y; /* centre */
    double half_width, half_height;
    double cosine, sine; /* of its turn about the centre: (cosine, sine) points along the width */
} amont_slab;

amont_slab amont_slab_of(amont_box box);
amont_slab amont_slab_turned(double x, double y, double width, double height, double angle_rad);
amont_slab amont_slab_segment(double x1, double y1, double x2, double y2);

amont_slab amont_slab_grow(amont_slab slab, double margin);
amont_box amont_slab_box(amont_slab slab); /* the box around it */

/* Whether their interiors meet: no axis of either separates them (S. Gottschalk, M. Lin and
 * D. Manocha, "OBBTree", SIGGRAPH 1996, in the plane). A segment has no interior, and meets a slab
 * where it passes through it. */
bool amont_slabs_overlap(amont_slab a, amont_slab b);

/* Whether it comes nearer to a point than `radius`. */
bool amont_slab_meets_disc(amont_slab slab, double x, double y, double radius);

#endif
