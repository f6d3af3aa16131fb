/* Merely reads a layer through GDAL, to the end, and prints how many rows it has: what a program
 * that does nothing with them would take.
 *
 *     read_gdal features|arrow FILE
 *
 * `features` is OGR_L_GetNextFeature, `arrow` OGR_L_GetArrowStream in batches of 65,536 rows. A CSV
 * is opened without options, as text. */
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long long read_features(OGRLayerH layer) {
    long long n = 0;
    OGRFeatureH feature = NULL;
    while ((feature = OGR_L_GetNextFeature(layer))) {
        n++;
        OGR_F_Destroy(feature);
    }
    return n;
}

static long long read_arrow(OGRLayerH layer) {
    char size[] = "MAX_FEATURES_IN_BATCH=65536";
    char *options[] = {size, NULL};
    struct ArrowArrayStream stream;
    if (!OGR_L_GetArrowStream(layer, &stream, options))
        return -1;
    struct ArrowSchema schema;
    long long n = 0;
    if (stream.get_schema(&stream, &schema) != 0)
        n = -1;
    else
        schema.release(&schema);
    struct ArrowArray batch;
    while (n >= 0 && stream.get_next(&stream, &batch) == 0 && batch.release) {
        n += batch.length;
        batch.release(&batch);
    }
    stream.release(&stream);
    return n;
}

int main(int argc, char **argv) {
    bool arrow = argc == 3 && strcmp(argv[1], "arrow") == 0;
    if (argc != 3 || (!arrow && strcmp(argv[1], "features") != 0)) {
        fputs("usage: read_gdal features|arrow FILE\n", stderr);
        return 64;
    }
    GDALAllRegister();
    GDALDatasetH dataset = GDALOpenEx(argv[2], GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    OGRLayerH layer = dataset ? GDALDatasetGetLayer(dataset, 0) : NULL;
    long long n = -1;
    if (layer)
        n = arrow ? read_arrow(layer) : read_features(layer);
    printf("%lld\n", n);
    if (dataset)
        GDALClose(dataset);
    return n >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
