#include "amont/overlay.h"
#include "amont/pool.h"

#include "check.h"
#include "fictional_coverage.h"

#include <geos_c.h>
#include <math.h>
#include <string.h>

static amont_shapes *shapes_of(const char *const *texts, size_t n) {
    g_autoptr(GError) error = NULL;
    amont_shapes *shapes = amont_shapes_from_wkt(texts, n, &error);
    assert_ok(error);
    return shapes;
}

static amont_overlay *overlay_of(const amont_shapes *zones) {
    g_autofree size_t *order = g_new(size_t, zones->n_features);
    for (size_t z = 0; z < zones->n_features; z++)
        order[z] = z;
    return amont_overlay_new(zones, order, zones->n_features);
}

static amont_overlay_table *table_of(const amont_shapes *zones, const amont_shapes *shapes) {
    g_autoptr(amont_overlay) overlay = overlay_of(zones);
    return amont_overlay_sum(overlay, shapes, NULL, shapes->n_features);
}

/* --- by hand --- */

/* One zone and one polygon: their common area must be `expected`, to `tolerance`, from either. */
static void assert_common(const char *zone, const char *polygon, double expected,
                          double tolerance) {
    g_autoptr(amont_shapes) a = shapes_of(&zone, 1), b = shapes_of(&polygon, 1);
    g_autoptr(amont_overlay_table) t = table_of(a, b), u = table_of(b, a);
    assert_near(t->in[0], expected, tolerance);
    assert_near(u->in[0], expected, tolerance);
    assert_near(t->whole[0], amont_shapes_area(b, 0), 0);
    assert_near(t->in[0] + t->outside[0], t->whole[0], 1e-12 * t->whole[0]);
}

#define SQUARE "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"

static void squares_have_in_common_what_the_hand_finds(void **state) {
    (void)state;
    assert_common(SQUARE, "POLYGON ((5 5, 15 5, 15 15, 5 15, 5 5))", 25, 1e-13);
    assert_common(SQUARE, "POLYGON ((2 3, 4 3, 4 7, 2 7, 2 3))", 8, 0);
    assert_common(SQUARE, "POLYGON ((20 0, 30 0, 30 10, 20 10, 20 0))", 0, 0);
    assert_common(SQUARE, SQUARE, 100, 0);
    /* a diamond of half-diagonal 6 about a corner: a quarter of it, 72 / 4 */
    assert_common(SQUARE, "POLYGON ((16 10, 10 16, 4 10, 10 4, 16 10))", 18, 1e-13);
    /* the same about the centre, half-diagonal 7: 98 less four corners of half-diagonal 2 */
    assert_common(SQUARE, "POLYGON ((12 5, 5 12, -2 5, 5 -2, 12 5))", 82, 1e-13);
    /* crossing edges only, no vertex of one in the other: a bar 2 wide */
    assert_common(SQUARE, "POLYGON ((4 -5, 6 -5, 6 15, 4 15, 4 -5))", 20, 1e-13);
}

static void polygons_that_touch_have_nothing_in_common(void **state) {
    (void)state;
    assert_common(SQUARE, "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))", 0, 0);    /* an edge */
    assert_common(SQUARE, "POLYGON ((10 3, 20 3, 20 6, 10 6, 10 3))", 0, 0);      /* part of one */
    assert_common(SQUARE, "POLYGON ((10 10, 20 10, 20 20, 10 20, 10 10))", 0, 0); /* a vertex */
    assert_common(SQUARE, "POLYGON ((10 5, 15 0, 15 10, 10 5))", 0, 0); /* a vertex on an edge */
    assert_common("POLYGON ((0 0, 3 1, 7 2, 1 9, 0 0))", "POLYGON ((3 1, 0 0, 5 -4, 7 2, 3 1))", 0,
                  0); /* oblique shared edges */
}

static void coincident_edges_need_no_care(void **state) {
    (void)state;
    /* within, and along one, two, three sides */
    assert_common(SQUARE, "POLYGON ((0 0, 4 0, 4 5, 0 5, 0 0))", 20, 1e-13);
    assert_common(SQUARE, "POLYGON ((0 0, 10 0, 10 5, 0 5, 0 0))", 50, 1e-13);
    assert_common(SQUARE, "POLYGON ((0 2, 10 2, 10 5, 0 5, 0 2))", 30, 1e-13);
    /* half within, half without, with a vertex on the edge */
    assert_common(SQUARE, "POLYGON ((0 0, 5 -5, 10 0, 10 3, 0 3, 0 0))", 30, 1e-13);
    /* oblique edges of which one is part of the other: half of the triangle */
    assert_common("POLYGON ((0 0, 8 0, 8 8, 0 0))", "POLYGON ((0 0, 4 0, 4 4, 0 0))", 8, 1e-13);
}

