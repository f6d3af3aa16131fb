/* A file is written beside its target and renamed over it, so that a failed or interrupted run
 * leaves the old file whole. */
#include "amont/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *executable_folder(void) {
    g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);
    return path ? g_path_get_dirname(path) : g_strdup(".");
}

static char *folder_if_there(const char *base, const char *between, const char *name) {
    g_autofree char *path = g_build_filename(base, between, name, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        return NULL;
    return g_canonicalize_filename(path, NULL);
}

char *amont_files_data(const char *name, GError **error) {
    const char *chosen = g_getenv("AMONT_DATA");
    if (chosen && *chosen) {
        char *path = folder_if_there(chosen, ".", name);
        if (!path)
            amont_fail(error, AMONT_ERROR_NO_INPUT, "no folder '%s' in AMONT_DATA, '%s'", name,
                       chosen);
        return path;
    }
    /* installed; beside the binary; the source tree above build/ or above build/<preset>/ */
    static const char *const between[] = {"../share/amont", ".", "..", "../.."};
    g_autofree char *base = executable_folder();
    for (size_t i = 0; i < G_N_ELEMENTS(between); i++) {
        char *path = folder_if_there(base, between[i], name);
        if (path)
            return path;
    }
    amont_fail(error, AMONT_ERROR_NO_INPUT, "the program's own folder '%s' is not to be found",
               name);
    amont_hint(error, "set AMONT_DATA to the folder that holds it");
    return NULL;
}

char *amont_files_locale(void) {
    g_autofree char *base = executable_folder();
    char *beside = folder_if_there(base, ".", "locale");
    return beside ? beside : folder_if_there(base, "../share", "locale");
}

/* Without links and dots, as far as the path is there. */
static char *resolve(const char *path) {
    char *real = realpath(path, NULL);
    if (real) {
        char *copy = g_strdup(real);
        free(real);
        return copy;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    if (strcmp(folder, path) == 0 || strcmp(name, "..") == 0)
        return g_canonicalize_filename(path, NULL);
    g_autofree char *base = resolve(folder);
    return strcmp(name, ".") == 0 ? g_strdup(base) : g_build_filename(base, name, NULL);
}

bool amont_files_are_same(const char *a, const char *b) {
    GStatBuf of_a, of_b;
    bool has_a = g_stat(a, &of_a) == 0, has_b = g_stat(b, &of_b) == 0;
    if (has_a && has_b)
        return of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
    g_autofree char *left = resolve(a), *right = resolve(b);
    return has_a == has_b && strcmp(left, right) == 0;
}

bool amont_files_write(int descriptor, const void *bytes, size_t length) {
    const char *next = bytes;
    while (length > 0) {
        ssize_t written = write(descriptor, next, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        next += written;
        length -= (size_t)written;
    }
    return true;
}

/* mkstemp makes the file private; give it the mode a new file would have had. */
static bool publish(int descriptor, const char *temporary, const char *path) {
    mode_t mask = umask(0);
    umask(mask);
    bool ok = fchmod(descriptor, 0666 & ~mask) == 0;
    ok = close(descriptor) == 0 && ok;
    return ok && rename(temporary, path) == 0;
}

/* A new file beside `path`, or -1; its name is `*temporary`. */
static int open_beside(const char *path, char **temporary, GError **error) {
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot make the folder '%s': %s", folder,
                   g_strerror(errno));
        return -1;
    }
    *temporary = g_strdup_printf("%s.XXXXXX", path);
    int descriptor = mkstemp(*temporary);
    if (descriptor < 0)
        amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write in the folder '%s': %s", folder,
                   g_strerror(errno));
    return descriptor;
}

/* Right after the writing, whose errno it tells. */
static bool finish(int descriptor, bool written, const char *temporary, const char *path,
                   GError **error) {
    if (!written) {
        int cause = errno;
        close(descriptor);
        unlink(temporary);
        return amont_fail(error, AMONT_ERROR_IO, "cannot write '%s': %s", path, g_strerror(cause));
    }
    if (!publish(descriptor, temporary, path)) {
        int cause = errno;
        unlink(temporary);
        return amont_fail(error, AMONT_ERROR_CANNOT_CREATE, "cannot write '%s': %s", path,
                          g_strerror(cause));
    }
    return true;
}

