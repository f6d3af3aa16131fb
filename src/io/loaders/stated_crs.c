#include "io/loaders/stated_crs.h"
#include "io/gdal.h"

#include <glib.h>

/* A .prj file may name its system in any encoding; what counts in it is ASCII. */
static char *definition_of(OGRSpatialReferenceH crs) {
    const char *authority = OSRGetAuthorityName(crs, NULL);
    const char *code = OSRGetAuthorityCode(crs, NULL);
    if (authority && code)
        return g_strdup_printf("%s:%s", authority, code);
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    char *wkt = NULL;
    bool exported = OSRExportToWktEx(crs, &wkt, options) == OGRERR_NONE;
    char *copy = exported ? g_utf8_make_valid(wkt, -1) : NULL;
    CPLFree(wkt);
    return copy;
}

char *amont_stated_crs(OGRSpatialReferenceH stated) {
    if (!stated || OSRIsLocal(stated))
        return NULL;
    OGRSpatialReferenceH flat = OSRClone(stated);
    OSRDemoteTo2D(flat, NULL);
    char *definition = definition_of(flat);
    OSRDestroySpatialReference(flat);
    return definition;
}
