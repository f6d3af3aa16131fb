#include "amont/open.h"

#include "scratch.h"

#include <gdal/cpl_error.h>
#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* A folder of its own for each test, and who asks for the source: a study of one line. */
typedef struct desk {
    char *folder;
    amont_yaml *node;
    amont_entry entry;
    GError *error;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    return d->folder ? 0 : -1;
}

static int tear_down(void **state) {
    desk *d = *state;
    scratch_remove(d->folder);
    amont_yaml_free(d->node);
    g_clear_error(&d->error);
    g_free(d);
    return 0;
}

static char *in_folder(const desk *d, const char *name) {
    return g_build_filename(d->folder, name, NULL);
}

static void put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = in_folder(d, name);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void ask(desk *d, const char *name) {
    g_autofree char *text = g_strdup_printf("kind: x\nsource: %s\n", name);
    amont_yaml_free(d->node);
    g_clear_error(&d->error);
    d->node = amont_yaml_parse(text, strlen(text), "study.yaml", &d->error);
    assert_ok(d->error);
    d->entry = (amont_entry){.name = "layer", .node = d->node};
}

static amont_layer *read_part(desk *d, const char *name, const char *layer, const char *where,
                              char **crs) {
    ask(d, name);
    g_autofree char *path = in_folder(d, name);
    amont_source source = {
        .entry = &d->entry, .key = "source", .path = path, .layer = layer, .where = where};
    return amont_source_read(&source, crs, &d->error);
}

static amont_layer *read_file(desk *d, const char *name) {
    return read_part(d, name, NULL, NULL, NULL);
}

static amont_layer *read_shared(desk *d, const char *name, char **crs) {
    ask(d, name);
    g_autofree char *below = g_build_filename("data/archipelago", name, NULL);
    g_autofree char *path = check_path(below);
    amont_source source = {.entry = &d->entry, .key = "source", .path = path};
    amont_layer *layer = amont_source_read(&source, crs, &d->error);
    assert_ok(d->error);
    return layer;
}

static void assert_fails(desk *d, const amont_layer *layer, int code, const char *start) {
    assert_null(layer);
    assert_non_null(d->error);
    if (!g_str_has_prefix(d->error->message, start))
        fail_msg("message: %s\nexpected: %s", d->error->message, start);
    assert_int_equal(d->error->code, code);
}

static void assert_hints(const desk *d, const char *part) {
    const char *second = strchr(d->error->message, '\n');
    if (!second || !strstr(second, part))
        fail_msg("no '%s' in the hint of: %s", part, d->error->message);
}

/* ---- what is read ---- */

static void a_geojson_file_becomes_columns_and_shapes(void **state) {
    g_autofree char *crs = NULL;
    g_autoptr(amont_layer) layer = read_shared(*state, "islands.geojson", &crs);
    assert_string_equal(crs, "EPSG:2154");
    assert_string_equal(layer->path, "islands.geojson");
    assert_int_equal(layer->n_rows, 4);
    assert_int_equal(layer->first_row, 1);
    const amont_column *code = amont_layer_column(layer, "code");
    const amont_column *people = amont_layer_column(layer, "hab");
    assert_int_equal(code->type, AMONT_COLUMN_TEXT);
    assert_string_equal(code->texts[2], "01");
    assert_int_equal(people->type, AMONT_COLUMN_NUMBER);
    assert_true(isnan(people->numbers[0]));
    assert_near(people->numbers[1], 2000.5, 0);
    assert_near(people->numbers[3], 0, 0);
}

static void polygons_keep_their_holes_and_parts(void **state) {
    g_autoptr(amont_layer) layer = read_shared(*state, "islands.geojson", NULL);
    const amont_shapes *shapes = layer->shapes;
    assert_int_equal(shapes->type, AMONT_SHAPE_POLYGON);
    assert_int_equal(shapes->n_features, 4);
    assert_int_equal(shapes->n_parts, 5);
    assert_int_equal(shapes->n_rings, 6);
    assert_near(amont_shapes_area(shapes, 0), 500000, 1e-6);
    assert_near(amont_shapes_area(shapes, 1), 990000, 1e-6);
    assert_near(amont_shapes_area(shapes, 3), 260000, 1e-6);
}

