/* Processor times of reducers on ten million values of 1,276 and of 35,000 groups, and the
 * anonymous memory they take. */
#include "amont/reducer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { N_VALUES = 10000000, BATCH = 65536 };

static const struct {
    const char *name;
    unsigned wanted;
} cases[] = {
    {"count", AMONT_WANTED(AMONT_STATISTIC_COUNT)},
    {"sum, mean", AMONT_WANTED(AMONT_STATISTIC_MEAN)},
    {"min, max", AMONT_WANTED(AMONT_STATISTIC_MIN)},
    {"variance", AMONT_WANTED(AMONT_STATISTIC_VARIANCE)},
    {"median", AMONT_WANTED(AMONT_STATISTIC_MEDIAN)},
    {"sum, median", AMONT_WANTED(AMONT_STATISTIC_SUM) | AMONT_WANTED(AMONT_STATISTIC_MEDIAN)},
};

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double anonymous_mb(void) {
    g_autofree char *status = NULL;
    g_file_get_contents("/proc/self/status", &status, NULL, NULL);
    const char *line = status ? strstr(status, "RssAnon:") : NULL;
    return line ? g_ascii_strtod(line + strlen("RssAnon:"), NULL) / 1024 : 0;
}

static void run(const char *name, unsigned wanted, uint32_t n_groups) {
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    double before_mb = anonymous_mb(), added = 0, start = 0;
    g_autoptr(amont_reducer) reducer = amont_reducer_new(n_groups, wanted);
    for (size_t i = 0; i < N_VALUES; i += BATCH) {
        static uint32_t group[BATCH];
        static double value[BATCH];
        size_t n = MIN(BATCH, N_VALUES - i);
        for (size_t k = 0; k < n; k++) {
            group[k] = (uint32_t)g_rand_int_range(random, 0, (gint32)n_groups);
            value[k] = g_rand_double(random) * 500000;
        }
        start = processor_seconds();
        amont_reducer_add(reducer, group, value, NULL, n);
        added += processor_seconds() - start;
    }
    start = processor_seconds();
    amont_reducer_finish(reducer);
    double finished = processor_seconds() - start, finished_mb = anonymous_mb() - before_mb;
    start = processor_seconds();
    for (unsigned s = 0; s < AMONT_STATISTICS; s++)
        for (size_t g = 0; g < n_groups && (wanted & AMONT_WANTED(s)); g++)
            amont_reducer_result(reducer, g, s, 0);
    printf("%-14s %8u %12.1f %10.1f %10.1f %10.0f\n", name, n_groups, added * 1e3, finished * 1e3,
           (processor_seconds() - start) * 1e3, finished_mb);
}

int main(void) {
    printf("%-14s %8s %12s %10s %10s %10s\n", "10 M values", "groups", "added, ms", "finished",
           "results", "MB after");
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
        run(cases[c].name, cases[c].wanted, 1276);
        run(cases[c].name, cases[c].wanted, 35000);
    }
    return 0;
}
