/* Building shapes. Offsets are kept complete after every call (`part_of[n_features]` is always
 * `n_parts`, and so on down), so that what is wrong can be taken back by lowering a count. A ring
 * is closed, judged and oriented when the next thing begins: nothing is walked a second time. */
#include "amont/shapes.h"
#include "geo/ring.h"
#include "geo/whole.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct amont_shapes_builder {
    amont_shapes *shapes;
    size_t features_room, parts_room, rings_room, points_room;
    bool part_open, ring_open;
    bool shell_lost; /* the holes of a dropped shell are dropped with it */
};

size_t amont_shapes_lay(amont_shapes *shapes, amont_arena *arena) {
    enum { ARRAYS = 5 };
    size_t bytes = 0;
    shapes->arena = arena;
    shapes->part_of = amont_arena_share(arena, 0, ARRAYS, &bytes);
    shapes->ring_of = amont_arena_share(arena, 1, ARRAYS, &bytes);
    shapes->point_of = amont_arena_share(arena, 2, ARRAYS, &bytes);
    shapes->x = amont_arena_share(arena, 3, ARRAYS, &bytes);
    shapes->y = amont_arena_share(arena, 4, ARRAYS, &bytes);
    G_STATIC_ASSERT(sizeof(size_t) == sizeof(double));
    return bytes / sizeof(double);
}

/* Arrays in an arena become arrays of their own, which can grow: without room to spare. */
static void leave_arena(amont_shapes_builder *b) {
    amont_shapes *s = b->shapes;
    b->features_room = s->n_features + 1;
    b->parts_room = s->n_parts + 1;
    b->rings_room = s->n_rings + 1;
    b->points_room = s->n_points;
    s->part_of = g_memdup2(s->part_of, b->features_room * sizeof *s->part_of);
    s->ring_of = g_memdup2(s->ring_of, b->parts_room * sizeof *s->ring_of);
    s->point_of = g_memdup2(s->point_of, b->rings_room * sizeof *s->point_of);
    s->x = g_memdup2(s->x, b->points_room * sizeof *s->x);
    s->y = g_memdup2(s->y, b->points_room * sizeof *s->y);
    g_clear_pointer(&s->arena, amont_arena_free);
}

/* Room for item number n in one of the arrays, which doubles. */
static void make_room(amont_shapes_builder *b, size_t **offsets, size_t n, size_t *room) {
    if (n < *room)
        return;
    if (b->shapes->arena)
        leave_arena(b);
    *room = MAX(2 * *room, MAX(n + 1, 16));
    *offsets = g_renew(size_t, *offsets, *room);
}

static void make_room_for_points(amont_shapes_builder *b, size_t n) {
    amont_shapes *s = b->shapes;
    if (n <= b->points_room - s->n_points)
        return;
    if (s->arena)
        leave_arena(b);
    b->points_room = MAX(2 * b->points_room, MAX(s->n_points + n, 64));
    s->x = g_renew(double, s->x, b->points_room);
    s->y = g_renew(double, s->y, b->points_room);
}

amont_shapes_builder *amont_shapes_builder_new_in(amont_shape_type type, amont_arena *arena) {
    amont_shapes_builder *b = g_new0(amont_shapes_builder, 1);
    amont_shapes *s = b->shapes = g_new0(amont_shapes, 1);
    s->type = type;
    if (arena) {
        size_t room = amont_shapes_lay(s, arena);
        b->features_room = b->parts_room = b->rings_room = b->points_room = room;
    }
    make_room(b, &s->part_of, 0, &b->features_room);
    make_room(b, &s->ring_of, 0, &b->parts_room);
    make_room(b, &s->point_of, 0, &b->rings_room);
    s->part_of[0] = s->ring_of[0] = s->point_of[0] = 0;
    return b;
}

