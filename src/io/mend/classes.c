/* Lists of classes that lost the zeros of their codes: the data has them. Where the data lost them,
 * it is in a column of a vector file, which is left to people. */
#include "io/mend/mending.h"

#include <string.h>

/* Zeros, then the code of the list. */
static bool is_with_zeros(const char *written, const char *code) {
    size_t zeros = strspn(written, "0");
    size_t more = strlen(written) - MIN(strlen(code), strlen(written));
    return more > 0 && more <= zeros && strcmp(written + more, code) == 0;
}

/* What the data writes for a code of the list; "" where it has the code itself, or is not of one
 * mind. */
static void add_writing(GHashTable *writings, const char *code, const char *written) {
    const char *known = g_hash_table_lookup(writings, code);
    bool agrees = is_with_zeros(written, code) && (!known || strcmp(known, written) == 0);
    if (!known || !agrees)
        g_hash_table_insert(writings, g_strdup(code), g_strdup(agrees ? written : ""));
}

static void add_writings(GHashTable *writings, const amont_landuse *landuse, size_t dimension) {
    const amont_nomenclature *list = landuse->classes[dimension];
    for (size_t i = 0; i < landuse->n_dates; i++) {
        const amont_landuse_date *date = &landuse->dates[i];
        for (size_t row = 0; row < landuse->layer->n_rows; row++) {
            unsigned class = date->class_of[dimension][row];
            g_autofree char *written = amont_cell_text(date->columns[dimension], row);
            if (written && class != AMONT_NO_CLASS)
                add_writing(writings, amont_nomenclature_class(list, class)->code, written);
        }
    }
}

/* By all the layers that have this list. */
static GHashTable *find_writings(const amont_use *u) {
    const amont_layers *layers = u->mending->layers;
    GHashTable *writings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < layers->landuses->len; i++) {
        const amont_landuse *landuse = layers->landuses->pdata[i];
        for (size_t d = 0; d < landuse->n_dimensions; d++) {
            g_autofree char *path = amont_study_resolve(layers->study, landuse->classes[d]->name);
            if (strcmp(path, u->file->path) == 0)
                add_writings(writings, landuse, d);
        }
    }
    return writings;
}

static bool ends_with(const char *indicator, const char *argument) {
    return indicator && g_str_has_suffix(indicator, argument);
}

/* `landuse.area(1)`: the study names the class by the code of the list, which stays then. */
static gboolean is_named(void *code, void *writing, void *data) {
    (void)writing;
    const amont_study *study = data;
    g_autofree char *argument = g_strdup_printf("(%s)", (const char *)code);
    for (guint i = 0; i < study->indicators->len; i++)
        if (ends_with(((const amont_indicator_spec *)study->indicators->pdata[i])->id, argument))
            return TRUE;
    for (guint i = 0; i < study->maps->len; i++)
        if (ends_with(((const amont_map_spec *)study->maps->pdata[i])->value, argument))
            return TRUE;
    return FALSE;
}

static void mend_column(const amont_use *u, const char *title, GHashTable *writings) {
    const amont_column *codes = amont_layer_column_like(u->layer, title);
    for (size_t row = 0; codes && row < u->layer->n_rows; row++) {
        g_autofree char *code = amont_cell_text(codes, row);
        const char *right = code ? g_hash_table_lookup(writings, code) : NULL;
        if (right && *right)
            amont_use_set(u, row, codes, right, amont_finding_name(AMONT_FINDING_CLASS_ZERO_LOST));
    }
}

/* A list may be a file, or one of those that come with the program. */
static bool mend_list(amont_mending *mending, const amont_entry *entry, const amont_yaml *node,
                      GError **error) {
    amont_use u = {.where = NULL};
    if (amont_nomenclature_bundled(node->text))
        return true;
    if (!amont_use_begin(&u, mending, entry, "nomenclature", node, error))
        return false;
    if (!u.layer || amont_findings_count(mending->findings, AMONT_FINDING_CLASS_ZERO_LOST) == 0)
        return true;
    g_autoptr(GHashTable) writings = find_writings(&u);
    g_hash_table_foreach_remove(writings, is_named, (void *)mending->layers->study);
    mend_column(&u, "code", writings);
    mend_column(&u, "parent", writings);
    return true;
}

bool amont_mend_classes(amont_mending *mending, const amont_landuse *landuse, GError **error) {
    const amont_entry *entry = &landuse->spec->entry;
    if (!amont_mending_file(mending, entry, "source", error))
        return false;
    const amont_yaml *lists = amont_yaml_find(entry->node, "nomenclature");
    if (!lists)
        return true;
    if (lists->kind == AMONT_YAML_SCALAR)
        return mend_list(mending, entry, lists, error);
    for (size_t i = 0; i < lists->n; i++)
        if (!mend_list(mending, entry, lists->items[i], error))
            return false;
    return true;
}