static void blanks_around_column_names_are_cut_and_empty_texts_are_missing(void **state) {
    g_autoptr(amont_layer) layer = read_shared(*state, "islands.geojson", NULL);
    const amont_column *shelter = amont_layer_column(layer, "abri");
    assert_non_null(shelter);
    assert_string_equal(shelter->texts[0], "non");
    assert_null(shelter->texts[3]);
}

static void geojson_without_a_crs_is_in_degrees(void **state) {
    desk *d = *state;
    g_autofree char *crs = NULL;
    put(d, "a.json", "{\"type\":\"Point\",\"coordinates\":[2.4,48.8,35]}");
    g_autoptr(amont_layer) layer = read_part(d, "a.json", NULL, NULL, &crs);
    assert_ok(d->error);
    assert_string_equal(crs, "EPSG:4326");
    assert_int_equal(layer->shapes->type, AMONT_SHAPE_POINT);
    assert_near(layer->shapes->x[0], 2.4, 0);
    assert_near(layer->shapes->y[0], 48.8, 0);
}

static void every_column_of_a_csv_file_is_text(void **state) {
    desk *d = *state;
    g_autofree char *crs = NULL;
    put(d, "a.csv",
        "\xEF\xBB\xBF"
        "code; 2021 ;WKT\n01001;1;\n\"a \"\"b\"\"\nc\";;POINT(1 2)\n");
    put(d, "a.csvt", "\"Integer\",\"Integer\",\"WKT\"\n");
    g_autoptr(amont_layer) layer = read_part(d, "a.csv", NULL, NULL, &crs);
    assert_ok(d->error);
    assert_null(crs);
    assert_null(layer->shapes);
    assert_int_equal(layer->n_rows, 2);
    assert_int_equal(layer->columns->len, 3);
    assert_int_equal(amont_layer_row(layer, 0), 2);
    assert_string_equal(amont_layer_column(layer, "code")->texts[0], "01001");
    assert_string_equal(amont_layer_column(layer, "code")->texts[1], "a \"b\"\nc");
    assert_string_equal(amont_layer_column(layer, "2021")->texts[0], "1");
    assert_null(amont_layer_column(layer, "2021")->texts[1]);
    assert_string_equal(amont_layer_column(layer, "WKT")->texts[1], "POINT(1 2)");
}

static void whole_numbers_that_no_double_holds_stay_text(void **state) {
    desk *d = *state;
    put(d, "a.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"id\":9007199254740993,\"n\":9007199254740992},"
        "\"geometry\":null},"
        "{\"type\":\"Feature\",\"properties\":{\"id\":7,\"n\":null},\"geometry\":null}]}");
    g_autoptr(amont_layer) layer = read_file(d, "a.geojson");
    assert_ok(d->error);
    assert_null(layer->shapes);
    assert_string_equal(amont_layer_column(layer, "id")->texts[0], "9007199254740993");
    assert_string_equal(amont_layer_column(layer, "id")->texts[1], "7");
    assert_near(amont_layer_column(layer, "n")->numbers[0], 9007199254740992.0, 0);
}

static void dates_are_iso_text(void **state) {
    desk *d = *state;
    put(d, "a.geojson",
        "{\"type\":\"Feature\",\"geometry\":null,"
        "\"properties\":{\"d\":\"2021-03-04\",\"t\":\"2021-03-04T10:30:05\"}}");
    g_autoptr(amont_layer) layer = read_file(d, "a.geojson");
    assert_ok(d->error);
    assert_string_equal(amont_layer_column(layer, "d")->texts[0], "2021-03-04");
    assert_string_equal(amont_layer_column(layer, "t")->texts[0], "2021-03-04T10:30:05");
}

static void a_collection_gives_its_polygons(void **state) {
    desk *d = *state;
    put(d, "a.geojson",
        "{\"type\":\"GeometryCollection\",\"geometries\":["
        "{\"type\":\"Point\",\"coordinates\":[9,9]},"
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[0,2],[0,0]]]}]}");
    g_autoptr(amont_layer) layer = read_file(d, "a.geojson");
    assert_ok(d->error);
    assert_int_equal(layer->shapes->type, AMONT_SHAPE_POLYGON);
    assert_int_equal(layer->shapes->n_parts, 1);
    assert_near(amont_shapes_area(layer->shapes, 0), 2, 1e-12);
}

