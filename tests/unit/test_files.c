#include "amont/files.h"

#include "scratch.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(const char *path, const char *text) {
    g_autoptr(GError) error = NULL;
    bool done = amont_files_replace(path, text, strlen(text), &error);
    assert_ok(error);
    assert_true(done);
}

static void assert_holds(const char *path, const char *expected, size_t expected_length) {
    g_autofree char *text = NULL;
    gsize length = 0;
    assert_true(g_file_get_contents(path, &text, &length, NULL));
    assert_int_equal(length, expected_length);
    assert_memory_equal(text, expected, length);
}

static guint count_files(const char *folder) {
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(directory))
        n++;
    return n;
}

static void a_file_is_written_and_replaced_whole(void **state) {
    g_autofree char *path = g_build_filename(*state, "a.csv", NULL);
    put(path, "a longer first text");
    put(path, "second");
    assert_holds(path, "second", 6);
    assert_int_equal(count_files(*state), 1);
}

static void bytes_are_written_as_they_are(void **state) {
    g_autofree char *path = g_build_filename(*state, "a.bin", NULL);
    static const char bytes[] = {0, '\r', '\n', '\xff', 0};
    assert_true(amont_files_replace(path, bytes, sizeof bytes, NULL));
    assert_holds(path, bytes, sizeof bytes);
    assert_true(amont_files_replace(path, "", 0, NULL));
    assert_holds(path, "", 0);
}

static void a_copy_holds_the_same_bytes(void **state) {
    g_autofree char *from = g_build_filename(*state, "a.bin", NULL);
    g_autofree char *to = g_build_filename(*state, "new", "b.bin", NULL);
    gsize length = (3 << 20) + 5; /* more than is read at once */
    g_autofree char *bytes = g_malloc(length);
    for (gsize i = 0; i < length; i++)
        bytes[i] = (char)(i * 7 + (i >> 20));
    assert_true(amont_files_replace(from, bytes, length, NULL));
    assert_true(amont_files_copy(from, to, NULL));
    assert_holds(to, bytes, length);
    assert_int_equal(count_files(*state), 2);
}

static void only_a_file_is_copied(void **state) {
    g_autofree char *to = g_build_filename(*state, "b", NULL);
    g_autofree char *none = g_build_filename(*state, "none", NULL);
    const char *const from[] = {none, *state};
    for (size_t i = 0; i < G_N_ELEMENTS(from); i++) {
        g_autoptr(GError) error = NULL;
        assert_false(amont_files_copy(from[i], to, &error));
        assert_int_equal(error->code, AMONT_ERROR_NO_INPUT);
        assert_int_equal(count_files(*state), 0);
    }
}

static void missing_folders_are_made(void **state) {
    g_autofree char *path = g_build_filename(*state, "out", "deep", "a.csv", NULL);
    put(path, "x");
    assert_holds(path, "x", 1);
}

static void a_new_file_has_the_mode_that_the_umask_leaves(void **state) {
    g_autofree char *path = g_build_filename(*state, "a.csv", NULL);
    mode_t before = umask(0027);
    put(path, "x");
    umask(before);
    GStatBuf status;
    assert_int_equal(g_stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void a_path_below_a_file_cannot_be_made(void **state) {
    g_autofree char *file = g_build_filename(*state, "a.csv", NULL);
    g_autofree char *path = g_build_filename(file, "b", "c.csv", NULL);
    put(file, "kept");
    g_autoptr(GError) error = NULL;
    assert_false(amont_files_replace(path, "x", 1, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CANNOT_CREATE));
    assert_holds(file, "kept", 4);
}

static void a_folder_is_not_replaced_and_nothing_is_left_beside_it(void **state) {
    g_autofree char *path = g_build_filename(*state, "folder", NULL);
    assert_int_equal(g_mkdir(path, 0777), 0);
    g_autoptr(GError) error = NULL;
    assert_false(amont_files_replace(path, "x", 1, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CANNOT_CREATE));
    assert_non_null(strstr(error->message, path));
    assert_true(g_file_test(path, G_FILE_TEST_IS_DIR));
    assert_int_equal(count_files(*state), 1);
}

static void a_folder_that_takes_no_file_is_told(void **state) {
    (void)state;
    /* /proc takes no new file, not even from root */
    g_autoptr(GError) error = NULL;
    assert_false(amont_files_replace("/proc/amont.csv", "x", 1, &error));
    assert_int_equal(error->code, AMONT_ERROR_CANNOT_CREATE);
    assert_non_null(strstr(error->message, "'/proc'"));
}

static void data_folders_are_found_where_the_environment_says(void **state) {
    g_autofree char *before = g_strdup(g_getenv("AMONT_DATA"));
    g_autofree char *styles = g_build_filename(*state, "styles", NULL);
    assert_int_equal(g_mkdir(styles, 0777), 0);
    g_setenv("AMONT_DATA", *state, TRUE);
    g_autoptr(GError) error = NULL;
    g_autofree char *found = amont_files_data("styles", &error);
    g_autofree char *missing = amont_files_data("geodata", NULL);
    assert_null(amont_files_data("geodata", &error));
    if (before)
        g_setenv("AMONT_DATA", before, TRUE);
    else
        g_unsetenv("AMONT_DATA");
    assert_string_equal(found, styles);
    assert_null(missing);
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_NO_INPUT));
    assert_non_null(strstr(error->message, "'geodata'"));
    assert_non_null(strstr(error->message, *state));
}

