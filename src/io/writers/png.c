/* PNG (ISO/IEC 15948): the chunks by libpng, what is compressed by libdeflate. Cairo's pixels are
 * native-endian 32-bit words 0xAARRGGBB whose colours are multiplied by alpha; PNG wants bytes R G
 * B (A) that are not. Without alpha the image is laid on white. No time is written, so that the
 * same pixels give the same bytes. */
#include "amont/write.h"

#include <libdeflate.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/* Measured on an A4 page at 300 dpi: without a filter flat colours take a fifth less room than with
 * one; zlib needs 2.2 times as long at the same level, and levels below save no time. */
#define DEFLATE_LEVEL 4

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

/* May write over what it has read. */
static void convert_row(const unsigned char *pixels, unsigned width, bool transparent,
                        unsigned char *row) {
    for (unsigned i = 0; i < width; i++) {
        guint32 word;
        memcpy(&word, pixels + 4 * (size_t)i, sizeof word);
        unsigned alpha = word >> 24, red = word >> 16 & 255, green = word >> 8 & 255;
        unsigned blue = word & 255;
        if (alpha < 255) {
            red = transparent ? divide_alpha(red, alpha) : MIN(255, red + 255 - alpha);
            green = transparent ? divide_alpha(green, alpha) : MIN(255, green + 255 - alpha);
            blue = transparent ? divide_alpha(blue, alpha) : MIN(255, blue + 255 - alpha);
        }
        *row++ = (unsigned char)red;
        *row++ = (unsigned char)green;
        *row++ = (unsigned char)blue;
        if (transparent)
            *row++ = (unsigned char)alpha;
    }
}

static size_t bytes_of_row(const amont_image *image) {
    return 1 + (image->transparent ? 4 : 3) * (size_t)image->width;
}

/* Rows, each behind the number of its filter: none. Those without alpha are shorter than Cairo's
 * and take their place, so that an image is in memory once. */
static unsigned char *convert(const amont_image *image) {
    size_t size = bytes_of_row(image);
    unsigned char *rows =
        image->transparent ? g_malloc(MAX(1, size * image->height)) : image->pixels;
    for (size_t y = 0; y < image->height; y++) {
        convert_row(image->pixels + y * image->stride, image->width, image->transparent,
                    rows + y * size + 1);
        rows[y * size] = 0;
    }
    return rows;
}

static GByteArray *compress(const amont_image *image) {
    unsigned char *rows = convert(image);
    size_t size = bytes_of_row(image) * image->height;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    size_t most = libdeflate_zlib_compress_bound(compressor, size);
    g_autofree unsigned char *room = g_malloc(most);
    size_t n = libdeflate_zlib_compress(compressor, rows, size, room, most);
    libdeflate_free_compressor(compressor);
    if (rows != image->pixels)
        g_free(rows);
    GByteArray *data = g_byte_array_sized_new((guint)n);
    return g_byte_array_append(data, room, (guint)n);
}

static void write_header(png_structp png, png_infop info, const amont_image *image) {
    png_uint_32 per_metre = (png_uint_32)lround(image->dpi / 0.0254);
    png_set_IHDR(png, info, image->width, image->height, 8,
                 image->transparent ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
}

/* Nothing here is changed between setjmp and longjmp but what `png` and `info` point to, so that no
 * local needs to be volatile; nothing is allocated in between. */
static bool write_image(png_structp png, png_infop info, const amont_image *image,
                        const GByteArray *data) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    write_header(png, info, image);
    png_write_chunk(png, (png_const_bytep) "IDAT", data->data, data->len);
    png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
    return true;
}

bool amont_png_encode(amont_image *image, GByteArray *bytes, GError **error) {
    encoder to = {.bytes = bytes};
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &to, keep_failure, ignore_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    g_autoptr(GByteArray) data = compress(image);
    bool written = false;
    if (info) {
        png_set_write_fn(png, &to, keep_bytes, flush_nothing);
        written = write_image(png, info, image, data);
    }
    png_destroy_write_struct(&png, &info);
    if (!written)
        amont_fail(error, AMONT_ERROR_INTERNAL, "the PNG cannot be made: %s",
                   to.failure ? to.failure : "libpng");
    g_free(to.failure);
    return written;
}
