/* amont init: a study folder to begin with, a copy of the bundled one. */
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

/* All files are read before the first is written. */
static bool gather(const char *folder, const char *below, GPtrArray *names, GPtrArray *contents,
                   GError **error) {
    g_autofree char *path = g_build_filename(folder, below, NULL);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) directory = g_dir_open(path, 0, &cause);
    if (!directory)
        return amont_fail(error, AMONT_ERROR_NO_INPUT, "cannot read the folder '%s': %s", path,
                          cause->message);
    for (const char *entry; (entry = g_dir_read_name(directory));) {
        g_autofree char *name = below[0] ? g_build_filename(below, entry, NULL) : g_strdup(entry);
        g_autofree char *file = g_build_filename(folder, name, NULL);
        if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
            if (!gather(folder, name, names, contents, error))
                return false;
            continue;
        }
        char *text = NULL;
        gsize length = 0;
        if (!g_file_get_contents(file, &text, &length, &cause))
            return amont_fail(error, AMONT_ERROR_NO_INPUT, "cannot read '%s': %s", file,
                              cause->message);
        bool is_study = strcmp(name, "seine-amont.yaml") == 0;
        g_ptr_array_add(names, g_strdup(is_study ? "study.yaml" : name));
        g_ptr_array_add(contents, g_bytes_new_take(text, length));
    }
    return true;
}

static void free_bytes(void *bytes) {
    g_bytes_unref(bytes);
}

static int run(amont_options *options, GError **error) {
    if (!options->rest || !options->rest[0] || options->rest[1]) {
        amont_fail(error, AMONT_ERROR_USAGE, "say one folder to make");
        amont_hint(error, "for example: amont init my-study");
        return -1;
    }
    const char *target = options->rest[0];
    g_autofree char *folder = amont_files_data("geodata", error);
    if (!folder || !amont_files_check_vacant(target, error))
        return -1;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) contents = g_ptr_array_new_with_free_func(free_bytes);
    if (!gather(folder, "", names, contents, error))
        return -1;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(target, names->pdata[i], NULL);
        gsize length = 0;
        const void *content = g_bytes_get_data(contents->pdata[i], &length);
        if (!amont_files_replace(path, content, length, error))
            return -1;
    }
    fputs("amont: ", stderr);
    fprintf(stderr,
            _("%u files written in '%s'; edit '%s/study.yaml', then:\n"
              "    amont check %s\n    amont map %s -o %s/out\n"),
            names->len, target, target, target, target, target);
    return 0;
}

const amont_command amont_command_init = {
    .name = "init",
    .french = "nouveau",
    .arguments = N_("DIR"),
    .summary = N_("a new study folder: the bundled data and a commented study.yaml"),
    .options = "",
    .run = run,
};
