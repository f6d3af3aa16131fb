/* The door to SQLite: result codes become errors here. */
#include "io/sql.h"

#include <stdarg.h>

static bool fail(sqlite3 *db, GError **error) {
    int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
    bool cannot_write = code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_READONLY;
    const char *file = db ? sqlite3_db_filename(db, "main") : NULL;
    return amont_fail(error, cannot_write ? AMONT_ERROR_IO : AMONT_ERROR_DATA,
                      "the database '%s' of SQLite cannot be used: %s", file ? file : "",
                      db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}

sqlite3 *amont_sql_open(const char *path, int flags, GError **error) {
    g_autoptr(sqlite3) db = NULL;
    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) {
        fail(db, error);
        return NULL;
    }
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return g_steal_pointer(&db);
}

bool amont_sql_run(sqlite3 *db, const char *sql, GError **error) {
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(db, error);
}

sqlite3_stmt *amont_sql_prepare(sqlite3 *db, const char *sql, GError **error) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail(db, error);
    return statement;
}

void amont_sql_bind(sqlite3_stmt *statement, const char *types, ...) {
    sqlite3_reset(statement);
    va_list args;
    va_start(args, types);
    for (int i = 0; types[i]; i++) {
        if (types[i] == 'i') {
            sqlite3_bind_int64(statement, i + 1, va_arg(args, int64_t));
        } else if (types[i] == 'd') {
            sqlite3_bind_double(statement, i + 1, va_arg(args, double));
        } else if (types[i] == 'b') {
            const GByteArray *bytes = va_arg(args, const GByteArray *);
            sqlite3_bind_blob64(statement, i + 1, bytes->data, bytes->len, SQLITE_STATIC);
        } else {
            sqlite3_bind_text(statement, i + 1, va_arg(args, const char *), -1, SQLITE_STATIC);
        }
    }
    va_end(args);
}

bool amont_sql_row(sqlite3_stmt *statement, GError **error) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fail(sqlite3_db_handle(statement), error);
    sqlite3_reset(statement);
    return false;
}

bool amont_sql_do(sqlite3_stmt *statement, GError **error) {
    GError *cause = NULL;
    while (amont_sql_row(statement, &cause))
        continue;
    if (!cause)
        return true;
    g_propagate_error(error, cause);
    return false;
}

const char *amont_sql_text(sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? text : "";
}
