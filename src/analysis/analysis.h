/* What the families of indicators share. */
#ifndef AMONT_ANALYSIS_PRIVATE_H
#define AMONT_ANALYSIS_PRIVATE_H

#include "amont/analyse.h"
#include "amont/sum.h"

/* Where the projects of a layer lie on a level: for each site its zone, or one of these. */
#define AMONT_SITE_OUTSIDE ((size_t)-1)
#define AMONT_SITE_TOO_COARSE ((size_t)-2)

typedef struct amont_placement {
    const amont_projects *projects;
    const amont_level *level;
    size_t *zone_of_site;
} amont_placement;

const amont_placement *amont_analysis_placement(amont_analysis *analysis,
                                                const amont_projects *projects,
                                                const amont_level *level);

const amont_layers *amont_analysis_layers(const amont_analysis *analysis);
amont_findings *amont_analysis_findings(const amont_analysis *analysis);

/* A catalogue entry, whose id ends in `()` when it takes an argument: what it is, and how a series
 * is filled. The series comes with `n_zones` missing figures. */
typedef bool amont_compute(amont_analysis *analysis, const amont_level *level, amont_series *series,
                           GError **error);
typedef struct amont_indicator {
    amont_indicator_info info;
    amont_compute *compute;
} amont_indicator;

/* The families: each a table ended by an entry without id. */
extern const amont_indicator amont_indicators_territory[];
extern const amont_indicator amont_indicators_projects[];
extern const amont_indicator amont_indicators_landuse[];

/* Figures that zones and tables carry: NULL without error when no such name is known. What is
 * missing or suspect goes to `findings` (may be NULL). */
amont_series *amont_series_of_field(amont_analysis *analysis, const char *id,
                                    const amont_level *level, amont_findings *findings,
                                    GError **error);
amont_series *amont_series_of_column(amont_analysis *analysis, const char *id,
                                     const amont_level *level, amont_findings *findings,
                                     GError **error);

/* The field of that name that a level itself carries, or NULL. */
const amont_field_spec *amont_level_field(const amont_level *level, const char *id);

/* An indicator of the study's own. */
amont_series *amont_series_of_stat(amont_analysis *analysis, const amont_indicator_spec *spec,
                                   const amont_level *level, GError **error);

/* The same of a layer of cells (stat is one of those). */
amont_series *amont_series_of_cells(amont_analysis *analysis, const amont_indicator_spec *spec,
                                    const amont_level *level, GError **error);

/* Of a stock: what lies in zones that are not selected, or in none. */
amont_figure amont_series_elsewhere(const amont_series *series, const amont_level *level);

/* Tells when zones, outside and unplaced do not make up the whole. */
void amont_series_find_imbalance(const amont_analysis *analysis, const amont_series *series);

/* The error of a name that only another level knows. */
void amont_fail_level(const char *id, const amont_level *asked, const amont_level *known,
                      GError **error);

/* Appends the names that could have been meant, for error messages. */
void amont_names_of_fields(const amont_layers *layers, GPtrArray *names);
void amont_names_of_columns(const amont_layers *layers, GPtrArray *names);

#endif
