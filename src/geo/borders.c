/* The edges of two features whose boxes meet (geo/box_pairs.h) are compared. An edge is laid along
 * the other: what of it lies beside is common when both its ends there are within the tolerance of
 * the other's line. */
#include "amont/borders.h"

#include "amont/pool.h"
#include "geo/box_pairs.h"

#include <math.h>

enum { CHUNK = 256 };              /* pairs in a task */
static const double shortest = 10; /* in tolerances: what is less is a corner */

/* The length along `e` of what lies of `f` beside it. */
static double common_length(const amont_edge *e, const amont_edge *f, double tolerance) {
    double dx = e->x[1] - e->x[0], dy = e->y[1] - e->y[0], length = hypot(dx, dy);
    if (!(length > 0))
        return 0;
    double ux = dx / length, uy = dy / length;
    double from = (f->x[0] - e->x[0]) * ux + (f->y[0] - e->y[0]) * uy;
    double to = (f->x[1] - e->x[0]) * ux + (f->y[1] - e->y[0]) * uy;
    double from_height = (f->y[0] - e->y[0]) * ux - (f->x[0] - e->x[0]) * uy;
    double to_height = (f->y[1] - e->y[0]) * ux - (f->x[1] - e->x[0]) * uy;
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
    amont_box_pairs_gather(shapes, pair->first, b, edges);
    amont_box_pairs_gather(shapes, pair->second, a, others);
    double sum = 0;
    for (guint i = 0; i < edges->len; i++) {
        const amont_edge *e = &g_array_index(edges, amont_edge, i);
        amont_box box = amont_box_grow(amont_edge_box(e), tolerance);
        for (guint k = 0; k < others->len; k++) {
            const amont_edge *f = &g_array_index(others, amont_edge, k);
            if (amont_edge_is_near(f, box))
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
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(amont_edge));
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(amont_edge));
    size_t end = MIN((index + 1) * CHUNK, m->pairs->len);
    for (size_t i = index * CHUNK; i < end; i++) {
        amont_border *pair = &g_array_index(m->pairs, amont_border, i);
        pair->length = border_length(m->shapes, pair, m->tolerance, edges, others);
    }
}

GArray *amont_shapes_borders(const amont_shapes *shapes, const bool *wanted, double tolerance) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON && tolerance > 0);
    g_autoptr(GArray) found = amont_box_pairs_find(shapes, wanted, tolerance);
    GArray *pairs = g_array_sized_new(FALSE, FALSE, sizeof(amont_border), found->len);
    for (guint i = 0; i < found->len; i++) {
        const amont_box_pair *pair = &g_array_index(found, amont_box_pair, i);
        amont_border border = {pair->first, pair->second, 0};
        g_array_append_val(pairs, border);
    }
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
