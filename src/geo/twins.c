/* Edges are sorted into buckets by a hash of their two ends that is the same both ways; those of a
 * bucket are compared. Nearly all edges of a clean coverage have their twin. */
#include "geo/twins.h"

#include "amont/patches.h"
#include "amont/pool.h"
#include "geo/place_hash.h"

#include <string.h>

enum { CHUNK = 4096 }; /* edges of a task */

/* ---- listing them -------------------------------------------------------------------------- */

static bool is_flat(const amont_shapes *s, size_t i) {
    return s->x[i] == s->x[i + 1] && s->y[i] == s->y[i + 1];
}

/* The same both ways. */
static guint32 hash_of(const amont_shapes *s, size_t i) {
    guint64 sum = amont_place_hash(s->x[i], s->y[i]) + amont_place_hash(s->x[i + 1], s->y[i + 1]);
    return (guint32)(amont_hash_mix(sum) >> 32);
}

static void list_part(amont_twins *e, size_t part) {
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

static void list(amont_twins *e) {
    const amont_shapes *s = e->shapes;
    g_assert(s->type == AMONT_SHAPE_POLYGON && s->n_points < AMONT_NO_EDGE);
    e->point = g_new(guint32, s->n_points + 1);
    e->part = g_new(guint32, s->n_points + 1);
    e->hash = g_new0(guint32, s->n_points + 1);
    for (size_t part = 0; part < s->n_parts; part++)
        if (e->class_of[part] != AMONT_UNCLASSED)
            list_part(e, part);
    e->state = g_new0(guint8, e->n + 1);
    e->joined = g_new(guint32, e->n + 1);
    memset(e->joined, 0xFF, (e->n + 1) * sizeof *e->joined);
}

/* ---- the same vertices --------------------------------------------------------------------- */

typedef struct entry {
    guint32 hash, edge;
} entry;

typedef struct buckets {
    amont_twins *edges;
    size_t n;
    guint32 *entry_of;
    entry *entries; /* of a bucket: by ascending edge */
} buckets;

static void buckets_open(buckets *b, amont_twins *e) {
    b->edges = e;
    b->n = 16;
    while (b->n < e->n)
        b->n *= 2;
    b->entry_of = g_new0(guint32, b->n + 1);
    b->entries = g_new(entry, e->n + 1);
    for (size_t i = 0; i < e->n; i++)
        b->entry_of[(e->hash[i] & (b->n - 1)) + 1]++;
    for (size_t k = 0; k < b->n; k++)
        b->entry_of[k + 1] += b->entry_of[k];
    for (size_t i = e->n; i-- > 0;) /* from the end of each to its beginning */
        b->entries[--b->entry_of[(e->hash[i] & (b->n - 1)) + 1]] = (entry){e->hash[i], (guint32)i};
    memmove(b->entry_of, b->entry_of + 1, b->n * sizeof *b->entry_of);
    b->entry_of[b->n] = (guint32)e->n;
}

static void buckets_close(buckets *b) {
    g_free(b->entry_of);
    g_free(b->entries);
}

static bool is_twin(const amont_twins *e, const entry *one, guint32 other) {
    if (one->hash != e->hash[other])
        return false;
    const double *x = e->shapes->x, *y = e->shapes->y;
    size_t i = e->point[one->edge], j = e->point[other];
    return (x[i] == x[j + 1] && y[i] == y[j + 1] && x[i + 1] == x[j] && y[i + 1] == y[j]) ||
           (x[i] == x[j] && y[i] == y[j] && x[i + 1] == x[j + 1] && y[i + 1] == y[j + 1]);
}

static size_t class_of(const amont_twins *e, guint32 edge) {
    return e->class_of[e->part[edge]];
}

/* Edge `later` is where `first` is, and perhaps some of those `between` them. */
static void match(amont_twins *e, guint32 first, const entry *between, const entry *later) {
    guint32 edge = later->edge;
    e->state[edge] = AMONT_EDGE_SHARED;
    if (e->state[first] == AMONT_EDGE_ALONE)
        e->state[first] = AMONT_EDGE_SHARED;
    if (class_of(e, edge) == class_of(e, first))
        e->joined[edge] = first;
    else
        e->state[first] = AMONT_EDGE_BORDER;
    for (; e->joined[edge] == AMONT_NO_EDGE && between < later; between++)
        if (class_of(e, between->edge) == class_of(e, edge) && is_twin(e, between, edge))
            e->joined[edge] = between->edge;
}

/* The first edge of a place writes of all that are there: no two threads of the same. Edges are
 * gone through in their order, in which neighbours are near in memory too. */
static void match_edge(const buckets *b, guint32 first) {
    amont_twins *e = b->edges;
    size_t bucket = e->hash[first] & (b->n - 1);
    const entry *at = b->entries + b->entry_of[bucket], *end = b->entries + b->entry_of[bucket + 1];
    for (; at->edge != first; at++)
        if (is_twin(e, at, first))
            return;
    const entry *next = ++at;
    for (; at < end; at++)
        if (is_twin(e, at, first))
            match(e, first, next, at);
}

static void match_chunk(size_t index, void *data) {
    const buckets *b = data;
    for (size_t i = index * CHUNK; i < MIN((index + 1) * CHUNK, b->edges->n); i++)
        match_edge(b, (guint32)i);
}

static void find_same(amont_twins *e) {
    buckets b;
    buckets_open(&b, e);
    amont_pool_run(amont_pool_threads(), (e->n + CHUNK - 1) / CHUNK, match_chunk, &b);
    buckets_close(&b);
}

void amont_twins_open(amont_twins *twins, const amont_shapes *shapes, const size_t *class_of) {
    *twins = (amont_twins){.shapes = shapes, .class_of = class_of};
    list(twins);
    find_same(twins);
}

void amont_twins_close(amont_twins *twins) {
    g_free(twins->point);
    g_free(twins->part);
    g_free(twins->hash);
    g_free(twins->state);
    g_free(twins->joined);
}
