/* Files of pictures. SVG is drawn by librsvg, which opens no other file as it is not told where the
 * bytes come from; PNG by Cairo. Both are tried when the file is read, so that a page never meets a
 * picture that cannot be drawn. */
#include "draw/pictures.h"

#include "amont/files.h"
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

enum { MOST_PIXELS = 40 * 1000 * 1000, MOST_ELEMENTS = 100000 };

struct amont_picture {
    char *path, *bytes;
    size_t length;
    double ratio;
    bool is_svg;
};

/* ---- PNG ----------------------------------------------------------------------------------- */

typedef struct cursor {
    const char *bytes;
    size_t left;
} cursor;

static cairo_status_t take(void *closure, unsigned char *data, unsigned length) {
    cursor *at = closure;
    if (length > at->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, at->bytes, length);
    at->bytes += length;
    at->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

/* A surface, perhaps one in error. */
static cairo_surface_t *decode(const amont_picture *picture) {
    cursor at = {picture->bytes, picture->length};
    return cairo_image_surface_create_from_png_stream(take, &at);
}

static bool is_png(const amont_picture *picture) {
    static const char signature[] = "\x89PNG\r\n\x1a\n";
    return picture->length >= 33 && memcmp(picture->bytes, signature, 8) == 0;
}

/* Sides are in the first chunk: a huge picture is refused before it is unpacked. */
static guint32 side_of(const amont_picture *picture, size_t at) {
    guint32 big;
    memcpy(&big, picture->bytes + at, sizeof big);
    return GUINT32_FROM_BE(big);
}

static bool check_png(amont_picture *picture, const char *path, GError **error) {
    guint64 width = side_of(picture, 16), height = side_of(picture, 20);
    if (width * height > MOST_PIXELS) {
        amont_fail(error, AMONT_ERROR_DATA, "the picture '%s' has %u × %u pixels", path,
                   (unsigned)width, (unsigned)height);
        amont_hint(error, "at most %d million pixels: make it smaller", MOST_PIXELS / 1000000);
        return false;
    }
    cairo_surface_t *surface = decode(picture);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        amont_fail(error, AMONT_ERROR_DATA, "the PNG '%s' is broken or incomplete", path);
        amont_hint(error, "copy it again from where it comes, or open it and save it anew");
        return false;
    }
    picture->ratio = (double)width / (double)height;
    return true;
}

/* ---- SVG ----------------------------------------------------------------------------------- */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RsvgHandle, g_object_unref)

static RsvgHandle *parse(const amont_picture *picture) {
    return rsvg_handle_new_from_data((const guint8 *)picture->bytes, picture->length, NULL);
}

/* Of its view box, else of its width and height in any unit. */
static double ratio_of(RsvgHandle *handle) {
    gboolean has_width, has_height, has_box;
    RsvgLength width, height;
    RsvgRectangle box;
    double w = NAN, h = NAN;
    rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box,
                                         &box);
    if (has_box)
        return box.width / box.height;
    return rsvg_handle_get_intrinsic_size_in_pixels(handle, &w, &h) ? w / h : NAN;
}

static bool has_text(const amont_picture *picture) {
    const char *elements[] = {"<text", "<svg:text", "<foreignObject"};
    for (size_t i = 0; i < G_N_ELEMENTS(elements); i++)
        if (strstr(picture->bytes, elements[i]))
            return true;
    return false;
}

static bool draws_little(const amont_picture *picture, const char *path, GError **error) {
    double n = amont_picture_elements(picture->bytes, picture->length);
    if (n <= MOST_ELEMENTS)
        return true;
    if (isinf(n))
        amont_fail(error, AMONT_ERROR_DATA,
                   "the elements of the SVG '%s' cannot be counted, as they repeat others", path);
    else
        amont_fail(error, AMONT_ERROR_DATA, "the SVG '%s' draws %.3g elements", path, n);
    amont_hint(error,
               "at most %d, those that are repeated counted each time: save it again, in "
               "Inkscape as plain SVG, or simplify it",
               MOST_ELEMENTS);
    return false;
}

static bool check_svg(amont_picture *picture, const char *path, GError **error) {
    g_autoptr(RsvgHandle) handle = parse(picture);
    if (!handle) {
        amont_fail(error, AMONT_ERROR_DATA, "the picture '%s' is no SVG and no PNG, or is broken",
                   path);
        amont_hint(error, "save it again, in Inkscape as plain SVG");
        return false;
    }
    picture->ratio = ratio_of(handle);
    if (!(picture->ratio > 0.01 && picture->ratio < 100)) {
        amont_fail(error, AMONT_ERROR_DATA, "the SVG '%s' does not say how wide and high it is",
                   path);
        amont_hint(error, "give its element 'svg' a 'viewBox', as in viewBox=\"0 0 100 50\"");
        return false;
    }
    if (!has_text(picture))
        return draws_little(picture, path, error);
    amont_fail(error, AMONT_ERROR_DATA,
               "the SVG '%s' holds text, which would look otherwise on each machine", path);
    amont_hint(error, "turn its texts into outlines, in Inkscape: Path, Object to Path");
    return false;
}

