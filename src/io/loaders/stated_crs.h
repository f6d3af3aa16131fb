/* What a file says of its CRS. */
#ifndef AMONT_IO_LOADERS_STATED_CRS_H
#define AMONT_IO_LOADERS_STATED_CRS_H

#include "io/gdal.h"

/* AUTHORITY:CODE where there is one, else WKT; NULL for unknown and local systems. Heights are
 * dropped from the coordinates, so they are from their system too. Free it. */
char *amont_stated_crs(OGRSpatialReferenceH stated);

#endif
