/* Indicators of the study's own: a statistic of the rows of a layer, by zone. */
#include "amont/pool.h"
#include "analysis/figures.h"
#include "analysis/scans.h"

#include <math.h>
#include <string.h>

static const char *const names[AMONT_STATS] = {
    [AMONT_STAT_COUNT] = "count",       [AMONT_STAT_SUM] = "sum",
    [AMONT_STAT_MEAN] = "mean",         [AMONT_STAT_MEDIAN] = "median",
    [AMONT_STAT_QUANTILE] = "quantile", [AMONT_STAT_MIN] = "min",
    [AMONT_STAT_MAX] = "max",           [AMONT_STAT_STDDEV] = "stddev",
    [AMONT_STAT_DISTINCT] = "distinct",
};

static bool adds_up(int stat) {
    return stat == AMONT_STAT_COUNT || stat == AMONT_STAT_SUM;
}

/* Rows are counted where no column is named, values where one is. */
static double count_of(const amont_indicator_spec *spec, const amont_tally *tally, size_t group) {
    double n = amont_tally_count(tally, group);
    return spec->field ? n : n + amont_tally_missing(tally, group);
}

/* A sum that lacks values is one of those that are known; of none, it is missing. So is a number of
 * different values. A sum beyond the largest number is no figure, whatever it lacks. */
static void mark_missing(const amont_tally *tally, size_t group, amont_figure *figure) {
    bool is_beyond = figure->n > 0 && isnan(figure->value);
    if (is_beyond || !(amont_tally_missing(tally, group) > 0))
        return;
    figure->flag = figure->n > 0 ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_MISSING;
    if (figure->n == 0)
        figure->value = NAN;
}

static amont_figure figure_of(const amont_indicator_spec *spec, const amont_tally *tally,
                              size_t group) {
    double n = count_of(spec, tally, group);
    bool is_count = spec->stat == AMONT_STAT_COUNT;
    amont_figure figure = amont_figure_of(
        is_count ? n : amont_tally_result(tally, group, (amont_stat)spec->stat, spec->p), n);
    if (spec->stat == AMONT_STAT_SUM || spec->stat == AMONT_STAT_DISTINCT)
        mark_missing(tally, group, &figure);
    return figure;
}

/* Quantiles are found as they are asked for: by several threads. */
enum { ZONES_A_TASK = 64 };

typedef struct asking {
    const amont_indicator_spec *spec;
    const amont_tally *tally;
    amont_figure *figures;
    size_t n;
} asking;

static void ask_for_some(size_t task, void *data) {
    const asking *a = data;
    size_t end = MIN((task + 1) * ZONES_A_TASK, a->n);
    for (size_t zone = task * ZONES_A_TASK; zone < end; zone++)
        a->figures[zone] = figure_of(a->spec, a->tally, zone);
}

static void ask_for_zones(const amont_indicator_spec *spec, const amont_tally *tally,
                          amont_figure *figures, size_t n) {
    asking a = {spec, tally, figures, n};
    size_t n_tasks = (n + ZONES_A_TASK - 1) / ZONES_A_TASK;
    amont_pool_run(amont_pool_threads(), n_tasks, ask_for_some, &a);
}

static amont_figure or_missing(amont_figure figure) {
    return figure.n > 0 ? figure : AMONT_FIGURE_MISSING;
}

static void describe(const amont_indicator_spec *spec, const amont_layers *layers,
                     amont_series *series) {
    const amont_layer_spec *layer = amont_study_layer(layers->study, spec->layer);
    series->label = g_strdup(spec->id);
    series->unit = g_strdup("");
    bool is_number = spec->stat == AMONT_STAT_COUNT || spec->stat == AMONT_STAT_DISTINCT;
    series->measure = is_number || adds_up(spec->stat) ? AMONT_MEASURE_STOCK : AMONT_MEASURE_INDEX;
    series->decimals = is_number ? 0 : 2;
    series->source = amont_credit_line(&layer->credit);
    g_autofree char *order = spec->stat == AMONT_STAT_QUANTILE ? amont_number_plain(spec->p) : NULL;
    series->method = g_strdup_printf(
        "%s%s%s of %s%s%s, %s%s%s", names[spec->stat], order ? " " : "", order ? order : "",
        spec->field ? spec->field : "rows", spec->weight ? ", weighted by " : "",
        spec->weight ? spec->weight : "", layer->source, spec->where ? ", where " : "",
        spec->where ? spec->where : "");
    g_ptr_array_add(series->layers, g_strdup(spec->layer));
    if (layer->kind == AMONT_LAYER_SALES && spec->stat != AMONT_STAT_COUNT)
        amont_series_keep_sales(series);
}

amont_series *amont_series_of_stat(amont_analysis *analysis, const amont_indicator_spec *spec,
                                   const amont_level *level, GError **error) {
    const amont_study *study = amont_analysis_layers(analysis)->study;
    if (amont_study_layer(study, spec->layer)->kind == AMONT_LAYER_RASTER)
        return amont_series_of_cells(analysis, spec, level, error);
    const amont_scan_want *want = amont_scan_for(analysis, spec, level, error);
    if (!want)
        return NULL;
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    ask_for_zones(spec, want->zones, series->figures, level->n);
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
