/* Classes of a series on a map, and what is said of them. What the source of figures flags as
 * doubtful moves no limit and is named in a note; what we estimate ourselves is sound, and counted
 * in a note. */
#include "draw/marks/areas.h"

#include <string.h>

bool amont_scale_is_doubtful(const amont_scale *scale, const amont_figure *figure) {
    return scale->flagged_by_source && figure->flag == AMONT_FLAG_ESTIMATED;
}

bool amont_scale_is_suspect(const amont_scale *scale, const amont_figure *figure) {
    const amont_classes *classes = &scale->classes;
    return amont_scale_is_doubtful(scale, figure) &&
           (figure->value < classes->limits[0] || figure->value > classes->limits[classes->n]);
}

/* Those whose classes are the scale's, one by one; NULL past the end. */
static const amont_series *classed_with(const amont_plot *p, const amont_scale *scale, guint i) {
    if (scale->series == p->series)
        return amont_plot_pooled(p, i);
    return i == 0 ? scale->series : NULL;
}

GArray *amont_scale_values(const amont_plot *p, const amont_scale *scale, const bool *zones) {
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    const amont_series *series = NULL;
    for (guint i = 0; (series = classed_with(p, scale, i)); i++)
        amont_series_sound(p->c->study, series, zones, values);
    return values;
}

bool amont_values_classify(const amont_plot *p, const amont_class_values *values, size_t n_classes,
                           const GArray *breaks, amont_classes *classes, GError **error) {
    if (amont_classify(values, (amont_method)p->spec->method, n_classes, breaks, classes, error))
        return true;
    amont_place place = amont_yaml_place(p->spec->entry.node, "method");
    g_prefix_error(error, "%s:%d:%d: method: ", place.file, place.line, place.column);
    return false;
}

bool amont_scale_of_map(const amont_plot *p, amont_scale *scale, GError **error) {
    *scale = (amont_scale){
        .series = p->series,
        .flagged_by_source = amont_series_is_flagged(p->c->study, p->series),
    };
    return amont_map_classes(p->c->layers, p->c->table, p->spec, &scale->classes, error);
}

bool amont_scale_make(const amont_plot *p, const amont_series *series, size_t n_classes,
                      amont_scale *scale, GError **error) {
    *scale = (amont_scale){
        .series = series,
        .flagged_by_source = amont_series_is_flagged(p->c->study, series),
    };
    g_autoptr(GArray) values = amont_scale_values(p, scale, p->level->reference);
    g_autoptr(GArray) drawn = amont_scale_values(p, scale, p->level->selected);
    if (values->len == 0) {
        amont_entry_fail(&p->spec->entry, p->spec->value ? "value" : "values", error,
                         AMONT_ERROR_DATA, "no reference zone has a value of '%s'",
                         series->indicator);
        amont_hint(error,
                   "'amont stats' shows where there are values: choose a level with 'zones:'");
        return false;
    }
    amont_class_values all = {(const double *)(void *)values->data, values->len,
                              (const double *)(void *)drawn->data, drawn->len};
    return amont_values_classify(p, &all, n_classes, p->spec->breaks, &scale->classes, error);
}

int amont_decimals_of(double value) {
    int decimals = 0;
    while (decimals < 9 && amont_number_round(value, decimals) != value)
        decimals++;
    return decimals;
}

/* The ends are rounded as the figures are, unless the least value would reach its class's limit. */
static int label_decimals(const amont_classes *classes, int decimals) {
    while (classes->n > 1 && decimals < 15 && classes->limits[0] < classes->limits[1] &&
           amont_number_round(classes->limits[0], decimals) >= classes->limits[1])
        decimals++;
    return decimals;
}

char *amont_classes_label(const amont_plot *p, const amont_classes *classes, int decimals,
                          size_t class) {
    bool last = class + 1 == classes->n;
    decimals = label_decimals(classes, decimals);
    g_autofree char *low = amont_composer_number(p->c, classes->limits[class], decimals);
    g_autofree char *high = amont_composer_number(p->c, classes->limits[class + 1], decimals);
    if (strcmp(low, high) == 0)
        return amont_phrase(p->c, "class_single", "low", low, NULL);
    const char *key = p->c->look->compact ? (last ? "class_last_compact" : "class_compact")
                                          : (last ? "class_last" : "class");
    return amont_phrase(p->c, key, "low", low, "high", high, NULL);
}

char *amont_scale_label(const amont_plot *p, const amont_scale *scale, size_t class) {
    int decimals = scale->classes.decimals;
    const amont_series *series = NULL;
    for (guint i = 0; (series = classed_with(p, scale, i)); i++)
        decimals = MAX(decimals, series->decimals);
    return amont_classes_label(p, &scale->classes, decimals, class);
}

static size_t count(const amont_plot *p, const amont_scale *scale, size_t class) {
    size_t n = 0;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &scale->series->figures[zone];
        n += p->level->selected[zone] && amont_flag_has_value(figure->flag) &&
             !amont_scale_is_suspect(scale, figure) &&
             amont_class_of(&scale->classes, figure->value) == class;
    }
    return n;
}

