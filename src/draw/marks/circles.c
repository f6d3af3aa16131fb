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

static double diameter(const amont_composer *c, double value) {
    const circles *state = c->state;
    return c->look->largest_mm * sqrt(fabs(value) / state->largest);
}

static bool is_drawn(const amont_composer *c, size_t zone) {
    const amont_figure *figure = &c->series->figures[zone];
    return c->level->selected[zone] && amont_flag_has_value(figure->flag) && figure->value > 0;
}

/* What no circle stands for is told, so that the map can be reconciled with the total. */
static void note_what_is_not_shown(amont_composer *c, const char *key, const amont_figure *figure) {
    if (!amont_flag_has_value(figure->flag) || figure->value == 0)
        return;
    g_autofree char *value = amont_composer_number(c, figure->value, c->series->decimals);
    g_autofree char *note = amont_phrase(c, key, "value", value, "unit", c->series->unit, NULL);
    amont_composer_note(c, note);
}

static bool prepare(amont_composer *c, GError **error) {
    circles *state = g_new0(circles, 1);
    c->state = state;
    if (c->series->measure == AMONT_MEASURE_RATIO) {
        amont_entry_fail(&c->map->entry, "style", error, AMONT_ERROR_CONFIG,
                         "'%s' is a ratio: circles show counts and amounts", c->map->value);
        amont_hint(error, "use 'style: choropleth'");
        return false;
    }
    for (size_t zone = 0; zone < c->level->n; zone++)
        if (is_drawn(c, zone))
            state->largest = fmax(state->largest, c->series->figures[zone].value);
    if (!(state->largest > 0))
        return amont_entry_fail(&c->map->entry, "value", error, AMONT_ERROR_DATA,
                                "no selected zone has a value of '%s' above zero", c->map->value);
    amont_composer_credit(c, c->series->source, c->level->spec->credit.licence);
    note_what_is_not_shown(c, "note_unplaced", &c->series->unplaced);
    note_what_is_not_shown(c, "note_elsewhere", &c->series->elsewhere);
    return true;
}

/* 1, 2, 5 times powers of ten at or below `most`, from the greatest. */
static double round_below(double most) {
    double power = pow(10, floor(log10(most) + 1e-12));
    double digit = most / power;
    return digit >= 5 - 1e-9 ? 5 * power : digit >= 2 - 1e-9 ? 2 * power : power;
}

static void declare(amont_composer *c) {
    circles *state = c->state;
    g_autofree char *section =
        c->map->legend_title ? g_strdup(c->map->legend_title) : g_strdup(c->series->label);
    double value = state->largest;
    for (int i = 0; i < 3; i++) {
        value = round_below(i == 0 ? value : value * 0.999999);
        if (c->series->decimals == 0 && value < 1)
            break;
        int decimals = value < 1 ? (int)ceil(-log10(value)) : 0;
        g_autofree char *label = amont_composer_number(c, value, decimals);
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_DISC,
            .label = label,
            .paint = amont_graphic(c, "disc"),
            .hatch_gap_mm = NAN,
            .size_mm = diameter(c, value),
        };
        int added = amont_page_declare(c->page, section, &entry);
        if (i == 0)
            state->entry = added;
    }
}

static void write_value(amont_composer *c, double x, double y, const amont_figure *figure) {
    amont_text_style style = amont_text_of(c, "disc_value");
    g_autofree char *value = amont_composer_number(c, figure->value, c->series->decimals);
    amont_extent extent = amont_page_measure(c->page, value, &style);
    if (extent.width + 0.6 < diameter(c, figure->value))
        amont_page_text(c->page, "label.value", value, &style, x, y + extent.capital / 2,
                        AMONT_CENTRE);
}

static size_t count_drawn(const amont_composer *c) {
    size_t n = 0;
    for (size_t zone = 0; zone < c->level->n; zone++)
        n += is_drawn(c, zone);
    return n;
}

