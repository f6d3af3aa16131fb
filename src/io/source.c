/* Sources: one layer of one file, or of a database, read whole as columns and shapes.
 *
 * CSV files are read by ourselves, in this process; files of other formats and what is in archives
 * in the reader process: plain GeoJSON by ourselves, all others by the single driver of GDAL that
 * the ending stands for. How is in loaders/. */
#include "io/source.h"

#include "amont/connection.h"

#include "io/loaders/archive.h"
#include "io/loaders/arrow.h"
#include "io/loaders/csv.h"
#include "io/loaders/database.h"
#include "io/loaders/features.h"
#include "io/loaders/geojson.h"
#include "io/loaders/geojson_filter.h"
#include "io/loaders/match.h"
#include "io/loaders/sheet.h"
#include "io/loaders/stated_crs.h"
#include "io/loaders/vector.h"
#include "io/reader.h"

#include <string.h>

static bool filter_source(amont_vector *vector, const amont_source *source, GError **error) {
    return !source->where || amont_vector_filter(vector, source, "where", source->where, error);
}

/* In columns where the driver does it well and the file is ordinary, else feature by feature. */
static amont_layer *read_layer(amont_vector *vector, const amont_source *source,
                               amont_outlet *outlet, GError **error) {
    amont_layer *layer = NULL;
    bool in_columns = amont_arrow_is_for(vector) && source->first_rows == 0;
    if (in_columns && amont_arrow_layer(vector, source, outlet, &layer) == AMONT_ARROW_DONE)
        return amont_features_mend(layer, source, error);
    if (outlet)
        outlet->used = false;
    g_autoptr(GPtrArray) features = amont_vector_features(vector, source, error);
    return features ? amont_features_layer(features, vector, source, error) : NULL;
}

static amont_layer *read_vector(const amont_source *source, const amont_format *format,
                                amont_outlet *outlet, char **crs_definition, GError **error) {
    g_autoptr(amont_vector) vector = amont_vector_open(source, format, error);
    if (!vector || !filter_source(vector, source, error))
        return NULL;
    amont_layer *layer = read_layer(vector, source, outlet, error);
    if (layer && crs_definition)
        *crs_definition = amont_stated_crs(OGR_L_GetSpatialRef(vector->layer));
    return layer;
}

/* Takes the table, whole, and keeps the rows that the source wants; NULL passes through. */
static amont_layer *filter_table(amont_layer *table, const amont_source *source, GError **error) {
    g_autoptr(amont_layer) layer = table;
    if (!layer || !source->where)
        return g_steal_pointer(&layer);
    g_autofree bool *kept = g_new0(bool, layer->n_rows);
    if (!amont_rows_match(layer, source, "where", source->where, kept, error))
        return NULL;
    amont_layer_keep(layer, kept);
    return g_steal_pointer(&layer);
}

static amont_layer *read_sheet(const amont_source *source, GError **error) {
    return filter_table(amont_sheet_read(source, error), source, error);
}

/* Takes the bytes. */
static amont_layer *read_csv(const amont_source *source, char *bytes, size_t length,
                             GError **error) {
    return filter_table(amont_csv_read(source, bytes, length, error), source, error);
}

/* ---- what is behind the name --------------------------------------------------------------- */

/* A source with the path that GDAL is given, and what must be freed when it is read. */
typedef struct opened {
    amont_source source;
    const amont_format *format;
    amont_archive *archive; /* or NULL */
    char *path;             /* owned, or NULL */
} opened;

