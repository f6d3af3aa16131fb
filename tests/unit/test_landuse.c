/* Land use on the invented archipelago: squares in Lambert-93, so that areas can be computed by
 * hand. Nothing in these layers exists. */
#include "check.h"
#include "desk.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define HEADER "study: Archipel\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
#define CREDIT "producer: IGN, dataset: D, vintage: 2024, licence: L"
#define ISLANDS "source: \"@/archipelago/islands.geojson\", code: code, name: nom, " CREDIT
#define ZONES HEADER "zones:\n  island: {" ISLANDS "}\n"
#define LAYER(keys) ZONES "layers:\n  sol: {kind: landuse, source: sol.geojson, " CREDIT keys "}\n"

static void open_well(desk *d, const char *text) {
    desk_open(d, text);
    assert_ok(d->error);
    assert_non_null(d->layers);
}

/* A rectangle from its lower left corner, in metres from the corner of the archipelago. */
typedef struct plot {
    const char *properties; /* of JSON */
    double x, y, width, height;
} plot;

static void put_plots(const desk *d, const plot *plots, size_t n) {
    g_autoptr(GString) text =
        g_string_new("{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
                     "{\"name\":\"EPSG:2154\"}},\"features\":[\n");
    for (size_t i = 0; i < n; i++) {
        double x = 650000 + plots[i].x, y = 6860000 + plots[i].y;
        double right = x + plots[i].width, top = y + plots[i].height;
        g_string_append_printf(text,
                               "%s{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":"
                               "{\"type\":\"Polygon\",\"coordinates\":[[[%.0f,%.0f],[%.0f,%.0f],"
                               "[%.0f,%.0f],[%.0f,%.0f],[%.0f,%.0f]]]}}\n",
                               i ? "," : "", plots[i].properties, x, y, right, y, right, top, x,
                               top, x, y);
    }
    g_string_append(text, "]}\n");
    desk_put(d, "sol.geojson", text->str);
}

/* Two plots of 200 m x 100 m and of 300 m x 100 m. */
static void put_two(const desk *d, const char *first, const char *second) {
    const plot plots[] = {{first, 0, 0, 200, 100}, {second, 200, 0, 300, 100}};
    put_plots(d, plots, 2);
}

static const amont_landuse *landuse_of(const desk *d) {
    return amont_layers_landuse(d->layers, "sol");
}

/* The codes of the classes of all plots in one dimension at one date: "8,7"; - for none. */
static char *codes_of(const amont_landuse *landuse, size_t date, size_t dimension) {
    GString *codes = g_string_new(NULL);
    const amont_nomenclature *list = landuse->classes[dimension];
    for (size_t row = 0; row < landuse->layer->n_rows; row++) {
        unsigned class = landuse->dates[date].class_of[dimension][row];
        const char *code =
            class == AMONT_NO_CLASS ? "-" : amont_nomenclature_class(list, class)->code;
        g_string_append_printf(codes, "%s%s", row ? "," : "", code);
    }
    return g_string_free(codes, FALSE);
}

static void assert_codes(const desk *d, size_t date, size_t dimension, const char *expected) {
    g_autofree char *codes = codes_of(landuse_of(d), date, dimension);
    assert_string_equal(codes, expected);
}

static const char *label_of(const desk *d, size_t row) {
    const amont_landuse *landuse = landuse_of(d);
    unsigned class = landuse->dates[0].class_of[0][row];
    return amont_nomenclature_class(landuse->classes[0], class)->label[AMONT_LANGUAGE_FR];
}

static void assert_no_class_findings(const desk *d) {
    desk_assert_found(d, AMONT_FINDING_CLASS_UNKNOWN, 0, NULL);
    desk_assert_found(d, AMONT_FINDING_CLASS_MISSING, 0, NULL);
    desk_assert_found(d, AMONT_FINDING_CLASS_ZERO_LOST, 0, NULL);
}

/* ---- recognised layers --------------------------------------------------------------------- */

