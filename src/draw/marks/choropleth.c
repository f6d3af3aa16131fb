/* Choropleth: ratios as classes of lightness. */
#include "draw/marks/areas.h"
#include "draw/ramp.h"

#include "base/i18n.h"

static bool prepare(amont_plot *p, GError **error) {
    amont_classed *state = g_new0(amont_classed, 1);
    p->state = state;
    if (!amont_plot_takes_ratio(p, p->series, error) ||
        !amont_scale_of_map(p, &state->scale, error) ||
        !amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_SEQUENTIAL,
                    state->scale.classes.n, state->colours, error))
        return false;
    amont_zones_credit(p);
    amont_scale_notes(p, &state->scale);
    return true;
}

const amont_mark amont_mark_choropleth = {
    .info = {"choropleth", N_("zones in classes of colour, for ratios"), 1, 1},
    .prepare = prepare,
    .declare = amont_classed_declare,
    .draw_areas = amont_classed_draw_areas,
    .draw_names = amont_classed_draw_names,
    .free = g_free,
};