static void holes_and_parts_count(void **state) {
    (void)state;
    const char *ring = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (3 3, 3 7, 7 7, 7 3, 3 3))";
    assert_common(ring, SQUARE, 84, 1e-13);
    assert_common(ring, ring, 84, 1e-13);
    assert_common(ring, "POLYGON ((3 3, 7 3, 7 7, 3 7, 3 3))", 0, 0); /* fills the hole */
    assert_common(ring, "POLYGON ((4 4, 6 4, 6 6, 4 6, 4 4))", 0, 0);
    assert_common(ring, "POLYGON ((5 5, 15 5, 15 6, 5 6, 5 5))", 3, 1e-13);
    assert_common(ring, "POLYGON ((-1 -1, 11 -1, 11 11, -1 11, -1 -1), (2 2, 2 8, 8 8, 8 2, 2 2))",
                  64, 1e-13);
    assert_common("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((4 0, 6 0, 6 2, 4 2, 4 0)))",
                  "MULTIPOLYGON (((1 1, 5 1, 5 3, 1 3, 1 1)), ((0 0, 1 0, 1 1, 0 1, 0 0)))", 3,
                  1e-13);
}

static void slivers_are_measured_and_not_rounded_away(void **state) {
    (void)state;
    /* 1e-7 m of overlap along 1 km in Lambert-93; 1e-7 is 107.4 spacings of x, made exact here */
    const double shift = ldexp(1, -23);
    g_autofree char *text =
        g_strdup_printf("POLYGON ((%.17g 6860000, 652000 6860000, 652000 6861000, %.17g 6861000, "
                        "%.17g 6860000))",
                        651000 - shift, 651000 - shift, 651000 - shift);
    assert_common("POLYGON ((650000 6860000, 651000 6860000, 651000 6861000, 650000 6861000, "
                  "650000 6860000))",
                  text, 1000 * shift, 1e-9);
    /* a wedge 1 km long that closes to nothing: half of 1000 x 0.001 */
    assert_common("POLYGON ((0 0, 1000 0, 1000 500, 0 500, 0 0))",
                  "POLYGON ((0 0, 1000 0.001, 1000 -5, 0 0))", 0.5, 1e-12);
}

static void a_spike_does_no_harm(void **state) {
    (void)state;
    assert_common(SQUARE, "POLYGON ((2 2, 4 2, 30 2, 4 2, 4 4, 3 4, 3 40, 3 4, 2 4, 2 2))", 4,
                  1e-13);
    assert_common("POLYGON ((0 0, 10 0, 10 5, 20 7, 10 5, 10 10, 0 10, 0 0))",
                  "POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))", 50, 1e-13);
    /* across the spike of a zone, away from its land */
    assert_common("POLYGON ((0 0, 10 0, 10 5, 20 7, 10 5, 10 10, 0 10, 0 0))",
                  "POLYGON ((14 4, 16 4, 16 8, 14 8, 14 4))", 0, 0);
}

/* Two squares side by side, the third overlaps both; land beyond them. */
static const char *const claimed[] = {
    "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
    "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))",
    "POLYGON ((8 0, 12 0, 12 5, 8 5, 8 0))",
};

static void each_overlapping_zone_is_measured_by_itself(void **state) {
    (void)state;
    const char *land[] = {"POLYGON ((6 0, 14 0, 14 10, 6 10, 6 0))"};
    g_autoptr(amont_shapes) zones = shapes_of(claimed, 3), shapes = shapes_of(land, 1);
    g_autoptr(amont_overlay_table) t = table_of(zones, shapes);
    assert_near(t->in[0], 40, 1e-13);
    assert_near(t->in[1], 40, 1e-13);
    assert_near(t->in[2], 20, 1e-13);
    assert_near(t->outside[0], 0, 0);
    assert_near(t->whole[0], 80, 0); /* 20 less than the pieces: claimed twice */
}

