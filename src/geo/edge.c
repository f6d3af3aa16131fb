/* Exact arithmetic is that of GEOS, in double-doubles. */
#include "geo/edge.h"
#include "geo/geos.h"

int amont_edge_exact_side(amont_edge edge, double x, double y) {
    g_autoptr(amont_geos) geos = amont_geos_open();
    return GEOSOrientationIndex_r(geos->handle, edge.ax, edge.ay, edge.bx, edge.by, x, y);
}
