#include "amont/pool.h"

#include "check.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { N_TASKS = 10000 };

static void count_call(size_t index, void *data) {
    unsigned *calls = data; /* not atomic: the thread sanitizer tells when two tasks meet here */
    calls[index]++;
}

static void assert_each_once(unsigned n_threads, size_t n_tasks) {
    g_autofree unsigned *calls = g_new0(unsigned, n_tasks + 1);
    amont_pool_run(n_threads, n_tasks, count_call, calls);
    for (size_t i = 0; i < n_tasks; i++)
        assert_int_equal(calls[i], 1);
    assert_int_equal(calls[n_tasks], 0);
}

static void every_index_is_done_once(void **state) {
    (void)state;
    static const unsigned n_threads[] = {0, 1, 2, 8};
    for (size_t t = 0; t < G_N_ELEMENTS(n_threads); t++) {
        assert_each_once(n_threads[t], N_TASKS);
        assert_each_once(n_threads[t], 3);
        assert_each_once(n_threads[t], 1);
        assert_each_once(n_threads[t], 0);
    }
}

/* Two tasks that wait for each other end only when two threads do them. */
static void wait_for_the_other(size_t index, void *data) {
    atomic_bool *here = data;
    atomic_store(&here[index], true);
    while (!atomic_load(&here[1 - index]))
        sched_yield();
}

static void tasks_run_at_the_same_time(void **state) {
    (void)state;
    atomic_bool here[2] = {false, false};
    amont_pool_run(2, 2, wait_for_the_other, here);
    assert_true(here[0] && here[1]);
}

static void run_tasks(size_t index, void *data) {
    unsigned(*calls)[100] = data;
    amont_pool_run(3, 100, count_call, calls[index]);
}

static void a_task_may_run_tasks(void **state) {
    (void)state;
    unsigned calls[20][100] = {{0}};
    amont_pool_run(4, 20, run_tasks, calls);
    for (size_t i = 0; i < 20; i++)
        for (size_t j = 0; j < 100; j++)
            assert_int_equal(calls[i][j], 1);
}

static void *never_begins(void *data) {
    return data;
}

static void the_caller_works_alone_when_no_thread_can_be_made(void **state) {
    (void)state;
    pthread_attr_t usual, huge;
    assert_int_equal(pthread_getattr_default_np(&usual), 0);
    assert_int_equal(pthread_attr_init(&huge), 0);
    assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 50), 0); /* no such memory */
    assert_int_equal(pthread_setattr_default_np(&huge), 0);
    pthread_t thread;
    assert_int_not_equal(pthread_create(&thread, NULL, never_begins, NULL), 0);
    g_autofree unsigned *calls = g_new0(unsigned, N_TASKS);
    amont_pool_run(8, N_TASKS, count_call, calls);
    assert_int_equal(pthread_setattr_default_np(&usual), 0);
    pthread_attr_destroy(&huge);
    pthread_attr_destroy(&usual);
    for (size_t i = 0; i < N_TASKS; i++)
        assert_int_equal(calls[i], 1);
}

static void threads_are_what_was_set_or_the_processors_allowed(void **state) {
    (void)state;
    cpu_set_t allowed, one;
    assert_int_equal(sched_getaffinity(0, sizeof allowed, &allowed), 0);
    assert_int_equal(amont_pool_threads(), CPU_COUNT(&allowed));
    amont_pool_set_threads(5);
    assert_int_equal(amont_pool_threads(), 5);
    amont_pool_set_threads(0);
    assert_int_equal(amont_pool_threads(), CPU_COUNT(&allowed));

    CPU_ZERO(&one);
    for (size_t cpu = 0; CPU_COUNT(&one) == 0; cpu++)
        if (CPU_ISSET(cpu, &allowed))
            CPU_SET(cpu, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    assert_int_equal(amont_pool_threads(), 1);
    assert_int_equal(sched_setaffinity(0, sizeof allowed, &allowed), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_index_is_done_once),
        cmocka_unit_test(tasks_run_at_the_same_time),
        cmocka_unit_test(a_task_may_run_tasks),
        cmocka_unit_test(the_caller_works_alone_when_no_thread_can_be_made),
        cmocka_unit_test(threads_are_what_was_set_or_the_processors_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
