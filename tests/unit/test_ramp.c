/* What marks ask of palettes, and what a map is told that asks for one that fails. */
#include "draw/ramp.h"

#include "check.h"
#include "palettes.h"

#include <string.h>

static const char *const map_text = "maps:\n  - {id: m, palette: x}\n";

typedef struct board {
    amont_styles *styles;
    amont_yaml *tree;
    amont_entry map;
    amont_colour colours[AMONT_PALETTE_MOST];
    GError *error;
} board;

static int set_up(void **state) {
    board *b = g_new0(board, 1);
    g_autofree char *palettes = palettes_with_refused();
    b->styles = palettes_load(palettes, &b->error);
    b->tree = amont_yaml_parse(map_text, strlen(map_text), "study.yaml", &b->error);
    *state = b;
    if (!b->styles || !b->tree)
        return -1;
    b->map = (amont_entry){.node = amont_yaml_find(b->tree, "maps")->items[0]};
    return 0;
}

static int tear_down(void **state) {
    board *b = *state;
    amont_styles_free(b->styles);
    amont_yaml_free(b->tree);
    g_clear_error(&b->error);
    g_free(b);
    return 0;
}

static bool ask(board *b, const char *name, amont_palette_kind kind, size_t n) {
    g_clear_error(&b->error);
    return amont_ramp(b->styles, &b->map, name, kind, n, b->colours, &b->error);
}

static void assert_told(const board *b, const char *message) {
    assert_non_null(b->error);
    assert_int_equal(b->error->code, AMONT_ERROR_CONFIG);
    assert_string_equal(b->error->message, message);
}

static void every_kind_has_a_usual_palette(void **state) {
    board *b = *state;
    assert_true(ask(b, NULL, AMONT_PALETTE_SEQUENTIAL, 7));
    assert_true(ask(b, NULL, AMONT_PALETTE_DIVERGING, 7));
    assert_true(ask(b, NULL, AMONT_PALETTE_QUALITATIVE, 7));
    assert_true(ask(b, NULL, AMONT_PALETTE_BIVARIATE, 9));
    assert_ok(b->error);
}

static void the_colours_are_those_of_the_palette(void **state) {
    board *b = *state;
    assert_true(ask(b, "earths", AMONT_PALETTE_SEQUENTIAL, 3));
    amont_colour first = {0}, last = {0};
    assert_true(amont_colour_parse("#f8d1a2", &first));
    assert_true(amont_colour_parse("#8d3f1c", &last));
    assert_near(b->colours[0].green, first.green, 0);
    assert_near(b->colours[2].green, last.green, 0);
}

static void an_unknown_palette_is_told_with_those_of_its_kind(void **state) {
    board *b = *state;
    assert_false(ask(b, "mud", AMONT_PALETTE_QUALITATIVE, 3));
    assert_told(b, "study.yaml:2:22: palette: there is no palette 'mud'\n"
                   "one of: okabe-ito, brewer-dark2, brewer-paired, brewer-set3, set2");
}

static void a_palette_of_another_kind_is_refused(void **state) {
    board *b = *state;
    assert_false(ask(b, "okabe-ito", AMONT_PALETTE_BIVARIATE, 9));
    assert_told(b,
                "study.yaml:2:22: palette: the palette 'okabe-ito' is of kind 'qualitative', and "
                "kind 'bivariate' is needed here\n"
                "one of: bivariate-blue-ochre, bivariate-violet-green, bivariate-print");
}

static void too_many_classes_are_told_with_how_many_pass(void **state) {
    board *b = *state;
    assert_false(ask(b, "viridis", AMONT_PALETTE_SEQUENTIAL, 9));
    assert_told(b, "study.yaml:2:22: palette: the palette 'viridis' has no colours for 9 classes\n"
                   "with 8 classes 'viridis' passes");
    assert_false(ask(b, "bivariate-print", AMONT_PALETTE_BIVARIATE, 4));
    assert_non_null(strstr(b->error->message, "'amont list palettes' shows what passes"));
}

/* The figures are those of tests/golden/palettes.tsv; which two classes and which palette, by the
 * same two libraries. */
static void a_palette_that_fails_is_told_with_two_classes_and_the_nearest(void **state) {
    board *b = *state;
    assert_false(ask(b, "rdylgn", AMONT_PALETTE_DIVERGING, 5));
    assert_told(b, "study.yaml:2:22: palette: the palette 'rdylgn' fails for 5 classes: classes 2 "
                   "and 4 are 2.0 apart (ΔE2000) for deutan vision, less than 8\n"
                   "the nearest palette that passes: 'brewer-piyg'");
    assert_false(ask(b, "set2", AMONT_PALETTE_QUALITATIVE, 4));
    assert_told(b,
                "study.yaml:2:22: palette: the palette 'set2' fails for 4 classes: classes 3 and "
                "4 are 1.6 apart (ΔE2000) for protan vision, less than 8\n"
                "the nearest palette that passes: 'brewer-set3'; with 3 classes 'set2' passes "
                "too");
    assert_false(ask(b, "set2", AMONT_PALETTE_QUALITATIVE, 8));
    assert_non_null(strstr(b->error->message, "\nwith 3 classes 'set2' passes"));
}

static void a_palette_that_no_photocopy_keeps_is_told(void **state) {
    board *b = *state; /* tones of the same lightness, by hand: L* 53.24 and 53.59 */
    static const char *const text = "palettes:\n  p: {\"2\": [\"#808080\", \"#ff0000\"]}\n";
    amont_styles_free(b->styles);
    b->styles = palettes_load(text, &b->error);
    assert_ok(b->error);
    assert_false(ask(b, "p", AMONT_PALETTE_SEQUENTIAL, 2));
    assert_told(b, "study.yaml:2:22: palette: the palette 'p' fails for 2 classes: from class 1 to "
                   "2 lightness (L*) changes by 0.4, less than 8\n"
                   "'amont list palettes' shows what passes");
}

static void arms_are_asked_for_by_their_classes(void **state) {
    board *b = *state;
    amont_colour all[AMONT_PALETTE_MOST];
    assert_true(amont_ramp_diverging(b->styles, &b->map, "vik", 3, 3, true, all, &b->error));
    assert_true(amont_ramp_diverging(b->styles, &b->map, "vik", 3, 1, true, b->colours, &b->error));
    for (size_t i = 0; i < 5; i++)
        assert_near(b->colours[i].red, all[i].red, 0);
    assert_false(amont_ramp_diverging(b->styles, &b->map, "vik", 5, 5, true, all, &b->error));
    assert_told(b, "study.yaml:2:22: palette: the palette 'vik' has no colours for 11 classes\n"
                   "with 9 classes 'vik' passes");
    g_clear_error(&b->error);
    assert_false(amont_ramp_diverging(b->styles, &b->map, "blues", 1, 1, false, all, &b->error));
}

#define BOARD_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        BOARD_TEST(every_kind_has_a_usual_palette),
        BOARD_TEST(the_colours_are_those_of_the_palette),
        BOARD_TEST(an_unknown_palette_is_told_with_those_of_its_kind),
        BOARD_TEST(a_palette_of_another_kind_is_refused),
        BOARD_TEST(too_many_classes_are_told_with_how_many_pass),
        BOARD_TEST(a_palette_that_fails_is_told_with_two_classes_and_the_nearest),
        BOARD_TEST(a_palette_that_no_photocopy_keeps_is_told),
        BOARD_TEST(arms_are_asked_for_by_their_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
