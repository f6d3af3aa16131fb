/* PNG (ISO/IEC 15948) by libpng. Cairo's pixels are native-endian 32-bit words 0xAARRGGBB whose
 * colours are multiplied by alpha; PNG wants bytes R G B (A) that are not. Without alpha the image
 * is laid on white. No time is written, so that the same pixels give the same bytes. */
#include "amont/write.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/* Measured on an A4 page at 300 dpi: without a filter flat colours take a fifth less room than with
 * one; level 4 takes 0.63 of the time of level 6 and 3 % more room (level 3: 0.51 and 11 %). */
#define ZLIB_LEVEL 4

typedef struct encoder {
    GByteArray *bytes;
    char *failure;
} encoder;

static void keep_bytes(png_structp png, png_bytep data, png_size_t length) {
    encoder *to = png_get_io_ptr(png);
    g_byte_array_append(to->bytes, data, (guint)length);
}

static void flush_nothing(png_structp png) {
    (void)png;
}

static void keep_failure(png_structp png, png_const_charp message) {
    encoder *to = png_get_error_ptr(png);
    g_free(to->failure);
    to->failure = g_strdup(message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static unsigned char divide_alpha(unsigned colour, unsigned alpha) {
    return (unsigned char)(alpha == 0 ? 0 : MIN(255, (colour * 255 + alpha / 2) / alpha));
}

static void convert_row(const unsigned char *pixels, unsigned width, bool transparent,
                        unsigned char *row) {
    for (unsigned i = 0; i < width; i++) {
        guint32 word;
        memcpy(&word, pixels + 4 * (size_t)i, sizeof word);
        unsigned alpha = word >> 24;
        unsigned colours[] = {word >> 16 & 255, word >> 8 & 255, word & 255};
        for (size_t c = 0; c < 3; c++)
            *row++ = transparent ? divide_alpha(colours[c], alpha)
                                 : (unsigned char)MIN(255, colours[c] + 255 - alpha);
        if (transparent)
            *row++ = (unsigned char)alpha;
    }
}

static void write_header(png_structp png, png_infop info, const amont_image *image) {
    png_uint_32 per_metre = (png_uint_32)lround(image->dpi / 0.0254);
    png_set_IHDR(png, info, image->width, image->height, 8,
                 image->transparent ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, ZLIB_LEVEL);
    png_write_info(png, info);
}

/* Nothing here is changed between setjmp and longjmp but what `png`, `info` and `row` point to, so
 * that no local needs to be volatile; nothing is allocated in between. */
static bool write_image(png_structp png, png_infop info, const amont_image *image,
                        unsigned char *row) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    write_header(png, info, image);
    for (size_t y = 0; y < image->height; y++) {
        convert_row(image->pixels + y * image->stride, image->width, image->transparent, row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

bool amont_png_encode(const amont_image *image, GByteArray *bytes, GError **error) {
    encoder to = {.bytes = bytes};
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &to, keep_failure, ignore_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    g_autofree unsigned char *row = g_malloc(MAX(1, 4 * (size_t)image->width));
    bool written = false;
    if (info) {
        png_set_write_fn(png, &to, keep_bytes, flush_nothing);
        written = write_image(png, info, image, row);
    }
    png_destroy_write_struct(&png, &info);
    if (!written)
        amont_fail(error, AMONT_ERROR_INTERNAL, "the PNG cannot be made: %s",
                   to.failure ? to.failure : "libpng");
    g_free(to.failure);
    return written;
}
