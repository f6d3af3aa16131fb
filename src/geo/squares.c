/* The territory is halved along lines of the grid, first into rows, then rows into cells (GEOS,
 * OverlayNG), until what is left of it is a whole rectangle or one cell: work grows with the length
 * of its limits, not with its area. */
#include "amont/squares.h"

#include "geo/geos.h"

#include <math.h>

static const double least_area = 1e-6, rounding = 1e-9;

typedef struct cutting {
    amont_geos *geos;
    double cell;
    size_t most;
    amont_shapes_builder *builder;
    GArray *left, *bottom; /* double */
} cutting;

/* Columns left .. right - 1 and rows bottom .. top - 1. */
typedef struct cells {
    int64_t left, bottom, right, top;
} cells;

static amont_box box_of(const cutting *c, cells r) {
    return (amont_box){(double)r.left * c->cell, (double)r.bottom * c->cell,
                       (double)r.right * c->cell, (double)r.top * c->cell};
}

static bool add_cell(cutting *c, int64_t column, int64_t row, GError **error) {
    double left = (double)column * c->cell, bottom = (double)row * c->cell;
    if (c->left->len >= c->most)
        return amont_fail(error, AMONT_ERROR_CONFIG,
                          "more than %zu cells would lie on the territory", c->most);
    g_array_append_val(c->left, left);
    g_array_append_val(c->bottom, bottom);
    amont_shapes_add_feature(c->builder);
    return true;
}

/* ---- whole squares ------------------------------------------------------------------------- */

/* A row of whole squares: the rectangle itself, but for rounding. */
static bool is_whole(const cutting *c, const GEOSGeometry *ground, cells r) {
    enum { CORNERS = 5 };
    GEOSContextHandle_t geos = c->geos->handle;
    amont_box box = box_of(c, r);
    double area = 0, whole = (box.max_x - box.min_x) * (box.max_y - box.min_y);
    if (GEOSGetNumGeometries_r(geos, ground) != 1 ||
        GEOSGetNumCoordinates_r(geos, ground) != CORNERS || !GEOSArea_r(geos, ground, &area))
        return false;
    return area >= whole * (1 - rounding);
}

static bool add_whole(cutting *c, cells r, GError **error) {
    for (int64_t column = r.left; column < r.right; column++) {
        if (!add_cell(c, column, r.bottom, error))
            return false;
        amont_box box = box_of(c, (cells){column, r.bottom, column + 1, r.bottom + 1});
        amont_shapes_add_part(c->builder);
        amont_shapes_add_ring(c->builder);
        amont_shapes_add_point(c->builder, box.min_x, box.min_y);
        amont_shapes_add_point(c->builder, box.max_x, box.min_y);
        amont_shapes_add_point(c->builder, box.max_x, box.max_y);
        amont_shapes_add_point(c->builder, box.min_x, box.max_y);
    }
    return true;
}

/* ---- cutting ------------------------------------------------------------------------------- */

static GEOSGeometry *meet(const cutting *c, const GEOSGeometry *ground, cells r) {
    GEOSContextHandle_t geos = c->geos->handle;
    amont_box box = box_of(c, r);
    GEOSGeometry *frame =
        GEOSGeom_createRectangle_r(geos, box.min_x, box.min_y, box.max_x, box.max_y);
    GEOSGeometry *common = frame ? GEOSIntersection_r(geos, ground, frame) : NULL;
    GEOSGeom_destroy_r(geos, frame);
    return common;
}

static bool add_cut(cutting *c, const GEOSGeometry *ground, cells r, GError **error) {
    double area = 0;
    if (!GEOSArea_r(c->geos->handle, ground, &area) || !(area > least_area))
        return true;
    return add_cell(c, r.left, r.bottom, error) &&
           amont_geos_append(c->geos, ground, AMONT_SHAPE_POLYGON, c->builder, error);
}

static bool cut(cutting *c, const GEOSGeometry *ground, cells r, GError **error);

