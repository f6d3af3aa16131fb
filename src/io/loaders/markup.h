/* KML and GML: text that may name other files. */
#ifndef AMONT_IO_LOADERS_MARKUP_H
#define AMONT_IO_LOADERS_MARKUP_H

#include "amont/open.h"

bool amont_format_is_markup(const amont_format *format);

/* The file as a copy in GDAL's memory, where nothing stands beside it: the path to open, to be
 * given to amont_markup_drop. A document that declares entities is an error of code DATA; links to
 * other files are a finding. */
char *amont_markup_take(const amont_source *source, const amont_format *format, GError **error);
void amont_markup_drop(char *path);

#endif
