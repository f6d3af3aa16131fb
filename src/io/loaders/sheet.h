/* Spreadsheets: their cells by GDAL, their titles and rows as those of a CSV file. */
#ifndef AMONT_IO_LOADERS_SHEET_H
#define AMONT_IO_LOADERS_SHEET_H

#include "amont/open.h"

bool amont_format_is_sheet(const amont_format *format);

/* The whole sheet; `where` is not looked at. A column of plain figures is one of numbers. */
amont_layer *amont_sheet_read(const amont_source *source, GError **error);

#endif
