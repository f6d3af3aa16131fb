/* Statistics of points by zone, by hand: the zones are squares of one kilometre. */
#include "check.h"
#include "desk.h"

#include "amont/pool.h"

#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"
#define STUDY                                                                                   \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                                   \
    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", select: [94022, 94081], " CREDIT \
    "}\n"                                                                                       \
    "layers:\n  pts: {kind: points, source: p.csv, x: x, y: y, crs: EPSG:2154, " CREDIT "}\n"

/* 01001 is the first square, 2A004 the second: both begin where the other ends. */
static const char points[] = "x;y;valeur;sorte\n"
                             "650500;6860500;10;a\n"
                             "650600;6860500;20;a\n"
                             "650700;6860500;;b\n"
                             "650800;6860500;40,5;b\n"
                             "651000;6860500;7;a\n" /* on the border */
                             "0;0;1;a\n"
                             ";;2;a\n"
                             "649000;6860500;3;a\n"; /* in no zone */

static void assert_figure(const desk *d, const char *indicator, const char *code, double value,
                          double n) {
    amont_figure figure = desk_figure(d, indicator, "commune", code);
    if (figure.value != value || figure.n != n)
        fail_msg("%s of %s: %g (n %g), expected %g (n %g)", indicator, code, figure.value, figure.n,
                 value, n);
}

static const amont_series *series_of(const desk *d, const char *indicator) {
    const amont_series *series = amont_table_find(d->table, indicator, "commune");
    assert_non_null(series);
    return series;
}

static void every_statistic_is_that_of_the_rows_in_the_zone(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv", points);
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: n, stat: count, layer: pts}\n"
                          "  - {id: nv, stat: count, layer: pts, field: valeur}\n"
                          "  - {id: sum, stat: sum, layer: pts, field: valeur}\n"
                          "  - {id: mean, stat: mean, layer: pts, field: valeur}\n"
                          "  - {id: median, stat: median, layer: pts, field: valeur}\n"
                          "  - {id: q, stat: quantile, p: 0.25, layer: pts, field: valeur}\n"
                          "  - {id: min, stat: min, layer: pts, field: valeur}\n"
                          "  - {id: max, stat: max, layer: pts, field: valeur}\n"
                          "  - {id: sd, stat: stddev, layer: pts, field: valeur}\n"
                          "  - {id: b, stat: count, layer: pts, where: \"sorte = 'b'\"}\n");
    assert_figure(d, "n", "01001", 5, 5);
    assert_figure(d, "nv", "01001", 4, 4);
    assert_figure(d, "sum", "01001", 77.5, 4);
    assert_figure(d, "mean", "01001", 19.375, 4);
    assert_figure(d, "median", "01001", 15, 4);
    assert_figure(d, "q", "01001", 9.25, 4); /* 7 + 0.75 (10 - 7) */
    assert_figure(d, "min", "01001", 7, 4);
    assert_figure(d, "max", "01001", 40.5, 4);
    assert_near(desk_figure(d, "sd", "commune", "01001").value, sqrt(687.6875 / 3), 1e-12);
    assert_figure(d, "b", "01001", 2, 2);
    assert_figure(d, "n", "2A004", 0, 0);
    assert_int_equal(desk_figure(d, "median", "commune", "2A004").flag, AMONT_FLAG_UNDEFINED);
}

static void what_is_in_no_zone_is_accounted_for(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv", points);
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: n, stat: count, layer: pts}\n"
                          "  - {id: sum, stat: sum, layer: pts, field: valeur}\n"
                          "  - {id: mean, stat: mean, layer: pts, field: valeur}\n");
    const amont_series *sum = series_of(d, "sum");
    assert_int_equal(desk_figure(d, "sum", "commune", "01001").flag, AMONT_FLAG_ESTIMATED);
    desk_assert_found(d, AMONT_FINDING_POINT_UNPLACED, 2, "2 rows");
    desk_assert_found(d, AMONT_FINDING_POINT_OUTSIDE, 1, "1 row");
    assert_true(sum->unplaced.value == 3 && sum->unplaced.n == 2);
    assert_true(sum->outside.value == 3 && sum->outside.n == 1);
    assert_true(sum->elsewhere.value == 80.5 && sum->elsewhere.n == 5); /* 01001 is not selected */
    amont_balance balance;
    assert_true(amont_series_balance(sum, &balance));
    assert_true(balance.in_zones == 77.5 && balance.whole == 83.5 && balance.residue == 0);
    assert_true(amont_series_balance(series_of(d, "n"), &balance));
    assert_true(balance.in_zones == 5 && balance.whole == 8);
    assert_false(amont_series_balance(series_of(d, "mean"), &balance));
    assert_false(series_of(d, "mean")->has_unplaced);
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

