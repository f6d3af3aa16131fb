/* Sizes that stand for values: the values that a legend shows of them, and the least size that can
 * be seen. */
#ifndef AMONT_DRAW_SIZES_H
#define AMONT_DRAW_SIZES_H

#include "draw/composer.h"

enum { AMONT_SIZES_SHOWN = 3 };

/* Values of a legend, from the greatest: 1, 2 or 5 times powers of ten, so that they span what is
 * drawn (C33): the first one is the least that is no less than three quarters of `most`. Below it
 * stand two steps of the series at a time, or one where even `least` is greater than what that
 * would show. Heights and widths, whose scale is linear, ask for INFINITY: one step at a time, the
 * first no less than two thirds. `whole`: none below 1. How many. */
size_t amont_sizes_shown(double most, double least, bool whole, double values[AMONT_SIZES_SHOWN]);

/* 1, 2 or 5 times a power of ten: the least that is no less than `value`. */
double amont_sizes_round_up(double value);

/* The shortest number above `below` and at most `upto`; `decimals` are those it needs. For « moins
 * de 500 », said of values up to 487 where what is below 512 cannot be read. */
double amont_sizes_limit(double below, double upto, int *decimals);

/* Digits after the mark that a 1-2-5 value needs. */
int amont_sizes_decimals(double value);

/* Whether a scale that the map fixes by its key `largest` leaves its greatest symbol, `times` as
 * large as the page's largest, on the page: an error of code CONFIG names the value to write. */
bool amont_sizes_check_scale(const amont_plot *p, double greatest, double times, GError **error);

/* What sizes are multiplied by so that symbols of that area in all, on paper, cover no more of the
 * territory than leaves it to be seen: at most 1, of areas. */
double amont_sizes_fit(const amont_plot *p, double area_mm2);

/* Diameter of the smallest symbol whose size is read (C14). */
double amont_sizes_floor_mm(const amont_composer *c);

#endif
