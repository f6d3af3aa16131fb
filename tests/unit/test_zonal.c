/* Statistics of cells by zone, by hand: the zones are squares of one kilometre side by side, from
 * (650000, 6860000) on. */
#include "check.h"
#include "desk.h"

#include "amont/pool.h"

#include <gdal/gdal.h>
#include <gdal/ogr_srs_api.h>
#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define HEAD                                                                                    \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                                   \
    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", select: [01001, 2A004], " CREDIT \
    "}\nlayers:\n"
#define STUDY HEAD "  r: {kind: raster, source: r.asc, crs: EPSG:2154, " CREDIT "}\n"
#define STUDY_TIFF HEAD "  r: {kind: raster, source: r.tif, " CREDIT "}\n"

static void assert_figure(const desk *d, const char *indicator, const char *code, double value,
                          double n, amont_flag flag) {
    amont_figure figure = desk_figure(d, indicator, "commune", code);
    bool same = figure.value == value || fabs(figure.value - value) <= 1e-12 * fabs(value) ||
                (isnan(value) && isnan(figure.value));
    if (!same || figure.n != n || figure.flag != flag)
        fail_msg("%s of %s: %.17g (n %g, %s), expected %g (n %g, %s)", indicator, code,
                 figure.value, figure.n, amont_flag_name(figure.flag), value, n,
                 amont_flag_name(flag));
}

static void assert_balance(const desk *d, const char *indicator, double in_zones, double outside,
                           double whole) {
    const amont_series *series = amont_table_find(d->table, indicator, "commune");
    amont_balance balance;
    assert_non_null(series);
    assert_true(amont_series_balance(series, &balance));
    assert_near(balance.in_zones, in_zones, 1e-9);
    assert_near(balance.outside, outside, 1e-9);
    assert_near(balance.whole, whole, 1e-9);
    assert_true(balance.residue < 1e-12);
}

/* Cells of 1 km, half a zone off: 649500, 650500, 651500; rows 6861250, 6860250, 6859250. The zones
 * have 3/4 of their height in the lower row of the two they meet, 1/4 in the upper.
 *
 *      upper     3    7    -         01001: 3/8 of 10, 3/8 of 7, 1/8 of 3, 1/8 of 7
 *      lower    10    7    3         2A004: 3/8 of 7, 3/8 of 3, 1/8 of 7, 1/8 of nothing
 */
static const char cells[] = "ncols 3\nnrows 2\nxllcorner 649500\nyllcorner 6859750\n"
                            "cellsize 1000\nNODATA_value -9999\n"
                            "3 7 -9999\n"
                            "10 7 3\n";

static void cells_count_by_the_fraction_within(void **state) {
    desk *d = *state;
    desk_put(d, "r.asc", cells);
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: mean, stat: mean, layer: r}\n"
                          "  - {id: sum, stat: sum, layer: r}\n"
                          "  - {id: min, stat: min, layer: r}\n"
                          "  - {id: max, stat: max, layer: r}\n"
                          "  - {id: count, stat: count, layer: r}\n"
                          "  - {id: area, stat: area, layer: r}\n"
                          "  - {id: n3, stat: count, layer: r, class: 3}\n"
                          "  - {id: a37, stat: area, layer: r, class: [3, 7.0]}\n"
                          "  - {id: share, stat: share, layer: r, class: 7}\n"
                          "  - {id: none, stat: share, layer: r, class: 99}\n");
    /* 01001: (30 + 21) / 8 + (3 + 7) / 8 = 61 / 8 */
    assert_figure(d, "mean", "01001", 7.625, 4, AMONT_FLAG_OK);
    assert_figure(d, "sum", "01001", 7.625, 4, AMONT_FLAG_OK);
    assert_figure(d, "min", "01001", 3, 4, AMONT_FLAG_OK);
    assert_figure(d, "max", "01001", 10, 4, AMONT_FLAG_OK);
    assert_figure(d, "count", "01001", 1, 4, AMONT_FLAG_OK);
    assert_figure(d, "area", "01001", 100, 4, AMONT_FLAG_OK);
    assert_figure(d, "n3", "01001", 0.125, 4, AMONT_FLAG_OK);
    assert_figure(d, "a37", "01001", 62.5, 4, AMONT_FLAG_OK);
    assert_figure(d, "share", "01001", 50, 4, AMONT_FLAG_OK);
    assert_figure(d, "none", "01001", 0, 4, AMONT_FLAG_OK);
    /* 2A004: 3/8 7 + 3/8 3 + 1/8 7 = 37 / 8 over 7/8 of its ground */
    assert_figure(d, "mean", "2A004", 37.0 / 7, 3, AMONT_FLAG_ESTIMATED);
    assert_figure(d, "sum", "2A004", 4.625, 3, AMONT_FLAG_ESTIMATED);
    assert_figure(d, "count", "2A004", 0.875, 3, AMONT_FLAG_ESTIMATED);
    assert_figure(d, "share", "2A004", 50, 3, AMONT_FLAG_ESTIMATED);
    assert_true(desk_figure(d, "share", "commune", "2A004").numerator == 50);
    assert_true(desk_figure(d, "share", "commune", "2A004").denominator == 100);
    desk_assert_found(d, AMONT_FINDING_RASTER_GAP, 1, "Ajaccio: 87.5 %");
    desk_assert_found(d, AMONT_FINDING_FILTER_EMPTY, 1, "r.asc: class: 99");
}

