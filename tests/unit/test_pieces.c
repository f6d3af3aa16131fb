/* Shapes that come in pieces: arenas, what is appended unseen, and large layers from the reader
 * process, which must be those that are read here. */
#include "scratch.h"

#include "amont/open.h"
#include "amont/wire.h"

#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/wait.h>
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
    const char *text = "source: x.gpkg\n";
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

/* ---- arenas -------------------------------------------------------------------------------- */

static void shares_of_an_arena_do_not_overlap(void **state) {
    (void)state;
    g_autoptr(amont_arena) arena = amont_arena_new(100000);
    char *before = NULL;
    size_t bytes = 0;
    for (size_t k = 0; k < 5; k++) {
        char *share = amont_arena_share(arena, k, 5, &bytes);
        assert_true(bytes > 19000 && bytes <= 20000 && bytes % 8 == 0);
        assert_true(!before || before + bytes <= share);
        memset(share, (int)k, bytes);
        before = share;
    }
    for (size_t k = 0; k < 5; k++)
        assert_int_equal(*(char *)amont_arena_share(arena, k, 5, &bytes), k);
}

static void what_a_child_writes_is_seen(void **state) {
    (void)state;
    g_autoptr(amont_arena) arena = amont_arena_new_shared(1 << 16);
    pid_t child = fork();
    g_autoptr(amont_arena) part = amont_arena_part(arena, 1, 2);
    size_t bytes = 0;
    double *values = amont_arena_share(part, 0, 1, &bytes);
    if (child == 0) {
        values[7] = 3.5;
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_near(values[7], 3.5, 0);
    assert_true((char *)values + bytes <=
                (char *)amont_arena_share(arena, 0, 1, &bytes) + (1 << 16));
}

/* ---- appending ----------------------------------------------------------------------------- */

static const char *const texts[] = {
    "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1))", "POLYGON EMPTY",
    "MULTIPOLYGON(((10 0,11 0,11 1,10 0)),((20 0,21 0,21 1,20 0)))"};

static void assert_same(const amont_shapes *a, const amont_shapes *b) {
    g_autoptr(GByteArray) one = g_byte_array_new(), two = g_byte_array_new();
    amont_layer first = {.path = (char *)"", .n_rows = a->n_features, .shapes = (amont_shapes *)a};
    amont_layer second = {.path = (char *)"", .n_rows = b->n_features, .shapes = (amont_shapes *)b};
    first.columns = second.columns = g_ptr_array_new();
    amont_wire_put_layer(one, &first);
    amont_wire_put_layer(two, &second);
    g_ptr_array_unref(first.columns);
    assert_int_equal(one->len, two->len);
    assert_memory_equal(one->data, two->data, one->len);
}

/* In an arena that is large enough, in one that is left midway, and in none. */
static void pieces_make_up_the_whole(void **state) {
    (void)state;
    const size_t sizes[] = {1000000, 3200, 320, 0};
    for (size_t k = 0; k < G_N_ELEMENTS(sizes); k++) {
        amont_shapes_builder *builder = amont_shapes_builder_new_in(
            AMONT_SHAPE_POLYGON, sizes[k] > 0 ? amont_arena_new(sizes[k]) : NULL);
        g_autoptr(GPtrArray) all = g_ptr_array_new();
        for (size_t i = 0; i < 40; i++) {
            g_autoptr(amont_shapes) piece = amont_shapes_from_wkt(texts, 1 + i % 3, NULL);
            for (size_t f = 0; f < 1 + i % 3; f++)
                g_ptr_array_add(all, (void *)texts[f]);
            assert_true(amont_shapes_append(builder, piece));
        }
        g_autoptr(amont_shapes) found = amont_shapes_finish(builder);
        g_autoptr(amont_shapes) expected =
            amont_shapes_from_wkt((const char *const *)all->pdata, all->len, NULL);
        assert_same(found, expected);
        assert_true(amont_shapes_are_whole(found));
    }
}

typedef void (*damage)(amont_shapes *shapes);

static void nothing(amont_shapes *s) {
    (void)s;
}
static void other_type(amont_shapes *s) {
    s->type = AMONT_SHAPE_LINE;
}
static void open_ring(amont_shapes *s) {
    s->x[0] = 1;
}
static void wild_value(amont_shapes *s) {
    s->y[2] = NAN;
}
static void endless_value(amont_shapes *s) {
    s->x[6] = -INFINITY;
}
static void part_without_ring(amont_shapes *s) {
    s->ring_of[1] = 0;
}
static void offset_that_falls_back(amont_shapes *s) {
    s->point_of[1] = s->n_points;
}
static void offset_beyond(amont_shapes *s) {
    s->part_of[3] = (size_t)1 << 60;
}
static void offset_that_wraps(amont_shapes *s) {
    s->ring_of[2] = SIZE_MAX;
}
static void points_left_over(amont_shapes *s) {
    s->n_points--;
}
static void rings_left_over(amont_shapes *s) {
    s->n_rings--;
}

static void pieces_that_are_not_whole_are_refused(void **state) {
    (void)state;
    static const damage damages[] = {
        nothing,
        other_type,
        open_ring,
        wild_value,
        endless_value,
        part_without_ring,
        offset_that_falls_back,
        offset_beyond,
        offset_that_wraps,
        points_left_over,
        rings_left_over,
    };
    for (size_t k = 0; k < G_N_ELEMENTS(damages); k++) {
        g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
        g_autoptr(amont_shapes) sound = amont_shapes_from_wkt(texts, 3, NULL);
        g_autoptr(amont_shapes) piece = amont_shapes_from_wkt(texts, 3, NULL);
        damages[k](piece);
        assert_true(amont_shapes_append(builder, sound));
        assert_int_equal(amont_shapes_append(builder, piece), k == 0);
    }
}

/* Counts that the arena has no room for; a message that speaks of an arena that is not there. */
static void counts_beyond_the_arena_are_refused(void **state) {
    (void)state;
    for (int damaged = 0; damaged < 5; damaged++)
        for (int has_arena = 0; has_arena < 2; has_arena++) {
            const guint64 words[] = {2, AMONT_SHAPE_POLYGON, 1, 1, 1, 4}; /* beside; counts */
            g_autoptr(GByteArray) bytes = g_byte_array_new();
            for (int w = 0; w < 6; w++)
                amont_wire_put_number(bytes, damaged > 0 && w == damaged + 1 ? 1600 : words[w]);
            amont_wire wire = {bytes->data, bytes->len, false};
            g_autoptr(amont_shapes) shapes =
                amont_wire_take_shapes(&wire, has_arena ? amont_arena_new(64000) : NULL);
            assert_int_equal(shapes != NULL, damaged == 0 && has_arena);
        }
}

/* ---- the reader process -------------------------------------------------------------------- */

static OGRGeometryH ring_of(int n, double x, double y, double size) {
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    g_autofree double *places = g_new(double, 2 * (size_t)(n + 1));
    for (int i = 0; i <= n; i++) {
        double angle = 2 * G_PI * (i % n) / n;
        double *place = places + (size_t)2 * (size_t)i;
        place[0] = x + size * cos(angle);
        place[1] = y + size * sin(angle);
    }
    const int step = 2 * sizeof(double);
    OGR_G_SetPoints(ring, n + 1, places, step, places + 1, step, NULL, 0);
    return ring;
}

static OGRGeometryH polygon_of(int n, double x, double y, bool has_hole) {
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    assert_int_equal(OGR_G_AddGeometryDirectly(polygon, ring_of(n, x, y, 10)), OGRERR_NONE);
    if (has_hole)
        assert_int_equal(OGR_G_AddGeometryDirectly(polygon, ring_of(5, x, y, 2)), OGRERR_NONE);
    return polygon;
}

/* More polygons than a piece holds; of the first rows many have none, and one has more vertices
 * than there is room for where pieces are handed over. */
static char *write_polygons(const desk *d, const char *name, const char *driver, int n_without) {
    char *path = g_build_filename(d->folder, name, NULL);
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "land", NULL, wkbMultiPolygon, NULL);
    OGRFieldDefnH field = OGR_Fld_Create("class", OFTInteger);
    assert_int_equal(OGR_L_CreateField(layer, field, FALSE), OGRERR_NONE);
    OGR_Fld_Destroy(field);
    assert_int_equal(OGR_L_StartTransaction(layer), OGRERR_NONE);
    for (int i = 0; i < 5000; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldInteger(feature, 0, i % 7);
        OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
        for (int part = 0; part < 1 + i % 3; part++)
            assert_int_equal(
                OGR_G_AddGeometryDirectly(
                    all, polygon_of(i == 3000 ? 600000 : 4 + i % 9, 30 * part, i, i % 2 == 0)),
                OGRERR_NONE);
        if (i >= n_without)
            OGR_F_SetGeometry(feature, all);
        OGR_G_DestroyGeometry(all);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    assert_int_equal(OGR_L_CommitTransaction(layer), OGRERR_NONE);
    GDALClose(file);
    return path;
}

static amont_layer *read_with(desk *d, amont_reader *reader, const char *path,
                              const amont_limits *limits) {
    amont_source source = {
        .entry = &d->entry, .key = "source", .path = path, .reader = reader, .limits = limits};
    return amont_source_read(&source, NULL, &d->error);
}

static void compare(desk *d, const char *path) {
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    assert_ok(d->error);
    g_autoptr(amont_layer) here = read_with(d, NULL, path, NULL);
    for (int i = 0; i < 2; i++) { /* the process is as good for a second layer */
        g_autoptr(amont_layer) there = read_with(d, reader, path, NULL);
        assert_ok(d->error);
        assert_int_equal(there->n_rows, 5000);
        g_autoptr(GByteArray) one = g_byte_array_new(), two = g_byte_array_new();
        amont_wire_put_layer(one, there);
        amont_wire_put_layer(two, here);
        assert_int_equal(one->len, two->len);
        assert_memory_equal(one->data, two->data, one->len);
    }
}

static void a_large_layer_comes_as_it_is_read_here(void **state) {
    desk *d = *state;
    g_autofree char *gpkg = write_polygons(d, "a.gpkg", "GPKG", 2500);
    g_autofree char *fgb = write_polygons(d, "a.fgb", "FlatGeobuf", 0);
    g_autofree char *bare = write_polygons(d, "b.gpkg", "GPKG", 5000);
    compare(d, gpkg);
    compare(d, fgb);
    compare(d, bare);
}

/* The limit is reached when some pieces are there already. */
static void a_layer_beyond_a_limit_is_one_error(void **state) {
    desk *d = *state;
    const amont_limits limits = {.rows = 4000, .vertices = 40000, .columns = 9, .text_bytes = 99};
    g_autofree char *path = write_polygons(d, "a.gpkg", "GPKG", 0);
    g_autoptr(amont_reader) reader = amont_reader_start(&d->error);
    for (int i = 0; i < 2; i++) {
        assert_null(read_with(d, reader, path, &limits));
        assert_int_equal(d->error->code, AMONT_ERROR_DATA);
        g_clear_error(&d->error);
    }
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_an_arena_do_not_overlap),
        cmocka_unit_test(what_a_child_writes_is_seen),
        cmocka_unit_test(pieces_make_up_the_whole),
        cmocka_unit_test(pieces_that_are_not_whole_are_refused),
        cmocka_unit_test(counts_beyond_the_arena_are_refused),
        DESK_TEST(a_large_layer_comes_as_it_is_read_here),
        DESK_TEST(a_layer_beyond_a_limit_is_one_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
