/* The figure at which an input moves no score, as sentences set a zone's figure beside it: whoever
 * is above the mean of the terms is above it too, which the plain mean of figures does not promise.
 */
#include "analysis/pressure/pressure.h"

#include <math.h>

bool amont_pressure_mean_is_neutral(const amont_pressure *pressure) {
    const amont_pressure_spec *spec = pressure->spec;
    if (spec->normalisation == AMONT_NORMALISE_RANK ||
        spec->aggregation == AMONT_AGGREGATE_GEOMETRIC)
        return false;
    for (guint i = 0; i < pressure->reference->inputs->len; i++) {
        const amont_pressure_input *input = pressure->reference->inputs->pdata[i];
        if (input->spec->treat == AMONT_TREAT_LOG)
            return false;
    }
    return true;
}

static double mean_of(const double *terms, size_t n) {
    amont_sum sum = {0};
    for (size_t u = 0; u < n; u++)
        amont_sum_add(&sum, terms[u]);
    return amont_sum_value(&sum) / (double)n;
}

/* Treated and turned, between the two units whose terms are next to the mean: figures go straight
 * with terms, or with what their logarithms were taken of. */
static double between(const double *terms, const double *values, size_t n, bool logs) {
    double mean = mean_of(terms, n);
    size_t below = n, above = n;
    for (size_t u = 0; u < n; u++)
        if (terms[u] <= mean)
            below = below == n || terms[u] > terms[below] ? u : below;
        else
            above = above == n || terms[u] < terms[above] ? u : above;
    if (below == n || above == n) /* the mean is rounded: all terms are next to it */
        return values[0];
    double low = logs ? expm1(terms[below]) : terms[below];
    double high = logs ? expm1(terms[above]) : terms[above];
    double share = ((logs ? expm1(mean) : mean) - low) / (high - low);
    return values[below] + share * (values[above] - values[below]);
}

double amont_pressure_neutral(const amont_pressure *pressure, size_t input) {
    const amont_reference *reference = pressure->reference;
    const amont_pressure_input *of = reference->inputs->pdata[input];
    const amont_pressure_spec *spec = pressure->spec;
    bool logs = spec->aggregation == AMONT_AGGREGATE_GEOMETRIC;
    if (!logs && spec->normalisation != AMONT_NORMALISE_RANK)
        return of->reference;
    size_t n = reference->n_units;
    const double *terms = reference->composite->terms[spec->normalisation][spec->aggregation];
    double value = between(&terms[input * n], &reference->values[input * n], n, logs);
    value = of->spec->direction == AMONT_DIRECTION_DOWN ? -value : value;
    return of->spec->treat == AMONT_TREAT_LOG ? exp(value) : value;
}
