/* folder: analysis */
/* Classification: limits of classes for a choropleth.
 *
 * Classes are [a, b[, the last one closed. Inner limits are rounded to the fewest digits that move
 * no value to another class. Fewer classes than asked come out where values are too few or tied:
 * never an empty one.
 *
 *     quantile  equal numbers of values; type-7 quantiles (Hyndman & Fan 1996, The American
 *               Statistician 50(4))
 *     equal     equal widths from the least to the greatest value
 *     fisher    least sum of squares within classes, exact (Fisher 1958, JASA 53(284)); the limit
 *               is half-way between the neighbouring values of two classes
 *     manual    the inner limits given; classes without a value stay, the caller shows them as such
 */
#ifndef AMONT_CLASSIFY_H
#define AMONT_CLASSIFY_H

#include "amont/study.h"

enum { AMONT_CLASSES_MOST = 9 };

typedef struct amont_classes {
    size_t n;
    double limits[AMONT_CLASSES_MOST + 1]; /* least value, inner limits, greatest value */
    int decimals;                          /* digits that inner limits need */
    amont_method method;
} amont_classes;

/* `values` must be finite; they are not changed. Code DATA when there is none. */
bool amont_classify(const double *values, size_t n, amont_method method, size_t n_classes,
                    const GArray *inner_limits, amont_classes *classes, GError **error);

/* The class of a value; values beyond the limits fall in the first or the last class. */
size_t amont_class_of(const amont_classes *classes, double value);

/* Type-7 quantile of sorted values, 0 <= p <= 1, n >= 1. */
double amont_quantile(const double *sorted, size_t n, double p);

#endif
