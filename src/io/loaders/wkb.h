/* Well-known binary (ISO and OGC's extended form) of plain points, lines and polygons. */
#ifndef AMONT_IO_LOADERS_WKB_H
#define AMONT_IO_LOADERS_WKB_H

#include "amont/shapes.h"

#include <stdint.h>

/* The kind of a geometry, heights and measures apart; false for what is not plain: curves,
 * collections, bytes that end too soon. */
bool wkb_kind(const uint8_t *bytes, size_t length, amont_shape_type *type);

/* Adds the parts of one geometry of `type` to the feature that was begun. False when the bytes are
 * not whole, hold another type or a coordinate that is not finite: the builder is then of no use.
 */
bool wkb_add(const uint8_t *bytes, size_t length, amont_shape_type type,
             amont_shapes_builder *builder);

/* The place of a point, or of a multi-point of one; NaN where it is empty. False as above, and of
 * several, which another way of reading tells. */
bool wkb_point(const uint8_t *bytes, size_t length, double *x, double *y);

#endif
