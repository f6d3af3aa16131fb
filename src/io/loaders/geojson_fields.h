/* The properties of a plain GeoJSON file (geojson.h), as columns. */
#ifndef AMONT_IO_LOADERS_GEOJSON_FIELDS_H
#define AMONT_IO_LOADERS_GEOJSON_FIELDS_H

#include "amont/open.h"

#include <jansson.h>

typedef struct amont_geojson_fields amont_geojson_fields;
amont_geojson_fields *amont_geojson_fields_new(const amont_limits *limits);
void amont_geojson_fields_free(amont_geojson_fields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_geojson_fields, amont_geojson_fields_free)

/* The next row: the properties and the `id` (or NULL) of a feature. False where they are not plain.
 */
bool amont_geojson_add_row(amont_geojson_fields *fields, json_t *properties, const json_t *id);

size_t amont_geojson_n_rows(const amont_geojson_fields *fields);

/* 2021-03-04, which is a date to GDAL as well, and is written as it was read. */
bool amont_geojson_is_date(const char *text);

/* Moves all of them to the layer, which has as many rows. */
void amont_geojson_fields_move(amont_geojson_fields *fields, amont_layer *layer);

#endif
