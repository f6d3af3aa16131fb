/* Edges without a twin, by a hash table of those whose twin has not been met yet. */
#include "geo/zone_grid.h"

#include "geo/place_hash.h"

typedef struct table {
    const amont_shapes *zones;
    bool *is_rim;
    size_t *head;   /* of each slot: 1 + the point of the last edge noted there, or 0 */
    size_t *next;   /* of each point: the edge noted before it in its slot */
    guint32 *owner; /* of each point noted: the rank of its zone */
    size_t mask;
} table;

static guint64 hash_of_point(const amont_shapes *zones, size_t i) {
    return amont_place_hash(zones->x[i], zones->y[i]);
}

/* A twin is of another zone: a spike goes and returns within one, and has land on neither side. */
static bool are_twins(const table *t, size_t i, size_t j) {
    const double *x = t->zones->x, *y = t->zones->y;
    return t->owner[i] != t->owner[j] && x[i] == x[j + 1] && y[i] == y[j + 1] && x[i + 1] == x[j] &&
           y[i + 1] == y[j];
}

/* Both directions have the same slot: the twin is found there, or the edge noted. */
static void match_edge(table *t, size_t point, guint32 rank) {
    t->owner[point] = rank;
    guint64 hash = hash_of_point(t->zones, point) + hash_of_point(t->zones, point + 1);
    size_t *link = &t->head[amont_hash_mix(hash) & t->mask];
    while (*link > 0 && !are_twins(t, point, *link - 1))
        link = &t->next[*link - 1];
    t->is_rim[point] = *link == 0;
    if (*link == 0) {
        *link = point + 1;
        t->next[point] = 0;
    } else {
        size_t twin = *link - 1;
        t->is_rim[twin] = false;
        *link = t->next[twin];
    }
}

static void match_zone(table *t, size_t zone, guint32 rank) {
    const amont_shapes *s = t->zones;
    for (size_t p = s->part_of[zone]; p < s->part_of[zone + 1]; p++)
        for (size_t r = s->ring_of[p]; r < s->ring_of[p + 1]; r++)
            for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++)
                match_edge(t, i, rank);
}

bool *amont_zone_rim(const amont_shapes *zones, const size_t *order, size_t n_order) {
    table t = {.zones = zones, .is_rim = g_new0(bool, zones->n_points + 1)};
    size_t n_slots = 64;
    while (n_slots < zones->n_points)
        n_slots *= 2;
    g_autofree size_t *head = t.head = g_new0(size_t, n_slots);
    g_autofree size_t *next = t.next = g_new(size_t, zones->n_points + 1);
    g_autofree guint32 *owner = t.owner = g_new(guint32, zones->n_points + 1);
    t.mask = n_slots - 1;
    for (size_t rank = 0; rank < n_order; rank++)
        match_zone(&t, order[rank], (guint32)rank);
    return t.is_rim;
}