/* Two layers: rows with a 64-bit id, and curved geometries. */
static void make_geopackage(const desk *d) {
    g_autofree char *path = in_folder(d, "a.gpkg");
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(crs, 2154);
    static const char *const names[] = {"ronds", "lignes"};
    static const char *const shapes[] = {
        "CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0, 1 -1, 0 0))",
        "MULTILINESTRING Z ((0 0 5, 3 4 5), (3 4 5, 3 5 5))",
    };
    for (int i = 0; i < 2; i++) {
        OGRLayerH layer = GDALDatasetCreateLayer(file, names[i], crs, wkbUnknown, NULL);
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = NULL;
        char *text = (char *)shapes[i];
        OGR_G_CreateFromWkt(&text, NULL, &geometry);
        OGR_F_SetGeometryDirectly(feature, geometry);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    OSRDestroySpatialReference(crs);
    GDALClose(file);
}

static void curves_become_straight_pieces(void **state) {
    desk *d = *state;
    g_autofree char *crs = NULL;
    make_geopackage(d);
    g_autoptr(amont_layer) layer = read_part(d, "a.gpkg", "ronds", NULL, &crs);
    assert_ok(d->error);
    assert_string_equal(crs, "EPSG:2154");
    assert_near(amont_shapes_area(layer->shapes, 0), G_PI, 0.01);
}

static void heights_are_dropped(void **state) {
    desk *d = *state;
    make_geopackage(d);
    g_autoptr(amont_layer) layer = read_part(d, "a.gpkg", "lignes", NULL, NULL);
    assert_ok(d->error);
    assert_int_equal(layer->shapes->type, AMONT_SHAPE_LINE);
    assert_int_equal(layer->shapes->n_parts, 2);
    assert_near(amont_shapes_length(layer->shapes, 0), 6, 1e-12);
}

/* The islands in another format, as GDAL writes it. */
static void convert_islands(const desk *d, const char *name, const char *driver) {
    g_autofree char *from = check_path("data/archipelago/islands.geojson");
    g_autofree char *path = in_folder(d, name);
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler); /* it warns of the blanks in " abri " */
    GDALDatasetH islands = GDALOpenEx(from, GDAL_OF_VECTOR, NULL, NULL, NULL);
    GDALDatasetH file = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    GDALDatasetCopyLayer(file, GDALDatasetGetLayer(islands, 0), "a", NULL);
    GDALClose(file);
    GDALClose(islands);
    CPLPopErrorHandler();
}

static void a_shapefile_needs_no_list_of_its_parts(void **state) {
    desk *d = *state;
    g_autofree char *crs = NULL;
    convert_islands(d, "a.shp", "ESRI Shapefile");
    g_autoptr(amont_layer) layer = read_part(d, "a.shp", NULL, NULL, &crs);
    assert_ok(d->error);
    assert_string_equal(crs, "EPSG:2154");
    assert_string_equal(amont_layer_column(layer, "nom")->texts[1], "Grande Île");
    assert_near(amont_shapes_area(layer->shapes, 1), 990000, 1e-6);
}

/* The name of a system in a .prj file, in Latin-1: « Lambert II étendu ». */
static void a_crs_is_told_in_utf8(void **state) {
    desk *d = *state;
    g_autofree char *crs = NULL;
    convert_islands(d, "a.shp", "ESRI Shapefile");
    put(d, "a.prj",
        "PROJCS[\"Lambert II \xe9tendu\",GEOGCS[\"x\",DATUM[\"y\",SPHEROID[\"z\",6378249.2,"
        "293.466021293627]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.0174532925199433]],"
        "PROJECTION[\"Transverse_Mercator\"],UNIT[\"Meter\",1.0]]");
    g_autoptr(amont_layer) layer = read_part(d, "a.shp", NULL, NULL, &crs);
    assert_ok(d->error);
    assert_true(g_utf8_validate(crs, -1, NULL));
    assert_non_null(strstr(crs, "6378249.2"));
}

