/* The cell of a point is what the lines halfway to its neighbours leave of a square about its disc,
 * then of the disc. Neighbours are taken from a grid, ring of cells by ring: those farther than
 * twice the farthest corner of what is left cannot cut any more, so that few are asked however
 * dense the points are. All coordinates are relative to the point: both sides of a common line are
 * cut at the same place. */
#include "amont/discs.h"

#include "amont/pool.h"
#include "geo/cells.h"

#include <math.h>

enum { CHUNK = 256, WAVE = 1 << 13 }; /* points */

static const double cells_a_radius = 64; /* at most: bounds the cells that a lone point asks */
static const double points_a_cell = 2;

typedef struct corner {
    double x, y;
    double dx, dy; /* the neighbour behind the side that starts here; none: (0, 0) */
} corner;

/* What is left about the origin, convex. */
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
    double outer;                      /* radius of the corners */
    corner disc[AMONT_DISC_SIDES];     /* the polygon of a disc */
    size_t first, end;                 /* the wave in hand */
    GArray *corners[WAVE / CHUNK + 1]; /* of each chunk: corner, of one point after the other */
    size_t *n_corners;                 /* of each point of the wave */
} crowd;

/* --- one point --- */

static corner *at(GArray *corners) {
    return (corner *)(void *)corners->data;
}

static void set_corners(lens *l, const corner *corners, guint n) {
    g_array_set_size(l->corners, 0);
    g_array_append_vals(l->corners, corners, n);
    l->farthest = 0;
    for (guint i = 0; i < n; i++)
        l->farthest = fmax(l->farthest, corners[i].x * corners[i].x + corners[i].y * corners[i].y);
}

static corner between(corner a, corner b, double share) {
    return (corner){a.x + share * (b.x - a.x), a.y + share * (b.y - a.y), a.dx, a.dy};
}

/* Keeps what is nearer to the origin than to (dx, dy). */
static void cut(lens *l, double dx, double dy) {
    double half = (dx * dx + dy * dy) / 2, farthest = 0;
    if (half >= 2 * l->farthest)
        return;
    guint n = l->corners->len, kept = 0;
    g_array_set_size(l->spare, n + 2);
    const corner *old = at(l->corners);
    corner *left = at(l->spare);
    for (guint i = 0; i < n; i++) {
        corner a = old[i], b = old[i + 1 < n ? i + 1 : 0];
        double beyond_a = a.x * dx + a.y * dy - half, beyond_b = b.x * dx + b.y * dy - half;
        bool crosses = (beyond_a < 0 && beyond_b > 0) || (beyond_a > 0 && beyond_b < 0);
        if (beyond_a <= 0)
            left[kept++] = a;
        if (crosses)
            left[kept++] = between(a, b, beyond_a / (beyond_a - beyond_b));
        if (beyond_a <= 0 && beyond_b > 0) { /* from here along the line */
            left[kept - 1].dx = dx;
            left[kept - 1].dy = dy;
        }
    }
    for (guint i = 0; i < kept; i++)
        farthest = fmax(farthest, left[i].x * left[i].x + left[i].y * left[i].y);
    g_array_set_size(l->spare, kept);
    GArray *corners = l->spare;
    l->spare = l->corners;
    l->corners = corners;
    l->farthest = farthest;
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
    double side = c->outer;
    const corner square[] = {
        {-side, -side, 0, 0}, {side, -side, 0, 0}, {side, side, 0, 0}, {-side, side, 0, 0}};
    set_corners(l, square, G_N_ELEMENTS(square));
    bool more = true;
    for (size_t steps = 0; more && l->corners->len > 0; steps++) {
        more = cut_by_ring(c, point, steps, l);
        double seen = ((double)steps - 0.01) * c->cells.size;
        double reach =
            fmin(4 * l->farthest, 4 * c->outer * c->outer); /* corners are off the disc */
        more = more && (steps == 0 || seen * seen < reach);
    }
}

