/* The bridge between flat arrays and GEOS geometries. The session owns every geometry made in it,
 * so that callers return early without clean-up; only what goes into a collection belongs to that
 * collection. Making a geometry from finished shapes cannot fail: rings are closed and long enough.
 */
#include "geo/geos.h"

#include <limits.h>
#include <math.h>

static void remember(const char *message, void *data) {
    amont_geos *geos = data;
    g_free(geos->message);
    geos->message = g_strdup(message);
}

amont_geos *amont_geos_open(void) {
    amont_geos *geos = g_new0(amont_geos, 1);
    geos->handle = GEOS_init_r();
    geos->kept = g_ptr_array_new();
    geos->message = g_strdup("");
    GEOSContext_setErrorMessageHandler_r(geos->handle, remember, geos);
    return geos;
}

void amont_geos_close(amont_geos *geos) {
    if (!geos)
        return;
    amont_geos_forget(geos);
    g_ptr_array_unref(geos->kept);
    GEOS_finish_r(geos->handle);
    g_free(geos->message);
    g_free(geos);
}

GEOSGeometry *amont_geos_keep(amont_geos *geos, GEOSGeometry *geometry) {
    if (geometry)
        g_ptr_array_add(geos->kept, geometry);
    return geometry;
}

void amont_geos_forget(amont_geos *geos) {
    for (guint i = 0; i < geos->kept->len; i++)
        GEOSGeom_destroy_r(geos->handle, geos->kept->pdata[i]);
    g_ptr_array_set_size(geos->kept, 0);
}

static GEOSGeometry *ring_geometry(amont_geos *geos, const amont_shapes *shapes, size_t ring) {
    size_t first = shapes->point_of[ring];
    size_t n = shapes->point_of[ring + 1] - first;
    g_assert(n <= UINT_MAX);
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromArrays_r(
        geos->handle, shapes->x + first, shapes->y + first, NULL, NULL, (unsigned)n);
    GEOSGeometry *geometry = GEOSGeom_createLinearRing_r(geos->handle, points);
    g_assert(geometry);
    return geometry;
}

static GEOSGeometry *part_geometry(amont_geos *geos, const amont_shapes *shapes, size_t part) {
    size_t shell = shapes->ring_of[part];
    size_t n_holes = shapes->ring_of[part + 1] - shell - 1;
    g_assert(n_holes <= UINT_MAX);
    g_autofree GEOSGeometry **holes = g_new(GEOSGeometry *, n_holes);
    for (size_t h = 0; h < n_holes; h++)
        holes[h] = ring_geometry(geos, shapes, shell + 1 + h);
    GEOSGeometry *geometry = GEOSGeom_createPolygon_r(
        geos->handle, ring_geometry(geos, shapes, shell), holes, (unsigned)n_holes);
    g_assert(geometry);
    return geometry;
}

static void collect_parts(amont_geos *geos, const amont_shapes *shapes, size_t feature,
                          GPtrArray *parts) {
    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1]; p++)
        g_ptr_array_add(parts, part_geometry(geos, shapes, p));
}

static GEOSGeometry *multipolygon(amont_geos *geos, GPtrArray *parts) {
    GEOSGeometry *geometry =
        parts->len == 0 ? GEOSGeom_createEmptyCollection_r(geos->handle, GEOS_MULTIPOLYGON)
                        : GEOSGeom_createCollection_r(geos->handle, GEOS_MULTIPOLYGON,
                                                      (GEOSGeometry **)parts->pdata, parts->len);
    g_assert(geometry);
    return amont_geos_keep(geos, geometry);
}

GEOSGeometry *amont_geos_feature(amont_geos *geos, const amont_shapes *shapes, size_t feature) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON && feature < shapes->n_features);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    collect_parts(geos, shapes, feature, parts);
    return multipolygon(geos, parts);
}

GEOSGeometry *amont_geos_features(amont_geos *geos, const amont_shapes *shapes, const bool *keep) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (size_t f = 0; f < shapes->n_features; f++)
        if (!keep || keep[f])
            collect_parts(geos, shapes, f, parts);
    return multipolygon(geos, parts);
}

static bool append_chain(amont_geos *geos, const GEOSGeometry *chain, amont_shapes_builder *builder,
                         GError **error) {
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos->handle, chain);
    unsigned n = 0;
    GEOSCoordSeq_getSize_r(geos->handle, points, &n);
    g_autofree double *x = g_new(double, n), *y = g_new(double, n);
    GEOSCoordSeq_copyToArrays_r(geos->handle, points, x, y, NULL, NULL);
    amont_shapes_add_ring(builder);
    for (unsigned i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return amont_fail(error, AMONT_ERROR_DATA, "a coordinate is not finite");
        amont_shapes_add_point(builder, x[i], y[i]);
    }
    return true;
}

static bool append_polygon(amont_geos *geos, const GEOSGeometry *polygon,
                           amont_shapes_builder *builder, GError **error) {
    const GEOSGeometry *shell = GEOSGetExteriorRing_r(geos->handle, polygon);
    if (!append_chain(geos, shell, builder, error))
        return false;
    int n_holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
    for (int h = 0; h < n_holes; h++) {
        const GEOSGeometry *hole = GEOSGetInteriorRingN_r(geos->handle, polygon, h);
        if (!append_chain(geos, hole, builder, error))
            return false;
    }
    return true;
}

static bool append_simple(amont_geos *geos, const GEOSGeometry *geometry, amont_shape_type type,
                          amont_shapes_builder *builder, GError **error) {
    if (GEOSGeom_getDimensions_r(geos->handle, geometry) != (int)type)
        return true;
    amont_shapes_add_part(builder);
    return type == AMONT_SHAPE_POLYGON ? append_polygon(geos, geometry, builder, error)
                                       : append_chain(geos, geometry, builder, error);
}

bool amont_geos_append(amont_geos *geos, const GEOSGeometry *geometry, amont_shape_type type,
                       amont_shapes_builder *builder, GError **error) {
    if (GEOSisEmpty_r(geos->handle, geometry))
        return true;
    int kind = GEOSGeomTypeId_r(geos->handle, geometry);
    if (kind < GEOS_MULTIPOINT)
        return append_simple(geos, geometry, type, builder, error);
    int n = GEOSGetNumGeometries_r(geos->handle, geometry);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *member = GEOSGetGeometryN_r(geos->handle, geometry, i);
        if (!amont_geos_append(geos, member, type, builder, error))
            return false;
    }
    return true;
}