static void opened_clear(opened *o) {
    amont_archive_close(o->archive);
    g_free(o->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(opened, opened_clear)

static bool is_csv(const amont_format *format) {
    return strcmp(format->driver, "CSV") == 0;
}

static bool is_archived(const amont_source *source) {
    const char *inner = NULL;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    return archive != NULL;
}

static bool open_database(opened *o, const char *connection, GError **error) {
    o->format = amont_database_format();
    o->source.path = o->path = amont_connection_keywords(connection);
    if (o->path)
        return true;
    amont_entry_fail(o->source.entry, o->source.key, error, AMONT_ERROR_CONFIG,
                     "the connection behind 'PG:' is not well written");
    amont_hint(error, "as 'PG:host=db.example.fr dbname=urba user=lecture'; a value with blanks "
                      "stands in single quotes");
    return false;
}

static bool open_archive(opened *o, amont_room room, GError **error) {
    o->archive = amont_archive_open(&o->source, error);
    if (!o->archive)
        return false;
    o->format = amont_archive_format(o->archive);
    if (room)
        room(amont_archive_size(o->archive));
    return true;
}

static bool mount(opened *o, GError **error) {
    o->source.path = o->path = amont_archive_mount(o->archive, &o->source, error);
    return o->path != NULL;
}

static bool open_source(opened *o, const amont_source *source, amont_room room, GError **error) {
    *o = (opened){.source = *source};
    const char *connection = amont_source_connection(source);
    if (connection)
        return open_database(o, connection, error);
    if (is_archived(source))
        return open_archive(o, room, error) && mount(o, error);
    o->format = amont_format_find(source->path);
    return true;
}

/* ---- texts --------------------------------------------------------------------------------- */

static bool check_length(const opened *o, GError **error) {
    guint64 size = amont_archive_size(o->archive);
    if (size <= AMONT_CSV_LARGEST)
        return true;
    g_autoptr(GError) reason = NULL;
    amont_fail(&reason, AMONT_ERROR_DATA, "it has %zu MiB, and %zu at most are read",
               (size_t)(size >> 20), AMONT_CSV_LARGEST >> 20);
    return amont_source_fail(&o->source, reason, error);
}

bool amont_source_text_here(const amont_source *source, amont_room room, char **bytes,
                            size_t *length, GError **error) {
    *bytes = NULL;
    g_auto(opened) o = {.source = *source};
    if (!open_archive(&o, room, error))
        return false;
    if (!is_csv(o.format))
        return true;
    if (check_length(&o, error))
        *bytes = amont_archive_bytes(o.archive, source, length, error);
    return *bytes != NULL;
}

/* The bytes of a CSV file; NULL, and true, for other kinds. */
static bool take_text(const amont_source *source, char **bytes, size_t *length, GError **error) {
    *bytes = NULL;
    if (amont_source_connection(source))
        return true;
    if (is_archived(source))
        return source->reader ? amont_reader_text(source->reader, source, bytes, length, error)
                              : amont_source_text_here(source, NULL, bytes, length, error);
    if (!is_csv(amont_format_find(source->path)))
        return true;
    *bytes = amont_csv_bytes(source, length, error);
    return *bytes != NULL;
}

/* ---- reading ------------------------------------------------------------------------------- */

bool amont_source_points_here(const amont_source *source, amont_room room,
                              const amont_arrow_points *wanted, amont_arrow_outcome *outcome,
                              GError **error) {
    g_auto(opened) o;
    if (!open_source(&o, source, room, error))
        return false;
    g_autoptr(amont_vector) vector = amont_vector_open(&o.source, o.format, error);
    if (!vector || !filter_source(vector, &o.source, error))
        return false;
    *outcome = amont_arrow_is_for(vector) ? amont_arrow_run(vector, &o.source, wanted)
                                          : AMONT_ARROW_UNUSUAL;
    return true;
}

bool amont_source_wants_gdal(const amont_source *source) {
    return !amont_source_is_plain_csv(source) && !amont_geojson_is_for(source);
}

bool amont_source_match_wants_gdal(const amont_source *source, const char *filter) {
    return !amont_geojson_is_for(source) || !amont_geojson_filter_is_plain(filter);
}

/* The limits that were set did not reckon with GDAL itself. */
static void load_gdal(const amont_source *source, amont_room room) {
    amont_vector_register();
    if (room)
        room(amont_archive_disk_size(source->path));
}

amont_layer *amont_source_read_here(const amont_source *source, amont_room room,
                                    amont_outlet *outlet, char **crs_definition, GError **error) {
    if (!amont_geojson_is_for(source))
        return amont_source_read_by_gdal(source, room, outlet, crs_definition, error);
    amont_layer *layer = amont_geojson_read(source, crs_definition);
    if (layer)
        return layer;
    load_gdal(source, room);
    return amont_source_read_by_gdal(source, room, outlet, crs_definition, error);
}

amont_layer *amont_source_read_by_gdal(const amont_source *source, amont_room room,
                                       amont_outlet *outlet, char **crs_definition,
                                       GError **error) {
    g_auto(opened) o;
    if (!open_source(&o, source, room, error))
        return NULL;
    return amont_format_is_sheet(o.format)
               ? read_sheet(&o.source, error)
               : read_vector(&o.source, o.format, outlet, crs_definition, error);
}

static bool check_database(const amont_source *source, GError **error) {
    if (source->reader && amont_reader_has_databases(source->reader))
        return true;
    amont_entry_fail(source->entry, source->key, error, AMONT_ERROR_CONFIG,
                     "'%s' is a database, and the study does not allow any",
                     amont_source_name(source));
    amont_hint(error, "where this server may be asked, add the line 'allow_databases: true' at "
                      "the top of the study");
    return false;
}

static bool check(const amont_source *source, GError **error) {
    return amont_source_connection(source) ? check_database(source, error)
                                           : amont_source_check(source, error);
}

static amont_layer *read_any(const amont_source *source, char **crs_definition, GError **error) {
    char *bytes = NULL;
    size_t length = 0;
    if (!take_text(source, &bytes, &length, error))
        return NULL;
    if (bytes)
        return read_csv(source, bytes, length, error);
    return source->reader ? amont_reader_read(source->reader, source, crs_definition, error)
                          : amont_source_read_here(source, NULL, NULL, crs_definition, error);
}

amont_layer *amont_source_read(const amont_source *source, char **crs_definition, GError **error) {
    if (crs_definition)
        *crs_definition = NULL;
    amont_layer *layer = check(source, error) ? read_any(source, crs_definition, error) : NULL;
    if (!layer)
        return NULL;
    if (!layer->cells)
        amont_layer_learn_dialects(layer);
    if (layer->n_rows == 0)
        amont_find(source->findings, AMONT_FINDING_SOURCE_EMPTY, amont_source_name(source), 0, "%s",
                   source->where ? source->where : "0");
    return layer;
}

/* ---- matching ------------------------------------------------------------------------------ */

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

/* Where nothing tells the rows apart, two readings cannot be compared. */
static bool check_key(const amont_vector *vector, const amont_source *source, const char *key,
                      GError **error) {
    if (!amont_database_is(vector->format) || *OGR_L_GetFIDColumn(vector->layer))
        return true;
    amont_entry_fail(source->entry, key, error, AMONT_ERROR_DATA,
                     "'%s' has no primary key, so its rows cannot be matched with a filter",
                     OGR_L_GetName(vector->layer));
    amont_hint(error, "give the table a primary key that is a whole number");
    return false;
}

/* The file is read twice, filtered and whole, and the rows are told apart by feature identifier:
 * the order of the second reading is that of amont_source_read. */
static bool match_vector(const amont_source *source, const amont_format *format, const char *filter,
                         const char *filter_key, bool *matches, size_t n, GError **error) {
    g_autoptr(amont_vector) vector = amont_vector_open(source, format, error);
    if (!vector || !check_key(vector, source, filter_key, error))
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

/* Takes the rows of the source, read anew as a table. */
static bool match_table(amont_layer *rows, const amont_source *source, const char *filter,
                        const char *filter_key, bool *matches, size_t n, GError **error) {
    g_autoptr(amont_layer) layer = rows;
    if (!layer)
        return false;
    if (layer->n_rows != n)
        return fail_changed(source, error);
    return amont_rows_match(layer, source, filter_key, filter, matches, error);
}

/* False where GDAL must look, and say what may be wrong. */
static bool match_plain(const amont_source *source, const char *filter, bool *matches, size_t n) {
    if (amont_source_match_wants_gdal(source, filter))
        return false;
    amont_source silent = *source;
    silent.findings = NULL; /* told when the file was read */
    g_autoptr(amont_layer) layer = amont_geojson_read(&silent, NULL);
    return layer && layer->n_rows == n && amont_geojson_filter(layer, filter, matches);
}

bool amont_source_match_here(const amont_source *source, amont_room room, const char *filter,
                             const char *filter_key, bool *matches, size_t n, GError **error) {
    if (match_plain(source, filter, matches, n))
        return true;
    if (amont_geojson_is_for(source))
        load_gdal(source, room);
    g_auto(opened) o;
    if (!open_source(&o, source, room, error))
        return false;
    o.source.findings = NULL; /* told when the file was read */
    if (!amont_format_is_sheet(o.format))
        return match_vector(&o.source, o.format, filter, filter_key, matches, n, error);
    return match_table(read_sheet(&o.source, error), &o.source, filter, filter_key, matches, n,
                       error);
}

/* Takes the bytes. */
static bool match_csv(const amont_source *source, char *bytes, size_t length, const char *filter,
                      const char *filter_key, bool *matches, size_t n, GError **error) {
    amont_source silent = *source;
    silent.findings = NULL; /* told when the file was read */
    return match_table(read_csv(&silent, bytes, length, error), source, filter, filter_key, matches,
                       n, error);
}

bool amont_source_match(const amont_source *source, const char *filter, const char *filter_key,
                        bool *matches, size_t n, GError **error) {
    char *bytes = NULL;
    size_t length = 0;
    if (!check(source, error) || !take_text(source, &bytes, &length, error))
        return false;
    if (bytes)
        return match_csv(source, bytes, length, filter, filter_key, matches, n, error);
    return source->reader
               ? amont_reader_match(source->reader, source, filter, filter_key, matches, n, error)
               : amont_source_match_here(source, NULL, filter, filter_key, matches, n, error);
}
