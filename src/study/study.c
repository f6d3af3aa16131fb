/* Loading a study: the tables of study_keys.c read each key by itself; here is what keys say
 * about each other. */
#include "amont/study.h"

#include "amont/quantity.h"
#include "study/own_checks.h"
#include "study/spatial_keys.h"
#include "study/study_checks.h"
#include "study/study_keys.h"
#include <math.h>
#include <string.h>
#include <time.h>

/* ---- finding by name ----------------------------------------------------------------------- */

static const void *find_named(const GPtrArray *entries, const char *name) {
    for (guint i = 0; name && i < entries->len; i++) {
        const amont_entry *entry = entries->pdata[i];
        if (strcmp(entry->name, name) == 0)
            return entry;
    }
    return NULL;
}

const amont_zones_spec *amont_study_zones(const amont_study *study, const char *level) {
    return find_named(study->zones, level);
}

const amont_layer_spec *amont_study_layer(const amont_study *study, const char *id) {
    return find_named(study->layers, id);
}

const amont_map_spec *amont_study_map(const amont_study *study, const char *id) {
    for (guint i = 0; i < study->maps->len; i++) {
        const amont_map_spec *map = study->maps->pdata[i];
        if (strcmp(map->id, id) == 0)
            return map;
    }
    return NULL;
}

/* ---- cross-references ---------------------------------------------------------------------- */

static bool hint_known(const GPtrArray *known, GError **error) {
    g_autofree const char **names = g_new0(const char *, known->len + 1);
    for (guint i = 0; i < known->len; i++)
        names[i] = ((const amont_entry *)known->pdata[i])->name;
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    if (known->len > 0)
        amont_hint(error, "one of: %s", list);
    return false;
}

bool amont_study_fail_layer(const amont_study *study, const amont_entry *entry, const char *key,
                            const char *name, GError **error) {
    amont_entry_fail(entry, key, error, AMONT_ERROR_CONFIG, "the study has no layer '%s'", name);
    return hint_known(study->layers, error);
}

bool amont_study_check_level(const amont_study *study, const amont_entry *entry, const char *key,
                             const char *level, GError **error) {
    if (!level || amont_study_zones(study, level))
        return true;
    amont_entry_fail(entry, key, error, AMONT_ERROR_CONFIG, "the study has no zone level '%s'",
                     level);
    return hint_known(study->zones, error);
}

/* A parent must come first, so that loops cannot be written. */
static bool check_zones(const amont_study *study, GError **error) {
    if (study->zones->len == 0)
        return amont_entry_fail(&study->entry, "zones", error, AMONT_ERROR_CONFIG,
                                "at least one zone level is needed");
    for (guint i = 0; i < study->zones->len; i++) {
        const amont_zones_spec *zones = study->zones->pdata[i];
        if (!amont_study_check_grid(study, zones, error) ||
            !amont_study_check_level(study, &zones->entry, "within", zones->within, error))
            return false;
        for (guint j = i; zones->within && j < study->zones->len; j++) {
            const amont_zones_spec *later = study->zones->pdata[j];
            if (strcmp(later->entry.name, zones->within) != 0)
                continue;
            amont_entry_fail(&zones->entry, "within", error, AMONT_ERROR_CONFIG,
                             "the parent level '%s' must stand before '%s'", zones->within,
                             zones->entry.name);
            amont_hint(error, "write the larger zones first");
            return false;
        }
    }
    return true;
}

static bool need_key(const amont_layer_spec *layer, const char *key, const char *value,
                     GError **error) {
    if (value)
        return true;
    return amont_entry_fail(&layer->entry, NULL, error, AMONT_ERROR_CONFIG,
                            "the layer '%s' needs the key '%s'", layer->entry.name, key);
}

enum { LANDUSE_COLUMNS_MOST = 2 }; /* as amont/layers.h has it */

static bool check_landuse(const amont_layer_spec *layer, GError **error) {
    if (layer->classes &&
        (layer->classes->len == 0 || layer->classes->len > LANDUSE_COLUMNS_MOST)) {
        amont_entry_fail(&layer->entry, "class", error, AMONT_ERROR_CONFIG,
                         "%u columns of classes are named", layer->classes->len);
        amont_hint(error, "one, or two for cover and use: [code_cs, code_us]");
        return false;
    }
    if (isnan(layer->year) || layer->year == floor(layer->year))
        return true;
    return amont_entry_fail(&layer->entry, "year", error, AMONT_ERROR_CONFIG,
                            "a whole number is expected here");
}

