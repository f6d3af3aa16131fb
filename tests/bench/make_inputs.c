/* Writes the fictional inputs of the benchmark into a folder, the same for ever (README.md).
 *
 *     make_inputs FOLDER small|large|zones
 *
 * `small` is everything but the ten million points of `large`: 0.4 GB, 1.6 GB. `zones` is the one
 * file that maps are made of. */
#include "coverage_maker.h"
#include "fictional_coverage.h"
#include "inputs/inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 44, ROWS = 29, CELLS_PER_ZONE = 13, MILLION = 1000000 };

static const double left = 600000, bottom = 6800000, side = 3100;

static char *path_of(const char *folder, const char *name) {
    printf("%s\n", name);
    fflush(stdout);
    return g_build_filename(folder, name, NULL);
}

static void write_readme(const char *folder) {
    g_autofree char *path = path_of(folder, "README.txt");
    if (!g_file_set_contents(path, INPUT_DESCRIPTION "\n", -1, NULL))
        input_fail("write", path);
}

/* 1,276 zones of 58,000 vertices, the size of the communes of Île-de-France. */
static amont_shapes *make_zones(void) {
    const fictional_coverage c = {.seed = 1,
                                  .columns = COLUMNS,
                                  .rows = ROWS,
                                  .cell = side,
                                  .x = left,
                                  .y = bottom,
                                  .vertices = 10};
    return fictional_blocks(&c, 1);
}

/* 35,000 zones of 2.2 million vertices, the size of the communes of France, around the others. */
static void write_many_zones(const char *folder) {
    const coverage_plan plan = {3, 200, 175, 15, 100000, 6300000, 4000};
    g_autoptr(amont_shapes) zones = coverage_make(&plan);
    g_autofree char *path = path_of(folder, "zones_35000.gpkg");
    input_write_zones(path, zones);
}

static void write_land_use(const char *folder) {
    const fictional_coverage c = {.seed = 2,
                                  .columns = 585,
                                  .rows = 385,
                                  .cell = side * COLUMNS / 585,
                                  .x = left,
                                  .y = bottom,
                                  .vertices = 9,
                                  .massif = 10};
    g_autoptr(amont_shapes) land = fictional_blocks(&c, 1);
    g_autofree char *path = path_of(folder, "landuse.gpkg");
    input_write_land_use(path, land);
}

/* Land use cut along the limits of zones: these are blocks of its cells. */
static void write_cut(const char *folder) {
    const fictional_coverage c = {.seed = 2,
                                  .columns = (size_t)COLUMNS * CELLS_PER_ZONE,
                                  .rows = (size_t)ROWS * CELLS_PER_ZONE,
                                  .cell = side / CELLS_PER_ZONE,
                                  .x = left,
                                  .y = bottom,
                                  .vertices = 9,
                                  .plain = CELLS_PER_ZONE};
    g_autoptr(amont_shapes) zones = fictional_blocks(&c, CELLS_PER_ZONE);
    g_autoptr(amont_shapes) land = fictional_blocks(&c, 1);
    g_autofree char *zones_path = path_of(folder, "zones_cut.gpkg");
    input_write_zones(zones_path, zones);
    g_autofree char *land_path = path_of(folder, "landuse_cut.gpkg");
    input_write_land_use(land_path, land);
}

/* Over Choisy-le-Roi, Ivry-sur-Seine, Valenton and Vitry-sur-Seine: 9 x 11 km. */
static void write_four_communes(const char *folder) {
    const fictional_coverage c = {.seed = 6,
                                  .columns = 131,
                                  .rows = 153,
                                  .cell = 75,
                                  .x = 653000,
                                  .y = 6847200,
                                  .vertices = 9};
    g_autoptr(amont_shapes) land = fictional_blocks(&c, 1);
    g_autofree char *land_path = path_of(folder, "four_landuse.gpkg");
    input_write_land_use(land_path, land);
    g_autofree char *sales_path = path_of(folder, "four_sales.csv");
    input_write_sales(sales_path, 50000, (amont_box){2.3642, 48.7277, 2.4846, 48.8256});
}

static void write_points(const char *folder, const amont_shapes *zones, bool large) {
    input_points points = input_make_points(zones, (size_t)(large ? 10 : 1) * MILLION);
    g_autofree char *csv = path_of(folder, large ? "points_10m.csv" : "points_1m.csv");
    input_write_points_csv(csv, &points);
    g_autofree char *gpkg = path_of(folder, large ? "points_10m.gpkg" : "points_1m.gpkg");
    input_write_points("GPKG", gpkg, &points);
    if (!large) {
        g_autofree char *fgb = path_of(folder, "points_1m.fgb");
        input_write_points("FlatGeobuf", fgb, &points);
    }
    input_points_clear(&points);
}

static bool known(const char *word) {
    static const char *const words[] = {"small", "large", "zones", NULL};
    return g_strv_contains(words, word);
}

int main(int argc, char **argv) {
    if (argc != 3 || !known(argv[2])) {
        fputs("usage: make_inputs FOLDER small|large|zones\n", stderr);
        return 64;
    }
    bool large = strcmp(argv[2], "large") == 0, all = strcmp(argv[2], "zones") != 0;
    if (g_mkdir_with_parents(argv[1], 0777) != 0)
        input_fail("make the folder", argv[1]);
    GDALAllRegister();
    write_readme(argv[1]);
    g_autoptr(amont_shapes) zones = make_zones();
    if (all)
        write_points(argv[1], zones, large);
    if (large)
        return EXIT_SUCCESS;
    g_autofree char *path = path_of(argv[1], "zones_1276.gpkg");
    input_write_zones(path, zones);
    if (!all)
        return EXIT_SUCCESS;
    write_land_use(argv[1]);
    write_cut(argv[1]);
    write_four_communes(argv[1]);
    write_many_zones(argv[1]);
    return EXIT_SUCCESS;
}
