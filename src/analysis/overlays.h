/* Overlays: the areas of a land-use layer by zone and class, found once for each level. */
#ifndef AMONT_ANALYSIS_OVERLAYS_H
#define AMONT_ANALYSIS_OVERLAYS_H

#include "amont/overlay.h"
#include "analysis/analysis.h"

/* Of one date. The classes of the table are pairs of a class of each dimension, each
 * dimension having one more for what has no class. */
typedef struct amont_overlays {
    const amont_landuse *landuse;
    size_t date;
    const amont_level *level;
    size_t n_classes[AMONT_LANDUSE_DIMENSIONS]; /* with the one for none; 1 beyond the dimensions */
    amont_overlay_table *table;
    double *covered; /* of each zone: the share of its area that polygons cover, with or without
                        class */
} amont_overlays;
void amont_overlays_free(amont_overlays *overlays);

/* Of the latest date of a layer; of any of its dates. */
const amont_overlays *amont_analysis_overlays(amont_analysis *analysis,
                                              const amont_landuse *landuse,
                                              const amont_level *level, GError **error);
const amont_overlays *amont_analysis_overlays_at(amont_analysis *analysis,
                                                 const amont_landuse *landuse, size_t date,
                                                 const amont_level *level, GError **error);

/* The sum of `areas` (one for each pair, as a row of the table) over the pairs with a class. */
double amont_overlays_of_class(const amont_overlays *overlays, size_t dimension, size_t index,
                               const double *areas);

/* What amont_analysis keeps between calls. */
GPtrArray *amont_analysis_overlay_list(amont_analysis *analysis);

/* "activites" of "landuse.area(activites)"; empty without. */
char *amont_indicator_argument(const char *id);

#endif
