/* Hands every file of a corpus folder to the harness it is linked with, so that the corpus is
 * replayed in builds without libFuzzer. Usage: fuzz_NAME FOLDER */
#include "fuzz.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool replay_file(const char *path, GError **error) {
    g_autofree char *contents = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &contents, &size, error))
        return false;
    /* A block of the exact size: g_file_get_contents adds a zero that would hide an overrun. */
    g_autofree uint8_t *data = g_malloc(size);
    if (size > 0)
        memcpy(data, contents, size);
    LLVMFuzzerTestOneInput(data, size);
    return true;
}

static int replay_folder(const char *folder, GError **error) {
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    if (!dir)
        return -1;
    int n = 0;
    for (const char *name = NULL; (name = g_dir_read_name(dir)); n++) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        fprintf(stderr, "%s\n", name);
        if (!replay_file(path, error))
            return -1;
    }
    return n;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return EXIT_FAILURE;
    }
    g_autoptr(GError) error = NULL;
    int n = replay_folder(argv[1], &error);
    if (n <= 0) {
        fprintf(stderr, "%s: %s\n", argv[1], error ? error->message : "the corpus is empty");
        return EXIT_FAILURE;
    }
    fprintf(stderr, "%d files replayed\n", n);
    return EXIT_SUCCESS;
}
