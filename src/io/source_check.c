/* What a source may be: the formats that are known, and what is asked of a path before anything
 * opens it. It must be absolute and lead to a readable regular file, so that no /vsi… path, no
 * connection string and no device is ever opened. */
#include "io/source.h"

#include "amont/csv.h"

#include "io/loaders/archive.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const amont_format formats[] = {
    {"geojson", "GeoJSON", "GeoJSON"},
    {"json", "GeoJSON", "GeoJSON"},
    {"gpkg", "GPKG", "GeoPackage"},
    {"shp", "ESRI Shapefile", "Shapefile"},
    {"fgb", "FlatGeobuf", "FlatGeobuf"},
    {"csv", "CSV", "CSV"},
    {"csv.gz", "CSV", "CSV (gzip)"},
    {"tsv", "CSV", "CSV"},
    {"txt", "CSV", "CSV"},
    {"kml", "LIBKML", "KML"},
    {"gml", "GML", "GML"},
    {"xlsx", "XLSX", "Excel (XLSX)"},
    {"ods", "ODS", "OpenDocument (ODS)"},
    {"topojson", "TopoJSON", "TopoJSON"},
    {"zip", "ZIP", "ZIP (a.zip/b.shp)"},
};

const amont_format *amont_source_formats(size_t *n) {
    *n = G_N_ELEMENTS(formats);
    return formats;
}

static bool ends_in(const char *name, size_t length, const char *ending) {
    size_t n = strlen(ending);
    return length > n && name[length - n - 1] == '.' &&
           g_ascii_strcasecmp(name + length - n, ending) == 0;
}

const amont_format *amont_format_find(const char *path) {
    const char *slash = strrchr(path, G_DIR_SEPARATOR), *name = slash ? slash + 1 : path;
    size_t length = strlen(name);
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (ends_in(name, length, formats[i].ending))
            return &formats[i];
    return NULL;
}

/* What the study writes at the key, or NULL. */
static const amont_yaml *written(const amont_source *source) {
    const amont_yaml *node = source->entry->node;
    const amont_yaml *value =
        node && node->kind == AMONT_YAML_MAPPING ? amont_yaml_find(node, source->key) : node;
    return value && value->kind == AMONT_YAML_SCALAR && *value->text ? value : NULL;
}

const char *amont_source_name(const amont_source *source) {
    const amont_yaml *value = written(source);
    return value ? value->text : source->path;
}

const char *amont_source_connection(const amont_source *source) {
    const amont_yaml *value = written(source);
    return value ? value->connection : NULL;
}

bool amont_source_fail(const amont_source *source, const GError *reason, GError **error) {
    amont_entry_fail(source->entry, source->key, error, (amont_error_code)reason->code,
                     "file '%s' cannot be read: %s", amont_source_name(source), reason->message);
    if (reason->code == AMONT_ERROR_DATA && !strchr(reason->message, '\n'))
        amont_hint(error, "keep only the rows and columns that the study needs");
    return false;
}

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
    bool is_address = g_ascii_strncasecmp(name, "PG:", 3) == 0 || strstr(name, "://");
    if (!is_text && !is_address && !strstr(name, "/vsi") && !g_str_has_prefix(source->path, "/vsi"))
        return true;
    bool may_hold_secret = is_address && strpbrk(name, "@=?");
    g_autofree char *shown = may_hold_secret
                                 ? g_strdup_printf("%.*s…", (int)strcspn(name, ":") + 1, name)
                                 : g_strdup_printf("%.60s", name);
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_CONFIG,
                     "'%s' does not name a file", shown);
    amont_hint(error, "sources are files, by their path, or tables of a database, as "
                      "'PG:host=... dbname=...'; addresses of the network are not read");
    return false;
}

static bool file_is_there(const amont_source *source, GError **error) {
    const char *name = amont_source_name(source);
    const char *inner = NULL;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    const char *path = archive ? archive : source->path;
    GStatBuf status;
    if (g_stat(path, &status) != 0) {
        amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_NO_INPUT, "no file '%s'",
                         name);
        amont_hint(error, "paths are relative to the study file; this one stands for '%s'", path);
        return false;
    }
    if (!S_ISREG(status.st_mode))
        return amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_NO_INPUT,
                                "'%s' is not a regular file", name);
    if (g_access(path, R_OK) != 0)
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

bool amont_source_check_file(const amont_source *source, GError **error) {
    g_assert(g_path_is_absolute(source->path));
    return names_a_file(source, error) && file_is_there(source, error);
}

bool amont_source_check(const amont_source *source, GError **error) {
    return amont_source_check_file(source, error) && ending_is_known(source, error);
}

bool amont_source_is_plain_csv(const amont_source *source) {
    const char *inner = NULL;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    const amont_format *format = amont_format_find(source->path);
    return !archive && !amont_source_connection(source) && format &&
           strcmp(format->driver, "CSV") == 0 && strcmp(format->ending, "csv.gz") != 0;
}
