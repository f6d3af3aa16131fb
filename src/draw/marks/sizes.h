/* Sizes that stand for values: the values that a legend shows of them, and the least size that can
 * be seen. */
#ifndef AMONT_DRAW_SIZES_H
#define AMONT_DRAW_SIZES_H

#include "draw/composer.h"

enum { AMONT_SIZES_SHOWN = 3 };

/* Values of a legend, from the greatest: 1, 2 or 5 times powers of ten, the first one nearest to
 * `most` (C33); below it two steps of the series at a time, or one where even `least` is
 * greater than what that would show. `whole`: none below 1. How many. */
size_t amont_sizes_shown(double most, double least, bool whole, double values[AMONT_SIZES_SHOWN]);

/* The shortest number above `below` and at most `upto`; `decimals` are those it needs. For « moins
 * de 500 », said of values up to 487 where the next one is 512. */
double amont_sizes_limit(double below, double upto, int *decimals);

/* Digits after the mark that a 1-2-5 value needs. */
int amont_sizes_decimals(double value);

/* Diameter of the smallest symbol whose size is read (C14). */
double amont_sizes_floor_mm(const amont_composer *c);

#endif
