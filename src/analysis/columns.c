/* Columns of zone tables as series; labels and units come from the table's dictionary. */
#include "analysis/analysis.h"

#include <math.h>
#include <string.h>

static const amont_column *find_column(const amont_zone_table *table, const char *id) {
    g_autofree char *prefix = g_strconcat(table->spec->entry.name, ".", NULL);
    if (g_str_has_prefix(id, prefix))
        id += strlen(prefix);
    return strcmp(id, table->code_column) == 0 ? NULL : amont_layer_column(table->layer, id);
}

static char *look_up(const amont_zone_table *table, const char *column, const char *what) {
    const amont_layer *dictionary = table->dictionary;
    const amont_column *keys = dictionary ? amont_layer_column(dictionary, "column") : NULL;
    const amont_column *texts = dictionary ? amont_layer_column(dictionary, what) : NULL;
    for (size_t row = 0; keys && texts && row < dictionary->n_rows; row++) {
        g_autofree char *key = amont_column_text(keys, row);
        if (key && strcmp(key, column) == 0)
            return amont_column_text(texts, row);
    }
    return NULL;
}

/* Without a declaration, a unit that divides says a ratio, any other a stock; no unit says neither.
 */
amont_measure amont_measure_of_unit(const char *unit) {
    if (unit[0] == '\0')
        return AMONT_MEASURE_INDEX;
    bool ratio = strchr(unit, '/') || strchr(unit, '%');
    return ratio ? AMONT_MEASURE_RATIO : AMONT_MEASURE_STOCK;
}

static int decimals_of(const amont_series *series) {
    int decimals = 0;
    for (size_t i = 0; i < series->n_zones; i++) {
        double value = series->figures[i].value;
        while (decimals < 2 && isfinite(value) && amont_number_round(value, decimals) != value)
            decimals++;
    }
    return decimals;
}

static void describe_column(const amont_zone_table *table, const amont_column *column,
                            amont_language language, amont_series *series) {
    g_autofree char *label = look_up(table, column->name, "label_fr");
    g_autofree char *unit = look_up(table, column->name, "unit");
    if (!label && !unit)
        amont_known_describe(table->known, column->name, language, &label, &unit);
    g_autofree char *year = look_up(table, column->name, "year");
    g_autofree char *source = look_up(table, column->name, "source");
    series->label = year && *year ? g_strdup_printf("%s, %s", label ? label : column->name, year)
                                  : g_strdup(label ? label : column->name);
    series->unit = g_strdup(unit ? unit : "");
    series->measure = amont_measure_of_unit(series->unit);
    series->decimals = decimals_of(series);
    series->source = source && *source ? g_strdup(source) : amont_credit_line(&table->spec->credit);
    series->method = g_strdup_printf("%s, column %s", table->spec->source, column->name);
    g_ptr_array_add(series->layers, g_strdup(table->spec->entry.name));
    amont_series_keep_column(series, column->name);
}

static void fill_column(const amont_zone_table *table, const amont_column *column,
                        amont_series *series, amont_findings *findings) {
    for (size_t zone = 0; zone < series->n_zones; zone++) {
        size_t row = table->row_of[zone];
        bool bad = false;
        double value = row == AMONT_NO_ZONE ? NAN : amont_column_number(column, row, &bad);
        if (bad)
            amont_find_in(findings, AMONT_FINDING_VALUE_NOT_NUMBER, table->spec->source,
                          amont_layer_row(table->layer, row), column->name, "'%s'",
                          column->texts[row]);
        series->figures[zone] = AMONT_FIGURE_MISSING;
        if (isnan(value)) {
            if (row != AMONT_NO_ZONE && amont_column_is_secret(column, row))
                series->figures[zone].flag = AMONT_FLAG_SECRET;
            else if (table->level->selected[zone])
                amont_find_in(findings, AMONT_FINDING_VALUE_MISSING, table->spec->source,
                              row == AMONT_NO_ZONE ? 0 : amont_layer_row(table->layer, row),
                              column->name, "%s", table->level->names[zone]);
            continue;
        }
        series->figures[zone].value = value;
        series->figures[zone].flag = AMONT_FLAG_OK;
        series->figures[zone].n = 1;
    }
}

void amont_fail_level(const char *id, const amont_level *asked, const amont_level *known,
                      GError **error) {
    amont_fail(error, AMONT_ERROR_CONFIG, "the figure '%s' is not known on the level '%s'", id,
               asked->name);
    amont_hint(error, "it is known on the level '%s': choose it with 'zones:'", known->name);
}

amont_series *amont_series_of_column(amont_analysis *analysis, const char *id,
                                     const amont_level *level, GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    const amont_level *elsewhere = NULL;
    for (guint i = 0; i < layers->tables->len; i++) {
        const amont_zone_table *table = layers->tables->pdata[i];
        const amont_column *column = find_column(table, id);
        if (!column)
            continue;
        if (table->level != level) {
            elsewhere = table->level;
            continue;
        }
        amont_series *series = amont_series_new(id, level->name, level->n);
        fill_column(table, column, series,
                    amont_analysis_findings_once(analysis, level, column->name));
        describe_column(table, column, (amont_language)layers->study->language, series);
        return series;
    }
    if (elsewhere)
        amont_fail_level(id, level, elsewhere, error);
    return NULL;
}

void amont_names_of_columns(const amont_layers *layers, GPtrArray *names) {
    for (guint i = 0; i < layers->tables->len; i++) {
        const amont_zone_table *table = layers->tables->pdata[i];
        for (guint j = 0; j < table->layer->columns->len; j++) {
            const amont_column *column = table->layer->columns->pdata[j];
            g_ptr_array_add(names, g_strdup(column->name));
        }
    }
}
