/* Rings cut into parts: the area of a ring is to that of another as their totals are, and the arc
 * of a part is its share. Parts follow each other clockwise from the top. */
#include "draw/marks/parts.h"

#include "base/i18n.h"
#include "draw/marks/sizes.h"
#include <math.h>

enum { MOST_WRITTEN = 6 };           /* with so few units each total is written */
static const double hole = 0.5;      /* of the diameter */
static const double least_mm = 3;    /* a smaller ring cannot be read */
static const double step_rad = 0.02; /* between vertices: within 2e-4 of the area */

typedef struct rings {
    amont_parts parts;
    double largest, largest_mm; /* total of the ring of that diameter */
} rings;

static double diameter_of(const amont_plot *p, double total) {
    const rings *state = p->state;
    return state->largest_mm * sqrt(total / state->largest);
}

static bool prepare(amont_plot *p, GError **error) {
    rings *state = g_new0(rings, 1);
    p->state = state;
    if (!amont_parts_prepare(p, &state->parts, error))
        return false;
    state->largest = isnan(p->spec->largest) ? state->parts.greatest_total : p->spec->largest;
    return amont_sizes_check_scale(p, state->parts.greatest_total,
                                   sqrt(state->parts.greatest_total / state->largest), error);
}

/* ---- legend -------------------------------------------------------------------------------- */

static double weight(const amont_plot *p, size_t zone) {
    const rings *state = p->state;
    return amont_parts_total(&state->parts, zone);
}

static void fit_size(const amont_plot *p, rings *state) {
    double area_mm2 = 0;
    state->largest_mm = p->c->look->largest_mm;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone] && !isnan(weight(p, zone)))
            area_mm2 += G_PI / 4 * pow(diameter_of(p, weight(p, zone)), 2);
    if (isnan(p->spec->largest))
        state->largest_mm *= sqrt(amont_sizes_fit(p, area_mm2));
}

/* Rings at the floor are counted: their size says nothing. */
static void note_small(amont_plot *p) {
    size_t small = 0;
    double share = least_mm / diameter_of(p, 1);
    for (size_t zone = 0; zone < p->level->n; zone++)
        small += p->level->selected[zone] && weight(p, zone) > 0 &&
                 diameter_of(p, weight(p, zone)) < least_mm;
    g_autofree char *n = amont_composer_number(p->c, (double)small, 0);
    g_autofree char *value = amont_composer_number(p->c, ceil(share * share), 0);
    g_autofree char *note = amont_phrase(p->c, "note_small_rings", "n", n, "value", value, NULL);
    if (small > 0)
        amont_composer_note(p->c, note);
}

static void declare(amont_plot *p) {
    rings *state = p->state;
    fit_size(p, state);
    double share = least_mm / state->largest_mm, readable = state->largest * share * share;
    amont_parts_declare(p, &state->parts);
    amont_parts_declare_scale(p, &state->parts, "ring_size", AMONT_LEGEND_DISC,
                              state->parts.greatest_total, fmax(readable, state->parts.least_total),
                              diameter_of);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static double drawn_mm(const amont_plot *p, size_t zone) {
    return fmax(diameter_of(p, weight(p, zone)), least_mm);
}

static amont_block measure(amont_plot *p, size_t zone) {
    if (isnan(weight(p, zone)))
        return amont_missing_block;
    double size = drawn_mm(p, zone);
    return (amont_block){size, size, true};
}

/* Angles are clockwise from the top. */
static void trace_arc(amont_plot *p, double x, double y, double radius, double from, double to) {
    int n = MAX(1, (int)ceil(fabs(to - from) / step_rad));
    for (int i = 0; i <= n; i++) {
        double angle = from + (to - from) * i / n;
        amont_page_line(p->c->page, x + radius * sin(angle), y - radius * cos(angle));
    }
}

static void draw_sector(amont_plot *p, size_t part, double x, double y, double radius, double from,
                        double to) {
    const rings *state = p->state;
    amont_paint paint = amont_parts_paint(p, &state->parts, part);
    if (to <= from)
        return;
    amont_page_move(p->c->page, x + radius * sin(from), y - radius * cos(from));
    trace_arc(p, x, y, radius, from, to);
    trace_arc(p, x, y, radius * hole, to, from);
    amont_page_close(p->c->page);
    amont_page_paint(p->c->page, "map.ring", &paint, state->parts.entries[part]);
}

static void draw_parts(amont_plot *p, size_t zone, double x, double y, double radius) {
    const rings *state = p->state;
    double total = weight(p, zone), sum = 0;
    for (size_t i = 0; i < state->parts.n; i++) {
        double value = amont_parts_value(&state->parts, zone, i);
        draw_sector(p, i, x, y, radius, 2 * G_PI * sum / total, 2 * G_PI * (sum + value) / total);
        sum += value;
    }
}

static char *total_of(amont_plot *p, size_t zone) {
    const rings *state = p->state;
    return amont_plot_figure(p, state->parts.series[0], weight(p, zone));
}

static bool fits_in(amont_plot *p, size_t zone, const char *text) {
    amont_text_style style = amont_text_of(p->c, "ring_value");
    return amont_page_measure(p->c->page, text, &style).width + 1.4 < hole * drawn_mm(p, zone);
}

static bool writes_totals(const amont_plot *p) {
    return ((const rings *)p->state)->parts.n_whole <= MOST_WRITTEN;
}

static void write_total(amont_plot *p, size_t zone, double x, double y) {
    g_autofree char *total = total_of(p, zone);
    amont_text_style style = amont_text_of(p->c, "ring_value");
    amont_extent extent = amont_page_measure(p->c->page, total, &style);
    if (fits_in(p, zone, total))
        amont_page_text(p->c->page, "label.value", total, &style, x, y + extent.capital / 2,
                        AMONT_CENTRE);
}

static void draw(amont_plot *p, size_t zone, double x, double y) {
    const rings *state = p->state;
    if (isnan(weight(p, zone))) {
        amont_zone_symbols_draw_missing(p, x, y, state->parts.missing);
        return;
    }
    double radius = drawn_mm(p, zone) / 2;
    amont_paint edge = amont_graphic(p->c, "part_edge");
    amont_paint ground = {.fill = edge.stroke, .stroke = amont_no_colour};
    amont_page_circle(p->c->page, x, y, radius + edge.width_mm);
    amont_page_paint(p->c->page, "map.symbol_edge", &ground, state->parts.scale);
    draw_parts(p, zone, x, y, radius);
    if (writes_totals(p))
        write_total(p, zone, x, y);
}

/* The total that the hole has no room for. */
static char *caption(amont_plot *p, size_t zone) {
    g_autofree char *total = isnan(weight(p, zone)) ? NULL : total_of(p, zone);
    return total && writes_totals(p) && !fits_in(p, zone, total) ? g_steal_pointer(&total) : NULL;
}

static void draw_points(amont_plot *p) {
    static const amont_zone_symbols symbols = {measure, draw, caption};
    amont_parts_draw_points(p, &symbols, weight);
    note_small(p);
}

const amont_mark amont_mark_rings = {
    .info = {"rings", N_("rings of several counts, sized by their total"), 2, AMONT_PARTS_MOST},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = amont_zone_symbols_edges,
    .draw_points = draw_points,
    .draw_names = amont_parts_draw_names,
    .free = amont_parts_free,
};
