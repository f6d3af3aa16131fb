/* Nearest and near units are sought from the unit's place to the left and to the right, in the
 * order of x, until even the difference in x is too far. */
#include "amont/spatial.h"

#include "amont/contacts.h"
#include "amont/pool.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256 }; /* units in a task */

static amont_weights *weights_new(size_t n) {
    amont_weights *weights = g_new0(amont_weights, 1);
    weights->n = n;
    weights->first = g_new0(size_t, n + 1);
    return weights;
}

void amont_weights_free(amont_weights *weights) {
    if (!weights)
        return;
    g_free(weights->first);
    g_free(weights->of);
    g_free(weights->weight);
    g_free(weights);
}

size_t amont_weights_count(const amont_weights *weights, size_t unit) {
    return weights->first[unit + 1] - weights->first[unit];
}

double amont_weights_sum(const amont_weights *weights) {
    double sum = 0;
    for (size_t l = 0; l < weights->first[weights->n]; l++)
        sum += weights->weight[l];
    return sum;
}

static int ascending(const void *a, const void *b) {
    size_t one = *(const size_t *)a, other = *(const size_t *)b;
    return (one > other) - (one < other);
}

/* Rows are there but for their order and their weights. */
static amont_weights *finish(amont_weights *weights) {
    size_t n_links = weights->first[weights->n];
    weights->weight = g_new(double, n_links + 1);
    for (size_t l = 0; l < n_links; l++)
        weights->weight[l] = 1;
    for (size_t i = 0; i < weights->n; i++) {
        size_t n = amont_weights_count(weights, i);
        weights->n_islands += n == 0;
        if (n > 1)
            qsort(weights->of + weights->first[i], n, sizeof *weights->of, ascending);
    }
    return weights;
}

void amont_weights_standardise(amont_weights *weights) {
    for (size_t i = 0; i < weights->n; i++) {
        double sum = 0;
        for (size_t l = weights->first[i]; l < weights->first[i + 1]; l++)
            sum += weights->weight[l];
        for (size_t l = weights->first[i]; l < weights->first[i + 1]; l++)
            weights->weight[l] /= sum;
    }
}

/* ---- contiguity ---------------------------------------------------------------------------- */

/* Counts the links of each unit, then, where `of` is there, puts them in. */
static void pass(amont_weights *weights, const GArray *contacts, double least_border,
                 const size_t *unit_of, size_t *next) {
    for (guint c = 0; c < contacts->len; c++) {
        const amont_contact *contact = &g_array_index(contacts, amont_contact, c);
        size_t one = unit_of[contact->first], other = unit_of[contact->second];
        if (contact->border < least_border || one >= weights->n || other >= weights->n)
            continue;
        if (weights->of) {
            weights->of[next[one]++] = other;
            weights->of[next[other]++] = one;
        } else {
            weights->first[one + 1]++;
            weights->first[other + 1]++;
        }
    }
}

amont_weights *amont_weights_contiguous(const GArray *contacts, double least_border,
                                        const size_t *unit_of, size_t n_features, size_t n) {
    amont_weights *weights = weights_new(n);
    for (guint c = 0; c < contacts->len; c++)
        g_assert(g_array_index(contacts, amont_contact, c).second < n_features);
    pass(weights, contacts, least_border, unit_of, NULL);
    for (size_t i = 0; i < n; i++)
        weights->first[i + 1] += weights->first[i];
    weights->of = g_new(size_t, weights->first[n] + 1);
    g_autofree size_t *next = g_memdup2(weights->first, (n + 1) * sizeof *next);
    pass(weights, contacts, least_border, unit_of, next);
    return finish(weights);
}

/* ---- distances ----------------------------------------------------------------------------- */

typedef struct place {
    double x, y;
    size_t unit;
} place;

typedef struct near_unit {
    double distance;
    size_t unit;
} near_unit;

typedef struct seeking {
    place *places; /* by x */
    size_t n;
    size_t k;        /* the nearest; SIZE_MAX: all */
    double distance; /* within; INFINITY: any */
    GArray **found;  /* of each unit: near_unit */
} seeking;

