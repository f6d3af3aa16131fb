/* States of polygons at a date: their class, or whether they are artificialised. */
#ifndef AMONT_ANALYSIS_STATES_H
#define AMONT_ANALYSIS_STATES_H

#include "analysis/transitions.h"

/* The states that both dates may have go to `codes` and `labels` of the transitions; of[i] is the
 * state of each polygon of period[i]. */
typedef struct amont_states {
    unsigned *of[2];
} amont_states;
void amont_states_clear(amont_states *states);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_states, amont_states_clear)

void amont_states_find(amont_analysis *analysis, amont_transitions *transitions,
                       amont_states *states);

/* The state of a row, AMONT_NO_ROW included. */
unsigned amont_states_at(const amont_transitions *transitions, const amont_states *states,
                         size_t side, size_t row);

/* Where the pieces of noise lie (amont_overlay_piece, whose features are parts), with the states of
 * each part. */
typedef struct amont_noise {
    GArray *pieces;
    unsigned *states[2]; /* of each part */
} amont_noise;
void amont_noise_clear(amont_noise *noise);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_noise, amont_noise_clear)

/* Nothing where the transitions have no minimum unit. */
bool amont_noise_find(const amont_transitions *transitions, const amont_ground *ground,
                      const amont_states *states, amont_noise *noise, GError **error);

#endif
