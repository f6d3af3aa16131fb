/* The zone locator. A uniform grid over the boxes of the zones names the few that may hold a point;
 * each is decided by counting the edges that a ray towards larger x crosses (an edge counts when
 * exactly one of its ends is above the ray). On which side of an edge a point lies is read from the
 * rounded determinant when its error bound allows (J. R. Shewchuk, Adaptive precision
 * floating-point arithmetic and fast robust geometric predicates, 1997), else asked of GEOS. */
#include "amont/locator.h"
#include "geo/geos.h"

#include <float.h>
#include <math.h>

#define LARGEST_SIDE ((size_t)512)

typedef enum place { OUTSIDE, INSIDE, BORDER } place;

struct amont_locator {
    const amont_shapes *shapes;
    size_t n_zones;
    size_t *zones;    /* features, best first: the position in this array is a rank */
    amont_box *boxes; /* of each rank */
    amont_box extent;
    size_t side;     /* cells along x and along y */
    size_t *cell_of; /* cell c holds ranks[cell_of[c]] .. ranks[cell_of[c + 1] - 1], ascending */
    size_t *ranks;
};

/* --- the grid --- */

static size_t step(double value, double min, double max, size_t side) {
    double steps = (value - min) / (max - min) * (double)side;
    if (!(steps > 0)) /* also when the extent is flat */
        return 0;
    return steps < (double)side ? (size_t)steps : side - 1;
}

typedef struct span {
    size_t left, bottom, right, top; /* cells, included */
} span;

static span span_of(const amont_locator *locator, amont_box box) {
    const amont_box *e = &locator->extent;
    return (span){step(box.min_x, e->min_x, e->max_x, locator->side),
                  step(box.min_y, e->min_y, e->max_y, locator->side),
                  step(box.max_x, e->min_x, e->max_x, locator->side),
                  step(box.max_y, e->min_y, e->max_y, locator->side)};
}

static size_t count_entries(const amont_locator *locator) {
    size_t n = 0;
    for (size_t rank = 0; rank < locator->n_zones; rank++) {
        if (amont_box_is_empty(locator->boxes[rank]))
            continue;
        span s = span_of(locator, locator->boxes[rank]);
        n += (s.right - s.left + 1) * (s.top - s.bottom + 1);
    }
    return n;
}

/* About one cell a zone, but fewer when the boxes overlap so much that the lists would grow. */
static size_t choose_side(amont_locator *locator) {
    locator->side = MIN((size_t)sqrt((double)locator->n_zones) + 1, LARGEST_SIDE);
    while (locator->side > 1 && count_entries(locator) > 16 * locator->n_zones)
        locator->side /= 2;
    return locator->side;
}

/* Adds one to `next` of each cell that a zone's box meets; notes the zone there when there is room.
 */
static void enter_zones(const amont_locator *locator, size_t *next, size_t *ranks) {
    for (size_t rank = 0; rank < locator->n_zones; rank++) {
        if (amont_box_is_empty(locator->boxes[rank]))
            continue;
        span s = span_of(locator, locator->boxes[rank]);
        for (size_t row = s.bottom; row <= s.top; row++)
            for (size_t column = s.left; column <= s.right; column++) {
                size_t entry = next[row * locator->side + column]++;
                if (ranks)
                    ranks[entry] = rank;
            }
    }
}

static void fill_grid(amont_locator *locator) {
    size_t n_cells = locator->side * locator->side;
    g_autofree size_t *next = g_new0(size_t, n_cells);
    enter_zones(locator, next, NULL);
    locator->cell_of = g_new0(size_t, n_cells + 1);
    for (size_t c = 0; c < n_cells; c++) {
        locator->cell_of[c + 1] = locator->cell_of[c] + next[c];
        next[c] = locator->cell_of[c];
    }
    locator->ranks = g_new(size_t, locator->cell_of[n_cells]);
    enter_zones(locator, next, locator->ranks);
}

