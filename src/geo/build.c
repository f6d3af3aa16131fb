/* Building shapes. Offsets are kept complete after every call (`part_of[n_features]` is always
 * `n_parts`, and so on down), so that what is wrong can be taken back by lowering a count. A ring
 * is closed, judged and oriented when the next thing begins: nothing is walked a second time. */
#include "amont/shapes.h"
#include "geo/ring.h"

#include <math.h>

struct amont_shapes_builder {
    amont_shapes *shapes;
    size_t features_room, parts_room, rings_room, points_room;
    bool part_open, ring_open;
    bool shell_lost; /* the holes of a dropped shell are dropped with it */
};

/* Room for item number n in an array that doubles. */
static void *with_room(void *items, size_t n, size_t *room, size_t item_size) {
    if (n < *room)
        return items;
    *room = *room > 0 ? 2 * *room : 16;
    return g_realloc_n(items, *room, item_size);
}

amont_shapes_builder *amont_shapes_builder_new(amont_shape_type type) {
    amont_shapes_builder *builder = g_new0(amont_shapes_builder, 1);
    amont_shapes *shapes = g_new0(amont_shapes, 1);
    shapes->type = type;
    shapes->part_of = with_room(NULL, 0, &builder->features_room, sizeof *shapes->part_of);
    shapes->ring_of = with_room(NULL, 0, &builder->parts_room, sizeof *shapes->ring_of);
    shapes->point_of = with_room(NULL, 0, &builder->rings_room, sizeof *shapes->point_of);
    shapes->part_of[0] = shapes->ring_of[0] = shapes->point_of[0] = 0;
    builder->shapes = shapes;
    return builder;
}

size_t amont_shapes_builder_points(const amont_shapes_builder *builder) {
    return builder->shapes->n_points;
}

void amont_shapes_builder_free(amont_shapes_builder *builder) {
    if (!builder)
        return;
    amont_shapes_free(builder->shapes);
    g_free(builder);
}

static void append_point(amont_shapes_builder *b, double x, double y) {
    amont_shapes *s = b->shapes;
    if (s->n_points == b->points_room) {
        b->points_room = b->points_room > 0 ? 2 * b->points_room : 64;
        s->x = g_renew(double, s->x, b->points_room);
        s->y = g_renew(double, s->y, b->points_room);
    }
    s->x[s->n_points] = x;
    s->y[s->n_points] = y;
    s->point_of[s->n_rings] = ++s->n_points;
}

static bool same_point(const double *x, const double *y, size_t i, size_t j) {
    return x[i] == x[j] && y[i] == y[j];
}

static bool has_three_places(const double *x, const double *y, size_t n) {
    size_t second = 1;
    while (second < n && same_point(x, y, second, 0))
        second++;
    for (size_t i = second + 1; i < n; i++)
        if (!same_point(x, y, i, 0) && !same_point(x, y, i, second))
            return true;
    return false;
}

static void reverse(double *values, size_t n) {
    for (size_t i = 0, j = n; i + 1 < j; i++) {
        double kept = values[i];
        values[i] = values[--j];
        values[j] = kept;
    }
}

static void orient(double *x, double *y, size_t n, bool counter_clockwise) {
    double area = amont_ring_area(x, y, n);
    if (counter_clockwise ? area < 0 : area > 0) {
        reverse(x, n);
        reverse(y, n);
    }
}

static void drop_ring(amont_shapes *s) {
    s->n_rings--;
    s->n_points = s->point_of[s->n_rings];
    s->ring_of[s->n_parts] = s->n_rings;
}

static void seal_polygon_ring(amont_shapes_builder *b) {
    amont_shapes *s = b->shapes;
    size_t first = s->point_of[s->n_rings - 1];
    bool is_shell = s->n_rings - 1 == s->ring_of[s->n_parts - 1];
    if (s->n_points > first && !same_point(s->x, s->y, first, s->n_points - 1))
        append_point(b, s->x[first], s->y[first]);
    size_t n = s->n_points - first;
    if (!b->shell_lost && n >= 4 && has_three_places(s->x + first, s->y + first, n)) {
        orient(s->x + first, s->y + first, n, is_shell);
        return;
    }
    drop_ring(s);
    b->shell_lost = b->shell_lost || is_shell;
}

