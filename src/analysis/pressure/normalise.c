/* Three ways to make figures of different units comparable, as the header says. */
#include "amont/composite.h"
#include "amont/sum.h"

#include <math.h>

static void to_minmax(const double *values, size_t n, double *normalised) {
    double least = values[0], most = values[0];
    for (size_t i = 1; i < n; i++) {
        least = MIN(least, values[i]);
        most = MAX(most, values[i]);
    }
    for (size_t i = 0; i < n; i++)
        normalised[i] = 100 * ((values[i] - least) / (most - least));
}

static void to_z(const double *values, size_t n, double *normalised) {
    amont_sum sum = {0}, squares = {0};
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&sum, values[i]);
    double mean = amont_sum_value(&sum) / (double)n;
    for (size_t i = 0; i < n; i++)
        amont_sum_add(&squares, (values[i] - mean) * (values[i] - mean));
    double deviation = sqrt(amont_sum_value(&squares) / (double)(n - 1));
    for (size_t i = 0; i < n; i++)
        normalised[i] = (values[i] - mean) / deviation;
}

static void to_rank(const double *values, size_t n, double *normalised) {
    for (size_t i = 0; i < n; i++) {
        size_t below = 0, equal = 0;
        for (size_t j = 0; j < n; j++) {
            below += values[j] < values[i];
            equal += values[j] == values[i];
        }
        double before = (double)below + (double)(equal - 1) / 2;
        normalised[i] = 100 * (before / (double)(n - 1));
    }
}

void amont_normalise(const double *values, size_t n, amont_normalisation how, double *normalised) {
    static void (*const ways[AMONT_NORMALISATIONS])(const double *, size_t, double *) = {
        [AMONT_NORMALISE_MINMAX] = to_minmax,
        [AMONT_NORMALISE_Z] = to_z,
        [AMONT_NORMALISE_RANK] = to_rank,
    };
    ways[how](values, n, normalised);
}
