/* A bar of two segments whose length is 1, 2 or 5 times a power of ten, at most a quarter of the
 * map's width (C34). */
#include "draw/composer.h"

#include <math.h>

static double round_length(double most) {
    double power = pow(10, floor(log10(most)));
    return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
}

/* Halves of 1, 2 and 5 need at most one decimal in the larger unit. */
static char *distance(amont_composer *c, double metres, bool kilometres) {
    double value = kilometres ? metres / 1000 : metres;
    int decimals = amont_number_round(value, 0) == value ? 0 : 1;
    return amont_composer_number(c, value, decimals);
}

static void draw_segment(amont_composer *c, double x, double y, double width, const char *graphic) {
    amont_paint paint = amont_graphic(c, graphic);
    amont_page_rectangle(c->page, (amont_box){x, y, x + width, y + 1.1});
    amont_page_paint(c->page, "scale.bar", &paint, -1);
}

/* What the bar says, and how far the last label reaches beyond its end. */
typedef struct marks {
    char *half, *whole, *end;
    double number, beyond;
} marks;

static marks make_marks(amont_composer *c, const amont_text_style *style, double length_m) {
    bool kilometres = length_m >= 1000;
    marks m = {.half = distance(c, length_m / 2, kilometres),
               .whole = distance(c, length_m, kilometres)};
    m.end = g_strdup_printf("%s\u00a0%s", m.whole, kilometres ? "km" : "m");
    m.number = amont_page_measure(c->page, m.whole, style).width;
    m.beyond = amont_page_measure(c->page, m.end, style).width - m.number / 2;
    return m;
}

static void free_marks(marks *m) {
    g_free(m->half);
    g_free(m->whole);
    g_free(m->end);
}

/* The last number stands over the end of the bar, its unit beyond. */
static void draw_marks(amont_composer *c, const amont_text_style *style, const marks *m, double x,
                       double y, double width) {
    amont_page_text(c->page, "scale.label", "0", style, x, y, AMONT_CENTRE);
    amont_page_text(c->page, "scale.label", m->half, style, x + width / 2, y, AMONT_CENTRE);
    amont_page_text(c->page, "scale.label", m->end, style, x + width - m->number / 2, y,
                    AMONT_LEFT);
}

static void draw_bar(amont_composer *c, const amont_text_style *style, const marks *m,
                     amont_box box, double width) {
    double x = box.min_x + 2.5, top = box.min_y + 1, line = amont_line_height(style);
    amont_paint panel = amont_graphic(c, "panel");
    amont_page_rectangle(c->page, box);
    amont_page_paint(c->page, "scale.panel", &panel, -1);
    draw_marks(c, style, m, x, top + 0.76 * line, width);
    draw_segment(c, x, top + line + 0.2, width / 2, "scale_dark");
    draw_segment(c, x + width / 2, top + line + 0.2, width / 2, "scale_light");
    if (c->look->compact) /* an insert is rarely printed at its size: the bar alone holds */
        return;
    g_autofree char *denominator = amont_composer_number(c, c->frame.denominator, 0);
    g_autofree char *figure = g_strconcat("1:", denominator, NULL);
    amont_page_text(c->page, "scale.figure", figure, style, x, top + line + 1.7 + 0.8 * line,
                    AMONT_LEFT);
}

bool amont_draw_scale_bar(amont_composer *c) {
    static const int corners[] = {2, 1, 3, 0};
    amont_text_style style = amont_text_of(c, "scale");
    double frame_width = c->frame.box.max_x - c->frame.box.min_x;
    double length_m = round_length(frame_width / 4 * c->frame.metres_per_mm);
    double width = length_m / c->frame.metres_per_mm, line = amont_line_height(&style);
    double height = line + 1.1 + 2.4 + (c->look->compact ? 0 : line + 0.2);
    marks m = make_marks(c, &style, length_m);
    amont_box box;
    bool found = amont_find_corner(c, 2.5 + width + m.beyond + 2, height, corners, &box);
    if (found) {
        draw_bar(c, &style, &m, box, width);
        amont_occupy(c, box);
    }
    free_marks(&m);
    return found;
}
