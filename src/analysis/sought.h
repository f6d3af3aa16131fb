/* Artificialised and impermeable land: which layers can say it, and how. */
#ifndef AMONT_ANALYSIS_SOUGHT_H
#define AMONT_ANALYSIS_SOUGHT_H

#include "analysis/transitions.h"

/* What is sought of polygons. */
typedef enum amont_sought {
    AMONT_SOUGHT_ARTIFICIAL, /* by the best way there is */
    AMONT_SOUGHT_BY_MATRIX,
    AMONT_SOUGHT_IMPERMEABLE /* by the list */
} amont_sought;

/* What transitions to ask for between two dates, or at one, which label and method of the series
 * then say; false where they have no way for it: series->lacks says it. */
bool amont_sought_ask(const amont_request *request, amont_sought sought,
                      const amont_dated period[2], amont_transitions_ask *ask);

/* The first record that has a way for it at its last `n_dates` dates, else at its last one, else
 * the first of all. */
const GArray *amont_sought_record(amont_analysis *analysis, amont_sought sought, guint n_dates);

#endif
