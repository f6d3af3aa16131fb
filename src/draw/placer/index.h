/* Boxes on paper in the cells of a grid: which of them meet another box. */
#ifndef AMONT_DRAW_PLACER_INDEX_H
#define AMONT_DRAW_PLACER_INDEX_H

#include "amont/shapes.h"

#include <glib.h>
#include <stdint.h>

typedef struct amont_box_index amont_box_index;

/* Of n boxes, which are copied; those beyond `over` are found too. */
amont_box_index *amont_box_index_new(const amont_box *boxes, size_t n, amont_box over);
void amont_box_index_free(amont_box_index *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_box_index, amont_box_index_free)

/* Calls `visit` once with each box numbered `least` or higher that meets the given one, touching
 * included, until it returns false; the order is always the same. */
typedef bool (*amont_box_visit)(uint32_t number, void *data);
void amont_box_index_near(const amont_box_index *index, amont_box box, uint32_t least,
                          amont_box_visit visit, void *data);

#endif
