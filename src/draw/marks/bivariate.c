/* Two ratios at once: three classes of each, nine colours. The limits of either variable are those
 * that it would have alone. */
#include "draw/marks/areas.h"
#include "draw/ramp.h"

#include "base/i18n.h"
#include <math.h>

enum { SIDE = 3, CELLS = SIDE * SIDE };

typedef struct bivariate {
    amont_scale scales[2];
    amont_colour colours[CELLS]; /* three of the second variable for each class of the first */
    int entries[CELLS];
    amont_apart apart;
} bivariate;

/* ---- preparing ----------------------------------------------------------------------------- */

static bool check_method(const amont_plot *p, GError **error) {
    if (p->spec->method != AMONT_METHOD_MANUAL)
        return true;
    amont_entry_fail(&p->spec->entry, "breaks", error, AMONT_ERROR_CONFIG,
                     "the limits of two indicators cannot be given in one list");
    amont_hint(error, "write 'method: quantile', 'equal' or 'fisher': it is used for both");
    return false;
}

static bool make_scale(amont_plot *p, const amont_series *series, amont_scale *scale,
                       GError **error) {
    if (!amont_plot_takes_ratio(p, series, error) ||
        !amont_scale_make(p, series, SIDE, scale, error))
        return false;
    if (scale->classes.n == SIDE)
        return true;
    amont_entry_fail(&p->spec->entry, "values", error, AMONT_ERROR_DATA,
                     "the values of '%s' do not make three classes", series->indicator);
    amont_hint(error, "try another 'method', or draw a choropleth of each indicator");
    return false;
}

static bool prepare(amont_plot *p, GError **error) {
    bivariate *state = g_new0(bivariate, 1);
    p->state = state;
    if (!check_method(p, error))
        return false;
    for (size_t i = 0; i < 2; i++)
        if (!make_scale(p, p->several->pdata[i], &state->scales[i], error))
            return false;
    if (!amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_BIVARIATE, CELLS,
                    state->colours, error))
        return false;
    amont_zones_credit(p);
    for (size_t i = 0; i < 2; i++)
        amont_scale_notes(p, &state->scales[i]);
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

/* What keeps a zone out of the nine classes: the flag of the variable that has no value. */
static amont_flag flag_of(const bivariate *state, size_t zone) {
    for (size_t i = 0; i < 2; i++) {
        amont_flag flag = state->scales[i].series->figures[zone].flag;
        if (!amont_flag_has_value(flag))
            return flag;
    }
    return AMONT_FLAG_OK;
}

static bool is_suspect(const bivariate *state, size_t zone) {
    return amont_scale_is_suspect(&state->scales[0], &state->scales[0].series->figures[zone]) ||
           amont_scale_is_suspect(&state->scales[1], &state->scales[1].series->figures[zone]);
}

static bool is_low(const bivariate *state, size_t zone) {
    return state->scales[0].series->figures[zone].flag == AMONT_FLAG_LOW_N ||
           state->scales[1].series->figures[zone].flag == AMONT_FLAG_LOW_N;
}

static size_t cell_of(const bivariate *state, size_t zone) {
    size_t class[2];
    for (size_t i = 0; i < 2; i++)
        class[i] =
            amont_class_of(&state->scales[i].classes, state->scales[i].series->figures[zone].value);
    return SIDE * class[0] + class[1];
}

static size_t count(const amont_plot *p, size_t cell) {
    const bivariate *state = p->state;
    size_t n = 0;
    for (size_t zone = 0; zone < p->level->n; zone++)
        n += p->level->selected[zone] && flag_of(state, zone) == AMONT_FLAG_OK &&
             !is_suspect(state, zone) && cell_of(state, zone) == cell;
    return n;
}

/* « Revenu médian, en €/an » */
static char *axis_title(amont_plot *p, const amont_series *series) {
    if (!series->unit || !series->unit[0])
        return g_strdup(series->label);
    return amont_phrase(p->c, "axis", "label", series->label, "unit", series->unit, NULL);
}

static char *tick(amont_plot *p, const amont_scale *scale, size_t limit) {
    return amont_composer_number(p->c, scale->classes.limits[limit], scale->classes.decimals);
}

/* Its title says what the numbers in the cells are. */
static const char *section(const amont_plot *p) {
    return p->spec->legend_title ? p->spec->legend_title : amont_word(p->c, "matrix");
}

static void declare_cell(amont_plot *p, size_t cell) {
    bivariate *state = p->state;
    g_autofree char *label = amont_composer_number(p->c, (double)count(p, cell), 0);
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_MATRIX,
        .label = label,
        .paint = {.fill = state->colours[cell],
                  .stroke = amont_graphic(p->c, "class_edge").stroke,
                  .width_mm = 0.1},
        .hatch_gap_mm = NAN,
    };
    for (size_t i = 0; cell == 0 && i < 4; i++)
        entry.ticks[i] = tick(p, &state->scales[i / 2], 1 + i % 2);
    for (size_t i = 0; cell == 0 && i < 2; i++)
        entry.axes[i] = axis_title(p, state->scales[i].series);
    state->entries[cell] = amont_page_declare(p->c->page, section(p), &entry);
    for (size_t i = 0; i < 4; i++)
        g_free(entry.ticks[i]);
    for (size_t i = 0; i < 2; i++)
        g_free(entry.axes[i]);
}

static void declare(amont_plot *p) {
    bivariate *state = p->state;
    for (size_t cell = 0; cell < CELLS; cell++)
        declare_cell(p, cell);
    amont_apart_declare(p, section(p), state->scales[0].series, &state->apart);
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void draw_zone(amont_plot *p, size_t zone) {
    bivariate *state = p->state;
    amont_flag flag = flag_of(state, zone);
    if (!amont_flag_has_value(flag)) {
        amont_apart_draw_none(p, &state->apart, zone, flag);
    } else if (is_suspect(state, zone)) {
        amont_apart_draw_suspect(p, &state->apart, zone);
    } else {
        size_t cell = cell_of(state, zone);
        amont_zone_fill(p, zone, "map.class", state->colours[cell], state->entries[cell]);
        if (is_low(state, zone))
            amont_apart_draw_low(p, &state->apart, zone);
    }
}

static void draw_areas(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            draw_zone(p, zone);
    amont_zone_edges(p);
}

/* Both values, with the arrows of the legend's axes. */
static char *values_of(amont_plot *p, size_t zone) {
    const bivariate *state = p->state;
    if (!amont_flag_has_value(flag_of(state, zone)))
        return NULL;
    const amont_series *right = state->scales[0].series, *up = state->scales[1].series;
    g_autofree char *x = amont_plot_figure(p, right, right->figures[zone].value);
    g_autofree char *y = amont_plot_figure(p, up, up->figures[zone].value);
    return g_strdup_printf("→ %s  ↑ %s", x, y);
}

static void write_values(amont_plot *p, size_t zone) {
    const bivariate *state = p->state;
    g_autofree char *values = values_of(p, zone);
    bool is_plain = values && !is_suspect(state, zone) && !is_low(state, zone);
    amont_zone_caption(p, zone, values,
                       is_plain ? state->colours[cell_of(state, zone)] : amont_no_colour);
}

static void draw_names(amont_plot *p) {
    amont_zones_caption(p, write_values);
}

const amont_mark amont_mark_bivariate = {
    .info = {"bivariate", N_("zones in nine colours, for two ratios at once"), 2, 2},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .draw_names = draw_names,
    .free = g_free,
};