/* Where nothing is known, the figure is missing, not 0; and nothing is lost. */
static void the_cells_of_all_zones_and_the_outside_make_up_the_raster(void **state) {
    desk *d = *state;
    desk_put(d, "r.asc", cells);
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: count, stat: count, layer: r}\n"
                          "  - {id: sum, stat: sum, layer: r}\n"
                          "  - {id: area, stat: area, layer: r, class: 3}\n"
                          "  - {id: mean, stat: mean, layer: r}\n");
    assert_figure(d, "count", "94081", NAN, 0, AMONT_FLAG_MISSING);
    /* 93066 has 3/8 of the cell of 3 */
    assert_balance(d, "count", 1 + 0.875 + 0.375, 2.75, 5);
    assert_balance(d, "sum", 7.625 + 4.625 + 1.125, 30 - 13.375, 30);
    assert_balance(d, "area", 12.5 + 37.5 + 37.5, 200 - 87.5, 200);
    amont_balance balance;
    const amont_series *mean = amont_table_find(d->table, "mean", "commune");
    assert_false(amont_series_balance(mean, &balance));
    assert_non_null(strstr(mean->method, "fraction of each within the zone, r.asc"));
    const amont_series *sum = amont_table_find(d->table, "sum", "commune");
    assert_near(sum->elsewhere.value, 30 - 7.625 - 4.625, 1e-9); /* 93066 is not selected */
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

/* ---- GeoTIFFs ------------------------------------------------------------------------------ */

typedef struct tiff {
    int columns, rows, bands;
    double transform[6];
    const char *crs; /* NULL: none */
    GDALDataType type;
    double nodata; /* NaN: none */
    double scale;  /* 0: none */
    bool tiled;
} tiff;

static void put_tiff(const desk *d, const tiff *t, double *values) {
    g_autofree char *path = g_build_filename(d->folder, "r.tif", NULL);
    char *tiled[] = {(char *)"TILED=YES", (char *)"BLOCKXSIZE=16", (char *)"BLOCKYSIZE=16", NULL};
    double transform[6];
    memcpy(transform, t->transform, sizeof transform);
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GTiff"), path, t->columns, t->rows,
                                   t->bands, t->type, t->tiled ? tiled : NULL);
    assert_non_null(file);
    if (transform[1] != 0 || transform[2] != 0)
        GDALSetGeoTransform(file, transform);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    if (t->crs) {
        OSRSetFromUserInput(crs, t->crs);
        GDALSetSpatialRef(file, crs);
    }
    OSRDestroySpatialReference(crs);
    for (int b = 1; b <= t->bands; b++) {
        GDALRasterBandH band = GDALGetRasterBand(file, b);
        if (!isnan(t->nodata))
            GDALSetRasterNoDataValue(band, t->nodata);
        if (t->scale != 0)
            GDALSetRasterScale(band, t->scale);
        assert_int_equal(GDALRasterIO(band, GF_Write, 0, 0, t->columns, t->rows, values, t->columns,
                                      t->rows, GDT_Float64, 0, 0),
                         CE_None);
    }
    GDALClose(file);
}

