/* A value's symbol has the area of the circle whose diameter is `largest_mm` times the square root
 * of its share of the greatest; its outline lies around that area, not on it. What would be too
 * small to be read is drawn open, at the floor, and said in the legend (C14). Zones without a value
 * have a symbol of their own; zones of value zero have none, which a note says (C09). */
#include "draw/marks/proportional.h"

#include "base/i18n.h"
#include "draw/marks/sizes.h"
#include "draw/marks/zone_symbols.h"
#include <math.h>

enum { MOST_WRITTEN = 6 }; /* with so few units each value is written */

typedef enum look { POSITIVE, NEGATIVE, SMALL, MISSING, LOOKS } look;

typedef struct proportional {
    amont_symbol symbol;
    const char *graphic;   /* of positive values */
    double largest, least; /* value of the symbol of largest_mm; least value drawn */
    double largest_mm;     /* the page's, or less where many would cover the territory */
    size_t n_drawn;        /* the most in one frame */
    bool has_positive, has_negative;
    int scale, rows[LOOKS]; /* legend entries */
    double small_limit;     /* « moins de … » */
    int small_decimals;
    bool *named; /* zones whose name stands with their symbol */
} proportional;

static double true_size(const amont_plot *p, double value) {
    const proportional *state = p->state;
    return state->largest_mm * sqrt(fabs(value) / state->largest);
}

static bool is_small(const amont_plot *p, double value) {
    return true_size(p, value) < amont_sizes_floor_mm(p->c);
}

static look look_of(const amont_plot *p, size_t zone) {
    const amont_figure *figure = &p->series->figures[zone];
    if (!amont_flag_has_value(figure->flag))
        return MISSING;
    return is_small(p, figure->value) ? SMALL : figure->value < 0 ? NEGATIVE : POSITIVE;
}

static bool is_drawn(const amont_plot *p, const amont_series *series, size_t zone) {
    const amont_figure *figure = &series->figures[zone];
    return p->level->selected[zone] && amont_flag_has_value(figure->flag) && figure->value != 0;
}

/* ---- preparing ----------------------------------------------------------------------------- */

/* What no symbol stands for is told, so that the map can be reconciled with the total. */
static void note_what_is_not_shown(amont_plot *p, const char *key, const amont_figure *figure) {
    if (!amont_flag_has_value(figure->flag) || figure->value == 0)
        return;
    g_autofree char *value = amont_composer_number(p->c, figure->value, p->series->decimals);
    g_autofree char *note = amont_phrase(p->c, key, "value", value, "unit", p->series->unit, NULL);
    amont_composer_note(p->c, note);
}

static bool is_zero(const amont_plot *p, size_t zone) {
    const amont_figure *figure = &p->series->figures[zone];
    return amont_flag_has_value(figure->flag) && figure->value == 0;
}

static void look_at_series(const amont_plot *p, const amont_series *series, proportional *state) {
    size_t n = 0;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &series->figures[zone];
        if (!is_drawn(p, series, zone))
            continue;
        n++;
        state->has_positive = state->has_positive || figure->value > 0;
        state->has_negative = state->has_negative || figure->value < 0;
        state->largest = fmax(state->largest, fabs(figure->value));
        state->least = fmin(state->least, fabs(figure->value));
    }
    state->n_drawn = MAX(state->n_drawn, n);
}

static void look_at_values(const amont_plot *p, proportional *state) {
    const amont_series *series = NULL;
    state->least = INFINITY;
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        look_at_series(p, series, state);
}

static double area_of(const amont_plot *p, const amont_series *series) {
    double area_mm2 = 0;
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (is_drawn(p, series, zone))
            area_mm2 += G_PI / 4 * pow(true_size(p, series->figures[zone].value), 2);
    return area_mm2;
}

/* Many symbols are smaller, at the scale of this map, unless a series has its own. */
static void fit_size(const amont_plot *p, proportional *state) {
    double area_mm2 = 0;
    const amont_series *series = NULL;
    state->largest_mm = p->c->look->largest_mm;
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        area_mm2 = fmax(area_mm2, area_of(p, series));
    if (isnan(p->spec->largest))
        state->largest_mm *= sqrt(amont_sizes_fit(p, area_mm2));
}

/* The number that parts what is drawn at the floor from what is drawn true. */
static void find_small_limit(amont_plot *p, proportional *state) {
    double below = 0, share = amont_sizes_floor_mm(p->c) / state->largest_mm;
    const amont_series *series = NULL;
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        for (size_t zone = 0; zone < p->level->n; zone++) {
            double value = fabs(series->figures[zone].value);
            if (is_drawn(p, series, zone) && is_small(p, value))
                below = fmax(below, value);
        }
    state->small_limit =
        amont_sizes_limit(below, state->largest * share * share, &state->small_decimals);
}

