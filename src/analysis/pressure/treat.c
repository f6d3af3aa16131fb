/* Far values, as the header says. */
#include "amont/composite.h"

#include "amont/sum.h"

#include <math.h>

static double mean_of(const double *values, size_t n) {
    amont_sum sum = {0};
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&sum, values[i]);
    return amont_sum_value(&sum) / (double)n;
}

/* The mean of (x - mean)^order. */
static double moment(const double *values, size_t n, int order) {
    double mean = mean_of(values, n);
    amont_sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        double power = 1;
        for (int k = 0; k < order; k++)
            power *= values[i] - mean;
        amont_sum_add(&sum, power);
    }
    return amont_sum_value(&sum) / (double)n;
}

static bool is_constant(const double *values, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (values[i] != values[0])
            return false;
    return true;
}

double amont_skewness(const double *values, size_t n) {
    if (n < 3 || is_constant(values, n))
        return NAN;
    double size = (double)n, variance = moment(values, n, 2);
    double g1 = moment(values, n, 3) / (variance * sqrt(variance));
    return g1 * sqrt(size * (size - 1)) / (size - 2);
}

double amont_kurtosis(const double *values, size_t n) {
    if (n < 4 || is_constant(values, n))
        return NAN;
    double size = (double)n, variance = moment(values, n, 2);
    double g2 = moment(values, n, 4) / (variance * variance) - 3;
    return ((size + 1) * g2 + 6) * (size - 1) / ((size - 2) * (size - 3));
}

bool amont_is_far_spread(const double *values, size_t n) {
    return fabs(amont_skewness(values, n)) > AMONT_MOST_SKEWED &&
           amont_kurtosis(values, n) > AMONT_MOST_PEAKED;
}

/* The farthest value on one side (sign 1: the greatest) and the next one to it. */
static void find_farthest(const double *values, size_t n, double sign, double *far, double *next) {
    *far = values[0];
    for (size_t i = 1; i < n; i++)
        if (sign * values[i] > sign * *far)
            *far = values[i];
    *next = NAN;
    for (size_t i = 0; i < n; i++)
        if (values[i] != *far && !(sign * values[i] <= sign * *next))
            *next = values[i];
}

/* Those at `far` that were not moved yet. */
static size_t count_new(const double *values, size_t n, const bool *moved, double far) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += values[i] == far && !moved[i];
    return count;
}

size_t amont_winsorise(double *values, size_t n, bool *moved) {
    size_t n_moved = 0;
    for (size_t i = 0; i < n; i++)
        moved[i] = false;
    while (amont_is_far_spread(values, n)) {
        double far = 0, next = 0;
        find_farthest(values, n, amont_skewness(values, n) > 0 ? 1 : -1, &far, &next);
        size_t n_new = count_new(values, n, moved, far);
        if (n_moved + n_new > AMONT_WINSORISE_MOST)
            break;
        n_moved += n_new;
        for (size_t i = 0; i < n; i++)
            if (values[i] == far) {
                values[i] = next;
                moved[i] = true;
            }
    }
    return n_moved;
}
