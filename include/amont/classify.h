/* folder: analysis */
/* Classification: limits of classes for a choropleth.
 *
 * Classes are [a, b[, the last one closed. Inner limits are found on the values of the reference
 * units, then rounded to the fewest digits that move no value to another class, neither of these
 * units nor of others that are drawn. Where no value would fall between two limits one of them
 * goes: never an empty class, and as many as were asked for only where the values allow it.
 *
 *     quantile      equal numbers of values; type-7 quantiles (Hyndman & Fan 1996, The American
 *                   Statistician 50(4))
 *     equal         equal widths from the least to the greatest value
 *     fisher        least sum of squares within classes, exact (Fisher 1958, JASA 53(284)); a limit
 *                   is half-way between the neighbouring values of two classes
 *     headtail      the mean, then the mean of what lies above it, as long as that is a minority of
 *                   at most 40 % (Jiang 2013, The Professional Geographer 65(3))
 *     stddev        round steps of the standard deviation (of a sample) from the mean: `pretty` on
 *                   (x - mean) / sd; the number of classes is a hint
 *     pretty        1, 2 or 5 times a power of ten apart (Becker, Chambers & Wilks 1988, The New S
 *                   Language); the number of classes is a hint
 *     q6            six classes: the 5, 27.5, 50, 72.5 and 95 % quantiles (Philcarto; mapsf)
 *     geometric     limits in geometric progression, for values above 0
 *     arithmetic    widths as 1 : 2 : 3 ... (Beguin & Pumain 1994, La representation des donnees
 *                   geographiques, gives both progressions)
 *     nested_means  2, 4 or 8 classes: the mean, the means of either half, of either quarter
 *                   (Scripter 1970, Annals of the AAG 60(2))
 *     maximum       at the middle of the widest gaps; of equal gaps the upper ones
 *     box           six classes: quartiles, and fences 1.5 interquartile ranges beyond the first
 *                   and the third (Tukey 1977, Exploratory Data Analysis)
 *     manual        the inner limits given; classes without a value stay, the caller shows them
 *
 * Values that differ by less than 1e-12 of themselves are ties: sums of the same parts in another
 * order, which no class tells apart.
 *
 * Where a number of classes is asked for and there are no more distinct values, each of them is a
 * class, as in R's classInt. */
#ifndef AMONT_CLASSIFY_H
#define AMONT_CLASSIFY_H

#include "amont/study.h"

enum {
    AMONT_CLASSES_MOST = 9,
    AMONT_CLASSES_USUAL = 7 /* the most that a method chooses by itself (C05) */
};

typedef struct amont_classes {
    size_t n;
    double limits[AMONT_CLASSES_MOST + 1]; /* least value, inner limits, greatest value */
    int decimals;                          /* digits that inner limits need, 15 at most */
    amont_method method;
    size_t asked;    /* classes that the method makes; `n` are left without the empty ones */
    bool few_values; /* there are fewer distinct values than that */
} amont_classes;

/* Finite numbers in any order; they are not changed. */
typedef struct amont_class_values {
    const double *values; /* of the reference units: limits are found on them */
    size_t n;
    const double *others; /* of other units drawn: they keep their class, and widen the ends */
    size_t n_others;
} amont_class_values;

/* `n_classes`: what amont_map_class_count says; `inner_limits`: of `manual`, else NULL. Code DATA
 * when there is no value, or one that the method cannot take. */
bool amont_classify(const amont_class_values *values, amont_method method, size_t n_classes,
                    const GArray *inner_limits, amont_classes *classes, GError **error);

/* The class of a value; values beyond the limits fall in the first or the last class. */
size_t amont_class_of(const amont_classes *classes, double value);

/* Inner limits (double) as the method defines them, ascending, before anything is rounded: they may
 * repeat, lie beyond the values and bound empty classes. Not for `manual`. `sorted` ascends,
 * n >= 1. NULL and code DATA for a value that the method cannot take. */
GArray *amont_class_limits(const double *sorted, size_t n, amont_method method, size_t n_classes,
                           GError **error);

/* Type-7 quantile of sorted values, 0 <= p <= 1, n >= 1. */
double amont_quantile(const double *sorted, size_t n, double p);

#endif
