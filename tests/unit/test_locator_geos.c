/* The zone locator against GEOS: a point belongs to the first zone in order that GEOS says covers
 * it, and lies on its border when that zone does not contain it. */
#include "amont/locator.h"

#include "check.h"
#include "coverage_maker.h"

#include <geos_c.h>
#include <math.h>

/* --- what GEOS says --- */

typedef struct oracle {
    GEOSContextHandle_t handle;
    const amont_shapes *shapes;
    amont_box *boxes;
    GEOSGeometry **zones;
    const GEOSPreparedGeometry **prepared;
} oracle;

static GEOSGeometry *ring_of(GEOSContextHandle_t handle, const amont_shapes *s, size_t ring) {
    size_t first = s->point_of[ring];
    return GEOSGeom_createLinearRing_r(
        handle, GEOSCoordSeq_copyFromArrays_r(handle, s->x + first, s->y + first, NULL, NULL,
                                              (unsigned)(s->point_of[ring + 1] - first)));
}

static GEOSGeometry *part_of(GEOSContextHandle_t handle, const amont_shapes *s, size_t part) {
    size_t shell = s->ring_of[part], n_holes = s->ring_of[part + 1] - shell - 1;
    g_autofree GEOSGeometry **holes = g_new0(GEOSGeometry *, n_holes);
    for (size_t h = 0; h < n_holes; h++)
        holes[h] = ring_of(handle, s, shell + 1 + h);
    return GEOSGeom_createPolygon_r(handle, ring_of(handle, s, shell), holes, (unsigned)n_holes);
}

static GEOSGeometry *zone_of(GEOSContextHandle_t handle, const amont_shapes *s, size_t zone) {
    size_t first = s->part_of[zone], n_parts = s->part_of[zone + 1] - first;
    g_autofree GEOSGeometry **parts = g_new0(GEOSGeometry *, n_parts);
    for (size_t p = 0; p < n_parts; p++)
        parts[p] = part_of(handle, s, first + p);
    return GEOSGeom_createCollection_r(handle, GEOS_MULTIPOLYGON, parts, (unsigned)n_parts);
}

static oracle *oracle_new(const amont_shapes *shapes) {
    oracle *o = g_new0(oracle, 1);
    o->handle = GEOS_init_r();
    o->shapes = shapes;
    o->boxes = g_new0(amont_box, shapes->n_features);
    o->zones = g_new0(GEOSGeometry *, shapes->n_features);
    o->prepared = g_new0(const GEOSPreparedGeometry *, shapes->n_features);
    for (size_t z = 0; z < shapes->n_features; z++) {
        o->boxes[z] = amont_shapes_box(shapes, z);
        o->zones[z] = zone_of(o->handle, shapes, z);
        assert_int_equal(GEOSisValid_r(o->handle, o->zones[z]), 1);
        o->prepared[z] = GEOSPrepare_r(o->handle, o->zones[z]);
    }
    return o;
}

static void oracle_free(oracle *o) {
    for (size_t z = 0; z < o->shapes->n_features; z++) {
        GEOSPreparedGeom_destroy_r(o->handle, o->prepared[z]);
        GEOSGeom_destroy_r(o->handle, o->zones[z]);
    }
    g_free(o->boxes);
    g_free(o->zones);
    g_free((gpointer)o->prepared);
    GEOS_finish_r(o->handle);
    g_free(o);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(oracle, oracle_free)

static size_t oracle_find(const oracle *o, const GArray *order, double x, double y,
                          bool *on_border) {
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(o->handle, x, y);
    size_t found = AMONT_NO_ZONE;
    for (guint rank = 0; rank < order->len && found == AMONT_NO_ZONE; rank++) {
        size_t zone = g_array_index(order, size_t, rank);
        if (amont_box_holds(o->boxes[zone], x, y) &&
            GEOSPreparedCovers_r(o->handle, o->prepared[zone], point) == 1)
            found = zone;
    }
    *on_border =
        found != AMONT_NO_ZONE && GEOSPreparedContains_r(o->handle, o->prepared[found], point) == 0;
    GEOSGeom_destroy_r(o->handle, point);
    return found;
}

/* --- points --- */

typedef struct scene {
    GRand *random;
    amont_shapes *shapes;
    GArray *order; /* of size_t: all zones, shuffled */
    GArray *x, *y; /* of double: points to locate */
} scene;

static GRand *seeded(void) {
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    return g_rand_new_with_seed(seed);
}

/* Takes `shapes`. */
static scene *scene_new(GRand *random, amont_shapes *shapes) {
    scene *s = g_new0(scene, 1);
    s->random = random;
    s->shapes = shapes;
    s->order = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t z = 0; z < shapes->n_features; z++)
        g_array_insert_val(s->order, (guint)g_rand_int_range(random, 0, (gint32)z + 1), z);
    s->x = g_array_new(FALSE, FALSE, sizeof(double));
    s->y = g_array_new(FALSE, FALSE, sizeof(double));
    return s;
}

