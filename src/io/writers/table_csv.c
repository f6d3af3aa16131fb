/* CSV after RFC 4180, but with line feeds alone. The French style is what Excel opens by a double
 * click where the decimal mark is a comma: semicolons, decimal commas and a byte order mark. */
#include "io/writers/writers.h"

#include "amont/csv.h"

#include <math.h>

static const amont_csv_dialect dialects[] = {
    [AMONT_TABLE_PLAIN] = {',', '.', ""},
    [AMONT_TABLE_FRENCH] = {';', ',', "\xEF\xBB\xBF"},
};

const amont_csv_dialect *amont_csv_dialect_of(amont_table_style style) {
    return &dialects[style];
}

static const char *const header[] = {"zone_level", "zone_code", "zone_name", "indicator", "value",
                                     "unit",       "n",         "flag",      "source"};

void amont_csv_append_text(GString *out, const amont_csv_dialect *d, const char *text) {
    if (text)
        amont_csv_append_cell(out, d->separator, text);
}

void amont_csv_append_number(GString *out, const amont_csv_dialect *d, double value) {
    if (isnan(value))
        return;
    g_autofree char *text = amont_number_plain(value);
    g_strdelimit(text, ".", d->decimal_mark);
    amont_csv_append_text(out, d, text);
}

void amont_csv_append_titles(GString *out, const amont_csv_dialect *d, const char *const *titles,
                             size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(out, d->separator);
        g_string_append(out, titles[i]);
    }
    g_string_append_c(out, '\n');
}

static void append_row(GString *out, const amont_csv_dialect *d, const amont_table_row *row) {
    const amont_figure *figure = row->figure;
    const char *const texts[] = {row->level, row->code, row->name, row->series->indicator};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        amont_csv_append_text(out, d, texts[i]);
        g_string_append_c(out, d->separator);
    }
    const char *word = amont_series_word(row->series, figure);
    if (word)
        amont_csv_append_text(out, d, word);
    else
        amont_csv_append_number(out, d, amont_flag_has_value(figure->flag) ? figure->value : NAN);
    g_string_append_c(out, d->separator);
    amont_csv_append_text(out, d, row->series->unit);
    g_string_append_c(out, d->separator);
    amont_csv_append_number(out, d, figure->n);
    g_string_append_c(out, d->separator);
    amont_csv_append_text(out, d, amont_flag_name(figure->flag));
    g_string_append_c(out, d->separator);
    amont_csv_append_text(out, d, row->series->source);
    g_string_append_c(out, '\n');
}

char *amont_table_csv(const amont_table *table, const amont_layers *layers,
                      const amont_table_options *options) {
    const amont_csv_dialect *d = &dialects[options->style];
    GString *out = g_string_new(d->start);
    amont_csv_append_titles(out, d, header, G_N_ELEMENTS(header));
    g_autoptr(GArray) rows = amont_table_rows(table, layers, options);
    for (guint i = 0; i < rows->len; i++)
        append_row(out, d, &g_array_index(rows, amont_table_row, i));
    return g_string_free(out, FALSE);
}
