/* Streams against the reading of the whole file, which has its own tests: the same rows, figures
 * and findings, whatever the text and the number of workers. */
#include "amont/open.h"
#include "amont/stream.h"

#include "scratch.h"
#include "zipper.h"

#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

/* Sums that do not depend on the order of the rows, because every number is a multiple of 1/64. */
typedef struct tally {
    size_t rows, missing;
    double x, y, a, b;
} tally;

enum { MOST_WORKERS = 8 };

static void add(tally *t, double value, double *sum) {
    if (isnan(value))
        t->missing++;
    else
        *sum += value;
}

static void take(void *data, unsigned worker, amont_batch *batch) {
    tally *t = (tally *)data + worker;
    for (size_t i = 0; i < batch->n; i++) {
        t->rows++;
        add(t, batch->x[i], &t->x);
        add(t, batch->y[i], &t->y);
        add(t, batch->numbers[0][i], &t->a);
        add(t, batch->numbers[1][i], &t->b);
    }
}

static void restart(void *data) {
    memset(data, 0, MOST_WORKERS * sizeof(tally));
}

typedef struct trial {
    char *folder, *path;
    amont_entry entry;
    amont_source source;
} trial;

static trial start(const char *text, gssize length) {
    trial t = {.folder = scratch_new()};
    t.path = g_build_filename(t.folder, "points.csv", NULL);
    assert_true(g_file_set_contents(t.path, text, length, NULL));
    return t;
}

static void end(trial *t) {
    scratch_remove(t->folder);
    g_free(t->path);
}

static amont_source source_of(trial *t, amont_findings *findings) {
    return (amont_source){
        .entry = &t->entry, .key = "source", .path = t->path, .findings = findings};
}

static tally run_with(amont_stream *stream, unsigned n_workers, const char *where,
                      amont_findings *findings) {
    tally tallies[MOST_WORKERS] = {{0}};
    g_autoptr(GError) error = NULL;
    const char *const columns[] = {"a", "b"};
    amont_stream_plan plan = {.columns = columns,
                              .n_columns = 2,
                              .where = where,
                              .take = take,
                              .restart = restart,
                              .data = tallies,
                              .n_workers = n_workers,
                              .findings = findings};
    assert_true(amont_stream_run(stream, &plan, &error));
    assert_ok(error);
    for (unsigned w = 1; w < n_workers; w++) {
        tallies[0].rows += tallies[w].rows;
        tallies[0].missing += tallies[w].missing;
        tallies[0].x += tallies[w].x;
        tallies[0].y += tallies[w].y;
        tallies[0].a += tallies[w].a;
        tallies[0].b += tallies[w].b;
    }
    return tallies[0];
}

static tally run(amont_stream *stream, unsigned n_workers, const char *where,
                 amont_findings *findings) {
    stream->x = g_strdup("x");
    stream->y = g_strdup("y");
    return run_with(stream, n_workers, where, findings);
}

static tally run_points(amont_stream *stream, unsigned n_workers, const char *where) {
    return run_with(stream, n_workers, where, NULL);
}

static void assert_same(const tally *a, const tally *b, const char *what) {
    if (a->rows != b->rows || a->missing != b->missing || a->x != b->x || a->y != b->y ||
        a->a != b->a || a->b != b->b)
        fail_msg("%s: %zu rows, %zu missing, %.10g %.10g %.10g %.10g\nexpected: %zu rows, %zu "
                 "missing, %.10g %.10g %.10g %.10g",
                 what, a->rows, a->missing, a->x, a->y, a->a, a->b, b->rows, b->missing, b->x, b->y,
                 b->a, b->b);
}

static void assert_same_findings(const amont_findings *a, const amont_findings *b,
                                 const char *what) {
    static const amont_finding_kind kinds[] = {AMONT_FINDING_CSV_RAGGED,
                                               AMONT_FINDING_VALUE_NOT_NUMBER};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        size_t n = amont_findings_count(b, kinds[i]);
        if (amont_findings_count(a, kinds[i]) != n)
            fail_msg("%s: %zu %s, expected %zu", what, amont_findings_count(a, kinds[i]),
                     amont_finding_name(kinds[i]), n);
        if (n > 0)
            assert_string_equal(amont_findings_examples(a, kinds[i])[0],
                                amont_findings_examples(b, kinds[i])[0]);
    }
}

