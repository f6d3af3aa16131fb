/* The two ways to read GeoJSON, ours and GDAL's (io/loaders/geojson.h), side by side. */
#ifndef AMONT_TESTS_WAYS_H
#define AMONT_TESTS_WAYS_H

#include <glib.h>
#include <stdbool.h>

typedef enum ways_outcome {
    WAYS_LEFT,   /* not plain: our way told nothing */
    WAYS_AGREE,  /* the same layer, CRS and findings, to the last bit */
    WAYS_DIFFER, /* or only GDAL refuses the file, or one that is not plain was told of */
} ways_outcome;

/* Reads a file by our way and, where that takes it, by GDAL's. `*why` receives GDAL's error where
 * it has one; free it. */
ways_outcome ways_compare(const char *path, char **why);

#endif
