/* Squares over the polygon are divided, the one that might hold the best centre first, until none
 * can be better than what is known by more than the tolerance. */
#include "geo/pole.h"

#include "geo/ring.h"
#include <math.h>

enum { MOST_VERTICES = 400 };

/* The search starts from squares as wide as the short side, and a sliver has millions. */
#define THINNEST (1.0 / 5000)

typedef struct edge {
    double x, y, dx, dy, per_square; /* 1 / (dx² + dy²), 0 for no length */
} edge;

typedef struct square {
    double x, y, half; /* the centre, and half the side */
    double depth;      /* of the centre: from the nearest border, negative outside */
    double most;       /* no place in it is deeper */
} square;

static GArray *edges_of(const amont_shapes *s, size_t part) {
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(edge));
    for (size_t ring = s->ring_of[part]; ring < s->ring_of[part + 1]; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            edge e = {.x = s->x[i], .y = s->y[i], s->x[i + 1] - s->x[i], s->y[i + 1] - s->y[i], 0};
            double length2 = e.dx * e.dx + e.dy * e.dy;
            e.per_square = length2 > 0 ? 1 / length2 : 0;
            g_array_append_val(edges, e);
        }
    return edges;
}

/* Far from the origin, x and y are taken from the edge before they are multiplied. */
static double depth_at(const GArray *edges, double x, double y) {
    const edge *e = (const edge *)(const void *)edges->data, *end = e + edges->len;
    double least2 = INFINITY;
    bool inside = false;
    for (; e < end; e++) {
        double px = x - e->x, py = y - e->y;
        double t = (px * e->dx + py * e->dy) * e->per_square;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        double ox = px - t * e->dx, oy = py - t * e->dy, d2 = ox * ox + oy * oy;
        least2 = d2 < least2 ? d2 : least2;
        if ((py < 0) != (py < e->dy) && (px * e->dy < py * e->dx) == (e->dy > 0))
            inside = !inside;
    }
    return inside ? sqrt(least2) : -sqrt(least2);
}

static square square_at(const GArray *edges, double x, double y, double half) {
    double depth = depth_at(edges, x, y);
    return (square){x, y, half, depth, depth + half * G_SQRT2};
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
    polygon p = {.edges = edges, .box = AMONT_BOX_EMPTY};
    const edge *first = &g_array_index(edges, edge, 0);
    double twice = 0, moment_x = 0, moment_y = 0;
    for (guint i = 0; i < edges->len; i++) {
        const edge *e = &g_array_index(edges, edge, i);
        double x = e->x - first->x, y = e->y - first->y, part = x * e->dy - e->dx * y;
        twice += part;
        moment_x += part * (2 * x + e->dx) / 3;
        moment_y += part * (2 * y + e->dy) / 3;
        p.perimeter += sqrt(e->dx * e->dx + e->dy * e->dy);
        p.box = amont_box_union(p.box, (amont_box){e->x, e->y, e->x, e->y});
    }
    p.area = twice / 2;
    p.x = first->x + moment_x / twice;
    p.y = first->y + moment_y / twice;
    return p;
}

/* Squares as wide as the polygon's short side. */
static GArray *cover(const polygon *p) {
    GArray *heap = g_array_new(FALSE, FALSE, sizeof(square));
    double side = fmin(p->box.max_x - p->box.min_x, p->box.max_y - p->box.min_y);
    double x = p->box.min_x;
    while (x < p->box.max_x) {
        double y = p->box.min_y;
        while (y < p->box.max_y) {
            push(heap, square_at(p->edges, x + side / 2, y + side / 2, side / 2));
            y += side;
        }
        x += side;
    }
    return heap;
}

static square search(const polygon *p, double tolerance) {
    g_autoptr(GArray) heap = cover(p);
    square best = square_at(p->edges, p->x, p->y, 0);
    while (heap->len > 0) {
        square first = pop(heap);
        if (first.depth > best.depth)
            best = first;
        if (first.most - best.depth <= tolerance)
            continue; /* nor is any other divided, but one of them may be a little deeper */
        double half = first.half / 2;
        for (int corner = 0; corner < 4; corner++)
            push(heap, square_at(p->edges, first.x + (corner / 2 ? half : -half),
                                 first.y + (corner % 2 ? half : -half), half));
    }
    return best;
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
    square best = search(&p, tolerance);
    *x = best.x;
    *y = best.y;
    *radius = best.depth;
    return best.depth > 0;
}
