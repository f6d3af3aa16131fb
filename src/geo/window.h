/* A window on a polygon: its edges there, the terms of the overlay integral. */
#ifndef AMONT_GEO_WINDOW_H
#define AMONT_GEO_WINDOW_H

#include "amont/shapes.h"

/* One edge, or what is left of it in a window, with coordinates from the window's lower left
 * corner: heights are in 0 .. window height. */
typedef struct amont_window_edge {
    double left, right; /* left < right */
    double height;      /* at `left` */
    double slope;
    double sign; /* 1: the polygon is below the edge, -1: above */
} amont_window_edge;

typedef struct amont_window {
    amont_window_edge *at;
    size_t n, room;
    amont_box box;
    double width, height; /* of the window */
    double reach;         /* what bounds the error of heights: the height of the tallest edge */
    size_t n_cut;         /* edges cut by the window */
    double roof_from, roof_to; /* a run along the top of the window, not yet in the list */
} amont_window;

void amont_window_clear(amont_window *window);

/* Starts a list for a window that is not flat. */
void amont_window_open(amont_window *window, amont_box box);

/* Adds the edge from (ax, ay) to (bx, by), cut to the window. */
void amont_window_add(amont_window *window, double ax, double ay, double bx, double by);

/* Adds a chain of edges from x = a to x = b that are all above the window. */
void amont_window_add_roof(amont_window *window, double a, double b);

/* Ends a list: to be called before it is read. */
void amont_window_close(amont_window *window);

/* Whether the window lies wholly in the polygon of the edges. */
bool amont_window_is_covered(const amont_window *window);

/* The area common to two polygons in one window. `*noise` is what rounding may have made of it. */
double amont_window_common(const amont_window *a, const amont_window *b, double *noise);

#endif
