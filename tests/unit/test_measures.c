/* Lengths, distances, areal weighting and cross tables, by hand on squares of one kilometre and, on
 * random coverages, against GEOS. Everything is invented. */
#include "amont/cross.h"
#include "amont/pool.h"
#include "check.h"
#include "desk.h"
#include "fictional_coverage.h"

#include <geos_c.h>
#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define HEAD "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
#define COMMUNES \
    "  commune: {source: \"@/nasty/communes.geojson\", select: [94022, 94081], " CREDIT "}\n"

/* 01001, 2A004, 93066, 94022, 94038, 94081 stand side by side from (650000, 6860000) eastwards. */
#define CRS                                                                      \
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":" \
    "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":["
#define FEATURE(properties, type, coordinates)                                             \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"" type \
    "\",\"coordinates\":" coordinates "}}"

static const amont_series *series_of(const desk *d, const char *indicator, const char *level) {
    const amont_series *series = amont_table_find(d->table, indicator, level);
    assert_non_null(series);
    return series;
}

static double value_of(const desk *d, const char *indicator, const char *level, const char *code) {
    return desk_figure(d, indicator, level, code).value;
}

static void assert_conserves(const amont_series *series) {
    amont_balance balance;
    assert_true(amont_series_balance(series, &balance));
    assert_true(balance.whole > 0);
    if (!(balance.residue <= 1e-9))
        fail_msg("%s on %s: residue %g", series->indicator, series->level, balance.residue);
}

static void assert_refused(desk *d, const char *text, int code, const char *part,
                           const char *hint) {
    desk_open(d, text);
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    g_autoptr(amont_table) table = amont_analyse(analysis, &d->error);
    assert_null(table);
    if (!strstr(d->error->message, part) || !strstr(d->error->message, hint))
        fail_msg("%s\nexpected: %s\n%s", d->error->message, part, hint);
    assert_int_equal(d->error->code, code);
}

/* ---- lengths ------------------------------------------------------------------------------- */

static const char paths[] = CRS
    /* across 01001 and 2A004, from 100 m west of them: 100 m outside, 1000 m, 250 m */
    FEATURE("\"sorte\":\"a\"", "LineString", "[[649900,6860500],[651250,6860500]]") ","
    /* along the border of 93066 and 94022: it counts once, for the lower code */
    FEATURE("\"sorte\":\"a\"", "LineString", "[[653000,6860100],[653000,6860500]]") ","
    /* two pieces, 3-4-5 and 30 m, in 94081 */
    FEATURE("\"sorte\":\"b\"", "MultiLineString",
            "[[[655100,6860100],[655400,6860500]],[[655500,6860500],[655500,6860530]]]") ","
    /* wholly outside */
    FEATURE(
        "\"sorte\":\"b\"", "LineString",
        "[[649000,6859000],[649000,6859070]]") ","
                                               "{\"type\":\"Feature\",\"properties\":{\"sorte\":\"b\"},\"geometry\":null}]}";

#define PATHS \
    HEAD "zones:\n" COMMUNES "layers:\n  voies: {kind: lines, source: v.geojson, " CREDIT "}\n"

static void every_metre_of_a_line_is_in_one_zone(void **state) {
    desk *d = *state;
    desk_put(d, "v.geojson", paths);
    desk_compute(d, PATHS "indicators:\n"
                          "  - {id: m, stat: length, layer: voies}\n"
                          "  - {id: km, stat: length, layer: voies, unit: km}\n"
                          "  - {id: b, stat: length, layer: voies, where: \"sorte = 'b'\"}\n"
                          "  - {id: z, stat: length, layer: voies, where: \"sorte = 'z'\"}\n");
    assert_near(value_of(d, "m", "commune", "01001"), 1000, 1e-9);
    assert_near(value_of(d, "m", "commune", "2A004"), 250, 1e-9);
    assert_near(value_of(d, "m", "commune", "93066"), 400, 1e-9);
    assert_near(value_of(d, "m", "commune", "94022"), 0, 0);
    assert_near(value_of(d, "m", "commune", "94081"), 530, 1e-9);
    assert_near(value_of(d, "km", "commune", "94081"), 0.530, 1e-12);
    assert_near(value_of(d, "b", "commune", "01001"), 0, 0);
    assert_near(value_of(d, "b", "commune", "94081"), 530, 1e-9);
    assert_true(desk_figure(d, "m", "commune", "94081").n == 1);
    const amont_series *all = series_of(d, "m", "commune"), *b = series_of(d, "b", "commune");
    assert_near(all->outside.value, 170, 1e-9);
    assert_near(all->elsewhere.value, 170 + 1650, 1e-9); /* also in zones that are not counted */
    assert_near(all->whole, 2350, 1e-9);
    assert_near(b->whole, 600, 1e-9);
    assert_conserves(all);
    assert_conserves(b);
    assert_string_equal(all->unit, "m");
    desk_assert_found(d, AMONT_FINDING_FILTER_EMPTY, 1, "v.geojson: sorte = 'z'");
    assert_non_null(strstr(b->method, "length of 3 lines of v.geojson, where sorte = 'b'"));
    desk_assert_found(d, AMONT_FINDING_LINE_OUTSIDE, 2, "70 m"); /* all, and those of sort b */
    desk_assert_found(d, AMONT_FINDING_GEOMETRY_EMPTY, 1, NULL);
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

static void layers_without_lines_are_refused(void **state) {
    desk *d = *state;
    desk_open(d,
              HEAD "zones:\n" COMMUNES
                   "layers:\n  voies: {kind: lines, source: \"@/nasty/communes.geojson\", " CREDIT
                   "}\n");
    desk_assert_error(d, AMONT_ERROR_DATA, "holds no lines", "roads, paths and networks");
    desk_put(d, "v.geojson", paths);
    desk_open(d,
              PATHS "indicators: [{id: m, stat: length, layer: voies, where: \"sort = 'b'\"}]\n");
    desk_assert_error(d, AMONT_ERROR_CONFIG, "where", NULL);
}

/* ---- distances ----------------------------------------------------------------------------- */

#define POINTS               \
    HEAD "zones:\n" COMMUNES \
         "layers:\n  pts: {kind: points, source: p.csv, x: x, y: y, crs: EPSG:2154, " CREDIT "}\n"

/* The outline of a disc is within 5.1e-5 of the radius. */
static const double disc_slack = 5.1e-5;

static void what_is_near_counts_once_and_from_outside_too(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv",
             "x;y;sorte\n653500;6860500;a\n653500;6860500;a\n" /* the same place twice */
             "650500;6861100;b\n"                              /* 100 m north of 01001 */
             ";;a\n");
    desk_compute(d, POINTS
                 "indicators:\n"
                 "  - {id: part, stat: within, layer: pts, distance_m: 200}\n"
                 "  - {id: ha, stat: area_within, layer: pts, distance_m: 200}\n"
                 "  - {id: m2, stat: area_within, layer: pts, distance_m: 200, unit: m²}\n"
                 "  - {id: b, stat: within, layer: pts, distance_m: 200, where: \"sorte = 'b'\"}\n"
                 "  - {id: tout, stat: within, layer: pts, distance_m: 9000}\n");
    double disc_ha = G_PI * 200 * 200 / 1e4;
    /* the part of a disc beyond a line at half the radius: r² (π/3 − √3/4) */
    double cap_ha = 200 * 200 * (G_PI / 3 - sqrt(3) / 4) / 1e4;
    double slack = disc_slack * 200 * 2 * G_PI * 200 / 1e4;
    assert_near(value_of(d, "ha", "commune", "94022"), disc_ha, 1e-9);
    assert_near(value_of(d, "m2", "commune", "94022"), disc_ha * 1e4, 1e-5);
    assert_near(value_of(d, "part", "commune", "94022"), disc_ha, 1e-9); /* of 100 ha */
    assert_near(value_of(d, "ha", "commune", "01001"), cap_ha, slack);
    assert_near(value_of(d, "b", "commune", "94022"), 0, 0);
    assert_near(value_of(d, "tout", "commune", "94081"), 100, 1e-9);
    assert_true(value_of(d, "tout", "commune", "94081") <= 100);
    amont_figure figure = desk_figure(d, "part", "commune", "94022");
    assert_true(figure.flag == AMONT_FLAG_ESTIMATED && figure.n == 1); /* one place is unknown */
    assert_near(figure.denominator, 100, 1e-9);
    assert_true(desk_figure(d, "b", "commune", "01001").flag == AMONT_FLAG_OK);
    assert_conserves(series_of(d, "ha", "commune"));
    assert_near(series_of(d, "ha", "commune")->outside.value, disc_ha - cap_ha, slack);
    const char *method = series_of(d, "part", "commune")->method;
    assert_non_null(strstr(method, "area within 200 m of 3 points of p.csv, in the plane"));
    assert_non_null(strstr(method, "left out: 1 without a position"));
    desk_assert_found(d, AMONT_FINDING_POINT_UNPLACED, 1, "1 row"); /* once, at two distances */
}

#define SITES                                                                                  \
    HEAD "zones:\n" COMMUNES                                                                   \
         "layers:\n  gares: {kind: sites, source: s.csv, id: id, x: x, y: y, crs: EPSG:2154, " \
         "precision: precision, attributes: {source: a.csv, id: id}, " CREDIT "}\n"

static void sites_known_to_their_commune_are_in_no_distance(void **state) {
    desk *d = *state;
    desk_put(d, "s.csv",
             "id;x;y;precision\nA;653500;6860500;address\nA;655500;6860500;commune\n"
             "B;651500;6860500;iris\nB;652500;6860500;street\n");
    desk_put(d, "a.csv", "id;name\nA;a\nB;b\nC;c\n");
    desk_compute(d, SITES "indicators:\n"
                          "  - {id: part, stat: within, layer: gares, distance_m: 100}\n");
    double disc = G_PI * 100 * 100 / 1e4;
    assert_near(value_of(d, "part", "commune", "94022"), disc, 1e-9);
    assert_near(value_of(d, "part", "commune", "93066"), disc, 1e-9);
    assert_near(value_of(d, "part", "commune", "94081"), 0, 0);
    assert_near(value_of(d, "part", "commune", "2A004"), 0, 0);
    assert_int_equal(desk_figure(d, "part", "commune", "94081").flag, AMONT_FLAG_ESTIMATED);
    const char *method = series_of(d, "part", "commune")->method;
    assert_non_null(strstr(method, "within 100 m of 2 sites of s.csv"));
    assert_non_null(strstr(method, "left out: 2 sites known only to their IRIS or commune"));
    assert_non_null(strstr(method, "left out: 1 without a position"));
}

/* ---- areal weighting ----------------------------------------------------------------------- */

/* Districts that do not fit the communes: from the middle of 93066 to that of 94022 (q1), on to the
 * middle of 94081 (q2), and one that leaves the communes by a half (q3). */
static const char districts[] = CRS FEATURE(
    "\"code\":\"q1\",\"v\":1", "Polygon",
    "[[[652500,6860000],[653500,6860000],[653500,6861000],[652500,6861000],"
    "[652500,6860000]]]") "," FEATURE("\"code\":\"q2\",\"v\":2", "Polygon",
                                      "[[[653500,6860000],[655500,6860000],[655500,6861000],[653500,6861000],"
                                      "[653500,6860000]]]") "," FEATURE("\"code\":\"q3\",\"v\":4",
                                                                        "Polygon",
                                                                        "[[[655500,6860000],[656500,6860000],[656500,6861000],[655500,6861000],"
                                                                        "[655500,6860000]]]") "]}";

/* Communes that carry figures; that of 94038 is set by the test. */
static char *communes_with(const char *of_94038) {
    static const char *const codes[] = {"01001", "2A004", "93066", "94022", "94038", "94081"};
    static const double people[] = {10, 20, 100, 200, 0, 400};
    GString *text = g_string_new(CRS);
    for (int i = 0; i < 6; i++) {
        int x = 650000 + 1000 * i;
        g_autofree char *own = g_strdup_printf("%g", people[i]);
        g_string_append_printf(
            text,
            "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\",\"hab\":%s,\"vert\":%d},"
            "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%d,6860000],[%d,6860000],"
            "[%d,6861000],[%d,6861000],[%d,6860000]]]}}",
            i ? "," : "", codes[i], i == 4 ? of_94038 : own, 10 * i, x, x + 1000, x + 1000, x, x);
    }
    g_string_append(text, "]}");
    return g_string_free(text, FALSE);
}

#define CARRIED                                                                              \
    "zones:\n  commune: {source: c.geojson, code: code, fields: {hab: {roll_up: sum, unit: " \
    "hab.}, vert: {roll_up: area_mean, unit: '%'}, rien: {column: hab}}, " CREDIT "}\n"      \
    "  quartier: {source: q.geojson, code: code, fields: {v: {roll_up: sum}}, " CREDIT "}\n" \
    "layers:\n  pts: {kind: points, source: p.csv, x: x, y: y, crs: EPSG:2154, " CREDIT "}\n"

static void carry(desk *d, const char *of_94038, const char *indicators) {
    g_autofree char *communes = communes_with(of_94038);
    g_autofree char *text = g_strconcat(HEAD CARRIED "indicators:\n", indicators, NULL);
    desk_put(d, "c.geojson", communes);
    desk_put(d, "q.geojson", districts);
    desk_put(d, "p.csv", "x;y\n653500;6860500\n");
    desk_compute(d, text);
}

#define AREAL                                                                             \
    "  - {id: pop, stat: areal, field: hab, from: commune, zones: [quartier, commune]}\n" \
    "  - {id: green, stat: areal, field: vert, from: commune, zones: [quartier]}\n"       \
    "  - {id: back, stat: areal, field: v, from: quartier, zones: [commune]}\n"

static void stocks_are_shared_out_and_shares_averaged(void **state) {
    desk *d = *state;
    carry(d, "300", AREAL);
    assert_near(value_of(d, "pop", "quartier", "q1"), 50 + 100, 1e-9);
    assert_near(value_of(d, "pop", "quartier", "q2"), 100 + 300 + 200, 1e-9);
    assert_near(value_of(d, "green", "quartier", "q1"), (20 + 30) / 2.0, 1e-9);
    assert_near(value_of(d, "green", "quartier", "q2"), (30 * 0.5 + 40 + 50 * 0.5) / 2, 1e-9);
    assert_int_equal(desk_figure(d, "pop", "quartier", "q1").flag, AMONT_FLAG_ESTIMATED);
    assert_true(desk_figure(d, "pop", "quartier", "q2").n == 3);
    /* half of q3 is unknown: no figure, and what is known of it is not lost */
    assert_int_equal(desk_figure(d, "pop", "quartier", "q3").flag, AMONT_FLAG_MISSING);
    assert_int_equal(desk_figure(d, "green", "quartier", "q3").flag, AMONT_FLAG_MISSING);
    const amont_series *pop = series_of(d, "pop", "quartier");
    assert_near(pop->unplaced.value, 200, 1e-9);
    assert_near(pop->outside.value, 10 + 20 + 50, 1e-9);
    assert_near(pop->whole, 1030, 1e-9);
    assert_conserves(pop);
    assert_string_equal(pop->unit, "hab.");
    assert_non_null(strstr(pop->method, "hab of commune, shared out by area (areal weighting)"));
    /* onto its own level nothing changes */
    assert_near(value_of(d, "pop", "commune", "94038"), 300, 1e-9);
    assert_conserves(series_of(d, "pop", "commune"));
    /* and a commune that the districts cover by half is not known */
    assert_near(value_of(d, "back", "commune", "94022"), 0.5 + 0.5, 1e-9);
    assert_int_equal(desk_figure(d, "back", "commune", "93066").flag, AMONT_FLAG_MISSING);
    assert_conserves(series_of(d, "back", "commune"));
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

static void missing_figures_stay_missing(void **state) {
    desk *d = *state;
    carry(d, "null", AREAL);
    assert_near(value_of(d, "pop", "quartier", "q1"), 150, 1e-9);
    assert_int_equal(desk_figure(d, "pop", "quartier", "q2").flag, AMONT_FLAG_MISSING);
    assert_true(isnan(value_of(d, "pop", "quartier", "q2")));
    const amont_series *pop = series_of(d, "pop", "quartier");
    assert_near(pop->unplaced.value, 300 + 200, 1e-9); /* of q2 and q3 */
    assert_near(pop->whole, 730, 1e-9);
    assert_conserves(pop);
    assert_int_equal(desk_figure(d, "pop", "commune", "94038").flag, AMONT_FLAG_MISSING);
    /* q2, q3 and 94038 of pop, q3 of green, the communes west of the districts of back */
    desk_assert_found(d, AMONT_FINDING_VALUE_MISSING, 7, "q2: 50.0 %");
}

static void what_no_rule_shares_out_is_refused(void **state) {
    desk *d = *state;
    g_autofree char *communes = communes_with("1");
    desk_put(d, "c.geojson", communes);
    desk_put(d, "q.geojson", districts);
    desk_put(d, "p.csv", "x;y\n653500;6860500\n");
    assert_refused(d,
                   HEAD CARRIED "indicators: [{id: a, stat: areal, field: rien, from: commune}]\n",
                   AMONT_ERROR_CONFIG, "nothing says how 'rien' is shared out", "roll_up: sum");
    assert_refused(
        d, HEAD CARRIED "indicators: [{id: a, stat: areal, field: habs, from: commune}]\n",
        AMONT_ERROR_CONFIG, "the level 'commune' carries no figure 'habs'", "did you mean 'hab'?");
    assert_refused(d,
                   HEAD CARRIED "indicators: [{id: a, stat: within, layer: pts, distance_m: 5, "
                                "field: vert, from: commune}]\n",
                   AMONT_ERROR_CONFIG, "'vert' does not add up", "roll_up: sum");
}

/* ---- figures within a distance ------------------------------------------------------------- */

static void people_within_a_distance_are_shared_out(void **state) {
    desk *d = *state;
    carry(d, "300",
          "  - {id: near, stat: within, layer: pts, distance_m: 200, field: hab, from: commune, "
          "zones: [commune, quartier]}\n"
          "  - {id: part, stat: within, layer: pts, distance_m: 200, field: hab, from: commune, "
          "unit: '%', zones: [commune, quartier]}\n"
          "  - {id: far, stat: within, layer: pts, distance_m: 20000, field: hab, from: commune, "
          "zones: [quartier]}\n");
    /* the disc is in 94022, half in q1 and half in q2 */
    double in_disc = 200 * G_PI * 200 * 200 / 1e6;
    assert_near(value_of(d, "near", "commune", "94022"), in_disc, 1e-9);
    assert_near(value_of(d, "near", "commune", "94038"), 0, 0);
    assert_near(value_of(d, "near", "quartier", "q1"), in_disc / 2, 1e-9);
    assert_near(value_of(d, "near", "quartier", "q2"), in_disc / 2, 1e-9);
    assert_near(value_of(d, "near", "quartier", "q3"), 0, 0); /* nothing near: known to be none */
    assert_near(value_of(d, "part", "commune", "94022"), 100 * in_disc / 200, 1e-9);
    assert_near(value_of(d, "part", "quartier", "q1"), 100 * in_disc / 2 / 150, 1e-9);
    assert_int_equal(desk_figure(d, "part", "quartier", "q3").flag, AMONT_FLAG_MISSING);
    assert_near(value_of(d, "far", "quartier", "q2"), 600, 1e-9);
    assert_int_equal(desk_figure(d, "far", "quartier", "q3").flag, AMONT_FLAG_MISSING);
    assert_conserves(series_of(d, "near", "commune"));
    assert_conserves(series_of(d, "near", "quartier"));
    assert_conserves(series_of(d, "far", "quartier"));
    assert_near(series_of(d, "far", "quartier")->whole, 1030, 1e-9);
    assert_string_equal(series_of(d, "near", "commune")->unit, "hab.");
    assert_non_null(strstr(series_of(d, "near", "commune")->method,
                           "hab of commune, shared out by area to what lies within 200 m of 1 "));
}

/* ---- against GEOS -------------------------------------------------------------------------- */

static void put_zones(const desk *d, const char *name, const amont_shapes *s,
                      const double *people) {
    g_autoptr(GString) text = g_string_new(CRS);
    for (size_t f = 0; f < s->n_features; f++) {
        g_string_append_printf(text,
                               "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"z%zu\",\"hab\":"
                               "%.17g},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[",
                               f ? "," : "", f, people ? people[f] : 0);
        size_t ring = s->ring_of[s->part_of[f]];
        for (size_t i = s->point_of[ring]; i < s->point_of[ring + 1]; i++)
            g_string_append_printf(text, "%s[%.17g,%.17g]", i > s->point_of[ring] ? "," : "",
                                   s->x[i], s->y[i]);
        g_string_append(text, "]]}}");
    }
    g_string_append(text, "]}");
    desk_put(d, name, text->str);
}

static GEOSGeometry *geometry_of(GEOSContextHandle_t geos, const amont_shapes *s, size_t f) {
    size_t ring = s->ring_of[s->part_of[f]], first = s->point_of[ring];
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromArrays_r(
        geos, s->x + first, s->y + first, NULL, NULL, (unsigned)(s->point_of[ring + 1] - first));
    return GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, points), NULL, 0);
}

