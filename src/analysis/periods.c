#include "analysis/periods.h"

#include "analysis/figures.h"
#include "base/i18n.h"

/* ---- which dates --------------------------------------------------------------------------- */

static bool has_all_at(const amont_request *ask, const amont_period_want *want, int year) {
    for (size_t i = 0; want->quantities[i]; i++)
        if (!amont_quantity_of_year(ask->analysis, want->quantities[i], ask->level, year))
            return false;
    return true;
}

static bool has_fluxes(const amont_request *ask, const amont_period_want *want, int from,
                       int until) {
    for (int year = from; want->flux && year < until; year++)
        if (!amont_annual_of_year(ask->analysis, want->flux, ask->level, year))
            return false;
    return true;
}

static bool has_both(const amont_request *ask, const amont_period_want *want, amont_years dates) {
    return has_all_at(ask, want, dates.from) && has_all_at(ask, want, dates.until) &&
           has_fluxes(ask, want, dates.from, dates.until);
}

/* Year `i` of the first quantity, which others may have too. */
static int year_at(const GPtrArray *list, guint i) {
    return ((const amont_known_quantity *)list->pdata[i])->years.until;
}

static bool find_latest(const amont_request *ask, const amont_period_want *want,
                        amont_years *dates) {
    const GPtrArray *list = amont_quantities(ask->analysis, want->quantities[0], ask->level);
    for (guint later = list->len; later-- > 0;)
        for (guint earlier = later; earlier-- > 0;) {
            *dates = (amont_years){year_at(list, earlier), year_at(list, later)};
            if (dates->from && dates->until - dates->from >= want->least &&
                has_both(ask, want, *dates))
                return true;
        }
    return false;
}

/* ---- what lacks ---------------------------------------------------------------------------- */

static char *list_wanted(const amont_period_want *want) {
    g_autofree char *names = g_strjoinv(", ", (char **)want->quantities);
    return want->flux ? g_strdup_printf("%s, %s", names, want->flux) : g_steal_pointer(&names);
}

static bool lacks_whole_quantity(const amont_request *ask, const amont_period_want *want) {
    for (size_t i = 0; want->quantities[i]; i++)
        if (!amont_quantity_latest(ask->analysis, want->quantities[i], ask->level))
            return amont_series_lacks_quantity(ask->series, want->quantities[i], ask->level);
    amont_years years;
    if (want->flux && !amont_annual_years(ask->analysis, want->flux, ask->level, &years))
        return amont_series_lacks_quantity(ask->series, want->flux, ask->level);
    return false;
}

static void say_what_lacks(const amont_request *ask, const amont_period_want *want,
                           amont_years asked) {
    if (lacks_whole_quantity(ask, want))
        return;
    g_autofree char *wanted = list_wanted(want);
    if (asked.from)
        amont_series_lacks(ask->series, N_("%s for %d and %d and the years between"), wanted,
                           asked.from, asked.until);
    else
        amont_series_lacks(ask->series, N_("%s for two dates, %d or more years apart"), wanted,
                           want->least);
}

bool amont_period_find(const amont_request *ask, const amont_period_want *want, amont_years *dates,
                       GError **error) {
    amont_years asked;
    if (!amont_years_asked(ask, &asked, error))
        return false;
    if (asked.from && asked.from == asked.until) {
        amont_fail(error, AMONT_ERROR_CONFIG, "'%s' is one date, not two", ask->argument);
        amont_hint(error, "write both, as 2016-2022");
        return false;
    }
    *dates = asked;
    if (asked.from ? has_both(ask, want, asked) : find_latest(ask, want, dates))
        return true;
    say_what_lacks(ask, want, asked);
    return false;
}

/* ---- what changed -------------------------------------------------------------------------- */

amont_change amont_period_change(const amont_request *ask, const char *quantity,
                                 amont_years dates) {
    amont_change change = {
        amont_quantity_of_year(ask->analysis, quantity, ask->level, dates.from),
        amont_quantity_of_year(ask->analysis, quantity, ask->level, dates.until)};
    amont_series_behind(ask->series, change.earlier->series);
    amont_series_behind(ask->series, change.later->series);
    return change;
}

/* What is too few to be printed shows in no difference either. */
static amont_figure figure_at(const amont_known_quantity *known, size_t zone) {
    amont_figure figure = known->series->figures[zone];
    if (amont_figure_is_secret(known->series, &figure))
        figure.flag = AMONT_FLAG_SECRET;
    return figure;
}

amont_figure amont_change_of(const amont_change *change, size_t zone) {
    amont_figure later = figure_at(change->later, zone), earlier = figure_at(change->earlier, zone);
    return amont_figure_difference(&later, &earlier);
}

char *amont_change_label(const amont_change *change) {
    return g_strdup_printf("%s − %s", change->later->series->label, change->earlier->series->label);
}

void amont_period_flux(const amont_request *ask, const char *flux, amont_years dates,
                       amont_figure *sums) {
    bool known = amont_annual_sum(ask, flux, (amont_years){dates.from, dates.until - 1}, sums);
    g_assert(known); /* amont_period_find has seen to it */
}
