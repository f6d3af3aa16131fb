#include "amont/study.h"

#include "scratch.h"

#include <glib/gstdio.h>
#include <string.h>

/* A study written into a folder of its own. */
typedef struct desk {
    char *folder;
    amont_study *study;
    GError *error;
} desk;

#define HEADER "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n" /* 4 lines */
#define ZONES                                      \
    "zones:\n"                                     \
    "  town: {source: t.gpkg, code: c, name: n}\n" \
    "  block: {source: b.gpkg, code: c, name: n, within: town}\n" /* lines 5 to 7 */
#define LAYERS                                        \
    "layers:\n"                                       \
    "  works: {kind: sites, source: w.csv, id: id}\n" \
    "  river: {kind: context, source: r.gpkg}\n"                    /* lines 8 to 10 */
#define MAP "maps:\n  - {id: a, title: t, style: projects, page: p" /* lines 11 and 12 */

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    return d->folder ? 0 : -1;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_study_free(d->study);
    g_clear_error(&d->error);
    scratch_remove(d->folder);
    g_free(d);
    return 0;
}

static void load_text(desk *d, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, "study.yaml", NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    amont_study_free(d->study);
    g_clear_error(&d->error);
    d->study = amont_study_load(d->folder, &d->error);
}

static void load_well(desk *d, const char *body) {
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    load_text(d, text);
    assert_ok(d->error);
    assert_non_null(d->study);
}

/* `expected` starts with line and column: "6:3: zones: ...". */
static void load_badly(desk *d, const char *body, const char *expected) {
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    load_text(d, text);
    assert_null(d->study);
    assert_true(g_error_matches(d->error, AMONT_ERROR, AMONT_ERROR_CONFIG));
    g_autofree char *start = g_strdup_printf("%s/study.yaml:%s", d->folder, expected);
    if (!g_str_has_prefix(d->error->message, start))
        fail_msg("message: %s\nexpected: %s", d->error->message, start);
}

static void assert_hints(const desk *d, const char *hint) {
    const char *second = strchr(d->error->message, '\n');
    if (!second || !strstr(second, hint))
        fail_msg("no '%s' in the hint of: %s", hint, d->error->message);
}

/* --- what is read --- */

static void a_study_is_read_whole(void **state) {
    desk *d = *state;
    load_well(d,
              "language: en\n" ZONES LAYERS
              "indicators:\n  - area_km2\n  - {id: people, zones: block, decimals: 1}\n"
              "maps:\n  - {id: a, title: t, style: choropleth, page: p, value: v, zones: block}\n");
    const amont_study *study = d->study;
    assert_string_equal(study->title, "S");
    assert_string_equal(study->crs, "EPSG:2154");
    assert_int_equal(study->language, AMONT_LANGUAGE_EN);
    assert_int_equal(study->zones->len, 2);
    assert_string_equal(amont_study_zones(study, "block")->within, "town");
    assert_int_equal(amont_study_layer(study, "works")->kind, AMONT_LAYER_SITES);
    assert_string_equal(amont_study_map(study, "a")->value, "v");
    assert_null(amont_study_zones(study, "none"));
    assert_null(amont_study_zones(study, NULL));
    assert_null(amont_study_layer(study, "town"));
    assert_null(amont_study_map(study, "b"));
    const amont_indicator_spec *area = study->indicators->pdata[0];
    const amont_indicator_spec *people = study->indicators->pdata[1];
    assert_string_equal(area->id, "area_km2");
    assert_null(area->zones);
    assert_string_equal(people->zones->pdata[0], "block");
}

static void what_is_not_written_has_its_default(void **state) {
    desk *d = *state;
    load_well(d, "zones:\n  t: {source: s, code: c, name: n, fields: {f: {}}}\n"
                 "maps:\n  - {id: a, title: t, style: s, page: p}\n");
    assert_int_equal(d->study->language, AMONT_LANGUAGE_FR);
    assert_null(d->study->theme);
    const amont_zones_spec *zones = d->study->zones->pdata[0];
    const amont_field_spec *field = zones->fields->pdata[0];
    assert_near(field->scale, 1, 0);
    assert_int_equal(field->roll_up, AMONT_ROLL_UP_NONE);
    assert_null(zones->select);
    assert_false(zones->fictional);
    const amont_map_spec *map = amont_study_map(d->study, "a");
    assert_int_equal(amont_map_class_count(map), 5);
    assert_int_equal(map->method, AMONT_METHOD_QUANTILE);
    assert_int_equal(d->study->layers->len, 0);
}

