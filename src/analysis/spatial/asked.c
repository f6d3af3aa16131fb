#include "analysis/spatial/asked.h"

#include "amont/contacts.h"

#include <math.h>
#include <string.h>

/* Which zones of a level touch. */
typedef struct touching {
    const amont_level *level;
    GArray *contacts;
} touching;

static void touching_free(touching *t) {
    g_array_unref(t->contacts);
    g_free(t);
}

static void asked_free(amont_asked *asked) {
    if (!asked)
        return;
    g_free(asked->id);
    amont_series_free(asked->series);
    g_free(asked->zone_of);
    g_free(asked->values);
    amont_weights_free(asked->weights);
    g_free(asked->moran);
    g_free(asked->local);
    g_free(asked->getis);
    g_free(asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_asked, asked_free)

void amont_spatial_start(amont_spatial_store *store) {
    store->asked = g_ptr_array_new_with_free_func((GDestroyNotify)asked_free);
    store->contacts = g_ptr_array_new_with_free_func((GDestroyNotify)touching_free);
}

void amont_spatial_clear(amont_spatial_store *store) {
    g_ptr_array_unref(store->asked);
    g_ptr_array_unref(store->contacts);
}

/* ---- figures ------------------------------------------------------------------------------- */

/* Where the study asks for it, for the place of errors. */
static const amont_entry *entry_of(const amont_request *ask, const char **key) {
    const amont_study *study = amont_analysis_layers(ask->analysis)->study;
    *key = "id";
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (strcmp(spec->id, ask->series->indicator) == 0)
            return &spec->entry;
    }
    *key = NULL;
    return &study->entry;
}

static bool check_figures(const amont_series *series, const amont_entry *entry, const char *key,
                          GError **error) {
    bool is_category = series->measure == AMONT_MEASURE_CATEGORY;
    if (!is_category && !series->overall_only)
        return true;
    if (is_category)
        amont_entry_fail(entry, key, error, AMONT_ERROR_CONFIG,
                         "'%s' is a category: it has no mean", series->indicator);
    else
        amont_entry_fail(entry, key, error, AMONT_ERROR_CONFIG, "'%s' has no figures by zone",
                         series->indicator);
    amont_hint(error, "spatial statistics compare a figure between neighbouring zones");
    return false;
}

static bool is_known(const amont_asked *asked, size_t zone) {
    const amont_figure *figure = &asked->series->figures[zone];
    if (!amont_flag_has_value(figure->flag) || amont_figure_is_secret(asked->series, figure))
        return false;
    if (asked->rates)
        return isfinite(figure->numerator) && isfinite(figure->denominator) &&
               figure->denominator > 0;
    return isfinite(figure->value);
}

static void list_units(amont_asked *asked) {
    const amont_level *level = asked->level;
    asked->zone_of = g_new(size_t, level->n + 1);
    for (size_t i = 0; i < level->n; i++) {
        size_t zone = level->by_code[i];
        if (!level->selected[zone])
            continue;
        if (is_known(asked, zone))
            asked->zone_of[asked->n++] = zone;
        else
            asked->n_missing++;
    }
}

static void take_values(amont_asked *asked) {
    g_autofree double *values = g_new(double, asked->n + 1);
    g_autofree double *events = g_new(double, asked->n + 1);
    g_autofree double *population = g_new(double, asked->n + 1);
    for (size_t unit = 0; unit < asked->n; unit++) {
        const amont_figure *figure = &asked->series->figures[asked->zone_of[unit]];
        values[unit] = figure->value;
        events[unit] = figure->numerator;
        population[unit] = figure->denominator;
    }
    if (!asked->rates || amont_rates_standardise(events, population, asked->n, values))
        asked->values = g_steal_pointer(&values);
}

/* ---- neighbours ---------------------------------------------------------------------------- */

static const GArray *contacts_of(amont_spatial_store *store, const amont_level *level,
                                 double tolerance) {
    for (guint i = 0; i < store->contacts->len; i++) {
        const touching *known = store->contacts->pdata[i];
        if (known->level == level)
            return known->contacts;
    }
    touching *t = g_new0(touching, 1);
    t->level = level;
    t->contacts = amont_shapes_contacts(level->layer->shapes, tolerance);
    g_ptr_array_add(store->contacts, t);
    return t->contacts;
}

static amont_weights *by_contact(amont_spatial_store *store, const amont_asked *asked) {
    const amont_spatial_spec *how = &asked->how;
    const amont_level *level = asked->level;
    const GArray *contacts = contacts_of(store, level, how->tolerance_m);
    g_autofree size_t *unit_of = g_new(size_t, level->n + 1);
    for (size_t zone = 0; zone < level->n; zone++)
        unit_of[zone] = SIZE_MAX;
    for (size_t unit = 0; unit < asked->n; unit++)
        unit_of[asked->zone_of[unit]] = unit;
    double least =
        how->weights == AMONT_NEIGHBOURS_ROOK ? AMONT_CONTACT_LEAST * how->tolerance_m : 0;
    return amont_weights_contiguous(contacts, least, unit_of, level->n, asked->n);
}

