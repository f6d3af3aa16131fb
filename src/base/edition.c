/* Everything that can fail is done before the first file is replaced: drafts are written, then each
 * gets a hidden name beside its file, then all are renamed at once. What is renamed cannot be half
 * a file, and a run that is killed between two renames leaves whole files, old and new.
 *
 * Locks (flock) belong to the open draft, so that they end with the run, however it ends. */
#include "amont/edition.h"

#include "base/drafts.h"
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a handler of signals may have to remove. */
typedef struct listed listed;
struct listed {
    listed *_Atomic next;
};

struct amont_draft {
    listed in; /* of all drafts that may have names */
    char *path;
    amont_draft_file file;
    int cause;        /* errno of what failed, or 0 */
    bool spares_same; /* the file stays when it holds the same bytes */
    bool is_whole, is_same;
};

/* Made by this run. */
typedef struct made_folder {
    listed in; /* of all of them, the inner ones first */
    char *path;
} made_folder;

struct amont_edition {
    bool force;
    pthread_mutex_t lock;
    GPtrArray *drafts;  /* amont_draft */
    GPtrArray *folders; /* made_folder: the outer ones first */
    GHashTable *swept;  /* folders where nothing is left of other runs */
    unsigned written, unchanged;
};

static atomic_bool is_publishing;
static listed *_Atomic all_drafts, *_Atomic all_folders;
static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- what a handler of signals may have to remove ------------------------------------------ */

static void enlist(listed *_Atomic *all, listed *one) {
    pthread_mutex_lock(&all_lock);
    atomic_store(&one->next, atomic_load(all));
    atomic_store(all, one);
    pthread_mutex_unlock(&all_lock);
}

static void strike_off(listed *_Atomic *all, const listed *one) {
    pthread_mutex_lock(&all_lock);
    listed *_Atomic *at = all;
    while (atomic_load(at) && atomic_load(at) != one)
        at = &atomic_load(at)->next;
    if (atomic_load(at))
        atomic_store(at, atomic_load(&one->next));
    pthread_mutex_unlock(&all_lock);
}

bool amont_edition_drop_all(void) {
    if (atomic_load(&is_publishing))
        return false;
    for (listed *at = atomic_load(&all_drafts); at; at = atomic_load(&at->next)) {
        const amont_draft *draft = (amont_draft *)at;
        if (draft->file.hidden)
            unlink(draft->file.hidden);
    }
    for (listed *at = atomic_load(&all_folders); at; at = atomic_load(&at->next))
        rmdir(((made_folder *)at)->path); /* unless there is something in it */
    return true;
}

static void free_folder(void *data) {
    made_folder *made = data;
    strike_off(&all_folders, &made->in);
    g_free(made->path);
    g_free(made);
}

static void free_draft(void *data) {
    amont_draft *draft = data;
    strike_off(&all_drafts, &draft->in);
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

amont_edition *amont_edition_new(bool force) {
    amont_edition *edition = g_new0(amont_edition, 1);
    allow_many_files();
    edition->force = force;
    pthread_mutex_init(&edition->lock, NULL);
    edition->drafts = g_ptr_array_new_with_free_func(free_draft);
    edition->folders = g_ptr_array_new_with_free_func(free_folder);
    edition->swept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return edition;
}

void amont_edition_free(amont_edition *edition) {
    if (!edition)
        return;
    g_ptr_array_unref(edition->drafts);
    for (guint i = edition->folders->len; i > 0; i--)
        rmdir(((made_folder *)edition->folders->pdata[i - 1])->path);
    g_ptr_array_unref(edition->folders);
    g_hash_table_unref(edition->swept);
    pthread_mutex_destroy(&edition->lock);
    g_free(edition);
}

/* Which ones are made is kept. */
static bool make_one(amont_edition *edition, const char *path) {
    if (mkdir(path, 0777) != 0)
        return false;
    made_folder *made = g_new0(made_folder, 1);
    made->path = g_strdup(path);
    g_ptr_array_add(edition->folders, made);
    enlist(&all_folders, &made->in);
    return true;
}

static bool is_there(const char *path) {
    return errno == EEXIST && (g_file_test(path, G_FILE_TEST_IS_DIR) || (errno = ENOTDIR, false));
}

/* With those it stands in. Some folders take none, and say as if they were not there (/proc). */
static bool make_folder(amont_edition *edition, const char *path) {
    if (make_one(edition, path) || is_there(path))
        return true;
    g_autofree char *outer = errno == ENOENT ? g_path_get_dirname(path) : NULL;
    if (!outer || g_strcmp0(outer, path) == 0 || !make_folder(edition, outer))
        return false;
    return make_one(edition, path) || is_there(path);
}

static bool prepare(amont_edition *edition, const char *folder, GError **error) {
    if (!make_folder(edition, folder))
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot make the folder '%s': %s",
                          folder, g_strerror(errno));
    if (g_hash_table_add(edition->swept, g_strdup(folder)))
        amont_draft_file_sweep(folder);
    return true;
}

