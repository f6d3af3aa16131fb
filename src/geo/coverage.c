/* Overlaps are the areas of the pairwise intersections; gaps the holes of the union that are no
 * hole of a feature. Borders drawn twice with other vertices leave both, by the dozen: each is told
 * with its area, and whether it is a sliver. */
#include "amont/coverage.h"

#include "geo/geos.h"

#include <math.h>

enum { NODE_CAPACITY = 10 };
static const double narrow = 0.05;

typedef struct search {
    amont_geos *geos;
    GEOSGeometry **features;
    size_t feature;     /* whose neighbours are looked for */
    GArray *neighbours; /* size_t */
} search;

static void add_neighbour(void *item, void *data) {
    search *s = data;
    size_t other = GPOINTER_TO_SIZE(item) - 1;
    if (other > s->feature)
        g_array_append_val(s->neighbours, other);
}

/* Neighbours have lines in common too, which are no part of a sliver's edge. */
static double length_of_edges(amont_geos *geos, const GEOSGeometry *geometry) {
    double sum = 0;
    int n = GEOSGetNumGeometries_r(geos->handle, geometry);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos->handle, geometry, i);
        double length = 0;
        if (GEOSGeom_getDimensions_r(geos->handle, part) == 2 &&
            GEOSLength_r(geos->handle, part, &length))
            sum += length;
    }
    return sum;
}

static bool is_narrow(amont_geos *geos, const GEOSGeometry *geometry, double area) {
    double length = length_of_edges(geos, geometry);
    return 4 * G_PI * area < narrow * length * length;
}

static void add_fault(GArray *faults, amont_geos *geos, const GEOSGeometry *geometry, double area,
                      bool is_gap, size_t first, size_t second) {
    amont_coverage_fault fault = {.is_gap = is_gap, .first = first, .second = second, .area = area};
    GEOSGeometry *point = amont_geos_keep(geos, GEOSPointOnSurface_r(geos->handle, geometry));
    fault.x = fault.y = NAN;
    if (point) {
        GEOSGeomGetX_r(geos->handle, point, &fault.x);
        GEOSGeomGetY_r(geos->handle, point, &fault.y);
    }
    fault.is_sliver = is_narrow(geos, geometry, area);
    g_array_append_val(faults, fault);
}

static void find_overlap(const search *s, size_t other, double least_area, GArray *faults) {
    amont_geos *geos = s->geos;
    const GEOSGeometry *a = s->features[s->feature], *b = s->features[other];
    GEOSGeometry *common = amont_geos_keep(geos, GEOSIntersection_r(geos->handle, a, b));
    double area = 0;
    if (common && GEOSArea_r(geos->handle, common, &area) && area >= least_area)
        add_fault(faults, geos, common, area, false, s->feature, other);
}

static void find_overlaps(search *s, size_t n, double least_area, GArray *faults) {
    GEOSSTRtree *tree = GEOSSTRtree_create_r(s->geos->handle, NODE_CAPACITY);
    for (size_t f = 0; f < n; f++)
        if (GEOSisEmpty_r(s->geos->handle, s->features[f]) == 0)
            GEOSSTRtree_insert_r(s->geos->handle, tree, s->features[f], GSIZE_TO_POINTER(f + 1));
    for (s->feature = 0; s->feature < n; s->feature++) {
        g_array_set_size(s->neighbours, 0);
        GEOSSTRtree_query_r(s->geos->handle, tree, s->features[s->feature], add_neighbour, s);
        for (guint i = 0; i < s->neighbours->len; i++)
            find_overlap(s, g_array_index(s->neighbours, size_t, i), least_area, faults);
    }
    GEOSSTRtree_destroy_r(s->geos->handle, tree);
}

static size_t toucher(const search *s, size_t n, const GEOSGeometry *gap) {
    for (size_t f = 0; f < n; f++)
        if (GEOSIntersects_r(s->geos->handle, s->features[f], gap) == 1)
            return f;
    return 0;
}

/* A hole of the union that a feature has as a hole of its own is meant: a lake, an enclave. */
static bool is_meant(const search *s, size_t n, const GEOSGeometry *gap) {
    for (size_t f = 0; f < n; f++) {
        int parts = GEOSGetNumGeometries_r(s->geos->handle, s->features[f]);
        for (int p = 0; p < parts; p++) {
            const GEOSGeometry *part = GEOSGetGeometryN_r(s->geos->handle, s->features[f], p);
            int holes = GEOSGetNumInteriorRings_r(s->geos->handle, part);
            for (int h = 0; h < holes; h++) {
                const GEOSGeometry *ring = GEOSGetInteriorRingN_r(s->geos->handle, part, h);
                GEOSGeometry *copy = GEOSGeom_clone_r(s->geos->handle, ring);
                GEOSGeometry *hole = amont_geos_keep(
                    s->geos, GEOSGeom_createPolygon_r(s->geos->handle, copy, NULL, 0));
                if (hole && GEOSEquals_r(s->geos->handle, hole, gap) == 1)
                    return true;
            }
        }
    }
    return false;
}

static void find_gaps_of(const search *s, size_t n, const GEOSGeometry *polygon, double least_area,
                         GArray *faults) {
    amont_geos *geos = s->geos;
    int holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
    for (int h = 0; h < holes; h++) {
        GEOSGeometry *ring =
            GEOSGeom_clone_r(geos->handle, GEOSGetInteriorRingN_r(geos->handle, polygon, h));
        GEOSGeometry *gap =
            amont_geos_keep(geos, GEOSGeom_createPolygon_r(geos->handle, ring, NULL, 0));
        double area = 0;
        if (!gap || !GEOSArea_r(geos->handle, gap, &area) || area < least_area ||
            is_meant(s, n, gap))
            continue;
        size_t feature = toucher(s, n, gap);
        add_fault(faults, geos, gap, area, true, feature, feature);
    }
}

static bool find_gaps(const search *s, const amont_shapes *shapes, double least_area,
                      GArray *faults, GError **error) {
    amont_geos *geos = s->geos;
    const GEOSGeometry *all = amont_geos_features(geos, shapes, NULL);
    GEOSGeometry *whole = amont_geos_keep(geos, GEOSUnaryUnion_r(geos->handle, all));
    if (!whole)
        return amont_fail(error, AMONT_ERROR_DATA, "geometries cannot be united: %s",
                          geos->message);
    int parts = GEOSGetNumGeometries_r(geos->handle, whole);
    for (int p = 0; p < parts; p++)
        find_gaps_of(s, shapes->n_features, GEOSGetGeometryN_r(geos->handle, whole, p), least_area,
                     faults);
    return true;
}

static int greater_first(const void *a, const void *b) {
    const amont_coverage_fault *s = a, *t = b;
    return (s->area < t->area) - (s->area > t->area);
}

GArray *amont_coverage_check(const amont_shapes *shapes, double least_area, GError **error) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(GArray) neighbours = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GArray) faults = g_array_new(FALSE, FALSE, sizeof(amont_coverage_fault));
    size_t n = shapes->n_features;
    g_autofree GEOSGeometry **features = g_new(GEOSGeometry *, n + 1);
    for (size_t f = 0; f < n; f++)
        features[f] = amont_geos_feature(geos, shapes, f);
    search s = {geos, features, 0, neighbours};
    find_overlaps(&s, n, least_area, faults);
    if (!find_gaps(&s, shapes, least_area, faults, error))
        return NULL;
    g_array_sort(faults, greater_first);
    return g_steal_pointer(&faults);
}
