/* Sources: one layer of one file, read whole as columns and shapes.
 *
 * Before GDAL sees anything, the path must be absolute and lead to a readable regular file, so that
 * no /vsi… path, no connection string and no device is ever opened; the ending alone decides which
 * single driver may look inside. CSV files are read by ourselves. How is in loaders/. */
#include "io/source.h"

#include "amont/csv.h"

#include "io/loaders/arrow.h"
#include "io/loaders/csv.h"
#include "io/loaders/features.h"
#include "io/loaders/rows.h"
#include "io/loaders/sheet.h"
#include "io/loaders/vector.h"
#include "io/reader.h"

#include <cpl_conv.h>
#include <glib/gstdio.h>
#include <ogr_srs_api.h>
#include <string.h>
#include <unistd.h>

static const amont_format formats[] = {
    {"geojson", "GeoJSON", "GeoJSON"},
    {"json", "GeoJSON", "GeoJSON"},
    {"gpkg", "GPKG", "GeoPackage"},
    {"shp", "ESRI Shapefile", "Shapefile"},
    {"fgb", "FlatGeobuf", "FlatGeobuf"},
    {"csv", "CSV", "CSV"},
    {"tsv", "CSV", "CSV"},
    {"txt", "CSV", "CSV"},
    {"kml", "LIBKML", "KML"},
    {"gml", "GML", "GML"},
    {"xlsx", "XLSX", "Excel (XLSX)"},
    {"ods", "ODS", "OpenDocument (ODS)"},
    {"topojson", "TopoJSON", "TopoJSON"},
};

const amont_limits *amont_limits_of(const amont_source *source) {
    static const amont_limits usual = {.rows = 5000000,
                                       .vertices = 50000000,
                                       .columns = AMONT_CSV_MAX_CELLS,
                                       .text_bytes = AMONT_CSV_MAX_CELL};
    return source->limits ? source->limits : &usual;
}

bool amont_source_fail_rows(const amont_source *source, GError **error) {
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                     "'%s' has more than %zu rows", amont_source_name(source),
                     amont_limits_of(source)->rows);
    amont_hint(error, "keep only the rows of the territory");
    return false;
}

const amont_format *amont_source_formats(size_t *n) {
    *n = G_N_ELEMENTS(formats);
    return formats;
}

const amont_format *amont_format_find(const char *path) {
    const char *dot = strrchr(path, '.');
    if (!dot || strchr(dot, G_DIR_SEPARATOR))
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_ascii_strcasecmp(dot + 1, formats[i].ending) == 0)
            return &formats[i];
    return NULL;
}

const char *amont_source_name(const amont_source *source) {
    const amont_yaml *node = source->entry->node;
    const amont_yaml *value =
        node && node->kind == AMONT_YAML_MAPPING ? amont_yaml_find(node, source->key) : node;
    return value && value->kind == AMONT_YAML_SCALAR && *value->text ? value->text : source->path;
}

static char *list_endings(void) {
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(list, "%s.%s", i ? " " : "", formats[i].ending);
    return g_string_free(list, FALSE);
}

/* What GDAL would take for something else than a file: addresses, connections, texts in place of
 * a path, its own virtual file systems. */
static bool names_a_file(const amont_source *source, GError **error) {
    const char *name = amont_source_name(source);
    bool is_text = strpbrk(name, "{}[]<>\n") != NULL;
    bool is_connection = g_ascii_strncasecmp(name, "PG:", 3) == 0 || strstr(name, "://");
    if (!is_text && !is_connection && !strstr(name, "/vsi") &&
        !g_str_has_prefix(source->path, "/vsi"))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_CONFIG,
                     "'%.60s' does not name a file", name);
    amont_hint(error, "sources are files, by their path; networks and databases are not read");
    return false;
}

static bool file_is_there(const amont_source *source, GError **error) {
    const char *name = amont_source_name(source);
    GStatBuf status;
    if (g_stat(source->path, &status) != 0) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_NO_INPUT, "no file '%s'",
                         name);
        amont_hint(error, "paths are relative to the study file; this one stands for '%s'",
                   source->path);
        return false;
    }
    if (!S_ISREG(status.st_mode))
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_NO_INPUT,
                                "'%s' is not a regular file", name);
    if (g_access(source->path, R_OK) != 0)
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_NO_INPUT,
                                "file '%s' may not be read", name);
    return true;
}

static bool ending_is_known(const amont_source *source, GError **error) {
    if (amont_format_find(source->path))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_UNAVAILABLE,
                     "the ending of '%s' stands for no known format", amont_source_name(source));
    g_autofree char *endings = list_endings();
    amont_hint(error, "files that can be read end in %s", endings);
    return false;
}

bool amont_source_check(const amont_source *source, GError **error) {
    g_assert(g_path_is_absolute(source->path));
    return names_a_file(source, error) && file_is_there(source, error) &&
           ending_is_known(source, error);
}

bool amont_source_is_csv(const amont_source *source) {
    return strcmp(amont_format_find(source->path)->driver, "CSV") == 0;
}

/* A .prj file may name its system in any encoding; what counts in it is ASCII. */
static char *definition_of(OGRSpatialReferenceH crs) {
    const char *authority = OSRGetAuthorityName(crs, NULL);
    const char *code = OSRGetAuthorityCode(crs, NULL);
    if (authority && code)
        return g_strdup_printf("%s:%s", authority, code);
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    char *wkt = NULL;
    bool exported = OSRExportToWktEx(crs, &wkt, options) == OGRERR_NONE;
    char *copy = exported ? g_utf8_make_valid(wkt, -1) : NULL;
    CPLFree(wkt);
    return copy;
}

/* AUTHORITY:CODE where there is one, else WKT; NULL for unknown and local systems. Heights are
 * dropped from the coordinates, so they are from their system too. */
