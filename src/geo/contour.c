/* Each square has at most two pieces of contour, from one of its edges to another, with the high
 * side on the left; an edge of the grid is crossed at most once. So pieces chain up by the edges:
 * rings around what is high turn counter-clockwise, rings around what is low clockwise. */
#include "amont/contour.h"

#include <glib.h>
#include <math.h>

#define NO_EDGE ((size_t)-1)

amont_surface *amont_surface_new(amont_box box, double step) {
    amont_surface *surface = g_new0(amont_surface, 1);
    surface->x = box.min_x - step;
    surface->y = box.min_y - step;
    surface->step = step;
    surface->columns = (size_t)ceil((box.max_x - box.min_x) / step) + 3;
    surface->rows = (size_t)ceil((box.max_y - box.min_y) / step) + 3;
    surface->values = g_new0(double, surface->columns * surface->rows);
    return surface;
}

void amont_surface_free(amont_surface *surface) {
    if (surface)
        g_free(surface->values);
    g_free(surface);
}

double amont_surface_nodes(amont_box box, double step) {
    return (ceil((box.max_x - box.min_x) / step) + 3) * (ceil((box.max_y - box.min_y) / step) + 3);
}

/* ---- pieces -------------------------------------------------------------------------------- */

/* Edges by the node at their lower or left end: to its right first, then, in a second half of the
 * numbers, upwards. */
typedef struct tracer {
    const amont_surface *s;
    double level;
    size_t *next; /* the edge where the contour that crosses this one goes */
} tracer;

static double value_at(const tracer *t, size_t column, size_t row) {
    const amont_surface *s = t->s;
    double value = s->values[row * s->columns + column];
    bool is_rim = column == 0 || row == 0 || column + 1 == s->columns || row + 1 == s->rows;
    return is_rim ? fmin(value, nextafter(t->level, -INFINITY)) : value;
}

/* The edges of a square, counter-clockwise from the lower one. */
static size_t edge_of(const tracer *t, size_t column, size_t row, size_t side) {
    size_t columns = t->s->columns, n = columns * t->s->rows;
    switch (side) {
    case 0:
        return row * columns + column;
    case 1:
        return n + row * columns + column + 1;
    case 2:
        return (row + 1) * columns + column;
    default:
        return n + row * columns + column;
    }
}

static void trace_square(tracer *t, size_t column, size_t row) {
    const double corners[4] = {value_at(t, column, row), value_at(t, column + 1, row),
                               value_at(t, column + 1, row + 1), value_at(t, column, row + 1)};
    bool high[4];
    for (size_t i = 0; i < 4; i++)
        high[i] = corners[i] >= t->level;
    /* joined high corners: go on counter-clockwise to where the high ground begins again */
    bool joined = corners[0] / 4 + corners[1] / 4 + corners[2] / 4 + corners[3] / 4 >= t->level;
    for (size_t side = 0; side < 4; side++) {
        if (!high[side] || high[(side + 1) % 4])
            continue;
        size_t end = side;
        do
            end = (end + (joined ? 1 : 3)) % 4;
        while (high[end] || !high[(end + 1) % 4]);
        t->next[edge_of(t, column, row, side)] = edge_of(t, column, row, end);
    }
}

/* Never at a node itself, so that two contours never touch. */
static void crossing(const tracer *t, size_t edge, double *x, double *y) {
    const amont_surface *s = t->s;
    size_t n = s->columns * s->rows, node = edge % n;
    size_t column = node % s->columns, row = node / s->columns;
    bool upwards = edge >= n;
    double from = value_at(t, column, row), to = value_at(t, column + !upwards, row + upwards);
    const double least = 1e-6;
    double along = fmin(fmax((t->level - from) / (to - from), least), 1 - least);
    *x = s->x + s->step * ((double)column + (upwards ? 0 : along));
    *y = s->y + s->step * ((double)row + (upwards ? along : 0));
}

/* ---- rings --------------------------------------------------------------------------------- */

