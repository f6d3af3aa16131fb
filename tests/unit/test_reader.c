/* The reader process and what passes between it and the program. Hostile files are made here. */
#include "scratch.h"

#include "amont/open.h"
#include "amont/wire.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct desk {
    char *folder;
    amont_yaml *root;
    amont_entry entry;
    GError *error;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    const char *text = "source: x.geojson\n";
    d->root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
    d->entry.node = d->root;
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    scratch_remove(d->folder);
    amont_yaml_free(d->root);
    g_clear_error(&d->error);
    g_free(d);
    return 0;
}

static char *put(const desk *d, const char *name, const char *text, size_t length) {
    char *path = g_build_filename(d->folder, name, NULL);
    assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
    return path;
}

static amont_layer *read_with(desk *d, amont_reader *reader, const char *path, char **crs) {
    amont_source source = {.entry = &d->entry, .key = "source", .path = path, .reader = reader};
    return amont_source_read(&source, crs, &d->error);
}

static const char zones[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"c\":\"A\",\"n\":1.5},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"c\":null,\"n\":null},\"geometry\":null}]}";

static void a_layer_read_in_the_process_is_the_layer_read_here(void **state) {
    desk *d = *state;
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones));
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    assert_ok(d->error);
    g_autofree char *crs = NULL, *other_crs = NULL;
    g_autoptr(amont_layer) there = read_with(d, reader, path, &crs);
    g_autoptr(amont_layer) here = read_with(d, NULL, path, &other_crs);
    assert_ok(d->error);
    assert_string_equal(crs, other_crs);
    g_autoptr(GByteArray) one = g_byte_array_new(), two = g_byte_array_new();
    amont_wire_put_layer(one, there);
    amont_wire_put_layer(two, here);
    assert_int_equal(one->len, two->len);
    assert_memory_equal(one->data, two->data, one->len);
    assert_near(amont_shapes_area(there->shapes, 0), 15, 0); /* 16 less the hole */
}

static void an_error_in_the_process_comes_out_the_same(void **state) {
    desk *d = *state;
    g_autofree char *path = put(d, "broken.geojson", "{\"type\":", 8);
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    assert_null(read_with(d, reader, path, NULL));
    g_autofree char *there = g_strdup(d->error->message);
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    g_clear_error(&d->error);
    assert_null(read_with(d, NULL, path, NULL));
    assert_string_equal(there, d->error->message);
}

static void one_process_reads_many_files(void **state) {
    desk *d = *state;
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones));
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    for (int i = 0; i < 20; i++) {
        g_autoptr(amont_layer) layer = read_with(d, reader, path, NULL);
        assert_ok(d->error);
        assert_int_equal(layer->n_rows, 2);
    }
}

/* The process that this one has started, from proc(5). */
static pid_t process_of_reader(void) {
    g_autofree char *path = g_strdup_printf("/proc/self/task/%d/children", (int)getpid());
    g_autofree char *children = NULL;
    if (!g_file_get_contents(path, &children, NULL, NULL))
        skip();
    return (pid_t)g_ascii_strtoll(children, NULL, 10);
}

static void a_process_that_died_is_one_error_and_the_next_file_is_read(void **state) {
    desk *d = *state;
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones));
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    pid_t first = process_of_reader();
    assert_int_equal(kill(first, SIGKILL), 0);
    assert_null(read_with(d, reader, path, NULL));
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(d->error->message, "breaks its reader"));
    g_clear_error(&d->error);
    g_autoptr(amont_layer) layer = read_with(d, reader, path, NULL);
    assert_ok(d->error);
    assert_int_equal(layer->n_rows, 2);
    assert_int_not_equal(process_of_reader(), first);
}

/* More than a hang: an answer that comes too late must not be taken for the next file's. */
static void a_process_that_does_not_answer_is_ended(void **state) {
    desk *d = *state;
    const char *point = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones));
    g_autofree char *other = put(d, "b.geojson", point, strlen(point));
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    pid_t first = process_of_reader();
    assert_int_equal(kill(first, SIGSTOP), 0);
    assert_null(read_with(d, reader, path, NULL)); /* after ten seconds */
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    g_clear_error(&d->error);
    assert_int_equal(kill(first, 0), -1);
    g_autoptr(amont_layer) layer = read_with(d, reader, other, NULL);
    assert_ok(d->error);
    assert_int_equal(layer->shapes->type, AMONT_SHAPE_POINT);
}

