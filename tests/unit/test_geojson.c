/* GeoJSON read by ourselves is what GDAL makes of it, and what is not plain is left to GDAL. The
 * expectations are GDAL's reading of the same file, never ours. */
#include "ways.h"

#include "check.h"
#include "fictional_geojson.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
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

/* ---- made-up files ------------------------------------------------------------------------- */

typedef struct desk {
    char *folder, *path;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = g_dir_make_tmp("amont-XXXXXX", NULL);
    d->path = g_build_filename(d->folder, "made.geojson", NULL);
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    g_unlink(d->path);
    g_rmdir(d->folder);
    g_free(d->path);
    g_free(d->folder);
    g_free(d);
    return 0;
}

static ways_outcome compare_text(const desk *d, const char *text, size_t length) {
    g_unlink(d->path); /* written in place, which is quick, but not made shorter */
    assert_true(g_file_set_contents_full(d->path, text, (gssize)length, G_FILE_SET_CONTENTS_NONE,
                                         0600, NULL));
    g_autofree char *why = NULL;
    ways_outcome outcome = ways_compare(d->path, &why);
    if (outcome == WAYS_DIFFER)
        fail_msg("the two ways differ (%s) on: %s", why ? why : "both read it", text);
    return outcome;
}

/* How many of 100 files are plain. */
static int plain_of(const desk *d, int oddity, bool damaged, guint32 seed) {
    int FILES = g_getenv("NF") ? atoi(g_getenv("NF")) : 3000; if (g_getenv("SEED")) seed += (guint32)atoi(g_getenv("SEED"));
    GRand *random = g_rand_new_with_seed(seed);
    int n = 0;
    for (int i = 0; i < FILES; i++) {
        GString *text = fictional_geojson(random, oddity);
        if (damaged)
            fictional_geojson_damage(text, random);
        n += compare_text(d, text->str, text->len) == WAYS_AGREE;
        g_string_free(text, TRUE);
    }
    g_rand_free(random);
    return 100 * n / FILES;
}

static void ordinary_files_are_plain(void **state) {
    assert_int_equal(plain_of(*state, 0, false, 1), 100);
}

static void odd_files(void **state) {
    int most = plain_of(*state, 200, false, 2), many = plain_of(*state, 30, false, 3);
    printf("%d %% and %d %% plain\n", most, many);
    assert_true(most > 50 && many > 5);
}

static void damaged_files(void **state) {
    int some = plain_of(*state, 0, true, 4);
    printf("%d %% plain\n", some);
    assert_true(some > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_the_repository),
        cmocka_unit_test_setup_teardown(ordinary_files_are_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(odd_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_files, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