amont_locator *amont_locator_new(const amont_shapes *shapes, const size_t *order, size_t n_order) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON);
    amont_locator *locator = g_new0(amont_locator, 1);
    locator->shapes = shapes;
    locator->n_zones = n_order;
    locator->zones = g_new(size_t, n_order);
    locator->boxes = g_new(amont_box, n_order);
    locator->extent = AMONT_BOX_EMPTY;
    for (size_t rank = 0; rank < n_order; rank++) {
        locator->zones[rank] = order[rank];
        locator->boxes[rank] = amont_shapes_box(shapes, order[rank]);
        locator->extent = amont_box_union(locator->extent, locator->boxes[rank]);
    }
    locator->side = choose_side(locator);
    fill_grid(locator);
    return locator;
}

void amont_locator_free(amont_locator *locator) {
    if (!locator)
        return;
    g_free(locator->zones);
    g_free(locator->boxes);
    g_free(locator->cell_of);
    g_free(locator->ranks);
    g_free(locator);
}

/* --- one zone --- */

static int exact_side(double ax, double ay, double bx, double by, double x, double y) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    return GEOSOrientationIndex_r(geos->handle, ax, ay, bx, by, x, y);
}

/* 1 when (x, y) is left of the edge from a up to b, -1 right, 0 on its line. */
static int side_of(double ax, double ay, double bx, double by, double x, double y) {
    double left = (ax - x) * (by - y), right = (ay - y) * (bx - x);
    double bound = (3 + 8 * DBL_EPSILON) * (DBL_EPSILON / 2) * (fabs(left) + fabs(right));
    double determinant = left - right;
    if (determinant > bound)
        return 1;
    if (determinant < -bound)
        return -1;
    return exact_side(ax, ay, bx, by, x, y);
}

/* What an edge tells of a point: on it (BORDER), its ray crosses it (INSIDE), or nothing. */
static place meet_edge(double ax, double ay, double bx, double by, double x, double y) {
    if ((ax == x && ay == y) || (bx == x && by == y))
        return BORDER;
    if (ay == by)
        return ay == y && x > fmin(ax, bx) && x < fmax(ax, bx) ? BORDER : OUTSIDE;
    if ((ay > y) == (by > y) || x > fmax(ax, bx))
        return OUTSIDE;
    if (x < fmin(ax, bx))
        return INSIDE;
    /* always upwards, so that two zones get the same answer from the edge they share */
    int side = ay < by ? side_of(ax, ay, bx, by, x, y) : side_of(bx, by, ax, ay, x, y);
    return side == 0 ? BORDER : side > 0 ? INSIDE : OUTSIDE;
}

static place place_in_part(const amont_shapes *shapes, size_t part, double x, double y) {
    bool inside = false;
    for (size_t r = shapes->ring_of[part]; r < shapes->ring_of[part + 1]; r++)
        for (size_t i = shapes->point_of[r]; i + 1 < shapes->point_of[r + 1]; i++) {
            place met =
                meet_edge(shapes->x[i], shapes->y[i], shapes->x[i + 1], shapes->y[i + 1], x, y);
            if (met == BORDER)
                return BORDER;
            inside ^= met == INSIDE;
        }
    return inside ? INSIDE : OUTSIDE;
}

static place place_in_zone(const amont_shapes *shapes, size_t zone, double x, double y) {
    for (size_t p = shapes->part_of[zone]; p < shapes->part_of[zone + 1]; p++) {
        place found = place_in_part(shapes, p, x, y);
        if (found != OUTSIDE)
            return found;
    }
    return OUTSIDE;
}

size_t amont_locator_find(const amont_locator *locator, double x, double y, bool *on_border) {
    if (on_border)
        *on_border = false;
    if (!amont_box_holds(locator->extent, x, y))
        return AMONT_NO_ZONE;
    span at = span_of(locator, (amont_box){x, y, x, y});
    size_t cell = at.bottom * locator->side + at.left;
    for (size_t e = locator->cell_of[cell]; e < locator->cell_of[cell + 1]; e++) {
        size_t rank = locator->ranks[e];
        if (!amont_box_holds(locator->boxes[rank], x, y))
            continue;
        place found = place_in_zone(locator->shapes, locator->zones[rank], x, y);
        if (found == OUTSIDE)
            continue;
        if (on_border)
            *on_border = found == BORDER;
        return locator->zones[rank];
    }
    return AMONT_NO_ZONE;
}