static bool check_layers(const amont_study *study, GError **error) {
    for (guint i = 0; i < study->layers->len; i++) {
        const amont_layer_spec *layer = study->layers->pdata[i];
        if (!amont_study_check_level(study, &layer->entry, "zones", layer->zones, error))
            return false;
        if (layer->x && !need_key(layer, "y", layer->y, error))
            return false;
        if (layer->y && !need_key(layer, "x", layer->x, error))
            return false;
        if (!check_landuse(layer, error))
            return false;
    }
    return true;
}

static bool fail_own(const amont_indicator_spec *spec, const char *key, GError **error) {
    return amont_entry_fail(&spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                            "the indicator '%s' needs the key '%s'", spec->id, key);
}

/* An indicator of the study's own: a statistic of a layer's rows or cells. */
static bool check_own(const amont_study *study, const amont_indicator_spec *spec, GError **error) {
    bool is_own = spec->stat >= 0;
    if (spec->formula &&
        (is_own || spec->layer || spec->field || spec->where || spec->weight || spec->classes)) {
        amont_entry_fail(&spec->entry, "formula", error, AMONT_ERROR_CONFIG,
                         "a formula has neither 'stat' nor 'layer', 'field' or 'where'");
        amont_hint(error, "make an indicator of the statistic, and use its id in the formula");
        return false;
    }
    if (!is_own && (spec->layer || spec->field || spec->where || spec->weight || spec->classes))
        return fail_own(spec, "stat", error);
    if (!amont_study_check_measure(study, spec, error))
        return false;
    if (!is_own || !amont_stat_is_of_rows(spec->stat))
        return true;
    if (!spec->layer)
        return fail_own(spec, "layer", error);
    const amont_layer_spec *layer = amont_study_layer(study, spec->layer);
    if (!layer)
        return amont_study_fail_layer(study, &spec->entry, "layer", spec->layer, error);
    if (layer->kind == AMONT_LAYER_RASTER)
        return amont_study_check_cells(spec, error);
    if (layer->kind == AMONT_LAYER_POINTS || layer->kind == AMONT_LAYER_SALES)
        return amont_study_check_rows(spec, error);
    amont_entry_fail(&spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                     "the layer '%s' is neither of points, of sales nor of cells", spec->layer);
    amont_hint(error, "only such rows and cells are counted and summed up");
    return false;
}

static bool check_indicators(const amont_study *study, GError **error) {
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (!check_own(study, spec, error))
            return false;
        for (guint j = 0; spec->zones && j < spec->zones->len; j++)
            if (!amont_study_check_level(study, &spec->entry, "zones", spec->zones->pdata[j],
                                         error))
                return false;
    }
    return true;
}

static bool check_inputs(const amont_study *study, GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const amont_quantity *quantity;
    for (size_t i = 0; (quantity = amont_quantity_catalogue(i)); i++)
        g_ptr_array_add(names, (void *)quantity->id);
    for (guint i = 0; i < study->inputs->len; i++) {
        const amont_input_spec *input = study->inputs->pdata[i];
        if (amont_quantity_find(input->entry.name))
            continue;
        amont_entry_fail(&input->entry, NULL, error, AMONT_ERROR_CONFIG,
                         "'%s' is no quantity that indicators need", input->entry.name);
        const char *nearest =
            amont_nearest(input->entry.name, (const char *const *)names->pdata, names->len);
        amont_hint(error, "did you mean '%s'? see 'amont list inputs'",
                   nearest ? nearest : (const char *)names->pdata[0]);
        return false;
    }
    return true;
}

