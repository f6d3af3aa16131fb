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
                     "'%s' is a ratio: circles show counts and amounts", series->indicator);
    amont_hint(error, "use 'style: choropleth'");
    return false;
}
