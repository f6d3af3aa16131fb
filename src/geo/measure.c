/* Boxes, areas and lengths. The area of a ring is the shoelace formula about its first vertex, so
 * that the size of the coordinates costs no digits, summed with Neumaier's compensation.
 * Rings come oriented from the builder: adding signed areas takes the holes off. */
#include "amont/pool.h"
#include "amont/shapes.h"
#include "geo/ring.h"
#include "geo/sum.h"

static size_t first_ring(const amont_shapes *shapes, size_t feature) {
    g_assert(feature < shapes->n_features);
    return shapes->ring_of[shapes->part_of[feature]];
}

static size_t end_ring(const amont_shapes *shapes, size_t feature) {
    return shapes->ring_of[shapes->part_of[feature + 1]];
}

double amont_ring_area(const double *x, const double *y, size_t n) {
    sum twice = {0};
    for (size_t i = 1; i + 1 < n; i++)
        sum_add(&twice, (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]));
    return sum_value(&twice) / 2;
}

double amont_shapes_area(const amont_shapes *shapes, size_t feature) {
    sum area = {0};
    for (size_t r = first_ring(shapes, feature); r < end_ring(shapes, feature); r++) {
        size_t first = shapes->point_of[r];
        size_t n = shapes->point_of[r + 1] - first;
        if (shapes->type == AMONT_SHAPE_POLYGON)
            sum_add(&area, amont_ring_area(shapes->x + first, shapes->y + first, n));
    }
    return sum_value(&area);
}

#define CHUNK ((size_t)1024)

typedef struct measuring {
    const amont_shapes *shapes;
    double *areas;
} measuring;

static void measure_chunk(size_t index, void *data) {
    const measuring *m = data;
    size_t end = MIN((index + 1) * CHUNK, m->shapes->n_features);
    for (size_t f = index * CHUNK; f < end; f++)
        m->areas[f] = amont_shapes_area(m->shapes, f);
}

double *amont_shapes_areas(const amont_shapes *shapes) {
    measuring m = {shapes, g_new0(double, shapes->n_features + 1)};
    amont_pool_run(amont_pool_threads(), (shapes->n_features + CHUNK - 1) / CHUNK, measure_chunk,
                   &m);
    return m.areas;
}

/* Triangles from one point of the feature to each edge, each at its own centre, by signed area. */
bool amont_shapes_centroid(const amont_shapes *shapes, size_t feature, double *x, double *y) {
    sum area = {0}, moment_x = {0}, moment_y = {0};
    size_t origin = shapes->point_of[first_ring(shapes, feature)];
    double x0 = shapes->x[origin], y0 = shapes->y[origin];
    for (size_t r = first_ring(shapes, feature); r < end_ring(shapes, feature); r++)
        for (size_t i = shapes->point_of[r]; i + 1 < shapes->point_of[r + 1]; i++) {
            double ax = shapes->x[i] - x0, ay = shapes->y[i] - y0;
            double bx = shapes->x[i + 1] - x0, by = shapes->y[i + 1] - y0;
            double twice = ax * by - bx * ay;
            sum_add(&area, twice);
            sum_add(&moment_x, twice * (ax + bx) / 3);
            sum_add(&moment_y, twice * (ay + by) / 3);
        }
    double whole = sum_value(&area);
    if (shapes->type != AMONT_SHAPE_POLYGON || !(whole > 0))
        return false;
    *x = x0 + sum_value(&moment_x) / whole;
    *y = y0 + sum_value(&moment_y) / whole;
    return true;
}

double amont_shapes_length(const amont_shapes *shapes, size_t feature) {
    const double *x = shapes->x, *y = shapes->y;
    sum length = {0};
    for (size_t r = first_ring(shapes, feature); r < end_ring(shapes, feature); r++)
        for (size_t i = shapes->point_of[r]; i + 1 < shapes->point_of[r + 1]; i++)
            sum_add(&length, hypot(x[i + 1] - x[i], y[i + 1] - y[i]));
    return sum_value(&length);
}

amont_box amont_shapes_box(const amont_shapes *shapes, size_t feature) {
    size_t first = shapes->point_of[first_ring(shapes, feature)];
    size_t end = shapes->point_of[end_ring(shapes, feature)];
    if (first == end)
        return AMONT_BOX_EMPTY;
    amont_box box = {shapes->x[first], shapes->y[first], shapes->x[first], shapes->y[first]};
    for (size_t i = first + 1; i < end; i++) { /* comparisons: fmin and fmax are calls */
        double x = shapes->x[i], y = shapes->y[i];
        box.min_x = x < box.min_x ? x : box.min_x;
        box.min_y = y < box.min_y ? y : box.min_y;
        box.max_x = x > box.max_x ? x : box.max_x;
        box.max_y = y > box.max_y ? y : box.max_y;
    }
    return box;
}

amont_box amont_box_union(amont_box a, amont_box b) {
    if (amont_box_is_empty(a))
        return b;
    if (amont_box_is_empty(b))
        return a;
    return (amont_box){fmin(a.min_x, b.min_x), fmin(a.min_y, b.min_y), fmax(a.max_x, b.max_x),
                       fmax(a.max_y, b.max_y)};
}

amont_box amont_box_grow(amont_box box, double margin) {
    amont_box grown = {box.min_x - margin, box.min_y - margin, box.max_x + margin,
                       box.max_y + margin};
    return amont_box_is_empty(box) || amont_box_is_empty(grown) ? AMONT_BOX_EMPTY : grown;
}

bool amont_box_is_empty(amont_box box) {
    return box.min_x > box.max_x || box.min_y > box.max_y;
}

bool amont_box_holds(amont_box box, double x, double y) {
    return x >= box.min_x && x <= box.max_x && y >= box.min_y && y <= box.max_y;
}
