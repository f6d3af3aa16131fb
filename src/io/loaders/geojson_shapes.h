/* The geometries of a plain GeoJSON file (geojson.h), as shapes. */
#ifndef AMONT_IO_LOADERS_GEOJSON_SHAPES_H
#define AMONT_IO_LOADERS_GEOJSON_SHAPES_H

#include "amont/shapes.h"

#include <jansson.h>

typedef struct amont_geojson_shapes {
    amont_shapes_builder *builder; /* NULL until a row has a geometry */
    amont_shape_type type;
    size_t n_rows, n_points;
} amont_geojson_shapes;

/* The geometry of the next row: NULL or null where it has none. False where it is not plain. */
bool amont_geojson_add_shape(amont_geojson_shapes *to, const json_t *geometry);

#endif
