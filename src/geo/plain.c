/* Polygons that are valid beyond doubt, without topology: no two of their edges touch but
 * neighbours at their common end, holes lie in their shell and in no other hole, shells are apart.
 * Whatever is near to breaking this, and what it would take long to look through, is doubtful and
 * left to GEOS.
 *
 * A few edges that follow one another are a block. Most blocks, with the next one, go one way: each
 * edge has a part along the line from first point to last. Then no two of them touch, and edges
 * need only be compared where boxes of blocks overlap that do not follow one another. */
#include "amont/pool.h"
#include "amont/shapes.h"

#include "geo/edge.h"

#include <stdlib.h>

#define CHUNK ((size_t)256)

/* A sweep pays above FEW_BLOCKS; MOST_PAIRS comparisons an edge, MOST_RINGS of a feature. */
enum { LARGE_BLOCK = 8, SMALL_BLOCK = 4, FEW_BLOCKS = 64, MOST_PAIRS = 400, MOST_RINGS = 200 };

/* A ring without repeated points: its edges first .. end - 1 start at the point of that index. */
typedef struct outline {
    size_t first, end;
    size_t first_block, end_block;
    amont_box box;
} outline;

typedef struct block {
    amont_box box;
    size_t first, end; /* edges */
    const outline *ring;
} block;

