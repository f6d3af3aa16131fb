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

static bool is_suspect(const amont_composer *c, const amont_figure *figure) {
    const choropleth *state = c->state;
    return is_doubtful(state, figure) && (figure->value < state->classes.limits[0] ||
                                          figure->value > state->classes.limits[state->classes.n]);
}

/* ---- preparing ----------------------------------------------------------------------------- */

static bool check_measure(const amont_composer *c, GError **error) {
    if (c->series->measure != AMONT_MEASURE_STOCK)
        return true;
    amont_entry_fail(&c->map->entry, "style", error, AMONT_ERROR_CONFIG,
                     "'%s' is a count: a choropleth of it would show the size of the zones",
                     c->map->value);
    amont_hint(error, "use 'style: circles', or show a ratio");
    return false;
}

/* Whether the figures are a field of zones with a column of flags, on whatever level. */
static bool has_flags(const amont_composer *c) {
    for (guint i = 0; i < c->study->zones->len; i++) {
        const amont_zones_spec *level = c->study->zones->pdata[i];
        for (guint k = 0; k < level->fields->len; k++) {
            const amont_field_spec *field = level->fields->pdata[k];
            if (field->flag && strcmp(field->entry.name, c->series->indicator) == 0)
                return true;
        }
    }
    return false;
}

static bool classify(amont_composer *c, choropleth *state, GError **error) {
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t zone = 0; zone < c->level->n; zone++) {
        const amont_figure *figure = &c->series->figures[zone];
        bool is_sound = amont_flag_has_value(figure->flag) && !is_doubtful(state, figure);
        if (c->level->reference[zone] && is_sound)
            g_array_append_val(values, figure->value);
    }
    if (values->len == 0) {
        amont_entry_fail(&c->map->entry, "value", error, AMONT_ERROR_DATA,
                         "no reference zone has a value of '%s'", c->map->value);
        amont_hint(error,
                   "'amont stats' shows where there are values: choose a level with 'zones:'");
        return false;
    }
    return amont_classify((const double *)(void *)values->data, values->len,
                          (amont_method)c->map->method, (size_t)c->map->classes, c->map->breaks,
                          &state->classes, error);
}

static bool choose_colours(amont_composer *c, choropleth *state, GError **error) {
    return amont_ramp(c->styles, &c->map->entry, c->map->palette, AMONT_PALETTE_SEQUENTIAL,
                      state->classes.n, state->colours, error);
}

static void note_method(amont_composer *c, const choropleth *state) {
    static const char *const keys[] = {"note_quantile", "note_equal", "note_fisher", "note_manual"};
    g_autofree char *n = g_strdup_printf("%zu", state->classes.n);
    const char *key = state->classes.n == 1 ? "note_single" : keys[state->classes.method];
    g_autofree char *note = amont_phrase(c, key, "n", n, NULL);
    amont_composer_note(c, note);
}

static void note_suspects(amont_composer *c) {
    for (size_t zone = 0; zone < c->level->n; zone++) {
        const amont_figure *figure = &c->series->figures[zone];
        if (!c->level->selected[zone] || !is_doubtful(c->state, figure))
            continue;
        const amont_level *parent = c->level->parent_level;
        bool has_parent = parent && c->level->parent[zone] != AMONT_NO_ZONE;
        g_autofree char *value = amont_composer_number(c, figure->value, c->series->decimals);
        g_autofree char *note = amont_phrase(
            c, "note_suspect", "zone", c->level->names[zone], "code", c->level->codes[zone],
            "parent", has_parent ? parent->names[c->level->parent[zone]] : "", "value", value,
            "unit", c->series->unit, NULL);
        amont_composer_note(c, note);
    }
}

static void note_estimates(amont_composer *c) {
    size_t estimated = 0, all = 0;
    for (size_t zone = 0; zone < c->level->n; zone++) {
        amont_flag flag = c->series->figures[zone].flag;
        all += c->level->selected[zone] && amont_flag_has_value(flag);
        estimated += c->level->selected[zone] && flag == AMONT_FLAG_ESTIMATED;
    }
    g_autofree char *n = g_strdup_printf("%zu", estimated);
    g_autofree char *of = g_strdup_printf("%zu", all);
    g_autofree char *note = amont_phrase(c, "note_estimated", "n", n, "of", of, NULL);
    if (estimated > 0)
        amont_composer_note(c, note);
}

