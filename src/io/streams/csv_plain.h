/* The everyday row, eight bytes at a time: numbers of up to 15 digits with at most a sign and a
 * decimal mark, cells that nobody asks for, quotes around a cell and none in it, as many cells as
 * titles. Of any other row nothing is said: csv_scan.c, which defines what a row is, looks closer.
 * Where both answer they answer the same (tests/unit/test_csv_scan.c). */
#ifndef AMONT_IO_CSV_PLAIN_H
#define AMONT_IO_CSV_PLAIN_H

#include "io/streams/csv_scan.h"

/* Scans the row at *at and moves behind it; false, with `row` in any state, when the row is of
 * another kind or ends too near to `end`. */
bool csv_plain_row(const csv_scanner *scanner, const char **at, const char *end, csv_scanned *row);

#endif
