/* Looking a name up and filling its series. Where sites lie on a level is found once, by the zone
 * locator, and kept. */
#include "amont/analyse.h"

#include "analysis/analysis.h"
#include "analysis/figures.h"
#include "analysis/measures.h"
#include "analysis/overlays.h"
#include "analysis/prices.h"
#include "analysis/quantities.h"
#include "analysis/scans.h"
#include "analysis/zonal.h"
#include <math.h>
#include <string.h>

/* More than any study would write on purpose. */
enum { DEEPEST = 20 };

struct amont_analysis {
    const amont_layers *layers;
    amont_findings *findings;
    GPtrArray *placements;
    GPtrArray *scans;       /* amont_scan */
    GPtrArray *overlays;    /* amont_overlays */
    GHashTable *quantities; /* "level/quantity" -> GPtrArray of amont_known_quantity */
    amont_prices *prices;   /* NULL until they are asked for */
    GHashTable *told;       /* "level/what" that one of several indicators has told */
    int depth;              /* of own indicators that stand in each other's formula */
    amont_measures measures;
    GPtrArray *zonals; /* amont_zonal */
};

static const amont_indicator *const families[] = {
    amont_indicators_territory,   amont_indicators_projects,      amont_indicators_landuse,
    amont_indicators_people,      amont_indicators_exposure,      amont_indicators_pressure,
    amont_indicators_consumption, amont_indicators_trajectory,    amont_indicators_efficiency,
    amont_indicators_growth,      amont_indicators_project_rates, amont_indicators_project_pattern,
    amont_indicators_prices,      amont_indicators_reach,
};

/* ---- the shared state ---------------------------------------------------------------------- */

static void free_placement(void *data) {
    amont_placement *placement = data;
    g_free(placement->zone_of_site);
    g_free(placement);
}

amont_analysis *amont_analysis_new(const amont_layers *layers, amont_findings *findings) {
    amont_analysis *analysis = g_new0(amont_analysis, 1);
    analysis->layers = layers;
    analysis->findings = findings;
    analysis->placements = g_ptr_array_new_with_free_func(free_placement);
    analysis->scans = g_ptr_array_new_with_free_func((GDestroyNotify)amont_scan_free);
    analysis->overlays = g_ptr_array_new_with_free_func((GDestroyNotify)amont_overlays_free);
    amont_measures_start(&analysis->measures);
    analysis->zonals = g_ptr_array_new_with_free_func((GDestroyNotify)amont_zonal_free);
    analysis->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    analysis->quantities =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    return analysis;
}

void amont_analysis_free(amont_analysis *analysis) {
    if (!analysis)
        return;
    g_ptr_array_unref(analysis->placements);
    g_ptr_array_unref(analysis->scans);
    g_ptr_array_unref(analysis->overlays);
    amont_measures_clear(&analysis->measures);
    g_ptr_array_unref(analysis->zonals);
    g_hash_table_unref(analysis->quantities);
    g_hash_table_unref(analysis->told);
    amont_prices_free(analysis->prices);
    g_free(analysis);
}

GPtrArray *amont_analysis_overlay_list(amont_analysis *analysis) {
    return analysis->overlays;
}

GPtrArray *amont_analysis_zonals(amont_analysis *analysis) {
    return analysis->zonals;
}

amont_prices **amont_analysis_prices(amont_analysis *analysis) {
    return &analysis->prices;
}

GPtrArray *amont_analysis_scans(amont_analysis *analysis) {
    return analysis->scans;
}

amont_measures *amont_analysis_measures(amont_analysis *analysis) {
    return &analysis->measures;
}

const amont_layers *amont_analysis_layers(const amont_analysis *analysis) {
    return analysis->layers;
}

amont_findings *amont_analysis_findings(const amont_analysis *analysis) {
    return analysis->findings;
}

amont_findings *amont_analysis_findings_once(amont_analysis *analysis, const amont_level *level,
                                             const char *what) {
    char *key = g_strconcat(level->name, "/", what, NULL);
    return g_hash_table_add(analysis->told, key) ? analysis->findings : NULL;
}

GHashTable *amont_analysis_quantity_lists(amont_analysis *analysis) {
    return analysis->quantities;
}

/* A site known only by its commune says nothing below communes. */
static bool is_too_coarse(const amont_site *site, const amont_level *level) {
    return level->parent_level && site->precision < AMONT_PRECISION_IRIS;
}

