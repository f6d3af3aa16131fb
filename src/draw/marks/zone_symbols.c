/* A symbol, the name of its zone and what is written by it are placed as two blocks, one over the
 * other, inside the zone. Where they find no room together, the symbol stands at the zone's visual
 * centre, and the texts are placed as others are. */
#include "draw/marks/zone_symbols.h"

#include <math.h>

/* ---- a name and what is written under it ----------------------------------------------------- */

typedef struct caption {
    amont_name name;
    amont_text_style style;
    char *text; /* borrowed; NULL: the name alone */
    double text_height, width, height;
} caption;

static bool make_caption(amont_plot *p, size_t zone, char *text, int n_lines, caption *made) {
    *made = (caption){.text = text};
    if (!amont_name_wrap(p->c, p->c->ground->names[zone], "zone", n_lines, &made->name))
        return false;
    made->width = made->name.width;
    made->height = made->name.height;
    if (text) {
        made->style = amont_text_of(p->c, "zone_value");
        amont_extent extent = amont_page_measure(p->c->page, text, &made->style);
        made->text_height = 1.5 * extent.capital;
        made->width = fmax(made->width, extent.width);
        made->height += made->text_height;
    }
    return true;
}

static void draw_caption(amont_plot *p, const caption *made, amont_box box) {
    double x = (box.min_x + box.max_x) / 2;
    amont_name_draw(p->c, &made->name, x, box.min_y, AMONT_CENTRE, "label.zone");
    if (made->text)
        amont_page_text(p->c->page, "label.value", made->text, &made->style, x,
                        box.max_y - 0.17 * made->text_height, AMONT_CENTRE);
    amont_occupy(p->c, box);
}

/* ---- symbols ------------------------------------------------------------------------------- */

static void draw_at(amont_plot *p, const amont_zone_symbols *symbols, size_t zone, double x,
                    double y) {
    amont_block block = symbols->measure(p, zone);
    symbols->draw(p, zone, x, y);
    amont_occupy(p->c, (amont_box){x - block.width / 2, y - block.height / 2, x + block.width / 2,
                                   y + block.height / 2});
}

static void write_beside(amont_plot *p, const char *text, double x, double y, amont_block block) {
    amont_want_value(p->c, text, "zone_value", x, y, fmax(block.width, block.height) / 2);
}

/* The symbol with the zone's name and, where there is room, the text under it; else the text comes
 * beside the symbol. */
static bool draw_with_name(amont_plot *p, const amont_zone_symbols *symbols, size_t zone,
                           char *text, bool is_under_name, int n_lines, bool under) {
    caption made;
    if (!make_caption(p, zone, is_under_name ? text : NULL, n_lines, &made))
        return false;
    amont_block symbol = symbols->measure(p, zone), words = {made.width, made.height, false};
    amont_box box[2];
    bool placed = amont_place_stack(p->c, p->c->ground->layer->shapes, zone, under ? symbol : words,
                                    under ? words : symbol, 0.6, false, box);
    if (placed) {
        const amont_box *at = &box[under ? 0 : 1];
        double x = (at->min_x + at->max_x) / 2, y = (at->min_y + at->max_y) / 2;
        draw_at(p, symbols, zone, x, y);
        draw_caption(p, &made, box[under ? 1 : 0]);
        if (text && !is_under_name)
            write_beside(p, text, x, y, symbol);
    }
    amont_name_clear(&made.name);
    return placed;
}

/* The frame of a page of an atlas may leave a strip of a neighbour: its symbol is no strip. */
static bool is_whole(amont_plot *p, const amont_zone_symbols *symbols, size_t zone, double x,
                     double y) {
    amont_block block = symbols->measure(p, zone);
    amont_box room = amont_box_grow(p->c->frame.box, -p->c->look->inset_mm);
    return x - block.width / 2 >= room.min_x && x + block.width / 2 <= room.max_x &&
           y - block.height / 2 >= room.min_y && y + block.height / 2 <= room.max_y;
}

static void draw_alone(amont_plot *p, const amont_zone_symbols *symbols, size_t zone,
                       const char *text) {
    double x = 0, y = 0, radius = 0;
    const amont_frame *frame = &p->c->frame;
    if (!amont_anchor(p->c, p->level->layer->shapes, zone, &x, &y, &radius))
        return;
    x = amont_frame_x(frame, x);
    y = amont_frame_y(frame, y);
    if (!amont_is_own_zone(p->c, p->level, zone) && !is_whole(p, symbols, zone, x, y))
        return;
    draw_at(p, symbols, zone, x, y);
    if (text)
        write_beside(p, text, x, y, symbols->measure(p, zone));
}

