/* GeoJSON read by ourselves is what GDAL makes of it, and what is not plain is left to GDAL. The
 * expectations are GDAL's reading of the same file, never ours. */
#include "ways.h"

#include "check.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static int n_plain, n_left;

static ways_outcome compare(const char *path) {
    g_autofree char *why = NULL;
    ways_outcome outcome = ways_compare(path, &why);
    if (outcome == WAYS_DIFFER)
        fail_msg("%s: the two ways differ (%s)", path, why ? why : "both read it");
    n_plain += outcome == WAYS_AGREE;
    n_left += outcome == WAYS_LEFT;
    return outcome;
}

/* ---- files of the repository --------------------------------------------------------------- */

static void compare_folder(const char *folder) {
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    assert_non_null(directory);
    for (const char *name; (name = g_dir_read_name(directory));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            compare_folder(path);
        else if (g_str_has_suffix(name, ".geojson") && compare(path) == WAYS_LEFT)
            printf("left to GDAL: %s\n", path);
    }
}

static void files_of_the_repository(void **state) {
    (void)state;
    n_plain = n_left = 0;
    g_autofree char *tests = check_path("");
    compare_folder(tests);
    g_autofree char *data = check_path("../geodata");
    compare_folder(data);
    printf("%d plain, %d left\n", n_plain, n_left);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_the_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
