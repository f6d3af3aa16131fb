/* What the parts of the analysis of pressure share. */
#ifndef AMONT_ANALYSIS_PRESSURE_PRESSURE_H
#define AMONT_ANALYSIS_PRESSURE_PRESSURE_H

#include "amont/pressure.h"
#include "analysis/analysis.h"

/* `pillars`: amont_pillar_spec; weights within one count beside each other, then those of pillars,
 * but for a single one. */
amont_reference *amont_reference_new(amont_analysis *analysis, const GPtrArray *pillars,
                                     const amont_level *level, GError **error);
void amont_reference_free(amont_reference *reference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_reference, amont_reference_free)

/* Of one set, which is a pillar by itself. */
amont_exposure *amont_exposure_new(amont_analysis *analysis, amont_pillar_spec *spec,
                                   const amont_level *level, GError **error);
void amont_exposure_free(amont_exposure *exposure);

void amont_pressure_free(amont_pressure *pressure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_pressure, amont_pressure_free)

/* Classes of scores by thirds. */
void amont_pressure_classify(const double *scores, size_t n, unsigned *classes);

/* "minmax"…, "arithmetic"…: as the study writes them. */
extern const char *const amont_normalisation_names[AMONT_NORMALISATIONS];
extern const char *const amont_aggregation_names[AMONT_AGGREGATIONS];

/* The units, the best rank first; of tied ones the lowest code. */
size_t *amont_pressure_by_rank(const amont_pressure *pressure);

/* Where an analysis keeps it. */
amont_pressure **amont_analysis_pressure(amont_analysis *analysis);

#endif
