/* folder: base */
/* Files: where the program's own data lies, and writing that never leaves half a file. */
#ifndef AMONT_FILES_H
#define AMONT_FILES_H

#include "amont/error.h"

/* The folder `name` ("geodata", "styles", "locale") of the installed or built program:
 * $AMONT_DATA/name, else ../share/amont/name beside the binary, else the source tree. */
char *amont_files_data(const char *name, GError **error);

/* The folder of message catalogues, beside the binary or under ../share; NULL when there is none.
 */
char *amont_files_locale(void);

/* Writes the whole content beside `path` and renames it: the old file stays until the new one is
 * complete. Missing folders are made. */
bool amont_files_replace(const char *path, const void *content, size_t length, GError **error);

/* All bytes to an open file; false with errno. */
bool amont_files_write(int descriptor, const void *bytes, size_t length);

/* amont_files_replace for a file that is written elsewhere: an empty one beside `path`, whose name
 * is returned (free it), and its renaming when it is complete, or else its removal. */
char *amont_files_begin(const char *path, GError **error);
bool amont_files_publish(const char *temporary, const char *path, GError **error);
void amont_files_abandon(const char *temporary);

/* Copies a regular file in the same way; its content is not held. Mode and dates are those of a new
 * file. */
bool amont_files_copy(const char *from, const char *to, GError **error);

/* Do two paths lead to one file, through links of either kind or not? Of what is not there yet, the
 * folders and the name decide. */
bool amont_files_are_same(const char *a, const char *b);

/* An error of code CANNOT_CREATE unless `path` is nothing yet, or an empty folder. */
bool amont_files_check_vacant(const char *path, GError **error);

/* Removes a folder with all that is in it; what cannot be removed stays. */
void amont_files_remove_folder(const char *path);

/* The bytes of a regular file and a zero behind them. A file of more than `most` bytes is refused
 * before anything is read, with code DATA; one that cannot be read with code NO_INPUT. The message
 * says why, not which file. */
char *amont_files_read(const char *path, size_t most, size_t *length, GError **error);

#endif