/* ---- reading ------------------------------------------------------------------------------- */

static void clear(void *data) {
    amont_picture *picture = data;
    g_free(picture->path);
    g_free(picture->bytes);
}

amont_picture *amont_picture_ref(amont_picture *picture) {
    return g_atomic_rc_box_acquire(picture);
}

void amont_picture_unref(amont_picture *picture) {
    if (picture)
        g_atomic_rc_box_release_full(picture, clear);
}

void amont_picture_free(void *picture) {
    amont_picture_unref(picture);
}

amont_picture *amont_picture_read(const char *path, GError **error) {
    g_autoptr(amont_picture) picture = g_atomic_rc_box_new0(amont_picture);
    GError *cause = NULL;
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "there is no picture '%s'", path);
        amont_hint(error, "paths are relative to the file that names them");
        return NULL;
    }
    picture->path = g_strdup(path);
    picture->bytes =
        amont_files_read(path, (size_t)AMONT_PICTURE_MIB << 20, &picture->length, &cause);
    if (!picture->bytes) {
        amont_fail(error, (amont_error_code)cause->code, "the picture '%s' cannot be read: %s",
                   path, cause->message);
        if (cause->code == AMONT_ERROR_DATA)
            amont_hint(error, "make it smaller, or a PNG of fewer pixels");
        g_error_free(cause);
        return NULL;
    }
    picture->is_svg = !is_png(picture);
    bool ok = picture->is_svg ? check_svg(picture, path, error) : check_png(picture, path, error);
    return ok ? g_steal_pointer(&picture) : NULL;
}

const char *amont_picture_path(const amont_picture *picture) {
    return picture->path;
}

double amont_picture_ratio(const amont_picture *picture) {
    return picture->ratio;
}

const void *amont_picture_bytes(const amont_picture *picture, size_t *length) {
    *length = picture->length;
    return picture->bytes;
}

bool amont_picture_is_svg(const amont_picture *picture) {
    return picture->is_svg;
}

/* ---- drawing ------------------------------------------------------------------------------- */

GHashTable *amont_pictures_new(void) {
    return g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_object_unref);
}

static RsvgHandle *handle_of(GHashTable *parsed, amont_picture *picture) {
    RsvgHandle *handle = g_hash_table_lookup(parsed, picture);
    if (!handle && (handle = parse(picture)))
        g_hash_table_insert(parsed, picture, handle);
    return handle;
}

static char *hex_of(amont_colour c) {
    if (amont_colour_is_none(c))
        return g_strdup("#000000");
    return g_strdup_printf("#%02x%02x%02x", (unsigned)(c.red * 255 + 0.5),
                           (unsigned)(c.green * 255 + 0.5), (unsigned)(c.blue * 255 + 0.5));
}

static void draw_svg(cairo_t *cr, RsvgHandle *handle, const amont_item *item) {
    g_autofree char *hex = hex_of(item->paint.fill);
    g_autofree char *sheet = g_strdup_printf("svg { color: %s }", hex);
    RsvgRectangle box = {item->box.min_x, item->box.min_y, item->box.max_x - item->box.min_x,
                         item->box.max_y - item->box.min_y};
    rsvg_handle_set_stylesheet(handle, (const guint8 *)sheet, strlen(sheet), NULL);
    rsvg_handle_render_document(handle, cr, &box, NULL);
}

/* Every pixel of the file, whatever the resolution of the page. */
static void draw_png(cairo_t *cr, const amont_item *item) {
    cairo_surface_t *surface = decode(item->picture);
    cairo_translate(cr, item->box.min_x, item->box.min_y);
    cairo_scale(cr, (item->box.max_x - item->box.min_x) / cairo_image_surface_get_width(surface),
                (item->box.max_y - item->box.min_y) / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_rectangle(cr, 0, 0, cairo_image_surface_get_width(surface),
                    cairo_image_surface_get_height(surface));
    cairo_fill(cr);
    cairo_surface_destroy(surface);
}

void amont_picture_draw(cairo_t *cr, GHashTable *parsed, const amont_item *item) {
    RsvgHandle *handle = item->picture->is_svg ? handle_of(parsed, item->picture) : NULL;
    bool fades = item->paint.transparency > 0;
    cairo_save(cr);
    if (fades)
        cairo_push_group(cr);
    if (handle)
        draw_svg(cr, handle, item);
    else
        draw_png(cr, item);
    if (fades) {
        cairo_pop_group_to_source(cr);
        cairo_paint_with_alpha(cr, 1 - item->paint.transparency);
    }
    cairo_restore(cr);
}
