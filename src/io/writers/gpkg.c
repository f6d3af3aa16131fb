#include "io/writers/gpkg.h"

#include "io/sql.h"

#include "amont/files.h"

#include <math.h>
#include <string.h>

enum { NO_EPSG = 100000 }; /* the number of a CRS without a code */

struct amont_gpkg {
    char *path, *temporary;
    sqlite3 *db;
    sqlite3_stmt *insert; /* a row of the layer in hand */
    int srs;
    char *date;
    char *layer;       /* in hand, or NULL */
    bool has_shapes;   /* a layer of features; else a table */
    GString *types;    /* of its columns, 't' or 'd' */
    GHashTable *names; /* of layers, in small letters */
    amont_box box;     /* of its features */
    GByteArray *blob;
};

/* The tables of the standard, its annex C. */
static const char tables[] =
    "PRAGMA application_id = 1196444487;" /* 'GPKG' */
    "PRAGMA user_version = 10300;"
    "PRAGMA journal_mode = MEMORY;"
    "PRAGMA synchronous = OFF;"
    "PRAGMA secure_delete = ON;" /* nothing of the memory's past is in the file */
    "BEGIN;"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY "
    "KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT "
    "NOT NULL, description TEXT);"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
    "identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y "
    "DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT "
    "NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT "
    "uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES "
    "gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES "
    "gpkg_spatial_ref_sys (srs_id));";

/* ---- the file ------------------------------------------------------------------------------ */

static bool add_srs(amont_gpkg *gpkg, const char *name, int id, const char *organization,
                    int number, const char *definition, GError **error) {
    g_autoptr(sqlite3_stmt) insert = amont_sql_prepare(
        gpkg->db, "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", error);
    if (!insert)
        return false;
    amont_sql_bind(insert, "sisis", name, (int64_t)id, organization, (int64_t)number, definition);
    return amont_sql_do(insert, error);
}

static bool add_crs(amont_gpkg *gpkg, const amont_crs *crs, GError **error) {
    int epsg = amont_crs_epsg(crs);
    g_autofree char *wkt = amont_crs_wkt(crs);
    gpkg->srs = epsg ? epsg : NO_EPSG;
    return epsg == 4326 || add_srs(gpkg, amont_crs_name(crs), gpkg->srs, epsg ? "EPSG" : "NONE",
                                   gpkg->srs, wkt ? wkt : "undefined", error);
}

/* Three that every GeoPackage must have, and that of the study. */
static bool add_crss(amont_gpkg *gpkg, const amont_crs *crs, GError **error) {
    g_autoptr(amont_crs) world = amont_crs_new("EPSG:4326", error);
    g_autofree char *wkt = world ? amont_crs_wkt(world) : NULL;
    return wkt && add_srs(gpkg, "Undefined Cartesian SRS", -1, "NONE", -1, "undefined", error) &&
           add_srs(gpkg, "Undefined geographic SRS", 0, "NONE", 0, "undefined", error) &&
           add_srs(gpkg, amont_crs_name(world), 4326, "EPSG", 4326, wkt, error) &&
           add_crs(gpkg, crs, error);
}

amont_gpkg *amont_gpkg_new(const char *path, const amont_crs *crs, const char *date,
                           GError **error) {
    g_autoptr(amont_gpkg) gpkg = g_new0(amont_gpkg, 1);
    gpkg->path = g_strdup(path);
    gpkg->date = g_strdup_printf("%sT00:00:00.000Z", date);
    gpkg->types = g_string_new(NULL);
    gpkg->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gpkg->blob = g_byte_array_new();
    gpkg->temporary = amont_files_begin(path, error);
    if (!gpkg->temporary)
        return NULL;
    gpkg->db = amont_sql_open(gpkg->temporary, SQLITE_OPEN_READWRITE, error);
    return gpkg->db && amont_sql_run(gpkg->db, tables, error) && add_crss(gpkg, crs, error)
               ? g_steal_pointer(&gpkg)
               : NULL;
}

void amont_gpkg_free(amont_gpkg *gpkg) {
    if (!gpkg)
        return;
    sqlite3_finalize(gpkg->insert);
    sqlite3_close(gpkg->db);
    if (gpkg->temporary)
        amont_files_abandon(gpkg->temporary);
    g_free(gpkg->path);
    g_free(gpkg->temporary);
    g_free(gpkg->date);
    g_free(gpkg->layer);
    g_string_free(gpkg->types, TRUE);
    g_hash_table_unref(gpkg->names);
    g_byte_array_unref(gpkg->blob);
    g_free(gpkg);
}

/* ---- layers -------------------------------------------------------------------------------- */

/* The name, with a number where another is the same but for its case; `taken` keeps it. */
static char *unused_name(GHashTable *taken, const char *name) {
    for (unsigned i = 1;; i++) {
        char *tried = i == 1 ? g_strdup(name) : g_strdup_printf("%s_%u", name, i);
        if (g_hash_table_add(taken, g_utf8_casefold(tried, -1)))
            return tried;
        g_free(tried);
    }
}

