/* Transitions: areas by zone, state at one date and state at another; of one date, its stocks.
 *
 * States are classes of a list, or whether land is artificialised. Noise is changed land in pieces
 * of less than the layers' `minimum_unit_m2`: polygons that change from and to the same states and
 * have a border in common are one piece, whatever zones they lie in. */
#ifndef AMONT_ANALYSIS_TRANSITIONS_H
#define AMONT_ANALYSIS_TRANSITIONS_H

#include "analysis/artificial.h"
#include "analysis/grounds.h"

typedef enum amont_land_kind {
    AMONT_LAND_COVER, /* classes of the first dimension */
    AMONT_LAND_USE,   /* of the second */
    AMONT_LAND_ARTIFICIAL,
    AMONT_LAND_IMPERMEABLE,
} amont_land_kind;

/* States where the kind is no list of classes. */
enum { AMONT_STATE_NO, AMONT_STATE_YES };

typedef struct amont_transition {
    size_t zone;       /* AMONT_NO_ZONE last, of one layer only */
    unsigned from, to; /* states */
    double area_m2;    /* of all pieces */
    double noise_m2;   /* of those that are noise */
    double n, n_noise; /* pieces that are land (analysis/grounds.h) */
} amont_transition;

typedef struct amont_transitions {
    amont_land_kind kind;
    amont_way way; /* of AMONT_LAND_ARTIFICIAL */
    const amont_level *level;
    amont_dated period[2];
    unsigned n_known;          /* states below are known; then: no class, no polygon */
    GPtrArray *codes, *labels; /* of known states (char *) */
    double *stock_m2;          /* of each known state: of whole polygons, at the later date */
    double minimum_unit_m2;    /* NaN: nothing is noise */
    GArray *cells;             /* amont_transition, by zone, from, to */
} amont_transitions;
void amont_transitions_free(amont_transitions *transitions);

#define AMONT_STATE_NO_CLASS(transitions) ((transitions)->n_known)
#define AMONT_STATE_NO_POLYGON(transitions) ((transitions)->n_known + 1)

/* What is asked for; of artificialised land by `way`, which both dates have. */
typedef struct amont_transitions_ask {
    amont_land_kind kind;
    amont_way way;
    amont_dated period[2];
} amont_transitions_ask;

/* Owned by the analysis. */
const amont_transitions *amont_analysis_transitions(amont_analysis *analysis,
                                                    const amont_transitions_ask *ask,
                                                    const amont_level *level, GError **error);

#endif
