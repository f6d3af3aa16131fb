/* The table of known data sets: what known.c looks through. */
#ifndef AMONT_DATA_KNOWN_H
#define AMONT_DATA_KNOWN_H

#include "amont/known.h"

#define AMONT_KNOWN_NEEDS 8
#define AMONT_KNOWN_SPELLINGS 12

/* A family of columns: `##` in the pattern stands for two digits of a year, `$1` and `$2` in the
 * label for that year in full. */
typedef struct amont_known_figure {
    const char *pattern;
    const char *label[2]; /* French, English */
    const char *unit[2];
} amont_known_figure;

struct amont_known {
    const char *id, *title;
    const char *needs[AMONT_KNOWN_NEEDS]; /* patterns of columns that all must be there */
    const char *roles[AMONT_ROLES][AMONT_KNOWN_SPELLINGS]; /* titles, best first */
    const char *crs;                                       /* of x and y */
    const amont_known_figure *figures;
    size_t n_figures;
    const char *total_column, *total; /* rows that hold totals, where others hold parts */
    const char *year_column;          /* where there is one row a year */
};

extern const amont_known amont_known_sets[];
extern const size_t amont_known_n_sets;
extern const amont_known amont_known_nameless;

#endif
