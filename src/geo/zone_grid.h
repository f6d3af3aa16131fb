/* The grid over the zones that answers for most features at once: which cells lie wholly in a
 * zone, in none, or on borders. */
#ifndef AMONT_GEO_ZONE_GRID_H
#define AMONT_GEO_ZONE_GRID_H

#include "amont/shapes.h"

#define AMONT_CELL_EMPTY (-1)
#define AMONT_CELL_MIXED (-2)

typedef struct amont_zone_grid {
    amont_box extent; /* of the zones; what is beyond lies in none */
    double cell;      /* side of a cell */
    size_t columns, rows;
    gint32 *sole;     /* of each cell: the zone that alone fills it, or AMONT_CELL_EMPTY, _MIXED */
    bool *open;       /* of each cell: an edge without a twin passes, or no zone is there */
    size_t *entry_of; /* cell c: entries[entry_of[c]] .. entries[entry_of[c + 1] - 1] */
    guint32 *entries; /* 2 * zone, + 1 when the zone fills the cell; ascending */
} amont_zone_grid;

/* Over the features order[0 .. n_order - 1]; zones are numbered by their rank in `order`. */
amont_zone_grid *amont_zone_grid_new(const amont_shapes *zones, const size_t *order,
                                     size_t n_order);
void amont_zone_grid_free(amont_zone_grid *grid);

/* The cells, included, that a box meets; of what is beyond the extent, the nearest. */
typedef struct amont_span {
    size_t left, bottom, right, top;
} amont_span;
amont_span amont_zone_grid_span(const amont_zone_grid *grid, amont_box box);

/* For each point of `zones`: whether the edge that starts there, in a feature of `order`, has no
 * twin: no edge of another from its end to its start. */
bool *amont_zone_rim(const amont_shapes *zones, const size_t *order, size_t n_order);

#endif
