/* The sum of a drawing (C40): SHA-256 (FIPS 180-4) of everything that renderers draw or name layers
 * after. Numbers are counted in millionths, as integers of eight bytes, little end first; texts and
 * lists come after their length, so that no two drawings are written alike. A step of a path is a
 * byte for its kind and two numbers, for circles three. */
#include "amont/page.h"

#include "draw/fonts.h"
#include <math.h>
#include <string.h>

enum { SUM_DIGITS = 8 };

static void take_integer(GChecksum *sum, gint64 value) {
    gint64 little = GINT64_TO_LE(value);
    g_checksum_update(sum, (const guchar *)&little, sizeof little);
}

static gint64 millionths(double value) {
    return isfinite(value) ? llround(value * 1e6) : G_MAXINT64;
}

static void take_number(GChecksum *sum, double value) {
    take_integer(sum, millionths(value));
}

static void take_bytes(GChecksum *sum, const void *bytes, size_t n) {
    take_integer(sum, (gint64)n);
    g_checksum_update(sum, bytes, (gssize)n);
}

static void take_text(GChecksum *sum, const char *text) {
    take_bytes(sum, text ? text : "", strlen(text ? text : ""));
}

static void take_colour(GChecksum *sum, amont_colour colour) {
    take_number(sum, colour.red);
    take_number(sum, colour.green);
    take_number(sum, colour.blue);
}

static void take_paint(GChecksum *sum, const amont_paint *paint) {
    take_colour(sum, paint->fill);
    take_colour(sum, paint->stroke);
    take_number(sum, paint->width_mm);
    take_number(sum, paint->transparency);
    take_integer(sum, paint->n_dashes);
    for (int i = 0; i < paint->n_dashes; i++)
        take_number(sum, paint->dashes_mm[i]);
}

enum { NUMBER = sizeof(gint64), STEP_MOST = 1 + 3 * NUMBER }; /* bytes */

static guint8 *put_number(guint8 *to, double value) {
    gint64 little = GINT64_TO_LE(millionths(value));
    memcpy(to, &little, NUMBER);
    return to + NUMBER;
}

/* Nearly all that is drawn are steps: they are handed over in one go. */
static void take_steps(GChecksum *sum, const amont_page *page, const amont_item *item) {
    g_autofree guint8 *bytes = g_malloc(item->n_steps * STEP_MOST + 1);
    guint8 *end = bytes;
    for (size_t i = item->first_step; i < item->first_step + item->n_steps; i++) {
        const amont_step *step = &g_array_index(page->steps, amont_step, i);
        *end++ = (guint8)step->kind;
        end = put_number(end, step->x);
        end = put_number(end, step->y);
        if (step->kind == AMONT_CIRCLE)
            end = put_number(end, step->radius);
    }
    take_integer(sum, (gint64)item->n_steps);
    g_checksum_update(sum, bytes, end - bytes);
}

static void take_words(GChecksum *sum, const amont_item *item) {
    const amont_text_style *style = &item->style;
    const double numbers[] = {item->x,       item->y,       item->angle_rad, style->size_pt,
                              style->weight, style->italic, style->halo_mm,  style->spacing_pt};
    take_text(sum, item->text);
    take_text(sum, style->family);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        take_number(sum, numbers[i]);
    take_colour(sum, style->colour);
    take_colour(sum, style->halo);
}

static void take_picture(GChecksum *sum, const amont_item *item) {
    const double sides[] = {item->box.min_x, item->box.min_y, item->box.max_x, item->box.max_y};
    size_t length;
    const void *bytes = amont_picture_bytes(item->picture, &length);
    take_bytes(sum, bytes, length);
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
        take_number(sum, sides[i]);
}

static void take_item(GChecksum *sum, const amont_page *page, const amont_item *item) {
    take_integer(sum, item->kind);
    take_text(sum, item->role);
    switch (item->kind) {
    case AMONT_ITEM_TEXT:
        take_words(sum, item);
        break;
    case AMONT_ITEM_PICTURE:
        take_picture(sum, item);
        take_paint(sum, &item->paint);
        break;
    case AMONT_ITEM_PATH:
        take_steps(sum, page, item);
        take_paint(sum, &item->paint);
        break;
    case AMONT_ITEM_CLIP:
        take_steps(sum, page, item);
        break;
    case AMONT_ITEM_UNCLIP:
        break;
    }
}

char *amont_page_sum(const amont_page *page) {
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    take_number(sum, page->width_mm);
    take_number(sum, page->height_mm);
    take_number(sum, page->bleed_mm);
    take_text(sum, amont_fonts_family(page->fonts));
    for (guint i = 0; i < page->items->len; i++)
        take_item(sum, page, &g_array_index(page->items, amont_item, i));
    return g_strndup(g_checksum_get_string(sum), SUM_DIGITS);
}
