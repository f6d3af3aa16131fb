/* Writes a vector file or table in another format. Usage: convert DRIVER FROM TO [CRS] */
#include <gdal_utils.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 4) {
        fputs("usage: convert DRIVER FROM TO [CRS]\n", stderr);
        return 64;
    }
    GDALAllRegister();
    char *arguments[] = {"-f", argv[1], argc > 4 ? "-t_srs" : NULL, argc > 4 ? argv[4] : NULL,
                         NULL};
    GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(arguments, NULL);
    GDALDatasetH from = GDALOpenEx(argv[2], GDAL_OF_VECTOR, NULL, NULL, NULL);
    GDALDatasetH to = from ? GDALVectorTranslate(argv[3], NULL, 1, &from, options, NULL) : NULL;
    GDALVectorTranslateOptionsFree(options);
    if (from)
        GDALClose(from);
    if (to)
        GDALClose(to);
    return to ? EXIT_SUCCESS : EXIT_FAILURE;
}
