/* OGR features as a layer: columns and shapes. */
#ifndef AMONT_IO_LOADERS_FEATURES_H
#define AMONT_IO_LOADERS_FEATURES_H

#include "io/loaders/vector.h"

/* One row a feature. Numbers become number columns, all else text; an empty text is missing. */
amont_layer *amont_features_layer(const GPtrArray *features, const amont_vector *vector,
                                  const amont_source *source, GError **error);

/* Brings the texts of a layer just read to UTF-8; frees it, with an error, when they are not text.
 */
amont_layer *amont_features_mend(amont_layer *layer, const amont_source *source, GError **error);

/* Is there no more of it, in columns and in the text of a cell, than is read (open.h)? */
bool amont_features_fit(const amont_vector *vector, const GPtrArray *features,
                        const amont_source *source, GError **error);

/* Fills layer->shapes, NULL when no feature has a geometry. All geometries must be of one kind. */
bool amont_features_shapes(const GPtrArray *features, amont_layer *layer,
                           const amont_source *source, GError **error);

#endif
