/* CSV files: read by our own reader. */
#ifndef AMONT_IO_LOADERS_CSV_H
#define AMONT_IO_LOADERS_CSV_H

#include "amont/open.h"

/* The whole file; `where` is not looked at. */
amont_layer *amont_csv_read(const amont_source *source, GError **error);

#endif