/* One feature a row would be 2^60 allocations downstream. */
static void rows_that_cannot_be_there_are_refused(void **state) {
    (void)state;
    g_autoptr(amont_layer) layer = amont_layer_new("a.gpkg", 0);
    layer->n_rows = (size_t)1 << 60;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_layer(bytes, layer);
    layer->n_rows = 0;
    amont_wire wire = {bytes->data, bytes->len, false};
    assert_null(amont_wire_take_layer(&wire));
    assert_true(wire.failed);
}

/* A ring without points, an open ring, a part without rings: the offsets are in order, the shapes
 * are not. */
static void shapes_that_are_not_whole_are_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"POLYGON((0 0,4 0,4 4,0 0))"};
    for (int damage = 0; damage < 4; damage++) {
        g_autoptr(amont_layer) layer = amont_layer_new("a.gpkg", 1);
        amont_shapes *shapes = layer->shapes = amont_shapes_from_wkt(texts, 1, NULL);
        if (damage == 1)
            shapes->x[0] = 1;
        if (damage == 2)
            shapes->n_points = shapes->point_of[1] = 0;
        if (damage == 3)
            shapes->n_points = shapes->n_rings = shapes->ring_of[1] = 0;
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        amont_wire_put_layer(bytes, layer);
        amont_wire wire = {bytes->data, bytes->len, false};
        g_autoptr(amont_layer) taken = amont_wire_take_layer(&wire);
        assert_int_equal(taken != NULL, damage == 0);
    }
}

/* json-c stops at its own depth; what matters is one sentence and no crash of ours. */
static void a_text_nested_a_hundred_thousand_deep_is_one_error(void **state) {
    desk *d = *state;
    enum { DEPTH = 100000 };
    GString *text = g_string_new("{\"type\":\"FeatureCollection\",\"features\":");
    for (int i = 0; i < DEPTH; i++)
        g_string_append_c(text, '[');
    g_autofree char *path = put(d, "deep.geojson", text->str, text->len);
    g_string_free(text, TRUE);
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    assert_null(read_with(d, reader, path, NULL));
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
}

/* A VRT that would open another file is XML to the GeoJSON and GeoPackage drivers. */
static void a_virtual_file_in_disguise_is_refused(void **state) {
    desk *d = *state;
    const char *vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"passwd\"><SrcDataSource>/etc/passwd"
                      "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    const char *const names[] = {"a.geojson", "a.gpkg", "a.shp", "a.kml", "a.gml", "a.topojson"};
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = put(d, names[i], vrt, strlen(vrt));
        g_autoptr(amont_layer) layer = read_with(d, reader, path, NULL);
        assert_null(layer);
        assert_int_equal(d->error->code, AMONT_ERROR_DATA);
        g_clear_error(&d->error);
    }
}

/* Every cut of a well-formed message is refused, and nothing is read past its end (the sanitizers
 * watch). */
static void a_message_cut_short_is_refused(void **state) {
    desk *d = *state;
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones));
    g_autoptr(amont_layer) layer = read_with(d, NULL, path, NULL);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_layer(bytes, layer);
    for (size_t length = 0; length < bytes->len; length++) {
        g_autofree guint8 *cut = g_memdup2(bytes->data, length ? length : 1);
        amont_wire wire = {cut, length, false};
        assert_null(amont_wire_take_layer(&wire));
    }
}

/* Bytes changed at random never lead outside an array: what is taken is consistent or refused. */
static void a_message_with_changed_bytes_is_consistent_or_refused(void **state) {
    desk *d = *state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones));
    g_autoptr(amont_layer) layer = read_with(d, NULL, path, NULL);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    amont_wire_put_layer(bytes, layer);
    GRand *random = g_rand_new_with_seed(seed);
    for (int i = 0; i < 5000; i++) {
        g_autofree guint8 *copy = g_memdup2(bytes->data, bytes->len);
        for (int k = 0; k < 3; k++)
            copy[g_rand_int_range(random, 0, (gint32)bytes->len)] =
                (guint8)g_rand_int_range(random, 0, 256);
        amont_wire wire = {copy, bytes->len, false};
        g_autoptr(amont_layer) taken = amont_wire_take_layer(&wire);
        for (size_t f = 0; taken && taken->shapes && f < taken->shapes->n_features; f++)
            amont_shapes_area(taken->shapes, f);
    }
    g_rand_free(random);
}