static void codes_are_texts(void **state) {
    desk *d = *state;
    load_well(d, "zones:\n  t: {source: s, code: c, name: n, select: [01001, 2A004]}\n");
    const amont_zones_spec *zones = d->study->zones->pdata[0];
    assert_string_equal(zones->select->pdata[0], "01001");
}

/* --- files --- */

static void a_folder_stands_for_its_study_yaml(void **state) {
    desk *d = *state;
    load_well(d, ZONES);
    g_autofree char *path = g_build_filename(d->folder, "study.yaml", NULL);
    assert_string_equal(d->study->path, path);
    assert_string_equal(d->study->folder, d->folder);
    g_autoptr(amont_study) same = amont_study_load(path, &d->error);
    assert_ok(d->error);
    assert_string_equal(same->folder, d->folder);
}

static void a_study_that_is_not_there_is_no_input(void **state) {
    desk *d = *state;
    assert_null(amont_study_load(d->folder, &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_NO_INPUT);
    assert_non_null(strstr(d->error->message, "study.yaml'"));
    g_clear_error(&d->error);
    assert_null(amont_study_load("/nowhere/at/all.yaml", &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_NO_INPUT);
}

static void paths_are_relative_to_the_study(void **state) {
    desk *d = *state;
    load_well(d, ZONES);
    g_autofree char *inside = amont_study_resolve(d->study, "data/../t.gpkg");
    g_autofree char *expected = g_build_filename(d->folder, "t.gpkg", NULL);
    assert_string_equal(inside, expected);
    g_autofree char *beside = amont_study_resolve(d->study, "../t.gpkg");
    g_autofree char *parent = g_path_get_dirname(d->folder);
    g_autofree char *expected_beside = g_build_filename(parent, "t.gpkg", NULL);
    assert_string_equal(beside, expected_beside);
    g_autofree char *absolute = amont_study_resolve(d->study, "/data/t.gpkg");
    assert_string_equal(absolute, "/data/t.gpkg");
}

static void a_study_named_from_where_one_stands_resolves_to_absolute_paths(void **state) {
    desk *d = *state;
    load_well(d, ZONES);
    g_autofree char *before = g_get_current_dir();
    assert_int_equal(g_chdir(d->folder), 0);
    g_autoptr(amont_study) study = amont_study_load("study.yaml", &d->error);
    g_autofree char *here = g_get_current_dir();
    g_autofree char *path = study ? amont_study_resolve(study, "t.gpkg") : NULL;
    assert_int_equal(g_chdir(before), 0);
    assert_ok(d->error);
    g_autofree char *expected = g_build_filename(here, "t.gpkg", NULL);
    assert_string_equal(path, expected);
}

/* --- dates and credits --- */

static void assert_date(const desk *d, const char *epoch, const char *expected) {
    if (epoch)
        g_setenv("SOURCE_DATE_EPOCH", epoch, TRUE);
    else
        g_unsetenv("SOURCE_DATE_EPOCH");
    g_autofree char *date = amont_study_date(d->study);
    g_unsetenv("SOURCE_DATE_EPOCH");
    assert_string_equal(date, expected);
}

static void source_date_epoch_goes_before_the_date_of_the_study(void **state) {
    desk *d = *state; /* date -u -d @N (GNU coreutils) */
    load_well(d, ZONES);
    assert_date(d, NULL, "2026-11-22");
    assert_date(d, "0", "1970-01-01");
    assert_date(d, "86399", "1970-01-01");
    assert_date(d, "86400", "1970-01-02");
    assert_date(d, "951782400", "2000-02-29");
    assert_date(d, "1700000000", "2023-11-14");
    assert_date(d, "", "2026-11-22");
    assert_date(d, "yesterday", "2026-11-22");
    assert_date(d, "-1", "2026-11-22");
    assert_date(d, "1e300", "2026-11-22");
}

static void a_credit_line_leaves_out_what_is_not_known(void **state) {
    (void)state;
    static const struct {
        amont_credit credit;
        const char *expected;
    } cases[] = {
        {{"IGN", "Contours", "2024", NULL, "y", AMONT_LANGUAGE_FR}, "IGN, Contours, 2024"},
        {{"IGN", NULL, "2024", NULL, NULL, AMONT_LANGUAGE_FR}, "IGN, 2024"},
        {{"", "Contours", "", NULL, NULL, AMONT_LANGUAGE_FR}, "Contours"},
        {{NULL, NULL, NULL, NULL, NULL, AMONT_LANGUAGE_FR}, ""},
        {{"IGN", "Contours", NULL, "mars 2024", NULL, AMONT_LANGUAGE_FR},
         "IGN, Contours, mise à jour\u00a0: mars 2024"},
        {{"IGN", "Contours", NULL, "March 2024", NULL, AMONT_LANGUAGE_EN},
         "IGN, Contours, updated March 2024"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *line = amont_credit_line(&cases[i].credit);
        assert_string_equal(line, cases[i].expected);
    }
}

static void the_help_page_holds_keys_of_every_part(void **state) {
    (void)state;
    g_autofree char *help = amont_study_help();
    static const char *const keys[] = {"study", "zones",  "roll_up",    "attributes", "fictional",
                                       "class", "breaks", "categories", "scale"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *start = g_strdup_printf(" %s: ", keys[i]);
        assert_true(strstr(help, start) || g_str_has_prefix(help, start + 1));
    }
}

/* --- mistakes: places counted by hand --- */

static void keys_are_checked_with_their_place(void **state) {
    desk *d = *state;
    load_badly(d, ZONES "layrs: {}\n", "8:1: layrs: unknown key in ");
    assert_hints(d, "did you mean 'layers'?");
    load_badly(d, "zones:\n  t: {source: s, code: c, nom: n}\n", "6:27: nom: unknown key in ");
    load_badly(d, "zones:\n  t: {code: c}\n", "6:6: the zone level 't' needs the key 'source'");
    assert_hints(d, "a file, or 'cell_m: 200' for a grid over the territory");
    load_badly(d, ZONES LAYERS "  l: {kind: points}\n", "11:6: source: this key is required in ");
    load_badly(d, "", "1:1: zones: this key is required in ");
    load_badly(d, "language: de\n" ZONES, "5:11: language: unknown word 'de'");
    load_badly(d, ZONES "layers:\n  l: {kind: spots, source: s}\n",
               "9:13: kind: unknown word 'spots'");
    load_badly(d, ZONES LAYERS MAP ", classes: 1}\n", "12:58: classes: 1 is out of range");
    load_badly(d, ZONES LAYERS MAP ", classes: 10}\n", "12:58: classes: 10 is out of range");
}

static void a_study_needs_a_zone_level(void **state) {
    load_badly(*state, "zones: {}\n", "5:8: zones: at least one zone level is needed");
}

static void a_parent_level_must_be_known_and_stand_before(void **state) {
    desk *d = *state;
    load_badly(d, "zones:\n  a: {source: s, code: c, name: n, within: z}\n",
               "6:44: within: the study has no zone");
    assert_hints(d, "one of: a");
    load_badly(d, "zones:\n  a: {source: s, code: c, name: n, within: a}\n",
               "6:44: within: the parent level 'a' must stand before 'a'");
    load_badly(d,
               "zones:\n  b: {source: s, code: c, name: n, within: a}\n"
               "  a: {source: s, code: c, name: n}\n",
               "6:44: within: the parent level 'a' must stand before 'b'");
    assert_hints(d, "larger zones first");
}

static void layers_need_the_keys_of_their_kind(void **state) {
    desk *d = *state;
    load_badly(d, ZONES "layers:\n  l: {kind: context, source: s, x: lon}\n",
               "9:6: the layer 'l' needs the key 'y'");
    load_badly(d, ZONES "layers:\n  l: {kind: context, source: s, y: lat}\n",
               "9:6: the layer 'l' needs the key 'x'");
    load_badly(d, ZONES "layers:\n  l: {kind: table, source: s, code: c, zones: city}\n",
               "9:47: zones: the study has no zone");
    assert_hints(d, "one of: town, block");
}

static void land_use_has_one_column_or_two_and_a_whole_year(void **state) {
    desk *d = *state;
    load_badly(d, ZONES "layers:\n  l: {kind: landuse, source: s, class: [a, b, c]}\n",
               "9:40: class: 3 columns of classes are named");
    load_badly(d, ZONES "layers:\n  l: {kind: landuse, source: s, year: 2018.5}\n",
               "9:39: year: a whole number is expected here");
}

static void indicators_are_asked_on_known_levels(void **state) {
    desk *d = *state;
    load_badly(d, ZONES "indicators:\n  - {id: a, zones: [town, city]}\n", "9:");
    assert_non_null(strstr(d->error->message, "zones: the study has no zone"));
    assert_non_null(strstr(d->error->message, "'city'"));
    load_badly(d, ZONES "indicators:\n  - [a]\n", "9:5: ");
}

static void the_name_of_a_map_can_name_a_file(void **state) {
    desk *d = *state;
    static const char *const bad[] = {"a/b", "''", "-o", "é", "'a b'", "../x", "a.pdf"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *body =
            g_strdup_printf(ZONES "maps:\n  - {id: %s, title: t, style: s, page: p}\n", bad[i]);
        load_badly(d, body, "9:10: id: '");
        assert_hints(d, "letters without accents");
    }
    load_badly(d,
               ZONES "maps:\n  - {id: a, title: t, style: s, page: p}\n"
                     "  - {id: a, title: u, style: s, page: p}\n",
               "10:10: id: two maps are called 'a'");
    load_well(d, ZONES "maps:\n  - {id: A-b_9, title: t, style: s, page: p}\n");
}

static void maps_name_what_the_study_has(void **state) {
    desk *d = *state;
    load_badly(d, ZONES LAYERS MAP ", zones: city}\n", "12:56: zones: the study has no zone");
    load_badly(d, ZONES LAYERS MAP ", layer: sea}\n", "12:56: layer: the study has no layer 'sea'");
    assert_hints(d, "works");
    load_badly(d, ZONES LAYERS MAP ", context: [river, sea]}\n", "12:");
    assert_non_null(strstr(d->error->message, "context: the study has no layer 'sea'"));
    load_badly(d, ZONES LAYERS MAP ", context: works}\n",
               "12:58: context: the layer 'works' is not of kind 'context'");
    load_well(d, ZONES LAYERS MAP ", layer: works, context: river, zones: block}\n");
    load_badly(d, ZONES LAYERS MAP ", over: {value: x}}\n", "12:55: the key 'style' is missing");
    load_badly(d, ZONES LAYERS MAP ", panels: [m]}\n",
               "12:30: style: a page with 'panels' has no mark of its own");
}

static void panels_are_maps_without_panels(void **state) {
    desk *d = *state;
    const char *pages = "  - {id: p, title: T, page: a4-portrait, panels: [%s]}\n"
                        "  - {id: q, title: T, page: a4-portrait, panels: [a]}\n";
    static const char *const lists[][2] = {
        {"a, q", "13:50: panels: the map 'q' has panels itself\none of: a"},
        {"a, n", "13:50: panels: the study has no map 'n'\none of: a"},
        {"", "13:50: panels: at least one map is expected here\none of: a"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_auto(GStrv) around = g_strsplit(pages, "%s", 2);
        g_autofree char *yaml =
            g_strconcat(ZONES LAYERS MAP "}\n", around[0], lists[i][0], around[1], NULL);
        load_badly(d, yaml, lists[i][1]);
    }
}

static void breaks_go_with_the_manual_method_and_increase(void **state) {
    desk *d = *state;
    load_badly(d, ZONES LAYERS MAP ", classes: 3.5}\n",
               "12:58: classes: a whole number is expected here\n'classes' is how many");
    load_badly(d, ZONES LAYERS MAP ", breaks: [1, 2]}\n",
               "12:57: breaks: 'breaks' and 'method: manual' go together");
    load_badly(d, ZONES LAYERS MAP ", method: manual}\n",
               "12:57: method: 'breaks' and 'method: manual' go together");
    load_badly(d, ZONES LAYERS MAP ", method: manual, breaks: [1, 3, 2.5]}\n",
               "12:73: breaks: class limits must increase\n2.5 comes after 3: ");
    load_badly(d, ZONES LAYERS MAP ", method: manual, breaks: []}\n",
               "12:73: breaks: a list of at least one class limit is expected here");
    load_badly(d, ZONES LAYERS MAP ", method: manual, breaks: [1, 1]}\n",
               "12:73: breaks: class limits must increase\n1 comes after 1: ");
    load_well(d, ZONES LAYERS MAP ", method: manual, breaks: [1, 2, 3, 4, 5, 6, 7, 8]}\n");
}

static void more_breaks_than_nine_classes_have_are_refused(void **state) {
    load_badly(*state, ZONES LAYERS MAP ", method: manual, breaks: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n",
               "12:73: breaks: ");
}

static void each_method_has_its_number_of_classes(void **state) {
    desk *d = *state;
    static const struct {
        const char *keys;
        size_t expected;
    } counts[] = {{"method: fisher", 5},       {"method: pretty, classes: 7", 7},
                  {"method: q6", 6},           {"method: box, classes: 6", 6},
                  {"method: nested_means", 4}, {"method: nested_means, classes: 8", 8},
                  {"method: headtail", 0},     {"method: manual, breaks: [1, 2]", 3}};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        g_autofree char *body = g_strdup_printf(ZONES LAYERS MAP ", %s}\n", counts[i].keys);
        load_well(d, body);
        const amont_map_spec *map = amont_study_map(d->study, "a");
        assert_int_equal(amont_map_class_count(map), counts[i].expected);
    }
    load_badly(d, ZONES LAYERS MAP ", method: q6, classes: 5}\n",
               "12:70: classes: here there are 6 classes, not 5");
    assert_hints(d, "leave 'classes' out");
    load_badly(d, ZONES LAYERS MAP ", method: headtail, classes: 5}\n",
               "12:76: classes: this method finds the number of classes itself");
    load_badly(d, ZONES LAYERS MAP ", method: manual, breaks: [1], classes: 5}\n",
               "12:87: classes: here there are 2 classes, not 5");
    load_badly(d, ZONES LAYERS MAP ", method: nested_means, classes: 5}\n",
               "12:80: classes: nested means do not make 5 classes");
    assert_hints(d, "2, 4 or 8");
}

#define OTHER ", value: v}\n  - {id: b, title: t, style: s, page: p" /* line 13 */

static void class_limits_are_shared_with_a_map_that_has_its_own(void **state) {
    desk *d = *state;
    load_well(d, ZONES LAYERS MAP OTHER ", breaks_of: a}\n");
    assert_string_equal(amont_study_map(d->study, "b")->breaks_of, "a");
    load_badly(d, ZONES LAYERS MAP OTHER ", breaks_of: c}\n",
               "13:53: breaks_of: the study has no map 'c'");
    assert_hints(d, "its maps: a, b");
    load_badly(d, ZONES LAYERS MAP OTHER ", breaks_of: b}\n",
               "13:53: breaks_of: the map 'b' has its class limits from another map itself");
    load_badly(d, ZONES LAYERS MAP ", breaks_of: b" OTHER ", breaks_of: a}\n",
               "12:60: breaks_of: the map 'b' has its class limits from another map itself");
    load_badly(d, ZONES LAYERS MAP OTHER ", breaks_of: a, classes: 5}\n",
               "13:65: classes: the class limits are those of the map 'a'");
    assert_hints(d, "remove this key");
    load_badly(d, ZONES LAYERS MAP ", breaks_of: b" OTHER "}\n",
               "12:60: breaks_of: the map 'b' shows no indicator");
}

#define STUDY_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        STUDY_TEST(a_study_is_read_whole),
        STUDY_TEST(what_is_not_written_has_its_default),
        STUDY_TEST(codes_are_texts),
        STUDY_TEST(a_folder_stands_for_its_study_yaml),
        STUDY_TEST(a_study_that_is_not_there_is_no_input),
        STUDY_TEST(paths_are_relative_to_the_study),
        STUDY_TEST(a_study_named_from_where_one_stands_resolves_to_absolute_paths),
        STUDY_TEST(source_date_epoch_goes_before_the_date_of_the_study),
        cmocka_unit_test(a_credit_line_leaves_out_what_is_not_known),
        cmocka_unit_test(the_help_page_holds_keys_of_every_part),
        STUDY_TEST(keys_are_checked_with_their_place),
        STUDY_TEST(a_study_needs_a_zone_level),
        STUDY_TEST(a_parent_level_must_be_known_and_stand_before),
        STUDY_TEST(layers_need_the_keys_of_their_kind),
        STUDY_TEST(land_use_has_one_column_or_two_and_a_whole_year),
        STUDY_TEST(indicators_are_asked_on_known_levels),
        STUDY_TEST(the_name_of_a_map_can_name_a_file),
        STUDY_TEST(maps_name_what_the_study_has),
        STUDY_TEST(panels_are_maps_without_panels),
        STUDY_TEST(breaks_go_with_the_manual_method_and_increase),
        STUDY_TEST(more_breaks_than_nine_classes_have_are_refused),
        STUDY_TEST(each_method_has_its_number_of_classes),
        STUDY_TEST(class_limits_are_shared_with_a_map_that_has_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
