/* One replay serves every format: the surface differs, the drawing does not. Cairo's status sticks
 * and is read once, when the surface is finished. */
#include "amont/render.h"

#include "draw/fonts.h"
#include "draw/pictures.h"
#include "draw/replay.h"
#include <cairo-script.h>
#include <math.h>
#include <string.h>

static void set_colour(cairo_t *cr, amont_colour c, double transparency) {
    if (transparency > 0)
        cairo_set_source_rgba(cr, c.red, c.green, c.blue, 1 - transparency);
    else
        cairo_set_source_rgb(cr, c.red, c.green, c.blue);
}

static void trace(cairo_t *cr, const amont_page *page, const amont_item *item) {
    for (size_t i = item->first_step; i < item->first_step + item->n_steps; i++) {
        const amont_step *step = &g_array_index(page->steps, amont_step, i);
        switch (step->kind) {
        case AMONT_MOVE:
            cairo_move_to(cr, step->x, step->y);
            break;
        case AMONT_LINE:
            cairo_line_to(cr, step->x, step->y);
            break;
        case AMONT_CLOSE:
            cairo_close_path(cr);
            break;
        case AMONT_CIRCLE:
            cairo_new_sub_path(cr);
            cairo_arc(cr, step->x, step->y, step->radius, 0, 2 * G_PI);
            cairo_close_path(cr);
            break;
        }
    }
}

static void draw_path(cairo_t *cr, const amont_page *page, const amont_item *item) {
    const amont_paint *paint = &item->paint;
    bool fills = !amont_colour_is_none(paint->fill);
    bool strokes = !amont_colour_is_none(paint->stroke) && paint->width_mm > 0;
    trace(cr, page, item);
    if (fills) {
        set_colour(cr, paint->fill, paint->transparency);
        cairo_fill_preserve(cr);
    }
    if (strokes) {
        set_colour(cr, paint->stroke, paint->transparency);
        cairo_set_line_width(cr, paint->width_mm);
        cairo_set_dash(cr, paint->dashes_mm, paint->n_dashes, 0);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

/* Where the word of a run that begins at a byte of the text ends: after its space. */
static int end_of_word(const char *text, int from, int end) {
    const char *c = text + from;
    while (c < text + end && !g_unichar_isspace(g_utf8_get_char(c)))
        c = g_utf8_next_char(c);
    return c < text + end ? (int)(g_utf8_next_char(c) - text) : end;
}

/* Cairo 1.16 writes glyph widths to PDF in thousandths of an em, cut off, and positions glyphs by
 * their sum: lines of a hundred letters end 0.15 mm early. With a scale that differs by what no
 * number in the file shows, each word begins at a place of its own. */
static double show_words(cairo_t *cr, const char *text, PangoGlyphItem *run, double x) {
    PangoGlyphItem *rest = pango_glyph_item_copy(run);
    int end = run->item->offset + run->item->length;
    for (int from = run->item->offset, word = 0; from < end; word++) {
        from = end_of_word(text, from, end);
        PangoGlyphItem *head =
            from < end ? pango_glyph_item_split(rest, text, from - rest->item->offset) : rest;
        cairo_save(cr);
        cairo_translate(cr, x, 0);
        cairo_scale(cr, 1 + 1e-9 * (word % 2), 1);
        cairo_move_to(cr, 0, 0);
        pango_cairo_show_glyph_item(cr, text, head);
        cairo_restore(cr);
        x += (double)pango_glyph_string_get_width(head->glyphs) / PANGO_SCALE;
        pango_glyph_item_free(head);
    }
    return x;
}

static void show_line(cairo_t *cr, PangoLayout *layout, PangoLayoutLine *line) {
    cairo_move_to(cr, 0, 0);
    if (cairo_surface_get_type(cairo_get_target(cr)) != CAIRO_SURFACE_TYPE_PDF) {
        pango_cairo_show_layout_line(cr, line);
        return;
    }
    double x = 0;
    for (GSList *run = line->runs; run; run = run->next)
        x = show_words(cr, pango_layout_get_text(layout), run->data, x);
}

/* The halo is a stroked outline under the text, which itself stands once, as text. */
static void draw_text(cairo_t *cr, const amont_page *page, const amont_item *item) {
    gunichar missing = 0;
    g_autoptr(PangoLayout) layout =
        amont_fonts_layout(page->fonts, item->text, &item->style, &missing);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    cairo_save(cr);
    cairo_translate(cr, item->x, item->y);
    cairo_rotate(cr, item->angle_rad);
    cairo_scale(cr, 1 / PT_PER_MM, 1 / PT_PER_MM);
    if (item->style.halo_mm > 0) {
        cairo_move_to(cr, 0, 0);
        pango_cairo_layout_line_path(cr, line);
        set_colour(cr, item->style.halo, 0);
        cairo_set_line_width(cr, 2 * item->style.halo_mm * PT_PER_MM);
        cairo_set_dash(cr, NULL, 0, 0);
        cairo_stroke(cr);
    }
    set_colour(cr, item->style.colour, 0);
    show_line(cr, layout, line);
    cairo_restore(cr);
}

static void draw_item(cairo_t *cr, const amont_page *page, GHashTable *pictures,
                      const amont_item *item) {
    switch (item->kind) {
    case AMONT_ITEM_PATH:
        draw_path(cr, page, item);
        break;
    case AMONT_ITEM_TEXT:
        draw_text(cr, page, item);
        break;
    case AMONT_ITEM_CLIP:
        cairo_save(cr);
        trace(cr, page, item);
        cairo_clip(cr);
        break;
    case AMONT_ITEM_UNCLIP:
        cairo_restore(cr);
        break;
    case AMONT_ITEM_PICTURE:
        amont_picture_draw(cr, pictures, item);
        break;
    }
}

static bool succeeded(cairo_status_t status, GError **error) {
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    return amont_fail(error, AMONT_ERROR_INTERNAL, "the page could not be drawn: %s",
                      cairo_status_to_string(status));
}

/* Edges of pictures that are as fine as print have 17 shades, others 256: it takes half the time,
 * and nobody sees steps of a sixteenth of 0.08 mm. */
static void choose_shades(cairo_t *cr, double units_per_mm) {
    const double fine_dpi = 250;
    if (cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE &&
        units_per_mm >= fine_dpi / 25.4)
        cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST);
}

bool amont_replay(cairo_surface_t *surface, const amont_page *page, double units_per_mm,
                  GError **error) {
    g_autoptr(GHashTable) pictures = amont_pictures_new();
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, units_per_mm, units_per_mm);
    cairo_translate(cr, page->bleed_mm, page->bleed_mm);
    choose_shades(cr, units_per_mm);
    cairo_set_tolerance(cr, 0.01); /* else two curves make a small circle: 2 % too large */
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (guint i = 0; i < page->items->len; i++)
        draw_item(cr, page, pictures, &g_array_index(page->items, amont_item, i));
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    return succeeded(status, error);
}

