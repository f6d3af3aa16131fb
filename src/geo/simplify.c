/* Points in one place are one vertex. A vertex where more than two edges meet, or a line ends, is a
 * node and stays; what runs from node to node is a chain, which all rings that follow it have in
 * common, so that it is enough to know of each vertex whether it is kept. A ring without a node
 * gets one: its lowest vertex from the left, the same for a hole and the polygon that fills it. */
#include "amont/simplify.h"

#include "geo/chords.h"
#include "geo/place_hash.h"

#include <string.h>

#define NO_VERTEX G_MAXUINT32

typedef struct mesh {
    const amont_shapes *shapes;
    guint32 *vertex;  /* of each point: the first point in its place */
    guint32 *link[2]; /* of each vertex: the others that an edge leads to */
    bool *is_node, *is_walked, *is_kept;
    GArray *walk;     /* guint32: the vertices of a ring */
    GArray *vertices; /* guint32: those of the chains */
    GArray *pieces;   /* amont_piece: the chains */
} mesh;

/* ---- vertices ------------------------------------------------------------------------------ */

/* Points are noted in the order of their numbers, so that the first of a place is found. */
static guint32 vertex_of(const amont_shapes *s, guint32 *slots, size_t mask, guint32 point) {
    size_t slot = amont_place_hash(s->x[point], s->y[point]) & mask;
    for (; slots[slot] != NO_VERTEX; slot = (slot + 1) & mask)
        if (s->x[slots[slot]] == s->x[point] && s->y[slots[slot]] == s->y[point])
            return slots[slot];
    return slots[slot] = point;
}

static void find_vertices(mesh *m) {
    const amont_shapes *s = m->shapes;
    size_t n_slots = 64;
    while (n_slots < 2 * s->n_points)
        n_slots *= 2;
    g_autofree guint32 *slots = g_new(guint32, n_slots);
    memset(slots, 0xFF, n_slots * sizeof *slots);
    for (size_t i = 0; i < s->n_points; i++)
        m->vertex[i] = vertex_of(s, slots, n_slots - 1, (guint32)i);
}

static guint32 walked(const mesh *m, guint i) {
    g_assert(m->walk->len > 0);
    return g_array_index(m->walk, guint32, i % m->walk->len);
}

/* The vertices of a ring into `walk`, none twice in a row, and a polygon's first not at its end. */
static void walk_ring(mesh *m, size_t ring) {
    const amont_shapes *s = m->shapes;
    g_array_set_size(m->walk, 0);
    bool closed = s->type == AMONT_SHAPE_POLYGON;
    size_t end = s->point_of[ring + 1] - (closed ? 1 : 0);
    for (size_t i = s->point_of[ring]; i < end; i++)
        if (m->walk->len == 0 || g_array_index(m->walk, guint32, m->walk->len - 1) != m->vertex[i])
            g_array_append_val(m->walk, m->vertex[i]);
    while (closed && m->walk->len > 1 && walked(m, m->walk->len - 1) == walked(m, 0))
        g_array_set_size(m->walk, m->walk->len - 1);
}

/* ---- nodes --------------------------------------------------------------------------------- */

static void link_to(mesh *m, guint32 vertex, guint32 other) {
    for (int i = 0; i < 2; i++) {
        if (m->link[i][vertex] == other)
            return;
        if (m->link[i][vertex] == NO_VERTEX) {
            m->link[i][vertex] = other;
            return;
        }
    }
    m->is_node[vertex] = true;
}

static void link_ring(mesh *m, bool closed) {
    guint n = m->walk->len;
    for (guint i = 0; i < n; i++) {
        guint32 vertex = walked(m, i), before = walked(m, i + n - 1), after = walked(m, i + 1);
        bool is_end = !closed && (i == 0 || i == n - 1);
        if (is_end || before == after)
            m->is_node[vertex] = true;
        if (!is_end || i > 0)
            link_to(m, vertex, before);
        if (!is_end || i == 0)
            link_to(m, vertex, after);
    }
}

static bool is_lower(const amont_shapes *s, guint32 i, guint32 j) {
    return s->x[i] != s->x[j] ? s->x[i] < s->x[j] : s->y[i] < s->y[j];
}

/* The position of the ring's first node; one is made where there is none. */
static guint first_node(mesh *m) {
    guint lowest = 0;
    for (guint i = 0; i < m->walk->len; i++) {
        guint32 vertex = walked(m, i), best = walked(m, lowest);
        if (m->is_node[vertex])
            return i;
        if (is_lower(m->shapes, vertex, best))
            lowest = i;
    }
    m->is_node[walked(m, lowest)] = true;
    return lowest;
}

/* ---- chains -------------------------------------------------------------------------------- */

