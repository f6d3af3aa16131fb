/* folder: base */
/* The output files of one run: all of them, or none.
 *
 *     g_autoptr(amont_edition) edition = amont_edition_new(false);
 *     amont_draft *draft = amont_edition_begin(edition, "out/carte.pdf", &error);
 *     amont_draft_write(draft, bytes, length);       (as often as wanted)
 *     amont_draft_finish(draft, &error);
 *     amont_edition_publish(edition, &error);
 *
 * A draft is written beside its file and has no name (O_TMPFILE): whatever ends the run, nothing
 * of it is left and the old file is whole. Where the file system cannot do that, drafts are hidden
 * files `.NAME.amont-XXXXXX`, locked as long as their run lives; those of runs that were killed are
 * removed when another run begins to write in that folder. */
#ifndef AMONT_EDITION_H
#define AMONT_EDITION_H

#include "amont/error.h"

typedef struct amont_edition amont_edition;
typedef struct amont_draft amont_draft; /* owned by its edition */

/* A file that holds the same bytes already is not replaced, unless `force`. */
amont_edition *amont_edition_new(bool force);
/* What was not published is dropped, and the folders that were made for it. */
void amont_edition_free(amont_edition *edition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_edition, amont_edition_free)

/* A new draft of a file; missing folders are made. Errors of code CANNOT_CREATE: the folder takes
 * no file, or something other than a file has the name. Several threads may do this at once. */
amont_draft *amont_edition_begin(amont_edition *edition, const char *path, GError **error);

/* Whether it could begin, before long work: nothing is left but the folder. */
bool amont_edition_try(amont_edition *edition, const char *path, GError **error);

/* Each draft is written by one thread at a time. A failure sticks: false, and told by finish. */
bool amont_draft_write(amont_draft *draft, const void *bytes, size_t length);
/* It is whole. Error of code IO: it could not be written. */
bool amont_draft_finish(amont_draft *draft, GError **error);

/* A whole file at once. */
bool amont_edition_add(amont_edition *edition, const char *path, const void *bytes, size_t length,
                       GError **error);

/* All drafts take the names of their files, when all are whole. */
bool amont_edition_publish(amont_edition *edition, GError **error);
/* How many files were given, or already held, what was written. */
unsigned amont_edition_written(const amont_edition *edition);
unsigned amont_edition_unchanged(const amont_edition *edition);

/* For a handler of signals, before the program dies of one: removes drafts that have names, and
 * folders that were made and hold nothing. False while drafts become files: then the program is to
 * live until that is done. */
bool amont_edition_drop_all(void);

#endif
