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

/* The table as text, in the format of a name ("csv", "json"); NULL with code USAGE for another. */
char *amont_table_text(const amont_table *table, const amont_layers *layers, const char *format,
                       const amont_table_options *options, GError **error);

/* A sheet in the same formats: a row a line, or an object. */
char *amont_sheet_text(const amont_sheet *sheet, const char *format, amont_table_style style,
                       GError **error);

/* Findings as JSON: an array of {kind, severity, count, summary, effect, remedy, mendable,
 * examples}, the heaviest first; an example is {file, row, column, detail}, without row or column
 * where there is none in particular. */
char *amont_findings_json(const amont_findings *findings);

/* A PNG of exactly width x height pixels from Cairo's premultiplied ARGB32 rows, saying its
 * resolution (pHYs). The alpha channel is written only when `transparent`. */
typedef struct amont_image {
    unsigned width, height;
    size_t stride;
    const unsigned char *pixels;
    double dpi;
    bool transparent;
} amont_image;
bool amont_png_encode(const amont_image *image, GByteArray *bytes, GError **error);

#endif
