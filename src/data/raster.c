#include "amont/raster.h"

bool amont_raster_run(amont_raster *raster, amont_raster_take take, void *data, GError **error) {
    return raster->run(raster, take, data, error);
}

void amont_raster_free(amont_raster *raster) {
    if (raster)
        raster->free(raster);
}
