/* The rows of a legend: a box, a symbol or a line, and its label. */
#include "draw/furniture/legend.h"

#include <math.h>

void amont_legend_widen(amont_legend *l, double right) {
    l->width = fmax(l->width, right - l->left);
}

void amont_legend_text(amont_legend *l, const char *text, const amont_text_style *style, double x,
                       double wrap, const char *role) {
    amont_page *page = l->c->page;
    g_auto(GStrv) lines = amont_page_wrap(page, text, style, wrap);
    for (size_t i = 0; lines[i]; i++) {
        amont_legend_widen(l, x + amont_page_measure(page, lines[i], style).width);
        if (l->draws)
            amont_page_text(page, role, lines[i], style, x, l->y + 0.76 * amont_line_height(style),
                            AMONT_LEFT);
        l->y += amont_line_height(style);
    }
}

/* A sparse hatch is drawn closer in its key, so that it is seen to be one: three lines at least
 * cross it, and it stays the sparsest as all keys are as large. */
static double key_gap(const amont_legend_entry *entry, amont_box box) {
    double angle = entry->hatch_angle_deg * G_PI / 180;
    double across =
        fabs(sin(angle)) * (box.max_x - box.min_x) + fabs(cos(angle)) * (box.max_y - box.min_y);
    return fmin(entry->hatch_gap_mm, across / 3);
}

static void draw_hatch(amont_legend *l, const amont_legend_entry *entry, amont_box box) {
    amont_page *page = l->c->page;
    amont_paint lines = entry->paint, edge = amont_graphic(l->c, "hatch_key");
    lines.fill = amont_no_colour;
    amont_page_rectangle(page, box);
    amont_page_clip(page);
    amont_page_hatch(page, box, key_gap(entry, box), entry->hatch_angle_deg);
    amont_page_paint(page, "legend.key", &lines, -1);
    amont_page_unclip(page);
    amont_page_rectangle(page, box);
    amont_page_paint(page, "legend.key", &edge, -1);
}

static void draw_box_key(amont_legend *l, const amont_legend_entry *entry, double middle) {
    amont_box box = {l->x, middle - 1.6, l->x + l->key_width, middle + 1.6};
    amont_paint ground = entry->paint;
    bool hatched = !isnan(entry->hatch_gap_mm) && entry->hatch_gap_mm > 0;
    if (hatched)
        ground.stroke = amont_no_colour;
    amont_page_rectangle(l->c->page, box);
    amont_page_paint(l->c->page, "legend.key", &ground, -1);
    if (hatched)
        draw_hatch(l, entry, box);
}

static void draw_key(amont_legend *l, const amont_legend_entry *entry, double middle) {
    amont_page *page = l->c->page;
    double centre = l->x + l->key_width / 2;
    switch (entry->kind) {
    case AMONT_LEGEND_BOX:
        draw_box_key(l, entry, middle);
        break;
    case AMONT_LEGEND_SYMBOL:
        amont_page_symbol(page, entry->symbol, centre, middle, entry->size_mm);
        amont_page_paint(page, "legend.key", &entry->paint, -1);
        break;
    case AMONT_LEGEND_LINE:
    case AMONT_LEGEND_WIDTH:
        amont_page_move(page, l->x + entry->paint.width_mm / 2, middle); /* ends are round */
        amont_page_line(page, l->x + l->key_width - entry->paint.width_mm / 2, middle);
        amont_page_paint(page, "legend.key", &entry->paint, -1);
        break;
    case AMONT_LEGEND_DISC:
    case AMONT_LEGEND_HEIGHT:
    case AMONT_LEGEND_MATRIX:
        break; /* of blocks */
    }
}

static double key_height(const amont_legend *l, const amont_legend_entry *entry) {
    if (entry->kind != AMONT_LEGEND_SYMBOL)
        return entry->size_mm;
    amont_box box = amont_symbol_box(l->counted, entry->symbol, 0, 0, entry->size_mm);
    return 2 * fmax(-box.min_y, box.max_y);
}

void amont_legend_row(amont_legend *l, const amont_legend_entry *entry) {
    double top = l->y;
    double first = amont_line_height(&l->label);
    double lead = fmax(0, (fmax(l->row, key_height(l, entry) + 0.4) - first) / 2);
    l->y += lead;
    amont_legend_text(l, entry->label, &l->label, l->x + l->key_width + l->gap, l->wrap,
                      "legend.label");
    if (l->draws)
        draw_key(l, entry, top + lead + first / 2);
    l->y += lead;
}

void amont_legend_widths(amont_legend *l, const GPtrArray *entries) {
    for (guint i = 0; i < entries->len; i++)
        amont_legend_row(l, entries->pdata[i]);
}
