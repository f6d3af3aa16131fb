/* Processor times of the zone locator on fictional coverages the size of four communes, of
 * Île-de-France and of France: making it, and one million points, half uniform, half in clusters.
 */
#include "amont/locator.h"
#include "coverage_maker.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

enum { N_POINTS = 1000000, N_RUNS = 5 };

static const struct {
    const char *name;
    coverage_plan plan;
} cases[] = {
    {"4 zones", {1, 2, 2, 190, 650000, 6850000, 4000}},
    {"1,276 zones", {2, 44, 29, 10, 600000, 6800000, 3000}},
    {"35,000 zones", {3, 200, 175, 15, 100000, 6100000, 4000}},
};

static void make_points(const coverage_plan *plan, double *x, double *y) {
    g_autoptr(GRand) random = g_rand_new_with_seed(plan->seed);
    const double width = (double)plan->n_columns * plan->size;
    const double height = (double)plan->n_rows * plan->size;
    double centre_x = 0, centre_y = 0;
    for (size_t i = 0; i < N_POINTS; i++) {
        if (i % 1000 == 0) {
            centre_x = plan->left + g_rand_double(random) * width;
            centre_y = plan->bottom + g_rand_double(random) * height;
        }
        bool uniform = i % 2 == 0;
        double dx = g_rand_double(random), dy = g_rand_double(random);
        x[i] = uniform ? plan->left + dx * width : centre_x + dx * plan->size;
        y[i] = uniform ? plan->bottom + dy * height : centre_y + dy * plan->size;
    }
}

/* Of this thread alone: other programs may be running. */
static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

typedef struct times {
    double make, many, one;
} times;

static void run(const amont_shapes *shapes, const size_t *order, const double *x, const double *y,
                uint32_t *zone, times *best) {
    double start = processor_seconds();
    g_autoptr(amont_locator) locator = amont_locator_new(shapes, order, shapes->n_features);
    best->make = MIN(best->make, processor_seconds() - start);
    start = processor_seconds();
    amont_locator_find_many(locator, x, y, N_POINTS, zone, NULL);
    best->many = MIN(best->many, processor_seconds() - start);
    start = processor_seconds();
    size_t n_differ = 0;
    for (size_t i = 0; i < N_POINTS; i++)
        n_differ += (uint32_t)amont_locator_find(locator, x[i], y[i], NULL) != zone[i];
    best->one = MIN(best->one, processor_seconds() - start);
    if (n_differ > 0)
        printf("%zu points fall elsewhere when asked alone\n", n_differ);
}

int main(void) {
    g_autofree double *x = g_new(double, N_POINTS), *y = g_new(double, N_POINTS);
    g_autofree uint32_t *zone = g_new(uint32_t, N_POINTS);
    printf("%-14s %10s %10s %14s %14s\n", "", "vertices", "made, ms", "1 M points, ms",
           "one by one, ms");
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
        g_autoptr(amont_shapes) shapes = coverage_make(&cases[c].plan);
        g_autofree size_t *order = g_new(size_t, shapes->n_features);
        for (size_t f = 0; f < shapes->n_features; f++)
            order[f] = f;
        make_points(&cases[c].plan, x, y);
        times best = {INFINITY, INFINITY, INFINITY};
        for (int r = 0; r < N_RUNS; r++)
            run(shapes, order, x, y, zone, &best);
        printf("%-14s %10zu %10.3f %14.1f %14.1f\n", cases[c].name, shapes->n_points,
               best.make * 1e3, best.many * 1e3, best.one * 1e3);
    }
    return 0;
}
