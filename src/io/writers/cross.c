/* Cross tables of two levels: one row for each pair of zones that have ground in common. */
#include "io/writers/json.h"
#include "io/writers/writers.h"

#include <math.h>

static const char *const header[] = {"zone_level_a", "zone_code_a", "zone_name_a",
                                     "zone_level_b", "zone_code_b", "zone_name_b",
                                     "area_m2",      "share_a_pct", "share_b_pct"};

static void append_cell(GString *out, const amont_csv_dialect *d, const char *text) {
    amont_csv_append_text(out, d, text);
    g_string_append_c(out, d->separator);
}

char *amont_cross_csv(const amont_cross_text *cross, const amont_study *study,
                      const amont_table_options *options) {
    (void)study;
    const amont_csv_dialect *d = amont_csv_dialect_of(options->style);
    GString *out = g_string_new(d->start);
    amont_csv_append_titles(out, d, header, G_N_ELEMENTS(header));
    for (size_t i = 0; i < cross->n_rows; i++) {
        const amont_cross_row *row = &cross->rows[i];
        for (size_t side = 0; side < 2; side++) {
            append_cell(out, d, cross->level[side]);
            append_cell(out, d, row->code[side]);
            append_cell(out, d, row->name[side]);
        }
        const double figures[] = {row->area_m2, row->share_pct[0], row->share_pct[1]};
        for (size_t k = 0; k < G_N_ELEMENTS(figures); k++) {
            if (k > 0)
                g_string_append_c(out, d->separator);
            amont_csv_append_number(out, d, figures[k]);
        }
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void append_row(amont_json *json, const amont_cross_row *row) {
    amont_json_begin(json, NULL, '{');
    amont_json_text(json, "zone_code_a", row->code[0]);
    amont_json_text(json, "zone_name_a", row->name[0]);
    amont_json_text(json, "zone_code_b", row->code[1]);
    amont_json_text(json, "zone_name_b", row->name[1]);
    amont_json_number(json, "area_m2", row->area_m2);
    amont_json_number(json, "share_a_pct", row->share_pct[0]);
    amont_json_number(json, "share_b_pct", row->share_pct[1]);
    amont_json_end(json, '}');
}

char *amont_cross_json(const amont_cross_text *cross, const amont_study *study,
                       const amont_table_options *options) {
    (void)options;
    g_autofree char *date = amont_study_date(study);
    amont_json json = {.out = g_string_new(NULL)};
    amont_json_begin(&json, NULL, '{');
    amont_json_text(&json, "study", study->title);
    amont_json_text(&json, "date", date);
    amont_json_text(&json, "crs", study->crs);
    amont_json_text(&json, "area", amont_area_name(study->area));
    amont_json_text(&json, "zone_level_a", cross->level[0]);
    amont_json_text(&json, "zone_level_b", cross->level[1]);
    amont_json_begin(&json, "cells", '[');
    for (size_t i = 0; i < cross->n_rows; i++)
        append_row(&json, &cross->rows[i]);
    amont_json_end(&json, ']');
    amont_json_begin(&json, "conservation", '{');
    amont_json_number(&json, "residue_a", cross->residue[0]);
    amont_json_number(&json, "residue_b", cross->residue[1]);
    amont_json_end(&json, '}');
    amont_json_end(&json, '}');
    return g_string_free(json.out, FALSE);
}
