/* Scores and ranks. A weighted geometric mean is the exponential of a weighted sum of logarithms,
 * so one loop serves both aggregations, and ranks never need the exponential. */
#include "amont/composite.h"

#include <math.h>
#include <string.h>

/* Logarithms of what is shifted to 1 or more. */
static void take_logs(const double *normalised, size_t n, amont_normalisation how, double *logs) {
    double least = 0;
    for (size_t u = 0; how == AMONT_NORMALISE_Z && u < n; u++)
        least = MIN(least, normalised[u]);
    for (size_t u = 0; u < n; u++)
        logs[u] = log1p(normalised[u] - least);
}

amont_composite *amont_composite_new(const amont_composite_shape *shape, const double *values) {
    size_t n = shape->n_units, k = shape->n_indicators;
    amont_composite *c = g_new0(amont_composite, 1);
    c->n_units = n;
    c->n_indicators = k;
    c->pillars = g_memdup2(shape->pillars, k * sizeof *c->pillars);
    c->weights = g_memdup2(shape->weights, k * sizeof *c->weights);
    for (int how = 0; how < AMONT_NORMALISATIONS; how++) {
        double *plain = c->terms[how][AMONT_AGGREGATE_ARITHMETIC] = g_new(double, n *k);
        double *logs = c->terms[how][AMONT_AGGREGATE_GEOMETRIC] = g_new(double, n *k);
        for (size_t i = 0; i < k; i++) {
            amont_normalise(&values[i * n], n, (amont_normalisation)how, &plain[i * n]);
            take_logs(&plain[i * n], n, (amont_normalisation)how, &logs[i * n]);
        }
    }
    return c;
}

void amont_composite_free(amont_composite *composite) {
    if (!composite)
        return;
    for (int how = 0; how < AMONT_NORMALISATIONS; how++)
        for (int sum = 0; sum < AMONT_AGGREGATIONS; sum++)
            g_free(composite->terms[how][sum]);
    g_free(composite->pillars);
    g_free(composite->weights);
    g_free(composite);
}

void amont_composite_sum(const amont_composite *composite, const double *terms,
                         const double *weights, double *sums) {
    size_t n = composite->n_units;
    memset(sums, 0, n * sizeof *sums);
    for (size_t i = 0; i < composite->n_indicators; i++)
        for (size_t u = 0; u < n; u++)
            sums[u] += weights[i] * terms[i * n + u];
}

void amont_composite_score(const amont_composite *composite, amont_normalisation normalisation,
                           amont_aggregation aggregation, double *scores) {
    amont_composite_sum(composite, composite->terms[normalisation][aggregation], composite->weights,
                        scores);
    for (size_t u = 0; aggregation == AMONT_AGGREGATE_GEOMETRIC && u < composite->n_units; u++)
        scores[u] = exp(scores[u]);
}

void amont_rank(const double *sums, size_t n, unsigned *ranks) {
    for (size_t u = 0; u < n; u++) {
        double limit = sums[u] + AMONT_RANK_TIE;
        unsigned better = 0;
        for (size_t v = 0; v < n; v++)
            better += sums[v] > limit;
        ranks[u] = 1 + better;
    }
}

void amont_composite_leave_out(const amont_composite *composite, const double *weights,
                               size_t left_out, double *without) {
    size_t k = composite->n_indicators;
    memcpy(without, weights, k * sizeof *without);
    if (left_out == k)
        return;
    double in_pillar = 0, in_all = 0;
    for (size_t i = 0; i < k; i++) {
        in_all += i == left_out ? 0 : weights[i];
        in_pillar +=
            i == left_out || composite->pillars[i] != composite->pillars[left_out] ? 0 : weights[i];
    }
    bool alone = !(in_pillar > 0);
    double among = alone ? in_all : in_pillar;
    for (size_t i = 0; among > 0 && i < k; i++)
        if (alone || composite->pillars[i] == composite->pillars[left_out])
            without[i] *= (among + weights[left_out]) / among;
    if (among > 0) /* else nothing else has any weight */
        without[left_out] = 0;
}
