/* Areas on the ellipsoid by a plane that keeps them: pieces are cut in Lambert-93 by GEOS and
 * measured by PROJ's geodesics, which the overlay in that plane must find without cutting. The
 * coverages are invented. */
#include "amont/crs.h"
#include "amont/overlay.h"
#include "check.h"
#include "fictional_coverage.h"

#include <math.h>

typedef struct pairs {
    GArray *feature, *zone, *area;
} pairs;

static void note(const amont_overlay_piece *piece, void *data) {
    pairs *p = data;
    if (piece->zone == AMONT_NO_ZONE)
        return;
    g_array_append_val(p->feature, piece->feature);
    g_array_append_val(p->zone, piece->zone);
    g_array_append_val(p->area, piece->measure);
}

static pairs pairs_of(const amont_shapes *zones, const amont_shapes *land) {
    pairs p = {g_array_new(FALSE, FALSE, sizeof(size_t)), g_array_new(FALSE, FALSE, sizeof(size_t)),
               g_array_new(FALSE, FALSE, sizeof(double))};
    g_autofree size_t *order = g_new(size_t, zones->n_features);
    for (size_t z = 0; z < zones->n_features; z++)
        order[z] = z;
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, zones->n_features);
    amont_overlay_pieces(overlay, land, note, &p);
    return p;
}

static void clear(pairs *p) {
    g_array_unref(p->feature);
    g_array_unref(p->zone);
    g_array_unref(p->area);
}

static fictional_coverage zones_from(guint32 seed) {
    return (fictional_coverage){.seed = seed,
                                .columns = 4,
                                .rows = 3,
                                .cell = 3000,
                                .x = 650000,
                                .y = 6850000,
                                .vertices = 10};
}

static fictional_coverage land_from(guint32 seed) {
    return (fictional_coverage){.seed = seed + 1,
                                .columns = 30,
                                .rows = 20,
                                .cell = 450,
                                .x = 649000,
                                .y = 6849500,
                                .vertices = 6};
}

static void pieces_have_the_areas_of_proj(void **state) {
    (void)state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    fictional_coverage zone_plan = zones_from(seed), land_plan = land_from(seed);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) lambert = amont_crs_new("EPSG:2154", &error);
    g_autoptr(amont_shapes) zones = fictional_blocks(&zone_plan, 1);
    g_autoptr(amont_shapes) land = fictional_blocks(&land_plan, 1);
    /* the plane is made about a point 100 km away: that is where its error is stated */
    g_autoptr(amont_shapes) flat_zones =
        amont_shapes_equal_area(zones, lambert, 650000, 6750000, &error);
    g_autoptr(amont_shapes) flat_land =
        amont_shapes_equal_area(land, lambert, 650000, 6750000, &error);
    assert_ok(error);
    pairs p = pairs_of(flat_zones, flat_land);
    g_autoptr(amont_shapes) pieces =
        amont_shapes_common(land, zones, (const size_t *)(const void *)p.feature->data,
                            (const size_t *)(const void *)p.zone->data, p.area->len, &error);
    assert_ok(error);
    g_autofree double *expected = amont_shapes_areas_ellipsoidal(pieces, lambert, &error);
    assert_ok(error);
    double planar = 0, ellipsoidal = 0, found = 0;
    for (guint i = 0; i < p.area->len; i++) {
        double area = g_array_index(p.area, double, i);
        assert_near(area, expected[i], 1e-4 + 1e-8 * expected[i]);
        planar += amont_shapes_area(pieces, i);
        ellipsoidal += expected[i];
        found += area;
    }
    assert_near(found / ellipsoidal, 1, 1e-9);
    assert_near(ellipsoidal / planar, 1.0003, 5e-5); /* south of Paris */
    clear(&p);
}

/* Borders shared in the file are still shared to the last bit: nothing lies between zones. */
static void shared_borders_stay_shared(void **state) {
    (void)state;
    fictional_coverage plan = zones_from(5);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) lambert = amont_crs_new("EPSG:2154", &error);
    g_autoptr(amont_shapes) zones = fictional_blocks(&plan, 1);
    g_autoptr(amont_shapes) flat = amont_shapes_equal_area(zones, lambert, 656000, 6854000, &error);
    assert_ok(error);
    assert_int_equal(flat->n_features, zones->n_features);
    pairs p = pairs_of(flat, flat);
    assert_int_equal(p.area->len, flat->n_features); /* each meets itself alone */
    g_autofree double *expected = amont_shapes_areas_ellipsoidal(zones, lambert, &error);
    for (size_t z = 0; z < flat->n_features; z++)
        assert_near(amont_shapes_area(flat, z) / expected[z], 1, 1e-9);
    clear(&p);
}

static void a_sphere_is_an_ellipsoid_too(void **state) {
    (void)state; /* between two parallels: R² (sin b − sin a) a radian of longitude */
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) sphere = amont_crs_new("+proj=merc +R=6371000 +units=m +type=crs", &error);
    assert_ok(error);
    double x = 6371000 * 0.01, y0 = 6371000 * atanh(sin(0.8)), y1 = 6371000 * atanh(sin(0.801));
    g_autofree char *text =
        g_strdup_printf("POLYGON ((0 %.17g, %.17g %.17g, %.17g %.17g, 0 %.17g, 0 %.17g))", y0, x,
                        y0, x, y1, y1, y0);
    const char *texts[] = {text};
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 1, &error);
    g_autoptr(amont_shapes) flat = amont_shapes_equal_area(shapes, sphere, 0, y0, &error);
    assert_ok(error);
    double expected = 6371000.0 * 6371000.0 * (sin(0.801) - sin(0.8)) * 0.01;
    assert_near(amont_shapes_area(flat, 0) / expected, 1, 1e-8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_have_the_areas_of_proj),
        cmocka_unit_test(shared_borders_stay_shared),
        cmocka_unit_test(a_sphere_is_an_ellipsoid_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
