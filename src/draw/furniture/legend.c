/* The legend, made from what the page counted while it was drawn: an entry for which nothing was
 * drawn does not appear. */
#include "draw/composer.h"

#include <math.h>

/* Measures of a legend, in mm. */
typedef struct legend {
    amont_composer *c;
    amont_text_style title, label;
    double key_width, gap, row, wrap;
    bool draws;
    double x, y; /* where the walk stands */
    double width;
} legend;

static const amont_legend_entry *entry_at(const legend *l, guint i) {
    return l->c->page->legend->pdata[i];
}

static bool section_is_drawn(const legend *l, int section) {
    for (guint i = 0; i < l->c->page->legend->len; i++)
        if (entry_at(l, i)->section == section && entry_at(l, i)->drawn > 0)
            return true;
    return false;
}

/* The discs of a section are one scale: all of them stand for it. */
static bool is_shown(const amont_legend_entry *entry) {
    return entry->drawn > 0 || entry->kind == AMONT_LEGEND_DISC;
}

static void widen(legend *l, double right) {
    l->width = fmax(l->width, right - l->x);
}

static void walk_texts(legend *l, const char *text, const amont_text_style *style, double x,
                       double wrap, const char *role) {
    amont_page *page = l->c->page;
    g_auto(GStrv) lines = amont_page_wrap(page, text, style, wrap);
    for (size_t i = 0; lines[i]; i++) {
        widen(l, x + amont_page_measure(page, lines[i], style).width);
        if (l->draws)
            amont_page_text(page, role, lines[i], style, x, l->y + 0.76 * amont_line_height(style),
                            AMONT_LEFT);
        l->y += amont_line_height(style);
    }
}

/* ---- keys ---------------------------------------------------------------------------------- */

static void draw_box_key(legend *l, const amont_legend_entry *entry, double middle) {
    amont_page *page = l->c->page;
    amont_box box = {l->x, middle - 1.6, l->x + l->key_width, middle + 1.6};
    amont_paint ground = entry->paint;
    bool hatched = !isnan(entry->hatch_gap_mm) && entry->hatch_gap_mm > 0;
    if (hatched)
        ground.stroke = amont_no_colour;
    amont_page_rectangle(page, box);
    amont_page_paint(page, "legend.key", &ground, -1);
    if (!hatched)
        return;
    amont_paint lines = entry->paint;
    lines.fill = amont_no_colour;
    amont_page_rectangle(page, box);
    amont_page_clip(page);
    amont_page_hatch(page, box, entry->hatch_gap_mm, entry->hatch_angle_deg);
    amont_page_paint(page, "legend.key", &lines, -1);
    amont_page_unclip(page);
}

static void draw_key(legend *l, const amont_legend_entry *entry, double middle) {
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
        amont_page_move(page, l->x + entry->paint.width_mm / 2, middle); /* ends are round */
        amont_page_line(page, l->x + l->key_width - entry->paint.width_mm / 2, middle);
        amont_page_paint(page, "legend.key", &entry->paint, -1);
        break;
    case AMONT_LEGEND_DISC:
        break;
    }
}

static void walk_entry(legend *l, const amont_legend_entry *entry) {
    double top = l->y;
    double first = amont_line_height(&l->label);
    double lead = fmax(0, (fmax(l->row, entry->size_mm + 0.4) - first) / 2);
    l->y += lead;
    walk_texts(l, entry->label, &l->label, l->x + l->key_width + l->gap, l->wrap, "legend.label");
    if (l->draws)
        draw_key(l, entry, top + lead + first / 2);
    l->y += lead;
}

/* Nested discs that stand on one line, each value at the top of its disc (C33). */
static void walk_discs(legend *l, int section) {
    amont_page *page = l->c->page;
    double largest = 0;
    for (guint i = 0; i < page->legend->len; i++)
        if (entry_at(l, i)->section == section && entry_at(l, i)->kind == AMONT_LEGEND_DISC)
            largest = fmax(largest, entry_at(l, i)->size_mm);
    if (largest == 0)
        return;
    double bottom = l->y + 1.2 + largest + 0.4, centre = l->x + largest / 2 + 0.3;
    double text_x = l->x + largest + 3, height = amont_line_height(&l->label), last = -INFINITY;
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *entry = entry_at(l, i);
        if (entry->section != section || entry->kind != AMONT_LEGEND_DISC)
            continue;
        double top = bottom - entry->size_mm;
        double base = fmax(top, last + height);
        last = base;
        widen(l, text_x + amont_page_measure(page, entry->label, &l->label).width);
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

/* ---- the walk ------------------------------------------------------------------------------ */

static void walk_section(legend *l, int section) {
    const char *title = l->c->page->sections->pdata[section];
    if (l->y > 0 && title[0])
        l->y += 0.9;
    if (title[0]) {
        walk_texts(l, title, &l->title, l->x, l->wrap + l->key_width + l->gap, "legend.title");
        l->y += 0.5;
    }
    walk_discs(l, section);
    for (guint i = 0; i < l->c->page->legend->len; i++) {
        const amont_legend_entry *entry = entry_at(l, i);
        if (entry->section == section && entry->kind != AMONT_LEGEND_DISC && is_shown(entry))
            walk_entry(l, entry);
    }
}

static void walk(legend *l, double x, double y) {
    l->x = x;
    l->y = y;
    l->width = 0;
    for (guint section = 0; section < l->c->page->sections->len; section++)
        if (section_is_drawn(l, (int)section))
            walk_section(l, (int)section);
}

bool amont_draw_legend(amont_composer *c) {
    static const int corners[] = {0, 2, 1, 3};
    bool compact = c->look->compact;
    legend l = {
        .c = c,
        .title = amont_text_of(c, "legend_title"),
        .label = amont_text_of(c, "legend"),
        .key_width = compact ? 5 : 6.5,
        .gap = compact ? 1.2 : 1.8,
        .row = compact ? 3.4 : 4.3,
        .wrap = compact ? 27 : 46,
    };
    walk(&l, 0, 0);
    if (l.y == 0)
        return true;
    double pad = compact ? 1 : 2;
    amont_box box;
    if (!amont_find_corner(c, l.width + 2 * pad, l.y + 2 * pad, corners, &box))
        return false;
    amont_paint panel = amont_graphic(c, "panel");
    amont_page_rectangle(c->page, box);
    amont_page_paint(c->page, "legend.panel", &panel, -1);
    l.draws = true;
    walk(&l, box.min_x + pad, box.min_y + pad);
    amont_occupy(c, box);
    return true;
}
