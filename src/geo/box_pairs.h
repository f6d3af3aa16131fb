/* Pairs of features that may meet: what both the borders and the contacts of polygons are sought
 * among. */
#ifndef AMONT_GEO_BOX_PAIRS_H
#define AMONT_GEO_BOX_PAIRS_H

#include "amont/shapes.h"

#include <glib.h>
#include <stdbool.h>

typedef struct amont_box_pair {
    size_t first, second; /* features, first < second */
} amont_box_pair;

/* The pairs (amont_box_pair) whose boxes, each grown by `margin`, meet: of the features whose flag
 * is set (all when NULL) with all others, ordered by `first` and `second`. */
GArray *amont_box_pairs_find(const amont_shapes *shapes, const bool *wanted, double margin);

typedef struct amont_edge {
    double x[2], y[2];
} amont_edge;

amont_box amont_edge_box(const amont_edge *edge);

/* Whether the box of an edge meets another. */
bool amont_edge_is_near(const amont_edge *edge, amont_box box);

/* Replaces `edges` (amont_edge) by those of a feature that are near a box. */
void amont_box_pairs_gather(const amont_shapes *shapes, size_t feature, amont_box box,
                            GArray *edges);

#endif
