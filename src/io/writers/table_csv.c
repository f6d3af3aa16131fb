/* CSV after RFC 4180, but with line feeds alone. The French style is what Excel opens by a double
 * click where the decimal mark is a comma: semicolons, decimal commas and a byte order mark. */
#include "io/writers/writers.h"

#include "amont/csv.h"

#include <math.h>

static const amont_csv_style styles[] = {
    [AMONT_TABLE_PLAIN] = {',', '.', ""},
    [AMONT_TABLE_FRENCH] = {';', ',', "\xEF\xBB\xBF"},
};

const amont_csv_style *amont_csv_style_of(amont_table_style style) {
    return &styles[style];
}

static const char *const header[] = {"zone_level", "zone_code", "zone_name", "indicator", "value",
                                     "unit",       "n",         "flag",      "source"};

static void append_text(GString *out, const amont_csv_style *d, const char *text) {
    if (text)
        amont_csv_append_cell(out, d->separator, text);
}

static void append_number(GString *out, const amont_csv_style *d, double value) {
    if (isnan(value))
        return;
    g_autofree char *text = amont_number_plain(value);
    g_strdelimit(text, ".", d->decimal_mark);
    append_text(out, d, text);
}

static void append_row(GString *out, const amont_csv_style *d, const amont_table_row *row) {
    const amont_figure *figure = row->figure;
    const char *const texts[] = {row->level, row->code, row->name, row->series->indicator};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        append_text(out, d, texts[i]);
        g_string_append_c(out, d->separator);
    }
    append_number(out, d, amont_flag_has_value(figure->flag) ? figure->value : NAN);
    g_string_append_c(out, d->separator);
    append_text(out, d, row->series->unit);
    g_string_append_c(out, d->separator);
    append_number(out, d, figure->n);
    g_string_append_c(out, d->separator);
    append_text(out, d, amont_flag_name(figure->flag));
    g_string_append_c(out, d->separator);
    append_text(out, d, row->series->source);
    g_string_append_c(out, '\n');
}

char *amont_table_csv(const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options) {
    const amont_csv_style *d = amont_csv_style_of(options->style);
    GString *out = g_string_new(d->start);
    for (size_t i = 0; i < G_N_ELEMENTS(header); i++) {
        if (i > 0)
            g_string_append_c(out, d->separator);
        g_string_append(out, header[i]);
    }
    g_string_append_c(out, '\n');
    g_autoptr(GArray) rows = amont_table_rows(table, layers, options);
    for (guint i = 0; i < rows->len; i++)
        append_row(out, d, &g_array_index(rows, amont_table_row, i));
    return g_string_free(out, FALSE);
}