/* SQLite and the standard keep these for themselves. */
static char *layer_name(const amont_gpkg *gpkg, const char *name) {
    static const char *const kept[] = {"gpkg_", "sqlite_", "rtree_"};
    g_autofree char *free_name = g_strdup(name);
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
        if (g_ascii_strncasecmp(name, kept[i], strlen(kept[i])) == 0) {
            g_free(free_name);
            free_name = g_strconcat("layer_", name, NULL);
        }
    return unused_name(gpkg->names, free_name);
}

static void append_quoted(GString *sql, const char *name) {
    g_string_append_c(sql, '"');
    for (const char *c = name; *c; c++)
        g_string_append_printf(sql, *c == '"' ? "\"\"" : "%c", *c);
    g_string_append_c(sql, '"');
}

static char *sql_of_table(const amont_gpkg *gpkg, const amont_gpkg_column *columns, size_t n) {
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GString *sql = g_string_new("CREATE TABLE ");
    append_quoted(sql, gpkg->layer);
    g_string_append(sql, " (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL");
    g_string_append(sql, gpkg->has_shapes ? ", \"geom\" MULTIPOLYGON" : "");
    g_hash_table_add(taken, g_strdup("fid"));
    g_hash_table_add(taken, g_strdup("geom"));
    for (size_t i = 0; i < n; i++) {
        g_autofree char *name = unused_name(taken, columns[i].name);
        g_string_append(sql, ", ");
        append_quoted(sql, name);
        g_string_append(sql, columns[i].is_text ? " TEXT" : " REAL");
    }
    g_string_append(sql, ")");
    return g_string_free(sql, FALSE);
}

static char *sql_of_rows(const amont_gpkg *gpkg, size_t n) {
    GString *sql = g_string_new("INSERT INTO ");
    append_quoted(sql, gpkg->layer);
    g_string_append(sql, gpkg->has_shapes ? " VALUES (NULL, ?" : " VALUES (NULL");
    for (size_t i = 0; i < n; i++)
        g_string_append(sql, ", ?");
    g_string_append(sql, ")");
    return g_string_free(sql, FALSE);
}

/* Says what the layer was found to span. */
static bool end_layer(amont_gpkg *gpkg, GError **error) {
    sqlite3_finalize(g_steal_pointer(&gpkg->insert));
    g_autofree char *layer = g_steal_pointer(&gpkg->layer);
    if (!layer || amont_box_is_empty(gpkg->box))
        return true;
    g_autoptr(sqlite3_stmt) update =
        amont_sql_prepare(gpkg->db,
                          "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? "
                          "WHERE table_name = ?",
                          error);
    if (!update)
        return false;
    amont_sql_bind(update, "dddds", gpkg->box.min_x, gpkg->box.min_y, gpkg->box.max_x,
                   gpkg->box.max_y, layer);
    return amont_sql_do(update, error);
}

static bool add_contents(amont_gpkg *gpkg, const char *description, GError **error) {
    g_autoptr(sqlite3_stmt) insert = amont_sql_prepare(
        gpkg->db,
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
        "srs_id) VALUES (?, ?, ?, ?, ?, ?)",
        error);
    if (!insert)
        return false;
    amont_sql_bind(insert, "sssssi", gpkg->layer, gpkg->has_shapes ? "features" : "attributes",
                   gpkg->layer, description, gpkg->date,
                   (int64_t)(gpkg->has_shapes ? gpkg->srs : 0));
    return amont_sql_do(insert, error);
}

static bool add_geometry_column(amont_gpkg *gpkg, GError **error) {
    g_autoptr(sqlite3_stmt) insert = amont_sql_prepare(
        gpkg->db, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)",
        error);
    if (!insert)
        return false;
    amont_sql_bind(insert, "si", gpkg->layer, (int64_t)gpkg->srs);
    return amont_sql_do(insert, error);
}

static bool begin_layer(amont_gpkg *gpkg, const char *name, const char *description,
                        const amont_gpkg_column *columns, size_t n_columns, GError **error) {
    gpkg->layer = layer_name(gpkg, name);
    gpkg->box = AMONT_BOX_EMPTY;
    g_string_truncate(gpkg->types, 0);
    for (size_t i = 0; i < n_columns; i++)
        g_string_append_c(gpkg->types, columns[i].is_text ? 't' : 'd');
    g_autofree char *table = sql_of_table(gpkg, columns, n_columns);
    g_autofree char *row = sql_of_rows(gpkg, n_columns);
    if (!amont_sql_run(gpkg->db, table, error) || !add_contents(gpkg, description, error) ||
        (gpkg->has_shapes && !add_geometry_column(gpkg, error)))
        return false;
    gpkg->insert = amont_sql_prepare(gpkg->db, row, error);
    return gpkg->insert != NULL;
}

