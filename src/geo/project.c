/* Polygons in another plane. What is straight in one is not in the other: points are put on long
 * edges before, counted from the end that comes first by its coordinates, so that an edge has the
 * same points in both polygons it belongs to. */
#include "amont/crs.h"

#include <math.h>

typedef struct places {
    GArray *x, *y;
} places;

static void add_place(places *p, double x, double y) {
    g_array_append_val(p->x, x);
    g_array_append_val(p->y, y);
}

/* The edge from (ax, ay), itself included, to (bx, by), which is left out. */
static void add_edge(places *p, double ax, double ay, double bx, double by, double longest) {
    bool turned = bx < ax || (bx == ax && by < ay);
    double x = turned ? bx : ax, y = turned ? by : ay;
    double dx = turned ? ax - bx : bx - ax, dy = turned ? ay - by : by - ay;
    size_t n = (size_t)fmax(1, ceil(hypot(dx, dy) / longest));
    add_place(p, ax, ay);
    for (size_t i = 1; i < n; i++) {
        double share = (double)(turned ? n - i : i) / (double)n;
        add_place(p, x + share * dx, y + share * dy);
    }
}

static void add_ring(const amont_shapes *shapes, size_t ring, double longest, places *p) {
    for (size_t i = shapes->point_of[ring]; i + 1 < shapes->point_of[ring + 1]; i++)
        add_edge(p, shapes->x[i], shapes->y[i], shapes->x[i + 1], shapes->y[i + 1], longest);
}

/* Where the points of each ring begin in `p`, in the order of rings. */
static size_t *place_rings(const amont_shapes *shapes, double longest, places *p) {
    size_t *first = g_new(size_t, shapes->n_rings + 1);
    for (size_t ring = 0; ring < shapes->n_rings; ring++) {
        first[ring] = p->x->len;
        add_ring(shapes, ring, longest, p);
    }
    first[shapes->n_rings] = p->x->len;
    return first;
}

static amont_shapes *build(const amont_shapes *shapes, const size_t *first, const double *x,
                           const double *y) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < shapes->n_features; f++) {
        amont_shapes_add_feature(builder);
        for (size_t part = shapes->part_of[f]; part < shapes->part_of[f + 1]; part++) {
            amont_shapes_add_part(builder);
            for (size_t r = shapes->ring_of[part]; r < shapes->ring_of[part + 1]; r++) {
                amont_shapes_add_ring(builder);
                for (size_t i = first[r]; i < first[r + 1]; i++)
                    amont_shapes_add_point(builder, x[i], y[i]);
            }
        }
    }
    return amont_shapes_finish(builder);
}

amont_shapes *amont_shapes_project(const amont_shapes *shapes, const amont_crs *from,
                                   const amont_crs *to, double longest, GError **error) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON && longest > 0);
    g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) y = g_array_new(FALSE, FALSE, sizeof(double));
    places p = {x, y};
    g_autofree size_t *first = place_rings(shapes, longest, &p);
    double *xs = (double *)(void *)x->data, *ys = (double *)(void *)y->data;
    return amont_crs_transform(from, to, xs, ys, x->len, error) ? build(shapes, first, xs, ys)
                                                                : NULL;
}