static void add_column(tally *t, const amont_layer *layer, const bool *kept, const char *name,
                       double *sum, amont_findings *findings) {
    const amont_column *column = amont_layer_column(layer, name);
    for (size_t row = 0; row < layer->n_rows; row++) {
        bool bad = false;
        if (kept && !kept[row])
            continue;
        add(t, amont_column_number(column, row, &bad), sum);
        if (bad)
            amont_find(findings, AMONT_FINDING_VALUE_NOT_NUMBER, layer->path,
                       amont_layer_row(layer, row), "%s '%s'", name, column->texts[row]);
    }
}

static tally read_whole(const amont_source *source, const char *where) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layer) layer = amont_source_read(source, NULL, &error);
    assert_ok(error);
    tally t = {0};
    g_autofree bool *kept = where ? g_new0(bool, layer->n_rows) : NULL;
    if (where)
        assert_true(amont_source_match(source, where, "where", kept, layer->n_rows, &error));
    for (size_t row = 0; row < layer->n_rows; row++)
        t.rows += !kept || kept[row];
    add_column(&t, layer, kept, "x", &t.x, source->findings);
    add_column(&t, layer, kept, "y", &t.y, source->findings);
    add_column(&t, layer, kept, "a", &t.a, source->findings);
    add_column(&t, layer, kept, "b", &t.b, source->findings);
    return t;
}

/* The text as a stream, by 1, 2 and 8 workers, and whole. */
static void compare(const char *text, gssize length, const char *where, const char *what) {
    trial t = start(text, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_findings) expected_findings = amont_findings_new();
    amont_source source = source_of(&t, expected_findings);
    tally expected = read_whole(&source, where);
    static const unsigned workers[] = {2, 1, 8};
    bool is_large = length > 1 << 20;
    for (size_t i = 0; i < (is_large ? 1 : G_N_ELEMENTS(workers)); i++) {
        g_autoptr(amont_findings) findings = amont_findings_new();
        source.findings = findings;
        g_autoptr(amont_stream) stream = amont_stream_open(&source, &error);
        assert_ok(error);
        if (is_large)
            assert_true(stream->head->n_rows < 10000); /* it is not held */
        tally got = run(stream, workers[i], where, findings);
        assert_same(&got, &expected, what);
        assert_same_findings(findings, expected_findings, what);
    }
    end(&t);
}

