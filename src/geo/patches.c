/* Edges that two polygons have vertex for vertex are found by their hash: nearly all, in a clean
 * coverage. What is left (rims, and borders whose vertices differ) goes to an index that finds
 * edges beside each other. Polygons that touch are joined by union and find (R. E. Tarjan). */
#include "amont/patches.h"

#include "amont/pool.h"
#include "geo/along.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 4096 }; /* buckets or edges of a task */

#define NONE G_MAXUINT32

typedef enum edge_state { EDGE_ALONE, EDGE_SHARED, EDGE_BORDER } edge_state;

typedef struct edges {
    const amont_shapes *shapes;
    const size_t *class_of; /* of each part */
    size_t n;
    guint32 *point, *part; /* of each edge, ascending */
    guint32 *hash;
    guint8 *state;
    guint32 *joined; /* another edge, of a polygon of the same class in the same place; or NONE */
} edges;

/* ---- listing them -------------------------------------------------------------------------- */

static bool is_flat(const amont_shapes *s, size_t i) {
    return s->x[i] == s->x[i + 1] && s->y[i] == s->y[i + 1];
}

static guint64 scramble(double x, double y) {
    guint64 a, b;
    memcpy(&a, &x, sizeof a);
    memcpy(&b, &y, sizeof b);
    a = (a ^ a >> 31) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9) + b;
    return (a ^ a >> 29) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
}

/* The same both ways. */
static guint32 hash_of(const amont_shapes *s, size_t i) {
    guint64 sum = scramble(s->x[i], s->y[i]) + scramble(s->x[i + 1], s->y[i + 1]);
    return (guint32)((sum ^ sum >> 33) * G_GUINT64_CONSTANT(0xFF51AFD7ED558CCD) >> 32);
}

static void list_part(edges *e, size_t part) {
    const amont_shapes *s = e->shapes;
    for (size_t r = s->ring_of[part]; r < s->ring_of[part + 1]; r++)
        for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++) {
            if (is_flat(s, i))
                continue;
            e->point[e->n] = (guint32)i;
            e->part[e->n] = (guint32)part;
            e->hash[e->n++] = hash_of(s, i);
        }
}

static void edges_open(edges *e) {
    const amont_shapes *s = e->shapes;
    g_assert(s->type == AMONT_SHAPE_POLYGON && s->n_points < NONE);
    e->point = g_new(guint32, s->n_points + 1);
    e->part = g_new(guint32, s->n_points + 1);
    e->hash = g_new(guint32, s->n_points + 1);
    for (size_t part = 0; part < s->n_parts; part++)
        if (e->class_of[part] != AMONT_UNCLASSED)
            list_part(e, part);
    e->state = g_new0(guint8, e->n + 1);
    e->joined = g_new(guint32, e->n + 1);
    memset(e->joined, 0xFF, (e->n + 1) * sizeof *e->joined);
}

static void edges_close(edges *e) {
    g_free(e->point);
    g_free(e->part);
    g_free(e->hash);
    g_free(e->state);
    g_free(e->joined);
}

/* ---- the same vertices --------------------------------------------------------------------- */

typedef struct buckets {
    edges *edges;
    size_t n;
    guint32 *entry_of, *entries;
} buckets;

static void buckets_open(buckets *b, edges *e) {
    b->edges = e;
    b->n = 16;
    while (b->n < e->n)
        b->n *= 2;
    b->entry_of = g_new0(guint32, b->n + 1);
    b->entries = g_new(guint32, e->n + 1);
    for (size_t i = 0; i < e->n; i++)
        b->entry_of[(e->hash[i] & (b->n - 1)) + 1]++;
    for (size_t k = 0; k < b->n; k++)
        b->entry_of[k + 1] += b->entry_of[k];
    for (size_t i = e->n; i-- > 0;) /* from the back: each bucket is ascending */
        b->entries[--b->entry_of[(e->hash[i] & (b->n - 1)) + 1]] = (guint32)i;
    /* entry_of[k + 1] is now where bucket k begins */
    memmove(b->entry_of, b->entry_of + 1, b->n * sizeof *b->entry_of);
    b->entry_of[b->n] = (guint32)e->n;
}

static void buckets_close(buckets *b) {
    g_free(b->entry_of);
    g_free(b->entries);
}

static bool same_place(const edges *e, guint32 one, guint32 other) {
    if (e->hash[one] != e->hash[other])
        return false;
    const double *x = e->shapes->x, *y = e->shapes->y;
    size_t i = e->point[one], j = e->point[other];
    return (x[i] == x[j + 1] && y[i] == y[j + 1] && x[i + 1] == x[j] && y[i + 1] == y[j]) ||
           (x[i] == x[j] && y[i] == y[j] && x[i + 1] == x[j + 1] && y[i + 1] == y[j + 1]);
}

