/* ZIP archives byte by byte, true or false, for tests (APPNOTE.TXT 6.3, 4.3.7, 4.3.12, 4.3.16). */
#ifndef AMONT_TESTS_ZIPPER_H
#define AMONT_TESTS_ZIPPER_H

#include <glib.h>

enum { ZIP_IS_ENCRYPTED = 1, ZIP_IS_UTF8 = 0x800 };

typedef struct zipper {
    GByteArray *bytes, *directory;
    guint n;
} zipper;

zipper zipper_new(void);

/* Adds a deflated file. */
void zipper_add(zipper *zip, const char *name, const void *content, gsize length);

/* The same with flags and with another length, method (8: deflate) or, with `damage` added to its
 * checksum, another content than is true. */
typedef struct zipper_lies {
    guint16 flags, method;
    guint32 length, damage;
} zipper_lies;
void zipper_add_false(zipper *zip, const char *name, const void *content, gsize length,
                      zipper_lies lies);

/* Writes the archive and frees what it was made of. */
void zipper_write(zipper *zip, const char *path);

#endif
