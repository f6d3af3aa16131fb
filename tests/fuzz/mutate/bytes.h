/* Bytes changed at random, as damage and malice change them. */
#ifndef AMONT_TESTS_MUTATE_BYTES_H
#define AMONT_TESTS_MUTATE_BYTES_H

#include <glib.h>
#include <stdbool.h>

/* One to eight changes, few more often than many. With `same_length` nothing is inserted or taken
 * out, so that offsets in the file stay true. */
void mutate_bytes(GByteArray *bytes, GRand *random, bool same_length);

#endif
