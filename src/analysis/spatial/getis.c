/* Gi* of Ord and Getis (1995), formula 14, with deviations from the mean: the mean's own share of
 * the sum is then 0. */
#include "analysis/spatial/deviations.h"

#include <math.h>

/* The weight a unit has for itself: that of its neighbours, which all have the same. */
static double own_weight(const amont_weights *weights, size_t unit) {
    return weights->weight[weights->first[unit]];
}

static double deviate(const amont_weights *weights, const double *z, size_t unit, double spread) {
    size_t count = amont_weights_count(weights, unit);
    if (count == 0 || count + 1 >= weights->n || !(spread > 0))
        return NAN;
    double n = (double)weights->n, own = own_weight(weights, unit);
    double sum = own, squares = own * own, lag = own * z[unit];
    for (size_t l = weights->first[unit]; l < weights->first[unit + 1]; l++) {
        double w = weights->weight[l];
        sum += w;
        squares += w * w;
        lag += w * z[weights->of[l]];
    }
    return lag / (spread * sqrt((n * squares - sum * sum) / (n - 1)));
}

void amont_getis_compute(const amont_weights *weights, const double *values, double *z) {
    double square = 0;
    g_autofree double *deviations = amont_deviations(values, weights->n, &square);
    double spread = sqrt(square / (double)weights->n);
    for (size_t unit = 0; unit < weights->n; unit++)
        z[unit] = deviate(weights, deviations, unit, spread);
}
