/* Everything that can fail is done before the first file is replaced: drafts are written, then each
 * gets a hidden name beside its file, then all are renamed at once. What is renamed cannot be half
 * a file, and a run that is killed between two renames leaves whole files, old and new.
 *
 * Locks (flock) belong to the open draft, so that they end with the run, however it ends. */
#include "amont/batch.h"

#include "base/drafts.h"
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct amont_draft {
    char *path;
    amont_draft_file file;
    int cause;        /* errno of what failed, or 0 */
    bool spares_same; /* the file stays when it holds the same bytes */
    bool is_whole, is_same;
    amont_draft *_Atomic next; /* of all drafts that may have names */
};

struct amont_batch {
    bool force;
    pthread_mutex_t lock;
    GPtrArray *drafts;  /* amont_draft */
    GPtrArray *folders; /* char *: made, the outer ones first */
    GHashTable *swept;  /* folders where nothing is left of other runs */
    unsigned written, unchanged;
};

static atomic_bool is_publishing;
static amont_draft *_Atomic all_drafts;
static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- drafts that a handler of signals may have to remove ----------------------------------- */

static void enlist(amont_draft *draft) {
    pthread_mutex_lock(&all_lock);
    atomic_store(&draft->next, atomic_load(&all_drafts));
    atomic_store(&all_drafts, draft);
    pthread_mutex_unlock(&all_lock);
}

static void strike_off(const amont_draft *draft) {
    pthread_mutex_lock(&all_lock);
    amont_draft *_Atomic *at = &all_drafts;
    while (atomic_load(at) && atomic_load(at) != draft)
        at = &atomic_load(at)->next;
    if (atomic_load(at))
        atomic_store(at, atomic_load(&draft->next));
    pthread_mutex_unlock(&all_lock);
}

bool amont_batch_drop_all(void) {
    if (atomic_load(&is_publishing))
        return false;
    for (amont_draft *draft = atomic_load(&all_drafts); draft; draft = atomic_load(&draft->next))
        if (draft->file.hidden)
            unlink(draft->file.hidden);
    return true;
}

static void free_draft(void *data) {
    amont_draft *draft = data;
    strike_off(draft);
    amont_draft_file_close(&draft->file);
    g_free(draft->path);
    g_free(draft);
}

/* ---- batches ------------------------------------------------------------------------------- */

/* Each draft stays open until all are whole: more files than the usual 1,024 may be asked for. */
static void allow_many_files(void) {
    struct rlimit limit;
    const rlim_t enough = 65536;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= MIN(enough, limit.rlim_max))
        return;
    limit.rlim_cur = MIN(enough, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

amont_batch *amont_batch_new(bool force) {
    amont_batch *batch = g_new0(amont_batch, 1);
    allow_many_files();
    batch->force = force;
    pthread_mutex_init(&batch->lock, NULL);
    batch->drafts = g_ptr_array_new_with_free_func(free_draft);
    batch->folders = g_ptr_array_new_with_free_func(g_free);
    batch->swept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return batch;
}

void amont_batch_free(amont_batch *batch) {
    if (!batch)
        return;
    g_ptr_array_unref(batch->drafts);
    for (guint i = batch->folders->len; i > 0; i--)
        rmdir(batch->folders->pdata[i - 1]); /* unless there is something in it */
    g_ptr_array_unref(batch->folders);
    g_hash_table_unref(batch->swept);
    pthread_mutex_destroy(&batch->lock);
    g_free(batch);
}

/* With those it stands in; which ones are made is kept. */
static bool make_folder(amont_batch *batch, const char *folder) {
    if (mkdir(folder, 0777) == 0) {
        g_ptr_array_add(batch->folders, g_strdup(folder));
        return true;
    }
    if (errno == EEXIST)
        return g_file_test(folder, G_FILE_TEST_IS_DIR) || (errno = ENOTDIR, false);
    g_autofree char *outer = errno == ENOENT ? g_path_get_dirname(folder) : NULL;
    if (!outer || g_strcmp0(outer, folder) == 0 || !make_folder(batch, outer))
        return false;
    return make_folder(batch, folder);
}

static bool prepare(amont_batch *batch, const char *folder, GError **error) {
    if (!make_folder(batch, folder))
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot make the folder '%s': %s",
                          folder, g_strerror(errno));
    if (g_hash_table_add(batch->swept, g_strdup(folder)))
        amont_draft_file_sweep(folder);
    return true;
}

