/* Fisher's exact optimisation (Fisher 1958, JASA 53(284)): the best partition of the first j values
 * into c classes is the best one of the first i into c - 1, and a class from i to j.
 *
 * The i of least sum does not fall as j grows (the sum of squares within a class satisfies the
 * quadrangle inequality: Wu 1991, Optimal quantization by matrix searching), so the i of the middle
 * j bounds those of both halves: O(k n log n). Sums of squares come from sums about the mean with
 * 64 bits of mantissa, so that values that stand close together far from 0 lose no digits. */
#include "analysis/classing.h"

/* Distinct values with what stands below each: sums of the first i of them at index i. */
typedef struct sums {
    size_t n;
    double *value;
    size_t *count;
    long double *sum, *square;
} sums;

static void clear_sums(sums *s) {
    g_free(s->value);
    g_free(s->count);
    g_free(s->sum);
    g_free(s->square);
}

static sums sum_up(const double *sorted, size_t n) {
    sums s = {0, g_new0(double, n), g_new0(size_t, n + 1), g_new0(long double, n + 1),
              g_new0(long double, n + 1)};
    long double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += sorted[i];
    mean /= (long double)n;
    for (size_t i = 0, end = 0; i < n; i = end, s.n++) {
        while (end < n && sorted[end] == sorted[i])
            end++;
        long double centred = sorted[i] - mean, times = (long double)(end - i);
        s.value[s.n] = sorted[i];
        s.count[s.n + 1] = end;
        s.sum[s.n + 1] = s.sum[s.n] + times * centred;
        s.square[s.n + 1] = s.square[s.n] + times * centred * centred;
    }
    return s;
}

static inline long double spread(const sums *s, size_t from, size_t to) {
    long double sum = s->sum[to] - s->sum[from];
    long double square = s->square[to] - s->square[from];
    long double result = square - sum * sum / (long double)(s->count[to] - s->count[from]);
    return result > 0 ? result : 0;
}

/* Partitions into `before` + 1 classes. `less`: least sums with one class less. */
typedef struct stage {
    const sums *s;
    size_t before;
    const long double *less;
    long double *least; /* of the first j values */
    size_t *from;       /* where the last class of these begins */
} stage;

/* The best beginning of the last class for the first j values, among lowest ... highest. It is
 * looked for from above: a class that is as bad alone as the best found needs no lower one. */
static void settle(const stage *t, size_t j, size_t lowest, size_t highest) {
    long double least = INFINITY;
    for (size_t i = MIN(highest, j - 1) + 1; i-- > lowest;) {
        long double last = spread(t->s, i, j);
        if (last > least)
            break;
        if (t->less[i] + last > least)
            continue;
        least = t->less[i] + last;
        t->from[j] = i;
    }
    t->least[j] = least;
}

static void settle_range(const stage *t, size_t first, size_t last, size_t lowest, size_t highest) {
    if (first > last)
        return;
    size_t middle = first + (last - first) / 2;
    settle(t, middle, lowest, highest);
    if (middle > first)
        settle_range(t, first, middle - 1, lowest, t->from[middle]);
    settle_range(t, middle + 1, last, t->from[middle], highest);
}

void amont_fisher_limits(const double *sorted, size_t n, size_t k, GArray *inner) {
    sums s = sum_up(sorted, n);
    g_autofree long double *least = g_new0(long double, k *(s.n + 1));
    g_autofree size_t *from = g_new0(size_t, k * (s.n + 1));
    for (size_t j = 1; j <= s.n; j++)
        least[j] = spread(&s, 0, j);
    for (size_t c = 1; c < k; c++) {
        size_t row = c * (s.n + 1);
        stage t = {&s, c, least + row - (s.n + 1), least + row, from + row};
        bool is_last = c + 1 == k; /* only the partition of all values is asked of it */
        settle_range(&t, is_last ? s.n : c + 1, s.n, c, s.n - 1);
    }
    guint begin = inner->len;
    g_array_set_size(inner, begin + (guint)(k - 1));
    size_t end = s.n;
    for (size_t c = k - 1; c > 0; c--) {
        end = from[c * (s.n + 1) + end];
        g_array_index(inner, double, begin + c - 1) = amont_halfway(s.value[end - 1], s.value[end]);
    }
    clear_sums(&s);
}
