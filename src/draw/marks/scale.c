/* Classes of a series on a map, and what is said of them. What the source of figures flags as
 * doubtful moves no limit and is named in a note; what we estimate ourselves is sound, and counted
 * in a note. */
#include "draw/marks/areas.h"

#include <string.h>

/* Whether the figures are a field of zones with a column of flags, on whatever level. */
static bool has_flags(const amont_plot *p, const amont_series *series) {
    for (guint i = 0; i < p->c->study->zones->len; i++) {
        const amont_zones_spec *level = p->c->study->zones->pdata[i];
        for (guint k = 0; k < level->fields->len; k++) {
            const amont_field_spec *field = level->fields->pdata[k];
            if (field->flag && strcmp(field->entry.name, series->indicator) == 0)
                return true;
        }
    }
    return false;
}

bool amont_scale_is_doubtful(const amont_scale *scale, const amont_figure *figure) {
    return scale->flagged_by_source && figure->flag == AMONT_FLAG_ESTIMATED;
}

bool amont_scale_is_suspect(const amont_scale *scale, const amont_figure *figure) {
    const amont_classes *classes = &scale->classes;
    return amont_scale_is_doubtful(scale, figure) &&
           (figure->value < classes->limits[0] || figure->value > classes->limits[classes->n]);
}

GArray *amont_scale_values(const amont_plot *p, const amont_scale *scale, const bool *zones) {
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &scale->series->figures[zone];
        if (zones[zone] && amont_flag_has_value(figure->flag) &&
            !amont_scale_is_doubtful(scale, figure))
            g_array_append_val(values, figure->value);
    }
    return values;
}

bool amont_scale_make(const amont_plot *p, const amont_series *series, size_t n_classes,
                      amont_scale *scale, GError **error) {
    *scale = (amont_scale){.series = series, .flagged_by_source = has_flags(p, series)};
    g_autoptr(GArray) values = amont_scale_values(p, scale, p->level->reference);
    if (values->len == 0) {
        amont_entry_fail(&p->spec->entry, p->spec->value ? "value" : "values", error,
                         AMONT_ERROR_DATA, "no reference zone has a value of '%s'",
                         series->indicator);
        amont_hint(error,
                   "'amont stats' shows where there are values: choose a level with 'zones:'");
        return false;
    }
    return amont_classify((const double *)(void *)values->data, values->len,
                          (amont_method)p->spec->method, n_classes, p->spec->breaks,
                          &scale->classes, error);
}

int amont_decimals_of(double value) {
    int decimals = 0;
    while (decimals < 9 && amont_number_round(value, decimals) != value)
        decimals++;
    return decimals;
}

char *amont_classes_label(const amont_plot *p, const amont_classes *classes, int decimals,
                          size_t class) {
    bool last = class + 1 == classes->n;
    g_autofree char *low = amont_composer_number(p->c, classes->limits[class], decimals);
    g_autofree char *high = amont_composer_number(p->c, classes->limits[class + 1], decimals);
    if (strcmp(low, high) == 0)
        return amont_phrase(p->c, "class_single", "low", low, NULL);
    return amont_phrase(p->c, last ? "class_last" : "class", "low", low, "high", high, NULL);
}

/* The ends are the least and the greatest value, rounded as the figures are. */
char *amont_scale_label(const amont_plot *p, const amont_scale *scale, size_t class) {
    int decimals = MAX(scale->classes.decimals, scale->series->decimals);
    return amont_classes_label(p, &scale->classes, decimals, class);
}

size_t amont_scale_count(const amont_plot *p, const amont_scale *scale, size_t class) {
    size_t n = 0;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &scale->series->figures[zone];
        n += p->level->selected[zone] && amont_flag_has_value(figure->flag) &&
             !amont_scale_is_suspect(scale, figure) &&
             amont_class_of(&scale->classes, figure->value) == class;
    }
    return n;
}

/* ---- notes --------------------------------------------------------------------------------- */

static char *method_note(const amont_plot *p, const amont_classes *classes) {
    static const char *const keys[] = {"note_quantile", "note_equal", "note_fisher", "note_manual"};
    g_autofree char *n = g_strdup_printf("%zu", classes->n);
    return amont_phrase(p->c, classes->n == 1 ? "note_single" : keys[classes->method], "n", n,
                        NULL);
}

void amont_classes_note(amont_plot *p, const amont_classes *classes) {
    g_autofree char *note = method_note(p, classes);
    amont_composer_note(p->c, note);
}

/* Of several indicators on a map each is named. */
static void note_method(amont_plot *p, const amont_scale *scale) {
    g_autofree char *method = method_note(p, &scale->classes);
    g_autofree char *named =
        amont_phrase(p->c, "note_of", "label", scale->series->label, "note", method, NULL);
    amont_composer_note(p->c, p->c->n_plots > 1 ? named : method);
}

static void note_suspects(amont_plot *p, const amont_scale *scale) {
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &scale->series->figures[zone];
        if (!p->level->selected[zone] || !amont_scale_is_doubtful(scale, figure))
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
    note_method(p, scale);
    if (scale->flagged_by_source)
        note_suspects(p, scale);
    else
        note_estimates(p, scale);
}