/* Different texts are told apart without the blanks around them; of none, or where some are
 * missing, the number is what is known. */
static void different_values_are_counted(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv",
             "x;y;bien;valeur\n"
             "650500;6860500;A1;10\n"
             "650600;6860500; A1 ;10,0\n"
             "650700;6860500;B2;11\n"
             "651500;6860500;A1;10\n"
             "651600;6860500; ;10\n"
             "651700;6860500;C3;10\n");
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: d, stat: distinct, layer: pts, field: bien}\n"
                          "  - {id: n, stat: count, layer: pts}\n");
    assert_figure(d, "d", "01001", 2, 3);
    assert_figure(d, "d", "2A004", 2, 2);
    assert_int_equal(desk_figure(d, "d", "commune", "01001").flag, AMONT_FLAG_OK);
    assert_int_equal(desk_figure(d, "d", "commune", "2A004").flag, AMONT_FLAG_ESTIMATED);
    assert_figure(d, "n", "2A004", 3, 3);
    amont_balance balance;
    assert_false(amont_series_balance(series_of(d, "d"), &balance)); /* A1 is in both */
    assert_int_equal(series_of(d, "d")->decimals, 0);
}

/* Numbers of a file that has types are told apart by their value. */
static void different_numbers_are_counted(void **state) {
    desk *d = *state;
    GString *text = g_string_new("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\","
                                 "\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},"
                                 "\"features\":[");
    static const char *const values[] = {"1", "1.0", "2.5", "null", "-0.0", "0"};
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        g_string_append_printf(text,
                               "%s{\"type\":\"Feature\",\"properties\":{\"v\":%s},\"geometry\":"
                               "{\"type\":\"Point\",\"coordinates\":[650500,6860500]}}",
                               i ? "," : "", values[i]);
    g_string_append(text, "]}");
    desk_put(d, "p.geojson", text->str);
    g_string_free(text, TRUE);
    desk_compute(d, "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
                    "zones:\n  commune: {source: \"@/nasty/communes.geojson\", " CREDIT "}\n"
                    "layers:\n  pts: {kind: points, source: p.geojson, " CREDIT "}\n"
                    "indicators: [{id: d, stat: distinct, layer: pts, field: v}]\n");
    assert_figure(d, "d", "01001", 3, 5); /* 0, 1, 2.5 */
}

/* x 10, 20, 40 with weights 1, 3, 0.5: Σwx = 90, Σw = 4.5; half of it is reached at 20 (4/4.5), a
 * fifth at 10 (1/4.5 = 0.22). */