static void codes_and_figures_survive_in_every_format(void **state) {
    desk *d = *state;
    static const char *const formats[][2] = {
        {"a.shp", "ESRI Shapefile"}, {"b.gpkg", "GPKG"}, {"c.fgb", "FlatGeobuf"}, {"d.gml", "GML"},
        {"e.xlsx", "XLSX"},          {"f.ods", "ODS"},   {"g.kml", "LIBKML"},     {"h.csv", "CSV"},
        {"i.geojson", "GeoJSON"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        convert_islands(d, formats[i][0], formats[i][1]);
        g_autoptr(amont_layer) layer = read_file(d, formats[i][0]);
        assert_ok(d->error);
        bool found = false;
        for (size_t row = 0; row < layer->n_rows; row++) {
            g_autofree char *code = amont_column_text(amont_layer_column(layer, "code"), row);
            g_autofree char *name = amont_column_text(amont_layer_column(layer, "nom"), row);
            double people = amont_column_number(amont_layer_column(layer, "hab"), row, NULL);
            found = found || (strcmp(code, "02") == 0 && people == 2000.5 &&
                              g_strcmp0(name, "Grande Île") == 0);
        }
        if (!found)
            fail_msg("no code '02' with its name and its figure in %s", formats[i][0]);
    }
}

static void assert_same_column(const amont_layer *a, const amont_layer *b, const char *name) {
    const amont_column *left = amont_layer_column(a, name), *right = amont_layer_column(b, name);
    assert_non_null(left);
    assert_int_equal(left->type, right->type);
    for (size_t row = 0; row < a->n_rows; row++) {
        g_autofree char *text = amont_column_text(left, row);
        g_autofree char *expected = amont_column_text(right, row);
        assert_int_equal(g_strcmp0(text, expected), 0);
    }
}

/* GeoPackage is read in columns, GeoJSON feature by feature: the layer is the same. FlatGeobuf puts
 * its features in an order of its own. */
static void columns_and_features_give_the_same_layer(void **state) {
    desk *d = *state;
    convert_islands(d, "a.gpkg", "GPKG");
    g_autoptr(amont_layer) layer = read_file(d, "a.gpkg");
    assert_ok(d->error);
    convert_islands(d, "b.geojson", "GeoJSON");
    g_autoptr(amont_layer) expected = read_file(d, "b.geojson");
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, expected->n_rows);
    assert_int_equal(layer->columns->len, expected->columns->len);
    for (guint c = 0; c < expected->columns->len; c++)
        assert_same_column(layer, expected,
                           ((const amont_column *)expected->columns->pdata[c])->name);
    for (size_t row = 0; row < layer->n_rows; row++)
        assert_near(amont_shapes_area(layer->shapes, row), amont_shapes_area(expected->shapes, row),
                    1e-6);
}

/* The triangle (1,1) (3,1) (1,3), by the specification 1.0: scale 0.5, differences of positions. */
static void a_topojson_file_is_read(void **state) {
    desk *d = *state;
    put(d, "a.topojson",
        "{\"type\":\"Topology\",\"transform\":{\"scale\":[0.5,0.5],\"translate\":[1,1]},"
        "\"objects\":{\"îles\":{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\","
        "\"properties\":{\"code\":\"02\",\"nom\":\"Grande Île\",\"hab\":2000.5},\"arcs\":[[0]]}]}},"
        "\"arcs\":[[[0,0],[4,0],[-4,4],[0,-4]]]}");
    g_autoptr(amont_layer) layer = read_part(d, "a.topojson", "îles", NULL, NULL);
    assert_ok(d->error);
    assert_string_equal(amont_layer_column(layer, "nom")->texts[0], "Grande Île");
    assert_near(amont_layer_column(layer, "hab")->numbers[0], 2000.5, 0);
    assert_near(amont_shapes_area(layer->shapes, 0), 2, 1e-12);
}

static void sheets_have_their_titles_on_line_one(void **state) {
    desk *d = *state;
    convert_islands(d, "a.xlsx", "XLSX");
    g_autoptr(amont_layer) layer = read_file(d, "a.xlsx");
    assert_ok(d->error);
    assert_int_equal(layer->first_row, 2);
}