/* Edge `later` is where `first` is: joined to the first of its class there, or a border. */
static void match(edges *e, guint32 first, guint32 later, const guint32 *between, size_t n) {
    e->state[later] = EDGE_SHARED;
    if (e->state[first] == EDGE_ALONE)
        e->state[first] = EDGE_SHARED;
    size_t class = e->class_of[e->part[later]];
    if (class != e->class_of[e->part[first]])
        e->state[first] = EDGE_BORDER;
    else
        e->joined[later] = first;
    for (size_t k = 0; e->joined[later] == NONE && k < n; k++)
        if (e->class_of[e->part[between[k]]] == class && same_place(e, between[k], later))
            e->joined[later] = between[k];
}

static void match_bucket(const buckets *b, size_t bucket) {
    edges *e = b->edges;
    const guint32 *entry = b->entries + b->entry_of[bucket];
    size_t n = b->entry_of[bucket + 1] - b->entry_of[bucket];
    for (size_t i = 0; i < n; i++) {
        if (e->state[entry[i]] != EDGE_ALONE)
            continue; /* matched with an earlier one */
        for (size_t j = i + 1; j < n; j++)
            if (e->state[entry[j]] == EDGE_ALONE && same_place(e, entry[i], entry[j]))
                match(e, entry[i], entry[j], entry + i + 1, j - i - 1);
    }
}

static void match_chunk(size_t index, void *data) {
    const buckets *b = data;
    for (size_t k = index * CHUNK; k < MIN((index + 1) * CHUNK, b->n); k++)
        match_bucket(b, k);
}

static void find_same(edges *e) {
    buckets b;
    buckets_open(&b, e);
    amont_pool_run(amont_pool_threads(), (b.n + CHUNK - 1) / CHUNK, match_chunk, &b);
    buckets_close(&b);
}

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
    const edges *edges;
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
    const edges *e = o->edges;
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
        amont_along_find(o->along, s->x[i], s->y[i], s->x[i + 1], s->y[i + 1], near, stretches);
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

static void find_beside(const edges *e, GArray **contacts, GArray **pieces) {
    g_autofree guint32 *lone = g_new(guint32, e->n + 1), *points = g_new(guint32, e->n + 1);
    others o = {.edges = e, .lone = lone};
    for (size_t i = 0; i < e->n; i++)
        if (e->state[i] == EDGE_ALONE) {
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

static void number_patches(const edges *e, GArray *contacts, amont_patches *patches) {
    size_t n = patches->n_parts;
    g_autofree size_t *leader = g_new(size_t, n + 1);
    for (size_t part = 0; part < n; part++)
        leader[part] = part;
    for (size_t i = 0; i < e->n; i++)
        if (e->joined[i] != NONE)
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

static void add_line(const edges *e, size_t i, double from, double to,
                     amont_shapes_builder *builder) {
    const double *x = e->shapes->x + e->point[i], *y = e->shapes->y + e->point[i];
    double dx = x[1] - x[0], dy = y[1] - y[0], length = hypot(dx, dy);
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, x[0] + dx * (from / length), y[0] + dy * (from / length));
    amont_shapes_add_point(builder, x[0] + dx * (to / length), y[0] + dy * (to / length));
}

/* Edges that go on where the last one ended make one line. */
static void add_edge(const edges *e, size_t i, amont_shapes_builder *builder) {
    const double *x = e->shapes->x + e->point[i], *y = e->shapes->y + e->point[i];
    bool goes_on = i > 0 && e->state[i - 1] == EDGE_BORDER && e->part[i - 1] == e->part[i] &&
                   e->point[i - 1] + 1 == e->point[i];
    if (!goes_on) {
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        amont_shapes_add_point(builder, x[0], y[0]);
    }
    amont_shapes_add_point(builder, x[1], y[1]);
}

static amont_shapes *draw_borders(const edges *e, const GArray *pieces) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_LINE);
    guint next = 0;
    size_t edge = 0;
    for (size_t part = 0; part < e->shapes->n_parts; part++) {
        amont_shapes_add_feature(builder);
        for (; edge < e->n && e->part[edge] == part; edge++) {
            if (e->state[edge] == EDGE_BORDER)
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
    edges e = {.shapes = polygons, .class_of = class_of_part};
    edges_open(&e);
    find_same(&e);
    g_autoptr(GArray) contacts = NULL, pieces = NULL;
    find_beside(&e, &contacts, &pieces);
    number_patches(&e, contacts, patches);
    patches->borders = draw_borders(&e, pieces);
    edges_close(&e);
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