static void weighted_figures_are_those_of_the_formulas(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv",
             "x;y;loyer;nb;sorte\n"
             "650500;6860500;10;1;a\n"
             "650600;6860500;20;3;a\n"
             "650700;6860500;40;0,5;b\n"
             "650700;6860500;50;;a\n"
             "650700;6860500;60;-2;a\n"
             "650700;6860500;;7;b\n"
             "649000;6860500;5;2;b\n");
    desk_compute(d,
                 STUDY "indicators:\n"
                       "  - {id: s, stat: sum, layer: pts, field: loyer, weight: nb}\n"
                       "  - {id: m, stat: mean, layer: pts, field: loyer, weight: nb}\n"
                       "  - {id: md, stat: median, layer: pts, field: loyer, weight: nb}\n"
                       "  - {id: q, stat: quantile, p: 0.2, layer: pts, field: loyer, weight: nb}\n"
                       "  - {id: t, stat: quantile, p: 1, layer: pts, field: loyer, weight: nb}\n"
                       "  - {id: a, stat: mean, layer: pts, field: loyer, weight: nb, "
                       "where: \"sorte = 'a'\"}\n"
                       "  - {id: u, stat: mean, layer: pts, field: loyer}\n");
    assert_figure(d, "s", "01001", 90, 3);
    assert_figure(d, "m", "01001", 20, 3);
    assert_figure(d, "md", "01001", 20, 3);
    assert_figure(d, "q", "01001", 10, 3);
    assert_figure(d, "t", "01001", 40, 3);
    assert_figure(d, "a", "01001", 17.5, 2);
    assert_figure(d, "u", "01001", 36, 5);
    assert_int_equal(desk_figure(d, "s", "commune", "01001").flag, AMONT_FLAG_ESTIMATED);
    assert_int_equal(desk_figure(d, "m", "commune", "2A004").flag, AMONT_FLAG_UNDEFINED);
    desk_assert_found(d, AMONT_FINDING_WEIGHT_UNUSABLE, 2, "nb 2 rows");
    amont_balance balance;
    assert_true(amont_series_balance(series_of(d, "s"), &balance));
    assert_true(balance.in_zones == 90 && balance.outside == 10 && balance.whole == 100);
    assert_non_null(strstr(series_of(d, "m")->method, "weighted by nb"));
}

/* Two of the points lie in no zone: one of sort a, one of b. Each counts once, whoever looks. */
static void what_is_wrong_with_a_row_is_told_once(void **state) {
    desk *d = *state;
    static const char *const indicators[] = {
        "  - {id: a, stat: sum, layer: pts, field: v, where: \"sorte = 'a'\"}\n"
        "  - {id: b, stat: sum, layer: pts, field: v, where: \"sorte = 'b'\"}\n"
        "  - {id: ab, stat: sum, layer: pts, field: v, where: \"sorte IN ('a', 'b')\"}\n",
        "  - {id: a, stat: sum, layer: pts, field: v, where: \"sorte = 'a'\"}\n"
        "  - {id: b, stat: sum, layer: pts, field: v, where: \"sorte = 'b'\"}\n",
        "  - {id: a, stat: sum, layer: pts, field: v, where: \"sorte <> 'c'\"}\n",
    };
    desk_put(d, "p.csv",
             "x;y;v;sorte\n"
             "650500;6860500;1;a\n"
             "649000;6860500;2;a\n"
             "649000;6860500;3;b\n"
             "649000;6860500;4;c\n"
             "0;0;4;a\n"
             "650500;6860500;?!;b\n");
    for (size_t i = 0; i < G_N_ELEMENTS(indicators); i++) {
        g_autofree char *study = g_strconcat(STUDY "indicators:\n", indicators[i], NULL);
        desk_compute(d, study);
        desk_assert_found(d, AMONT_FINDING_POINT_OUTSIDE, 2, "2 rows");
        desk_assert_found(d, AMONT_FINDING_POINT_UNPLACED, 1, "1 row");
        desk_assert_found(d, AMONT_FINDING_VALUE_NOT_NUMBER, 1, NULL);
    }
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: a, stat: sum, layer: pts, field: v, where: \"sorte = 'a'\"}\n"
                          "  - {id: n, stat: count, layer: pts}\n");
    desk_assert_found(d, AMONT_FINDING_POINT_OUTSIDE, 3, "3 rows");
    desk_assert_found(d, AMONT_FINDING_VALUE_NOT_NUMBER, 1, NULL);
}

