/* Wrong coordinate reference systems: each fixture holds real places of the four communes (from the
 * bundled sites) written in one CRS and declared in another. The oracle is PROJ: the right answer
 * is the CRS in which the fixture was written. */
#include "scratch.h"

#include "amont/open.h"
#include "amont/place.h"

#include <glib/gstdio.h>
#include <string.h>

/* Longitude and latitude of five sites of geodata/iti_sites.csv. */
static const double places[][2] = {{2.405275, 48.802587},
                                   {2.367406, 48.778936},
                                   {2.382885, 48.773823},
                                   {2.391451, 48.810269},
                                   {2.395709, 48.816451}};

typedef struct fixture {
    const char *written, *declared;
    bool exchanged;
} fixture;

static const fixture fixtures[] = {
    {"EPSG:2154", "EPSG:4326", false},  {"EPSG:4326", "EPSG:2154", false},
    {"EPSG:3949", "EPSG:2154", false},  {"EPSG:2154", "EPSG:3949", false},
    {"EPSG:27572", "EPSG:2154", false}, {"EPSG:3857", "EPSG:2154", false},
    {"EPSG:3857", "EPSG:4326", false},  {"EPSG:4326", "EPSG:4326", true},
    {"EPSG:2154", "EPSG:2154", true},   {"EPSG:32631", "EPSG:2154", false},
    {"EPSG:3948", "EPSG:3949", false},  {"EPSG:2154", "EPSG:27572", false},
    {"EPSG:3949", "EPSG:4326", false},
};

static void write_in(const char *definition, double *x, double *y) {
    GError *error = NULL;
    g_autoptr(amont_crs) from = amont_crs_new("EPSG:4326", &error);
    g_autoptr(amont_crs) to = amont_crs_new(definition, &error);
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        x[i] = places[i][0];
        y[i] = places[i][1];
    }
    amont_crs_transform(from, to, x, y, G_N_ELEMENTS(places), &error);
    assert_ok(error);
}

static char *csv_of(const fixture *f) {
    double x[G_N_ELEMENTS(places)], y[G_N_ELEMENTS(places)];
    write_in(f->written, x, y);
    GString *text = g_string_new("id,x,y\n");
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *first = amont_number_plain(f->exchanged ? y[i] : x[i]);
        g_autofree char *second = amont_number_plain(f->exchanged ? x[i] : y[i]);
        g_string_append_printf(text, "P%zu,%s,%s\n", i, first, second);
    }
    return g_string_free(text, FALSE);
}

/* Opens a study of the bundled communes and one layer; the error, or NULL. */
static GError *open_with(const char *folder, const char *layers) {
    const char *data = g_getenv("AMONT_DATA");
    g_autofree char *text = g_strdup_printf(
        "study: t\ndate: 2026-11-23\nauthor: t\ncrs: EPSG:2154\nzones:\n  commune:\n"
        "    source: %s/geodata/communes.geojson\n    code: insee\n    name: nom\n"
        "    select: [94022, 94041, 94074, 94081]\nlayers:\n%s",
        data, layers);
    g_autofree char *path = g_build_filename(folder, "study.yaml", NULL);
    g_file_set_contents(path, text, -1, NULL);
    GError *error = NULL;
    g_autoptr(amont_study) study = amont_study_load(path, &error);
    assert_ok(error);
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_layers_free(amont_study_open(study, findings, &error));
    return error;
}

static void check_fixture(const char *folder, const fixture *f) {
    g_autofree char *csv = csv_of(f);
    g_autofree char *path = g_build_filename(folder, "p.csv", NULL);
    g_file_set_contents(path, csv, -1, NULL);
    g_autofree char *layers = g_strdup_printf(
        "  p: {kind: sites, source: p.csv, id: id, x: x, y: y, crs: \"%s\"}\n", f->declared);
    g_autoptr(GError) error = open_with(folder, layers);
    assert_non_null(error);
    print_message("%s as %s: %s\n", f->written, f->declared, error->message);
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    g_auto(GStrv) lines = g_strsplit(error->message, "\n", 2);
    assert_non_null(lines[1]);
    assert_non_null(strstr(lines[1], f->written));
    assert_int_equal(strstr(lines[1], "exchanged") != NULL, f->exchanged);
}

static void a_wrong_crs_is_stopped_and_the_right_one_named(void **state) {
    (void)state;
    char *folder = scratch_new();
    for (size_t i = 0; i < G_N_ELEMENTS(fixtures); i++)
        check_fixture(folder, &fixtures[i]);
    scratch_remove(folder);
}

