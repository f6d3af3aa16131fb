/* Patches and borders, by hand and against GEOS, which unites the polygons of each class. */
#include "amont/overlay.h"
#include "amont/patches.h"
#include "amont/pool.h"

#include "check.h"
#include "coverage_maker.h"

#include <math.h>
#include <string.h>

static amont_shapes *shapes_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return shapes;
}

static double length_of(const amont_shapes *lines) {
    double sum = 0;
    for (size_t f = 0; f < lines->n_features; f++)
        sum += amont_shapes_length(lines, f);
    return sum;
}

/* ---- by hand ------------------------------------------------------------------------------- */

static void assert_patches(const char *const *texts, size_t n, const size_t *class_of,
                           size_t n_patches, double border) {
    g_autoptr(amont_shapes) shapes = shapes_of(texts, n);
    g_autoptr(amont_patches) patches = amont_patches_find(shapes, class_of);
    assert_int_equal(patches->n, n_patches);
    assert_near(length_of(patches->borders), border, 1e-9);
}

static void squares_that_touch_at_a_corner_are_two_patches(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((10 10,20 10,20 20,10 20,10 10))"};
    assert_patches(texts, 2, (const size_t[]){0, 0}, 2, 0);
}

static void a_vertex_that_one_neighbour_has_alone_does_not_part_them(void **state) {
    (void)state;
    /* two on the right of one; the vertex is off the line by a millimetre */
    const char *const texts[] = {"POLYGON((0 0,10 0,10 20,0 20,0 0))",
                                 "POLYGON((10 0,20 0,20 10,10.001 10,10 0))",
                                 "POLYGON((10.001 10,20 10,20 20,10 20,10.001 10))"};
    assert_patches(texts, 3, (const size_t[]){0, 0, 0}, 1, 0);
    assert_patches(texts, 3, (const size_t[]){0, 1, 1}, 2, 20);
    assert_patches(texts, 3, (const size_t[]){0, 1, 0}, 2, 10 + 9.999);
}

static void borders_are_told_once_and_have_a_class_on_both_sides(void **state) {
    (void)state;
    /* side by side along 6 of 10, with vertices of their own; above the second, land without class
     */
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((10 2,20 2,20 8,10 8,10 2))",
                                 "POLYGON((10 8,20 8,20 10,10 10,10 8))"};
    assert_patches(texts, 3, (const size_t[]){0, 1, AMONT_UNCLASSED}, 2, 6);
    assert_patches(texts, 3, (const size_t[]){0, 1, 2}, 3, 6 + 2 + 10);
}

static void parts_of_a_feature_are_patches_of_their_own(void **state) {
    (void)state;
    const char *const texts[] = {
        "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((5 0,6 0,6 1,5 1,5 0)))",
        "POLYGON((1 0,5 0,5 1,1 1,1 0))",
    };
    assert_patches(texts, 2, (const size_t[]){0, 1}, 3, 2);
    assert_patches(texts, 2, (const size_t[]){0, 0}, 1, 0);
}

static void a_polygon_in_a_hole_touches_what_is_round_it(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,2 4,4 4,4 2,2 2))",
                                 "POLYGON((2 2,4 2,4 4,2 4,2 2))"};
    assert_patches(texts, 2, (const size_t[]){0, 1}, 2, 8);
    assert_patches(texts, 2, (const size_t[]){0, 0}, 1, 0);
}

static void the_same_polygon_twice_is_one_patch(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((0 0,10 0,10 10,0 10,0 0))",
                                 "POLYGON((10 0,20 0,20 10,10 10,10 0))"};
    assert_patches(texts, 3, (const size_t[]){0, 0, 1}, 2, 10);
}

static void nothing_makes_no_patch(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON EMPTY"};
    assert_patches(texts, 1, (const size_t[]){0}, 0, 0);
    assert_patches((const char *const[]){"POLYGON((0 0,1 0,1 1,0 0))"}, 1,
                   (const size_t[]){AMONT_UNCLASSED}, 0, 0);
}

