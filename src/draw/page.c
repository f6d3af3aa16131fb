/* The draw list: paths are made step by step and painted, texts are measured as they are added. */
#include "amont/page.h"

#include "amont/facts.h"
#include "draw/fonts.h"
#include "draw/seen.h"
#include "draw/typeset.h"
#include <math.h>
#include <string.h>

const amont_colour amont_no_colour = {NAN, NAN, NAN};

static void clear_item(void *data) {
    amont_item *item = data;
    g_free(item->text);
    amont_picture_unref(item->picture);
}

static void free_entry(void *data) {
    amont_legend_entry *entry = data;
    g_free(entry->label);
    for (size_t i = 0; i < G_N_ELEMENTS(entry->axes); i++)
        g_free(entry->axes[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(entry->ticks); i++)
        g_free(entry->ticks[i]);
    g_free(entry);
}

amont_page *amont_page_new(double width_mm, double height_mm, amont_fonts *fonts) {
    amont_page *page = g_new0(amont_page, 1);
    page->width_mm = width_mm;
    page->height_mm = height_mm;
    page->fonts = fonts;
    page->language = "fr";
    page->window = AMONT_BOX_EMPTY;
    page->items = g_array_new(FALSE, TRUE, sizeof(amont_item));
    g_array_set_clear_func(page->items, clear_item);
    page->steps = g_array_new(FALSE, FALSE, sizeof(amont_step));
    page->legend = g_ptr_array_new_with_free_func(free_entry);
    page->sections = g_ptr_array_new_with_free_func(g_free);
    page->pictures = g_ptr_array_new_with_free_func(amont_picture_free);
    return page;
}

void amont_page_free(amont_page *page) {
    if (!page)
        return;
    g_array_unref(page->items);
    g_array_unref(page->steps);
    g_ptr_array_unref(page->legend);
    g_ptr_array_unref(page->sections);
    g_ptr_array_unref(page->pictures);
    g_free(page->title);
    g_free(page->author);
    g_free(page->subject);
    g_free(page->date);
    g_clear_error(&page->error);
    amont_facts_free(page->facts);
    g_free(page);
}

bool amont_page_check(const amont_page *page, GError **error) {
    if (!page->error)
        return true;
    g_propagate_error(error, g_error_copy(page->error));
    return false;
}

/* ---- paths --------------------------------------------------------------------------------- */

static void add_step(amont_page *page, amont_step step) {
    g_array_append_val(page->steps, step);
}

void amont_page_move(amont_page *page, double x, double y) {
    add_step(page, (amont_step){AMONT_MOVE, x, y, 0});
}

void amont_page_line(amont_page *page, double x, double y) {
    add_step(page, (amont_step){AMONT_LINE, x, y, 0});
}

void amont_page_close(amont_page *page) {
    add_step(page, (amont_step){AMONT_CLOSE, 0, 0, 0});
}

void amont_page_circle(amont_page *page, double x, double y, double radius) {
    add_step(page, (amont_step){AMONT_CIRCLE, x, y, radius});
}

void amont_page_rectangle(amont_page *page, amont_box box) {
    amont_page_move(page, box.min_x, box.min_y);
    amont_page_line(page, box.max_x, box.min_y);
    amont_page_line(page, box.max_x, box.max_y);
    amont_page_line(page, box.min_x, box.max_y);
    amont_page_close(page);
}

/* Regular polygons whose areas equal that of the circle of the same size, so that no shape weighs
 * more than another. */
static const struct {
    int corners;
    double turn; /* of the first corner, from the top, in full circles */
} polygons[] = {
    [AMONT_SYMBOL_SQUARE] = {4, 0.125},
    [AMONT_SYMBOL_DIAMOND] = {4, 0},
    [AMONT_SYMBOL_TRIANGLE] = {3, 0},
    [AMONT_SYMBOL_HEXAGON] = {6, 0},
};

static amont_picture *picture_of(const amont_page *page, amont_symbol symbol) {
    return page->pictures->pdata[symbol - AMONT_SYMBOL_PICTURE];
}

/* From the centre to the corners, for a size of 1. */
static double radius_of(amont_symbol symbol) {
    int n = polygons[symbol].corners;
    return sqrt(2 * G_PI / (n * sin(2 * G_PI / n))) / 2;
}

/* From the centre of a polygon to a corner. */
static void go_to_corner(amont_symbol symbol, int corner, double size, double *x, double *y) {
    int n = polygons[symbol].corners;
    double angle = 2 * G_PI * (polygons[symbol].turn + (double)corner / n);
    double radius = size * radius_of(symbol);
    *x += radius * sin(angle);
    *y -= radius * cos(angle);
}

void amont_page_symbol(amont_page *page, amont_symbol symbol, double x, double y, double size) {
    if (symbol == AMONT_SYMBOL_CIRCLE) {
        amont_page_circle(page, x, y, size / 2);
        return;
    }
    if (symbol >= AMONT_SYMBOL_PICTURE) {
        page->pending_picture = picture_of(page, symbol);
        page->pending_box = amont_symbol_box(page, symbol, x, y, size);
        return;
    }
    for (int i = 0; i < polygons[symbol].corners; i++) {
        double px = x, py = y;
        go_to_corner(symbol, i, size, &px, &py);
        if (i == 0)
            amont_page_move(page, px, py);
        else
            amont_page_line(page, px, py);
    }
    amont_page_close(page);
}

amont_box amont_symbol_box(const amont_page *page, amont_symbol symbol, double x, double y,
                           double size) {
    const double height_of_size = 1.1; /* drawings leave some of their box empty */
    double up = size / 2, aside = up;
    if (symbol >= AMONT_SYMBOL_PICTURE) {
        up *= height_of_size;
        aside = up * amont_picture_ratio(picture_of(page, symbol));
    }
    if (symbol == AMONT_SYMBOL_CIRCLE || symbol >= AMONT_SYMBOL_PICTURE)
        return (amont_box){x - aside, y - up, x + aside, y + up};
    amont_box box = AMONT_BOX_EMPTY;
    for (int i = 0; i < polygons[symbol].corners; i++) {
        double px = x, py = y;
        go_to_corner(symbol, i, size, &px, &py);
        box = amont_box_union(box, (amont_box){px, py, px, py});
    }
    return box;
}

/* No side may come nearer to the centre than the corner of the box that looks its way. */
double amont_symbol_size_around(amont_symbol symbol, double width, double height) {
    if (symbol == AMONT_SYMBOL_CIRCLE || symbol >= AMONT_SYMBOL_PICTURE)
        return hypot(width, height);
    int n = polygons[symbol].corners;
    double farthest = 0;
    for (int i = 0; i < n; i++) {
        double angle = 2 * G_PI * (polygons[symbol].turn + (i + 0.5) / n);
        farthest = fmax(farthest, fabs(sin(angle)) * width / 2 + fabs(cos(angle)) * height / 2);
    }
    return farthest / cos(G_PI / n) / radius_of(symbol);
}

static amont_box box_of_steps(const amont_page *page, size_t first, size_t n) {
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t i = first; i < first + n; i++) {
        const amont_step *step = &g_array_index(page->steps, amont_step, i);
        if (step->kind == AMONT_CLOSE)
            continue;
        double r = step->radius;
        box = amont_box_union(box, (amont_box){step->x - r, step->y - r, step->x + r, step->y + r});
    }
    return box;
}

