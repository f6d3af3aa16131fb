/* Each edge belongs to the first feature that has it (geo/twins.h); the edges of a ring that follow
 * one another are one line. A line may run over the ring's first vertex, where nothing ends. */
#include "amont/borders.h"

#include "amont/patches.h"
#include "geo/twins.h"

typedef struct gathering {
    const amont_twins *twins;
    amont_shapes_builder *lines;
    bool is_open; /* a line, whose end is the next edge's beginning unless it is closed */
} gathering;

static size_t *classes_of(const amont_shapes *polygons, const bool *wanted) {
    size_t *class_of = g_new(size_t, polygons->n_parts + 1);
    for (size_t f = 0; f < polygons->n_features; f++)
        for (size_t part = polygons->part_of[f]; part < polygons->part_of[f + 1]; part++)
            class_of[part] = wanted[f] ? 0 : AMONT_UNCLASSED;
    return class_of;
}

static bool is_first(const amont_twins *twins, size_t edge) {
    return twins->joined[edge] == AMONT_NO_EDGE;
}

static void add_edge(gathering *g, size_t edge) {
    const amont_shapes *s = g->twins->shapes;
    size_t point = g->twins->point[edge];
    if (!is_first(g->twins, edge)) {
        g->is_open = false;
        return;
    }
    if (!g->is_open) {
        amont_shapes_add_part(g->lines);
        amont_shapes_add_ring(g->lines);
        amont_shapes_add_point(g->lines, s->x[point], s->y[point]);
        g->is_open = true;
    }
    amont_shapes_add_point(g->lines, s->x[point + 1], s->y[point + 1]);
}

/* The edges of a ring, from the one behind the first that belongs to another. */
static void add_ring(gathering *g, size_t first, size_t end) {
    size_t start = first;
    while (start < end && is_first(g->twins, start))
        start++;
    g->is_open = false;
    for (size_t edge = start; edge < end; edge++)
        add_edge(g, edge);
    for (size_t edge = first; edge < start; edge++)
        add_edge(g, edge);
}

amont_shapes *amont_shapes_outlines_once(const amont_shapes *polygons, const bool *wanted) {
    g_autofree size_t *class_of = classes_of(polygons, wanted);
    g_auto(amont_twins) twins;
    amont_twins_open(&twins, polygons, class_of);
    gathering g = {&twins, amont_shapes_builder_new(AMONT_SHAPE_LINE), false};
    size_t edge = 0;
    for (size_t f = 0; f < polygons->n_features; f++) {
        amont_shapes_add_feature(g.lines);
        size_t last = polygons->ring_of[polygons->part_of[f + 1]];
        for (size_t ring = polygons->ring_of[polygons->part_of[f]]; ring < last; ring++) {
            size_t first = edge;
            while (edge < twins.n && twins.point[edge] < polygons->point_of[ring + 1])
                edge++;
            add_ring(&g, first, edge);
        }
    }
    return amont_shapes_finish(g.lines);
}
