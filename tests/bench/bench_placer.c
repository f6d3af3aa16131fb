/* Processor times of placing names, best of five: candidates and choice, at points of a page that
 * fills more and more, and in the zones of a coverage. Usage: bench_placer [CASE] for one of them,
 * once (under callgrind). */
#include "amont/random.h"
#include "coverage_maker.h"
#include "draw/placer/candidates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N_RUNS = 5 };

static const struct {
    const char *name;
    size_t n;
    double width, height; /* of the page in mm; 0: zones */
} cases[] = {
    {"60 points, insert", 60, 70, 88},   {"500 points, A3", 500, 400, 265},
    {"500 points, A4", 500, 194, 240},   {"500 points, A6", 500, 97, 120},
    {"500 zones, A3", 500, 0, 0},        {"1,276 zones, A3", 1276, 0, 0},
};

typedef struct times {
    double candidates, choice;
    size_t missing, n_candidates;
} times;

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void add_points(GArray **candidates, amont_obstacle *obstacles, size_t c) {
    amont_random r = amont_random_stream(3, c);
    for (size_t i = 0; i < cases[c].n; i++) {
        double x = amont_random_unit(&r) * cases[c].width;
        double y = amont_random_unit(&r) * cases[c].height;
        amont_wording plain = {0, 8 + 16 * amont_random_unit(&r), 2.4};
        amont_wording wrapped = {1, plain.width * 0.6, 5};
        amont_candidates_at_point(candidates[i], x, y, 0.9, &plain);
        amont_candidates_at_point(candidates[i], x, y, 0.9, &wrapped);
        obstacles[i] = (amont_obstacle){amont_slab_turned(x, y, 0, 0, 0), 0.9, false};
    }
}

static void add_zones(GArray **candidates, size_t n) {
    const coverage_plan plan = {2, 44, 29, 10, 0, 0, 9};
    g_autoptr(amont_shapes) s = coverage_make(&plan);
    g_autoptr(GArray) sides = g_array_new(FALSE, FALSE, sizeof(amont_side));
    for (size_t f = 0; f < n; f++) {
        g_array_set_size(sides, 0);
        size_t ring = s->ring_of[s->part_of[f]];
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            amont_side side = {s->x[i], s->y[i], s->x[i + 1], s->y[i + 1]};
            g_array_append_val(sides, side);
        }
        amont_label_area area = {.sides = (const amont_side *)(const void *)sides->data,
                           .n_sides = sides->len,
                           .room = {0, 0, 400, 265}};
        amont_shapes_centroid(s, f, &area.x, &area.y);
        double width = 3 + (double)(f * 37 % 80) / 10;
        amont_candidates_in_area(candidates[f], &area, &(amont_wording){0, width, 2});
        amont_candidates_in_area(candidates[f], &area, &(amont_wording){1, width * 0.6, 4.2});
    }
}

static times run(size_t c) {
    size_t n = cases[c].n;
    GArray **candidates = g_new(GArray *, n);
    g_autofree amont_obstacle *obstacles = g_new0(amont_obstacle, n);
    g_autofree amont_label *labels = g_new0(amont_label, n);
    g_autofree int *chosen = g_new(int, n);
    g_auto(GStrv) keys = g_new0(char *, n + 1);
    bool points = cases[c].width > 0;
    amont_scene scene = {{0, 0, 400, 265}, 0.4, 0.2, obstacles, points ? n : 0};
    if (points)
        scene.room = (amont_box){0, 0, cases[c].width, cases[c].height};
    for (size_t i = 0; i < n; i++)
        candidates[i] = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    double start = processor_seconds();
    if (points)
        add_points(candidates, obstacles, c);
    else
        add_zones(candidates, n);
    times t = {.candidates = processor_seconds() - start};
    for (size_t i = 0; i < n; i++) {
        keys[i] = g_strdup_printf("%zu", i);
        labels[i] = (amont_label){keys[i], 1, false, AMONT_LIMITS_IGNORED,
                                  (const amont_candidate *)(const void *)candidates[i]->data,
                                  candidates[i]->len};
        t.n_candidates += candidates[i]->len;
    }
    start = processor_seconds();
    t.missing = amont_place_labels(&scene, labels, n, chosen);
    t.choice = processor_seconds() - start;
    for (size_t i = 0; i < n; i++)
        g_array_unref(candidates[i]);
    g_free(candidates);
    return t;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        run(MIN(strtoul(argv[1], NULL, 10), G_N_ELEMENTS(cases) - 1));
        return 0;
    }
    printf("%-20s %12s %15s %12s %12s\n", "", "candidates", "made, ms", "chosen, ms", "not placed");
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
        times best = {INFINITY, INFINITY, 0, 0};
        for (int i = 0; i < N_RUNS; i++) {
            times t = run(c);
            best.candidates = MIN(best.candidates, t.candidates);
            best.choice = MIN(best.choice, t.choice);
            best.missing = t.missing;
            best.n_candidates = t.n_candidates;
        }
        printf("%-20s %12zu %15.1f %12.1f %12zu\n", cases[c].name, best.n_candidates,
               best.candidates * 1e3, best.choice * 1e3, best.missing);
    }
    return 0;
}
