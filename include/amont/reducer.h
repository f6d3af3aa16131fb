/* folder: analysis */
/* Reducers: figures of many values, per group, from batches in any order.
 *
 *     amont_reducer *sales = amont_reducer_new(n_zones, AMONT_WANTED(AMONT_STATISTIC_SUM) |
 *                                                       AMONT_WANTED(AMONT_STATISTIC_MEDIAN));
 *     amont_reducer_add(sales, zone, price, NULL, n);                 (once for each batch)
 *     amont_reducer_merge(sales, of_another_thread);
 *     amont_reducer_finish(sales);
 *     double median = amont_reducer_result(sales, z, AMONT_STATISTIC_MEDIAN, 0);
 *
 * A result depends on the set of values alone: the same bytes whatever the order of values, the
 * size of batches, the number of reducers merged and their order. Sums are kept without rounding
 * (superaccumulators), so that a sum is the double nearest to the true one.
 *
 * A value that is not a finite number is missing, and so is one whose weight is not: it is counted
 * as such and enters nothing else. -0 counts as 0.
 *
 * Memory: 24 bytes a group; 544 more for each sum kept (mean: 1, variance: 2, weighted mean: 2);
 * for medians and quantiles 12 bytes a value, 20 at most while finishing, then 8.
 */
#ifndef AMONT_REDUCER_H
#define AMONT_REDUCER_H

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

/* Of n values x with weights w. NaN where "from" is not reached. */
typedef enum amont_statistic {
    AMONT_STATISTIC_COUNT,    /* n */
    AMONT_STATISTIC_MISSING,  /* rows without a value; with n, all rows */
    AMONT_STATISTIC_SUM,      /* Σx, the nearest double; 0 of nothing */
    AMONT_STATISTIC_MEAN,     /* Σx / n, from n = 1 */
    AMONT_STATISTIC_MIN,      /* from n = 1 */
    AMONT_STATISTIC_MAX,      /* from n = 1 */
    AMONT_STATISTIC_VARIANCE, /* of a sample: Σ(x - mean)² / (n - 1), from n = 2; values of more
                                 than 1e150 have none */
    AMONT_STATISTIC_STDDEV,   /* its square root */
    AMONT_STATISTIC_MEDIAN,   /* the quantile of order 1/2, from n = 1 */
    AMONT_STATISTIC_QUANTILE, /* type 7 of Hyndman and Fan, R's default, from n = 1 */
    AMONT_STATISTIC_WEIGHT,   /* Σw; 0 of nothing */
    AMONT_STATISTIC_WEIGHTED_SUM,  /* Σwx; 0 of nothing */
    AMONT_STATISTIC_WEIGHTED_MEAN, /* Σwx / Σw, where Σw is not 0 */
    AMONT_STATISTICS
} amont_statistic;

#define AMONT_WANTED(statistic) (1u << (statistic))

typedef struct amont_reducer amont_reducer;

/* Groups 0 .. n_groups - 1, and one for what is outside them. `wanted`: the statistics that will be
 * asked for; COUNT and MISSING always can be. */
amont_reducer *amont_reducer_new(size_t n_groups, unsigned wanted);
void amont_reducer_free(amont_reducer *reducer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_reducer, amont_reducer_free)

/* Adds `n` values. A group that is not below n_groups, as AMONT_OUTSIDE, is the one outside.
 * `value` may be NULL when only rows are counted; `weight` may be NULL, then each is 1. */
void amont_reducer_add(amont_reducer *reducer, const uint32_t *group, const double *value,
                       const double *weight, size_t n);

/* Moves all of `from`, which has the same groups and statistics, to `into`, and frees it. */
void amont_reducer_merge(amont_reducer *into, amont_reducer *from);

/* Call once when all is added. */
void amont_reducer_finish(amont_reducer *reducer);

/* A statistic of a group, n_groups or more being what is outside; `p` in 0..1 is the order of a
 * quantile. Values are moved to find it: threads may ask at the same time for different groups. */
double amont_reducer_result(amont_reducer *reducer, size_t group, amont_statistic statistic,
                            double p);

#endif
