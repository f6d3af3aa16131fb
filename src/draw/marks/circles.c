/* Proportional circles, for stocks: areas are to each other as values are. */
#include "draw/composer.h"

#include "base/i18n.h"
#include <math.h>

enum { MOST_WRITTEN = 6 }; /* with so few units each value is written in its circle */

typedef struct circles {
    double largest; /* value of the circle of largest_mm */
    int entry;
    bool *named; /* zones whose name stands with their disc */
} circles;

static double diameter(const amont_plot *p, double value) {
    const circles *state = p->state;
    return p->c->look->largest_mm * sqrt(fabs(value) / state->largest);
}

static bool is_drawn(const amont_plot *p, size_t zone) {
    const amont_figure *figure = &p->series->figures[zone];
    return p->level->selected[zone] && amont_flag_has_value(figure->flag) && figure->value > 0;
}

/* What no circle stands for is told, so that the map can be reconciled with the total. */
static void note_what_is_not_shown(amont_plot *p, const char *key, const amont_figure *figure) {
    if (!amont_flag_has_value(figure->flag) || figure->value == 0)
        return;
    g_autofree char *value = amont_composer_number(p->c, figure->value, p->series->decimals);
    g_autofree char *note = amont_phrase(p->c, key, "value", value, "unit", p->series->unit, NULL);
    amont_composer_note(p->c, note);
}

static bool prepare(amont_plot *p, GError **error) {
    circles *state = g_new0(circles, 1);
    p->state = state;
    if (!amont_plot_takes_stock(p, p->series, error))
        return false;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (is_drawn(p, zone))
            state->largest = fmax(state->largest, p->series->figures[zone].value);
    if (!(state->largest > 0))
        return amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_DATA,
                                "no selected zone has a value of '%s' above zero", p->spec->value);
    amont_composer_credit(p->c, p->series->source, p->level->spec->credit.licence);
    note_what_is_not_shown(p, "note_unplaced", &p->series->unplaced);
    note_what_is_not_shown(p, "note_elsewhere", &p->series->elsewhere);
    return true;
}

/* 1, 2, 5 times powers of ten at or below `most`, from the greatest. */
static double round_below(double most) {
    double power = pow(10, floor(log10(most) + 1e-12));
    double digit = most / power;
    return digit >= 5 - 1e-9 ? 5 * power : digit >= 2 - 1e-9 ? 2 * power : power;
}

static void declare(amont_plot *p) {
    circles *state = p->state;
    const char *section = amont_plot_section(p);
    double value = state->largest;
    for (int i = 0; i < 3; i++) {
        value = round_below(i == 0 ? value : value * 0.999999);
        if (p->series->decimals == 0 && value < 1)
            break;
        int decimals = value < 1 ? (int)ceil(-log10(value)) : 0;
        g_autofree char *label = amont_composer_number(p->c, value, decimals);
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_DISC,
            .label = label,
            .paint = amont_graphic(p->c, "disc"),
            .hatch_gap_mm = NAN,
            .size_mm = diameter(p, value),
        };
        int added = amont_page_declare(p->c->page, section, &entry);
        if (i == 0)
            state->entry = added;
    }
}

static void write_value(amont_plot *p, double x, double y, const amont_figure *figure) {
    amont_text_style style = amont_text_of(p->c, "disc_value");
    g_autofree char *value = amont_composer_number(p->c, figure->value, p->series->decimals);
    amont_extent extent = amont_page_measure(p->c->page, value, &style);
    if (extent.width + 0.6 < diameter(p, figure->value))
        amont_page_text(p->c->page, "label.value", value, &style, x, y + extent.capital / 2,
                        AMONT_CENTRE);
}

static size_t count_drawn(const amont_plot *p) {
    size_t n = 0;
    for (size_t zone = 0; zone < p->level->n; zone++)
        n += is_drawn(p, zone);
    return n;
}