static void lines_leave_what_runs_along_an_outline(void **state) {
    (void)state;
    const char *const polygon[] = {"POLYGON((0 0,100 0,100 100,0 100,0 0))"};
    const char *const lines[] = {
        "LINESTRING(0 0.4,100 0.4)",                 /* along it */
        "LINESTRING(50 0,50 100)",                   /* across */
        "LINESTRING(-50 50,0 50,0 80,50 80)",        /* 30 of it along */
        "LINESTRING(0 100,50 100.9,100 100,200 90)", /* 100 and a bit */
    };
    const double kept[] = {0, 100, 100, hypot(100, 10)};
    g_autoptr(amont_shapes) square = shapes_of(polygon, 1), all = shapes_of(lines, 4);
    g_autoptr(amont_shapes) apart = amont_lines_apart(all, square, 1);
    assert_int_equal(apart->n_features, 4);
    for (size_t f = 0; f < 4; f++)
        assert_near(amont_shapes_length(apart, f), kept[f], 1e-9);
}

/* ---- against GEOS -------------------------------------------------------------------------- */

enum { CLASSES = 3, COLUMNS = 24, ROWS = 20, N = COLUMNS * ROWS };

static uint32_t next_of(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static int by_size(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static amont_shapes *unite(const amont_shapes *shapes, const size_t *class_of, size_t class) {
    g_autoptr(GError) error = NULL;
    g_autofree bool *keep = g_new0(bool, shapes->n_features + 1);
    for (size_t f = 0; f < shapes->n_features; f++)
        keep[f] = class == CLASSES || class_of[f] == class;
    amont_shapes *united = amont_shapes_dissolve(shapes, keep, &error);
    assert_ok(error);
    return united;
}

/* Each polygon of the union is a patch of the same area. */
static void assert_united(const amont_shapes *shapes, const amont_patches *patches, size_t class,
                          const amont_shapes *united) {
    g_autofree double *ours = g_new0(double, patches->n + 1), *geos = g_new0(double, N + 1);
    size_t n = 0;
    for (size_t part = 0; part < shapes->n_parts; part++)
        if (patches->class_of[patches->patch_of[part]] == class)
            ours[patches->patch_of[part]] += amont_shapes_area(shapes, part);
    for (size_t patch = 0; patch < patches->n; patch++)
        if (patches->class_of[patch] == class)
            ours[n++] = ours[patch];
    assert_int_equal(united->n_parts, n);
    for (size_t part = 0; part < n; part++) {
        amont_shapes one = *united;
        size_t part_of[] = {part, part + 1};
        one.n_features = 1;
        one.part_of = part_of;
        geos[part] = amont_shapes_area(&one, 0);
    }
    qsort(ours, n, sizeof *ours, by_size);
    qsort(geos, n, sizeof *geos, by_size);
    for (size_t i = 0; i < n; i++)
        assert_near(ours[i], geos[i], 1e-6);
}

/* Borders are what the outlines of the classes have twice: without the rim, which they have once.
 */
static void assert_as_geos(const amont_shapes *shapes, const size_t *class_of,
                           const amont_patches *patches) {
    double outlines = 0;
    for (size_t class = 0; class < CLASSES; class ++) {
        g_autoptr(amont_shapes) united = unite(shapes, class_of, class);
        assert_united(shapes, patches, class, united);
        outlines += amont_shapes_length(united, 0);
    }
    g_autoptr(amont_shapes) whole = unite(shapes, class_of, CLASSES);
    assert_near(length_of(patches->borders), (outlines - amont_shapes_length(whole, 0)) / 2, 1e-6);
}

static void patches_are_the_polygons_of_the_union(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 5; seed++) {
        print_message("seed %u\n", seed);
        coverage_plan plan = {seed, COLUMNS, ROWS, 3, 650000, 6860000, 120};
        g_autoptr(amont_shapes) shapes = coverage_make(&plan);
        size_t class_of[N];
        uint32_t draw = seed;
        for (size_t f = 0; f < N; f++)
            class_of[f] = next_of(&draw) % CLASSES;
        g_autoptr(amont_patches) patches = amont_patches_find(shapes, class_of);
        assert_as_geos(shapes, class_of, patches);
    }
}

/* A copy in which every second polygon has more vertices on its edges, rounded to a millimetre. */
static amont_shapes *with_more_vertices(const amont_shapes *s) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < s->n_features; f++) {
        amont_shapes_add_feature(builder);
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        size_t first = s->point_of[f], end = s->point_of[f + 1];
        for (size_t i = first; i < end; i++) {
            amont_shapes_add_point(builder, s->x[i], s->y[i]);
            if (f % 2 == 0 && i + 1 < end)
                amont_shapes_add_point(builder, round(500 * (s->x[i] + s->x[i + 1])) / 1000,
                                       round(500 * (s->y[i] + s->y[i + 1])) / 1000);
        }
    }
    return amont_shapes_finish(builder);
}

