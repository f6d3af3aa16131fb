/* The cell of a point is its disc cut by the lines halfway to its neighbours. Neighbours are taken
 * from a grid, ring of cells by ring: those farther than twice the farthest corner of what is left
 * cannot cut any more, so that few are asked however dense the points are. All coordinates are
 * relative to the point: both sides of a common line are cut at the same place. */
#include "amont/discs.h"

#include "amont/pool.h"
#include "geo/cells.h"

#include <math.h>

enum { CHUNK = 256 }; /* points */

static const double cells_a_radius = 64; /* at most: bounds the cells that a lone point asks */
static const double points_a_cell = 2;

typedef struct corner {
    double x, y;
} corner;

/* What is left of a disc about the origin, convex. */
typedef struct lens {
    GArray *corners, *spare; /* corner */
    double farthest;         /* of them, squared */
} lens;

typedef struct crowd {
    const double *x, *y;
    size_t n;
    amont_cells cells;
    size_t *first_of; /* cell c holds points[first_of[c]] .. points[first_of[c + 1] - 1] */
    size_t *points;
    double radius;
    GArray **corners; /* of each chunk: corner, all its points' one after the other */
    size_t *n_corners;
} crowd;

/* --- one point --- */

static corner at(const lens *l, guint i) {
    return g_array_index(l->corners, corner, i < l->corners->len ? i : 0);
}

static void find_farthest(lens *l) {
    l->farthest = 0;
    for (guint i = 0; i < l->corners->len; i++)
        l->farthest = fmax(l->farthest, at(l, i).x * at(l, i).x + at(l, i).y * at(l, i).y);
}

static void open_disc(lens *l, double radius) {
    const double step = 2 * G_PI / AMONT_DISC_SIDES;
    double outer = radius * sqrt(step / sin(step)); /* the polygon has the area of the disc */
    g_array_set_size(l->corners, 0);
    for (size_t i = 0; i < AMONT_DISC_SIDES; i++) {
        corner c = {outer * cos(step * (double)i), outer * sin(step * (double)i)};
        g_array_append_val(l->corners, c);
    }
    find_farthest(l);
}

/* Keeps what is nearer to the origin than to (dx, dy). */
static void cut(lens *l, double dx, double dy) {
    double half = (dx * dx + dy * dy) / 2;
    if (half >= 2 * l->farthest)
        return;
    g_array_set_size(l->spare, 0);
    for (guint i = 0; i < l->corners->len; i++) {
        corner a = at(l, i), b = at(l, i + 1);
        double beyond_a = a.x * dx + a.y * dy - half, beyond_b = b.x * dx + b.y * dy - half;
        if (beyond_a <= 0)
            g_array_append_val(l->spare, a);
        if ((beyond_a < 0 && beyond_b > 0) || (beyond_a > 0 && beyond_b < 0)) {
            double share = beyond_a / (beyond_a - beyond_b);
            corner between = {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
            g_array_append_val(l->spare, between);
        }
    }
    GArray *kept = l->spare;
    l->spare = l->corners;
    l->corners = kept;
    find_farthest(l);
}

static void cut_by_cell(const crowd *c, size_t column, size_t row, size_t point, lens *l) {
    size_t cell = row * c->cells.n_columns + column;
    for (size_t i = c->first_of[cell]; i < c->first_of[cell + 1] && l->corners->len > 0; i++) {
        size_t other = c->points[i];
        double dx = c->x[other] - c->x[point], dy = c->y[other] - c->y[point];
        if (other == point)
            continue;
        if (dx != 0 || dy != 0)
            cut(l, dx, dy);
        else if (other < point)
            g_array_set_size(l->corners, 0); /* the place is taken */
    }
}

/* The cells at `steps` columns or rows from the point's; false when none is on the grid. */
static bool cut_by_ring(const crowd *c, size_t point, size_t steps, lens *l) {
    size_t column = amont_cells_column(&c->cells, c->x[point]);
    size_t row = amont_cells_row(&c->cells, c->y[point]);
    size_t left = column - MIN(steps, column), bottom = row - MIN(steps, row);
    size_t right = MIN(column + steps, c->cells.n_columns - 1);
    size_t top = MIN(row + steps, c->cells.n_rows - 1);
    bool any = false;
    for (size_t r = bottom; r <= top; r++) {
        bool whole_row = r + steps == row || r == row + steps;
        for (size_t k = left; k <= right; k++) {
            if (!whole_row && k + steps != column && k != column + steps) {
                k = column + steps - 1; /* across the ring */
                continue;
            }
            any = true;
            cut_by_cell(c, k, r, point, l);
        }
    }
    return any;
}

/* After a ring of `steps` every point nearer than `steps` cells was asked; a hundredth of a cell is
 * left to the rounding of cells. */
static void cut_by_neighbours(const crowd *c, size_t point, lens *l) {
    bool more = true;
    for (size_t steps = 0; more && l->corners->len > 0; steps++) {
        more = cut_by_ring(c, point, steps, l);
        double seen = ((double)steps - 0.01) * c->cells.size;
        more = more && (steps == 0 || seen * seen < 4 * l->farthest);
    }
}

/* --- all of them --- */

static amont_box box_of(const double *x, const double *y, size_t n) {
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t i = 0; i < n; i++)
        box = amont_box_union(box, (amont_box){x[i], y[i], x[i], y[i]});
    return box;
}

