/* Limits as each method defines them. Everything between values is computed with 64 bits of
 * mantissa and rounded once, so that a limit meant to be a value is that value. */
#include "analysis/classing.h"
#include "analysis/exact.h"

#include <math.h>
#include <stdlib.h>

/* Sorted values, and how many classes are asked for. */
typedef struct sample {
    const double *sorted;
    size_t n, k;
} sample;

static double least_of(const sample *s) {
    return s->sorted[0];
}

static double greatest_of(const sample *s) {
    return s->sorted[s->n - 1];
}

static void append(GArray *inner, long double limit) {
    double rounded = (double)limit;
    g_array_append_val(inner, rounded);
}

size_t amont_count_distinct(const double *sorted, size_t n) {
    size_t distinct = n > 0;
    for (size_t i = 1; i < n; i++)
        distinct += sorted[i] != sorted[i - 1];
    return distinct;
}

size_t amont_count_below(const double *sorted, size_t n, double limit) {
    size_t low = 0;
    while (low < n) {
        size_t middle = low + (n - low) / 2;
        if (sorted[middle] < limit)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* About a first mean, so that the mean of equal values is that value. */
static double mean_of(const double *values, size_t n) {
    amont_exact sum = {0};
    for (size_t i = 0; i < n; i++)
        amont_exact_add(&sum, values[i]);
    long double mean = amont_exact_value(&sum) / (long double)n, rest = 0;
    for (size_t i = 0; i < n; i++)
        rest += values[i] - mean;
    return (double)(mean + rest / (long double)n);
}

/* ---- quantiles ----------------------------------------------------------------------------- */

static double value_at(const double *sorted, size_t n, long double position) {
    size_t below = (size_t)floorl(position);
    if (below + 1 >= n)
        return sorted[n - 1];
    long double part = position - (long double)below;
    return (double)((1 - part) * sorted[below] + part * sorted[below + 1]);
}

double amont_quantile(const double *sorted, size_t n, double p) {
    return value_at(sorted, n, (long double)(n - 1) * p);
}

/* The quantile of order part / whole: a position that is a whole number is found as such. */
static double fraction_of(const sample *s, size_t part, size_t whole) {
    return value_at(s->sorted, s->n, (long double)((s->n - 1) * part) / (long double)whole);
}

static void quantile(const sample *s, GArray *inner) {
    for (size_t i = 1; i < s->k; i++)
        append(inner, fraction_of(s, i, s->k));
}

static void q6(const sample *s, GArray *inner) {
    static const size_t fortieths[] = {2, 11, 20, 29, 38}; /* 5, 27.5, 50, 72.5, 95 % */
    for (size_t i = 0; i < G_N_ELEMENTS(fortieths); i++)
        append(inner, fraction_of(s, fortieths[i], 40));
}

static void box(const sample *s, GArray *inner) {
    long double first = fraction_of(s, 1, 4), third = fraction_of(s, 3, 4);
    long double fence = 1.5L * (third - first);
    append(inner, first - fence);
    append(inner, first);
    append(inner, fraction_of(s, 2, 4));
    append(inner, third);
    append(inner, third + fence);
}

/* ---- progressions -------------------------------------------------------------------------- */

static void equal(const sample *s, GArray *inner) {
    long double range = (long double)greatest_of(s) - least_of(s);
    for (size_t i = 1; i < s->k; i++)
        append(inner, least_of(s) + range * (long double)i / (long double)s->k);
}

static void geometric(const sample *s, GArray *inner) {
    long double ratio = (long double)greatest_of(s) / least_of(s);
    for (size_t i = 1; i < s->k; i++)
        append(inner, least_of(s) * powl(ratio, (long double)i / (long double)s->k));
}

/* Widths of 1, 2 ... k parts of the range: the i-th limit lies after i (i + 1) / 2 of them. */
static void arithmetic(const sample *s, GArray *inner) {
    long double range = (long double)greatest_of(s) - least_of(s);
    for (size_t i = 1; i < s->k; i++)
        append(inner,
               least_of(s) + range * (long double)(i * (i + 1)) / (long double)(s->k * (s->k + 1)));
}

/* ---- means --------------------------------------------------------------------------------- */

/* The mean parts what lies below it from the rest; where all values are equal there is no part. */
static void nest(const double *sorted, size_t n, size_t k, GArray *inner) {
    if (k < 2 || n == 0 || sorted[0] == sorted[n - 1])
        return;
    double mean = mean_of(sorted, n);
    size_t below = amont_count_below(sorted, n, mean);
    nest(sorted, below, k / 2, inner);
    g_array_append_val(inner, mean);
    nest(sorted + below, n - below, k / 2, inner);
}

static void nested_means(const sample *s, GArray *inner) {
    nest(s->sorted, s->n, s->k, inner);
}

/* The mean of the head that is left is a limit even when the head beyond it is too large, as in
 * Jiang's paper and in classInt; the greatest value alone is not. */
static void headtail(const sample *s, GArray *inner) {
    const double *head = s->sorted;
    size_t n = s->n, before = 0;
    do {
        double mean = mean_of(head, n);
        if (mean >= greatest_of(s))
            return;
        g_array_append_val(inner, mean);
        before = n;
        while (n > 0 && *head <= mean) {
            head++;
            n--;
        }
    } while (n > 1 && (double)n <= 0.4 * (double)before);
}

static void stddev(const sample *s, GArray *inner) {
    long double mean = mean_of(s->sorted, s->n), squares = 0;
    for (size_t i = 0; i < s->n; i++)
        squares += (s->sorted[i] - mean) * (s->sorted[i] - mean);
    long double deviation = sqrtl(squares / (long double)(s->n - 1));
    guint first = inner->len;
    amont_pretty_limits((least_of(s) - mean) / deviation, (greatest_of(s) - mean) / deviation, s->k,
                        inner);
    for (guint i = first; i < inner->len; i++) {
        double *limit = &g_array_index(inner, double, i);
        *limit = (double)(mean + *limit * deviation);
    }
}

/* ---- round steps and gaps ------------------------------------------------------------------ */

static void pretty(const sample *s, GArray *inner) {
    amont_pretty_limits(least_of(s), greatest_of(s), s->k, inner);
}

static void fisher(const sample *s, GArray *inner) {
    amont_fisher_limits(s->sorted, s->n, s->k, inner);
}

typedef struct gap {
    double width;
    size_t below; /* index of the value under it */
} gap;

static int widest_first(const void *a, const void *b) {
    const gap *p = a, *q = b;
    if (p->width != q->width)
        return p->width < q->width ? 1 : -1;
    return (p->below < q->below) - (p->below > q->below);
}

static int lowest_first(const void *a, const void *b) {
    const gap *p = a, *q = b;
    return (p->below > q->below) - (p->below < q->below);
}

static void maximum(const sample *s, GArray *inner) {
    g_autofree gap *gaps = g_new(gap, s->n);
    for (size_t i = 0; i + 1 < s->n; i++)
        gaps[i] = (gap){s->sorted[i + 1] - s->sorted[i], i};
    qsort(gaps, s->n - 1, sizeof *gaps, widest_first);
    qsort(gaps, s->k - 1, sizeof *gaps, lowest_first);
    for (size_t i = 0; i + 1 < s->k; i++)
        append(inner, amont_halfway(s->sorted[gaps[i].below], s->sorted[gaps[i].below + 1]));
}

/* ---- all of them --------------------------------------------------------------------------- */

static const struct {
    void (*find)(const sample *s, GArray *inner);
    bool counts;   /* it makes, or is told, a number of classes */
    bool positive; /* values must lie above 0 */
} methods[AMONT_METHODS] = {
    [AMONT_METHOD_QUANTILE] = {quantile, true, false},
    [AMONT_METHOD_EQUAL] = {equal, true, false},
    [AMONT_METHOD_FISHER] = {fisher, true, false},
    [AMONT_METHOD_HEADTAIL] = {headtail, false, false},
    [AMONT_METHOD_STDDEV] = {stddev, true, false},
    [AMONT_METHOD_PRETTY] = {pretty, true, false},
    [AMONT_METHOD_Q6] = {q6, true, false},
    [AMONT_METHOD_GEOMETRIC] = {geometric, true, true},
    [AMONT_METHOD_ARITHMETIC] = {arithmetic, true, false},
    [AMONT_METHOD_NESTED_MEANS] = {nested_means, true, false},
    [AMONT_METHOD_MAXIMUM] = {maximum, true, false},
    [AMONT_METHOD_BOX] = {box, false, false},
};

static void part_each_value(const sample *s, GArray *inner) {
    for (size_t i = 1; i < s->n; i++)
        if (s->sorted[i] != s->sorted[i - 1])
            append(inner, amont_halfway(s->sorted[i - 1], s->sorted[i]));
}

GArray *amont_class_limits(const double *sorted, size_t n, amont_method method, size_t n_classes,
                           GError **error) {
    g_assert(n > 0 && method < AMONT_METHODS && methods[method].find);
    sample s = {sorted, n, n_classes};
    if (methods[method].positive && least_of(&s) <= 0) {
        g_autofree char *value = amont_number_plain(least_of(&s));
        amont_fail(error, AMONT_ERROR_DATA,
                   "a geometric progression needs values above 0: the least one is %s", value);
        amont_hint(error, "choose 'method: fisher' or 'method: quantile', or leave zones without "
                          "any out with 'reference' of their level");
        return NULL;
    }
    GArray *inner = g_array_new(FALSE, FALSE, sizeof(double));
    if (methods[method].counts && n_classes >= amont_count_distinct(sorted, n))
        part_each_value(&s, inner);
    else
        methods[method].find(&s, inner);
    return inner;
}
