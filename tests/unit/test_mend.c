/* Mending beyond single files of text (test_nasty.c): polygons in their formats, files that lie
 * elsewhere, columns and comments that must stay. */
#include "amont/files.h"
#include "amont/mend.h"
#include "amont/open.h"

#include "scratch.h"
#include "zipper.h"

#include <gdal/gdal_utils.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

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
    d->folder = scratch_new();
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
    scratch_remove(d->folder);
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

static void assert_same_bytes(const desk *d, const char *one, const char *other) {
    g_autofree char *left = g_build_filename(d->folder, one, NULL), *a = NULL;
    g_autofree char *right = g_build_filename(d->folder, other, NULL), *b = NULL;
    gsize n_a = 0, n_b = 0;
    assert_true(g_file_get_contents(left, &a, &n_a, NULL));
    assert_true(g_file_get_contents(right, &b, &n_b, NULL));
    assert_int_equal(n_a, n_b);
    assert_memory_equal(a, b, n_a);
}

static void a_polygon_of_another_format_is_left_to_people(void **state) {
    desk *d = *state;
    open_zones(d, "z.fgb");
    convert(d, "FlatGeobuf", "z.fgb");
    open_study(d, ".");
    mend(d);
    assert_int_equal(d->n, 0);
    assert_same_bytes(d, "z.fgb", "new/z.fgb");
}

/* ---- what is packed ---- */

/* A polygon that is not valid and a number that only people read stay. */
static void an_archive_is_copied_as_it_is(void **state) {
    desk *d = *state;
    static const char table[] = "code;valeur\n94001;1 000\n";
    static const char text[] =
        HEAD "zones:\n  commune: {source: ../a.zip/zones.geojson, code: code, name: nom, " CREDIT
             "}\nlayers:\n  t: {kind: table, source: '../a.zip/t.csv', code: code, " CREDIT
             "}\n  u: {kind: table, source: u.csv.gz, code: code, " CREDIT "}\n";
    g_autofree char *path = g_build_filename(d->folder, "a.zip", NULL);
    g_autofree char *packed = g_build_filename(d->folder, "study", "u.csv.gz", NULL);
    zipper zip = zipper_new();
    zipper_add(&zip, "zones.geojson", zones, strlen(zones));
    zipper_add(&zip, "t.csv", table, strlen(table));
    zipper_write(&zip, path);
    put(d, "study/study.yaml", text);
    gzFile file = gzopen(packed, "wb");
    assert_int_equal(gzputs(file, "code;autre\n94001;1 000\n"), 23);
    assert_int_equal(gzclose(file), Z_OK);
    open_study(d, "study");
    mend(d);
    assert_int_equal(d->n, 0);
    assert_same_bytes(d, "a.zip", "new/sources/a.zip");
    assert_same_bytes(d, "study/u.csv.gz", "new/u.csv.gz");
    g_autofree char *study = get(d, "new/study.yaml");
    assert_non_null(strstr(study, "{source: 'sources/a.zip/zones.geojson', code"));
    assert_non_null(strstr(study, "source: 'sources/a.zip/t.csv', code"));
    assert_non_null(strstr(study, "source: u.csv.gz, code"));
    open_study(d, "new");
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_GEOMETRY_INVALID), 1);
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
    assert_string_equal(text, "\"code\";note;valeur; autre\r\n01001;\"a;b\";1234,5;x\r\n\r\n"
                              "\"94081\";\"«\"\"»\";12;007\r\n");
    assert_string_equal(report, "file,row,column,kind,before,after\n"
                                "t.csv,2,code,table.code_zero_lost,1001,01001\n"
                                "t.csv,2,valeur,number,\"1 234,5\",\"1234,5\"\n");
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

/* The column of a table before and after; what stays is `valeur` as it was. */
static void assert_numbers(desk *d, const char *before, const char *after) {
    put(d, "study/z.geojson", squares);
    put(d, "study/t.csv", before);
    put(d, "study/study.yaml",
        SQUARES "layers:\n  t: {kind: table, source: t.csv, code: code, " CREDIT "}\n"
                "indicators: [valeur]\n");
    open_study(d, "study");
    const amont_zone_table *table = d->layers->tables->pdata[0];
    double read[2], again[2];
    for (size_t row = 0; row < 2; row++)
        read[row] = amont_column_number(amont_layer_column(table->layer, "valeur"), row, NULL);
    mend(d);
    g_autofree char *text = get(d, "new/t.csv");
    assert_string_equal(text, after);
    open_study(d, "new");
    table = d->layers->tables->pdata[0];
    for (size_t row = 0; row < 2; row++) {
        again[row] = amont_column_number(amont_layer_column(table->layer, "valeur"), row, NULL);
        assert_true(again[row] == read[row]);
    }
}

