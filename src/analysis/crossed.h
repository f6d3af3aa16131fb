/* Figures of a crossing: areas of a zone that fit, and how much of the zone is known. */
#ifndef AMONT_ANALYSIS_CROSSED_H
#define AMONT_ANALYSIS_CROSSED_H

#include "analysis/crossings.h"

/* Whether a cell of known states counts. */
typedef bool amont_crossed_fits(const amont_crossed *cell, const void *data);

/* Of each zone the area in ha of the cells that fit; of changes, less their noise. Missing where
 * no land is known at both dates, `est` where less than 99 % of the zone is. */
void amont_crossed_fill(const amont_crossing *crossing, amont_crossed_fits *fits, const void *data,
                        amont_figure *figures);

/* Of each zone the ground that shares are of, in ha: the zone, or what of it is known. */
void amont_crossed_grounds(const amont_crossing *crossing, amont_figure *figures);

#endif
