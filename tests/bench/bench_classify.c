/* Processor time of class limits of ten thousand values in seven classes, the least of 20 runs,
 * beside sorting the same values; Fisher's also of lognormal and of tied ones. */
#include "amont/classify.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_VALUES = 10000, N_CLASSES = 7, RUNS = 20 };

static double processor_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double time_sort(const double *values) {
    double least = INFINITY;
    for (int run = 0; run < RUNS; run++) {
        g_autofree double *copy = g_memdup2(values, N_VALUES * sizeof *values);
        double start = processor_ms();
        qsort(copy, N_VALUES, sizeof *copy, compare);
        least = fmin(least, processor_ms() - start);
    }
    return least;
}

static double time_method(const double *sorted, amont_method method) {
    double least = INFINITY;
    for (int run = 0; run < RUNS; run++) {
        double start = processor_ms();
        g_autoptr(GArray) inner = amont_class_limits(sorted, N_VALUES, method, N_CLASSES, NULL);
        least = fmin(least, processor_ms() - start);
    }
    return least;
}

static double uniform(GRand *random) {
    return 1 + g_rand_double(random);
}

static double lognormal(GRand *random) {
    double u = 1 - g_rand_double(random), v = g_rand_double(random);
    return exp(2 * sqrt(-2 * log(u)) * cos(2 * G_PI * v));
}

static double tied(GRand *random) {
    return g_rand_int_range(random, 1, 1000);
}

static void run(const char *name, double (*draw)(GRand *random), amont_method method) {
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    double values[N_VALUES];
    for (size_t i = 0; i < N_VALUES; i++)
        values[i] = draw(random);
    double sorting = time_sort(values);
    qsort(values, N_VALUES, sizeof *values, compare);
    double found = time_method(values, method);
    printf("%-24s %10.3f %10.3f %8.2f\n", name, found, sorting, found / sorting);
}

int main(void) {
    printf("%-24s %10s %10s %8s\n", "10,000 values, 7 classes", "limits, ms", "qsort, ms", "ratio");
    run("fisher, uniform", uniform, AMONT_METHOD_FISHER);
    run("fisher, lognormal", lognormal, AMONT_METHOD_FISHER);
    run("fisher, tied", tied, AMONT_METHOD_FISHER);
    run("quantile, uniform", uniform, AMONT_METHOD_QUANTILE);
    run("maximum, uniform", uniform, AMONT_METHOD_MAXIMUM);
    run("headtail, lognormal", lognormal, AMONT_METHOD_HEADTAIL);
    return 0;
}
