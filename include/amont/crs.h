/* folder: geo */
/* Coordinate reference systems and transformations, by PROJ; coordinates are always x (easting or
 * longitude) then y (northing or latitude), whatever order the authority defines. */
#ifndef AMONT_CRS_H
#define AMONT_CRS_H

#include "amont/shapes.h"

typedef struct amont_crs amont_crs;

/* From "EPSG:2154", a PROJ string or WKT. Code CONFIG when it is unknown. */
amont_crs *amont_crs_new(const char *definition, GError **error);
void amont_crs_free(amont_crs *crs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_crs, amont_crs_free)

const char *amont_crs_name(const amont_crs *crs);       /* "RGF93 v1 / Lambert-93" */
const char *amont_crs_definition(const amont_crs *crs); /* as it was given */
bool amont_crs_is_projected(const amont_crs *crs);      /* metres on a plane */
bool amont_crs_same(const amont_crs *a, const amont_crs *b);

/* Its code in the register of EPSG, 0 without; and its definition as WKT of 2001 (OGC 01-009), as
 * GeoPackage wants it: NULL where it cannot be written so; free it. */
int amont_crs_epsg(const amont_crs *crs);
char *amont_crs_wkt(const amont_crs *crs);

/* Transforms n coordinates in place; those that have no image are an error of code DATA that names
 * the first one. */
bool amont_crs_transform(const amont_crs *from, const amont_crs *to, double *x, double *y, size_t n,
                         GError **error);

/* Polygons in another plane, with points on their edges at most `longest` units of `from` apart:
 * with 100 m, edges of Lambert-93 are within 1 mm of where they should be. The edges of two
 * polygons that share one are the same. NULL on error. */
amont_shapes *amont_shapes_project(const amont_shapes *shapes, const amont_crs *from,
                                   const amont_crs *to, double longest, GError **error);

/* Length on the ellipsoid, in metres, of the segment between two points of a projected CRS. */
bool amont_crs_geodesic(const amont_crs *crs, double x1, double y1, double x2, double y2,
                        double *length_m, GError **error);

/* Where north is at a point of a projected CRS: the angle from the y axis to the meridian, in
 * degrees, clockwise. */
bool amont_crs_north(const amont_crs *crs, double x, double y, double *angle_deg, GError **error);

/* Areas on the ellipsoid of `crs`, in square metres, of each polygon feature: those between
 * geodesics (PROJ's geodesic.h) through its vertices and, in a projected CRS, through points every
 * 20 m on its edges, which are straight in the plane. In Lambert-93 what lies between such an edge
 * and the geodesics is below 5e-7 m² a metre of edge, and nearly all of it is made up for by the
 * opposite side: 1e-8 of a hectare at worst. Some 2 µs a point. Free with g_free; NULL on error. */
double *amont_shapes_areas_ellipsoidal(const amont_shapes *shapes, const amont_crs *crs,
                                       GError **error);

/* A copy of polygons in a plane whose areas are those on the ellipsoid of `crs`, about the point
 * (x, y) of `crs`; edges are followed as above. Shared edges stay shared. Within 100 km of the
 * point areas are those of amont_shapes_areas_ellipsoidal but for 1e-4 m² and 1e-8 of the area. */
amont_shapes *amont_shapes_equal_area(const amont_shapes *shapes, const amont_crs *crs, double x,
                                      double y, GError **error);

#endif
