/* Files made of parts: what lies inside is changed and the whole put together again, so that the
 * change gets past the container. */
#ifndef AMONT_TESTS_MUTATE_INNER_H
#define AMONT_TESTS_MUTATE_INNER_H

#include <glib.h>

/* Writes `seed`, a zip file, to `path` with one of its members changed. */
void mutate_zip_member(const char *seed, const char *path, GRand *random);

/* Changes one value of one row of `path`, an SQLite file: a geometry, a text, a number, or what
 * GeoPackage says of its layers. */
void mutate_sqlite_value(const char *path, GRand *random);

#endif
