/* Hatches: classes of a ratio as lines of growing density, in millimetres of paper; or, where the
 * map lists `categories`, the zones that have one of these values and no others; or the words of a
 * series, but for its neutral one. Drawn over another mark the ground stays open, so that its
 * colours are seen. */
#include "draw/marks/areas.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

enum { CLASSES_MOST = 4 };

typedef struct hatches {
    amont_scale scale;
    int entries[CLASSES_MOST], missing;
    amont_apart apart;
    double values[CLASSES_MOST]; /* of a list */
    const char *labels[CLASSES_MOST];
    size_t n_listed;
} hatches;

static bool stands_over(const amont_plot *p) {
    return p != &p->c->plots[0];
}

static const amont_graphic_style *style_of(const amont_plot *p, size_t class) {
    static const char *const names[CLASSES_MOST] = {"hatch_1", "hatch_2", "hatch_3", "hatch_4"};
    return amont_graphic_style_of(p->c, names[class]);
}

/* ---- zones of listed values ---------------------------------------------------------------- */

static bool is_list(const amont_plot *p) {
    return p->spec->categories->len > 0 || p->series->words;
}

/* Lists differ in kind: lines of one direction that grow denser would be an order. */
static const amont_graphic_style *style_of_listed(const amont_plot *p, size_t index) {
    static const char *const names[CLASSES_MOST] = {"hatch_category_1", "hatch_category_2",
                                                    "hatch_category_3", "hatch_category_4"};
    return amont_graphic_style_of(p->c, names[index]);
}

/* The value that a name of the map stands for: a word of the series, or a number. */
static bool parse_value(const amont_series *series, const char *name, double *value) {
    for (size_t i = 0; series->words && series->words[i]; i++) {
        *value = (double)i;
        if (strcmp(series->words[i], name) == 0)
            return true;
    }
    return amont_number_parse(name, value);
}

static char *join_words(const amont_series *series) {
    g_autofree char *words = g_strjoinv("', '", (char **)series->words);
    return g_strconcat("'", words, "'", NULL);
}

static bool fail_name(const amont_plot *p, const amont_category_spec *category, GError **error) {
    amont_entry_fail(&category->entry, NULL, error, AMONT_ERROR_CONFIG,
                     "'%s' is no value that zones can have", category->entry.name);
    if (p->series->words) {
        g_autofree char *words = join_words(p->series);
        amont_hint(error, "one of: %s", words);
    } else {
        amont_hint(error, "a number, as '%s' gives them", p->series->indicator);
    }
    return false;
}

static bool check_count(const amont_plot *p, size_t n, GError **error) {
    if (n <= CLASSES_MOST)
        return true;
    amont_entry_fail(&p->spec->entry, p->spec->categories->len > 0 ? "categories" : "value", error,
                     AMONT_ERROR_CONFIG, "%zu kinds of hatches cannot be told apart", n);
    amont_hint(error, "list at most %d of them as 'categories'", CLASSES_MOST);
    return false;
}

static bool list_named(const amont_plot *p, hatches *state, GError **error) {
    const GPtrArray *named = p->spec->categories;
    if (!check_count(p, named->len, error))
        return false;
    for (guint i = 0; i < named->len; i++) {
        const amont_category_spec *category = named->pdata[i];
        if (!parse_value(p->series, category->entry.name, &state->values[i]))
            return fail_name(p, category, error);
        state->labels[i] = category->label;
    }
    state->n_listed = named->len;
    return true;
}

static bool list_words(const amont_plot *p, hatches *state, GError **error) {
    const amont_series *series = p->series;
    size_t n = 0;
    for (size_t i = 0; series->words[i]; i++) {
        if (series->neutral && strcmp(series->words[i], series->neutral) == 0)
            continue;
        if (n < CLASSES_MOST) {
            state->values[n] = (double)i;
            state->labels[n] = series->words[i];
        }
        n++;
    }
    state->n_listed = n;
    return check_count(p, n, error);
}

static void declare_listed(amont_plot *p, hatches *state) {
    const char *section = p->spec->legend_title ? p->spec->legend_title : "";
    for (size_t i = 0; i < state->n_listed; i++)
        state->entries[i] = amont_zone_key_hatched(p, section, state->labels[i], amont_no_colour,
                                                   style_of_listed(p, i));
}

static void draw_listed(amont_plot *p, size_t zone) {
    const hatches *state = p->state;
    const amont_figure *figure = &p->series->figures[zone];
    for (size_t i = 0; i < state->n_listed && amont_flag_has_value(figure->flag); i++)
        if (state->values[i] == figure->value)
            amont_zone_hatch(p, zone, "map.hatch", style_of_listed(p, i), state->entries[i]);
}