static void disjoint_zones_leave_land_to_the_first(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) zones = shapes_of(claimed, 3);
    const size_t order[] = {2, 0, 1};
    g_autoptr(amont_shapes) disjoint = amont_overlay_disjoint(zones, order, 3, 1e-3, &error);
    assert_ok(error);
    assert_near(amont_shapes_area(disjoint, 0), 90, 1e-12);
    assert_near(amont_shapes_area(disjoint, 1), 90, 1e-12);
    assert_near(amont_shapes_area(disjoint, 2), 20, 0);
    const size_t last[] = {0, 1, 2};
    g_autoptr(amont_shapes) other = amont_overlay_disjoint(zones, last, 3, 1e-3, &error);
    assert_ok(error);
    assert_near(amont_shapes_area(other, 0), 100, 0);
    assert_near(amont_shapes_area(other, 2), 0, 0);
}

static void classes_are_summed_and_what_is_outside_is_told(void **state) {
    (void)state;
    const char *const land[] = {
        "POLYGON ((0 0, 5 0, 5 5, 0 5, 0 0))",           /* in the first zone: 25 */
        "POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))",       /* 50 in each */
        "POLYGON ((-5 0, 5 0, 5 -10, -5 -10, -5 0))",    /* touches: outside, 100 */
        "POLYGON ((18 8, 22 8, 22 12, 18 12, 18 8))",    /* 4 in the second, 12 outside */
        "POLYGON ((90 90, 91 90, 91 91, 90 91, 90 90))", /* far: outside, 1 */
        "POLYGON EMPTY",
    };
    const size_t class_of[] = {0, 1, 1, 0, 0, 1};
    g_autoptr(amont_shapes) zones = shapes_of(claimed, 2), shapes = shapes_of(land, 6);
    g_autoptr(amont_overlay) overlay = overlay_of(zones);
    g_autoptr(amont_overlay_table) t = amont_overlay_sum(overlay, shapes, class_of, 2);
    assert_int_equal(t->n_zones, 2);
    assert_int_equal(t->n_classes, 2);
    const double in[] = {25, 50, 4, 50}, outside[] = {13, 100}, whole[] = {42, 200};
    for (size_t i = 0; i < 4; i++)
        assert_near(t->in[i], in[i], 1e-12);
    for (size_t c = 0; c < 2; c++) {
        assert_near(t->outside[c], outside[c], 1e-12);
        assert_near(t->whole[c], whole[c], 0);
    }
}

static void only_zones_in_the_order_count(void **state) {
    (void)state;
    const char *land[] = {"POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))"};
    g_autoptr(amont_shapes) zones = shapes_of(claimed, 3), shapes = shapes_of(land, 1);
    const size_t order[] = {1};
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, 1);
    g_autoptr(amont_overlay_table) t = amont_overlay_sum(overlay, shapes, NULL, 1);
    assert_near(t->in[0], 0, 0);
    assert_near(t->in[1], 50, 1e-13);
    assert_near(t->outside[0], 50, 1e-13);
    g_autoptr(amont_overlay) none = amont_overlay_new(zones, NULL, 0);
    g_autoptr(amont_overlay_table) u = amont_overlay_sum(none, shapes, NULL, 1);
    assert_near(u->outside[0], 100, 0);
}

/* --- lines, by hand --- */

static void assert_lengths(const char *line, double first, double second, double outside) {
    g_autoptr(amont_shapes) zones = shapes_of(claimed, 2), lines = shapes_of(&line, 1);
    g_autoptr(amont_overlay_table) t = table_of(zones, lines);
    assert_near(t->in[0], first, 1e-12);
    assert_near(t->in[1], second, 1e-12);
    assert_near(t->outside[0], outside, 1e-12);
    assert_near(t->whole[0], first + second + outside, 1e-12);
}

static void lines_are_cut_at_borders(void **state) {
    (void)state;
    assert_lengths("LINESTRING (1 1, 4 5)", 5, 0, 0);
    assert_lengths("LINESTRING (5 5, 18 5)", 5, 8, 0);
    assert_lengths("LINESTRING (-3 5, 5 5, 5 12)", 10, 0, 5);
    assert_lengths("LINESTRING (-5 5, 30 5)", 10, 10, 15);
    assert_lengths("LINESTRING (7 6, 13 14)", 5, 0, 5); /* through the shared corner (10, 10) */
    assert_lengths("LINESTRING (50 50, 53 54)", 0, 0, 5);
    assert_lengths("LINESTRING (2 2, 2 2)", 0, 0, 0);
    assert_lengths("MULTILINESTRING ((1 1, 2 1), (12 1, 14 1))", 1, 2, 0);
}

