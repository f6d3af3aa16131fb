/* The edges of two features whose boxes meet are compared. The distance of two edges that do not
 * cross is that of an end of one from the other. */
#include "amont/contacts.h"

#include "amont/pool.h"
#include "geo/along.h"
#include "geo/box_pairs.h"

#include <math.h>

enum { CHUNK = 256 }; /* pairs in a task */

static double distance_to(const amont_edge *e, double x, double y) {
    double dx = e->x[1] - e->x[0], dy = e->y[1] - e->y[0], square = dx * dx + dy * dy;
    double along = square > 0 ? ((x - e->x[0]) * dx + (y - e->y[0]) * dy) / square : 0;
    along = CLAMP(along, 0, 1);
    return hypot(x - e->x[0] - along * dx, y - e->y[0] - along * dy);
}

/* On which side of the line of `e` a place is: its sign. */
static double side_of(const amont_edge *e, double x, double y) {
    return (e->x[1] - e->x[0]) * (y - e->y[0]) - (e->y[1] - e->y[0]) * (x - e->x[0]);
}

static bool parts_ends(const amont_edge *e, const amont_edge *f) {
    return (side_of(e, f->x[0], f->y[0]) > 0) != (side_of(e, f->x[1], f->y[1]) > 0);
}

static bool is_within(const amont_edge *e, const amont_edge *f, double tolerance) {
    for (int end = 0; end < 2; end++)
        if (distance_to(e, f->x[end], f->y[end]) <= tolerance ||
            distance_to(f, e->x[end], e->y[end]) <= tolerance)
            return true;
    return parts_ends(e, f) && parts_ends(f, e);
}

static bool is_long(const amont_edge *e) {
    return e->x[0] != e->x[1] || e->y[0] != e->y[1];
}

static double common_length(const amont_edge *e, const amont_edge *f, double tolerance) {
    double from = 0, to = 0;
    bool beside = is_long(e) && is_long(f) &&
                  amont_edges_are_beside(e->x, e->y, f->x, f->y, tolerance, &from, &to);
    return beside ? to - from : 0;
}

typedef struct found_contact {
    double border;
    bool touch;
} found_contact;

typedef struct seeking {
    const amont_shapes *shapes;
    const GArray *pairs;
    found_contact *found; /* of each pair */
    double tolerance;
} seeking;

static found_contact compare(const seeking *s, const amont_box_pair *pair, GArray *edges,
                             GArray *others) {
    amont_box a = amont_box_grow(amont_shapes_box(s->shapes, pair->first), s->tolerance);
    amont_box b = amont_box_grow(amont_shapes_box(s->shapes, pair->second), s->tolerance);
    amont_box_pairs_gather(s->shapes, pair->first, b, edges);
    amont_box_pairs_gather(s->shapes, pair->second, a, others);
    found_contact found = {0, false};
    for (guint i = 0; i < edges->len; i++) {
        const amont_edge *e = &g_array_index(edges, amont_edge, i);
        amont_box box = amont_box_grow(amont_edge_box(e), s->tolerance);
        for (guint k = 0; k < others->len; k++) {
            const amont_edge *f = &g_array_index(others, amont_edge, k);
            if (!amont_edge_is_near(f, box) || !is_within(e, f, s->tolerance))
                continue;
            found.touch = true;
            found.border += common_length(e, f, s->tolerance);
        }
    }
    return found;
}

static void seek_chunk(size_t index, void *data) {
    seeking *s = data;
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(amont_edge));
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(amont_edge));
    size_t end = MIN((index + 1) * CHUNK, s->pairs->len);
    for (size_t i = index * CHUNK; i < end; i++)
        s->found[i] = compare(s, &g_array_index(s->pairs, amont_box_pair, i), edges, others);
}

GArray *amont_shapes_contacts(const amont_shapes *shapes, double tolerance) {
    g_assert(shapes->type == AMONT_SHAPE_POLYGON && tolerance > 0);
    g_autoptr(GArray) pairs = amont_box_pairs_find(shapes, NULL, tolerance);
    g_autofree found_contact *found = g_new(found_contact, pairs->len + 1);
    seeking s = {shapes, pairs, found, tolerance};
    amont_pool_run(amont_pool_threads(), (pairs->len + CHUNK - 1) / CHUNK, seek_chunk, &s);
    GArray *contacts = g_array_new(FALSE, FALSE, sizeof(amont_contact));
    for (guint i = 0; i < pairs->len; i++) {
        const amont_box_pair *pair = &g_array_index(pairs, amont_box_pair, i);
        amont_contact contact = {pair->first, pair->second, found[i].border};
        if (found[i].touch)
            g_array_append_val(contacts, contact);
    }
    return contacts;
}
