#include "amont/crs.h"

#include "check.h"

#include <math.h>

static amont_crs *crs_of(const char *definition) {
    g_autoptr(GError) error = NULL;
    amont_crs *crs = amont_crs_new(definition, &error);
    assert_ok(error);
    assert_non_null(crs);
    return crs;
}

static void assert_image(const char *from, const char *to, double x, double y, double image_x,
                         double image_y, double tolerance) {
    g_autoptr(amont_crs) source = crs_of(from);
    g_autoptr(amont_crs) target = crs_of(to);
    g_autoptr(GError) error = NULL;
    assert_true(amont_crs_transform(source, target, &x, &y, 1, &error));
    assert_ok(error);
    assert_near(x, image_x, tolerance);
    assert_near(y, image_y, tolerance);
}

/* GeoJSON writers and shapefiles give CRS as text: this one is what GDAL writes for EPSG:2154. */
#define LAMBERT_93_WKT                                                                             \
    "PROJCS[\"RGF93 v1 / Lambert-93\",GEOGCS[\"RGF93 v1\",DATUM[\"Reseau_Geodesique_Francais_"     \
    "1993_v1\",SPHEROID[\"GRS 1980\",6378137,298.257222101,AUTHORITY[\"EPSG\",\"7019\"]],"         \
    "AUTHORITY[\"EPSG\",\"6171\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT["     \
    "\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4171\"]],"   \
    "PROJECTION[\"Lambert_Conformal_Conic_2SP\"],PARAMETER[\"latitude_of_origin\",46.5],"          \
    "PARAMETER[\"central_meridian\",3],PARAMETER[\"standard_parallel_1\",49],PARAMETER["           \
    "\"standard_parallel_2\",44],PARAMETER[\"false_easting\",700000],PARAMETER["                   \
    "\"false_northing\",6600000],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Easting\"," \
    "EAST],AXIS[\"Northing\",NORTH],AUTHORITY[\"EPSG\",\"2154\"]]"

static void codes_proj_strings_and_wkt_are_known(void **state) {
    (void)state;
    static const struct {
        const char *definition;
        bool projected;
    } cases[] = {
        {"EPSG:2154", true},
        {"epsg:2154", true},
        {" EPSG:2154 ", true},
        {"IGNF:LAMB93", true},
        {"EPSG:4326", false},
        {"OGC:CRS84", false},
        {"EPSG:4979", false}, /* with heights */
        {"EPSG:5698", true},  /* Lambert-93 + NGF-IGN69 heights */
        {"EPSG:2263", false}, /* a plane, but in feet */
        {"EPSG:27572", true}, /* degrees are grads, from Paris */
        {"+proj=utm +zone=31 +datum=WGS84", true},
        {"proj=longlat datum=WGS84 type=crs", false},
        {"+proj=utm +zone=31 +ellps=intl +towgs84=-87,-98,-121", true},
        {LAMBERT_93_WKT, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(amont_crs) crs = crs_of(cases[i].definition);
        assert_int_equal(amont_crs_is_projected(crs), cases[i].projected);
        assert_string_equal(amont_crs_definition(crs), cases[i].definition);
    }
}

static void a_crs_is_called_by_its_published_name(void **state) {
    (void)state; /* epsg.org */
    g_autoptr(amont_crs) lambert = crs_of("EPSG:2154");
    assert_string_equal(amont_crs_name(lambert), "RGF93 v1 / Lambert-93");
    g_autoptr(amont_crs) nameless = crs_of("+proj=utm +zone=31 +datum=WGS84");
    assert_string_equal(amont_crs_name(nameless), "+proj=utm +zone=31 +datum=WGS84");
}

static void what_is_not_a_horizontal_crs_is_refused(void **state) {
    (void)state;
    static const char *const definitions[] = {
        "",
        "Lambert-93",
        "RGF93 v1 / Lambert-93", /* a name that PROJ would find */
        "Paris",
        "2154",
        "EPSG:",
        ":2154",
        "EPSG:999999",
        "EPSG:21:54",
        "EPSG:2154' OR 1=1",
        "EPSG:5720", /* heights only */
        "EPSG:4978", /* geocentric */
        "EPSG:7019", /* an ellipsoid */
        "EPSG:1671", /* a transformation */
        "+proj=",
        "+proj=nonsense",
        "+proj=pipeline +step +proj=utm +zone=31",
        "+proj=longlat +step +proj=utm +zone=31",
        "+init=epsg:2154",
        "PROJCS[\"broken\"",
        "LOCAL_CS[\"a building site\",UNIT[\"metre\",1]]",
        "\xff\xfe",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(definitions); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_crs) crs = amont_crs_new(definitions[i], &error);
        if (crs)
            print_error("'%s' is accepted\n", definitions[i]);
        assert_null(crs);
        assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CONFIG));
        assert_true(g_utf8_validate(error->message, -1, NULL));
        assert_non_null(strstr(error->message, "EPSG:2154"));
    }
}

