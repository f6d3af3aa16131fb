/* folder: geo */
/* Coverages: whether polygons that should share their borders do. An overlap is land that two
 * features claim, a gap is land enclosed by features that none claims. */
#ifndef AMONT_COVERAGE_H
#define AMONT_COVERAGE_H

#include "amont/shapes.h"

typedef struct amont_coverage_fault {
    bool is_gap;
    size_t first, second; /* an overlap: the two features; a gap: one that touches it, twice */
    double area;          /* square units */
    double x, y;          /* a point of it */
    bool is_sliver;       /* narrow: 4π area / perimeter² under 0.05 (isoperimetric quotient) */
} amont_coverage_fault;

/* Every overlap and gap of at least `least_area`, greatest first, as amont_coverage_fault; valid
 * polygons only. Pairs are found by an STR-tree, areas by GEOS's intersection and union. */
GArray *amont_coverage_check(const amont_shapes *shapes, double least_area, GError **error);

#endif