static bool prepare(amont_composer *c, GError **error) {
    choropleth *state = g_new0(choropleth, 1);
    c->state = state;
    state->flagged_by_source = has_flags(c);
    if (!check_measure(c, error) || !classify(c, state, error) || !choose_colours(c, state, error))
        return false;
    g_autofree char *zones = amont_credit_line(&c->level->spec->credit);
    amont_composer_credit(c, c->series->source, NULL);
    amont_composer_credit(c, zones, c->level->spec->credit.licence);
    note_method(c, state);
    if (state->flagged_by_source)
        note_suspects(c);
    else
        note_estimates(c);
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

/* « de 20 000 à moins de 25 000 »: limits that do not overlap. The ends are the least and the
 * greatest value, rounded as the figures are. */
static char *class_label(amont_composer *c, const choropleth *state, size_t class) {
    const amont_classes *classes = &state->classes;
    bool last = class + 1 == classes->n;
    int decimals = MAX(classes->decimals, c->series->decimals);
    g_autofree char *low = amont_composer_number(c, classes->limits[class], decimals);
    g_autofree char *high = amont_composer_number(c, classes->limits[class + 1], decimals);
    if (strcmp(low, high) == 0)
        return amont_phrase(c, "class_single", "low", low, NULL);
    return amont_phrase(c, last ? "class_last" : "class", "low", low, "high", high, NULL);
}

static int declare_hatched(amont_composer *c, const char *graphic, const char *word) {
    const amont_graphic_style *style = amont_graphic_style_of(c, graphic);
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_BOX,
        .label = (char *)amont_word(c, word),
        .paint = amont_paint_of(style, 1),
        .hatch_gap_mm = style->hatch_gap_mm,
        .hatch_angle_deg = isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg,
    };
    return amont_page_declare(
        c->page, c->map->legend_title ? c->map->legend_title : c->series->label, &entry);
}

/* What all zones without a value have in common: missing at the source, hidden, not defined. */
static const char *word_for_no_value(const amont_composer *c) {
    amont_flag common = AMONT_FLAG_OK;
    for (size_t zone = 0; zone < c->level->n; zone++) {
        amont_flag flag = c->series->figures[zone].flag;
        if (!c->level->selected[zone] || amont_flag_has_value(flag))
            continue;
        if (common != AMONT_FLAG_OK && common != flag)
            return "without_value";
        common = flag;
    }
    return common == AMONT_FLAG_SECRET      ? "hidden"
           : common == AMONT_FLAG_UNDEFINED ? "undefined"
                                            : "missing";
}

static void declare(amont_composer *c) {
    choropleth *state = c->state;
    const char *section = c->map->legend_title ? c->map->legend_title : c->series->label;
    amont_colour edge = amont_graphic(c, "class_edge").stroke;
    for (size_t i = state->classes.n; i-- > 0;) { /* ratios from high to low (C32) */
        g_autofree char *label = class_label(c, state, i);
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_BOX,
            .label = label,
            .paint = {.fill = state->colours[i], .stroke = edge, .width_mm = 0.1},
            .hatch_gap_mm = NAN,
        };
        state->entries[i] = amont_page_declare(c->page, section, &entry);
    }
    state->suspect = declare_hatched(c, "suspect", "suspect");
    state->missing = declare_hatched(c, "missing", word_for_no_value(c));
}

/* ---- drawing ------------------------------------------------------------------------------- */

static void draw_zone(amont_composer *c, size_t zone) {
    choropleth *state = c->state;
    const amont_figure *figure = &c->series->figures[zone];
    const amont_shapes *shapes = c->level->layer->shapes;
    if (!amont_flag_has_value(figure->flag)) {
        amont_paint_hatched(c, "map.missing", shapes, zone, amont_graphic_style_of(c, "missing"),
                            state->missing);
    } else if (is_suspect(c, figure)) {
        amont_paint_hatched(c, "map.suspect", shapes, zone, amont_graphic_style_of(c, "suspect"),
                            state->suspect);
    } else {
        size_t class = amont_class_of(&state->classes, figure->value);
        amont_paint paint = {.fill = state->colours[class], .stroke = amont_no_colour};
        amont_trace_feature(c, shapes, zone);
        amont_page_paint(c->page, "map.class", &paint, state->entries[class]);
    }
}

/* A dark line on a light one shows between classes of any lightness. */
static void draw_edges(amont_composer *c, const char *graphic) {
    amont_paint edge = amont_graphic(c, graphic);
    for (size_t zone = 0; zone < c->level->n; zone++) {
        if (!c->level->selected[zone])
            continue;
        amont_trace_feature(c, c->level->layer->shapes, zone);
        amont_page_paint(c->page, "map.edge", &edge, -1);
    }
}

static void draw_areas(amont_composer *c) {
    for (size_t zone = 0; zone < c->level->n; zone++)
        if (c->level->selected[zone])
            draw_zone(c, zone);
    draw_edges(c, "edge_casing");
    draw_edges(c, "zone_edge");
}

const amont_mark amont_mark_choropleth = {
    .info = {"choropleth", N_("zones in classes of colour, for ratios"), true},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .free = g_free,
};
