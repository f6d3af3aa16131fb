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

typedef struct path {
    GArray *x, *y;
} path;

static size_t steps_over(double length_m) {
    return (size_t)CLAMP(ceil(length_m / longest_m), 1, most_steps);
}

static void add_edge(path *p, double ax, double ay, double bx, double by, bool by_steps) {
    size_t n = by_steps ? steps_over(hypot(bx - ax, by - ay)) : 1;
    for (size_t i = 0; i < n; i++) {
        double share = (double)i / (double)n;
        double x = ax + share * (bx - ax), y = ay + share * (by - ay);
        g_array_append_val(p->x, x);
        g_array_append_val(p->y, y);
    }
}

static bool add_ring(amont_globe *globe, const amont_shapes *s, size_t ring, bool by_steps, path *p,
                     sum *area, GError **error) {
    g_array_set_size(p->x, 0);
    g_array_set_size(p->y, 0);
    for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++)
        add_edge(p, s->x[i], s->y[i], s->x[i + 1], s->y[i + 1], by_steps);
    double *longitude = (double *)(void *)p->x->data, *latitude = (double *)(void *)p->y->data;
    if (!amont_globe_locate(globe, longitude, latitude, p->x->len, error))
        return false;
    struct geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (guint i = 0; i < p->x->len; i++)
        geod_polygon_addpoint(&globe->ellipsoid, &polygon, latitude[i], longitude[i]);
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
