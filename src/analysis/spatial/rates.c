/* R. M. Assunção and E. A. Reis, A new proposal to adjust Moran's I for population density
 * (Statistics in Medicine 18, 1999, 2147-2162): a rate of few is more scattered than one of many.
 */
#include "amont/spatial.h"

#include "amont/sum.h"

#include <math.h>

static double sum_of(const double *terms, size_t n) {
    amont_sum sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&sum, terms[i]);
    return amont_sum_value(&sum);
}

/* The variance between rates that is more than that of events: it may be below 0. */
static double variance_between(const double *events, const double *population, size_t n,
                               double mean, double whole) {
    amont_sum sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double deviation = events[i] / population[i] - mean;
        amont_sum_add(&sum, population[i] * deviation * deviation);
    }
    return amont_sum_value(&sum) / whole - mean / (whole / (double)n);
}

bool amont_rates_standardise(const double *events, const double *population, size_t n,
                             double *values) {
    for (size_t i = 0; i < n; i++)
        if (!(population[i] > 0))
            return false;
    double whole = sum_of(population, n), mean = sum_of(events, n) / whole;
    double between = variance_between(events, population, n, mean, whole);
    for (size_t i = 0; i < n; i++) {
        double within = mean / population[i], variance = between + within;
        if (!(variance > 0))
            variance = within;
        values[i] = (events[i] / population[i] - mean) / sqrt(variance);
        if (!isfinite(values[i]))
            return false;
    }
    return n > 0;
}