static amont_weights *by_distance(const amont_asked *asked) {
    const amont_spatial_spec *how = &asked->how;
    g_autofree double *x = g_new(double, asked->n + 1), *y = g_new(double, asked->n + 1);
    for (size_t unit = 0; unit < asked->n; unit++)
        if (!amont_shapes_centroid(asked->level->layer->shapes, asked->zone_of[unit], &x[unit],
                                   &y[unit]))
            x[unit] = y[unit] = NAN;
    return how->weights == AMONT_NEIGHBOURS_NEAREST
               ? amont_weights_nearest(x, y, asked->n, (size_t)how->k)
               : amont_weights_within(x, y, asked->n, how->distance_m);
}

static void find_neighbours(amont_spatial_store *store, amont_asked *asked) {
    bool touch =
        asked->how.weights == AMONT_NEIGHBOURS_QUEEN || asked->how.weights == AMONT_NEIGHBOURS_ROOK;
    asked->weights = touch ? by_contact(store, asked) : by_distance(asked);
    if (asked->how.standardise == AMONT_STANDARDISE_ROW)
        amont_weights_standardise(asked->weights);
}

/* ---- asking -------------------------------------------------------------------------------- */

/* Whatever is asked of these figures, it is told once. */
static void tell(const amont_request *ask, const amont_asked *asked) {
    const amont_level *level = asked->level;
    const char *file = level->layer->path;
    if (asked->series->lacks) /* which is told */
        return;
    g_autofree char *what = g_strdup_printf("spatial %d %s", asked->rates, asked->id);
    amont_findings *findings = amont_analysis_findings_once(ask->analysis, level, what);
    if (asked->n < AMONT_SPATIAL_FEW)
        amont_find(findings, AMONT_FINDING_SPATIAL_FEW, file, 0, "%s: %zu", asked->id, asked->n);
    if (asked->series->shared_out)
        amont_find(findings, AMONT_FINDING_SPATIAL_SHARED, file, 0, "%s", asked->id);
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone] && !is_known(asked, zone))
            amont_find(findings, AMONT_FINDING_SPATIAL_MISSING, file,
                       amont_layer_row(level->layer, zone), "%s: %s %s", asked->id,
                       level->codes[zone], level->names[zone]);
    for (size_t unit = 0; asked->weights && unit < asked->n; unit++) {
        size_t zone = asked->zone_of[unit];
        if (amont_weights_count(asked->weights, unit) == 0)
            amont_find(findings, AMONT_FINDING_SPATIAL_ISLAND, file,
                       amont_layer_row(level->layer, zone), "%s: %s %s", asked->id,
                       level->codes[zone], level->names[zone]);
    }
}

static amont_asked *find_asked(const amont_spatial_store *store, const amont_request *ask,
                               bool rates) {
    for (guint i = 0; i < store->asked->len; i++) {
        amont_asked *known = store->asked->pdata[i];
        if (known->level == ask->level && known->rates == rates &&
            strcmp(known->id, ask->argument) == 0)
            return known;
    }
    return NULL;
}

amont_asked *amont_spatial_ask(const amont_request *ask, bool rates, GError **error) {
    amont_spatial_store *store = amont_analysis_spatial(ask->analysis);
    amont_asked *known = find_asked(store, ask, rates);
    if (known)
        return known;
    const char *key = NULL;
    const amont_entry *entry = entry_of(ask, &key);
    g_autoptr(amont_asked) asked = g_new0(amont_asked, 1);
    asked->series =
        amont_series_by_name(ask->analysis, entry, key, ask->argument, ask->level, error);
    if (!asked->series || !check_figures(asked->series, entry, key, error))
        return NULL;
    asked->id = g_strdup(ask->argument);
    asked->level = ask->level;
    asked->rates = rates;
    asked->how = amont_study_spatial(amont_analysis_layers(ask->analysis)->study);
    list_units(asked);
    take_values(asked);
    if (asked->n >= AMONT_SPATIAL_FEWEST)
        find_neighbours(store, asked);
    tell(ask, asked);
    amont_asked *kept = g_steal_pointer(&asked);
    g_ptr_array_add(store->asked, kept);
    return kept;
}

static amont_chance chance_of(const amont_asked *asked) {
    size_t draws = asked->n < AMONT_SPATIAL_FEW ? 0 : (size_t)asked->how.permutations;
    return (amont_chance){(uint64_t)asked->how.seed, draws};
}

const amont_moran *amont_asked_moran(amont_asked *asked) {
    amont_chance chance = chance_of(asked);
    if (!asked->moran) {
        amont_moran moran = amont_moran_compute(asked->weights, asked->values, &chance);
        asked->moran = g_memdup2(&moran, sizeof moran);
    }
    return asked->moran;
}

const amont_local *amont_asked_local(amont_asked *asked) {
    amont_chance chance = chance_of(asked);
    if (!asked->local) {
        asked->local = g_new(amont_local, asked->n + 1);
        amont_local_compute(asked->weights, asked->values, &chance, asked->local);
    }
    return asked->local;
}

const double *amont_asked_getis(amont_asked *asked) {
    if (!asked->getis) {
        asked->getis = g_new(double, asked->n + 1);
        amont_getis_compute(asked->weights, asked->values, asked->getis);
    }
    return asked->getis;
}