static const tiff small = {.columns = 2,
                           .rows = 1,
                           .bands = 1,
                           .transform = {650000, 1000, 0, 6861000, 0, -1000},
                           .crs = "EPSG:2154",
                           .type = GDT_Float32,
                           .nodata = NAN};

static void what_has_no_value_is_left_out(void **state) {
    desk *d = *state;
    tiff t = small;
    double values[] = {0.1F, NAN};
    put_tiff(d, &t, values);
    desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}]\n");
    assert_figure(d, "m", "01001", 0.1F, 1, AMONT_FLAG_OK);
    assert_figure(d, "m", "2A004", NAN, 0, AMONT_FLAG_MISSING);
    t.nodata = -3.4028234663852886e38;
    double lowest[] = {t.nodata, 2};
    put_tiff(d, &t, lowest);
    desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}]\n");
    assert_figure(d, "m", "01001", NAN, 0, AMONT_FLAG_MISSING);
    assert_figure(d, "m", "2A004", 2, 1, AMONT_FLAG_OK);
    t.nodata = 255;
    t.type = GDT_Byte;
    t.scale = 0.5;
    double bytes[] = {40, 255};
    put_tiff(d, &t, bytes);
    desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}]\n");
    assert_figure(d, "m", "01001", 20, 1, AMONT_FLAG_OK);
    assert_figure(d, "m", "2A004", NAN, 0, AMONT_FLAG_MISSING);
}

/* Each zone has two cells of 500 m by 1 km; the largest double is 1.8e308. */
static void a_sum_beyond_all_numbers_is_no_figure(void **state) {
    desk *d = *state;
    tiff t = small;
    double values[] = {1e308, 1e308, 1e307, 3e307};
    t.columns = 4;
    t.transform[1] = 500;
    t.type = GDT_Float64;
    put_tiff(d, &t, values);
    desk_compute(d, STUDY_TIFF "indicators: [{id: s, stat: sum, layer: r}, "
                               "{id: m, stat: mean, layer: r}, {id: x, stat: max, layer: r}]\n");
    assert_figure(d, "s", "01001", NAN, 2, AMONT_FLAG_UNDEFINED);
    assert_figure(d, "m", "01001", NAN, 2, AMONT_FLAG_UNDEFINED);
    assert_figure(d, "x", "01001", 1e308, 2, AMONT_FLAG_OK);
    assert_figure(d, "s", "2A004", 4e307, 2, AMONT_FLAG_OK);
    assert_figure(d, "m", "2A004", 2e307, 2, AMONT_FLAG_OK);
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

/* The share of the square at (x, y) that the square of zone z covers; both upright, from the first
 * zone's corner. */
static double common(double x, double y, double side, int zone) {
    double left = fmax(x, 1000 * zone), right = fmin(x + side, 1000 + 1000 * zone);
    double low = fmax(y, 0), high = fmin(y + side, 1000);
    return right > left && high > low ? (right - left) * (high - low) / (side * side) : 0;
}

/* Tiles, many blocks, holes: against the plain sum over cells; the same bytes on any threads. */
static void figures_do_not_depend_on_threads_or_blocks(void **state) {
    desk *d = *state;
    const guint32 seed = 20261123;
    enum { COLUMNS = 700, ROWS = 333, CELLS = COLUMNS * ROWS };
    static const unsigned threads[] = {1, 2, 8};
    const double side = 3.7, left = -600, top = 1000.5;
    tiff t = {COLUMNS,     ROWS,        1,  {650000 + left, side, 0, 6860000 + top, 0, -side},
              "EPSG:2154", GDT_Float64, -1, 0,
              true};
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    g_autofree double *values = g_new(double, CELLS);
    double sum[2] = {0, 0}, n[2] = {0, 0}, first[4] = {0};
    print_message("seed %u\n", seed);
    for (int i = 0; i < CELLS; i++) {
        int column = i % COLUMNS, row = i / COLUMNS;
        bool none = g_rand_int_range(random, 0, 10) == 0;
        values[i] = none ? -1 : g_rand_double_range(random, 0, 100);
        for (int zone = 0; zone < 2 && !none; zone++) {
            double f = common(left + side * column, top - side * (1 + row), side, zone);
            sum[zone] += f * values[i];
            n[zone] += f;
        }
    }
    put_tiff(d, &t, values);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        amont_pool_set_threads(threads[i]);
        desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}, "
                                   "{id: s, stat: sum, layer: r}]\n");
        const double now[] = {desk_figure(d, "m", "commune", "01001").value,
                              desk_figure(d, "m", "commune", "2A004").value,
                              desk_figure(d, "s", "commune", "01001").value,
                              desk_figure(d, "s", "commune", "2A004").value};
        if (i == 0)
            memcpy(first, now, sizeof first);
        assert_memory_equal(now, first, sizeof first);
        desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
    }
    amont_pool_set_threads(0);
    for (int zone = 0; zone < 2; zone++) {
        assert_near(first[zone], sum[zone] / n[zone], 1e-9);
        assert_near(first[2 + zone], sum[zone], 1e-6);
    }
}

