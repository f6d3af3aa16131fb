/* One draft of a file (amont/edition.h): an open file beside it, locked, with a hidden name or
 * without any. Functions return false with errno. */
#ifndef AMONT_BASE_DRAFTS_H
#define AMONT_BASE_DRAFTS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct amont_draft_file {
    int descriptor;
    char *hidden; /* its name, or NULL while it has none */
} amont_draft_file;

bool amont_draft_file_open(amont_draft_file *file, const char *path);
/* As it is done where the file system knows no files without a name. */
bool amont_draft_file_open_hidden(amont_draft_file *file, const char *path);
void amont_draft_file_close(amont_draft_file *file); /* and removes its name */
bool amont_draft_file_write(const amont_draft_file *file, const void *bytes, size_t length);
/* What only shows when a file is closed, on file systems of other machines. */
bool amont_draft_file_flush(const amont_draft_file *file);
bool amont_draft_file_equals(const amont_draft_file *file, const char *path);
/* Gives it a hidden name where it has none. */
bool amont_draft_file_name(amont_draft_file *file, const char *path);

/* Removes the hidden drafts of a folder that no run holds. */
void amont_draft_file_sweep(const char *folder);

#endif
