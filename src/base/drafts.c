#include "base/drafts.h"

#include "amont/files.h"
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK ".amont-"
#define RANDOM "XXXXXX" /* mkostemp's */

static char *hidden_name(const char *path) {
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    /* a name has at most 255 bytes */
    return g_strdup_printf("%s/.%.*s" MARK RANDOM, folder, 200, name);
}

/* The mode that the umask leaves to a new file; mkostemp makes private ones. */
static bool open_up(int descriptor) {
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(descriptor, 0666 & ~mask) == 0;
}

/* The lock is waited for: another run may just be looking whether it is there, and may have taken
 * the file away before it was. File systems without locks do without. */
static bool lock(int descriptor) {
    struct stat status;
    while (flock(descriptor, LOCK_EX) != 0 && errno == EINTR)
        ;
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

bool amont_draft_file_open_hidden(amont_draft_file *file, const char *path) {
    for (int attempt = 0; attempt < 100; attempt++) {
        file->hidden = hidden_name(path);
        file->descriptor = mkostemp(file->hidden, O_CLOEXEC);
        if (file->descriptor >= 0 && open_up(file->descriptor) && lock(file->descriptor))
            return true;
        int cause = errno;
        bool was_there = file->descriptor >= 0;
        amont_draft_file_close(file);
        errno = cause;
        if (!was_there)
            return false;
    }
    return false;
}

/* Whether a file without a name can get one later, without privileges. */
static bool can_be_named(void) {
    return access("/proc/self/fd", X_OK) == 0;
}

bool amont_draft_file_open(amont_draft_file *file, const char *path) {
    g_autofree char *folder = g_path_get_dirname(path);
    *file = (amont_draft_file){-1, NULL};
    if (can_be_named())
        file->descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (file->descriptor < 0)
        return amont_draft_file_open_hidden(file, path);
    flock(file->descriptor, LOCK_EX);
    return true;
}

void amont_draft_file_close(amont_draft_file *file) {
    if (file->descriptor >= 0) {
        if (file->hidden)
            unlink(file->hidden);
        close(file->descriptor);
    }
    g_clear_pointer(&file->hidden, g_free);
    file->descriptor = -1;
}

bool amont_draft_file_write(const amont_draft_file *file, const void *bytes, size_t length) {
    return amont_files_write(file->descriptor, bytes, length);
}

bool amont_draft_file_flush(const amont_draft_file *file) {
    int again = dup(file->descriptor);
    return again >= 0 && close(again) == 0;
}

static ssize_t read_at(int descriptor, char *bytes, size_t size, off_t at) {
    ssize_t got = 0;
    while ((got = pread(descriptor, bytes, size, at)) < 0 && errno == EINTR)
        ;
    return got;
}

static bool have_same_bytes(int a, int b, off_t size) {
    enum { BLOCK = 1 << 16 };
    g_autofree char *of_a = g_malloc(BLOCK), *of_b = g_malloc(BLOCK);
    off_t at = 0;
    while (at < size) {
        ssize_t n = read_at(a, of_a, BLOCK, at);
        if (n <= 0 || read_at(b, of_b, (size_t)n, at) != n || memcmp(of_a, of_b, (size_t)n) != 0)
            return false;
        at += n;
    }
    return true;
}

bool amont_draft_file_equals(const amont_draft_file *file, const char *path) {
    struct stat of_old, of_new;
    int old = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    bool same = old >= 0 && fstat(old, &of_old) == 0 && fstat(file->descriptor, &of_new) == 0 &&
                S_ISREG(of_old.st_mode) && of_old.st_size == of_new.st_size &&
                have_same_bytes(file->descriptor, old, of_new.st_size);
    if (old >= 0)
        close(old);
    return same;
}

bool amont_draft_file_name(amont_draft_file *file, const char *path) {
    g_autofree char *from = g_strdup_printf("/proc/self/fd/%d", file->descriptor);
    for (int attempt = 0; !file->hidden && attempt < 100; attempt++) {
        g_autofree char *name = hidden_name(path);
        char *end = name + strlen(name) - strlen(RANDOM);
        for (char *c = end; *c; c++)
            *c = (char)('a' + g_random_int_range(0, 26));
        if (linkat(AT_FDCWD, from, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
            file->hidden = g_steal_pointer(&name);
        else if (errno != EEXIST)
            return false;
    }
    return file->hidden != NULL;
}

/* ---- what other runs left ------------------------------------------------------------------ */

static bool is_hidden_draft(const char *name) {
    size_t length = strlen(name), end = strlen(MARK RANDOM);
    if (name[0] != '.' || length <= end + 1 ||
        strncmp(name + length - end, MARK, strlen(MARK)) != 0)
        return false;
    for (const char *c = name + length - strlen(RANDOM); *c; c++)
        if (!g_ascii_isalnum(*c))
            return false;
    return true;
}

static void remove_if_free(const char *path) {
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (descriptor < 0)
        return;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
        flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        unlink(path);
    close(descriptor);
}

void amont_draft_file_sweep(const char *folder) {
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    for (const char *name = NULL; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *path = is_hidden_draft(name) ? g_build_filename(folder, name, NULL) : NULL;
        if (path)
            remove_if_free(path);
    }
}
