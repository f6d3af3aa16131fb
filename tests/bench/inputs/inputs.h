/* Inputs of the benchmark: files of fictional zones, points, land use and sales, the same bytes of
 * coordinates for the same seeds. Whatever fails ends the program with one sentence. */
#ifndef AMONT_BENCH_INPUTS_H
#define AMONT_BENCH_INPUTS_H

#include "amont/shapes.h"

#include <gdal.h>
#include <ogr_api.h>
#include <stdint.h>

enum { INPUT_CLASSES = 11 };

/* What every file and the README beside them say. */
#define INPUT_DESCRIPTION "Fictional data made to measure the speed of amont: nothing in it exists."

_Noreturn void input_fail(const char *what, const char *name);

/* A layer in a file of its own, in EPSG:2154 (CSV: without geometry). Fields are added by the
 * caller; one transaction holds all features. */
typedef struct input_file {
    GDALDatasetH dataset;
    OGRLayerH layer;
} input_file;

input_file input_create(const char *driver, const char *path, OGRwkbGeometryType type);
void input_add_field(const input_file *file, const char *name, OGRFieldType type);
/* Takes the feature. */
void input_add(const input_file *file, OGRFeatureH feature);
void input_close(input_file *file);

/* Zones with `code` (five digits, in the order of the features) and `name`. */
void input_write_zones(const char *path, const amont_shapes *zones);
/* Polygons with a class column `poste`, 1 to 11. */
void input_write_land_use(const char *path, const amont_shapes *land);

/* Points in EPSG:2154 with id and valeur, half of them uniform over the box and a rim of 1 % around
 * it, half in clusters. One in a thousand stands on a vertex of `zones`. */
typedef struct input_points {
    size_t n;
    double *x, *y, *value;
} input_points;

input_points input_make_points(const amont_shapes *zones, size_t n);
void input_points_clear(input_points *points);
/* CSV: id, lon, lat (7 decimals of a degree), valeur. Other drivers: points, id, valeur. */
void input_write_points_csv(const char *path, const input_points *points);
void input_write_points(const char *driver, const char *path, const input_points *points);

/* Rows in the 40 columns of the geolocated DVF, over a box in degrees. */
void input_write_sales(const char *path, size_t n_rows, amont_box degrees);

#endif