static void a_class_named_in_the_study_is_read(void **state) {
    desk *d = *state;
    put_two(d, "\"c\":8,\"mos2021\":1", "\"c\":7,\"mos2021\":2");
    open_well(d, LAYER(", class: c, nomenclature: mos-11, year: 2017"));
    const amont_landuse *landuse = landuse_of(d);
    assert_int_equal(landuse->n_dimensions, 1);
    assert_int_equal(landuse->n_dates, 1);
    assert_int_equal(landuse->dates[0].year, 2017);
    assert_codes(d, 0, 0, "8,7");
    assert_string_equal(label_of(d, 0), "Activités");
    assert_near(landuse->area_m2[0], 20000, 1e-6);
    assert_near(landuse->area_m2[1], 30000, 1e-6);
    assert_null(landuse->artificialised);
    assert_no_class_findings(d);
}

static void ocsge_is_recognised_in_three_spellings(void **state) {
    desk *d = *state;
    static const char *const spellings[][2] = {
        {"code_cs", "code_us"}, {"CODE_CS", "CODE_US"}, {"Couverture", "USAGE"}};
    for (size_t i = 0; i < G_N_ELEMENTS(spellings); i++) {
        void *inner = NULL;
        desk_set_up(&inner);
        desk *own = inner;
        g_autofree char *first =
            g_strdup_printf("\"%s\":\"CS1.1.1.1\",\"%s\":\"US5\",\"millesime\":2021,"
                            "\"artif\":\"artif\",\"CRIT_SEUIL\":null",
                            spellings[i][0], spellings[i][1]);
        g_autofree char *second = g_strdup_printf(
            "\"%s\":\"CS2.2.1\",\"%s\":\"US1.1\",\"millesime\":2021,\"artif\":\"non artif\"",
            spellings[i][0], spellings[i][1]);
        put_two(own, first, second);
        open_well(own, LAYER(""));
        const amont_landuse *landuse = landuse_of(own);
        const amont_landuse_date *date = &landuse->dates[0];
        assert_int_equal(landuse->n_dimensions, 2);
        assert_int_equal(date->year, 2021);
        assert_codes(own, 0, 0, "CS1.1.1.1,CS2.2.1");
        assert_codes(own, 0, 1, "US5,US1.1");
        assert_int_equal(
            amont_pairs_find(landuse->artificialised, date->class_of[0][0], date->class_of[1][0]),
            AMONT_YES);
        assert_int_equal(
            amont_pairs_find(landuse->artificialised, date->class_of[0][1], date->class_of[1][1]),
            AMONT_NO);
        assert_string_equal(landuse->artif->texts[1], "non artif");
        assert_non_null(landuse->threshold);
        assert_non_null(landuse->vintage);
        assert_no_class_findings(own);
        desk_tear_down(&inner);
    }
    (void)d;
}

#define DIFFERENCE(new_cs, old_cs, new_us, old_us)                                      \
    "\"CS_2021\":\"" new_cs "\",\"CS_2018\":\"" old_cs "\",\"US_2021\":\"" new_us "\"," \
    "\"US_2018\":\"" old_us "\""

static void a_file_of_differences_has_two_dates(void **state) {
    desk *d = *state;
    put_two(d, DIFFERENCE("CS1.1.1.1", "CS2.2.1", "US5", "US1.1"),
            DIFFERENCE("CS2.2.1", "CS2.2.1", "US5", "US6.3"));
    open_well(d, LAYER(""));
    const amont_landuse *landuse = landuse_of(d);
    assert_int_equal(landuse->n_dates, 2);
    assert_int_equal(landuse->dates[0].year, 2018);
    assert_int_equal(landuse->dates[1].year, 2021);
    assert_codes(d, 0, 0, "CS2.2.1,CS2.2.1");
    assert_codes(d, 0, 1, "US1.1,US6.3");
    assert_codes(d, 1, 0, "CS1.1.1.1,CS2.2.1");
    assert_codes(d, 1, 1, "US5,US5");
}

static void year_chooses_one_of_several_dates(void **state) {
    desk *d = *state;
    put_two(d, DIFFERENCE("CS1.1.1.1", "CS2.2.1", "US5", "US1.1"),
            DIFFERENCE("CS2.2.1", "CS2.2.1", "US5", "US6.3"));
    open_well(d, LAYER(", year: 2018"));
    assert_int_equal(landuse_of(d)->n_dates, 1);
    assert_int_equal(landuse_of(d)->dates[0].year, 2018);
    assert_codes(d, 0, 1, "US1.1,US6.3");
}

