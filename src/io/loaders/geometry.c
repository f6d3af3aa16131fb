/* Geometries become shapes: heights and measures dropped, curves made of straight pieces (GDAL's
 * default step, 4 degrees of arc), multi-geometries taken apart. A collection gives its polygons.
 */
#include "io/loaders/features.h"

#include "io/source.h"

#include <math.h>

typedef enum kind { KIND_NONE, KIND_POINT, KIND_LINE, KIND_POLYGON, KIND_UNKNOWN } kind;

typedef struct sink {
    amont_shapes_builder *builder;
    bool finite;
    size_t points;       /* so far */
    const char *dropped; /* what else a collection held */
} sink;

static const char *const kind_names[] = {"", "point", "line", "polygon", ""};

static kind kind_of_type(OGRwkbGeometryType type) {
    switch ((int)OGR_GT_Flatten(type)) {
    case wkbPoint:
    case wkbMultiPoint:
        return KIND_POINT;
    case wkbLineString:
    case wkbMultiLineString:
    case wkbCircularString:
    case wkbCompoundCurve:
    case wkbMultiCurve:
        return KIND_LINE;
    case wkbPolygon:
    case wkbMultiPolygon:
    case wkbCurvePolygon:
    case wkbMultiSurface:
    case wkbGeometryCollection:
        return KIND_POLYGON;
    default:
        return KIND_UNKNOWN;
    }
}

static kind kind_of(OGRFeatureH feature) {
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (!geometry || OGR_G_IsEmpty(geometry))
        return KIND_NONE;
    return kind_of_type(OGR_G_GetGeometryType(geometry));
}

static void add_ring(sink *to, OGRGeometryH ring) {
    int n = OGR_G_GetPointCount(ring);
    if (n == 0)
        return;
    to->points += (size_t)n;
    amont_shapes_add_ring(to->builder);
    for (int i = 0; i < n; i++) {
        double x = OGR_G_GetX(ring, i), y = OGR_G_GetY(ring, i);
        if (!isfinite(x) || !isfinite(y)) {
            to->finite = false;
            return;
        }
        amont_shapes_add_point(to->builder, x, y);
    }
}

static void add_parts(sink *to, OGRGeometryH geometry, kind wanted) {
    OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (OGR_G_IsEmpty(geometry))
        return;
    if (kind_of_type(type) != wanted) {
        to->dropped = OGR_G_GetGeometryName(geometry);
        return;
    }
    if (type == wkbPoint || type == wkbLineString) {
        amont_shapes_add_part(to->builder);
        add_ring(to, geometry);
        return;
    }
    if (type == wkbPolygon)
        amont_shapes_add_part(to->builder);
    int n = OGR_G_GetGeometryCount(geometry);
    for (int i = 0; i < n; i++) {
        OGRGeometryH child = OGR_G_GetGeometryRef(geometry, i);
        if (type == wkbPolygon)
            add_ring(to, child);
        else
            add_parts(to, child, wanted);
    }
}

static void add_feature(sink *to, OGRFeatureH feature, kind wanted) {
    amont_shapes_add_feature(to->builder);
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (!geometry)
        return;
    if (!OGR_G_HasCurveGeometry(geometry, FALSE)) {
        add_parts(to, geometry, wanted);
        return;
    }
    OGRGeometryH linear = OGR_G_GetLinearGeometry(geometry, 0, NULL);
    if (linear)
        add_parts(to, linear, wanted);
    OGR_G_DestroyGeometry(linear);
}

static bool fail_mixed(const amont_layer *layer, const amont_source *source, guint row, kind of_row,
                       guint first, kind of_first, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' mixes geometries: row %ld is a '%s', row %ld a '%s'",
                     amont_source_name(source), amont_layer_row(layer, first), kind_names[of_first],
                     amont_layer_row(layer, row), kind_names[of_row]);
    amont_hint(error, "make one layer for each kind of geometry");
    return false;
}

static bool fail_vertices(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' has more than %zu vertices", amont_source_name(source),
                     amont_limits_of(source)->vertices);
    amont_hint(error, "keep only the rows of the territory, or simplify the lines");
    return false;
}

/* The one kind that all geometries are of; KIND_NONE when there is no geometry. */
static bool find_kind(const GPtrArray *features, const amont_layer *layer,
                      const amont_source *source, kind *found, GError **error) {
    guint first = 0;
    *found = KIND_NONE;
    for (guint i = 0; i < features->len; i++) {
        kind of_row = kind_of(features->pdata[i]);
        if (of_row == KIND_NONE)
            continue;
        if (of_row == KIND_UNKNOWN)
            return amont_entry_fail(
                source->entry, source->key, error, AMONT_ERROR_DATA,
                "row %ld of '%s' is a '%s', which is neither point, line nor polygon",
                amont_layer_row(layer, i), amont_source_name(source),
                OGR_G_GetGeometryName(OGR_F_GetGeometryRef(features->pdata[i])));
        if (*found != KIND_NONE && *found != of_row)
            return fail_mixed(layer, source, i, of_row, first, *found, error);
        if (*found == KIND_NONE)
            first = i;
        *found = of_row;
    }
    return true;
}

static bool add_row(sink *to, OGRFeatureH feature, kind wanted, const amont_layer *layer,
                    guint index, const amont_source *source, GError **error) {
    long row = amont_layer_row(layer, index);
    const char *name = amont_source_name(source);
    to->dropped = NULL;
    add_feature(to, feature, wanted);
    if (!to->finite)
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                                "row %ld of '%s' has a coordinate that is not a finite number", row,
                                name);
    if (to->dropped)
        amont_find(source->findings, AMONT_FINDING_GEOMETRY_COLLECTION, name, row, "%s",
                   to->dropped);
    return to->points <= amont_limits_of(source)->vertices || fail_vertices(source, error);
}

bool amont_features_shapes(const GPtrArray *features, amont_layer *layer,
                           const amont_source *source, GError **error) {
    kind wanted = KIND_NONE;
    if (!find_kind(features, layer, source, &wanted, error))
        return false;
    if (wanted == KIND_NONE)
        return true;
    amont_shape_type type = wanted == KIND_POINT  ? AMONT_SHAPE_POINT
                            : wanted == KIND_LINE ? AMONT_SHAPE_LINE
                                                  : AMONT_SHAPE_POLYGON;
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(type);
    sink to = {.builder = builder, .finite = true};
    for (guint i = 0; i < features->len; i++)
        if (!add_row(&to, features->pdata[i], wanted, layer, i, source, error))
            return false;
    layer->shapes = amont_shapes_finish(g_steal_pointer(&builder));
    return true;
}
