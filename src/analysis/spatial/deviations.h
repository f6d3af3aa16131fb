/* What the statistics have in common: deviations from the mean, and sums over neighbours. */
#ifndef AMONT_ANALYSIS_SPATIAL_DEVIATIONS_H
#define AMONT_ANALYSIS_SPATIAL_DEVIATIONS_H

#include "amont/spatial.h"

/* The values less their mean; free them. `*square` is the sum of their squares, 0 where all values
 * are equal. */
double *amont_deviations(const double *values, size_t n, double *square);

/* Sum of w_ij z_j over the neighbours of a unit. */
double amont_weights_lag(const amont_weights *weights, const double *z, size_t unit);

/* Whether a draw lies as far from what is expected as what was found: sums of the same terms in
 * another order count as equal. `scale`: how large such sums are. */
bool amont_is_as_far(double drawn, double found, double expected, double scale);

#endif
