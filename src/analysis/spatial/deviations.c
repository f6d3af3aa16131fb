#include "analysis/spatial/deviations.h"

#include "amont/sum.h"

#include <math.h>

static bool are_equal(const double *values, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (values[i] != values[0])
            return false;
    return true;
}

double *amont_deviations(const double *values, size_t n, double *square) {
    double *z = g_new0(double, n + 1);
    amont_sum sum = {0, 0}, squares = {0, 0};
    *square = 0;
    if (n == 0 || are_equal(values, n)) /* their mean may be rounded */
        return z;
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&sum, values[i]);
    double mean = amont_sum_value(&sum) / (double)n;
    for (size_t i = 0; i < n; i++) {
        z[i] = values[i] - mean;
        amont_sum_add(&squares, z[i] * z[i]);
    }
    *square = amont_sum_value(&squares);
    return z;
}

double amont_weights_lag(const amont_weights *weights, const double *z, size_t unit) {
    double lag = 0;
    for (size_t l = weights->first[unit]; l < weights->first[unit + 1]; l++)
        lag += weights->weight[l] * z[weights->of[l]];
    return lag;
}

bool amont_is_as_far(double drawn, double found, double expected, double scale) {
    const double rounding = 1e-12;
    return fabs(drawn - expected) >= fabs(found - expected) - rounding * scale;
}
