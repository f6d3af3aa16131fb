/* The union of polygons that lie side by side, without a topology: what is left of their edges when
 * those that two of them share are taken away. */
#ifndef AMONT_GEO_RIM_H
#define AMONT_GEO_RIM_H

#include "amont/shapes.h"

#include <stdbool.h>

/* The features whose flag is set (all when NULL), as one feature, valid; NULL where it is not plain
 * that it is their union: when they overlap, have borders whose vertices differ, or meet in a
 * corner alone. Then GEOS knows (amont_shapes_dissolve). */
amont_shapes *amont_rim(const amont_shapes *shapes, const bool *keep);

#endif
