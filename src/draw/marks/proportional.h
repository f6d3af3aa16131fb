/* Proportional symbols: areas are to each other as values are, whatever the shape. What `circles`
 * and `squares` share. */
#ifndef AMONT_DRAW_PROPORTIONAL_H
#define AMONT_DRAW_PROPORTIONAL_H

#include "draw/composer.h"

bool amont_proportional_prepare(amont_plot *p, amont_symbol symbol, GError **error);
void amont_proportional_declare(amont_plot *p);
void amont_proportional_draw(amont_plot *p);
void amont_proportional_name(amont_plot *p);
void amont_proportional_free(void *data);

#endif
