/* First-order and total indices from one design: samples of A, of B, and of A with one factor from
 * B. Sums are taken in the order of samples; outcomes are centred on the first one first, so that
 * nothing is lost where they vary little beside their size. */
#include "amont/pool.h"
#include "analysis/pressure/variants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RESAMPLES ((size_t)200)
enum { ALL_SAMPLES = -1 };

typedef struct design {
    size_t n_factors, n_samples, n_columns;
    uint64_t seed;
    amont_sobol_model *model;
    const void *data;
    double *outcomes;  /* [sample * n_columns + column] */
    double *resampled; /* [resample * 2 n_factors + 2 factor]: first, total */
} design;

static void sample_one(size_t sample, void *data) {
    const design *d = data;
    d->model(sample, &d->outcomes[sample * d->n_columns], d->data);
}

typedef struct sums {
    double a, b, mixed, a_squares, b_squares, mixed_squares, b_by_mixed, differences;
} sums;

static void add_outcomes(sums *s, double a, double b, double mixed) {
    s->a += a;
    s->b += b;
    s->mixed += mixed;
    s->a_squares += a * a;
    s->b_squares += b * b;
    s->mixed_squares += mixed * mixed;
    s->b_by_mixed += b * mixed;
    s->differences += (a - mixed) * (a - mixed);
}

/* B and the mixed sample share the factor and nothing else; A and it share all but the factor. */
static void estimate(const sums *s, double n, double *first, double *total) {
    double mean = (s->b + s->mixed) / (2 * n), mean_ab = (s->a + s->b) / (2 * n);
    double around = (s->b_squares + s->mixed_squares) / (2 * n) - mean * mean;
    double variance = (s->a_squares + s->b_squares) / (2 * n) - mean_ab * mean_ab;
    *first = around > 0 ? (s->b_by_mixed / n - mean * mean) / around : NAN;
    *total = variance > 0 ? s->differences / (2 * n * variance) : NAN;
}

/* `resample`: which bootstrap sample, or ALL_SAMPLES. */
static void estimate_all(const design *d, int resample, double *estimates) {
    sums factors[AMONT_SOBOL_FACTORS_MOST] = {0};
    double centre = d->outcomes[0];
    amont_random random =
        amont_random_stream(d->seed, AMONT_STREAM_BOOTSTRAP | (uint64_t)MAX(resample, 0));
    for (size_t i = 0; i < d->n_samples; i++) {
        size_t sample =
            resample == ALL_SAMPLES ? i : amont_random_below(&random, (uint32_t)d->n_samples);
        const double *row = &d->outcomes[sample * d->n_columns];
        for (size_t f = 0; f < d->n_factors; f++)
            add_outcomes(&factors[f], row[0] - centre, row[1] - centre, row[2 + f] - centre);
    }
    for (size_t f = 0; f < d->n_factors; f++)
        estimate(&factors[f], (double)d->n_samples, &estimates[2 * f], &estimates[2 * f + 1]);
}

static void resample_one(size_t resample, void *data) {
    const design *d = data;
    estimate_all(d, (int)resample, &d->resampled[resample * 2 * d->n_factors]);
}

static int compare(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

/* The limits that hold nine in ten of the bootstrap's estimates. */
static void find_limits(const design *d, size_t column, double *low, double *high) {
    const double tail = 0.05;
    double sorted[RESAMPLES] = {0};
    size_t n = 0;
    for (size_t r = 0; r < RESAMPLES; r++) {
        double estimated = d->resampled[r * 2 * d->n_factors + column];
        if (!isnan(estimated))
            sorted[n++] = estimated;
    }
    qsort(sorted, n, sizeof *sorted, compare);
    *low = n ? sorted[(size_t)(tail * (double)(n - 1))] : NAN;
    *high = n ? sorted[(size_t)ceil((1 - tail) * (double)(n - 1))] : NAN;
}

void amont_sobol(size_t n_factors, size_t n_samples, uint64_t seed, amont_sobol_model *model,
                 const void *data, amont_sobol_index *indices) {
    g_assert(n_factors <= AMONT_SOBOL_FACTORS_MOST);
    design d = {n_factors, n_samples, n_factors + 2, seed, model, data, NULL, NULL};
    g_autofree double *outcomes = d.outcomes = g_new(double, n_samples *d.n_columns);
    g_autofree double *resampled = d.resampled = g_new0(double, RESAMPLES * 2 * n_factors);
    double estimates[2 * AMONT_SOBOL_FACTORS_MOST] = {0};
    amont_pool_run(amont_pool_threads(), n_samples, sample_one, &d);
    estimate_all(&d, ALL_SAMPLES, estimates);
    amont_pool_run(amont_pool_threads(), RESAMPLES, resample_one, &d);
    for (size_t f = 0; f < n_factors; f++) {
        amont_sobol_index *index = &indices[f];
        index->first = estimates[2 * f];
        index->total = estimates[2 * f + 1];
        find_limits(&d, 2 * f, &index->first_low, &index->first_high);
        find_limits(&d, 2 * f + 1, &index->total_low, &index->total_high);
    }
}