static double common_area(GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b,
                          GEOSGeometry **kept) {
    GEOSGeometry *common = GEOSIntersection_r(geos, a, b);
    double area = 0;
    GEOSArea_r(geos, common, &area);
    if (kept)
        *kept = common;
    else
        GEOSGeom_destroy_r(geos, common);
    return area;
}

enum { N_PLACES = 12 };
static const double reach_m = 400;

static GEOSGeometry *discs_of(GEOSContextHandle_t geos, const double *x, const double *y) {
    GEOSGeometry **discs = g_new(GEOSGeometry *, N_PLACES);
    for (size_t i = 0; i < N_PLACES; i++) {
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, x[i], y[i]);
        discs[i] = GEOSBuffer_r(geos, point, reach_m, 1024);
        GEOSGeom_destroy_r(geos, point);
    }
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, discs, (unsigned)N_PLACES);
    GEOSGeometry *whole = GEOSUnaryUnion_r(geos, all);
    GEOSGeom_destroy_r(geos, all);
    g_free(discs);
    return whole;
}

static fictional_coverage coverage_of(guint32 seed, double x, double cell, size_t columns) {
    return (fictional_coverage){.seed = seed,
                                .columns = columns,
                                .rows = columns,
                                .cell = cell,
                                .x = 650000 + x,
                                .y = 6860000 + x,
                                .vertices = 5};
}

