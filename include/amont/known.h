/* folder: data */
/* Known data sets: public files that are recognised by the titles of their columns, so that a study
 * need not name them.
 *
 *     const amont_known *known = amont_known_find(layer);
 *     const char *code = amont_known_column(known, layer, AMONT_ROLE_CODE);     "CODGEO"
 *
 * Titles are compared without regard to case, since the same file is published in both. The titles
 * were read in the published files or in programs that read them (geodata/SOURCES.md). */
#ifndef AMONT_KNOWN_H
#define AMONT_KNOWN_H

#include "amont/layer.h"
#include "amont/text.h"

/* What a column is to amont. */
typedef enum amont_role {
    AMONT_ROLE_CODE, /* of the zone that the row is or speaks of */
    AMONT_ROLE_NAME, /* of the row */
    AMONT_ROLE_ID,   /* of the row; of the sale, which may take several rows */
    AMONT_ROLE_X,    /* longitude or easting */
    AMONT_ROLE_Y,
    AMONT_ROLES
} amont_role;

typedef struct amont_known amont_known;

/* The data set whose columns these are; where it is none, a nameless one that knows usual titles
 * of columns (`insee`, `lon`, `lat`…). Never NULL. */
const amont_known *amont_known_find(const amont_layer *layer);

/* "dvf", and what it is called in messages; NULL for the nameless one. */
const char *amont_known_id(const amont_known *known);
const char *amont_known_title(const amont_known *known);

/* The title, as the layer has it, of the column that plays a role; NULL where there is none. */
const char *amont_known_column(const amont_known *known, const amont_layer *layer, amont_role role);

/* The CRS of the columns of coordinates, or NULL. */
const char *amont_known_crs(const amont_known *known);

/* What a column of figures is called, and its unit; false where it is not known. Free both. */
bool amont_known_describe(const amont_known *known, const char *column, amont_language language,
                          char **label, char **unit);

/* Data sets of several rows a zone, one a year: a new layer of one row a zone and one column for
 * each figure and year (`LOG_AUT_2021`), of the rows that hold totals alone. NULL where the data
 * set is not of that form. The first row of a zone and year counts; the others are appended to
 * `repeated` (size_t, may be NULL). */
amont_layer *amont_known_widen(const amont_known *known, const amont_layer *layer,
                               GArray *repeated);

/* All named data sets, for lists; NULL past the last. */
const amont_known *amont_known_catalogue(size_t index);

#endif
