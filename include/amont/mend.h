/* folder: io */
/* Mending: a study and its files written out anew, without the defects of which it is certain what
 * was meant: encodings, ragged rows, stray quotes, codes of zones and of lists of classes that lost
 * a zero, names in place of codes, rows that stand twice and are not counted, numbers that only
 * people read, invalid polygons of zones and land use. A column of numbers keeps its decimal mark.
 *
 * No figure changes by it: what is written is what the study reads already. Every column stays, in
 * its place, and what is not mended stays as it is, to the byte.
 */
#ifndef AMONT_MEND_H
#define AMONT_MEND_H

#include "amont/finding.h"
#include "amont/layers.h"

/* Writes into `folder`, which must be there and empty: study.yaml, the study as it is; every file
 * that it names, mended or as it is, under the name by which the study knows it; corrections.csv,
 * what was changed (file, row, column, kind, before, after). Files outside of the study's folder go
 * to sources/, and only their names change in the study. `n_corrections` receives how many.
 *
 * Tables of spreadsheets, codes in vector files, points in CSV files of more than 32 MiB,
 * geometries other than of GeoJSON, GeoPackage and Shapefile, and whatever is packed (.zip,
 * .csv.gz) are copied: they must be mended by hand. Databases are left alone. `findings` are those
 * of opening the study. */
bool amont_mend(const amont_layers *layers, const amont_findings *findings, const char *folder,
                size_t *n_corrections, GError **error);

#endif
