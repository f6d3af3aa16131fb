/* Polygons that are valid beyond doubt, without topology: no two of their edges touch but
 * neighbours at their common end, holes lie in their shell and in no other hole, shells are apart.
 * Whatever is near to breaking this, and what it would take long to look through, is doubtful and
 * left to GEOS. */
#include "amont/pool.h"
#include "amont/shapes.h"

#include "geo/edge.h"

#include <stdlib.h>

#define CHUNK ((size_t)256)

enum { FEW = 40, MOST_PAIRS = 400, MOST_RINGS = 200 };

typedef struct side {
    double min_x, max_x, min_y, max_y;
    amont_edge edge;
    size_t ring;   /* of the shapes */
    size_t before; /* the edge before it in its ring, as an index of the unsorted sides */
    size_t index;  /* its own */
} side;

typedef struct desk {
    side *sides;
    size_t n, room;
} desk;

/* The sign of the orientation when rounding leaves no doubt, else 0. */
static int sure_side(const amont_edge *e, double x, double y) {
    double left = (e->ax - x) * (e->by - y), right = (e->ay - y) * (e->bx - x);
    double bound = (3 + 8 * DBL_EPSILON) * (DBL_EPSILON / 2) * (fabs(left) + fabs(right));
    double determinant = left - right;
    return determinant > bound ? 1 : determinant < -bound ? -1 : 0;
}

/* Both ends of `b` on one side of the line through `a`. */
static bool is_beside(const amont_edge *a, const amont_edge *b) {
    return sure_side(a, b->ax, b->ay) * sure_side(a, b->bx, b->by) > 0;
}

/* Edges that follow one another: apart from their common point unless the second goes back. */
static bool turns_well(const amont_edge *first, const amont_edge *second) {
    if (sure_side(first, second->bx, second->by) != 0)
        return true;
    double along = (first->bx - first->ax) * (second->bx - second->ax) +
                   (first->by - first->ay) * (second->by - second->ay);
    return along > 0;
}

static bool pair_is_sound(const side *a, const side *b) {
    if (a->before == b->index)
        return turns_well(&b->edge, &a->edge);
    if (b->before == a->index)
        return turns_well(&a->edge, &b->edge);
    return is_beside(&a->edge, &b->edge) || is_beside(&b->edge, &a->edge);
}

/* ---- edges --------------------------------------------------------------------------------- */

static void add_side(desk *d, size_t ring, const double *x, const double *y) {
    if (d->n == d->room) {
        d->room = MAX(2 * d->room, 256);
        d->sides = g_renew(side, d->sides, d->room);
    }
    d->sides[d->n] = (side){.min_x = MIN(x[0], x[1]),
                            .max_x = MAX(x[0], x[1]),
                            .min_y = MIN(y[0], y[1]),
                            .max_y = MAX(y[0], y[1]),
                            .edge = {x[0], y[0], x[1], y[1]},
                            .ring = ring,
                            .before = d->n - 1,
                            .index = d->n};
    d->n++;
}

/* Repeated points make no edge. False for a ring of fewer than three edges. */
static bool add_ring(desk *d, const amont_shapes *shapes, size_t ring) {
    size_t first = d->n;
    for (size_t i = shapes->point_of[ring]; i + 1 < shapes->point_of[ring + 1]; i++)
        if (shapes->x[i] != shapes->x[i + 1] || shapes->y[i] != shapes->y[i + 1])
            add_side(d, ring, shapes->x + i, shapes->y + i);
    if (d->n - first < 3)
        return false;
    d->sides[first].before = d->n - 1;
    return true;
}

static bool all_pairs_are_sound(const desk *d) {
    for (size_t i = 0; i < d->n; i++) {
        const side *a = &d->sides[i];
        for (size_t j = i + 1; j < d->n; j++) {
            const side *b = &d->sides[j];
            if (a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y &&
                b->min_y <= a->max_y && !pair_is_sound(a, b))
                return false;
        }
    }
    return true;
}

static int compare_sides(const void *a, const void *b) {
    double left = ((const side *)a)->min_x, right = ((const side *)b)->min_x;
    return left < right ? -1 : left > right;
}

/* The same for many edges, from left to right. */
static bool swept_pairs_are_sound(desk *d) {
    qsort(d->sides, d->n, sizeof *d->sides, compare_sides);
    size_t pairs_left = d->n * MOST_PAIRS;
    for (size_t i = 0; i < d->n; i++) {
        const side *a = &d->sides[i];
        for (size_t j = i + 1; j < d->n && d->sides[j].min_x <= a->max_x; j++) {
            const side *b = &d->sides[j];
            if (pairs_left-- == 0)
                return false;
            if (a->min_y <= b->max_y && b->min_y <= a->max_y && !pair_is_sound(a, b))
                return false;
        }
    }
    return true;
}

/* ---- rings --------------------------------------------------------------------------------- */

/* Is the first point of a ring within another? Neither touches the other. */
static bool is_within(const amont_shapes *shapes, size_t ring, size_t other) {
    double x = shapes->x[shapes->point_of[ring]], y = shapes->y[shapes->point_of[ring]];
    bool inside = false;
    for (size_t i = shapes->point_of[other]; i + 1 < shapes->point_of[other + 1]; i++) {
        amont_edge edge = {shapes->x[i], shapes->y[i], shapes->x[i + 1], shapes->y[i + 1]};
        inside ^= amont_edge_is_right_of(edge, x, y);
    }
    return inside;
}

static bool part_is_sound(const amont_shapes *shapes, size_t part) {
    size_t shell = shapes->ring_of[part], end = shapes->ring_of[part + 1];
    for (size_t hole = shell + 1; hole < end; hole++) {
        if (!is_within(shapes, hole, shell))
            return false;
        for (size_t other = shell + 1; other < end; other++)
            if (other != hole && is_within(shapes, hole, other))
                return false;
    }
    return true;
}

static bool parts_are_apart(const amont_shapes *shapes, size_t first, size_t end) {
    for (size_t part = first; part < end; part++)
        for (size_t other = first; other < end; other++)
            if (other != part && is_within(shapes, shapes->ring_of[part], shapes->ring_of[other]))
                return false;
    return true;
}

static bool is_plain(const amont_shapes *shapes, size_t feature, desk *d) {
    size_t first = shapes->part_of[feature], end = shapes->part_of[feature + 1];
    if (shapes->ring_of[end] - shapes->ring_of[first] > MOST_RINGS)
        return false;
    d->n = 0;
    for (size_t ring = shapes->ring_of[first]; ring < shapes->ring_of[end]; ring++)
        if (!add_ring(d, shapes, ring))
            return false;
    if (d->n <= FEW ? !all_pairs_are_sound(d) : !swept_pairs_are_sound(d))
        return false;
    for (size_t part = first; part < end; part++)
        if (!part_is_sound(shapes, part))
            return false;
    return parts_are_apart(shapes, first, end);
}

typedef struct job {
    const amont_shapes *shapes;
    bool *doubtful;
} job;

static void look_through(size_t index, void *data) {
    const job *j = data;
    desk d = {NULL, 0, 0};
    size_t end = MIN((index + 1) * CHUNK, j->shapes->n_features);
    for (size_t feature = index * CHUNK; feature < end; feature++)
        j->doubtful[feature] = !is_plain(j->shapes, feature, &d);
    g_free(d.sides);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the threads write there */
void amont_shapes_find_doubtful(const amont_shapes *shapes, bool *doubtful) {
    job j = {shapes, doubtful};
    amont_pool_run(amont_pool_threads(), (shapes->n_features + CHUNK - 1) / CHUNK, look_through,
                   &j);
}
