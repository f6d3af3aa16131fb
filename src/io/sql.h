/* SQLite with our errors. Values reach a statement only as bound parameters. */
#ifndef AMONT_IO_SQL_H
#define AMONT_IO_SQL_H

#include "amont/error.h"

#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* `path` "": a private temporary database. Schemas in a file are not trusted to run anything. */
sqlite3 *amont_sql_open(const char *path, int flags, GError **error);
bool amont_sql_run(sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *amont_sql_prepare(sqlite3 *db, const char *sql, GError **error);

/* Statements are bound by a text of types, one a parameter: i int64_t, d double (NaN: NULL), s
 * const char * that outlives the statement's run (NULL: NULL), b const GByteArray * that does too.
 * Resets it first. */
void amont_sql_bind(sqlite3_stmt *statement, const char *types, ...);

/* True on a row; false at the end, or with an error. */
bool amont_sql_row(sqlite3_stmt *statement, GError **error);
/* Runs a statement without rows to its end. */
bool amont_sql_do(sqlite3_stmt *statement, GError **error);
/* Never NULL. */
const char *amont_sql_text(sqlite3_stmt *statement, int column);

#endif
