/* Landscapes: land use as a mosaic of patches, measured once for each level and way to group the
 * classes. Patches and borders are those of amont/patches.h; they are found once for a layer. */
#ifndef AMONT_ANALYSIS_LANDSCAPE_H
#define AMONT_ANALYSIS_LANDSCAPE_H

#include "analysis/analysis.h"

/* Land in a zone whose share is no patch of it: what outlines of another scale cut off. */
#define AMONT_PATCH_LEAST_M2 1.0
/* Borders within so much of an outline of a zone run along it, and are not within. */
#define AMONT_OUTLINE_TOLERANCE_M 1.0

/* How the classes of the first dimension are told apart: by themselves, or by a grouping of the
 * list. */
typedef struct amont_mosaic {
    const amont_landuse *landuse;
    const amont_grouping *grouping; /* NULL: by class */
    size_t n;                       /* classes, or groups */
} amont_mosaic;

/* The first land-use layer by classes (NULL), or by the grouping of that name: an error, which
 * names those there are, where it is unknown. False without error, after saying what lacks, where
 * the study has no land use. */
bool amont_mosaic_find(const amont_request *ask, const char *grouping, amont_mosaic *mosaic,
                       GError **error);

/* The class or group of a class, or AMONT_UNCLASSED (amont/patches.h). */
size_t amont_mosaic_class(const amont_mosaic *mosaic, size_t class);

/* Says the year, the grouping and the source. */
void amont_mosaic_describe(const amont_mosaic *mosaic, amont_series *series);

/* Of a zone, or of all selected zones together: patches are those of the whole layer, and `a` is
 * the area of one within the zone. A patch that is in one piece, but not within the zone, is one.
 */
typedef struct amont_landscape_zone {
    double n;             /* patches of which there are AMONT_PATCH_LEAST_M2 */
    double classified_m2; /* Σ a */
    double largest_m2;    /* the greatest a */
    double squares_m4;    /* Σ a² */
    double across_m4;     /* Σ a × the whole area of its patch, beyond the zone too */
    double borders_m;     /* within, not along its outline, in the study's plane; NaN for all zones
                             together */
    double area_m2;       /* of the zone itself */
} amont_landscape_zone;

typedef struct amont_landscape {
    amont_mosaic mosaic;
    const amont_level *level;
    amont_landscape_zone *zones; /* the last is for all selected zones together */
} amont_landscape;

const amont_landscape *amont_analysis_landscape(amont_analysis *analysis,
                                                const amont_mosaic *mosaic,
                                                const amont_level *level, GError **error);

/* What amont_analysis keeps between calls. */
typedef struct amont_landscapes {
    GPtrArray *patches, *measured;
} amont_landscapes;
void amont_landscapes_start(amont_landscapes *landscapes);
void amont_landscapes_clear(amont_landscapes *landscapes);
amont_landscapes *amont_analysis_landscapes(amont_analysis *analysis);

#endif
