/* Points by category: each at its true place, with the symbol and colour of its category, so that
 * neither is the only sign (C46). */
#include "draw/places.h"
#include "draw/ramp.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

enum { MOST_DRAWN = 5000 }; /* more cannot be told apart on a page */
enum { MOST_FOUND = 5 };    /* as many symbols as there are: further categories are « autre » */

typedef struct look {
    const char *value; /* in the data */
    const char *label;
    amont_symbol symbol;
    amont_colour colour;
    int entry;
} look;

typedef struct points {
    amont_places *places;
    GArray *looks; /* look: categories, then what has none, then others */
} points;

static look *look_at(const points *state, guint i) {
    return &g_array_index(state->looks, look, i);
}

/* ---- looks --------------------------------------------------------------------------------- */

static const amont_symbol symbols[] = {AMONT_SYMBOL_CIRCLE, AMONT_SYMBOL_SQUARE,
                                       AMONT_SYMBOL_TRIANGLE, AMONT_SYMBOL_DIAMOND,
                                       AMONT_SYMBOL_HEXAGON};

/* Each category has its symbol, and a colour of the palette where the map gives none. */
static bool give_looks(amont_plot *p, points *state, GError **error) {
    amont_colour colours[AMONT_PALETTE_MOST];
    guint n = state->looks->len;
    bool lacks = false;
    for (guint i = 0; i < n; i++)
        lacks = lacks || amont_colour_is_none(look_at(state, i)->colour);
    if (lacks && !amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette,
                             AMONT_PALETTE_QUALITATIVE, n, colours, error))
        return false;
    for (guint i = 0; i < n; i++)
        if (amont_colour_is_none(look_at(state, i)->colour))
            look_at(state, i)->colour = colours[i];
    return true;
}

static bool take_listed(const amont_plot *p, points *state, GError **error) {
    for (guint i = 0; i < p->spec->categories->len; i++) {
        const amont_category_spec *category = p->spec->categories->pdata[i];
        look made = {.value = category->entry.name,
                     .label = category->label,
                     .symbol = symbols[i % G_N_ELEMENTS(symbols)],
                     .colour = category->colour};
        if (category->symbol &&
            !amont_symbol_find(p->c, &category->entry, category->symbol, &made.symbol, error))
            return false;
        g_array_append_val(state->looks, made);
    }
    return true;
}

static int by_value(const void *a, const void *b) {
    return strcmp(((const look *)a)->value, ((const look *)b)->value);
}

static bool is_known(const points *state, const char *value) {
    for (guint i = 0; i < state->looks->len; i++)
        if (strcmp(look_at(state, i)->value, value) == 0)
            return true;
    return false;
}

/* The values there are, as they are written. */
static void take_found(points *state) {
    const GArray *spots = state->places->spots;
    for (guint i = 0; i < spots->len; i++) {
        const char *value = g_array_index(spots, amont_spot, i).category;
        look found = {.value = value, .label = value, .colour = amont_no_colour};
        if (value && !is_known(state, value))
            g_array_append_val(state->looks, found);
    }
    g_array_sort(state->looks, by_value);
    if (state->looks->len > MOST_FOUND)
        g_array_set_size(state->looks, MOST_FOUND);
    for (guint i = 0; i < state->looks->len; i++)
        look_at(state, i)->symbol = symbols[i];
}

static void add_rest(amont_plot *p, points *state, const char *graphic, const char *label) {
    const amont_graphic_style *style = amont_graphic_style_of(p->c, graphic);
    look made = {.label = label, .symbol = amont_symbol_of(p->c, style), .colour = style->fill};
    g_array_append_val(state->looks, made);
}

static bool make_looks(amont_plot *p, points *state, GError **error) {
    bool listed = p->spec->categories->len > 0, has_categories = state->places->has_categories;
    if (listed && !has_categories) {
        amont_entry_fail(&p->spec->entry, "categories", error, AMONT_ERROR_CONFIG,
                         "no column of '%s' is said to hold categories", p->spec->layer);
        amont_hint(error, "name it: 'category: COLUMN'");
        return false;
    }
    if (listed && !take_listed(p, state, error))
        return false;
    if (!listed && has_categories)
        take_found(state);
    if (state->looks->len > 0 && !give_looks(p, state, error))
        return false;
    add_rest(p, state, "point",
             has_categories ? amont_word(p->c, "category_none")
                            : amont_places_label(state->places));
    add_rest(p, state, "point_other", amont_word(p->c, "category_other"));
    return true;
}

static look *look_of(const points *state, const char *category) {
    guint n = state->looks->len - 2;
    for (guint i = 0; category && i < n; i++)
        if (strcmp(look_at(state, i)->value, category) == 0)
            return look_at(state, i);
    return look_at(state, category ? n + 1 : n);
}

/* ---- preparing ----------------------------------------------------------------------------- */

