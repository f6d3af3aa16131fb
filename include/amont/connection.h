/* folder: base */
/* Connections to PostgreSQL as a study writes them, and what may be shown of them.
 *
 * `PG:host=h dbname=d user=u` or `PG:postgresql://u@h/d`, after libpq's connection strings. What is
 * shown names the place alone, host, port, database and service, so that neither a password nor a
 * user stands in a message, a finding, a table or a file:
 *
 *     amont_connection_shown("PG:postgresql://eve:apple@db/urba")    PG:host=db dbname=urba
 *     amont_connection_shown("PG:password=my secret")                PG:…
 */
#ifndef AMONT_CONNECTION_H
#define AMONT_CONNECTION_H

#include <glib.h>
#include <stdbool.h>

/* Is the text meant as a connection, well written or not? "PG: Plan" is none. */
bool amont_connection_is(const char *text);

/* Nothing of a text that is not well written is shown. */
char *amont_connection_shown(const char *text);

/* The same in keywords with every value quoted, behind "PG:", for GDAL; with a time limit of 10 s
 * to connect where there is none. NULL when the text is not well written: an unknown keyword, a
 * blank in a value without quotes, an address with an unescaped '@'. */
char *amont_connection_keywords(const char *text);

/* The message with every secret of the connection replaced by "***". */
char *amont_connection_hide(const char *text, const char *message);

#endif
