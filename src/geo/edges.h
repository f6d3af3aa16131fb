/* Edges seen from a window: the terms of the overlay integral. */
#ifndef AMONT_GEO_EDGES_H
#define AMONT_GEO_EDGES_H

#include "amont/shapes.h"

/* One edge, or what is left of it in a window, with coordinates from the window's lower left
 * corner: heights are in 0 .. window height. */
typedef struct amont_edge {
    double left, right; /* left < right */
    double height;      /* at `left` */
    double slope;
    double sign; /* 1: the polygon is below the edge, -1: above */
} amont_edge;

typedef struct amont_edges {
    amont_edge *at;
    size_t n, room;
    amont_box window;
    double width, height; /* of the window */
    double reach;         /* what bounds the error of heights: the height of the tallest edge */
    size_t n_cut;         /* edges cut by the window */
    double roof_from, roof_to; /* a run along the top of the window, not yet in the list */
} amont_edges;

void amont_edges_clear(amont_edges *edges);

/* Starts a list for a window that is not flat. */
void amont_edges_open(amont_edges *edges, amont_box window);

/* Adds the edge from (ax, ay) to (bx, by), cut to the window. */
void amont_edges_add(amont_edges *edges, double ax, double ay, double bx, double by);

/* Adds a chain of edges from x = a to x = b that are all above the window. */
void amont_edges_add_roof(amont_edges *edges, double a, double b);

/* Ends a list: to be called before it is read. */
void amont_edges_close(amont_edges *edges);

/* Whether the window lies wholly in the polygon of the edges. */
bool amont_edges_fill(const amont_edges *edges);

/* The area common to two polygons in one window. `*noise` is what rounding may have made of it. */
double amont_edges_common(const amont_edges *a, const amont_edges *b, double *noise);

#endif
