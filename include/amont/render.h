/* folder: draw */
/* Renderers: replay a page on a format. All are deterministic: same page, same bytes. */
#ifndef AMONT_RENDER_H
#define AMONT_RENDER_H

#include "amont/page.h"

/* A PDF of the page's exact size; text stays text, fonts are embedded. NULL with an error. */
GByteArray *amont_render_pdf(const amont_page *page, GError **error);

/* An SVG whose units are millimetres, to the micrometre: texts stay texts in the theme's font,
 * which is not embedded; what belongs together is a layer with a name. NULL with an error. */
GByteArray *amont_render_svg(const amont_page *page, GError **error);

/* Pixels as Cairo's ARGB32 rows, exactly mm x dpi / 25.4 rounded. */
typedef struct amont_pixels {
    unsigned width, height;
    size_t stride;
    unsigned char *data;
} amont_pixels;
amont_pixels *amont_render_pixels(const amont_page *page, double dpi, bool transparent,
                                  GError **error);
void amont_pixels_free(amont_pixels *pixels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_pixels, amont_pixels_free)

/* The drawing as text (Cairo script), for golden tests. */
char *amont_render_script(const amont_page *page, GError **error);

#endif
