/* folder: data */
/* What the text of a unit says of a figure: how it grows when lengths, money or time are measured
 * otherwise. « hab./km² » is something counted over a length twice.
 *
 * Counts (inhabitants, dwellings, jobs, sales) are one kind: they may be added, and a share of one
 * in the other is a plain number. */
#ifndef AMONT_UNIT_H
#define AMONT_UNIT_H

#include <stdbool.h>

typedef enum amont_dimension {
    AMONT_DIMENSION_LENGTH, /* m, km; m², ha, km²; m³ */
    AMONT_DIMENSION_MONEY,  /* €, k€, M€ */
    AMONT_DIMENSION_TIME,   /* an, ans, year */
    AMONT_DIMENSION_COUNT,  /* any other word */
    AMONT_DIMENSIONS
} amont_dimension;

typedef struct amont_unit {
    double power[AMONT_DIMENSIONS];
    double scale; /* how many metres, euros, years, pieces and plain numbers make one: km² 1e6, %
                     0.01 */
} amont_unit;

/* Plain numbers (%, ‰, –, nothing) have no power. */
amont_unit amont_unit_of(const char *text);

/* Whether both are of one kind; `counts`: counts have to agree too. */
bool amont_unit_equal(const amont_unit *one, const amont_unit *other, bool counts);

/* Whether dwellings or households are counted in it, in French or English. */
bool amont_unit_is_dwellings(const char *text);

#endif
