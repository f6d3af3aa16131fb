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

static void a_plain_coverage_is_not_doubtful(void **state) {
    (void)state;
    coverage_plan plan = {7, 10, 10, 20, 650000, 6860000, 500};
    g_autoptr(amont_shapes) zones = coverage_make(&plan);
    assert_int_equal(compare(zones, 7), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_doubtful_is_valid),
        cmocka_unit_test(a_plain_coverage_is_not_doubtful),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
