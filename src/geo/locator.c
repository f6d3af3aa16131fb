/* Asking the zone locator. A polygon holds a point when a way from the point to the mark of its
 * cell crosses its edges an even number of times and it holds the mark, or an odd number and it
 * does not. The way goes up or down to the height of the mark, then along to it; it stays in the
 * cell, so the edges that touch the cell are all that it can cross. Both ends are moved by (ε, δ),
 * which changes nothing for a point that lies on no edge; one that does is found first. */
#include "geo/locator.h"

#include <string.h>

typedef enum place { OUTSIDE, INSIDE, BORDER } place;

typedef struct spot {
    double x, y, mark_x, mark_y;
} spot;

amont_locator *amont_locator_new(const amont_shapes *shapes, const size_t *order, size_t n_order) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON);
    g_assert(shapes->n_features < NO_ZONE && shapes->n_points <= UINT32_MAX);
    amont_locator *locator = g_new0(amont_locator, 1);
    locator->shapes = shapes;
    amont_locator_build(locator, order, n_order);
    return locator;
}

void amont_locator_free(amont_locator *locator) {
    if (!locator)
        return;
    g_free(locator->vertices);
    g_free(locator->content);
    g_free(locator->candidates);
    g_free(locator->edges);
    g_free(locator);
}

static bool is_crossed(amont_edge edge, const spot *s) {
    bool upright =
        amont_edge_is_above(edge, s->x, s->y) != amont_edge_is_above(edge, s->x, s->mark_y);
    bool level = amont_edge_is_right_of(edge, s->x, s->mark_y) !=
                 amont_edge_is_right_of(edge, s->mark_x, s->mark_y);
    return upright != level;
}

static place place_in(const amont_locator *locator, const candidate *c, const spot *s) {
    bool inside = c->holds_mark;
    for (uint32_t e = c[0].first_edge; e < c[1].first_edge; e++) {
        amont_edge edge = edge_at(locator, locator->edges[e]);
        if (amont_edge_holds(edge, s->x, s->y))
            return BORDER;
        inside ^= is_crossed(edge, s);
    }
    return inside ? INSIDE : OUTSIDE;
}

static uint32_t choose(const amont_locator *locator, size_t first, const spot *s, bool *on_border) {
    for (const candidate *c = &locator->candidates[first];; c++) {
        place found = place_in(locator, c, s);
        *on_border = found == BORDER;
        if (found != OUTSIDE)
            return c->zone;
        if (c->is_last)
            return NO_ZONE;
    }
}

/* The cell of a point; behind the last one for a point outside the grid, also for NaN. */
static inline size_t cell_of(const amont_cells *cells, double x, double y) {
    const amont_box *box = &cells->box;
    if (!(x >= box->min_x && x <= box->max_x && y >= box->min_y && y <= box->max_y))
        return cells->n_rows * cells->n_columns;
    return amont_cells_row(cells, y) * cells->n_columns + amont_cells_column(cells, x);
}

static uint32_t zone_at(const amont_locator *locator, uint32_t content, double x, double y,
                        bool *on_border) {
    *on_border = false;
    if (!(content & HAS_CANDIDATES))
        return content;
    const amont_cells *cells = &locator->cells;
    spot s = {x, y, mark_x(cells, amont_cells_column(cells, x)),
              mark_y(cells, amont_cells_row(cells, y))};
    return choose(locator, content - HAS_CANDIDATES, &s, on_border);
}

size_t amont_locator_find(const amont_locator *locator, double x, double y, bool *on_border) {
    bool border = false;
    uint32_t zone =
        zone_at(locator, locator->content[cell_of(&locator->cells, x, y)], x, y, &border);
    if (on_border)
        *on_border = border;
    return zone == NO_ZONE ? AMONT_NO_ZONE : zone;
}

/* Points of a block whose cells have candidates. What their decisions will read is asked for ahead,
 * from list to list, so that the waits for memory overlap. */
enum { BLOCK = 256 };

typedef struct block {
    size_t n;
    size_t undecided[BLOCK];
} block;

static void fetch_edges(const amont_locator *locator, const candidate *first) {
    const candidate *last = first;
    while (!last->is_last)
        last++;
    for (uint32_t e = first->first_edge; e < last[1].first_edge; e++)
        __builtin_prefetch(&locator->vertices[locator->edges[e]]);
}

static void fetch_ahead(const amont_locator *locator, const block *b, const uint32_t *content) {
    const candidate *first = locator->candidates;
    for (size_t k = 0; k < b->n; k++)
        __builtin_prefetch(&first[content[b->undecided[k]] - HAS_CANDIDATES]);
    for (size_t k = 0; k < b->n; k++) {
        size_t edge = first[content[b->undecided[k]] - HAS_CANDIDATES].first_edge;
        __builtin_prefetch(&locator->edges[edge]);
    }
    for (size_t k = 0; k < b->n; k++)
        fetch_edges(locator, &first[content[b->undecided[k]] - HAS_CANDIDATES]);
}

static size_t find_block(const amont_locator *locator, const double *x, const double *y, size_t n,
                         uint32_t *zone, bool *on_border) {
    block b;
    b.n = 0;
    const uint32_t *content = locator->content;
    size_t cell[BLOCK];
    for (size_t i = 0; i < n; i++) {
        cell[i] = cell_of(&locator->cells, x[i], y[i]);
        __builtin_prefetch(&content[cell[i]]);
    }
    for (size_t i = 0; i < n; i++)
        zone[i] = content[cell[i]];
    for (size_t i = 0; i < n; i++) {
        b.undecided[b.n] = i;
        b.n += (zone[i] & HAS_CANDIDATES) != 0;
        zone[i] = zone[i] == NO_ZONE ? AMONT_OUTSIDE : zone[i];
    }
    if (on_border)
        memset(on_border, 0, n * sizeof *on_border);
    fetch_ahead(locator, &b, zone);
    size_t n_on_border = 0;
    for (size_t k = 0; k < b.n; k++) {
        size_t i = b.undecided[k];
        bool border = false;
        uint32_t found = zone_at(locator, zone[i], x[i], y[i], &border);
        zone[i] = found == NO_ZONE ? AMONT_OUTSIDE : found;
        n_on_border += border;
        if (on_border)
            on_border[i] = border;
    }
    return n_on_border;
}

size_t amont_locator_find_many(const amont_locator *locator, const double *x, const double *y,
                               size_t n, uint32_t *zone, bool *on_border) {
    size_t n_on_border = 0;
    for (size_t i = 0; i < n; i += BLOCK)
        n_on_border += find_block(locator, x + i, y + i, MIN(n - i, BLOCK), zone + i,
                                  on_border ? on_border + i : NULL);
    return n_on_border;
}
