/* Times the overlay on fictional layers in memory, of the size of Île-de-France: 1,276 zones of
 * 58,000 vertices, 208,000 land-use polygons of 8.5 million, some with holes; then the same number
 * cut along the limits of the zones.
 *
 *     cmake --build --preset bench --target benches
 *     build/bench/tests/bench_overlay [cut] [THREADS [RUNS]]
 *
 * Instructions: valgrind --tool=callgrind build/bench/tests/bench_overlay 1 1 */
#include "amont/overlay.h"
#include "amont/pool.h"
#include "fictional_coverage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 11, COLUMNS = 44, ROWS = 29, CELLS_PER_ZONE = 13 };

/* Two coverages of the same rectangle; or one, and its squares of 13 x 13 cells. */
static void make_layers(bool cut, amont_shapes **zones, amont_shapes **land) {
    const double side = 3100;
    fictional_coverage c = {.seed = 1,
                            .columns = COLUMNS,
                            .rows = ROWS,
                            .cell = side,
                            .x = 600000,
                            .y = 6800000,
                            .vertices = 10};
    fictional_coverage l = {.seed = 2, .x = 600000, .y = 6800000, .vertices = 9};
    l.columns = cut ? (size_t)COLUMNS * CELLS_PER_ZONE : 569;
    l.rows = cut ? (size_t)ROWS * CELLS_PER_ZONE : 375;
    l.cell = side * COLUMNS / (double)l.columns;
    l.plain = cut ? CELLS_PER_ZONE : 0;
    l.massif = cut ? 0 : 10;
    *zones = cut ? fictional_blocks(&l, CELLS_PER_ZONE) : fictional_blocks(&c, 1);
    *land = fictional_blocks(&l, 1);
}

static void print_layer(const char *name, const amont_shapes *s) {
    printf("%s: %zu features, %zu rings, %zu vertices\n", name, s->n_features, s->n_rings,
           s->n_points);
}

static void print_conservation(const amont_overlay_table *t) {
    double in = 0, outside = 0, whole = 0;
    for (size_t i = 0; i < t->n_zones * t->n_classes; i++)
        in += t->in[i];
    for (size_t c = 0; c < t->n_classes; c++) {
        outside += t->outside[c];
        whole += t->whole[c];
    }
    printf("in zones %.9g, outside %.9g, whole %.9g, residue %.2e of it\n", in, outside, whole,
           (in + outside - whole) / whole);
}

static double seconds_since(gint64 start) {
    return (double)(g_get_monotonic_time() - start) / 1e6;
}

static void run_once(const amont_shapes *zones, const amont_shapes *land, const size_t *order,
                     const size_t *class_of, bool last) {
    gint64 start = g_get_monotonic_time();
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, zones->n_features);
    double prepared = seconds_since(start);
    start = g_get_monotonic_time();
    g_autoptr(amont_overlay_table) table = amont_overlay_sum(overlay, land, class_of, CLASSES);
    printf("zones %.4f s, overlay %.4f s\n", prepared, seconds_since(start));
    if (last)
        print_conservation(table);
}

int main(int argc, char **argv) {
    bool cut = argc > 1 && strcmp(argv[1], "cut") == 0;
    int next = cut ? 2 : 1;
    unsigned threads = argc > next ? (unsigned)strtoul(argv[next], NULL, 10) : 2;
    unsigned runs = argc > next + 1 ? (unsigned)strtoul(argv[next + 1], NULL, 10) : 5;
    g_autoptr(amont_shapes) zones = NULL, land = NULL;
    make_layers(cut, &zones, &land);
    print_layer("zones", zones);
    print_layer("land use", land);
    g_autofree size_t *order = g_new(size_t, zones->n_features);
    g_autofree size_t *class_of = g_new(size_t, land->n_features);
    for (size_t z = 0; z < zones->n_features; z++)
        order[z] = z;
    for (size_t f = 0; f < land->n_features; f++)
        class_of[f] = f * 7 % CLASSES;
    amont_pool_set_threads(threads);
    for (unsigned r = 0; r < runs; r++)
        run_once(zones, land, order, class_of, r + 1 == runs);
    return 0;
}
