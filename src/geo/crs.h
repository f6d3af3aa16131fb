/* PROJ: what the files of this folder share about it. A coordinate reference system is kept as its
 * text alone and PROJ objects are made in the context of the thread, operations once for each pair
 * of definitions: nothing is shared between threads, and the database of PROJ is opened once in
 * each. */
#ifndef AMONT_GEO_CRS_H
#define AMONT_GEO_CRS_H

#include "amont/crs.h"

#include <geodesic.h>
#include <proj.h>

struct amont_crs {
    char *definition, *name;
    bool projected;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PJ, proj_destroy)

/* The thread's context, which prints nothing and never uses the network; it goes with the thread.
 */
PJ_CONTEXT *amont_crs_context(void);

/* The horizontal part of what a definition says, or NULL. */
PJ *amont_crs_open(PJ_CONTEXT *context, const char *definition);

/* The operation between the horizontal parts of two definitions, in x, y order; NULL when there is
 * none. Borrowed: it goes with the thread, because to find one takes PROJ ten milliseconds. */
PJ *amont_crs_operation(const char *from, const char *to);

/* Whether coordinates in x, y order are the same in both. */
bool amont_crs_equal(PJ_CONTEXT *context, const PJ *a, const PJ *b);

/* The way from a plane to its own ellipsoid, opened once for many points. */
typedef struct amont_globe {
    PJ_CONTEXT *context;
    PJ *plane, *geographic, *operation;
    double degrees; /* in the unit of `geographic` */
    struct geod_geodesic ellipsoid;
} amont_globe;
amont_globe *amont_globe_open(const amont_crs *crs, GError **error);
void amont_globe_close(amont_globe *globe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_globe, amont_globe_close)

/* Turns n coordinates into longitudes (x) and latitudes (y) in degrees; code DATA on failure. */
bool amont_globe_locate(amont_globe *globe, double *x, double *y, size_t n, GError **error);

#endif
