/* A hash table with open addressing and linear steps, of pairs (group, bytes); the bytes of all
 * pairs stand in one array, so that nothing is allocated for a value. The hash is FNV-1a (G.
 * Fowler, L. C. Noll, K.-P. Vo, 1991) with the last step of splitmix64 (Steele, Lea, Flood 2014).
 */
#include "amont/distinct.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct pair {
    uint64_t hash;
    size_t at; /* of its bytes, which is never 0; 0 where there is no pair */
    uint32_t group, length;
} pair;

struct amont_distinct {
    size_t n_groups; /* the last one is outside */
    size_t *count;
    pair *pairs;
    size_t n_pairs, room; /* a power of 2, at least twice as many */
    GString *bytes;
};

amont_distinct *amont_distinct_new(size_t n_groups) {
    g_assert(n_groups < UINT32_MAX);
    amont_distinct *distinct = g_new0(amont_distinct, 1);
    distinct->n_groups = n_groups + 1;
    distinct->count = g_new0(size_t, distinct->n_groups);
    distinct->room = 64;
    distinct->pairs = g_new0(pair, distinct->room);
    distinct->bytes = g_string_new("#");
    return distinct;
}

void amont_distinct_free(amont_distinct *distinct) {
    if (!distinct)
        return;
    g_free(distinct->count);
    g_free(distinct->pairs);
    g_string_free(distinct->bytes, TRUE);
    g_free(distinct);
}

static uint64_t hash_of(uint32_t group, const char *bytes, uint32_t length) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ group;
    for (uint32_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94d049bb133111eb);
    return hash ^ (hash >> 31);
}

static void grow(amont_distinct *distinct) {
    size_t room = 2 * distinct->room;
    pair *pairs = g_new0(pair, room);
    for (size_t i = 0; i < distinct->room; i++) {
        if (distinct->pairs[i].at == 0)
            continue;
        size_t to = distinct->pairs[i].hash & (room - 1);
        while (pairs[to].at != 0)
            to = (to + 1) & (room - 1);
        pairs[to] = distinct->pairs[i];
    }
    g_free(distinct->pairs);
    distinct->pairs = pairs;
    distinct->room = room;
}

static bool is_same(const amont_distinct *distinct, const pair *a, const pair *b,
                    const char *bytes_of_b) {
    return a->hash == b->hash && a->group == b->group && a->length == b->length &&
           memcmp(distinct->bytes->str + a->at, bytes_of_b, b->length) == 0;
}

static void add(amont_distinct *distinct, pair added, const char *bytes) {
    size_t at = added.hash & (distinct->room - 1);
    for (; distinct->pairs[at].at != 0; at = (at + 1) & (distinct->room - 1))
        if (is_same(distinct, &distinct->pairs[at], &added, bytes))
            return;
    added.at = distinct->bytes->len;
    g_string_append_len(distinct->bytes, bytes, added.length);
    distinct->pairs[at] = added;
    distinct->count[added.group]++;
    if (2 * ++distinct->n_pairs > distinct->room)
        grow(distinct);
}

static void add_bytes(amont_distinct *distinct, uint32_t group, const char *bytes, size_t length) {
    g_assert(length < UINT32_MAX);
    uint32_t g = MIN(group, (uint32_t)(distinct->n_groups - 1));
    pair added = {
        .hash = hash_of(g, bytes, (uint32_t)length), .group = g, .length = (uint32_t)length};
    add(distinct, added, bytes);
}

void amont_distinct_add_texts(amont_distinct *distinct, const uint32_t *group,
                              const char *const *texts, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (texts[i])
            add_bytes(distinct, group[i], texts[i], strlen(texts[i]));
}

void amont_distinct_add_numbers(amont_distinct *distinct, const uint32_t *group,
                                const double *numbers, size_t n) {
    for (size_t i = 0; i < n; i++) {
        double number = numbers[i] + 0.0; /* makes 0 of -0 */
        char bytes[sizeof number];
        memcpy(bytes, &number, sizeof number);
        if (!isnan(number))
            add_bytes(distinct, group[i], bytes, sizeof bytes);
    }
}

void amont_distinct_merge(amont_distinct *into, amont_distinct *from) {
    g_assert(into->n_groups == from->n_groups);
    for (size_t i = 0; i < from->room; i++)
        if (from->pairs[i].at != 0)
            add(into, from->pairs[i], from->bytes->str + from->pairs[i].at);
    amont_distinct_free(from);
}

size_t amont_distinct_count(const amont_distinct *distinct, size_t group) {
    return distinct->count[MIN(group, distinct->n_groups - 1)];
}
