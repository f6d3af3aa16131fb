/* The edges of the polygons of a coverage, and which of them are in the same place: found by their
 * hash, vertex for vertex. */
#ifndef AMONT_GEO_TWINS_H
#define AMONT_GEO_TWINS_H

#include "amont/shapes.h"

#include <glib.h>

#define AMONT_NO_EDGE G_MAXUINT32

typedef enum amont_edge_state {
    AMONT_EDGE_ALONE,  /* no other edge is there */
    AMONT_EDGE_SHARED, /* one is */
    AMONT_EDGE_BORDER  /* the first of several, of which one is of another class */
} amont_edge_state;

/* Of parts that have a class, without those that have no length. Arrays have one item an edge, by
 * ascending part and point. */
typedef struct amont_twins {
    const amont_shapes *shapes;
    const size_t *class_of; /* of each part */
    size_t n;
    guint32 *point, *part; /* its first point, its part */
    guint32 *hash;
    guint8 *state;
    guint32 *joined; /* an earlier edge in its place, of a part of its class; or AMONT_NO_EDGE */
} amont_twins;

/* Borrows both; fewer than 2^32 points. AMONT_UNCLASSED (amont/patches.h): without class. */
void amont_twins_open(amont_twins *twins, const amont_shapes *shapes, const size_t *class_of);
void amont_twins_close(amont_twins *twins);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(amont_twins, amont_twins_close)

#endif
