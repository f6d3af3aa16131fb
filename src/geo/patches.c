/* Edges that two polygons have vertex for vertex are found by their hash (geo/twins.h). What is
 * left (rims, and borders whose vertices differ) goes to an index that finds edges beside each
 * other (geo/along.h). Polygons that touch are joined by union and find (R. E. Tarjan). */
#include "amont/patches.h"

#include "amont/pool.h"
#include "geo/along.h"
#include "geo/twins.h"

#include <math.h>

enum { CHUNK = 4096 }; /* edges of a task */

/* ---- the others ---------------------------------------------------------------------------- */

typedef struct contact {
    guint32 one, other; /* parts of one class, one < other */
    double length;
} contact;

typedef struct piece {
    guint32 edge;
    double from, to; /* of its length, in units of length */
} piece;

typedef struct others {
    const amont_twins *edges;
    const amont_along *along;
    const guint32 *lone; /* of each edge of the index: the edge */
    size_t n;
    GArray **contacts, **pieces; /* of each chunk: contact, piece */
} others;

static size_t part_beside(const others *o, const amont_stretch *stretch) {
    return o->edges->part[o->lone[stretch->edge]];
}

static int compare_numbers(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

/* Whether a place of an edge is a border: nobody of its own class is beside it, and the first of
 * the others is a later polygon, so that each border is told once. */
static bool is_border(const others *o, size_t part, const GArray *stretches, double middle) {
    const size_t *class_of = o->edges->class_of;
    size_t first = AMONT_NO_PATCH;
    for (guint i = 0; i < stretches->len; i++) {
        const amont_stretch *s = &g_array_index(stretches, amont_stretch, i);
        size_t beside = part_beside(o, s);
        if (beside == part || middle < s->from || middle > s->to)
            continue;
        if (class_of[beside] == class_of[part])
            return false;
        first = MIN(first, beside);
    }
    return first != AMONT_NO_PATCH && first > part;
}

static void add_pieces(const others *o, guint32 edge, const GArray *stretches, GArray *cuts,
                       GArray *pieces) {
    g_array_set_size(cuts, 0);
    for (guint i = 0; i < stretches->len; i++)
        g_array_append_vals(cuts, &g_array_index(stretches, amont_stretch, i).from, 2);
    g_array_sort(cuts, compare_numbers);
    for (guint i = 0; i + 1 < cuts->len; i++) {
        double from = g_array_index(cuts, double, i), to = g_array_index(cuts, double, i + 1);
        if (!(from < to) || !is_border(o, o->edges->part[edge], stretches, (from + to) / 2))
            continue;
        piece p = {edge, from, to};
        piece *last = pieces->len > 0 ? &g_array_index(pieces, piece, pieces->len - 1) : NULL;
        if (last && last->edge == edge && last->to == from)
            last->to = to;
        else
            g_array_append_val(pieces, p);
    }
}

static void add_contacts(const others *o, guint32 edge, const GArray *stretches, GArray *contacts) {
    const amont_twins *e = o->edges;
    guint32 part = e->part[edge];
    for (guint i = 0; i < stretches->len; i++) {
        const amont_stretch *s = &g_array_index(stretches, amont_stretch, i);
        guint32 beside = (guint32)part_beside(o, s);
        contact c = {part, beside, s->to - s->from};
        if (part < beside && e->class_of[part] == e->class_of[beside])
            g_array_append_val(contacts, c);
    }
}

static void look_at_chunk(size_t index, void *data) {
    const others *o = data;
    const amont_shapes *s = o->edges->shapes;
    g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) stretches = g_array_new(FALSE, FALSE, sizeof(amont_stretch));
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(double));
    o->contacts[index] = g_array_new(FALSE, FALSE, sizeof(contact));
    o->pieces[index] = g_array_new(FALSE, FALSE, sizeof(piece));
    for (size_t k = index * CHUNK; k < MIN((index + 1) * CHUNK, o->n); k++) {
        size_t i = o->edges->point[o->lone[k]];
        amont_along_find(o->along, s->x + i, s->y + i, near, stretches);
        add_contacts(o, o->lone[k], stretches, o->contacts[index]);
        add_pieces(o, o->lone[k], stretches, cuts, o->pieces[index]);
    }
}

static GArray *put_together(GArray **arrays, size_t n, guint item_size) {
    GArray *all = g_array_new(FALSE, FALSE, item_size);
    for (size_t c = 0; c < n; c++) {
        if (arrays[c]->len > 0)
            g_array_append_vals(all, arrays[c]->data, arrays[c]->len);
        g_array_unref(arrays[c]);
    }
    return all;
}

static void find_beside(const amont_twins *e, GArray **contacts, GArray **pieces) {
    g_autofree guint32 *lone = g_new(guint32, e->n + 1), *points = g_new(guint32, e->n + 1);
    others o = {.edges = e, .lone = lone};
    for (size_t i = 0; i < e->n; i++)
        if (e->state[i] == AMONT_EDGE_ALONE) {
            lone[o.n] = (guint32)i;
            points[o.n++] = e->point[i];
        }
    g_autoptr(amont_along) along = amont_along_new(e->shapes, points, o.n, AMONT_PATCH_TOLERANCE);
    size_t n_chunks = (o.n + CHUNK - 1) / CHUNK;
    o.along = along;
    o.contacts = g_new0(GArray *, n_chunks + 1);
    o.pieces = g_new0(GArray *, n_chunks + 1);
    amont_pool_run(amont_pool_threads(), n_chunks, look_at_chunk, &o);
    *contacts = put_together(o.contacts, n_chunks, sizeof(contact));
    *pieces = put_together(o.pieces, n_chunks, sizeof(piece));
    g_free(o.contacts);
    g_free(o.pieces);
}

