/* The plainest attribute filter, `departement = '94'`, on the rows of a plain GeoJSON file
 * (geojson.h): what GDAL keeps, which compares texts without regard to case. All others are GDAL's.
 */
#ifndef AMONT_IO_LOADERS_GEOJSON_FILTER_H
#define AMONT_IO_LOADERS_GEOJSON_FILTER_H

#include "amont/layer.h"

/* NAME = 'TEXT', of ASCII letters and digits (and _ in the name, which is no word of SQL)? */
bool amont_geojson_filter_is_plain(const char *filter);

/* Flags the rows that a plain filter keeps; false where the column is not one of texts that are no
 * dates: then GDAL must say. */
bool amont_geojson_filter(const amont_layer *layer, const char *filter, bool *matches);

#endif
