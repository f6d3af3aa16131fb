/* Mending beyond single files of text (test_nasty.c): polygons in their formats, files that lie
 * elsewhere, columns and comments that must stay. */
#include "amont/files.h"
#include "amont/mend.h"
#include "amont/open.h"

#include "check.h"

#include <gdal/gdal_utils.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct desk {
    char *folder;
    amont_study *study;
    amont_findings *findings;
    amont_layers *layers;
    size_t n;
    GError *error;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = g_dir_make_tmp("amont-XXXXXX", NULL);
    *state = d;
    return 0;
}

static void close_study(desk *d) {
    g_clear_pointer(&d->layers, amont_layers_free);
    g_clear_pointer(&d->findings, amont_findings_free);
    g_clear_pointer(&d->study, amont_study_free);
    g_clear_error(&d->error);
}

static int tear_down(void **state) {
    desk *d = *state;
    close_study(d);
    amont_files_remove_folder(d->folder);
    g_free(d->folder);
    g_free(d);
    return 0;
}

static void put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    assert_true(amont_files_replace(path, text, strlen(text), NULL));
}

static char *get(const desk *d, const char *name) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        fail_msg("no file %s", name);
    return text;
}

static void open_study(desk *d, const char *folder) {
    close_study(d);
    g_autofree char *path = g_build_filename(d->folder, folder, NULL);
    d->study = amont_study_load(path, &d->error);
    assert_ok(d->error);
    d->findings = amont_findings_new();
    d->layers = amont_study_open(d->study, d->findings, &d->error);
    assert_ok(d->error);
}

static void mend(desk *d) {
    g_autofree char *path = g_build_filename(d->folder, "new", NULL);
    assert_int_equal(g_mkdir(path, 0777), 0);
    amont_mend(d->layers, d->findings, path, &d->n, &d->error);
    assert_ok(d->error);
}

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define HEAD "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"

/* ---- polygons ---- */

/* Three fictional zones in degrees. The first goes out along a line and back the same way, which
 * leaves its area as it is; the corner (2.41, 48.8) is also the second's. */
#define SPIKE                                                                           \
    "[[[2.4,48.8],[2.41,48.8],[2.41,48.81],[2.405,48.81],[2.405,48.815],[2.405,48.81]," \
    "[2.4,48.81],[2.4,48.8]]]"
#define SECOND "[[[2.41, 48.8], [2.42, 48.8], [2.42, 48.81], [2.41, 48.81], [2.41, 48.8]]]"
#define ZONE(code, name, rings)                                                                    \
    "{\"type\": \"Feature\", \"id\": 7, \"properties\": {\"code\": \"" code "\", \"nom\": \"" name \
    "\", \"n\": 12345678901, \"jour\": \"2021/03/04\"}, \"note\": \"}]\\\"[\","                    \
    " \"geometry\": {\"coordinates\": " rings ", \"type\": \"Polygon\"}}"
static const char zones[] =
    "{\"type\": \"FeatureCollection\", \"à garder\": [1, {\"features\": 2}],\n"
    "\"features\": [\n" ZONE("94001", "Un", SPIKE) ",\n" ZONE("94002", "Deux", SECOND) "\n]}\n";

static void convert(const desk *d, const char *driver, const char *name) {
    g_autofree char *from = g_build_filename(d->folder, "zones.geojson", NULL);
    g_autofree char *to = g_build_filename(d->folder, name, NULL);
    char *arguments[] = {"-f", (char *)driver, NULL};
    GDALAllRegister();
    GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew(arguments, NULL);
    GDALDatasetH source = GDALOpenEx(from, GDAL_OF_VECTOR, NULL, NULL, NULL);
    GDALDatasetH target = GDALVectorTranslate(to, NULL, 1, &source, options, NULL);
    assert_non_null(target);
    GDALClose(target);
    GDALClose(source);
    GDALVectorTranslateOptionsFree(options);
}

static void open_zones(desk *d, const char *name) {
    g_autofree char *text = g_strdup_printf(
        HEAD "zones:\n  commune: {source: %s, code: code, name: nom, " CREDIT "}\n", name);
    put(d, "study.yaml", text);
    put(d, "zones.geojson", zones);
}