typedef struct desk {
    double *x, *y;
    block *blocks;
    const block **from_left;
    size_t n_points, n_blocks, room; /* for points; blocks are fewer */
    outline rings[MOST_RINGS];
    size_t n_rings;
    size_t pairs_left;
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

static amont_edge edge_at(const desk *d, size_t i) {
    return (amont_edge){d->x[i], d->y[i], d->x[i + 1], d->y[i + 1]};
}

static bool is_followed_by(const outline *ring, size_t i, size_t j) {
    return i + 1 == ring->end ? j == ring->first : j == i + 1;
}

/* Edges of two rings, or of one. */
static bool pair_is_sound(const desk *d, const block *p, size_t i, const block *q, size_t j) {
    amont_edge a = edge_at(d, i), b = edge_at(d, j);
    if (p->ring == q->ring && is_followed_by(p->ring, i, j))
        return turns_well(&a, &b);
    if (p->ring == q->ring && is_followed_by(p->ring, j, i))
        return turns_well(&b, &a);
    return is_beside(&a, &b) || is_beside(&b, &a);
}

/* ---- blocks -------------------------------------------------------------------------------- */

static bool meet(const amont_box *a, const amont_box *b) {
    return a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y &&
           b->min_y <= a->max_y;
}

static amont_box box_of_edge(const desk *d, size_t i) {
    double ax = d->x[i], ay = d->y[i], bx = d->x[i + 1], by = d->y[i + 1];
    return (amont_box){MIN(ax, bx), MIN(ay, by), MAX(ax, bx), MAX(ay, by)};
}

static bool is_apart_from(const desk *d, const block *a, size_t i, const block *b) {
    amont_box box = box_of_edge(d, i);
    if (!meet(&box, &b->box))
        return true;
    for (size_t j = b->first; j < b->end; j++) {
        amont_box other = box_of_edge(d, j);
        if (meet(&box, &other) && !pair_is_sound(d, a, i, b, j))
            return false;
    }
    return true;
}

static bool are_apart(const desk *d, const block *a, const block *b) {
    for (size_t i = a->first; i < a->end; i++)
        if (!is_apart_from(d, a, i, b))
            return false;
    return true;
}

/* Does each edge go, whatever rounding does, towards (ux, uy)? Products may be less than there are
 * doubles for. */
static bool go_one_way(const desk *d, size_t first, size_t end, double ux, double uy) {
    const double tiny = 1e-12;
    for (size_t i = first; i < end; i++) {
        double along_x = (d->x[i + 1] - d->x[i]) * ux, along_y = (d->y[i + 1] - d->y[i]) * uy;
        if (!(along_x + along_y > tiny * (fabs(along_x) + fabs(along_y)) + DBL_MIN))
            return false;
    }
    return true;
}

static bool is_sound_in_itself(const desk *d, const block *b) {
    if (go_one_way(d, b->first, b->end, d->x[b->end] - d->x[b->first],
                   d->y[b->end] - d->y[b->first]))
        return true;
    for (size_t i = b->first; i < b->end; i++) {
        amont_box box = box_of_edge(d, i);
        for (size_t j = i + 1; j < b->end; j++) {
            amont_box other = box_of_edge(d, j);
            if (meet(&box, &other) && !pair_is_sound(d, b, i, b, j))
                return false;
        }
    }
    return true;
}

/* Two blocks, of which the second follows the first, do they go one way? */
static bool are_one_chain(const desk *d, const block *a, const block *b) {
    double ux = d->x[b->end] - d->x[a->first], uy = d->y[b->end] - d->y[a->first];
    return go_one_way(d, a->first, a->end, ux, uy) && go_one_way(d, b->first, b->end, ux, uy);
}

static bool ring_is_sound(const desk *d, const outline *ring) {
    bool was_in_chain = false;
    size_t n = ring->end_block - ring->first_block;
    for (size_t k = 0; k < n; k++) {
        const block *b = &d->blocks[ring->first_block + k];
        const block *next = &d->blocks[ring->first_block + (k + 1) % n];
        bool in_chain = n > 2 && are_one_chain(d, b, next);
        if (!in_chain && b != next && !are_apart(d, b, next))
            return false;
        if (!in_chain && !was_in_chain && !is_sound_in_itself(d, b))
            return false;
        was_in_chain = in_chain;
    }
    return true;
}

static bool are_neighbours(const block *a, const block *b) {
    size_t n = a->ring->end_block - a->ring->first_block;
    return a->ring == b->ring && ((size_t)(b - a) == 1 || (size_t)(a - b) == 1 ||
                                  (size_t)(b - a) == n - 1 || (size_t)(a - b) == n - 1);
}

static bool blocks_are_sound(desk *d, const block *a, const block *b) {
    if (d->pairs_left == 0)
        return false;
    d->pairs_left--;
    if (!meet(&a->box, &b->box) || are_neighbours(a, b))
        return true;
    size_t n = (a->end - a->first) * (b->end - b->first);
    d->pairs_left -= MIN(d->pairs_left, n);
    return are_apart(d, a, b);
}

static bool all_blocks_are_sound(desk *d) {
    for (size_t i = 0; i < d->n_blocks; i++)
        for (size_t j = i + 1; j < d->n_blocks; j++)
            if (!blocks_are_sound(d, &d->blocks[i], &d->blocks[j]))
                return false;
    return true;
}

static int compare_left(const void *a, const void *b) {
    double left = (*(const block *const *)a)->box.min_x;
    double right = (*(const block *const *)b)->box.min_x;
    return left < right ? -1 : left > right;
}

/* The same for many, from left to right. */
static bool swept_blocks_are_sound(desk *d) {
    const block **order = d->from_left;
    for (size_t i = 0; i < d->n_blocks; i++)
        order[i] = &d->blocks[i];
    qsort(order, d->n_blocks, sizeof(const block *), compare_left);
    for (size_t i = 0; i < d->n_blocks; i++)
        for (size_t j = i + 1; j < d->n_blocks && order[j]->box.min_x <= order[i]->box.max_x; j++)
            if (!blocks_are_sound(d, order[i], order[j]))
                return false;
    return true;
}

/* ---- the desk ------------------------------------------------------------------------------ */

static void clear_desk(desk *d) {
    g_free(d->x);
    g_free(d->y);
    g_free(d->blocks);
    g_free(d->from_left);
}

/* A clear desk for a feature of so many points. */
static void make_room(desk *d, size_t n_points) {
    d->n_points = d->n_blocks = d->n_rings = 0;
    if (d->x && n_points <= d->room)
        return;
    clear_desk(d);
    d->room = MAX(2 * n_points, 256);
    d->x = g_new0(double, d->room);
    d->y = g_new0(double, d->room);
    d->blocks = g_new0(block, d->room);
    d->from_left = g_new(const block *, d->room);
}

static amont_box box_of_points(const desk *d, size_t first, size_t last) {
    amont_box box = {d->x[first], d->y[first], d->x[first], d->y[first]};
    for (size_t i = first + 1; i <= last; i++) {
        double x = d->x[i], y = d->y[i];
        box.min_x = x < box.min_x ? x : box.min_x;
        box.min_y = y < box.min_y ? y : box.min_y;
        box.max_x = x > box.max_x ? x : box.max_x;
        box.max_y = y > box.max_y ? y : box.max_y;
    }
    return box;
}

static void widen(amont_box *box, const amont_box *other) {
    box->min_x = MIN(box->min_x, other->min_x);
    box->min_y = MIN(box->min_y, other->min_y);
    box->max_x = MAX(box->max_x, other->max_x);
    box->max_y = MAX(box->max_y, other->max_y);
}

static void add_blocks(desk *d, outline *ring) {
    size_t n_edges = ring->end - ring->first;
    size_t size = n_edges >= (size_t)4 * LARGE_BLOCK ? LARGE_BLOCK : SMALL_BLOCK;
    ring->first_block = d->n_blocks;
    for (size_t i = ring->first; i < ring->end; i += size) {
        size_t end = MIN(i + size, ring->end);
        block *b = &d->blocks[d->n_blocks++];
        *b = (block){box_of_points(d, i, end), i, end, ring};
        if (i == ring->first)
            ring->box = b->box;
        widen(&ring->box, &b->box);
    }
    ring->end_block = d->n_blocks;
}

/* Repeated points make no edge. False for a ring of fewer than three edges. */
static bool add_ring(desk *d, const amont_shapes *shapes, size_t number) {
    size_t first = d->n_points, last = first, from = shapes->point_of[number];
    d->x[first] = shapes->x[from];
    d->y[first] = shapes->y[from];
    for (size_t i = from + 1; i < shapes->point_of[number + 1]; i++) {
        if (shapes->x[i] == d->x[last] && shapes->y[i] == d->y[last])
            continue;
        d->x[++last] = shapes->x[i];
        d->y[last] = shapes->y[i];
    }
    d->n_points = last + 1;
    if (last - first < 3)
        return false;
    outline *ring = &d->rings[d->n_rings++];
    *ring = (outline){.first = first, .end = last};
    add_blocks(d, ring);
    return true;
}

/* ---- rings --------------------------------------------------------------------------------- */

/* Is the first point of a ring within another? Neither touches the other. */
static bool is_within(const desk *d, const outline *ring, const outline *other) {
    double x = d->x[ring->first], y = d->y[ring->first];
    bool inside = false;
    if (!amont_box_holds(other->box, x, y))
        return false;
    for (size_t k = other->first_block; k < other->end_block; k++) {
        const block *b = &d->blocks[k];
        if (b->box.max_y <= y || b->box.min_y > y || b->box.max_x <= x)
            continue; /* the rest crosses nothing right of the point */
        for (size_t i = b->first; i < b->end; i++)
            inside ^= amont_edge_is_right_of(edge_at(d, i), x, y);
    }
    return inside;
}

/* Does a ring turn about a point to the left at every step, and once in all? Then it is simple: an
 * outline that is seen from that point as a whole, as most are from their middle. The bound is that
 * of sure_side. */
static bool is_star(const double *x, const double *y, size_t n, double cx, double cy) {
    const double share = (3 + 8 * DBL_EPSILON) * (DBL_EPSILON / 2);
    size_t n_up = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        double left = (x[i] - cx) * (y[i + 1] - cy), right = (y[i] - cy) * (x[i + 1] - cx);
        if (!(left - right > share * (fabs(left) + fabs(right))))
            return false;
        n_up += (y[i] <= cy) & (y[i + 1] > cy);
    }
    return n_up == 1;
}

