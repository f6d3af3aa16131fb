/* On the small study: shares of built land of 20 and 50 % and, outside the selection, 40. */
#include "amont/map_classes.h"

#include "atlas.h"

#include <string.h>

/* The study with another map `other` of a figure half as large, and other keys for it. */
static char *with_other_map(const char *unit, const char *keys) {
    g_autofree char *to =
        g_strdup_printf("  - {id: half, formula: \"part / 2\", unit: \"%s\"}\n"
                        "maps:\n  - {id: other, title: Moitiés, style: choropleth, value: half, "
                        "page: a4-portrait, %s}\n",
                        unit, keys);
    return atlas_changed(ATLAS_SMALL, "study.yaml", "maps:\n", to);
}

static bool find_classes(atlas *a, const char *id, amont_classes *classes, GError **error) {
    const amont_map_spec *map = amont_study_map(a->study, id);
    atlas_series(a, id);
    return amont_map_classes(a->layers, a->table, map, classes, error);
}

static void assert_limits(const amont_classes *classes, size_t n, const double *limits) {
    assert_int_equal(classes->n, n);
    for (size_t i = 0; i <= n; i++)
        assert_near(classes->limits[i], limits[i], 1e-12);
}

static void limits_come_from_reference_zones(void **state) {
    (void)state; /* half-way between 20 and 50 is 35: 40; without the 50, between 20 and 40: 30 */
    g_autofree char *path = atlas_changed(ATLAS_SMALL, "study.yaml", "\"02\", \"03\"]",
                                          "\"02\", \"03\"]\n    reference: habitants < 1001");
    g_autoptr(atlas) small = atlas_open(ATLAS_SMALL);
    g_autoptr(atlas) a = atlas_open(path);
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    assert_true(find_classes(small, "parts", &classes, &error));
    assert_limits(&classes, 2, (const double[]){20, 40, 50});
    assert_true(find_classes(a, "parts", &classes, &error)); /* of 20 and 40; 50 is only drawn */
    assert_limits(&classes, 2, (const double[]){20, 30, 50});
    assert_int_equal(classes.method, AMONT_METHOD_QUANTILE);
    atlas_remove(path);
}

static void another_map_shares_the_limits(void **state) {
    (void)state; /* its own values are 10 and 25 */
    g_autofree char *path = with_other_map("%", "breaks_of: parts");
    g_autoptr(atlas) a = atlas_open(path);
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    assert_true(find_classes(a, "other", &classes, &error));
    assert_limits(&classes, 2, (const double[]){10, 40, 50});
    g_autoptr(amont_page) page = atlas_page(a, "other");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    g_autofree char *footer = atlas_texts(page, "note");
    assert_non_null(strstr(labels, " à moins de 40"));
    assert_non_null(strstr(footer, "que la carte « Part bâtie des îles »."));
    atlas_remove(path);
}

static void limits_of_another_unit_are_not_shared(void **state) {
    (void)state;
    g_autofree char *path = with_other_map("hab.", "breaks_of: parts");
    g_autoptr(atlas) a = atlas_open(path);
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    assert_false(find_classes(a, "other", &classes, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CONFIG));
    assert_non_null(strstr(error->message, "breaks_of: 'half' is in 'hab.', 'part' of the map "));
    atlas_remove(path);
}

static void a_note_says_why_there_are_fewer_classes(void **state) {
    (void)state;
    g_autofree char *path = with_other_map("%", "method: fisher, classes: 5");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "other");
    g_autofree char *footer = atlas_texts(page, "note");
    assert_non_null(strstr(footer, "seuils naturels (Fisher), 2 classes."));
    assert_non_null(strstr(footer, "2 classes au lieu de 5 : il n'y a pas plus de valeurs"));
    atlas_remove(path);
}

static void every_method_draws_its_map(void **state) {
    (void)state;
    static const char *const methods[] = {"quantile",   "equal",   "fisher", "headtail",
                                          "stddev",     "pretty",  "q6",     "geometric",
                                          "arithmetic", "maximum", "box",    "nested_means"};
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        g_autofree char *keys = g_strdup_printf("method: %s", methods[i]);
        g_autofree char *path = with_other_map("%", keys);
        g_autoptr(atlas) a = atlas_open(path);
        g_autoptr(amont_page) page = atlas_page(a, "other");
        assert_int_equal(atlas_count(page, "map.class"), 2);
        atlas_remove(path);
    }
}

static void a_value_that_a_method_cannot_take_is_told_with_its_place(void **state) {
    (void)state;
    g_autofree char *path =
        atlas_changed(ATLAS_SMALL, "islands.geojson", "\"part\": 0.5", "\"part\": 0");
    g_autoptr(atlas) a = atlas_open(path);
    amont_map_spec *map = (amont_map_spec *)amont_study_map(a->study, "parts");
    map->method = AMONT_METHOD_GEOMETRIC;
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    assert_false(find_classes(a, "parts", &classes, &error));
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_DATA));
    assert_non_null(strstr(error->message, ": method: a geometric progression needs values above"));
    atlas_remove(path);
}

static void labels_do_not_overlap_when_the_least_value_is_rounded(void **state) {
    (void)state; /* by hand: 19.96 is 20.0 with one digit, and so is the limit */
    g_autofree char *path =
        atlas_changed(ATLAS_SMALL, "islands.geojson", "\"part\": 0.2}", "\"part\": 0.1996}");
    g_autoptr(atlas) a = atlas_open(path);
    amont_map_spec *map = (amont_map_spec *)amont_study_map(a->study, "parts");
    const double limit = 20;
    map->method = AMONT_METHOD_MANUAL;
    map->breaks = g_array_new(FALSE, FALSE, sizeof limit);
    g_array_append_val(map->breaks, limit);
    g_autoptr(amont_page) page = atlas_page(a, "parts");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_non_null(strstr(labels, "de 19,96 à moins de 20,00"));
    atlas_remove(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_come_from_reference_zones),
        cmocka_unit_test(another_map_shares_the_limits),
        cmocka_unit_test(limits_of_another_unit_are_not_shared),
        cmocka_unit_test(a_note_says_why_there_are_fewer_classes),
        cmocka_unit_test(every_method_draws_its_map),
        cmocka_unit_test(a_value_that_a_method_cannot_take_is_told_with_its_place),
        cmocka_unit_test(labels_do_not_overlap_when_the_least_value_is_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
