/* The indicator table: names of flags and measures, and series that begin with every figure
 * missing. */
#include "amont/table.h"

#include "amont/sum.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    bool has_value;
} flags[] = {
    [AMONT_FLAG_OK] = {"ok", true},         [AMONT_FLAG_MISSING] = {"na", false},
    [AMONT_FLAG_UNDEFINED] = {"nd", false}, [AMONT_FLAG_SECRET] = {"s", false},
    [AMONT_FLAG_LOW_N] = {"low_n", true},   [AMONT_FLAG_ESTIMATED] = {"est", true},
};

static const char *const measures[] = {
    [AMONT_MEASURE_STOCK] = "stock",
    [AMONT_MEASURE_RATIO] = "ratio",
    [AMONT_MEASURE_INDEX] = "index",
    [AMONT_MEASURE_CATEGORY] = "category",
};

const char *amont_flag_name(amont_flag flag) {
    return flags[flag].name;
}

bool amont_flag_parse(const char *text, amont_flag *flag) {
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
        if (strcmp(flags[i].name, text) == 0) {
            *flag = (amont_flag)i;
            return true;
        }
    return false;
}

bool amont_flag_has_value(amont_flag flag) {
    return flags[flag].has_value;
}

const char *amont_measure_name(amont_measure measure) {
    return measures[measure];
}

amont_series *amont_series_new(const char *indicator, const char *level, size_t n_zones) {
    amont_series *series = g_new0(amont_series, 1);
    series->indicator = g_strdup(indicator);
    series->level = g_strdup(level);
    series->layers = g_ptr_array_new_with_free_func(g_free);
    series->facts = g_ptr_array_new_with_free_func(g_free);
    series->n_zones = n_zones;
    series->figures = g_new(amont_figure, n_zones);
    for (size_t zone = 0; zone < n_zones; zone++)
        series->figures[zone] = AMONT_FIGURE_MISSING;
    series->unplaced = AMONT_FIGURE_MISSING;
    series->elsewhere = AMONT_FIGURE_MISSING;
    series->outside = AMONT_FIGURE_MISSING;
    series->overall = AMONT_FIGURE_MISSING;
    series->whole = NAN;
    return series;
}

void amont_series_free(amont_series *series) {
    if (!series)
        return;
    g_free(series->indicator);
    g_free(series->level);
    g_free(series->label);
    g_free(series->lacks);
    g_free(series->lacks_said);
    g_free(series->parts[0]);
    g_free(series->parts[1]);
    g_free(series->unit);
    g_free(series->source);
    g_free(series->method);
    g_ptr_array_unref(series->layers);
    g_ptr_array_unref(series->facts);
    g_free(series->figures);
    g_free(series);
}

const char *amont_series_word(const amont_series *series, const amont_figure *figure) {
    if (!series->words || !amont_flag_has_value(figure->flag))
        return NULL;
    return series->words[(size_t)figure->value];
}

bool amont_series_is_neutral(const amont_series *series, const amont_figure *figure) {
    const char *word = amont_series_word(series, figure);
    return word && series->neutral && strcmp(word, series->neutral) == 0;
}

static void free_item(void *series) {
    amont_series_free(series);
}

static double value_or_zero(const amont_figure *figure) {
    return isnan(figure->value) ? 0 : figure->value;
}

bool amont_series_balance(const amont_series *series, amont_balance *balance) {
    if (isnan(series->whole))
        return false;
    amont_sum zones = {0, 0};
    for (size_t zone = 0; zone < series->n_zones; zone++)
        amont_sum_add(&zones, value_or_zero(&series->figures[zone]));
    *balance = (amont_balance){.in_zones = amont_sum_value(&zones),
                               .outside = value_or_zero(&series->outside),
                               .unplaced = value_or_zero(&series->unplaced),
                               .whole = series->whole};
    amont_sum_add(&zones, balance->outside);
    amont_sum_add(&zones, balance->unplaced);
    amont_sum_add(&zones, -balance->whole);
    double off = fabs(amont_sum_value(&zones));
    balance->residue = balance->whole != 0 ? off / fabs(balance->whole) : off;
    return isfinite(balance->residue);
}

amont_table *amont_table_new(void) {
    amont_table *table = g_new0(amont_table, 1);
    table->series = g_ptr_array_new_with_free_func(free_item);
    return table;
}

void amont_table_free(amont_table *table) {
    if (!table)
        return;
    g_ptr_array_unref(table->series);
    g_free(table);
}

amont_series *amont_table_find(const amont_table *table, const char *indicator, const char *level) {
    for (guint i = 0; i < table->series->len; i++) {
        amont_series *series = table->series->pdata[i];
        if (strcmp(series->indicator, indicator) == 0 && strcmp(series->level, level) == 0)
            return series;
    }
    return NULL;
}
