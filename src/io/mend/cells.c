/* Cells and rows by what the study takes them for. Each is looked up by its line, as rows may be
 * filtered; a column that a filter speaks of stays, lest it keep other rows. */
#include "io/mend/mending.h"

#include "io/opening.h"

#include <string.h>

void amont_use_set(const amont_use *u, size_t row, const amont_column *column, const char *text,
                   const char *kind) {
    amont_grid *grid = u->file->grid;
    amont_grid_row *at = amont_grid_find(grid, amont_layer_row(u->layer, row));
    size_t i = amont_grid_column(grid, column->name);
    if (!at || at->dropped || i == grid->n_columns)
        return;
    char **cells = amont_grid_cells(grid, at);
    if (strcmp(cells[i], text) == 0)
        return;
    amont_mending_note(u->mending, u->file, at->line, column->name, kind, cells[i], text);
    g_free(cells[i]);
    cells[i] = g_strdup(text);
    at->changed = true;
}

static void drop_row(const amont_use *u, size_t row, amont_finding_kind kind) {
    amont_grid_row *cells = amont_grid_find(u->file->grid, amont_layer_row(u->layer, row));
    if (!cells || cells->dropped)
        return;
    g_autofree char *before = amont_grid_row_before(u->file->grid, cells);
    amont_mending_note(u->mending, u->file, cells->line, NULL, amont_finding_name(kind), before,
                       "");
    cells->dropped = true;
}

static bool is_filtered(const amont_use *u, const amont_column *column) {
    return u->where && strstr(u->where, column->name);
}

bool amont_use_begin(amont_use *u, amont_mending *mending, const amont_entry *entry,
                     const char *key, const amont_yaml *node, GError **error) {
    *u = (amont_use){.mending = mending, .where = u->where};
    u->file = amont_mending_name(mending, entry, key, node, error);
    if (!u->file)
        return false;
    if (!u->file->grid)
        return true;
    amont_source source = {.entry = entry, .key = key, .path = u->file->path, .where = u->where};
    amont_layer *layer = amont_source_read(&source, NULL, error);
    if (!layer)
        return false;
    amont_layer_learn_dialects(layer); /* as the file shows it, whatever its own numbers need */
    g_ptr_array_add(u->file->layers, layer);
    u->layer = layer;
    return true;
}

static bool begin(amont_use *u, amont_mending *mending, const amont_entry *entry, const char *where,
                  GError **error) {
    u->where = where;
    return amont_use_begin(u, mending, entry, "source", amont_yaml_find(entry->node, "source"),
                           error);
}

/* ---- codes --------------------------------------------------------------------------------- */

/* The code to be written instead, NULL where what is written is right, unknown, or better than the
 * zone's own code, which may be the one that lost its zero. */
static const char *right_code(amont_join *join, const amont_level *level, const char *written,
                              amont_finding_kind *how) {
    size_t zone = amont_join_find(join, written, how);
    if (zone == AMONT_NO_ZONE || *how == AMONT_FINDING_KINDS)
        return NULL;
    const char *code = level->codes[zone];
    return g_str_has_suffix(written, code) ? NULL : code;
}

static void mend_codes(const amont_use *u, const amont_level *level, const amont_column *codes) {
    g_autoptr(amont_join) join = amont_join_new(level);
    for (size_t row = 0; row < u->layer->n_rows; row++) {
        g_autofree char *written = amont_cell_text(codes, row);
        amont_finding_kind how = AMONT_FINDING_KINDS;
        const char *code = written ? right_code(join, level, written, &how) : NULL;
        if (code)
            amont_use_set(u, row, codes, code, amont_finding_name(how));
    }
}

/* Codes of zones parted by ';'. */
static void mend_lists(const amont_use *u, const amont_level *level, const amont_column *lists) {
    g_autoptr(amont_join) join = amont_join_new(level);
    for (size_t row = 0; row < u->layer->n_rows; row++) {
        g_autofree char *text = amont_cell_text(lists, row);
        g_auto(GStrv) codes = g_strsplit(text ? text : "", ";", -1);
        amont_finding_kind how = AMONT_FINDING_KINDS, mended = AMONT_FINDING_KINDS;
        for (char **code = codes; *code; code++) {
            const char *right = right_code(join, level, g_strstrip(*code), &how);
            if (!right)
                continue;
            g_free(*code);
            *code = g_strdup(right);
            mended = how;
        }
        g_autofree char *list = g_strjoinv(";", codes);
        if (mended != AMONT_FINDING_KINDS)
            amont_use_set(u, row, lists, list, amont_finding_name(mended));
    }
}

/* ---- numbers ------------------------------------------------------------------------------- */

static void add_number(const amont_use *u, const amont_column *column) {
    amont_number_column number = {u->layer, column};
    if (column && !is_filtered(u, column))
        g_array_append_val(u->file->numbers, number);
}