static void sort_into_cells(crowd *c) {
    size_t n_cells = c->cells.n_columns * c->cells.n_rows;
    c->first_of = g_new0(size_t, n_cells + 2);
    c->points = g_new(size_t, c->n + 1);
    g_autofree size_t *cell_of_point = g_new(size_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        cell_of_point[i] = amont_cells_row(&c->cells, c->y[i]) * c->cells.n_columns +
                           amont_cells_column(&c->cells, c->x[i]);
        c->first_of[cell_of_point[i] + 2]++;
    }
    for (size_t k = 2; k < n_cells + 2; k++)
        c->first_of[k] += c->first_of[k - 1];
    for (size_t i = 0; i < c->n; i++)
        c->points[c->first_of[cell_of_point[i] + 1]++] = i;
}

static void cut_chunk(size_t index, void *data) {
    crowd *c = data;
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(corner));
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(corner));
    g_autoptr(GArray) spare = g_array_new(FALSE, FALSE, sizeof(corner));
    lens l = {.corners = near, .spare = spare};
    size_t end = MIN((index + 1) * CHUNK, c->n);
    for (size_t point = index * CHUNK; point < end; point++) {
        open_disc(&l, c->radius);
        cut_by_neighbours(c, point, &l);
        c->n_corners[point] = l.corners->len;
        g_array_append_vals(corners, l.corners->data, l.corners->len);
    }
    near = l.corners; /* they may have changed places */
    spare = l.spare;
    c->corners[index] = corners;
}

static amont_shapes *put_together(const crowd *c, size_t n_chunks) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t k = 0, point = 0; k < n_chunks; k++) {
        const corner *at = (const corner *)(const void *)c->corners[k]->data;
        for (; point < MIN((k + 1) * CHUNK, c->n); point++) {
            amont_shapes_add_feature(builder);
            if (c->n_corners[point] == 0)
                continue;
            amont_shapes_add_part(builder);
            amont_shapes_add_ring(builder);
            for (size_t i = 0; i < c->n_corners[point]; i++, at++)
                amont_shapes_add_point(builder, c->x[point] + at->x, c->y[point] + at->y);
        }
        g_array_unref(c->corners[k]);
    }
    return amont_shapes_finish(builder);
}

amont_shapes *amont_discs_dissolve(const double *x, const double *y, size_t n, double radius) {
    g_assert(radius > 0);
    amont_box box = box_of(x, y, n);
    double area = n > 0 ? (box.max_x - box.min_x) * (box.max_y - box.min_y) : 0;
    double size = fmax(sqrt(area * points_a_cell / (double)MAX(n, 1)), radius / cells_a_radius);
    size_t n_chunks = (n + CHUNK - 1) / CHUNK;
    g_autofree GArray **corners = g_new0(GArray *, n_chunks + 1);
    g_autofree size_t *n_corners = g_new0(size_t, n + 1);
    crowd c = {.x = x,
               .y = y,
               .n = n,
               .cells = amont_cells_over(box, size, (double)n / points_a_cell + 1),
               .radius = radius,
               .corners = corners,
               .n_corners = n_corners};
    sort_into_cells(&c);
    amont_pool_run(amont_pool_threads(), n_chunks, cut_chunk, &c);
    amont_shapes *shapes = put_together(&c, n_chunks);
    g_free(c.first_of);
    g_free(c.points);
    return shapes;
}