static bool fail_begin(const char *folder, GError **error) {
    int cause = errno;
    amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write in the folder '%s': %s", folder,
               g_strerror(cause));
    if (cause == EMFILE)
        amont_hint(error, "allow more open files ('ulimit -n'), or ask for fewer pages at once");
    return false;
}

static bool open_draft(amont_batch *batch, const char *path, amont_draft_file *file,
                       GError **error) {
    struct stat status;
    g_autofree char *folder = g_path_get_dirname(path);
    if (!prepare(batch, folder, error))
        return false;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "'%s' is there and is not a file",
                          path);
    return amont_draft_file_open(file, path) || fail_begin(folder, error);
}

amont_draft *amont_batch_begin(amont_batch *batch, const char *path, GError **error) {
    amont_draft_file file;
    amont_draft *draft = NULL;
    pthread_mutex_lock(&batch->lock);
    if (open_draft(batch, path, &file, error)) {
        draft = g_new0(amont_draft, 1);
        draft->path = g_strdup(path);
        draft->file = file;
        draft->spares_same = !batch->force;
        g_ptr_array_add(batch->drafts, draft);
        enlist(draft);
    }
    pthread_mutex_unlock(&batch->lock);
    return draft;
}

bool amont_batch_try(amont_batch *batch, const char *path, GError **error) {
    amont_draft_file file;
    pthread_mutex_lock(&batch->lock);
    bool can = open_draft(batch, path, &file, error);
    pthread_mutex_unlock(&batch->lock);
    if (can)
        amont_draft_file_close(&file);
    return can;
}

bool amont_draft_write(amont_draft *draft, const void *bytes, size_t length) {
    if (draft->cause == 0 && !amont_draft_file_write(&draft->file, bytes, length))
        draft->cause = errno;
    return draft->cause == 0;
}

static bool fail_write(const char *path, amont_error_code code, int cause, GError **error) {
    return amont_fail(error, code, "cannot write '%s': %s", path, g_strerror(cause));
}

bool amont_draft_finish(amont_draft *draft, GError **error) {
    if (draft->cause == 0 && !amont_draft_file_flush(&draft->file))
        draft->cause = errno;
    if (draft->cause != 0)
        return fail_write(draft->path, AMONT_ERROR_IO, draft->cause, error);
    draft->is_whole = true;
    draft->is_same = draft->spares_same && amont_draft_file_equals(&draft->file, draft->path);
    if (draft->is_same)
        amont_draft_file_close(&draft->file);
    return true;
}

bool amont_batch_add(amont_batch *batch, const char *path, const void *bytes, size_t length,
                     GError **error) {
    amont_draft *draft = amont_batch_begin(batch, path, error);
    if (!draft)
        return false;
    amont_draft_write(draft, bytes, length);
    return amont_draft_finish(draft, error);
}

/* ---- publishing ---------------------------------------------------------------------------- */

static bool publish(amont_batch *batch, GError **error) {
    for (guint i = 0; i < batch->drafts->len; i++) {
        amont_draft *draft = batch->drafts->pdata[i];
        if (draft->is_whole && !draft->is_same && !amont_draft_file_name(&draft->file, draft->path))
            return fail_write(draft->path, AMONT_ERROR_CANNOT_CREATE, errno, error);
    }
    for (guint i = 0; i < batch->drafts->len; i++) {
        amont_draft *draft = batch->drafts->pdata[i];
        if (draft->is_same)
            batch->unchanged++;
        if (!draft->is_whole || draft->is_same)
            continue;
        if (rename(draft->file.hidden, draft->path) != 0)
            return fail_write(draft->path, AMONT_ERROR_CANNOT_CREATE, errno, error);
        g_clear_pointer(&draft->file.hidden, g_free);
        batch->written++;
    }
    return true;
}

bool amont_batch_publish(amont_batch *batch, GError **error) {
    atomic_store(&is_publishing, true);
    bool done = publish(batch, error);
    atomic_store(&is_publishing, false);
    return done;
}

unsigned amont_batch_written(const amont_batch *batch) {
    return batch->written;
}

unsigned amont_batch_unchanged(const amont_batch *batch) {
    return batch->unchanged;
}
