/* GeoPackages, read back through GDAL: figures on their zones, and pieces of land use, by hand and
 * against the overlay's own sums. Zones are squares of one kilometre; the land use is invented. */
#include "check.h"
#include "desk.h"

#include "amont/pool.h"
#include "amont/write.h"

#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define STUDY                                                                                            \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                                            \
    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", select: [01001, 94022], " CREDIT          \
    "}\n"                                                                                                \
    "layers:\n  sol: {kind: landuse, source: sol.geojson, class: poste, nomenclature: list.csv, " CREDIT \
    "}\n"

static const char list[] = "code,label\n1,Activités\n2,Eau\n";

static const char start_of_land[] =
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
    "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[";

/* Across the limit of 94022 (from 653000 on) and 94038, with a hole of 1 ha in the former; then one
 * that lies in it whole. */
static const char two_polygons[] =
    "{\"type\":\"Feature\",\"properties\":{\"poste\":\"1\"},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[653500,6860000],[654500,6860000],[654500,6860500],[653500,6860500],"
    "[653500,6860000]],[[653600,6860100],[653700,6860100],[653700,6860200],[653600,6860200],"
    "[653600,6860100]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"poste\":null},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[653100,6860600],[653200,6860600],[653200,6860700],[653100,6860600]]]}}";

static void put_land(const desk *d, const char *features) {
    g_autofree char *text = g_strconcat(start_of_land, features, "]}", NULL);
    desk_put(d, "sol.geojson", text);
    desk_put(d, "list.csv", list);
}

static char *path_of(const desk *d, const char *name) {
    return g_build_filename(d->folder, name, NULL);
}

static GDALDatasetH open_gpkg(const char *path) {
    static const char *const driver[] = {"GPKG", NULL};
    GDALAllRegister();
    GDALDatasetH file = GDALOpenEx(path, GDAL_OF_VECTOR, driver, NULL, NULL);
    assert_non_null(file);
    return file;
}

static char *write_pieces(desk *d, const char *name, bool all) {
    GError *error = NULL;
    char *path = path_of(d, name);
    amont_pieces_gpkg(path, d->layers, NULL, all, d->findings, &error);
    assert_ok(error);
    return path;
}

static void assert_text(OGRFeatureH feature, const char *field, const char *expected) {
    int index = OGR_F_GetFieldIndex(feature, field);
    assert_true(index >= 0);
    if (expected)
        assert_string_equal(OGR_F_GetFieldAsString(feature, index), expected);
    else
        assert_false(OGR_F_IsFieldSetAndNotNull(feature, index));
}

static double number(OGRFeatureH feature, const char *field) {
    return OGR_F_GetFieldAsDouble(feature, OGR_F_GetFieldIndex(feature, field));
}

/* ---- the table ----------------------------------------------------------------------------- */

/* The only row of `figures` that passes. */
static OGRFeatureH find_row(GDALDatasetH file, const char *filter) {
    OGRLayerH rows = GDALDatasetGetLayerByName(file, "figures");
    assert_non_null(rows);
    assert_int_equal(OGR_L_GetGeomType(rows), wkbNone);
    assert_int_equal(OGR_L_SetAttributeFilter(rows, filter), OGRERR_NONE);
    assert_int_equal(OGR_L_GetFeatureCount(rows, TRUE), 1);
    return OGR_L_GetNextFeature(rows);
}

/* What the rows hold is what the zones hold, with the unit. */
static void assert_rows(GDALDatasetH file) {
    OGRFeatureH secret = find_row(file, "zone_code = '01001' AND indicator = 'Name'");
    OGRFeatureH word = find_row(file, "zone_code = '94022' AND indicator = 'landuse.share(1)'");
    OGRFeatureH area = find_row(file, "zone_code = '94022' AND indicator = 'landuse.area(1)'");
    assert_text(secret, "value", NULL);
    assert_text(secret, "flag", "s");
    assert_text(word, "value", NULL);
    assert_text(word, "category", "high");
    assert_near(number(area, "value"), 24, 1e-9);
    assert_text(area, "category", NULL);
    assert_text(area, "unit", "ha");
    assert_text(area, "zone_name", "Choisy-le-Roi");
    OGR_F_Destroy(secret);
    OGR_F_Destroy(word);
    OGR_F_Destroy(area);
}

