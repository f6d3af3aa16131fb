/* Local Moran. A draw gives the unit as many of the others' values as it has neighbours, each at
 * most once, and leaves its own (conditional permutation). */
#include "amont/pool.h"
#include "amont/random.h"
#include "analysis/spatial/deviations.h"

#include <math.h>

enum { CHUNK = 16 }; /* units in a task */

typedef struct drawing {
    const amont_weights *weights;
    const double *z;
    double square;
    const amont_chance *chance;
    amont_local *local;
} drawing;

/* The others' values in some order: the first `count` places are drawn, the rest stay as they were.
 * What was exchanged is noted, so that it can be put back. */
static double draw_lag(const drawing *d, size_t unit, double *others, uint32_t *exchanged,
                       amont_random *random) {
    const double *weight = d->weights->weight + d->weights->first[unit];
    size_t count = amont_weights_count(d->weights, unit), n = d->weights->n - 1;
    double lag = 0;
    for (size_t l = 0; l < count; l++) {
        exchanged[l] = (uint32_t)l + amont_random_below(random, (uint32_t)(n - l));
        double value = others[exchanged[l]];
        others[exchanged[l]] = others[l];
        others[l] = value;
        lag += weight[l] * value;
    }
    return lag;
}

static void put_back(size_t count, double *others, const uint32_t *exchanged) {
    for (size_t l = count; l-- > 0;) {
        double value = others[exchanged[l]];
        others[exchanged[l]] = others[l];
        others[l] = value;
    }
}

static double p_of_draws(const drawing *d, size_t unit, double found, double *others,
                         uint32_t *exchanged) {
    size_t n = d->weights->n, count = amont_weights_count(d->weights, unit), as_far = 0;
    double weight = 0;
    for (size_t l = d->weights->first[unit]; l < d->weights->first[unit + 1]; l++)
        weight += d->weights->weight[l];
    double expected = -weight * d->z[unit] / (double)(n - 1);
    double scale = weight * sqrt(d->square / (double)n);
    for (size_t i = 0, k = 0; i < n; i++)
        if (i != unit)
            others[k++] = d->z[i];
    for (size_t draw = 0; draw < d->chance->draws; draw++) {
        uint64_t stream = ((uint64_t)unit + 1) << 32 | draw;
        amont_random random = amont_random_stream(d->chance->seed, stream);
        double lag = draw_lag(d, unit, others, exchanged, &random);
        as_far += amont_is_as_far(lag, found, expected, scale);
        put_back(count, others, exchanged);
    }
    return ((double)as_far + 1) / ((double)d->chance->draws + 1);
}

static amont_quadrant quadrant_of(double z, double lag) {
    if (z > 0)
        return lag > 0 ? AMONT_QUADRANT_HIGH_HIGH : AMONT_QUADRANT_HIGH_LOW;
    return lag > 0 ? AMONT_QUADRANT_LOW_HIGH : AMONT_QUADRANT_LOW_LOW;
}

static amont_local local_of(const drawing *d, size_t unit, double *others, uint32_t *exchanged) {
    amont_local local = {NAN, NAN, AMONT_QUADRANTS};
    double z = d->z[unit], n = (double)d->weights->n;
    if (amont_weights_count(d->weights, unit) == 0 || !(d->square > 0))
        return local;
    double lag = amont_weights_lag(d->weights, d->z, unit);
    local.i = z * lag / (d->square / n);
    local.quadrant = quadrant_of(z, lag);
    if (d->chance->draws > 0) /* a unit at the mean has I_i = 0 in every draw */
        local.p = z == 0 ? 1 : p_of_draws(d, unit, lag, others, exchanged);
    return local;
}

static void compute_chunk(size_t index, void *data) {
    drawing *d = data;
    size_t n = d->weights->n, end = MIN((index + 1) * CHUNK, n);
    g_autofree double *others = g_new0(double, n + 1);
    g_autofree uint32_t *exchanged = g_new(uint32_t, n + 1);
    for (size_t unit = index * CHUNK; unit < end; unit++)
        d->local[unit] = local_of(d, unit, others, exchanged);
}

void amont_local_compute(const amont_weights *weights, const double *values,
                         const amont_chance *chance, amont_local *local) {
    g_assert(weights->n < UINT32_MAX && chance->draws <= UINT32_MAX);
    double square = 0;
    g_autofree double *z = amont_deviations(values, weights->n, &square);
    drawing d = {weights, z, square, chance, local};
    amont_pool_run(amont_pool_threads(), (weights->n + CHUNK - 1) / CHUNK, compute_chunk, &d);
}
