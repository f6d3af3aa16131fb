/* Lines that end beyond the frame of a map, which arrows at the frame tell. */
#ifndef AMONT_DRAW_LEAVING_H
#define AMONT_DRAW_LEAVING_H

#include "draw/composer.h"

/* The tip of an arrow, in millimetres on paper and a little off the frame's line; which way it
 * points, as a vector of length 1. */
typedef struct amont_leaving {
    double x, y, dx, dy;
} amont_leaving;

/* Where a line of n points leaves the frame for good on its way to the end at index `from`, from
 * which `step` (1 or -1) goes inwards; false where that end lies in the frame, or no point does. */
bool amont_find_leaving(const amont_frame *frame, const amont_shapes *s, size_t from, size_t n,
                        int step, amont_leaving *found);

#endif
