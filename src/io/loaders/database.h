/* Tables and views of a PostgreSQL or PostGIS database, through GDAL. */
#ifndef AMONT_IO_LOADERS_DATABASE_H
#define AMONT_IO_LOADERS_DATABASE_H

#include "amont/open.h"
#include "io/gdal.h"

const amont_format *amont_database_format(void);
bool amont_database_is(const amont_format *format);

/* What GDAL is told on opening: tables without geometry are listed too, and the session can only
 * read, for two minutes at most a question, and reads a table in its own order. */
extern const char *const amont_database_options[];

/* The table that `name` means beside those that are listed: `public.t` for `t`, or one that the
 * driver lists only when asked for. NULL: none. */
OGRLayerH amont_database_table(GDALDatasetH dataset, const char *name);

/* Is `filter` an attribute filter as for files? Anything else of SQL is refused. */
bool amont_database_accepts(OGRLayerH layer, const char *filter);

#endif