typedef struct ring {
    GArray *x, *y; /* double; the first place is not repeated */
    double area;   /* negative: a hole */
} ring;

static void clear_ring(void *data) {
    ring *r = data;
    g_array_unref(r->x);
    g_array_unref(r->y);
}

static double x_of(const ring *r, guint i) {
    return g_array_index(r->x, double, i % r->x->len);
}

static double y_of(const ring *r, guint i) {
    return g_array_index(r->y, double, i % r->y->len);
}

static ring follow(tracer *t, size_t first) {
    ring r = {g_array_new(FALSE, FALSE, sizeof(double)), g_array_new(FALSE, FALSE, sizeof(double)),
              0};
    for (size_t edge = first; t->next[edge] != NO_EDGE;) {
        double x = 0, y = 0;
        crossing(t, edge, &x, &y);
        g_array_append_val(r.x, x);
        g_array_append_val(r.y, y);
        size_t next = t->next[edge];
        t->next[edge] = NO_EDGE;
        edge = next;
    }
    double x0 = x_of(&r, 0), y0 = y_of(&r, 0);
    for (guint i = 0; i < r.x->len; i++)
        r.area += ((x_of(&r, i) - x0) * (y_of(&r, i + 1) - y0) -
                   (x_of(&r, i + 1) - x0) * (y_of(&r, i) - y0)) /
                  2;
    return r;
}

static bool holds(const ring *r, double x, double y) {
    bool inside = false;
    for (guint i = 0; i < r->x->len; i++) {
        double x1 = x_of(r, i), y1 = y_of(r, i), x2 = x_of(r, i + 1), y2 = y_of(r, i + 1);
        if ((y1 > y) != (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1))
            inside = !inside;
    }
    return inside;
}

/* The smallest shell around a hole. */
static const ring *shell_of(const GArray *rings, const ring *hole) {
    const ring *best = NULL;
    for (guint i = 0; i < rings->len; i++) {
        const ring *shell = &g_array_index(rings, ring, i);
        if (shell->area > -hole->area && (!best || shell->area < best->area) &&
            holds(shell, x_of(hole, 0), y_of(hole, 0)))
            best = shell;
    }
    return best;
}

static void add_ring(amont_shapes_builder *builder, const ring *r) {
    amont_shapes_add_ring(builder);
    for (guint i = 0; i < r->x->len; i++)
        amont_shapes_add_point(builder, x_of(r, i), y_of(r, i));
}

static amont_shapes *polygons_of(const GArray *rings) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(builder);
    for (guint i = 0; i < rings->len; i++) {
        const ring *shell = &g_array_index(rings, ring, i);
        if (shell->area <= 0)
            continue;
        amont_shapes_add_part(builder);
        add_ring(builder, shell);
        for (guint k = 0; k < rings->len; k++) {
            const ring *hole = &g_array_index(rings, ring, k);
            if (hole->area < 0 && shell_of(rings, hole) == shell)
                add_ring(builder, hole);
        }
    }
    return amont_shapes_finish(builder);
}

amont_shapes *amont_contour(const amont_surface *surface, double level) {
    size_t n_edges = 2 * surface->columns * surface->rows;
    g_autofree size_t *next = g_new(size_t, n_edges);
    for (size_t edge = 0; edge < n_edges; edge++)
        next[edge] = NO_EDGE;
    tracer t = {surface, level, next};
    for (size_t row = 0; row + 1 < surface->rows; row++)
        for (size_t column = 0; column + 1 < surface->columns; column++)
            trace_square(&t, column, row);
    g_autoptr(GArray) rings = g_array_new(FALSE, FALSE, sizeof(ring));
    g_array_set_clear_func(rings, clear_ring);
    for (size_t edge = 0; edge < n_edges; edge++)
        if (next[edge] != NO_EDGE) {
            ring r = follow(&t, edge);
            g_array_append_val(rings, r);
        }
    return polygons_of(rings);
}
