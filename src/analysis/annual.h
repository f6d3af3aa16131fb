/* What is counted by calendar year: fluxes from 1 January to the next 1 January, dwellings begun in
 * a year. A flux over several years (`naf09art21`, which Cerema's files also hold) is no annual one
 * and never adds to a sum of them.
 *
 *     amont_years decade = {2011, 2020};                            ten years, the last included
 *     if (!amont_annual_sum(ask, "consumed", decade, figures))
 *         return true;                                       the series says which years it lacks
 */
#ifndef AMONT_ANALYSIS_ANNUAL_H
#define AMONT_ANALYSIS_ANNUAL_H

#include "analysis/quantities.h"

/* NULL where the year is not known. */
const amont_known_quantity *amont_annual_of_year(amont_analysis *analysis, const char *quantity,
                                                 const amont_level *level, int year);

/* The first and the last year known, years between may lack; false where there is none. */
bool amont_annual_years(amont_analysis *analysis, const char *quantity, const amont_level *level,
                        amont_years *years);

/* Sums every year from `years.from` to `years.until`, both included, into one figure a zone; `n`
 * adds up. A zone that lacks one year is missing. False where years lack: the series says which. */
bool amont_annual_sum(const amont_request *ask, const char *quantity, amont_years years,
                      amont_figure *sums);

/* What the sum is: "Espaces consommés, 2016-2021 (m²)", in the study's language. */
char *amont_annual_label(const amont_request *ask, const char *quantity, amont_years years,
                         const char *unit);

/* How many years, both ends included. */
int amont_years_count(amont_years years);

/* The years in the request's brackets; {0, 0} without. False with an error where they are none. */
bool amont_years_asked(const amont_request *ask, amont_years *years, GError **error);

#endif