static void locate_sites(amont_placement *placement, amont_findings *findings) {
    const amont_projects *projects = placement->projects;
    const amont_level *level = placement->level;
    g_autoptr(amont_locator) locator =
        amont_locator_new(level->layer->shapes, level->by_code, level->n);
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        bool on_border = false;
        size_t zone = amont_locator_find(locator, site->x, site->y, &on_border);
        if (is_too_coarse(site, level))
            zone = AMONT_SITE_TOO_COARSE;
        else if (on_border && zone != AMONT_NO_ZONE)
            amont_find(findings, AMONT_FINDING_SITE_BORDER, projects->spec->source, site->row,
                       "%s → %s", projects->projects[site->project].id, level->names[zone]);
        placement->zone_of_site[i] = zone;
    }
}

const amont_placement *amont_analysis_placement(amont_analysis *analysis,
                                                const amont_projects *projects,
                                                const amont_level *level) {
    for (guint i = 0; i < analysis->placements->len; i++) {
        const amont_placement *known = analysis->placements->pdata[i];
        if (known->projects == projects && known->level == level)
            return known;
    }
    amont_placement *placement = g_new0(amont_placement, 1);
    placement->projects = projects;
    placement->level = level;
    placement->zone_of_site = g_new0(size_t, projects->n_sites);
    locate_sites(placement, analysis->findings);
    g_ptr_array_add(analysis->placements, placement);
    return placement;
}

amont_figure amont_series_elsewhere(const amont_series *series, const amont_level *level) {
    amont_figure figure = series->outside;
    amont_sum sum = {0, 0};
    bool any = amont_flag_has_value(figure.flag);
    bool estimated = figure.flag == AMONT_FLAG_ESTIMATED;
    if (any)
        amont_sum_add(&sum, figure.value);
    else
        figure.n = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        const amont_figure *other = &series->figures[zone];
        if (level->selected[zone] || !(other->n > 0) || !(other->value != 0))
            continue;
        amont_sum_add(&sum, other->value);
        figure.n += other->n;
        any = true;
        estimated = estimated || other->flag == AMONT_FLAG_ESTIMATED;
    }
    if (any)
        figure.flag = estimated ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_OK;
    figure.value = any ? amont_sum_value(&sum) : NAN;
    return figure;
}

/* ---- looking up ---------------------------------------------------------------------------- */

const amont_indicator_info *amont_indicator_catalogue(size_t index) {
    for (size_t f = 0; f < G_N_ELEMENTS(families); f++)
        for (const amont_indicator *known = families[f]; known->info.id; known++)
            if (index-- == 0)
                return &known->info;
    return NULL;
}

/* `landuse.area(X)` is an entry `landuse.area()`; `consumption.total(2019)` an entry that takes
 * years, as `consumption.total` is. */
static bool is_indicator(const amont_indicator *known, const char *id) {
    size_t open = strcspn(id, "("), length = strcspn(known->info.id, "(");
    if (open != length || strncmp(known->info.id, id, open) != 0)
        return false;
    bool needs_argument = known->info.id[length] == '(';
    if (id[open] == '\0')
        return !needs_argument;
    return (needs_argument || known->takes_years) && g_str_has_suffix(id, ")") &&
           id[open + 1] != ')';
}

static const amont_indicator *find_indicator(const char *id) {
    for (size_t f = 0; f < G_N_ELEMENTS(families); f++)
        for (const amont_indicator *known = families[f]; known->info.id; known++)
            if (is_indicator(known, id))
                return known;
    return NULL;
}

/* What areas are measured on is part of how they were. */
static void say_plane(const amont_analysis *analysis, amont_series *series) {
    char *method = g_strdup_printf("%s, %s", series->method, amont_analysis_plane_words(analysis));
    g_free(series->method);
    series->method = method;
}

static amont_series *compute_known(amont_analysis *analysis, const amont_indicator *known,
                                   const char *id, const amont_level *level, GError **error) {
    int language = analysis->layers->study->language;
    g_autoptr(amont_series) series = amont_series_new(id, level->name, level->n);
    series->label = g_strdup(known->info.label[language]);
    series->unit = g_strdup(known->info.unit[language]);
    series->method = known->info.rule
                         ? g_strconcat(known->info.method, "; ", known->info.rule, NULL)
                         : g_strdup(known->info.method);
    series->measure = known->info.measure;
    series->decimals = known->info.decimals;
    g_autofree char *argument = amont_indicator_argument(id);
    amont_request ask = {analysis, known, level, *argument ? argument : NULL, series};
    if (!known->compute(&ask, error))
        return NULL;
    if (known->info.is_area)
        say_plane(analysis, series);
    if (series->lacks)
        amont_find(analysis->findings, AMONT_FINDING_INDICATOR_INPUT, level->name, 0, "%s: %s", id,
                   series->lacks_said);
    return g_steal_pointer(&series);
}