static void scene_free(scene *s) {
    amont_shapes_free(s->shapes);
    g_array_unref(s->order);
    g_array_unref(s->x);
    g_array_unref(s->y);
    g_free(s);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(scene, scene_free)

static void add_point(scene *s, double x, double y) {
    g_array_append_val(s->x, x);
    g_array_append_val(s->y, y);
}

/* In the box of the zones and a little beyond. */
static void add_points_anywhere(scene *s, size_t n) {
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t z = 0; z < s->shapes->n_features; z++)
        box = amont_box_union(box, amont_shapes_box(s->shapes, z));
    box = amont_box_grow(box, (box.max_x - box.min_x) / 50);
    for (size_t i = 0; i < n; i++)
        add_point(s, g_rand_double_range(s->random, box.min_x, box.max_x),
                  g_rand_double_range(s->random, box.min_y, box.max_y));
}

/* By turns a vertex, a point put on an edge by interpolation and so within a rounding of it, and
 * the next doubles on either side of that. */
static void add_points_on_borders(scene *s, size_t n) {
    const amont_shapes *shapes = s->shapes;
    for (size_t k = 0; k < n; k++) {
        size_t r = (size_t)g_rand_int_range(s->random, 0, (gint32)shapes->n_rings);
        size_t i = (size_t)g_rand_int_range(s->random, (gint32)shapes->point_of[r],
                                            (gint32)shapes->point_of[r + 1] - 1);
        double t = k % 4 == 0 ? 0 : g_rand_double(s->random);
        double x = shapes->x[i] + t * (shapes->x[i + 1] - shapes->x[i]);
        double y = shapes->y[i] + t * (shapes->y[i + 1] - shapes->y[i]);
        double aside = k % 4 == 2 ? -INFINITY : k % 4 == 3 ? INFINITY : x;
        add_point(s, nextafter(x, aside), y);
    }
}

static void assert_agrees(const scene *s) {
    g_autoptr(oracle) o = oracle_new(s->shapes);
    g_autoptr(amont_locator) locator =
        amont_locator_new(s->shapes, (const size_t *)(void *)s->order->data, s->order->len);
    const double *x = (const double *)(void *)s->x->data, *y = (const double *)(void *)s->y->data;
    size_t n = s->x->len, n_on_border = 0;
    g_autofree uint32_t *zone = g_new(uint32_t, n);
    g_autofree bool *on_border = g_new(bool, n);
    size_t told = amont_locator_find_many(locator, x, y, n, zone, on_border);
    for (size_t i = 0; i < n; i++) {
        bool expected_border = false, alone_border = false;
        size_t expected = oracle_find(o, s->order, x[i], y[i], &expected_border);
        size_t alone = amont_locator_find(locator, x[i], y[i], &alone_border);
        n_on_border += expected_border;
        if (zone[i] != (uint32_t)expected || on_border[i] != expected_border || alone != expected ||
            alone_border != expected_border)
            fail_msg("at (%.17g, %.17g): %zu %d, alone %zu %d; GEOS says %zu %d", x[i], y[i],
                     (size_t)zone[i], on_border[i], alone, alone_border, expected, expected_border);
    }
    assert_int_equal(told, n_on_border);
    assert_int_equal(amont_locator_find_many(locator, x, y, n, zone, NULL), n_on_border);
}

/* --- coverages --- */

/* A fictional archipelago in Lambert-93: A in two parts, B around a lake that is C, D on the
 * oblique borders of A and B, E far away; they share vertices, so it is a coverage. */
