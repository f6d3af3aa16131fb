/* CSV files, as GDAL should see them: alone, and known to be UTF-8. */
#ifndef AMONT_IO_LOADERS_CSV_H
#define AMONT_IO_LOADERS_CSV_H

#include "amont/open.h"

/* Copies the file into GDAL's memory file system and returns its name there; forget it after use.
 */
char *amont_csv_memory(const amont_source *source, GError **error);
void amont_csv_forget(char *name);

#endif
