/* folder: data */
/* A sheet: titled columns of texts and numbers, for results that are no indicator table: the matrix
 * of transitions, lists of polygons.
 *
 *     g_autoptr(amont_sheet) sheet = amont_sheet_new("code;area_ha");
 *     amont_sheet_add_text(sheet, "CS1.2.2");
 *     amont_sheet_add_number(sheet, 12.5);        cells go from left to right, row after row
 */
#ifndef AMONT_SHEET_H
#define AMONT_SHEET_H

#include <glib.h>
#include <stddef.h>

typedef struct amont_sheet_cell {
    char *text;    /* NULL: a number */
    double number; /* NaN: an empty cell */
} amont_sheet_cell;

typedef struct amont_sheet {
    char **titles;
    size_t n_columns, n_rows; /* rows that are complete */
    GArray *cells;            /* amont_sheet_cell, row after row */
} amont_sheet;

/* The titles stand between semicolons. */
amont_sheet *amont_sheet_new(const char *titles);
void amont_sheet_free(amont_sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_sheet, amont_sheet_free)

/* The next cell; NULL and NaN leave it empty. */
void amont_sheet_add_text(amont_sheet *sheet, const char *text);
void amont_sheet_add_number(amont_sheet *sheet, double number);

/* The cell in a row and the column of a title, which is there. */
const amont_sheet_cell *amont_sheet_at(const amont_sheet *sheet, size_t row, const char *title);

#endif
