/* Nested discs that stand on one line, each value at the top of its disc (C33). */
#include "draw/furniture/legend.h"

#include <math.h>

void amont_legend_nested(amont_legend *l, const GPtrArray *entries) {
    amont_page *page = l->c->page;
    double largest = 0;
    for (guint i = 0; i < entries->len; i++)
        largest = fmax(largest, ((const amont_legend_entry *)entries->pdata[i])->size_mm);
    double bottom = l->y + 1.2 + largest + 0.4, centre = l->x + largest / 2 + 0.3;
    double text_x = l->x + largest + 3, height = amont_line_height(&l->label), last = -INFINITY;
    for (guint i = 0; i < entries->len; i++) {
        const amont_legend_entry *entry = entries->pdata[i];
        double top = bottom - entry->size_mm;
        double base = fmax(top, last + height);
        last = base;
        amont_legend_widen(l, text_x + amont_page_measure(page, entry->label, &l->label).width);
        if (!l->draws)
            continue;
        amont_page_circle(page, centre, bottom - entry->size_mm / 2, entry->size_mm / 2);
        amont_page_paint(page, "legend.key", &entry->paint, -1);
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
