/* What marks ask of the figures they show. */
#include "draw/composer.h"

#include <math.h>
#include <string.h>

/* ---- units on maps ------------------------------------------------------------------------- */

static void see(const amont_figure *figure, double *least, double *most) {
    if (!amont_flag_has_value(figure->flag) || figure->value == 0)
        return;
    *least = fmin(*least, fabs(figure->value));
    *most = fmax(*most, fabs(figure->value));
}

static void scale(amont_figure *figure, double by) {
    figure->value *= by;
    figure->numerator *= by;
    figure->denominator *= by;
}

/* Millions where the smallest sum is not lost in them, else thousands; 1: as in the table. Numbers
 * of the study (limits, the largest symbol) are in the table's unit: then nothing changes. */
static double larger_unit(const amont_plot *p, const amont_series *series,
                          const GPtrArray *beside) {
    const amont_map_spec *spec = p->spec;
    bool fixed =
        spec->breaks || spec->breaks_of || !isnan(spec->largest) || !isnan(spec->dot_value);
    if (fixed || series->measure != AMONT_MEASURE_STOCK || g_strcmp0(series->unit, "€") != 0)
        return 1;
    double least = INFINITY, most = 0;
    for (guint i = 0; i < beside->len; i++) {
        const amont_series *of = beside->pdata[i];
        for (size_t zone = 0; zone < of->n_zones; zone++)
            if (p->level->selected[zone])
                see(&of->figures[zone], &least, &most);
    }
    if (most < 1e5)
        return 1;
    return least >= 1e5 && most >= 1e6 ? 1e6 : 1e3;
}

const amont_series *amont_plot_show(amont_plot *p, const amont_series *series,
                                    const GPtrArray *beside) {
    double unit = larger_unit(p, series, beside);
    if (unit == 1)
        return series;
    amont_series *shown = g_memdup2(series, sizeof *series);
    shown->unit = g_strdup(unit == 1e6 ? "M€" : "k€");
    shown->figures = g_memdup2(series->figures, series->n_zones * sizeof *series->figures);
    for (size_t zone = 0; zone < series->n_zones; zone++)
        scale(&shown->figures[zone], 1 / unit);
    amont_figure *const others[] = {&shown->unplaced, &shown->elsewhere, &shown->outside,
                                    &shown->overall};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        scale(others[i], 1 / unit);
    shown->decimals = unit == 1e6 ? 2 : 0;
    g_ptr_array_add(p->shown, shown);
    return shown;
}

const amont_series *amont_plot_pooled(const amont_plot *p, guint index) {
    return index < p->pool->len ? p->pool->pdata[index] : NULL;
}

char *amont_plot_figure(const amont_plot *p, const amont_series *series, double value) {
    const int significant = 3;
    int whole = value == 0 || !isfinite(value)
                    ? 1
                    : (int)floor(log10(fabs(value)) + 1e-12) + 1; /* digits before the comma */
    int decimals = MIN(series->decimals, MAX(significant - whole, 0));
    double rounded = whole > significant ? amont_number_round(value, significant - whole) : value;
    return amont_composer_number(p->c, rounded, decimals);
}

/* ---- what they are -------------------------------------------------------------------------- */

const char *amont_plot_section(const amont_plot *p) {
    if (p->spec->legend_title)
        return p->spec->legend_title;
    return p->pool->len > 1 ? p->c->series_title : p->series->label;
}

const char *amont_plot_category(const amont_plot *p, const amont_project *project) {
    if (!p->spec->category)
        return project->category;
    return strcmp(p->spec->category, "fund") == 0 ? project->fund : project->axis;
}

bool amont_plot_check_category(const amont_plot *p, GError **error) {
    const char *name = p->spec->category;
    if (!name || strcmp(name, "fund") == 0 || strcmp(name, "axis") == 0)
        return true;
    amont_entry_fail(&p->spec->entry, "category", error, AMONT_ERROR_CONFIG,
                     "projects are not shown by '%s'", name);
    amont_hint(error,
               "'fund', 'axis', or nothing: the category that 'attributes' of the layer names");
    return false;
}

static bool fail_category(const amont_plot *p, const amont_series *series, GError **error) {
    amont_entry_fail(&p->spec->entry, "value", error, AMONT_ERROR_CONFIG,
                     "'%s' is a category, in words: the mark '%s' does not draw it",
                     series->indicator, p->mark->info.name);
    amont_hint(error, "use 'style: categories', or draw the figure that the category is made of");
    return false;
}

bool amont_plot_takes_ratio(const amont_plot *p, const amont_series *series, GError **error) {
    if (series->words)
        return fail_category(p, series, error);
    if (series->measure != AMONT_MEASURE_STOCK)
        return true;
    amont_entry_fail(&p->spec->entry, "style", error, AMONT_ERROR_CONFIG,
                     "'%s' is a count: a choropleth of it would show the size of the zones",
                     series->indicator);
    amont_hint(error, "use 'style: circles', or show a ratio");
    return false;
}

bool amont_plot_takes_stock(const amont_plot *p, const amont_series *series, GError **error) {
    if (series->words)
        return fail_category(p, series, error);
    if (series->measure != AMONT_MEASURE_RATIO)
        return true;
    amont_entry_fail(&p->spec->entry, "style", error, AMONT_ERROR_CONFIG,
                     "'%s' is a ratio: sizes show counts and amounts", series->indicator);
    amont_hint(error, "use 'style: choropleth'");
    return false;
}

enum { DIFFERENT = -1 }; /* beside the flags */

/* What `common`, the flag of zones seen before, and those of a series have in common; OK: none is
 * without a value. */
static int common_flag(const amont_plot *p, const amont_series *series, int common) {
    for (size_t zone = 0; zone < p->level->n; zone++) {
        amont_flag flag = series->figures[zone].flag;
        if (!p->level->selected[zone] || amont_flag_has_value(flag))
            continue;
        common = common == AMONT_FLAG_OK || common == (int)flag ? (int)flag : DIFFERENT;
    }
    return common;
}

static const char *word_for(const amont_plot *p, int common) {
    return amont_word(p->c, common == DIFFERENT              ? "without_value"
                            : common == AMONT_FLAG_SECRET    ? "hidden"
                            : common == AMONT_FLAG_UNDEFINED ? "undefined"
                                                             : "missing");
}

const char *amont_plot_word_for_no_value(const amont_plot *p, const amont_series *series) {
    int common = AMONT_FLAG_OK;
    const amont_series *of = NULL;
    if (p->pool->len <= 1)
        return word_for(p, common_flag(p, series, common));
    for (guint i = 0; (of = amont_plot_pooled(p, i)); i++)
        common = common_flag(p, of, common);
    return word_for(p, common);
}
