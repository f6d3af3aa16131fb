/* Squares over the polygon are divided, the one that might hold the best centre first, until none
 * can be better than what is known by more than the tolerance. Most squares are dropped by a look
 * at one edge, and in small ones only the few edges that are near are compared. */
#include "geo/pole.h"

#include "geo/ring.h"
#include <math.h>

enum { MOST_VERTICES = 400, FEW_EDGES = 8 };

/* The search starts from squares as wide as the short side, and a sliver has millions. */
#define THINNEST (1.0 / 5000)

typedef struct edge {
    double x, y, dx, dy, per_square; /* 1 / (dx² + dy²), 0 for no length */
} edge;

typedef struct square {
    double x, y, half; /* the centre, and half the side */
    double depth;      /* of the centre: from the nearest border, negative outside */
    double most;       /* no place in it is deeper */
    guint first, n;    /* edges among which the nearest to each of its places is */
    guint nearest;     /* to the centre */
} square;

static edge edge_from(const amont_shapes *s, size_t i) {
    edge e = {.x = s->x[i], .y = s->y[i], s->x[i + 1] - s->x[i], s->y[i + 1] - s->y[i], 0};
    double length2 = e.dx * e.dx + e.dy * e.dy;
    e.per_square = length2 > 0 ? 1 / length2 : 0;
    return e;
}

static GArray *edges_of(const amont_shapes *s, size_t part) {
    size_t first = s->ring_of[part], end = s->ring_of[part + 1];
    size_t n = s->point_of[end] - s->point_of[first] - (end - first);
    GArray *edges = g_array_sized_new(FALSE, FALSE, sizeof(edge), (guint)(8 * n));
    g_array_set_size(edges, (guint)n);
    edge *to = &g_array_index(edges, edge, 0);
    for (size_t ring = first; ring < end; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++)
            *to++ = edge_from(s, i);
    return edges;
}

/* Far from the origin, x and y are taken from the edge before they are multiplied. */
static inline double squared_distance(const edge *e, double x, double y) {
    double px = x - e->x, py = y - e->y;
    double t = (px * e->dx + py * e->dy) * e->per_square;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double ox = px - t * e->dx, oy = py - t * e->dy;
    return ox * ox + oy * oy;
}

static bool is_inside(const edge *edges, guint n, double x, double y) {
    bool inside = false;
    for (const edge *e = edges; e < edges + n; e++) {
        double px = x - e->x, py = y - e->y;
        inside ^= ((py < 0) != (py < e->dy)) & ((px * e->dy < py * e->dx) == (e->dy > 0));
    }
    return inside;
}

/* ---- the square that might be best, first ---------------------------------------------------- */

static square *at(GArray *heap, guint i) {
    return &g_array_index(heap, square, i);
}

static void swap(square *a, square *b) {
    square kept = *a;
    *a = *b;
    *b = kept;
}

static void push(GArray *heap, square added) {
    g_array_append_val(heap, added);
    for (guint i = heap->len - 1; i > 0 && at(heap, (i - 1) / 2)->most < at(heap, i)->most;
         i = (i - 1) / 2)
        swap(at(heap, (i - 1) / 2), at(heap, i));
}

static square pop(GArray *heap) {
    square first = *at(heap, 0);
    g_array_remove_index_fast(heap, 0);
    for (guint i = 0, child = 1; child < heap->len; i = child, child = 2 * i + 1) {
        if (child + 1 < heap->len && at(heap, child)->most < at(heap, child + 1)->most)
            child++;
        if (at(heap, i)->most >= at(heap, child)->most)
            break;
        swap(at(heap, i), at(heap, child));
    }
    return first;
}

/* ---- the search ------------------------------------------------------------------------------ */

/* What is known of a polygon beforehand. */
typedef struct polygon {
    GArray *edges;
    amont_box box;
    double area, perimeter, x, y; /* the centre of gravity */
} polygon;

/* Rings run so that holes are taken off. */
static polygon measure(GArray *edges) {
    const edge *first = &g_array_index(edges, edge, 0);
    polygon p = {.edges = edges, .box = {first->x, first->y, first->x, first->y}};
    double twice = 0, moment_x = 0, moment_y = 0;
    for (guint i = 0; i < edges->len; i++) {
        const edge *e = &g_array_index(edges, edge, i);
        double x = e->x - first->x, y = e->y - first->y, part = x * e->dy - e->dx * y;
        twice += part;
        moment_x += part * (2 * x + e->dx) / 3;
        moment_y += part * (2 * y + e->dy) / 3;
        p.perimeter += sqrt(e->dx * e->dx + e->dy * e->dy);
        p.box.min_x = MIN(p.box.min_x, e->x);
        p.box.min_y = MIN(p.box.min_y, e->y);
        p.box.max_x = MAX(p.box.max_x, e->x);
        p.box.max_y = MAX(p.box.max_y, e->y);
    }
    p.area = twice / 2;
    p.x = first->x + moment_x / twice;
    p.y = first->y + moment_y / twice;
    return p;
}

typedef struct search {
    GArray *edges; /* of the polygon, then those that are near to squares */
    guint n_edges; /* of the polygon */
    GArray *heap;
    square best;
    double tolerance;
} search;

static const edge *edges_from(const search *s, guint first) {
    return &g_array_index(s->edges, edge, first);
}