static int by_x(const void *a, const void *b) {
    const place *one = a, *other = b;
    if (one->x != other->x)
        return one->x < other->x ? -1 : 1;
    return (one->unit > other->unit) - (one->unit < other->unit);
}

static bool is_nearer(const near_unit *one, const near_unit *other) {
    if (one->distance != other->distance)
        return one->distance < other->distance;
    return one->unit < other->unit;
}

/* Keeps the k nearest, in ascending order; where all are kept, in no order. */
static void take(const seeking *s, GArray *found, near_unit candidate) {
    if (candidate.distance > s->distance)
        return;
    if (s->k == SIZE_MAX) {
        g_array_append_val(found, candidate);
        return;
    }
    guint place_in = found->len;
    while (place_in > 0 && is_nearer(&candidate, &g_array_index(found, near_unit, place_in - 1)))
        place_in--;
    if (place_in >= s->k)
        return;
    g_array_insert_val(found, place_in, candidate);
    if (found->len > s->k)
        g_array_set_size(found, (guint)s->k);
}

/* The greatest difference in x that is still of interest. */
static double reach(const seeking *s, const GArray *found) {
    if (found->len < s->k)
        return s->distance;
    return g_array_index(found, near_unit, found->len - 1).distance;
}

static bool try_at(const seeking *s, const place *own, size_t at, GArray *found) {
    const place *other = &s->places[at];
    if (fabs(other->x - own->x) > reach(s, found))
        return false;
    near_unit candidate = {hypot(other->x - own->x, other->y - own->y), other->unit};
    take(s, found, candidate);
    return true;
}

static void seek(const seeking *s, size_t at, GArray *found) {
    const place *own = &s->places[at];
    bool left = true, right = true;
    for (size_t step = 1; left || right; step++) {
        left = left && at >= step && try_at(s, own, at - step, found);
        right = right && at + step < s->n && try_at(s, own, at + step, found);
    }
}

static void seek_chunk(size_t index, void *data) {
    seeking *s = data;
    size_t end = MIN((index + 1) * CHUNK, s->n);
    for (size_t at = index * CHUNK; at < end; at++)
        seek(s, at, s->found[s->places[at].unit]);
}

static place *sort_places(const double *x, const double *y, size_t n, size_t *n_known) {
    place *places = g_new(place, n + 1);
    *n_known = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(x[i]) && isfinite(y[i]))
            places[(*n_known)++] = (place){x[i], y[i], i};
    qsort(places, *n_known, sizeof *places, by_x);
    return places;
}

static amont_weights *weights_of_lists(GArray *const *found, size_t n) {
    amont_weights *weights = weights_new(n);
    for (size_t i = 0; i < n; i++)
        weights->first[i + 1] = weights->first[i] + found[i]->len;
    weights->of = g_new(size_t, weights->first[n] + 1);
    for (size_t i = 0; i < n; i++)
        for (guint l = 0; l < found[i]->len; l++)
            weights->of[weights->first[i] + l] = g_array_index(found[i], near_unit, l).unit;
    return finish(weights);
}

static amont_weights *seek_all(const double *x, const double *y, size_t n, size_t k,
                               double distance) {
    seeking s = {.k = k, .distance = distance, .found = g_new(GArray *, n + 1)};
    s.places = sort_places(x, y, n, &s.n);
    for (size_t i = 0; i < n; i++)
        s.found[i] = g_array_new(FALSE, FALSE, sizeof(near_unit));
    amont_pool_run(amont_pool_threads(), (s.n + CHUNK - 1) / CHUNK, seek_chunk, &s);
    amont_weights *weights = weights_of_lists(s.found, n);
    for (size_t i = 0; i < n; i++)
        g_array_unref(s.found[i]);
    g_free(s.found);
    g_free(s.places);
    return weights;
}

amont_weights *amont_weights_nearest(const double *x, const double *y, size_t n, size_t k) {
    return seek_all(x, y, n, k, INFINITY);
}

amont_weights *amont_weights_within(const double *x, const double *y, size_t n, double distance) {
    return seek_all(x, y, n, SIZE_MAX, distance);
}
