/* The stamp at the border (C40): version, sum of the drawing, date. The sum is FNV-1a of 32 bits
 * (Fowler, Noll, Vo; IETF draft-eastlake-fnv) over the size of the page and everything drawn before
 * the stamp: steps of paths to 1e-6 mm, paints, texts with their places and styles, files of
 * pictures. Two pages with the same sum are the same drawing, whatever the folder or the machine.
 */
#include "draw/focus.h"
#include "draw/fonts.h"

#include <math.h>
#include <string.h>

/* ---- the sum ------------------------------------------------------------------------------- */

static void take_bytes(guint32 *sum, const void *bytes, size_t n) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < n; i++)
        *sum = (*sum ^ byte[i]) * 16777619U;
}

/* The same bytes whatever the order of those of a number in memory. */
static void take_integer(guint32 *sum, gint64 value) {
    gint64 little = GINT64_TO_LE(value);
    take_bytes(sum, &little, sizeof little);
}

static void take_number(guint32 *sum, double value) {
    take_integer(sum, isfinite(value) ? llround(value * 1e6) : G_MAXINT64);
}

static void take_text(guint32 *sum, const char *text) {
    take_bytes(sum, text ? text : "", strlen(text ? text : "") + 1);
}

static void take_colour(guint32 *sum, amont_colour colour) {
    take_number(sum, colour.red);
    take_number(sum, colour.green);
    take_number(sum, colour.blue);
}

static void take_path(guint32 *sum, const amont_page *page, const amont_item *item) {
    for (size_t i = item->first_step; i < item->first_step + item->n_steps; i++) {
        const amont_step *step = &g_array_index(page->steps, amont_step, i);
        take_integer(sum, step->kind);
        take_number(sum, step->x);
        take_number(sum, step->y);
        take_number(sum, step->radius);
    }
    take_colour(sum, item->paint.fill);
    take_colour(sum, item->paint.stroke);
    take_number(sum, item->paint.width_mm);
    for (int i = 0; i < item->paint.n_dashes; i++)
        take_number(sum, item->paint.dashes_mm[i]);
}

static void take_words(guint32 *sum, const amont_item *item) {
    const amont_text_style *style = &item->style;
    take_text(sum, item->text);
    take_text(sum, style->family);
    const double numbers[] = {item->x,       item->y,       item->angle_rad, style->size_pt,
                              style->weight, style->italic, style->halo_mm,  style->spacing_pt};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        take_number(sum, numbers[i]);
    take_colour(sum, style->colour);
    take_colour(sum, style->halo);
}

static void take_picture(guint32 *sum, const amont_item *item) {
    size_t length;
    const void *bytes = amont_picture_bytes(item->picture, &length);
    const double numbers[] = {item->box.min_x, item->box.min_y, item->box.max_x, item->box.max_y,
                              item->paint.transparency};
    take_bytes(sum, bytes, length);
    take_colour(sum, item->paint.fill);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        take_number(sum, numbers[i]);
}

static guint32 sum_of(const amont_page *page) {
    guint32 sum = 2166136261U;
    take_number(&sum, page->width_mm);
    take_number(&sum, page->height_mm);
    take_text(&sum, amont_fonts_family(page->fonts));
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = &g_array_index(page->items, amont_item, i);
        take_integer(&sum, item->kind);
        if (item->kind == AMONT_ITEM_TEXT)
            take_words(&sum, item);
        else if (item->kind == AMONT_ITEM_PICTURE)
            take_picture(&sum, item);
        else
            take_path(&sum, page, item);
    }
    return sum;
}

/* ---- the line ------------------------------------------------------------------------------ */

static bool is_wanted(const amont_composer *c) {
    return c->look->stamp == AMONT_PRESENCE_ALWAYS ||
           (c->look->stamp == AMONT_PRESENCE_AUTO && !c->look->compact);
}

/* Which page of an atlas it is. */
static char *folio_of(amont_composer *c) {
    if (!c->focus)
        return NULL;
    g_autofree char *page = amont_composer_number(c, (double)c->focus->page, 0);
    g_autofree char *pages = amont_composer_number(c, (double)c->focus->n_pages, 0);
    return amont_phrase(c, "folio", "page", page, "pages", pages, NULL);
}

/* NULL: nothing is said. */
static char *line_of(amont_composer *c, guint32 sum) {
    g_autofree char *folio = folio_of(c);
    if (!is_wanted(c))
        return g_steal_pointer(&folio);
    g_autofree char *date = amont_study_date(c->study);
    return g_strdup_printf("%s%samont %s · %08x · %s", folio ? folio : "", folio ? " · " : "",
                           AMONT_VERSION, sum, date);
}

double amont_stamp_width(amont_composer *c) {
    g_autofree char *widest = line_of(c, 0xdddddddd);
    if (!widest)
        return 0;
    amont_text_style style = amont_text_of(c, "stamp");
    return amont_page_measure(c->page, widest, &style).width;
}

void amont_draw_stamp(amont_composer *c, double right, double base) {
    g_autofree char *line = line_of(c, sum_of(c->page));
    if (!line)
        return;
    amont_text_style style = amont_text_of(c, "stamp");
    const char *role = is_wanted(c) ? "stamp.version" : "folio";
    amont_page_text(c->page, role, line, &style, right, base, AMONT_RIGHT);
}
