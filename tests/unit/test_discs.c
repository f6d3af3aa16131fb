/* Discs, against circles by hand and GEOS's union of buffers; everything is invented. */
#include "amont/discs.h"
#include "amont/overlay.h"
#include "amont/pool.h"
#include "check.h"

#include <geos_c.h>
#include <math.h>
#include <string.h>

/* So few points come at once. */
static bool keep_shapes(const amont_shapes *discs, void *data) {
    amont_shapes **kept = data;
    assert_null(*kept);
    *kept = g_new(amont_shapes, 1);
    **kept = *discs;
    (*kept)->part_of = g_memdup2(discs->part_of, (discs->n_features + 1) * sizeof(size_t));
    (*kept)->ring_of = g_memdup2(discs->ring_of, (discs->n_parts + 1) * sizeof(size_t));
    (*kept)->point_of = g_memdup2(discs->point_of, (discs->n_rings + 1) * sizeof(size_t));
    (*kept)->x = g_memdup2(discs->x, discs->n_points * sizeof(double));
    (*kept)->y = g_memdup2(discs->y, discs->n_points * sizeof(double));
    return true;
}

static amont_shapes *discs_of(const double *x, const double *y, size_t n, double radius) {
    amont_shapes *discs = NULL;
    assert_true(amont_discs_each(x, y, n, radius, keep_shapes, &discs));
    return discs ? discs : amont_shapes_finish(amont_shapes_builder_new(AMONT_SHAPE_POLYGON));
}

static double area_of(const amont_shapes *shapes) {
    double area = 0;
    for (size_t f = 0; f < shapes->n_features; f++)
        area += amont_shapes_area(shapes, f);
    return area;
}

static double area_within(const double *x, const double *y, size_t n, double radius) {
    g_autoptr(amont_shapes) discs = discs_of(x, y, n, radius);
    assert_int_equal(discs->n_features, n);
    return area_of(discs);
}

static void a_lone_disc_has_its_area(void **state) {
    (void)state;
    double x[] = {652000, 655000}, y[] = {6860000, 6860000};
    assert_near(area_within(x, y, 1, 500) / (G_PI * 250000), 1, 1e-12);
    assert_near(area_within(x, y, 2, 500) / (G_PI * 500000), 1, 1e-12);
    assert_near(area_within(x, y, 0, 500), 0, 0);
}

/* The lens common to two circles of radius r at distance d: 2 r² acos(d / 2r) − d/2 √(4r² − d²). */
static double lens_area(double r, double d) {
    return 2 * r * r * acos(d / (2 * r)) - d / 2 * sqrt(4 * r * r - d * d);
}

static void what_two_discs_share_counts_once(void **state) {
    (void)state;
    static const double apart[] = {1e-6, 1, 37, 250, 500, 900, 999.9};
    for (size_t i = 0; i < G_N_ELEMENTS(apart); i++) {
        double x[] = {652000, 652000 + apart[i] * 0.6}, y[] = {6860000, 6860000 + apart[i] * 0.8};
        double d = hypot(x[1] - x[0], y[1] - y[0]);
        double expected = 2 * G_PI * 250000 - lens_area(500, d);
        assert_near(area_within(x, y, 2, 500), expected, 5.1e-5 * 500 * 4 * G_PI * 500);
    }
}

static void the_same_place_counts_once(void **state) {
    (void)state;
    double x[] = {652000, 652300, 652000, 652000}, y[] = {6860000, 6860000, 6860000, 6860000};
    g_autoptr(amont_shapes) discs = discs_of(x, y, 4, 500);
    assert_near(area_of(discs), area_within(x, y, 2, 500), 1e-6);
    assert_int_equal(discs->part_of[4] - discs->part_of[2], 0); /* the first one has the place */
}

/* Many neighbours at nearly twice the radius: each takes a little of the disc in the middle. */
static void a_disc_may_have_very_many_neighbours(void **state) {
    (void)state;
    enum { N = 3000 };
    double x[N + 1] = {0}, y[N + 1] = {0};
    for (size_t i = 1; i <= N; i++) {
        x[i] = 199 * cos(2 * G_PI * (double)i / N);
        y[i] = 199 * sin(2 * G_PI * (double)i / N);
    }
    /* the ring of discs covers all from 99 to 299 */
    double expected = G_PI * 299 * 299;
    assert_near(area_within(x, y, N + 1, 100), expected, 0.01 * 2 * G_PI * 300);
}

static double area_of_buffers(GEOSContextHandle_t geos, const double *x, const double *y, size_t n,
                              double radius, const GEOSGeometry *zone) {
    GEOSGeometry **discs = g_new(GEOSGeometry *, n);
    for (size_t i = 0; i < n; i++) {
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, x[i], y[i]);
        discs[i] = GEOSBuffer_r(geos, point, radius, 1024);
        GEOSGeom_destroy_r(geos, point);
    }
    GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, discs, (unsigned)n);
    GEOSGeometry *whole = GEOSUnaryUnion_r(geos, all);
    GEOSGeometry *part = GEOSIntersection_r(geos, whole, zone);
    double area = 0;
    GEOSArea_r(geos, part, &area);
    GEOSGeom_destroy_r(geos, part);
    GEOSGeom_destroy_r(geos, whole);
    GEOSGeom_destroy_r(geos, all);
    g_free(discs);
    return area;
}

