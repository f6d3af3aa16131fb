/* GeoPackages and shapefiles are changed in place, in the copy, by their driver: fields keep their
 * types. As for reading, this happens in a process of limited time; only this one may write. The
 * order of features is that of reading. */
#include "io/mend/mending.h"

#include "io/gdal.h"
#include "io/loaders/vector.h"
#include "io/source.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 60 };

/* ---- in the process ------------------------------------------------------------------------ */

static OGRGeometryH ring_of(const amont_shapes *shapes, size_t ring) {
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    for (size_t i = shapes->point_of[ring]; i < shapes->point_of[ring + 1]; i++)
        OGR_G_AddPoint_2D(line, shapes->x[i], shapes->y[i]);
    return line;
}

static OGRGeometryH polygon_of(const amont_shapes *shapes, size_t part) {
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    for (size_t ring = shapes->ring_of[part]; ring < shapes->ring_of[part + 1]; ring++)
        (void)!OGR_G_AddGeometryDirectly(polygon, ring_of(shapes, ring));
    return polygon;
}

/* A layer of single polygons keeps them single where it can. */
static OGRGeometryH geometry_of(const amont_shapes *shapes, size_t feature, bool single) {
    size_t first = shapes->part_of[feature], end = shapes->part_of[feature + 1];
    if (single && end == first + 1)
        return polygon_of(shapes, first);
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (size_t part = first; part < end; part++)
        (void)!OGR_G_AddGeometryDirectly(all, polygon_of(shapes, part));
    return all;
}

/* NULL where the filter is not taken. */
static GArray *feature_ids(OGRLayerH layer, const char *where) {
    if (OGR_L_SetAttributeFilter(layer, where) != OGRERR_NONE)
        return NULL;
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(GIntBig));
    OGRFeatureH feature = NULL;
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer))) {
        GIntBig id = OGR_F_GetFID(feature);
        g_array_append_val(ids, id);
        OGR_F_Destroy(feature);
    }
    (void)!OGR_L_SetAttributeFilter(layer, NULL);
    return ids;
}

static bool replace_one(OGRLayerH layer, GIntBig id, OGRGeometryH geometry) {
    OGRFeatureH feature = OGR_L_GetFeature(layer, id);
    bool done = feature && OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE &&
                OGR_L_SetFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done;
}

static bool replace_all(OGRLayerH layer, const amont_new_geometries *geometries) {
    g_autoptr(GArray) ids = feature_ids(layer, geometries->where);
    bool single = OGR_GT_Flatten(OGR_L_GetGeomType(layer)) == wkbPolygon;
    bool done = ids && ids->len == geometries->after->n_features;
    for (guint i = 0; done && i < ids->len; i++)
        if (geometries->is_new[i])
            done = replace_one(layer, g_array_index(ids, GIntBig, i),
                               geometry_of(geometries->after, i, single));
    return done;
}

/* Texts of a shapefile pass through as bytes, and the dates that drivers write are the study's. */
static bool replace_in(const char *path, const char *date, const amont_new_geometries *g) {
    g_autofree char *moment = g_strconcat(date, "T00:00:00.000Z", NULL);
    g_autofree char *day = g_strconcat("DBF_DATE_LAST_UPDATE=", date, NULL);
    const char *driver = amont_format_find(path)->driver;
    const char *const allowed[] = {driver, NULL}, *const no_siblings[] = {NULL};
    const char *const shapefile[] = {"ENCODING=", day, NULL}, *const others[] = {NULL};
    CPLSetConfigOption("OGR_CURRENT_DATE", moment);
    amont_vector_register();
    GDALDatasetH dataset =
        GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, allowed,
                   strcmp(driver, "ESRI Shapefile") == 0 ? shapefile : others, no_siblings);
    if (!dataset)
        return false;
    OGRLayerH layer =
        g->layer ? GDALDatasetGetLayerByName(dataset, g->layer) : GDALDatasetGetLayer(dataset, 0);
    bool done = layer && replace_all(layer, g);
    CPLErrorReset();
    GDALClose(dataset);
    return done && CPLGetLastErrorType() < CE_Failure;
}

static void limit(__rlimit_resource_t what, rlim_t most) {
    struct rlimit limits;
    if (getrlimit(what, &limits) != 0)
        return;
    limits.rlim_cur = MIN(most, limits.rlim_max);
    setrlimit(what, &limits);
}

G_GNUC_NORETURN static void work(const char *path, const char *date,
                                 const amont_new_geometries *geometries) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, SECONDS);
    CPLSetErrorHandler(CPLQuietErrorHandler);
    _exit(replace_in(path, date, geometries) ? 0 : 1);
}

/* ---- outside ------------------------------------------------------------------------------- */

bool amont_replace_by_driver(const char *path, const char *date,
                             const amont_new_geometries *geometries) {
    pid_t child = fork();
    if (child == 0)
        work(path, date, geometries);
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