static const char *const coverage[] = {
    "MULTIPOLYGON (((652000 6862000, 652700.3 6862011.7, 652650.1 6862333.3, 652512.9 6862700.2, "
    "652003.1 6862650.4, 652000 6862000)), ((653900 6862100, 653990.1 6862107.7, 653940.4 "
    "6862190.9, 653900 6862100)))",
    "POLYGON ((652700.3 6862011.7, 653500 6862000, 653533.3 6862688.8, 652512.9 6862700.2, "
    "652650.1 6862333.3, 652700.3 6862011.7), (652900.1 6862200.2, 653001.3 6862400.7, 653200.9 "
    "6862377.1, 653133.7 6862190.6, 652900.1 6862200.2))",
    "POLYGON ((652900.1 6862200.2, 653133.7 6862190.6, 653200.9 6862377.1, 653001.3 6862400.7, "
    "652900.1 6862200.2))",
    "POLYGON ((652003.1 6862650.4, 652512.9 6862700.2, 653533.3 6862688.8, 653400.7 6863200.5, "
    "652100.2 6863111.9, 652003.1 6862650.4))",
    "POLYGON ((653800 6862800, 653900 6862800, 653900 6862900, 653800 6862900, 653800 6862800))",
};

static void an_archipelago(void **state) {
    (void)state;
    g_autoptr(GRand) random = seeded();
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(coverage, G_N_ELEMENTS(coverage), &error);
    assert_ok(error);
    g_autoptr(scene) s = scene_new(random, shapes);
    add_points_anywhere(s, 200000 / CHECK_FEWER);
    add_points_on_borders(s, 30000 / CHECK_FEWER);
    assert_agrees(s);
}

static void zones_with_wiggly_borders(void **state) {
    (void)state;
    g_autoptr(GRand) random = seeded();
    coverage_plan plan = {g_rand_int(random), 7, 5, 30, 651234.5, 6861234.5, 1000};
    g_autoptr(scene) s = scene_new(random, coverage_make(&plan));
    add_points_anywhere(s, 400000 / CHECK_FEWER);
    add_points_on_borders(s, 30000 / CHECK_FEWER);
    assert_agrees(s);
}

static void append(amont_shapes_builder *builder, const amont_shapes *from) {
    for (size_t f = 0; f < from->n_features; f++) {
        amont_shapes_add_feature(builder);
        for (size_t p = from->part_of[f]; p < from->part_of[f + 1]; p++) {
            amont_shapes_add_part(builder);
            for (size_t r = from->ring_of[p]; r < from->ring_of[p + 1]; r++) {
                amont_shapes_add_ring(builder);
                for (size_t i = from->point_of[r]; i < from->point_of[r + 1]; i++)
                    amont_shapes_add_point(builder, from->x[i], from->y[i]);
            }
        }
    }
}

static void zones_that_overlap(void **state) {
    (void)state;
    g_autoptr(GRand) random = seeded();
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (uint32_t layer = 0; layer < 3; layer++) {
        coverage_plan plan = {g_rand_int(random),    2 + layer, 2, 20, 650000 + 400 * layer,
                              6860000 - 300 * layer, 900};
        g_autoptr(amont_shapes) zones = coverage_make(&plan);
        append(builder, zones);
    }
    g_autoptr(scene) s = scene_new(random, amont_shapes_finish(builder));
    add_points_anywhere(s, 200000 / CHECK_FEWER);
    add_points_on_borders(s, 20000 / CHECK_FEWER);
    assert_agrees(s);
}

/* Ring k of rings inside one another, around a centre: its radius is between k and k + 1/2. */
static void add_ring(amont_shapes_builder *builder, guint32 seed, unsigned k) {
    enum { N = 60 };
    g_autoptr(GRand) random = g_rand_new_with_seed(seed + k);
    amont_shapes_add_ring(builder);
    for (int i = 0; i < N; i++) {
        double radius = 100 * (k + g_rand_double_range(random, 0, 0.5)), turn = 2 * G_PI * i / N;
        amont_shapes_add_point(builder, 652000 + radius * cos(turn), 6862000 + radius * sin(turn));
    }
}

/* Zone k lies between rings k and k + 1; the hole of each is the shell of the next. */
static void zones_that_fill_the_holes_of_others(void **state) {
    (void)state;
    enum { N_ZONES = 6 };
    g_autoptr(GRand) random = seeded();
    guint32 seed = g_rand_int(random);
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (unsigned k = N_ZONES; k > 0; k--) {
        amont_shapes_add_feature(builder);
        amont_shapes_add_part(builder);
        add_ring(builder, seed, k);
        if (k > 1)
            add_ring(builder, seed, k - 1);
    }
    g_autoptr(scene) s = scene_new(random, amont_shapes_finish(builder));
    add_points_anywhere(s, 200000 / CHECK_FEWER);
    add_points_on_borders(s, 20000 / CHECK_FEWER);
    assert_agrees(s);
}

