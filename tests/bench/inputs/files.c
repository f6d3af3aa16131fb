/* Layers through GDAL, one file each. */
#include "inputs.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void input_fail(const char *what, const char *name) {
    fprintf(stderr, "cannot %s '%s': %s\n", what, name, CPLGetLastErrorMsg());
    exit(EXIT_FAILURE); /* NOLINT(concurrency-mt-unsafe): one thread */
}

static OGRSpatialReferenceH lambert_93(void) {
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(crs, 2154) != OGRERR_NONE)
        input_fail("find", "EPSG:2154");
    return crs;
}

input_file input_create(const char *driver, const char *path, OGRwkbGeometryType type) {
    input_file file = {NULL, NULL};
    remove(path);
    file.dataset = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    if (!file.dataset)
        input_fail("create", path);
    char **options = NULL;
    if (EQUAL(driver, "GPKG")) /* FlatGeobuf has no place for it */
        options = CSLSetNameValue(options, "DESCRIPTION", INPUT_DESCRIPTION);
    g_autofree char *name = g_path_get_basename(path);
    *strrchr(name, '.') = '\0';
    OGRSpatialReferenceH crs = lambert_93();
    file.layer = GDALDatasetCreateLayer(file.dataset, name, crs, type, options);
    OSRRelease(crs);
    CSLDestroy(options);
    if (!file.layer)
        input_fail("create a layer in", path);
    GDALDatasetStartTransaction(file.dataset, FALSE); /* no matter where there are none */
    return file;
}

void input_add_field(const input_file *file, const char *name, OGRFieldType type) {
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    if (OGR_L_CreateField(file->layer, field, TRUE) != OGRERR_NONE)
        input_fail("add the field", name);
    OGR_Fld_Destroy(field);
}

void input_add(const input_file *file, OGRFeatureH feature) {
    if (OGR_L_CreateFeature(file->layer, feature) != OGRERR_NONE)
        input_fail("write to", OGR_L_GetName(file->layer));
    OGR_F_Destroy(feature);
}

void input_close(input_file *file) {
    GDALDatasetCommitTransaction(file->dataset);
    GDALClose(file->dataset);
    *file = (input_file){NULL, NULL};
}

static OGRGeometryH ring_of(const amont_shapes *shapes, size_t ring) {
    size_t first = shapes->point_of[ring], n = shapes->point_of[ring + 1] - first;
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    OGR_G_SetPoints(line, (int)n, shapes->x + first, sizeof(double), shapes->y + first,
                    sizeof(double), NULL, 0);
    return line;
}

/* The features of the generators have one part. */
static OGRGeometryH polygon_of(const amont_shapes *shapes, size_t feature) {
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    size_t part = shapes->part_of[feature];
    for (size_t ring = shapes->ring_of[part]; ring < shapes->ring_of[part + 1]; ring++)
        OGR_G_AddGeometryDirectly(polygon, ring_of(shapes, ring));
    return polygon;
}

void input_write_zones(const char *path, const amont_shapes *zones) {
    input_file file = input_create("GPKG", path, wkbPolygon);
    input_add_field(&file, "code", OFTString);
    input_add_field(&file, "name", OFTString);
    for (size_t zone = 0; zone < zones->n_features; zone++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file.layer));
        OGR_F_SetFieldString(feature, 0, CPLSPrintf("%05zu", zone + 1));
        OGR_F_SetFieldString(feature, 1, CPLSPrintf("Zone fictive %zu", zone + 1));
        OGR_F_SetGeometryDirectly(feature, polygon_of(zones, zone));
        input_add(&file, feature);
    }
    input_close(&file);
}

void input_write_land_use(const char *path, const amont_shapes *land) {
    input_file file = input_create("GPKG", path, wkbPolygon);
    input_add_field(&file, "poste", OFTInteger);
    for (size_t f = 0; f < land->n_features; f++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(file.layer));
        OGR_F_SetFieldInteger(feature, 0, (int)(f * 7 % INPUT_CLASSES + 1));
        OGR_F_SetGeometryDirectly(feature, polygon_of(land, f));
        input_add(&file, feature);
    }
    input_close(&file);
}
