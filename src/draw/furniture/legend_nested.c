/* Nested discs that stand on one line, or squares on one corner, each value at the top of its own
 * (C33). */
#include "draw/furniture/legend.h"

#include <math.h>

/* How high a symbol of a size stands: squares have the area of the disc. */
static double height_of(const amont_legend_entry *entry) {
    return entry->symbol == AMONT_SYMBOL_SQUARE ? entry->size_mm * sqrt(G_PI) / 2 : entry->size_mm;
}

/* A height is an upright with a foot: those of one scale share them. */
static void draw_height(amont_page *page, const amont_legend_entry *entry, double x,
                        double bottom) {
    amont_page_move(page, x + 1.2, bottom);
    amont_page_line(page, x, bottom);
    amont_page_line(page, x, bottom - entry->size_mm);
    amont_page_paint(page, "legend.key", &entry->paint, -1);
}

static void draw_key(amont_page *page, const amont_legend_entry *entry, double centre,
                     double bottom) {
    if (entry->kind == AMONT_LEGEND_HEIGHT)
        draw_height(page, entry, centre, bottom);
    else
        amont_true_symbol(page, "legend.key", entry->symbol, centre, bottom - height_of(entry) / 2,
                          entry->size_mm, &entry->paint, -1);
}

/* Where a symbol stands: discs in the middle of the largest, squares and heights on the left. */
static double centre_of(const amont_legend_entry *entry, double left, double largest) {
    if (entry->kind == AMONT_LEGEND_HEIGHT)
        return left;
    return left + (entry->symbol == AMONT_SYMBOL_SQUARE ? height_of(entry) : largest) / 2;
}

void amont_legend_nested(amont_legend *l, const GPtrArray *entries) {
    amont_page *page = l->c->page;
    double largest = 0;
    for (guint i = 0; i < entries->len; i++)
        largest = fmax(largest, height_of(entries->pdata[i]));
    bool is_height = ((const amont_legend_entry *)entries->pdata[0])->kind == AMONT_LEGEND_HEIGHT;
    double bottom = l->y + 1.2 + largest + 0.4, left = l->x + 0.3;
    double text_x = l->x + 3 + (is_height ? 1 : largest), height = amont_line_height(&l->label),
           last = -INFINITY;
    for (guint i = 0; i < entries->len; i++) {
        const amont_legend_entry *entry = entries->pdata[i];
        double side = height_of(entry), top = bottom - side;
        double centre = centre_of(entry, left, largest);
        double base = fmax(top, last + height);
        last = base;
        amont_legend_widen(l, text_x + amont_page_measure(page, entry->label, &l->label).width);
        if (!l->draws)
            continue;
        draw_key(page, entry, centre, bottom);
        amont_paint rule = {.fill = amont_no_colour, .stroke = l->label.colour, .width_mm = 0.15};
        amont_page_move(page, centre, top);
        amont_page_line(page, text_x - 1.4, top);
        amont_page_line(page, text_x - 0.5, base);
        amont_page_paint(page, "legend.key", &rule, -1);
        amont_page_text(page, "legend.label", entry->label, &l->label, text_x, base + 0.28 * height,
                        AMONT_LEFT);
    }
    l->y = fmax(bottom, last + height / 2) + 0.6;
}