static void a_filter_on_a_sheet_knows_figures_from_texts(void **state) {
    desk *d = *state;
    convert_islands(d, "a.xlsx", "XLSX");
    g_autoptr(amont_layer) layer = read_part(d, "a.xlsx", NULL, "hab > 1000 AND code = '02'", NULL);
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 1);
    assert_int_equal(amont_layer_row(layer, 0), 3); /* the second island */
    assert_int_equal(amont_layer_column(layer, "hab")->type, AMONT_COLUMN_NUMBER);
    assert_int_equal(amont_layer_column(layer, "code")->type, AMONT_COLUMN_TEXT);
}

static void reading_a_gml_file_leaves_no_file_beside_it(void **state) {
    desk *d = *state;
    convert_islands(d, "a.gml", "GML");
    g_autofree char *schema = in_folder(d, "a.xsd"), *side = in_folder(d, "a.gfs");
    g_remove(schema);
    g_autoptr(amont_layer) layer = read_file(d, "a.gml");
    assert_ok(d->error);
    assert_string_equal(amont_layer_column(layer, "code")->texts[1], "02");
    assert_false(g_file_test(side, G_FILE_TEST_EXISTS));
}

static void a_filter_keeps_some_rows(void **state) {
    desk *d = *state;
    put(d, "a.csv", "code,hab\n01,5\n02,70\n");
    g_autoptr(amont_layer) layer = read_part(d, "a.csv", NULL, "CAST(hab AS float) > 6", NULL);
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 1);
    assert_string_equal(amont_layer_column(layer, "code")->texts[0], "02");
}

static const char amounts[] = "nom;code;v;s\n"
                              "a;01001;1 200,5;1\n"
                              "b;01002;900;nd\n"
                              "c;2A004;0,5;x\n"
                              "d;94081;;4\n";

/* The names in the rows that a filter keeps. */
static char *kept_by(desk *d, const char *filter) {
    put(d, "a.csv", amounts);
    g_autoptr(amont_layer) layer = read_part(d, "a.csv", NULL, filter, NULL);
    if (!layer)
        return NULL;
    GString *names = g_string_new(NULL);
    for (size_t row = 0; row < layer->n_rows; row++)
        g_string_append(names, amont_layer_column(layer, "nom")->texts[row]);
    return g_string_free(names, FALSE);
}

static void a_filter_reads_numbers_as_people_write_them(void **state) {
    desk *d = *state;
    static const struct {
        const char *filter, *kept;
    } cases[] = {
        {"v > 900.5", "a"},
        {"900 <= v", "ab"},
        {"CAST(v AS float) > 900.5", "a"},
        {"CAST(v AS integer) = 1200", "a"},
        {"v IN (900, 0.5)", "bc"},
        {"v BETWEEN 0 AND 1000 OR code = '94081'", "bcd"},
        {"v = '' OR v > 1000", "ad"},
        {"V * 2 = 1800", "b"},
        {"code > '2'", "cd"},
        {"v <> '900'", "acd"},
        {"nom = 'l''an v > 3' OR \"v\" > 1000", "a"},
        {"v NOT IN (0.5, 1e3) AND v NOT BETWEEN 1 AND 900", "ad"}, /* GDAL: d is in no list */
        {"v + 0.5 < 2 AND cast(v as character(9)) = '0,5'", "c"},
        {"v / 2 = 450 OR 1200.5 = v", "ab"},
        {"v IS NULL OR nom = 'd'", "d"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *kept = kept_by(d, cases[i].filter);
        assert_ok(d->error);
        if (strcmp(kept, cases[i].kept) != 0)
            fail_msg("%s keeps %s, not %s", cases[i].filter, kept, cases[i].kept);
    }
}

static void a_filter_does_not_take_codes_for_numbers(void **state) {
    desk *d = *state;
    g_autofree char *kept = kept_by(d, "code > 1001");
    assert_null(kept);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_hints(d, "'2A004' is no number: row 4 of 'code'");
    g_clear_error(&d->error);
    put(d, "b.csv", "code;v\n01001;1\n94081;2\n");
    g_autoptr(amont_layer) layer = read_part(d, "b.csv", NULL, "code = 1001", NULL);
    assert_null(layer);
    assert_hints(d, "'code' holds codes, as '01001': write them in single quotes");
}

static void what_is_cast_without_being_a_number_is_told(void **state) {
    desk *d = *state;
    put(d, "a.csv", amounts);
    g_autoptr(amont_findings) findings = amont_findings_new();
    ask(d, "a.csv");
    g_autofree char *path = in_folder(d, "a.csv");
    amont_source source = {.entry = &d->entry,
                           .key = "source",
                           .path = path,
                           .where = "CAST(s AS integer) < 4",
                           .findings = findings};
    g_autoptr(amont_layer) layer = amont_source_read(&source, NULL, &d->error);
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 1); /* nd is missing, x no number, 4 not below 4 */
    assert_int_equal(amont_findings_count(findings, AMONT_FINDING_VALUE_NOT_NUMBER), 1);
    assert_string_equal(amont_findings_examples(findings, AMONT_FINDING_VALUE_NOT_NUMBER)[0],
                        "a.csv:4: s 'x'");
    g_autofree char *kept = kept_by(d, "s < 4");
    assert_null(kept);
    assert_hints(d, "'x' is no number: row 4 of 's'; 'CAST(s AS float)' passes over it");
}