static void a_line_along_a_border_is_of_the_first_zone(void **state) {
    (void)state;
    assert_lengths("LINESTRING (10 2, 10 8)", 6, 0, 0);        /* along part of it */
    assert_lengths("LINESTRING (10 -4, 10 14)", 10, 0, 8);     /* beyond both ends */
    assert_lengths("LINESTRING (12 10, 6 10, 6 12)", 4, 2, 2); /* along outer borders */
    /* an oblique border, whose points have no exact coordinates */
    const char *const texts[] = {"POLYGON ((0 0, 7 3, 0 9, 0 0))",
                                 "POLYGON ((0 0, 9 0, 7 3, 0 0))"};
    const char *line = "LINESTRING (7 3, 0 0)";
    g_autoptr(amont_shapes) zones = shapes_of(texts, 2), lines = shapes_of(&line, 1);
    for (size_t first = 0; first < 2; first++) {
        const size_t order[] = {first, 1 - first};
        g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, 2);
        g_autoptr(amont_overlay_table) t = amont_overlay_sum(overlay, lines, NULL, 1);
        assert_near(t->in[first], sqrt(58), 1e-14);
        assert_near(t->in[1 - first], 0, 0);
    }
}

/* --- against GEOS --- */

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const amont_shapes *s, size_t ring) {
    size_t first = s->point_of[ring], n = s->point_of[ring + 1] - first;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromArrays_r(geos, s->x + first, s->y + first, NULL, NULL, (unsigned)n);
    return s->type == AMONT_SHAPE_LINE ? GEOSGeom_createLineString_r(geos, points)
                                       : GEOSGeom_createLinearRing_r(geos, points);
}

/* One part a feature is enough here. */
static GEOSGeometry *geometry_of(GEOSContextHandle_t geos, const amont_shapes *s, size_t feature) {
    if (s->part_of[feature] == s->part_of[feature + 1])
        return GEOSGeom_createEmptyPolygon_r(geos);
    size_t part = s->part_of[feature], shell = s->ring_of[part];
    size_t n_holes = s->ring_of[part + 1] - shell - 1;
    assert_int_equal(s->part_of[feature + 1] - part, 1);
    if (s->type == AMONT_SHAPE_LINE)
        return ring_of(geos, s, shell);
    g_autofree GEOSGeometry **holes = g_new(GEOSGeometry *, n_holes);
    for (size_t h = 0; h < n_holes; h++)
        holes[h] = ring_of(geos, s, shell + 1 + h);
    return GEOSGeom_createPolygon_r(geos, ring_of(geos, s, shell), holes, (unsigned)n_holes);
}

static double measure(GEOSContextHandle_t geos, const amont_shapes *s, const GEOSGeometry *a,
                      const GEOSGeometry *b) {
    GEOSGeometry *common = GEOSIntersection_r(geos, a, b);
    double value = 0;
    assert_non_null(common);
    if (s->type == AMONT_SHAPE_LINE)
        GEOSLength_r(geos, common, &value);
    else
        GEOSArea_r(geos, common, &value);
    GEOSGeom_destroy_r(geos, common);
    return value;
}

static void free_all(GEOSContextHandle_t geos, GEOSGeometry **geometries, size_t n) {
    for (size_t i = 0; i < n; i++)
        GEOSGeom_destroy_r(geos, geometries[i]);
    g_free(geometries);
}

/* Each cell of the table within 1e-9, or 1e-3 m² (1e-6 m), of GEOS; what is outside, of the
 * difference; and the whole conserved. */
static void assert_as_geos(const amont_shapes *zones, const amont_shapes *shapes) {
    g_autoptr(amont_overlay_table) t = table_of(zones, shapes);
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSGeometry **zone = g_new(GEOSGeometry *, zones->n_features);
    for (size_t z = 0; z < zones->n_features; z++)
        zone[z] = geometry_of(geos, zones, z);
    double slack = shapes->type == AMONT_SHAPE_LINE ? 1e-6 : 1e-3, off = 0, all = 0;
    for (size_t f = 0; f < shapes->n_features; f++) {
        GEOSGeometry *feature = geometry_of(geos, shapes, f);
        double in = 0;
        for (size_t z = 0; z < zones->n_features; z++) {
            double found = t->in[z * t->n_classes + f];
            double expected = measure(geos, shapes, zone[z], feature);
            assert_near(found, expected, fmax(slack, 1e-9 * expected));
            in += found;
        }
        off += in + t->outside[f] - t->whole[f];
        all += t->whole[f];
        GEOSGeom_destroy_r(geos, feature);
    }
    assert_near(off / all, 0, 1e-9);
    free_all(geos, zone, zones->n_features);
    GEOS_finish_r(geos);
}

