/* Edges that run along others, whether or not their vertices match: an index of edges, asked which
 * of them lie beside an edge and from where to where.
 *
 * An edge lies beside another where it is within `tolerance` of its line; for more than a point to
 * count, that must be so over AMONT_ALONG_LEAST tolerances, or over nine tenths of the shorter of
 * both: edges that meet at an angle are not beside each other. */
#ifndef AMONT_GEO_ALONG_H
#define AMONT_GEO_ALONG_H

#include "amont/shapes.h"

#include <glib.h>
#include <stdbool.h>

#define AMONT_ALONG_LEAST 10.0

typedef struct amont_along {
    const amont_shapes *shapes; /* borrowed */
    const guint32 *points;      /* of each edge: its first point; borrowed */
    size_t n;
    double tolerance, cell; /* cell: the width of the squares that edges are sorted into */
    size_t mask;            /* number of buckets - 1: squares share buckets */
    size_t *entry_of;       /* of each bucket, and the end */
    guint32 *entries;       /* edges */
} amont_along;

/* Edge i goes from point points[i] to the next. */
amont_along *amont_along_new(const amont_shapes *shapes, const guint32 *points, size_t n,
                             double tolerance);
void amont_along_free(amont_along *along);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_along, amont_along_free)

/* From where to where, in units of length from its first point, an edge has another beside it. */
typedef struct amont_stretch {
    double from, to; /* from < to */
    guint32 edge;
} amont_stretch;

/* Whether the edge from (px[0], py[0]) to (px[1], py[1]) lies beside the one from (x[0], y[0]) to
 * (x[1], y[1]), and from where to where along the latter; both are longer than 0. */
bool amont_edges_are_beside(const double *x, const double *y, const double *px, const double *py,
                            double tolerance, double *from, double *to);

/* Replaces `stretches` (amont_stretch) by those of the edge from (x[0], y[0]) to (x[1], y[1]), in
 * ascending order of the edges beside it. `near` (guint32) is scratch: one of each for a thread. */
void amont_along_find(const amont_along *along, const double *x, const double *y, GArray *near,
                      GArray *stretches);

#endif