/* Small zones that carry figures (z), larger ones within their extent (u): pop is Σ hab area(z ∩ u)
 * / area(z), near the same with the discs. */
static void random_zones_agree_with_geos(void **state) {
    desk *d = *state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    fictional_coverage small = coverage_of(seed, 0, 700, 8);
    fictional_coverage large = coverage_of(seed + 1, 1200, 1500, 2);
    g_autoptr(amont_shapes) z = fictional_blocks(&small, 1), u = fictional_blocks(&large, 1);
    double people[64], x[N_PLACES], y[N_PLACES];
    g_autoptr(GString) points = g_string_new("x;y\n");
    for (size_t i = 0; i < 64; i++)
        people[i] = g_rand_double_range(random, 0, 3000);
    for (size_t i = 0; i < N_PLACES; i++) {
        x[i] = round(g_rand_double_range(random, 650800, 654800));
        y[i] = round(g_rand_double_range(random, 6860800, 6864800));
        g_string_append_printf(points, "%.0f;%.0f\n", x[i], y[i]);
    }
    put_zones(d, "z.geojson", z, people);
    put_zones(d, "u.geojson", u, NULL);
    desk_put(d, "p.csv", points->str);
    desk_compute(d, HEAD
                 "zones:\n  u: {source: u.geojson, code: code, " CREDIT "}\n"
                 "  z: {source: z.geojson, code: code, fields: {hab: {roll_up: sum}}, " CREDIT "}\n"
                 "layers:\n  pts: {kind: points, source: p.csv, x: x, y: y, crs: EPSG:2154, " CREDIT
                 "}\n"
                 "indicators:\n"
                 "  - {id: pop, stat: areal, field: hab, from: z}\n"
                 "  - {id: near, stat: within, layer: pts, distance_m: 400, field: hab, from: z}\n"
                 "  - {id: part, stat: within, layer: pts, distance_m: 400}\n");
    g_autoptr(amont_cross) cross = amont_cross_new(d->analysis, amont_layers_level(d->layers, "z"),
                                                   amont_layers_level(d->layers, "u"), &d->error);
    assert_ok(d->error);
    assert_true(cross->residue_a <= 1e-9 && cross->residue_b <= 1e-9);
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSGeometry *discs = discs_of(geos, x, y);
    for (size_t k = 0; k < u->n_features; k++) {
        GEOSGeometry *zone = geometry_of(geos, u, k);
        double pop = 0, near = 0, in_discs = common_area(geos, zone, discs, NULL);
        for (size_t c = 0; c < z->n_features; c++) {
            GEOSGeometry *cell = geometry_of(geos, z, c), *piece = NULL;
            double area = 0, common = common_area(geos, cell, zone, &piece), found = 0;
            GEOSArea_r(geos, cell, &area);
            pop += people[c] * common / area;
            near += people[c] * common_area(geos, piece, discs, NULL) / area;
            for (guint i = 0; i < cross->cells->len; i++) {
                const amont_cross_cell *one = &g_array_index(cross->cells, amont_cross_cell, i);
                found += one->a == c && one->b == k ? one->area_m2 : 0;
            }
            assert_near(found, common, 1e-3);
            GEOSGeom_destroy_r(geos, piece);
            GEOSGeom_destroy_r(geos, cell);
        }
        g_autofree char *code = g_strdup_printf("z%zu", k);
        double share = 100 * in_discs / amont_shapes_area(u, k);
        /* the discs are polygons: their outlines are never longer than all circles */
        double slack = disc_slack * reach_m * N_PLACES * 2 * G_PI * reach_m;
        assert_near(value_of(d, "pop", "u", code), pop, 1e-6);
        assert_near(value_of(d, "near", "u", code), near, 3000 * slack / 3e5);
        assert_near(value_of(d, "near", "u", code), near, 1e-4 * near + 1e-3);
        assert_near(value_of(d, "part", "u", code), share, 100 * slack / 1.5e6);
        GEOSGeom_destroy_r(geos, zone);
    }
    GEOSGeom_destroy_r(geos, discs);
    GEOS_finish_r(geos);
    assert_conserves(series_of(d, "pop", "u"));
    assert_conserves(series_of(d, "near", "u"));
}

