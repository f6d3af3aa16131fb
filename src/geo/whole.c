/* Whether arrays that came from elsewhere keep what the builder of shapes promises. */
#include "geo/whole.h"

#include <float.h>
#include <math.h>

/* Offsets that never fall back, from 0 to n_items: nothing that reads them can leave its array. */
static bool are_offsets(const size_t *offsets, size_t n, size_t n_items) {
    bool falls_back = offsets[0] != 0;
    for (size_t i = 0; i < n; i++)
        falls_back |= offsets[i] > offsets[i + 1];
    return !falls_back && offsets[n] == n_items;
}

static bool ring_is_whole(const amont_shapes *shapes, size_t ring) {
    size_t first = shapes->point_of[ring], end = shapes->point_of[ring + 1], n = end - first;
    size_t wild = 0;
    for (size_t i = first; i < end; i++)
        wild += !(fabs(shapes->x[i]) <= DBL_MAX) | !(fabs(shapes->y[i]) <= DBL_MAX);
    if (wild > 0)
        return false;
    if (shapes->type == AMONT_SHAPE_POINT)
        return n == 1;
    if (shapes->type == AMONT_SHAPE_LINE)
        return n >= 2;
    return n >= 4 && shapes->x[first] == shapes->x[end - 1] &&
           shapes->y[first] == shapes->y[end - 1];
}

bool amont_parts_are_whole(const amont_shapes *shapes, size_t first, size_t end) {
    for (size_t part = first; part < end; part++) {
        size_t n = shapes->ring_of[part + 1] - shapes->ring_of[part];
        if (n == 0 || (n > 1 && shapes->type != AMONT_SHAPE_POLYGON))
            return false;
        for (size_t ring = shapes->ring_of[part]; ring < shapes->ring_of[part + 1]; ring++)
            if (!ring_is_whole(shapes, ring))
                return false;
    }
    return true;
}

bool amont_shapes_are_whole(const amont_shapes *shapes) {
    return are_offsets(shapes->part_of, shapes->n_features, shapes->n_parts) &&
           are_offsets(shapes->ring_of, shapes->n_parts, shapes->n_rings) &&
           are_offsets(shapes->point_of, shapes->n_rings, shapes->n_points) &&
           amont_parts_are_whole(shapes, 0, shapes->n_parts);
}
