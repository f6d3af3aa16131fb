/* What is taken for valid without GEOS is valid for GEOS: random polygons, most of them not. */
#include "amont/shapes.h"

#include "check.h"
#include "coverage_maker.h"

#include <math.h>

static void add_ring(amont_shapes_builder *b, GRand *random, int n, int width, int left) {
    amont_shapes_add_ring(b);
    for (int i = 0; i < n; i++)
        amont_shapes_add_point(b, left + g_rand_int_range(random, 0, width),
                               g_rand_int_range(random, 0, width));
}

/* Points of a small lattice: they touch, overlap, repeat and lie on each other's edges. */
static amont_shapes *lattice_polygons(guint32 seed, size_t n) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < n; f++) {
        amont_shapes_add_feature(b);
        int n_parts = g_rand_int_range(random, 1, 3);
        for (int p = 0; p < n_parts; p++) {
            amont_shapes_add_part(b);
            add_ring(b, random, g_rand_int_range(random, 3, 6), 12, 0);
            for (int hole = g_rand_int_range(random, 0, 3); hole > 0; hole--)
                add_ring(b, random, g_rand_int_range(random, 3, 5), 5, 3);
        }
    }
    return amont_shapes_finish(b);
}

/* A star about its middle, of which now and then two points are exchanged. */
static amont_shapes *stars(guint32 seed, size_t n) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < n; f++) {
        int n_points = g_rand_int_range(random, 3, 120);
        int wrong = g_rand_boolean(random) ? g_rand_int_range(random, 0, n_points) : -1;
        amont_shapes_add_feature(b);
        amont_shapes_add_part(b);
        amont_shapes_add_ring(b);
        for (int i = 0; i < n_points; i++) {
            double angle = 2 * G_PI * (i == wrong ? i + 2 : i) / n_points;
            double radius = g_rand_double_range(random, 5, 10);
            amont_shapes_add_point(b, 650000 + radius * cos(angle), 6860000 + radius * sin(angle));
        }
    }
    return amont_shapes_finish(b);
}

/* Bands along a wave, which no point sees as a whole; now and then a corner is moved across, often
 * onto a line, because corners lie on a lattice. Some have a hole, and a second part. */
static void add_band(amont_shapes_builder *b, GRand *random, int n, double width, double up) {
    double wave = g_rand_double_range(random, 2, 30), height = g_rand_double_range(random, 0, 8);
    int wrong = g_rand_boolean(random) ? g_rand_int_range(random, 0, 2 * n) : -1;
    amont_shapes_add_ring(b);
    for (int k = 0; k < 2 * n; k++) {
        int i = k < n ? k : 2 * n - 1 - k; /* there and back */
        double side = (k < n ? -1 : 1) * width + (k == wrong ? g_rand_int_range(random, -5, 6) : 0);
        double y = height * sin(i / wave) + side + g_rand_double_range(random, 0, 0.8);
        amont_shapes_add_point(b, i + (k == wrong ? g_rand_int_range(random, -3, 4) : 0),
                               up + round(2 * y) / 2);
    }
}

static amont_shapes *bands(guint32 seed, size_t n) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < n; f++) {
        int length = f % 20 ? g_rand_int_range(random, 3, 40) : g_rand_int_range(random, 40, 900);
        amont_shapes_add_feature(b);
        amont_shapes_add_part(b);
        add_band(b, random, length, 3, 0);
        if (f % 3 == 0)
            add_ring(b, random, 4, 4, length / 2);
        if (f % 5 == 0) {
            amont_shapes_add_part(b);
            add_band(b, random, length, 2, g_rand_double_range(random, 6, 30));
        }
    }
    return amont_shapes_finish(b);
}

/* Returns how many were doubtful. */
static size_t compare(const amont_shapes *shapes, guint32 seed) {
    g_autofree bool *doubtful = g_new0(bool, shapes->n_features);
    amont_shapes_find_doubtful(shapes, doubtful);
    size_t n = 0;
    for (size_t f = 0; f < shapes->n_features; f++) {
        double x = 0, y = 0;
        g_autofree char *reason = amont_shapes_invalid(shapes, f, &x, &y);
        if (reason && !doubtful[f])
            fail_msg("seed %u, feature %zu: %s (%g %g)", seed, f, reason, x, y);
        n += doubtful[f];
    }
    return n;
}

static void what_is_not_doubtful_is_valid(void **state) {
    (void)state;
    for (guint32 seed = 1; seed <= 4; seed++) {
        g_autoptr(amont_shapes) lattice = lattice_polygons(seed, 3000);
        size_t n = compare(lattice, seed);
        assert_true(n > 0 && n < lattice->n_features); /* both are there */
        g_autoptr(amont_shapes) many = stars(seed, 500);
        n = compare(many, seed);
        assert_true(n > 0 && n < many->n_features);
    }
}

static void bands_that_are_not_doubtful_are_valid(void **state) {
    (void)state;
    guint32 chosen = g_random_int();
    print_message("seed %u\n", chosen);
    for (guint32 seed = chosen; seed != chosen + 4; seed++) {
        g_autoptr(amont_shapes) many = bands(seed, 2000);
        size_t n = compare(many, seed);
        assert_true(n > 100 && n < 1900);
    }
}

/* A band and a star of which no edge is near another: nothing is left to GEOS. */
static void plain_bands_are_not_doubtful(void **state) {
    (void)state;
    amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (int n = 2; n < 700; n += 1 + n / 8) {
        amont_shapes_add_feature(b);
        amont_shapes_add_part(b);
        amont_shapes_add_ring(b);
        for (int k = 0; k < 2 * n; k++) {
            int i = k < n ? k : 2 * n - 1 - k;
            amont_shapes_add_point(b, i + 0.1 * (k % 3), 9 * sin(i / 9.0) + (k < n ? 0 : 3));
        }
    }
    g_autoptr(amont_shapes) shapes = amont_shapes_finish(b);
    assert_int_equal(compare(shapes, 0), 0);
}

static void a_plain_coverage_is_not_doubtful(void **state) {
    (void)state;
    coverage_plan plan = {7, 10, 10, 20, 650000, 6860000, 500};
    g_autoptr(amont_shapes) zones = coverage_make(&plan);
    assert_int_equal(compare(zones, 7), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_doubtful_is_valid),
        cmocka_unit_test(bands_that_are_not_doubtful_are_valid),
        cmocka_unit_test(plain_bands_are_not_doubtful),
        cmocka_unit_test(a_plain_coverage_is_not_doubtful),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
