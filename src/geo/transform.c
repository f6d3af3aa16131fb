/* Transformations between coordinate reference systems, by PROJ, and lengths on the ellipsoid, by
 * GeographicLib (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 2013). */
#include "amont/text.h"
#include "geo/crs.h"

#include <math.h>
#include <string.h>

#define CHUNK ((size_t)1024)

PJ *amont_crs_way(PJ_CONTEXT *context, const PJ *from, const PJ *to) {
    g_autoptr(PJ) raw = proj_create_crs_to_crs_from_pj(context, from, to, NULL, NULL);
    return raw ? proj_normalize_for_visualization(context, raw) : NULL;
}

static bool fail_at_point(GError **error, double x, double y, const PJ *from, const PJ *to) {
    g_autofree char *x_text = amont_number_plain(x);
    g_autofree char *y_text = amont_number_plain(y);
    return amont_fail(error, AMONT_ERROR_DATA, "the point (%s, %s) of '%s' has no image in '%s'",
                      x_text, y_text, proj_get_name(from), proj_get_name(to));
}

static bool fail_without_operation(GError **error, const PJ *from, const PJ *to) {
    return amont_fail(error, AMONT_ERROR_DATA, "no transformation leads from '%s' to '%s'",
                      proj_get_name(from), proj_get_name(to));
}

/* Goes by chunks: PROJ overwrites the coordinates that an error has to name. */
static bool operate(PJ *operation, const PJ *from, const PJ *to, double *x, double *y, size_t n,
                    GError **error) {
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
    const amont_operation *operation = amont_crs_operation(from->definition, to->definition);
    g_assert(operation->from && operation->to); /* amont_crs_new has opened both */
    if (operation->is_same)
        return true;
    return operation->way ? operate(operation->way, operation->from, operation->to, x, y, n, error)
                          : fail_without_operation(error, operation->from, operation->to);
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

amont_globe *amont_globe_open(const amont_crs *crs, GError **error) {
    g_autoptr(amont_globe) globe = g_new0(amont_globe, 1);
    globe->context = amont_crs_context();
    globe->plane = amont_crs_open(globe->context, crs->definition);
    globe->geographic = proj_crs_get_geodetic_crs(globe->context, globe->plane);
    globe->operation = amont_crs_way(globe->context, globe->plane, globe->geographic);
    if (!globe->operation) {
        fail_without_operation(error, globe->plane, globe->geographic);
        return NULL;
    }
    globe->degrees = degrees_per_unit(globe->context, globe->geographic);
    globe->ellipsoid = ellipsoid_of(globe->context, globe->geographic);
    return g_steal_pointer(&globe);
}

void amont_globe_close(amont_globe *globe) {
    if (!globe)
        return;
    proj_destroy(globe->operation);
    proj_destroy(globe->geographic);
    proj_destroy(globe->plane);
    g_free(globe);
}

bool amont_globe_locate(amont_globe *globe, double *x, double *y, size_t n, GError **error) {
    if (!operate(globe->operation, globe->plane, globe->geographic, x, y, n, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        x[i] *= globe->degrees;
        y[i] *= globe->degrees;
    }
    return true;
}

bool amont_crs_geodesic(const amont_crs *crs, double x1, double y1, double x2, double y2,
                        double *length_m, GError **error) {
    g_autoptr(amont_globe) globe = amont_globe_open(crs, error);
    double longitude[] = {x1, x2}, latitude[] = {y1, y2};
    if (!globe || !amont_globe_locate(globe, longitude, latitude, 2, error))
        return false;
    geod_inverse(&globe->ellipsoid, latitude[0], longitude[0], latitude[1], longitude[1], length_m,
                 NULL, NULL);
    return true;
}

bool amont_crs_north(const amont_crs *crs, double x, double y, double *angle_deg, GError **error) {
    g_autoptr(amont_globe) globe = amont_globe_open(crs, error);
    double longitude[] = {x, x}, latitude[] = {y, y + 100}, azimuth = 0;
    if (!globe || !amont_globe_locate(globe, longitude, latitude, 2, error))
        return false;
    geod_inverse(&globe->ellipsoid, latitude[0], longitude[0], latitude[1], longitude[1], NULL,
                 &azimuth, NULL);
    *angle_deg = -azimuth;
    return true;
}