static void only_nothing_and_an_empty_folder_are_vacant(void **state) {
    const char *folder = *state;
    g_autofree char *inner = g_build_filename(folder, "a", NULL);
    g_autofree char *file = g_build_filename(inner, "b", "c.txt", NULL);
    assert_true(amont_files_check_vacant(folder, NULL));
    assert_true(amont_files_check_vacant(inner, NULL));
    put(file, "x");
    g_autoptr(GError) error = NULL;
    assert_false(amont_files_check_vacant(inner, &error));
    assert_int_equal(error->code, AMONT_ERROR_CANNOT_CREATE);
    assert_false(amont_files_check_vacant(file, NULL));
}

static void a_folder_is_removed_but_not_what_it_points_at(void **state) {
    const char *folder = *state;
    g_autofree char *kept = g_build_filename(folder, "kept", "a.txt", NULL);
    g_autofree char *kept_folder = g_build_filename(folder, "kept", NULL);
    g_autofree char *gone = g_build_filename(folder, "gone", NULL);
    g_autofree char *inside = g_build_filename(gone, "deep", "b.txt", NULL);
    g_autofree char *link = g_build_filename(gone, "link", NULL);
    put(kept, "x");
    put(inside, "x");
    assert_int_equal(symlink(kept_folder, link), 0);
    amont_files_remove_folder(gone);
    assert_false(g_file_test(gone, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
}

static void one_file_is_known_by_any_of_its_names(void **state) {
    const char *folder = *state;
    g_autofree char *file = g_build_filename(folder, "a.csv", NULL);
    g_autofree char *other = g_build_filename(folder, "b.csv", NULL);
    g_autofree char *dotted = g_build_filename(folder, ".", "a.csv", NULL);
    g_autofree char *hard = g_build_filename(folder, "hard.csv", NULL);
    g_autofree char *soft = g_build_filename(folder, "soft.csv", NULL);
    put(file, "x");
    put(other, "x");
    assert_int_equal(link(file, hard), 0);
    assert_int_equal(symlink("a.csv", soft), 0);
    assert_true(amont_files_are_same(file, file));
    assert_true(amont_files_are_same(file, dotted));
    assert_true(amont_files_are_same(file, hard));
    assert_true(amont_files_are_same(soft, hard));
    assert_false(amont_files_are_same(file, other));
}

static void what_is_not_there_yet_is_known_by_its_folder_and_name(void **state) {
    const char *folder = *state;
    g_autofree char *beside = g_build_filename(folder, "link", NULL);
    g_autofree char *a = g_build_filename(folder, "new", "a.csv", NULL);
    g_autofree char *same = g_build_filename(beside, "new", ".", "a.csv", NULL);
    g_autofree char *b = g_build_filename(folder, "new", "b.csv", NULL);
    assert_int_equal(symlink(".", beside), 0);
    assert_true(amont_files_are_same(a, same));
    assert_false(amont_files_are_same(a, b));
    assert_true(amont_files_are_same("not-there.csv", "./not-there.csv"));
    put(a, "x");
    assert_true(amont_files_are_same(a, same));
    assert_false(amont_files_are_same(a, b));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(a_file_is_written_and_replaced_whole),
        SCRATCH_TEST(bytes_are_written_as_they_are),
        SCRATCH_TEST(a_copy_holds_the_same_bytes),
        SCRATCH_TEST(only_a_file_is_copied),
        SCRATCH_TEST(missing_folders_are_made),
        SCRATCH_TEST(a_new_file_has_the_mode_that_the_umask_leaves),
        SCRATCH_TEST(a_path_below_a_file_cannot_be_made),
        SCRATCH_TEST(a_folder_is_not_replaced_and_nothing_is_left_beside_it),
        SCRATCH_TEST(a_folder_that_takes_no_file_is_told),
        SCRATCH_TEST(only_nothing_and_an_empty_folder_are_vacant),
        SCRATCH_TEST(a_folder_is_removed_but_not_what_it_points_at),
        SCRATCH_TEST(one_file_is_known_by_any_of_its_names),
        SCRATCH_TEST(what_is_not_there_yet_is_known_by_its_folder_and_name),
        SCRATCH_TEST(data_folders_are_found_where_the_environment_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
