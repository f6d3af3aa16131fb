/* Choropleth: ratios as classes of lightness. Class limits come from the reference units whose
 * value is sound: what its source flags as doubtful is drawn, but moves no limit, and is named in a
 * note. What we estimate ourselves is sound, and counted in a note. */
#include "draw/composer.h"
#include "draw/ramp.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

typedef struct choropleth {
    amont_classes classes;
    amont_colour colours[AMONT_CLASSES_MOST];
    int entries[AMONT_CLASSES_MOST]; /* legend entries of the classes */
    int missing, suspect;
    bool flagged_by_source; /* what is estimated */
} choropleth;

static bool is_doubtful(const choropleth *state, const amont_figure *figure) {
    return state->flagged_by_source && figure->flag == AMONT_FLAG_ESTIMATED;
}

static bool is_suspect(const amont_plot *p, const amont_figure *figure) {
    const choropleth *state = p->state;
    return is_doubtful(state, figure) && (figure->value < state->classes.limits[0] ||
                                          figure->value > state->classes.limits[state->classes.n]);
}

/* ---- preparing ----------------------------------------------------------------------------- */

static bool choose_colours(amont_plot *p, choropleth *state, GError **error) {
    return amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_SEQUENTIAL,
                      state->classes.n, state->colours, error);
}

static const char *const method_notes[AMONT_METHODS] = {
    [AMONT_METHOD_QUANTILE] = "note_quantile",
    [AMONT_METHOD_EQUAL] = "note_equal",
    [AMONT_METHOD_FISHER] = "note_fisher",
    [AMONT_METHOD_HEADTAIL] = "note_headtail",
    [AMONT_METHOD_STDDEV] = "note_stddev",
    [AMONT_METHOD_PRETTY] = "note_pretty",
    [AMONT_METHOD_Q6] = "note_q6",
    [AMONT_METHOD_GEOMETRIC] = "note_geometric",
    [AMONT_METHOD_ARITHMETIC] = "note_arithmetic",
    [AMONT_METHOD_NESTED_MEANS] = "note_nested_means",
    [AMONT_METHOD_MAXIMUM] = "note_maximum",
    [AMONT_METHOD_BOX] = "note_box",
    [AMONT_METHOD_MANUAL] = "note_manual",
};

static void note_with_counts(amont_plot *p, const char *key, const amont_classes *classes) {
    g_autofree char *n = g_strdup_printf("%zu", classes->n);
    g_autofree char *asked = g_strdup_printf("%zu", classes->asked);
    g_autofree char *note = amont_phrase(p->c, key, "n", n, "asked", asked, NULL);
    amont_composer_note(p->c, note);
}

/* Which classes, why they may be fewer than asked for, and whose limits they have. */
static void note_classes(amont_plot *p, const amont_classes *classes) {
    if (classes->n > 1)
        note_with_counts(p, method_notes[classes->method], classes);
    else
        note_with_counts(
            p, classes->limits[0] == classes->limits[1] ? "note_single" : "note_one_class",
            classes);
    if (classes->n > 1 && classes->n < classes->asked)
        note_with_counts(p, classes->few_values ? "note_fewer_values" : "note_fewer_classes",
                         classes);
    if (!p->spec->breaks_of)
        return;
    const amont_map_spec *other = amont_study_map(p->c->study, p->spec->breaks_of);
    g_autofree char *shared = amont_phrase(p->c, "note_shared", "map", other->title, NULL);
    amont_composer_note(p->c, shared);
}

static void note_suspects(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &p->series->figures[zone];
        if (!p->level->selected[zone] || !is_doubtful(p->state, figure))
            continue;
        const amont_level *parent = p->level->parent_level;
        bool has_parent = parent && p->level->parent[zone] != AMONT_NO_ZONE;
        g_autofree char *value = amont_composer_number(p->c, figure->value, p->series->decimals);
        g_autofree char *note = amont_phrase(
            p->c, "note_suspect", "zone", p->level->names[zone], "code", p->level->codes[zone],
            "parent", has_parent ? parent->names[p->level->parent[zone]] : "", "value", value,
            "unit", p->series->unit, NULL);
        amont_composer_note(p->c, note);
    }
}

static void note_estimates(amont_plot *p) {
    size_t estimated = 0, all = 0;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        amont_flag flag = p->series->figures[zone].flag;
        all += p->level->selected[zone] && amont_flag_has_value(flag);
        estimated += p->level->selected[zone] && flag == AMONT_FLAG_ESTIMATED;
    }
    g_autofree char *n = g_strdup_printf("%zu", estimated);
    g_autofree char *of = g_strdup_printf("%zu", all);
    g_autofree char *note = amont_phrase(p->c, "note_estimated", "n", n, "of", of, NULL);
    if (estimated > 0)
        amont_composer_note(p->c, note);
}

