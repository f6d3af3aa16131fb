/* Where a point lies beside an edge, decided exactly.
 *
 * Questions that count crossings are asked of a point moved by (ε, δ), both infinitely small, ε
 * infinitely smaller than δ: such a point lies on no edge, at the height of no vertex and below or
 * above none, so that each answer is yes or no and answers about one point never contradict each
 * other (H. Edelsbrunner, E. P. Mücke, Simulation of simplicity, ACM Trans. Graphics 9, 1990).
 */
#ifndef AMONT_GEO_EDGE_H
#define AMONT_GEO_EDGE_H

#include <float.h>
#include <glib.h>
#include <math.h>
#include <stdbool.h>

typedef struct amont_edge {
    double ax, ay, bx, by; /* from a to b */
} amont_edge;

/* The same as amont_edge_side, always by exact arithmetic. */
int amont_edge_exact_side(amont_edge edge, double x, double y);

/* 1 when (x, y) is left of the line from a to b, -1 right, 0 on it. Read from the rounded
 * determinant when its error bound allows (J. R. Shewchuk, Adaptive precision floating-point
 * arithmetic and fast robust geometric predicates, 1997), else asked of exact arithmetic. */
static inline int amont_edge_side(amont_edge edge, double x, double y) {
    double left = (edge.ax - x) * (edge.by - y), right = (edge.ay - y) * (edge.bx - x);
    double bound = (3 + 8 * DBL_EPSILON) * (DBL_EPSILON / 2) * (fabs(left) + fabs(right));
    double determinant = left - right;
    if (determinant > bound)
        return 1;
    if (determinant < -bound)
        return -1;
    return amont_edge_exact_side(edge, x, y);
}

static inline bool amont_edge_is_between(double a, double b, double value) {
    return a < b ? a <= value && value <= b : b <= value && value <= a;
}

/* Whether (x, y) lies on the edge, ends included. */
static inline bool amont_edge_holds(amont_edge edge, double x, double y) {
    if (!amont_edge_is_between(edge.ax, edge.bx, x) || !amont_edge_is_between(edge.ay, edge.by, y))
        return false;
    if ((edge.ax == x && edge.ay == y) || (edge.bx == x && edge.by == y))
        return true;
    return amont_edge_side(edge, x, y) == 0;
}

/* Whether the edge crosses the horizontal through (x + ε, y + δ) right of that point. */
static inline bool amont_edge_is_right_of(amont_edge edge, double x, double y) {
    if ((edge.ay > y) == (edge.by > y) || x >= MAX(edge.ax, edge.bx))
        return false;
    if (x <= MIN(edge.ax, edge.bx))
        return true;
    amont_edge up = edge.ay < edge.by ? edge : (amont_edge){edge.bx, edge.by, edge.ax, edge.ay};
    int side = amont_edge_side(up, x, y);
    return side > 0 || (side == 0 && up.bx > up.ax);
}

/* Whether the edge crosses the vertical through (x + ε, y + δ) above that point. */
static inline bool amont_edge_is_above(amont_edge edge, double x, double y) {
    if ((edge.ax > x) == (edge.bx > x) || y >= MAX(edge.ay, edge.by))
        return false;
    if (y < MIN(edge.ay, edge.by))
        return true;
    amont_edge along = edge.ax < edge.bx ? edge : (amont_edge){edge.bx, edge.by, edge.ax, edge.ay};
    return amont_edge_side(along, x, y) < 0;
}

#endif