static bool cut_half(cutting *c, const GEOSGeometry *ground, cells r, GError **error) {
    GEOSGeometry *half = meet(c, ground, r);
    if (!half)
        return amont_fail(error, AMONT_ERROR_DATA, "polygons cannot be cut: %s", c->geos->message);
    bool done = cut(c, half, r, error);
    GEOSGeom_destroy_r(c->geos->handle, half);
    return done;
}

static bool cut(cutting *c, const GEOSGeometry *ground, cells r, GError **error) {
    if (GEOSisEmpty_r(c->geos->handle, ground) ||
        GEOSGeom_getDimensions_r(c->geos->handle, ground) < 2)
        return true;
    cells first = r, second = r;
    if (r.top - r.bottom > 1) {
        first.top = second.bottom = r.bottom + (r.top - r.bottom) / 2;
    } else {
        if (is_whole(c, ground, r))
            return add_whole(c, r, error);
        if (r.right - r.left == 1)
            return add_cut(c, ground, r, error);
        first.right = second.left = r.left + (r.right - r.left) / 2;
    }
    return cut_half(c, ground, first, error) && cut_half(c, ground, second, error);
}

/* ---- the grid ------------------------------------------------------------------------------ */

/* Where GEOS rounds the places at which limits meet the lines of the grid, they are put on them:
 * both neighbours then have the same. */
static double on_line(double coordinate, double start, double cell) {
    const double nearly = 1e-6;
    if (fabs(coordinate - start) < nearly)
        return start;
    double end = (round(start / cell) + 1) * cell;
    return fabs(coordinate - end) < nearly ? end : coordinate;
}

static void straighten(amont_squares *grid) {
    amont_shapes *s = grid->shapes;
    for (size_t f = 0; f < s->n_features; f++) {
        size_t end = s->point_of[s->ring_of[s->part_of[f + 1]]];
        for (size_t i = s->point_of[s->ring_of[s->part_of[f]]]; i < end; i++) {
            s->x[i] = on_line(s->x[i], grid->left[f], grid->cell);
            s->y[i] = on_line(s->y[i], grid->bottom[f], grid->cell);
        }
    }
}

static cells cells_of(amont_box box, double cell) {
    return (cells){(int64_t)floor(box.min_x / cell), (int64_t)floor(box.min_y / cell),
                   (int64_t)ceil(box.max_x / cell), (int64_t)ceil(box.max_y / cell)};
}

static bool cut_territory(cutting *c, const amont_shapes *territory, GError **error) {
    if (territory->n_features == 0 || territory->n_parts == 0)
        return true;
    double area = amont_shapes_area(territory, 0);
    if (area / (c->cell * c->cell) > (double)c->most) /* it would be known after much work */
        return amont_fail(error, AMONT_ERROR_CONFIG,
                          "more than %zu cells would lie on the territory", c->most);
    GEOSGeometry *ground = amont_geos_feature(c->geos, territory, 0);
    return cut_half(c, ground, cells_of(amont_shapes_box(territory, 0), c->cell), error);
}

amont_squares *amont_squares_cut(const amont_shapes *zones, const bool *keep, double cell,
                                 size_t most, GError **error) {
    g_assert(zones->type == AMONT_SHAPE_POLYGON && cell > 0);
    g_autoptr(amont_shapes) territory = amont_shapes_dissolve(zones, keep, error);
    if (!territory)
        return NULL;
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) bottom = g_array_new(FALSE, FALSE, sizeof(double));
    cutting c = {geos, cell, most, builder, left, bottom};
    if (!cut_territory(&c, territory, error))
        return NULL;
    amont_squares *grid = g_new0(amont_squares, 1);
    grid->cell = cell;
    grid->shapes = amont_shapes_finish(g_steal_pointer(&builder));
    grid->left = (double *)(void *)g_array_free(g_steal_pointer(&left), FALSE);
    grid->bottom = (double *)(void *)g_array_free(g_steal_pointer(&bottom), FALSE);
    straighten(grid);
    return grid;
}

void amont_squares_free(amont_squares *grid) {
    if (!grid)
        return;
    amont_shapes_free(grid->shapes);
    g_free(grid->left);
    g_free(grid->bottom);
    g_free(grid);
}
