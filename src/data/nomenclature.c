/* Nomenclatures: the table is gone through once for classes and groups, then parents are looked up,
 * since a class may stand before the one above it. */
#include "amont/nomenclature.h"

#include "base/i18n.h"
#include "data/nomenclature_cells.h"

#include <math.h>
#include <string.h>

/* ---- classes ------------------------------------------------------------------------------- */

static void free_class(void *data) {
    amont_class *class = data;
    g_free(class->code);
    g_free(class->label[AMONT_LANGUAGE_FR]);
    g_free(class->label[AMONT_LANGUAGE_EN]);
    g_free(class->groups);
    g_free(class);
}

static void free_group(void *data) {
    amont_group *group = data;
    g_free(group->code);
    g_free(group->label);
    g_free(group);
}

static void free_grouping(void *data) {
    amont_grouping *grouping = data;
    g_free(grouping->name);
    g_ptr_array_unref(grouping->groups);
    g_free(grouping);
}

amont_nomenclature *amont_nomenclature_new_empty(const char *name) {
    amont_nomenclature *nomenclature = g_new0(amont_nomenclature, 1);
    nomenclature->name = g_strdup(name);
    nomenclature->classes = g_ptr_array_new_with_free_func(free_class);
    nomenclature->groupings = g_ptr_array_new_with_free_func(free_grouping);
    nomenclature->by_code = g_hash_table_new(g_str_hash, g_str_equal);
    return nomenclature;
}

void amont_nomenclature_free(amont_nomenclature *nomenclature) {
    if (!nomenclature)
        return;
    g_hash_table_unref(nomenclature->by_code);
    g_ptr_array_unref(nomenclature->groupings);
    g_ptr_array_unref(nomenclature->classes);
    g_free(nomenclature->name);
    g_free(nomenclature);
}

const amont_class *amont_nomenclature_class(const amont_nomenclature *nomenclature,
                                            unsigned index) {
    return nomenclature->classes->pdata[index];
}

unsigned amont_nomenclature_find(const amont_nomenclature *nomenclature, const char *code) {
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(nomenclature->by_code, code));
    return found ? (unsigned)(found - 1) : AMONT_NO_CLASS;
}

static size_t find_listed(const void *nomenclature, const char *code) {
    unsigned found = amont_nomenclature_find(nomenclature, code);
    bool listed =
        found != AMONT_NO_CLASS && amont_nomenclature_class(nomenclature, found)->is_listed;
    return listed ? found : G_MAXSIZE;
}

unsigned amont_nomenclature_match(const amont_nomenclature *nomenclature, const char *written,
                                  bool *mended) {
    *mended = false;
    unsigned found = amont_nomenclature_find(nomenclature, written);
    if (found != AMONT_NO_CLASS)
        return found;
    size_t restored =
        amont_code_find_restored(written, nomenclature->code_length, find_listed, nomenclature);
    *mended = restored != G_MAXSIZE;
    return *mended ? (unsigned)restored : AMONT_NO_CLASS;
}

static amont_class *append_class(amont_nomenclature *nomenclature, char *code) {
    amont_class *class = g_new0(amont_class, 1);
    class->code = code;
    class->parent = AMONT_NO_CLASS;
    class->colour = (amont_colour){NAN, NAN, NAN};
    g_ptr_array_add(nomenclature->classes, class);
    g_hash_table_insert(nomenclature->by_code, class->code,
                        GSIZE_TO_POINTER((size_t)nomenclature->classes->len));
    return class;
}

unsigned amont_nomenclature_add(amont_nomenclature *nomenclature, const char *code) {
    amont_class *class = append_class(nomenclature, g_strdup(code));
    class->label[AMONT_LANGUAGE_FR] = g_strdup(code);
    class->label[AMONT_LANGUAGE_EN] = g_strdup(code);
    return nomenclature->classes->len - 1;
}

/* ---- groupings ----------------------------------------------------------------------------- */

const amont_grouping *amont_nomenclature_grouping(const amont_nomenclature *nomenclature,
                                                  const char *name) {
    for (guint i = 0; i < nomenclature->groupings->len; i++) {
        const amont_grouping *grouping = nomenclature->groupings->pdata[i];
        if (strcmp(grouping->name, name) == 0)
            return grouping;
    }
    return NULL;
}

unsigned amont_nomenclature_group(const amont_nomenclature *nomenclature,
                                  const amont_grouping *grouping, unsigned index) {
    guint which = 0;
    const amont_class *class = amont_nomenclature_class(nomenclature, index);
    if (!class->groups || !g_ptr_array_find(nomenclature->groupings, grouping, &which))
        return AMONT_NO_CLASS;
    return class->groups[which];
}

/* A grouping while the table is read. */
typedef struct grouping_columns {
    const amont_column *code, *label;
    amont_grouping *grouping; /* borrowed */
    GHashTable *by_code;      /* code -> group + 1 */
} grouping_columns;

static void clear_columns(void *data) {
    g_hash_table_unref(((grouping_columns *)data)->by_code);
}

