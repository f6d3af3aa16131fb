/* A gzip file does not say how long its content is (its last word is that length modulo 2^32, and
 * may lie), so it is gone through twice: once to count, once to keep. */
#include "io/loaders/packed.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 16, MOST_TIMES = 200 };

static const guint64 always_allowed = (guint64)64 << 20, never_allowed = (guint64)2 << 30;

guint64 amont_packed_most(guint64 packed) {
    return CLAMP(packed, always_allowed / MOST_TIMES, never_allowed / MOST_TIMES) * MOST_TIMES;
}

bool amont_packed_fail(GError **error, guint64 most) {
    return amont_fail(error, AMONT_ERROR_DATA,
                      "unpacked, it would have more than the %zu MiB that are read of a file of "
                      "its size",
                      (size_t)(most >> 20));
}

int amont_packed_read(gzFile file, void *bytes, unsigned size) {
    int n = gzread(file, bytes, size), status = Z_OK;
    gzerror(file, &status);
    return status == Z_BUF_ERROR ? -1 : n;
}

static bool fail_damaged(GError **error) {
    amont_fail(error, AMONT_ERROR_DATA, "it is cut short or badly compressed");
    amont_hint(error, "fetch the file again, or unpack it and name what was in it");
    return false;
}

static bool count(gzFile file, guint64 most, size_t *length, GError **error) {
    g_autofree char *chunk = g_malloc(CHUNK);
    *length = 0;
    for (int n; (n = amont_packed_read(file, chunk, CHUNK)) != 0;) {
        if (n < 0)
            return fail_damaged(error);
        *length += (size_t)n;
        if (*length > most)
            return amont_packed_fail(error, most);
    }
    return true;
}

static char *keep(gzFile file, size_t length, GError **error) {
    g_autofree char *text = g_malloc(length + 1);
    size_t at = 0;
    while (at < length) {
        int n = amont_packed_read(file, text + at, (unsigned)MIN(length - at, CHUNK));
        if (n <= 0) {
            fail_damaged(error);
            return NULL;
        }
        at += (size_t)n;
    }
    text[length] = '\0';
    return g_steal_pointer(&text);
}

static gzFile open_regular(const char *path, guint64 *size) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat status;
    if (descriptor < 0)
        return NULL;
    gzFile file = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)
                      ? gzdopen(descriptor, "rb")
                      : NULL;
    if (!file)
        close(descriptor);
    else
        *size = (guint64)status.st_size;
    return file;
}

char *amont_packed_text(const char *path, size_t most, size_t *length, GError **error) {
    guint64 size = 0;
    gzFile file = open_regular(path, &size);
    if (!file) {
        amont_fail(error, AMONT_ERROR_NO_INPUT, "it is not a regular file that may be opened");
        return NULL;
    }
    char *text = NULL;
    if (count(file, MIN(most, amont_packed_most(size)), length, error) && gzrewind(file) == 0)
        text = keep(file, *length, error);
    gzclose(file);
    return text;
}