bool amont_proportional_prepare(amont_plot *p, amont_symbol symbol, GError **error) {
    proportional *state = g_new0(proportional, 1);
    p->state = state;
    state->symbol = symbol;
    state->largest_mm = p->c->look->largest_mm;
    state->graphic = p == p->c->plots ? "disc" : "disc_over";
    if (!amont_plot_takes_stock(p, p->series, error))
        return false;
    look_at_values(p, state);
    if (state->n_drawn == 0)
        return amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_DATA,
                                "no selected zone has a value of '%s' other than zero",
                                p->spec->value);
    double greatest = state->largest;
    state->largest = isnan(p->spec->largest) ? greatest : p->spec->largest; /* C08 */
    if (!amont_sizes_check_scale(p, greatest, sqrt(greatest / state->largest), error))
        return false;
    amont_composer_credit(p->c, p->series->source, p->level->spec->credit.licence);
    note_what_is_not_shown(p, "note_unplaced", &p->series->unplaced);
    note_what_is_not_shown(p, "note_elsewhere", &p->series->elsewhere);
    amont_zone_symbols_note_zeros(p, is_zero);
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

static const char *graphic_of(const proportional *state, look what) {
    return what == NEGATIVE || (what == SMALL && !state->has_positive) ? "disc_negative"
                                                                       : state->graphic;
}

/* Open: the colour of the symbol as its outline. */
static amont_paint small_paint(amont_plot *p, const char *graphic) {
    amont_paint paint = amont_graphic(p->c, graphic);
    if (amont_colour_lightness(paint.fill) < amont_colour_lightness(paint.stroke))
        paint.stroke = paint.fill;
    paint.fill = amont_graphic(p->c, "panel").fill;
    return paint;
}

static void declare_scale(amont_plot *p) {
    proportional *state = p->state;
    double values[AMONT_SIZES_SHOWN], floor_mm = amont_sizes_floor_mm(p->c);
    double share = floor_mm / state->largest_mm;
    double readable = fmax(state->least, state->largest * share * share);
    bool whole = p->series->decimals == 0;
    size_t n = amont_sizes_shown(state->largest, readable, whole, values);
    state->scale = -1;
    for (size_t i = 0; i < n; i++) {
        g_autofree char *number =
            amont_composer_number(p->c, values[i], amont_sizes_decimals(values[i]));
        bool untold = !p->spec->legend_title || p->shown->len > 0;
        bool says_unit = i == 0 && untold && p->series->unit;
        g_autofree char *label =
            g_strjoin(says_unit ? " " : "", number, says_unit ? p->series->unit : "", NULL);
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_DISC,
            .label = g_strstrip(label),
            .paint = amont_graphic(p->c, state->has_positive ? state->graphic : "disc_negative"),
            .hatch_gap_mm = NAN,
            .symbol = state->symbol,
            .size_mm = true_size(p, values[i]),
        };
        if (i > 0 && entry.size_mm < floor_mm)
            break;
        int added = amont_page_declare(p->c->page, amont_plot_section(p), &entry);
        state->scale = i == 0 ? added : state->scale;
    }
}

static void declare_row(amont_plot *p, look what, const char *label) {
    proportional *state = p->state;
    const char *graphic = graphic_of(state, what);
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_SYMBOL,
        .label = (char *)label,
        .paint = what == SMALL ? small_paint(p, graphic) : amont_graphic(p->c, graphic),
        .hatch_gap_mm = NAN,
        .symbol = state->symbol,
        .size_mm = what == SMALL ? amont_sizes_floor_mm(p->c) : 3,
    };
    state->rows[what] = amont_page_declare(p->c->page, amont_plot_section(p), &entry);
}

