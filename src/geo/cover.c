/* The signed-edge integral of the overlay (geo/window.c), along rows of unit cells. An edge that
 * passes through a cell from height a to height b covers, of that cell, what is to its right,
 *
 *     (b - a) (1 - mean of x within the cell)
 *
 * and of every cell further right (b - a); the sign tells on which side the polygon lies. So each
 * cell takes a `fraction` of its own and a `height` for those behind it, and one walk along the row
 * adds up: cells that no edge touches are never looked at one by one.
 *
 *         +-----+-----+-----+
 *         |     |  /##|#####|      height of the edge in the cell: 1
 *         |     | /###|#####|      mean of x: 0.4
 *         +-----+-----+-----+      fractions: 0, 0.6, 1
 *
 * An edge is always walked upwards, whichever polygon it belongs to: neighbours get the same terms.
 */
#include "amont/cover.h"

#include <math.h>
#include <string.h>

static const double nothing = 1e-12; /* of a cell */

struct amont_cover {
    amont_lattice lattice;
    double sign; /* of interiors: to the left of an edge in the plane, to its right in the grid */
    double step; /* heights are multiples of it */
    size_t n_features;
    size_t *ring_of;  /* rings of feature f: ring_of[f] .. ring_of[f + 1] - 1 */
    size_t *point_of; /* as in shapes */
    double *x, *y;    /* in the grid */
    amont_box *boxes; /* of each feature */
};

/* ---- the grid ------------------------------------------------------------------------------ */

static double determinant(const amont_lattice *lattice) {
    const double *t = lattice->transform;
    return t[1] * t[5] - t[2] * t[4];
}

bool amont_lattice_is_sound(const amont_lattice *lattice) {
    for (size_t i = 0; i < G_N_ELEMENTS(lattice->transform); i++)
        if (!isfinite(lattice->transform[i]))
            return false;
    return isnormal(determinant(lattice)) && lattice->columns > 0 && lattice->rows > 0 &&
           lattice->columns <= AMONT_LATTICE_MOST && lattice->rows <= AMONT_LATTICE_MOST;
}

double amont_lattice_cell_area(const amont_lattice *lattice) {
    return fabs(determinant(lattice));
}

amont_box amont_lattice_box(const amont_lattice *lattice) {
    const double *t = lattice->transform;
    amont_box box = AMONT_BOX_EMPTY;
    for (int corner = 0; corner < 4; corner++) {
        double column = corner & 1 ? (double)lattice->columns : 0;
        double row = corner & 2 ? (double)lattice->rows : 0;
        double x = t[0] + column * t[1] + row * t[2], y = t[3] + column * t[4] + row * t[5];
        box = amont_box_union(box, (amont_box){x, y, x, y});
    }
    return box;
}

/* A multiple of the step, nearest; beyond 2^52 steps every double is one. */
static double snap(const amont_cover *cover, double value) {
    return rint(value / cover->step) * cover->step;
}

static void place_point(amont_cover *cover, size_t point, double x, double y) {
    const double *t = cover->lattice.transform;
    double dx = x - t[0], dy = y - t[3], d = determinant(&cover->lattice);
    bool is_straight = t[2] == 0 && t[4] == 0;
    double column = is_straight ? dx / t[1] : (t[5] * dx - t[2] * dy) / d;
    double row = is_straight ? dy / t[5] : (t[1] * dy - t[4] * dx) / d;
    cover->x[point] = snap(cover, column);
    cover->y[point] = snap(cover, row);
}

/* So fine that all coordinates within the grid are exact. */
static double choose_step(const amont_lattice *lattice) {
    int exponent = 0;
    frexp((double)MAX(lattice->columns, lattice->rows), &exponent);
    return ldexp(1, exponent - 51);
}