amont_series *amont_series_of_carried(amont_analysis *analysis, const char *id,
                                      const amont_level *level) {
    amont_series *series = amont_series_of_field(analysis, id, level, NULL, NULL);
    return series ? series : amont_series_of_column(analysis, id, level, NULL, NULL);
}

static void fail_unknown(const amont_analysis *analysis, const amont_entry *entry, const char *key,
                         const char *id, GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const amont_indicator_info *info;
    for (size_t i = 0; (info = amont_indicator_catalogue(i)); i++)
        g_ptr_array_add(names, g_strdup(info->id));
    amont_names_of_fields(analysis->layers, names);
    amont_names_of_columns(analysis->layers, names);
    const char *nearest = amont_nearest(id, (const char *const *)names->pdata, names->len);
    amont_entry_fail(entry, key, error, AMONT_ERROR_CONFIG, "no indicator, field or column '%s'",
                     id);
    if (nearest)
        amont_hint(error, "did you mean '%s'? see 'amont list indicators'", nearest);
    else
        amont_hint(error, "see 'amont list indicators' for what there is");
}

static void apply(const amont_indicator_spec *spec, amont_series *series) {
    if (spec->label) {
        g_free(series->label);
        series->label = g_strdup(spec->label);
    }
    if (spec->unit) {
        g_free(series->unit);
        series->unit = g_strdup(spec->unit);
    }
    if (!isnan(spec->decimals))
        series->decimals = (int)spec->decimals;
}

/* The indicator of the study's own with this id, or NULL. */
static const amont_indicator_spec *find_own(const amont_analysis *analysis, const char *id) {
    const GPtrArray *specs = analysis->layers->study->indicators;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if ((spec->stat >= 0 || spec->formula) && strcmp(spec->id, id) == 0)
            return spec;
    }
    return NULL;
}

typedef amont_series *series_of_own(amont_analysis *, const amont_indicator_spec *,
                                    const amont_level *, GError **);
static series_of_own *const measures[AMONT_STATS] = {
    [AMONT_STAT_LENGTH] = amont_series_of_length,
    [AMONT_STAT_WITHIN] = amont_series_within,
    [AMONT_STAT_AREA_WITHIN] = amont_series_within,
    [AMONT_STAT_AREAL] = amont_series_areal,
};

static amont_series *compute_own(amont_analysis *analysis, const amont_indicator_spec *own,
                                 const amont_level *level, GError **error) {
    if (analysis->depth == DEEPEST) {
        amont_entry_fail(&own->entry, "formula", error, AMONT_ERROR_CONFIG,
                         "the formula of '%s' comes back to itself", own->id);
        return NULL;
    }
    analysis->depth++;
    series_of_own *compute = own->formula          ? amont_series_of_formula
                             : measures[own->stat] ? measures[own->stat]
                                                   : amont_series_of_stat;
    amont_series *series = compute(analysis, own, level, error);
    analysis->depth--;
    if (series)
        apply(own, series);
    return series;
}

/* The latest column or field of a quantity, under the quantity's name. */
static amont_series *of_quantity(amont_analysis *analysis, const char *id,
                                 const amont_level *level) {
    const amont_known_quantity *known =
        amont_quantity_find(id) ? amont_quantity_latest(analysis, id, level) : NULL;
    if (!known)
        return NULL;
    amont_series *series = amont_series_of_carried(analysis, known->series->indicator, level);
    g_free(series->indicator);
    series->indicator = g_strdup(id);
    return series;
}

static amont_series *find_series(amont_analysis *analysis, const char *id, const amont_level *level,
                                 GError **error) {
    const amont_indicator_spec *own = find_own(analysis, id);
    if (own)
        return compute_own(analysis, own, level, error);
    const amont_indicator *known = find_indicator(id);
    if (known)
        return compute_known(analysis, known, id, level, error);
    GError *cause = NULL;
    amont_series *series = amont_series_of_field(analysis, id, level, analysis->findings, &cause);
    if (!series && !cause)
        series = amont_series_of_column(analysis, id, level, analysis->findings, &cause);
    if (!series && !cause)
        series = of_quantity(analysis, id, level);
    if (cause)
        g_propagate_error(error, cause);
    return series;
}

/* An error that knows no place yet gets that of the key that asks. */
static void place_error(const amont_entry *entry, const char *key, GError **error) {
    amont_place place = amont_yaml_place(entry->node, key);
    if (error && *error && !g_str_has_prefix((*error)->message, place.file))
        g_prefix_error(error, "%s:%d:%d: %s%s", place.file, place.line, place.column,
                       key ? key : "", key ? ": " : "");
}

