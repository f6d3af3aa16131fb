/* What the study asks for: series are computed by name, hidden where they are of too few, and put
 * into the table. */
#include "analysis/analysis.h"

#include <string.h>

/* Beyond what rounding can do. */
void amont_series_find_imbalance(const amont_analysis *analysis, const amont_series *series) {
    const double most = 1e-9;
    amont_balance balance;
    if (amont_series_balance(series, &balance) && !(balance.residue <= most))
        amont_find(amont_analysis_findings(analysis), AMONT_FINDING_SUM_LOST, series->level, 0,
                   "%s: %.3g", series->indicator, balance.residue);
}

/* Into the table, where it is read: what is too few is hidden there, and not before. */
static void publish(const amont_analysis *analysis, amont_series *series, amont_table *table) {
    amont_series_find_imbalance(analysis, series);
    amont_series_hide(series);
    g_ptr_array_add(table->series, series);
}

static bool add_series(amont_analysis *analysis, const amont_indicator_spec *spec,
                       const char *level_name, amont_table *table, GError **error) {
    const amont_level *level = amont_layers_level(amont_analysis_layers(analysis), level_name);
    if (amont_table_find(table, spec->id, level->name))
        return amont_entry_fail(&spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                                "the indicator '%s' stands twice for the level '%s'", spec->id,
                                level->name);
    amont_series *series = amont_series_of_spec(analysis, spec, level, error);
    if (!series)
        return false;
    publish(analysis, series, table);
    return true;
}

/* What is not asked for by name. */
static bool add_one(amont_analysis *analysis, const amont_indicator_spec *spec, const char *id,
                    const amont_level *level, amont_table *table, GError **error) {
    if (amont_table_find(table, id, level->name))
        return true;
    amont_series *series = amont_series_by_name(analysis, &spec->entry, "id", id, level, error);
    if (!series)
        return false;
    publish(analysis, series, table);
    return true;
}

/* An entry that takes an argument, with each that is usual. */
static bool add_usual(amont_analysis *analysis, const amont_indicator_spec *spec,
                      const amont_indicator *known, const amont_level *level, amont_table *table,
                      GError **error) {
    for (const char *const *argument = known->usual; argument && *argument; argument++) {
        size_t open = strcspn(known->info.id, "(");
        g_autofree char *id = g_strdup_printf("%.*s(%s)", (int)open, known->info.id, *argument);
        if (!add_one(analysis, spec, id, level, table, error))
            return false;
    }
    return true;
}

/* Every entry of the catalogue, but for those whose argument only the study can know. */
static bool add_all(amont_analysis *analysis, const amont_indicator_spec *spec,
                    const char *level_name, amont_table *table, GError **error) {
    const amont_level *level = amont_layers_level(amont_analysis_layers(analysis), level_name);
    const amont_indicator *known;
    for (size_t i = 0; (known = amont_indicator_at(i)); i++) {
        bool takes = g_str_has_suffix(known->info.id, "()");
        if (takes ? !add_usual(analysis, spec, known, level, table, error)
                  : !add_one(analysis, spec, known->info.id, level, table, error))
            return false;
    }
    return true;
}

static bool add_spec(amont_analysis *analysis, const amont_indicator_spec *spec, bool all,
                     const char *level_name, amont_table *table, GError **error) {
    if ((strcmp(spec->id, "all") == 0 && spec->stat < 0) != all)
        return true;
    return all ? add_all(analysis, spec, level_name, table, error)
               : add_series(analysis, spec, level_name, table, error);
}

static bool add_specs(amont_analysis *analysis, bool all, amont_table *table, GError **error) {
    const GPtrArray *specs = amont_analysis_layers(analysis)->study->indicators;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if (!spec->zones && !add_spec(analysis, spec, all, NULL, table, error))
            return false;
        for (guint j = 0; spec->zones && j < spec->zones->len; j++)
            if (!add_spec(analysis, spec, all, spec->zones->pdata[j], table, error))
                return false;
    }
    return true;
}