/* Largest first, so that none hides a smaller one. */
static size_t *by_size(const amont_composer *c, size_t *n) {
    size_t *order = g_new(size_t, c->level->n);
    *n = 0;
    for (size_t i = 0; i < c->level->n; i++) {
        size_t zone = c->level->by_code[i];
        if (!is_drawn(c, zone))
            continue;
        size_t at = (*n)++;
        while (at > 0 && c->series->figures[order[at - 1]].value < c->series->figures[zone].value) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = zone;
    }
    return order;
}

static void draw_disc(amont_composer *c, size_t zone, double x, double y, bool writes) {
    circles *state = c->state;
    amont_paint paint = amont_graphic(c, "disc");
    const amont_figure *figure = &c->series->figures[zone];
    double size = diameter(c, figure->value);
    amont_page_circle(c->page, x, y, size / 2);
    amont_page_paint(c->page, "map.disc", &paint, state->entry);
    amont_occupy(c, (amont_box){x - size / 2, y - size / 2, x + size / 2, y + size / 2});
    if (writes)
        write_value(c, x, y, figure);
}

/* A disc with the name of its zone under it or over it, on one or two lines, inside the zone. */
static bool draw_with_name(amont_composer *c, size_t zone, int n_lines, bool under, bool writes) {
    amont_name name;
    if (!amont_name_wrap(c, c->ground->names[zone], "zone", n_lines, &name))
        return false;
    double size = diameter(c, c->series->figures[zone].value);
    amont_block disc = {size, size, true}, text = {name.width, name.height, false};
    amont_box box[2];
    bool placed = amont_place_stack(c, c->ground->layer->shapes, zone, under ? disc : text,
                                    under ? text : disc, 0.6, false, box);
    if (placed) {
        const amont_box *at = &box[under ? 0 : 1], *named = &box[under ? 1 : 0];
        draw_disc(c, zone, (at->min_x + at->max_x) / 2, (at->min_y + at->max_y) / 2, writes);
        amont_name_draw(c, &name, (named->min_x + named->max_x) / 2, named->min_y, "label.zone");
        amont_occupy(c, *named);
    }
    amont_name_clear(&name);
    return placed;
}

static void draw_alone(amont_composer *c, size_t zone, bool writes) {
    double x = 0, y = 0, radius = 0;
    if (amont_shapes_anchor(c->level->layer->shapes, zone, c->frame.world, &x, &y, &radius))
        draw_disc(c, zone, amont_frame_x(&c->frame, x), amont_frame_y(&c->frame, y), writes);
}

static void draw_points(amont_composer *c) {
    circles *state = c->state;
    size_t n = 0;
    g_autofree size_t *order = by_size(c, &n);
    bool few = count_drawn(c) <= MOST_WRITTEN, names = c->level == c->ground;
    g_free(state->named);
    state->named = g_new0(bool, c->level->n);
    for (size_t i = 0; i < n; i++) {
        for (int way = 0; names && !state->named[order[i]] && way < 4; way++)
            state->named[order[i]] = draw_with_name(c, order[i], 1 + way / 2, way % 2 == 0, few);
        if (!state->named[order[i]])
            draw_alone(c, order[i], few);
    }
}

static void draw_names(amont_composer *c) {
    const circles *state = c->state;
    for (size_t i = 0; i < c->ground->n; i++) {
        size_t zone = c->ground->by_code[i];
        bool done = c->level == c->ground && state->named[zone];
        if (c->ground->selected[zone] && !done)
            amont_draw_zone_name(c, zone);
    }
}

static void free_state(void *data) {
    circles *state = data;
    if (state)
        g_free(state->named);
    g_free(state);
}

const amont_mark amont_mark_circles = {
    .info = {"circles", N_("proportional circles, for counts and amounts"), true},
    .prepare = prepare,
    .declare = declare,
    .draw_points = draw_points,
    .draw_names = draw_names,
    .free = free_state,
};
