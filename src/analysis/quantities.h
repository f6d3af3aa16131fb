/* Quantities of zones, found in the tables and among the fields of a study (amont/quantity.h). */
#ifndef AMONT_ANALYSIS_QUANTITIES_H
#define AMONT_ANALYSIS_QUANTITIES_H

#include "amont/quantity.h"
#include "analysis/analysis.h"

/* A quantity on a level, at one date or between two. Owned by the analysis. */
typedef struct amont_known_quantity {
    const amont_quantity *quantity;
    const amont_level *level;
    amont_years years;
    amont_series *series;
} amont_known_quantity;

/* All that the study holds of a quantity on a level, the earliest first, each year once; what has
 * no year comes first. Of two columns of one year the first in the study counts; what `inputs`
 * names excludes all else. Empty where there is nothing. Owned by the analysis. */
const GPtrArray *amont_quantities(amont_analysis *analysis, const char *quantity,
                                  const amont_level *level);

/* The latest; of a year (`until` of a flux). NULL where there is none. */
const amont_known_quantity *amont_quantity_latest(amont_analysis *analysis, const char *quantity,
                                                  const amont_level *level);
const amont_known_quantity *amont_quantity_of_year(amont_analysis *analysis, const char *quantity,
                                                   const amont_level *level, int year);

/* The one whose year is nearest to `year`, the later of two; without years, the latest. NULL where
 * there is none. */
const amont_known_quantity *amont_quantity_near(amont_analysis *analysis, const char *quantity,
                                                const amont_level *level, int year);

/* The latest year in which both are known; both of that year, or false. Where no year is common,
 * the latest of each is taken if one of them has no year; then both without year, or nothing. */
bool amont_quantity_pair(amont_analysis *analysis, const char *one, const char *other,
                         const amont_level *level, const amont_known_quantity *pair[2]);

/* Says that the quantity is what the series lacks. Always true: for `return`. */
bool amont_series_lacks_quantity(amont_series *series, const char *quantity,
                                 const amont_level *level);

#endif
