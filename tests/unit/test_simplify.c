/* Simplified outlines, by hand, and against GEOS on fictional coverages and on the bundled zones:
 * valid, nowhere farther than the tolerance, without overlap or gap where there was none. */
#include "atlas.h"
#include "coverage_maker.h"
#include "fictional_coverage.h"

#include "amont/simplify.h"

#include <geos_c.h>
#include <math.h>

/* ---- by hand ------------------------------------------------------------------------------- */

static amont_shapes *shapes_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return shapes;
}

/* The points of the rings of a feature: "0 0,10 0|3 4", closing points left out. */
static char *points_of(const amont_shapes *s, size_t feature) {
    GString *text = g_string_new(NULL);
    size_t closing = s->type == AMONT_SHAPE_POLYGON;
    for (size_t r = s->ring_of[s->part_of[feature]]; r < s->ring_of[s->part_of[feature + 1]]; r++)
        for (size_t i = s->point_of[r]; i < s->point_of[r + 1] - closing; i++) {
            bool is_first = text->len == 0;
            g_string_append_printf(text, "%s%g %g",
                                   is_first              ? ""
                                   : i == s->point_of[r] ? "|"
                                                         : ",",
                                   s->x[i], s->y[i]);
        }
    return g_string_free(text, FALSE);
}

static void assert_points(const amont_shapes *s, size_t feature, const char *expected) {
    g_autofree char *points = points_of(s, feature);
    assert_string_equal(points, expected);
}

static void a_line_keeps_what_is_farther_than_the_tolerance(void **state) {
    (void)state;
    const char *const texts[] = {"LINESTRING(0 0, 5 0.04, 10 0, 15 -0.5, 20 0)"};
    g_autoptr(amont_shapes) line = shapes_of(texts, 1);
    g_autoptr(amont_shapes) fine = amont_shapes_simplify(line, 0.03);
    g_autoptr(amont_shapes) coarse = amont_shapes_simplify(line, 0.3);
    g_autoptr(amont_shapes) straight = amont_shapes_simplify(line, 0.6);
    assert_points(fine, 0, "0 0,5 0.04,10 0,15 -0.5,20 0");
    assert_points(coarse, 0, "0 0,10 0,15 -0.5,20 0");
    assert_points(straight, 0, "0 0,20 0");
}

static void lines_keep_the_vertices_where_they_meet(void **state) {
    (void)state;
    const char *const texts[] = {"LINESTRING(0 0, 5 0.01, 10 0)", "LINESTRING(5 0.01, 5 8)"};
    g_autoptr(amont_shapes) lines = shapes_of(texts, 2);
    g_autoptr(amont_shapes) drawn = amont_shapes_simplify(lines, 1);
    assert_points(drawn, 0, "0 0,5 0.01,10 0");
    assert_points(drawn, 1, "5 0.01,5 8");
}

static void a_line_within_the_tolerance_stays_a_line(void **state) {
    (void)state;
    const char *const texts[] = {"LINESTRING(0 0, 0.1 0, 0.1 0.1, 0 0)",
                                 "LINESTRING(0.2 0.2, 0.3 0.2)"};
    g_autoptr(amont_shapes) lines = shapes_of(texts, 2);
    g_autoptr(amont_shapes) drawn = amont_shapes_simplify(lines, 5);
    assert_points(drawn, 0, "0 0,0.1 0.1,0 0");
    assert_points(drawn, 1, "0.2 0.2,0.3 0.2");
}

/* The border at x = 10 has a step of 0.1 and one of 0.4; seen from the right it begins elsewhere.
 */
static void neighbours_keep_the_same_border(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 0, 10 0, 10.1 2, 10 5, 9.6 7, 10 10, 0 10, 0 0))",
                                 "POLYGON((9.6 7, 10 5, 10.1 2, 10 0, 20 0, 20 10, 10 10, 9.6 7))"};
    g_autoptr(amont_shapes) zones = shapes_of(texts, 2);
    g_autoptr(amont_shapes) drawn = amont_shapes_simplify(zones, 0.2);
    assert_points(drawn, 0, "0 0,10 0,10 5,9.6 7,10 10,0 10");
    assert_points(drawn, 1, "9.6 7,10 5,10 0,20 0,20 10,10 10");
}

/* A pond and its island are far smaller than the tolerance: the two ways from (20 20) to the place
 * farthest from it, (20.1 20.3), must not be the same line, and both get one place more. */
static void rings_keep_three_places(void **state) {
    (void)state;
    const char *const texts[] = {
        "POLYGON((0 0,50 0,50 50,0 50,0 0),(20 20,20 20.2,20.1 20.3,20.2 20.2,20.2 20,20 20))",
        "POLYGON((20.2 20,20.2 20.2,20.1 20.3,20 20.2,20 20,20.2 20))"};
    g_autoptr(amont_shapes) zones = shapes_of(texts, 2);
    g_autoptr(amont_shapes) drawn = amont_shapes_simplify(zones, 3);
    assert_int_equal(drawn->n_rings, 3);
    assert_points(drawn, 0, "0 0,50 0,50 50,0 50|20 20,20 20.2,20.1 20.3,20.2 20");
    assert_points(drawn, 1, "20.2 20,20.1 20.3,20 20.2,20 20");
}

