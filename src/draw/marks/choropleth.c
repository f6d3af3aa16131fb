/* Choropleth: ratios as classes of lightness. */
#include "draw/marks/areas.h"
#include "draw/ramp.h"

#include "base/i18n.h"

typedef struct choropleth {
    amont_scale scale;
    amont_colour colours[AMONT_CLASSES_MOST];
    int entries[AMONT_CLASSES_MOST]; /* legend entries of the classes */
    amont_apart apart;
} choropleth;

/* ---- preparing ----------------------------------------------------------------------------- */

static bool choose_colours(amont_plot *p, choropleth *state, GError **error) {
    return amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_SEQUENTIAL,
                      state->scale.classes.n, state->colours, error);
}

static bool prepare(amont_plot *p, GError **error) {
    choropleth *state = g_new0(choropleth, 1);
    p->state = state;
    if (!amont_plot_takes_ratio(p, p->series, error) ||
        !amont_scale_make(p, p->series, (size_t)p->spec->classes, &state->scale, error) ||
        !choose_colours(p, state, error))
        return false;
    g_autofree char *zones = amont_credit_line(&p->level->spec->credit);
    amont_composer_credit(p->c, p->series->source, NULL);
    amont_composer_credit(p->c, zones, p->level->spec->credit.licence);
    amont_scale_notes(p, &state->scale);
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

static char *label_in_range(amont_plot *p, const choropleth *state, size_t class) {
    g_autofree char *label = amont_scale_label(p, &state->scale, class);
    if (amont_scale_count(p, &state->scale, class) > 0)
        return g_steal_pointer(&label);
    return amont_phrase(p->c, "class_empty", "class", label, NULL);
}

static void declare(amont_plot *p) {
    choropleth *state = p->state;
    const char *section = amont_plot_section(p);
    for (size_t i = state->scale.classes.n; i-- > 0;) { /* ratios from high to low (C32) */
        g_autofree char *label = label_in_range(p, state, i);
        state->entries[i] =
            amont_zone_key(p, section, label, state->colours[i], p->spec->full_range);
    }
    amont_apart_declare(p, section, p->series, &state->apart);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void draw_zone(amont_plot *p, size_t zone) {
    choropleth *state = p->state;
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

static void draw_areas(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            draw_zone(p, zone);
    amont_zone_edges(p);
}

static void write_value(amont_plot *p, size_t zone) {
    const choropleth *state = p->state;
    const amont_figure *figure = &p->series->figures[zone];
    bool has_value = amont_flag_has_value(figure->flag);
    bool is_plain = has_value && figure->flag != AMONT_FLAG_LOW_N &&
                    !amont_scale_is_suspect(&state->scale, figure);
    g_autofree char *value =
        has_value ? amont_composer_number(p->c, figure->value, p->series->decimals) : NULL;
    amont_zone_caption(p, zone, value,
                       is_plain ? state->colours[amont_class_of(&state->scale.classes, figure->value)]
                                : amont_no_colour);
}

static void draw_names(amont_plot *p) {
    if (p->level != p->c->ground || amont_zones_selected(p) > AMONT_ZONES_WRITTEN) {
        amont_draw_zone_names(p->c);
        return;
    }
    for (size_t i = 0; i < p->level->n; i++)
        if (p->level->selected[p->level->by_code[i]])
            write_value(p, p->level->by_code[i]);
}

const amont_mark amont_mark_choropleth = {
    .info = {"choropleth", N_("zones in classes of colour, for ratios"), 1, 1},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .draw_names = draw_names,
    .free = g_free,
};