static void the_right_crs_passes(void **state) {
    (void)state;
    static const char *const right[] = {"EPSG:4326",  "EPSG:2154", "EPSG:3949",
                                        "EPSG:27572", "EPSG:3857", "EPSG:32631"};
    char *folder = scratch_new();
    for (size_t i = 0; i < G_N_ELEMENTS(right); i++) {
        fixture f = {right[i], right[i], false};
        g_autofree char *csv = csv_of(&f);
        g_autofree char *path = g_build_filename(folder, "p.csv", NULL);
        g_file_set_contents(path, csv, -1, NULL);
        g_autofree char *layers = g_strdup_printf(
            "  p: {kind: sites, source: p.csv, id: id, x: x, y: y, crs: \"%s\"}\n", right[i]);
        g_autoptr(GError) error = open_with(folder, layers);
        assert_ok(error);
    }
    scratch_remove(folder);
}

static void coordinates_in_kilometres_are_stopped_and_said_to_be(void **state) {
    (void)state;
    double x[G_N_ELEMENTS(places)], y[G_N_ELEMENTS(places)];
    write_in("EPSG:2154", x, y);
    GString *csv = g_string_new("id,x,y\n");
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *east = amont_number_plain(x[i] / 1000);
        g_autofree char *north = amont_number_plain(y[i] / 1000);
        g_string_append_printf(csv, "P%zu,%s,%s\n", i, east, north);
    }
    char *folder = scratch_new();
    g_autofree char *path = g_build_filename(folder, "p.csv", NULL);
    g_file_set_contents(path, csv->str, -1, NULL);
    g_string_free(csv, TRUE);
    g_autoptr(GError) error = open_with(
        folder, "  p: {kind: sites, source: p.csv, id: id, x: x, y: y, crs: EPSG:2154}\n");
    assert_non_null(error);
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(error->message, "under EPSG:2154 (Lambert-93) in kilometres"));
    scratch_remove(folder);
}

/* Zones have no territory to be compared with: they must lie where the study's CRS is used. */
static void zones_in_metres_said_to_be_degrees_are_stopped(void **state) {
    (void)state;
    char *folder = scratch_new();
    g_autofree char *path = g_build_filename(folder, "z.geojson", NULL);
    g_file_set_contents(path,
                        "{\"type\":\"Feature\",\"properties\":{\"c\":\"A\"},\"geometry\":{\"type\":"
                        "\"Polygon\",\"coordinates\":[[[652000,6861000],[653000,6861000],"
                        "[653000,6862000],[652000,6861000]]]}}",
                        -1, NULL);
    g_autofree char *study_path = g_build_filename(folder, "study.yaml", NULL);
    g_file_set_contents(study_path,
                        "study: t\ndate: 2026-11-23\nauthor: t\ncrs: EPSG:2154\nzones:\n"
                        "  commune: {source: z.geojson, code: c, name: c}\n",
                        -1, NULL);
    GError *error = NULL;
    g_autoptr(amont_study) study = amont_study_load(study_path, &error);
    assert_ok(error);
    assert_null(amont_study_open(study, NULL, &error));
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(error->message, "EPSG:2154 (Lambert-93)"));
    g_clear_error(&error);
    scratch_remove(folder);
}

/* By definition Lambert-93 is used from 9.86° W to 10.38° E and 41.15° to 51.56° N (EPSG 1096):
 * Paris lies in it, Berlin (13.4° E) does not. */
static void the_area_of_use_holds_paris_and_not_berlin(void **state) {
    (void)state;
    GError *error = NULL;
    g_autoptr(amont_crs) lambert = amont_crs_new("EPSG:2154", &error);
    g_autoptr(amont_crs) degrees = amont_crs_new("EPSG:4326", &error);
    double x[] = {2.35, 13.4}, y[] = {48.85, 52.5};
    amont_crs_transform(degrees, lambert, x, y, 2, &error);
    assert_ok(error);
    amont_box box;
    assert_true(amont_place_area_of_use(lambert, &box));
    assert_true(amont_box_holds(box, x[0], y[0]));
    assert_false(amont_box_holds(box, x[1], y[1]));
}

static void a_sample_is_spread_over_all_coordinates(void **state) {
    (void)state;
    enum { N = 100001 };
    g_autofree double *x = g_new(double, N), *y = g_new0(double, N);
    for (int i = 0; i < N; i++)
        x[i] = i;
    amont_place_sample sample;
    amont_place_take(&sample, x, y, N);
    assert_true(sample.n > 500 && sample.n <= AMONT_PLACE_SAMPLE);
    assert_near(sample.x[0], 0, 0);
    assert_true(sample.x[sample.n - 1] > 0.98 * N);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_crs_is_stopped_and_the_right_one_named),
        cmocka_unit_test(the_right_crs_passes),
        cmocka_unit_test(coordinates_in_kilometres_are_stopped_and_said_to_be),
        cmocka_unit_test(zones_in_metres_said_to_be_degrees_are_stopped),
        cmocka_unit_test(the_area_of_use_holds_paris_and_not_berlin),
        cmocka_unit_test(a_sample_is_spread_over_all_coordinates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
