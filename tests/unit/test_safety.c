/* Files made to do harm, too large or too strange to lie in tests/data/nasty: each ends in one
 * sentence, or is read without another file being opened. That none is opened is seen by inotify,
 * which also sees what the reader process does. */
#include "scratch.h"

#include "amont/open.h"

#include <gdal/cpl_conv.h>
#include <gdal/cpl_vsi.h>
#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

typedef struct desk {
    char *folder, *secret; /* a file that nobody may open, in a folder of its own */
    int watch;
    amont_yaml *root;
    amont_entry entry;
    GError *error;
    amont_findings *findings;
    amont_reader *reader;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    g_autofree char *elsewhere = g_build_filename(d->folder, "elsewhere", NULL);
    g_mkdir(elsewhere, 0700);
    d->secret = g_build_filename(elsewhere, "secret.txt", NULL);
    g_file_set_contents(d->secret, "root:x:0:0\n", -1, NULL);
    d->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    inotify_add_watch(d->watch, elsewhere, IN_OPEN);
    const char *text = "source: x\n";
    d->root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
    d->entry.node = d->root;
    d->findings = amont_findings_new();
    d->reader = amont_reader_start(NULL);
    *state = d;
    return d->reader && d->watch >= 0 ? 0 : -1;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_reader_stop(d->reader);
    close(d->watch);
    scratch_remove(d->folder);
    amont_findings_free(d->findings);
    amont_yaml_free(d->root);
    g_clear_error(&d->error);
    g_free(d->secret);
    g_free(d);
    return 0;
}

static char *in_folder(const desk *d, const char *name) {
    return g_build_filename(d->folder, name, NULL);
}

static void put(const desk *d, const char *name, const char *text, size_t length) {
    g_autofree char *path = in_folder(d, name);
    assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
}

static amont_layer *read_within(desk *d, const char *name, const amont_limits *limits) {
    g_autofree char *path = in_folder(d, name);
    amont_source source = {.entry = &d->entry,
                           .key = "source",
                           .path = path,
                           .findings = d->findings,
                           .reader = limits ? NULL : d->reader,
                           .limits = limits};
    g_clear_error(&d->error);
    return amont_source_read(&source, NULL, &d->error);
}

static amont_layer *read_file(desk *d, const char *name) {
    return read_within(d, name, NULL);
}

static void assert_fails(const desk *d, const amont_layer *layer, const char *part) {
    assert_null(layer);
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    if (!strstr(d->error->message, part) || !strchr(d->error->message, '\n'))
        fail_msg("message: %s\nexpected: %s, and a hint", d->error->message, part);
}

static bool is_elsewhere_opened(const desk *d) {
    char events[4096];
    return read(d->watch, events, sizeof events) > 0;
}

static void assert_nothing_else_opened(const desk *d) {
    assert_false(is_elsewhere_opened(d));
    g_autofree char *text = NULL; /* the watch does see */
    assert_true(g_file_get_contents(d->secret, &text, NULL, NULL));
    assert_true(is_elsewhere_opened(d));
}

/* ---- other files ---- */

#define GML_HEAD                                                                           \
    "<c:FeatureCollection xmlns:c=\"http://c/\" xmlns:gml=\"http://www.opengis.net/gml\" " \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                                        \
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
#define GML_MEMBER "<gml:featureMember><c:lieu><c:nom>Vitry</c:nom></c:lieu></gml:featureMember>"

static void a_schema_that_a_gml_file_names_is_not_opened(void **state) {
    desk *d = *state;
    g_autofree char *text = g_strdup_printf(
        GML_HEAD " xsi:schemaLocation=\"http://c/ %s\">" GML_MEMBER "</c:FeatureCollection>",
        d->secret);
    put(d, "a.gml", text, strlen(text));
    g_autoptr(amont_layer) layer = read_file(d, "a.gml");
    assert_ok(d->error);
    assert_string_equal(amont_layer_column(layer, "nom")->texts[0], "Vitry");
    assert_nothing_else_opened(d);
}

static void a_member_elsewhere_is_not_opened(void **state) {
    desk *d = *state;
    g_autofree char *text =
        g_strdup_printf(GML_HEAD ">" GML_MEMBER "<gml:featureMember xlink:href=\"file://%s\"/>"
                                 "</c:FeatureCollection>",
                        d->secret);
    put(d, "a.gml", text, strlen(text));
    g_autoptr(amont_layer) layer = read_file(d, "a.gml");
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 1);
    assert_nothing_else_opened(d);
}

