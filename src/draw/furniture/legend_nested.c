/* Nested discs that stand on one line, or squares on one corner, each value at the top of its own
 * (C33). */
#include "draw/furniture/legend.h"

#include <math.h>

/* How high a symbol of a size stands: squares have the area of the disc. */
static double height_of(const amont_legend_entry *entry) {
    return entry->symbol == AMONT_SYMBOL_SQUARE ? entry->size_mm * sqrt(G_PI) / 2 : entry->size_mm;
}

void amont_legend_nested(amont_legend *l, const GPtrArray *entries) {
    amont_page *page = l->c->page;
    double largest = 0;
    for (guint i = 0; i < entries->len; i++)
        largest = fmax(largest, height_of(entries->pdata[i]));
    double bottom = l->y + 1.2 + largest + 0.4, left = l->x + 0.3;
    double text_x = l->x + largest + 3, height = amont_line_height(&l->label), last = -INFINITY;
    for (guint i = 0; i < entries->len; i++) {
        const amont_legend_entry *entry = entries->pdata[i];
        double side = height_of(entry), top = bottom - side;
        bool is_square = entry->symbol == AMONT_SYMBOL_SQUARE;
        double centre = left + (is_square ? side : largest) / 2;
        double base = fmax(top, last + height);
        last = base;
        amont_legend_widen(l, text_x + amont_page_measure(page, entry->label, &l->label).width);
        if (!l->draws)
            continue;
        amont_true_symbol(page, "legend.key", entry->symbol, centre, bottom - side / 2,
                          entry->size_mm, &entry->paint, -1);
        amont_paint rule = {.fill = amont_no_colour, .stroke = l->label.colour, .width_mm = 0.1};
        amont_page_move(page, centre, top);
        amont_page_line(page, text_x - 1.4, top);
        amont_page_line(page, text_x - 0.5, base);
        amont_page_paint(page, "legend.key", &rule, -1);
        amont_page_text(page, "legend.label", entry->label, &l->label, text_x, base + 0.28 * height,
                        AMONT_LEFT);
    }
    l->y = fmax(bottom, last + height / 2) + 0.6;
}
