/* Columns of a vector file in batches, by GDAL's Arrow stream: many times faster than features.
 *
 * Only what is ordinary is read here: numbers, texts, dates; plain geometries of one kind. At the
 * first thing that is not, reading stops (AMONT_ARROW_UNUSUAL) and the file must be read feature by
 * feature, which says what is wrong or copes with it. */
#ifndef AMONT_IO_LOADERS_ARROW_H
#define AMONT_IO_LOADERS_ARROW_H

#include "io/loaders/vector.h"

typedef enum amont_arrow_outcome {
    AMONT_ARROW_DONE,
    AMONT_ARROW_UNUSUAL,
    AMONT_ARROW_FAILED, /* the vector has the complaint */
} amont_arrow_outcome;

/* Whether the driver has a stream of its own that is worth it. */
bool amont_arrow_is_for_driver(const char *driver);
bool amont_arrow_is_for(const amont_vector *vector);

/* Where shapes go, instead of into the layer, as they are read: `begin` says where some are built,
 * `take` takes them, features in their order. NULL and false end the reading. */
typedef struct amont_outlet {
    amont_shapes_builder *(*begin)(void *data, amont_shape_type type);
    bool (*take)(void *data, amont_shapes *shapes);
    void *data;
    bool used; /* set: some were taken */
} amont_outlet;

/* The whole layer, as amont_features_layer makes it; texts as the driver gives them. `outlet` may
 * be NULL; what it has taken counts for nothing unless the outcome is DONE. */
amont_arrow_outcome amont_arrow_layer(const amont_vector *vector, const amont_source *source,
                                      amont_outlet *outlet, amont_layer **layer);

/* Points and figures, in the order of the file. `numbers[c][i]` is the cell of column c; `take` is
 * called for each batch and may say to stop (then the outcome is DONE). */
typedef struct amont_arrow_points {
    const char *const *columns;
    size_t n_columns;
    bool (*take)(void *data, size_t n, const double *x, const double *y,
                 const double *const *numbers);
    void *data;
} amont_arrow_points;
amont_arrow_outcome amont_arrow_run(const amont_vector *vector, const amont_source *source,
                                    const amont_arrow_points *wanted);

#endif
