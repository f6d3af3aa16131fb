/* Flat: every selected zone in one colour, a plain map of the territory. */
#include "draw/marks/areas.h"

#include "base/i18n.h"

typedef struct flat {
    amont_colour colour;
    const char *label; /* NULL: no key */
    int entry;
} flat;

static bool prepare(amont_plot *p, GError **error) {
    flat *state = g_new0(flat, 1);
    p->state = state;
    if (p->spec->categories->len > 1) {
        amont_entry_fail(&p->spec->entry, "categories", error, AMONT_ERROR_CONFIG,
                         "the mark 'flat' has one colour, not %u", p->spec->categories->len);
        amont_hint(error, "keep one of them, or use 'style: categories'");
        return false;
    }
    const amont_category_spec *category =
        p->spec->categories->len ? p->spec->categories->pdata[0] : NULL;
    bool is_coloured = category && !amont_colour_is_none(category->colour);
    state->colour = is_coloured ? category->colour : amont_graphic(p->c, "flat").fill;
    state->label = category ? category->label : NULL;
    amont_zones_credit(p);
    return true;
}

static void declare(amont_plot *p) {
    flat *state = p->state;
    const char *section = p->spec->legend_title ? p->spec->legend_title : "";
    state->entry = state->label ? amont_zone_key(p, section, state->label, state->colour) : -1;
}

static void draw_areas(amont_plot *p) {
    const flat *state = p->state;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            amont_zone_fill(p, zone, "map.flat", state->colour, state->entry);
    amont_zone_edges(p);
}

const amont_mark amont_mark_flat = {
    .info = {"flat", N_("all zones in one colour"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .free = g_free,
};
