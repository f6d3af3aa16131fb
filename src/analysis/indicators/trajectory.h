/* The plan of a level: what its zones consumed, and what they may. */
#ifndef AMONT_ANALYSIS_TRAJECTORY_H
#define AMONT_ANALYSIS_TRAJECTORY_H

#include "analysis/annual.h"

#define AMONT_TRAJECTORY_FIRST 2021
#define AMONT_TRAJECTORY_YEARS 10

typedef struct amont_plan {
    const amont_level *level;
    double kept;                                               /* 1 - target / 100 */
    const char *status;                                        /* legal status of the target */
    amont_figure *reference;                                   /* of each zone, ha: Z2 */
    amont_figure *consumed;                                    /* of each zone, ha: Z6 */
    const amont_known_quantity *since[AMONT_TRAJECTORY_YEARS]; /* fluxes from 2021 on, m² */
    int elapsed;                                               /* how many there are */
} amont_plan;

typedef enum amont_plan_needs {
    AMONT_PLAN_REFERENCE = 1, /* the reference decade */
    AMONT_PLAN_SINCE = 2,     /* fluxes since 2021 */
    AMONT_PLAN_THREE = 4,     /* three of them */
} amont_plan_needs;

/* NULL where the study lacks what is needed; the series says what. */
amont_plan *amont_plan_new(const amont_request *ask, unsigned needs);
void amont_plan_free(amont_plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_plan, amont_plan_free)

/* Z4 to Z11, of one zone. What is not defined is `nd`; the status says why. */
amont_figure amont_plan_ceiling(const amont_plan *plan, size_t zone);
amont_figure amont_plan_allowed_pace(const amont_plan *plan, size_t zone);
amont_figure amont_plan_consumed(const amont_plan *plan, size_t zone);
amont_figure amont_plan_remaining(const amont_plan *plan, size_t zone);
amont_figure amont_plan_pace(const amont_plan *plan, size_t zone);
amont_figure amont_plan_pace_gap(const amont_plan *plan, size_t zone);
amont_figure amont_plan_years_left(const amont_plan *plan, size_t zone);
amont_figure amont_plan_years_left_min(const amont_plan *plan, size_t zone);
amont_figure amont_plan_years_left_max(const amont_plan *plan, size_t zone);
amont_figure amont_plan_overrun(const amont_plan *plan, size_t zone);
amont_figure amont_plan_overrun_min(const amont_plan *plan, size_t zone);
amont_figure amont_plan_overrun_max(const amont_plan *plan, size_t zone);
amont_figure amont_plan_projected(const amont_plan *plan, size_t zone);
amont_figure amont_plan_projected_share(const amont_plan *plan, size_t zone);
amont_figure amont_plan_effort(const amont_plan *plan, size_t zone);

/* What there is to say of a zone, in words (amont_series.words). */
typedef enum amont_plan_status {
    AMONT_PLAN_EXCEEDED, /* more than the ceiling is consumed */
    AMONT_PLAN_REACHED,  /* the ceiling exactly */
    AMONT_PLAN_OVERRUN,  /* at this pace it is exceeded before 2031 */
    AMONT_PLAN_KEPT,     /* at this pace it is not */
    AMONT_PLAN_NONE,     /* nothing consumed since 2021: there is no pace */
} amont_plan_status;
extern const char *const amont_plan_words[2][6]; /* by amont_language */
amont_figure amont_plan_state(const amont_plan *plan, size_t zone);

#endif
