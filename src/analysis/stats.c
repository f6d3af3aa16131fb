/* Indicators of the study's own: a statistic of the rows of a layer, by zone. */
#include "analysis/scans.h"

#include <math.h>
#include <string.h>

static const amont_statistic statistic_of[AMONT_STATS] = {
    [AMONT_STAT_COUNT] = AMONT_STATISTIC_COUNT,       [AMONT_STAT_SUM] = AMONT_STATISTIC_SUM,
    [AMONT_STAT_MEAN] = AMONT_STATISTIC_MEAN,         [AMONT_STAT_MEDIAN] = AMONT_STATISTIC_MEDIAN,
    [AMONT_STAT_QUANTILE] = AMONT_STATISTIC_QUANTILE, [AMONT_STAT_MIN] = AMONT_STATISTIC_MIN,
    [AMONT_STAT_MAX] = AMONT_STATISTIC_MAX,           [AMONT_STAT_STDDEV] = AMONT_STATISTIC_STDDEV,
};

static const char *const names[AMONT_STATS] = {"count",    "sum", "mean", "median",
                                               "quantile", "min", "max",  "stddev"};

static bool adds_up(int stat) {
    return stat == AMONT_STAT_COUNT || stat == AMONT_STAT_SUM;
}

/* Rows are counted where no column is named, values where one is. */
static double count_of(const amont_indicator_spec *spec, amont_reducer *reducer, size_t group) {
    double n = amont_reducer_result(reducer, group, AMONT_STATISTIC_COUNT, 0);
    return spec->field ? n : n + amont_reducer_result(reducer, group, AMONT_STATISTIC_MISSING, 0);
}

/* A sum that lacks values is one of those that are known; of none, it is missing. */
static void mark_missing(amont_reducer *reducer, size_t group, amont_figure *figure) {
    if (!(amont_reducer_result(reducer, group, AMONT_STATISTIC_MISSING, 0) > 0))
        return;
    figure->flag = figure->n > 0 ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_MISSING;
    if (figure->n == 0)
        figure->value = NAN;
}

static amont_figure figure_of(const amont_indicator_spec *spec, amont_reducer *reducer,
                              size_t group) {
    amont_figure figure = AMONT_FIGURE_MISSING;
    figure.n = count_of(spec, reducer, group);
    figure.value = spec->stat == AMONT_STAT_COUNT
                       ? figure.n
                       : amont_reducer_result(reducer, group, statistic_of[spec->stat], spec->p);
    figure.flag = isnan(figure.value) ? AMONT_FLAG_UNDEFINED : AMONT_FLAG_OK;
    if (spec->stat == AMONT_STAT_SUM)
        mark_missing(reducer, group, &figure);
    return figure;
}

static amont_figure or_missing(amont_figure figure) {
    return figure.n > 0 ? figure : AMONT_FIGURE_MISSING;
}

static void describe(const amont_indicator_spec *spec, const amont_layers *layers,
                     amont_series *series) {
    const amont_layer_spec *layer = amont_study_layer(layers->study, spec->layer);
    series->label = g_strdup(spec->id);
    series->unit = g_strdup("");
    series->measure = adds_up(spec->stat) ? AMONT_MEASURE_STOCK : AMONT_MEASURE_INDEX;
    series->decimals = spec->stat == AMONT_STAT_COUNT ? 0 : 2;
    series->source = amont_credit_line(&layer->credit);
    g_autofree char *order = spec->stat == AMONT_STAT_QUANTILE ? amont_number_plain(spec->p) : NULL;
    series->method =
        g_strdup_printf("%s%s%s of %s, %s%s%s", names[spec->stat], order ? " " : "",
                        order ? order : "", spec->field ? spec->field : "rows", layer->source,
                        spec->where ? ", where " : "", spec->where ? spec->where : "");
    g_ptr_array_add(series->layers, g_strdup(spec->layer));
    if (layer->kind == AMONT_LAYER_SALES && spec->stat != AMONT_STAT_COUNT)
        amont_series_keep_sales(series);
}

amont_series *amont_series_of_stat(amont_analysis *analysis, const amont_indicator_spec *spec,
                                   const amont_level *level, GError **error) {
    const amont_scan_want *want = amont_scan_for(analysis, spec, level, error);
    if (!want)
        return NULL;
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    for (size_t zone = 0; zone < level->n; zone++)
        series->figures[zone] = figure_of(spec, want->zones, zone);
    if (adds_up(spec->stat)) {
        series->has_unplaced = true;
        series->unplaced = or_missing(figure_of(spec, want->zones, AMONT_SCAN_UNPLACED(level)));
        series->outside = or_missing(figure_of(spec, want->zones, level->n + 1));
        series->elsewhere = amont_series_elsewhere(series, level);
        series->whole = figure_of(spec, want->whole, 0).value;
    }
    describe(spec, amont_analysis_layers(analysis), series);
    return series;
}
