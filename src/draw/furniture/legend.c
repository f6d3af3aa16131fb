/* The legend of a frame, made from what the page counted while it was drawn: an entry for which
 * nothing was drawn does not appear. */
#include "draw/furniture/legend.h"

/* Kinds whose entries of a section make one block; the others are rows. */
static void (*const blocks[])(amont_legend *l, const GPtrArray *entries) = {
    [AMONT_LEGEND_BOX] = NULL,
    [AMONT_LEGEND_SYMBOL] = NULL,
    [AMONT_LEGEND_LINE] = NULL,
    [AMONT_LEGEND_DISC] = amont_legend_nested,
    [AMONT_LEGEND_MATRIX] = amont_legend_matrix,
    [AMONT_LEGEND_HEIGHT] = amont_legend_nested,
    [AMONT_LEGEND_WIDTH] = amont_legend_widths,
};

/* The entries of a section in this frame, in their order. */
static GPtrArray *entries_of(const amont_legend *l, int section) {
    const amont_page *page = l->c->page;
    GPtrArray *entries = g_ptr_array_new();
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *entry = page->legend->pdata[i];
        if (entry->panel == l->c->panel && entry->section == section)
            g_ptr_array_add(entries, (void *)entry);
    }
    return entries;
}

static GPtrArray *of_kind(const GPtrArray *entries, size_t kind) {
    GPtrArray *found = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++)
        if (((const amont_legend_entry *)entries->pdata[i])->kind == kind)
            g_ptr_array_add(found, entries->pdata[i]);
    return found;
}

static bool is_shown(const amont_legend_entry *entry) {
    return entry->drawn > 0 || entry->in_range;
}

static bool is_drawn(const GPtrArray *entries) {
    for (guint i = 0; i < entries->len; i++)
        if (is_shown(entries->pdata[i]))
            return true;
    return false;
}

static void walk_section(amont_legend *l, const char *title, const GPtrArray *entries) {
    if (l->y > 0 && title[0])
        l->y += 0.9;
    if (title[0]) {
        amont_legend_text(l, title, &l->title, l->x, l->wrap + l->key_width + l->gap,
                          "legend.title");
        l->y += 0.5;
    }
    for (size_t kind = 0; kind < G_N_ELEMENTS(blocks); kind++) {
        g_autoptr(GPtrArray) block = of_kind(entries, kind);
        if (blocks[kind] && block->len > 0)
            blocks[kind](l, block);
    }
    for (guint i = 0; i < entries->len; i++) {
        const amont_legend_entry *entry = entries->pdata[i];
        if (!blocks[entry->kind] && is_shown(entry))
            amont_legend_row(l, entry);
    }
}

/* Sections in the order in which this frame declared them. */
static void walk(amont_legend *l, double x, double y) {
    const amont_page *page = l->c->page;
    g_autofree bool *done = g_new0(bool, page->sections->len + 1);
    l->x = x;
    l->y = y;
    l->width = 0;
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *first = page->legend->pdata[i];
        if (first->panel != l->c->panel || done[first->section])
            continue;
        done[first->section] = true;
        g_autoptr(GPtrArray) entries = entries_of(l, first->section);
        if (is_drawn(entries))
            walk_section(l, page->sections->pdata[first->section], entries);
    }
}

bool amont_draw_legend(amont_composer *c) {
    static const int corners[] = {0, 2, 1, 3};
    bool compact = c->look->compact;
    amont_legend l = {
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
