/* Limits are first computed as each method defines them, then rounded one by one inside the gap
 * between the values they separate, so that rounding can move no value. */
#include "amont/classify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double amont_quantile(const double *sorted, size_t n, double p) {
    double position = (double)(n - 1) * p;
    size_t below = (size_t)floor(position);
    if (below + 1 >= n)
        return sorted[n - 1];
    return sorted[below] + (position - (double)below) * (sorted[below + 1] - sorted[below]);
}

/* ---- raw limits ---------------------------------------------------------------------------- */

static void limits_by_quantile(const double *sorted, size_t n, size_t k, double *inner) {
    for (size_t i = 1; i < k; i++)
        inner[i - 1] = amont_quantile(sorted, n, (double)i / (double)k);
}

static void limits_by_width(const double *sorted, size_t n, size_t k, double *inner) {
    for (size_t i = 1; i < k; i++)
        inner[i - 1] = sorted[0] + (sorted[n - 1] - sorted[0]) * (double)i / (double)k;
}

/* Sums of values and squares up to each index, about the mean so that squares lose no digits. */
typedef struct sums {
    double *value, *square;
} sums;

static double spread(const sums *s, size_t from, size_t to) {
    double count = (double)(to - from), value = s->value[to] - s->value[from];
    double result = s->square[to] - s->square[from] - value * value / count;
    return result > 0 ? result : 0;
}

/* best[c][j]: least sum of squares of the first j values in c + 1 classes; from[c][j]: where its
 * last class begins. */
static void fill_fisher(const sums *s, size_t n, size_t k, double *best, size_t *from) {
    for (size_t j = 1; j <= n; j++) {
        best[j] = spread(s, 0, j);
        from[j] = 0;
    }
    for (size_t c = 1; c < k; c++)
        for (size_t j = c + 1; j <= n; j++) {
            double *cell = &best[c * (n + 1) + j];
            *cell = INFINITY;
            for (size_t i = j - 1; i >= c; i--) {
                double last = spread(s, i, j);
                if (last >= *cell)
                    break; /* it only grows as the last class widens */
                double total = best[(c - 1) * (n + 1) + i] + last;
                if (total < *cell) {
                    *cell = total;
                    from[c * (n + 1) + j] = i;
                }
            }
        }
}

static void limits_by_fisher(const double *sorted, size_t n, size_t k, double *inner) {
    g_autofree double *value = g_new0(double, n + 1), *square = g_new0(double, n + 1);
    g_autofree double *best = g_new0(double, k *(n + 1));
    g_autofree size_t *from = g_new0(size_t, k * (n + 1));
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += sorted[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double centred = sorted[i] - mean;
        value[i + 1] = value[i] + centred;
        square[i + 1] = square[i] + centred * centred;
    }
    fill_fisher(&(sums){value, square}, n, k, best, from);

    size_t end = n;
    for (size_t c = k - 1; c > 0; c--) {
        end = from[c * (n + 1) + end];
        inner[c - 1] = sorted[end - 1] + (sorted[end] - sorted[end - 1]) / 2;
    }
}

/* ---- rounding ------------------------------------------------------------------------------ */

/* The number with the fewest digits in ]low, high], nearest to `limit`. */
static double round_within(double low, double limit, double high, int *decimals) {
    int magnitude = (int)floor(log10(fmax(fabs(low), fabs(high)) + 1e-300)) + 1;
    for (int digits = -magnitude; digits <= 15; digits++) {
        double unit = pow(10, -digits), best = NAN;
        double tries[] = {amont_number_round(limit, digits),
                          amont_number_round(limit + unit, digits),
                          amont_number_round(limit - unit, digits)};
        for (size_t i = 0; i < G_N_ELEMENTS(tries); i++)
            if (low < tries[i] && tries[i] <= high &&
                (isnan(best) || fabs(tries[i] - limit) < fabs(best - limit)))
                best = tries[i];
        if (!isnan(best)) {
            *decimals = MAX(digits, 0);
            return best;
        }
    }
    *decimals = 15;
    return high;
}

static size_t count_below(const double *sorted, size_t n, double limit) {
    size_t below = 0;
    while (below < n && sorted[below] < limit)
        below++;
    return below;
}

static size_t count_distinct(const double *sorted, size_t n) {
    size_t distinct = n > 0;
    for (size_t i = 1; i < n; i++)
        distinct += sorted[i] != sorted[i - 1];
    return distinct;
}

static void keep_manual(const GArray *given, amont_classes *classes) {
    size_t n = MIN(given->len, AMONT_CLASSES_MOST - 1);
    for (size_t i = 0; i < n; i++) {
        double limit = g_array_index(given, double, i);
        int decimals = 0;
        while (decimals < 9 && amont_number_round(limit, decimals) != limit)
            decimals++;
        classes->decimals = MAX(classes->decimals, decimals);
        classes->limits[++classes->n] = limit;
    }
}

/* Two limits in the same gap between values would make an empty class: one is enough. */
static void keep_settled(const double *sorted, size_t n, const double *inner, size_t n_inner,
                         amont_classes *classes) {
    size_t classed = 0; /* values below the limit before */
    for (size_t i = 0; i < n_inner; i++) {
        size_t below = count_below(sorted, n, inner[i]);
        if (below == classed || below == n)
            continue;
        classed = below;
        int decimals = 0;
        classes->limits[++classes->n] =
            round_within(sorted[below - 1], inner[i], sorted[below], &decimals);
        classes->decimals = MAX(classes->decimals, decimals);
    }
}

bool amont_classify(const double *values, size_t n, amont_method method, size_t n_classes,
                    const GArray *inner_limits, amont_classes *classes, GError **error) {
    static void (*const methods[])(const double *, size_t, size_t, double *) = {
        [AMONT_METHOD_QUANTILE] = limits_by_quantile,
        [AMONT_METHOD_EQUAL] = limits_by_width,
        [AMONT_METHOD_FISHER] = limits_by_fisher,
    };
    *classes = (amont_classes){.method = method};
    if (n == 0)
        return amont_fail(error, AMONT_ERROR_DATA, "no value to make classes of");

    g_autofree double *sorted = g_memdup2(values, n * sizeof *values);
    qsort(sorted, n, sizeof *sorted, compare);
    if (method == AMONT_METHOD_MANUAL) {
        keep_manual(inner_limits, classes);
    } else {
        double inner[AMONT_CLASSES_MOST];
        size_t k = MIN(MIN(n_classes, AMONT_CLASSES_MOST), count_distinct(sorted, n));
        methods[method](sorted, n, k, inner);
        keep_settled(sorted, n, inner, k - 1, classes);
    }
    classes->limits[0] = sorted[0];
    classes->limits[++classes->n] = sorted[n - 1];
    return true;
}

size_t amont_class_of(const amont_classes *classes, double value) {
    size_t class = 0;
    while (class + 1 < classes->n && value >= classes->limits[class + 1])
        class ++;
    return class;
}
