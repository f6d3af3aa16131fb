/* What renderers share: the drawing of a page on any surface of Cairo. */
#ifndef AMONT_DRAW_REPLAY_H
#define AMONT_DRAW_REPLAY_H

#include "amont/page.h"
#include <cairo.h>

#define PT_PER_MM (72 / 25.4)

/* Draws a page that is in no error, and shows it (cairo_show_page). What Cairo cannot draw leaves
 * the surface sound and all that follows undrawn: code INTERNAL. */
bool amont_replay(cairo_surface_t *surface, const amont_page *page, double units_per_mm,
                  GError **error);
/* A side of the paper, with what is cut off at either end. */
double amont_replay_side(const amont_page *page, double side_mm);
/* Finishes and frees the surface; Cairo's sticky status is the error. `error` may be NULL. */
bool amont_replay_finish(cairo_surface_t *surface, GError **error);

#endif
