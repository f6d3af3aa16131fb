/* What an analysis keeps of land use between indicators. */
#ifndef AMONT_ANALYSIS_LAND_STORE_H
#define AMONT_ANALYSIS_LAND_STORE_H

#include "analysis/analysis.h"

typedef struct amont_land {
    GPtrArray *records;     /* of landuse.h; NULL: not yet found */
    GPtrArray *artificials; /* amont_artificial, of artificial.h */
    GPtrArray *grounds;     /* amont_ground, of grounds.h */
    GPtrArray *transitions; /* amont_transitions, of transitions.h */
} amont_land;

amont_land *amont_land_new(void);
void amont_land_free(amont_land *land);

amont_land *amont_analysis_land(amont_analysis *analysis);

#endif
