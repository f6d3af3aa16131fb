/* What the files of this folder share about a closed chain of coordinates. */
#ifndef AMONT_GEO_RING_H
#define AMONT_GEO_RING_H

#include <stddef.h>

/* Signed area: positive when the ring runs counter-clockwise. The last point repeats the first. */
double amont_ring_area(const double *x, const double *y, size_t n);

#endif