static void vertices_of_one_side_change_nothing(void **state) {
    (void)state;
    for (uint32_t seed = 11; seed <= 13; seed++) {
        print_message("seed %u\n", seed);
        coverage_plan plan = {seed, COLUMNS, ROWS, 3, 650000, 6860000, 120};
        g_autoptr(amont_shapes) shapes = coverage_make(&plan);
        g_autoptr(amont_shapes) more = with_more_vertices(shapes);
        size_t class_of[N];
        uint32_t draw = seed;
        for (size_t f = 0; f < N; f++)
            class_of[f] = next_of(&draw) % CLASSES;
        g_autoptr(amont_patches) patches = amont_patches_find(shapes, class_of);
        g_autoptr(amont_patches) others = amont_patches_find(more, class_of);
        assert_int_equal(others->n, patches->n);
        assert_memory_equal(others->patch_of, patches->patch_of, N * sizeof *patches->patch_of);
        double length = length_of(patches->borders);
        assert_near(length_of(others->borders), length, 1e-6 * length);
    }
}

/* ---- with zones ---------------------------------------------------------------------------- */

enum { ZONES = 12 };

static amont_shapes *make_zones(uint32_t seed) {
    coverage_plan plan = {seed, 4, 3, 5, 649500, 6859500, 1200};
    return coverage_make(&plan);
}

typedef struct cutting {
    size_t feature[20 * N], zone[20 * N];
    size_t n;
} cutting;

static void add_pair(const amont_overlay_piece *piece, void *data) {
    cutting *c = data;
    if (piece->zone == AMONT_NO_ZONE)
        return;
    c->feature[c->n] = piece->feature;
    c->zone[c->n++] = piece->zone;
}

/* Land use as it is delivered: cut along the limits of zones, each piece with vertices of its own.
 */
static void pieces_cut_along_limits_are_the_same_patches(void **state) {
    (void)state;
    for (uint32_t seed = 21; seed <= 23; seed++) {
        print_message("seed %u\n", seed);
        coverage_plan plan = {seed, COLUMNS, ROWS, 3, 650000, 6860000, 120};
        g_autoptr(amont_shapes) shapes = coverage_make(&plan), zones = make_zones(seed);
        size_t order[ZONES], class_of[N], class_of_piece[20 * N];
        uint32_t draw = seed;
        for (size_t f = 0; f < N; f++)
            class_of[f] = next_of(&draw) % CLASSES;
        for (size_t zone = 0; zone < ZONES; zone++)
            order[zone] = zone;
        g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, ZONES);
        cutting c = {.n = 0};
        amont_overlay_pieces(overlay, shapes, add_pair, &c);
        assert_true(c.n > N);
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_shapes) pieces =
            amont_shapes_common(shapes, zones, c.feature, c.zone, c.n, &error);
        assert_ok(error);
        for (size_t i = 0; i < c.n; i++)
            class_of_piece[i] = class_of[c.feature[i]];
        g_autoptr(amont_patches) whole = amont_patches_find(shapes, class_of);
        g_autoptr(amont_patches) cut = amont_patches_find(pieces, class_of_piece);
        assert_int_equal(cut->n, whole->n);
        double length = length_of(whole->borders);
        assert_near(length_of(cut->borders), length, 1e-5 * length);
    }
}

