/* Moran's I of all units, its moments if values were normal, and its place among permutations. */
#include "amont/pool.h"
#include "amont/random.h"
#include "amont/sum.h"
#include "analysis/spatial/deviations.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 }; /* draws in a task */

static double products(const amont_weights *weights, const double *z) {
    amont_sum sum = {0, 0};
    for (size_t i = 0; i < weights->n; i++)
        amont_sum_add(&sum, z[i] * amont_weights_lag(weights, z, i));
    return amont_sum_value(&sum);
}

/* The same, rounded: draws are many, and compared with some slack. */
static double quick_products(const amont_weights *weights, const double *z) {
    double sum = 0;
    for (size_t i = 0; i < weights->n; i++)
        sum += z[i] * amont_weights_lag(weights, z, i);
    return sum;
}

/* ---- if values were normal ----------------------------------------------------------------- */

static int compare_units(const void *a, const void *b) {
    size_t one = *(const size_t *)a, other = *(const size_t *)b;
    return (one > other) - (one < other);
}

static double weight_between(const amont_weights *weights, size_t i, size_t j) {
    const size_t *row = weights->of + weights->first[i];
    const size_t *found =
        bsearch(&j, row, amont_weights_count(weights, i), sizeof *row, compare_units);
    return found ? weights->weight[found - weights->of] : 0;
}

/* S1 = sum (w_ij + w_ji)² / 2 = sum w_ij² + sum w_ij w_ji */
static double sum_of_squares(const amont_weights *weights) {
    double sum = 0;
    for (size_t i = 0; i < weights->n; i++)
        for (size_t l = weights->first[i]; l < weights->first[i + 1]; l++) {
            double w = weights->weight[l];
            sum += w * w + w * weight_between(weights, weights->of[l], i);
        }
    return sum;
}

/* S2 = sum (w_i. + w_.i)² */
static double sum_of_margins(const amont_weights *weights) {
    g_autofree double *margin = g_new0(double, weights->n + 1);
    for (size_t i = 0; i < weights->n; i++)
        for (size_t l = weights->first[i]; l < weights->first[i + 1]; l++) {
            margin[i] += weights->weight[l];
            margin[weights->of[l]] += weights->weight[l];
        }
    double sum = 0;
    for (size_t i = 0; i < weights->n; i++)
        sum += margin[i] * margin[i];
    return sum;
}

static double normal_variance(const amont_weights *weights, double s0, double expected) {
    double n = (double)weights->n;
    double s1 = sum_of_squares(weights), s2 = sum_of_margins(weights);
    return (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - expected * expected;
}

double amont_normal_p(double z) {
    return erfc(fabs(z) / sqrt(2));
}

/* ---- among permutations -------------------------------------------------------------------- */

typedef struct drawing {
    const amont_weights *weights;
    const double *z;
    const amont_chance *chance;
    double found, expected, scale; /* sums of products */
    size_t *as_far;                /* of each task */
} drawing;

/* Fisher and Yates, as R. Durstenfeld has it (CACM 7, 1964). */
static void shuffle(double *values, size_t n, amont_random *random) {
    for (size_t left = n; left > 1; left--) {
        size_t other = amont_random_below(random, (uint32_t)left);
        double value = values[left - 1];
        values[left - 1] = values[other];
        values[other] = value;
    }
}

static void draw_chunk(size_t index, void *data) {
    drawing *d = data;
    size_t n = d->weights->n;
    g_autofree double *shuffled = g_new(double, n + 1);
    size_t end = MIN((index + 1) * CHUNK, d->chance->draws);
    for (size_t draw = index * CHUNK; draw < end; draw++) {
        amont_random random = amont_random_stream(d->chance->seed, draw);
        memcpy(shuffled, d->z, n * sizeof *shuffled);
        shuffle(shuffled, n, &random);
        double drawn = quick_products(d->weights, shuffled);
        d->as_far[index] += amont_is_as_far(drawn, d->found, d->expected, d->scale);
    }
}

static double p_of_draws(const amont_weights *weights, const double *z, const amont_chance *chance,
                         double found, double scale) {
    size_t n_tasks = (chance->draws + CHUNK - 1) / CHUNK, as_far = 0;
    g_autofree size_t *counts = g_new0(size_t, n_tasks + 1);
    double expected = -scale / ((double)weights->n - 1);
    drawing d = {weights, z, chance, found, expected, scale, counts};
    amont_pool_run(amont_pool_threads(), n_tasks, draw_chunk, &d);
    for (size_t t = 0; t < n_tasks; t++)
        as_far += counts[t];
    return ((double)as_far + 1) / ((double)chance->draws + 1);
}

amont_moran amont_moran_compute(const amont_weights *weights, const double *values,
                                const amont_chance *chance) {
    g_assert(weights->n <= UINT32_MAX);
    amont_moran moran = {NAN, NAN, NAN, NAN, NAN, NAN};
    double n = (double)weights->n, square = 0, s0 = amont_weights_sum(weights);
    g_autofree double *z = amont_deviations(values, weights->n, &square);
    if (!(square > 0) || !(s0 > 0) || !isfinite(square))
        return moran;
    double found = products(weights, z);
    moran.i = n / s0 * found / square;
    moran.expected = -1 / (n - 1);
    moran.variance = normal_variance(weights, s0, moran.expected);
    moran.z = (moran.i - moran.expected) / sqrt(moran.variance);
    moran.p_normal = amont_normal_p(moran.z);
    if (chance->draws > 0)
        moran.p = p_of_draws(weights, z, chance, found, s0 * square / n);
    return moran;
}