amont_shapes_builder *amont_shapes_builder_new(amont_shape_type type) {
    return amont_shapes_builder_new_in(type, NULL);
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
    make_room_for_points(b, 1);
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

/* Twice the area as a sum over the points after the first, and a bound of what rounding makes of
 * it: n 2^-53 of the sum of the terms' sizes. 0 where that leaves a doubt; the compensated sum
 * takes three times as long. */
static int sure_turn(const double *x, const double *y, size_t n) {
    double twice = 0, size = 0;
    for (size_t i = 1; i + 1 < n; i++) {
        double term = (x[i] - x[0]) * (y[i + 1] - y[i - 1]);
        twice += term;
        size += fabs(term);
    }
    double bound = ((double)n + 8) * DBL_EPSILON * size;
    return twice > bound ? 1 : twice < -bound ? -1 : 0;
}

static void orient(double *x, double *y, size_t n, bool counter_clockwise) {
    double area = sure_turn(x, y, n);
    if (area == 0)
        area = amont_ring_area(x, y, n);
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
    make_room(builder, &s->part_of, s->n_features, &builder->features_room);
    s->part_of[s->n_features] = s->n_parts;
}

void amont_shapes_add_part(amont_shapes_builder *builder) {
    amont_shapes *s = builder->shapes;
    g_assert(s->n_features > 0);
    seal_part(builder);
    s->n_parts++;
    make_room(builder, &s->ring_of, s->n_parts, &builder->parts_room);
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
    make_room(builder, &s->point_of, s->n_rings, &builder->rings_room);
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

void amont_shapes_add_points(amont_shapes_builder *builder, size_t n, double **x, double **y) {
    amont_shapes *s = builder->shapes;
    g_assert(builder->ring_open && s->type != AMONT_SHAPE_POINT);
    make_room_for_points(builder, n);
    *x = s->x + s->n_points;
    *y = s->y + s->n_points;
    s->point_of[s->n_rings] = s->n_points += n;
}

/* Copies before it looks. `offsets` has room for n more; from[0] is not needed. */
static bool append_offsets(size_t *offsets, size_t n_before, const size_t *from, size_t n,
                           size_t n_items) {
    size_t *to = offsets + n_before + 1, base = offsets[n_before], last = 0;
    bool falls_back = false;
    memcpy(to, from + 1, n * sizeof *to);
    for (size_t i = 0; i < n; i++) {
        falls_back |= to[i] < last;
        last = to[i];
        to[i] += base;
    }
    return !falls_back && last == n_items;
}

static void make_room_for(amont_shapes_builder *b, const amont_shapes *more) {
    amont_shapes *s = b->shapes;
    bool fits = s->n_features + more->n_features < b->features_room &&
                s->n_parts + more->n_parts < b->parts_room &&
                s->n_rings + more->n_rings < b->rings_room &&
                s->n_points + more->n_points <= b->points_room;
    if (fits)
        return;
    if (s->arena) /* all at once, before there is room in any */
        leave_arena(b);
    make_room(b, &s->part_of, s->n_features + more->n_features, &b->features_room);
    make_room(b, &s->ring_of, s->n_parts + more->n_parts, &b->parts_room);
    make_room(b, &s->point_of, s->n_rings + more->n_rings, &b->rings_room);
    make_room_for_points(b, more->n_points);
}

bool amont_shapes_append(amont_shapes_builder *b, const amont_shapes *more) {
    amont_shapes *s = b->shapes;
    seal_part(b);
    make_room_for(b, more);
    if (more->type != s->type ||
        !append_offsets(s->part_of, s->n_features, more->part_of, more->n_features,
                        more->n_parts) ||
        !append_offsets(s->ring_of, s->n_parts, more->ring_of, more->n_parts, more->n_rings) ||
        !append_offsets(s->point_of, s->n_rings, more->point_of, more->n_rings, more->n_points))
        return false;
    if (more->n_points > 0) {
        memcpy(s->x + s->n_points, more->x, more->n_points * sizeof *s->x);
        memcpy(s->y + s->n_points, more->y, more->n_points * sizeof *s->y);
    }
    s->n_features += more->n_features;
    s->n_parts += more->n_parts;
    s->n_rings += more->n_rings;
    s->n_points += more->n_points;
    return amont_parts_are_whole(s, s->n_parts - more->n_parts, s->n_parts);
}

amont_shapes *amont_shapes_finish(amont_shapes_builder *builder) {
    seal_part(builder);
    amont_shapes *shapes = g_steal_pointer(&builder->shapes);
    amont_shapes_builder_free(builder);
    if (shapes->arena)
        return shapes;
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
    if (!shapes->arena) {
        g_free(shapes->part_of);
        g_free(shapes->ring_of);
        g_free(shapes->point_of);
        g_free(shapes->x);
        g_free(shapes->y);
    }
    amont_arena_free(shapes->arena);
    g_free(shapes);
}
