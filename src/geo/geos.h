/* GEOS: the one door to it.
 *
 * A session holds a reentrant context, the geometries made in it, and the message of the last
 * failure. Each public function that needs GEOS opens its own: that is what makes them thread-safe.
 *
 *     g_autoptr(amont_geos) geos = amont_geos_open();
 *     GEOSGeometry *zone = amont_geos_feature(geos, shapes, f);
 *     GEOSGeometry *hull = amont_geos_keep(geos, GEOSConvexHull_r(geos->handle, zone));
 */
#ifndef AMONT_GEO_GEOS_H
#define AMONT_GEO_GEOS_H

#include "amont/shapes.h"

#include <geos_c.h>

typedef struct amont_geos {
    GEOSContextHandle_t handle;
    GPtrArray *kept;
    char *message; /* of the last failure, "" before any */
} amont_geos;

amont_geos *amont_geos_open(void);
void amont_geos_close(amont_geos *geos);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_geos, amont_geos_close)

/* Gives a geometry to the session and returns it; NULL, the sign of a failure, passes through. */
GEOSGeometry *amont_geos_keep(amont_geos *geos, GEOSGeometry *geometry);

/* Frees what is kept, for loops over features. */
void amont_geos_forget(amont_geos *geos);

/* A polygon feature, or all whose flag is set (all when NULL), as one kept multipolygon. */
GEOSGeometry *amont_geos_feature(amont_geos *geos, const amont_shapes *shapes, size_t feature);
GEOSGeometry *amont_geos_features(amont_geos *geos, const amont_shapes *shapes, const bool *keep);

/* Appends the points, lines or polygons of a geometry as parts of the builder's last feature; what
 * is of another type is left out. A coordinate that is not finite is an error of code DATA. */
bool amont_geos_append(amont_geos *geos, const GEOSGeometry *geometry, amont_shape_type type,
                       amont_shapes_builder *builder, GError **error);

#endif
