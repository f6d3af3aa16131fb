/* Neumaier's compensated sum (Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen, ZAMM 54, 1974), inlined for the hot loops of this folder. What an addition loses is found
 * without a comparison, by Knuth's six operations (The Art of Computer Programming 2, 4.2.2): the
 * same to the last bit. */
#ifndef AMONT_GEO_SUM_H
#define AMONT_GEO_SUM_H

#include <math.h>

typedef struct sum {
    double total, lost;
} sum;

static inline void sum_add(sum *s, double term) {
    double total = s->total + term, added = total - s->total;
    s->lost += (s->total - (total - added)) + (term - added);
    s->total = total;
}

static inline double sum_value(const sum *s) {
    return s->total + s->lost;
}

#endif