/* ---- cross tables -------------------------------------------------------------------------- */

static double cell_of(const amont_cross *cross, const char *a, const char *b) {
    double area = 0;
    for (guint i = 0; i < cross->cells->len; i++) {
        const amont_cross_cell *cell = &g_array_index(cross->cells, amont_cross_cell, i);
        const char *left = cell->a == AMONT_NO_ZONE ? "" : cross->a->codes[cell->a];
        const char *right = cell->b == AMONT_NO_ZONE ? "" : cross->b->codes[cell->b];
        area += strcmp(left, a) == 0 && strcmp(right, b) == 0 ? cell->area_m2 : 0;
    }
    return area;
}

static void a_cross_table_has_both_margins(void **state) {
    desk *d = *state;
    carry(d, "300", "  - area_km2\n");
    g_autoptr(amont_cross) cross =
        amont_cross_new(d->analysis, amont_layers_level(d->layers, "commune"),
                        amont_layers_level(d->layers, "quartier"), &d->error);
    assert_ok(d->error);
    assert_near(cell_of(cross, "94022", "q1"), 5e5, 1e-6);
    assert_near(cell_of(cross, "94022", "q2"), 5e5, 1e-6);
    assert_near(cell_of(cross, "94038", "q2"), 1e6, 1e-6);
    assert_near(cell_of(cross, "94081", "q3"), 5e5, 1e-6);
    assert_near(cell_of(cross, "01001", ""), 1e6, 1e-6);
    assert_near(cell_of(cross, "93066", ""), 5e5, 1e-6);
    assert_near(cell_of(cross, "", "q3"), 5e5, 1e-6);
    assert_int_equal(cross->cells->len, 10);
    assert_true(cross->residue_a <= 1e-9 && cross->residue_b <= 1e-9);
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

/* ---- the ellipsoid ------------------------------------------------------------------------- */

static void areas_on_the_ellipsoid_are_those_of_proj(void **state) {
    desk *d = *state;
    static const char indicators[] =
        "  - area_km2\n"
        "  - {id: ha, stat: area_within, layer: pts, distance_m: 200}\n"
        "  - {id: part, stat: within, layer: pts, distance_m: 200}\n"
        "  - {id: pop, stat: areal, field: hab, from: commune, zones: [quartier]}\n";
    carry(d, "300", indicators);
    double planar = value_of(d, "ha", "commune", "94022");
    double share = value_of(d, "part", "commune", "94022");
    g_autofree char *text =
        g_strconcat(HEAD "area: ellipsoid\n" CARRIED "indicators:\n", indicators, NULL);
    desk_compute(d, text);
    const amont_level *level = amont_layers_level(d->layers, "commune");
    g_autofree double *expected =
        amont_shapes_areas_ellipsoidal(level->layer->shapes, d->layers->crs, &d->error);
    for (size_t zone = 0; zone < level->n; zone++) {
        assert_near(level->area_m2[zone], expected[zone], 0);
        assert_near(expected[zone] / 1e6, 1.00023, 1e-5); /* by the scale at 48.84 N */
    }
    double ratio = expected[3] / 1e6;
    assert_near(value_of(d, "area_km2", "commune", "94022"), ratio, 1e-12);
    /* the disc in the middle of a zone grows as the zone does: the share stays */
    assert_near(value_of(d, "ha", "commune", "94022") / planar, ratio, 1e-7);
    assert_near(value_of(d, "part", "commune", "94022"), share, 1e-6);
    assert_near(value_of(d, "pop", "quartier", "q2"), 600, 600 * 1e-5);
    assert_conserves(series_of(d, "ha", "commune"));
    assert_conserves(series_of(d, "pop", "quartier"));
    assert_non_null(strstr(series_of(d, "ha", "commune")->method, "on the ellipsoid"));
    assert_non_null(strstr(series_of(d, "area_km2", "commune")->method, "on the ellipsoid"));
}

/* ---- threads ------------------------------------------------------------------------------- */

static void figures_do_not_depend_on_the_number_of_threads(void **state) {
    desk *d = *state;
    g_autoptr(GRand) random = g_rand_new_with_seed(20261123);
    g_autoptr(GString) points = g_string_new("x;y;z\n"), lines = g_string_new(CRS);
    while (points->len < 3 << 20)
        g_string_append_printf(points, "%d;%d;%0200d\n", g_rand_int_range(random, 649000, 657000),
                               g_rand_int_range(random, 6859000, 6863000), 0);
    for (int i = 0; i < 3000; i++)
        g_string_append_printf(
            lines, "%s" FEATURE("\"s\":1", "LineString", "[[%d,%d],[%d,%d]]"), i ? "," : "",
            g_rand_int_range(random, 649000, 657000), g_rand_int_range(random, 6859000, 6863000),
            g_rand_int_range(random, 649000, 657000), g_rand_int_range(random, 6859000, 6863000));
    g_string_append(lines, "]}");
    desk_put(d, "p.csv", points->str);
    desk_put(d, "v.geojson", lines->str);
    static const unsigned threads[] = {1, 2, 8};
    double first[2][6] = {{0}};
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        amont_pool_set_threads(threads[i]);
        desk_compute(d, POINTS "  voies: {kind: lines, source: v.geojson, " CREDIT "}\n"
                               "indicators:\n"
                               "  - {id: a, stat: within, layer: pts, distance_m: 5.5}\n"
                               "  - {id: b, stat: length, layer: voies}\n");
        for (size_t s = 0; s < 2; s++) {
            const amont_series *series = series_of(d, s ? "b" : "a", "commune");
            for (size_t zone = 0; zone < 6; zone++) {
                if (i == 0)
                    first[s][zone] = series->figures[zone].value;
                assert_true(first[s][zone] == series->figures[zone].value);
                assert_true(first[s][zone] > 0);
            }
        }
        assert_conserves(series_of(d, "b", "commune"));
    }
    amont_pool_set_threads(0);
}

