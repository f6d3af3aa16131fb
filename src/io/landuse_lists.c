/* The lists of classes of a land-use layer: bundled, in files of the study, or made from what the
 * layer itself holds. */
#include "io/landuse.h"

#include "amont/files.h"

#include <string.h>

/* ---- which files --------------------------------------------------------------------------- */

/* The files that the words of the study stand for, and how messages call them. */
typedef struct list_files {
    GPtrArray *paths, *names;
    const char *pairs; /* bundled, or NULL */
} list_files;

static void clear_files(list_files *files) {
    g_ptr_array_unref(files->paths);
    g_ptr_array_unref(files->names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(list_files, clear_files)

static char *bundled_path(const char *list, GError **error) {
    g_autofree char *folder = amont_files_data("geodata", error);
    g_autofree char *file = g_strconcat(list, ".csv", NULL);
    return folder ? g_build_filename(folder, "nomenclatures", file, NULL) : NULL;
}

static bool add_bundled(const amont_bundled_nomenclature *bundled, list_files *files,
                        GError **error) {
    for (size_t i = 0; bundled->lists[i]; i++) {
        char *path = bundled_path(bundled->lists[i], error);
        if (!path)
            return false;
        g_ptr_array_add(files->paths, path);
        g_ptr_array_add(files->names, g_strdup(bundled->lists[i]));
    }
    files->pairs = bundled->pairs;
    return true;
}

static bool fail_unknown_list(const amont_layer_spec *spec, const char *name, GError **error) {
    g_autoptr(GString) names = g_string_new(NULL);
    const amont_bundled_nomenclature *bundled;
    for (size_t i = 0; (bundled = amont_nomenclature_catalogue(i)); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", bundled->name);
    amont_entry_fail(&spec->entry, "nomenclature", error, AMONT_ERROR_CONFIG,
                     "there is no nomenclature '%s'", name);
    amont_hint(error, "one of: %s; or the file of your own list, as 'classes.csv'", names->str);
    return false;
}

static bool add_list(const amont_opening *opening, const amont_layer_spec *spec, const char *name,
                     list_files *files, GError **error) {
    const amont_bundled_nomenclature *bundled = amont_nomenclature_bundled(name);
    if (bundled)
        return add_bundled(bundled, files, error);
    if (!strpbrk(name, "./"))
        return fail_unknown_list(spec, name, error);
    g_ptr_array_add(files->paths, amont_study_resolve(opening->study, name));
    g_ptr_array_add(files->names, g_strdup(name));
    return true;
}

static bool add_lists(const amont_opening *opening, const amont_layer_spec *spec, list_files *files,
                      GError **error) {
    for (guint i = 0; i < spec->nomenclature->len; i++)
        if (!add_list(opening, spec, spec->nomenclature->pdata[i], files, error))
            return false;
    return true;
}

/* ---- reading them -------------------------------------------------------------------------- */

static amont_layer *read_table(const amont_opening *opening, const amont_layer_spec *spec,
                               const char *path, const char *name, GError **error) {
    amont_source source = {.reader = opening->reader,
                           .entry = &spec->entry,
                           .key = "nomenclature",
                           .path = path,
                           .findings = opening->findings};
    amont_layer *table = amont_source_read(&source, NULL, error);
    if (table) {
        g_free(table->path);
        table->path = g_strdup(name);
    }
    return table;
}

static bool check_number(const amont_landuse *landuse, const list_files *files, GError **error) {
    if (files->paths->len == landuse->n_dimensions)
        return true;
    amont_entry_fail(&landuse->spec->entry, "nomenclature", error, AMONT_ERROR_CONFIG,
                     "lists of classes: %u; columns of classes: %zu", files->paths->len,
                     landuse->n_dimensions);
    amont_hint(error, "each column has its list: 'class: [code_cs, code_us]' with "
                      "'nomenclature: ocsge', one column with one list");
    return false;
}

static bool read_lists(const amont_opening *opening, amont_landuse *landuse,
                       const list_files *files, GError **error) {
    const amont_layer_spec *spec = landuse->spec;
    for (size_t d = 0; d < landuse->n_dimensions; d++) {
        g_autoptr(amont_layer) table =
            read_table(opening, spec, files->paths->pdata[d], files->names->pdata[d], error);
        if (!table)
            return false;
        landuse->classes[d] = amont_nomenclature_new(table, error);
        if (!landuse->classes[d])
            return amont_opening_prefix(&spec->entry, "nomenclature", error);
    }
    return true;
}

static bool read_pairs(const amont_opening *opening, amont_landuse *landuse, const char *pairs,
                       GError **error) {
    g_autofree char *path = bundled_path(pairs, error);
    g_autoptr(amont_layer) table =
        path ? read_table(opening, landuse->spec, path, pairs, error) : NULL;
    if (!table)
        return false;
    landuse->artificialised =
        amont_pairs_new(table, landuse->classes[0], landuse->classes[1], error);
    return landuse->artificialised != NULL;
}

/* ---- lists from the data ------------------------------------------------------------------- */

/* A code and the first row that has it. */
typedef struct first_use {
    char *code;
    size_t row;
} first_use;

static void clear_use(void *item) {
    g_free(((first_use *)item)->code);
}

/* Whole numbers by value, before other codes, which are by byte. */
static int compare_uses(const void *a, const void *b) {
    const char *s = ((const first_use *)a)->code, *t = ((const first_use *)b)->code;
    bool s_whole = strspn(s, "0123456789") == strlen(s);
    bool t_whole = strspn(t, "0123456789") == strlen(t);
    if (s_whole != t_whole)
        return s_whole ? -1 : 1;
    size_t s_length = strlen(s + strspn(s, "0")), t_length = strlen(t + strspn(t, "0"));
    if (s_whole && s_length != t_length)
        return s_length < t_length ? -1 : 1;
    return amont_code_compare(s_whole ? s + strspn(s, "0") : s, t_whole ? t + strspn(t, "0") : t);
}

static GArray *list_uses(const amont_landuse *landuse, size_t dimension) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *uses = g_array_new(FALSE, FALSE, sizeof(first_use));
    g_array_set_clear_func(uses, clear_use);
    for (size_t i = 0; i < landuse->n_dates; i++)
        for (size_t row = 0; row < landuse->layer->n_rows; row++) {
            g_autofree char *code = amont_cell_text(landuse->dates[i].columns[dimension], row);
            if (!code || g_hash_table_contains(seen, code))
                continue;
            first_use use = {g_steal_pointer(&code), row};
            g_hash_table_add(seen, use.code);
            g_array_append_val(uses, use);
        }
    g_array_sort(uses, compare_uses);
    return uses;
}

static void copy_column(amont_layer *table, const char *title, const GArray *uses,
                        const amont_column *from) {
    amont_column *column = amont_layer_add_column(table, title, AMONT_COLUMN_TEXT);
    for (guint i = 0; from && i < uses->len; i++)
        column->texts[i] = amont_cell_text(from, g_array_index(uses, first_use, i).row);
}

/* Is each class in one group of this column? A code of commune, say, would part a class. */
static bool is_summing_up(const amont_landuse *landuse, const amont_column *other) {
    const amont_column *class = landuse->dates[0].columns[0];
    g_autoptr(GHashTable) group_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t row = 0; row < landuse->layer->n_rows; row++) {
        g_autofree char *code = amont_cell_text(class, row);
        g_autofree char *group = amont_cell_text(other, row);
        const char *known = code ? g_hash_table_lookup(group_of, code) : NULL;
        if (code && g_strcmp0(known ? known : group, group) != 0)
            return false;
        if (code && group && !known)
            g_hash_table_insert(group_of, g_steal_pointer(&code), g_steal_pointer(&group));
    }
    return true;
}

/* "47" for code_47, since levels of MOS are called by their number of classes; or NULL. */
static const char *level_of(const amont_column *column) {
    if (g_ascii_strncasecmp(column->name, "code_", strlen("code_")) != 0)
        return NULL;
    const char *level = column->name + strlen("code_");
    return *level && strspn(level, "0123456789") == strlen(level) ? level : NULL;
}

static void copy_labels(const amont_landuse *landuse, amont_layer *table, const GArray *uses) {
    const amont_layer *layer = landuse->layer;
    const char *own = landuse->dates[0].columns[0]->name;
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = amont_layer_column_at(layer, i);
        const char *level = level_of(column);
        if (!level)
            continue;
        g_autofree char *title = g_strconcat("libelle_", level, NULL);
        const amont_column *labels = amont_layer_column_like(layer, title);
        if (strcmp(column->name, own) == 0)
            copy_column(table, "label", uses, labels);
        else if (labels && is_summing_up(landuse, column)) {
            copy_column(table, column->name, uses, column);
            copy_column(table, title, uses, labels);
        }
    }
}

