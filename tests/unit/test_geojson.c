/* GeoJSON read by ourselves is what GDAL makes of it, and what is not plain is left to GDAL. The
 * expectations are GDAL's reading of the same file, never ours. */
#include "io/loaders/geojson.h"
#include "io/loaders/geojson_filter.h"

#include "ways.h"

#include "check.h"
#include "fictional_geojson.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int n_plain, n_left;

static ways_outcome compare(const char *path) {
    g_autofree char *why = NULL;
    ways_outcome outcome = ways_compare(path, &why);
    if (outcome == WAYS_DIFFER)
        fail_msg("%s: the two ways differ (%s)", path, why ? why : "both read it");
    n_plain += outcome == WAYS_AGREE;
    n_left += outcome == WAYS_LEFT;
    return outcome;
}

/* ---- files of the repository --------------------------------------------------------------- */

static void compare_folder(const char *folder) {
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    assert_non_null(directory);
    for (const char *name; (name = g_dir_read_name(directory));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            compare_folder(path);
        else if (g_str_has_suffix(name, ".geojson") && compare(path) == WAYS_LEFT)
            printf("left to GDAL: %s\n", path);
    }
}

static void files_of_the_repository(void **state) {
    (void)state;
    n_plain = n_left = 0;
    g_autofree char *tests = check_path("");
    compare_folder(tests);
    g_autofree char *data = check_path("../geodata");
    compare_folder(data);
    printf("%d plain, %d left\n", n_plain, n_left);
    assert_true(n_plain > 60 && n_left < 20);
}

/* ---- made-up files ------------------------------------------------------------------------- */

typedef struct desk {
    char *folder, *path;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = g_dir_make_tmp("amont-XXXXXX", NULL);
    d->path = g_build_filename(d->folder, "made.geojson", NULL);
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    g_unlink(d->path);
    g_rmdir(d->folder);
    g_free(d->path);
    g_free(d->folder);
    g_free(d);
    return 0;
}

