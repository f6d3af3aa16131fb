/* Candidates come from a sweep over bounding boxes, from left to right; the edges of two candidates
 * are compared where their boxes meet. An edge is laid along the other: what of it lies beside is
 * common when both its ends there are within the tolerance of the other's line. */
#include "amont/borders.h"

#include "amont/pool.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 256 };              /* pairs in a task */
static const double shortest = 10; /* in tolerances: what is less is a corner */

/* ---- candidates ---------------------------------------------------------------------------- */

typedef struct sweep_item {
    size_t feature;
    amont_box box;
} sweep_item;

static int by_left(const void *a, const void *b) {
    const sweep_item *s = a, *t = b;
    if (s->box.min_x != t->box.min_x)
        return s->box.min_x < t->box.min_x ? -1 : 1;
    return (s->feature > t->feature) - (s->feature < t->feature);
}

static int by_features(const void *a, const void *b) {
    const amont_border *s = a, *t = b;
    if (s->first != t->first)
        return s->first < t->first ? -1 : 1;
    return (s->second > t->second) - (s->second < t->second);
}

static sweep_item *sort_boxes(const amont_shapes *shapes, double tolerance, size_t *n) {
    sweep_item *items = g_new(sweep_item, shapes->n_features + 1);
    *n = 0;
    for (size_t f = 0; f < shapes->n_features; f++) {
        amont_box box = amont_shapes_box(shapes, f);
        if (!amont_box_is_empty(box))
            items[(*n)++] = (sweep_item){f, amont_box_grow(box, tolerance)};
    }
    qsort(items, *n, sizeof *items, by_left);
    return items;
}

static void add_candidate(GArray *pairs, const sweep_item *a, const sweep_item *b,
                          const bool *wanted) {
    amont_border pair = {MIN(a->feature, b->feature), MAX(a->feature, b->feature), 0};
    bool meet = a->box.min_y <= b->box.max_y && b->box.min_y <= a->box.max_y;
    if (meet && (!wanted || wanted[a->feature] || wanted[b->feature]))
        g_array_append_val(pairs, pair);
}

static GArray *find_candidates(const amont_shapes *shapes, const bool *wanted, double tolerance) {
    size_t n = 0, n_open = 0;
    g_autofree sweep_item *items = sort_boxes(shapes, tolerance, &n);
    g_autofree size_t *open = g_new(size_t, n + 1);
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(amont_border));
    for (size_t i = 0; i < n; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < n_open; k++) {
            const sweep_item *other = &items[open[k]];
            if (other->box.max_x < items[i].box.min_x)
                continue;
            open[kept++] = open[k];
            add_candidate(pairs, &items[i], other, wanted);
        }
        n_open = kept;
        open[n_open++] = i;
    }
    g_array_sort(pairs, by_features);
    return pairs;
}

/* ---- edges --------------------------------------------------------------------------------- */

typedef struct edge {
    double ax, ay, bx, by;
} edge;

static bool is_near(const edge *e, amont_box box) {
    return fmin(e->ax, e->bx) <= box.max_x && fmax(e->ax, e->bx) >= box.min_x &&
           fmin(e->ay, e->by) <= box.max_y && fmax(e->ay, e->by) >= box.min_y;
}

static void gather_edges(const amont_shapes *s, size_t feature, amont_box box, GArray *edges) {
    g_array_set_size(edges, 0);
    size_t end = s->ring_of[s->part_of[feature + 1]];
    for (size_t r = s->ring_of[s->part_of[feature]]; r < end; r++)
        for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++) {
            edge e = {s->x[i], s->y[i], s->x[i + 1], s->y[i + 1]};
            if (is_near(&e, box))
                g_array_append_val(edges, e);
        }
}

