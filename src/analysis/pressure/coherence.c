/* Whether indicators go together: correlations, and Cronbach's alpha (1951, Psychometrika 16(3)).
 */
#include "amont/composite.h"
#include "amont/sum.h"

#include <math.h>

static double mean_of(const double *values, size_t n) {
    amont_sum sum = {0};
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&sum, values[i]);
    return amont_sum_value(&sum) / (double)n;
}

/* Σ (x - mean x)(y - mean y). */
static double cross(const double *one, const double *other, size_t n) {
    double mean_one = mean_of(one, n), mean_other = mean_of(other, n);
    amont_sum sum = {0};
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&sum, (one[i] - mean_one) * (other[i] - mean_other));
    return amont_sum_value(&sum);
}

double amont_correlation(const double *one, const double *other, size_t n) {
    double spread = sqrt(cross(one, one, n)) * sqrt(cross(other, other, n));
    return spread > 0 ? cross(one, other, n) / spread : NAN;
}

/* Percentile ranks are ranks but for their scale. */
double amont_rank_correlation(const double *one, const double *other, size_t n) {
    g_autofree double *ranks = g_new(double, 2 * n);
    amont_normalise(one, n, AMONT_NORMALISE_RANK, ranks);
    amont_normalise(other, n, AMONT_NORMALISE_RANK, ranks + n);
    return amont_correlation(ranks, ranks + n, n);
}

double amont_cronbach(const double *const *items, size_t n_items, size_t n_units) {
    g_autofree double *sums = g_new0(double, n_units);
    double parts = 0, k = (double)n_items;
    for (size_t i = 0; i < n_items; i++) {
        parts += cross(items[i], items[i], n_units);
        for (size_t u = 0; u < n_units; u++)
            sums[u] += items[i][u];
    }
    double whole = cross(sums, sums, n_units);
    return n_items > 1 && whole > 0 ? k / (k - 1) * (1 - parts / whole) : NAN;
}
