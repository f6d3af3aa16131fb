/* Lines without what runs along outlines: each edge of a line is asked which edges of the outlines
 * lie beside it, and keeps the rest. Chunks of lines go to the threads and are put together in
 * order. */
#include "amont/patches.h"

#include "amont/pool.h"
#include "geo/along.h"

#include <math.h>

enum { CHUNK = 256 }; /* features */

typedef struct work {
    const amont_shapes *lines;
    const amont_along *outlines;
    amont_shapes **apart; /* of each chunk */
} work;

typedef struct drawing {
    const work *work;
    amont_shapes_builder *builder;
    GArray *near, *stretches;
    bool is_open; /* the line in hand ends where the next edge begins */
} drawing;

static int by_start(const void *a, const void *b) {
    const amont_stretch *s = a, *t = b;
    return (s->from > t->from) - (s->from < t->from);
}

static void draw(drawing *d, size_t i, double from, double to) {
    const double *x = d->work->lines->x + i, *y = d->work->lines->y + i;
    double dx = x[1] - x[0], dy = y[1] - y[0];
    if (from > 0 || !d->is_open) {
        amont_shapes_add_part(d->builder);
        amont_shapes_add_ring(d->builder);
        amont_shapes_add_point(d->builder, x[0] + dx * from, y[0] + dy * from);
    }
    amont_shapes_add_point(d->builder, to < 1 ? x[0] + dx * to : x[1],
                           to < 1 ? y[0] + dy * to : y[1]);
    d->is_open = to == 1;
}

static void draw_edge(drawing *d, size_t i) {
    const double *x = d->work->lines->x + i, *y = d->work->lines->y + i;
    double length = hypot(x[1] - x[0], y[1] - y[0]), from = 0;
    amont_along_find(d->work->outlines, x, y, d->near, d->stretches);
    g_array_sort(d->stretches, by_start);
    bool was_open = d->is_open;
    d->is_open = false;
    for (guint k = 0; k < d->stretches->len; k++) {
        const amont_stretch *s = &g_array_index(d->stretches, amont_stretch, k);
        if (s->from > from) {
            d->is_open = was_open && from == 0;
            draw(d, i, from / length, s->from / length);
            d->is_open = false;
        }
        from = fmax(from, s->to);
    }
    if (from < length) {
        d->is_open = was_open && from == 0;
        draw(d, i, from / length, 1);
    }
}

static void draw_feature(drawing *d, size_t feature) {
    const amont_shapes *s = d->work->lines;
    amont_shapes_add_feature(d->builder);
    for (size_t p = s->part_of[feature]; p < s->part_of[feature + 1]; p++) {
        d->is_open = false;
        for (size_t r = s->ring_of[p]; r < s->ring_of[p + 1]; r++)
            for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++)
                draw_edge(d, i);
    }
}

static void draw_chunk(size_t index, void *data) {
    work *w = data;
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) stretches = g_array_new(FALSE, FALSE, sizeof(amont_stretch));
    drawing d = {w, amont_shapes_builder_new(AMONT_SHAPE_LINE), near, stretches, false};
    for (size_t f = index * CHUNK; f < MIN((index + 1) * CHUNK, w->lines->n_features); f++)
        draw_feature(&d, f);
    w->apart[index] = amont_shapes_finish(d.builder);
}

static guint32 *edges_of(const amont_shapes *polygons, size_t *n) {
    g_assert(polygons->n_points < G_MAXUINT32);
    guint32 *points = g_new(guint32, polygons->n_points + 1);
    *n = 0;
    for (size_t r = 0; r < polygons->n_rings; r++)
        for (size_t i = polygons->point_of[r]; i + 1 < polygons->point_of[r + 1]; i++)
            points[(*n)++] = (guint32)i;
    return points;
}

amont_shapes *amont_lines_apart(const amont_shapes *lines, const amont_shapes *polygons,
                                double tolerance) {
    size_t n_edges = 0, n_chunks = (lines->n_features + CHUNK - 1) / CHUNK;
    g_autofree guint32 *points = edges_of(polygons, &n_edges);
    g_autoptr(amont_along) outlines = amont_along_new(polygons, points, n_edges, tolerance);
    g_autofree amont_shapes **apart = g_new0(amont_shapes *, n_chunks + 1);
    work w = {lines, outlines, apart};
    amont_pool_run(amont_pool_threads(), n_chunks, draw_chunk, &w);
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_LINE);
    for (size_t c = 0; c < n_chunks; c++) {
        bool is_whole = amont_shapes_append(builder, apart[c]);
        g_assert(is_whole);
        amont_shapes_free(apart[c]);
    }
    return amont_shapes_finish(builder);
}
