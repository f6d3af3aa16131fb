/* folder: base */
/* Threads: many independent tasks on the processors this process may use.
 *
 *     static void square(size_t index, void *data) {
 *         double *values = data;
 *         values[index] *= values[index];
 *     }
 *     amont_pool_run(amont_pool_threads(), n_values, square, values);
 *
 * Which thread does which task, and when, is not known. So a task writes to places that belong to
 * its index alone, and results are put together in the order of the indices after the run: then
 * they do not depend on the number of threads. What tasks share is not changed during the run.
 */
#ifndef AMONT_POOL_H
#define AMONT_POOL_H

#include <stddef.h>

typedef void (*amont_pool_task)(size_t index, void *data);

/* Calls `task` once for each index below `n_tasks`, on at most `n_threads` threads (0 counts as 1)
 * of which the caller's is one, and returns when all are done. Threads that cannot be made are done
 * without. A task may itself run tasks. What the tasks wrote is visible to the caller. */
void amont_pool_run(unsigned n_threads, size_t n_tasks, amont_pool_task task, void *data);

/* How many threads to use: what was set last, else the number of processors this process may run
 * on; at least 1. Setting 0 forgets what was set. */
unsigned amont_pool_threads(void);
void amont_pool_set_threads(unsigned n_threads);

#endif
