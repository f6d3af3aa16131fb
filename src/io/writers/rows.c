/* The order of the indicator table, the same in every format. */
#include "io/writers/writers.h"

#include <string.h>

static int compare_series(const void *a, const void *b) {
    const amont_series *const *left = a, *const *right = b;
    return strcmp((*left)->indicator, (*right)->indicator);
}

static GPtrArray *series_of_level(const amont_table *table, const amont_level *level) {
    GPtrArray *found = g_ptr_array_new();
    for (guint i = 0; i < table->series->len; i++) {
        const amont_series *series = table->series->pdata[i];
        if (strcmp(series->level, level->name) == 0) {
            g_assert(series->n_zones == level->n);
            g_ptr_array_add(found, (void *)series);
        }
    }
    g_ptr_array_sort(found, compare_series);
    return found;
}

static void add_zones(GArray *rows, const amont_level *level, const GPtrArray *series, bool all) {
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        if (!all && !level->selected[zone])
            continue;
        for (guint s = 0; s < series->len; s++) {
            const amont_series *one = series->pdata[s];
            if (one->overall_only)
                continue;
            amont_table_row row = {level->name, level->codes[zone], level->names[zone], one,
                                   &one->figures[zone]};
            g_array_append_val(rows, row);
        }
    }
}

static void add_overall(GArray *rows, const amont_level *level, const GPtrArray *series,
                        const char *name) {
    for (guint s = 0; s < series->len; s++) {
        const amont_series *one = series->pdata[s];
        amont_table_row row = {level->name, "", name, one, &one->overall};
        if (one->overall.flag != AMONT_FLAG_MISSING)
            g_array_append_val(rows, row);
    }
}

static void add_unplaced(GArray *rows, const amont_level *level, const GPtrArray *series,
                         const char *name) {
    for (guint s = 0; s < series->len; s++) {
        const amont_series *one = series->pdata[s];
        amont_table_row row = {level->name, "", name, one, &one->unplaced};
        if (one->has_unplaced && one->unplaced.flag != AMONT_FLAG_MISSING)
            g_array_append_val(rows, row);
    }
}

/* What no written zone holds: also what lies in zones that are not selected, unless they are
 * written too. */
static void add_outside(GArray *rows, const amont_level *level, const GPtrArray *series,
                        const char *name, bool all) {
    for (guint s = 0; s < series->len; s++) {
        const amont_series *one = series->pdata[s];
        bool elsewhere = !all && one->elsewhere.flag != AMONT_FLAG_MISSING;
        const amont_figure *figure = elsewhere ? &one->elsewhere : &one->outside;
        amont_table_row row = {level->name, "", name, one, figure};
        if (figure->flag != AMONT_FLAG_MISSING)
            g_array_append_val(rows, row);
    }
}

GArray *amont_table_rows(const amont_table *table, const amont_layers *layers,
                         const amont_table_options *options) {
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(amont_table_row));
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        g_autoptr(GPtrArray) series = series_of_level(table, level);
        add_zones(rows, level, series, options->all_zones);
        add_overall(rows, level, series, options->overall);
        add_unplaced(rows, level, series, options->unplaced);
        add_outside(rows, level, series, options->outside, options->all_zones);
    }
    return rows;
}
