/* Tables: figures by zone code, joined to one level. The first row of a code counts; rows whose
 * code no zone has are left out, and the nearest code is named, which shows a lost leading zero. */
#include "io/opening.h"

static void find_unmatched(const amont_opening *opening, const amont_zone_table *table, size_t row,
                           const char *code) {
    const amont_level *level = table->level;
    const char *nearest = NULL;
    /* Only kept examples are worth the search: a table may hold every commune of France. */
    if (code && amont_findings_count(opening->findings, AMONT_FINDING_TABLE_UNMATCHED) <
                    AMONT_FINDING_EXAMPLES)
        nearest = amont_nearest(code, (const char *const *)level->codes, level->n);
    g_autofree char *guess = nearest ? g_strdup_printf(" (%s ?)", nearest) : g_strdup("");
    amont_find(opening->findings, AMONT_FINDING_TABLE_UNMATCHED, table->layer->path,
               amont_layer_row(table->layer, row), "'%s'%s", code ? code : "", guess);
}

static void join_rows(const amont_opening *opening, amont_zone_table *table,
                      const amont_column *codes) {
    const amont_level *level = table->level;
    table->row_of = g_new(size_t, level->n);
    for (size_t z = 0; z < level->n; z++)
        table->row_of[z] = AMONT_NO_ZONE;
    for (size_t row = 0; row < table->layer->n_rows; row++) {
        g_autofree char *code = amont_cell_text(codes, row);
        size_t zone = code ? amont_level_find(level, code) : AMONT_NO_ZONE;
        if (zone == AMONT_NO_ZONE)
            find_unmatched(opening, table, row, code);
        else if (table->row_of[zone] != AMONT_NO_ZONE)
            amont_find(opening->findings, AMONT_FINDING_TABLE_DUPLICATE, table->layer->path,
                       amont_layer_row(table->layer, row), "%s", code);
        else
            table->row_of[zone] = row;
    }
}

static bool read_dictionary(const amont_opening *opening, amont_zone_table *table, GError **error) {
    const amont_layer_spec *spec = table->spec;
    if (!spec->dictionary)
        return true;
    g_autofree char *path = amont_study_resolve(opening->study, spec->dictionary);
    amont_source source = {
        .reader = opening->reader, .entry = &spec->entry, .key = "dictionary", .path = path};
    table->dictionary = amont_source_read(&source, NULL, error);
    return table->dictionary &&
           amont_column_need(table->dictionary, &spec->entry, "dictionary", "column", error);
}

bool amont_open_table(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_zone_table *table = g_new0(amont_zone_table, 1);
    table->spec = spec;
    table->level = amont_layers_level(opening->layers, spec->zones);
    g_ptr_array_add(opening->layers->tables, table);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    amont_source source = {.reader = opening->reader,
                           .entry = &spec->entry,
                           .key = "source",
                           .path = path,
                           .layer = spec->layer,
                           .where = spec->where};
    table->layer = amont_source_read(&source, NULL, error);
    if (!table->layer)
        return false;
    const amont_column *codes =
        amont_column_need(table->layer, &spec->entry, "code", spec->code, error);
    if (!codes)
        return false;
    join_rows(opening, table, codes);
    return read_dictionary(opening, table, error);
}