/* Once for a layer and a filter, whoever asks on whatever level; a row in no zone is one. */
static void a_filter_that_takes_nothing_is_told(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv",
             "x;y;v;sorte\n"
             "650500;6860500;1;a\n"
             "649000;6860500;2;b\n"
             "0;0;3;c\n");
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: n, stat: count, layer: pts, where: \"sorte = 'z'\"}\n"
                          "  - {id: m, stat: mean, layer: pts, field: v, where: \"sorte = 'z'\"}\n"
                          "  - {id: w, stat: within, layer: pts, distance_m: 100, "
                          "where: \"sorte = 'z'\"}\n"
                          "  - {id: a, stat: count, layer: pts, where: \"sorte = 'a'\"}\n"
                          "  - {id: b, stat: count, layer: pts, where: \"sorte = 'b'\"}\n"
                          "  - {id: c, stat: count, layer: pts, where: \"sorte = 'c'\"}\n");
    assert_figure(d, "n", "01001", 0, 0);
    assert_figure(d, "a", "01001", 1, 1);
    desk_assert_found(d, AMONT_FINDING_FILTER_EMPTY, 1, "p.csv: sorte = 'z'");
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: w, stat: within, layer: pts, distance_m: 100, "
                          "where: \"sorte = 'z'\"}\n"
                          "  - {id: x, stat: within, layer: pts, distance_m: 100, "
                          "where: \"sorte = 'c'\"}\n");
    desk_assert_found(d, AMONT_FINDING_FILTER_EMPTY, 1, "p.csv: sorte = 'z'");
}

/* The largest double is 1.8e308: sums that pass it are no figure, and nothing is lost of them. */
static void a_sum_beyond_all_numbers_is_no_figure(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv",
             "x;y;v\n650500;6860500;1e308\n650600;6860500;1e308\n650600;6860500;\n"
             "651500;6860500;5e307\n");
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: sum, stat: sum, layer: pts, field: v}\n"
                          "  - {id: mean, stat: mean, layer: pts, field: v}\n"
                          "  - {id: max, stat: max, layer: pts, field: v}\n");
    static const char *const beyond[] = {"sum", "mean"};
    for (size_t i = 0; i < G_N_ELEMENTS(beyond); i++) {
        amont_figure figure = desk_figure(d, beyond[i], "commune", "01001");
        assert_true(isnan(figure.value) && figure.flag == AMONT_FLAG_UNDEFINED);
        assert_figure(d, beyond[i], "2A004", 5e307, 1);
    }
    assert_figure(d, "max", "01001", 1e308, 2);
    assert_int_equal(series_of(d, "sum")->elsewhere.flag, AMONT_FLAG_UNDEFINED);
    assert_true(isnan(series_of(d, "sum")->elsewhere.value));
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

/* The zones are within the numbers, their sum is not. */
static void a_whole_beyond_all_numbers_is_not_compared(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv", "x;y;v\n650500;6860500;1e308\n651500;6860500;1e308\n");
    desk_compute(d, STUDY "indicators: [{id: sum, stat: sum, layer: pts, field: v}]\n");
    assert_figure(d, "sum", "01001", 1e308, 1);
    assert_figure(d, "sum", "2A004", 1e308, 1);
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
    desk_put(d, "p.csv",
             "x;y;v\n650500;6860500;1e308\n651500;6860500;1e308\n649000;6860500;-1e308\n");
    desk_compute(d, STUDY "indicators: [{id: sum, stat: sum, layer: pts, field: v}]\n");
    desk_assert_found(d, AMONT_FINDING_SUM_LOST, 0, NULL);
}

/* A map finds the indicator by its id, on a level that the table does not ask for too. */
static void a_map_shows_an_indicator_of_ones_own(void **state) {
    desk *d = *state;
    g_autoptr(GError) error = NULL;
    desk_put(d, "p.csv", points);
    desk_compute(d,
                 "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
                 "zones:\n  commune: {source: \"@/nasty/communes.geojson\", " CREDIT "}\n"
                 "  part: {source: \"@/nasty/communes.geojson\", within: commune, " CREDIT "}\n"
                 "layers:\n  pts: {kind: points, source: p.csv, x: x, y: y, crs: EPSG:2154, " CREDIT
                 "}\nindicators: [{id: area_km2, stat: sum, layer: pts, field: valeur, unit: €}]\n"
                 "maps: [{id: m, title: T, style: circles, value: area_km2, zones: part, "
                 "page: a4-portrait}]\n");
    amont_analyse_map(d->analysis, amont_study_map(d->study, "m"), d->table, &error);
    assert_ok(error);
    const amont_series *shown = amont_table_find(d->table, "area_km2", "part");
    assert_string_equal(shown->unit, "€");
    assert_string_equal(shown->level, "part");
    assert_true(desk_figure(d, "area_km2", "part", "01001").value == 77.5);
}

