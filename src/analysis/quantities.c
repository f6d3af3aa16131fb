#include "analysis/quantities.h"

#include "analysis/figures.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* ---- years --------------------------------------------------------------------------------- */

/* The years written in a name that the study gives: groups of four digits. */
static amont_years years_in_name(const char *name) {
    amont_years years = {0, 0};
    for (const char *c = name; *c;) {
        size_t n = strspn(c, "0123456789");
        if (n == 4) {
            years.until = (int)g_ascii_strtoull(c, NULL, 10);
            years.from = years.from ? years.from : years.until;
        }
        c += n > 0 ? n : 1;
    }
    return years;
}

static gint by_year(gconstpointer a, gconstpointer b) {
    const amont_known_quantity *const *left = a, *const *right = b;
    return (*left)->years.until - (*right)->years.until;
}

/* ---- finding ------------------------------------------------------------------------------- */

static bool has_year(const GPtrArray *list, amont_years years) {
    for (guint i = 0; i < list->len; i++) {
        const amont_known_quantity *known = list->pdata[i];
        if (known->years.from == years.from && known->years.until == years.until)
            return true;
    }
    return false;
}

static void add(amont_analysis *analysis, GPtrArray *list, const amont_quantity *quantity,
                const amont_level *level, const char *id, amont_years years) {
    if (has_year(list, years))
        return;
    amont_series *series = amont_series_of_carried(analysis, id, level);
    if (!series)
        return;
    amont_known_quantity *known = g_new(amont_known_quantity, 1);
    *known = (amont_known_quantity){quantity, level, years, series};
    g_ptr_array_add(list, known);
}

static void add_of_study(amont_analysis *analysis, GPtrArray *list, const amont_quantity *quantity,
                         const amont_level *level, const amont_input_spec *input) {
    for (guint i = 0; i < input->columns->len; i++) {
        const char *id = input->columns->pdata[i];
        amont_years years;
        if (!amont_quantity_is_title(quantity, id, &years))
            years = years_in_name(id);
        add(analysis, list, quantity, level, id, years);
    }
}

static void add_recognised(amont_analysis *analysis, GPtrArray *list,
                           const amont_quantity *quantity, const amont_level *level) {
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    amont_names_of_columns(amont_analysis_layers(analysis), names);
    amont_names_of_fields(amont_analysis_layers(analysis), names);
    for (guint i = 0; i < names->len; i++) {
        amont_years years;
        if (amont_quantity_is_title(quantity, names->pdata[i], &years))
            add(analysis, list, quantity, level, names->pdata[i], years);
    }
}

static const amont_input_spec *input_of(const amont_study *study, const char *quantity) {
    for (guint i = 0; i < study->inputs->len; i++) {
        const amont_input_spec *input = study->inputs->pdata[i];
        if (strcmp(input->entry.name, quantity) == 0)
            return input;
    }
    return NULL;
}

static void free_known(void *data) {
    amont_known_quantity *known = data;
    amont_series_free(known->series);
    g_free(known);
}

const GPtrArray *amont_quantities(amont_analysis *analysis, const char *quantity,
                                  const amont_level *level) {
    const amont_quantity *sought = amont_quantity_find(quantity);
    g_assert(sought);
    GHashTable *kept = amont_analysis_quantity_lists(analysis);
    g_autofree char *key = g_strconcat(level->name, "/", quantity, NULL);
    GPtrArray *list = g_hash_table_lookup(kept, key);
    if (list)
        return list;
    list = g_ptr_array_new_with_free_func(free_known);
    const amont_input_spec *input = input_of(amont_analysis_layers(analysis)->study, quantity);
    if (input)
        add_of_study(analysis, list, sought, level, input);
    else
        add_recognised(analysis, list, sought, level);
    g_ptr_array_sort(list, by_year);
    g_hash_table_insert(kept, g_steal_pointer(&key), list);
    return list;
}

/* ---- choosing ------------------------------------------------------------------------------ */

const amont_known_quantity *amont_quantity_latest(amont_analysis *analysis, const char *quantity,
                                                  const amont_level *level) {
    const GPtrArray *list = amont_quantities(analysis, quantity, level);
    return list->len > 0 ? list->pdata[list->len - 1] : NULL;
}

const amont_known_quantity *amont_quantity_of_year(amont_analysis *analysis, const char *quantity,
                                                   const amont_level *level, int year) {
    const GPtrArray *list = amont_quantities(analysis, quantity, level);
    for (guint i = 0; i < list->len; i++) {
        const amont_known_quantity *known = list->pdata[i];
        if (known->years.until == year)
            return known;
    }
    return NULL;
}

bool amont_quantity_pair(amont_analysis *analysis, const char *one, const char *other,
                         const amont_level *level, const amont_known_quantity *pair[2]) {
    const GPtrArray *list = amont_quantities(analysis, one, level);
    for (guint i = list->len; i-- > 0;) {
        pair[0] = list->pdata[i];
        pair[1] = amont_quantity_of_year(analysis, other, level, pair[0]->years.until);
        if (pair[1])
            return true;
    }
    pair[0] = amont_quantity_latest(analysis, one, level);
    pair[1] = amont_quantity_latest(analysis, other, level);
    return pair[0] && pair[1] && (!pair[0]->years.until || !pair[1]->years.until);
}

static void append_years(GString *summary, const GPtrArray *list) {
    const char *mark = ": ";
    for (guint i = 0; i < list->len; i++) {
        const amont_years *years = &((amont_known_quantity *)list->pdata[i])->years;
        if (!years->until)
            continue;
        if (years->from != years->until)
            g_string_append_printf(summary, "%s%d-%d", mark, years->from, years->until);
        else
            g_string_append_printf(summary, "%s%d", mark, years->until);
        mark = ", ";
    }
}

char *amont_input_summary(amont_analysis *analysis, const char *quantity) {
    const GPtrArray *levels = amont_analysis_layers(analysis)->levels;
    GString *summary = g_string_new(NULL);
    for (guint i = 0; i < levels->len; i++) {
        const amont_level *level = levels->pdata[i];
        const GPtrArray *list = amont_quantities(analysis, quantity, level);
        if (list->len > 0)
            g_string_append_printf(summary, "%s%s", summary->len > 0 ? "; " : "", level->name);
        append_years(summary, list);
    }
    return g_string_free(summary, FALSE);
}

bool amont_series_lacks_quantity(amont_series *series, const char *quantity,
                                 const amont_level *level) {
    const amont_quantity *known = amont_quantity_find(quantity);
    return amont_series_lacks(series, N_("'%s' on the level '%s'"), known->id, level->name);
}
