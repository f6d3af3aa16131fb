/* What spatial statistics are asked of: the zones of a level that have a figure, the figures, and
 * who is near whom, as the study's key `spatial` says. Kept, as several indicators speak of it. */
#ifndef AMONT_ANALYSIS_SPATIAL_ASKED_H
#define AMONT_ANALYSIS_SPATIAL_ASKED_H

#include "amont/spatial.h"
#include "analysis/analysis.h"

typedef struct amont_asked {
    char *id; /* of the indicator in brackets */
    const amont_level *level;
    bool rates;           /* values are rates made comparable */
    amont_series *series; /* of the indicator in brackets */
    amont_spatial_spec how;
    size_t n, n_missing;    /* zones that are counted, with and without a figure */
    size_t *zone_of;        /* of each unit, by code */
    double *values;         /* of each unit; NULL where there are none (rates without parts) */
    amont_weights *weights; /* NULL below AMONT_SPATIAL_FEWEST units */
    amont_moran *moran;     /* these three NULL until they are asked for */
    amont_local *local;
    double *getis;
} amont_asked;

/* `rates`: from numerators and denominators. NULL and an error where the indicator in brackets is
 * unknown, or has no figures by zone. */
amont_asked *amont_spatial_ask(const amont_request *ask, bool rates, GError **error);

/* Computed once; the weights are there. No p-value of draws below AMONT_SPATIAL_FEW units. */
const amont_moran *amont_asked_moran(amont_asked *asked);
const amont_local *amont_asked_local(amont_asked *asked);
const double *amont_asked_getis(amont_asked *asked);

typedef struct amont_spatial_store {
    GPtrArray *asked;    /* amont_asked */
    GPtrArray *contacts; /* of levels (touching) */
} amont_spatial_store;
void amont_spatial_start(amont_spatial_store *store);
void amont_spatial_clear(amont_spatial_store *store);
amont_spatial_store *amont_analysis_spatial(amont_analysis *analysis);

#endif
