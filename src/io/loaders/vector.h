/* The door to GDAL: a vector file opened with one driver, one of its layers chosen, and GDAL's
 * complaints kept instead of printed. One is open at a time in a thread. */
#ifndef AMONT_IO_LOADERS_VECTOR_H
#define AMONT_IO_LOADERS_VECTOR_H

#include "amont/open.h"
#include "io/gdal.h"

typedef struct amont_vector {
    GDALDatasetH dataset;
    OGRLayerH layer;
    const amont_format *format; /* NULL for a table in memory */
    long first_row;             /* what the first feature is called in messages */
    bool starved;               /* GDAL found no memory */
    bool filtered;              /* only some features are given */
    char *copy;                 /* what was opened in place of the file (markup.h), or NULL */
    char *complaint;            /* GDAL's first error since it was last forgotten, or NULL */
} amont_vector;

/* Drivers become known, once; what opens a file does it by itself. */
void amont_vector_register(void);

amont_vector *amont_vector_open(const amont_source *source, const amont_format *format,
                                GError **error);
/* Columns as a table in GDAL's memory, to be filtered; row i has identifier i+1. */
amont_vector *amont_vector_table(const amont_column *const *columns, guint n, size_t n_rows);

void amont_vector_close(amont_vector *vector);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_vector, amont_vector_close)

/* Keeps only the features that pass an OGR attribute filter; NULL keeps all. A filter that GDAL
 * does not accept is an error of code CONFIG at `key`; for a table, without a hint. */
bool amont_vector_filter(amont_vector *vector, const amont_source *source, const char *key,
                         const char *filter, GError **error);

/* The same without a word. */
bool amont_vector_accepts(amont_vector *vector, const char *filter);

/* Every feature (OGRFeatureH), in the order of the file; the array owns them. */
GPtrArray *amont_vector_features(amont_vector *vector, const amont_source *source, GError **error);

#endif