static void assert_outside_as_geos(const amont_shapes *zones, const amont_shapes *shapes) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_overlay_table) t = table_of(zones, shapes);
    g_autoptr(amont_shapes) whole = amont_shapes_dissolve(zones, NULL, &error);
    assert_ok(error);
    g_autoptr(amont_overlay_table) u = table_of(whole, shapes);
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSGeometry *all = geometry_of(geos, whole, 0);
    for (size_t f = 0; f < shapes->n_features; f++) {
        GEOSGeometry *feature = geometry_of(geos, shapes, f);
        GEOSGeometry *rest = GEOSDifference_r(geos, feature, all);
        double expected = 0;
        GEOSArea_r(geos, rest, &expected);
        assert_near(t->outside[f], expected, fmax(1e-3, 1e-9 * expected));
        assert_near(u->outside[f], expected, fmax(1e-3, 1e-9 * expected));
        GEOSGeom_destroy_r(geos, rest);
        GEOSGeom_destroy_r(geos, feature);
    }
    GEOSGeom_destroy_r(geos, all);
    GEOS_finish_r(geos);
}

static uint64_t new_seed(void) {
    uint64_t seed = g_random_int();
    print_message("seed %u\n", (unsigned)seed);
    return seed;
}

static fictional_coverage zones_from(uint64_t seed) {
    return (fictional_coverage){.seed = seed,
                                .columns = 6,
                                .rows = 5,
                                .cell = 3000,
                                .x = 650000,
                                .y = 6860000,
                                .vertices = 10};
}

static fictional_coverage land_from(uint64_t seed) { /* beyond the zones on all sides */
    return (fictional_coverage){.seed = seed + 1,
                                .columns = 46,
                                .rows = 44,
                                .cell = 420,
                                .x = 649500,
                                .y = 6858500,
                                .vertices = 9,
                                .massif = 3};
}

static void random_coverages_agree_with_geos(void **state) {
    (void)state;
    uint64_t seed = new_seed();
    fictional_coverage z = zones_from(seed), l = land_from(seed);
    g_autoptr(amont_shapes) zones = fictional_blocks(&z, 1), land = fictional_blocks(&l, 1);
    for (size_t f = 0; f < land->n_features; f += 97) {
        g_autofree char *fault = amont_shapes_invalid(land, f, NULL, NULL);
        assert_null(fault);
    }
    assert_as_geos(zones, land);
    assert_outside_as_geos(zones, land);
}

static void turned_coverages_agree_with_geos(void **state) {
    (void)state;
    uint64_t seed = new_seed();
    fictional_coverage z = zones_from(seed), l = land_from(seed);
    z.angle_rad = 0.3;
    l.angle_rad = -1.1;
    l.y += 15000;
    g_autoptr(amont_shapes) zones = fictional_blocks(&z, 1), land = fictional_blocks(&l, 2);
    assert_as_geos(zones, land);
}

/* A star of n corners on whole numbers about a centre, which may be invalid. */
static char *whole_star(GRand *random) {
    GString *text = g_string_new("POLYGON ((");
    int n = g_rand_int_range(random, 3, 9);
    double x = g_rand_int_range(random, 0, 8), y = g_rand_int_range(random, 0, 8);
    g_autofree char *start = NULL;
    for (int i = 0; i < n; i++) {
        double angle = 2 * G_PI * (i + g_rand_double_range(random, 0, 0.9)) / n;
        double r = g_rand_double_range(random, 1, 6);
        char *corner =
            g_strdup_printf("%.0f %.0f", round(x + r * cos(angle)), round(y + r * sin(angle)));
        g_string_append_printf(text, "%s, ", corner);
        if (start)
            g_free(corner);
        else
            start = corner;
    }
    g_string_append_printf(text, "%s))", start);
    return g_string_free(text, FALSE);
}

static amont_shapes *whole_stars(GRand *random, size_t n) {
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    while (texts->len < n) {
        g_autofree char *text = whole_star(random);
        const char *one = text;
        g_autoptr(amont_shapes) star = shapes_of(&one, 1);
        double x, y;
        g_autofree char *fault = amont_shapes_invalid(star, 0, &x, &y);
        if (!fault && star->n_parts == 1)
            g_ptr_array_add(texts, g_steal_pointer(&text));
    }
    return shapes_of((const char *const *)texts->pdata, n);
}