void amont_proportional_declare(amont_plot *p) {
    proportional *state = p->state;
    fit_size(p, state);
    find_small_limit(p, state);
    declare_scale(p);
    state->rows[POSITIVE] = state->rows[NEGATIVE] = state->scale;
    if (state->has_negative && state->has_positive)
        declare_row(p, POSITIVE, amont_word(p->c, "positive"));
    if (state->has_negative)
        declare_row(p, NEGATIVE, amont_word(p->c, "negative"));
    g_autofree char *limit = amont_composer_number(p->c, state->small_limit, state->small_decimals);
    g_autofree char *small =
        amont_phrase(p->c, state->has_negative ? "small_signed" : "small", "value", limit, NULL);
    declare_row(p, SMALL, small);
    state->rows[MISSING] = amont_zone_symbols_declare_missing(p, amont_plot_section(p), p->series);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static amont_block measure(amont_plot *p, size_t zone) {
    const proportional *state = p->state;
    look what = look_of(p, zone);
    if (what == MISSING)
        return amont_missing_block;
    double size = fmax(true_size(p, p->series->figures[zone].value), amont_sizes_floor_mm(p->c));
    double side = state->symbol == AMONT_SYMBOL_SQUARE ? size * sqrt(G_PI) / 2 : size;
    return (amont_block){side, side, state->symbol == AMONT_SYMBOL_CIRCLE};
}

static void draw_small(amont_plot *p, size_t zone, double x, double y) {
    const proportional *state = p->state;
    bool is_negative = p->series->figures[zone].value < 0;
    amont_paint paint = small_paint(p, is_negative ? "disc_negative" : state->graphic);
    amont_true_symbol(p->c->page, "map.disc_small", state->symbol, x, y, amont_sizes_floor_mm(p->c),
                      &paint, state->rows[SMALL]);
}

static void draw_true(amont_plot *p, size_t zone, double x, double y, look what) {
    const proportional *state = p->state;
    amont_paint paint = amont_graphic(p->c, graphic_of(state, what));
    amont_true_symbol(p->c->page, "map.disc", state->symbol, x, y,
                      true_size(p, p->series->figures[zone].value), &paint, state->rows[what]);
}

static bool fits_in(amont_plot *p, size_t zone, const char *text) {
    amont_text_style style = amont_text_of(p->c, "disc_value");
    amont_extent extent = amont_page_measure(p->c->page, text, &style);
    amont_block block = measure(p, zone);
    return look_of(p, zone) <= NEGATIVE && extent.width + 0.6 < block.width;
}

static char *value_of(amont_plot *p, size_t zone) {
    return amont_plot_figure(p, p->series, p->series->figures[zone].value);
}

static bool writes_values(const amont_plot *p) {
    return ((const proportional *)p->state)->n_drawn <= MOST_WRITTEN;
}

static void write_value(amont_plot *p, size_t zone, double x, double y) {
    g_autofree char *value = value_of(p, zone);
    bool is_negative = p->series->figures[zone].value < 0;
    amont_text_style style = amont_text_of(p->c, is_negative ? "disc_value_dark" : "disc_value");
    amont_extent extent = amont_page_measure(p->c->page, value, &style);
    if (fits_in(p, zone, value))
        amont_page_text(p->c->page, "label.value", value, &style, x, y + extent.capital / 2,
                        AMONT_CENTRE);
}

static void draw(amont_plot *p, size_t zone, double x, double y) {
    const proportional *state = p->state;
    look what = look_of(p, zone);
    if (what == MISSING)
        amont_zone_symbols_draw_missing(p, x, y, state->rows[MISSING]);
    else if (what == SMALL)
        draw_small(p, zone, x, y);
    else
        draw_true(p, zone, x, y, what);
    if (what <= NEGATIVE && writes_values(p) && amont_is_own_zone(p->c, p->level, zone))
        write_value(p, zone, x, y);
}

/* The value that its symbol has no room for. */
static char *caption(amont_plot *p, size_t zone) {
    if (!writes_values(p) || look_of(p, zone) == MISSING)
        return NULL;
    g_autofree char *value = value_of(p, zone);
    return fits_in(p, zone, value) ? NULL : g_steal_pointer(&value);
}

static double weight(const amont_plot *p, size_t zone) {
    const amont_figure *figure = &p->series->figures[zone];
    return amont_flag_has_value(figure->flag) ? fabs(figure->value) : NAN;
}

void amont_proportional_draw(amont_plot *p) {
    static const amont_zone_symbols symbols = {measure, draw, caption};
    proportional *state = p->state;
    size_t n = 0;
    g_autofree size_t *order = amont_zone_symbols_order(p, weight, &n);
    g_free(state->named);
    state->named = g_new0(bool, p->c->ground->n);
    amont_zone_symbols_draw(p, &symbols, order, n, state->named);
}

void amont_proportional_name(amont_plot *p) {
    const proportional *state = p->state;
    amont_zone_symbols_name(p, state->named);
}

void amont_proportional_free(void *data) {
    proportional *state = data;
    if (state)
        g_free(state->named);
    g_free(state);
}