/* Turned by a right angle: columns go north, rows go east. Cells of 500 m: in the first zone 1 2
 * and 5 6, in the second 9 10 and 13 14. */
static void a_turned_raster_is_measured_as_it_lies(void **state) {
    desk *d = *state;
    tiff t = small;
    double values[16];
    for (int i = 0; i < 16; i++)
        values[i] = i;
    t.columns = t.rows = 4;
    memcpy(t.transform, (double[]){650000, 0, 500, 6859500, 500, 0}, sizeof t.transform);
    put_tiff(d, &t, values);
    desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}, "
                               "{id: a, stat: area, layer: r, class: [1, 2]}]\n");
    assert_figure(d, "m", "01001", 3.5, 4, AMONT_FLAG_OK);
    assert_figure(d, "m", "2A004", 11.5, 4, AMONT_FLAG_OK);
    assert_figure(d, "a", "01001", 50, 4, AMONT_FLAG_OK);
}

/* Degrees: the zones are brought there, and cover it wholly; areas are refused. */
static void zones_are_brought_into_the_plane_of_the_raster(void **state) {
    desk *d = *state;
    enum { COLUMNS = 300, ROWS = 100 };
    double values[COLUMNS * ROWS];
    tiff t = {COLUMNS, ROWS, 1,    {2.3, 0.0005, 0, 48.87, 0, -0.0005}, "EPSG:4326", GDT_Byte,
              NAN,     0,    false};
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        int class = i % COLUMNS / 10;
        values[i] = class;
    }
    put_tiff(d, &t, values);
    desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}, "
                               "{id: c, stat: count, layer: r}, "
                               "{id: s, stat: share, layer: r, class: [0, 1, 2, 3, 4, 5, 6, 7, 8, "
                               "9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, "
                               "26, 27, 28, 29]}]\n");
    assert_near(desk_figure(d, "s", "commune", "01001").value, 100, 1e-7);
    assert_near(desk_figure(d, "s", "commune", "2A004").value, 100, 1e-7);
    const amont_series *mean = amont_table_find(d->table, "m", "commune");
    assert_non_null(strstr(mean->method, "zones in its CRS, WGS 84"));
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
    desk_assert_found(d, AMONT_FINDING_RASTER_GAP, 0, NULL);
    /* the mean over 160,000 points of the zone on a grid, brought there by gdaltransform */
    assert_near(desk_figure(d, "m", "commune", "01001").value, 4.619813, 0.0005);
    desk_open(d, STUDY_TIFF "indicators: [{id: a, stat: area, layer: r}]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    assert_non_null(strstr(d->error->message, "stat: areas are measured in"));
    assert_non_null(strstr(d->error->message, "gdalwarp -t_srs"));
}

/* Areas of cells are those of the plane, which nobody asks for on the ellipsoid: they are refused.
 * The terms of a share are cells there: the zone is as large as one, an eighth of which is 3. */
static void cells_are_not_measured_on_the_ellipsoid(void **state) {
    desk *d = *state;
    desk_put(d, "r.asc", cells);
    desk_compute(d, "area: ellipsoid\n" STUDY
                    "indicators: [{id: s, stat: share, layer: r, class: 3}]\n");
    amont_figure share = desk_figure(d, "s", "commune", "01001");
    assert_near(share.value, 12.5, 1e-12);
    assert_near(share.numerator, 0.125, 1e-12);
    assert_near(share.denominator, 1, 1e-12);
    desk_open(d, "area: ellipsoid\n" STUDY "indicators: [{id: a, stat: area, layer: r}]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_non_null(
        strstr(d->error->message, "stat: the cells of 'r.asc' are not measured on the"));
    assert_non_null(strstr(d->error->message, "area: planar"));
}

