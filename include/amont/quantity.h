/* folder: data */
/* Quantities: what indicators need to know of a zone, whatever file it comes from: inhabitants,
 * dwellings, jobs, land consumed in a year…
 *
 * The column of a table is told to be of a quantity by its title, which also says the year or the
 * two years between which something happened. A study may name the columns itself (its key
 * `inputs`). Where titles were read: geodata/SOURCES.md. */
#ifndef AMONT_QUANTITY_H
#define AMONT_QUANTITY_H

#include "amont/table.h"
#include "amont/text.h"

typedef struct amont_quantity {
    const char *id;
    const char *label[2]; /* by amont_language */
    const char *unit[2];
    amont_measure measure;
    bool is_public;         /* each one of them is published by itself: never secret */
    bool is_flux;           /* of a time between two years, not of a day */
    const char *titles[10]; /* patterns: `##` or `####` stand for a year, two for a flux */
} amont_quantity;

/* NULL when there is none; NULL past the last. */
const amont_quantity *amont_quantity_find(const char *id);
const amont_quantity *amont_quantity_catalogue(size_t index);

/* Years of a column: equal for what is counted on a day, 0 where they are not known. */
typedef struct amont_years {
    int from, until;
} amont_years;

/* Whether a title is of the quantity, and of which years. */
bool amont_quantity_is_title(const amont_quantity *quantity, const char *title, amont_years *years);

/* Whether a title is of a pattern in which each `#` stands for a digit; the digits, at most
 * AMONT_TITLE_DIGITS and a zero, go to `digits`. Case does not count. */
#define AMONT_TITLE_DIGITS 8
bool amont_title_matches(const char *pattern, const char *title,
                         char digits[AMONT_TITLE_DIGITS + 1]);

/* A year from its last two digits: titles of this kind begin with 1968. */
int amont_year_of_digits(const char *two);

#endif
