/* Validity, repair, union and intersection of polygon features, by GEOS. Repair is the structure
 * method of MakeValid (M. Davis, JTS GeometryFixer): shells are united, then holes taken off, which
 * keeps what the author of a ring most likely meant; the linework method would turn overlaps into
 * holes.
 */
#include "geo/geos.h"
#include "geo/rim.h"

#include <math.h>

char *amont_shapes_invalid(const amont_shapes *shapes, size_t feature, double *x, double *y) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *geometry = amont_geos_feature(geos, shapes, feature);
    char *reason = NULL;
    GEOSGeometry *place = NULL;
    char verdict = GEOSisValidDetail_r(geos->handle, geometry, 0, &reason, &place);
    amont_geos_keep(geos, place);
    char *copy = verdict == 1 ? NULL : g_strdup(reason ? reason : geos->message);
    GEOSFree_r(geos->handle, reason);
    if (verdict == 1)
        return copy;
    *x = *y = NAN;
    if (place) {
        GEOSGeomGetX_r(geos->handle, place, x);
        GEOSGeomGetY_r(geos->handle, place, y);
    }
    return copy;
}

static GEOSGeometry *made_valid(amont_geos *geos, const GEOSGeometry *geometry) {
    GEOSMakeValidParams *how = GEOSMakeValidParams_create_r(geos->handle);
    GEOSMakeValidParams_setMethod_r(geos->handle, how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos->handle, how, 0);
    GEOSGeometry *valid = GEOSMakeValidWithParams_r(geos->handle, geometry, how);
    GEOSMakeValidParams_destroy_r(geos->handle, how);
    return amont_geos_keep(geos, valid);
}

static void copy_feature(const amont_shapes *shapes, size_t feature,
                         amont_shapes_builder *builder) {
    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1]; p++) {
        amont_shapes_add_part(builder);
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++) {
            amont_shapes_add_ring(builder);
            for (size_t i = shapes->point_of[r]; i < shapes->point_of[r + 1]; i++)
                amont_shapes_add_point(builder, shapes->x[i], shapes->y[i]);
        }
    }
}

static bool repair_feature(amont_geos *geos, const amont_shapes *shapes, size_t feature,
                           bool doubtful, amont_shapes_builder *builder, GError **error) {
    const GEOSGeometry *geometry = doubtful ? amont_geos_feature(geos, shapes, feature) : NULL;
    if (!doubtful || GEOSisValid_r(geos->handle, geometry) == 1) {
        copy_feature(shapes, feature, builder);
        return true;
    }
    const GEOSGeometry *valid = made_valid(geos, geometry);
    if (!valid)
        return amont_fail(error, AMONT_ERROR_DATA, "geometry %zu cannot be made valid: %s",
                          feature + 1, geos->message);
    return amont_geos_append(geos, valid, AMONT_SHAPE_POLYGON, builder, error);
}

amont_shapes *amont_shapes_repair(const amont_shapes *shapes, double *changed, GError **error) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(shapes->type);
    g_autofree bool *doubtful = g_new0(bool, shapes->n_features + 1);
    if (shapes->type == AMONT_SHAPE_POLYGON)
        amont_shapes_find_doubtful(shapes, doubtful);
    for (size_t f = 0; f < shapes->n_features; f++) {
        amont_shapes_add_feature(builder);
        if (shapes->type != AMONT_SHAPE_POLYGON)
            copy_feature(shapes, f, builder);
        else if (!repair_feature(geos, shapes, f, doubtful[f], builder, error))
            return NULL;
        amont_geos_forget(geos);
    }
    amont_shapes *repaired = amont_shapes_finish(g_steal_pointer(&builder));
    for (size_t f = 0; changed && f < shapes->n_features; f++)
        changed[f] = amont_shapes_area(repaired, f) - amont_shapes_area(shapes, f);
    return repaired;
}

amont_shapes *amont_shapes_dissolve(const amont_shapes *shapes, const bool *keep, GError **error) {
    amont_shapes *plain = amont_rim(shapes, keep);
    if (plain)
        return plain;
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *apart = amont_geos_features(geos, shapes, keep);
    const GEOSGeometry *whole = amont_geos_keep(geos, GEOSUnaryUnion_r(geos->handle, apart));
    if (!whole) {
        amont_fail(error, AMONT_ERROR_DATA, "geometries cannot be united: %s", geos->message);
        return NULL;
    }
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(builder);
    if (!amont_geos_append(geos, whole, AMONT_SHAPE_POLYGON, builder, error))
        return NULL;
    return amont_shapes_finish(g_steal_pointer(&builder));
}

amont_shapes *amont_shapes_common(const amont_shapes *a, const amont_shapes *b, const size_t *of_a,
                                  const size_t *of_b, size_t n, GError **error) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t i = 0; i < n; i++) {
        const GEOSGeometry *first = amont_geos_feature(geos, a, of_a[i]);
        const GEOSGeometry *second = amont_geos_feature(geos, b, of_b[i]);
        const GEOSGeometry *common =
            amont_geos_keep(geos, GEOSIntersection_r(geos->handle, first, second));
        if (!common) {
            amont_fail(error, AMONT_ERROR_DATA, "geometries cannot be intersected: %s",
                       geos->message);
            return NULL;
        }
        amont_shapes_add_feature(builder);
        if (!amont_geos_append(geos, common, AMONT_SHAPE_POLYGON, builder, error))
            return NULL;
        amont_geos_forget(geos);
    }
    return amont_shapes_finish(g_steal_pointer(&builder));
}