static void patches_of_a_class_make_up_its_area_in_each_zone(void **state) {
    (void)state;
    print_message("seed %u\n", 31u);
    coverage_plan plan = {31, COLUMNS, ROWS, 3, 650000, 6860000, 120};
    g_autoptr(amont_shapes) shapes = coverage_make(&plan), zones = make_zones(31);
    size_t order[ZONES], class_of[N];
    uint32_t draw = 31;
    for (size_t f = 0; f < N; f++)
        class_of[f] = next_of(&draw) % CLASSES;
    for (size_t zone = 0; zone < ZONES; zone++)
        order[zone] = zone;
    g_autoptr(amont_patches) patches = amont_patches_find(shapes, class_of);
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, ZONES);
    g_autoptr(amont_overlay_table) classes = amont_overlay_sum(overlay, shapes, class_of, CLASSES);
    g_autoptr(amont_overlay_table) mosaic =
        amont_overlay_sum(overlay, shapes, patches->patch_of, patches->n);
    for (size_t zone = 0; zone < ZONES; zone++) {
        double sums[CLASSES] = {0};
        for (size_t patch = 0; patch < patches->n; patch++)
            sums[patches->class_of[patch]] += mosaic->in[zone * patches->n + patch];
        for (size_t class = 0; class < CLASSES; class ++) {
            double area = classes->in[zone * CLASSES + class];
            assert_near(sums[class], area, 1e-9 * area);
        }
    }
}

/* Threads change nothing. */
static void patches_do_not_depend_on_threads(void **state) {
    (void)state;
    coverage_plan plan = {41, COLUMNS, ROWS, 3, 650000, 6860000, 120};
    g_autoptr(amont_shapes) made = coverage_make(&plan);
    g_autoptr(amont_shapes) shapes = with_more_vertices(made);
    size_t class_of[N];
    uint32_t draw = 41;
    for (size_t f = 0; f < N; f++)
        class_of[f] = next_of(&draw) % CLASSES;
    amont_pool_set_threads(1);
    g_autoptr(amont_patches) one = amont_patches_find(shapes, class_of);
    amont_pool_set_threads(4);
    g_autoptr(amont_patches) four = amont_patches_find(shapes, class_of);
    amont_pool_set_threads(0);
    assert_int_equal(one->borders->n_points, four->borders->n_points);
    assert_memory_equal(one->patch_of, four->patch_of, N * sizeof *one->patch_of);
    assert_memory_equal(one->borders->x, four->borders->x, one->borders->n_points * sizeof(double));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_that_touch_at_a_corner_are_two_patches),
        cmocka_unit_test(a_vertex_that_one_neighbour_has_alone_does_not_part_them),
        cmocka_unit_test(borders_are_told_once_and_have_a_class_on_both_sides),
        cmocka_unit_test(parts_of_a_feature_are_patches_of_their_own),
        cmocka_unit_test(a_polygon_in_a_hole_touches_what_is_round_it),
        cmocka_unit_test(the_same_polygon_twice_is_one_patch),
        cmocka_unit_test(nothing_makes_no_patch),
        cmocka_unit_test(lines_leave_what_runs_along_an_outline),
        cmocka_unit_test(patches_are_the_polygons_of_the_union),
        cmocka_unit_test(vertices_of_one_side_change_nothing),
        cmocka_unit_test(pieces_cut_along_limits_are_the_same_patches),
        cmocka_unit_test(patches_of_a_class_make_up_its_area_in_each_zone),
        cmocka_unit_test(patches_do_not_depend_on_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
