/* What building a locator and asking it share.
 *
 * Each cell has a mark: the middle of its right side. A cell that no edge touches belongs to one
 * zone or to none. Of any other, the candidates are known, best first: the polygons whose edges
 * touch it, those edges, and whether the polygon holds the mark moved by (ε, δ) (geo/edge.h); last
 * the polygon that covers the whole cell, if any, behind which there is no need to look.
 */
#ifndef AMONT_GEO_LOCATOR_H
#define AMONT_GEO_LOCATOR_H

#include "amont/locator.h"
#include "geo/cells.h"

typedef struct candidate {
    uint32_t zone : 31;
    uint32_t is_last : 1;     /* of its cell */
    uint32_t first_edge : 31; /* its edges end where those of the next candidate begin */
    uint32_t holds_mark : 1;
} candidate;

#define HAS_CANDIDATES ((uint32_t)1 << 31)
#define NO_ZONE (HAS_CANDIDATES - 1)

typedef struct vertex {
    double x, y;
} vertex;

struct amont_locator {
    const amont_shapes *shapes;
    vertex
        *vertices; /* of the shapes, side by side: the two of an edge are mostly fetched at once */
    amont_cells cells;
    uint32_t *content;     /* of each cell: a zone, NO_ZONE, or HAS_CANDIDATES + its first one; and
                              NO_ZONE of what lies outside */
    candidate *candidates; /* and one more, where the edges of the last one end */
    uint32_t *edges;       /* an edge is known by its first point */
};

static inline double mark_x(const amont_cells *cells, size_t column) {
    return cells->box.min_x + (double)(column + 1) * cells->size;
}

static inline double mark_y(const amont_cells *cells, size_t row) {
    return cells->box.min_y + ((double)row + 0.5) * cells->size;
}

static inline amont_edge edge_at(const amont_locator *locator, size_t i) {
    const vertex *v = &locator->vertices[i];
    return (amont_edge){v[0].x, v[0].y, v[1].x, v[1].y};
}

/* Fills a locator that has its shapes. */
void amont_locator_build(amont_locator *locator, const size_t *order, size_t n_order);

#endif