static void before_stands_before_after(void **state) {
    desk *d = *state;
    put_two(d,
            "\"cs_apres\":\"CS1.1.1.1\",\"cs_avant\":\"CS2.2.1\","
            "\"us_apres\":\"US5\",\"us_avant\":\"US1.1\"",
            "\"cs_apres\":\"CS1.2.2\",\"cs_avant\":\"CS1.2.2\","
            "\"us_apres\":\"US6.3\",\"us_avant\":\"US6.3\"");
    open_well(d, LAYER(""));
    assert_int_equal(landuse_of(d)->n_dates, 2);
    assert_int_equal(landuse_of(d)->dates[0].year, 0);
    assert_codes(d, 0, 0, "CS2.2.1,CS1.2.2");
    assert_codes(d, 1, 0, "CS1.1.1.1,CS1.2.2");
}

static void the_open_data_of_mos_is_recognised(void **state) {
    desk *d = *state;
    put_two(d, "\"mos2021\":73,\"insee\":94081", "\"mos2021\":1,\"insee\":94081");
    open_well(d, LAYER(""));
    assert_int_equal(landuse_of(d)->dates[0].year, 2021);
    assert_codes(d, 0, 0, "73,1");
    assert_string_equal(label_of(d, 0), "Emprise ferrée");
    assert_no_class_findings(d);
}

static void older_vintages_of_mos_do_not_get_the_list_of_2021(void **state) {
    desk *d = *state;
    put_two(d, "\"MOS2012_81\":\"81\",\"MOS1999_81\":\"5\"",
            "\"MOS2012_81\":\"5\",\"MOS1999_81\":\"9\"");
    open_well(d, LAYER(""));
    const amont_landuse *landuse = landuse_of(d);
    assert_int_equal(landuse->n_dates, 2);
    assert_int_equal(landuse->dates[0].year, 1999);
    assert_codes(d, 1, 0, "81,5");
    assert_int_equal(landuse->classes[0]->classes->len, 3); /* in their order: 5, 9, 81 */
    assert_string_equal(amont_nomenclature_class(landuse->classes[0], 1)->code, "9");
    assert_no_class_findings(d);
}

#define JOINED(c81, l81, c47, l47, c11)                                                 \
    "\"code_11\":" c11 ",\"code_47\":" c47 ",\"code_81\":" c81 ",\"libelle_81\":\"" l81 \
    "\",\"libelle_47\":\"" l47 "\",\"code_insee\":\"94081\",\"libelle_insee\":\"Vitry\""

static void joined_exports_bring_their_own_list(void **state) {
    desk *d = *state;
    put_two(d, JOINED("32", "Habitat continu", "15", "Habitat", "7"),
            JOINED("9", "Vergers", "4", "Cultures", "3"));
    open_well(d, LAYER(", year: 2012"));
    const amont_nomenclature *list = landuse_of(d)->classes[0];
    assert_codes(d, 0, 0, "32,9");
    assert_string_equal(label_of(d, 0), "Habitat continu");
    const amont_grouping *grouping = amont_nomenclature_grouping(list, "47");
    unsigned group =
        amont_nomenclature_group(list, grouping, landuse_of(d)->dates[0].class_of[0][0]);
    assert_string_equal(((amont_group *)grouping->groups->pdata[group])->label, "Habitat");
    assert_int_equal(landuse_of(d)->dates[0].year, 2012);
    assert_null(amont_nomenclature_grouping(list, "insee"));
}

static void the_nomenclature_chooses_the_column(void **state) {
    desk *d = *state;
    put_two(d, JOINED("32", "Habitat continu", "15", "Habitat", "7"),
            JOINED("9", "Vergers", "4", "Cultures", "3"));
    open_well(d, LAYER(", nomenclature: mos-11"));
    assert_codes(d, 0, 0, "7,3");
    assert_string_equal(label_of(d, 1), "Espaces agricoles");
}

static void corine_is_dated_by_its_column(void **state) {
    desk *d = *state;
    put_two(d, "\"Code_18\":\"112\"", "\"Code_18\":\"511\"");
    open_well(d, LAYER(""));
    assert_int_equal(landuse_of(d)->dates[0].year, 2018);
    assert_string_equal(label_of(d, 0), "Tissu urbain discontinu");
}

