/* Limits are first found as each method defines them, then rounded one by one inside the gap
 * between the values that they part, so that rounding can move no value. */
#include "analysis/classing.h"

#include <math.h>
#include <stdlib.h>

/* Values nearer to each other than this share of them are ties: sums of the same parts in another
 * order differ by less, and no map should tell them apart. */
static const double tie = 1e-12;

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *sort(const double *values, size_t n, const double *others, size_t n_others) {
    double *sorted = g_new(double, n + n_others);
    for (size_t i = 0; i < n + n_others; i++)
        sorted[i] = i < n ? values[i] : others[i - n];
    qsort(sorted, n + n_others, sizeof *sorted, compare);
    return sorted;
}

/* Each value that ties with a lower one becomes that one. */
static double *level(const double *all, size_t n) {
    double *levelled = g_new0(double, n);
    for (size_t i = 0; i < n; i++) {
        double lower = i > 0 ? levelled[i - 1] : all[0];
        bool ties = all[i] - lower <= tie * fmax(fabs(all[i]), fabs(lower));
        levelled[i] = ties ? lower : all[i];
    }
    return levelled;
}

/* The sorted values that are among `all`, with the same ties. */
static void level_some(double *sorted, size_t n, const double *all, const double *levelled) {
    for (size_t i = 0, k = 0; i < n; i++) {
        while (all[k] < sorted[i])
            k++;
        sorted[i] = levelled[k];
    }
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
    classes->asked = n + 1;
}

/* A method that chooses the number of classes itself is held to what colours can show: round steps
 * become longer, the uppermost heads stay together. */
static GArray *find_limits(const double *sorted, size_t n, amont_method method, size_t n_classes,
                           GError **error) {
    size_t most = CLAMP(n_classes, AMONT_CLASSES_USUAL, AMONT_CLASSES_MOST);
    bool is_hint = method == AMONT_METHOD_PRETTY || method == AMONT_METHOD_STDDEV;
    size_t k = MIN(n_classes, most);
    GArray *inner = amont_class_limits(sorted, n, method, k, error);
    while (inner && is_hint && inner->len >= most && k > 1) {
        g_array_unref(inner);
        inner = amont_class_limits(sorted, n, method, --k, error);
    }
    if (inner && inner->len >= most)
        g_array_set_size(inner, (guint)most - 1);
    return inner;
}

/* All values, sorted: as they are, and with their ties. */
struct gaps {
    const double *raw, *levelled;
    size_t n;
};

/* Two limits in the same gap between values would make an empty class: one is enough. */
static void keep_settled(const double *sorted, size_t n, const struct gaps *all,
                         const GArray *inner, amont_classes *classes) {
    size_t classed = 0; /* values below the limit before */
    for (guint i = 0; i < inner->len; i++) {
        double limit = g_array_index(inner, double, i);
        size_t below = amont_count_below(sorted, n, limit);
        if (below == classed || below == n)
            continue;
        classed = below;
        size_t gap = amont_count_below(all->levelled, all->n, limit);
        int decimals = 0;
        classes->limits[++classes->n] =
            amont_round_within(all->raw[gap - 1], limit, all->raw[gap], &decimals);
        classes->decimals = MAX(classes->decimals, decimals);
    }
}

bool amont_classify(const amont_class_values *values, amont_method method, size_t n_classes,
                    const GArray *inner_limits, amont_classes *classes, GError **error) {
    *classes = (amont_classes){.method = method};
    size_t n = values->n, n_all = n + values->n_others;
    if (n == 0)
        return amont_fail(error, AMONT_ERROR_DATA, "no value to make classes of");

    g_autofree double *sorted = sort(values->values, n, NULL, 0);
    g_autofree double *all = sort(values->values, n, values->others, values->n_others);
    g_autofree double *levelled = level(all, n_all);
    level_some(sorted, n, all, levelled);
    if (method == AMONT_METHOD_MANUAL) {
        keep_manual(inner_limits, classes);
    } else {
        g_autoptr(GArray) inner = find_limits(sorted, n, method, n_classes, error);
        if (!inner)
            return false;
        keep_settled(sorted, n, &(struct gaps){all, levelled, n_all}, inner, classes);
        bool is_free = method == AMONT_METHOD_HEADTAIL || method == AMONT_METHOD_PRETTY ||
                       method == AMONT_METHOD_STDDEV;
        classes->asked = is_free ? inner->len + 1 : MIN(n_classes, AMONT_CLASSES_MOST);
        classes->few_values = amont_count_distinct(sorted, n) < classes->asked;
    }
    classes->limits[0] = all[0];
    classes->limits[++classes->n] = all[n_all - 1];
    return true;
}

size_t amont_class_of(const amont_classes *classes, double value) {
    size_t class = 0;
    while (class + 1 < classes->n && value >= classes->limits[class + 1])
        class ++;
    return class;
}
