/* folder: draw */
/* Pictures in pages: logos and symbols, from files of SVG or PNG.
 *
 * A file has at most AMONT_PICTURE_MIB, a PNG at most 40 million pixels, an SVG at most 100,000
 * elements, each counted as often as it is drawn. An SVG may name no other file, so that what it
 * shows is all in it, and hold no text, which would be set in the fonts of the machine. It stays
 * made of lines in PDF and SVG; a PNG stays the raster that it is.
 *
 *     picture = amont_picture_read("logo.svg", &error);
 *     amont_page_picture(page, "logo", picture, box, NULL);      (the page keeps it alive)
 */
#ifndef AMONT_PICTURE_H
#define AMONT_PICTURE_H

#include "amont/colour.h"
#include "amont/error.h"

enum { AMONT_PICTURE_MIB = 5 }; /* at most read, × 1,048,576 bytes */

typedef struct amont_picture amont_picture;

/* Codes NO_INPUT (no such file) and DATA; the message names the file. */
amont_picture *amont_picture_read(const char *path, GError **error);
amont_picture *amont_picture_ref(amont_picture *picture);
void amont_picture_unref(amont_picture *picture);
void amont_picture_free(void *picture); /* the same, for arrays */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_picture, amont_picture_unref)

const char *amont_picture_path(const amont_picture *picture);
/* Width over height. */
double amont_picture_ratio(const amont_picture *picture);
/* The bytes of the file. */
const void *amont_picture_bytes(const amont_picture *picture, size_t *length);

#endif