/* Some 130,000 random rows, several pieces of the file: every bit of every figure. */
static void figures_do_not_depend_on_the_number_of_threads(void **state) {
    desk *d = *state;
    g_autoptr(GRand) random = g_rand_new_with_seed(20261123);
    g_autoptr(GString) text = g_string_new("x;y;valeur;remplissage\n");
    while (text->len < 9 << 20)
        g_string_append_printf(
            text, "%d;%d;%d.%d;..........................................\n",
            g_rand_int_range(random, 649000, 657000), g_rand_int_range(random, 6859000, 6863000),
            g_rand_int_range(random, 0, 1000000), g_rand_int_range(random, 0, 1000));
    desk_put(d, "p.csv", text->str);
    g_autofree amont_figure *first = NULL;
    static const unsigned threads[] = {1, 2, 8};
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        amont_pool_set_threads(threads[i]);
        desk_compute(d, STUDY "indicators:\n"
                              "  - {id: mean, stat: mean, layer: pts, field: valeur}\n"
                              "  - {id: median, stat: median, layer: pts, field: valeur}\n");
        for (guint s = 0; s < 2; s++) {
            const amont_series *series = series_of(d, s ? "median" : "mean");
            if (!first)
                first = g_new(amont_figure, 2 * series->n_zones);
            if (i == 0)
                memcpy(first + s * series->n_zones, series->figures,
                       series->n_zones * sizeof *first);
            for (size_t z = 0; z < series->n_zones; z++)
                assert_true(first[s * series->n_zones + z].value == series->figures[z].value);
        }
    }
    amont_pool_set_threads(0);
}

/* The middle of the zones, 2A004 and others between, is at (653000, 6860500): the two points lie
 * about a place 300 km south of it and 400 km east. With a filter, without one, and of a distance.
 */
static void points_of_another_place_are_no_zeros(void **state) {
    desk *d = *state;
    static const char *const indicators[] = {
        "{id: a, stat: count, layer: pts}",
        "{id: a, stat: count, layer: pts, where: \"sorte = 'a'\"}",
        "{id: a, stat: within, layer: pts, distance_m: 500}",
    };
    desk_put(d, "p.csv", "x;y;sorte\n1053000;6559500;a\n1053000;6561500;a\n0;0;a\n");
    for (size_t i = 0; i < G_N_ELEMENTS(indicators); i++) {
        g_autofree char *study = g_strconcat(STUDY "indicators: [", indicators[i], "]\n", NULL);
        desk_open(d, study);
        assert_ok(d->error);
        g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
        assert_null(amont_analyse(analysis, &d->error));
        assert_int_equal(d->error->code, AMONT_ERROR_DATA);
        assert_non_null(strstr(d->error->message,
                               "'p.csv' does not lie on the territory, but some 500 km away"));
        assert_non_null(strstr(d->error->message, "its CRS another than"));
    }
}

/* 19 km west of the first zone; or far away, where it is the filter that leaves no other. */
static void points_outside_the_zones_are_zeros_where_others_are_near(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv", "x;y;sorte\n1053000;6559500;a\n631000;6860500;b\n");
    desk_compute(d, STUDY "indicators:\n"
                          "  - {id: a, stat: count, layer: pts, where: \"sorte = 'a'\"}\n"
                          "  - {id: n, stat: count, layer: pts}\n"
                          "  - {id: none, stat: count, layer: pts, where: \"sorte = 'c'\"}\n"
                          "  - {id: w, stat: within, layer: pts, distance_m: 500}\n");
    assert_figure(d, "a", "01001", 0, 0);
    assert_figure(d, "none", "01001", 0, 0);
    assert_figure(d, "w", "94022", 0, 0);
    assert_true(series_of(d, "n")->outside.value == 2);
}

