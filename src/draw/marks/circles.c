/* Proportional circles, for stocks. */
#include "draw/marks/proportional.h"
#include "draw/marks/zone_symbols.h"

#include "base/i18n.h"

static bool prepare(amont_plot *p, GError **error) {
    return amont_proportional_prepare(p, AMONT_SYMBOL_CIRCLE, error);
}

const amont_mark amont_mark_circles = {
    .info = {"circles", N_("proportional circles, for counts and amounts"), 1, 1},
    .prepare = prepare,
    .declare = amont_proportional_declare,
    .draw_areas = amont_zone_symbols_edges,
    .draw_points = amont_proportional_draw,
    .draw_names = amont_proportional_name,
    .free = amont_proportional_free,
};
