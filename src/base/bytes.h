/* Looking at bytes eight at a time. */
#ifndef AMONT_BASE_BYTES_H
#define AMONT_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* How often `byte` stands in [from, to). */
size_t amont_bytes_count(const char *from, const char *to, char byte);

/* Behind the n-th `byte` (`from` for n = 0); `to` where there are fewer. */
const char *amont_bytes_skip(const char *from, const char *to, char byte, size_t n);

/* Behind the ASCII at the beginning of [from, to). */
const char *amont_bytes_skip_ascii(const char *from, const char *to);

#endif
