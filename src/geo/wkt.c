/* Shapes from well-known text (OGC 06-103r4), read by GEOS. The type of the layer is that of the
 * texts, empty ones included; a collection counts as what it is made of. */
#include "geo/geos.h"

#define NO_TYPE (-1) /* what GEOS says of an empty collection */

static bool read_text(amont_geos *geos, const char *text, GEOSGeometry **geometry) {
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos->handle);
    *geometry = amont_geos_keep(geos, GEOSWKTReader_read_r(geos->handle, reader, text));
    GEOSWKTReader_destroy_r(geos->handle, reader);
    return *geometry != NULL;
}

/* Whether a geometry is all of `*type`, which is set by the first one that has a type. */
static bool agree(amont_geos *geos, const GEOSGeometry *geometry, int *type) {
    if (GEOSGeomTypeId_r(geos->handle, geometry) == GEOS_GEOMETRYCOLLECTION) {
        int n = GEOSGetNumGeometries_r(geos->handle, geometry);
        for (int i = 0; i < n; i++)
            if (!agree(geos, GEOSGetGeometryN_r(geos->handle, geometry, i), type))
                return false;
        return true;
    }
    int own = GEOSGeom_getDimensions_r(geos->handle, geometry);
    if (*type == NO_TYPE)
        *type = own;
    return own == *type;
}

amont_shapes *amont_shapes_from_wkt(const char *const *texts, size_t n, GError **error) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autofree GEOSGeometry **geometries = g_new0(GEOSGeometry *, n);
    int type = NO_TYPE;
    for (size_t i = 0; i < n; i++) {
        if (!read_text(geos, texts[i], &geometries[i])) {
            amont_fail(error, AMONT_ERROR_DATA, "geometry %zu is not well-known text: %s", i + 1,
                       geos->message);
            return NULL;
        }
        if (!agree(geos, geometries[i], &type)) {
            amont_fail(error, AMONT_ERROR_DATA,
                       "geometry %zu is of another type than those before it", i + 1);
            return NULL;
        }
    }
    amont_shape_type known = type == NO_TYPE ? AMONT_SHAPE_POLYGON : (amont_shape_type)type;
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(known);
    for (size_t i = 0; i < n; i++) {
        amont_shapes_add_feature(builder);
        if (!amont_geos_append(geos, geometries[i], known, builder, error))
            return NULL;
    }
    return amont_shapes_finish(g_steal_pointer(&builder));
}
