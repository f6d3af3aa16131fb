#include "amont/edition.h"

#include "base/drafts.h"
#include "scratch.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void assert_holds(const char *path, const char *expected) {
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, expected);
}

static guint count_files(const char *folder) {
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(directory))
        n++;
    return n;
}

static void put(amont_edition *edition, const char *path, const char *text) {
    g_autoptr(GError) error = NULL;
    amont_edition_add(edition, path, text, strlen(text), &error);
    assert_ok(error);
}

static void publish_one(const char *path, const char *text, bool force, unsigned written) {
    g_autoptr(amont_edition) edition = amont_edition_new(force);
    put(edition, path, text);
    assert_true(amont_edition_publish(edition, NULL));
    assert_int_equal(amont_edition_written(edition), written);
    assert_int_equal(amont_edition_unchanged(edition), 1 - written);
}

static void all_files_come_at_once(void **state) {
    g_autofree char *a = g_build_filename(*state, "a", NULL);
    g_autofree char *b = g_build_filename(*state, "new", "deep", "b", NULL);
    g_autofree char *folder = g_path_get_dirname(b);
    publish_one(a, "old", false, 1);
    {
        g_autoptr(amont_edition) edition = amont_edition_new(false);
        put(edition, a, "first");
        put(edition, b, "second");
        assert_holds(a, "old");
        assert_false(g_file_test(b, G_FILE_TEST_EXISTS));
        assert_true(amont_edition_publish(edition, NULL));
    }
    assert_holds(a, "first");
    assert_holds(b, "second");
    assert_int_equal(count_files(*state), 2);
    assert_int_equal(count_files(folder), 1);
}

static void of_an_edition_that_is_dropped_nothing_is_left(void **state) {
    g_autofree char *a = g_build_filename(*state, "a", NULL);
    g_autofree char *b = g_build_filename(*state, "new", "deep", "b", NULL);
    publish_one(a, "old", false, 1);
    amont_edition *edition = amont_edition_new(false);
    put(edition, a, "first");
    put(edition, b, "second");
    amont_edition_free(edition);
    assert_holds(a, "old");
    assert_int_equal(count_files(*state), 1);
}

static void the_same_bytes_are_not_written_again(void **state) {
    g_autofree char *path = g_build_filename(*state, "a", NULL);
    GStatBuf first, second, third;
    publish_one(path, "text", false, 1);
    assert_int_equal(g_stat(path, &first), 0);
    publish_one(path, "text", false, 0);
    assert_int_equal(g_stat(path, &second), 0);
    assert_int_equal(first.st_ino, second.st_ino);
    publish_one(path, "text", true, 1); /* asked for */
    assert_int_equal(g_stat(path, &third), 0);
    assert_int_not_equal(first.st_ino, third.st_ino);
    publish_one(path, "tent", false, 1); /* as long, but other bytes */
    assert_holds(path, "tent");
}

/* Bytes that differ past the block that is compared at once. */
static void large_files_are_compared_to_their_end(void **state) {
    g_autofree char *path = g_build_filename(*state, "a", NULL);
    g_autofree char *text = g_strnfill(200000, 'x');
    publish_one(path, text, false, 1);
    publish_one(path, text, false, 0);
    text[199999] = 'y';
    publish_one(path, text, false, 1);
    assert_holds(path, text);
}

static void a_new_file_has_the_mode_that_the_umask_leaves(void **state) {
    g_autofree char *path = g_build_filename(*state, "a", NULL);
    GStatBuf status;
    mode_t before = umask(0027);
    publish_one(path, "x", false, 1);
    umask(before);
    assert_int_equal(g_stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void assert_refused(const char *path) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_edition) edition = amont_edition_new(false);
    assert_false(amont_edition_try(edition, path, &error));
    assert_int_equal(error->code, AMONT_ERROR_CANNOT_CREATE);
    g_clear_error(&error);
    assert_null(amont_edition_begin(edition, path, &error));
    assert_int_equal(error->code, AMONT_ERROR_CANNOT_CREATE);
}

static void what_cannot_be_written_is_told_at_the_start(void **state) {
    g_autofree char *file = g_build_filename(*state, "file", NULL);
    g_autofree char *below = g_build_filename(file, "b", NULL);
    publish_one(file, "kept", false, 1);
    assert_refused(*state); /* a folder */
    assert_refused(below);
    assert_refused("/proc/amont.pdf"); /* takes no new file, not even from root */
    assert_refused("/dev/null");
    assert_holds(file, "kept");
}

