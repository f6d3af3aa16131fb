/* What stands around the features of a plain GeoJSON file (geojson.h). */
#ifndef AMONT_IO_LOADERS_GEOJSON_FRAME_H
#define AMONT_IO_LOADERS_GEOJSON_FRAME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The place behind the bracket that opens the features; NULL where the text does not begin as a
 * plain file does. The text ends with a zero. */
const char *amont_geojson_features(const char *text, size_t length);

/* The text without its features, which stand from `first` to `last` (the closing bracket): is the
 * rest plain? `*crs` receives the CRS it states, as amont_stated_crs writes it; free it. */
bool amont_geojson_frame(const char *text, size_t length, const char *first, const char *last,
                         char **crs);

/* Is `key` something that nobody looks at: not a name of the list (that ends with NULL) in other
 * letters, and holding one value? */
bool amont_geojson_is_foreign(const char *key, const json_t *value, const char *const *known);

/* A bbox: a few numbers. */
bool amont_geojson_is_box(const json_t *value);

#endif
