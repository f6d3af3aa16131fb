/* Tables: figures by zone code, joined to one level. The first row of a code counts, and a code as
 * it should be goes before one that had to be mended. Rows of no zone are left out. */
#include "io/opening.h"

/* Gives the row to its zone, unless that has one. */
static void place_row(const amont_opening *opening, amont_zone_table *table, size_t row,
                      const char *code, size_t zone) {
    if (table->row_of[zone] == AMONT_NO_ZONE)
        table->row_of[zone] = row;
    else
        amont_find_in(opening->findings, AMONT_FINDING_TABLE_DUPLICATE, table->layer->path,
                      amont_layer_row(table->layer, row), table->spec->code, "%s", code);
}

static void join_exact(const amont_opening *opening, amont_zone_table *table,
                       const amont_column *codes) {
    for (size_t row = 0; row < table->layer->n_rows; row++) {
        g_autofree char *code = amont_cell_text(codes, row);
        size_t zone = code ? amont_level_find(table->level, code) : AMONT_NO_ZONE;
        if (zone != AMONT_NO_ZONE)
            place_row(opening, table, row, code, zone);
    }
}

static void join_mended(const amont_opening *opening, amont_zone_table *table,
                        const amont_column *codes) {
    g_autoptr(amont_join) join = amont_join_new(table->level);
    for (size_t row = 0; row < table->layer->n_rows; row++) {
        g_autofree char *code = amont_cell_text(codes, row);
        amont_finding_kind how = AMONT_FINDING_TABLE_UNMATCHED;
        size_t zone = code ? amont_join_find(join, code, &how) : AMONT_NO_ZONE;
        amont_join_note(join, opening->findings, table->layer->path,
                        amont_layer_row(table->layer, row), codes->name, NULL, code, how);
        if (zone != AMONT_NO_ZONE && how != AMONT_FINDING_KINDS)
            place_row(opening, table, row, code, zone);
    }
}

static void join_rows(const amont_opening *opening, amont_zone_table *table,
                      const amont_column *codes) {
    const amont_level *level = table->level;
    table->row_of = g_new(size_t, level->n);
    for (size_t z = 0; z < level->n; z++)
        table->row_of[z] = AMONT_NO_ZONE;
    join_exact(opening, table, codes);
    join_mended(opening, table, codes);
}

static bool read_dictionary(const amont_opening *opening, amont_zone_table *table, GError **error) {
    const amont_layer_spec *spec = table->spec;
    if (!spec->dictionary)
        return true;
    g_autofree char *path = amont_study_resolve(opening->study, spec->dictionary);
    amont_source source = {.reader = opening->reader,
                           .entry = &spec->entry,
                           .key = "dictionary",
                           .path = path,
                           .findings = opening->findings};
    table->dictionary = amont_source_read(&source, NULL, error);
    return table->dictionary &&
           amont_column_need(table->dictionary, &spec->entry, "dictionary", "column", error);
}

/* A known data set of several rows a zone, unless the study says how to read it. Returns the column
 * of codes. */
static const amont_column *widen(const amont_opening *opening, amont_zone_table *table,
                                 const amont_column *codes) {
    table->known = amont_known_find(table->layer);
    if (table->spec->code || table->spec->where)
        return codes;
    g_autoptr(GArray) repeated = g_array_new(FALSE, FALSE, sizeof(size_t));
    amont_layer *wide = amont_known_widen(table->known, table->layer, repeated);
    if (!wide)
        return codes;
    for (guint i = 0; i < repeated->len; i++) {
        long row = amont_layer_row(table->layer, g_array_index(repeated, size_t, i));
        amont_find(opening->findings, AMONT_FINDING_TABLE_DUPLICATE, table->layer->path, row, "%s",
                   amont_known_title(table->known));
    }
    codes = amont_layer_column(wide, codes->name);
    amont_layer_free(table->layer);
    table->layer = wide;
    return codes;
}

bool amont_open_table(const amont_opening *opening, const amont_layer_spec *spec, GError **error) {
    amont_zone_table *table = g_new0(amont_zone_table, 1);
    table->spec = spec;
    table->level = amont_layers_level(opening->layers, spec->zones);
    g_ptr_array_add(opening->layers->tables, table);
    g_autofree char *path = amont_study_resolve(opening->study, spec->source);
    amont_source source = amont_opening_source(opening, spec, path);
    table->layer = amont_source_read(&source, NULL, error);
    if (!table->layer)
        return false;
    const amont_column *codes = amont_column_resolve(table->layer, &spec->entry, "code", spec->code,
                                                     AMONT_ROLE_CODE, error);
    if (!codes)
        return false;
    codes = widen(opening, table, codes);
    table->code_column = codes->name;
    join_rows(opening, table, codes);
    return read_dictionary(opening, table, error);
}
