/* What marks ask of the figures they show. */
#include "draw/composer.h"

const char *amont_plot_section(const amont_plot *p) {
    return p->spec->legend_title ? p->spec->legend_title : p->series->label;
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

const char *amont_plot_word_for_no_value(const amont_plot *p, const amont_series *series) {
    amont_flag common = AMONT_FLAG_OK;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        amont_flag flag = series->figures[zone].flag;
        if (!p->level->selected[zone] || amont_flag_has_value(flag))
            continue;
        if (common != AMONT_FLAG_OK && common != flag)
            return amont_word(p->c, "without_value");
        common = flag;
    }
    return amont_word(p->c, common == AMONT_FLAG_SECRET      ? "hidden"
                            : common == AMONT_FLAG_UNDEFINED ? "undefined"
                                                             : "missing");
}
