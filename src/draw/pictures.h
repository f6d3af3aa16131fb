/* What the renderers ask of pictures. */
#ifndef AMONT_DRAW_PICTURES_H
#define AMONT_DRAW_PICTURES_H

#include "amont/page.h"
#include <cairo.h>

/* Draws an item of kind PICTURE. `parsed` keeps what is made of the pictures of a page while it is
 * drawn: a handle serves one thread. */
GHashTable *amont_pictures_new(void);
void amont_picture_draw(cairo_t *cr, GHashTable *parsed, const amont_item *item);

bool amont_picture_is_svg(const amont_picture *picture);
/* How many elements an SVG draws: those that others refer to as often as they do. INFINITY where
 * references go too deep, or where it cannot be told. */
double amont_picture_elements(const char *text, size_t length);
/* What stands for a picture in an SVG file, `width` units wide; free it. SVG that minds its own
 * business is copied, so that it can be edited; other files are images. The colour is what the
 * words `currentColor` stand for; none: black. */
char *amont_picture_markup(const amont_picture *picture, amont_colour colour, const char *width,
                           const char *height);

#endif