/* "47" for the title "code_47". */
static const char *grouping_of(const amont_column *column) {
    const char *rest = amont_title_after(column->name, "code_");
    return rest && *rest ? rest : NULL;
}

static const amont_column *label_of(const amont_layer *table, const char *grouping) {
    static const char *const starts[] = {"label_", "libelle_", "libellé_"};
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        g_autofree char *title = g_strconcat(starts[i], grouping, NULL);
        const amont_column *column = amont_layer_column_like(table, title);
        if (column)
            return column;
    }
    return NULL;
}

static GArray *open_groupings(const amont_layer *table, amont_nomenclature *nomenclature) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(grouping_columns));
    g_array_set_clear_func(all, clear_columns);
    for (guint i = 0; i < table->columns->len; i++) {
        const amont_column *column = table->columns->pdata[i];
        const char *name = grouping_of(column);
        if (!name)
            continue;
        column = amont_layer_column_at(table, i);
        amont_grouping *grouping = g_new0(amont_grouping, 1);
        grouping->name = g_strdup(name);
        grouping->groups = g_ptr_array_new_with_free_func(free_group);
        g_ptr_array_add(nomenclature->groupings, grouping);
        grouping_columns columns = {column, label_of(table, name), grouping,
                                    g_hash_table_new(g_str_hash, g_str_equal)};
        g_array_append_val(all, columns);
    }
    return all;
}

static bool fail_two_names(const amont_layer *table, size_t row, const amont_group *group,
                           const char *label, GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "the group '%s' is called '%s', and '%s' on line %ld",
               group->code, label, group->label, group->row);
    amont_hint(error, "a group has one name: correct it, or its code");
    return amont_table_fail_at(table, row, error);
}

static bool read_group(const amont_layer *table, size_t row, const grouping_columns *columns,
                       unsigned *index, GError **error) {
    g_autofree char *code = amont_cell_text(columns->code, row);
    g_autofree char *label = amont_cell_text(columns->label, row);
    *index = AMONT_NO_CLASS;
    if (!code)
        return true;
    GPtrArray *groups = columns->grouping->groups;
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(columns->by_code, code));
    if (found) {
        *index = (unsigned)(found - 1);
        const amont_group *group = groups->pdata[*index];
        return !label || strcmp(group->label, label) == 0 ||
               fail_two_names(table, row, group, label, error);
    }
    amont_group *group = g_new0(amont_group, 1);
    group->label = label ? g_steal_pointer(&label) : g_strdup(code);
    group->code = g_steal_pointer(&code);
    group->row = amont_layer_row(table, row);
    *index = groups->len;
    g_ptr_array_add(groups, group);
    g_hash_table_insert(columns->by_code, group->code, GSIZE_TO_POINTER((size_t)groups->len));
    return true;
}

static bool read_groups(const amont_layer *table, size_t row, const GArray *groupings,
                        amont_class *class, GError **error) {
    class->groups = g_new(unsigned, groupings->len);
    for (guint i = 0; i < groupings->len; i++)
        if (!read_group(table, row, &g_array_index(groupings, grouping_columns, i),
                        &class->groups[i], error))
            return false;
    return true;
}

/* ---- rows ---------------------------------------------------------------------------------- */

typedef struct titles {
    const amont_column *code, *label, *label_en, *parent, *colour, *artificialised, *impermeable;
} titles;

static bool fail_no_title(const amont_layer *table, const char *title, GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "no column '%s' in '%s'", title, table->path);
    g_autofree const char **names = amont_layer_column_names(table);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    amont_hint(error, "a nomenclature has at least 'code' and 'label'; columns: %s", list);
    return false;
}

static bool find_titles(const amont_layer *table, titles *t, GError **error) {
    static const char *const labels[] = {"label", "label_fr", "libelle", "libellé", NULL};
    static const char *const colours[] = {"color", "colour", "couleur", NULL};
    t->code = amont_layer_column_like(table, "code");
    t->label = amont_table_title(table, labels);
    t->label_en = amont_layer_column_like(table, "label_en");
    t->parent = amont_layer_column_like(table, "parent");
    t->colour = amont_table_title(table, colours);
    t->artificialised = amont_layer_column_like(table, "artificialised");
    t->impermeable = amont_layer_column_like(table, "impermeable");
    return (t->code || fail_no_title(table, "code", error)) &&
           (t->label || fail_no_title(table, "label", error));
}

static bool fail_twice(const amont_layer *table, size_t row, const amont_class *first,
                       GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "the class '%s' stands twice: it is on line %ld already",
               first->code, first->row);
    amont_hint(error, "give each class a code of its own");
    return amont_table_fail_at(table, row, error);
}

static bool fail_no_code(const amont_layer *table, size_t row, GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "a class without code");
    amont_hint(error, "write the code that the data uses, or remove the line");
    return amont_table_fail_at(table, row, error);
}

