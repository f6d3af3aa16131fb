/* What is too few to be printed. Dwellings and households: fewer than 11, as the tax offices ask of
 * whoever publishes their counts (LOVAC, Filosofi); building permits are public one by one. Prices:
 * of fewer than 5 sales, and a flag on those of 5 to 10 (V1 of the definitions). Zero is no secret:
 * nobody is behind it. */
#include "analysis/analysis.h"

#include "amont/quantity.h"

#include <math.h>
#include <string.h>

static const double fewest_dwellings = 11;

void amont_series_keep_dwellings(amont_series *series, amont_secrecy secrecy) {
    series->secrecy = secrecy;
    series->secret_below = fewest_dwellings;
}

static bool is_public(const char *column) {
    const amont_quantity *quantity;
    amont_years years;
    for (size_t i = 0; (quantity = amont_quantity_catalogue(i)); i++)
        if (quantity->is_public && amont_quantity_is_title(quantity, column, &years))
            return true;
    return false;
}

void amont_series_keep_column(amont_series *series, const char *column) {
    if (series->measure == AMONT_MEASURE_STOCK && amont_unit_is_dwellings(series->unit) &&
        !is_public(column))
        amont_series_keep_dwellings(series, AMONT_SECRECY_VALUE);
}

void amont_series_keep_sales(amont_series *series) {
    series->secrecy = AMONT_SECRECY_N;
    series->secret_below = AMONT_FEWEST_SALES;
    series->low_below = AMONT_FEW_SALES + 1;
}

static double counted(const amont_series *series, const amont_figure *figure) {
    switch (series->secrecy) {
    case AMONT_SECRECY_VALUE:
        return figure->value;
    case AMONT_SECRECY_NUMERATOR:
        return figure->numerator;
    case AMONT_SECRECY_N:
        return figure->n;
    case AMONT_SECRECY_NONE:
        break;
    }
    return NAN;
}

bool amont_figure_is_secret(const amont_series *series, const amont_figure *figure) {
    double count = counted(series, figure);
    return amont_flag_has_value(figure->flag) && count > 0 && count < series->secret_below;
}

static void hide(const amont_series *series, amont_figure *figure) {
    if (amont_figure_is_secret(series, figure)) {
        figure->value = figure->numerator = NAN;
        figure->flag = AMONT_FLAG_SECRET;
    } else if (figure->flag == AMONT_FLAG_OK && figure->n < series->low_below) {
        figure->flag = AMONT_FLAG_LOW_N;
    }
}

void amont_series_hide(amont_series *series) {
    for (size_t zone = 0; zone < series->n_zones; zone++)
        hide(series, &series->figures[zone]);
    hide(series, &series->unplaced);
    hide(series, &series->elsewhere);
    hide(series, &series->outside);
    hide(series, &series->overall);
}

/* ---- what follows from the rest ------------------------------------------------------------ */

/* The only hidden zone among those of one parent (AMONT_NO_ZONE: of the level), or AMONT_NO_ZONE.
 */
static size_t only_hidden(const amont_series *series, const amont_level *level, size_t parent) {
    size_t only = AMONT_NO_ZONE;
    for (size_t zone = 0; zone < level->n; zone++) {
        bool of_parent =
            parent == AMONT_NO_ZONE || (level->parent && level->parent[zone] == parent);
        if (!of_parent || series->figures[zone].flag != AMONT_FLAG_SECRET)
            continue;
        if (only != AMONT_NO_ZONE)
            return AMONT_NO_ZONE;
        only = zone;
    }
    return only;
}

static void tell(const amont_series *series, const amont_level *level, size_t zone,
                 amont_findings *findings) {
    if (zone != AMONT_NO_ZONE)
        amont_find(findings, AMONT_FINDING_SECRET_DEDUCIBLE, level->name, 0, "%s, %s",
                   series->indicator, level->names[zone]);
}

/* A sum that is printed above its zones gives away the one that is hidden. */
static void look_below(const amont_series *series, const amont_level *level,
                       const amont_table *table, amont_findings *findings) {
    const amont_level *above = level->parent_level;
    const amont_series *sums =
        above ? amont_table_find(table, series->indicator, above->name) : NULL;
    for (size_t parent = 0; sums && parent < above->n; parent++)
        if (amont_flag_has_value(sums->figures[parent].flag))
            tell(series, level, only_hidden(series, level, parent), findings);
}

void amont_find_deducible(const amont_layers *layers, const amont_table *table,
                          amont_findings *findings) {
    for (guint i = 0; i < table->series->len; i++) {
        const amont_series *series = table->series->pdata[i];
        const amont_level *level = amont_layers_level(layers, series->level);
        if (series->measure != AMONT_MEASURE_STOCK || series->secrecy == AMONT_SECRECY_NONE)
            continue;
        if (isnan(series->whole))
            look_below(series, level, table, findings);
        else
            tell(series, level, only_hidden(series, level, AMONT_NO_ZONE), findings);
    }
}