amont_cover *amont_cover_new(const amont_shapes *polygons, const amont_lattice *lattice) {
    g_assert(polygons->type == AMONT_SHAPE_POLYGON && amont_lattice_is_sound(lattice));
    amont_cover *cover = g_new0(amont_cover, 1);
    cover->lattice = *lattice;
    cover->sign = determinant(lattice) < 0 ? 1 : -1;
    cover->step = choose_step(lattice);
    cover->n_features = polygons->n_features;
    cover->ring_of = g_new(size_t, polygons->n_features + 1);
    for (size_t f = 0; f <= polygons->n_features; f++)
        cover->ring_of[f] = polygons->ring_of[polygons->part_of[f]];
    cover->point_of = g_memdup2(polygons->point_of, (polygons->n_rings + 1) * sizeof(size_t));
    cover->x = g_new(double, polygons->n_points + 1);
    cover->y = g_new(double, polygons->n_points + 1);
    for (size_t i = 0; i < polygons->n_points; i++)
        place_point(cover, i, polygons->x[i], polygons->y[i]);
    cover->boxes = g_new(amont_box, polygons->n_features + 1);
    for (size_t f = 0; f < polygons->n_features; f++) {
        cover->boxes[f] = AMONT_BOX_EMPTY;
        for (size_t i = cover->point_of[cover->ring_of[f]];
             i < cover->point_of[cover->ring_of[f + 1]]; i++)
            cover->boxes[f] = amont_box_union(
                cover->boxes[f], (amont_box){cover->x[i], cover->y[i], cover->x[i], cover->y[i]});
    }
    return cover;
}

void amont_cover_free(amont_cover *cover) {
    if (!cover)
        return;
    g_free(cover->ring_of);
    g_free(cover->point_of);
    g_free(cover->x);
    g_free(cover->y);
    g_free(cover->boxes);
    g_free(cover);
}

/* ---- edges --------------------------------------------------------------------------------- */

/* One row of a view, and the way through it of one edge, upwards. */
typedef struct pass {
    const amont_cover *cover;
    amont_cover_view *view;
    double *fraction, *heights; /* of the row */
    double sign;
} pass;

/* A piece within one column, whose cell covers `share` of what is beside it. */
static void add_piece(const pass *p, size_t column, double share, double height) {
    size_t at = column - p->view->first_column;
    if (at >= p->view->n_columns)
        return;
    p->fraction[at] += p->sign * height * share;
    p->heights[at] += p->sign * height;
}

static double within(double value, double least, double most) {
    return value < least ? least : value > most ? most : value;
}

/* From x = `left` to `right`, which are within the view's columns or beyond its end, of an edge
 * that starts at `origin` with height 0: from column to column. */
static void add_columns(const pass *p, double origin, double left, double right, double reached,
                        double total) {
    double slope = total / (right - origin), at = left;
    size_t column = (size_t)left, end = p->view->first_column + p->view->n_columns;
    while ((double)(column + 1) < right && column < end) {
        double border = (double)(column + 1);
        double height = within(snap(p->cover, slope * (border - origin)), reached, total);
        add_piece(p, column, border - (at + border) / 2, height - reached);
        column++;
        at = border;
        reached = height;
    }
    add_piece(p, column, (double)(column + 1) - (at + right) / 2, total - reached);
}

/* From (ax, ay) to (bx, by) within the row. What is beyond the view on the left covers all of it,
 * what is beyond on the right nothing. */
static void add_in_row(const pass *p, double ax, double ay, double bx, double by) {
    double first = (double)p->view->first_column, end = first + (double)p->view->n_columns;
    double left = fmin(ax, bx), right = fmax(ax, bx), total = by - ay;
    if (left >= end)
        return;
    if (right <= first) {
        add_piece(p, p->view->first_column, 1, total);
    } else if (left < first) {
        double slope = total / (right - left);
        double beyond = within(snap(p->cover, slope * (first - left)), 0, total);
        add_piece(p, p->view->first_column, 1, beyond);
        add_columns(p, left, first, right, beyond, total);
    } else {
        add_columns(p, left, left, right, 0, total);
    }
}

