/* Shaping text with the theme's fonts only. */
#ifndef AMONT_DRAW_FONTS_H
#define AMONT_DRAW_FONTS_H

#include "amont/page.h"
#include <pango/pangocairo.h>

/* A layout of one line, in points. Free with g_object_unref. `missing` receives the first
 * character that no font of the theme has, 0 for none. */
PangoLayout *amont_fonts_layout(amont_fonts *fonts, const char *text, const amont_text_style *style,
                                gunichar *missing);

/* What pages ask most: the size of a line. It is remembered, as a page is laid out many times. */
amont_extent amont_fonts_extent(amont_fonts *fonts, const char *text, const amont_text_style *style,
                                gunichar *missing);

/* Adds a file that the theme does not name; false when it is not to be found. */
bool amont_fonts_add(amont_fonts *fonts, const char *file);

/* Height of its capitals, in em. */
double amont_fonts_capital(const amont_fonts *fonts);

const char *amont_fonts_family(const amont_fonts *fonts);

#endif
