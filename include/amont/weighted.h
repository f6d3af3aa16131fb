/* folder: analysis */
/* Weighted quantiles: of values x with weights w, per group, from batches in any order. Exact.
 *
 *     amont_weighted *rents = amont_weighted_new(n_zones);
 *     amont_weighted_add(rents, zone, rent, dwellings, n);            (once for each batch)
 *     amont_weighted_merge(rents, of_another_thread);
 *     amont_weighted_finish(rents);
 *     double median = amont_weighted_quantile(rents, z, 0.5);
 *
 * The quantile of order p is the smallest x such that the weight of all values up to x, divided by
 * the weight of all values, is at least p. Both weights are summed without rounding and rounded
 * once, as is their quotient; so the quantile is one of the values, the same whatever the order of
 * values, batches and merging. In R, where sums are exact:
 *
 *     o <- order(x); x[o][which(cumsum(w[o]) / sum(w) >= p)[1]]
 *
 * With all weights 1 this is type 1 of Hyndman and Fan, the inverse of the empirical distribution:
 * the median of 1, 2, 3, 4 is 2, where the plain one (type 7, amont/reducer.h) is 2.5.
 *
 * A row counts when its value is a finite number and its weight one above 0. Memory: 20 bytes a
 * row, 36 while finishing, then 16.
 */
#ifndef AMONT_WEIGHTED_H
#define AMONT_WEIGHTED_H

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

typedef struct amont_weighted amont_weighted;

/* Groups 0 .. n_groups - 1, and one for what is outside them, to which any other number leads. */
amont_weighted *amont_weighted_new(size_t n_groups);
void amont_weighted_free(amont_weighted *weighted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_weighted, amont_weighted_free)

void amont_weighted_add(amont_weighted *weighted, const uint32_t *group, const double *value,
                        const double *weight, size_t n);

/* Moves all of `from`, which has the same groups, to `into`, and frees it. */
void amont_weighted_merge(amont_weighted *into, amont_weighted *from);

/* Call once when all is added. */
void amont_weighted_finish(amont_weighted *weighted);

/* Of a group, n_groups or more being what is outside; `p` in 0..1. NaN of nothing. */
double amont_weighted_quantile(const amont_weighted *weighted, size_t group, double p);

#endif
