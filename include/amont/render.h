/* folder: draw */
/* Renderers: replay a page on a format. All are deterministic: same page, same bytes. */
#ifndef AMONT_RENDER_H
#define AMONT_RENDER_H

#include "amont/page.h"

/* A PDF of the page's exact size; text stays text, fonts are embedded. NULL with an error. */
GByteArray *amont_render_pdf(const amont_page *page, GError **error);

/* A PDF of many pages. Pages go out as they are added, so that what is held does not grow with
 * their number, but for the glyphs that they use and some bytes each.
 *
 *     document = amont_document_new(&about, write, file);
 *     amont_document_add(document, page, "Ivry-sur-Seine", &error);       (as often as wanted)
 *     amont_document_finish(document, &error);
 */
typedef struct amont_document amont_document;
typedef struct amont_document_about { /* metadata; NULL: not said */
    const char *title, *author, *subject, *date;
} amont_document_about;
/* Takes bytes as they are made; a failure is for whoever writes to remember. */
typedef void (*amont_document_write)(void *data, const void *bytes, size_t length);

amont_document *amont_document_new(const amont_document_about *about, amont_document_write write,
                                   void *data);
void amont_document_free(amont_document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_document, amont_document_free)

/* A page of its own size, with a bookmark and a label (viewers show it for the page number) unless
 * `name` is NULL. Pages may be added by several threads one after the other, each by the one whose
 * fonts it borrows. */
bool amont_document_add(amont_document *document, const amont_page *page, const char *name,
                        GError **error);
/* The last bytes. */
bool amont_document_finish(amont_document *document, GError **error);

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
