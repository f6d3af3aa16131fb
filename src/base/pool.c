/* Threads are made for each run and joined at its end: some 20 µs each, nothing beside the tasks
 * they are for, and no state outlives the run. A thread claims the next index from an atomic
 * counter, so that long tasks do not hold up short ones. POSIX threads and not GLib's, whose locks
 * the thread sanitizer cannot see. */
#include "amont/pool.h"

#include <glib.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

typedef struct run {
    atomic_size_t next;
    size_t n_tasks;
    amont_pool_task task;
    void *data;
} run;

static atomic_uint threads_set;

static void *work(void *argument) {
    run *r = argument;
    for (;;) {
        /* the order of claims does not matter: making and joining threads orders the data */
        size_t index = atomic_fetch_add_explicit(&r->next, 1, memory_order_relaxed);
        if (index >= r->n_tasks)
            return NULL;
        r->task(index, r->data);
    }
}

void amont_pool_run(unsigned n_threads, size_t n_tasks, amont_pool_task task, void *data) {
    run r = {.n_tasks = n_tasks, .task = task, .data = data};
    size_t n_helpers = MIN(MAX(n_threads, 1), MAX(n_tasks, 1)) - 1;
    g_autofree pthread_t *helpers = g_new(pthread_t, n_helpers);
    size_t n_made = 0;
    while (n_made < n_helpers && pthread_create(&helpers[n_made], NULL, work, &r) == 0)
        n_made++;
    work(&r);
    for (size_t h = 0; h < n_made; h++)
        pthread_join(helpers[h], NULL);
}

static unsigned usable_processors(void) {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return (unsigned)MAX(CPU_COUNT(&allowed), 1);
    return (unsigned)MAX(sysconf(_SC_NPROCESSORS_ONLN), 1); /* more processors than the set holds */
}

unsigned amont_pool_threads(void) {
    unsigned set = atomic_load(&threads_set);
    return set > 0 ? set : usable_processors();
}

void amont_pool_set_threads(unsigned n_threads) {
    atomic_store(&threads_set, n_threads);
}