/* The straight line from (0 0) to (40 0) would leave the hole outside. */
static void no_hole_is_left_outside(void **state) {
    (void)state;
    const char *const texts[] = {"POLYGON((0 -10,40 -10,40 0,30 0.9,10 0.9,0 0,0 -10),"
                                 "(19 0.3,19 0.6,21 0.6,21 0.3,19 0.3))"};
    g_autoptr(amont_shapes) zone = shapes_of(texts, 1);
    g_autoptr(amont_shapes) drawn = amont_shapes_simplify(zone, 1);
    assert_null(amont_shapes_invalid(drawn, 0, NULL, NULL));
    assert_points(drawn, 0, "0 -10,40 -10,40 0,30 0.9,10 0.9,0 0|19 0.3,19 0.6,21 0.6,21 0.3");
}

/* ---- GEOS ---------------------------------------------------------------------------------- */

typedef struct oracle {
    GEOSContextHandle_t handle;
    size_t n;
    GEOSGeometry **features;
} oracle;

static GEOSGeometry *ring_of(GEOSContextHandle_t handle, const amont_shapes *s, size_t ring) {
    size_t first = s->point_of[ring];
    return GEOSGeom_createLinearRing_r(
        handle, GEOSCoordSeq_copyFromArrays_r(handle, s->x + first, s->y + first, NULL, NULL,
                                              (unsigned)(s->point_of[ring + 1] - first)));
}

static GEOSGeometry *part_of(GEOSContextHandle_t handle, const amont_shapes *s, size_t part) {
    size_t shell = s->ring_of[part], n_holes = s->ring_of[part + 1] - shell - 1;
    g_autofree GEOSGeometry **holes = g_new0(GEOSGeometry *, n_holes + 1);
    for (size_t h = 0; h < n_holes; h++)
        holes[h] = ring_of(handle, s, shell + 1 + h);
    return GEOSGeom_createPolygon_r(handle, ring_of(handle, s, shell), holes, (unsigned)n_holes);
}

static oracle ask(const amont_shapes *s) {
    oracle o = {GEOS_init_r(), s->n_features, g_new0(GEOSGeometry *, s->n_features + 1)};
    for (size_t f = 0; f < s->n_features; f++) {
        size_t n = s->part_of[f + 1] - s->part_of[f];
        g_autofree GEOSGeometry **parts = g_new0(GEOSGeometry *, n + 1);
        for (size_t p = 0; p < n; p++)
            parts[p] = part_of(o.handle, s, s->part_of[f] + p);
        o.features[f] =
            GEOSGeom_createCollection_r(o.handle, GEOS_MULTIPOLYGON, parts, (unsigned)n);
    }
    return o;
}

static void forget(oracle *o) {
    for (size_t f = 0; f < o->n; f++)
        GEOSGeom_destroy_r(o->handle, o->features[f]);
    g_free(o->features);
    GEOS_finish_r(o->handle);
}

static double area_of(const oracle *o, const GEOSGeometry *geometry) {
    double area = NAN;
    assert_int_equal(GEOSArea_r(o->handle, geometry, &area), 1);
    return area;
}

/* What features have in common, pair by pair. */
static double sum_of_overlaps(const oracle *o) {
    double sum = 0;
    for (size_t f = 0; f < o->n; f++)
        for (size_t g = f + 1; g < o->n; g++) {
            if (GEOSIntersects_r(o->handle, o->features[f], o->features[g]) != 1)
                continue;
            GEOSGeometry *common = GEOSIntersection_r(o->handle, o->features[f], o->features[g]);
            sum += area_of(o, common);
            GEOSGeom_destroy_r(o->handle, common);
        }
    return sum;
}

static double area_of_union(const oracle *o) {
    g_autofree GEOSGeometry **copies = g_new(GEOSGeometry *, o->n + 1);
    for (size_t f = 0; f < o->n; f++)
        copies[f] = GEOSGeom_clone_r(o->handle, o->features[f]);
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(o->handle, GEOS_GEOMETRYCOLLECTION, copies, (unsigned)o->n);
    GEOSGeometry *whole = GEOSUnaryUnion_r(o->handle, all);
    double area = area_of(o, whole);
    GEOSGeom_destroy_r(o->handle, whole);
    GEOSGeom_destroy_r(o->handle, all);
    return area;
}

static void assert_like(const amont_shapes *before, const amont_shapes *after) {
    assert_int_equal(after->n_features, before->n_features);
    assert_int_equal(after->n_parts, before->n_parts);
    assert_int_equal(after->n_rings, before->n_rings);
    assert_memory_equal(after->part_of, before->part_of,
                        (before->n_features + 1) * sizeof *before->part_of);
    assert_memory_equal(after->ring_of, before->ring_of,
                        (before->n_parts + 1) * sizeof *before->ring_of);
    for (size_t r = 0; r < after->n_rings; r++)
        assert_true(after->point_of[r + 1] - after->point_of[r] >= 4);
}