/* ---- mistakes ------------------------------------------------------------------------------ */

static void mistakes_are_told(void **state) {
    desk *d = *state;
    static const struct {
        const char *indicator, *part;
    } mistakes[] = {
        {"{id: a, stat: length}", "needs the key 'layer'"},
        {"{id: a, stat: length, layer: pts}", "'stat: length' cannot measure the layer 'pts'"},
        {"{id: a, stat: length, layer: v, unit: mètres}", "cannot be given in 'mètres'"},
        {"{id: a, stat: length, layer: v, field: x}", "field: the indicator 'a' has no use for"},
        {"{id: a, stat: within, layer: pts}", "needs the key 'distance_m'"},
        {"{id: a, stat: within, layer: pts, distance_m: 0}", "distance_m"},
        {"{id: a, stat: within, layer: v, distance_m: 5}",
         "layers of the kinds: sites, points, sales"},
        {"{id: a, stat: within, layer: pts, distance_m: 5, unit: ha}", "one of: %"},
        {"{id: a, stat: within, layer: pts, distance_m: 5, field: hab}", "needs the key 'from'"},
        {"{id: a, stat: area_within, layer: pts, distance_m: 5, unit: '%'}", "ha, km², m²"},
        {"{id: a, stat: areal, field: hab}", "needs the key 'from'"},
        {"{id: a, stat: areal, field: hab, from: iris}", "the study has no zone level 'iris'"},
        {"{id: a, stat: areal, field: hab, from: commune, layer: pts}", "has no use for this key"},
        {"{id: a, stat: count, layer: pts, distance_m: 5}", "has no use for this key"},
        {"{id: a, stat: within, layer: pst, distance_m: 5}", "the study has no layer 'pst'"},
        {"{id: a, stat: within, layer: s, distance_m: 5, where: \"x = 1\"}", "cannot be filtered"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *text = g_strconcat(
            POINTS "  v: {kind: lines, source: v.geojson}\n  s: {kind: sites, source: s.csv}\n"
                   "indicators: [",
            mistakes[i].indicator, "]\n", NULL);
        desk_put(d, "study.yaml", text);
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_study) study = amont_study_load(d->folder, &error);
        if (study || !strstr(error->message, mistakes[i].part))
            fail_msg("%s\nexpected: %s", study ? "accepted" : error->message, mistakes[i].part);
        assert_int_equal(error->code, AMONT_ERROR_CONFIG);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(every_metre_of_a_line_is_in_one_zone),
        DESK_TEST(layers_without_lines_are_refused),
        DESK_TEST(what_is_near_counts_once_and_from_outside_too),
        DESK_TEST(sites_known_to_their_commune_are_in_no_distance),
        DESK_TEST(stocks_are_shared_out_and_shares_averaged),
        DESK_TEST(missing_figures_stay_missing),
        DESK_TEST(what_no_rule_shares_out_is_refused),
        DESK_TEST(people_within_a_distance_are_shared_out),
        DESK_TEST(random_zones_agree_with_geos),
        DESK_TEST(a_cross_table_has_both_margins),
        DESK_TEST(areas_on_the_ellipsoid_are_those_of_proj),
        DESK_TEST(figures_do_not_depend_on_the_number_of_threads),
        DESK_TEST(mistakes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