/* ---- preparing ----------------------------------------------------------------------------- */

static bool check_classes(const amont_plot *p, size_t n, GError **error) {
    if (n <= CLASSES_MOST)
        return true;
    bool manual = p->spec->method == AMONT_METHOD_MANUAL;
    amont_entry_fail(&p->spec->entry, manual ? "breaks" : "classes", error, AMONT_ERROR_CONFIG,
                     "%zu densities of hatches cannot be told apart", n);
    amont_hint(error, "from 2 to %d classes", CLASSES_MOST);
    return false;
}

/* Five classes, which are usual elsewhere, are too many here: three, where none are asked for. */
static bool classify(const amont_plot *p, hatches *state, GError **error) {
    bool is_open = isnan(p->spec->classes) && !p->spec->breaks && !p->spec->breaks_of;
    size_t n = amont_map_class_count(p->spec);
    return is_open && n > CLASSES_MOST ? amont_scale_make(p, p->series, 3, &state->scale, error)
                                       : amont_scale_of_map(p, &state->scale, error);
}

static bool prepare(amont_plot *p, GError **error) {
    hatches *state = g_new0(hatches, 1);
    p->state = state;
    if (is_list(p)) {
        amont_zones_credit(p);
        return p->spec->categories->len > 0 ? list_named(p, state, error)
                                            : list_words(p, state, error);
    }
    if (!amont_plot_takes_ratio(p, p->series, error) || !classify(p, state, error) ||
        !check_classes(p, state->scale.classes.n, error))
        return false;
    amont_zones_credit(p);
    amont_scale_notes(p, &state->scale);
    return true;
}

/* ---- legend and drawing -------------------------------------------------------------------- */

static void declare(amont_plot *p) {
    hatches *state = p->state;
    const char *section = amont_plot_section(p);
    if (is_list(p)) {
        declare_listed(p, state);
        return;
    }
    for (size_t i = state->scale.classes.n; i-- > 0;) {
        g_autofree char *label = amont_scale_label_in_range(p, &state->scale, i);
        state->entries[i] = amont_class_key_hatched(p, section, label, style_of(p, i));
    }
    state->missing =
        amont_zone_key_hatched(p, section, amont_word(p->c, "hatch_none"), amont_no_colour,
                               amont_graphic_style_of(p->c, "hatch_none"));
    if (!stands_over(p))
        amont_apart_declare(p, section, p->series, &state->apart);
}

static void draw_none(amont_plot *p, size_t zone, amont_flag flag) {
    const hatches *state = p->state;
    if (stands_over(p))
        amont_zone_hatch(p, zone, "map.missing", amont_graphic_style_of(p->c, "hatch_none"),
                         state->missing);
    else
        amont_apart_draw_none(p, &state->apart, zone, flag);
}

static void draw_zone(amont_plot *p, size_t zone) {
    const hatches *state = p->state;
    const amont_figure *figure = &p->series->figures[zone];
    if (is_list(p)) {
        draw_listed(p, zone);
        return;
    }
    bool has_class =
        amont_flag_has_value(figure->flag) && !amont_scale_is_suspect(&state->scale, figure);
    if (!has_class) {
        draw_none(p, zone, figure->flag);
        return;
    }
    size_t class = amont_class_of(&state->scale.classes, figure->value);
    amont_zone_hatch(p, zone, "map.hatch", style_of(p, class), state->entries[class]);
}

static void draw_areas(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            draw_zone(p, zone);
    if (!stands_over(p))
        amont_zone_edges(p);
}

static void write_value(amont_plot *p, size_t zone) {
    const amont_figure *figure = &p->series->figures[zone];
    g_autofree char *value =
        amont_flag_has_value(figure->flag) ? amont_plot_figure(p, p->series, figure->value) : NULL;
    amont_zone_caption(p, zone, value, amont_no_colour);
}

/* Over another mark, that one's names. */
static void draw_names(amont_plot *p) {
    amont_plot *under = &p->c->plots[0];
    if (!stands_over(p) && p->spec->categories->len == 0)
        amont_zones_caption(p, write_value);
    else if (stands_over(p) && under->mark->draw_names)
        under->mark->draw_names(under);
    else
        amont_want_zone_names(p->c);
}

const amont_mark amont_mark_hatches = {
    .info = {"hatches", N_("zones in classes of hatches, also over another mark"), 1, 1},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .draw_names = draw_names,
    .free = g_free,
};