static bool check_number(const amont_plot *p, const points *state, GError **error) {
    guint n = state->places->spots->len;
    if (n > 0 && n <= MOST_DRAWN)
        return true;
    if (n == 0)
        return amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_DATA,
                                "no place of '%s' is near the territory", p->spec->layer);
    amont_entry_fail(&p->spec->entry, "layer", error, AMONT_ERROR_DATA,
                     "'%s' has %u places on the map: they cannot be told apart", p->spec->layer, n);
    amont_hint(error, "at most %d: count them by zone and draw circles", MOST_DRAWN);
    return false;
}

static bool prepare(amont_plot *p, GError **error) {
    points *state = g_new0(points, 1);
    p->state = state;
    state->looks = g_array_new(FALSE, TRUE, sizeof(look));
    amont_box subject = amont_shapes_box(p->c->territory, 0);
    double reach_m = fmax(subject.max_x - subject.min_x, subject.max_y - subject.min_y);
    state->places = amont_places_read(p, reach_m, error);
    if (!state->places || !check_number(p, state, error) || !make_looks(p, state, error))
        return false;
    amont_places_credit(p, state->places);
    return true;
}

/* ---- drawing ------------------------------------------------------------------------------- */

static double size_of(amont_plot *p) {
    const double least_mm = 1.5, least_insert_mm = 1.8; /* C14 */
    double size = amont_graphic_style_of(p->c, "point")->size_mm * p->c->look->symbol_scale;
    return fmax(size, p->c->look->compact ? least_insert_mm : least_mm);
}

static amont_paint paint_of(amont_plot *p, const look *as) {
    amont_paint paint = amont_graphic(p->c, "point");
    paint.fill = as->colour;
    return paint;
}

static void declare(amont_plot *p) {
    points *state = p->state;
    const char *title = p->spec->legend_title;
    const char *section = title                           ? title
                          : state->places->has_categories ? amont_places_label(state->places)
                                                          : "";
    for (guint i = 0; i < state->looks->len; i++) {
        look *as = look_at(state, i);
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_SYMBOL,
            .label = (char *)as->label,
            .paint = paint_of(p, as),
            .hatch_gap_mm = NAN,
            .symbol = as->symbol,
            .size_mm = size_of(p),
        };
        as->entry = amont_page_declare(p->c->page, section, &entry);
    }
}

/* Two discs of one size share half of their area where their centres are 0.404 diameters apart. */
static const double half_covered = 0.404;

static void note_covered(amont_plot *p, const GArray *centres, double size) {
    size_t covered = 0;
    for (guint i = 0; i + 2 <= centres->len; i += 2) {
        bool found = false;
        for (guint j = i + 2; !found && j < centres->len; j += 2) /* what is drawn over it */
            found = hypot(g_array_index(centres, double, i) - g_array_index(centres, double, j),
                          g_array_index(centres, double, i + 1) -
                              g_array_index(centres, double, j + 1)) < half_covered * size;
        covered += found;
    }
    g_autofree char *n = amont_composer_number(p->c, (double)covered, 0);
    g_autofree char *note = amont_phrase(p->c, "note_covered", "n", n, NULL);
    if (covered > 0)
        amont_composer_note(p->c, note);
}

static void draw_points(amont_plot *p) {
    points *state = p->state;
    double size = size_of(p);
    amont_box room = amont_box_grow(p->c->frame.box, -size / 2);
    const char *text = amont_graphic_style_of(p->c, "point")->text;
    g_autoptr(GArray) centres = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < state->places->spots->len; i++) {
        const amont_spot *spot = &g_array_index(state->places->spots, amont_spot, i);
        double x = amont_frame_x(&p->c->frame, spot->x), y = amont_frame_y(&p->c->frame, spot->y);
        const look *as = look_of(state, spot->category);
        amont_paint paint = paint_of(p, as);
        if (!amont_box_holds(room, x, y))
            continue;
        amont_page_symbol(p->c->page, as->symbol, x, y, size);
        amont_page_paint(p->c->page, "map.point", &paint, as->entry);
        amont_box box = amont_symbol_box(p->c->page, as->symbol, x, y, size);
        amont_occupy(p->c, box);
        g_array_append_val(centres, x);
        g_array_append_val(centres, y);
        if (spot->name && text)
            amont_want_point_name(p->c, spot->name, text, x, y, box.max_x - x);
    }
    note_covered(p, centres, size);
}

static void free_state(void *data) {
    points *state = data;
    if (!state)
        return;
    amont_places_free(state->places);
    g_array_unref(state->looks);
    g_free(state);
}

const amont_mark amont_mark_points = {
    .info = {"points", N_("places by category, with symbols"), 0, 0},
    .prepare = prepare,
    .declare = declare,
    .draw_points = draw_points,
    .free = free_state,
};
