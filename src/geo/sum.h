/* Neumaier's compensated sum (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen, ZAMM 54, 1974), inlined for the hot loops of this folder. */
#ifndef AMONT_GEO_SUM_H
#define AMONT_GEO_SUM_H

#include <math.h>

typedef struct sum {
    double total, lost;
} sum;

static inline void sum_add(sum *s, double term) {
    double total = s->total + term;
    if (fabs(s->total) >= fabs(term))
        s->lost += (s->total - total) + term;
    else
        s->lost += (term - total) + s->total;
    s->total = total;
}

static inline double sum_value(const sum *s) {
    return s->total + s->lost;
}

#endif
