/* One pass over the BAN file. A way is what has one name, commune, merged commune and postcode;
 * a locality (nom_ld) is a way without houses. The point of a way is that of the house nearest to
 * the mean of its houses, so that it lies on the way; that of a commune is found in the same
 * manner among its ways. */
#include "io/geocode/gazetteer.h"

#include "io/geocode/records.h"
#include "io/geocode/words.h"

#include "amont/text.h"

#include <stdlib.h>
#include <string.h>

static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
    "PRAGMA application_id = " AMONT_GAZETTEER_ID "; PRAGMA user_version = " AMONT_GAZETTEER_VERSION
    ";"
    "CREATE TABLE stamp(text TEXT, addresses INTEGER, left_out INTEGER);"
    "CREATE TABLE commune(id INTEGER PRIMARY KEY, code TEXT, name TEXT, lon REAL, lat REAL);"
    "CREATE TABLE commune_name(commune INTEGER, words TEXT);"
    "CREATE TABLE commune_postcode(commune INTEGER, postcode TEXT);"
    "CREATE TABLE way(id INTEGER PRIMARY KEY, commune INTEGER, name TEXT, words TEXT,"
    " postcode TEXT, ban_id TEXT, lon REAL, lat REAL);"
    "CREATE VIRTUAL TABLE way_key USING fts5(commune, key, content = '', tokenize = 'trigram');"
    "CREATE TABLE house(way INTEGER, number INTEGER, repetition TEXT, lon REAL, lat REAL,"
    " ban_id TEXT, PRIMARY KEY(way, number, repetition)) WITHOUT ROWID;"
    "BEGIN;";

typedef enum column {
    ID,
    NUMBER,
    REPETITION,
    WAY,
    POSTCODE,
    COMMUNE_CODE,
    COMMUNE,
    LON,
    LAT,
    OLD_COMMUNE,
    LOCALITY,
    POSTAL_COMMUNE,
    N_COLUMNS
} column;

static const struct {
    const char *name;
    bool needed;
} columns[N_COLUMNS] = {
    [ID] = {"id", true},
    [NUMBER] = {"numero", true},
    [REPETITION] = {"rep", true},
    [WAY] = {"nom_voie", true},
    [POSTCODE] = {"code_postal", true},
    [COMMUNE_CODE] = {"code_insee", true},
    [COMMUNE] = {"nom_commune", true},
    [LON] = {"lon", true},
    [LAT] = {"lat", true},
    [OLD_COMMUNE] = {"nom_ancienne_commune", false},
    [LOCALITY] = {"nom_ld", false},
    [POSTAL_COMMUNE] = {"libelle_acheminement", false},
};

/* The mean of points, kept while reading. */
typedef struct middle {
    int64_t id, commune;
    double n, lon, lat;
} middle;

typedef struct builder {
    sqlite3_stmt *add_commune, *add_way, *add_key, *add_house;
    GHashTable *ways;    /* key -> middle * */
    GHashTable *codes;   /* INSEE code -> index in communes + 1 */
    GPtrArray *communes; /* amont_commune *; lon and lat are sums until the end */
    GArray *counts;      /* double: addresses of each */
    int at[N_COLUMNS];   /* where each column stands, -1 nowhere */
    int64_t addresses, left_out;
} builder;

/* ---- columns ------------------------------------------------------------------------------- */

static bool choose_columns(builder *b, const char *path, const amont_record *header,
                           GError **error) {
    g_autoptr(GString) missing = g_string_new(NULL);
    for (int c = 0; c < N_COLUMNS; c++) {
        b->at[c] = -1;
        for (size_t i = 0; i < header->n && b->at[c] < 0; i++)
            if (strcmp(header->fields[i], columns[c].name) == 0)
                b->at[c] = (int)i;
        if (b->at[c] < 0 && columns[c].needed)
            g_string_append_printf(missing, "%s%s", missing->len ? ", " : "", columns[c].name);
    }
    if (missing->len == 0)
        return true;
    amont_fail(error, AMONT_ERROR_DATA, "'%s' is no BAN file: it has no column %s", path,
               missing->str);
    amont_hint(error, "take adresses-94.csv.gz, or that of your département, from "
                      "https://adresse.data.gouv.fr/data/ban/adresses/latest/csv/");
    return false;
}

static const char *get(const builder *b, const amont_record *row, column c) {
    return b->at[c] >= 0 && (size_t)b->at[c] < row->n ? row->fields[b->at[c]] : "";
}

/* ---- communes ------------------------------------------------------------------------------ */

static void add_name(amont_commune *commune, const char *name) {
    g_auto(GStrv) words = amont_words_commune(name);
    g_autofree char *folded = amont_words_join(words, " ");
    amont_commune_add_name(commune, folded);
}

static size_t find_commune(builder *b, const amont_record *row) {
    const char *code = get(b, row, COMMUNE_CODE);
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(b->codes, code));
    if (found)
        return found - 1;
    amont_commune *commune = amont_commune_new(code, get(b, row, COMMUNE));
    add_name(commune, commune->name);
    g_ptr_array_add(b->communes, commune);
    g_hash_table_insert(b->codes, commune->code, GSIZE_TO_POINTER((gsize)b->communes->len));
    double none = 0;
    g_array_append_val(b->counts, none);
    return b->communes->len - 1;
}