/* ---- patches ------------------------------------------------------------------------------- */

static size_t root_of(size_t *leader, size_t part) {
    while (leader[part] != part)
        part = leader[part] = leader[leader[part]];
    return part;
}

/* The lower number leads. */
static void join(size_t *leader, size_t one, size_t other) {
    size_t a = root_of(leader, one), b = root_of(leader, other);
    leader[MAX(a, b)] = MIN(a, b);
}

static int by_parts(const void *a, const void *b) {
    const contact *s = a, *t = b;
    if (s->one != t->one)
        return s->one < t->one ? -1 : 1;
    if (s->other != t->other)
        return s->other < t->other ? -1 : 1;
    return compare_numbers(&s->length, &t->length);
}

static void join_beside(size_t *leader, GArray *contacts) {
    const double least = AMONT_ALONG_LEAST * AMONT_PATCH_TOLERANCE;
    double length = 0;
    g_array_sort(contacts, by_parts);
    for (guint i = 0; i < contacts->len; i++) {
        const contact *c = &g_array_index(contacts, contact, i);
        bool goes_on = i > 0 && c[-1].one == c->one && c[-1].other == c->other;
        length = (goes_on ? length : 0) + c->length;
        if (length >= least)
            join(leader, c->one, c->other);
    }
}

static void number_patches(const amont_twins *e, GArray *contacts, amont_patches *patches) {
    size_t n = patches->n_parts;
    g_autofree size_t *leader = g_new(size_t, n + 1);
    for (size_t part = 0; part < n; part++)
        leader[part] = part;
    for (size_t i = 0; i < e->n; i++)
        if (e->joined[i] != AMONT_NO_EDGE)
            join(leader, e->part[i], e->part[e->joined[i]]);
    join_beside(leader, contacts);
    patches->patch_of = g_new(size_t, n + 1);
    patches->class_of = g_new(size_t, n + 1);
    for (size_t part = 0; part < n; part++) {
        size_t root = root_of(leader, part);
        patches->patch_of[part] = AMONT_NO_PATCH;
        if (e->class_of[part] == AMONT_UNCLASSED)
            continue;
        if (root == part)
            patches->class_of[patches->n++] = e->class_of[part];
        patches->patch_of[part] = root == part ? patches->n - 1 : patches->patch_of[root];
    }
}

/* ---- borders ------------------------------------------------------------------------------- */

static void add_line(const amont_twins *e, size_t i, double from, double to,
                     amont_shapes_builder *builder) {
    const double *x = e->shapes->x + e->point[i], *y = e->shapes->y + e->point[i];
    double dx = x[1] - x[0], dy = y[1] - y[0], length = hypot(dx, dy);
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, x[0] + dx * (from / length), y[0] + dy * (from / length));
    amont_shapes_add_point(builder, x[0] + dx * (to / length), y[0] + dy * (to / length));
}

/* Edges that go on where the last one ended make one line. */
static void add_edge(const amont_twins *e, size_t i, amont_shapes_builder *builder) {
    const double *x = e->shapes->x + e->point[i], *y = e->shapes->y + e->point[i];
    bool goes_on = i > 0 && e->state[i - 1] == AMONT_EDGE_BORDER && e->part[i - 1] == e->part[i] &&
                   e->point[i - 1] + 1 == e->point[i];
    if (!goes_on) {
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        amont_shapes_add_point(builder, x[0], y[0]);
    }
    amont_shapes_add_point(builder, x[1], y[1]);
}

static amont_shapes *draw_borders(const amont_twins *e, const GArray *pieces) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_LINE);
    guint next = 0;
    size_t edge = 0;
    for (size_t part = 0; part < e->shapes->n_parts; part++) {
        amont_shapes_add_feature(builder);
        for (; edge < e->n && e->part[edge] == part; edge++) {
            if (e->state[edge] == AMONT_EDGE_BORDER)
                add_edge(e, edge, builder);
            for (; next < pieces->len && g_array_index(pieces, piece, next).edge == edge; next++) {
                const piece *p = &g_array_index(pieces, piece, next);
                add_line(e, edge, p->from, p->to, builder);
            }
        }
    }
    return amont_shapes_finish(builder);
}

amont_patches *amont_patches_find(const amont_shapes *polygons, const size_t *class_of) {
    g_autofree size_t *class_of_part = g_new(size_t, polygons->n_parts + 1);
    for (size_t f = 0; f < polygons->n_features; f++)
        for (size_t part = polygons->part_of[f]; part < polygons->part_of[f + 1]; part++)
            class_of_part[part] = class_of[f];
    amont_patches *patches = g_new0(amont_patches, 1);
    patches->n_parts = polygons->n_parts;
    g_auto(amont_twins) e;
    amont_twins_open(&e, polygons, class_of_part);
    g_autoptr(GArray) contacts = NULL, pieces = NULL;
    find_beside(&e, &contacts, &pieces);
    number_patches(&e, contacts, patches);
    patches->borders = draw_borders(&e, pieces);
    return patches;
}

void amont_patches_free(amont_patches *patches) {
    if (!patches)
        return;
    g_free(patches->patch_of);
    g_free(patches->class_of);
    amont_shapes_free(patches->borders);
    g_free(patches);
}
