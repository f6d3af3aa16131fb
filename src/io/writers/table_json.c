/* The indicator table with its trace: what each figure was computed from, and how. */
#include "io/writers/json.h"
#include "io/writers/writers.h"

#include <math.h>

static void append_value(amont_json *json, const amont_table_row *row) {
    const amont_series *series = row->series;
    const amont_figure *figure = row->figure;
    bool has_value = amont_flag_has_value(figure->flag);
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "zone_level", row->level);
    amont_json_text(json, "zone_code", row->code);
    amont_json_text(json, "zone_name", row->name);
    amont_json_text(json, "indicator", series->indicator);
    amont_json_text(json, "label", series->label);
    amont_json_text(json, "measure", amont_measure_name(series->measure));
    amont_json_number(json, "value", has_value ? figure->value : NAN);
    if (series->words)
        amont_json_text(json, "word", amont_series_word(series, figure));
    amont_json_text(json, "unit", series->unit);
    amont_json_number(json, "n", figure->n);
    amont_json_text(json, "flag", amont_flag_name(figure->flag));
    amont_json_text(json, "source", series->source);
    amont_json_text(json, "method", series->method);
    amont_json_texts(json, "layers",
                     series->layers ? (const char *const *)series->layers->pdata : NULL,
                     series->layers ? series->layers->len : 0);
    if (series->lacks)
        amont_json_text(json, "lacks", series->lacks);
    amont_json_number(json, "numerator", figure->numerator);
    amont_json_number(json, "denominator", figure->denominator);
    amont_json_end(json, '}');
}

/* The zones, what lies in none and what could not be placed, against the whole. */
static void append_balance(amont_json *json, const amont_series *series) {
    amont_balance balance;
    if (!amont_series_balance(series, &balance))
        return;
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "indicator", series->indicator);
    amont_json_text(json, "zone_level", series->level);
    amont_json_number(json, "in_zones", balance.in_zones);
    amont_json_number(json, "outside", balance.outside);
    amont_json_number(json, "unplaced", balance.unplaced);
    amont_json_number(json, "whole", balance.whole);
    amont_json_number(json, "residue", balance.residue);
    amont_json_end(json, '}');
}

static void append_credit(amont_json *json, const amont_credit *credit) {
    amont_json_text(json, "producer", credit->producer);
    amont_json_text(json, "dataset", credit->dataset);
    amont_json_text(json, "vintage", credit->vintage);
    amont_json_text(json, "licence", credit->licence);
}

/* What the layers that values name are: file, filter and origin. */
static void append_layers(amont_json *json, const amont_study *study) {
    amont_json_begin(json, "layers", '[');
    for (guint i = 0; i < study->zones->len; i++) {
        const amont_zones_spec *zones = study->zones->pdata[i];
        amont_json_begin(json, NULL, '{');
        amont_json_text(json, "id", zones->entry.name);
        amont_json_text(json, "file", zones->source);
        append_credit(json, &zones->credit);
        amont_json_truth(json, "fictional", zones->fictional);
        amont_json_end(json, '}');
    }
    for (guint i = 0; i < study->layers->len; i++) {
        const amont_layer_spec *layer = study->layers->pdata[i];
        amont_json_begin(json, NULL, '{');
        amont_json_text(json, "id", layer->entry.name);
        amont_json_text(json, "file", layer->source);
        amont_json_text(json, "attributes", layer->attributes ? layer->attributes->source : NULL);
        amont_json_text(json, "where", layer->where);
        append_credit(json, &layer->credit);
        amont_json_truth(json, "fictional", layer->fictional);
        amont_json_end(json, '}');
    }
    amont_json_end(json, ']');
}

char *amont_table_json(const amont_table *table, const amont_layers *layers,
                       const amont_table_options *options) {
    const amont_study *study = layers->study;
    g_autofree char *date = amont_study_date(study);
    amont_json json = {.out = g_string_new(NULL)};
    amont_json_begin(&json, NULL, '{');
    amont_json_text(&json, "study", study->title);
    amont_json_text(&json, "date", date);
    amont_json_text(&json, "crs", study->crs);
    amont_json_text(&json, "area", amont_area_name(study->area));
    amont_json_begin(&json, "values", '[');
    g_autoptr(GArray) rows = amont_table_rows(table, layers, options);
    for (guint i = 0; i < rows->len; i++)
        append_value(&json, &g_array_index(rows, amont_table_row, i));
    amont_json_end(&json, ']');
    append_layers(&json, study);
    amont_json_begin(&json, "conservation", '[');
    for (guint i = 0; i < table->series->len; i++)
        append_balance(&json, table->series->pdata[i]);
    amont_json_end(&json, ']');
    amont_json_end(&json, '}');
    return g_string_free(json.out, FALSE);
}