/* ---- ways ---------------------------------------------------------------------------------- */

/* "94081_1234_00012_bis" is on the way "94081_1234". */
static char *way_id(const char *id) {
    const char *mark = strchr(id, '_');
    mark = mark ? strchr(mark + 1, '_') : NULL;
    return mark ? g_strndup(id, (gsize)(mark - id)) : g_strdup(id);
}

static bool insert_way(builder *b, const middle *way, const amont_record *row, const char *name,
                       const char *ban_id, GError **error) {
    g_auto(GStrv) words = amont_words(name);
    g_autofree char *joined = amont_words_join(words, " ");
    g_autofree char *key = amont_gazetteer_key(words);
    amont_sql_bind(b->add_way, "iissss", way->id, way->commune, name, joined, get(b, row, POSTCODE),
                   ban_id);
    if (!amont_sql_do(b->add_way, error))
        return false;
    amont_sql_bind(b->add_key, "iss", way->id, get(b, row, COMMUNE_CODE), key);
    return amont_sql_do(b->add_key, error);
}

/* The way of a name, made the first time that it and its commune are met. */
static middle *find_way(builder *b, const amont_record *row, size_t commune, const char *name,
                        const char *ban_id, GError **error) {
    g_autofree char *key = g_strjoin("\x1f", get(b, row, COMMUNE_CODE), name, get(b, row, POSTCODE),
                                     get(b, row, OLD_COMMUNE), *ban_id ? "way" : "locality", NULL);
    middle *way = g_hash_table_lookup(b->ways, key);
    if (way)
        return way;
    way = g_new0(middle, 1);
    way->id = (int64_t)g_hash_table_size(b->ways) + 1;
    way->commune = (int64_t)commune + 1;
    g_hash_table_insert(b->ways, g_steal_pointer(&key), way);
    amont_commune *one = b->communes->pdata[commune];
    amont_commune_add_postcode(one, get(b, row, POSTCODE));
    add_name(one, get(b, row, OLD_COMMUNE));
    add_name(one, get(b, row, POSTAL_COMMUNE));
    return insert_way(b, way, row, name, ban_id, error) ? way : NULL;
}

static void add_point(middle *way, double lon, double lat) {
    way->n++;
    way->lon += (lon - way->lon) / way->n;
    way->lat += (lat - way->lat) / way->n;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool read_position(const builder *b, const amont_record *row, double *lon, double *lat) {
    return amont_number_parse(get(b, row, LON), lon) && amont_number_parse(get(b, row, LAT), lat) &&
           *lon >= -180 && *lon <= 180 && *lat >= -90 && *lat <= 90;
}

/* Five letters and digits: also what makes them safe inside a query of FTS5. */
static bool is_commune_code(const char *code) {
    static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return strlen(code) == 5 && strspn(code, allowed) == 5;
}

static bool add_row(builder *b, const amont_record *row, GError **error) {
    const char *name = get(b, row, WAY), *locality = get(b, row, LOCALITY);
    double lon = 0, lat = 0;
    if (!*name || !is_commune_code(get(b, row, COMMUNE_CODE)) || !*get(b, row, COMMUNE) ||
        !read_position(b, row, &lon, &lat)) {
        b->left_out++;
        return true;
    }
    size_t commune = find_commune(b, row);
    g_autofree char *ban_id = way_id(get(b, row, ID));
    middle *way = find_way(b, row, commune, name, ban_id, error);
    if (!way)
        return false;
    add_point(way, lon, lat);
    if (*locality) {
        middle *place = find_way(b, row, commune, locality, "", error);
        if (!place)
            return false;
        add_point(place, lon, lat);
    }
    b->addresses++;
    amont_commune *one = b->communes->pdata[commune];
    double n = g_array_index(b->counts, double, commune) += 1;
    one->lon += (lon - one->lon) / n;
    one->lat += (lat - one->lat) / n;
    int64_t number = (int64_t)strtoul(get(b, row, NUMBER), NULL, 10);
    g_autofree char *repetition = g_ascii_strdown(get(b, row, REPETITION), -1);
    amont_sql_bind(b->add_house, "iisdds", way->id, number, repetition, lon, lat, get(b, row, ID));
    return amont_sql_do(b->add_house, error);
}

static bool add_rows(builder *b, const char *path, GError **error) {
    g_autoptr(amont_records) records = amont_records_open(path, error);
    if (!records)
        return false;
    GError *cause = NULL;
    amont_record row = {0};
    bool ok = amont_records_next(records, &row, &cause) && choose_columns(b, path, &row, &cause);
    while (ok && amont_records_next(records, &row, &cause))
        ok = add_row(b, &row, &cause);
    if (!cause && b->addresses == 0)
        amont_fail(&cause, AMONT_ERROR_DATA, "'%s' holds no address with a position", path);
    if (!cause)
        return true;
    g_propagate_error(error, cause);
    return false;
}

/* ---- finishing ----------------------------------------------------------------------------- */

static bool place_ways(builder *b, sqlite3 *db, GError **error) {
    g_autoptr(sqlite3_stmt) place = amont_sql_prepare(
        db,
        "UPDATE way SET (lon, lat) = (SELECT lon, lat FROM (SELECT lon, lat FROM house WHERE way ="
        " ?1 UNION ALL SELECT ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM house WHERE way = ?1))"
        " ORDER BY (lon - ?2) * (lon - ?2) * 0.43 + (lat - ?3) * (lat - ?3), lon, lat LIMIT 1)"
        " WHERE id = ?1",
        error);
    if (!place)
        return false;
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, b->ways);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const middle *way = value;
        amont_sql_bind(place, "idd", way->id, way->lon, way->lat);
        if (!amont_sql_do(place, error))
            return false;
    }
    return true;
}