static void an_entity_elsewhere_is_not_opened(void **state) {
    desk *d = *state;
    static const char *const names[] = {"a.kml", "a.gml"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text =
            g_strdup_printf("<?xml version=\"1.0\"?><!-- a -->\n<!DOCTYPE k [<!ENTITY e SYSTEM "
                            "\"file://%s\">]>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">"
                            "<Placemark><name>&e;</name></Placemark></kml>",
                            d->secret);
        put(d, names[i], text, strlen(text));
        assert_fails(d, read_file(d, names[i]), "declares entities");
    }
    assert_nothing_else_opened(d);
}

static void a_linked_kml_file_is_not_opened_but_told(void **state) {
    desk *d = *state;
    g_autofree char *text =
        g_strdup_printf("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder><name>f"
                        "</name><Placemark><name>a</name><styleUrl>%s#s</styleUrl><Point>"
                        "<coordinates>2,48</coordinates></Point></Placemark><NetworkLink><Link>"
                        "<href>%s</href></Link></NetworkLink></Folder></Document></kml>",
                        d->secret, d->secret);
    put(d, "a.kml", text, strlen(text));
    g_autoptr(amont_layer) layer = read_file(d, "a.kml");
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 1);
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_SOURCE_LINKS), 1);
    assert_nothing_else_opened(d);
}

/* A table made by a view whose query asks for another file, and a trigger that would. */
static void put_view(const desk *d, const char *name, const char *query) {
    g_autofree char *path = in_folder(d, name);
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    GDALDatasetCreateLayer(file, "t", NULL, wkbNone, NULL);
    g_autofree char *view = g_strdup_printf("CREATE VIEW v AS SELECT 1 AS fid, %s AS nom", query);
    g_autofree char *trigger = g_strdup_printf(
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT load_extension('%s'); END", d->secret);
    const char *const statements[] = {
        view, trigger,
        "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('v', 'attributes')",
        "DELETE FROM gpkg_contents WHERE table_name = 't'"};
    for (size_t i = 0; i < G_N_ELEMENTS(statements); i++)
        GDALDatasetReleaseResultSet(file, GDALDatasetExecuteSQL(file, statements[i], NULL, NULL));
    GDALClose(file);
}

static void a_view_of_a_geopackage_opens_no_file(void **state) {
    desk *d = *state;
    static const char *const queries[] = {
        "readfile('%s')", "BlobFromFile('%s')", "load_extension('%s')",
        "gdal_get_pixel_value('%s', 1, 'georef', 0, 0)", "CountUnsafeTriggers() || '%s'"};
    CPLPushErrorHandler(CPLQuietErrorHandler);
    for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_auto(GStrv) halves = g_strsplit(queries[i], "%s", 2);
        g_autofree char *query = g_strconcat(halves[0], d->secret, halves[1], NULL);
        put_view(d, "a.gpkg", query);
        g_autoptr(amont_layer) layer = read_file(d, "a.gpkg");
        if (!layer)
            assert_int_equal(d->error->code, AMONT_ERROR_DATA);
        g_autofree char *path = in_folder(d, "a.gpkg");
        g_unlink(path);
    }
    CPLPopErrorHandler();
    assert_nothing_else_opened(d);
}

/* ---- depth and size ---- */

static void assert_quick(gint64 start) {
#ifdef __SANITIZE_ADDRESS__
    gint64 most = 60;
#else
    gint64 most = 20; /* of a busy machine; a few seconds otherwise */
#endif
    assert_true(g_get_monotonic_time() - start < most * G_USEC_PER_SEC);
}

static void folders_nested_a_hundred_thousand_deep_are_one_error(void **state) {
    desk *d = *state;
    enum { DEPTH = 100000 };
    gint64 start = g_get_monotonic_time();
    GString *text = g_string_new("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>");
    for (int i = 0; i < DEPTH; i++)
        g_string_append(text, "<Folder>");
    put(d, "deep.kml", text->str, text->len);
    for (int i = 0; i < DEPTH; i++)
        g_string_append(text, "</Folder>");
    g_string_append(text, "</Document></kml>");
    put(d, "closed.kml", text->str, text->len);
    g_string_free(text, TRUE);
    assert_fails(d, read_file(d, "deep.kml"), "cannot be read");
    amont_layer_free(read_file(d, "closed.kml")); /* read or refused, but no crash of ours */
    assert_quick(start);
}

