/* Each zone marks the cells that its edges may pass, with a margin far above rounding and far below
 * the side of a cell; along the middle of each row of cells its edges are counted with their sign
 * where they cross it, which tells of the unmarked cells whether the zone fills them. (A crossing
 * lies in a marked cell; the cell where rounding puts it is marked as well.) All in coordinates
 * from the corner of the extent. */
#include "geo/zone_grid.h"

#include <math.h>

#define MOST_CELLS ((size_t)1 << 20)
#define CELLS_PER_ZONE ((size_t)128)
#define LEAST_CELLS ((size_t)4096)

static const double margin = 1e-6; /* of a cell */

typedef struct entry {
    size_t cell;
    guint32 code;
} entry;

enum { PASSED = 1, PASSED_BY_RIM = 2 };

typedef struct drawing {
    amont_zone_grid *grid;
    const amont_shapes *zones;
    const bool *is_rim;
    GArray *entries; /* entry, by zone */
    amont_span span; /* of the zone in hand */
    size_t columns;  /* of the span */
    guint8 *marks;   /* of each cell of the span */
    gint32 *turns;   /* what crossings in the cell add to the winding number right of it */
} drawing;

static size_t step(double offset, double cell, size_t n) {
    double steps = offset / cell;
    if (!(steps > 0))
        return 0;
    return steps < (double)n ? (size_t)steps : n - 1;
}

amont_span amont_zone_grid_span(const amont_zone_grid *grid, amont_box box) {
    const amont_box *e = &grid->extent;
    return (amont_span){step(box.min_x - e->min_x, grid->cell, grid->columns),
                        step(box.min_y - e->min_y, grid->cell, grid->rows),
                        step(box.max_x - e->min_x, grid->cell, grid->columns),
                        step(box.max_y - e->min_y, grid->cell, grid->rows)};
}

/* --- size --- */

static void set_cells(amont_zone_grid *grid, size_t n_cells) {
    bool none = amont_box_is_empty(grid->extent);
    double width = none ? 0 : grid->extent.max_x - grid->extent.min_x;
    double height = none ? 0 : grid->extent.max_y - grid->extent.min_y;
    double longest = fmax(width, height);
    grid->cell = fmax(sqrt(width) * sqrt(height / (double)n_cells), longest / (double)n_cells);
    if (!(grid->cell > 0)) /* a point */
        grid->cell = 1;
    grid->columns = (size_t)(width / grid->cell) + 1;
    grid->rows = (size_t)(height / grid->cell) + 1;
}

static size_t cells_of_spans(const amont_zone_grid *grid, const amont_box *boxes, size_t n_boxes) {
    size_t n = 0;
    for (size_t b = 0; b < n_boxes; b++) {
        amont_span s = amont_zone_grid_span(grid, boxes[b]);
        if (!amont_box_is_empty(boxes[b]))
            n += (s.right - s.left + 1) * (s.top - s.bottom + 1);
    }
    return n;
}

/* A hundred cells a zone (the optimum is flat), but fewer when zones overlap so much that the lists
 * would grow. */
static void choose_cells(amont_zone_grid *grid, const amont_box *boxes, size_t n_boxes) {
    size_t n_cells =
        CLAMP(n_boxes, LEAST_CELLS / CELLS_PER_ZONE, MOST_CELLS / CELLS_PER_ZONE) * CELLS_PER_ZONE;
    set_cells(grid, n_cells);
    while (n_cells > 1 && cells_of_spans(grid, boxes, n_boxes) > 8 * (n_cells + n_boxes)) {
        n_cells /= 4;
        set_cells(grid, n_cells);
    }
}

/* --- one zone --- */

/* An edge, upwards or downwards, from the corner of the extent. */
typedef struct leg {
    double ax, ay, bx, by;
    guint8 mark;
} leg;

static size_t cell_in_span(const drawing *d, size_t column, size_t row) {
    size_t c = CLAMP(column, d->span.left, d->span.right) - d->span.left;
    size_t r = CLAMP(row, d->span.bottom, d->span.top) - d->span.bottom;
    return r * d->columns + c;
}

static double within(double value, double a, double b) {
    return fmax(fmin(a, b), fmin(fmax(a, b), value));
}

/* Where the leg is at x, for x beyond its ends at the end. */
static double height_at(const leg *l, double x) {
    double at = within(x, l->ax, l->bx);
    double share = (at - l->ax) / (l->bx - l->ax);
    return within(l->ay + share * (l->by - l->ay), l->ay, l->by);
}

static void mark_column(drawing *d, const leg *l, size_t column) {
    const amont_zone_grid *g = d->grid;
    double slack = margin * g->cell, low = fmin(l->ay, l->by), high = fmax(l->ay, l->by);
    if (l->ax != l->bx) {
        double start = height_at(l, (double)column * g->cell - slack);
        double end = height_at(l, (double)(column + 1) * g->cell + slack);
        low = fmin(start, end);
        high = fmax(start, end);
    }
    size_t last = step(high + slack, g->cell, g->rows);
    for (size_t row = step(low - slack, g->cell, g->rows); row <= last; row++)
        d->marks[cell_in_span(d, column, row)] |= l->mark;
}

