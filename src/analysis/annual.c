#include "analysis/annual.h"

#include "analysis/figures.h"
#include "base/i18n.h"

static bool is_annual(const amont_known_quantity *known) {
    const amont_years *years = &known->years;
    if (!years->until)
        return false;
    return !known->quantity->is_flux || years->until == years->from + 1;
}

const amont_known_quantity *amont_annual_of_year(amont_analysis *analysis, const char *quantity,
                                                 const amont_level *level, int year) {
    const GPtrArray *list = amont_quantities(analysis, quantity, level);
    for (guint i = 0; i < list->len; i++) {
        const amont_known_quantity *known = list->pdata[i];
        if (is_annual(known) && known->years.from == year)
            return known;
    }
    return NULL;
}

bool amont_annual_years(amont_analysis *analysis, const char *quantity, const amont_level *level,
                        amont_years *years) {
    const GPtrArray *list = amont_quantities(analysis, quantity, level);
    bool any = false;
    for (guint i = 0; i < list->len; i++) {
        const amont_known_quantity *known = list->pdata[i];
        if (!is_annual(known))
            continue;
        years->from = any ? MIN(years->from, known->years.from) : known->years.from;
        years->until = any ? MAX(years->until, known->years.from) : known->years.from;
        any = true;
    }
    return any;
}

/* The years that the table does not have, named; true when it has all. */
static bool has_all(const amont_request *ask, const char *quantity, amont_years years) {
    g_autoptr(GString) missing = g_string_new(NULL);
    for (int year = years.from; year <= years.until; year++)
        if (!amont_annual_of_year(ask->analysis, quantity, ask->level, year))
            g_string_append_printf(missing, "%s%d", missing->len > 0 ? ", " : "", year);
    if (missing->len > 0)
        amont_series_lacks(ask->series, N_("'%s' of the years %s on the level '%s'"), quantity,
                           missing->str, ask->level->name);
    return missing->len == 0;
}

bool amont_annual_sum(const amont_request *ask, const char *quantity, amont_years years,
                      amont_figure *sums) {
    if (!amont_quantity_latest(ask->analysis, quantity, ask->level))
        return !amont_series_lacks_quantity(ask->series, quantity, ask->level);
    if (!has_all(ask, quantity, years))
        return false;
    for (size_t zone = 0; zone < ask->level->n; zone++)
        sums[zone] = amont_figure_of(0, 0);
    for (int year = years.from; year <= years.until; year++) {
        const amont_known_quantity *known =
            amont_annual_of_year(ask->analysis, quantity, ask->level, year);
        for (size_t zone = 0; zone < ask->level->n; zone++)
            sums[zone] = amont_figure_sum(&sums[zone], &known->series->figures[zone]);
        amont_series_behind(ask->series, known->series);
    }
    return true;
}

char *amont_annual_label(const amont_request *ask, const char *quantity, amont_years years,
                         const char *unit) {
    const char *label =
        amont_quantity_find(quantity)->label[amont_analysis_layers(ask->analysis)->study->language];
    return years.from == years.until
               ? g_strdup_printf("%s, %d (%s)", label, years.from, unit)
               : g_strdup_printf("%s, %d-%d (%s)", label, years.from, years.until, unit);
}

int amont_years_count(amont_years years) {
    return years.until - years.from + 1;
}

bool amont_years_asked(const amont_request *ask, amont_years *years, GError **error) {
    *years = (amont_years){0, 0};
    if (!ask->argument || amont_years_parse(ask->argument, years))
        return true;
    amont_fail(error, AMONT_ERROR_CONFIG, "'%s' is neither a year nor a period", ask->argument);
    amont_hint(error, "write a year, as 2019, or the first and the last year, as 2011-2020");
    return false;
}
