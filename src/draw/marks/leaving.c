#include "draw/marks/leaving.h"

#include <math.h>

/* From (x, y) in the box towards what lies outside. */
static amont_leaving leave_at(amont_box box, double x, double y, double out_x, double out_y) {
    double dx = out_x - x, dy = out_y - y, length = hypot(dx, dy), t = 1;
    if (dx != 0)
        t = fmin(t, ((dx > 0 ? box.max_x : box.min_x) - x) / dx);
    if (dy != 0)
        t = fmin(t, ((dy > 0 ? box.max_y : box.min_y) - y) / dy);
    return (amont_leaving){x + t * dx, y + t * dy, dx / length, dy / length};
}

bool amont_find_leaving(const amont_frame *frame, const amont_shapes *s, size_t from, size_t n,
                        int step, amont_leaving *found) {
    amont_box box = amont_box_grow(frame->box, -0.4);
    double out_x = 0, out_y = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = step > 0 ? from + k : from - k;
        double x = amont_frame_x(frame, s->x[i]), y = amont_frame_y(frame, s->y[i]);
        if (amont_box_holds(box, x, y)) {
            if (k > 0)
                *found = leave_at(box, x, y, out_x, out_y);
            return k > 0;
        }
        out_x = x;
        out_y = y;
    }
    return false;
}
