/* Indicators of the study's own on rows and on cells: which statistics there are, and which keys go
 * with each. */
#include "study/own_checks.h"

#include <math.h>

static bool fail_need(const amont_indicator_spec *spec, const char *key, GError **error) {
    return amont_entry_fail(&spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                            "the indicator '%s' needs the key '%s'", spec->id, key);
}

static bool fail_stat_of_rows(const amont_indicator_spec *spec, GError **error) {
    amont_entry_fail(&spec->entry, "stat", error, AMONT_ERROR_CONFIG,
                     "the rows of the layer '%s' have no such statistic", spec->layer);
    amont_hint(error, "rows have count, sum, mean, median, quantile, min, max, stddev, distinct");
    return false;
}

static bool fail_stat_of_cells(const amont_indicator_spec *spec, GError **error) {
    amont_entry_fail(&spec->entry, "stat", error, AMONT_ERROR_CONFIG,
                     "the cells of the raster '%s' have no such statistic", spec->layer);
    amont_hint(error, "cells have count, sum, mean, min, max, area, share");
    return false;
}

/* Which statistics there are of rows, of rows with weights, and of cells. */
enum { OF_ROWS = 1, OF_WEIGHTED_ROWS = 2, OF_CELLS = 4 };
static const unsigned stat_is[AMONT_STATS] = {
    [AMONT_STAT_COUNT] = OF_ROWS | OF_CELLS,
    [AMONT_STAT_SUM] = OF_ROWS | OF_WEIGHTED_ROWS | OF_CELLS,
    [AMONT_STAT_MEAN] = OF_ROWS | OF_WEIGHTED_ROWS | OF_CELLS,
    [AMONT_STAT_MEDIAN] = OF_ROWS | OF_WEIGHTED_ROWS,
    [AMONT_STAT_QUANTILE] = OF_ROWS | OF_WEIGHTED_ROWS,
    [AMONT_STAT_MIN] = OF_ROWS | OF_CELLS,
    [AMONT_STAT_MAX] = OF_ROWS | OF_CELLS,
    [AMONT_STAT_STDDEV] = OF_ROWS,
    [AMONT_STAT_DISTINCT] = OF_ROWS,
    [AMONT_STAT_AREA] = OF_CELLS,
    [AMONT_STAT_SHARE] = OF_CELLS,
};

/* Of rows: of points and of sales. */
bool amont_study_check_rows(const amont_indicator_spec *spec, GError **error) {
    if (!(stat_is[spec->stat] & OF_ROWS))
        return fail_stat_of_rows(spec, error);
    if (spec->classes)
        return amont_entry_fail(&spec->entry, "class", error, AMONT_ERROR_CONFIG,
                                "only the cells of a raster have a class: '%s' has rows",
                                spec->layer);
    if (!spec->field && spec->stat != AMONT_STAT_COUNT)
        return fail_need(spec, "field", error);
    if (spec->stat == AMONT_STAT_QUANTILE && isnan(spec->p))
        return fail_need(spec, "p", error);
    if (!spec->weight || stat_is[spec->stat] & OF_WEIGHTED_ROWS)
        return true;
    amont_entry_fail(&spec->entry, "weight", error, AMONT_ERROR_CONFIG,
                     "this statistic has no weighted form");
    amont_hint(error, "sum, mean, median and quantile have one");
    return false;
}

static bool check_own_classes(const amont_indicator_spec *spec, GError **error) {
    for (guint i = 0; spec->classes && i < spec->classes->len; i++) {
        double value = 0;
        if (!amont_number_parse(spec->classes->pdata[i], &value))
            return amont_entry_fail(&spec->entry, "class", error, AMONT_ERROR_CONFIG,
                                    "'%s' is not a number", (char *)spec->classes->pdata[i]);
    }
    bool goes_with = spec->stat == AMONT_STAT_COUNT || spec->stat == AMONT_STAT_AREA ||
                     spec->stat == AMONT_STAT_SHARE;
    if (!spec->classes)
        return spec->stat != AMONT_STAT_SHARE || fail_need(spec, "class", error);
    if (goes_with && spec->classes->len > 0)
        return true;
    amont_entry_fail(&spec->entry, "class", error, AMONT_ERROR_CONFIG,
                     "this statistic is not one of classes");
    amont_hint(error, "they go with count, area and share");
    return false;
}

bool amont_study_check_cells(const amont_indicator_spec *spec, GError **error) {
    static const char *const keys[] = {"field", "where", "weight"};
    const char *const values[] = {spec->field, spec->where, spec->weight};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (values[i])
            return amont_entry_fail(&spec->entry, keys[i], error, AMONT_ERROR_CONFIG,
                                    "the cells of the raster '%s' have no columns", spec->layer);
    return (stat_is[spec->stat] & OF_CELLS) ? check_own_classes(spec, error)
                                            : fail_stat_of_cells(spec, error);
}