void amont_zone_symbols_draw(amont_plot *p, const amont_zone_symbols *symbols, const size_t *order,
                             size_t n, bool *named) {
    for (size_t i = 0; i < n; i++) {
        size_t zone = order[i];
        bool names = p->level == p->c->ground && amont_is_named_as_own(p->c, zone);
        bool is_own = amont_is_own_zone(p->c, p->level, zone);
        g_autofree char *text = is_own ? symbols->caption(p, zone) : NULL;
        guint first = p->c->page->items->len;
        bool done = false;
        for (int way = 0; names && !done && way < (text ? 8 : 4); way++)
            done = draw_with_name(p, symbols, zone, text, way < 4, 1 + way / 2 % 2, way % 2 == 0);
        if (done)
            named[zone] = true;
        else
            draw_alone(p, symbols, zone, text);
        if (is_own)
            amont_lift(p->c, first);
    }
}

size_t *amont_zone_symbols_order(const amont_plot *p,
                                 double (*weight)(const amont_plot *p, size_t zone), size_t *n) {
    size_t *order = g_new(size_t, p->level->n + 1);
    *n = 0;
    for (size_t i = 0; i < p->level->n; i++) {
        size_t zone = p->level->by_code[i];
        double heavy = weight(p, zone);
        if (!p->level->selected[zone] || heavy == 0)
            continue;
        size_t at = (*n)++;
        while (at > 0 && !isnan(heavy) && !(weight(p, order[at - 1]) >= heavy)) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = zone;
    }
    return order;
}

/* ---- what has no symbol of its own ----------------------------------------------------------- */

void amont_zone_symbols_note_zeros(amont_plot *p,
                                   bool (*is_zero)(const amont_plot *p, size_t zone)) {
    enum { MOST_NAMED = 6 };
    GString *names = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; i < p->level->n; i++) {
        size_t zone = p->level->by_code[i];
        bool is_told = p->level->selected[zone] && amont_is_own_zone(p->c, p->level, zone);
        if (is_told && is_zero(p, zone) && n++ < MOST_NAMED)
            g_string_append_printf(names, "%s%s", n > 1 ? ", " : "", p->level->names[zone]);
    }
    if (n > MOST_NAMED)
        g_string_printf(names, "%zu %s", n, amont_word(p->c, "zones"));
    g_autofree char *list = g_string_free(names, FALSE);
    g_autofree char *note = amont_phrase(p->c, "note_zero", "list", list, NULL);
    if (n > 0)
        amont_composer_note(p->c, note);
}

const amont_block amont_missing_block = {4, 2.6, false};

int amont_zone_symbols_declare_missing(amont_plot *p, const char *section,
                                       const amont_series *series) {
    const amont_graphic_style *style = amont_graphic_style_of(p->c, "missing");
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_BOX,
        .label = (char *)amont_plot_word_for_no_value(p, series),
        .paint = amont_paint_of(style, 1),
        .hatch_gap_mm = style->hatch_gap_mm,
        .hatch_angle_deg = isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg,
    };
    return amont_page_declare(p->c->page, section, &entry);
}

void amont_zone_symbols_draw_missing(amont_plot *p, double x, double y, int entry) {
    double half_x = amont_missing_block.width / 2, half_y = amont_missing_block.height / 2;
    amont_box box = {x - half_x, y - half_y, x + half_x, y + half_y};
    amont_hatch_box(p->c->page, "map.missing", box, amont_graphic_style_of(p->c, "missing"), entry);
}

/* ---- limits and names ------------------------------------------------------------------------ */

void amont_zone_symbols_edges(amont_plot *p) {
    amont_paint edge = amont_graphic(p->c, "symbol_zone");
    if (p->level == p->c->ground || p != p->c->plots)
        return;
    amont_paint_limits(p->c, "map.edge", p->level, true, &edge);
}

void amont_zone_symbols_name(amont_plot *p, const bool *named) {
    for (size_t i = 0; i < p->c->ground->n; i++) {
        size_t zone = p->c->ground->by_code[i];
        if (p->c->ground->selected[zone] && !named[zone])
            amont_want_zone_name(p->c, zone);
    }
}
