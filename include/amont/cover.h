/* folder: geo */
/* Cover: which fraction of each cell of a raster a polygon covers.
 *
 *     amont_lattice lattice = {.columns = 500, .rows = 400, .transform = {x0, 20, 0, y0, 0, -20}};
 *     g_autoptr(amont_cover) cover = amont_cover_new(zones, &lattice);
 *     amont_cover_view view = {0};
 *     if (amont_cover_rows(cover, zone, first_row, n_rows, &view)) ... view.fraction[...]
 *     amont_cover_view_clear(&view);
 *
 * The fraction is that of exactextract (https://isciences.github.io/exactextract): the area that a
 * cell and the polygon have in common, over the area of the cell. No cell is decided by its centre.
 *
 * Exactness. Vertices are brought into the plane of the grid, where cells are unit squares, by the
 * inverse of its affine transform, under which ratios of areas stay what they are: grids may be
 * turned and sheared. There they are moved to the next multiple of a power of two, at most 2^-30 of
 * a cell away. What edges cover to their right is then summed up cell by cell along each row: the
 * heights that pass from cell to cell are multiples of that power and add up without rounding, so
 * that a cell wholly inside is covered by exactly 1, one wholly outside by exactly 0; in the others
 * the error is some 1e-16 for each edge there. Fractions within 1e-12 of 0 or 1 are made so. Of two
 * polygons that share an edge, the fractions of a cell on it add up to 1 within the same.
 *
 * Polygons are valid (amont_shapes_invalid).
 */
#ifndef AMONT_COVER_H
#define AMONT_COVER_H

#include "amont/shapes.h"

/* The coordinates of the corner of cells (column, row), from 0, are, as in GDAL,
 *
 *     x = transform[0] + column * transform[1] + row * transform[2]
 *     y = transform[3] + column * transform[4] + row * transform[5]
 */
typedef struct amont_lattice {
    size_t columns, rows; /* at most 2^20 each */
    double transform[6];
} amont_lattice;

/* The greatest number of columns, and of rows. */
#define AMONT_LATTICE_MOST ((size_t)1 << 20)

/* Does the transform lead to a plane: finite, and not flat? */
bool amont_lattice_is_sound(const amont_lattice *lattice);

/* The area of a cell, and the box of the whole grid. */
double amont_lattice_cell_area(const amont_lattice *lattice);
amont_box amont_lattice_box(const amont_lattice *lattice);

typedef struct amont_cover amont_cover;

/* Copies what it needs. */
amont_cover *amont_cover_new(const amont_shapes *polygons, const amont_lattice *lattice);
void amont_cover_free(amont_cover *cover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_cover, amont_cover_free)

/* The cells of some rows that a polygon may cover: fraction[(row - first_row) * n_columns + column
 * - first_column]. Begin with a zeroed one, to be filled again and again. */
typedef struct amont_cover_view {
    size_t first_row, n_rows, first_column, n_columns;
    double *fraction;
    double *heights; /* of edges that pass, by cell */
    size_t room;
} amont_cover_view;

/* False when the polygon covers nothing in these rows. May be called by several threads, each with
 * a view of its own. */
bool amont_cover_rows(const amont_cover *cover, size_t feature, size_t first_row, size_t n_rows,
                      amont_cover_view *view);
void amont_cover_view_clear(amont_cover_view *view);

#endif
