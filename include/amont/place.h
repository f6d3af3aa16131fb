/* folder: geo */
/* Plausibility of places: whether coordinates land where they should, and under which CRS they
 * would. The candidates are those in which French planners' files come: longitude and latitude,
 * Lambert-93, the nine conic zones CC42 to CC50, Lambert II extended and the old Lambert zones,
 * UTM 31, Web Mercator, each also with x and y exchanged, and in kilometres. */
#ifndef AMONT_PLACE_H
#define AMONT_PLACE_H

#include "amont/crs.h"

/* At most AMONT_PLACE_SAMPLE coordinates, evenly taken, as they stand before a transformation. */
#define AMONT_PLACE_SAMPLE 1000
typedef struct amont_place_sample {
    size_t n;
    double x[AMONT_PLACE_SAMPLE], y[AMONT_PLACE_SAMPLE];
} amont_place_sample;
void amont_place_take(amont_place_sample *sample, const double *x, const double *y, size_t n);

/* The share, 0 to 1, of coordinates that lie in a box; those that are NaN do not count. */
double amont_place_share(const double *x, const double *y, size_t n, amont_box territory);

/* The CRS under which the most of a sample lands in `territory` (of `target`); false when it is
 * under no candidate more than half. */
typedef struct amont_place_guess {
    const char *definition; /* "EPSG:3949", static */
    const char *name;       /* "CC49", static */
    bool exchanged;         /* x and y */
    bool kilometres;        /* they must be multiplied by 1000 */
    double share;
} amont_place_guess;
bool amont_place_guess_crs(const amont_place_sample *sample, const amont_crs *target,
                           amont_box territory, amont_place_guess *guess);

/* Where a CRS is meant to be used, as a box of its own coordinates; false when it does not say. */
bool amont_place_area_of_use(const amont_crs *crs, amont_box *box);

#endif
