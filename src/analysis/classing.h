/* Parts of classification. */
#ifndef AMONT_ANALYSIS_CLASSING_H
#define AMONT_ANALYSIS_CLASSING_H

#include "amont/classify.h"

/* Half-way between two values, also where their sum is beyond the largest number. */
static inline double amont_halfway(double a, double b) {
    return a / 2 + b / 2;
}

size_t amont_count_below(const double *sorted, size_t n, double limit);
size_t amont_count_distinct(const double *sorted, size_t n);

/* Appends the k - 1 inner limits of the partition into k classes with the least sum of squares,
 * half way between neighbouring values; of several such partitions, the one whose last classes
 * begin lowest. Equal values are never parted. 1 <= k <= distinct values. */
void amont_fisher_limits(const double *sorted, size_t n, size_t k, GArray *inner);

/* Appends the limits that `pretty` of R puts between `least` and `greatest` for about k classes;
 * the outermost two, which enclose both, left out. least < greatest. */
void amont_pretty_limits(long double least, long double greatest, size_t k, GArray *inner);

/* The number with the fewest digits in ]low, high], of those the nearest to `limit`, which lies
 * there too; `decimals` are the digits it has after the decimal mark. */
double amont_round_within(double low, double limit, double high, int *decimals);

#endif