/* ---- what is refused ---- */

static void a_missing_file_is_told_at_its_key(void **state) {
    desk *d = *state;
    assert_fails(d, read_file(d, "none.csv"), AMONT_ERROR_NO_INPUT,
                 "study.yaml:2:9: source: no file 'none.csv'\n");
    assert_hints(d, "relative to the study file");
}

static void a_folder_is_not_a_file(void **state) {
    desk *d = *state;
    assert_fails(d, read_file(d, "."), AMONT_ERROR_NO_INPUT,
                 "study.yaml:2:9: source: '.' is not a regular file");
}

static void virtual_paths_are_no_files(void **state) {
    desk *d = *state;
    ask(d, "x");
    amont_source source = {.entry = &d->entry, .key = "source", .path = "/vsicurl/http://h/a.csv"};
    assert_fails(d, amont_source_read(&source, NULL, &d->error), AMONT_ERROR_CONFIG,
                 "study.yaml:2:9: source: 'x' does not name a file");
}

static void an_unknown_ending_is_unavailable(void **state) {
    desk *d = *state;
    put(d, "a.vrt", "<OGRVRTDataSource/>");
    assert_fails(d, read_file(d, "a.vrt"), AMONT_ERROR_UNAVAILABLE,
                 "study.yaml:2:9: source: the ending of 'a.vrt' stands for no known format");
    assert_hints(d, ".geojson .json .gpkg");
}