static void texts_of_many_kinds(void **state) {
    (void)state;
    static const char *const texts[] = {
        "x,y,a,b\n1,2,3,4\n5,6,7,8\n",
        "x;y;a;b\r\n1;2;3;4\r\n5;6;7;8",
        "\xef\xbb\xbfx,y,a,b\n1,2,3,4\n",
        "id,x,y,a,b\n\"q, r\",1,2,3,4\n\"s \"\"t\"\"\",5,6,7,8\n",
        "id,x,y,a,b\n\"on\ntwo lines\",1,2,3,4\nz,5,6,7,8\n",
        "x;y;a;b\n1,5;2,25;3;4\n5;6;7;8\n",
        "x;y;a;b\n1;2;1 234,5;12 %\n5;6;7;nd\n",
        "x,y,a,b\n1,2,3,4\n\n,,,\n5,6,7,8\n\n",
        "x,y,a,b\n1,2,3,4\n5,6,,x\n",
        "x,y,a,b,c\n1,2,3,4,5\n5,6,7,8,\n",
        "x,y,a,b\n1,2,3,4\n5,6,7\n", /* a short row at the head */
        "x,y,a,b\r1,2,3,4\r5,6,7,8\r",
        "nom,x,y,a,b\nIvr\xe9,1,2,3,4\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        compare(texts[i], -1, NULL, texts[i]);
}

static void a_filter_keeps_its_rows(void **state) {
    (void)state;
    compare("x,y,a,b,Nature\n1,2,3,4,Vente\n5,6,7,8,Échange\n9,10,11,12,Vente\n", -1,
            "nature = 'Vente'", "filter");
}

/* In a stream as in a table, whatever the head shows. */
static void a_filter_compares_numbers(void **state) {
    (void)state;
    compare("x;y;a;b\n1;2;1 200,5;4\n5;6;900;8\n9;10;0,5;12\n1;1;;1\n", -1, "a > 900.5 OR a < 1",
            "numbers as people write them");
    compare("x;y;a;b;c\n1;2;3;4;7\n5;6;7;8;x\n9;9;9;9;nd\n", -1, "CAST(c AS float) < 8",
            "cast without being a number");
    GString *text = g_string_new("x;y;a;b;c\n");
    for (int i = 0; i < 40000; i++) /* the first comma beyond the head of 64 KiB */
        g_string_append_printf(text, "%d;%d;%d%s;%d;%d\n", i, i, i, i > 30000 ? ",25" : "", i, i);
    compare(text->str, -1, "a > 39990 AND c < 39999", "a dialect learnt late");
    g_string_free(text, TRUE);
}

/* What the head does not show: more pieces than one, and then something else. */
typedef enum surprise {
    NONE,
    QUOTED_LINES,
    DECIMAL_COMMAS,
    SHORT_ROWS,
    NOT_NUMBERS,
    N_SURPRISES
} surprise;

static void append_cell(GString *text, GRand *random, surprise kind, bool late) {
    int sixty_fourths = g_rand_int_range(random, -6400, 6400);
    g_autofree char *number = amont_number_plain(sixty_fourths / 64.0);
    if (kind == DECIMAL_COMMAS && late)
        g_strdelimit(number, ".", ',');
    if (kind == NOT_NUMBERS && late && g_rand_int_range(random, 0, 5000) == 0)
        g_string_append(text, "12 ha");
    else
        g_string_append(text, number);
}

static GString *make_text(surprise kind, guint32 seed) {
    enum { BYTES = 5 << 20 };
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    GString *text = g_string_new("x;y;a;b;c\n");
    while (text->len < BYTES) {
        bool late = text->len > BYTES / 2;
        for (int i = 0; i < 4; i++) {
            append_cell(text, random, kind, late);
            g_string_append_c(text, ';');
        }
        if (kind == QUOTED_LINES && late)
            g_string_append(text, "\"one\ntwo \"\"three\"\"\n\n\"");
        else
            g_string_append(text, "été");
        if (kind == SHORT_ROWS && late && g_rand_int_range(random, 0, 5000) == 0)
            g_string_append(text, "\n1;2");
        g_string_append_c(text, '\n');
    }
    return text;
}

static void files_of_several_pieces(void **state) {
    (void)state;
    for (int kind = 0; kind < N_SURPRISES; kind++) {
        g_autofree char *what = g_strdup_printf("seed %d", 20261123 + kind);
        GString *text = make_text((surprise)kind, (guint32)(20261123 + kind));
        compare(text->str, (gssize)text->len, NULL, what);
        g_string_free(text, TRUE);
    }
}

/* ---- files that come through the reader process ---- */

/* Several batches, in whole thousands and thirds of them. */
enum { POINTS = CHECK_FEWER > 1 ? 75000 : 150000 };

/* Every tenth point has no figure, every thousandth no place, where the driver writes such
 * features; every third is a house. */
static void write_points(const char *path, const char *driver) {
    bool may_be_nowhere = strcmp(driver, "FlatGeobuf") != 0;
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "points", NULL, wkbPoint, NULL);
    static const char *const names[] = {"a", "b", "Sorte"};
    static const OGRFieldType types[] = {OFTReal, OFTInteger, OFTString};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        OGRFieldDefnH field = OGR_Fld_Create(names[i], types[i]);
        assert_int_equal(OGR_L_CreateField(layer, field, FALSE), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    assert_int_equal(OGR_L_StartTransaction(layer), OGRERR_NONE);
    for (int i = 0; i < POINTS; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        if (i % 10)
            OGR_F_SetFieldDouble(feature, 0, i / 64.0);
        OGR_F_SetFieldInteger(feature, 1, i);
        OGR_F_SetFieldString(feature, 2, i % 3 ? "Appartement" : "Maison");
        OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(point, 0, i, 2 * i);
        if (i % 1000 || !may_be_nowhere)
            OGR_F_SetGeometry(feature, point);
        OGR_G_DestroyGeometry(point);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    assert_int_equal(OGR_L_CommitTransaction(layer), OGRERR_NONE);
    GDALClose(file);
}

static void take_places(void *data, unsigned worker, amont_batch *batch) {
    double *sums = data;
    for (size_t i = 0; i < batch->n; i++)
        sums[worker] += isnan(batch->x[i]) ? 0 : batch->x[i];
}

static void forget_places(void *data) {
    memset(data, 0, 2 * sizeof(double));
}

/* Points that are counted alone are read without their columns. */
static void assert_places_alone(amont_stream *stream, double expected) {
    g_autoptr(GError) error = NULL;
    double sums[2] = {0, 0};
    amont_stream_plan plan = {
        .take = take_places, .restart = forget_places, .data = sums, .n_workers = 2};
    assert_true(amont_stream_run(stream, &plan, &error));
    assert_ok(error);
    assert_near(sums[0] + sums[1], expected, 0);
}

/* By the formula for 0 + 1 + ... + n - 1, less what is left out. */
static void batches_of_the_reader_hold_every_row_once(void **state) {
    (void)state;
    static const char *const formats[][2] = {{"p.gpkg", "GPKG"}, {"p.fgb", "FlatGeobuf"}};
    const double n = POINTS, tens = n / 10, thousands = n / 1000, all = n * (n - 1) / 2;
    for (size_t f = 0; f < G_N_ELEMENTS(formats); f++) {
        trial t = start("", 0);
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(t.folder, formats[f][0], NULL);
        write_points(path, formats[f][1]);
        g_autoptr(amont_reader) reader = amont_reader_start(&error);
        amont_source source = source_of(&t, NULL);
        source.path = path;
        source.reader = reader;
        for (unsigned workers = 1; workers <= 2; workers++) {
            g_autoptr(amont_stream) stream = amont_stream_open(&source, &error);
            assert_ok(error);
            assert_true(stream->head->n_rows == 1000); /* it is not held */
            tally got = run_points(stream, workers, NULL);
            tally expected = {.rows = POINTS,
                              .missing = POINTS / 10 + (f == 0 ? 2 * (POINTS / 1000) : 0)};
            expected.x = f == 0 ? all - 1000 * (thousands * (thousands - 1) / 2) : all;
            expected.y = 2 * expected.x;
            expected.a = (all - 10 * (tens * (tens - 1) / 2)) / 64;
            expected.b = all;
            assert_same(&got, &expected, formats[f][0]);
            assert_places_alone(stream, expected.x);
            got = run_points(stream, workers, "b < 10");
            assert_true(got.rows == 10 && got.b == 45);
        }
        g_remove(path);
        end(&t);
    }
}

/* Of a row of two places the first is taken, and the row is told. */
static void rows_of_several_places_are_told(void **state) {
    (void)state;
    static const char *const places[] = {"MULTIPOINT (1 2)", "MULTIPOINT (10 20, 100 200)"};
    trial t = start("", 0);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(t.folder, "p.gpkg", NULL);
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "points", NULL, wkbMultiPoint, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = NULL;
        char *wkt = (char *)places[i];
        assert_int_equal(OGR_G_CreateFromWkt(&wkt, NULL, &geometry), OGRERR_NONE);
        OGR_F_SetGeometryDirectly(feature, geometry);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    GDALClose(file);
    g_autoptr(amont_reader) reader = amont_reader_start(&error);
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_source source = source_of(&t, NULL);
    source.path = path;
    source.reader = reader;
    g_autoptr(amont_stream) stream = amont_stream_open(&source, &error);
    assert_ok(error);
    assert_places_alone(stream, 11);
    double sums[2] = {0, 0};
    amont_stream_plan plan = {.take = take_places,
                              .restart = forget_places,
                              .data = sums,
                              .n_workers = 2,
                              .findings = findings};
    assert_true(amont_stream_run(stream, &plan, &error));
    assert_int_equal(amont_findings_count(findings, AMONT_FINDING_GEOMETRY_SEVERAL), 1);
    g_remove(path);
    end(&t);
}

/* What the filter asks for is read, whether or not figures or texts of it are wanted too: in
 * batches without and with other columns, and where the file is read whole. Every third of 0, 1,
 * ..., less those without a place: every 3000th. */
static void assert_houses(amont_stream *stream, const char *where, bool has_nowhere) {
    static const char *const figures[] = {"b"}, *const texts[] = {"a"};
    static const size_t n_figures[] = {0, 1, 0}, n_texts[] = {0, 0, 1};
    const double n = POINTS, houses = n / 3, lost = n / 3000;
    double expected =
        3 * (houses * (houses - 1) / 2) - (has_nowhere ? 3000 * (lost * (lost - 1) / 2) : 0);
    for (size_t i = 0; i < G_N_ELEMENTS(n_figures); i++) {
        g_autoptr(GError) error = NULL;
        double sums[2] = {0, 0};
        amont_stream_plan plan = {.columns = figures,
                                  .n_columns = n_figures[i],
                                  .texts = texts,
                                  .n_texts = n_texts[i],
                                  .where = where,
                                  .take = take_places,
                                  .restart = forget_places,
                                  .data = sums,
                                  .n_workers = 2};
        assert_true(amont_stream_run(stream, &plan, &error));
        assert_ok(error);
        assert_near(sums[0] + sums[1], expected, 0);
    }
}

static void a_filter_finds_what_nobody_else_reads(void **state) {
    (void)state;
    static const char *const formats[][2] = {{"p.gpkg", "GPKG"}, {"p.fgb", "FlatGeobuf"}};
    for (size_t f = 0; f < G_N_ELEMENTS(formats); f++) {
        trial t = start("", 0);
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(t.folder, formats[f][0], NULL);
        write_points(path, formats[f][1]);
        g_autoptr(amont_reader) reader = amont_reader_start(&error);
        amont_source source = source_of(&t, NULL);
        source.path = path;
        source.reader = reader;
        g_autoptr(amont_stream) stream = amont_stream_open(&source, &error);
        assert_ok(error);
        assert_houses(stream, "sorte = 'Maison'", f == 0);
        assert_houses(stream, "SORTE <> 'Appartement'", f == 0);
        g_remove(path);
        end(&t);
    }
}

static void a_filter_that_is_wrong_is_an_error(void **state) {
    (void)state;
    trial t = start("", 0);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(t.folder, "p.gpkg", NULL);
    write_points(path, "GPKG");
    amont_yaml node = {.kind = AMONT_YAML_SCALAR, .text = (char *)"p.gpkg"};
    t.entry.node = &node; /* the reader knows what is there when it starts */
    g_autoptr(amont_reader) reader = amont_reader_start(&error);
    amont_source source = source_of(&t, NULL);
    source.path = path;
    source.reader = reader;
    g_autoptr(amont_stream) stream = amont_stream_open(&source, &error);
    assert_ok(error);
    tally tallies[MOST_WORKERS] = {{0}};
    amont_stream_plan plan = {
        .where = "b <", .take = take, .restart = restart, .data = tallies, .n_workers = 2};
    assert_false(amont_stream_run(stream, &plan, &error));
    assert_int_equal(error->code, AMONT_ERROR_CONFIG);
    g_remove(path);
    end(&t);
}

/* Sums by hand. What is packed is no text to be gone through in pieces. */
static void a_packed_table_is_unpacked(void **state) {
    (void)state;
    static const char text[] = "x,y,a,b\n1,2,3,4\n5,6,7,8\n";
    static const tally expected = {.rows = 2, .x = 6, .y = 8, .a = 10, .b = 12};
    static const char *const names[] = {"points.csv.gz", "points.zip", "points.zip/t.csv"};
    trial t = start(text, -1);
    g_autofree char *packed = g_strconcat(t.folder, "/points.csv.gz", NULL);
    g_autofree char *archive = g_strconcat(t.folder, "/points.zip", NULL);
    gzFile file = gzopen(packed, "wb");
    assert_int_equal(gzputs(file, text), strlen(text));
    assert_int_equal(gzclose(file), Z_OK);
    zipper zip = zipper_new();
    zipper_add(&zip, "t.csv", text, strlen(text));
    zipper_write(&zip, archive);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(t.folder, names[i], NULL);
        amont_source source = source_of(&t, NULL);
        source.path = path;
        g_autoptr(amont_stream) stream = amont_stream_open(&source, &error);
        assert_ok(error);
        tally got = run(stream, 2, NULL, NULL);
        assert_same(&got, &expected, names[i]);
    }
    g_remove(packed);
    g_remove(archive);
    end(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_many_kinds),
        cmocka_unit_test(a_filter_keeps_its_rows),
        cmocka_unit_test(a_filter_compares_numbers),
        cmocka_unit_test(files_of_several_pieces),
        cmocka_unit_test(batches_of_the_reader_hold_every_row_once),
        cmocka_unit_test(rows_of_several_places_are_told),
        cmocka_unit_test(a_filter_finds_what_nobody_else_reads),
        cmocka_unit_test(a_filter_that_is_wrong_is_an_error),
        cmocka_unit_test(a_packed_table_is_unpacked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
