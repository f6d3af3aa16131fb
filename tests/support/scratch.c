#include "scratch.h"

#include "amont/files.h"

char *scratch_new(void) {
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("amont-XXXXXX", &error);
    assert_ok(error);
    return folder;
}

void scratch_remove(char *folder) {
    amont_files_remove_folder(folder);
    g_free(folder);
}

int scratch_set_up(void **state) {
    *state = scratch_new();
    return 0;
}

int scratch_tear_down(void **state) {
    scratch_remove(*state);
    return 0;
}