/* ---- what is wrong ------------------------------------------------------------------------- */

static void open_wrong(desk *d, const char *layer, int code, const char *part, const char *hint) {
    g_autofree char *study = g_strdup_printf(HEAD "  r: {kind: raster, %s, " CREDIT "}\n", layer);
    desk_open(d, study);
    desk_assert_error(d, code, part, hint);
}

static void a_raster_that_cannot_be_measured_is_told(void **state) {
    desk *d = *state;
    tiff t = small;
    double values[] = {1, 2};
    desk_put(d, "r.asc", cells);
    open_wrong(d, "source: r.asc", AMONT_ERROR_DATA, "'r.asc' does not say its CRS", "add 'crs:'");
    open_wrong(d, "source: r.asc, crs: EPSG:2154, band: 2", AMONT_ERROR_DATA,
               "band: 'r.asc' has no band 2", "it has 1");
    open_wrong(d, "source: r.asc, crs: EPSG:32631", AMONT_ERROR_DATA, "do not lie on the territory",
               "UTM zone 31N");
    t.bands = 3;
    put_tiff(d, &t, values);
    open_wrong(d, "source: r.tif", AMONT_ERROR_DATA, "'r.tif' holds 3 bands and none is named",
               "'band:'");
    t.bands = 1;
    t.crs = NULL;
    put_tiff(d, &t, values);
    open_wrong(d, "source: r.tif", AMONT_ERROR_DATA, "'r.tif' does not say its CRS", NULL);
    t.type = GDT_CFloat32;
    put_tiff(d, &t, values);
    open_wrong(d, "source: r.tif", AMONT_ERROR_DATA, "complex numbers", NULL);
    memset(t.transform, 0, sizeof t.transform);
    t.type = GDT_Byte;
    put_tiff(d, &t, values);
    open_wrong(d, "source: r.tif", AMONT_ERROR_DATA, "'r.tif' does not say where its cells lie",
               "save it as GeoTIFF");
    open_wrong(d, "source: none.tif", AMONT_ERROR_NO_INPUT, "no file 'none.tif'", NULL);
    desk_put(d, "r.vrt", "<VRTDataset/>");
    open_wrong(d, "source: r.vrt", AMONT_ERROR_UNAVAILABLE, "'r.vrt' is not a raster",
               "gdal_translate");
    open_wrong(d, "source: \"/vsicurl/http://example.fr/r.tif\"", AMONT_ERROR_CONFIG,
               "does not name a file", NULL);
    desk_put(d, "bad.tif",
             "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand dataType=\"Byte\" "
             "band=\"1\"><SimpleSource><SourceFilename>/etc/passwd</SourceFilename>"
             "</SimpleSource></VRTRasterBand></VRTDataset>");
    open_wrong(d, "source: bad.tif", AMONT_ERROR_DATA, "'bad.tif' cannot be read as GeoTIFF",
               "is the file whole");
    desk_put(d, "cut.asc",
             "ncols 3\nnrows 2\nxllcorner 649500\nyllcorner 6859750\ncellsize 1000\n3 7\n");
    desk_open(d, HEAD "  r: {kind: raster, source: cut.asc, crs: EPSG:2154, " CREDIT "}\n"
                      "indicators: [{id: m, stat: mean, layer: r}]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    assert_non_null(strstr(d->error->message, "'cut.asc' cannot be read as ASCII grid"));
}

static void put_sparse(const desk *d, int columns, int rows, const char *block) {
    g_autofree char *path = g_build_filename(d->folder, "r.tif", NULL);
    g_autofree char *width = g_strconcat("BLOCKXSIZE=", block, NULL);
    g_autofree char *height = g_strconcat("BLOCKYSIZE=", block, NULL);
    char *options[] = {(char *)"SPARSE_OK=TRUE", (char *)"TILED=YES", width, height, NULL};
    double transform[6];
    memcpy(transform, small.transform, sizeof transform);
    GDALAllRegister();
    GDALDatasetH file =
        GDALCreate(GDALGetDriverByName("GTiff"), path, columns, rows, 1, GDT_Byte, options);
    assert_non_null(file);
    GDALSetGeoTransform(file, transform);
    GDALClose(file);
}

static void fail_to_compute(desk *d, const char *part) {
    desk_open(d, HEAD "  r: {kind: raster, source: r.tif, crs: EPSG:2154, " CREDIT "}\n"
                      "indicators: [{id: m, stat: mean, layer: r}]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    if (!strstr(d->error->message, part))
        fail_msg("%s\nexpected: %s", d->error->message, part);
}

/* A file of a few bytes may stand for any number of cells. */
static void a_raster_that_swells_is_refused(void **state) {
    desk *d = *state;
    put_sparse(d, 100000, 60000, "256");
    open_wrong(d, "source: r.tif, crs: EPSG:2154", AMONT_ERROR_DATA,
               "'r.tif' has 100000 x 60000 cells, more than are read", "gdalwarp -te");
    put_sparse(d, 60000, 30000, "30000");
    fail_to_compute(d, "the blocks of 'r.tif', of 30000 x 30000 cells, are too large");
}

/* The file ends before its cells do. */
static void a_raster_cut_short_is_told(void **state) {
    desk *d = *state;
    tiff t = small;
    double values[64 * 64];
    g_autofree char *path = g_build_filename(d->folder, "r.tif", NULL), *bytes = NULL;
    size_t length = 0;
    for (int i = 0; i < 64 * 64; i++)
        values[i] = i;
    t.columns = t.rows = 64;
    put_tiff(d, &t, values);
    assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    assert_true(g_file_set_contents(path, bytes, (gssize)(length / 2), NULL));
    fail_to_compute(d, "'r.tif' cannot be read as GeoTIFF");
}

/* What lies beside a raster says nothing of it. */
static void neighbours_of_the_file_are_not_read(void **state) {
    desk *d = *state;
    tiff t = small;
    double values[] = {1, 2};
    put_tiff(d, &t, values);
    desk_put(d, "r.tif.aux.xml",
             "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>1</NoDataValue></PAMRasterBand>"
             "</PAMDataset>");
    desk_put(d, "r.tfw", "1\n0\n0\n-1\n0\n0\n");
    desk_compute(d, STUDY_TIFF "indicators: [{id: m, stat: mean, layer: r}]\n");
    assert_figure(d, "m", "01001", 1, 1, AMONT_FLAG_OK);
    desk_put(d, "r.asc", cells);
    desk_put(d, "r.prj",
             "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,"
             "298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925]]");
    open_wrong(d, "source: r.asc", AMONT_ERROR_DATA, "'r.asc' does not say its CRS", NULL);
}

static void mistakes_are_told(void **state) {
    desk *d = *state;
    static const struct {
        const char *indicator, *part;
    } mistakes[] = {
        {"{id: a, stat: median, layer: r}", "the cells of the raster 'r' have no such"},
        {"{id: a, stat: mean, layer: r, field: v}", "have no columns"},
        {"{id: a, stat: mean, layer: r, where: v}", "have no columns"},
        {"{id: a, stat: share, layer: r}", "needs the key 'class'"},
        {"{id: a, stat: mean, layer: r, class: 3}", "not one of classes"},
        {"{id: a, stat: count, layer: r, class: [3, x]}", "'x' is not a number"},
        {"{id: a, class: 3}", "needs the key 'stat'"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *text =
            g_strconcat(STUDY "indicators: [", mistakes[i].indicator, "]\n", NULL);
        desk_put(d, "study.yaml", text);
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_study) study = amont_study_load(d->folder, &error);
        assert_null(study);
        if (!strstr(error->message, mistakes[i].part))
            fail_msg("%s\nexpected: %s", error->message, mistakes[i].part);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(cells_count_by_the_fraction_within),
        DESK_TEST(the_cells_of_all_zones_and_the_outside_make_up_the_raster),
        DESK_TEST(what_has_no_value_is_left_out),
        DESK_TEST(a_sum_beyond_all_numbers_is_no_figure),
        DESK_TEST(figures_do_not_depend_on_threads_or_blocks),
        DESK_TEST(a_turned_raster_is_measured_as_it_lies),
        DESK_TEST(zones_are_brought_into_the_plane_of_the_raster),
        DESK_TEST(cells_are_not_measured_on_the_ellipsoid),
        DESK_TEST(a_raster_that_cannot_be_measured_is_told),
        DESK_TEST(a_raster_that_swells_is_refused),
        DESK_TEST(a_raster_cut_short_is_told),
        DESK_TEST(neighbours_of_the_file_are_not_read),
        DESK_TEST(mistakes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
