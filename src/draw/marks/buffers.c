/* What lies within a distance of places, as one area: the union of their discs (discs.h says how
 * round they are), so that nothing is darker where discs meet. It is cut to the territory; places
 * beyond it count where they are near enough. */
#include "draw/places.h"

#include "amont/discs.h"
#include "amont/simplify.h"
#include "base/i18n.h"
#include <math.h>

enum { MOST_PLACES = 5000 };

typedef struct buffers {
    amont_places *places;
    amont_shapes *area;  /* one feature */
    amont_shapes *drawn; /* the same as fine as paper shows at a scale */
    double drawn_metres_per_mm;
    int near, place; /* legend entries */
} buffers;

/* ---- preparing ----------------------------------------------------------------------------- */

static bool append(const amont_shapes *discs, void *data) {
    return amont_shapes_append(data, discs);
}

/* Each disc by itself: cells of neighbours share no vertices where others cut their common side,
 * and their union would keep that side. */
static bool unite(const amont_plot *p, buffers *state, GError **error) {
    const GArray *spots = state->places->spots;
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (guint i = 0; i < spots->len; i++) {
        const amont_spot *spot = &g_array_index(spots, amont_spot, i);
        amont_discs_each(&spot->x, &spot->y, 1, p->spec->distance_m, append, builder);
    }
    g_autoptr(amont_shapes) discs = amont_shapes_finish(builder);
    state->area = amont_shapes_dissolve(discs, NULL, error);
    return state->area != NULL;
}

static bool check_number(const amont_plot *p, const buffers *state, GError **error) {
    guint n = state->places->spots->len;
    if (n == 0)
        return amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_DATA,
                                "no place of '%s' is near the territory", p->spec->layer);
    if (n <= MOST_PLACES)
        return true;
    amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_DATA,
                     "'%s' has %u places near the territory: too many for a map of distances",
                     p->spec->layer, n);
    amont_hint(error, "at most %d: choose among them with 'where' of the layer", MOST_PLACES);
    return false;
}

static bool prepare(amont_plot *p, GError **error) {
    buffers *state = g_new0(buffers, 1);
    p->state = state;
    if (isnan(p->spec->distance_m)) {
        amont_entry_fail(&p->spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "the mark 'buffers' needs the key 'distance_m'");
        amont_hint(error, "how far from the places, in metres: 'distance_m: 500'");
        return false;
    }
    state->places = amont_places_read(p, p->spec->distance_m, error);
    if (!state->places || !check_number(p, state, error) || !unite(p, state, error))
        return false;
    amont_places_credit(p, state->places);
    amont_composer_note(p->c, amont_word(p->c, "note_crow"));
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

static char *distance_text(const amont_plot *p) {
    double metres = p->spec->distance_m, value = metres < 1000 ? metres : metres / 1000;
    int decimals = 0;
    while (decimals < 3 && amont_number_round(value, decimals) != value)
        decimals++;
    g_autofree char *number = amont_composer_number(p->c, value, decimals);
    return g_strconcat(number, "\u00a0", metres < 1000 ? "m" : "km", NULL);
}

/* Over another layer it is hatched alone, so that what is under it is seen. */
static bool is_over(const amont_plot *p) {
    return p != p->c->plots;
}

static const amont_graphic_style *style_of(amont_plot *p) {
    return amont_graphic_style_of(p->c, is_over(p) ? "buffer_over" : "buffer");
}

static void declare(amont_plot *p) {
    buffers *state = p->state;
    const char *section =
        p->spec->legend_title ? p->spec->legend_title : amont_word(p->c, "proximity");
    const amont_graphic_style *style = style_of(p);
    const amont_graphic_style *symbol = amont_graphic_style_of(p->c, "buffer_place");
    g_autofree char *distance = distance_text(p);
    g_autofree char *label = amont_phrase(p->c, "near", "distance", distance, NULL);
    amont_legend_entry area = {
        .kind = AMONT_LEGEND_BOX,
        .label = label,
        .paint = amont_paint_of(style, 1),
        .hatch_gap_mm = style->hatch_gap_mm,
        .hatch_angle_deg = isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg,
    };
    amont_legend_entry place = {
        .kind = AMONT_LEGEND_SYMBOL,
        .label = (char *)amont_places_label(state->places),
        .paint = amont_graphic(p->c, "buffer_place"),
        .hatch_gap_mm = NAN,
        .symbol = amont_symbol_of(p->c, symbol),
        .size_mm = symbol->size_mm,
    };
    state->near = amont_page_declare(p->c->page, section, &area);
    state->place = amont_page_declare(p->c->page, section, &place);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static const amont_shapes *at_scale(amont_plot *p) {
    buffers *state = p->state;
    const double tolerance_mm = 0.02, metres_per_mm = p->c->frame.metres_per_mm; /* C52 */
    if (state->drawn && state->drawn_metres_per_mm == metres_per_mm)
        return state->drawn;
    amont_shapes_free(state->drawn);
    state->drawn = amont_shapes_simplify(state->area, tolerance_mm * metres_per_mm);
    state->drawn_metres_per_mm = metres_per_mm;
    return state->drawn;
}

static void draw_hatched(amont_plot *p, const char *role, const amont_graphic_style *style,
                         int entry) {
    const amont_shapes *area = at_scale(p);
    amont_paint edge = amont_paint_of(style, 1);
    edge.fill = amont_no_colour;
    amont_paint_hatched(p->c, role, area, 0, style, entry);
    amont_trace_feature(p->c, area, 0);
    amont_page_paint(p->c->page, "map.buffer_edge", &edge, -1);
}

/* A light line under the dark one shows on any colour. */
static void draw_areas(amont_plot *p) {
    const buffers *state = p->state;
    amont_trace_feature(p->c, p->c->territory, 0);
    amont_page_clip(p->c->page);
    if (is_over(p))
        draw_hatched(p, "map.buffer_casing", amont_graphic_style_of(p->c, "buffer_casing"), -1);
    draw_hatched(p, "map.buffer", style_of(p), state->near);
    amont_page_unclip(p->c->page);
}

static void draw_points(amont_plot *p) {
    const buffers *state = p->state;
    const amont_graphic_style *symbol = amont_graphic_style_of(p->c, "buffer_place");
    amont_paint paint = amont_graphic(p->c, "buffer_place");
    double size = symbol->size_mm; /* at the floor of inserts (C14) on every page */
    amont_box room = amont_box_grow(p->c->frame.box, -size / 2);
    for (guint i = 0; i < state->places->spots->len; i++) {
        const amont_spot *spot = &g_array_index(state->places->spots, amont_spot, i);
        double x = amont_frame_x(&p->c->frame, spot->x), y = amont_frame_y(&p->c->frame, spot->y);
        if (!amont_box_holds(room, x, y))
            continue;
        amont_page_symbol(p->c->page, amont_symbol_of(p->c, symbol), x, y, size);
        amont_page_paint(p->c->page, "map.point", &paint, state->place);
        amont_occupy(p->c, (amont_box){x - size / 2, y - size / 2, x + size / 2, y + size / 2});
    }
}

static void free_state(void *data) {
    buffers *state = data;
    if (!state)
        return;
    amont_places_free(state->places);
    amont_shapes_free(state->area);
    amont_shapes_free(state->drawn);
    g_free(state);
}

const amont_mark amont_mark_buffers = {
    .info = {"buffers", N_("what lies within a distance of places"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .draw_points = draw_points,
    .free = free_state,
};
