/* Title and subtitle, above the map. */
#include "draw/composer.h"

static double lines_height(amont_composer *c, const char *text, const char *style_name,
                           double width_mm) {
    if (!text)
        return 0;
    amont_text_style style = amont_text_of(c, style_name);
    g_auto(GStrv) lines = amont_page_wrap(c->page, text, &style, width_mm);
    return (double)g_strv_length(lines) * amont_line_height(&style);
}

double amont_title_height(amont_composer *c, double width_mm) {
    double gap = c->look->compact ? 1 : 2;
    return lines_height(c, c->map->title, "title", width_mm) +
           lines_height(c, c->map->subtitle, "subtitle", width_mm) + gap;
}

static double draw_block(amont_composer *c, const char *text, const char *style_name, amont_box box,
                         double top) {
    if (!text)
        return top;
    amont_text_style style = amont_text_of(c, style_name);
    g_auto(GStrv) lines = amont_page_wrap(c->page, text, &style, box.max_x - box.min_x);
    return amont_draw_lines(c, style_name, lines, &style, box.min_x, top);
}

void amont_draw_title(amont_composer *c, amont_box box) {
    double top = draw_block(c, c->map->title, "title", box, box.min_y);
    draw_block(c, c->map->subtitle, "subtitle", box, top);
}