/* On whole numbers, vertices lie on edges and edges on edges all the time. */
static void stars_on_whole_numbers_agree_with_geos(void **state) {
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)new_seed());
    g_autoptr(amont_shapes) zones = whole_stars(random, 60), shapes = whole_stars(random, 60);
    g_autoptr(amont_overlay_table) t = table_of(zones, shapes);
    GEOSContextHandle_t geos = GEOS_init_r();
    for (size_t z = 0; z < 60; z++)
        for (size_t f = 0; f < 60; f++) {
            GEOSGeometry *a = geometry_of(geos, zones, z), *b = geometry_of(geos, shapes, f);
            double expected = measure(geos, shapes, a, b);
            assert_near(t->in[z * 60 + f], expected, 1e-12);
            assert_true(expected > 1e-12 || t->in[z * 60 + f] == 0);
            GEOSGeom_destroy_r(geos, a);
            GEOSGeom_destroy_r(geos, b);
        }
    GEOS_finish_r(geos);
}

/* Zones left out make gaps and holes in the coverage; some are shared by two holes. */
static void what_lies_in_gaps_between_zones_is_outside(void **state) {
    (void)state;
    uint64_t seed = new_seed();
    fictional_coverage c = zones_from(seed), l = land_from(seed);
    g_autoptr(amont_shapes) zones = fictional_blocks(&c, 1), land = fictional_blocks(&l, 1);
    g_autofree bool *keep = g_new0(bool, zones->n_features);
    g_autofree size_t *order = g_new(size_t, zones->n_features);
    size_t n_order = 0;
    for (size_t z = 0; z < zones->n_features; z++)
        if (z % 6 != 2 && z != 15 && z != 16) {
            keep[z] = true;
            order[n_order++] = z;
        }
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_shapes) whole = amont_shapes_dissolve(zones, keep, &error);
    assert_ok(error);
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, n_order);
    g_autoptr(amont_overlay_table) t = amont_overlay_sum(overlay, land, NULL, land->n_features);
    g_autoptr(amont_overlay_table) u = table_of(whole, land);
    for (size_t f = 0; f < land->n_features; f++) {
        double in = 0;
        for (size_t z = 0; z < zones->n_features; z++)
            in += t->in[z * t->n_classes + f];
        assert_near(in, u->in[f], 1e-3);
        assert_near(t->outside[f], t->whole[f] - u->in[f], 1e-3);
        assert_near(in + t->outside[f], t->whole[f], 1e-12 * t->whole[f] + 1e-5);
    }
}

static void land_cut_along_the_limits_agrees_with_geos(void **state) {
    (void)state;
    fictional_coverage c = {.seed = new_seed(),
                            .columns = 30,
                            .rows = 24,
                            .cell = 400,
                            .x = 650000,
                            .y = 6860000,
                            .vertices = 7,
                            .plain = 6};
    g_autoptr(amont_shapes) zones = fictional_blocks(&c, 6), land = fictional_blocks(&c, 1);
    assert_as_geos(zones, land);
    g_autoptr(amont_overlay_table) t = table_of(zones, land);
    for (size_t f = 0; f < land->n_features; f++)
        assert_near(t->outside[f], 0, 0); /* to the last bit */
}

static void move(amont_shapes *s, double by) {
    for (size_t i = 0; i < s->n_points; i++) {
        s->x[i] += by;
        s->y[i] += by;
    }
}

static void coverages_shifted_by_a_tenth_of_a_micrometre_conserve(void **state) {
    (void)state;
    fictional_coverage c = {.seed = new_seed(),
                            .columns = 18,
                            .rows = 18,
                            .cell = 400,
                            .x = 650000,
                            .y = 6860000,
                            .vertices = 7};
    g_autoptr(amont_shapes) zones = fictional_blocks(&c, 6), land = fictional_blocks(&c, 1);
    move(zones, 1e-7);
    assert_as_geos(zones, land);
    /* the zones against themselves, shifted: the cross table is all but diagonal */
    g_autoptr(amont_shapes) before = fictional_blocks(&c, 6);
    assert_as_geos(zones, before);
}

static void lines_agree_with_geos(void **state) {
    (void)state;
    uint64_t seed = new_seed();
    fictional_coverage z = zones_from(seed);
    g_autoptr(amont_shapes) zones = fictional_blocks(&z, 1), lines = fictional_lines(&z, 150, 20);
    assert_as_geos(zones, lines);
}

/* --- degenerate zones --- */

static void add_circle(amont_shapes_builder *builder, double x, double y, double radius, size_t n) {
    amont_shapes_add_ring(builder);
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * G_PI * (double)i / (double)n;
        double r = radius * (1 + 0.2 * sin(40 * angle));
        amont_shapes_add_point(builder, x + r * cos(angle), y + r * sin(angle));
    }
}

