#include "amont/spatial.h"

#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

void amont_discoveries(const double *p, size_t n, double rate, bool *significant) {
    g_autofree double *sorted = g_new(double, n + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            sorted[m++] = p[i];
    qsort(sorted, m, sizeof *sorted, ascending);
    double most = -1; /* the largest p of rank k with p <= rate k / m */
    for (size_t k = 1; k <= m; k++)
        if (sorted[k - 1] <= rate * (double)k / (double)m)
            most = sorted[k - 1];
    for (size_t i = 0; i < n; i++)
        significant[i] = p[i] <= most; /* false for NaN */
}