static void a_file_is_read_only_as_what_its_ending_says(void **state) {
    desk *d = *state;
    put(d, "a.gpkg", "{\"type\":\"Point\",\"coordinates\":[2.4,48.8]}");
    assert_fails(d, read_file(d, "a.gpkg"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: 'a.gpkg' cannot be read as GeoPackage: ");
}

static void a_truncated_file_is_broken(void **state) {
    desk *d = *state;
    put(d, "a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",");
    assert_fails(d, read_file(d, "a.geojson"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: 'a.geojson' cannot be read as GeoJSON: ");
}

static void an_empty_file_is_told(void **state) {
    desk *d = *state;
    put(d, "a.csv", "");
    assert_fails(d, read_file(d, "a.csv"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: 'a.csv' is empty");
}

static void a_csv_file_of_one_column_is_told_by_its_name(void **state) {
    desk *d = *state;
    put(d, "a.csv", "code\n01\n");
    assert_fails(d, read_file(d, "a.csv"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: 'a.csv' has only one column");
    assert_hints(d, "two columns");
}

/* One byte amid letters in UTF-8: the file is neither. */
static void text_in_two_encodings_is_told_with_its_line(void **state) {
    desk *d = *state;
    put(d, "a.csv",
        "code,nom\n01,Orléans en été\n02,Orl\xE9"
        "ans\n");
    assert_fails(d, read_file(d, "a.csv"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: line 3 of 'a.csv' is not UTF-8\n");
    assert_hints(d, "UTF-8");
}

static void a_file_of_windows_is_read_and_told(void **state) {
    desk *d = *state;
    put(d, "a.csv",
        "code;nom\r\n01;Orl\xE9"
        "ans \x9Cuvre \x80\r\n");
    ask(d, "a.csv");
    g_autofree char *path = in_folder(d, "a.csv");
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_source source = {.entry = &d->entry, .key = "source", .path = path, .findings = findings};
    g_autoptr(amont_layer) layer = amont_source_read(&source, NULL, &d->error);
    assert_ok(d->error);
    assert_string_equal(amont_layer_column(layer, "nom")->texts[0], "Orléans œuvre €");
    assert_int_equal(amont_findings_count(findings, AMONT_FINDING_ENCODING_CONVERTED), 1);
}

static void rows_of_a_csv_file_are_called_by_their_lines(void **state) {
    desk *d = *state;
    put(d, "a.csv", "\na;b\n\n\"1\n2\";x\n;\n3;y\n");
    g_autoptr(amont_layer) layer = read_file(d, "a.csv");
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 2);
    assert_int_equal(amont_layer_row(layer, 0), 4);
    assert_int_equal(amont_layer_row(layer, 1), 7);
    g_autoptr(amont_layer) kept = read_part(d, "a.csv", NULL, "b = 'y'", NULL);
    assert_int_equal(amont_layer_row(kept, 0), 7);
}

/* A sparse file: nothing of it is read. */
static void a_file_beyond_the_limit_is_refused_by_its_size(void **state) {
    desk *d = *state;
    put(d, "a.csv", "");
    g_autofree char *path = in_folder(d, "a.csv");
    assert_int_equal(truncate(path, (off_t)1 << 30), 0);
    gint64 start = g_get_monotonic_time();
    assert_fails(d, read_file(d, "a.csv"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: file 'a.csv' cannot be read: it has 1024 MiB, and 512 at "
                 "most are read\n");
    assert_true(g_get_monotonic_time() - start < G_USEC_PER_SEC);
}

static void one_of_several_layers_must_be_named(void **state) {
    desk *d = *state;
    make_geopackage(d);
    assert_fails(d, read_file(d, "a.gpkg"), AMONT_ERROR_DATA,
                 "study.yaml:1:1: layer: 'a.gpkg' holds 2 layers and none is named\n");
    assert_hints(d, "ronds, lignes");
}

static void a_wrong_layer_is_told_with_the_nearest(void **state) {
    desk *d = *state;
    make_geopackage(d);
    assert_fails(d, read_part(d, "a.gpkg", "ligne", NULL, NULL), AMONT_ERROR_DATA,
                 "study.yaml:1:1: layer: no layer 'ligne' in 'a.gpkg'\n");
    assert_hints(d, "did you mean 'lignes'");
}

static void mixed_geometries_are_told_with_their_rows(void **state) {
    desk *d = *state;
    put(d, "a.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null},"
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":"
        "{\"type\":\"MultiPoint\",\"coordinates\":[[0,0]]}},"
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":"
        "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}}]}");
    assert_fails(d, read_file(d, "a.geojson"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: 'a.geojson' mixes geometries: "
                 "row 2 is a 'point', row 3 a 'line'\n");
}

static void a_coordinate_must_be_finite(void **state) {
    desk *d = *state;
    put(d, "a.geojson", "{\"type\":\"Point\",\"coordinates\":[1e999,1]}");
    assert_fails(d, read_file(d, "a.geojson"), AMONT_ERROR_DATA,
                 "study.yaml:2:9: source: row 1 of 'a.geojson' has a coordinate that is not a "
                 "finite number");
}

/* ---- matching ---- */

static bool match(desk *d, const char *filter, bool *flags, size_t n) {
    g_autofree char *path = check_path("data/archipelago/islands.geojson");
    ask(d, "islands.geojson");
    amont_source source = {
        .entry = &d->entry, .key = "source", .path = path, .where = "code <> '02'"};
    return amont_source_match(&source, filter, "kind", flags, n, &d->error);
}

static void a_filter_flags_rows_in_the_order_of_reading(void **state) {
    desk *d = *state;
    bool flags[3] = {true, false, true};
    assert_true(match(d, "dep = 'A'", flags, 3));
    assert_false(flags[0]); /* 10 */
    assert_true(flags[1]);  /* 01 */
    assert_true(flags[2]);  /* 03 */
}

static void a_bad_filter_is_the_fault_of_the_study(void **state) {
    desk *d = *state;
    bool flags[3];
    assert_false(match(d, "departement = 'A'", flags, 3));
    assert_fails(d, NULL, AMONT_ERROR_CONFIG,
                 "study.yaml:1:7: kind: filter 'departement = 'A'' is not accepted: ");
    assert_false(match(d, "dep = ", flags, 3));
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
}

static void a_bad_filter_on_a_geopackage_is_told_too(void **state) {
    desk *d = *state;
    make_geopackage(d);
    assert_fails(d, read_part(d, "a.gpkg", "ronds", "nothing = 1", NULL), AMONT_ERROR_CONFIG,
                 "study.yaml:1:1: where: filter 'nothing = 1' is not accepted: ");
}

static void formats_are_listed(void **state) {
    (void)state;
    size_t n = 0;
    const amont_format *formats = amont_source_formats(&n);
    assert_true(n >= 11);
    for (size_t i = 0; i < n; i++)
        assert_true(formats[i].ending && formats[i].driver && formats[i].label);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_geojson_file_becomes_columns_and_shapes),
        DESK_TEST(polygons_keep_their_holes_and_parts),
        DESK_TEST(blanks_around_column_names_are_cut_and_empty_texts_are_missing),
        DESK_TEST(geojson_without_a_crs_is_in_degrees),
        DESK_TEST(every_column_of_a_csv_file_is_text),
        DESK_TEST(whole_numbers_that_no_double_holds_stay_text),
        DESK_TEST(dates_are_iso_text),
        DESK_TEST(a_collection_gives_its_polygons),
        DESK_TEST(curves_become_straight_pieces),
        DESK_TEST(heights_are_dropped),
        DESK_TEST(a_shapefile_needs_no_list_of_its_parts),
        DESK_TEST(a_crs_is_told_in_utf8),
        DESK_TEST(codes_and_figures_survive_in_every_format),
        DESK_TEST(columns_and_features_give_the_same_layer),
        DESK_TEST(a_topojson_file_is_read),
        DESK_TEST(sheets_have_their_titles_on_line_one),
        DESK_TEST(a_filter_on_a_sheet_knows_figures_from_texts),
        DESK_TEST(reading_a_gml_file_leaves_no_file_beside_it),
        DESK_TEST(a_filter_keeps_some_rows),
        DESK_TEST(a_filter_reads_numbers_as_people_write_them),
        DESK_TEST(a_filter_does_not_take_codes_for_numbers),
        DESK_TEST(what_is_cast_without_being_a_number_is_told),
        DESK_TEST(a_missing_file_is_told_at_its_key),
        DESK_TEST(a_folder_is_not_a_file),
        DESK_TEST(virtual_paths_are_no_files),
        DESK_TEST(an_unknown_ending_is_unavailable),
        DESK_TEST(a_file_is_read_only_as_what_its_ending_says),
        DESK_TEST(a_truncated_file_is_broken),
        DESK_TEST(an_empty_file_is_told),
        DESK_TEST(a_csv_file_of_one_column_is_told_by_its_name),
        DESK_TEST(text_in_two_encodings_is_told_with_its_line),
        DESK_TEST(a_file_of_windows_is_read_and_told),
        DESK_TEST(rows_of_a_csv_file_are_called_by_their_lines),
        DESK_TEST(a_file_beyond_the_limit_is_refused_by_its_size),
        DESK_TEST(one_of_several_layers_must_be_named),
        DESK_TEST(a_wrong_layer_is_told_with_the_nearest),
        DESK_TEST(mixed_geometries_are_told_with_their_rows),
        DESK_TEST(a_coordinate_must_be_finite),
        DESK_TEST(a_filter_flags_rows_in_the_order_of_reading),
        DESK_TEST(a_bad_filter_is_the_fault_of_the_study),
        DESK_TEST(a_bad_filter_on_a_geopackage_is_told_too),
        cmocka_unit_test(formats_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
