/* Symbols whose size is a figure, and small hatched boxes. */
#include "draw/composer.h"

#include <math.h>

/* The same symbol, `by` larger all around. */
static void trace_grown(amont_page *page, amont_symbol symbol, double x, double y, double size,
                        double by) {
    double factor = symbol == AMONT_SYMBOL_SQUARE ? 2 / sqrt(G_PI) : 1;
    amont_page_symbol(page, symbol, x, y, size + 2 * by * factor);
}

void amont_true_symbol(amont_page *page, const char *role, amont_symbol symbol, double x, double y,
                       double size, const amont_paint *paint, int entry) {
    bool is_key = g_str_has_prefix(role, "legend.");
    const char *beside = is_key ? "legend.symbol_edge" : "map.symbol_edge";
    amont_paint outer = {.fill = paint->fill, .stroke = amont_no_colour};
    amont_paint edge = {.fill = paint->stroke, .stroke = amont_no_colour};
    if (amont_colour_is_none(paint->fill) || amont_colour_is_none(paint->stroke)) {
        amont_page_symbol(page, symbol, x, y, size);
        amont_page_paint(page, role, paint, entry);
    } else if (amont_colour_lightness(paint->stroke) > amont_colour_lightness(paint->fill)) {
        trace_grown(page, symbol, x, y, size, paint->width_mm);
        amont_page_paint(page, beside, &edge, -1);
        trace_grown(page, symbol, x, y, size, 0);
        amont_page_paint(page, role, &outer, entry);
    } else {
        trace_grown(page, symbol, x, y, size, 0);
        amont_page_paint(page, role, &edge, entry);
        trace_grown(page, symbol, x, y, size, -paint->width_mm);
        amont_page_paint(page, beside, &outer, -1);
    }
}

void amont_hatch_box(amont_page *page, const char *role, amont_box box,
                     const amont_graphic_style *style, int entry) {
    amont_paint ground = {.fill = style->fill, .stroke = amont_no_colour};
    amont_paint lines = amont_paint_of(style, 1);
    lines.fill = amont_no_colour;
    amont_page_rectangle(page, box);
    amont_page_paint(page, role, &ground, entry);
    amont_page_rectangle(page, box);
    amont_page_clip(page);
    amont_page_hatch(page, box, style->hatch_gap_mm,
                     isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg);
    amont_page_paint(page, role, &lines, -1);
    amont_page_unclip(page);
    amont_page_rectangle(page, box);
    amont_page_paint(page, role, &lines, -1);
}
