/* Bytes as GeoJSON: what our way takes, GDAL's way makes the same layer of; the rest is left
 * without a word. */
#include "fuzz.h"

#include "ways.h"

#include <stdio.h>
#include <unistd.h>

static void put(const char *path, const uint8_t *data, size_t size) {
    FILE *file = fopen(path, "wb");
    g_assert(file && fwrite(data, 1, size, file) == size);
    g_assert(fclose(file) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    g_autofree char *path =
        g_strdup_printf("%s/amont-fuzz-%d.geojson", g_get_tmp_dir(), (int)getpid());
    put(path, data, size);
    g_autofree char *why = NULL;
    ways_outcome outcome = ways_compare(path, &why);
    unlink(path);
    g_assert(outcome != WAYS_DIFFER);
    return 0;
}