static void read_labels(const titles *t, size_t row, amont_class *class) {
    char *label = amont_cell_text(t->label, row);
    char *english = amont_cell_text(t->label_en, row);
    class->label[AMONT_LANGUAGE_FR] = label ? label : g_strdup(class->code);
    class->label[AMONT_LANGUAGE_EN] = english ? english : g_strdup(class->label[AMONT_LANGUAGE_FR]);
}

static bool read_colour(const amont_layer *table, const titles *t, size_t row, amont_class *class,
                        GError **error) {
    g_autofree char *text = amont_cell_text(t->colour, row);
    if (!text || amont_colour_parse(text, &class->colour))
        return true;
    class->colour = (amont_colour){NAN, NAN, NAN};
    amont_fail(error, AMONT_ERROR_DATA, "'%s' is no colour", text);
    amont_hint(error, "write it as #1f77b4, or leave the cell empty");
    return amont_table_fail_at(table, row, error);
}

static bool read_class(const amont_layer *table, const titles *t, const GArray *groupings,
                       size_t row, amont_nomenclature *nomenclature, GError **error) {
    g_autofree char *code = amont_cell_text(t->code, row);
    if (!code)
        return fail_no_code(table, row, error);
    unsigned other = amont_nomenclature_find(nomenclature, code);
    if (other != AMONT_NO_CLASS)
        return fail_twice(table, row, amont_nomenclature_class(nomenclature, other), error);
    nomenclature->code_length = MAX(nomenclature->code_length, strlen(code));
    amont_class *class = append_class(nomenclature, g_steal_pointer(&code));
    class->is_listed = true;
    class->row = amont_layer_row(table, row);
    read_labels(t, row, class);
    return read_colour(table, t, row, class, error) &&
           amont_truth_read(table, t->artificialised, row, &class->artificialised, error) &&
           amont_truth_read(table, t->impermeable, row, &class->impermeable, error) &&
           read_groups(table, row, groupings, class, error);
}

/* ---- parents ------------------------------------------------------------------------------- */

static bool fail_no_parent(const amont_layer *table, size_t row,
                           const amont_nomenclature *nomenclature, const char *code,
                           GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "the parent '%s' is no class of this list", code);
    g_autofree const char **codes = g_new0(const char *, nomenclature->classes->len);
    for (guint i = 0; i < nomenclature->classes->len; i++)
        codes[i] = amont_nomenclature_class(nomenclature, i)->code;
    const char *nearest =
        strlen(code) <= 100 ? amont_nearest(code, codes, nomenclature->classes->len) : NULL;
    if (nearest)
        amont_hint(error, "did you mean '%s'?", nearest);
    else
        amont_hint(error, "add the class above it to the list, or leave the cell empty");
    return amont_table_fail_at(table, row, error);
}

static bool read_parents(const amont_layer *table, const titles *t,
                         const amont_nomenclature *nomenclature, GError **error) {
    for (size_t row = 0; row < table->n_rows; row++) {
        g_autofree char *code = amont_cell_text(t->parent, row);
        if (!code)
            continue;
        amont_class *class = nomenclature->classes->pdata[row];
        class->parent = amont_nomenclature_find(nomenclature, code);
        if (class->parent == AMONT_NO_CLASS)
            return fail_no_parent(table, row, nomenclature, code, error);
    }
    return true;
}

/* Each walk up marks its classes with its own number: meeting it again is a loop, meeting another's
 * is ground that was walked before. */
static bool check_loops(const amont_layer *table, const amont_nomenclature *nomenclature,
                        GError **error) {
    g_autofree size_t *walked = g_new0(size_t, nomenclature->classes->len);
    for (unsigned start = 0; start < nomenclature->classes->len; start++) {
        unsigned at = start;
        for (; at != AMONT_NO_CLASS && !walked[at];
             at = amont_nomenclature_class(nomenclature, at)->parent)
            walked[at] = start + 1;
        if (at == AMONT_NO_CLASS || walked[at] != start + 1)
            continue;
        amont_fail(error, AMONT_ERROR_DATA, "the parents of '%s' lead back to it",
                   amont_nomenclature_class(nomenclature, at)->code);
        amont_hint(error, "the class at the top has no parent: leave its cell empty");
        return amont_table_fail_at(table, at, error);
    }
    return true;
}

static bool read_classes(const amont_layer *table, const titles *t,
                         amont_nomenclature *nomenclature, GError **error) {
    g_autoptr(GArray) groupings = open_groupings(table, nomenclature);
    for (size_t row = 0; row < table->n_rows; row++)
        if (!read_class(table, t, groupings, row, nomenclature, error))
            return false;
    return true;
}

amont_nomenclature *amont_nomenclature_new(const amont_layer *table, GError **error) {
    titles t;
    g_autoptr(amont_nomenclature) nomenclature = amont_nomenclature_new_empty(table->path);
    if (!find_titles(table, &t, error) || !read_classes(table, &t, nomenclature, error) ||
        !read_parents(table, &t, nomenclature, error) || !check_loops(table, nomenclature, error))
        return NULL;
    return g_steal_pointer(&nomenclature);
}