static void degenerate_zones_give_the_right_figures(void **state) {
    (void)state;
    enum { EMPTY, SPECK, VAST, FILLING };
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(builder);
    amont_shapes_add_feature(builder); /* a triangle of 1 cm², in the hole of the next */
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, 655000.5, 6865000.5);
    amont_shapes_add_point(builder, 655000.52, 6865000.5);
    amont_shapes_add_point(builder, 655000.5, 6865000.51);
    amont_shapes_add_feature(builder); /* 10⁵ vertices, and a hole */
    amont_shapes_add_part(builder);
    add_circle(builder, 655000, 6865000, 3000, 100000);
    add_circle(builder, 655000, 6865000, 500, 1000);
    amont_shapes_add_feature(builder); /* its shell is that hole */
    amont_shapes_add_part(builder);
    add_circle(builder, 655000, 6865000, 500, 1000);
    g_autoptr(amont_shapes) zones = amont_shapes_finish(builder);
    fictional_coverage l = {.seed = new_seed(),
                            .columns = 9,
                            .rows = 9,
                            .cell = 900,
                            .x = 651000,
                            .y = 6861000,
                            .vertices = 9};
    g_autoptr(amont_shapes) land = fictional_blocks(&l, 1);
    assert_as_geos(zones, land);
    g_autoptr(amont_overlay_table) t = table_of(zones, land), cross = table_of(zones, zones);
    double in[4] = {0};
    for (size_t z = 0; z < 4; z++)
        for (size_t f = 0; f < land->n_features; f++)
            in[z] += t->in[z * t->n_classes + f];
    for (size_t z = 0; z < 4; z++) {
        double own = amont_shapes_area(zones, z);
        assert_near(in[z], own, 1e-12 * own + 1e-10);
        assert_near(cross->in[z * 4 + z], own, 1e-13 * own);
    }
    assert_near(in[SPECK], 1e-4, 1e-10); /* coordinates are multiples of 1e-9 */
    assert_near(cross->in[VAST * 4 + FILLING], 0, 0);
    assert_near(cross->in[FILLING * 4 + SPECK], amont_shapes_area(zones, SPECK), 0);
}

/* 20,000 teeth side by side: many edges over the same x, and over the same y. */
static amont_shapes *comb(bool upright, size_t n_teeth, double shift) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    for (size_t i = 0; i < 2 * n_teeth; i++) {
        double along = (double)i / 2 + shift, near = i % 2 == 0 ? 0 : 1, far = i % 2 == 0 ? 1 : 0;
        for (int end = 0; end < 2; end++) {
            double across = 1000 * (end == 0 ? near : far);
            amont_shapes_add_point(builder, upright ? along : across, upright ? across : along);
        }
    }
    double last = (double)n_teeth - 0.5 + shift;
    amont_shapes_add_point(builder, upright ? last : -5, upright ? -5 : last);
    amont_shapes_add_point(builder, upright ? shift : -5, upright ? -5 : shift);
    return amont_shapes_finish(builder);
}

static void a_thousand_overlapping_zones_each_have_their_own(void **state) {
    (void)state; /* by hand: squares about one centre, of half-side 1, 2 ..., and one of 10.5 */
    enum { N = 1000 };
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t z = 0; z < N; z++) {
        double half = (double)z + 1;
        amont_shapes_add_feature(builder);
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        amont_shapes_add_point(builder, -half, -half);
        amont_shapes_add_point(builder, half, -half);
        amont_shapes_add_point(builder, half, half);
        amont_shapes_add_point(builder, -half, half);
    }
    g_autoptr(amont_shapes) zones = amont_shapes_finish(builder);
    const char *text = "POLYGON ((-10.5 -10.5, 10.5 -10.5, 10.5 10.5, -10.5 10.5, -10.5 -10.5))";
    g_autoptr(amont_shapes) land = shapes_of(&text, 1);
    g_autoptr(amont_overlay_table) t = table_of(zones, land);
    for (size_t z = 0; z < N; z++) {
        double half = fmin((double)z + 1, 10.5);
        assert_near(t->in[z], 4 * half * half, 1e-12);
    }
    assert_near(t->outside[0], 0, 0);
}

