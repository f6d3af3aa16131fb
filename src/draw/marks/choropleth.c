/* Choropleth: ratios as classes of lightness. Class limits come from the reference units whose
 * value is sound: what its source flags as doubtful is drawn, but moves no limit, and is named in a
 * note. What we estimate ourselves is sound, and counted in a note. */
#include "draw/composer.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

typedef struct choropleth {
    amont_classes classes;
    const amont_palette *palette;
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

/* Whether the figures are a field of zones with a column of flags, on whatever level. */
static bool has_flags(const amont_plot *p) {
    for (guint i = 0; i < p->c->study->zones->len; i++) {
        const amont_zones_spec *level = p->c->study->zones->pdata[i];
        for (guint k = 0; k < level->fields->len; k++) {
            const amont_field_spec *field = level->fields->pdata[k];
            if (field->flag && strcmp(field->entry.name, p->series->indicator) == 0)
                return true;
        }
    }
    return false;
}

static bool classify(amont_plot *p, choropleth *state, GError **error) {
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &p->series->figures[zone];
        bool is_sound = amont_flag_has_value(figure->flag) && !is_doubtful(state, figure);
        if (p->level->reference[zone] && is_sound)
            g_array_append_val(values, figure->value);
    }
    if (values->len == 0) {
        amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_DATA,
                         "no reference zone has a value of '%s'", p->spec->value);
        amont_hint(error,
                   "'amont stats' shows where there are values: choose a level with 'zones:'");
        return false;
    }
    return amont_classify((const double *)(void *)values->data, values->len,
                          (amont_method)p->spec->method, (size_t)p->spec->classes, p->spec->breaks,
                          &state->classes, error);
}

static bool choose_colours(amont_plot *p, choropleth *state, GError **error) {
    const char *name = p->spec->palette ? p->spec->palette : "blues";
    state->palette = amont_styles_palette(p->c->styles, name);
    if (!state->palette) {
        g_auto(GStrv) names = amont_styles_palettes(p->c->styles);
        g_autofree char *list = g_strjoinv(", ", names);
        amont_entry_fail(&p->spec->entry, "palette", error, AMONT_ERROR_CONFIG,
                         "there is no palette '%s'", name);
        amont_hint(error, "one of: %s", list);
        return false;
    }
    size_t n = state->classes.n;
    const GArray *colours = n >= 2 ? state->palette->by_count[n - 2] : state->palette->by_count[0];
    if (!colours || colours->len < n)
        return amont_entry_fail(&p->spec->entry, "palette", error, AMONT_ERROR_CONFIG,
                                "the palette '%s' has no colours for %zu classes", name, n);
    for (size_t i = 0; i < n; i++)
        state->colours[i] = g_array_index(colours, amont_colour, i);
    return true;
}

static void note_method(amont_plot *p, const choropleth *state) {
    static const char *const keys[] = {"note_quantile", "note_equal", "note_fisher", "note_manual"};
    g_autofree char *n = g_strdup_printf("%zu", state->classes.n);
    const char *key = state->classes.n == 1 ? "note_single" : keys[state->classes.method];
    g_autofree char *note = amont_phrase(p->c, key, "n", n, NULL);
    amont_composer_note(p->c, note);
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
    state->flagged_by_source = has_flags(p);
    if (!amont_plot_takes_ratio(p, p->series, error) || !classify(p, state, error) ||
        !choose_colours(p, state, error))
        return false;
    g_autofree char *zones = amont_credit_line(&p->level->spec->credit);
    amont_composer_credit(p->c, p->series->source, NULL);
    amont_composer_credit(p->c, zones, p->level->spec->credit.licence);
    note_method(p, state);
    if (state->flagged_by_source)
        note_suspects(p);
    else
        note_estimates(p);
    return true;
}

/* ---- legend -------------------------------------------------------------------------------- */

/* « de 20 000 à moins de 25 000 »: limits that do not overlap. The ends are the least and the
 * greatest value, rounded as the figures are. */
static char *class_label(amont_plot *p, const choropleth *state, size_t class) {
    const amont_classes *classes = &state->classes;
    bool last = class + 1 == classes->n;
    int decimals = MAX(classes->decimals, p->series->decimals);
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