/* Areas in four squares, of which one is away from most points. */
static void random_discs_agree_with_geos(void **state) {
    (void)state;
    enum { N = 60 };
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    static const char *const squares[] = {
        "POLYGON ((650000 6860000, 652000 6860000, 652000 6862000, 650000 6862000, 650000 6860000))",
        "POLYGON ((652000 6860000, 654000 6860000, 654000 6862000, 652000 6862000, 652000 6860000))",
        "POLYGON ((650100 6862000, 652000 6862000, 652000 6866000, 650000 6864000, 650100 6862000))",
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) zones = amont_shapes_from_wkt(squares, 3, &error);
    static const size_t order[] = {0, 1, 2};
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, 3);
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    static const double radii[] = {30, 120, 480, 1920};
    for (size_t k = 0; k < G_N_ELEMENTS(radii); k++) {
        double radius = radii[k];
        double x[N], y[N];
        for (size_t i = 0; i < N; i++) {
            x[i] = g_rand_double_range(random, 649000, 654500);
            y[i] = g_rand_double_range(random, 6859500, 6863000);
        }
        g_autoptr(amont_shapes) discs = discs_of(x, y, N, radius);
        g_autofree size_t *none = g_new0(size_t, N);
        g_autoptr(amont_overlay_table) t = amont_overlay_sum(overlay, discs, none, 1);
        for (size_t z = 0; z < 3; z++) {
            GEOSGeometry *zone = GEOSWKTReader_read_r(geos, reader, squares[z]);
            double expected = area_of_buffers(geos, x, y, N, radius, zone);
            /* the outline is never longer than all circles */
            assert_near(t->in[z], expected, 5.1e-5 * radius * N * 2 * G_PI * radius + 1e-3);
            assert_near(t->in[z] / 4e6, expected / 4e6, 2e-5);
            GEOSGeom_destroy_r(geos, zone);
        }
        assert_near((t->in[0] + t->in[1] + t->in[2] + t->outside[0]) / t->whole[0], 1, 1e-12);
    }
    GEOSWKTReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
}

/* Points on a lattice and in clusters: every part is a valid polygon, and none overlaps another. */
static void parts_do_not_overlap(void **state) {
    (void)state;
    enum { SIDE = 25, N = SIDE * SIDE };
    double x[N], y[N];
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < N; i++) {
        x[i] = 650000 + 40 * (double)(i % SIDE);
        size_t row = i / SIDE;
        y[i] = 6860000 + 40 * (double)row;
    }
    g_autoptr(amont_shapes) discs = discs_of(x, y, N, 100);
    g_autoptr(amont_shapes) whole = amont_shapes_dissolve(discs, NULL, &error);
    assert_ok(error);
    assert_near(amont_shapes_area(discs, N / 2), 1600, 1e-6); /* in the middle of a lattice */
    assert_near(area_of(discs), amont_shapes_area(whole, 0), 1e-3);
}

static void the_shapes_do_not_depend_on_the_number_of_threads(void **state) {
    (void)state;
    enum { N = 5000 };
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    g_autofree double *x = g_new(double, N), *y = g_new(double, N);
    for (size_t i = 0; i < N; i++) {
        x[i] = g_rand_double_range(random, 0, 3000);
        y[i] = g_rand_double_range(random, 0, 3000);
    }
    amont_pool_set_threads(1);
    g_autoptr(amont_shapes) one = discs_of(x, y, N, 60);
    amont_pool_set_threads(8);
    g_autoptr(amont_shapes) eight = discs_of(x, y, N, 60);
    amont_pool_set_threads(0);
    assert_int_equal(one->n_points, eight->n_points);
    assert_memory_equal(one->x, eight->x, one->n_points * sizeof *one->x);
    assert_memory_equal(one->y, eight->y, one->n_points * sizeof *one->y);
}

static bool add_area(const amont_shapes *discs, void *data) {
    double *total = data;
    total[0] += area_of(discs);
    total[1]++;
    return true;
}

/* A lattice of 40,000 points whose discs leave nothing between them: its extent and a rim. */
static void very_many_points_come_in_waves(void **state) {
    (void)state;
    const size_t columns = 250, rows = 160, n = columns * rows;
    g_autofree double *x = g_new(double, n), *y = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        size_t row = i / columns;
        x[i] = 600000 + 10 * (double)(i % columns);
        y[i] = 6800000 + 10 * (double)row;
    }
    double total[2] = {0, 0}, width = 2490, height = 1590;
    assert_true(amont_discs_each(x, y, n, 20, add_area, total));
    assert_true(total[1] > 1);
    double rim = 2 * (width + height) * 20; /* less the notches between arcs: 1 m deep at most */
    assert_true(total[0] < width * height + rim + G_PI * 400);
    assert_true(total[0] > width * height + rim * 0.95 + G_PI * 400);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lone_disc_has_its_area),
        cmocka_unit_test(what_two_discs_share_counts_once),
        cmocka_unit_test(the_same_place_counts_once),
        cmocka_unit_test(a_disc_may_have_very_many_neighbours),
        cmocka_unit_test(random_discs_agree_with_geos),
        cmocka_unit_test(parts_do_not_overlap),
        cmocka_unit_test(very_many_points_come_in_waves),
        cmocka_unit_test(the_shapes_do_not_depend_on_the_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
