/* The files that make a shapefile. */
#ifndef AMONT_IO_LOADERS_SHAPEFILE_H
#define AMONT_IO_LOADERS_SHAPEFILE_H

#include "amont/open.h"

/* Are its shapes, their index and its table there, whole, and of as many rows? GDAL would make up
 * for what is lacking without a word. An error of code DATA; true for what is no shapefile. */
bool amont_shapefile_check(const amont_source *source, GError **error);

#endif