amont_series *amont_series_by_name(amont_analysis *analysis, const amont_entry *entry,
                                   const char *key, const char *id, const amont_level *level,
                                   GError **error) {
    GError *cause = NULL;
    amont_series *series = find_series(analysis, id, level, &cause);
    if (!series && !cause)
        fail_unknown(analysis, entry, key, id, &cause);
    if (cause) {
        place_error(entry, key, &cause);
        g_propagate_error(error, cause);
    }
    return series;
}

/* ---- what the study asks ------------------------------------------------------------------- */

/* Beyond what rounding can do. */
void amont_series_find_imbalance(const amont_analysis *analysis, const amont_series *series) {
    const double most = 1e-9;
    amont_balance balance;
    if (amont_series_balance(series, &balance) && !(balance.residue <= most))
        amont_find(analysis->findings, AMONT_FINDING_SUM_LOST, series->level, 0, "%s: %.3g",
                   series->indicator, balance.residue);
}

/* Into the table, where it is read: what is too few is hidden there, and not before. */
static void publish(const amont_analysis *analysis, amont_series *series, amont_table *table) {
    amont_series_find_imbalance(analysis, series);
    amont_series_hide(series);
    g_ptr_array_add(table->series, series);
}

/* As the study asks for it. */
static amont_series *compute_spec(amont_analysis *analysis, const amont_indicator_spec *spec,
                                  const amont_level *level, GError **error) {
    bool is_own = spec->stat >= 0 || spec->formula;
    amont_series *series =
        is_own ? compute_own(analysis, spec, level, error)
               : amont_series_by_name(analysis, &spec->entry, "id", spec->id, level, error);
    if (series)
        apply(spec, series);
    return series;
}

static bool add_series(amont_analysis *analysis, const amont_indicator_spec *spec,
                       const char *level_name, amont_table *table, GError **error) {
    const amont_level *level = amont_layers_level(analysis->layers, level_name);
    if (amont_table_find(table, spec->id, level->name))
        return amont_entry_fail(&spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                                "the indicator '%s' stands twice for the level '%s'", spec->id,
                                level->name);
    amont_series *series = compute_spec(analysis, spec, level, error);
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
    const amont_level *level = amont_layers_level(analysis->layers, level_name);
    for (size_t f = 0; f < G_N_ELEMENTS(families); f++)
        for (const amont_indicator *known = families[f]; known->info.id; known++) {
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
    const GPtrArray *specs = analysis->layers->study->indicators;
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
    const GPtrArray *inputs = analysis->layers->study->inputs;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    amont_names_of_fields(analysis->layers, names);
    amont_names_of_columns(analysis->layers, names);
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
        amont_find_deducible(analysis->layers, table, analysis->findings);
    return ok ? g_steal_pointer(&table) : NULL;
}

amont_series *amont_analyse_one(amont_analysis *analysis, const char *id, const char *level_name,
                                GError **error) {
    const amont_level *level = amont_layers_level(analysis->layers, level_name);
    const GPtrArray *specs = analysis->layers->study->indicators;
    amont_series *series = NULL;
    for (guint i = 0; !series && i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        if (strcmp(spec->id, id) != 0)
            continue;
        series = compute_spec(analysis, spec, level, error);
        if (!series)
            return NULL;
    }
    if (!series)
        series =
            amont_series_by_name(analysis, &analysis->layers->study->entry, NULL, id, level, error);
    if (series)
        amont_series_hide(series);
    return series;
}

const amont_indicator_info *amont_indicator_info_of(const char *id) {
    const amont_indicator *known = find_indicator(id);
    return known ? &known->info : NULL;
}

const amont_series *amont_analyse_map(amont_analysis *analysis, const amont_map_spec *map,
                                      amont_table *table, GError **error) {
    if (!map->value)
        return NULL;
    const amont_level *level = amont_layers_level(analysis->layers, map->zones);
    amont_series *series = amont_table_find(table, map->value, level->name);
    if (!series) {
        series = amont_series_by_name(analysis, &map->entry, "value", map->value, level, error);
        if (series)
            publish(analysis, series, table);
    }
    if (series && series->words) {
        amont_entry_fail(&map->entry, "value", error, AMONT_ERROR_CONFIG,
                         "'%s' is a category, in words: no map draws it", map->value);
        amont_hint(error, "draw the figure that the category is made of");
        return NULL;
    }
    if (series && series->lacks) {
        amont_entry_fail(&map->entry, "value", error, AMONT_ERROR_CONFIG,
                         "'%s' cannot be computed: the study lacks %s", map->value,
                         series->lacks_said);
        return NULL;
    }
    return series;
}
