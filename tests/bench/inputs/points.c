/* Points that do not exist. */
#include "inputs.h"

#include <math.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

enum { CLUSTER = 1000, BATCH = 65536 };

static amont_box box_of(const amont_shapes *zones) {
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t zone = 0; zone < zones->n_features; zone++)
        box = amont_box_union(box, amont_shapes_box(zones, zone));
    return box;
}

/* To the millimetre, as coordinates are delivered. */
static double between(GRand *random, double low, double high) {
    return round(g_rand_double_range(random, low, high) * 1000) / 1000;
}

/* Prices look like this: many small ones, few large ones, in cents. */
static double make_value(GRand *random) {
    double logarithm = 12 + g_rand_double(random) + g_rand_double(random) - g_rand_double(random);
    return round(exp(logarithm) * 100) / 100;
}

input_points input_make_points(const amont_shapes *zones, size_t n) {
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    input_points p = {n, g_new(double, n), g_new(double, n), g_new(double, n)};
    const amont_box box = box_of(zones);
    const double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    amont_box cluster = box;
    for (size_t i = 0; i < n; i++) {
        if (i % CLUSTER == 0) {
            cluster.min_x = between(random, box.min_x, box.max_x);
            cluster.min_y = between(random, box.min_y, box.max_y);
            cluster.max_x = cluster.min_x + width / 40;
            cluster.max_y = cluster.min_y + height / 40;
        }
        const amont_box wide = {box.min_x - width / 100, box.min_y - height / 100,
                                box.max_x + width / 100, box.max_y + height / 100};
        const amont_box *from = i % 2 == 0 ? &wide : &cluster;
        p.x[i] = between(random, from->min_x, from->max_x);
        p.y[i] = between(random, from->min_y, from->max_y);
        p.value[i] = make_value(random);
        if (i % CLUSTER == CLUSTER - 1) {
            size_t vertex = (size_t)(g_rand_double(random) * (double)zones->n_points);
            p.x[i] = zones->x[vertex];
            p.y[i] = zones->y[vertex];
        }
    }
    return p;
}

void input_points_clear(input_points *points) {
    g_free(points->x);
    g_free(points->y);
    g_free(points->value);
    *points = (input_points){0, NULL, NULL, NULL};
}

static OGRCoordinateTransformationH to_degrees(void) {
    OGRSpatialReferenceH from = OSRNewSpatialReference(NULL), to = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(from, 2154);
    OSRImportFromEPSG(to, 4326);
    OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
    OGRCoordinateTransformationH transformation = OCTNewCoordinateTransformation(from, to);
    OSRRelease(from);
    OSRRelease(to);
    if (!transformation)
        input_fail("transform to", "EPSG:4326");
    return transformation;
}

void input_write_points_csv(const char *path, const input_points *points) {
    g_autofree double *lon = g_new(double, BATCH), *lat = g_new(double, BATCH);
    OGRCoordinateTransformationH transformation = to_degrees();
    FILE *csv = fopen(path, "w");
    if (!csv)
        input_fail("write", path);
    fputs("id,lon,lat,valeur\n", csv);
    for (size_t first = 0; first < points->n; first += BATCH) {
        size_t n = MIN(BATCH, points->n - first);
        memcpy(lon, points->x + first, n * sizeof *lon);
        memcpy(lat, points->y + first, n * sizeof *lat);
        if (!OCTTransform(transformation, (int)n, lon, lat, NULL))
            input_fail("transform points of", path);
        for (size_t i = 0; i < n; i++)
            fprintf(csv, "%zu,%.7f,%.7f,%.2f\n", first + i + 1, lon[i], lat[i],
                    points->value[first + i]);
    }
    OCTDestroyCoordinateTransformation(transformation);
    if (fclose(csv) != 0)
        input_fail("write", path);
}

void input_write_points(const char *driver, const char *path, const input_points *points) {
    input_file file = input_create(driver, path, wkbPoint);
    input_add_field(&file, "id", OFTInteger64);
    input_add_field(&file, "valeur", OFTReal);
    for (size_t i = 0; i < points->n; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file.layer));
        OGRGeometryH place = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(place, 0, points->x[i], points->y[i]);
        OGR_F_SetFieldInteger64(feature, 0, (GIntBig)i + 1);
        OGR_F_SetFieldDouble(feature, 1, points->value[i]);
        OGR_F_SetGeometryDirectly(feature, place);
        input_add(&file, feature);
    }
    input_close(&file);
}
