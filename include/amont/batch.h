/* folder: base */
/* The output files of one run: all of them, or none.
 *
 *     g_autoptr(amont_batch) batch = amont_batch_new(false);
 *     amont_draft *draft = amont_batch_begin(batch, "out/carte.pdf", &error);
 *     amont_draft_write(draft, bytes, length);       (as often as wanted)
 *     amont_draft_finish(draft, &error);
 *     amont_batch_publish(batch, &error);
 *
 * A draft is written beside its file and has no name (O_TMPFILE): whatever ends the run, nothing
 * of it is left and the old file is whole. Where the file system cannot do that, drafts are hidden
 * files `.NAME.amont-XXXXXX`, locked as long as their run lives; those of runs that were killed are
 * removed when another run begins to write in that folder. */
#ifndef AMONT_BATCH_H
#define AMONT_BATCH_H

#include "amont/error.h"

typedef struct amont_batch amont_batch;
typedef struct amont_draft amont_draft; /* owned by its batch */

/* A file that holds the same bytes already is not replaced, unless `force`. */
amont_batch *amont_batch_new(bool force);
/* What was not published is dropped, and the folders that were made for it. */
void amont_batch_free(amont_batch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_batch, amont_batch_free)

/* A new draft of a file; missing folders are made. Errors of code CANNOT_CREATE: the folder takes
 * no file, or something other than a file has the name. Several threads may do this at once. */
amont_draft *amont_batch_begin(amont_batch *batch, const char *path, GError **error);

/* Whether it could begin, before long work: nothing is left but the folder. */
bool amont_batch_try(amont_batch *batch, const char *path, GError **error);

/* Each draft is written by one thread at a time. A failure sticks: false, and told by finish. */
bool amont_draft_write(amont_draft *draft, const void *bytes, size_t length);
/* It is whole. Error of code IO: it could not be written. */
bool amont_draft_finish(amont_draft *draft, GError **error);

/* A whole file at once. */
bool amont_batch_add(amont_batch *batch, const char *path, const void *bytes, size_t length,
                     GError **error);

/* All drafts take the names of their files, when all are whole. */
bool amont_batch_publish(amont_batch *batch, GError **error);
/* How many files were given, or already held, what was written. */
unsigned amont_batch_written(const amont_batch *batch);
unsigned amont_batch_unchanged(const amont_batch *batch);

/* For a handler of signals, before the program dies of one: removes drafts that have names. False
 * while drafts become files: then the program is to live until that is done. */
bool amont_batch_drop_all(void);

#endif
