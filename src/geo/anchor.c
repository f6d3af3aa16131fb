/* Where a label may stand in a polygon. The anchor is the pole of inaccessibility (D. Garcia-
 * Castellanos and U. Lombardo, Scottish Geographical Journal 123, 2007), found by GEOS by dividing
 * cells until no cell can be better by more than a tolerance. The largest circle of a polygon of
 * area A and perimeter P, without holes, has a radius of at least A / P (R. Osserman,
 * Bonnesen-style isoperimetric inequalities, 1979): a tolerance below it keeps the answer inside
 * thin polygons. Polygons of few vertices that lie in the window whole are searched by pole.c. */
#include "geo/geos.h"
#include "geo/pole.h"

static GEOSGeometry *rectangle(amont_geos *geos, amont_box box) {
    return amont_geos_keep(
        geos, GEOSGeom_createRectangle_r(geos->handle, box.min_x, box.min_y, box.max_x, box.max_y));
}

static bool is_inside(amont_box inner, amont_box outer) {
    return amont_box_holds(outer, inner.min_x, inner.min_y) &&
           amont_box_holds(outer, inner.max_x, inner.max_y);
}

static const GEOSGeometry *largest_polygon(amont_geos *geos, const GEOSGeometry *geometry) {
    const GEOSGeometry *largest = NULL;
    double most = 0;
    int n = GEOSGetNumGeometries_r(geos->handle, geometry);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *member = GEOSGetGeometryN_r(geos->handle, geometry, i);
        double area = 0;
        if (GEOSArea_r(geos->handle, member, &area) && area > most) {
            largest = member;
            most = area;
        }
    }
    return largest;
}

/* The tolerance for a polygon, or 0 when it is too thin for the search. */
static double search_tolerance(amont_geos *geos, const GEOSGeometry *polygon) {
    double min_x = 0, min_y = 0, max_x = 0, max_y = 0, area = 0, perimeter = 0;
    GEOSGeom_getXMin_r(geos->handle, polygon, &min_x);
    GEOSGeom_getYMin_r(geos->handle, polygon, &min_y);
    GEOSGeom_getXMax_r(geos->handle, polygon, &max_x);
    GEOSGeom_getYMax_r(geos->handle, polygon, &max_y);
    GEOSArea_r(geos->handle, polygon, &area);
    GEOSLength_r(geos->handle, polygon, &perimeter);
    return amont_pole_tolerance((amont_box){min_x, min_y, max_x, max_y}, area, perimeter);
}

static bool read_point(amont_geos *geos, const GEOSGeometry *point, double *x, double *y) {
    return point && GEOSGeomGetX_r(geos->handle, point, x) == 1 &&
           GEOSGeomGetY_r(geos->handle, point, y) == 1;
}

/* NULL when there is no answer, or one outside: many small holes can make the search stop early. */
static const GEOSGeometry *pole(amont_geos *geos, const GEOSGeometry *polygon, double tolerance) {
    const GEOSGeometry *spoke =
        amont_geos_keep(geos, GEOSMaximumInscribedCircle_r(geos->handle, polygon, tolerance));
    if (!spoke)
        return NULL;
    const GEOSGeometry *centre =
        amont_geos_keep(geos, GEOSGeomGetStartPoint_r(geos->handle, spoke));
    return centre && GEOSContains_r(geos->handle, polygon, centre) == 1 ? centre : NULL;
}

static bool centre_of(amont_geos *geos, const GEOSGeometry *polygon, double *x, double *y,
                      double *radius) {
    double tolerance = search_tolerance(geos, polygon);
    const GEOSGeometry *centre = tolerance > 0 ? pole(geos, polygon, tolerance) : NULL;
    if (!centre)
        centre = amont_geos_keep(geos, GEOSPointOnSurface_r(geos->handle, polygon));
    const GEOSGeometry *border = amont_geos_keep(geos, GEOSBoundary_r(geos->handle, polygon));
    return border && read_point(geos, centre, x, y) &&
           GEOSDistance_r(geos->handle, centre, border, radius) == 1;
}

bool amont_shapes_anchor(const amont_shapes *shapes, size_t feature, amont_box window, double *x,
                         double *y, double *radius) {
    amont_box box = amont_shapes_box(shapes, feature);
    if (!amont_box_overlaps(box, window))
        return false;
    bool whole = is_inside(box, window);
    if (whole && amont_pole_find(shapes, feature, x, y, radius))
        return true;
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *seen = amont_geos_feature(geos, shapes, feature);
    if (!whole)
        seen =
            amont_geos_keep(geos, GEOSIntersection_r(geos->handle, seen, rectangle(geos, window)));
    const GEOSGeometry *polygon = seen ? largest_polygon(geos, seen) : NULL;
    return polygon && centre_of(geos, polygon, x, y, radius);
}

bool amont_shapes_touches_box(const amont_shapes *shapes, size_t feature, amont_box box) {
    if (!amont_box_overlaps(amont_shapes_box(shapes, feature), box))
        return false;
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *zone = amont_geos_feature(geos, shapes, feature);
    return GEOSRelatePattern_r(geos->handle, zone, rectangle(geos, box), "T********") == 1;
}

bool amont_shapes_covers_box(const amont_shapes *shapes, size_t feature, amont_box box) {
    if (!amont_box_overlaps(amont_shapes_box(shapes, feature), box) ||
        !is_inside(box, amont_shapes_box(shapes, feature)))
        return false;
    g_autoptr(amont_geos) geos = amont_geos_open();
    const GEOSGeometry *zone = amont_geos_feature(geos, shapes, feature);
    return GEOSCovers_r(geos->handle, zone, rectangle(geos, box)) == 1;
}
