/* What the files of src/io that open land use share. */
#ifndef AMONT_IO_LANDUSE_H
#define AMONT_IO_LANDUSE_H

#include "io/opening.h"

/* The columns that hold the classes of one date. */
typedef struct amont_class_columns {
    amont_column *columns[AMONT_LANDUSE_DIMENSIONS];
    size_t n;
    int year;         /* by their names; 0: they do not say */
    const char *list; /* the bundled nomenclature that goes with them, or NULL */
} amont_class_columns;

/* The columns of classes that a layer of MOS, OCS GE or Corine Land Cover has under their usual
 * names, whatever the case: one item a date, the earliest first; none when nothing is recognised.
 * Columns that go with the bundled nomenclature `list` (may be NULL) are preferred, then the most
 * detailed. */
GArray *amont_landuse_recognise(const amont_layer *layer, const char *list);

/* Sets the year and the list of columns that the study names, as far as their names say them. */
void amont_landuse_describe(amont_class_columns *columns);

/* The lists of classes of a layer whose dates are known, and what their pairs are: those that the
 * study names, else the bundled ones of name `recognised`; where this is NULL too, the list is what
 * the columns hold, with the labels and groups that stand beside a column such as code_81:
 * libelle_81, and code_47 with libelle_47. */
bool amont_landuse_open_lists(const amont_opening *opening, amont_landuse *landuse,
                              const char *recognised, GError **error);

#endif
