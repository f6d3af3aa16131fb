/* Small multiples (Tufte 1983; Bertin 1967): one map, repeated for several indicators of one unit.
 * Every frame has the same extent and scale, and the same classes, colours and sizes, so that one
 * legend serves all. */
#include "draw/layout.h"

#include "base/i18n.h"
#include <string.h>

static const amont_each_spec *each_of(const amont_map_spec *map, size_t index) {
    return map->each->pdata[index];
}

static const amont_series *series_of(const amont_composer *c, const amont_map_spec *map,
                                     size_t index) {
    const amont_level *level = amont_layers_level(c->layers, map->zones);
    return amont_table_find(c->table, each_of(map, index)->value, level->name);
}

/* ---- what can share a legend ----------------------------------------------------------------- */

static const char *unit_of(const amont_series *series) {
    return series->unit ? series->unit : "";
}

static const char *said(const amont_series *series) {
    return *unit_of(series) ? series->unit : _("no unit");
}

static bool check_unit(const amont_map_spec *map, size_t index, const amont_series *one,
                       const amont_series *first, GError **error) {
    if (strcmp(unit_of(one), unit_of(first)) == 0)
        return true;
    amont_entry_fail(&each_of(map, index)->entry, "value", error, AMONT_ERROR_CONFIG,
                     "'%s' (%s) and '%s' (%s) are not of one unit", first->indicator, said(first),
                     one->indicator, said(one));
    amont_hint(error, "only figures of one unit share a legend: make a map of each");
    return false;
}

static bool same_words(const char *const *a, const char *const *b) {
    if (a == b || !a || !b)
        return a == b;
    return g_strv_equal(a, b);
}

static bool check_words(const amont_map_spec *map, size_t index, const amont_series *one,
                        const amont_series *first, GError **error) {
    if (same_words(one->words, first->words))
        return true;
    amont_entry_fail(&each_of(map, index)->entry, "value", error, AMONT_ERROR_CONFIG,
                     "the categories of '%s' are not those of '%s'", one->indicator,
                     first->indicator);
    amont_hint(error, "only figures of the same categories share a legend: make a map of each");
    return false;
}

/* ---- frames ---------------------------------------------------------------------------------- */

/* The words borrow those of the map and of the series. */
static void add_map(amont_sheet *sheet, const amont_map_spec *map, size_t index,
                    const amont_series *series) {
    const amont_each_spec *each = each_of(map, index);
    amont_map_spec *own = g_memdup2(map, sizeof *map);
    own->value = each->value;
    own->title = each->title ? each->title : series->label;
    g_ptr_array_add(sheet->series, own);
}

/* The label that all have, else the unit. */
static char *title_of(amont_sheet *sheet, const amont_map_spec *map) {
    const amont_series *first = series_of(&sheet->root, map, 0);
    bool same = true;
    for (size_t i = 1; i < map->each->len; i++)
        same = same && strcmp(series_of(&sheet->root, map, i)->label, first->label) == 0;
    return same || !*unit_of(first)
               ? g_strdup(same ? first->label : map->title)
               : amont_phrase(&sheet->root, "series_unit", "unit", first->unit, NULL);
}

bool amont_sheet_repeat(amont_sheet *sheet, GError **error) {
    const amont_map_spec *map = sheet->root.map;
    if (amont_map_series(map) == 0)
        return true;
    const amont_series *first = series_of(&sheet->root, map, 0);
    sheet->series = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < map->each->len; i++) {
        const amont_series *one = series_of(&sheet->root, map, i);
        if (!check_unit(map, i, one, first, error) || !check_words(map, i, one, first, error))
            return false;
        add_map(sheet, map, i, one);
    }
    sheet->series_title = title_of(sheet, map);
    return true;
}

void amont_plot_pool(amont_plot *p) {
    size_t n = amont_map_series(p->spec);
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(all, (void *)series_of(p->c, p->spec, i));
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(p->pool, (void *)amont_plot_show(p, all->pdata[i], all));
    if (n > 0)
        g_ptr_array_add(p->several, p->pool->pdata[p->c->panel]);
}

/* ---- alike ----------------------------------------------------------------------------------- */

void amont_sheet_align(amont_sheet *sheet, const amont_composer *changed) {
    for (guint i = 0; i < sheet->panels->len && changed->in_series; i++) {
        amont_sheet_panel(sheet, i)->lean = changed->lean;
        amont_sheet_panel(sheet, i)->keys_named = changed->keys_named;
    }
}