/* Made shorter last: file systems hurry to the disk with what was emptied. */
static void put(const desk *d, const char *text, size_t length) {
    int file = open(d->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(file >= 0 && write(file, text, length) == (ssize_t)length);
    assert_int_equal(ftruncate(file, (off_t)length), 0);
    assert_int_equal(close(file), 0);
}

static ways_outcome compare_text(const desk *d, const char *text, size_t length) {
    put(d, text, length);
    g_autofree char *why = NULL;
    ways_outcome outcome = ways_compare(d->path, &why);
    if (outcome == WAYS_DIFFER)
        fail_msg("the two ways differ (%s) on: %s", why ? why : "both read it", text);
    return outcome;
}

/* How many of 100 files are plain. */
static int plain_of(const desk *d, int oddity, bool damaged, guint32 seed) {
    enum { FILES = 3000 };
    GRand *random = g_rand_new_with_seed(seed);
    int n = 0;
    for (int i = 0; i < FILES; i++) {
        GString *text = fictional_geojson(random, oddity);
        if (damaged)
            fictional_geojson_damage(text, random);
        n += compare_text(d, text->str, text->len) == WAYS_AGREE;
        g_string_free(text, TRUE);
    }
    g_rand_free(random);
    return 100 * n / FILES;
}

static void ordinary_files_are_plain(void **state) {
    assert_int_equal(plain_of(*state, 0, false, 1), 100);
}

static void odd_files(void **state) {
    int most = plain_of(*state, 200, false, 2), many = plain_of(*state, 30, false, 3);
    printf("%d %% and %d %% plain\n", most, many);
    assert_true(most > 50 && many > 5);
}

static void damaged_files(void **state) {
    int some = plain_of(*state, 0, true, 4);
    printf("%d %% plain\n", some);
    assert_true(some > 3);
}

/* ---- what is plain ------------------------------------------------------------------------- */

#define HEAD "{\"type\":\"FeatureCollection\","
#define FEATURE(properties, geometry) \
    "{\"type\":\"Feature\",\"properties\":" properties ",\"geometry\":" geometry "}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[1,2]}"
#define OF(...) HEAD "\"features\":[" __VA_ARGS__ "]}"
#define VALUES(a, b) OF(FEATURE("{\"a\":" a "}", POINT) "," FEATURE("{\"a\":" b "}", POINT))
#define SHAPE(geometry) OF(FEATURE("{}", geometry))
#define NAMED(name)                                                    \
    HEAD "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" name \
         "\"}},\"features\":[" FEATURE("{}", POINT) "]}"

static const char *const plain[] = {
    VALUES("\"x\"", "null"),
    VALUES("null", "\"x\""),
    VALUES("null", "null"),
    VALUES("1", "2.5"),
    VALUES("true", "false"),
    VALUES("\"2021-03-04\"", "\"2022-12-31\""),
    VALUES("\"94022-0001\"", "\"2021-03-04T10:30:00\""),
    VALUES("9007199254740992", "-9007199254740992"),
    OF(FEATURE("{\"a\":1,\"b\":\"x\"}", POINT) "," FEATURE("{\"b\":\"y\"}", "null")),
    OF("{\"type\":\"Feature\",\"id\":\"commune.1\",\"properties\":{\"a\":1},\"geometry\":null}"),
    OF("{\"type\":\"Feature\",\"id\":12,\"properties\":{\"id\":\"x\"},\"geometry\":null}"),
    SHAPE("{\"type\":\"LineString\",\"coordinates\":[[1,2,3],[4,5]]}"),
    NAMED("urn:ogc:def:crs:OGC:1.3:CRS84"),
    " {\n\t\"type\" : \"FeatureCollection\" , \"features\" : [ " FEATURE("{}", POINT) " ] } \n",
};

static void these_are_plain(void **state) {
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (compare_text(*state, plain[i], strlen(plain[i])) != WAYS_AGREE)
            fail_msg("is not plain: %s", plain[i]);
}

static const char *const left[] = {
    "\xef\xbb\xbf" OF(FEATURE("{}", POINT)),
    FEATURE("{}", POINT),
    FEATURE("{}", POINT) "\n" FEATURE("{}", POINT),
    "{\"features\":[" FEATURE("{}", POINT) "],\"type\":\"FeatureCollection\"}",
    HEAD "\"x\":{\"features\":[]},\"features\":[" FEATURE("{}", POINT) "]}",
    HEAD "\"name\":\"a\",\"name\":\"b\",\"features\":[" FEATURE("{}", POINT) "]}",
    HEAD "\"features\":[" FEATURE("{}", POINT) "],\"features\":[]}",
    HEAD "\"crs\":null,\"features\":[" FEATURE("{}", POINT) "]}",
    NAMED("EPSG:2153"),
    OF(""),
    OF("null"),
    OF(FEATURE("null", POINT)),
    OF(FEATURE("{\"a\":1,\"a\":2}", POINT)),
    OF(FEATURE("{\" a\":1}", POINT)),
    OF(FEATURE("{\"a\":1}", POINT) "," FEATURE("{\"b\":1}", POINT)),
    OF(FEATURE("{\"a\":1,\"b\":1}", POINT) "," FEATURE("{\"b\":1,\"a\":1}", POINT)),
    OF("{\"type\":\"Feature\",\"id\":-1,\"properties\":{},\"geometry\":null}"),
    OF("{\"type\":\"Feature\",\"id\":\"x\",\"properties\":{\"id\":1},\"geometry\":null}"),
    OF("{\"type\":\"Feature\",\"id\":\"x\",\"properties\":{},\"geometry\":null}," FEATURE("{}",
                                                                                          POINT)),
    OF("{\"type\":\"Feature\",\"properties\":{},\"Geometry\":" POINT "}"),
    VALUES("1", "\"x\""),
    VALUES("\"x\"", "1"),
    VALUES("1", "true"),
    VALUES("[1]", "[2]"),
    VALUES("{}", "{}"),
    VALUES("\"2021-03-04\"", "\"\""),
    VALUES("\"2021-03-04\"", "\"x\""),
    VALUES("\"2021-03-04T10:30:00\"", "null"),
    VALUES("\"10:30\"", "null"),
    VALUES("\"4/3/2021\"", "null"),
    VALUES("9007199254740993", "1"),
    VALUES("1e999", "1"),
    VALUES("\"\\u0000\"", "\"x\""),
    VALUES("\"\xe9\"", "\"x\""),
    VALUES("01", "1"),
    SHAPE("{\"type\":\"GeometryCollection\",\"geometries\":[" POINT "]}"),
    SHAPE("{\"type\":\"Polygon\",\"coordinates\":[]}"),
    SHAPE("{\"type\":\"Polygon\",\"coordinates\":[[]]}"),
    SHAPE("{\"type\":\"Point\",\"coordinates\":[1]}"),
    SHAPE("{\"type\":\"Point\",\"coordinates\":[1,2,3,4]}"),
    SHAPE("{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":null}"),
    OF(FEATURE("{}", POINT) "," FEATURE("{}",
                                        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}")),
    OF(FEATURE("{}", POINT)) "}",
    HEAD "\"features\":[" FEATURE("{}", POINT),
    OF(FEATURE("{}", POINT) ","),
};

static void these_are_left(void **state) {
    for (size_t i = 0; i < G_N_ELEMENTS(left); i++)
        if (compare_text(*state, left[i], strlen(left[i])) != WAYS_LEFT)
            fail_msg("is plain: %s", left[i]);
}

/* One sign too many, and just enough. */
static void long_numbers(void **state) {
    for (int digits = 990; digits < 1100; digits += 20) {
        g_autofree char *zeros = g_strnfill((gsize)digits, '0');
        g_autofree char *text = g_strdup_printf(OF(FEATURE("{\"a\":0.%s1}", POINT)), zeros);
        compare_text(*state, text, strlen(text));
    }
}

/* GDAL knows a file by its first 6000 bytes. */
static void features_far_behind(void **state) {
    for (gsize length = 5800; length < 6100; length++) {
        g_autofree char *name = g_strnfill(length, 'n');
        g_autofree char *text =
            g_strdup_printf(HEAD "\"name\":\"%s\",\"features\":[" FEATURE("{}", POINT) "]}", name);
        bool near = strstr(text, "[") - text < 6000;
        assert_int_equal(compare_text(*state, text, strlen(text)), near ? WAYS_AGREE : WAYS_LEFT);
    }
}

/* Each CRS of the list in geojson_frame.c, in each spelling. */
static void systems(void **state) {
    static const int codes[] = {2154,  4326,  3857,  4171,  4258,  3035, 3034, 3942,  3943,
                                3944,  3945,  3946,  3947,  3948,  3949, 3950, 27572, 32630,
                                32631, 32632, 25830, 25831, 25832, 2972, 2975, 4471,  5490};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_autofree char *named = g_strdup_printf(NAMED("EPSG:%d"), codes[i]);
        g_autofree char *urn = g_strdup_printf(NAMED("urn:ogc:def:crs:EPSG::%d"), codes[i]);
        assert_int_equal(compare_text(*state, named, strlen(named)), WAYS_AGREE);
        assert_int_equal(compare_text(*state, urn, strlen(urn)), WAYS_AGREE);
    }
}

/* ---- limits and filters -------------------------------------------------------------------- */

typedef struct asking {
    amont_yaml *root;
    amont_entry entry;
    amont_source source;
} asking;

static void ask(asking *a, const desk *d) {
    static const char text[] = "source: x.geojson\n";
    a->root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
    a->entry = (amont_entry){.node = a->root};
    a->source = (amont_source){.entry = &a->entry, .key = "source", .path = d->path};
}

static bool is_plain_within(const desk *d, amont_limits limits) {
    asking a;
    ask(&a, d);
    a.source.limits = &limits;
    g_autoptr(amont_layer) layer = amont_geojson_read(&a.source, NULL);
    amont_yaml_free(a.root);
    return layer != NULL;
}

static void limits(void **state) {
    static const char text[] = OF(FEATURE(
        "{\"a\":\"12345\",\"b\":1}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4],[5,6]]}") "," FEATURE("{\"a\":\"x\",\"b\":2}",
                                                                                     "null"));
    put(*state, text, strlen(text));
    amont_limits enough = {.rows = 2, .vertices = 3, .columns = 2, .text_bytes = 5}, few = enough;
    assert_true(is_plain_within(*state, enough));
    few.rows = 1;
    assert_false(is_plain_within(*state, few));
    few = enough, few.vertices = 2;
    assert_false(is_plain_within(*state, few));
    few = enough, few.columns = 1;
    assert_false(is_plain_within(*state, few));
    few = enough, few.text_bytes = 4;
    assert_false(is_plain_within(*state, few));
}

/* What is asked of a file decides, too. */
static void asked_otherwise(void **state) {
    asking a;
    ask(&a, *state);
    assert_true(amont_geojson_is_for(&a.source));
    amont_source where = a.source, layer = a.source, first = a.source, other = a.source;
    where.where = "a = 'x'";
    layer.layer = "made";
    first.first_rows = 1;
    other.path = "/x/made.gpkg";
    assert_false(amont_geojson_is_for(&where));
    assert_false(amont_geojson_is_for(&layer));
    assert_false(amont_geojson_is_for(&first));
    assert_false(amont_geojson_is_for(&other));
    amont_yaml_free(a.root);
}

/* A filter in brackets is GDAL's, the same without them is ours. */
static void compare_filters(const amont_source *source, const char *name, const char *text) {
    enum { ROWS = 5 };
    bool ours[ROWS] = {false}, theirs[ROWS] = {false};
    g_autofree char *filter = g_strdup_printf("%s = '%s'", name, text);
    g_autofree char *bracketed = g_strdup_printf("(%s)", filter);
    assert_true(amont_geojson_filter_is_plain(filter));
    assert_false(amont_geojson_filter_is_plain(bracketed));
    bool read = amont_source_match(source, filter, "where", ours, ROWS, NULL);
    assert_true(read == amont_source_match(source, bracketed, "where", theirs, ROWS, NULL));
    if (read && memcmp(ours, theirs, sizeof ours) != 0)
        fail_msg("%s", filter);
}

static void filters(void **state) {
    static const char *const names[] = {"departement", "Departement", "nom",   "n",
                                        "jour",        "vide",        "absent"};
    static const char *const texts[] = {"94", "94000", "IVRY", "ivry", "x", "1", "2021"};
    static const char text[] = OF(FEATURE(
        "{\"departement\":\"94\",\"nom\":\"Ivry\",\"n\":1,\"jour\":\"2021-03-04\",\"vide\":null,"
        "\"nom_\":\"94\"}",
        "null") "," FEATURE("{\"departement\":\"75\",\"nom\":\"ivry\",\"n\":94,\"jour\":null}",
                            "null") "," FEATURE("{\"departement\":\"094\",\"nom\":\"Ivry \",\"n\":null}",
                                                "null") "," FEATURE("{\"departement\":\"\",\"nom\":\"İvry\"}",
                                                                    "null") "," FEATURE("{\"departement\":null,\"nom\":\"X\"}",
                                                                                        "null"));
    assert_int_equal(compare_text(*state, text, strlen(text)), WAYS_AGREE);
    asking a;
    ask(&a, *state);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(texts); j++)
            compare_filters(&a.source, names[i], texts[j]);
    amont_yaml_free(a.root);
}

static void other_filters(void **state) {
    (void)state;
    static const char *const others[] = {"",
                                         "a",
                                         "a = 94",
                                         "a = ''",
                                         "a = 'x' OR b = 'y'",
                                         "a == 'x'",
                                         "\"a\" = 'x'",
                                         "a = 'é'",
                                         "a = 'x''y'",
                                         "a <> 'x'",
                                         "NOT = 'x'",
                                         "ogr_style = 'x'",
                                         "fid = '1'",
                                         "1a = 'x'",
                                         "a = 'x",
                                         "a = 'x' --",
                                         "a = 'x-y'"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (amont_geojson_filter_is_plain(others[i]))
            fail_msg("%s", others[i]);
    assert_true(amont_geojson_filter_is_plain(" departement='94' "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_the_repository),
        cmocka_unit_test_setup_teardown(ordinary_files_are_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(odd_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(these_are_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(these_are_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(features_far_behind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(systems, set_up, tear_down),
        cmocka_unit_test_setup_teardown(limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asked_otherwise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(filters, set_up, tear_down),
        cmocka_unit_test(other_filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