static void trying_leaves_nothing(void **state) {
    g_autofree char *path = g_build_filename(*state, "new", "b", NULL);
    amont_edition *edition = amont_edition_new(false);
    assert_true(amont_edition_try(edition, path, NULL));
    amont_edition_free(edition);
    assert_int_equal(count_files(*state), 0);
}

/* One whole draft may have a name already, one has none; what was there before stays. */
static void a_handler_of_signals_leaves_no_folder_of_the_run(void **state) {
    g_autofree char *deep = g_build_filename(*state, "new", "deep", "b", NULL);
    g_autofree char *beside = g_build_filename(*state, "new", "b", NULL);
    g_autofree char *there = g_build_filename(*state, "there", NULL);
    amont_edition *edition = amont_edition_new(false);
    assert_int_equal(g_mkdir(there, 0777), 0);
    assert_true(amont_edition_add(edition, deep, "x", 1, NULL));
    assert_non_null(amont_edition_begin(edition, beside, NULL));
    assert_true(amont_edition_drop_all());
    assert_int_equal(count_files(*state), 1);
    assert_true(g_file_test(there, G_FILE_TEST_IS_DIR));
    amont_edition_free(edition);
    assert_true(amont_edition_drop_all());
    assert_int_equal(count_files(*state), 1);
    assert_int_equal(g_rmdir(there), 0);
}

/* A full disk, by a limit on the size of files. */
static void what_has_no_room_is_told_and_the_old_file_stays(void **state) {
    g_autofree char *path = g_build_filename(*state, "a", NULL);
    g_autofree char *text = g_strnfill(10000, 'x');
    struct rlimit before, small;
    publish_one(path, "old", false, 1);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    g_autoptr(GError) error = NULL;
    amont_edition *edition = amont_edition_new(false);
    bool added = amont_edition_add(edition, path, text, strlen(text), &error);
    amont_edition_free(edition);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(added);
    assert_int_equal(error->code, AMONT_ERROR_IO);
    assert_non_null(strstr(error->message, path));
    assert_holds(path, "old");
    assert_int_equal(count_files(*state), 1);
}

/* ---- hidden drafts ------------------------------------------------------------------------- */

static void a_hidden_draft_becomes_the_file(void **state) {
    g_autofree char *path = g_build_filename(*state, "a", NULL);
    amont_draft_file file;
    assert_true(amont_draft_file_open_hidden(&file, path));
    assert_non_null(strstr(file.hidden, "/.a.amont-"));
    assert_true(amont_draft_file_write(&file, "text", 4));
    assert_true(amont_draft_file_flush(&file));
    assert_true(amont_draft_file_name(&file, path));
    assert_int_equal(rename(file.hidden, path), 0);
    amont_draft_file_close(&file);
    assert_holds(path, "text");
    assert_int_equal(count_files(*state), 1);
}

/* A killed run leaves its draft without a lock; another's lives. */
static void drafts_of_killed_runs_are_removed_and_no_others(void **state) {
    g_autofree char *path = g_build_filename(*state, "a", NULL);
    g_autofree char *stale = g_build_filename(*state, ".b.amont-aZ09xy", NULL);
    g_autofree char *other = g_build_filename(*state, ".b.amont-aZ09x", NULL);
    amont_draft_file live;
    assert_true(g_file_set_contents(stale, "half", -1, NULL));
    assert_true(g_file_set_contents(other, "of somebody else", -1, NULL));
    assert_true(amont_draft_file_open_hidden(&live, path));
    publish_one(path, "text", false, 1);
    assert_false(g_file_test(stale, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(other, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(live.hidden, G_FILE_TEST_EXISTS));
    amont_draft_file_close(&live);
    assert_int_equal(count_files(*state), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(all_files_come_at_once),
        SCRATCH_TEST(of_an_edition_that_is_dropped_nothing_is_left),
        SCRATCH_TEST(the_same_bytes_are_not_written_again),
        SCRATCH_TEST(large_files_are_compared_to_their_end),
        SCRATCH_TEST(a_new_file_has_the_mode_that_the_umask_leaves),
        SCRATCH_TEST(what_cannot_be_written_is_told_at_the_start),
        SCRATCH_TEST(trying_leaves_nothing),
        SCRATCH_TEST(a_handler_of_signals_leaves_no_folder_of_the_run),
        SCRATCH_TEST(what_has_no_room_is_told_and_the_old_file_stays),
        SCRATCH_TEST(a_hidden_draft_becomes_the_file),
        SCRATCH_TEST(drafts_of_killed_runs_are_removed_and_no_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