static void a_table_is_written_on_its_zones(void **state) {
    desk *d = *state;
    GError *error = NULL;
    const amont_table_options how = {0};
    static const char *const words[] = {"low", "high", NULL};
    put_land(d, two_polygons);
    desk_compute(d, STUDY "indicators: [area_km2, landuse.area(1), landuse.share(1)]\n");
    amont_series *category = amont_table_find(d->table, "landuse.share(1)", "commune");
    category->words = words;
    category->figures[amont_level_find(amont_layers_level(d->layers, NULL), "94022")] =
        (amont_figure){1, 1, AMONT_FLAG_OK, NAN, NAN};
    amont_series *series = amont_table_find(d->table, "area_km2", "commune");
    g_free(series->indicator);
    series->indicator = g_strdup("Name"); /* as a column that is there already */
    series->figures[0].flag = AMONT_FLAG_SECRET;
    g_autofree char *path = path_of(d, "t.gpkg");
    amont_table_gpkg(path, d->table, d->layers, &how, &error);
    assert_ok(error);
    GDALDatasetH file = open_gpkg(path);
    assert_int_equal(GDALDatasetGetLayerCount(file), 2); /* and `figures` */
    OGRLayerH layer = GDALDatasetGetLayerByName(file, "commune");
    assert_non_null(layer);
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 2);
    assert_string_equal(OSRGetAuthorityCode(OGR_L_GetSpatialRef(layer), NULL), "2154");
    assert_int_equal(OGR_L_GetGeomType(layer), wkbMultiPolygon);
    OGREnvelope box;
    assert_int_equal(OGR_L_GetExtent(layer, &box, FALSE), OGRERR_NONE);
    assert_true(box.MinX == 650000 && box.MaxX == 654000 && box.MinY == 6860000);
    OGRFeatureH first = OGR_L_GetNextFeature(layer), second = OGR_L_GetNextFeature(layer);
    assert_text(first, "code", "01001");
    assert_text(first, "name", "L'Abergement-Clémenciat");
    assert_text(first, "Name_2", NULL); /* kept secret */
    assert_text(first, "Name_flag", "s");
    assert_text(first, "landuse.area(1)_flag", "na");
    assert_text(second, "Name_flag", "ok");
    assert_text(first, "landuse.share(1)", NULL);
    assert_text(second, "landuse.share(1)", "high");
    assert_near(number(second, "Name_2"), 1, 0);
    assert_near(number(second, "landuse.area(1)"), 24, 1e-9);
    assert_true(OGR_G_Area(OGR_F_GetGeometryRef(second)) == 1e6);
    OGR_F_Destroy(first);
    OGR_F_Destroy(second);
    assert_rows(file);
    GDALClose(file);
}

static void the_header_is_that_of_the_standard(void **state) {
    desk *d = *state;
    put_land(d, two_polygons);
    desk_compute(d, STUDY "indicators: []\n");
    g_autofree char *path = write_pieces(d, "p.gpkg", false), *bytes = NULL;
    assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    assert_memory_equal(bytes, "SQLite format 3", 16);
    assert_memory_equal(bytes + 68, "GPKG", 4);         /* application_id */
    assert_memory_equal(bytes + 60, "\0\0\x28\x3c", 4); /* user_version: 10300 */
}

/* ---- pieces -------------------------------------------------------------------------------- */

static void pieces_are_the_polygons_in_common(void **state) {
    desk *d = *state;
    put_land(d, two_polygons);
    desk_compute(d, STUDY "indicators: []\n");
    g_autofree char *path = write_pieces(d, "p.gpkg", false);
    GDALDatasetH file = open_gpkg(path);
    OGRLayerH layer = GDALDatasetGetLayerByName(file, "sol_commune");
    assert_non_null(layer);
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 2); /* 94038 is not selected */
    OGRFeatureH cut = OGR_L_GetNextFeature(layer), whole = OGR_L_GetNextFeature(layer);
    assert_text(cut, "zone_code", "94022");
    assert_text(cut, "zone_name", "Choisy-le-Roi");
    assert_text(cut, "class", "1");
    assert_text(cut, "label", "Activités");
    assert_near(number(cut, "feature"), 1, 0);
    assert_near(number(cut, "area_m2"), 240000, 1e-6);
    assert_near(OGR_G_Area(OGR_F_GetGeometryRef(cut)), 240000, 1e-6);
    assert_text(whole, "class", NULL);
    assert_near(number(whole, "area_m2"), 5000, 1e-6);
    assert_int_equal(OGR_G_GetGeometryCount(OGR_F_GetGeometryRef(whole)), 1);
    OGR_F_Destroy(cut);
    OGR_F_Destroy(whole);
    GDALClose(file);
    g_autofree char *all = write_pieces(d, "all.gpkg", true);
    file = open_gpkg(all);
    assert_int_equal(OGR_L_GetFeatureCount(GDALDatasetGetLayer(file, 0), TRUE), 3);
    GDALClose(file);
}

