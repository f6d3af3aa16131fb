/* Two dates at which quantities are known: what changed between them.
 *
 * INSEE counts people in five-yearly rounds, so that two censuses are comparable when five years or
 * more lie between them (general knowledge, not read in a source of this project). Without years in
 * the request's brackets the latest date and the latest one at least so many years before it are
 * taken. */
#ifndef AMONT_ANALYSIS_PERIODS_H
#define AMONT_ANALYSIS_PERIODS_H

#include "analysis/annual.h"

#define AMONT_CENSUS_YEARS 5

typedef struct amont_period_want {
    const char *const *quantities; /* all known at both dates; NULL after the last */
    const char *flux;              /* every annual flux from the one date to the other; or NULL */
    int least;                     /* years between the dates, where none are asked */
} amont_period_want;

/* The two dates, 1 January of each year. False without error where the study lacks something (the
 * series says what), with one where the brackets hold no period. */
bool amont_period_find(const amont_request *ask, const amont_period_want *want, amont_years *dates,
                       GError **error);

/* A quantity at both dates. */
typedef struct amont_change {
    const amont_known_quantity *earlier, *later;
} amont_change;
amont_change amont_period_change(const amont_request *ask, const char *quantity, amont_years dates);

/* later - earlier; what is secret in one is secret */
amont_figure amont_change_of(const amont_change *change, size_t zone);

/* What it is: "Population, 2022 − Population, 2016". */
char *amont_change_label(const amont_change *change);

/* The fluxes between the two dates, in the unit of the flux; the table has them all. */
void amont_period_flux(const amont_request *ask, const char *flux, amont_years dates,
                       amont_figure *sums);

#endif
