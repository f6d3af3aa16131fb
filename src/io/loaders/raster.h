/* Rasters through GDAL: GeoTIFF and ASCII grids, each opened by its one driver.
 *
 * Only the file itself is read: GDAL gets it as an open descriptor without a name, beside which
 * nothing lies, so that side files (.aux.xml, .tfw, .prj, .ovr) say nothing; formats that name
 * other files (VRT) are not among the drivers.
 *
 * A cell has no value where the file says so: the value of `nodata`, a mask or an alpha band within
 * the file, NaN; nor does an infinite one. Scale and offset of the band, where the file states
 * them, are applied.
 */
#ifndef AMONT_IO_LOADERS_RASTER_H
#define AMONT_IO_LOADERS_RASTER_H

#include "amont/raster.h"
#include "io/reader.h"

/* The most cells of one raster, 2^32. */
#define AMONT_RASTER_MOST_CELLS ((guint64)1 << 32)

/* Takes what is read; false stops the reading. */
typedef struct amont_raster_sink {
    bool (*take_head)(void *data, const amont_lattice *lattice, const char *crs);
    bool (*take_rows)(void *data, const amont_raster_rows *rows); /* NULL: the head is enough */
    void *data;
} amont_raster_sink;

/* The band of a number from 1; 0 stands for the only one. Errors of code DATA: not readable, no
 * such band, several and none named, no place on the ground, complex numbers, too many cells. Where
 * the sink stops, false without an error. */
bool amont_raster_read(const amont_source *source, amont_room room, size_t band,
                       const amont_raster_sink *sink, GError **error);

/* Does the source name a file that may be read, with the ending of a raster? */
bool amont_raster_check(const amont_source *source, GError **error);

#endif