static void put_in_zip(const char *zip, const char *name, const GString *text) {
    g_autofree char *path = g_strdup_printf("/vsizip/%s/%s", zip, name);
    VSILFILE *file = VSIFOpenL(path, "wb");
    assert_non_null(file);
    assert_int_equal(VSIFWriteL(text->str, 1, text->len, file), text->len);
    VSIFCloseL(file);
}

static void put_text_in_zip(const char *zip, const char *name, const char *text) {
    g_autoptr(GString) string = g_string_new(text);
    put_in_zip(zip, name, string);
}

/* A workbook of one sheet with these rows, `prolog` above its first element. */
static void put_workbook(const desk *d, const char *name, const char *prolog, const GString *rows) {
    g_autofree char *zip = in_folder(d, name);
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
    put_text_in_zip(zip, "[Content_Types].xml",
                    "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE
                    "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" "
                    "ContentType=\"" SHEET_TYPE "worksheet+xml\"/></Types>");
    put_text_in_zip(
        zip, "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
        "<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    put_text_in_zip(zip, "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats."
                    "org/officeDocument/2006/relationships/worksheet\" "
                    "Target=\"worksheets/sheet1.xml\"/></Relationships>");
    g_autoptr(GString) sheet = g_string_new(prolog);
    g_string_append(sheet, "<worksheet><sheetData>");
    g_string_append_len(sheet, rows->str, (gssize)rows->len);
    g_string_append(sheet, "</sheetData></worksheet>");
    put_in_zip(zip, "xl/worksheets/sheet1.xml", sheet);
}

static const char first_row[] = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>code</t></is></c>"
                                "<c r=\"B1\" t=\"inlineStr\"><is><t>hab</t></is></c></row>";

/* Excel writes a row that only has a height; one at the very end makes GDAL fill up to it. */
static void a_sheet_with_a_million_blank_rows_ends_in_a_sentence(void **state) {
    desk *d = *state;
    gint64 start = g_get_monotonic_time();
    g_autoptr(GString) rows = g_string_new(first_row);
    for (int i = 2; i <= 1048576; i++)
        g_string_append_printf(rows, "<row r=\"%d\"/>", i);
    put_workbook(d, "blank.xlsx", "", rows);
    g_autoptr(amont_layer) layer = read_file(d, "blank.xlsx");
    if (layer)
        assert_int_equal(layer->n_rows, 0);
    else
        assert_fails(d, layer, "takes more memory");
    assert_quick(start);
}

static void a_sheet_whose_entities_swell_ends_in_a_sentence(void **state) {
    desk *d = *state;
    gint64 start = g_get_monotonic_time();
    g_autoptr(GString) prolog = g_string_new("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaaaaaaaa\">");
    for (int c = 'b'; c <= 'j'; c++) {
        g_string_append_printf(prolog, "<!ENTITY %c \"", c);
        for (int i = 0; i < 16; i++)
            g_string_append_printf(prolog, "&%c;", c - 1);
        g_string_append(prolog, "\">");
    }
    g_string_append(prolog, "]>");
    g_autoptr(GString) rows = g_string_new(first_row);
    g_string_append(rows, "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&j;</t></is></c></row>");
    put_workbook(d, "swell.xlsx", prolog->str, rows);
    assert_fails(d, read_file(d, "swell.xlsx"), "cannot be read");
    assert_quick(start);
}

static void a_sheet_whose_last_row_is_the_last_of_all_ends_in_a_sentence(void **state) {
    desk *d = *state;
    gint64 start = g_get_monotonic_time();
    g_autoptr(GString) rows = g_string_new(first_row);
    g_string_append(rows, "<row r=\"1048576\"><c r=\"A1048576\"><v>5</v></c></row>");
    put_workbook(d, "far.xlsx", "", rows);
    g_autoptr(amont_layer) layer = read_file(d, "far.xlsx");
    if (layer)
        assert_int_equal(amont_layer_row(layer, 0), 1048576);
    else
        assert_fails(d, layer, "cannot be read");
    assert_quick(start);
}

