/* Figures of transitions: areas of a zone that fit, and how much of the zone is known. */
#ifndef AMONT_ANALYSIS_TRANSITION_AREAS_H
#define AMONT_ANALYSIS_TRANSITION_AREAS_H

#include "analysis/transitions.h"

/* Whether a cell of known states counts. */
typedef bool amont_transition_fits(const amont_transition *cell, const void *data);

/* Of each zone the area in ha of the cells that fit; of changes, less their noise. Missing where
 * no land is known at both dates, `est` where less than 99 % of the zone is. */
void amont_transitions_fill(const amont_transitions *transitions, amont_transition_fits *fits,
                            const void *data, amont_figure *figures);

/* Of each zone the ground that shares are of, in ha: the zone, or what of it is known. */
void amont_transitions_grounds(const amont_transitions *transitions, amont_figure *figures);

#endif
