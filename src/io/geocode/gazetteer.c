/* Opening and asking the database of a gazetteer. An index kept in a file is made beside it and
 * renamed, and never replaces a file that is not an index of ours. */
#include "io/geocode/gazetteer.h"

#include "io/geocode/words.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_WAYS = 30, MOST_TRIGRAMS = 64 };

/* ---- asking -------------------------------------------------------------------------------- */

char *amont_gazetteer_key(char *const *words) {
    GString *key = g_string_new(" ");
    bool has_type = words[0] && words[1] && amont_word_is_way_type(words[0]);
    for (size_t i = has_type ? 1 : 0; words[i]; i++)
        if (!amont_word_is_article(words[i]))
            g_string_append_printf(key, "%s ", words[i]);
    for (size_t i = 0; key->len == 1 && words[i]; i++)
        g_string_append_printf(key, "%s ", words[i]);
    return g_string_free(key, FALSE);
}

/* The trigrams of a key as an FTS5 query: (" ja" OR "jau" OR ...). A key has nothing but small
 * letters, digits and blanks, and the query is bound as a parameter all the same. */
static char *trigram_query(const char *key, const char *commune_code) {
    GString *query = g_string_new(NULL);
    if (commune_code)
        g_string_append_printf(query, "commune : \"%s\" AND ", commune_code);
    g_string_append(query, "key : (");
    size_t n = MIN(strlen(key), MOST_TRIGRAMS + 2);
    for (size_t i = 0; i + 2 < n; i++)
        g_string_append_printf(query, "%s\"%.3s\"", i ? " OR " : "", key + i);
    g_string_append_c(query, ')');
    return g_string_free(query, FALSE);
}

void amont_way_free(amont_way *way) {
    if (!way)
        return;
    g_free(way->name);
    g_free(way->words);
    g_free(way->postcode);
    g_free(way->ban_id);
    g_free(way);
}

static bool is_there(const GPtrArray *ways, int64_t id) {
    for (guint i = 0; i < ways->len; i++)
        if (((const amont_way *)ways->pdata[i])->id == id)
            return true;
    return false;
}

static amont_way *read_way(sqlite3_stmt *row) {
    amont_way *way = g_new0(amont_way, 1);
    way->id = sqlite3_column_int64(row, 0);
    way->commune = (size_t)sqlite3_column_int64(row, 1) - 1;
    way->name = g_strdup(amont_sql_text(row, 2));
    way->words = g_strdup(amont_sql_text(row, 3));
    way->postcode = g_strdup(amont_sql_text(row, 4));
    way->ban_id = g_strdup(amont_sql_text(row, 5));
    way->lon = sqlite3_column_double(row, 6);
    way->lat = sqlite3_column_double(row, 7);
    return way;
}

bool amont_gazetteer_find(amont_gazetteer *gazetteer, const char *words, const char *commune_code,
                          GPtrArray *ways, GError **error) {
    if (strlen(words) < 3)
        return true;
    g_autofree char *query = trigram_query(words, commune_code);
    GError *cause = NULL;
    amont_sql_bind(gazetteer->find_ways, "si", query, (int64_t)MOST_WAYS);
    while (amont_sql_row(gazetteer->find_ways, &cause)) {
        g_autoptr(amont_way) way = read_way(gazetteer->find_ways);
        if (!is_there(ways, way->id) && way->commune < gazetteer->communes->len)
            g_ptr_array_add(ways, g_steal_pointer(&way));
    }
    if (!cause)
        return true;
    g_propagate_error(error, cause);
    return false;
}

/* ---- houses -------------------------------------------------------------------------------- */

