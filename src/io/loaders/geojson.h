/* Plain GeoJSON, read by ourselves: GDAL brings 140 libraries along, whose loading takes longer
 * than most studies' files do. What is read here becomes the layer that GDAL (3.6, with the options
 * of vector.c) and features.h make of it, to the last bit; whatever might not is left to them, and
 * so is everything that is wrong, which they put in words.
 *
 * Plain is
 *   - a file of its own of at most 32 MiB, in UTF-8 without a byte order mark, of which all is
 *     asked: no filter, no layer by name, not the first rows alone;
 *   - JSON (RFC 8259) without twice the same key in an object: one FeatureCollection that says so
 *     first, whose `features` begin in the first 6000 bytes, where GDAL looks for them;
 *   - features of at most 8 MiB with `properties`, whose keys stand in the order of the first
 *     feature's, which has all of them, without blanks around them;
 *   - values that are texts, whole numbers that a double holds, other numbers, truth values and
 *     nulls, of one kind in a column; where the first text of a column might be a date or a time
 *     to GDAL, all are dates written 2021-03-04;
 *   - an `id` in every feature or in none, all of them texts or all whole numbers;
 *   - geometries of one kind (or null), neither collections nor empty, of at most 300,000 places
 *     each: larger ones meet GDAL's own limit;
 *   - no `crs`, or one of those that geojson_frame.c lists.
 * Other members of the collection and of features are passed over when they hold one value. */
#ifndef AMONT_IO_LOADERS_GEOJSON_H
#define AMONT_IO_LOADERS_GEOJSON_H

#include "amont/open.h"

/* May the source be plain, by its name and by what is asked of it? Opens nothing. */
bool amont_geojson_is_for(const amont_source *source);

/* The layer, and the CRS that the file states (may be NULL; free it); NULL where the file is not
 * plain after all: nothing was told then. */
amont_layer *amont_geojson_read(const amont_source *source, char **crs_definition);

#endif