static bool list_from_data(amont_landuse *landuse, size_t dimension, GError **error) {
    g_autoptr(GArray) uses = list_uses(landuse, dimension);
    g_autoptr(amont_layer) table = amont_layer_new(landuse->layer->path, uses->len);
    table->lines = g_new(long, uses->len);
    amont_column *codes = amont_layer_add_column(table, "code", AMONT_COLUMN_TEXT);
    for (guint i = 0; i < uses->len; i++) {
        const first_use *use = &g_array_index(uses, first_use, i);
        amont_column_set_text(codes, i, use->code);
        table->lines[i] = amont_layer_row(landuse->layer, use->row);
    }
    if (landuse->n_dates == 1 && landuse->n_dimensions == 1)
        copy_labels(landuse, table, uses);
    if (!amont_layer_column(table, "label"))
        copy_column(table, "label", uses, NULL);
    landuse->classes[dimension] = amont_nomenclature_new(table, error);
    return landuse->classes[dimension] ||
           amont_opening_prefix(&landuse->spec->entry, "source", error);
}

static bool lists_from_data(amont_landuse *landuse, GError **error) {
    for (size_t d = 0; d < landuse->n_dimensions; d++)
        if (!list_from_data(landuse, d, error))
            return false;
    return true;
}

bool amont_landuse_open_lists(const amont_opening *opening, amont_landuse *landuse,
                              const char *recognised, GError **error) {
    const amont_layer_spec *spec = landuse->spec;
    if (!spec->nomenclature && !recognised)
        return lists_from_data(landuse, error);
    g_auto(list_files) files = {g_ptr_array_new_with_free_func(g_free),
                                g_ptr_array_new_with_free_func(g_free), NULL};
    bool found = spec->nomenclature
                     ? add_lists(opening, spec, &files, error)
                     : add_bundled(amont_nomenclature_bundled(recognised), &files, error);
    return found && check_number(landuse, &files, error) &&
           read_lists(opening, landuse, &files, error) &&
           (!files.pairs || read_pairs(opening, landuse, files.pairs, error));
}