static bool is_equivalent(const char *a, const char *b) {
    static const char *const pairs[][2] = {{"b", "bis"}, {"t", "ter"}, {"q", "quater"}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if ((strcmp(a, pairs[i][0]) == 0 && strcmp(b, pairs[i][1]) == 0) ||
            (strcmp(b, pairs[i][0]) == 0 && strcmp(a, pairs[i][1]) == 0))
            return true;
    return false;
}

static double house_factor(const char *asked, const char *there) {
    if (strcmp(asked, there) == 0)
        return 1;
    if (is_equivalent(asked, there))
        return 0.97;
    return *there ? 0.849 : 0.85; /* the bare number before "ter" when "bis" was asked */
}

bool amont_gazetteer_house(amont_gazetteer *gazetteer, const amont_way *way, unsigned number,
                           unsigned last_number, const char *repetition, amont_house *house,
                           GError **error) {
    GError *cause = NULL;
    amont_sql_bind(gazetteer->find_house, "iii", way->id, (int64_t)number, (int64_t)last_number);
    while (amont_sql_row(gazetteer->find_house, &cause)) {
        sqlite3_stmt *row = gazetteer->find_house;
        bool is_first = sqlite3_column_int64(row, 0) == number;
        const char *there = amont_sql_text(row, 1);
        double factor = is_first ? house_factor(repetition, there) : *there ? 0.849 : 0.95;
        if (factor <= house->factor)
            continue;
        amont_house_clear(house);
        *house = (amont_house){.number = (unsigned)sqlite3_column_int64(row, 0),
                               .repetition = g_strdup(there),
                               .lon = sqlite3_column_double(row, 2),
                               .lat = sqlite3_column_double(row, 3),
                               .ban_id = g_strdup(amont_sql_text(row, 4)),
                               .factor = factor};
    }
    if (!cause)
        return true;
    g_propagate_error(error, cause);
    return false;
}

void amont_house_clear(amont_house *house) {
    g_free(house->repetition);
    g_free(house->ban_id);
    *house = (amont_house){0};
}

/* ---- opening ------------------------------------------------------------------------------- */

static char *make_stamp(const char *ban, GError **error) {
    GStatBuf status;
    if (g_stat(ban, &status) != 0) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "no file '%s'", ban);
        return NULL;
    }
    g_autofree char *name = g_path_get_basename(ban);
    return g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, name,
                           (gint64)status.st_size, (gint64)status.st_mtime);
}

/* Whether a file is an index of ours; `*fresh` when it is that of the stamp. */
static bool is_index(const char *path, const char *stamp, bool *fresh) {
    g_autoptr(sqlite3) db = amont_sql_open(path, SQLITE_OPEN_READONLY, NULL);
    g_autoptr(sqlite3_stmt) ask =
        db ? amont_sql_prepare(db,
                               "SELECT application_id, user_version FROM pragma_application_id,"
                               " pragma_user_version",
                               NULL)
           : NULL;
    if (!ask || !amont_sql_row(ask, NULL) ||
        strcmp(amont_sql_text(ask, 0), AMONT_GAZETTEER_ID) != 0)
        return false;
    g_autoptr(sqlite3_stmt) read = amont_sql_prepare(db, "SELECT text FROM stamp", NULL);
    *fresh = strcmp(amont_sql_text(ask, 1), AMONT_GAZETTEER_VERSION) == 0 && read &&
             amont_sql_row(read, NULL) && strcmp(amont_sql_text(read, 0), stamp) == 0;
    return true;
}

static bool build_file(const char *ban, const char *stamp, const char *path, GError **error) {
    g_autofree char *temporary = g_strdup_printf("%s.XXXXXX", path);
    int descriptor = g_mkstemp_full(temporary, 0, 0666);
    if (descriptor < 0)
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write '%s': %s", path,
                          g_strerror(errno));
    close(descriptor);
    sqlite3 *db = amont_sql_open(temporary, SQLITE_OPEN_READWRITE, error);
    bool ok = db && amont_gazetteer_build(db, ban, stamp, error);
    ok = sqlite3_close(db) == SQLITE_OK && ok;
    if (ok && g_rename(temporary, path) == 0)
        return true;
    int cause = errno;
    g_unlink(temporary);
    return ok ? amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write '%s': %s", path,
                           g_strerror(cause))
              : false;
}

static sqlite3 *open_file(const char *ban, const char *stamp, const char *index, GError **error) {
    g_autofree char *path = g_canonicalize_filename(index, NULL);
    bool fresh = false;
    if (g_file_test(path, G_FILE_TEST_EXISTS) && !is_index(path, stamp, &fresh)) {
        amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "'%s' is there and is no index of amont",
                   index);
        amont_hint(error, "name another file: nothing else is ever replaced by an index");
        return NULL;
    }
    if (!fresh && !build_file(ban, stamp, path, error))
        return NULL;
    return amont_sql_open(path, SQLITE_OPEN_READONLY, error);
}