/* The length along `e` of what lies of `f` beside it. */
static double common_length(const edge *e, const edge *f, double tolerance) {
    double dx = e->bx - e->ax, dy = e->by - e->ay, length = hypot(dx, dy);
    if (!(length > 0))
        return 0;
    double ux = dx / length, uy = dy / length;
    double from = (f->ax - e->ax) * ux + (f->ay - e->ay) * uy;
    double to = (f->bx - e->ax) * ux + (f->by - e->ay) * uy;
    double from_height = (f->ay - e->ay) * ux - (f->ax - e->ax) * uy;
    double to_height = (f->by - e->ay) * ux - (f->bx - e->ax) * uy;
    double start = fmax(0, fmin(from, to)), end = fmin(length, fmax(from, to));
    if (!(end > start))
        return 0;
    double slope = (to_height - from_height) / (to - from);
    bool beside = fabs(from_height + slope * (start - from)) <= tolerance &&
                  fabs(from_height + slope * (end - from)) <= tolerance;
    return beside ? end - start : 0;
}

static double border_length(const amont_shapes *shapes, const amont_border *pair, double tolerance,
                            GArray *edges, GArray *others) {
    amont_box a = amont_box_grow(amont_shapes_box(shapes, pair->first), tolerance);
    amont_box b = amont_box_grow(amont_shapes_box(shapes, pair->second), tolerance);
    gather_edges(shapes, pair->first, b, edges);
    gather_edges(shapes, pair->second, a, others);
    double sum = 0;
    for (guint i = 0; i < edges->len; i++) {
        const edge *e = &g_array_index(edges, edge, i);
        amont_box box = {fmin(e->ax, e->bx), fmin(e->ay, e->by), fmax(e->ax, e->bx),
                         fmax(e->ay, e->by)};
        box = amont_box_grow(box, tolerance);
        for (guint k = 0; k < others->len; k++) {
            const edge *f = &g_array_index(others, edge, k);
            if (is_near(f, box))
                sum += common_length(e, f, tolerance);
        }
    }
    return sum;
}

typedef struct measuring {
    const amont_shapes *shapes;
    GArray *pairs;
    double tolerance;
} measuring;

static void measure_chunk(size_t index, void *data) {
    measuring *m = data;
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(edge));
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(edge));
    size_t end = MIN((index + 1) * CHUNK, m->pairs->len);
    for (size_t i = index * CHUNK; i < end; i++) {
        amont_border *pair = &g_array_index(m->pairs, amont_border, i);
        pair->length = border_length(m->shapes, pair, m->tolerance, edges, others);
    }
}

GArray *amont_shapes_borders(const amont_shapes *shapes, const bool *wanted, double tolerance) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON && tolerance > 0);
    GArray *pairs = find_candidates(shapes, wanted, tolerance);
    measuring m = {shapes, pairs, tolerance};
    amont_pool_run(amont_pool_threads(), (pairs->len + CHUNK - 1) / CHUNK, measure_chunk, &m);
    guint kept = 0;
    for (guint i = 0; i < pairs->len; i++) {
        amont_border pair = g_array_index(pairs, amont_border, i);
        if (pair.length >= shortest * tolerance)
            g_array_index(pairs, amont_border, kept++) = pair;
    }
    g_array_set_size(pairs, kept);
    return pairs;
}

/* ---- groups -------------------------------------------------------------------------------- */

static size_t find_root(size_t *parent, size_t feature) {
    while (parent[feature] != feature) {
        parent[feature] = parent[parent[feature]];
        feature = parent[feature];
    }
    return feature;
}

/* Roots are the lowest features of their trees: then groups do not depend on the order of borders.
 */
void amont_shapes_groups(size_t n_features, const GArray *borders, const size_t *class_of,
                         size_t *group_of) {
    for (size_t f = 0; f < n_features; f++)
        group_of[f] = f;
    for (guint i = 0; i < borders->len; i++) {
        const amont_border *border = &g_array_index(borders, amont_border, i);
        if (class_of[border->first] != class_of[border->second] ||
            class_of[border->first] == AMONT_NO_GROUP)
            continue;
        size_t a = find_root(group_of, border->first), b = find_root(group_of, border->second);
        group_of[MAX(a, b)] = MIN(a, b);
    }
    for (size_t f = 0; f < n_features; f++)
        group_of[f] = find_root(group_of, f);
}
