/* GeoPackage (OGC 12-128r18, version 1.3), by SQLite: layers of multipolygons with columns of texts
 * and numbers, and tables of such columns alone. Without a spatial index, which those who need one
 * make themselves.
 *
 *     g_autoptr(amont_gpkg) gpkg = amont_gpkg_new("table.gpkg", crs, "2026-11-22", &error);
 *     amont_gpkg_add_layer(gpkg, "commune", "Study", columns, 2, &error);
 *     amont_gpkg_add_feature(gpkg, shapes, f, values, &error);          (once for each row)
 *     amont_gpkg_finish(gpkg, &error);
 *
 * The file is written beside its name and renamed at the end. The same calls make the same bytes.
 */
#ifndef AMONT_IO_WRITERS_GPKG_H
#define AMONT_IO_WRITERS_GPKG_H

#include "amont/crs.h"

typedef struct amont_gpkg amont_gpkg;

/* `date`, as YYYY-MM-DD, is that of the last change. */
amont_gpkg *amont_gpkg_new(const char *path, const amont_crs *crs, const char *date,
                           GError **error);

/* Removes what is not finished. */
void amont_gpkg_free(amont_gpkg *gpkg);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_gpkg, amont_gpkg_free)

typedef struct amont_gpkg_column {
    const char *name; /* a name that is there already gets a number; `fid` and `geom` are */
    bool is_text;
} amont_gpkg_column;

/* One cell of a row: the text, or the number of its column; NULL or NaN where missing. */
typedef struct amont_gpkg_value {
    const char *text;
    double number;
} amont_gpkg_value;

/* Features go to the layer that was added last. The columns may go away meanwhile. */
bool amont_gpkg_add_layer(amont_gpkg *gpkg, const char *name, const char *description,
                          const amont_gpkg_column *columns, size_t n_columns, GError **error);
bool amont_gpkg_add_feature(amont_gpkg *gpkg, const amont_shapes *shapes, size_t feature,
                            const amont_gpkg_value *values, GError **error);

/* The same without polygons: a table of attributes, and its rows. */
bool amont_gpkg_add_table(amont_gpkg *gpkg, const char *name, const char *description,
                          const amont_gpkg_column *columns, size_t n_columns, GError **error);
bool amont_gpkg_add_row(amont_gpkg *gpkg, const amont_gpkg_value *values, GError **error);

bool amont_gpkg_finish(amont_gpkg *gpkg, GError **error);

#endif