static char *crs_of(OGRLayerH layer) {
    OGRSpatialReferenceH stated = OGR_L_GetSpatialRef(layer);
    if (!stated || OSRIsLocal(stated))
        return NULL;
    OGRSpatialReferenceH flat = OSRClone(stated);
    OSRDemoteTo2D(flat, NULL);
    char *definition = definition_of(flat);
    OSRDestroySpatialReference(flat);
    return definition;
}

static bool filter_source(amont_vector *vector, const amont_source *source, GError **error) {
    return !source->where || amont_vector_filter(vector, source, "where", source->where, error);
}

static amont_layer *read_table(const amont_source *source, GError **error) {
    g_autoptr(amont_layer) layer = amont_source_is_csv(source) ? amont_csv_read(source, error)
                                                               : amont_sheet_read(source, error);
    if (!layer || !source->where)
        return g_steal_pointer(&layer);
    g_autofree bool *kept = g_new0(bool, layer->n_rows);
    if (!amont_rows_match(layer, source, "where", source->where, kept, error))
        return NULL;
    amont_layer_keep(layer, kept);
    return g_steal_pointer(&layer);
}

/* In columns where the driver does it well and the file is ordinary, else feature by feature. */
static amont_layer *read_vector(amont_vector *vector, const amont_source *source, GError **error) {
    amont_layer *layer = NULL;
    if (amont_arrow_is_for(vector) && amont_arrow_layer(vector, source, &layer) == AMONT_ARROW_DONE)
        return amont_features_mend(layer, source, error);
    g_autoptr(GPtrArray) features = amont_vector_features(vector, source, error);
    return features ? amont_features_layer(features, vector, source, error) : NULL;
}

amont_layer *amont_source_read_here(const amont_source *source, char **crs_definition,
                                    GError **error) {
    if (amont_format_is_sheet(amont_format_find(source->path)))
        return read_table(source, error);
    g_autoptr(amont_vector) vector =
        amont_vector_open(source, amont_format_find(source->path), error);
    if (!vector || !filter_source(vector, source, error))
        return NULL;
    amont_layer *layer = read_vector(vector, source, error);
    if (layer && crs_definition)
        *crs_definition = crs_of(vector->layer);
    return layer;
}

amont_layer *amont_source_read(const amont_source *source, char **crs_definition, GError **error) {
    if (crs_definition)
        *crs_definition = NULL;
    if (!amont_source_check(source, error))
        return NULL;
    amont_layer *layer = amont_source_is_csv(source) ? read_table(source, error)
                         : source->reader
                             ? amont_reader_read(source->reader, source, crs_definition, error)
                             : amont_source_read_here(source, crs_definition, error);
    if (!layer)
        return NULL;
    amont_layer_learn_dialects(layer);
    if (layer->n_rows == 0)
        amont_find(source->findings, AMONT_FINDING_SOURCE_EMPTY, amont_source_name(source), 0, "%s",
                   source->where ? source->where : "0");
    return layer;
}

/* The feature identifiers that pass `filter`, as a set. */
static GHashTable *kept_features(amont_vector *vector, const amont_source *source,
                                 const char *filter, const char *key, GError **error) {
    if (!amont_vector_filter(vector, source, key, filter, error))
        return NULL;
    g_autoptr(GPtrArray) features = amont_vector_features(vector, source, error);
    if (!features)
        return NULL;
    GHashTable *kept = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < features->len; i++) {
        gint64 id = OGR_F_GetFID(features->pdata[i]);
        g_hash_table_add(kept, g_memdup2(&id, sizeof id));
    }
    return kept;
}

static bool fail_changed(const amont_source *source, GError **error) {
    return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_DATA,
                            "'%s' changed while it was read", amont_source_name(source));
}

static bool match_table(const amont_source *source, const char *filter, const char *filter_key,
                        bool *matches, size_t n, GError **error) {
    amont_source silent = *source;
    silent.findings = NULL; /* told when the file was read */
    g_autoptr(amont_layer) layer = read_table(&silent, error);
    if (!layer)
        return false;
    if (layer->n_rows != n)
        return fail_changed(source, error);
    return amont_rows_match(layer, source, filter_key, filter, matches, error);
}

/* The file is read twice, filtered and whole, and the rows are told apart by feature identifier:
 * the order of the second reading is that of amont_source_read. */
bool amont_source_match_here(const amont_source *source, const char *filter, const char *filter_key,
                             bool *matches, size_t n, GError **error) {
    if (amont_format_is_sheet(amont_format_find(source->path)))
        return match_table(source, filter, filter_key, matches, n, error);
    g_autoptr(amont_vector) vector =
        amont_vector_open(source, amont_format_find(source->path), error);
    if (!vector)
        return false;
    g_autoptr(GHashTable) kept = kept_features(vector, source, filter, filter_key, error);
    if (!kept || !amont_vector_filter(vector, source, "where", source->where, error))
        return false;
    g_autoptr(GPtrArray) features = amont_vector_features(vector, source, error);
    if (!features)
        return false;
    if (features->len != n)
        return fail_changed(source, error);
    for (guint i = 0; i < features->len; i++) {
        gint64 id = OGR_F_GetFID(features->pdata[i]);
        matches[i] = g_hash_table_contains(kept, &id);
    }
    return true;
}

bool amont_source_match(const amont_source *source, const char *filter, const char *filter_key,
                        bool *matches, size_t n, GError **error) {
    if (!amont_source_check(source, error))
        return false;
    if (amont_source_is_csv(source))
        return match_table(source, filter, filter_key, matches, n, error);
    return source->reader
               ? amont_reader_match(source->reader, source, filter, filter_key, matches, n, error)
               : amont_source_match_here(source, filter, filter_key, matches, n, error);
}