static cairo_status_t append_bytes(void *closure, const unsigned char *data, unsigned length) {
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

bool amont_replay_finish(cairo_surface_t *surface, GError **error) {
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return succeeded(status, error);
}

double amont_replay_side(const amont_page *page, double side_mm) {
    return side_mm + 2 * page->bleed_mm;
}

amont_pixels *amont_render_pixels(const amont_page *page, double dpi, bool transparent,
                                  GError **error) {
    if (!amont_page_check(page, error))
        return NULL;
    double width = round(amont_replay_side(page, page->width_mm) * dpi / 25.4);
    double height = round(amont_replay_side(page, page->height_mm) * dpi / 25.4);
    if (!(width >= 1 && height >= 1 && width <= 32767 && height <= 32767)) {
        amont_fail(error, AMONT_ERROR_USAGE, "a picture of %.0f × %.0f pixels cannot be made",
                   width, height);
        amont_hint(error, "at most 32767 pixels a side: choose a smaller page or resolution");
        return NULL;
    }
    g_autoptr(amont_pixels) pixels = g_new0(amont_pixels, 1);
    pixels->width = (unsigned)width;
    pixels->height = (unsigned)height;
    pixels->stride = (size_t)cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, (int)width);
    pixels->data = g_malloc(pixels->stride * pixels->height);
    memset(pixels->data, transparent ? 0 : 0xff, pixels->stride * pixels->height);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        pixels->data, CAIRO_FORMAT_ARGB32, (int)width, (int)height, (int)pixels->stride);
    bool drawn = amont_replay(surface, page, dpi / 25.4, error);
    bool finished = amont_replay_finish(surface, drawn ? error : NULL);
    return drawn && finished ? g_steal_pointer(&pixels) : NULL;
}

void amont_pixels_free(amont_pixels *pixels) {
    if (!pixels)
        return;
    g_free(pixels->data);
    g_free(pixels);
}

char *amont_render_script(const amont_page *page, GError **error) {
    if (!amont_page_check(page, error))
        return NULL;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_device_t *device = cairo_script_create_for_stream(append_bytes, bytes);
    cairo_script_set_mode(device, CAIRO_SCRIPT_MODE_ASCII);
    cairo_surface_t *surface = cairo_script_surface_create(device, CAIRO_CONTENT_COLOR_ALPHA,
                                                           page->width_mm, page->height_mm);
    bool ok = amont_replay(surface, page, 1, error);
    ok = amont_replay_finish(surface, ok ? error : NULL) && ok;
    cairo_device_finish(device);
    cairo_device_destroy(device);
    if (!ok)
        return NULL;
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
}