static sqlite3 *open_private(const char *ban, const char *stamp, GError **error) {
    g_autoptr(sqlite3) db = amont_sql_open("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    return db && amont_gazetteer_build(db, ban, stamp, error) ? g_steal_pointer(&db) : NULL;
}

static bool read_texts(amont_gazetteer *gazetteer, const char *sql,
                       void (*add)(amont_commune *commune, const char *text), GError **error) {
    g_autoptr(sqlite3_stmt) read = amont_sql_prepare(gazetteer->db, sql, error);
    GError *cause = NULL;
    while (read && amont_sql_row(read, &cause)) {
        int64_t id = sqlite3_column_int64(read, 0);
        if (id > 0 && id <= (int64_t)gazetteer->communes->len)
            add(gazetteer->communes->pdata[id - 1], amont_sql_text(read, 1));
    }
    if (cause)
        g_propagate_error(error, cause);
    return read && !cause;
}

static bool read_communes(amont_gazetteer *gazetteer, GError **error) {
    g_autoptr(sqlite3_stmt) read = amont_sql_prepare(
        gazetteer->db, "SELECT code, name, lon, lat FROM commune ORDER BY id", error);
    GError *cause = NULL;
    while (read && amont_sql_row(read, &cause)) {
        amont_commune *commune =
            amont_commune_new(amont_sql_text(read, 0), amont_sql_text(read, 1));
        commune->lon = sqlite3_column_double(read, 2);
        commune->lat = sqlite3_column_double(read, 3);
        g_ptr_array_add(gazetteer->communes, commune);
    }
    if (cause)
        g_propagate_error(error, cause);
    return read && !cause &&
           read_texts(gazetteer, "SELECT commune, words FROM commune_name", amont_commune_add_name,
                      error) &&
           read_texts(gazetteer, "SELECT commune, postcode FROM commune_postcode",
                      amont_commune_add_postcode, error);
}

static bool read_size(amont_gazetteer *gazetteer, GError **error) {
    g_autoptr(sqlite3_stmt) read = amont_sql_prepare(
        gazetteer->db, "SELECT addresses, left_out, (SELECT count(*) FROM way) FROM stamp", error);
    if (!read || !amont_sql_row(read, error))
        return false;
    gazetteer->size = (amont_gazetteer_size){
        .addresses = (size_t)sqlite3_column_int64(read, 0),
        .left_out = (size_t)sqlite3_column_int64(read, 1),
        .ways = (size_t)sqlite3_column_int64(read, 2),
        .communes = gazetteer->communes->len,
    };
    return true;
}

static bool prepare(amont_gazetteer *gazetteer, GError **error) {
    gazetteer->find_ways = amont_sql_prepare(
        gazetteer->db,
        "SELECT way.id, way.commune, way.name, way.words, way.postcode, way.ban_id, way.lon,"
        " way.lat FROM (SELECT rowid AS id FROM way_key WHERE way_key MATCH ?1 ORDER BY rank, rowid"
        " LIMIT ?2) AS found JOIN way ON way.id = found.id",
        error);
    if (gazetteer->find_ways)
        gazetteer->find_house = amont_sql_prepare(
            gazetteer->db,
            "SELECT number, repetition, lon, lat, ban_id FROM house WHERE way = ?1"
            " AND number IN (?2, ?3) ORDER BY number, repetition",
            error);
    return gazetteer->find_house != NULL;
}

static void free_commune(void *commune) {
    amont_commune_free(commune);
}

amont_gazetteer *amont_gazetteer_open(const char *ban, const char *index, GError **error) {
    g_autofree char *stamp = make_stamp(ban, error);
    if (!stamp)
        return NULL;
    g_autoptr(amont_gazetteer) gazetteer = g_new0(amont_gazetteer, 1);
    gazetteer->communes = g_ptr_array_new_with_free_func(free_commune);
    gazetteer->db = index ? open_file(ban, stamp, index, error) : open_private(ban, stamp, error);
    bool ok = gazetteer->db && read_communes(gazetteer, error) && read_size(gazetteer, error) &&
              prepare(gazetteer, error);
    return ok ? g_steal_pointer(&gazetteer) : NULL;
}

void amont_gazetteer_free(amont_gazetteer *gazetteer) {
    if (!gazetteer)
        return;
    sqlite3_finalize(gazetteer->find_ways);
    sqlite3_finalize(gazetteer->find_house);
    sqlite3_close(gazetteer->db);
    g_ptr_array_unref(gazetteer->communes);
    g_free(gazetteer);
}

amont_gazetteer_size amont_gazetteer_count(const amont_gazetteer *gazetteer) {
    return gazetteer->size;
}