bool amont_files_replace(const char *path, const void *content, size_t length, GError **error) {
    g_autofree char *temporary = NULL;
    int descriptor = open_beside(path, &temporary, error);
    return descriptor >= 0 && finish(descriptor, amont_files_write(descriptor, content, length),
                                     temporary, path, error);
}

char *amont_files_begin(const char *path, GError **error) {
    char *temporary = NULL;
    int descriptor = open_beside(path, &temporary, error);
    if (descriptor < 0)
        g_clear_pointer(&temporary, g_free);
    else
        close(descriptor);
    return temporary;
}

bool amont_files_publish(const char *temporary, const char *path, GError **error) {
    int descriptor = open(temporary, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return amont_fail(error, AMONT_ERROR_IO, "cannot write '%s': %s", path, g_strerror(errno));
    return finish(descriptor, true, temporary, path, error);
}

void amont_files_abandon(const char *temporary) {
    unlink(temporary);
}

bool amont_files_check_vacant(const char *path, GError **error) {
    bool empty = true;
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    if (directory)
        empty = g_dir_read_name(directory) == NULL;
    else if (g_file_test(path, G_FILE_TEST_EXISTS))
        empty = false;
    if (empty)
        return true;
    amont_fail(error, AMONT_ERROR_CANNOT_CREATE,
               "'%s' is there already, and is not an empty folder", path);
    amont_hint(error, "name a new folder: nothing is ever overwritten");
    return false;
}

void amont_files_remove_folder(const char *path) {
    g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
    for (const char *name = NULL; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *entry = g_build_filename(path, name, NULL);
        bool is_folder =
            g_file_test(entry, G_FILE_TEST_IS_DIR) && !g_file_test(entry, G_FILE_TEST_IS_SYMLINK);
        if (is_folder)
            amont_files_remove_folder(entry);
        else
            unlink(entry);
    }
    rmdir(path);
}

/* Up to `size` bytes, fewer at the end of the file; -1 when it cannot be read. */
static ssize_t read_all(int descriptor, char *bytes, size_t size) {
    size_t n = 0;
    while (n < size) {
        ssize_t got = read(descriptor, bytes + n, size - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

static char *read_open(int descriptor, size_t most, size_t *length, GError **error) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "it is not a regular file");
        return NULL;
    }
    size_t size = (size_t)status.st_size;
    if (size > most) {
        amont_fail(error, AMONT_ERROR_DATA, "it has %zu MiB, and %zu at most are read",
                   (size + ((size_t)1 << 20) - 1) >> 20, most >> 20);
        return NULL;
    }
    g_autofree char *bytes = g_malloc(size + 1);
    ssize_t n = read_all(descriptor, bytes, size);
    if (n < 0) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "the system says: %s", g_strerror(errno));
        return NULL;
    }
    bytes[n] = '\0';
    *length = (size_t)n;
    return g_steal_pointer(&bytes);
}

/* Without O_NONBLOCK, opening a pipe would wait for its writer. */
static int open_to_read(const char *path) {
    return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
}

char *amont_files_read(const char *path, size_t most, size_t *length, GError **error) {
    *length = 0;
    int descriptor = open_to_read(path);
    if (descriptor < 0) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "the system says: %s", g_strerror(errno));
        return NULL;
    }
    char *bytes = read_open(descriptor, most, length, error);
    close(descriptor);
    return bytes;
}

/* False with errno. */
static bool copy_all(int from, int to) {
    enum { BLOCK = 1 << 20 };
    g_autofree char *bytes = g_malloc(BLOCK);
    ssize_t n = 0;
    while ((n = read_all(from, bytes, BLOCK)) > 0)
        if (!amont_files_write(to, bytes, (size_t)n))
            return false;
    return n == 0;
}

static bool copy_open(int source, const char *to, GError **error) {
    g_autofree char *temporary = NULL;
    int descriptor = open_beside(to, &temporary, error);
    return descriptor >= 0 &&
           finish(descriptor, copy_all(source, descriptor), temporary, to, error);
}

bool amont_files_copy(const char *from, const char *to, GError **error) {
    struct stat status;
    int source = open_to_read(from);
    if (source < 0)
        return amont_fail(error, AMONT_ERROR_NO_INPUT, "cannot read '%s': %s", from,
                          g_strerror(errno));
    bool copied = fstat(source, &status) == 0 && S_ISREG(status.st_mode)
                      ? copy_open(source, to, error)
                      : amont_fail(error, AMONT_ERROR_NO_INPUT, "'%s' is not a regular file", from);
    close(source);
    return copied;
}