bool amont_gpkg_add_layer(amont_gpkg *gpkg, const char *name, const char *description,
                          const amont_gpkg_column *columns, size_t n_columns, GError **error) {
    if (!end_layer(gpkg, error))
        return false;
    gpkg->has_shapes = true;
    return begin_layer(gpkg, name, description, columns, n_columns, error);
}

bool amont_gpkg_add_table(amont_gpkg *gpkg, const char *name, const char *description,
                          const amont_gpkg_column *columns, size_t n_columns, GError **error) {
    if (!end_layer(gpkg, error))
        return false;
    gpkg->has_shapes = false;
    return begin_layer(gpkg, name, description, columns, n_columns, error);
}

/* ---- geometries ---------------------------------------------------------------------------- */

static void put_count(GByteArray *blob, size_t count) {
    guint32 bytes = GUINT32_TO_LE((guint32)count);
    g_byte_array_append(blob, (const guint8 *)&bytes, sizeof bytes);
}

static void put_double(GByteArray *blob, double value) {
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    bits = GUINT64_TO_LE(bits);
    g_byte_array_append(blob, (const guint8 *)&bits, sizeof bits);
}

/* ISO WKB, little-endian. */
enum { POLYGON = 3, MULTIPOLYGON = 6 };

static void put_kind(GByteArray *blob, size_t kind) {
    g_byte_array_append(blob, (const guint8 *)"\1", 1);
    put_count(blob, kind);
}

static void put_polygon(GByteArray *blob, const amont_shapes *shapes, size_t part) {
    put_kind(blob, POLYGON);
    put_count(blob, shapes->ring_of[part + 1] - shapes->ring_of[part]);
    for (size_t r = shapes->ring_of[part]; r < shapes->ring_of[part + 1]; r++) {
        put_count(blob, shapes->point_of[r + 1] - shapes->point_of[r]);
        for (size_t i = shapes->point_of[r]; i < shapes->point_of[r + 1]; i++) {
            put_double(blob, shapes->x[i]);
            put_double(blob, shapes->y[i]);
        }
    }
}

/* Clause 2.1.3: magic, version 0, flags (little-endian, with a box, or empty without), CRS, box. */
static void put_header(GByteArray *blob, int srs, amont_box box) {
    enum { LITTLE_ENDIAN_BYTES = 1, HAS_BOX = 1 << 1, IS_EMPTY = 1 << 4 };
    bool is_empty = amont_box_is_empty(box);
    guint8 start[] = {'G', 'P', 0, LITTLE_ENDIAN_BYTES | (is_empty ? IS_EMPTY : HAS_BOX)};
    g_byte_array_append(blob, start, sizeof start);
    put_count(blob, (size_t)srs);
    const double limits[] = {box.min_x, box.max_x, box.min_y, box.max_y};
    for (size_t i = 0; !is_empty && i < G_N_ELEMENTS(limits); i++)
        put_double(blob, limits[i]);
}

static void put_feature(amont_gpkg *gpkg, const amont_shapes *shapes, size_t feature) {
    amont_box box = amont_shapes_box(shapes, feature);
    g_byte_array_set_size(gpkg->blob, 0);
    put_header(gpkg->blob, gpkg->srs, box);
    put_kind(gpkg->blob, MULTIPOLYGON);
    put_count(gpkg->blob, shapes->part_of[feature + 1] - shapes->part_of[feature]);
    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1]; p++)
        put_polygon(gpkg->blob, shapes, p);
    gpkg->box = amont_box_union(gpkg->box, box);
}

/* `first`: the number of the parameter that the first value takes. */
static void bind_values(amont_gpkg *gpkg, const amont_gpkg_value *values, int first) {
    for (size_t i = 0; i < gpkg->types->len; i++)
        if (gpkg->types->str[i] == 't')
            sqlite3_bind_text(gpkg->insert, first + (int)i, values[i].text, -1, SQLITE_STATIC);
        else
            sqlite3_bind_double(gpkg->insert, first + (int)i, values[i].number); /* NaN: NULL */
}

bool amont_gpkg_add_feature(amont_gpkg *gpkg, const amont_shapes *shapes, size_t feature,
                            const amont_gpkg_value *values, GError **error) {
    put_feature(gpkg, shapes, feature);
    amont_sql_bind(gpkg->insert, "b", gpkg->blob);
    bind_values(gpkg, values, 2);
    return amont_sql_do(gpkg->insert, error);
}

bool amont_gpkg_add_row(amont_gpkg *gpkg, const amont_gpkg_value *values, GError **error) {
    bind_values(gpkg, values, 1);
    return amont_sql_do(gpkg->insert, error);
}

bool amont_gpkg_finish(amont_gpkg *gpkg, GError **error) {
    if (!end_layer(gpkg, error) || !amont_sql_run(gpkg->db, "COMMIT", error))
        return false;
    sqlite3_close(g_steal_pointer(&gpkg->db));
    g_autofree char *temporary = g_steal_pointer(&gpkg->temporary);
    return amont_files_publish(temporary, gpkg->path, error);
}
