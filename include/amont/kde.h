/* folder: analysis */
/* Density of places by a kernel: how many there are per km², smoothly.
 *
 * The kernel is the biweight (quartic) one in two dimensions (Silverman 1986, Density Estimation
 * for Statistics and Data Analysis, 4.2.1, eq. 4.5): 3 / (pi h²) (1 - (d/h)²)² within the radius h,
 * 0 beyond. What of a place's kernel lies outside the territory is given back inside it: each is
 * divided by its mass in the territory, so that the density adds up to the number of places. The
 * mass is exact: the integral of the kernel over a polygon, edge by edge.
 */
#ifndef AMONT_KDE_H
#define AMONT_KDE_H

#include "amont/contour.h"

/* Places of the plane in metres. */
typedef struct amont_kde_places {
    const double *x, *y;
    size_t n;
} amont_kde_places;

/* The kernel's integral over feature 0 of `territory`, 0 to 1. */
double amont_kde_mass(const amont_shapes *territory, double x, double y, double radius_m);

/* Places per km² at the nodes of `surface`, whatever was there. Places lie in the territory; their
 * order and the number of threads change nothing. */
void amont_kde(amont_surface *surface, const amont_shapes *territory,
               const amont_kde_places *places, double radius_m);

#endif