static void the_same_system_is_recognised_in_other_words(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"EPSG:2154", "EPSG:2154", true},  {"EPSG:2154", LAMBERT_93_WKT, true},
        {"EPSG:4326", "OGC:CRS84", true}, /* in x, y order there is no difference */
        {"EPSG:2154", "EPSG:4326", false}, {"EPSG:2154", "EPSG:27572", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(amont_crs) a = crs_of(cases[i].a);
        g_autoptr(amont_crs) b = crs_of(cases[i].b);
        assert_int_equal(amont_crs_same(a, b), cases[i].same);
    }
}

static void the_origin_of_lambert_93_is_where_its_definition_says(void **state) {
    (void)state; /* decree 2000-1276: 3 E, 46.5 N is (700000, 6600000) */
    assert_image("EPSG:4326", "EPSG:2154", 3, 46.5, 700000, 6600000, 1e-6);
    assert_image("EPSG:2154", "OGC:CRS84", 700000, 6600000, 3, 46.5, 1e-11);
    assert_image("EPSG:4979", "EPSG:5698", 3, 46.5, 700000, 6600000, 1e-6);
}

static void web_mercator_gives_the_published_example(void **state) {
    (void)state; /* IOGP 373-7-2 section 3.2.2: 24 22' 54.433" N, 100 20' 00" W */
    assert_image("EPSG:4326", "EPSG:3857", -(100 + 20.0 / 60), 24 + 22.0 / 60 + 54.433 / 3600,
                 -11169055.58, 2800000.00, 0.01);
}

static void projecting_and_back_moves_by_less_than_a_millimetre(void **state) {
    (void)state;
    enum { N = 10000 };
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autofree double *x = g_new(double, N), *y = g_new(double, N);
    g_autofree double *old_x = g_new(double, N), *old_y = g_new(double, N);
    for (size_t i = 0; i < N; i++) { /* metropolitan France */
        old_x[i] = x[i] = g_rand_double_range(random, 99000, 1242000);
        old_y[i] = y[i] = g_rand_double_range(random, 6046000, 7110000);
    }
    g_autoptr(amont_crs) plane = crs_of("EPSG:2154");
    g_autoptr(amont_crs) globe = crs_of("EPSG:4326");
    g_autoptr(GError) error = NULL;
    assert_true(amont_crs_transform(plane, globe, x, y, N, &error));
    assert_near(x[N - 1], 3, 9); /* the corners of the box: -5.6 to 10.7 */
    assert_near(y[N - 1], 46, 6);
    assert_true(amont_crs_transform(globe, plane, x, y, N, &error));
    for (size_t i = 0; i < N; i++)
        assert_near(hypot(x[i] - old_x[i], y[i] - old_y[i]), 0, 1e-3);
}