/* A field of /proc/PID/status, as a number. */
static long status_of(const char *pid, const char *field) {
    g_autofree char *path = g_strdup_printf("/proc/%s/status", pid), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *found = strstr(text, field);
    return found ? strtol(found + strlen(field), NULL, 10) : 0;
}

/* The filter is shown by the kernel (proc(5)); a socket could not be tried from outside. */
static void the_process_has_given_up_sockets_and_programs(void **state) {
    desk *d = *state;
    g_autofree char *path = put(d, "a.geojson", zones, strlen(zones)), *children = NULL;
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    g_autoptr(amont_layer) layer = read_with(d, reader, path, NULL); /* it is ready now */
    assert_ok(d->error);
    g_autofree char *list = g_strdup_printf("/proc/self/task/%d/children", (int)getpid());
    assert_true(g_file_get_contents(list, &children, NULL, NULL));
    static const char filters[] = "Seccomp_filters:";
    assert_int_equal(status_of(g_strstrip(children), filters), status_of("self", filters) + 1);
}

static void a_database_must_be_allowed(void **state) {
    desk *d = *state;
    const char *text = "source: PG:host=/nowhere/at/all password=apple user=eve\n";
    g_autoptr(amont_yaml) root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
    amont_entry entry = {.node = root};
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    amont_source source = {.entry = &entry, .key = "source", .path = "/x", .reader = reader};
    assert_null(amont_source_read(&source, NULL, &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_non_null(strstr(d->error->message, "\nwhere this server may be asked, add the line "
                                              "'allow_databases: true'"));
    g_clear_error(&d->error);
    assert_true(amont_reader_allow_databases(reader, &d->error));
    assert_null(amont_source_read(&source, NULL, &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_DATA);
    assert_non_null(strstr(d->error->message, "the database 'PG:host=/nowhere/at/all' cannot be"));
    assert_null(strstr(d->error->message, "apple"));
}

static void a_place_that_is_no_file_is_refused(void **state) {
    desk *d = *state;
    static const char *const names[] = {"PG:dbname=x", "http://127.0.0.1:8080/x.geojson",
                                        "/vsicurl/http://h/x.csv", "{\"type\":\"Point\"}"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text = g_strdup_printf("source: '%s'\n", names[i]);
        g_autoptr(amont_yaml) root = amont_yaml_parse(text, strlen(text), "study.yaml", NULL);
        amont_entry entry = {.node = root};
        g_autofree char *path = g_canonicalize_filename(names[i], d->folder);
        amont_source source = {.entry = &entry, .key = "source", .path = path};
        assert_null(amont_source_read(&source, NULL, &d->error));
        assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
        g_clear_error(&d->error);
    }
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_layer_read_in_the_process_is_the_layer_read_here),
        DESK_TEST(an_error_in_the_process_comes_out_the_same),
        DESK_TEST(one_process_reads_many_files),
        DESK_TEST(a_process_that_died_is_one_error_and_the_next_file_is_read),
        DESK_TEST(a_process_that_does_not_answer_is_ended),
        cmocka_unit_test(rows_that_cannot_be_there_are_refused),
        cmocka_unit_test(shapes_that_are_not_whole_are_refused),
        DESK_TEST(a_text_nested_a_hundred_thousand_deep_is_one_error),
        DESK_TEST(a_virtual_file_in_disguise_is_refused),
        DESK_TEST(a_message_cut_short_is_refused),
        DESK_TEST(a_message_with_changed_bytes_is_consistent_or_refused),
        DESK_TEST(the_process_has_given_up_sockets_and_programs),
        DESK_TEST(a_database_must_be_allowed),
        DESK_TEST(a_place_that_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