static amont_item *add_item(amont_page *page, amont_item_kind kind, const char *role) {
    amont_item item = {.kind = kind, .role = role, .entry = -1, .box = AMONT_BOX_EMPTY};
    g_array_append_val(page->items, item);
    return &g_array_index(page->items, amont_item, page->items->len - 1);
}

static amont_item *add_path(amont_page *page, amont_item_kind kind, const char *role) {
    size_t first = page->pending, n = page->steps->len - first;
    amont_item *item = add_item(page, kind, role);
    item->first_step = first;
    item->n_steps = n;
    page->pending = page->steps->len;
    return item;
}

static amont_item *add_picture(amont_page *page, const char *role, amont_picture *picture,
                               amont_box box) {
    amont_item *item = add_item(page, AMONT_ITEM_PICTURE, role);
    item->picture = amont_picture_ref(picture);
    item->box = box;
    return item;
}

void amont_page_picture(amont_page *page, const char *role, amont_picture *picture, amont_box box,
                        amont_colour colour) {
    add_picture(page, role, picture, box)->paint =
        (amont_paint){.fill = colour, .stroke = amont_no_colour};
}

static amont_item *paint_path(amont_page *page, const char *role, const amont_paint *paint) {
    amont_item *item = add_path(page, AMONT_ITEM_PATH, role);
    item->box = box_of_steps(page, item->first_step, item->n_steps);
    if (!amont_colour_is_none(paint->stroke))
        item->box = amont_box_grow(item->box, paint->width_mm / 2);
    return item;
}

void amont_page_paint(amont_page *page, const char *role, const amont_paint *paint, int entry) {
    if (page->steps->len == page->pending && !page->pending_picture)
        return;
    amont_item *item = page->pending_picture
                           ? add_picture(page, role, page->pending_picture, page->pending_box)
                           : paint_path(page, role, paint);
    page->pending_picture = NULL;
    item->paint = *paint;
    item->entry = entry;
    if (entry >= 0 && amont_page_sees(page, item))
        ((amont_legend_entry *)page->legend->pdata[entry])->drawn++;
}

void amont_page_clip(amont_page *page) {
    add_path(page, AMONT_ITEM_CLIP, "clip");
}

