/* Categories: zones by what they are, in hues of a qualitative palette or in those that the study
 * lists. Colour is never the only sign (C46): each category but the first has lines of its own. The
 * neutral word of a series stands last, in grey, and is then the one without lines. */
#include "draw/marks/areas.h"
#include "draw/ramp.h"

#include "base/i18n.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 7, MOST_ON_INSERT = 5 }; /* hues that can be told apart (C03) */

typedef struct category {
    double value;
    char *label;
    amont_colour colour;
    const amont_graphic_style *lines;
    int entry;
} category;

typedef struct categories {
    size_t n;
    category of[MOST];
    amont_apart apart;
} categories;

/* ---- preparing ----------------------------------------------------------------------------- */

static bool check_measure(const amont_plot *p, GError **error) {
    if (p->series->words || p->series->measure == AMONT_MEASURE_CATEGORY)
        return true;
    amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_CONFIG,
                     "'%s' is a quantity, and categories are drawn here", p->series->indicator);
    amont_hint(error, "use 'style: choropleth' for a ratio, 'style: circles' for a count");
    return false;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The values that selected zones have on any frame, ascending, without repeats. */
static GArray *distinct_values(const amont_plot *p) {
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));
    const amont_series *series = NULL;
    for (guint i = 0; (series = amont_plot_pooled(p, i)); i++)
        for (size_t zone = 0; zone < p->level->n; zone++)
            if (p->level->selected[zone] && amont_flag_has_value(series->figures[zone].flag))
                g_array_append_val(all, series->figures[zone].value);
    g_array_sort(all, ascending);
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < all->len; i++)
        if (i == 0 || g_array_index(all, double, i) != g_array_index(all, double, i - 1))
            g_array_append_val(values, g_array_index(all, double, i));
    return values;
}

static bool check_count(const amont_plot *p, size_t n, GError **error) {
    size_t most = p->c->look->compact ? MOST_ON_INSERT : MOST;
    if (n > 0 && n <= most)
        return true;
    if (n == 0)
        return amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_DATA,
                                "no selected zone has a value of '%s'", p->spec->value);
    amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_CONFIG,
                     "'%s' has %zu categories here: no more than %zu can be told apart",
                     p->spec->value, n, most);
    amont_hint(error, "group them, or choose a larger page or fewer zones");
    return false;
}

/* What a value is called: by its word, else by its number. */
static char *name_of(const amont_plot *p, double value) {
    amont_figure figure = {.value = value, .flag = AMONT_FLAG_OK};
    const char *word = amont_series_word(p->series, &figure);
    return word ? g_strdup(word) : amont_composer_number(p->c, value, p->series->decimals);
}

static const amont_category_spec *spec_of(const amont_plot *p, const char *name) {
    for (guint i = 0; i < p->spec->categories->len; i++) {
        const amont_category_spec *spec = p->spec->categories->pdata[i];
        if (strcmp(spec->entry.name, name) == 0)
            return spec;
    }
    return NULL;
}

static const amont_graphic_style *lines_of(const amont_plot *p, size_t index) {
    static const char *const names[MOST] = {"category_1", "category_2", "category_3", "category_4",
                                            "category_5", "category_6", "category_7"};
    return amont_graphic_style_of(p->c, names[index]);
}

static bool is_neutral(const amont_plot *p, double value) {
    amont_figure figure = {.value = value, .flag = AMONT_FLAG_OK};
    return amont_series_is_neutral(p->series, &figure);
}

/* The neutral value behind all others; returns whether it is there. */
static bool move_neutral_last(const amont_plot *p, GArray *values) {
    for (guint i = 0; i < values->len; i++) {
        double value = g_array_index(values, double, i);
        if (!is_neutral(p, value))
            continue;
        g_array_remove_index(values, i);
        g_array_append_val(values, value);
        return true;
    }
    return false;
}

static void add_category(amont_plot *p, double value, amont_colour colour,
                         const amont_graphic_style *lines) {
    categories *state = p->state;
    g_autofree char *name = name_of(p, value);
    const amont_category_spec *spec = spec_of(p, name);
    bool is_coloured = spec && !amont_colour_is_none(spec->colour);
    state->of[state->n++] = (category){
        .value = value,
        .label = g_strdup(spec ? spec->label : name),
        .colour = is_coloured ? spec->colour : colour,
        .lines = lines,
    };
}

static bool add_categories(amont_plot *p, GArray *values, GError **error) {
    amont_colour colours[MOST];
    bool has_neutral = move_neutral_last(p, values);
    size_t n_hues = values->len - (has_neutral ? 1 : 0);
    if (n_hues > 0 && !amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette,
                                  AMONT_PALETTE_QUALITATIVE, n_hues, colours, error))
        return false;
    for (size_t i = 0; i < n_hues; i++)
        add_category(p, g_array_index(values, double, i), colours[i], lines_of(p, i + has_neutral));
    if (has_neutral)
        add_category(p, g_array_index(values, double, n_hues),
                     amont_graphic_style_of(p->c, "neutral")->fill, lines_of(p, 0));
    return true;
}

static bool prepare(amont_plot *p, GError **error) {
    categories *state = g_new0(categories, 1);
    p->state = state;
    if (!check_measure(p, error))
        return false;
    g_autoptr(GArray) values = distinct_values(p);
    if (!check_count(p, values->len, error) || !add_categories(p, values, error))
        return false;
    amont_zones_credit(p);
    return true;
}

/* ---- legend and drawing -------------------------------------------------------------------- */

static void declare(amont_plot *p) {
    categories *state = p->state;
    const char *section = amont_plot_section(p);
    for (size_t i = 0; i < state->n; i++) {
        category *of = &state->of[i];
        of->entry = isnan(of->lines->hatch_gap_mm)
                        ? amont_zone_key(p, section, of->label, of->colour)
                        : amont_zone_key_hatched(p, section, of->label, of->colour, of->lines);
    }
    amont_apart_declare(p, section, p->series, &state->apart);
}

static void draw_zone(amont_plot *p, size_t zone) {
    const categories *state = p->state;
    const amont_figure *figure = &p->series->figures[zone];
    if (!amont_flag_has_value(figure->flag)) {
        amont_apart_draw_none(p, &state->apart, zone, figure->flag);
        return;
    }
    size_t i = 0;
    while (state->of[i].value != figure->value)
        i++;
    amont_graphic_style style = *state->of[i].lines;
    style.fill = state->of[i].colour;
    amont_paint_hatched(p->c, "map.category", p->level->layer->shapes, zone, &style,
                        state->of[i].entry);
    if (figure->flag == AMONT_FLAG_LOW_N)
        amont_apart_draw_low(p, &state->apart, zone);
}

static void draw_areas(amont_plot *p) {
    for (size_t zone = 0; zone < p->level->n; zone++)
        if (p->level->selected[zone])
            draw_zone(p, zone);
    amont_zone_edges(p);
}

static void free_state(void *data) {
    categories *state = data;
    for (size_t i = 0; state && i < state->n; i++)
        g_free(state->of[i].label);
    g_free(state);
}

const amont_mark amont_mark_categories = {
    .info = {"categories", N_("zones by what they are, in colours and lines"), 1, 1},
    .prepare = prepare,
    .declare = declare,
    .draw_areas = draw_areas,
    .free = free_state,
};