static void the_first_point_without_image_is_named(void **state) {
    (void)state;
    enum { N = 3000 };
    g_autofree double *x = g_new(double, N), *y = g_new(double, N);
    for (size_t i = 0; i < N; i++) {
        x[i] = 2.5;
        y[i] = i < 2500 ? 48.5 : 95.25 + (double)i;
    }
    g_autoptr(amont_crs) from = crs_of("EPSG:4326");
    g_autoptr(amont_crs) to = crs_of("EPSG:2154");
    g_autoptr(GError) error = NULL;
    assert_false(amont_crs_transform(from, to, x, y, N, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
    assert_non_null(strstr(error->message, "(2.5, 2595.25)"));
    assert_non_null(strstr(error->message, "WGS 84"));
}

/* A thread keeps a few operations: more than it keeps, in turn, give what each gave at first. */
static void the_order_of_transformations_changes_no_bit(void **state) {
    (void)state;
    static const char *const planes[] = {"EPSG:2154",  "EPSG:3949", "EPSG:27572",
                                         "EPSG:32631", "EPSG:3035", "EPSG:3857"};
    enum { N = G_N_ELEMENTS(planes) };
    double first_x[N], first_y[N];
    GError *error = NULL;
    g_autoptr(amont_crs) globe = amont_crs_new("EPSG:4326", &error);
    assert_ok(error);
    for (size_t i = 0; i < (size_t)4 * N; i++) {
        size_t which = i < N ? i : (5 * i + i / N) % N;
        g_autoptr(amont_crs) plane = amont_crs_new(planes[which], &error);
        double x = 2.39, y = 48.79;
        assert_true(amont_crs_transform(globe, plane, &x, &y, 1, &error));
        if (i < N) {
            first_x[i] = x;
            first_y[i] = y;
        }
        assert_true(x == first_x[which] && y == first_y[which]);
    }
}

static void the_same_crs_changes_no_bit(void **state) {
    (void)state;
    g_autoptr(amont_crs) code = crs_of("EPSG:2154");
    g_autoptr(amont_crs) text = crs_of(LAMBERT_93_WKT);
    g_autoptr(GError) error = NULL;
    double x = 652123.456789, y = 1e30; /* nowhere: a transformation would refuse it */
    assert_true(amont_crs_transform(code, text, &x, &y, 1, &error));
    assert_true(amont_crs_transform(code, code, &x, &y, 1, &error));
    assert_near(x, 652123.456789, 0);
    assert_near(y, 1e30, 0);
    assert_true(amont_crs_transform(code, text, NULL, NULL, 0, &error));
}

static void assert_geodesic(const char *definition, double x1, double y1, double x2, double y2,
                            double expected_m, double tolerance_m) {
    g_autoptr(amont_crs) crs = crs_of(definition);
    g_autoptr(GError) error = NULL;
    double length_m = 0;
    assert_true(amont_crs_geodesic(crs, x1, y1, x2, y2, &length_m, &error));
    assert_ok(error);
    assert_near(length_m, expected_m, tolerance_m);
}

static void lengths_on_the_ellipsoid_are_those_of_the_definitions(void **state) {
    (void)state;
    /* The equator is a geodesic: 6378137 pi / 180; Mercator keeps its length. */
    assert_geodesic("EPSG:4326", 0, 0, 1, 0, 111319.490793, 1e-5);
    assert_geodesic("EPSG:3857", 0, 0, 111319.490793, 0, 111319.490793, 1e-5);
    /* The quarter meridian of WGS 84: 10 001 965.729 m (NGA.STND.0036, to the millimetre). */
    assert_geodesic("EPSG:4326", 10, 0, 10, 90, 10001965.729, 1e-3);
    /* One grad of the equator of Clarke 1880 IGN: 6378249.2 pi / 200. */
    assert_geodesic("EPSG:4807", 0, 0, 1, 0, 6378249.2 * G_PI / 200, 1e-5);
}

static void lambert_93_keeps_lengths_on_its_standard_parallels(void **state) {
    (void)state; /* by definition of the secant cone: scale 1 at 44 N and 49 N, less between */
    for (int latitude = 44; latitude <= 49; latitude += 5) {
        double x = 3, y = latitude;
        g_autoptr(amont_crs) globe = crs_of("EPSG:4326");
        g_autoptr(amont_crs) plane = crs_of("EPSG:2154");
        g_autoptr(GError) error = NULL;
        assert_true(amont_crs_transform(globe, plane, &x, &y, 1, &error));
        assert_geodesic("EPSG:2154", x - 500, y, x + 500, y, 1000, 1e-4);
    }
    g_autoptr(amont_crs) plane = crs_of("EPSG:2154");
    g_autoptr(GError) error = NULL;
    double length_m = 0;
    assert_true(amont_crs_geodesic(plane, 700000, 6600000, 701000, 6600000, &length_m, &error));
    assert_true(length_m > 1000.9 && length_m < 1001.0); /* -95 cm/km at 46.5 N */
}

static void a_geodesic_from_nowhere_is_refused(void **state) {
    (void)state;
    g_autoptr(amont_crs) globe = crs_of("EPSG:4326");
    g_autoptr(GError) error = NULL;
    double length_m = 0;
    bool known = amont_crs_geodesic(globe, NAN, 0, 1, 0, &length_m, &error);
    assert_false(known);
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
}

/* The area of the ellipsoid from the equator to a latitude, for one radian of longitude: the zone
 * of an oblate ellipsoid (Snyder, Map projections: a working manual, 1987, formula 3-12). */
static double zone_m2(double degrees) {
    const double a = 6378137, f = 1 / 298.257223563, e2 = f * (2 - f), e = sqrt(e2);
    double s = sin(degrees * G_PI / 180);
    return a * a * (1 - e2) / 2 * (s / (1 - e2 * s * s) + log((1 + e * s) / (1 - e * s)) / (2 * e));
}

static void areas_on_the_ellipsoid_are_those_of_the_formula(void **state) {
    (void)state; /* Mercator: parallels and meridians are straight, so edges follow them */
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) globe = crs_of("EPSG:4326"), mercator = crs_of("EPSG:3395");
    double x[] = {2, 2.1, 2.02, 2.03}, y[] = {48, 48.05, 48.01, 48.02};
    assert_true(amont_crs_transform(globe, mercator, x, y, 4, &error));
    g_autofree char *text = g_strdup_printf(
        "POLYGON ((%.17g %.17g, %.17g %.17g, %.17g %.17g, %.17g %.17g, %.17g %.17g), "
        "(%.17g %.17g, %.17g %.17g, %.17g %.17g, %.17g %.17g, %.17g %.17g))",
        x[0], y[0], x[1], y[0], x[1], y[1], x[0], y[1], x[0], y[0], x[2], y[2], x[3], y[2], x[3],
        y[3], x[2], y[3], x[2], y[2]);
    const char *const texts[] = {text, "POLYGON EMPTY"};
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    g_autofree double *areas = amont_shapes_areas_ellipsoidal(shapes, mercator, &error);
    assert_ok(error);
    double degree = G_PI / 180;
    double expected = (zone_m2(48.05) - zone_m2(48)) * 0.1 * degree -
                      (zone_m2(48.02) - zone_m2(48.01)) * 0.01 * degree;
    assert_near(areas[0] / expected, 1, 1e-9);
    assert_near(areas[1], 0, 0);
}

static void areas_in_lambert_93_are_below_those_on_the_ellipsoid(void **state) {
    (void)state; /* south of Paris by 0.03 %; at 46.5 N, where the scale is 0.999051, by 0.19 % */
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) plane = crs_of("EPSG:2154");
    const char *const texts[] = {
        "POLYGON ((655000 6854000, 656000 6854000, 656000 6855000, 655000 6855000, 655000 6854000))",
        "POLYGON ((699500 6599500, 700500 6599500, 700500 6600500, 699500 6600500, 699500 6599500))",
    };
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(texts, 2, &error);
    g_autofree double *areas = amont_shapes_areas_ellipsoidal(shapes, plane, &error);
    assert_ok(error);
    assert_near(areas[0] / 1e6, 1.0003, 5e-5);
    assert_near(areas[1] / 1e6, 1 / (0.999051 * 0.999051), 2e-6);
}