static void hint_of(int cause, GError **error) {
    if (cause == EMFILE)
        amont_hint(error, "allow more open files ('ulimit -n'), or ask for fewer pages at once");
}

static bool fail_begin(const char *folder, GError **error) {
    int cause = errno;
    amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write in the folder '%s': %s", folder,
               g_strerror(cause));
    hint_of(cause, error);
    return false;
}

static bool open_draft(amont_edition *edition, const char *path, amont_draft_file *file,
                       GError **error) {
    struct stat status;
    g_autofree char *folder = g_path_get_dirname(path);
    if (!prepare(edition, folder, error))
        return false;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "'%s' is there and is not a file",
                          path);
    return amont_draft_file_open(file, path) || fail_begin(folder, error);
}

amont_draft *amont_edition_begin(amont_edition *edition, const char *path, GError **error) {
    amont_draft_file file;
    amont_draft *draft = NULL;
    pthread_mutex_lock(&edition->lock);
    if (open_draft(edition, path, &file, error)) {
        draft = g_new0(amont_draft, 1);
        draft->path = g_strdup(path);
        draft->file = file;
        draft->spares_same = !edition->force;
        g_ptr_array_add(edition->drafts, draft);
        enlist(&all_drafts, &draft->in);
    }
    pthread_mutex_unlock(&edition->lock);
    return draft;
}

bool amont_edition_try(amont_edition *edition, const char *path, GError **error) {
    amont_draft_file file;
    pthread_mutex_lock(&edition->lock);
    bool can = open_draft(edition, path, &file, error);
    pthread_mutex_unlock(&edition->lock);
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
    amont_fail(error, code, "cannot write '%s': %s", path, g_strerror(cause));
    hint_of(cause, error);
    return false;
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

bool amont_edition_add(amont_edition *edition, const char *path, const void *bytes, size_t length,
                       GError **error) {
    amont_draft *draft = amont_edition_begin(edition, path, error);
    if (!draft)
        return false;
    amont_draft_write(draft, bytes, length);
    return amont_draft_finish(draft, error);
}

/* ---- publishing ---------------------------------------------------------------------------- */

static bool publish(amont_edition *edition, GError **error) {
    for (guint i = 0; i < edition->drafts->len; i++) {
        amont_draft *draft = edition->drafts->pdata[i];
        if (draft->is_whole && !draft->is_same && !amont_draft_file_name(&draft->file, draft->path))
            return fail_write(draft->path, AMONT_ERROR_CANNOT_CREATE, errno, error);
    }
    for (guint i = 0; i < edition->drafts->len; i++) {
        amont_draft *draft = edition->drafts->pdata[i];
        if (draft->is_same)
            edition->unchanged++;
        if (!draft->is_whole || draft->is_same)
            continue;
        if (rename(draft->file.hidden, draft->path) != 0)
            return fail_write(draft->path, AMONT_ERROR_CANNOT_CREATE, errno, error);
        g_clear_pointer(&draft->file.hidden, g_free);
        edition->written++;
    }
    return true;
}

bool amont_edition_publish(amont_edition *edition, GError **error) {
    atomic_store(&is_publishing, true);
    bool done = publish(edition, error);
    atomic_store(&is_publishing, false);
    return done;
}

unsigned amont_edition_written(const amont_edition *edition) {
    return edition->written;
}

unsigned amont_edition_unchanged(const amont_edition *edition) {
    return edition->unchanged;
}