void amont_page_unclip(amont_page *page) {
    add_item(page, AMONT_ITEM_UNCLIP, "clip");
}

void amont_page_hatch(amont_page *page, amont_box box, double gap_mm, double angle_deg) {
    double angle = angle_deg * G_PI / 180, dx = cos(angle), dy = sin(angle);
    double cx = (box.min_x + box.max_x) / 2, cy = (box.min_y + box.max_y) / 2;
    double reach = hypot(box.max_x - box.min_x, box.max_y - box.min_y) / 2;
    /* counted from the page's corner, so that neighbouring zones are hatched in step */
    double origin = -dy * cx + dx * cy;
    long last = (long)floor((origin + reach) / gap_mm);
    for (long k = (long)ceil((origin - reach) / gap_mm); k <= last; k++) {
        double offset = (double)k * gap_mm - origin;
        double x = cx - dy * offset, y = cy + dx * offset;
        amont_page_move(page, x - dx * reach, y - dy * reach);
        amont_page_line(page, x + dx * reach, y + dy * reach);
    }
}

/* ---- text ---------------------------------------------------------------------------------- */

char *amont_typeset(const amont_page *page, const char *text) {
    return strcmp(page->language, "fr") == 0 ? amont_text_french(text) : g_strdup(text);
}

static void tell_missing(amont_page *page, gunichar missing, const char *text) {
    if (!missing || page->error)
        return;
    char letter[8] = {0};
    g_unichar_to_utf8(missing, letter);
    amont_fail(&page->error, AMONT_ERROR_UNAVAILABLE,
               "the font %s has no glyph for '%s' (U+%04X), in '%s'",
               amont_fonts_family(page->fonts), letter, missing, text);
    amont_hint(&page->error, "change the text, or the fonts of the theme");
}

amont_extent amont_typeset_extent(amont_page *page, const char *set,
                                  const amont_text_style *style) {
    gunichar missing = 0;
    amont_extent extent = amont_fonts_extent(page->fonts, set, style, &missing);
    tell_missing(page, missing, set);
    return extent;
}

amont_extent amont_page_measure(amont_page *page, const char *text, const amont_text_style *style) {
    g_autofree char *set = amont_typeset(page, text);
    return amont_typeset_extent(page, set, style);
}

static amont_item *add_text(amont_page *page, const char *role, const char *text,
                            const amont_text_style *style) {
    amont_item *item = add_item(page, AMONT_ITEM_TEXT, role);
    item->text = amont_typeset(page, text);
    item->style = *style;
    return item;
}

amont_box amont_page_text(amont_page *page, const char *role, const char *text,
                          const amont_text_style *style, double x, double y, amont_align align) {
    static const double shift[] = {[AMONT_LEFT] = 0, [AMONT_CENTRE] = 0.5, [AMONT_RIGHT] = 1};
    amont_extent extent = amont_page_measure(page, text, style);
    amont_item *item = add_text(page, role, text, style);
    item->x = x - shift[align] * extent.width;
    item->y = y;
    item->box =
        (amont_box){item->x, y - extent.capital, item->x + extent.width, y + 0.25 * extent.capital};
    return item->box;
}

void amont_page_text_turned(amont_page *page, const char *role, const char *text,
                            const amont_text_style *style, double x, double y, double angle_rad) {
    amont_extent extent = amont_page_measure(page, text, style);
    amont_item *item = add_text(page, role, text, style);
    item->x = x;
    item->y = y;
    item->angle_rad = angle_rad;
    double c = cos(angle_rad), s = sin(angle_rad), h = extent.capital, w = extent.width;
    const double corners[][2] = {{0, 0.25 * h}, {w, 0.25 * h}, {w, -h}, {0, -h}};
    for (size_t i = 0; i < 4; i++) {
        double px = x + c * corners[i][0] - s * corners[i][1];
        double py = y + s * corners[i][0] + c * corners[i][1];
        item->box = amont_box_union(item->box, (amont_box){px, py, px, py});
    }
}

/* ---- paints -------------------------------------------------------------------------------- */

static const double least_line_mm = 0.15; /* a small page makes no line thinner (C12) */

amont_paint amont_paint_of(const amont_graphic_style *style, double scale) {
    amont_paint paint = {.fill = style->fill, .stroke = style->stroke};
    double width = isnan(style->width_mm) ? 0.2 : style->width_mm;
    paint.width_mm = fmax(width * scale, fmin(width, least_line_mm));
    paint.transparency = isnan(style->opacity) ? 0 : 1 - style->opacity;
    for (guint i = 0; style->dashes_mm && i < MIN(style->dashes_mm->len, 4); i++)
        paint.dashes_mm[paint.n_dashes++] = g_array_index(style->dashes_mm, double, i) * scale;
    return paint;
}
