/* Packed files: how much a file may unpack to, and gzip. */
#ifndef AMONT_IO_LOADERS_PACKED_H
#define AMONT_IO_LOADERS_PACKED_H

#include "amont/error.h"

#include <zlib.h>

/* The most bytes that a packed file of `packed` bytes is unpacked to: 200 times as many, since
 * tables and shapes pack to a fifth or a twentieth and blanks to a hundredth, while a bomb of zeros
 * packs to a thousandth; 64 MiB at least and 2 GiB at most. */
guint64 amont_packed_most(guint64 packed);

/* Sets an error of code DATA that tells so many bytes from a bomb; the message says why, not which
 * file. Always returns false. */
bool amont_packed_fail(GError **error, guint64 most);

/* Up to `size` bytes, fewer at the end; -1 when the file is cut short or damaged. Files that are
 * not packed pass through. */
int amont_packed_read(gzFile file, void *bytes, unsigned size);

/* All that a regular gzip file holds, and a zero behind it. It is refused, with code DATA, when it
 * unpacks to more than `most` bytes or than amont_packed_most, before any room is made for it;
 * what cannot be read with code NO_INPUT. The message says why, not which file. */
char *amont_packed_text(const char *path, size_t most, size_t *length, GError **error);

#endif
