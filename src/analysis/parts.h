/* Projects spread over zones: a project with sites counts where they are, in equal parts; without,
 * for the communes it states, in equal parts; with neither it is not located. The parts of a
 * project add up to one, so that zones + not located + outside = what the projects hold. */
#ifndef AMONT_ANALYSIS_PARTS_H
#define AMONT_ANALYSIS_PARTS_H

#include "analysis/analysis.h"

/* What is summed up of a project: NaN unknown. */
typedef double amont_project_value(const amont_project *project);

typedef struct amont_spread {
    amont_project_value *value; /* by part; NULL: the project itself, by part */
    amont_project_value *with;  /* known too, or the project does not count: of ratios; or NULL */
    bool
        present; /* 1 in each zone where the project has a part, and once in all; `value` is NULL */
    const char *of; /* only of a fund, an axis or a category, compared as names are; NULL: all. What
                      projects that do not state theirs hold makes the sum `est`, or missing */
} amont_spread;

/* Fills zones, what is not located, elsewhere, outside and overall, and says where it comes from.
 * A sum that lacks a value is `est`, and missing when it has none. `whole` is not set. */
void amont_spread_projects(const amont_request *ask, const amont_projects *projects,
                           const amont_spread *spread, amont_series *series);

/* Whether a fund, an axis or a category is called so; false with an error that names them. The word
 * `?` stands for projects without an axis. */
bool amont_spread_check(const amont_projects *projects, const char *of, GError **error);

double amont_project_eu(const amont_project *project);
double amont_project_cost(const amont_project *project);
double amont_project_contracted(const amont_project *project);
double amont_project_certified(const amont_project *project);
double amont_project_paid(const amont_project *project);

#endif