/* From one position of the walk to another, unless another ring has been there. */
static void add_chain(mesh *m, guint from, guint to) {
    guint32 second = walked(m, from + 1);
    if (to > from + 1 && m->is_walked[second])
        return;
    amont_piece chain = {m->vertices->len, m->vertices->len + to - from};
    for (guint i = from; i <= to; i++) {
        guint32 vertex = walked(m, i);
        g_array_append_val(m->vertices, vertex);
        m->is_walked[vertex] = true;
    }
    g_array_append_val(m->pieces, chain);
}

static void cut_ring(mesh *m, bool closed) {
    guint from = first_node(m), end = closed ? from + m->walk->len : m->walk->len - 1;
    for (guint i = from + 1; i <= end; i++)
        if (m->is_node[walked(m, i)]) {
            add_chain(m, from, i);
            from = i;
        }
}

static void find_chains(mesh *m) {
    bool closed = m->shapes->type == AMONT_SHAPE_POLYGON;
    for (size_t ring = 0; ring < m->shapes->n_rings; ring++) {
        walk_ring(m, ring);
        link_ring(m, closed);
    }
    for (size_t ring = 0; ring < m->shapes->n_rings; ring++) {
        walk_ring(m, ring);
        cut_ring(m, closed);
    }
}

/* ---- the whole ----------------------------------------------------------------------------- */

static void keep_ends(mesh *m, const GArray *pieces) {
    for (guint i = 0; i < pieces->len; i++) {
        const amont_piece *piece = &g_array_index(pieces, amont_piece, i);
        m->is_kept[g_array_index(m->vertices, guint32, piece->first)] = true;
        m->is_kept[g_array_index(m->vertices, guint32, piece->last)] = true;
    }
}

/* A line all in one place is as it was. */
static void add_kept(mesh *m, size_t ring, amont_shapes_builder *builder) {
    const amont_shapes *s = m->shapes;
    amont_shapes_add_ring(builder);
    walk_ring(m, ring);
    for (guint i = 0; i < m->walk->len; i++)
        if (m->is_kept[walked(m, i)])
            amont_shapes_add_point(builder, s->x[walked(m, i)], s->y[walked(m, i)]);
    for (size_t i = s->point_of[ring]; m->walk->len < 2 && i < s->point_of[ring + 1]; i++)
        amont_shapes_add_point(builder, s->x[i], s->y[i]);
}

static amont_shapes *shapes_of_kept(mesh *m) {
    const amont_shapes *s = m->shapes;
    amont_shapes_builder *builder = amont_shapes_builder_new(s->type);
    for (size_t f = 0; f < s->n_features; f++) {
        amont_shapes_add_feature(builder);
        for (size_t part = s->part_of[f]; part < s->part_of[f + 1]; part++) {
            amont_shapes_add_part(builder);
            for (size_t ring = s->ring_of[part]; ring < s->ring_of[part + 1]; ring++)
                add_kept(m, ring, builder);
        }
    }
    return amont_shapes_finish(builder);
}

static void open_mesh(mesh *m, const amont_shapes *shapes) {
    size_t n = shapes->n_points + 1;
    *m = (mesh){.shapes = shapes,
                .vertex = g_new(guint32, n),
                .link = {g_new(guint32, n), g_new(guint32, n)},
                .is_node = g_new0(bool, n),
                .is_walked = g_new0(bool, n),
                .is_kept = g_new0(bool, n),
                .walk = g_array_new(FALSE, FALSE, sizeof(guint32)),
                .vertices = g_array_new(FALSE, FALSE, sizeof(guint32)),
                .pieces = g_array_new(FALSE, FALSE, sizeof(amont_piece))};
    for (int i = 0; i < 2; i++)
        memset(m->link[i], 0xFF, n * sizeof *m->link[i]);
    find_vertices(m);
}

static void close_mesh(mesh *m) {
    g_free(m->vertex);
    g_free(m->link[0]);
    g_free(m->link[1]);
    g_free(m->is_node);
    g_free(m->is_walked);
    g_free(m->is_kept);
    g_array_unref(m->walk);
    g_array_unref(m->vertices);
}

amont_shapes *amont_shapes_simplify(const amont_shapes *shapes, double tolerance) {
    g_assert(shapes->type != AMONT_SHAPE_POINT && shapes->n_points < G_MAXINT);
    mesh m;
    open_mesh(&m, shapes);
    find_chains(&m);
    amont_chords chords = {shapes->x, shapes->y, m.vertices, m.pieces, tolerance};
    amont_chords_fit(&chords);
    if (shapes->type == AMONT_SHAPE_POLYGON)
        amont_chords_part(&chords);
    keep_ends(&m, chords.pieces);
    g_array_unref(chords.pieces);
    amont_shapes *simplified = shapes_of_kept(&m);
    close_mesh(&m);
    return simplified;
}
