/* A sweep over bounding boxes, from left to right. */
#include "geo/box_pairs.h"

#include <math.h>
#include <stdlib.h>

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
    const amont_box_pair *s = a, *t = b;
    if (s->first != t->first)
        return s->first < t->first ? -1 : 1;
    return (s->second > t->second) - (s->second < t->second);
}

static sweep_item *sort_boxes(const amont_shapes *shapes, double margin, size_t *n) {
    sweep_item *items = g_new(sweep_item, shapes->n_features + 1);
    *n = 0;
    for (size_t f = 0; f < shapes->n_features; f++) {
        amont_box box = amont_shapes_box(shapes, f);
        if (!amont_box_is_empty(box))
            items[(*n)++] = (sweep_item){f, amont_box_grow(box, margin)};
    }
    qsort(items, *n, sizeof *items, by_left);
    return items;
}

static void add_pair(GArray *pairs, const sweep_item *a, const sweep_item *b, const bool *wanted) {
    amont_box_pair pair = {MIN(a->feature, b->feature), MAX(a->feature, b->feature)};
    bool meet = a->box.min_y <= b->box.max_y && b->box.min_y <= a->box.max_y;
    if (meet && (!wanted || wanted[a->feature] || wanted[b->feature]))
        g_array_append_val(pairs, pair);
}

GArray *amont_box_pairs_find(const amont_shapes *shapes, const bool *wanted, double margin) {
    size_t n = 0, n_open = 0;
    g_autofree sweep_item *items = sort_boxes(shapes, margin, &n);
    g_autofree size_t *open = g_new(size_t, n + 1);
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(amont_box_pair));
    for (size_t i = 0; i < n; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < n_open; k++) {
            const sweep_item *other = &items[open[k]];
            if (other->box.max_x < items[i].box.min_x)
                continue;
            open[kept++] = open[k];
            add_pair(pairs, &items[i], other, wanted);
        }
        n_open = kept;
        open[n_open++] = i;
    }
    g_array_sort(pairs, by_features);
    return pairs;
}

amont_box amont_edge_box(const amont_edge *edge) {
    return (amont_box){fmin(edge->x[0], edge->x[1]), fmin(edge->y[0], edge->y[1]),
                       fmax(edge->x[0], edge->x[1]), fmax(edge->y[0], edge->y[1])};
}

bool amont_edge_is_near(const amont_edge *edge, amont_box box) {
    amont_box own = amont_edge_box(edge);
    return own.min_x <= box.max_x && own.max_x >= box.min_x && own.min_y <= box.max_y &&
           own.max_y >= box.min_y;
}

void amont_box_pairs_gather(const amont_shapes *s, size_t feature, amont_box box, GArray *edges) {
    g_array_set_size(edges, 0);
    size_t end = s->ring_of[s->part_of[feature + 1]];
    for (size_t r = s->ring_of[s->part_of[feature]]; r < end; r++)
        for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++) {
            amont_edge e = {{s->x[i], s->x[i + 1]}, {s->y[i], s->y[i + 1]}};
            if (amont_edge_is_near(&e, box))
                g_array_append_val(edges, e);
        }
}