/* A French spreadsheet takes 1.5 for a date. */
static void decimal_commas_stay(void **state) {
    static const char table[] = "code;valeur;autre\n01001;1,234;2,5\n94081;5,678;3,5\n";
    assert_numbers(*state, table, table);
}

static void what_stands_around_a_number_goes_and_its_mark_stays(void **state) {
    assert_numbers(*state, "code;valeur\n01001;12,5 %\n94081;1 234,25 €\n",
                   "code;valeur\n01001;12,5\n94081;1234,25\n");
}

static void points_stay_points(void **state) {
    assert_numbers(*state, "code,valeur\n01001,12.5 %\n94081,\"1,234.25\"\n",
                   "code,valeur\n01001,12.5\n94081,1234.25\n");
}

static void one_mark_is_left_of_two(void **state) {
    assert_numbers(*state, "code;valeur\n01001;12,5\n94081;10.25\n",
                   "code;valeur\n01001;12,5\n94081;10,25\n");
}

/* What showed that 1,234 is decimal is gone: a fourth decimal says it. */
static void three_decimals_become_four_where_they_stand_alone(void **state) {
    assert_numbers(*state, "code;valeur\n01001;1,234\n94081;1,5 k€\n",
                   "code;valeur\n01001;1,2340\n94081;1500\n");
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

/* ---- land use ---- */

/* Fictional plots of 100 m. The first and the third go out along a line and back the same way. */
#define PLOT(code, year, rings)                                                         \
    "{\"type\": \"Feature\", \"properties\": {\"c\": \"" code "\", \"an\": " year "}, " \
    "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": " rings "}}"
#define SQUARE(x, right) \
    "[[[" x ",6860000],[" right ",6860000],[" right ",6860100],[" x ",6860100],[" x ",6860000]]]"
#define SPIKED(x, middle, right)                                                              \
    "[[[" x ",6860000],[" right ",6860000],[" right ",6860100],[" middle ",6860100],[" middle \
    ",6860200],[" middle ",6860100],[" x ",6860100],[" x ",6860000]]]"
static const char plots[] =
    "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": {\"name\": "
    "\"urn:ogc:def:crs:EPSG::2154\"}}, \"features\": [\n" PLOT(
        "01", "2017",
        SPIKED(
            "650000", "650050",
            "650100")) ",\n" PLOT("02", "2017",
                                  SQUARE(
                                      "650100",
                                      "650200")) ",\n" PLOT("01", "2021",
                                                            SPIKED(
                                                                "650200", "650250",
                                                                "650300")) ",\n" PLOT("02", "2021",
                                                                                      SQUARE(
                                                                                          "650300",
                                                                                          "650400")) "\n]}\n";

#define LANDUSE(name, keys) \
    "  " name ": {kind: landuse, class: c, nomenclature: classes.csv, " CREDIT keys "}\n"

static void put_landuse(const desk *d, const char *layers, const char *classes) {
    g_autofree char *study = g_strconcat(SQUARES "layers:\n", layers, NULL);
    put(d, "study.yaml", study);
    put(d, "z.geojson", squares);
    put(d, "zones.geojson", plots);
    put(d, "classes.csv", classes);
}

static void assert_plots_are_repaired(desk *d, size_t n) {
    open_study(d, ".");
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_GEOMETRY_INVALID), n);
    mend(d);
    assert_int_equal(d->n, n);
    open_study(d, "new");
    assert_int_equal(amont_findings_total(d->findings, AMONT_SEVERITY_NOTE), 0);
    for (guint i = 0; i < d->layers->landuses->len; i++) {
        const amont_landuse *landuse = d->layers->landuses->pdata[i];
        for (size_t row = 0; row < landuse->layer->n_rows; row++)
            assert_near(landuse->area_m2[row], 10000, 1e-6);
    }
}

static const char classes[] = "code,label\n01,Bois\n02,Rues\n";

static void plots_of_land_use_are_replaced(void **state) {
    desk *d = *state;
    put_landuse(d, LANDUSE("sol", ", source: zones.geojson"), classes);
    assert_plots_are_repaired(d, 2);
    g_autofree char *report = get(d, "new/corrections.csv");
    assert_string_equal(report, "file,row,column,kind,before,after\n"
                                "zones.geojson,1,geometry,geometry.invalid,01,10000 m²\n"
                                "zones.geojson,3,geometry,geometry.invalid,01,10000 m²\n");
}

static void plots_that_a_filter_keeps_are_replaced_each_in_its_layer(void **state) {
    desk *d = *state;
    put_landuse(d,
                LANDUSE("un", ", source: p.gpkg, where: \"an = 2017\"")
                    LANDUSE("deux", ", source: p.gpkg, where: \"an = 2021\""),
                classes);
    convert(d, "GPKG", "p.gpkg");
    assert_plots_are_repaired(d, 2);
}

