/* What the files of this folder share about arrays that came from elsewhere. */
#ifndef AMONT_GEO_WHOLE_H
#define AMONT_GEO_WHOLE_H

#include "amont/shapes.h"

/* Have parts first .. end - 1, whose offsets are in order, rings as amont/shapes.h says? */
bool amont_parts_are_whole(const amont_shapes *shapes, size_t first, size_t end);

#endif
