/* Transformations between coordinate reference systems, by PROJ, and lengths on the ellipsoid, by
 * GeographicLib (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 2013). */
#include "amont/text.h"
#include "geo/crs.h"

#include <geodesic.h>
#include <math.h>
#include <string.h>

#define CHUNK ((size_t)1024)

static PJ *operation_between(PJ_CONTEXT *context, const PJ *from, const PJ *to) {
    g_autoptr(PJ) raw = proj_create_crs_to_crs_from_pj(context, from, to, NULL, NULL);
    return raw ? proj_normalize_for_visualization(context, raw) : NULL;
}

static bool fail_at_point(GError **error, double x, double y, const PJ *from, const PJ *to) {
    g_autofree char *x_text = amont_number_plain(x);
    g_autofree char *y_text = amont_number_plain(y);
    return amont_fail(error, AMONT_ERROR_DATA, "the point (%s, %s) of '%s' has no image in '%s'",
                      x_text, y_text, proj_get_name(from), proj_get_name(to));
}

/* Goes by chunks: PROJ overwrites the coordinates that an error has to name. */
static bool transform_all(PJ_CONTEXT *context, const PJ *from, const PJ *to, double *x, double *y,
                          size_t n, GError **error) {
    g_autoptr(PJ) operation = operation_between(context, from, to);
    if (!operation)
        return amont_fail(error, AMONT_ERROR_DATA, "no transformation leads from '%s' to '%s'",
                          proj_get_name(from), proj_get_name(to));
    double old_x[CHUNK], old_y[CHUNK];
    for (size_t first = 0; first < n; first += CHUNK) {
        size_t count = MIN(CHUNK, n - first);
        memcpy(old_x, x + first, count * sizeof *x);
        memcpy(old_y, y + first, count * sizeof *y);
        proj_trans_generic(operation, PJ_FWD, x + first, sizeof *x, count, y + first, sizeof *y,
                           count, NULL, 0, 0, NULL, 0, 0);
        for (size_t i = 0; i < count; i++)
            if (!isfinite(x[first + i]) || !isfinite(y[first + i]))
                return fail_at_point(error, old_x[i], old_y[i], from, to);
    }
    return true;
}

bool amont_crs_transform(const amont_crs *from, const amont_crs *to, double *x, double *y, size_t n,
                         GError **error) {
    if (n == 0 || strcmp(from->definition, to->definition) == 0)
        return true;
    g_autoptr(PJ_CONTEXT) context = amont_crs_context();
    g_autoptr(PJ) source = amont_crs_open(context, from->definition);
    g_autoptr(PJ) target = amont_crs_open(context, to->definition);
    g_assert(source && target); /* amont_crs_new has opened both */
    if (amont_crs_equal(context, source, target))
        return true;
    return transform_all(context, source, target, x, y, n, error);
}

/* Degrees in the unit of a geographic CRS: that of NTF (Paris) is the grad. */
static double degrees_per_unit(PJ_CONTEXT *context, const PJ *geographic) {
    g_autoptr(PJ) axes = proj_crs_get_coordinate_system(context, geographic);
    double radians = G_PI / 180;
    if (axes)
        proj_cs_get_axis_info(context, axes, 0, NULL, NULL, NULL, &radians, NULL, NULL, NULL);
    return radians * 180 / G_PI;
}

static struct geod_geodesic ellipsoid_of(PJ_CONTEXT *context, const PJ *geographic) {
    g_autoptr(PJ) ellipsoid = proj_get_ellipsoid(context, geographic);
    double major_m = 0, inverse_flattening = 0;
    proj_ellipsoid_get_parameters(context, ellipsoid, &major_m, NULL, NULL, &inverse_flattening);
    struct geod_geodesic geodesic;
    geod_init(&geodesic, major_m, inverse_flattening > 0 ? 1 / inverse_flattening : 0);
    return geodesic;
}

bool amont_crs_geodesic(const amont_crs *crs, double x1, double y1, double x2, double y2,
                        double *length_m, GError **error) {
    g_autoptr(PJ_CONTEXT) context = amont_crs_context();
    g_autoptr(PJ) plane = amont_crs_open(context, crs->definition);
    g_autoptr(PJ) geographic = proj_crs_get_geodetic_crs(context, plane);
    double longitude[] = {x1, x2}, latitude[] = {y1, y2};
    if (!transform_all(context, plane, geographic, longitude, latitude, 2, error))
        return false;
    double unit = degrees_per_unit(context, geographic);
    struct geod_geodesic ellipsoid = ellipsoid_of(context, geographic);
    geod_inverse(&ellipsoid, latitude[0] * unit, longitude[0] * unit, latitude[1] * unit,
                 longitude[1] * unit, length_m, NULL, NULL);
    return true;
}