/* A row counts once, at the first of its places; what is left of it is told, once. */
static void rows_of_several_places_are_told(void **state) {
    desk *d = *state;
    desk_put(d, "p.geojson",
             "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
             "{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":["
             "{\"type\":\"Feature\",\"properties\":{\"v\":1},\"geometry\":{\"type\":"
             "\"MultiPoint\",\"coordinates\":[[650500,6860500]]}},"
             "{\"type\":\"Feature\",\"properties\":{\"v\":2},\"geometry\":{\"type\":"
             "\"MultiPoint\",\"coordinates\":[[650600,6860500],[651500,6860500]]}}]}");
    g_autofree char *study =
        g_strdup(STUDY "indicators:\n"
                       "  - {id: n, stat: count, layer: pts}\n"
                       "  - {id: w, stat: within, layer: pts, distance_m: 9}\n");
    char **parts = g_strsplit(study, "source: p.csv, x: x, y: y, crs: EPSG:2154", 2);
    g_autofree char *drawn = g_strjoinv("source: p.geojson", parts);
    g_strfreev(parts);
    desk_compute(d, drawn);
    assert_figure(d, "n", "01001", 2, 2);
    assert_figure(d, "n", "2A004", 0, 0);
    desk_assert_found(d, AMONT_FINDING_GEOMETRY_SEVERAL, 1, "2");
}

static void mistakes_are_told(void **state) {
    desk *d = *state;
    static const struct {
        const char *indicator, *part;
    } mistakes[] = {
        {"{id: a, stat: sum, layer: pts}", "needs the key 'field'"},
        {"{id: a, stat: sum, field: v}", "needs the key 'layer'"},
        {"{id: a, stat: quantile, layer: pts, field: v}", "the indicator 'a' needs the key 'p'"},
        {"{id: a, layer: pts}", "needs the key 'stat'"},
        {"{id: a, stat: sum, layer: pst, field: v}", "the study has no layer 'pst'"},
        {"{id: a, stat: max, layer: pts, field: v, weight: w}", "has no weighted form"},
        {"{id: a, stat: sum, layer: pts, field: v, class: 3}", "'pts' has rows"},
        {"{id: a, stat: share, layer: pts, field: v}", "the rows of the layer 'pts' have no such"},
        {"{id: a, stat: sun, layer: pts, field: v}", "unknown word 'sun'"},
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

static void a_column_or_filter_that_is_wrong_is_told_at_its_key(void **state) {
    desk *d = *state;
    desk_put(d, "p.csv", points);
    desk_open(d, STUDY "indicators: [{id: a, stat: sum, layer: pts, field: valuer}]\n");
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    assert_null(amont_analyse(analysis, &d->error));
    assert_non_null(strstr(d->error->message, "field: no column 'valuer'"));
    assert_non_null(strstr(d->error->message, "did you mean 'valeur'?"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(every_statistic_is_that_of_the_rows_in_the_zone),
        DESK_TEST(what_is_in_no_zone_is_accounted_for),
        DESK_TEST(different_values_are_counted),
        DESK_TEST(different_numbers_are_counted),
        DESK_TEST(weighted_figures_are_those_of_the_formulas),
        DESK_TEST(what_is_wrong_with_a_row_is_told_once),
        DESK_TEST(a_filter_that_takes_nothing_is_told),
        DESK_TEST(a_sum_beyond_all_numbers_is_no_figure),
        DESK_TEST(a_whole_beyond_all_numbers_is_not_compared),
        DESK_TEST(a_map_shows_an_indicator_of_ones_own),
        DESK_TEST(figures_do_not_depend_on_the_number_of_threads),
        DESK_TEST(points_of_another_place_are_no_zeros),
        DESK_TEST(points_outside_the_zones_are_zeros_where_others_are_near),
        DESK_TEST(rows_of_several_places_are_told),
        DESK_TEST(mistakes_are_told),
        DESK_TEST(a_column_or_filter_that_is_wrong_is_told_at_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