/* A column that `inputs` names must be there on some level. */
static bool check_inputs(amont_analysis *analysis, GError **error) {
    const GPtrArray *inputs = amont_analysis_layers(analysis)->study->inputs;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    amont_names_of_fields(amont_analysis_layers(analysis), names);
    amont_names_of_columns(amont_analysis_layers(analysis), names);
    for (guint i = 0; i < inputs->len; i++) {
        const amont_input_spec *input = inputs->pdata[i];
        for (guint j = 0; j < input->columns->len; j++) {
            const char *column = input->columns->pdata[j];
            if (g_ptr_array_find_with_equal_func(names, column, g_str_equal, NULL))
                continue;
            const char *nearest =
                amont_nearest(column, (const char *const *)names->pdata, names->len);
            amont_entry_fail(&input->entry, NULL, error, AMONT_ERROR_DATA,
                             "no field or column '%s'", column);
            if (nearest)
                amont_hint(error, "did you mean '%s'?", nearest);
            return false;
        }
    }
    return true;
}

amont_table *amont_analyse(amont_analysis *analysis, GError **error) {
    g_autoptr(amont_table) table = amont_table_new();
    bool ok = check_inputs(analysis, error) && add_specs(analysis, false, table, error) &&
              add_specs(analysis, true, table, error);
    if (ok)
        amont_find_deducible(amont_analysis_layers(analysis), table,
                             amont_analysis_findings(analysis));
    return ok ? g_steal_pointer(&table) : NULL;
}

amont_series *amont_series_published(amont_analysis *analysis, const amont_entry *entry,
                                     const char *key, const char *id, const amont_level *level,
                                     GError **error) {
    const GPtrArray *specs = amont_analysis_layers(analysis)->study->indicators;
    const amont_indicator_spec *spec = NULL;
    for (guint i = 0; !spec && i < specs->len; i++) {
        const amont_indicator_spec *known = specs->pdata[i];
        if (strcmp(known->id, id) == 0)
            spec = known;
    }
    amont_series *series = spec ? amont_series_of_spec(analysis, spec, level, error)
                                : amont_series_by_name(analysis, entry, key, id, level, error);
    if (series)
        amont_series_hide(series);
    return series;
}

amont_series *amont_analyse_one(amont_analysis *analysis, const char *id, const char *level_name,
                                GError **error) {
    const amont_layers *layers = amont_analysis_layers(analysis);
    return amont_series_published(analysis, &layers->study->entry, NULL, id,
                                  amont_layers_level(layers, level_name), error);
}

/* What a key of an entry of the map names. */
static bool add_shown(amont_analysis *analysis, const amont_map_spec *map, const amont_entry *entry,
                      const char *key, const char *id, amont_table *table, GError **error) {
    const amont_level *level = amont_layers_level(amont_analysis_layers(analysis), map->zones);
    amont_series *series = amont_table_find(table, id, level->name);
    if (!series) {
        series = amont_series_by_name(analysis, entry, key, id, level, error);
        if (!series)
            return false;
        publish(analysis, series, table);
    }
    if (!series->lacks)
        return true;
    return amont_entry_fail(entry, key, error, AMONT_ERROR_CONFIG,
                            "'%s' cannot be computed: the study lacks %s", id, series->lacks_said);
}

static bool add_each(amont_analysis *analysis, const amont_map_spec *map, amont_table *table,
                     GError **error) {
    for (size_t i = 0; i < amont_map_series(map); i++) {
        const amont_each_spec *each = map->each->pdata[i];
        if (!add_shown(analysis, map, &each->entry, "value", each->value, table, error))
            return false;
    }
    return true;
}

/* What the classes of a map are made of. */
static bool add_classed(amont_analysis *analysis, const amont_map_spec *map, amont_table *table,
                        GError **error) {
    return amont_map_series(map) > 0
               ? add_each(analysis, map, table, error)
               : add_shown(analysis, map, &map->entry, map->value ? "value" : "values",
                           amont_map_value(map), table, error);
}

bool amont_analyse_map(amont_analysis *analysis, const amont_map_spec *map, amont_table *table,
                       GError **error) {
    if (amont_map_value(map) && !add_classed(analysis, map, table, error))
        return false;
    for (guint i = 0; map->values && i < map->values->len; i++)
        if (!add_shown(analysis, map, &map->entry, "values", map->values->pdata[i], table, error))
            return false;
    const amont_study *study = amont_analysis_layers(analysis)->study;
    const amont_map_spec *other = map->breaks_of ? amont_study_map(study, map->breaks_of) : NULL;
    if (other && !add_classed(analysis, other, table, error))
        return false;
    if (map->over && !amont_analyse_map(analysis, map->over, table, error))
        return false;
    for (guint i = 0; map->panels && i < map->panels->len; i++) {
        const amont_map_spec *panel = amont_study_map(study, map->panels->pdata[i]);
        if (!amont_analyse_map(analysis, panel, table, error))
            return false;
    }
    return true;
}
