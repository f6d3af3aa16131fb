#include "amont/cut.h"

#include "geo/geos.h"

static void copy_part(const amont_shapes *s, size_t part, amont_shapes_builder *builder) {
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    for (size_t r = s->ring_of[part]; r < s->ring_of[part + 1]; r++) {
        amont_shapes_add_ring(builder);
        for (size_t i = s->point_of[r]; i < s->point_of[r + 1]; i++)
            amont_shapes_add_point(builder, s->x[i], s->y[i]);
    }
}

static void append_whole(const amont_shapes *s, size_t feature, size_t pair,
                         amont_shapes_builder *builder, GArray *pair_of) {
    for (size_t p = s->part_of[feature]; p < s->part_of[feature + 1]; p++) {
        copy_part(s, p, builder);
        g_array_append_val(pair_of, pair);
    }
}

static bool append_common(amont_geos *geos, const amont_shapes *shapes, const amont_shapes *others,
                          const amont_cut_pair *cut, size_t pair, amont_shapes_builder *builder,
                          GArray *pair_of, GError **error) {
    const GEOSGeometry *common = amont_geos_keep(
        geos, GEOSIntersection_r(geos->handle, amont_geos_feature(geos, shapes, cut->first),
                                 amont_geos_feature(geos, others, cut->second)));
    if (!common)
        return amont_fail(error, AMONT_ERROR_DATA, "polygons cannot be cut: %s", geos->message);
    int n = GEOSGetNumGeometries_r(geos->handle, common);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos->handle, common, i);
        if (GEOSGeom_getDimensions_r(geos->handle, part) != 2)
            continue; /* where they only touch */
        amont_shapes_add_feature(builder);
        if (!amont_geos_append(geos, part, AMONT_SHAPE_POLYGON, builder, error))
            return false;
        g_array_append_val(pair_of, pair);
    }
    amont_geos_forget(geos);
    return true;
}

amont_shapes *amont_shapes_cut(const amont_shapes *shapes, const amont_shapes *others,
                               const amont_cut_pair *pairs, size_t n_pairs, GArray *pair_of,
                               GError **error) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t i = 0; i < n_pairs; i++) {
        if (pairs[i].second == AMONT_CUT_WHOLE)
            append_whole(shapes, pairs[i].first, i, builder, pair_of);
        else if (!append_common(geos, shapes, others, &pairs[i], i, builder, pair_of, error))
            return NULL;
    }
    return amont_shapes_finish(g_steal_pointer(&builder));
}