static bool check_trajectory(const amont_study *study, GError **error) {
    const amont_trajectory_spec *trajectory = study->trajectory;
    if (!trajectory || !trajectory->reference)
        return true;
    GError *cause = NULL;
    amont_years years;
    if (!amont_years_parse(trajectory->reference, &years))
        return amont_entry_fail(&trajectory->entry, "reference", error, AMONT_ERROR_CONFIG,
                                "'%s' is no period as 2011-2020", trajectory->reference);
    if (amont_years_are_decade(years, &cause))
        return true;
    amont_place place = amont_yaml_place(trajectory->entry.node, "reference");
    g_prefix_error(&cause, "%s:%d:%d: reference: ", place.file, place.line, place.column);
    g_propagate_error(error, cause);
    return false;
}

static bool check(const amont_study *study, GError **error) {
    return check_zones(study, error) && check_layers(study, error) && check_inputs(study, error) &&
           check_trajectory(study, error) && amont_study_check_spatial(study, error) &&
           check_indicators(study, error) && amont_study_check_pressure(study, error) &&
           amont_study_check_maps(study, error);
}

/* ---- loading ------------------------------------------------------------------------------- */

/* SOURCE_DATE_EPOCH (reproducible-builds.org) is seconds since 1970, in UTC: digits alone. */
static bool read_epoch(const char *epoch, double *seconds) {
    const double most = 253402300799; /* the end of the year 9999 */
    return *epoch && strspn(epoch, "0123456789") == strlen(epoch) &&
           amont_number_parse(epoch, seconds) && *seconds <= most;
}

/* A build that wants its date from outside must not get another without a word. */
static bool check_epoch(GError **error) {
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    double seconds = 0;
    if (!epoch || read_epoch(epoch, &seconds))
        return true;
    amont_fail(error, AMONT_ERROR_USAGE, "SOURCE_DATE_EPOCH is '%s'", epoch);
    amont_hint(error, "a whole number of seconds since 1970, or not set at all");
    return false;
}

/* Credits are printed in the language of the study. */
static void set_languages(amont_study *study) {
    for (guint i = 0; i < study->zones->len; i++)
        ((amont_zones_spec *)study->zones->pdata[i])->credit.language = study->language;
    for (guint i = 0; i < study->layers->len; i++)
        ((amont_layer_spec *)study->layers->pdata[i])->credit.language = study->language;
}

amont_study *amont_study_load(const char *path, GError **error) {
    g_autofree char *file = g_file_test(path, G_FILE_TEST_IS_DIR)
                                ? g_build_filename(path, "study.yaml", NULL)
                                : g_strdup(path);
    g_autoptr(amont_yaml) root = amont_yaml_read(file, error);
    if (!root)
        return NULL;
    g_autoptr(amont_study) study = amont_schema_read(&amont_study_schema, root, error);
    if (!study)
        return NULL;
    study->root = g_steal_pointer(&root);
    study->path = g_strdup(file);
    study->folder = g_path_get_dirname(file);
    set_languages(study);
    return check_epoch(error) && check(study, error) ? g_steal_pointer(&study) : NULL;
}

void amont_study_free(amont_study *study) {
    if (!study)
        return;
    amont_yaml_free(study->root);
    g_free(study->path);
    g_free(study->folder);
    amont_schema_free(&amont_study_schema, study);
}

char *amont_study_resolve(const amont_study *study, const char *source) {
    g_autofree char *folder = g_canonicalize_filename(study->folder, NULL);
    return g_canonicalize_filename(source, folder);
}

char *amont_study_help(void) {
    return amont_schema_help(&amont_study_schema);
}

char *amont_credit_line(const amont_credit *credit) {
    bool is_updated = credit->updated && credit->updated[0];
    const char *words = credit->language == AMONT_LANGUAGE_FR ? "mise à jour\u00a0: " : "updated ";
    g_autofree char *updated = is_updated ? g_strconcat(words, credit->updated, NULL) : NULL;
    const char *parts[] = {credit->producer, credit->dataset, credit->vintage, updated};
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!parts[i] || !parts[i][0])
            continue;
        if (line->len > 0)
            g_string_append(line, ", ");
        g_string_append(line, parts[i]);
    }
    return g_string_free(line, FALSE);
}

char *amont_study_date(const amont_study *study) {
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    double seconds = 0;
    if (!epoch || !read_epoch(epoch, &seconds))
        return g_strdup(study->date);
    time_t moment = (time_t)seconds;
    struct tm utc;
    gmtime_r(&moment, &utc);
    return g_strdup_printf("%04d-%02d-%02d", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}
