#include "inner.h"

#include "bytes.h"

#include <gdal/cpl_conv.h>
#include <gdal/cpl_string.h>
#include <gdal/cpl_vsi.h>
#include <sqlite3.h>
#include <string.h>

/* ---- zip ----------------------------------------------------------------------------------- */

static GByteArray *read_member(const char *seed, const char *name) {
    g_autofree char *path = g_strdup_printf("/vsizip/{%s}/%s", seed, name);
    GByte *data = NULL;
    vsi_l_offset length = 0;
    if (!VSIIngestFile(NULL, path, &data, &length, -1))
        return NULL;
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, data, (guint)length);
    VSIFree(data);
    return bytes;
}

static void write_member(void *zip, const char *name, const GByteArray *bytes) {
    g_assert(CPLCreateFileInZip(zip, name, NULL) == CE_None);
    if (bytes->len > 0)
        g_assert(CPLWriteFileInZip(zip, bytes->data, (int)bytes->len) == CE_None);
    g_assert(CPLCloseFileInZip(zip) == CE_None);
}

void mutate_zip_member(const char *seed, const char *path, GRand *random) {
    g_autofree char *root = g_strdup_printf("/vsizip/{%s}", seed);
    char **names = VSIReadDirRecursive(root);
    void *zip = CPLCreateZip(path, NULL);
    g_assert(names && zip);
    int chosen = g_rand_int_range(random, 0, CSLCount(names));
    for (int i = 0; names[i]; i++) {
        g_autoptr(GByteArray) bytes =
            g_str_has_suffix(names[i], "/") ? NULL : read_member(seed, names[i]);
        if (bytes && i == chosen)
            mutate_bytes(bytes, random, false);
        if (bytes)
            write_member(zip, names[i], bytes);
    }
    g_assert(CPLCloseZip(zip) == CE_None);
    CSLDestroy(names);
}

/* ---- SQLite -------------------------------------------------------------------------------- */

/* The texts of the first column that `query` answers. */
static GPtrArray *ask(sqlite3 *file, const char *query) {
    GPtrArray *answers = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *statement = NULL;
    g_assert(sqlite3_prepare_v2(file, query, -1, &statement, NULL) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        g_ptr_array_add(answers, g_strdup((const char *)sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return answers;
}

static char *any_of(GPtrArray *answers, GRand *random) {
    g_assert(answers->len > 0);
    char *answer = g_strdup(answers->pdata[g_rand_int_range(random, 0, (gint32)answers->len)]);
    g_ptr_array_unref(answers);
    return answer;
}

/* The value as bytes, and as bytes or as text it goes back. */
static void change_value(sqlite3 *file, const char *table, const char *column, const char *row,
                         GRand *random) {
    g_autofree char *get =
        g_strdup_printf("SELECT \"%s\" FROM \"%s\" WHERE rowid = %s", column, table, row);
    g_autofree char *set =
        g_strdup_printf("UPDATE \"%s\" SET \"%s\" = ?1 WHERE rowid = %s", table, column, row);
    sqlite3_stmt *getting = NULL, *setting = NULL;
    g_assert(sqlite3_prepare_v2(file, get, -1, &getting, NULL) == SQLITE_OK);
    g_assert(sqlite3_prepare_v2(file, set, -1, &setting, NULL) == SQLITE_OK);
    g_assert(sqlite3_step(getting) == SQLITE_ROW);
    bool is_blob = sqlite3_column_type(getting, 0) == SQLITE_BLOB;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const void *value = sqlite3_column_blob(getting, 0);
    g_byte_array_append(bytes, value ? value : "", (guint)sqlite3_column_bytes(getting, 0));
    mutate_bytes(bytes, random, false);
    if (is_blob)
        sqlite3_bind_blob(setting, 1, bytes->data, (int)bytes->len, SQLITE_STATIC);
    else
        sqlite3_bind_text(setting, 1, (const char *)bytes->data, (int)bytes->len, SQLITE_STATIC);
    sqlite3_step(setting); /* a rule of the table may refuse it: then the file stays as it is */
    sqlite3_finalize(getting);
    sqlite3_finalize(setting);
}

void mutate_sqlite_value(const char *path, GRand *random) {
    sqlite3 *file = NULL;
    g_assert(sqlite3_open(path, &file) == SQLITE_OK);
    sqlite3_exec(file, "PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    g_autofree char *table = any_of(ask(file, "SELECT name FROM sqlite_master WHERE type = 'table' "
                                              "AND name NOT LIKE 'sqlite_%'"),
                                    random);
    g_autofree char *of_columns =
        g_strdup_printf("SELECT name FROM pragma_table_info('%s')", table);
    g_autofree char *of_rows = g_strdup_printf("SELECT rowid FROM \"%s\"", table);
    g_autofree char *column = any_of(ask(file, of_columns), random);
    GPtrArray *rows = ask(file, of_rows);
    if (rows->len > 0) {
        g_autofree char *row = any_of(rows, random);
        change_value(file, table, column, row, random);
    } else {
        g_ptr_array_unref(rows);
    }
    g_assert(sqlite3_close(file) == SQLITE_OK);
}
