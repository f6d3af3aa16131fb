/* A folder of its own for a test, removed with all that is in it.
 *
 *     static void a_file_is_written(void **state) {
 *         g_autofree char *path = g_build_filename(*state, "a.csv", NULL);
 *         ...
 *     }
 *
 *     SCRATCH_TEST(a_file_is_written)          (stands for cmocka_unit_test: state is the folder)
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include "check.h"

/* A new empty folder, for set-ups that keep more than it; remove it with scratch_remove. */
char *scratch_new(void);
void scratch_remove(char *folder);

int scratch_set_up(void **state);
int scratch_tear_down(void **state);
#define SCRATCH_TEST(function) \
    cmocka_unit_test_setup_teardown(function, scratch_set_up, scratch_tear_down)

#endif
