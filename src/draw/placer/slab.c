#include "draw/placer/slab.h"

#include <math.h>

amont_slab amont_slab_of(amont_box box) {
    return (amont_slab){
        .x = (box.min_x + box.max_x) / 2,
        .y = (box.min_y + box.max_y) / 2,
        .half_width = (box.max_x - box.min_x) / 2,
        .half_height = (box.max_y - box.min_y) / 2,
        .cosine = 1,
    };
}

amont_slab amont_slab_turned(double x, double y, double width, double height, double angle_rad) {
    return (amont_slab){x, y, width / 2, height / 2, cos(angle_rad), sin(angle_rad)};
}

amont_slab amont_slab_segment(double x1, double y1, double x2, double y2) {
    double length = hypot(x2 - x1, y2 - y1);
    return (amont_slab){
        .x = (x1 + x2) / 2,
        .y = (y1 + y2) / 2,
        .half_width = length / 2,
        .cosine = length > 0 ? (x2 - x1) / length : 1,
        .sine = length > 0 ? (y2 - y1) / length : 0,
    };
}

amont_slab amont_slab_grow(amont_slab slab, double margin) {
    slab.half_width += margin;
    slab.half_height += margin;
    return slab;
}

amont_box amont_slab_box(amont_slab s) {
    double wide = fabs(s.cosine) * s.half_width + fabs(s.sine) * s.half_height;
    double high = fabs(s.sine) * s.half_width + fabs(s.cosine) * s.half_height;
    return (amont_box){s.x - wide, s.y - high, s.x + wide, s.y + high};
}

/* Whether an axis of `a` separates it from `b`. */
static bool is_separated(const amont_slab *a, const amont_slab *b) {
    double dx = b->x - a->x, dy = b->y - a->y;
    double along = fabs(dx * a->cosine + dy * a->sine);
    double across = fabs(dy * a->cosine - dx * a->sine);
    double cosine = fabs(a->cosine * b->cosine + a->sine * b->sine);
    double sine = fabs(a->cosine * b->sine - a->sine * b->cosine);
    return along >= a->half_width + cosine * b->half_width + sine * b->half_height ||
           across >= a->half_height + sine * b->half_width + cosine * b->half_height;
}

bool amont_slabs_overlap(amont_slab a, amont_slab b) {
    return !is_separated(&a, &b) && !is_separated(&b, &a);
}

bool amont_slab_meets_disc(amont_slab slab, double x, double y, double radius) {
    double dx = x - slab.x, dy = y - slab.y;
    double along = fabs(dx * slab.cosine + dy * slab.sine) - slab.half_width;
    double across = fabs(dy * slab.cosine - dx * slab.sine) - slab.half_height;
    return hypot(fmax(along, 0), fmax(across, 0)) < radius;
}
