/* Indicators that are one quantity over another, or over the area of the zone. */
#include "analysis/figures.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

static void label_year(amont_series *series, int year) {
    if (!year)
        return;
    char *label = g_strdup_printf("%s, %d", series->label, year);
    g_free(series->label);
    series->label = label;
}

static bool per_area(const amont_request *ask) {
    const amont_indicator *self = ask->indicator;
    const amont_known_quantity *known =
        amont_quantity_latest(ask->analysis, self->numerator, ask->level);
    if (!known)
        return amont_series_lacks_quantity(ask->series, self->numerator, ask->level);
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure area = amont_figure_area(ask->level, zone, 1e6);
        ask->series->figures[zone] =
            amont_figure_ratio(&known->series->figures[zone], &area, self->factor);
    }
    amont_series_behind(ask->series, known->series);
    amont_series_say_parts(ask->series, known->series->label, "km²");
    label_year(ask->series, known->years.until);
    if (known->series->secrecy != AMONT_SECRECY_NONE)
        amont_series_keep_dwellings(ask->series, AMONT_SECRECY_NUMERATOR);
    return true;
}

/* Which of both lacks; where both are there, a common year does. */
static bool lacks_pair(const amont_request *ask) {
    const char *const names[] = {ask->indicator->numerator, ask->indicator->denominator};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!amont_quantity_latest(ask->analysis, names[i], ask->level))
            return amont_series_lacks_quantity(ask->series, names[i], ask->level);
    return amont_series_lacks(ask->series, N_("'%s' and '%s' of one year"), names[0], names[1]);
}

bool amont_compute_ratio(const amont_request *ask, GError **error) {
    (void)error;
    const amont_indicator *self = ask->indicator;
    if (!self->denominator)
        return per_area(ask);
    const amont_known_quantity *pair[2];
    if (!amont_quantity_pair(ask->analysis, self->numerator, self->denominator, ask->level, pair))
        return lacks_pair(ask);
    amont_series_ratio(ask->series, pair[0]->series->figures, pair[1]->series->figures,
                       self->factor);
    amont_series_behind(ask->series, pair[0]->series);
    amont_series_behind(ask->series, pair[1]->series);
    amont_series_say_parts(ask->series, pair[0]->series->label, pair[1]->series->label);
    label_year(ask->series, pair[0]->years.until);
    if (pair[0]->series->secrecy != AMONT_SECRECY_NONE)
        amont_series_keep_dwellings(ask->series, AMONT_SECRECY_NUMERATOR);
    return true;
}