static void a_list_of_classes_gets_the_zeros_that_the_data_has(void **state) {
    desk *d = *state;
    put_landuse(d, LANDUSE("sol", ", source: zones.geojson"),
                "code;label;parent\n1;Bois;\n2;Rues;1\n10;Eau;\n");
    open_study(d, ".");
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_CLASS_ZERO_LOST), 4);
    mend(d);
    g_autofree char *text = get(d, "new/classes.csv");
    assert_string_equal(text, "code;label;parent\n01;Bois;\n02;Rues;01\n10;Eau;\n");
    open_study(d, "new");
    assert_int_equal(amont_findings_total(d->findings, AMONT_SEVERITY_NOTE), 0);
}

static void a_code_that_the_study_names_stays(void **state) {
    desk *d = *state;
    put_landuse(d, LANDUSE("sol", ", source: zones.geojson"), "code;label\n1;Bois\n2;Rues\n");
    g_autofree char *study = get(d, "study.yaml");
    g_autofree char *with_area = g_strconcat(study, "indicators: ['landuse.area(1)']\n", NULL);
    put(d, "study.yaml", with_area);
    open_study(d, ".");
    mend(d);
    g_autofree char *text = get(d, "new/classes.csv");
    assert_string_equal(text, "code;label\n1;Bois\n02;Rues\n");
}

/* One layer has 01, the other 1. */
static void a_list_whose_data_is_of_two_minds_stays(void **state) {
    static const char list[] = "code;label\n1;Bois\n2;Rues\n";
    desk *d = *state;
    put_landuse(d, LANDUSE("un", ", source: zones.geojson") LANDUSE("deux", ", source: p.geojson"),
                list);
    g_autoptr(GString) others = g_string_new(plots);
    g_string_replace(others, "\"01\"", "\"1\"", 0);
    put(d, "p.geojson", others->str);
    open_study(d, ".");
    mend(d);
    g_autofree char *text = get(d, "new/classes.csv");
    assert_string_equal(text, "code;label\n1;Bois\n02;Rues\n");
}

/* ---- large files ---- */

static void a_large_file_of_points_is_copied(void **state) {
    desk *d = *state;
    GString *text = g_string_new("lon;lat;nom\n\"2,405\"x;48,805;É\n");
    while (text->len < (33 << 20))
        g_string_append(text, "2,405;48,805;un arbre fictif, comme tous les autres\n");
    put(d, "arbres.csv", text->str);
    open_zones(d, "zones.geojson");
    g_autofree char *study = get(d, "study.yaml");
    g_autofree char *with_points =
        g_strconcat(study, "layers:\n  arbres: {kind: points, source: arbres.csv, x: lon, y: lat, ",
                    "crs: EPSG:4326, " CREDIT "}\n", NULL);
    put(d, "study.yaml", with_points);
    open_study(d, ".");
    mend(d);
    g_autofree char *copied = get(d, "new/arbres.csv"), *report = get(d, "new/corrections.csv");
    assert_true(strcmp(copied, text->str) == 0);
    assert_null(strstr(report, "arbres.csv"));
    g_string_free(text, TRUE);
}

#define MEND_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    GDALAllRegister(); /* once, instead of in each reader */
    const struct CMUnitTest tests[] = {
        MEND_TEST(a_polygon_of_geojson_is_replaced_and_all_else_stays),
        MEND_TEST(a_polygon_of_a_geopackage_is_replaced),
        MEND_TEST(a_polygon_of_a_shapefile_is_replaced),
        MEND_TEST(a_polygon_of_another_format_is_left_to_people),
        MEND_TEST(an_archive_is_copied_as_it_is),
        MEND_TEST(every_column_and_what_is_well_stays),
        MEND_TEST(a_number_that_can_be_read_in_two_ways_keeps_all_as_they_are),
        MEND_TEST(decimal_commas_stay),
        MEND_TEST(what_stands_around_a_number_goes_and_its_mark_stays),
        MEND_TEST(points_stay_points),
        MEND_TEST(one_mark_is_left_of_two),
        MEND_TEST(three_decimals_become_four_where_they_stand_alone),
        MEND_TEST(plots_of_land_use_are_replaced),
        MEND_TEST(plots_that_a_filter_keeps_are_replaced_each_in_its_layer),
        MEND_TEST(a_list_of_classes_gets_the_zeros_that_the_data_has),
        MEND_TEST(a_code_that_the_study_names_stays),
        MEND_TEST(a_list_whose_data_is_of_two_minds_stays),
        MEND_TEST(a_large_file_of_points_is_copied),
        MEND_TEST(a_column_that_a_filter_names_stays),
        MEND_TEST(files_from_elsewhere_come_along_under_new_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
