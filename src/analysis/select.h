/* Order statistics without sorting. */
#ifndef AMONT_ANALYSIS_SELECT_H
#define AMONT_ANALYSIS_SELECT_H

#include <stddef.h>

/* The quantile of order p in 0..1 of n numbers, none of them NaN: type 7 of R. J. Hyndman, Y. Fan,
 * Sample quantiles in statistical packages, The American Statistician 50, 1996. With h = (n - 1) p,
 * the value of rank floor(h), from 0, and so much of the next as h is beyond it; p = 1/2 is the
 * median. Values are moved; NaN when there is none. */
double amont_select_quantile(double *values, size_t n, double p);

#endif
