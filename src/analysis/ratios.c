/* Indicators that are one quantity over another, or over the area of the zone. */
#include "analysis/figures.h"
#include "analysis/quantities.h"
#include "base/i18n.h"

#include <stdlib.h>

static void label_year(amont_series *series, int year) {
    if (year)
        amont_series_dated(series, "%d", year);
}

bool amont_compute_as_it_is(const amont_request *ask, GError **error) {
    (void)error;
    const amont_known_quantity *known =
        amont_quantity_latest(ask->analysis, ask->indicator->numerator, ask->level);
    if (!known)
        return amont_series_lacks_quantity(ask->series, ask->indicator->numerator, ask->level);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = known->series->figures[zone];
    amont_series_behind(ask->series, known->series);
    label_year(ask->series, known->years.until);
    if (known->series->secrecy != AMONT_SECRECY_NONE)
        amont_series_keep_dwellings(ask->series, AMONT_SECRECY_VALUE);
    return true;
}

/* What lies within the outline counts, rivers too: densities over the official area may differ. */
static char *say_area(const amont_request *ask, double square_metres) {
    const char *unit = square_metres == 1 ? "m²" : square_metres == 1e4 ? "ha" : "km²";
    if (amont_analysis_layers(ask->analysis)->study->language == AMONT_LANGUAGE_FR)
        return g_strconcat("superficie du contour (", unit, "), eau comprise", NULL);
    return g_strconcat("area of the outline (", unit, "), water included", NULL);
}

static bool per_area(const amont_request *ask) {
    const amont_indicator *self = ask->indicator;
    const amont_known_quantity *known =
        amont_quantity_latest(ask->analysis, self->numerator, ask->level);
    if (!known)
        return amont_series_lacks_quantity(ask->series, self->numerator, ask->level);
    double unit = self->area_unit_m2 > 0 ? self->area_unit_m2 : 1e6;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure area = amont_figure_area(ask->level, zone, unit);
        ask->series->figures[zone] =
            amont_figure_ratio(&known->series->figures[zone], &area, self->factor);
    }
    amont_series_behind(ask->series, known->series);
    g_autofree char *basis = say_area(ask, unit);
    amont_series_say_parts(ask->series, known->series->label, basis);
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

static void divide(const amont_request *ask, const amont_known_quantity *const pair[2]) {
    amont_series_ratio(ask->series, pair[0]->series->figures, pair[1]->series->figures,
                       ask->indicator->factor);
    amont_series_behind(ask->series, pair[0]->series);
    amont_series_behind(ask->series, pair[1]->series);
    amont_series_say_parts(ask->series, pair[0]->series->label, pair[1]->series->label);
    if (pair[0]->series->secrecy != AMONT_SECRECY_NONE)
        amont_series_keep_dwellings(ask->series, AMONT_SECRECY_NUMERATOR);
}

bool amont_compute_ratio(const amont_request *ask, GError **error) {
    (void)error;
    const amont_indicator *self = ask->indicator;
    if (!self->denominator)
        return per_area(ask);
    const amont_known_quantity *pair[2];
    if (!amont_quantity_pair(ask->analysis, self->numerator, self->denominator, ask->level, pair))
        return lacks_pair(ask);
    divide(ask, pair);
    label_year(ask->series, pair[0]->years.until);
    return true;
}

/* Both years in the label where they differ; what is far apart is no more than an estimate. */
static void label_years(amont_series *series, int year, int other) {
    if (!year || !other || year == other) {
        label_year(series, year ? year : other);
        return;
    }
    amont_series_dated(series, "%d / %d", year, other);
    if (abs(year - other) <= AMONT_NEAR_YEARS)
        return;
    for (size_t zone = 0; zone < series->n_zones; zone++)
        if (amont_flag_has_value(series->figures[zone].flag))
            series->figures[zone].flag =
                amont_flag_worse(series->figures[zone].flag, AMONT_FLAG_ESTIMATED);
}

bool amont_compute_ratio_near(const amont_request *ask, GError **error) {
    (void)error;
    const amont_indicator *self = ask->indicator;
    const amont_known_quantity *pair[2] = {
        amont_quantity_latest(ask->analysis, self->numerator, ask->level), NULL};
    if (pair[0])
        pair[1] =
            amont_quantity_near(ask->analysis, self->denominator, ask->level, pair[0]->years.until);
    if (!pair[1])
        return lacks_pair(ask);
    divide(ask, pair);
    label_years(ask->series, pair[0]->years.until, pair[1]->years.until);
    return true;
}
