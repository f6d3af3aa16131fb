/* folder: geo */
/* Polygons cut by polygons: the ground that pairs of features have in common, as shapes. */
#ifndef AMONT_CUT_H
#define AMONT_CUT_H

#include "amont/shapes.h"

typedef struct amont_cut_pair {
    size_t first, second; /* features of either; second AMONT_CUT_WHOLE: the first as it is */
} amont_cut_pair;
#define AMONT_CUT_WHOLE ((size_t)-1)

/* One feature for each polygon of what each pair has in common (GEOS, intersection; coordinates are
 * rounded to doubles); `pair_of` (size_t) receives the pair of each feature. */
amont_shapes *amont_shapes_cut(const amont_shapes *shapes, const amont_shapes *others,
                               const amont_cut_pair *pairs, size_t n_pairs, GArray *pair_of,
                               GError **error);

#endif