/* What is not so deep is neither the best nor divided; rounding may not decide it. */
static double limit_of(const search *s, double half) {
    return (s->best.depth + fmin(0, s->tolerance - half * G_SQRT2)) * (1 - 1e-9);
}

/* Sets the depth of a square whose edges are known; false, as soon as that is plain, when it is
 * less than `limit`. */
static bool sound(const search *s, square *q, bool is_known_inside, double limit) {
    double limit2 = limit > 0 ? limit * limit : 0;
    const edge *edges = edges_from(s, 0);
    double least2 = squared_distance(&edges[q->nearest], q->x, q->y);
    for (guint i = q->first; i < q->first + q->n && least2 >= limit2; i++) {
        double d2 = squared_distance(&edges[i], q->x, q->y);
        if (d2 < least2) {
            least2 = d2;
            q->nearest = i;
        }
    }
    if (least2 < limit2)
        return false;
    bool inside = is_known_inside || is_inside(edges, s->n_edges, q->x, q->y);
    q->depth = inside ? sqrt(least2) : -sqrt(least2);
    q->most = q->depth + q->half * G_SQRT2;
    return true;
}

static square sound_first(const search *s, double x, double y, double half) {
    square q = {.x = x, .y = y, .half = half, .n = s->n_edges};
    sound(s, &q, false, 0);
    return q;
}

/* Squares as wide as the polygon's short side. */
static void cover(search *s, amont_box box) {
    double side = fmin(box.max_x - box.min_x, box.max_y - box.min_y);
    double x = box.min_x;
    while (x < box.max_x) {
        double y = box.min_y;
        while (y < box.max_y) {
            push(s->heap, sound_first(s, x + side / 2, y + side / 2, side / 2));
            y += side;
        }
        x += side;
    }
}

/* Leaves a square the edges that may be nearest to a place in it: none is farther from the centre
 * than the nearest is by more than the square's diagonal. */
static void narrow(search *s, square *q) {
    double reach = q->half * G_SQRT2, farthest = fabs(q->depth) + 2 * reach * (1 + 1e-9);
    if (q->n <= FEW_EDGES || reach > fabs(q->depth) / 2)
        return;
    guint first = s->edges->len, nearest = q->nearest;
    g_array_set_size(s->edges, first + q->n);
    edge *to = &g_array_index(s->edges, edge, first);
    guint n = 0;
    for (guint i = q->first; i < q->first + q->n; i++) {
        const edge *e = edges_from(s, i);
        if (i == nearest)
            q->nearest = first + n;
        if (i == nearest || squared_distance(e, q->x, q->y) <= farthest * farthest)
            to[n++] = *e;
    }
    g_array_set_size(s->edges, first + n);
    q->first = first;
    q->n = n;
}

static void divide(search *s, square *q) {
    double half = q->half / 2, limit = limit_of(s, half);
    bool is_known_inside = q->depth > half * G_SQRT2 * (1 + 1e-9);
    narrow(s, q);
    for (int corner = 0; corner < 4; corner++) {
        square child = *q;
        child.x += corner / 2 ? half : -half;
        child.y += corner % 2 ? half : -half;
        child.half = half;
        if (sound(s, &child, is_known_inside, limit))
            push(s->heap, child);
    }
}

static square find_best(const polygon *p, double tolerance) {
    g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(square));
    search s = {.edges = p->edges, .n_edges = p->edges->len, .heap = heap, .tolerance = tolerance};
    cover(&s, p->box);
    s.best = sound_first(&s, p->x, p->y, 0);
    while (heap->len > 0) {
        square first = pop(heap);
        if (first.depth > s.best.depth)
            s.best = first;
        if (first.most - s.best.depth > tolerance)
            divide(&s, &first); /* else nor is any other, but one may be a little deeper */
    }
    return s.best;
}

static size_t largest_part(const amont_shapes *s, size_t feature) {
    size_t largest = s->part_of[feature];
    double most = -INFINITY;
    for (size_t part = largest; part < s->part_of[feature + 1]; part++) {
        double area = 0;
        for (size_t ring = s->ring_of[part]; ring < s->ring_of[part + 1]; ring++)
            area += amont_ring_area(s->x + s->point_of[ring], s->y + s->point_of[ring],
                                    s->point_of[ring + 1] - s->point_of[ring]);
        if (area > most) {
            most = area;
            largest = part;
        }
    }
    return largest;
}

double amont_pole_tolerance(amont_box box, double area, double perimeter) {
    double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    double least_radius = area / perimeter;
    if (!(least_radius > THINNEST * fmax(width, height)))
        return 0;
    return fmin(fmin(width, height) / 200, least_radius / 4);
}

bool amont_pole_find(const amont_shapes *shapes, size_t feature, double *x, double *y,
                     double *radius) {
    if (shapes->part_of[feature] == shapes->part_of[feature + 1])
        return false;
    size_t part = largest_part(shapes, feature);
    size_t n =
        shapes->point_of[shapes->ring_of[part + 1]] - shapes->point_of[shapes->ring_of[part]];
    if (n > MOST_VERTICES)
        return false;
    g_autoptr(GArray) edges = edges_of(shapes, part);
    polygon p = measure(edges);
    double tolerance = amont_pole_tolerance(p.box, p.area, p.perimeter);
    if (tolerance <= 0)
        return false;
    square best = find_best(&p, tolerance);
    *x = best.x;
    *y = best.y;
    *radius = best.depth;
    return best.depth > 0;
}
