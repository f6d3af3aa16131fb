/* Sources in ZIP archives and gzip files: which file is taken, and what is refused. */
#include "scratch.h"

#include "amont/open.h"
#include "zipper.h"

#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

static const char table[] = "code,nom\n01,Évry\n";
static const char zones[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
    "{\"nom\":\"Choisy-le-Roi, été\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
    "[[[0,0],[4,0],[4,4],[0,4],[0,0]]]}}]}";

typedef struct desk {
    char *folder;
    amont_yaml *node;
    amont_entry entry;
    amont_findings *findings;
    amont_reader *reader; /* NULL: files are opened here */
    bool in_reader;
    GError *error;
    zipper zip;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    d->findings = amont_findings_new();
    d->zip = zipper_new();
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_reader_stop(d->reader);
    scratch_remove(d->folder);
    amont_yaml_free(d->node);
    amont_findings_free(d->findings);
    g_clear_error(&d->error);
    g_free(d);
    return 0;
}

static char *in_folder(const desk *d, const char *name) {
    return g_build_filename(d->folder, name, NULL);
}

static void add(desk *d, const char *name, const char *text) {
    zipper_add(&d->zip, name, text, strlen(text));
}

static amont_layer *read_part(desk *d, const char *name, const char *layer) {
    g_autofree char *text = g_strdup_printf("source: '%s'\n", name);
    g_autofree char *path = in_folder(d, name);
    amont_yaml_free(d->node);
    g_clear_error(&d->error);
    d->node = amont_yaml_parse(text, strlen(text), "study.yaml", &d->error);
    d->entry = (amont_entry){.name = "layer", .node = d->node};
    g_clear_pointer(&d->reader, amont_reader_stop);
    d->reader = d->in_reader ? amont_reader_start(&d->error) : NULL;
    amont_source source = {.entry = &d->entry,
                           .key = "source",
                           .path = path,
                           .layer = layer,
                           .findings = d->findings,
                           .reader = d->reader};
    return amont_source_read(&source, NULL, &d->error);
}

/* Writes the archive and reads from it. */
static amont_layer *read_zip(desk *d, const char *name) {
    g_autofree char *path = in_folder(d, "a.zip");
    zipper_write(&d->zip, path);
    d->zip = zipper_new();
    return read_part(d, name, NULL);
}

static void assert_text(const amont_layer *layer, const char *column, const char *text) {
    assert_string_equal(amont_layer_column(layer, column)->texts[0], text);
}

static void assert_fails(const desk *d, const amont_layer *layer, const char *fact,
                         const char *hint) {
    assert_null(layer);
    assert_non_null(d->error);
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    const char *second = strchr(d->error->message, '\n');
    if (!strstr(d->error->message, fact) || !second || !strstr(second, hint))
        fail_msg("message: %s\nexpected: %s\n%s", d->error->message, fact, hint);
}

/* ---- what is taken ---- */

static void a_table_is_read_like_any_csv_file(void **state) {
    desk *d = *state;
    add(d, "données/tablé.csv", "code;nom;hab\n01;Évry;1 200,5\n");
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_ok(d->error);
    assert_text(layer, "nom", "Évry");
    assert_string_equal(layer->path, "a.zip");
    assert_near(amont_column_number(amont_layer_column(layer, "hab"), 0, NULL), 1200.5, 0);
    assert_int_equal(amont_layer_row(layer, 0), 2);
}

static void a_map_file_is_read_with_its_shapes(void **state) {
    desk *d = *state;
    add(d, "zones.geojson", zones);
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_ok(d->error);
    assert_text(layer, "nom", "Choisy-le-Roi, été");
    assert_near(amont_shapes_area(layer->shapes, 0), 16, 0);
}

static void the_reader_process_gives_the_same(void **state) {
    desk *d = *state;
    d->in_reader = true;
    add(d, "zones.geojson", zones);
    add(d, "t.csv", table);
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip/zones.geojson");
    assert_ok(d->error);
    assert_near(amont_shapes_area(layer->shapes, 0), 16, 0);
    g_autoptr(amont_layer) other = read_part(d, "a.zip/t.csv", NULL);
    assert_ok(d->error);
    assert_text(other, "nom", "Évry");
}

static void licences_notices_and_shadows_are_passed_over(void **state) {
    desk *d = *state;
    add(d, "licence.txt", "code,nom\nx,y\n");
    add(d, "meta.json", "{}");
    add(d, "notice.pdf", "%PDF");
    add(d, "__MACOSX/._zones.geojson", "x");
    add(d, "._zones.geojson", "x");
    add(d, "dossier/", "");
    add(d, "dossier/zones.geojson", zones);
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_ok(d->error);
    assert_text(layer, "nom", "Choisy-le-Roi, été");
}

static void a_text_is_taken_where_nothing_better_is_there(void **state) {
    desk *d = *state;
    add(d, "valeursfoncieres-2023.txt", "code|nom\n01|Évry\n");
    add(d, "notice.pdf", "%PDF");
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_ok(d->error);
    assert_text(layer, "nom", "Évry");
}

static void one_of_several_is_named_behind_the_archive(void **state) {
    desk *d = *state;
    add(d, "a/un.csv", table);
    add(d, "deux.csv", "code,nom\n02,Sèvres\n");
    assert_fails(d, read_zip(d, "a.zip"),
                 "study.yaml:1:9: source: 'a.zip' holds 2 files that can be read and none is named",
                 "'a.zip/a/un.csv'; it holds: a/un.csv, deux.csv");
    g_autoptr(amont_layer) layer = read_part(d, "a.zip/deux.csv", NULL);
    assert_ok(d->error);
    assert_text(layer, "nom", "Sèvres");
    assert_string_equal(layer->path, "a.zip/deux.csv");
}

static void a_name_that_is_not_there_is_told_with_the_nearest(void **state) {
    desk *d = *state;
    add(d, "un.csv", table);
    assert_fails(d, read_zip(d, "a.zip/uns.csv"), "no file 'uns.csv' in the archive",
                 "did you mean 'un.csv'?");
}

/* É is 0x90 in CP850 and CP437, È is 0xD4 in CP850 alone; U+0301 is how Apple writes accents. */
static void names_in_any_encoding_are_found(void **state) {
    desk *d = *state;
    zipper_lies dos = {.method = 8, .length = (guint32)strlen(table)};
    zipper_add_false(&d->zip, "\x90t\x82.csv", table, strlen(table), dos);
    zipper_add_false(&d->zip, "SI\xD4GE.csv", table, strlen(table), dos);
    add(d, "de\xCC\x81ja\xCC\x80.csv", table);
    add(d, "Îles\\là.csv", table);
    static const char *const names[] = {"a.zip/Été.csv", "a.zip/SIÈGE.csv", "a.zip/déjà.csv",
                                        "a.zip/Îles/là.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(amont_layer) layer = i ? read_part(d, names[i], NULL) : read_zip(d, names[i]);
        assert_ok(d->error);
        assert_text(layer, "nom", "Évry");
    }
}

static void a_folder_may_be_called_like_an_archive(void **state) {
    desk *d = *state;
    g_autofree char *folder = in_folder(d, "d.zip"), *file = in_folder(d, "d.zip/t.csv");
    assert_int_equal(g_mkdir(folder, 0700), 0);
    assert_true(g_file_set_contents(file, table, -1, NULL));
    g_autoptr(amont_layer) layer = read_part(d, "d.zip/t.csv", NULL);
    assert_ok(d->error);
    g_remove(file);
    zipper_write(&d->zip, file);
    d->zip = zipper_new();
}

/* ---- files of GDAL's making ---- */

static void add_file(desk *d, const char *file, const char *name) {
    g_autofree char *path = in_folder(d, file), *bytes = NULL;
    gsize length = 0;
    assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    zipper_add(&d->zip, name, bytes, length);
}

static void make(const desk *d, const char *name, const char *driver, int n_layers) {
    g_autofree char *path = in_folder(d, name);
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    for (int i = 0; i < n_layers; i++) {
        g_autofree char *title = g_strdup_printf("couche%d", i);
        OGRLayerH layer = GDALDatasetCreateLayer(file, title, NULL, wkbPoint, NULL);
        OGRFieldDefnH field = OGR_Fld_Create("nom", OFTString);
        OGR_L_CreateField(layer, field, TRUE);
        OGR_Fld_Destroy(field);
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, "Orléans");
        OGR_F_SetGeometryDirectly(feature, OGR_G_CreateGeometry(wkbPoint));
        if (OGR_F_GetGeometryRef(feature)) /* a sheet has none */
            OGR_G_SetPoint_2D(OGR_F_GetGeometryRef(feature), 0, 3, 4);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    GDALClose(file);
}

static void a_shapefile_is_its_parts(void **state) {
    desk *d = *state;
    make(d, "p.shp", "ESRI Shapefile", 1);
    add_file(d, "p.shp", "Île/POINTS.SHP");
    add_file(d, "p.shx", "Île/POINTS.SHX");
    add_file(d, "p.dbf", "Île/POINTS.dbf");
    add(d, "Île/POINTS.cpg", "ISO-8859-1");
    add(d, "lisez-moi.txt", "x");
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_ok(d->error);
    assert_text(layer, "nom", "Orléans");
    assert_int_equal(layer->shapes->n_features, 1);
    assert_near(layer->shapes->x[0], 3, 0);
}

static void layers_of_a_file_in_an_archive_are_listed(void **state) {
    desk *d = *state;
    make(d, "b.gpkg", "GPKG", 2);
    add_file(d, "b.gpkg", "b.gpkg");
    assert_fails(d, read_zip(d, "a.zip"), "'a.zip' holds 2 layers and none is named",
                 "couche0, couche1");
    g_autoptr(amont_layer) layer = read_part(d, "a.zip/b.gpkg", "couche1");
    assert_ok(d->error);
    assert_text(layer, "nom", "Orléans");
}

static void a_sheet_in_an_archive_is_read(void **state) {
    desk *d = *state;
    make(d, "c.ods", "ODS", 1);
    add_file(d, "c.ods", "c.ods");
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_ok(d->error);
    assert_text(layer, "nom", "Orléans");
}

static void a_broken_file_is_told_without_paths_of_memory(void **state) {
    desk *d = *state;
    add(d, "x.shp", "no shapes");
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip");
    assert_fails(d, layer, "'a.zip' cannot be read as Shapefile: ", "whole");
    assert_null(strstr(d->error->message, "vsimem"));
}

/* ---- what is refused ---- */

static void what_is_no_archive_is_told(void **state) {
    desk *d = *state;
    g_autofree char *path = in_folder(d, "b.zip");
    assert_true(g_file_set_contents(path, "no archive at all, but long enough for one", -1, NULL));
    assert_fails(d, read_part(d, "b.zip", NULL),
                 "'b.zip' cannot be read as a ZIP archive: ", "whole");
    read_part(d, "c.zip/x.csv", NULL);
    assert_int_equal(d->error->code, AMONT_ERROR_NO_INPUT);
}

static void an_archive_of_nothing_to_read_lists_what_it_holds(void **state) {
    desk *d = *state;
    add(d, "notice.pdf", "%PDF");
    assert_fails(d, read_zip(d, "a.zip"), "'a.zip' holds no file that can be read", "notice.pdf");
}

static void archives_in_archives_are_not_opened(void **state) {
    desk *d = *state;
    add(d, "b.zip", "PK");
    assert_fails(d, read_zip(d, "a.zip"), "'a.zip' holds another archive, 'b.zip'", "unpack it");
    assert_fails(d, read_part(d, "a.zip/b.zip", NULL), "holds another archive", "unpack it");
}

static void names_that_lead_elsewhere_are_refused(void **state) {
    desk *d = *state;
    static const char *const names[] = {"../t.csv",  "a/../../t.csv", "/etc/t.csv",
                                        "C:\\t.csv", "..\\t.csv",     "a\nb.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        add(d, "t.csv", table);
        add(d, names[i], table);
        assert_fails(d, read_zip(d, "a.zip/t.csv"), "an entry whose name leads elsewhere",
                     "without '..'");
    }
}

static void two_files_of_one_name_are_refused(void **state) {
    desk *d = *state;
    add(d, "t.csv", table);
    add(d, "t.csv", table);
    g_autoptr(amont_layer) layer = read_zip(d, "a.zip/t.csv");
    assert_null(layer);
    assert_non_null(strstr(d->error->message, "the archive holds two files 't.csv'"));
}

static void an_encrypted_file_is_refused(void **state) {
    desk *d = *state;
    zipper_lies lies = {ZIP_IS_ENCRYPTED, 8, (guint32)strlen(table), 0};
    zipper_add_false(&d->zip, "t.csv", table, strlen(table), lies);
    assert_fails(d, read_zip(d, "a.zip"), "'t.csv' in 'a.zip' is encrypted", "password");
}

/* 9 is « Deflate64 », as Windows packs what is larger than 2 GB. */
static void an_unknown_method_is_refused(void **state) {
    desk *d = *state;
    zipper_lies lies = {0, 9, (guint32)strlen(table), 0};
    zipper_add_false(&d->zip, "t.csv", table, strlen(table), lies);
    assert_fails(d, read_zip(d, "a.zip"), "'t.csv' in 'a.zip' is packed by a method", "pack it");
}

static void a_false_length_or_checksum_is_damage(void **state) {
    desk *d = *state;
    static const zipper_lies lies[] = {{0, 8, 5, 0}, {0, 8, 500, 0}, {0, 8, sizeof table - 1, 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
        zipper_add_false(&d->zip, "t.csv", table, strlen(table), lies[i]);
        assert_fails(d, read_zip(d, "a.zip"), "'t.csv' in 'a.zip' is damaged", "again");
    }
}

/* 100 MiB of zeros in 100 kB; an entry that says it has 3 GiB. */
static void bombs_are_stopped_before_they_are_unpacked(void **state) {
    desk *d = *state;
    g_autofree char *zeros = g_malloc0((gsize)100 << 20);
    zipper_add(&d->zip, "t.csv", zeros, (gsize)100 << 20);
    gint64 start = g_get_monotonic_time();
    assert_fails(d, read_zip(d, "a.zip"), "unpacked, it would have more than the 63 MiB", "rows");
    zipper_lies lies = {0, 8, (guint32)3 << 30, 0};
    zipper_add_false(&d->zip, "t.csv", table, strlen(table), lies);
    assert_fails(d, read_zip(d, "a.zip"), "unpacked, it would have more than the 63 MiB", "rows");
    assert_true(g_get_monotonic_time() - start < G_USEC_PER_SEC);
}

static void too_many_entries_are_refused(void **state) {
    desk *d = *state;
    for (int i = 0; i < 10001; i++) {
        g_autofree char *name = g_strdup_printf("%d.pdf", i);
        add(d, name, "");
    }
    assert_fails(d, read_zip(d, "a.zip"), "'a.zip' holds 10001 entries, and 10000 at most", "pack");
}

/* ---- gzip ---- */

static void put_gz(const desk *d, const char *name, const void *content, unsigned length) {
    g_autofree char *path = in_folder(d, name);
    gzFile file = gzopen(path, "wb1");
    assert_int_equal(gzwrite(file, content, length), length);
    gzclose(file);
}

static void a_gzip_table_is_read(void **state) {
    desk *d = *state;
    put_gz(d, "t.csv.gz", table, (unsigned)strlen(table));
    g_autoptr(amont_layer) layer = read_part(d, "t.csv.gz", NULL);
    assert_ok(d->error);
    assert_text(layer, "nom", "Évry");
}

static void a_gzip_table_cut_short_is_told(void **state) {
    desk *d = *state;
    put_gz(d, "t.csv.gz", table, (unsigned)strlen(table));
    g_autofree char *path = in_folder(d, "t.csv.gz"), *bytes = NULL;
    gsize length = 0;
    g_file_get_contents(path, &bytes, &length, NULL);
    g_file_set_contents(path, bytes, (gssize)length - 9, NULL);
    assert_fails(d, read_part(d, "t.csv.gz", NULL), "'t.csv.gz' cannot be read: it is cut short",
                 "fetch the file again");
}

static void a_gzip_bomb_is_stopped(void **state) {
    desk *d = *state;
    g_autofree char *zeros = g_malloc0((gsize)100 << 20);
    put_gz(d, "t.csv.gz", zeros, 100 << 20);
    assert_fails(d, read_part(d, "t.csv.gz", NULL), "unpacked, it would have more than the ",
                 "rows");
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_table_is_read_like_any_csv_file),
        DESK_TEST(a_map_file_is_read_with_its_shapes),
        DESK_TEST(the_reader_process_gives_the_same),
        DESK_TEST(licences_notices_and_shadows_are_passed_over),
        DESK_TEST(a_text_is_taken_where_nothing_better_is_there),
        DESK_TEST(one_of_several_is_named_behind_the_archive),
        DESK_TEST(a_name_that_is_not_there_is_told_with_the_nearest),
        DESK_TEST(names_in_any_encoding_are_found),
        DESK_TEST(a_folder_may_be_called_like_an_archive),
        DESK_TEST(a_shapefile_is_its_parts),
        DESK_TEST(layers_of_a_file_in_an_archive_are_listed),
        DESK_TEST(a_sheet_in_an_archive_is_read),
        DESK_TEST(a_broken_file_is_told_without_paths_of_memory),
        DESK_TEST(what_is_no_archive_is_told),
        DESK_TEST(an_archive_of_nothing_to_read_lists_what_it_holds),
        DESK_TEST(archives_in_archives_are_not_opened),
        DESK_TEST(names_that_lead_elsewhere_are_refused),
        DESK_TEST(two_files_of_one_name_are_refused),
        DESK_TEST(an_encrypted_file_is_refused),
        DESK_TEST(an_unknown_method_is_refused),
        DESK_TEST(a_false_length_or_checksum_is_damage),
        DESK_TEST(bombs_are_stopped_before_they_are_unpacked),
        DESK_TEST(too_many_entries_are_refused),
        DESK_TEST(a_gzip_table_is_read),
        DESK_TEST(a_gzip_table_cut_short_is_told),
        DESK_TEST(a_gzip_bomb_is_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