/* The column of this table that an indicator may be: `column` or `table.column`. */
static void add_indicator(const amont_use *u, const amont_zone_table *table, const char *id) {
    g_autofree char *prefix = g_strconcat(table->spec->entry.name, ".", NULL);
    if (id && g_str_has_prefix(id, prefix))
        id += strlen(prefix);
    if (id && strcmp(id, table->code_column) != 0)
        add_number(u, amont_layer_column(u->layer, id));
}

static void add_indicators(const amont_use *u, const amont_zone_table *table) {
    const amont_study *study = u->mending->layers->study;
    for (guint i = 0; i < study->indicators->len; i++)
        add_indicator(u, table, ((const amont_indicator_spec *)study->indicators->pdata[i])->id);
    for (guint i = 0; i < study->maps->len; i++)
        add_indicator(u, table, ((const amont_map_spec *)study->maps->pdata[i])->value);
}

/* ---- layers -------------------------------------------------------------------------------- */

static void drop_uncounted(const amont_use *u, const amont_zone_table *table,
                           const amont_column *codes) {
    g_autoptr(amont_join) join = amont_join_new(table->level);
    for (size_t row = 0; row < u->layer->n_rows; row++) {
        g_autofree char *code = amont_cell_text(codes, row);
        amont_finding_kind how = AMONT_FINDING_KINDS;
        size_t zone = code ? amont_join_find(join, code, &how) : AMONT_NO_ZONE;
        if (zone != AMONT_NO_ZONE && table->row_of[zone] != row)
            drop_row(u, row, AMONT_FINDING_TABLE_DUPLICATE);
    }
}

/* A known data set of several rows a zone: its figures are not cells of the file. */
static bool is_widened(const amont_zone_table *table, const amont_layer *layer) {
    if (table->spec->code || table->spec->where)
        return false;
    g_autoptr(amont_layer) wide = amont_known_widen(amont_known_find(layer), layer, NULL);
    return wide != NULL;
}

bool amont_mend_table(amont_mending *mending, const amont_zone_table *table, GError **error) {
    const amont_layer_spec *spec = table->spec;
    amont_use u;
    if (!begin(&u, mending, &spec->entry, spec->where, error) ||
        (spec->dictionary && !amont_mending_file(mending, &spec->entry, "dictionary", error)))
        return false;
    if (!u.layer || is_widened(table, u.layer))
        return true;
    const amont_column *codes = amont_layer_column(u.layer, table->code_column);
    if (!codes || is_filtered(&u, codes))
        return true;
    drop_uncounted(&u, table, codes);
    mend_codes(&u, table->level, codes);
    add_indicators(&u, table);
    return true;
}

static void drop_repeated(const amont_use *u, const amont_column *ids) {
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t row = 0; ids && row < u->layer->n_rows; row++) {
        char *id = amont_cell_text(ids, row);
        if (id && !g_hash_table_add(seen, id))
            drop_row(u, row, AMONT_FINDING_PROJECT_DUPLICATE);
    }
}

static const amont_column *column_of(const amont_use *u, const char *written, amont_role role) {
    return written ? amont_layer_column(u->layer, written) : amont_column_recognise(u->layer, role);
}

static void mend_project_rows(const amont_use *u, const char *id, const char *zone,
                              const char *amount) {
    if (!u->layer)
        return;
    const amont_column *zones = zone ? amont_layer_column(u->layer, zone) : NULL;
    drop_repeated(u, column_of(u, id, AMONT_ROLE_ID));
    if (zones && !is_filtered(u, zones))
        mend_lists(u, amont_layers_level(u->mending->layers, NULL), zones);
    add_number(u, amont_layer_column(u->layer, amount));
}

static void add_coordinates(const amont_use *u, const amont_layer_spec *spec) {
    if (!u->layer || !amont_positions_in_columns(spec, u->layer))
        return;
    add_number(u, column_of(u, spec->x, AMONT_ROLE_X));
    add_number(u, column_of(u, spec->y, AMONT_ROLE_Y));
}

bool amont_mend_projects(amont_mending *mending, const amont_projects *projects, GError **error) {
    static const char usual_amount[] = "eu_amount_eur";
    const amont_layer_spec *spec = projects->spec;
    const amont_attributes_spec *attributes = spec->attributes;
    amont_use sites, rows;
    if (!begin(&sites, mending, &spec->entry, spec->where, error) ||
        (attributes && !begin(&rows, mending, &attributes->entry, NULL, error)))
        return false;
    add_coordinates(&sites, spec);
    if (attributes)
        mend_project_rows(&rows, attributes->id, attributes->zone,
                          attributes->amount ? attributes->amount : usual_amount);
    else
        mend_project_rows(&sites, spec->id, spec->zone, usual_amount);
    return true;
}

bool amont_mend_points(amont_mending *mending, const amont_layer_spec *spec, GError **error) {
    amont_use u;
    if (!begin(&u, mending, &spec->entry, spec->where, error))
        return false;
    add_coordinates(&u, spec);
    return true;
}
