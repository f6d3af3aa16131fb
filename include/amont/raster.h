/* folder: data */
/* Rasters: one band of cells, read by rows and never held.
 *
 *     if (!amont_raster_run(raster, add_rows, state, &error)) ...
 */
#ifndef AMONT_RASTER_H
#define AMONT_RASTER_H

#include "amont/cover.h"

/* Rows first .. first + n - 1, all columns; NaN where a cell has no value. */
typedef struct amont_raster_rows {
    size_t first, n;
    const double *values;
} amont_raster_rows;
typedef void (*amont_raster_take)(const amont_raster_rows *rows, void *data);

typedef struct amont_raster amont_raster;
struct amont_raster {
    amont_lattice lattice;
    char *crs; /* what the file states; or NULL */
    bool (*run)(amont_raster *raster, amont_raster_take take, void *data, GError **error);
    void (*free)(amont_raster *raster); /* frees the whole */
};

/* Hands over all rows, from the first to the last, in the caller's thread. */
bool amont_raster_run(amont_raster *raster, amont_raster_take take, void *data, GError **error);
void amont_raster_free(amont_raster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_raster, amont_raster_free)

#endif