static bool add_texts(sqlite3 *db, const char *sql, int64_t id, const GPtrArray *texts,
                      GError **error) {
    g_autoptr(sqlite3_stmt) insert = amont_sql_prepare(db, sql, error);
    if (!insert)
        return false;
    for (guint i = 0; i < texts->len; i++) {
        amont_sql_bind(insert, "is", id, texts->pdata[i]);
        if (!amont_sql_do(insert, error))
            return false;
    }
    return true;
}

static bool add_communes(builder *b, sqlite3 *db, GError **error) {
    for (guint i = 0; i < b->communes->len; i++) {
        const amont_commune *commune = b->communes->pdata[i];
        int64_t id = (int64_t)i + 1;
        amont_sql_bind(b->add_commune, "issdd", id, commune->code, commune->name, commune->lon,
                       commune->lat);
        if (!amont_sql_do(b->add_commune, error) ||
            !add_texts(db, "INSERT INTO commune_name VALUES (?, ?)", id, commune->names, error) ||
            !add_texts(db, "INSERT INTO commune_postcode VALUES (?, ?)", id, commune->postcodes,
                       error))
            return false;
    }
    return true;
}

/* Among its ways, that nearest to the mean of its addresses. */
static bool place_communes(builder *b, sqlite3 *db, GError **error) {
    if (!amont_sql_run(db, "CREATE INDEX way_commune ON way(commune)", error))
        return false;
    g_autoptr(sqlite3_stmt) place = amont_sql_prepare(
        db,
        "UPDATE commune SET (lon, lat) = (SELECT lon, lat FROM way WHERE commune = ?1"
        " ORDER BY (lon - ?2) * (lon - ?2) * 0.43 + (lat - ?3) * (lat - ?3), id LIMIT 1)"
        " WHERE id = ?1",
        error);
    for (guint i = 0; place && i < b->communes->len; i++) {
        const amont_commune *commune = b->communes->pdata[i];
        amont_sql_bind(place, "idd", (int64_t)i + 1, commune->lon, commune->lat);
        if (!amont_sql_do(place, error))
            return false;
    }
    return place != NULL;
}

static bool finish(builder *b, sqlite3 *db, const char *stamp, GError **error) {
    if (!place_ways(b, db, error) || !add_communes(b, db, error) || !place_communes(b, db, error))
        return false;
    g_autoptr(sqlite3_stmt) sign =
        amont_sql_prepare(db, "INSERT INTO stamp VALUES (?, ?, ?)", error);
    if (!sign)
        return false;
    amont_sql_bind(sign, "sii", stamp, b->addresses, b->left_out);
    return amont_sql_do(sign, error) && amont_sql_run(db, "COMMIT", error);
}

static bool prepare(builder *b, sqlite3 *db, GError **error) {
    return (b->add_commune =
                amont_sql_prepare(db, "INSERT INTO commune VALUES (?, ?, ?, ?, ?)", error)) &&
           (b->add_way = amont_sql_prepare(
                db, "INSERT INTO way VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", error)) &&
           (b->add_key = amont_sql_prepare(
                db, "INSERT INTO way_key(rowid, commune, key) VALUES (?, ?, ?)", error)) &&
           (b->add_house = amont_sql_prepare(
                db, "INSERT OR IGNORE INTO house VALUES (?, ?, ?, ?, ?, ?)", error));
}

static void free_commune(void *commune) {
    amont_commune_free(commune);
}

bool amont_gazetteer_build(sqlite3 *db, const char *ban, const char *stamp, GError **error) {
    builder b = {.ways = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                 .codes = g_hash_table_new(g_str_hash, g_str_equal),
                 .communes = g_ptr_array_new_with_free_func(free_commune),
                 .counts = g_array_new(FALSE, TRUE, sizeof(double))};
    bool ok = amont_sql_run(db, schema, error) && prepare(&b, db, error) &&
              add_rows(&b, ban, error) && finish(&b, db, stamp, error);
    sqlite3_finalize(b.add_commune);
    sqlite3_finalize(b.add_way);
    sqlite3_finalize(b.add_key);
    sqlite3_finalize(b.add_house);
    g_hash_table_unref(b.ways);
    g_hash_table_unref(b.codes);
    g_ptr_array_unref(b.communes);
    g_array_unref(b.counts);
    return ok;
}
