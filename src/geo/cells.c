/* An edge is cut by the rows it meets, in floating point: its part in a row lies between its
 * abscissas at the two limits of the row, each taken MARGIN outwards. A nearly horizontal edge,
 * whose abscissas would be badly known, is noted all along in its one or two rows. */
#include "geo/cells.h"

#define MARGIN (1.0 / 4096) /* of a cell */
#define FINEST 0x1p20       /* units in the last place */

static double last_place(amont_box box) {
    double largest =
        fmax(fmax(fabs(box.min_x), fabs(box.max_x)), fmax(fabs(box.min_y), fabs(box.max_y)));
    return nextafter(largest, INFINITY) - largest;
}

static size_t steps_over(double length, double size) {
    double steps = length / size;
    return steps < (double)UINT32_MAX ? (size_t)steps + 1 : 1;
}

amont_cells amont_cells_over(amont_box box, double size, double n_most) {
    if (amont_box_is_empty(box))
        return (amont_cells){.box = box};
    double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    size = fmax(size, sqrt(width / n_most * height));
    size = fmax(size, fmax(width, height) / n_most);
    size = fmax(size, FINEST * last_place(box));
    return (amont_cells){.box = box,
                         .size = size,
                         .per_unit = 1 / size,
                         .n_columns = steps_over(width, size),
                         .n_rows = steps_over(height, size)};
}

typedef struct span {
    double from, to;
} span;

static span span_of(double a, double b) {
    return a < b ? (span){a, b} : (span){b, a};
}

/* The abscissas of the part of an edge in a row; all in cells from the corner of the grid. */
static span part_in_row(amont_edge edge, span x, span y, double slope, size_t row) {
    double low = MAX(y.from, (double)row - MARGIN);
    double high = MIN(y.to, (double)(row + 1) + MARGIN);
    span part = span_of(edge.ax + (low - edge.ay) * slope, edge.ax + (high - edge.ay) * slope);
    return (span){MAX(part.from, x.from), MIN(part.to, x.to)};
}

static void enter_row(const amont_cells *cells, size_t row, span x, uint32_t number, uint32_t *next,
                      uint32_t *entries) {
    size_t last = amont_cells_step(x.to + MARGIN, cells->n_columns);
    for (size_t c = amont_cells_step(x.from - MARGIN, cells->n_columns); c <= last; c++) {
        uint32_t entry = next[row * cells->n_columns + c]++;
        if (entries)
            entries[entry] = number;
    }
}

void amont_cells_enter(const amont_cells *cells, amont_edge edge, uint32_t number, uint32_t *next,
                       uint32_t *entries) {
    amont_edge in_cells = {(edge.ax - cells->box.min_x) * cells->per_unit,
                           (edge.ay - cells->box.min_y) * cells->per_unit,
                           (edge.bx - cells->box.min_x) * cells->per_unit,
                           (edge.by - cells->box.min_y) * cells->per_unit};
    span x = span_of(in_cells.ax, in_cells.bx), y = span_of(in_cells.ay, in_cells.by);
    size_t first = amont_cells_step(y.from - MARGIN, cells->n_rows);
    size_t last = amont_cells_step(y.to + MARGIN, cells->n_rows);
    if (first == last || y.to - y.from < MARGIN) {
        for (size_t row = first; row <= last; row++)
            enter_row(cells, row, x, number, next, entries);
        return;
    }
    double slope = (in_cells.bx - in_cells.ax) / (in_cells.by - in_cells.ay);
    for (size_t row = first; row <= last; row++)
        enter_row(cells, row, part_in_row(in_cells, x, y, slope, row), number, next, entries);
}
