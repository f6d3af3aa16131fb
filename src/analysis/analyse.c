/* What an analysis keeps, the families, and looking a name up and filling its series. */
#include "amont/analyse.h"

#include "analysis/analysis.h"
#include "analysis/figures.h"
#include "analysis/land_store.h"
#include "analysis/landscape.h"
#include "analysis/measures.h"
#include "analysis/overlays.h"
#include "analysis/pressure/pressure.h"
#include "analysis/prices.h"
#include "analysis/quantities.h"
#include "analysis/scans.h"
#include "analysis/spatial/asked.h"
#include "analysis/zonal.h"
#include <math.h>
#include <string.h>

/* More than any study would write on purpose. */
enum { DEEPEST = 20 };

struct amont_analysis {
    const amont_layers *layers;
    amont_findings *findings;
    GPtrArray *placements;
    GPtrArray *scans;    /* amont_scan */
    GPtrArray *overlays; /* amont_overlays */
    amont_land *land;
    GHashTable *quantities; /* "level/quantity" -> GPtrArray of amont_known_quantity */
    amont_prices *prices;   /* NULL until they are asked for */
    GHashTable *told;       /* "level/what" that one of several indicators has told */
    int depth;              /* of own indicators that stand in each other's formula */
    amont_measures measures;
    amont_landscapes landscapes;
    GPtrArray *zonals; /* amont_zonal */
    amont_spatial_store spatial;
    amont_pressure *pressure; /* NULL until it is asked for */
};

static const amont_indicator *const families[] = {
    amont_indicators_territory,
    amont_indicators_projects,
    amont_indicators_landuse,
    amont_indicators_artificialised,
    amont_indicators_artificialisation,
    amont_indicators_landuse_change,
    amont_indicators_people,
    amont_indicators_exposure,
    amont_indicators_pressure,
    amont_indicators_pressure_index,
    amont_indicators_consumption,
    amont_indicators_trajectory,
    amont_indicators_efficiency,
    amont_indicators_growth,
    amont_indicators_project_rates,
    amont_indicators_project_pattern,
    amont_indicators_prices,
    amont_indicators_diversity,
    amont_indicators_landscape,
    amont_indicators_reach,
    amont_indicators_spatial,
};

/* ---- the shared state ---------------------------------------------------------------------- */

amont_analysis *amont_analysis_new(const amont_layers *layers, amont_findings *findings) {
    amont_analysis *analysis = g_new0(amont_analysis, 1);
    analysis->layers = layers;
    analysis->findings = findings;
    analysis->placements = g_ptr_array_new_with_free_func((GDestroyNotify)amont_placement_free);
    analysis->scans = g_ptr_array_new_with_free_func((GDestroyNotify)amont_scan_free);
    analysis->overlays = g_ptr_array_new_with_free_func((GDestroyNotify)amont_overlays_free);
    amont_measures_start(&analysis->measures);
    amont_landscapes_start(&analysis->landscapes);
    amont_spatial_start(&analysis->spatial);
    analysis->zonals = g_ptr_array_new_with_free_func((GDestroyNotify)amont_zonal_free);
    analysis->land = amont_land_new();
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
    amont_landscapes_clear(&analysis->landscapes);
    amont_spatial_clear(&analysis->spatial);
    g_ptr_array_unref(analysis->zonals);
    amont_land_free(analysis->land);
    g_hash_table_unref(analysis->quantities);
    g_hash_table_unref(analysis->told);
    amont_prices_free(analysis->prices);
    amont_pressure_free(analysis->pressure);
    g_free(analysis);
}

GPtrArray *amont_analysis_placements(amont_analysis *analysis) {
    return analysis->placements;
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

amont_pressure **amont_analysis_pressure(amont_analysis *analysis) {
    return &analysis->pressure;
}

amont_land *amont_analysis_land(amont_analysis *analysis) {
    return analysis->land;
}

GPtrArray *amont_analysis_scans(amont_analysis *analysis) {
    return analysis->scans;
}

amont_measures *amont_analysis_measures(amont_analysis *analysis) {
    return &analysis->measures;
}

amont_landscapes *amont_analysis_landscapes(amont_analysis *analysis) {
    return &analysis->landscapes;
}

amont_spatial_store *amont_analysis_spatial(amont_analysis *analysis) {
    return &analysis->spatial;
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

void amont_analysis_tell_empty(amont_analysis *analysis, const amont_layer_spec *layer,
                               const char *filter) {
    char *key = g_strconcat(layer->entry.name, "\n", filter, NULL);
    if (g_hash_table_add(analysis->told, key))
        amont_find(analysis->findings, AMONT_FINDING_FILTER_EMPTY, layer->source, 0, "%s", filter);
}

GHashTable *amont_analysis_quantity_lists(amont_analysis *analysis) {
    return analysis->quantities;
}

/* ---- looking up ---------------------------------------------------------------------------- */

const amont_indicator *amont_indicator_at(size_t index) {
    for (size_t f = 0; f < G_N_ELEMENTS(families); f++)
        for (const amont_indicator *known = families[f]; known->info.id; known++)
            if (index-- == 0)
                return known;
    return NULL;
}

const amont_indicator_info *amont_indicator_catalogue(size_t index) {
    const amont_indicator *known = amont_indicator_at(index);
    return known ? &known->info : NULL;
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

const amont_indicator_info *amont_indicator_info_of(const char *id) {
    const amont_indicator *known = find_indicator(id);
    return known ? &known->info : NULL;
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
    if (nearest && g_str_has_suffix(nearest, "()"))
        amont_hint(error, "'%s' needs a word in its brackets: 'amont list indicators' says which",
                   nearest);
    else if (nearest)
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

amont_series *amont_series_of_spec(amont_analysis *analysis, const amont_indicator_spec *spec,
                                   const amont_level *level, GError **error) {
    bool is_own = spec->stat >= 0 || spec->formula;
    amont_series *series =
        is_own ? compute_own(analysis, spec, level, error)
               : amont_series_by_name(analysis, &spec->entry, "id", spec->id, level, error);
    if (series)
        apply(spec, series);
    return series;
}