static void count_crossings(drawing *d, const leg *l) {
    const amont_zone_grid *g = d->grid;
    if (l->ay == l->by)
        return;
    double low = fmin(l->ay, l->by), high = fmax(l->ay, l->by);
    size_t last = step(high, g->cell, g->rows);
    for (size_t row = step(low, g->cell, g->rows); row <= last; row++) {
        double middle = ((double)row + 0.5) * g->cell;
        if (middle < low || middle >= high)
            continue;
        double share = (middle - l->ay) / (l->by - l->ay);
        double x = within(l->ax + share * (l->bx - l->ax), l->ax, l->bx);
        size_t cell = cell_in_span(d, step(x, g->cell, g->columns), row);
        d->marks[cell] |= l->mark;
        d->turns[cell] += l->ay < l->by ? -1 : 1;
    }
}

static void draw_leg(drawing *d, const leg *l) {
    const amont_zone_grid *g = d->grid;
    double slack = margin * g->cell;
    size_t last = step(fmax(l->ax, l->bx) + slack, g->cell, g->columns);
    for (size_t c = step(fmin(l->ax, l->bx) - slack, g->cell, g->columns); c <= last; c++)
        mark_column(d, l, c);
    count_crossings(d, l);
}

static void draw_ring(drawing *d, size_t ring) {
    const amont_shapes *s = d->zones;
    double x0 = d->grid->extent.min_x, y0 = d->grid->extent.min_y;
    for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
        leg l = {s->x[i] - x0, s->y[i] - y0, s->x[i + 1] - x0, s->y[i + 1] - y0,
                 d->is_rim[i] ? PASSED | PASSED_BY_RIM : PASSED};
        draw_leg(d, &l);
    }
}

static void note_cells(drawing *d, guint32 zone) {
    for (size_t row = d->span.bottom; row <= d->span.top; row++) {
        gint32 winding = 0;
        for (size_t column = d->span.left; column <= d->span.right; column++) {
            size_t at = cell_in_span(d, column, row), cell = row * d->grid->columns + column;
            bool passed = d->marks[at] != 0;
            if (d->marks[at] & PASSED_BY_RIM)
                d->grid->open[cell] = true;
            entry e = {cell, 2 * zone + !passed};
            if (passed || winding > 0)
                g_array_append_val(d->entries, e);
            winding += d->turns[at];
        }
    }
}

static void draw_zone(drawing *d, size_t feature, amont_box box, guint32 zone) {
    double slack = 2 * margin * d->grid->cell;
    d->span = amont_zone_grid_span(d->grid, amont_box_grow(box, slack));
    d->columns = d->span.right - d->span.left + 1;
    size_t n_cells = d->columns * (d->span.top - d->span.bottom + 1);
    g_autofree guint8 *marks = d->marks = g_new0(guint8, n_cells);
    g_autofree gint32 *turns = d->turns = g_new0(gint32, n_cells);
    const amont_shapes *s = d->zones;
    for (size_t p = s->part_of[feature]; p < s->part_of[feature + 1]; p++)
        for (size_t r = s->ring_of[p]; r < s->ring_of[p + 1]; r++)
            draw_ring(d, r);
    note_cells(d, zone);
}

/* --- all zones --- */

static void sort_entries(amont_zone_grid *grid, const GArray *entries) {
    size_t n_cells = grid->columns * grid->rows;
    grid->entry_of = g_new0(size_t, n_cells + 2);
    grid->entries = g_new(guint32, entries->len + 1);
    const entry *all = (const entry *)(const void *)entries->data;
    for (guint e = 0; e < entries->len; e++)
        grid->entry_of[all[e].cell + 2]++;
    for (size_t c = 2; c < n_cells + 2; c++)
        grid->entry_of[c] += grid->entry_of[c - 1];
    for (guint e = 0; e < entries->len; e++)
        grid->entries[grid->entry_of[all[e].cell + 1]++] = all[e].code;
}

static void sum_up_cells(amont_zone_grid *grid) {
    size_t n_cells = grid->columns * grid->rows;
    grid->sole = g_new(gint32, n_cells);
    for (size_t c = 0; c < n_cells; c++) {
        size_t first = grid->entry_of[c], n = grid->entry_of[c + 1] - first;
        grid->sole[c] = n == 0                                 ? AMONT_CELL_EMPTY
                        : n == 1 && (grid->entries[first] & 1) ? (gint32)(grid->entries[first] / 2)
                                                               : AMONT_CELL_MIXED;
        grid->open[c] = grid->open[c] || n == 0;
    }
}

amont_zone_grid *amont_zone_grid_new(const amont_shapes *zones, const size_t *order,
                                     size_t n_order) {
    g_assert(n_order <= G_MAXINT32 / 2);
    amont_zone_grid *grid = g_new0(amont_zone_grid, 1);
    g_autofree amont_box *boxes = g_new(amont_box, n_order);
    grid->extent = AMONT_BOX_EMPTY;
    for (size_t z = 0; z < n_order; z++) {
        boxes[z] = amont_shapes_box(zones, order[z]);
        grid->extent = amont_box_union(grid->extent, boxes[z]);
    }
    choose_cells(grid, boxes, n_order);
    grid->open = g_new0(bool, grid->columns * grid->rows);
    g_autofree bool *is_rim = amont_zone_rim(zones, order, n_order);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(entry));
    drawing d = {.grid = grid, .zones = zones, .is_rim = is_rim, .entries = entries};
    for (size_t z = 0; z < n_order; z++)
        if (!amont_box_is_empty(boxes[z]))
            draw_zone(&d, order[z], boxes[z], (guint32)z);
    sort_entries(grid, entries);
    sum_up_cells(grid);
    return grid;
}

void amont_zone_grid_free(amont_zone_grid *grid) {
    if (!grid)
        return;
    g_free(grid->sole);
    g_free(grid->open);
    g_free(grid->entry_of);
    g_free(grid->entries);
    g_free(grid);
}