static void combs_are_measured(void **state) {
    (void)state;
    for (int upright = 0; upright < 2; upright++) {
        size_t n = upright ? 20000 : 1000;
        g_autoptr(amont_shapes) a = comb(upright, n, 0), b = comb(upright, n, 0.25);
        g_autoptr(amont_overlay_table) t = table_of(a, b);
        /* by hand: teeth 0.5 wide, half of each covered by one tooth of the other, and the back */
        double expected = (double)n * 250 + 5 * ((double)n - 0.75);
        assert_near(t->in[0], expected, 1e-9 * expected);
    }
}

/* --- same bytes --- */

static void figures_do_not_depend_on_threads(void **state) {
    (void)state;
    uint64_t seed = new_seed();
    fictional_coverage z = zones_from(seed), l = land_from(seed);
    g_autoptr(amont_shapes) zones = fictional_blocks(&z, 1), land = fictional_blocks(&l, 1);
    g_autoptr(amont_overlay) overlay = overlay_of(zones);
    g_autofree size_t *class_of = g_new(size_t, land->n_features);
    for (size_t f = 0; f < land->n_features; f++)
        class_of[f] = f % 5;
    amont_pool_set_threads(1);
    g_autoptr(amont_overlay_table) one = amont_overlay_sum(overlay, land, class_of, 5);
    for (unsigned threads = 2; threads <= 8; threads *= 2) {
        amont_pool_set_threads(threads);
        g_autoptr(amont_overlay_table) many = amont_overlay_sum(overlay, land, class_of, 5);
        assert_memory_equal(one->in, many->in, zones->n_features * 5 * sizeof(double));
        assert_memory_equal(one->outside, many->outside, 5 * sizeof(double));
        assert_memory_equal(one->whole, many->whole, 5 * sizeof(double));
    }
    amont_pool_set_threads(0);
}

static void count_piece(const amont_overlay_piece *piece, void *data) {
    GArray *pieces = data;
    g_array_append_val(pieces, *piece);
}

static void pieces_come_by_feature(void **state) {
    (void)state;
    uint64_t seed = new_seed();
    fictional_coverage z = zones_from(seed), l = land_from(seed);
    g_autoptr(amont_shapes) zones = fictional_blocks(&z, 1), land = fictional_blocks(&l, 1);
    g_autoptr(amont_overlay) overlay = overlay_of(zones);
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece));
    amont_overlay_pieces(overlay, land, count_piece, pieces);
    g_autofree double *in = g_new0(double, land->n_features);
    for (guint p = 0; p < pieces->len; p++) {
        const amont_overlay_piece *piece = &g_array_index(pieces, amont_overlay_piece, p);
        assert_true(piece->measure > 0);
        assert_true(p == 0 || piece[-1].feature <= piece->feature);
        in[piece->feature] += piece->measure;
    }
    for (size_t f = 0; f < land->n_features; f++)
        assert_near(in[f], amont_shapes_area(land, f), 1e-10 * in[f]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_have_in_common_what_the_hand_finds),
        cmocka_unit_test(polygons_that_touch_have_nothing_in_common),
        cmocka_unit_test(coincident_edges_need_no_care),
        cmocka_unit_test(holes_and_parts_count),
        cmocka_unit_test(slivers_are_measured_and_not_rounded_away),
        cmocka_unit_test(a_spike_does_no_harm),
        cmocka_unit_test(each_overlapping_zone_is_measured_by_itself),
        cmocka_unit_test(disjoint_zones_leave_land_to_the_first),
        cmocka_unit_test(classes_are_summed_and_what_is_outside_is_told),
        cmocka_unit_test(only_zones_in_the_order_count),
        cmocka_unit_test(lines_are_cut_at_borders),
        cmocka_unit_test(a_line_along_a_border_is_of_the_first_zone),
        cmocka_unit_test(random_coverages_agree_with_geos),
        cmocka_unit_test(turned_coverages_agree_with_geos),
        cmocka_unit_test(stars_on_whole_numbers_agree_with_geos),
        cmocka_unit_test(what_lies_in_gaps_between_zones_is_outside),
        cmocka_unit_test(land_cut_along_the_limits_agrees_with_geos),
        cmocka_unit_test(coverages_shifted_by_a_tenth_of_a_micrometre_conserve),
        cmocka_unit_test(lines_agree_with_geos),
        cmocka_unit_test(degenerate_zones_give_the_right_figures),
        cmocka_unit_test(a_thousand_overlapping_zones_each_have_their_own),
        cmocka_unit_test(combs_are_measured),
        cmocka_unit_test(figures_do_not_depend_on_threads),
        cmocka_unit_test(pieces_come_by_feature),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