static void a_list_of_ones_own_is_read_from_its_file(void **state) {
    desk *d = *state;
    put_two(d, "\"sol\":\"b\"", "\"sol\":\"p\"");
    desk_put(d, "liste.csv",
             "code;libelle;artificialised;code_2;libelle_2\n"
             "b;Bois;non;v;Vert\np;Parking;oui;g;Gris\n");
    open_well(d, LAYER(", class: sol, nomenclature: liste.csv"));
    assert_string_equal(label_of(d, 1), "Parking");
    assert_int_equal(amont_nomenclature_class(landuse_of(d)->classes[0], 1)->artificialised,
                     AMONT_YES);
}

/* ---- classes that are not as they should be ------------------------------------------------ */

static void unknown_and_missing_classes_keep_their_area(void **state) {
    desk *d = *state;
    const plot plots[] = {{"\"code_11\":12", 0, 0, 100, 100},
                          {"\"code_11\":null", 100, 0, 100, 100},
                          {"\"code_11\":4", 200, 0, 100, 100},
                          {"\"code_11\":12", 300, 0, 100, 200}};
    put_plots(d, plots, 4);
    open_well(d, LAYER(""));
    desk_assert_found(d, AMONT_FINDING_CLASS_UNKNOWN, 2, "sol.geojson:1: code_11 '12'");
    desk_assert_found(d, AMONT_FINDING_CLASS_MISSING, 1, "sol.geojson:2: code_11 ''");
    assert_codes(d, 0, 0, "12,-,4,12");
    const amont_landuse *landuse = landuse_of(d);
    assert_int_equal(landuse->classes[0]->classes->len, 12);
    assert_false(amont_nomenclature_class(landuse->classes[0], 11)->is_listed);
    assert_near(landuse->area_m2[3], 20000, 1e-6);
}

static void zeros_that_were_lost_are_put_back(void **state) {
    desk *d = *state;
    put_two(d, "\"sol\":1", "\"sol\":11");
    desk_put(d, "liste.csv", "code,label\n01,Bois\n11,Route\n");
    open_well(d, LAYER(", class: sol, nomenclature: liste.csv"));
    assert_codes(d, 0, 0, "01,11");
    desk_assert_found(d, AMONT_FINDING_CLASS_ZERO_LOST, 1, "sol.geojson:1: sol '1'");
}

/* ---- geometry ------------------------------------------------------------------------------ */

/* A square of 100 m and one that crosses itself: its two halves are triangles of 2500 m2 each. */
static void put_knot(const desk *d) {
    desk_put(
        d, "sol.geojson",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":"
        "{\"name\":\"EPSG:2154\"}},\"features\":[\n"
        "{\"type\":\"Feature\",\"properties\":{\"code_11\":1},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[650000,6860000],[650100,6860000],[650100,6860100],[650000,6860100],"
        "[650000,6860000]]]}},\n"
        "{\"type\":\"Feature\",\"properties\":{\"code_11\":2},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[650200,6860000],[650300,6860100],[650300,6860000],[650200,6860100],"
        "[650200,6860000]]]}}\n]}\n");
}

static void a_repair_that_changes_much_must_be_accepted(void **state) {
    desk *d = *state;
    put_knot(d);
    desk_open(d, LAYER(""));
    desk_assert_error(d, AMONT_ERROR_DATA,
                      "8:32: source: repairing the polygons of 'sol.geojson' would change 5000 m²",
                      "accept_repairs: true");
}

static void repairs_are_told_with_their_change(void **state) {
    desk *d = *state;
    put_knot(d);
    open_well(d, LAYER(", accept_repairs: true"));
    desk_assert_found(d, AMONT_FINDING_GEOMETRY_INVALID, 1,
                      "sol.geojson:2: Self-intersection (650250 6860050), +5000 m²");
    assert_near(landuse_of(d)->area_m2[1], 5000, 1e-6);
}

static void a_layer_that_lies_elsewhere_is_refused(void **state) {
    desk *d = *state;
    const plot plots[] = {{"\"code_11\":1", 90000, 90000, 100, 100}};
    put_plots(d, plots, 1);
    desk_open(d, LAYER(""));
    desk_assert_error(d, AMONT_ERROR_DATA,
                      "8:32: source: 'sol.geojson' does not lie on the territory", NULL);
}