static void assert_repaired(desk *d) {
    open_study(d, ".");
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_GEOMETRY_INVALID), 1);
    const amont_level *level = amont_layers_level(d->layers, NULL);
    double area_m2[] = {level->area_m2[0], level->area_m2[1]};
    mend(d);
    assert_int_equal(d->n, 1);
    open_study(d, "new");
    assert_int_equal(amont_findings_total(d->findings, AMONT_SEVERITY_NOTE), 0);
    level = amont_layers_level(d->layers, NULL);
    assert_near(level->area_m2[0], area_m2[0], 1e-6);
    assert_true(level->area_m2[1] == area_m2[1]);
    const amont_column *jour = amont_layer_column(level->layer, "jour");
    assert_non_null(jour);
    g_autofree char *day = amont_column_text(jour, 0), *n = NULL;
    n = amont_column_text(amont_layer_column(level->layer, "n"), 0);
    assert_string_equal(n, "12345678901");
    assert_true(g_str_has_prefix(day, "2021"));
}

static void a_polygon_of_geojson_is_replaced_and_all_else_stays(void **state) {
    desk *d = *state;
    open_zones(d, "zones.geojson");
    assert_repaired(d);
    g_autofree char *mended = get(d, "new/zones.geojson");
    const char *old = strstr(zones, "{\"coordinates\": " SPIKE);
    const char *new = strstr(mended, "{\"type\":\"Polygon\",\"coordinates\":");
    assert_non_null(new);
    assert_memory_equal(mended, zones, (size_t)(old - zones));
    assert_int_equal(new - mended, old - zones);
    assert_non_null(strstr(new, "[2.41,48.8]")); /* the corner is that of the neighbour still */
    assert_true(g_str_has_suffix(mended, strstr(zones, "},\n{")));
}

static void a_polygon_of_a_geopackage_is_replaced(void **state) {
    desk *d = *state;
    open_zones(d, "z.gpkg");
    convert(d, "GPKG", "z.gpkg");
    assert_repaired(d);
}

static void a_polygon_of_a_shapefile_is_replaced(void **state) {
    desk *d = *state;
    open_zones(d, "z.shp");
    convert(d, "ESRI Shapefile", "z.shp");
    assert_repaired(d);
}

static void a_polygon_of_another_format_is_left_to_people(void **state) {
    desk *d = *state;
    open_zones(d, "z.fgb");
    convert(d, "FlatGeobuf", "z.fgb");
    open_study(d, ".");
    mend(d);
    assert_int_equal(d->n, 0);
    g_autofree char *before = g_build_filename(d->folder, "z.fgb", NULL);
    g_autofree char *after = g_build_filename(d->folder, "new", "z.fgb", NULL);
    g_autofree char *one = NULL, *two = NULL;
    gsize n_one = 0, n_two = 0;
    assert_true(g_file_get_contents(before, &one, &n_one, NULL));
    assert_true(g_file_get_contents(after, &two, &n_two, NULL));
    assert_int_equal(n_one, n_two);
    assert_memory_equal(one, two, n_one);
}

/* ---- tables ---- */