static bool is_lone_star(const amont_shapes *shapes, size_t feature) {
    size_t part = shapes->part_of[feature], ring = shapes->ring_of[part];
    if (shapes->part_of[feature + 1] != part + 1 || shapes->ring_of[part + 1] != ring + 1)
        return false;
    amont_box box = amont_shapes_box(shapes, feature);
    size_t first = shapes->point_of[ring];
    return is_star(shapes->x + first, shapes->y + first, shapes->point_of[ring + 1] - first,
                   (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2);
}

/* A part is the rings shell .. end - 1. */
static bool part_is_sound(const desk *d, size_t shell, size_t end) {
    for (size_t hole = shell + 1; hole < end; hole++) {
        if (!is_within(d, &d->rings[hole], &d->rings[shell]))
            return false;
        for (size_t other = shell + 1; other < end; other++)
            if (other != hole && is_within(d, &d->rings[hole], &d->rings[other]))
                return false;
    }
    return true;
}

static bool parts_are_sound(const desk *d, const amont_shapes *shapes, size_t feature) {
    const size_t *ring_of = shapes->ring_of;
    size_t first = shapes->part_of[feature], end = shapes->part_of[feature + 1];
    size_t zero = ring_of[first]; /* the first ring on the desk */
    for (size_t part = first; part < end; part++) {
        size_t shell = ring_of[part] - zero;
        if (!part_is_sound(d, shell, ring_of[part + 1] - zero))
            return false;
        for (size_t other = first; other < end; other++)
            if (other != part && is_within(d, &d->rings[shell], &d->rings[ring_of[other] - zero]))
                return false;
    }
    return true;
}

static bool edges_are_sound(desk *d) {
    d->pairs_left = d->n_points * MOST_PAIRS;
    for (size_t ring = 0; ring < d->n_rings; ring++)
        if (!ring_is_sound(d, &d->rings[ring]))
            return false;
    return d->n_blocks <= FEW_BLOCKS ? all_blocks_are_sound(d) : swept_blocks_are_sound(d);
}

static bool is_plain(const amont_shapes *shapes, size_t feature, desk *d) {
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];
    if (end - first > MOST_RINGS)
        return false;
    make_room(d, shapes->point_of[end] - shapes->point_of[first]);
    for (size_t ring = first; ring < end; ring++)
        if (!add_ring(d, shapes, ring))
            return false;
    return edges_are_sound(d) && parts_are_sound(d, shapes, feature);
}

typedef struct job {
    const amont_shapes *shapes;
    bool *doubtful;
} job;

static void look_through(size_t index, void *data) {
    const job *j = data;
    desk d = {.room = 0};
    size_t end = MIN((index + 1) * CHUNK, j->shapes->n_features);
    for (size_t feature = index * CHUNK; feature < end; feature++)
        j->doubtful[feature] =
            !is_lone_star(j->shapes, feature) && !is_plain(j->shapes, feature, &d);
    clear_desk(&d);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the threads write there */
void amont_shapes_find_doubtful(const amont_shapes *shapes, bool *doubtful) {
    job j = {shapes, doubtful};
    amont_pool_run(amont_pool_threads(), (shapes->n_features + CHUNK - 1) / CHUNK, look_through,
                   &j);
}
