/* What is added here is added as in geometry.c, part by part: the builder closes and drops alike.
 */
#include "io/loaders/geojson_shapes.h"

#include <glib.h>
#include <string.h>

enum { MOST_POINTS = 300000 }; /* of one geometry: GDAL takes up to 200 MB for each */

typedef bool (*adder)(amont_geojson_shapes *to, const json_t *coordinates);

static bool add_point(amont_geojson_shapes *to, const json_t *place) {
    size_t n = json_is_array(place) ? json_array_size(place) : 0;
    const json_t *x = json_array_get(place, 0), *y = json_array_get(place, 1);
    if (n < 2 || n > 3 || !json_is_number(x) || !json_is_number(y) ||
        (n == 3 && !json_is_number(json_array_get(place, 2))))
        return false;
    amont_shapes_add_point(to->builder, json_number_value(x), json_number_value(y));
    to->n_points++;
    return true;
}

/* Calls `add` for each of what an array holds, which is something. */
static bool add_each(amont_geojson_shapes *to, const json_t *array, adder add) {
    size_t n = json_is_array(array) ? json_array_size(array) : 0;
    for (size_t i = 0; i < n; i++)
        if (!add(to, json_array_get(array, i)))
            return false;
    return n > 0;
}

static bool add_ring(amont_geojson_shapes *to, const json_t *places) {
    amont_shapes_add_ring(to->builder);
    return add_each(to, places, add_point);
}

static bool add_polygon(amont_geojson_shapes *to, const json_t *rings) {
    amont_shapes_add_part(to->builder);
    return add_each(to, rings, add_ring);
}

static bool add_line(amont_geojson_shapes *to, const json_t *places) {
    amont_shapes_add_part(to->builder);
    return add_ring(to, places);
}

static bool add_place(amont_geojson_shapes *to, const json_t *place) {
    amont_shapes_add_part(to->builder);
    amont_shapes_add_ring(to->builder);
    return add_point(to, place);
}

static const struct {
    const char *name;
    amont_shape_type type;
    bool is_multi;
    adder add;
} kinds[] = {
    {"Point", AMONT_SHAPE_POINT, false, add_place},
    {"MultiPoint", AMONT_SHAPE_POINT, true, add_place},
    {"LineString", AMONT_SHAPE_LINE, false, add_line},
    {"MultiLineString", AMONT_SHAPE_LINE, true, add_line},
    {"Polygon", AMONT_SHAPE_POLYGON, false, add_polygon},
    {"MultiPolygon", AMONT_SHAPE_POLYGON, true, add_polygon},
};

static void start(amont_geojson_shapes *to, amont_shape_type type) {
    to->type = type;
    to->builder = amont_shapes_builder_new(type);
    for (size_t row = 0; row < to->n_rows; row++)
        amont_shapes_add_feature(to->builder);
}

static bool add_kind(amont_geojson_shapes *to, size_t kind, const json_t *coordinates) {
    if (!to->builder)
        start(to, kinds[kind].type);
    if (kinds[kind].type != to->type)
        return false;
    size_t before = to->n_points;
    amont_shapes_add_feature(to->builder);
    bool added = kinds[kind].is_multi ? add_each(to, coordinates, kinds[kind].add)
                                      : kinds[kind].add(to, coordinates);
    return added && to->n_points - before <= MOST_POINTS;
}

static bool add_geometry(amont_geojson_shapes *to, const json_t *geometry) {
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    if (!type || !coordinates || json_object_size(geometry) != 2)
        return false;
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
        if (strcmp(type, kinds[kind].name) == 0)
            return add_kind(to, kind, coordinates);
    return false;
}

bool amont_geojson_add_shape(amont_geojson_shapes *to, const json_t *geometry) {
    if (geometry && !json_is_null(geometry)) {
        if (!add_geometry(to, geometry))
            return false;
    } else if (to->builder) {
        amont_shapes_add_feature(to->builder);
    }
    to->n_rows++;
    return true;
}
