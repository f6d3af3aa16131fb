/* The pole of inaccessibility of a polygon of few vertices: by the search that GEOS makes, on flat
 * arrays and without an index, ten times as fast where there are some dozens of them. */
#ifndef AMONT_GEO_POLE_H
#define AMONT_GEO_POLE_H

#include "amont/shapes.h"

/* Of the largest part of a polygon feature: a place farther from every border than any other, to
 * within a 200th of its short side. False where it has too many vertices, is too thin for the
 * search, or this ends outside. */
bool amont_pole_find(const amont_shapes *shapes, size_t feature, double *x, double *y,
                     double *radius);

/* How much deeper another place may be (see anchor.c); 0 for a polygon too thin to be searched. */
double amont_pole_tolerance(amont_box box, double area, double perimeter);

#endif