/* Largest first, so that none hides a smaller one. */
static size_t *by_size(const amont_plot *p, size_t *n) {
    size_t *order = g_new(size_t, p->level->n);
    *n = 0;
    for (size_t i = 0; i < p->level->n; i++) {
        size_t zone = p->level->by_code[i];
        if (!is_drawn(p, zone))
            continue;
        size_t at = (*n)++;
        while (at > 0 && p->series->figures[order[at - 1]].value < p->series->figures[zone].value) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = zone;
    }
    return order;
}

static void draw_disc(amont_plot *p, size_t zone, double x, double y, bool writes) {
    circles *state = p->state;
    amont_paint paint = amont_graphic(p->c, "disc");
    const amont_figure *figure = &p->series->figures[zone];
    double size = diameter(p, figure->value);
    amont_page_circle(p->c->page, x, y, size / 2);
    amont_page_paint(p->c->page, "map.disc", &paint, state->entry);
    amont_occupy(p->c, (amont_box){x - size / 2, y - size / 2, x + size / 2, y + size / 2});
    if (writes)
        write_value(p, x, y, figure);
}

/* A disc with the name of its zone under it or over it, on one or two lines, inside the zone. */
static bool draw_with_name(amont_plot *p, size_t zone, int n_lines, bool under, bool writes) {
    amont_name name;
    if (!amont_name_wrap(p->c, p->c->ground->names[zone], "zone", n_lines, &name))
        return false;
    double size = diameter(p, p->series->figures[zone].value);
    amont_block disc = {size, size, true}, text = {name.width, name.height, false};
    amont_box box[2];
    bool placed = amont_place_stack(p->c, p->c->ground->layer->shapes, zone, under ? disc : text,
                                    under ? text : disc, 0.6, false, box);
    if (placed) {
        const amont_box *at = &box[under ? 0 : 1], *named = &box[under ? 1 : 0];
        draw_disc(p, zone, (at->min_x + at->max_x) / 2, (at->min_y + at->max_y) / 2, writes);
        amont_name_draw(p->c, &name, (named->min_x + named->max_x) / 2, named->min_y, "label.zone");
        amont_occupy(p->c, *named);
    }
    amont_name_clear(&name);
    return placed;
}

static void draw_alone(amont_plot *p, size_t zone, bool writes) {
    double x = 0, y = 0, radius = 0;
    if (amont_shapes_anchor(p->level->layer->shapes, zone, p->c->frame.world, &x, &y, &radius))
        draw_disc(p, zone, amont_frame_x(&p->c->frame, x), amont_frame_y(&p->c->frame, y), writes);
}

static void draw_points(amont_plot *p) {
    circles *state = p->state;
    size_t n = 0;
    g_autofree size_t *order = by_size(p, &n);
    bool few = count_drawn(p) <= MOST_WRITTEN, names = p->level == p->c->ground;
    g_free(state->named);
    state->named = g_new0(bool, p->level->n);
    for (size_t i = 0; i < n; i++) {
        for (int way = 0; names && !state->named[order[i]] && way < 4; way++)
            state->named[order[i]] = draw_with_name(p, order[i], 1 + way / 2, way % 2 == 0, few);
        if (!state->named[order[i]])
            draw_alone(p, order[i], few);
    }
}

static void draw_names(amont_plot *p) {
    const circles *state = p->state;
    for (size_t i = 0; i < p->c->ground->n; i++) {
        size_t zone = p->c->ground->by_code[i];
        bool done = p->level == p->c->ground && state->named[zone];
        if (p->c->ground->selected[zone] && !done)
            amont_draw_zone_name(p->c, zone);
    }
}

static void free_state(void *data) {
    circles *state = data;
    if (state)
        g_free(state->named);
    g_free(state);
}

const amont_mark amont_mark_circles = {
    .info = {"circles", N_("proportional circles, for counts and amounts"), 1, 1},
    .prepare = prepare,
    .declare = declare,
    .draw_points = draw_points,
    .draw_names = draw_names,
    .free = free_state,
};
