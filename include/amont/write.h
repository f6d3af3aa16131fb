/* folder: io */
/* Writers: one file per format, all through amont_files_replace. */
#ifndef AMONT_WRITE_H
#define AMONT_WRITE_H

#include "amont/finding.h"
#include "amont/layers.h"
#include "amont/sheet.h"
#include "amont/table.h"

typedef enum amont_table_style {
    AMONT_TABLE_PLAIN,  /* commas, dot decimals */
    AMONT_TABLE_FRENCH, /* semicolons, decimal commas, BOM: for Excel */
} amont_table_style;

typedef struct amont_table_options {
    amont_table_style style;
    bool all_zones;       /* also reference and context zones */
    const char *unplaced; /* the word for what a level cannot place: « non localisé » */
    const char *outside;  /* the word for what lies in no zone of the level */
    const char *overall;  /* the word for all selected zones together */
} amont_table_options;

/* The table as text, in the format of a name ("csv", "json", in capitals or not); NULL with code
 * USAGE for another. */
char *amont_table_text(const amont_table *table, const amont_layers *layers, const char *format,
                       const amont_table_options *options, GError **error);

/* One cell of a cross table of two levels (amont/cross.h), everything borrowed; code "": what lies
 * in no zone of that level. */
typedef struct amont_cross_row {
    const char *code[2], *name[2];
    double area_m2, share_pct[2]; /* shares of the two zones; NaN where there is no zone */
} amont_cross_row;

/* A cross table as text, in the same formats. Each residue is that of a level's zones. */
typedef struct amont_cross_text {
    const char *level[2];
    const amont_cross_row *rows;
    size_t n_rows;
    double residue[2];
} amont_cross_text;
char *amont_cross_write(const amont_cross_text *cross, const amont_study *study, const char *format,
                        const amont_table_options *options, GError **error);

/* The table as a file: the same, and "xlsx" and "gpkg", below. */
bool amont_table_write(const char *path, const amont_table *table, const amont_layers *layers,
                       const char *format, const amont_table_options *options, GError **error);

/* The table as a GeoPackage: a layer for each level that has figures, with the polygons of its
 * zones, `code`, `name`, and two columns for each indicator: its value (of a category, its word),
 * NULL where it has none, and its flag, by the name of the indicator and the same with `_flag`.
 * The table `figures`, without polygons, holds all rows of the CSV, also what is not located and
 * what lies outside, with the same columns; a category stands in one of its own, `category`. */
bool amont_table_gpkg(const char *path, const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options, GError **error);

/* The table as a workbook of Excel: the rows of the CSV on one sheet, figures as figures and
 * categories as their words. */
bool amont_table_xlsx(const char *path, const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options, GError **error);

/* The pieces of land use by zone, as polygons: a layer for each level, called after both, with the
 * columns
 *
 *     zone_code, zone_name, feature     the row of the source
 *     class, label                      where there are several dates or dimensions, those of each:
 *                                       class_2017, label_2017, cover_2017, use_2017 …
 *     area_m2                           planar, as the overlay measures it (amont/overlay.h)
 *
 * of selected zones, or of all. `landuse` NULL: the first. A polygon whose area is more than 1e-3
 * m² and 1e-9 of itself from that is a finding. A study that measures on the ellipsoid is an error
 * of code USAGE. */
bool amont_pieces_gpkg(const char *path, const amont_layers *layers, const amont_landuse *landuse,
                       bool all_zones, amont_findings *findings, GError **error);

/* A sheet as text, in the formats of amont_table_text: a row a line, or an object. */
char *amont_sheet_text(const amont_sheet *sheet, const char *format, amont_table_style style,
                       GError **error);

/* Several sheets as one JSON object, each an array of objects under its name. */
char *amont_sheets_json(const char *const *names, amont_sheet *const *sheets, size_t n);

/* Findings as JSON: an array of {kind, severity, count, summary, effect, remedy, mendable,
 * examples}, the heaviest first; an example is {file, row, column, detail}, without row or column
 * where there is none in particular. */
char *amont_findings_json(const amont_findings *findings);

/* A PNG of exactly width x height pixels from Cairo's premultiplied ARGB32 rows, saying its
 * resolution (pHYs). The alpha channel is written only when `transparent`. The pixels are used up.
 */
typedef struct amont_image {
    unsigned width, height;
    size_t stride;
    unsigned char *pixels;
    double dpi;
    bool transparent;
} amont_image;
bool amont_png_encode(amont_image *image, GByteArray *bytes, GError **error);

#endif