static void a_filter_may_keep_nothing(void **state) {
    desk *d = *state;
    put_two(d, "\"code_11\":1", "\"code_11\":2");
    open_well(d, LAYER(", where: \"code_11 = 5\""));
    assert_int_equal(landuse_of(d)->layer->n_rows, 0);
    desk_assert_found(d, AMONT_FINDING_SOURCE_EMPTY, 1, "code_11 = 5");
}

/* ---- mistakes in the study ----------------------------------------------------------------- */

static void mistakes_in_the_study_are_told(void **state) {
    (void)state;
    static const struct {
        const char *keys;
        int code;
        const char *expected, *hint;
    } cases[] = {
        {"", AMONT_ERROR_DATA, "8:32: source: no column of classes is recognised", "sol, autre"},
        {", class: sole", AMONT_ERROR_DATA, "8:106: class: no column 'sole'", "'sol'"},
        {", class: sol, nomenclature: mos-81", AMONT_ERROR_CONFIG,
         "8:125: nomenclature: there is no nomenclature 'mos-81'", "classes.csv"},
        {", class: sol, nomenclature: ocsge", AMONT_ERROR_CONFIG,
         "8:125: nomenclature: lists of classes: 2; columns of classes: 1", "each column"},
        {", class: sol, nomenclature: none.csv", AMONT_ERROR_NO_INPUT,
         "8:125: nomenclature: no file 'none.csv'", "relative"},
        {", class: sol, nomenclature: twice.csv", AMONT_ERROR_DATA,
         "8:125: nomenclature: twice.csv:3: the class 'b' stands twice", "code of its own"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        void *inner = NULL;
        desk_set_up(&inner);
        desk *d = inner;
        put_two(d, "\"sol\":\"b\",\"autre\":1", "\"sol\":\"p\",\"autre\":2");
        desk_put(d, "twice.csv", "code,label\nb,Bois\nb,Bois\n");
        g_autofree char *body =
            g_strconcat(ZONES "layers:\n  sol: {kind: landuse, source: sol.geojson, " CREDIT,
                        cases[i].keys, "}\n", NULL);
        desk_open(d, body);
        desk_assert_error(d, cases[i].code, cases[i].expected, cases[i].hint);
        desk_tear_down(&inner);
    }
}

static void a_year_that_no_column_has_is_refused(void **state) {
    desk *d = *state;
    put_two(d, DIFFERENCE("CS1.1.1.1", "CS2.2.1", "US5", "US1.1"),
            DIFFERENCE("CS2.2.1", "CS2.2.1", "US5", "US6.3"));
    desk_open(d, LAYER(", year: 2019"));
    desk_assert_error(d, AMONT_ERROR_DATA,
                      "8:105: year: no column of classes of 'sol.geojson' is of 2019",
                      "CS_2018, CS_2021");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_class_named_in_the_study_is_read),
        DESK_TEST(ocsge_is_recognised_in_three_spellings),
        DESK_TEST(a_file_of_differences_has_two_dates),
        DESK_TEST(year_chooses_one_of_several_dates),
        DESK_TEST(before_stands_before_after),
        DESK_TEST(the_open_data_of_mos_is_recognised),
        DESK_TEST(older_vintages_of_mos_do_not_get_the_list_of_2021),
        DESK_TEST(joined_exports_bring_their_own_list),
        DESK_TEST(the_nomenclature_chooses_the_column),
        DESK_TEST(corine_is_dated_by_its_column),
        DESK_TEST(a_list_of_ones_own_is_read_from_its_file),
        DESK_TEST(unknown_and_missing_classes_keep_their_area),
        DESK_TEST(zeros_that_were_lost_are_put_back),
        DESK_TEST(a_repair_that_changes_much_must_be_accepted),
        DESK_TEST(repairs_are_told_with_their_change),
        DESK_TEST(a_layer_that_lies_elsewhere_is_refused),
        DESK_TEST(a_filter_may_keep_nothing),
        DESK_TEST(mistakes_in_the_study_are_told),
        DESK_TEST(a_year_that_no_column_has_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
