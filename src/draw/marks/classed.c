/* Zones in classes of colour, whatever the palette: what a choropleth and a change share. */
#include "draw/marks/areas.h"

/* ---- legend -------------------------------------------------------------------------------- */

void amont_classed_declare(amont_plot *p) {
    amont_classed *state = p->state;
    const char *section = amont_plot_section(p);
    for (size_t i = state->scale.classes.n; i-- > 0;) { /* ratios from high to low (C32) */
        g_autofree char *label = amont_scale_label_in_range(p, &state->scale, i);
        state->entries[i] = amont_class_key(p, section, label, state->colours[i]);
    }
    amont_apart_declare(p, section, p->series, &state->apart);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void draw_zone(amont_plot *p, size_t zone) {
    const amont_classed *state = p->state;
    const amont_figure *figure = &p->series->figures[zone];
    if (!amont_flag_has_value(figure->flag)) {
        amont_apart_draw_none(p, &state->apart, zone, figure->flag);
    } else if (amont_scale_is_suspect(&state->scale, figure)) {
        amont_apart_draw_suspect(p, &state->apart, zone);
    } else {
        size_t class = amont_class_of(&state->scale.classes, figure->value);
        amont_zone_fill(p, zone, "map.class", state->colours[class], state->entries[class]);
        if (figure->flag == AMONT_FLAG_LOW_N)
            amont_apart_draw_low(p, &state->apart, zone);
    }
}

void amont_classed_draw_areas(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            draw_zone(p, zone);
    amont_zone_edges(p);
}

/* Letters on hatches keep the theme's halo. */
static amont_colour ground_of(const amont_plot *p, const amont_figure *figure) {
    const amont_classed *state = p->state;
    bool is_plain = figure->flag != AMONT_FLAG_LOW_N && amont_flag_has_value(figure->flag) &&
                    !amont_scale_is_suspect(&state->scale, figure);
    return is_plain ? state->colours[amont_class_of(&state->scale.classes, figure->value)]
                    : amont_no_colour;
}

static void write_value(amont_plot *p, size_t zone) {
    const amont_figure *figure = &p->series->figures[zone];
    g_autofree char *value =
        amont_flag_has_value(figure->flag) ? amont_plot_figure(p, p->series, figure->value) : NULL;
    amont_zone_caption(p, zone, value, ground_of(p, figure));
}

void amont_classed_draw_names(amont_plot *p) {
    amont_zones_caption(p, write_value);
}
