/* CSV files: read by our own reader. */
#ifndef AMONT_IO_LOADERS_CSV_H
#define AMONT_IO_LOADERS_CSV_H

#include "amont/open.h"

/* No text may be longer. */
#define AMONT_CSV_LARGEST ((size_t)512 << 20)

/* What the file holds, unpacked where it is packed by gzip. */
char *amont_csv_bytes(const amont_source *source, size_t *length, GError **error);

/* The table that the bytes, which are taken, stand for; `where` is not looked at. */
amont_layer *amont_csv_read(const amont_source *source, char *bytes, size_t length, GError **error);

#endif
