/* Areas on the ellipsoid, by GeographicLib's polygons (C. F. F. Karney, Algorithms for geodesics,
 * J. Geodesy 87, 2013): the area between a geodesic and the equator, summed round the ring.
 *
 * A straight edge of a conformal plane bends away from the geodesic by k L² / 8, with k the change
 * of scale a metre across it, (latitude - 46.5°) / R in Lambert-93, at most 1.4e-8 in mainland
 * France; the area between them is k L³ / 12. */
#include "geo/crs.h"
#include "geo/sum.h"

static const double longest_m = 20;
static const double most_steps = 1e6; /* half way round the Earth */
static const double degree = G_PI / 180;

typedef struct path {
    GArray *x, *y;
} path;

static size_t steps_over(double length_m) {
    return (size_t)CLAMP(ceil(length_m / longest_m), 1, most_steps);
}

/* Points on an edge are the same to the last bit whichever way it runs: polygons that share an edge
 * still do. */
static void add_edge(path *p, double ax, double ay, double bx, double by, bool by_steps) {
    size_t n = by_steps ? steps_over(hypot(bx - ax, by - ay)) : 1;
    bool backwards = bx < ax || (bx == ax && by < ay);
    double x = backwards ? bx : ax, y = backwards ? by : ay;
    double dx = (backwards ? ax : bx) - x, dy = (backwards ? ay : by) - y;
    g_array_append_val(p->x, ax);
    g_array_append_val(p->y, ay);
    for (size_t i = 1; i < n; i++) {
        double share = (double)(backwards ? n - i : i) / (double)n;
        double step_x = x + share * dx, step_y = y + share * dy;
        g_array_append_val(p->x, step_x);
        g_array_append_val(p->y, step_y);
    }
}

/* The longitudes and latitudes of a ring, in degrees; its first point is not repeated. */
static bool follow_ring(amont_globe *globe, const amont_shapes *s, size_t ring, bool by_steps,
                        path *p, GError **error) {
    g_array_set_size(p->x, 0);
    g_array_set_size(p->y, 0);
    for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++)
        add_edge(p, s->x[i], s->y[i], s->x[i + 1], s->y[i + 1], by_steps);
    double *longitude = (double *)(void *)p->x->data, *latitude = (double *)(void *)p->y->data;
    return amont_globe_locate(globe, longitude, latitude, p->x->len, error);
}

static bool add_ring(amont_globe *globe, const amont_shapes *s, size_t ring, bool by_steps, path *p,
                     sum *area, GError **error) {
    if (!follow_ring(globe, s, ring, by_steps, p, error))
        return false;
    struct geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (guint i = 0; i < p->x->len; i++)
        geod_polygon_addpoint(&globe->ellipsoid, &polygon, g_array_index(p->y, double, i),
                              g_array_index(p->x, double, i));
    double ring_m2 = 0;
    geod_polygon_compute(&globe->ellipsoid, &polygon, 0, 1, &ring_m2, NULL);
    sum_add(area, ring_m2); /* holes run clockwise: below 0 */
    return true;
}

double *amont_shapes_areas_ellipsoidal(const amont_shapes *shapes, const amont_crs *crs,
                                       GError **error) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON);
    g_autoptr(amont_globe) globe = amont_globe_open(crs, error);
    if (!globe)
        return NULL;
    g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) y = g_array_new(FALSE, FALSE, sizeof(double));
    g_autofree double *areas = g_new(double, MAX(shapes->n_features, 1));
    path p = {x, y};
    for (size_t f = 0; f < shapes->n_features; f++) {
        sum area = {0};
        for (size_t r = shapes->ring_of[shapes->part_of[f]];
             r < shapes->ring_of[shapes->part_of[f + 1]]; r++)
            if (!add_ring(globe, shapes, r, crs->projected, &p, &area, error))
                return NULL;
        areas[f] = sum_value(&area);
    }
    return g_steal_pointer(&areas);
}

/* --- a plane that keeps areas --- */

/* Ellipsoid to sphere by authalic latitudes, sphere to plane by Lambert's azimuthal projection
 * (Snyder 1987, formulas 3-11, 3-12, 24-2): both keep areas. */
typedef struct authalic {
    double e, q_pole, radius; /* eccentricity; q at the pole; radius of the sphere */
    double longitude, sin_centre, cos_centre;
} authalic;

static double sin_authalic(const authalic *a, double latitude) {
    double s = sin(latitude), e = a->e;
    if (e == 0)
        return s;
    double q = (1 - e * e) * (s / (1 - e * e * s * s) - log((1 - e * s) / (1 + e * s)) / (2 * e));
    return fmax(-1, fmin(1, q / a->q_pole));
}

static authalic centred(const struct geod_geodesic *ellipsoid, double longitude, double latitude) {
    double e2 = ellipsoid->f * (2 - ellipsoid->f), e = sqrt(e2);
    authalic a = {.e = e, .q_pole = 2, .longitude = longitude};
    if (e > 0)
        a.q_pole = 1 - (1 - e2) / (2 * e) * log((1 - e) / (1 + e));
    a.radius = ellipsoid->a * sqrt(a.q_pole / 2);
    a.sin_centre = sin_authalic(&a, latitude);
    a.cos_centre = sqrt(1 - a.sin_centre * a.sin_centre);
    return a;
}

static void flatten(const authalic *a, double longitude, double latitude, double *x, double *y) {
    double s = sin_authalic(a, latitude), c = sqrt(1 - s * s), east = longitude - a->longitude;
    double k = sqrt(2 / (1 + a->sin_centre * s + a->cos_centre * c * cos(east)));
    *x = a->radius * k * c * sin(east);
    *y = a->radius * k * (a->cos_centre * s - a->sin_centre * c * cos(east));
}

static bool flatten_ring(amont_globe *globe, const amont_shapes *s, size_t ring, bool by_steps,
                         const authalic *a, path *p, amont_shapes_builder *builder,
                         GError **error) {
    if (!follow_ring(globe, s, ring, by_steps, p, error))
        return false;
    amont_shapes_add_ring(builder);
    for (guint i = 0; i < p->x->len; i++) {
        double x = 0, y = 0;
        flatten(a, g_array_index(p->x, double, i) * degree, g_array_index(p->y, double, i) * degree,
                &x, &y);
        amont_shapes_add_point(builder, x, y);
    }
    return true;
}

static amont_shapes *flatten_all(amont_globe *globe, const amont_shapes *s, bool by_steps,
                                 const authalic *a, path *p, GError **error) {
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < s->n_features; f++) {
        amont_shapes_add_feature(builder);
        for (size_t part = s->part_of[f]; part < s->part_of[f + 1]; part++) {
            amont_shapes_add_part(builder);
            for (size_t r = s->ring_of[part]; r < s->ring_of[part + 1]; r++)
                if (!flatten_ring(globe, s, r, by_steps, a, p, builder, error))
                    return NULL;
        }
    }
    return amont_shapes_finish(g_steal_pointer(&builder));
}

amont_shapes *amont_shapes_equal_area(const amont_shapes *shapes, const amont_crs *crs, double x,
                                      double y, GError **error) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON);
    g_autoptr(amont_globe) globe = amont_globe_open(crs, error);
    if (!globe || !amont_globe_locate(globe, &x, &y, 1, error))
        return NULL;
    g_autoptr(GArray) longitudes = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) latitudes = g_array_new(FALSE, FALSE, sizeof(double));
    path p = {longitudes, latitudes};
    authalic a = centred(&globe->ellipsoid, x * degree, y * degree);
    return flatten_all(globe, shapes, crs->projected, &a, &p, error);
}