static void seal_ring(amont_shapes_builder *b) {
    if (!b->ring_open)
        return;
    b->ring_open = false;
    amont_shapes *s = b->shapes;
    size_t least = s->type == AMONT_SHAPE_LINE ? 2 : 1;
    if (s->type == AMONT_SHAPE_POLYGON)
        seal_polygon_ring(b);
    else if (s->n_points - s->point_of[s->n_rings - 1] < least)
        drop_ring(s);
}

static void seal_part(amont_shapes_builder *b) {
    amont_shapes *s = b->shapes;
    seal_ring(b);
    if (b->part_open && s->ring_of[s->n_parts - 1] == s->n_rings)
        s->part_of[s->n_features] = --s->n_parts;
    b->part_open = b->shell_lost = false;
}

void amont_shapes_add_feature(amont_shapes_builder *builder) {
    amont_shapes *s = builder->shapes;
    seal_part(builder);
    s->n_features++;
    s->part_of = with_room(s->part_of, s->n_features, &builder->features_room, sizeof *s->part_of);
    s->part_of[s->n_features] = s->n_parts;
}

void amont_shapes_add_part(amont_shapes_builder *builder) {
    amont_shapes *s = builder->shapes;
    g_assert(s->n_features > 0);
    seal_part(builder);
    s->n_parts++;
    s->ring_of = with_room(s->ring_of, s->n_parts, &builder->parts_room, sizeof *s->ring_of);
    s->ring_of[s->n_parts] = s->n_rings;
    s->part_of[s->n_features] = s->n_parts;
    builder->part_open = true;
}

void amont_shapes_add_ring(amont_shapes_builder *builder) {
    amont_shapes *s = builder->shapes;
    g_assert(builder->part_open);
    seal_ring(builder);
    g_assert(s->type == AMONT_SHAPE_POLYGON || s->ring_of[s->n_parts - 1] == s->n_rings);
    s->n_rings++;
    s->point_of = with_room(s->point_of, s->n_rings, &builder->rings_room, sizeof *s->point_of);
    s->point_of[s->n_rings] = s->n_points;
    s->ring_of[s->n_parts] = s->n_rings;
    builder->ring_open = true;
}

void amont_shapes_add_point(amont_shapes_builder *builder, double x, double y) {
    const amont_shapes *s = builder->shapes;
    g_assert(builder->ring_open);
    g_assert(isfinite(x) && isfinite(y));
    g_assert(s->type != AMONT_SHAPE_POINT || s->point_of[s->n_rings - 1] == s->n_points);
    append_point(builder, x, y);
}

amont_shapes *amont_shapes_finish(amont_shapes_builder *builder) {
    seal_part(builder);
    amont_shapes *shapes = g_steal_pointer(&builder->shapes);
    amont_shapes_builder_free(builder);
    shapes->part_of = g_renew(size_t, shapes->part_of, shapes->n_features + 1);
    shapes->ring_of = g_renew(size_t, shapes->ring_of, shapes->n_parts + 1);
    shapes->point_of = g_renew(size_t, shapes->point_of, shapes->n_rings + 1);
    shapes->x = g_renew(double, shapes->x, MAX(shapes->n_points, 1)); /* never NULL + offset */
    shapes->y = g_renew(double, shapes->y, MAX(shapes->n_points, 1));
    return shapes;
}

void amont_shapes_free(amont_shapes *shapes) {
    if (!shapes)
        return;
    g_free(shapes->part_of);
    g_free(shapes->ring_of);
    g_free(shapes->point_of);
    g_free(shapes->x);
    g_free(shapes->y);
    g_free(shapes);
}