/* A regular polygon of n corners has the area n/2 r² sin(2π/n). */
static void a_ring_of_a_million_points_is_read_with_its_area(void **state) {
    desk *d = *state;
    enum { N = 1000000 };
    const double radius = 10000;
    gint64 start = g_get_monotonic_time();
    GString *text = g_string_new("{\"type\":\"Polygon\",\"coordinates\":[[");
    for (int i = 0; i <= N; i++) {
        double angle = 2 * G_PI * (i % N) / N;
        char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(x, sizeof x, "%.6f", 650000 + radius * cos(angle));
        g_ascii_formatd(y, sizeof y, "%.6f", 6860000 + radius * sin(angle));
        g_string_append_printf(text, "%s[%s,%s]", i > 0 ? "," : "", x, y);
    }
    g_string_append(text, "]]}");
    put(d, "ring.geojson", text->str, text->len);
    g_string_free(text, TRUE);
    g_autoptr(amont_layer) layer = read_file(d, "ring.geojson");
    assert_ok(d->error);
    assert_int_equal(layer->shapes->n_points, N + 1);
    double area = N / 2.0 * radius * radius * sin(2 * G_PI / N);
    assert_near(amont_shapes_area(layer->shapes, 0), area, 1); /* µm corners of 62 km of edge */
    double x = 0, y = 0;
    g_autofree char *reason = amont_shapes_invalid(layer->shapes, 0, &x, &y);
    assert_null(reason);
    assert_quick(start);
}

/* ---- limits ---- */

static const amont_limits usual = {5000000, 50000000, 4096, 1 << 20};

static void rows_beyond_the_limit_are_refused(void **state) {
    desk *d = *state;
    const char *points = "{\"type\":\"MultiPoint\",\"coordinates\":[[0,0],[1,1]]}";
    const char *rows = "{\"type\":\"FeatureCollection\",\"features\":["
                       "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null},"
                       "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}]}";
    amont_limits limits = usual;
    put(d, "points.geojson", points, strlen(points));
    put(d, "rows.geojson", rows, strlen(rows));
    put(d, "rows.csv", "a;b\n1;2\n3;4\n", 12);
    limits.rows = 1;
    assert_fails(d, read_within(d, "rows.geojson", &limits), "has more than 1 rows");
    assert_fails(d, read_within(d, "rows.csv", &limits), "has more than 1 rows");
    limits = usual;
    limits.vertices = 1;
    assert_fails(d, read_within(d, "points.geojson", &limits), "has more than 1 vertices");
    limits.vertices = 2;
    g_autoptr(amont_layer) layer = read_within(d, "points.geojson", &limits);
    assert_ok(d->error);
}

static void columns_beyond_the_limit_are_refused(void **state) {
    desk *d = *state;
    GString *text = g_string_new("{\"type\":\"Feature\",\"geometry\":null,\"properties\":{");
    for (int i = 0; i <= 4096; i++)
        g_string_append_printf(text, "%s\"c%d\":%d", i ? "," : "", i, i);
    g_string_append(text, "}}");
    put(d, "wide.geojson", text->str, text->len);
    g_string_free(text, TRUE);
    assert_fails(d, read_file(d, "wide.geojson"), "has more than 4096 columns");
}

static void a_text_beyond_the_limit_is_refused_with_its_row(void **state) {
    desk *d = *state;
    g_autofree char *filler = g_strnfill((1 << 20) + 1, 'a');
    g_autofree char *text = g_strdup_printf(
        "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"note\":\"%s\"}}", filler);
    put(d, "long.geojson", text, strlen(text));
    assert_fails(d, read_file(d, "long.geojson"),
                 "has a text of more than 1048576 bytes in the column 'note'");
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    GDALAllRegister();
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_schema_that_a_gml_file_names_is_not_opened),
        DESK_TEST(a_member_elsewhere_is_not_opened),
        DESK_TEST(an_entity_elsewhere_is_not_opened),
        DESK_TEST(a_linked_kml_file_is_not_opened_but_told),
        DESK_TEST(a_view_of_a_geopackage_opens_no_file),
        DESK_TEST(folders_nested_a_hundred_thousand_deep_are_one_error),
        DESK_TEST(a_sheet_with_a_million_blank_rows_ends_in_a_sentence),
        DESK_TEST(a_sheet_whose_entities_swell_ends_in_a_sentence),
        DESK_TEST(a_sheet_whose_last_row_is_the_last_of_all_ends_in_a_sentence),
        DESK_TEST(a_ring_of_a_million_points_is_read_with_its_area),
        DESK_TEST(rows_beyond_the_limit_are_refused),
        DESK_TEST(columns_beyond_the_limit_are_refused),
        DESK_TEST(a_text_beyond_the_limit_is_refused_with_its_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