static void an_area_out_of_the_world_is_refused(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) plane = crs_of("EPSG:32631");
    const char *text = "POLYGON ((5e7 0, 50000100 0, 5e7 100, 5e7 0))";
    g_autoptr(amont_shapes) shapes = amont_shapes_from_wkt(&text, 1, &error);
    assert_ok(error);
    assert_null(amont_shapes_areas_ellipsoidal(shapes, plane, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
}

/* The convergence of a Lambert conic plane is (λ - λ0) · n, with n = 0.7256077650 in Lambert-93
 * (IGN, NT/G 71): in Brest, 4.5° W, north is 7.5 · n to the right of up. */
static void north_is_where_the_convergence_says(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_crs) plane = crs_of("EPSG:2154");
    g_autoptr(amont_crs) globe = crs_of("EPSG:4171");
    const double longitudes[] = {-4.5, 2.4, 3, 7.75};
    for (size_t i = 0; i < G_N_ELEMENTS(longitudes); i++) {
        double x = longitudes[i], y = 48.4, angle = 0;
        assert_true(amont_crs_transform(globe, plane, &x, &y, 1, &error));
        assert_true(amont_crs_north(plane, x, y, &angle, &error));
        assert_near(angle, (3 - longitudes[i]) * 0.7256077650, 1e-4);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_proj_strings_and_wkt_are_known),
        cmocka_unit_test(a_crs_is_called_by_its_published_name),
        cmocka_unit_test(what_is_not_a_horizontal_crs_is_refused),
        cmocka_unit_test(the_same_system_is_recognised_in_other_words),
        cmocka_unit_test(the_origin_of_lambert_93_is_where_its_definition_says),
        cmocka_unit_test(web_mercator_gives_the_published_example),
        cmocka_unit_test(projecting_and_back_moves_by_less_than_a_millimetre),
        cmocka_unit_test(the_first_point_without_image_is_named),
        cmocka_unit_test(the_order_of_transformations_changes_no_bit),
        cmocka_unit_test(the_same_crs_changes_no_bit),
        cmocka_unit_test(lengths_on_the_ellipsoid_are_those_of_the_definitions),
        cmocka_unit_test(lambert_93_keeps_lengths_on_its_standard_parallels),
        cmocka_unit_test(a_geodesic_from_nowhere_is_refused),
        cmocka_unit_test(north_is_where_the_convergence_says),
        cmocka_unit_test(areas_on_the_ellipsoid_are_those_of_the_formula),
        cmocka_unit_test(areas_in_lambert_93_are_below_those_on_the_ellipsoid),
        cmocka_unit_test(an_area_out_of_the_world_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