static bool prepare(amont_plot *p, GError **error) {
    choropleth *state = g_new0(choropleth, 1);
    p->state = state;
    state->flagged_by_source = amont_series_is_flagged(p->c->study, p->series);
    if (!amont_plot_takes_ratio(p, p->series, error) ||
        !amont_map_classes(p->c->layers, p->c->table, p->spec, &state->classes, error) ||
        !choose_colours(p, state, error))
        return false;
    g_autofree char *zones = amont_credit_line(&p->level->spec->credit);
    amont_composer_credit(p->c, p->series->source, NULL);
    amont_composer_credit(p->c, zones, p->level->spec->credit.licence);
    note_classes(p, &state->classes);
    if (state->flagged_by_source)
        note_suspects(p);
    else
        note_estimates(p);
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

/* The ends are rounded as the figures are, unless the least value would reach its class's limit. */
static int label_decimals(const amont_plot *p, const amont_classes *classes) {
    int decimals = MAX(classes->decimals, p->series->decimals);
    while (classes->n > 1 && decimals < 15 && classes->limits[0] < classes->limits[1] &&
           amont_number_round(classes->limits[0], decimals) >= classes->limits[1])
        decimals++;
    return decimals;
}

/* « de 20 000 à moins de 25 000 »: limits that do not overlap. */
static char *class_label(amont_plot *p, const choropleth *state, size_t class) {
    const amont_classes *classes = &state->classes;
    bool last = class + 1 == classes->n;
    int decimals = label_decimals(p, classes);
    g_autofree char *low = amont_composer_number(p->c, classes->limits[class], decimals);
    g_autofree char *high = amont_composer_number(p->c, classes->limits[class + 1], decimals);
    if (strcmp(low, high) == 0)
        return amont_phrase(p->c, "class_single", "low", low, NULL);
    return amont_phrase(p->c, last ? "class_last" : "class", "low", low, "high", high, NULL);
}

static int declare_hatched(amont_plot *p, const char *graphic, const char *word) {
    const amont_graphic_style *style = amont_graphic_style_of(p->c, graphic);
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_BOX,
        .label = (char *)amont_word(p->c, word),
        .paint = amont_paint_of(style, 1),
        .hatch_gap_mm = style->hatch_gap_mm,
        .hatch_angle_deg = isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg,
    };
    return amont_page_declare(p->c->page, amont_plot_section(p), &entry);
}

/* What all zones without a value have in common: missing at the source, hidden, not defined. */
static const char *word_for_no_value(const amont_plot *p) {
    amont_flag common = AMONT_FLAG_OK;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        amont_flag flag = p->series->figures[zone].flag;
        if (!p->level->selected[zone] || amont_flag_has_value(flag))
            continue;
        if (common != AMONT_FLAG_OK && common != flag)
            return "without_value";
        common = flag;
    }
    return common == AMONT_FLAG_SECRET      ? "hidden"
           : common == AMONT_FLAG_UNDEFINED ? "undefined"
                                            : "missing";
}

static void declare(amont_plot *p) {
    choropleth *state = p->state;
    const char *section = amont_plot_section(p);
    amont_colour edge = amont_graphic(p->c, "class_edge").stroke;
    for (size_t i = state->classes.n; i-- > 0;) { /* ratios from high to low (C32) */
        g_autofree char *label = class_label(p, state, i);
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_BOX,
            .label = label,
            .paint = {.fill = state->colours[i], .stroke = edge, .width_mm = 0.1},
            .hatch_gap_mm = NAN,
            .descends = true,
        };
        state->entries[i] = amont_page_declare(p->c->page, section, &entry);
    }
    state->suspect = declare_hatched(p, "suspect", "suspect");
    state->missing = declare_hatched(p, "missing", word_for_no_value(p));
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void draw_zone(amont_plot *p, size_t zone) {
    choropleth *state = p->state;
    const amont_figure *figure = &p->series->figures[zone];
    const amont_shapes *shapes = p->level->layer->shapes;
    if (!amont_flag_has_value(figure->flag)) {
        amont_paint_hatched(p->c, "map.missing", shapes, zone,
                            amont_graphic_style_of(p->c, "missing"), state->missing);
    } else if (is_suspect(p, figure)) {
        amont_paint_hatched(p->c, "map.suspect", shapes, zone,
                            amont_graphic_style_of(p->c, "suspect"), state->suspect);
    } else {
        size_t class = amont_class_of(&state->classes, figure->value);
        amont_paint paint = {.fill = state->colours[class], .stroke = amont_no_colour};
        amont_trace_feature(p->c, shapes, zone);
        amont_page_paint(p->c->page, "map.class", &paint, state->entries[class]);
    }
}

/* A dark line on a light one shows between classes of any lightness. */
static void draw_edges(amont_plot *p, const char *graphic) {
    amont_paint edge = amont_graphic(p->c, graphic);
    for (size_t zone = 0; zone < p->level->n; zone++) {
        if (!p->level->selected[zone])
            continue;
        amont_trace_feature(p->c, p->level->layer->shapes, zone);
        amont_page_paint(p->c->page, "map.edge", &edge, -1);
    }
}

static void draw_areas(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            draw_zone(p, zone);
    draw_edges(p, "edge_casing");
    draw_edges(p, "zone_edge");
}

const amont_mark amont_mark_choropleth = {
    .info = {"choropleth", N_("zones in classes of colour, for ratios"), 1, 1},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .free = g_free,
};