static const char squares[] =
    "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": {\"name\": "
    "\"urn:ogc:def:crs:EPSG::2154\"}}, \"features\": [{\"type\": \"Feature\", \"properties\": {"
    "\"code\": \"01001\", \"nom\": \"Un\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": "
    "[[[650000,6860000],[651000,6860000],[651000,6861000],[650000,6860000]]]}},"
    "{\"type\": \"Feature\", \"properties\": {\"code\": \"94081\", \"nom\": \"Deux\"}, "
    "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": "
    "[[[651000,6860000],[652000,6860000],[652000,6861000],[651000,6860000]]]}}]}";

#define SQUARES HEAD "zones:\n  commune: {source: z.geojson, code: code, name: nom, " CREDIT "}\n"

static void every_column_and_what_is_well_stays(void **state) {
    desk *d = *state;
    put(d, "study/z.geojson", squares);
    put(d, "study/t.csv",
        "\"code\";note;valeur; autre\r\n1001;\"a;b\";\"1 234,5\";x\r\n\r\n"
        "\"94081\";\"«\"\"»\";12;007\r\n");
    put(d, "study/study.yaml",
        SQUARES "layers:\n  t: {kind: table, source: t.csv, code: code, " CREDIT "} # à garder\n"
                "indicators: [valeur]\n");
    open_study(d, "study");
    mend(d);
    assert_int_equal(d->n, 2);
    g_autofree char *text = get(d, "new/t.csv"), *report = get(d, "new/corrections.csv");
    assert_string_equal(text, "\"code\";note;valeur; autre\r\n01001;\"a;b\";1234.5;x\r\n\r\n"
                              "\"94081\";\"«\"\"»\";12;007\r\n");
    assert_string_equal(report, "file,row,column,kind,before,after\n"
                                "t.csv,2,code,table.code_zero_lost,1001,01001\n"
                                "t.csv,2,valeur,number,\"1 234,5\",1234.5\n");
    g_autofree char *before = get(d, "study/study.yaml"), *after = get(d, "new/study.yaml");
    assert_string_equal(before, after);
}

static void a_number_that_can_be_read_in_two_ways_keeps_all_as_they_are(void **state) {
    desk *d = *state;
    static const char table[] = "code;valeur\n01001;12,5\n94081;1.234\n";
    put(d, "study/z.geojson", squares);
    put(d, "study/t.csv", table);
    put(d, "study/study.yaml",
        SQUARES "layers:\n  t: {kind: table, source: t.csv, code: code, " CREDIT "}\n"
                "indicators: [valeur]\n");
    open_study(d, "study");
    mend(d);
    g_autofree char *text = get(d, "new/t.csv");
    assert_string_equal(text, table);
}

/* 1,500 beside 2,5 is one and a half; alone among numbers with points it must not become 1.500,
 * which is fifteen hundred to some. */
static void three_decimals_become_four(void **state) {
    desk *d = *state;
    put(d, "study/z.geojson", squares);
    put(d, "study/t.csv", "code;valeur;autre\n01001;1,234;2,5\n94081;5,678;3,5\n");
    put(d, "study/study.yaml",
        SQUARES "layers:\n  t: {kind: table, source: t.csv, code: code, " CREDIT "}\n"
                "indicators: [valeur]\n");
    open_study(d, "study");
    mend(d);
    g_autofree char *text = get(d, "new/t.csv");
    assert_string_equal(text, "code;valeur;autre\n01001;1.2340;2,5\n94081;5.6780;3,5\n");
}

static void a_column_that_a_filter_names_stays(void **state) {
    desk *d = *state;
    static const char table[] = "code;valeur\n1001;1 000\n94081;2 000\n";
    put(d, "study/z.geojson", squares);
    put(d, "study/t.csv", table);
    put(d, "study/study.yaml",
        SQUARES "layers:\n  t: {kind: table, source: t.csv, code: code, where: \"code <> '' AND "
                "valeur <> '2 000'\", " CREDIT "}\nindicators: [valeur]\n");
    open_study(d, "study");
    mend(d);
    g_autofree char *text = get(d, "new/t.csv");
    assert_string_equal(text, table);
}

/* ---- files that lie elsewhere ---- */

static void files_from_elsewhere_come_along_under_new_names(void **state) {
    desk *d = *state;
    put(d, "z.geojson", squares);
    put(d, "l'eau/t.csv", "code;valeur\n1001;1\n94081;2\n");
    put(d, "other/t.csv", "code;autre\n01001;1\n94081;2\n");
    g_autofree char *study = g_strdup_printf(
        "# été\n" HEAD
        "zones:\n  commune: {source: \"../z.geojson\", code: code, name: nom, " CREDIT
        "}\nlayers:\n  é: {kind: table, source: '../l''eau/t.csv', code: code, " CREDIT
        "}\n  u:\n    kind: table\n    source: %s/other/t.csv # absolu\n    code: code\n"
        "    producer: P\n    dataset: D\n    vintage: 2026\n    licence: L\n",
        d->folder);
    put(d, "study/study.yaml", study);
    open_study(d, "study");
    mend(d);
    g_autofree char *text = get(d, "new/study.yaml"), *table = get(d, "new/sources/t.csv");
    assert_string_equal(
        text, "# été\n" HEAD
              "zones:\n  commune: {source: 'sources/z.geojson', code: code, name: nom, " CREDIT
              "}\nlayers:\n  é: {kind: table, source: 'sources/t.csv', code: code, " CREDIT
              "}\n  u:\n    kind: table\n    source: 'sources/2/t.csv' # absolu\n    code: code\n"
              "    producer: P\n    dataset: D\n    vintage: 2026\n    licence: L\n");
    assert_string_equal(table, "code;valeur\n01001;1\n94081;2\n");
    open_study(d, "new");
    assert_int_equal(amont_findings_total(d->findings, AMONT_SEVERITY_NOTE), 0);
}

#define MEND_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        MEND_TEST(a_polygon_of_geojson_is_replaced_and_all_else_stays),
        MEND_TEST(a_polygon_of_a_geopackage_is_replaced),
        MEND_TEST(a_polygon_of_a_shapefile_is_replaced),
        MEND_TEST(a_polygon_of_another_format_is_left_to_people),
        MEND_TEST(every_column_and_what_is_well_stays),
        MEND_TEST(a_number_that_can_be_read_in_two_ways_keeps_all_as_they_are),
        MEND_TEST(three_decimals_become_four),
        MEND_TEST(a_column_that_a_filter_names_stays),
        MEND_TEST(files_from_elsewhere_come_along_under_new_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
