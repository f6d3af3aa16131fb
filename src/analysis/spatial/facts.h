/* What is said beside spatial statistics: weights, numbers, what was left out, what was refused. */
#ifndef AMONT_ANALYSIS_SPATIAL_FACTS_H
#define AMONT_ANALYSIS_SPATIAL_FACTS_H

#include "analysis/spatial/asked.h"

/* Adds the sentences to the facts of the series in the language of messages, and to its method, for
 * the trace, in English. `moran`: also of Moran's I of all zones (or NULL); `draws`: there are
 * p-values of draws. */
void amont_spatial_say(const amont_request *ask, const amont_asked *asked, const amont_moran *moran,
                       bool draws);

#endif
