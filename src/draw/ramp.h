/* The colours that a map asks of a palette. Marks call this, so that no map is drawn with classes
 * that somebody cannot tell apart. */
#ifndef AMONT_DRAW_RAMP_H
#define AMONT_DRAW_RAMP_H

#include "amont/style.h"

/* Colours of `n` classes from low to high, of the palette `name` or, when it is NULL, of one that
 * is usual for `kind`. An error of code CONFIG at the key `palette` of `map`: no such palette, one
 * of another kind, one without colours for that many classes, or one that fails the gate of
 * amont/palette.h for them; it then names two classes that are too near, the nearest palette that
 * passes, and fewer classes that would. */
bool amont_ramp(const amont_styles *styles, const amont_entry *map, const char *name,
                amont_palette_kind kind, size_t n, amont_colour *colours, GError **error);

/* The same of a diverging palette, for so many classes on either side of its centre. */
bool amont_ramp_diverging(const amont_styles *styles, const amont_entry *map, const char *name,
                          size_t n_below, size_t n_above, bool has_centre, amont_colour *colours,
                          GError **error);

#endif