/* From (ax, ay) up to (bx, by), in the rows of the view. */
static void add_upwards(pass *p, double ax, double ay, double bx, double by) {
    double first = (double)p->view->first_row, end = first + (double)p->view->n_rows;
    double slope = (bx - ax) / (by - ay);
    if (by <= first || ay >= end)
        return;
    double from = fmax(ay, first), x = from == ay ? ax : ax + (from - ay) * slope;
    size_t last = (size_t)fmin(ceil(by), end);
    for (size_t row = (size_t)from; row < last; row++) {
        double to = fmin(by, (double)(row + 1)), next = to == by ? bx : ax + (to - ay) * slope;
        size_t offset = (row - p->view->first_row) * p->view->n_columns;
        p->fraction = p->view->fraction + offset;
        p->heights = p->view->heights + offset;
        add_in_row(p, x, from, next, to);
        from = to;
        x = next;
    }
}

static void add_feature(const amont_cover *cover, size_t feature, amont_cover_view *view) {
    pass p = {.cover = cover, .view = view};
    for (size_t ring = cover->ring_of[feature]; ring < cover->ring_of[feature + 1]; ring++)
        for (size_t i = cover->point_of[ring]; i + 1 < cover->point_of[ring + 1]; i++) {
            double ax = cover->x[i], ay = cover->y[i], bx = cover->x[i + 1], by = cover->y[i + 1];
            p.sign = by > ay ? cover->sign : -cover->sign;
            if (by > ay)
                add_upwards(&p, ax, ay, bx, by);
            else if (by < ay)
                add_upwards(&p, bx, by, ax, ay);
        }
}

/* ---- a view -------------------------------------------------------------------------------- */

static double settled(double fraction) {
    return fraction < nothing ? 0 : fraction > 1 - nothing ? 1 : fraction;
}

static void sum_row(double *fraction, const double *heights, size_t n) {
    double behind = 0;
    for (size_t i = 0; i < n; i++) {
        fraction[i] = settled(behind + fraction[i]);
        behind += heights[i];
    }
}

static void make_room(amont_cover_view *view) {
    size_t n = view->n_rows * view->n_columns;
    if (n > view->room) {
        view->room = n;
        view->fraction = g_renew(double, view->fraction, n);
        view->heights = g_renew(double, view->heights, n);
    }
    memset(view->fraction, 0, n * sizeof(double));
    memset(view->heights, 0, n * sizeof(double));
}

bool amont_cover_rows(const amont_cover *cover, size_t feature, size_t first_row, size_t n_rows,
                      amont_cover_view *view) {
    amont_box box = cover->boxes[feature];
    double top = (double)first_row, bottom = (double)MIN(first_row + n_rows, cover->lattice.rows);
    double width = (double)cover->lattice.columns;
    if (amont_box_is_empty(box) || box.max_y <= top || box.min_y >= bottom || box.max_x <= 0 ||
        box.min_x >= width)
        return false;
    view->first_row = (size_t)fmax(top, floor(box.min_y));
    view->n_rows = (size_t)fmin(bottom, ceil(box.max_y)) - view->first_row;
    view->first_column = (size_t)fmax(0, floor(box.min_x));
    view->n_columns = (size_t)fmin(width, ceil(box.max_x)) - view->first_column;
    if (view->n_rows == 0 || view->n_columns == 0)
        return false;
    make_room(view);
    add_feature(cover, feature, view);
    for (size_t row = 0; row < view->n_rows; row++)
        sum_row(view->fraction + row * view->n_columns, view->heights + row * view->n_columns,
                view->n_columns);
    return true;
}

void amont_cover_view_clear(amont_cover_view *view) {
    g_free(view->fraction);
    g_free(view->heights);
    *view = (amont_cover_view){0};
}