/* Star-shaped polygons, which are valid whatever their rays: across limits, corners and the rim. */
static char *random_land(guint32 seed) {
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 400; i++) {
        double cx = g_rand_double_range(random, 649500, 656500);
        double cy = g_rand_double_range(random, 6859800, 6861200);
        int n = g_rand_int_range(random, 4, 30);
        char first[80] = "";
        g_string_append_printf(text,
                               "%s{\"type\":\"Feature\",\"properties\":{\"poste\":\"%d\"},"
                               "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[",
                               i ? "," : "", g_rand_int_range(random, 1, 3));
        for (int k = 0; k < n; k++) {
            double r = g_rand_double_range(random, 5, 500), angle = 2 * G_PI * k / n;
            char x[40], y[40];
            g_ascii_formatd(x, sizeof x, "%.3f", cx + r * cos(angle));
            g_ascii_formatd(y, sizeof y, "%.3f", cy + r * sin(angle));
            if (k == 0)
                g_snprintf(first, sizeof first, "[%s,%s]", x, y);
            g_string_append_printf(text, "[%s,%s],", x, y);
        }
        g_string_append_printf(text, "%s]]}}", first);
    }
    return g_string_free(text, FALSE);
}

/* Sums of areas by class and selected zone, as GDAL measures the polygons. */
static void add_areas(const char *path, double (*areas)[2]) {
    GDALDatasetH file = open_gpkg(path);
    OGRLayerH layer = GDALDatasetGetLayer(file, 0);
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(f)) {
        int zone = strcmp(OGR_F_GetFieldAsString(f, 0), "94022") == 0;
        double area = OGR_G_Area(OGR_F_GetGeometryRef(f)), said = number(f, "area_m2");
        assert_near(area, said, fmax(1e-3, 1e-9 * said));
        assert_true(OGR_G_IsValid(OGR_F_GetGeometryRef(f)));
        areas[(int)number(f, "class") - 1][zone] += area;
    }
    GDALClose(file);
}

static void pieces_add_up_to_the_table(void **state) {
    desk *d = *state;
    const guint32 seed = 20261123;
    double areas[2][2] = {{0}};
    static const char *const ids[] = {"landuse.area(1)", "landuse.area(2)"};
    static const char *const zones[] = {"01001", "94022"};
    g_autofree char *land = random_land(seed), *bytes = NULL, *again = NULL;
    size_t length = 0, length_again = 0;
    print_message("seed %u\n", seed);
    put_land(d, land);
    desk_compute(d, STUDY "indicators: [landuse.area(1), landuse.area(2)]\n");
    g_autofree char *path = write_pieces(d, "p.gpkg", false);
    add_areas(path, areas);
    for (int class = 0; class < 2; class ++)
        for (int zone = 0; zone < 2; zone++)
            assert_near(areas[class][zone],
                        1e4 * desk_figure(d, ids[class], "commune", zones[zone]).value, 1e-2);
    desk_assert_found(d, AMONT_FINDING_PIECE_AREA, 0, NULL);
    amont_pool_set_threads(7);
    g_autofree char *other = write_pieces(d, "q.gpkg", false);
    amont_pool_set_threads(0);
    assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    assert_true(g_file_get_contents(other, &again, &length_again, NULL));
    assert_int_equal(length, length_again);
    assert_memory_equal(bytes, again, length);
}

/* A file that cannot be made leaves nothing behind, and the old one whole. */
static void what_cannot_be_written_leaves_no_file(void **state) {
    desk *d = *state;
    g_autoptr(GError) error = NULL;
    put_land(d, two_polygons);
    desk_put(d, "file", "");
    desk_compute(d, STUDY "indicators: []\n");
    g_autofree char *path = path_of(d, "file/p.gpkg");
    assert_false(amont_pieces_gpkg(path, d->layers, NULL, false, d->findings, &error));
    assert_int_equal(error->code, AMONT_ERROR_CANNOT_CREATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_table_is_written_on_its_zones),
        DESK_TEST(the_header_is_that_of_the_standard),
        DESK_TEST(pieces_are_the_polygons_in_common),
        DESK_TEST(pieces_add_up_to_the_table),
        DESK_TEST(what_cannot_be_written_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