/* A coverage that stays one: valid, near, no overlap, and no gap (the union is the sum). */
static void assert_coverage(const amont_shapes *before, double tolerance, double overlap) {
    g_autoptr(amont_shapes) after = amont_shapes_simplify(before, tolerance);
    assert_like(before, after);
    oracle was = ask(before), is = ask(after);
    double sum = 0;
    for (size_t f = 0; f < is.n; f++) {
        double distance = NAN;
        assert_int_equal(GEOSisValid_r(is.handle, is.features[f]), 1);
        GEOSHausdorffDistanceDensify_r(is.handle, was.features[f], is.features[f], 0.2, &distance);
        assert_true(distance <= tolerance * (1 + 1e-9));
        sum += area_of(&is, is.features[f]);
    }
    double common = sum_of_overlaps(&is), whole = area_of_union(&is);
    assert_true(common <= overlap);
    assert_near(whole, sum - common, 1e-9 * sum + overlap);
    print_message("tolerance %g: %zu points, of %zu\n", tolerance, after->n_points,
                  before->n_points);
    forget(&was);
    forget(&is);
}

static void assert_coverages(const amont_shapes *before, const double *tolerances, size_t n,
                             double overlap) {
    for (size_t i = 0; i < n; i++)
        assert_coverage(before, tolerances[i], overlap);
}

static void fictional_zones_stay_a_coverage(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 3; seed++) {
        const coverage_plan plan = {seed, 6, 5, 12, 650000, 6850000, 1000};
        g_autoptr(amont_shapes) zones = coverage_make(&plan);
        assert_coverages(zones, (const double[]){1, 9, 81, 700, 2000}, 5, 0);
    }
}

/* Zones with holes that are zones, of several parts, turned. */
static void fictional_blocks_stay_a_coverage(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        const fictional_coverage c = {.seed = seed,
                                      .columns = 21,
                                      .rows = 21,
                                      .cell = 300,
                                      .x = 650000,
                                      .y = 6860000,
                                      .angle_rad = 0.4,
                                      .vertices = 6,
                                      .plain = 5,
                                      .massif = 1};
        g_autoptr(amont_shapes) zones = fictional_blocks(&c, 1);
        assert_coverages(zones, (const double[]){5, 40, 320}, 3, 0);
    }
}

/* At 1:10 000, 1:50 000, 1:125 000 and 1:1 000 000, to 0.05 mm. */
static void bundled_zones_stay_a_coverage(void **state) {
    (void)state;
    static const double tolerances[] = {0.5, 2.5, 6.25, 50};
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    for (guint level = 0; level < a->layers->levels->len; level++) {
        const amont_level *zones = a->layers->levels->pdata[level];
        const amont_shapes *shapes = zones->layer->shapes;
        oracle was = ask(shapes);
        double overlap = sum_of_overlaps(&was);
        forget(&was);
        print_message("%s: overlaps of %g m²\n", zones->spec->entry.name, overlap);
        assert_coverages(shapes, tolerances, G_N_ELEMENTS(tolerances), overlap);
    }
}

/* Outlines that nobody has in common, one within another: rings of a target, teeth to teeth. */
static void rings_in_rings_stay_apart(void **state) {
    (void)state;
    enum { RINGS = 12, POINTS = 90 };
    amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (int ring = 0; ring < RINGS; ring++) {
        amont_shapes_add_feature(b);
        amont_shapes_add_part(b);
        for (int hole = 0; hole < 2; hole++) {
            amont_shapes_add_ring(b);
            for (int i = 0; i < POINTS; i++) {
                double angle = 2 * G_PI * i / POINTS, tooth = i % 2 ? 4 : -4;
                double radius = 100 + 10 * ring - 4 * hole + tooth;
                amont_shapes_add_point(b, radius * cos(angle), radius * sin(angle));
            }
        }
    }
    g_autoptr(amont_shapes) target = amont_shapes_finish(b);
    assert_coverages(target, (const double[]){1, 5, 20, 80}, 4, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_keeps_what_is_farther_than_the_tolerance),
        cmocka_unit_test(lines_keep_the_vertices_where_they_meet),
        cmocka_unit_test(a_line_within_the_tolerance_stays_a_line),
        cmocka_unit_test(neighbours_keep_the_same_border),
        cmocka_unit_test(rings_keep_three_places),
        cmocka_unit_test(no_hole_is_left_outside),
        cmocka_unit_test(fictional_zones_stay_a_coverage),
        cmocka_unit_test(fictional_blocks_stay_a_coverage),
        cmocka_unit_test(bundled_zones_stay_a_coverage),
        cmocka_unit_test(rings_in_rings_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