size_t amont_scale_count(const amont_plot *p, const amont_scale *scale, size_t class) {
    size_t n = 0;
    const amont_series *series = NULL;
    for (guint i = 0; (series = classed_with(p, scale, i)); i++) {
        amont_scale own = *scale;
        own.series = series;
        own.flagged_by_source = amont_series_is_flagged(p->c->study, series);
        n += count(p, &own, class);
    }
    return n;
}

char *amont_scale_label_in_range(const amont_plot *p, const amont_scale *scale, size_t class) {
    g_autofree char *label = amont_scale_label(p, scale, class);
    if (amont_scale_count(p, scale, class) > 0)
        return g_steal_pointer(&label);
    return amont_phrase(p->c, "class_empty", "class", label, NULL);
}

/* ---- notes --------------------------------------------------------------------------------- */

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

/* Of several indicators on a map each is named (`label`). */
static void note_with_counts(amont_plot *p, const char *key, const amont_classes *classes,
                             const char *label) {
    g_autofree char *n = g_strdup_printf("%zu", classes->n);
    g_autofree char *asked = g_strdup_printf("%zu", classes->asked);
    g_autofree char *note = amont_phrase(p->c, key, "n", n, "asked", asked, NULL);
    g_autofree char *named =
        label ? amont_phrase(p->c, "note_of", "label", label, "note", note, NULL) : NULL;
    amont_composer_note(p->c, named ? named : note);
}

/* Which classes, why they may be fewer than asked for, and whose limits they have. */
static void note_classes(amont_plot *p, const amont_classes *classes, const char *label) {
    if (classes->n > 1)
        note_with_counts(p, method_notes[classes->method], classes, label);
    else
        note_with_counts(
            p, classes->limits[0] == classes->limits[1] ? "note_single" : "note_one_class", classes,
            label);
    if (classes->n > 1 && classes->n < classes->asked)
        note_with_counts(p, classes->few_values ? "note_fewer_values" : "note_fewer_classes",
                         classes, label);
}

void amont_classes_note(amont_plot *p, const amont_classes *classes) {
    note_classes(p, classes, NULL);
}

/* On whose values limits are set, where the map shows others, or only some of them (C37). */
static void note_reference(amont_plot *p, const amont_scale *scale) {
    size_t n = 0;
    bool others = p->pool->len > 1;
    const amont_series *series = NULL;
    for (guint i = 0; (series = classed_with(p, scale, i)); i++)
        for (size_t zone = 0; zone < p->level->n; zone++) {
            bool counts =
                p->level->reference[zone] && amont_flag_has_value(series->figures[zone].flag);
            n += counts;
            others = others || (counts && !p->level->selected[zone]);
        }
    if (!others || p->spec->breaks || p->spec->breaks_of)
        return;
    g_autofree char *number = amont_composer_number(p->c, (double)n, 0);
    g_autofree char *note =
        amont_phrase(p->c, p->pool->len > 1 ? "note_pooled" : "note_reference", "n", number, NULL);
    amont_composer_note(p->c, note);
}

static void note_shared(amont_plot *p) {
    if (!p->spec->breaks_of)
        return;
    const amont_map_spec *other = amont_study_map(p->c->study, p->spec->breaks_of);
    g_autofree char *shared = amont_phrase(p->c, "note_shared", "map", other->title, NULL);
    amont_composer_note(p->c, shared);
}

static void note_suspects(amont_plot *p, const amont_scale *scale) {
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &scale->series->figures[zone];
        if (!p->level->selected[zone] || !amont_scale_is_doubtful(scale, figure) ||
            !amont_is_own_zone(p->c, p->level, zone))
            continue;
        const amont_level *parent = p->level->parent_level;
        bool has_parent = parent && p->level->parent[zone] != AMONT_NO_ZONE;
        g_autofree char *value =
            amont_composer_number(p->c, figure->value, scale->series->decimals);
        g_autofree char *note = amont_phrase(
            p->c, "note_suspect", "zone", p->level->names[zone], "code", p->level->codes[zone],
            "parent", has_parent ? parent->names[p->level->parent[zone]] : "", "value", value,
            "unit", scale->series->unit, NULL);
        amont_composer_note(p->c, note);
    }
}

static void note_estimates(amont_plot *p, const amont_scale *scale) {
    size_t estimated = 0, all = 0;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        amont_flag flag = scale->series->figures[zone].flag;
        all += p->level->selected[zone] && amont_flag_has_value(flag);
        estimated += p->level->selected[zone] && flag == AMONT_FLAG_ESTIMATED;
    }
    if (estimated == 0)
        return;
    g_autofree char *n = g_strdup_printf("%zu", estimated);
    g_autofree char *of = g_strdup_printf("%zu", all);
    g_autofree char *note = amont_phrase(p->c, "note_estimated", "n", n, "of", of, NULL);
    amont_composer_note(p->c, note);
}

void amont_scale_notes(amont_plot *p, const amont_scale *scale) {
    note_classes(p, &scale->classes, p->c->n_plots > 1 ? scale->series->label : NULL);
    note_reference(p, scale);
    note_shared(p);
    if (scale->flagged_by_source)
        note_suspects(p, scale);
    else
        note_estimates(p, scale);
}
