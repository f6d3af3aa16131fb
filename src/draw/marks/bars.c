/* Bars side by side, one for each part: heights are to each other as values are, on the whole map,
 * and stand on one line. */
#include "draw/marks/parts.h"

#include "base/i18n.h"
#include "draw/marks/sizes.h"
#include <math.h>

typedef struct bars {
    amont_parts parts;
    double largest;            /* value of the bar of largest_mm */
    double largest_mm, bar_mm; /* height; width of a bar */
} bars;

static double height_of(const amont_plot *p, double value) {
    const bars *state = p->state;
    return state->largest_mm * value / state->largest;
}

static bool prepare(amont_plot *p, GError **error) {
    bars *state = g_new0(bars, 1);
    p->state = state;
    if (!amont_parts_prepare(p, &state->parts, error))
        return false;
    state->largest = isnan(p->spec->largest) ? state->parts.greatest : p->spec->largest;
    return amont_sizes_check_scale(p, state->parts.greatest, state->parts.greatest / state->largest,
                                   error);
}

/* ---- legend -------------------------------------------------------------------------------- */

static double weight(const amont_plot *p, size_t zone) {
    const bars *state = p->state;
    return amont_parts_total(&state->parts, zone);
}

static double tallest(const amont_plot *p, size_t zone) {
    const bars *state = p->state;
    double most = 0;
    for (size_t i = 0; i < state->parts.n; i++)
        most = fmax(most, amont_parts_value(&state->parts, zone, i));
    return height_of(p, most);
}

/* Bars of many zones are lower, unless a series has its own scale. */
static void fit_size(const amont_plot *p, bars *state) {
    const double bar_mm = 2.4;
    double area_mm2 = 0;
    state->bar_mm = bar_mm * p->c->look->symbol_scale;
    state->largest_mm = p->c->look->largest_mm;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone] && !isnan(weight(p, zone)))
            area_mm2 += state->bar_mm * (double)state->parts.n * tallest(p, zone);
    if (isnan(p->spec->largest))
        state->largest_mm *= amont_sizes_fit(p, area_mm2);
}

static void declare(amont_plot *p) {
    bars *state = p->state;
    fit_size(p, state);
    amont_parts_declare(p, &state->parts);
    amont_parts_declare_scale(p, &state->parts, "bar_height", AMONT_LEGEND_HEIGHT,
                              state->parts.greatest, INFINITY, height_of);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static const double foot_mm = 0.4; /* of the line they stand on, on either side */

static amont_block measure(amont_plot *p, size_t zone) {
    const bars *state = p->state;
    if (isnan(weight(p, zone)))
        return amont_missing_block;
    return (amont_block){state->bar_mm * (double)state->parts.n + 2 * foot_mm, tallest(p, zone),
                         false};
}

/* All the casings first, so that none lies on a bar. */
static void draw_bar(amont_plot *p, size_t zone, size_t part, double left, double bottom,
                     bool is_casing) {
    const bars *state = p->state;
    double height = height_of(p, amont_parts_value(&state->parts, zone, part));
    amont_paint edge = amont_graphic(p->c, "part_edge");
    amont_paint casing = {.fill = edge.stroke, .stroke = amont_no_colour};
    amont_paint paint = is_casing ? casing : amont_parts_paint(p, &state->parts, part);
    amont_box box = {left, bottom - height, left + state->bar_mm, bottom};
    if (height <= 0)
        return;
    amont_page_rectangle(p->c->page, is_casing ? amont_box_grow(box, edge.width_mm) : box);
    amont_page_paint(p->c->page, is_casing ? "map.symbol_edge" : "map.bar", &paint,
                     is_casing ? -1 : state->parts.entries[part]);
}

static void draw(amont_plot *p, size_t zone, double x, double y) {
    const bars *state = p->state;
    amont_block block = measure(p, zone);
    double left = x - block.width / 2, bottom = y + block.height / 2;
    if (isnan(weight(p, zone))) {
        amont_zone_symbols_draw_missing(p, x, y, state->parts.missing);
        return;
    }
    for (int is_casing = 1; is_casing >= 0; is_casing--)
        for (size_t i = 0; i < state->parts.n; i++)
            draw_bar(p, zone, i, left + foot_mm + state->bar_mm * (double)i, bottom, is_casing);
    amont_paint axis = amont_graphic(p->c, "part_axis");
    amont_page_move(p->c->page, left, bottom);
    amont_page_line(p->c->page, left + block.width, bottom);
    amont_page_paint(p->c->page, "map.axis", &axis, state->parts.scale);
}

static char *caption(amont_plot *p, size_t zone) {
    (void)p;
    (void)zone;
    return NULL;
}

static void draw_points(amont_plot *p) {
    static const amont_zone_symbols symbols = {measure, draw, caption};
    amont_parts_draw_points(p, &symbols, weight);
}

const amont_mark amont_mark_bars = {
    .info = {"bars", N_("bars of several counts, side by side"), 2, AMONT_PARTS_MOST},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = amont_zone_symbols_edges,
    .draw_points = draw_points,
    .draw_names = amont_parts_draw_names,
    .free = amont_parts_free,
};