/* --- what rounds badly --- */

typedef struct lattice {
    double left, bottom, unit;
    gint32 side; /* in units */
} lattice;

/* Triangles whose corners are on the lattice; the first spans it. */
static amont_shapes *lattice_triangles(GRand *random, const lattice *l, unsigned n) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    gint32 at[6] = {0, 0, l->side, g_rand_int_range(random, 0, l->side), 0, l->side};
    for (unsigned made = 0; made < n;) {
        bool has_area = (at[2] - at[0]) * (at[5] - at[1]) != (at[4] - at[0]) * (at[3] - at[1]);
        made += has_area;
        if (has_area) {
            amont_shapes_add_feature(builder);
            amont_shapes_add_part(builder);
            amont_shapes_add_ring(builder);
            for (int i = 0; i < 6; i += 2)
                amont_shapes_add_point(builder, l->left + at[i] * l->unit,
                                       l->bottom + at[i + 1] * l->unit);
        }
        for (int i = 0; i < 6; i++)
            at[i] = g_rand_int_range(random, 0, l->side + 1);
    }
    return amont_shapes_finish(builder);
}

static void add_lattice_points(scene *s, const lattice *l, int steps) {
    for (int i = -1; i <= steps * l->side + 1; i++)
        for (int j = -1; j <= steps * l->side + 1; j++)
            add_point(s, l->left + i * l->unit / steps, l->bottom + j * l->unit / steps);
}

/* Three triangles over a square of 12: nine edges, hence cells of 2, with their marks at even x and
 * odd y. Vertices, edges and points fall on the limits and on the marks. */
static void points_and_vertices_on_the_limits_and_marks_of_cells(void **state) {
    (void)state;
    g_autoptr(GRand) random = seeded();
    const lattice whole = {0, 0, 1, 12};
    for (int round = 0; round < 200 / CHECK_FEWER; round++) {
        unsigned n = round % 2 == 0 ? 3 : (unsigned)g_rand_int_range(random, 1, 30);
        g_autoptr(scene) s = scene_new(random, lattice_triangles(random, &whole, n));
        add_lattice_points(s, &whole, 3);
        assert_agrees(s);
    }
}

/* A box hardly wider than the distance between doubles: cells cannot be finer than that. */
static void zones_of_a_few_nanometres(void **state) {
    (void)state;
    g_autoptr(GRand) random = seeded();
    const lattice tiny = {652000, 6862000, ldexp(1, -30), 12};
    for (int round = 0; round < 20; round++) {
        g_autoptr(scene) s = scene_new(random, lattice_triangles(random, &tiny, 40));
        add_lattice_points(s, &tiny, 1);
        assert_agrees(s);
    }
}

static void add_triangle(amont_shapes_builder *builder, double x, double y, double side) {
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, x, y);
    amont_shapes_add_point(builder, x + side, y);
    amont_shapes_add_point(builder, x, y + side);
}

/* An empty zone, one of half a square centimetre, one of half a square micrometre and one of 10^6
 * vertices (fewer under sanitizers). */
static void zones_of_every_size(void **state) {
    (void)state;
    g_autoptr(GRand) random = seeded();
    coverage_plan plan = {g_rand_int(random), 1, 1, 250000 / CHECK_FEWER, 652000, 6862000, 1000};
    g_autoptr(amont_shapes) large = coverage_make(&plan);
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(builder);
    add_triangle(builder, 652400.123, 6862400.321, 0.01);
    add_triangle(builder, 652600.123, 6862600.321, 1e-6);
    append(builder, large);
    g_autoptr(scene) s = scene_new(random, amont_shapes_finish(builder));
    add_points_anywhere(s, 20000 / CHECK_FEWER);
    add_points_on_borders(s, 20000 / CHECK_FEWER);
    for (int i = 0; i < 1000; i++)
        add_point(s, g_rand_double_range(random, 652400.12, 652400.14),
                  g_rand_double_range(random, 6862400.32, 6862400.34));
    assert_agrees(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_archipelago),
        cmocka_unit_test(zones_with_wiggly_borders),
        cmocka_unit_test(zones_that_overlap),
        cmocka_unit_test(zones_that_fill_the_holes_of_others),
        cmocka_unit_test(points_and_vertices_on_the_limits_and_marks_of_cells),
        cmocka_unit_test(zones_of_every_size),
        cmocka_unit_test(zones_of_a_few_nanometres),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