/* Cuts the disc by the lines of the sides that are left, unless they leave less than the disc. */
static void cut_disc(const crowd *c, lens *l, lens *disc) {
    double inner = c->outer * cos(G_PI / AMONT_DISC_SIDES);
    if (l->corners->len == 0 || l->farthest <= inner * inner)
        return;
    set_corners(disc, c->disc, AMONT_DISC_SIDES);
    for (guint i = 0; i < l->corners->len; i++)
        if (at(l->corners)[i].dx != 0 || at(l->corners)[i].dy != 0)
            cut(disc, at(l->corners)[i].dx, at(l->corners)[i].dy);
    lens kept = *disc;
    *disc = *l;
    *l = kept;
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

static lens new_lens(void) {
    return (lens){.corners = g_array_new(FALSE, FALSE, sizeof(corner)),
                  .spare = g_array_new(FALSE, FALSE, sizeof(corner))};
}

static void clear_lens(lens *l) {
    g_array_unref(l->corners);
    g_array_unref(l->spare);
}

static void cut_chunk(size_t index, void *data) {
    crowd *c = data;
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(corner));
    lens l = new_lens(), disc = new_lens();
    size_t first = c->first + index * CHUNK, end = MIN(first + CHUNK, c->end);
    for (size_t point = first; point < end; point++) {
        cut_by_neighbours(c, point, &l);
        cut_disc(c, &l, &disc);
        c->n_corners[point - c->first] = l.corners->len;
        g_array_append_vals(corners, l.corners->data, l.corners->len);
    }
    clear_lens(&l);
    clear_lens(&disc);
    c->corners[index] = corners;
}

static void add_cell(const crowd *c, size_t point, const corner *corners, size_t n,
                     amont_shapes_builder *builder) {
    amont_shapes_add_feature(builder);
    if (n == 0)
        return;
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    for (size_t i = 0; i < n; i++)
        amont_shapes_add_point(builder, c->x[point] + corners[i].x, c->y[point] + corners[i].y);
}

static amont_shapes *cut_wave(crowd *c) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    size_t n_chunks = (c->end - c->first + CHUNK - 1) / CHUNK;
    amont_pool_run(amont_pool_threads(), n_chunks, cut_chunk, c);
    for (size_t k = 0, point = c->first; k < n_chunks; k++) {
        const corner *corners = at(c->corners[k]);
        for (; point < MIN(c->first + (k + 1) * CHUNK, c->end); point++) {
            size_t n = c->n_corners[point - c->first];
            add_cell(c, point, corners, n, builder);
            corners += n;
        }
        g_array_unref(c->corners[k]);
    }
    return amont_shapes_finish(builder);
}

static void prepare_disc(crowd *c, double radius) {
    const double step = 2 * G_PI / AMONT_DISC_SIDES;
    c->outer = radius * sqrt(step / sin(step)); /* the polygon has the area of the disc */
    for (size_t i = 0; i < AMONT_DISC_SIDES; i++)
        c->disc[i] =
            (corner){c->outer * cos(step * (double)i), c->outer * sin(step * (double)i), 0, 0};
}

static void prepare_cells(crowd *c, double radius) {
    amont_box box = box_of(c->x, c->y, c->n);
    double n = (double)MAX(c->n, 1);
    double area = c->n > 0 ? (box.max_x - box.min_x) * (box.max_y - box.min_y) : 0;
    double size = fmax(sqrt(area * points_a_cell / n), radius / cells_a_radius);
    c->cells = amont_cells_over(box, size, n / points_a_cell + 1);
    sort_into_cells(c);
}

bool amont_discs_each(const double *x, const double *y, size_t n, double radius,
                      amont_discs_take take, void *data) {
    g_assert(radius > 0);
    g_autofree size_t *n_corners = g_new(size_t, WAVE);
    g_autofree crowd *c = g_new0(crowd, 1);
    *c = (crowd){.x = x, .y = y, .n = n, .n_corners = n_corners};
    prepare_disc(c, radius);
    prepare_cells(c, radius);
    bool more = true;
    for (c->first = 0; more && c->first < n; c->first = c->end) {
        c->end = MIN(c->first + WAVE, n);
        g_autoptr(amont_shapes) discs = cut_wave(c);
        more = take(discs, data);
    }
    g_free(c->first_of);
    g_free(c->points);
    return more;
}
