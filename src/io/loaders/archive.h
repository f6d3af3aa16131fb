/* ZIP archives: one file of them, unpacked in memory.
 *
 * An archive comes from strangers. Its directory is read by libzip, in the reader process; nothing
 * of it is written to disk, and GDAL sees only the one file that was chosen (of a shapefile, its
 * parts), unpacked, checked and by a name of ours: it does not look into the archive itself.
 *
 *     g_autoptr(amont_archive) archive = amont_archive_open(source, &error);
 *     if (archive && strcmp(amont_archive_format(archive)->driver, "CSV") != 0)
 *         path = amont_archive_mount(archive, source, &error);
 */
#ifndef AMONT_IO_LOADERS_ARCHIVE_H
#define AMONT_IO_LOADERS_ARCHIVE_H

#include "amont/open.h"

/* « /data/a.zip/in/b.shp » is the archive /data/a.zip and, in it, in/b.shp; « /data/a.zip » alone
 * leaves `inner` (borrowed) NULL. NULL where the path leads through no archive: a folder may be
 * called a.zip, too. */
char *amont_archive_path(const char *path, const char **inner);

/* The size of the file on disk that `path` leads to or through, and the most that may come of it
 * once it is unpacked; both 0 where there is none. */
guint64 amont_archive_disk_size(const char *path);
guint64 amont_archive_most(const char *path);

typedef struct amont_archive amont_archive;

/* Reads the directory and chooses the file: the one that the source names behind the archive, else
 * the only one that can be read. Errors of code DATA: no archive; more than 10,000 entries; more
 * unpacked than amont_packed_most; a name that is absolute or has `..`; no file, several, an
 * archive in the archive; one that is encrypted or packed in a way that libzip does not know. */
amont_archive *amont_archive_open(const amont_source *source, GError **error);
void amont_archive_close(amont_archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_archive, amont_archive_close)

/* Of the chosen file: its format, and the bytes it has, with its parts, once unpacked. */
const amont_format *amont_archive_format(const amont_archive *archive);
guint64 amont_archive_size(const amont_archive *archive);

/* Its bytes and a zero behind them. Damage (length, checksum) is an error of code DATA. */
char *amont_archive_bytes(const amont_archive *archive, const amont_source *source, size_t *length,
                          GError **error);

/* Unpacks it with its parts into GDAL's memory, under the path returned, until the archive is
 * closed. */
char *amont_archive_mount(amont_archive *archive, const amont_source *source, GError **error);

/* ---- the choice (archive_choice.c) ---- */

typedef struct amont_archive_entry {
    char *name; /* UTF-8, composed, with '/' */
    guint64 index, size;
    bool is_encrypted, is_packed_oddly;
    const amont_format *format; /* that its ending stands for, or NULL */
} amont_archive_entry;

/* Of amont_archive_entry; `inner` may be NULL. */
const amont_archive_entry *amont_archive_choose(const GPtrArray *entries, const char *inner,
                                                const amont_source *source, GError **error);

#endif
