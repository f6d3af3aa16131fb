/* Palettes: what the shipped ones offer, against tests/golden/palettes.tsv, which other programs
 * computed (tests/data/palettes/make.py); how colours are taken; what a file of them may hold. */
#include "amont/style.h"

#include "check.h"
#include "palettes.h"

#include <math.h>
#include <string.h>

typedef struct desk {
    amont_styles *styles;
    GError *error;
} desk;

static int set_up(void **state) {
    *state = g_new0(desk, 1);
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_styles_free(d->styles);
    g_clear_error(&d->error);
    g_free(d);
    return 0;
}

static void load_text(desk *d, const char *palettes) {
    amont_styles_free(d->styles);
    g_clear_error(&d->error);
    d->styles = palettes_load(palettes, &d->error);
}

static const amont_palette *load_palette(desk *d, const char *keys) {
    g_autofree char *text = g_strdup_printf("palettes:\n  p: {%s}\n", keys);
    load_text(d, text);
    assert_ok(d->error);
    return amont_styles_palette(d->styles, "p");
}

/* The shipped palettes, and after them those that fail. */
static void load_all(desk *d) {
    g_autofree char *all = palettes_with_refused();
    load_text(d, all);
    assert_ok(d->error);
}

static void load_shipped(desk *d) {
    g_autofree char *shipped = palettes_shipped();
    load_text(d, shipped);
    assert_ok(d->error);
}

static void assert_colour(amont_colour is, const char *text) {
    amont_colour expected = {0};
    assert_true(amont_colour_parse(text, &expected));
    g_autofree char *shown =
        g_strdup_printf("#%02x%02x%02x", (unsigned)lround(is.red * 255),
                        (unsigned)lround(is.green * 255), (unsigned)lround(is.blue * 255));
    assert_string_equal(shown, text);
    assert_near(is.red, expected.red, 1e-12);
}

/* --- the shipped palettes --- */

static void check_row(const desk *d, char *const *cells) {
    const amont_palette *palette = amont_styles_palette(d->styles, cells[0]);
    if (!palette) {
        fail_msg("no palette %s", cells[0]);
        return;
    }
    assert_string_equal(amont_palette_kinds[palette->kind], cells[1]);
    amont_shades shades;
    assert_true(
        amont_palette_shades(palette, (size_t)g_ascii_strtoull(cells[2], NULL, 10), &shades));
    amont_palette_figures figures = amont_palette_measure(palette->kind, &shades);
    for (amont_vision vision = 0; vision < AMONT_VISIONS; vision++)
        assert_near(figures.difference[vision], g_ascii_strtod(cells[3 + vision], NULL), 1.5e-6);
    double step = cells[7][0] ? g_ascii_strtod(cells[7], NULL) : INFINITY;
    assert_near(figures.step, step, 1.5e-6);
    assert_string_equal(amont_palette_passes(&figures) ? "yes" : "no", cells[8]);
}

static size_t count_offered(const amont_styles *styles) {
    size_t offered = 0;
    for (guint i = 0; i < styles->palettes->palettes->len; i++)
        for (size_t n = 2; n <= AMONT_PALETTE_MOST; n++) {
            amont_shades shades;
            offered += amont_palette_shades(styles->palettes->palettes->pdata[i], n, &shades);
        }
    return offered;
}

static void figures_are_those_that_others_compute(void **state) {
    desk *d = *state;
    load_all(d);
    g_autofree char *path = check_path("golden/palettes.tsv");
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    for (char **line = lines + 1; *line; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
        assert_int_equal(g_strv_length(cells), 9);
        check_row(d, cells);
    }
    assert_int_equal(g_strv_length(lines) - 1, count_offered(d->styles));
}

static void every_shipped_palette_passes_for_all_it_offers(void **state) {
    desk *d = *state;
    load_shipped(d);
    const GPtrArray *palettes = d->styles->palettes->palettes;
    for (guint i = 0; i < palettes->len; i++) {
        const amont_palette *palette = palettes->pdata[i];
        assert_non_null(palette->label);
        assert_int_equal(palette->source == NULL, palette->licence == NULL);
        size_t offered = 0;
        for (size_t n = 2; n <= AMONT_PALETTE_MOST; n++) {
            amont_shades shades;
            if (!amont_palette_shades(palette, n, &shades))
                continue;
            amont_palette_figures figures = amont_palette_measure(palette->kind, &shades);
            if (!amont_palette_passes(&figures))
                fail_msg("%s fails for %zu classes", palette->entry.name, n);
            offered++;
        }
        assert_true(offered > 0);
    }
}

static void every_kind_and_every_promised_palette_is_there(void **state) {
    desk *d = *state;
    load_shipped(d);
    static const char *const promised[] = {"blues",      "viridis",   "cividis",
                                           "batlow",     "rdbu",      "puor",
                                           "vik",        "okabe-ito", "bivariate-blue-ochre",
                                           "brewer-purd"};
    for (size_t i = 0; i < G_N_ELEMENTS(promised); i++)
        assert_non_null(amont_styles_palette(d->styles, promised[i]));
}

static void assert_arms_pass(const amont_palette *palette, size_t below, size_t above,
                             bool has_centre) {
    amont_shades shades;
    if (!amont_palette_arms(palette, below, above, has_centre, &shades))
        return;
    amont_palette_figures figures = amont_palette_measure(AMONT_PALETTE_DIVERGING, &shades);
    if (!amont_palette_passes(&figures))
        fail_msg("%s fails for %zu classes below and %zu above", palette->entry.name, below, above);
}

/* Each arm may have any number of classes: data may lie on one side of the centre, or nearly so. */
static void arms_of_any_length_pass(void **state) {
    desk *d = *state;
    load_shipped(d);
    const GPtrArray *palettes = d->styles->palettes->palettes;
    for (guint i = 0; i < palettes->len; i++)
        for (size_t below = 0; below <= 4; below++)
            for (size_t above = 0; above <= 4; above++) {
                assert_arms_pass(palettes->pdata[i], below, above, true);
                assert_arms_pass(palettes->pdata[i], below, above, false);
            }
}

/* --- taking colours --- */

/* Greys by hand: L* 50 is Y = ((50 + 16)/116)^3 = 0.18419, as a channel 1.055 Y^(1/2.4) - 0.055 =
 * 0.4663, which is 118.9 of 255: #777777. L* 75 is Y = 0.48278, 184.6: #b9b9b9; L* 25 is Y =
 * 0.04415, 59.0: #3b3b3b. */
static void classes_of_a_ramp_are_at_even_lightness(void **state) {
    const amont_palette *grey = load_palette(*state, "ramp: [\"#ffffff\", \"#000000\"]");
    amont_shades shades;
    assert_true(amont_palette_shades(grey, 5, &shades));
    static const char *const expected[] = {"#ffffff", "#b9b9b9", "#777777", "#3b3b3b", "#000000"};
    for (size_t i = 0; i < 5; i++)
        assert_colour(shades.colours[i], expected[i]);
    assert_true(amont_palette_shades(grey, 2, &shades)); /* 50 apart at most */
    assert_colour(shades.colours[0], "#ffffff");
    assert_colour(shades.colours[1], "#777777");
    assert_true(amont_palette_shades(grey, 1, &shades));
    assert_colour(shades.colours[0], "#777777");
    assert_false(amont_palette_shades(grey, 0, &shades));
    assert_false(amont_palette_shades(grey, 10, &shades));
}

static void a_ramp_passes_through_its_colours(void **state) {
    const amont_palette *bent =
        load_palette(*state, "ramp: [\"#ffffff\", \"#777777\", \"#000000\"]");
    amont_shades shades;
    assert_true(amont_palette_shades(bent, 3, &shades));
    assert_colour(shades.colours[1], "#777777");
}

static void a_ramp_may_end_early(void **state) {
    const amont_palette *grey = load_palette(*state, "ramp: [\"#ffffff\", \"#000000\"], most: 4");
    amont_shades shades;
    assert_true(amont_palette_shades(grey, 4, &shades));
    assert_false(amont_palette_shades(grey, 5, &shades));
}

static const char *const two_arms =
    "kind: diverging, ramp: [\"#000000\", \"#ffffff\", \"#000000\"]";

static void an_odd_diverging_palette_has_a_light_centre(void **state) {
    const amont_palette *palette = load_palette(*state, two_arms);
    amont_shades shades;
    assert_true(amont_palette_shades(palette, 5, &shades));
    static const char *const expected[] = {"#000000", "#777777", "#ffffff", "#777777", "#000000"};
    for (size_t i = 0; i < 5; i++)
        assert_colour(shades.colours[i], expected[i]);
    assert_int_equal(shades.n_below, 2);
    assert_true(shades.has_centre);
}

/* Two classes a side, half a step and one and a half from the centre: steps of 50 reach down to L*
 * 25 alone, by hand as above. */
static void an_even_diverging_palette_has_none(void **state) {
    const amont_palette *palette = load_palette(*state, two_arms);
    amont_shades shades;
    assert_true(amont_palette_shades(palette, 4, &shades));
    static const char *const expected[] = {"#3b3b3b", "#b9b9b9", "#b9b9b9", "#3b3b3b"};
    for (size_t i = 0; i < 4; i++)
        assert_colour(shades.colours[i], expected[i]);
    assert_false(shades.has_centre);
}

static void the_same_distance_from_the_centre_is_as_light(void **state) {
    desk *d = *state;
    load_shipped(d);
    const amont_palette *palette = amont_styles_palette(d->styles, "rdbu");
    amont_shades all, few;
    assert_true(amont_palette_arms(palette, 3, 3, true, &all));
    assert_true(amont_palette_arms(palette, 1, 3, true, &few));
    assert_int_equal(few.n, 5);
    for (size_t i = 0; i < few.n; i++)
        assert_near(few.colours[i].green, all.colours[i + 2].green, 0);
    assert_true(amont_palette_arms(palette, 3, 0, false, &few));
    assert_int_equal(few.n_below, 3);
    assert_false(amont_palette_arms(palette, 0, 0, false, &few));
    assert_false(amont_palette_arms(amont_styles_palette(d->styles, "blues"), 1, 1, true, &few));
}

static void arms_are_taken_from_lists_too(void **state) {
    const amont_palette *palette =
        load_palette(*state, "kind: diverging, \"5\": [\"#000000\", \"#555555\", \"#ffffff\", "
                             "\"#777777\", \"#111111\"]");
    amont_shades shades;
    assert_true(amont_palette_arms(palette, 1, 2, true, &shades));
    assert_colour(shades.colours[0], "#555555");
    assert_colour(shades.colours[3], "#111111");
    assert_false(amont_palette_arms(palette, 1, 1, true, &shades));
}

static void lists_and_categories_are_taken_as_they_stand(void **state) {
    desk *d = *state;
    amont_shades shades;
    const amont_palette *lists = load_palette(d, "\"3\": [\"#ffffff\", \"#777777\", \"#000000\"]");
    assert_true(amont_palette_shades(lists, 3, &shades));
    assert_false(amont_palette_shades(lists, 2, &shades));
    assert_true(amont_palette_shades(lists, 1, &shades));
    assert_colour(shades.colours[0], "#777777");
    load_shipped(d);
    assert_true(amont_palette_shades(amont_styles_palette(d->styles, "okabe-ito"), 3, &shades));
    assert_colour(shades.colours[2], "#009e73");
    assert_false(amont_palette_shades(amont_styles_palette(d->styles, "okabe-ito"), 8, &shades));
    const amont_palette *nine = amont_styles_palette(d->styles, "bivariate-print");
    assert_true(amont_palette_shades(nine, 9, &shades));
    assert_false(amont_palette_shades(nine, 4, &shades));
}

/* What its label promises: nine greys that a photocopy keeps apart (C48), and darker along rows and
 * columns. */
static void the_printed_nine_are_nine_greys(void **state) {
    desk *d = *state;
    load_shipped(d);
    amont_shades nine;
    assert_true(amont_palette_shades(amont_styles_palette(d->styles, "bivariate-print"), 9, &nine));
    for (size_t i = 0; i + 1 < 9; i++)
        assert_true(amont_colour_lightness(nine.colours[i]) -
                        amont_colour_lightness(nine.colours[i + 1]) >=
                    AMONT_PALETTE_STEP);
}

/* --- the gate --- */

static void steps_have_a_direction(void **state) {
    const amont_palette *palette =
        load_palette(*state, "\"3\": [\"#000000\", \"#777777\", \"#ffffff\"]");
    amont_shades shades;
    assert_true(amont_palette_shades(palette, 3, &shades));
    amont_palette_figures figures = amont_palette_measure(AMONT_PALETTE_SEQUENTIAL, &shades);
    assert_near(figures.step, -50.03, 0.01); /* L* of #777777 is 50.03 */
    assert_int_equal(figures.step_at, 0);
    assert_false(amont_palette_passes(&figures));
    figures = amont_palette_measure(AMONT_PALETTE_QUALITATIVE, &shades);
    assert_true(isinf(figures.step) && amont_palette_passes(&figures));
}

static void what_is_needed_falls_with_the_number_of_classes(void **state) {
    (void)state;
    static const double needed[] = {8, 8, 8, 8, 8, 6, 6, 5, 5};
    for (size_t n = 1; n <= 9; n++) {
        amont_shades shades = {.n = n};
        amont_palette_figures figures = amont_palette_measure(AMONT_PALETTE_SEQUENTIAL, &shades);
        assert_near(figures.needed, needed[n - 1], 0);
        assert_int_equal(amont_palette_passes(&figures), n == 1); /* all black */
    }
    amont_shades nine = {.n = 9};
    assert_near(amont_palette_measure(AMONT_PALETTE_BIVARIATE, &nine).needed, 5, 0);
}

/* By tests/data/palettes/make.py: five classes of rdylgn are 2.00 apart for deutan vision; which
 * two was found by hand: the light orange and the light green beside the centre. */
static void the_two_nearest_classes_are_found(void **state) {
    desk *d = *state;
    load_all(d);
    amont_shades shades;
    assert_true(amont_palette_shades(amont_styles_palette(d->styles, "rdylgn"), 5, &shades));
    amont_palette_figures figures = amont_palette_measure(AMONT_PALETTE_DIVERGING, &shades);
    assert_int_equal(amont_palette_worst(&figures), AMONT_VISION_DEUTAN);
    assert_int_equal(figures.pair[AMONT_VISION_DEUTAN][0], 1);
    assert_int_equal(figures.pair[AMONT_VISION_DEUTAN][1], 3);
}

/* By a mean of the same two libraries as in tests/data/palettes/make.py, over all of a kind: 10.0
 * to blues, 17.6 to the next; 22.8 to brewer-piyg, 24.9 to the next. */
static void the_nearest_that_passes_is_of_the_same_kind(void **state) {
    desk *d = *state;
    load_all(d);
    amont_shades shades;
    const amont_palettes *all = d->styles->palettes;
    assert_true(amont_palette_shades(amont_styles_palette(d->styles, "blues-of-nine"), 5, &shades));
    const amont_palette *nearest = amont_palettes_nearest(all, AMONT_PALETTE_SEQUENTIAL, &shades);
    assert_string_equal(nearest->entry.name, "blues");
    assert_true(amont_palette_shades(amont_styles_palette(d->styles, "rdylgn"), 5, &shades));
    nearest = amont_palettes_nearest(all, AMONT_PALETTE_DIVERGING, &shades);
    assert_string_equal(nearest->entry.name, "brewer-piyg");
    shades.n = 8;
    assert_null(amont_palettes_nearest(all, AMONT_PALETTE_QUALITATIVE, &shades));
}

/* --- a file of palettes --- */

static void mistakes_in_a_palette_are_told_at_their_key(void **state) {
    desk *d = *state;
    static const struct {
        const char *keys, *told;
    } cases[] = {
        {"kind: rainbow", "palettes.yaml:2:13: kind: unknown word 'rainbow'"},
        {"label: x", "palettes.yaml:2:6: the palette 'p' needs one way of giving its colours"},
        {"ramp: [\"#ffffff\", \"#000000\"], \"2\": [\"#ffffff\", \"#000000\"]", "needs one way"},
        {"kind: qualitative, ramp: [\"#ffffff\", \"#000000\"]", "needs one way"},
        {"colours: [\"#ffffff\", \"#000000\"]", "needs one way"},
        {"\"3\": [\"#ffffff\", \"#000000\"]", ":2:12: 3: 2 colours are written for 3 classes"},
        {"kind: bivariate, colours: [\"#ffffff\"]",
         "colours: a bivariate palette has nine colours"},
        {"kind: qualitative, colours: [\"#ffffff\"]", "colours: from 2 to 9 colours"},
        {"ramp: [\"#000000\", \"#ffffff\"]", "ramp: colour 2 is not darker than the one before"},
        {"ramp: [\"#ffffff\", \"#777777\", \"#777777\"]", "ramp: colour 3 is not darker"},
        {"kind: diverging, ramp: [\"#777777\", \"#ffffff\", \"#000000\", \"#777777\"]",
         "ramp: colour 4 is not darker"},
        {"ramp: [\"#000000\"]", "ramp: the ramp has too few colours"},
        {"kind: diverging, ramp: [\"#ffffff\", \"#777777\", \"#000000\"]",
         "ramp: the lightest colour of a diverging ramp cannot be at its end"},
        {"ramp: [\"#ffffff\", \"#000000\"], most: 12", "most: 12 is out of range"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("palettes:\n  p: {%s}\n", cases[i].keys);
        load_text(d, text);
        assert_null(d->styles);
        assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
        if (!strstr(d->error->message, cases[i].told))
            fail_msg("%s: %s", cases[i].told, d->error->message);
    }
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(figures_are_those_that_others_compute),
        DESK_TEST(every_shipped_palette_passes_for_all_it_offers),
        DESK_TEST(every_kind_and_every_promised_palette_is_there),
        DESK_TEST(arms_of_any_length_pass),
        DESK_TEST(classes_of_a_ramp_are_at_even_lightness),
        DESK_TEST(a_ramp_passes_through_its_colours),
        DESK_TEST(a_ramp_may_end_early),
        DESK_TEST(an_odd_diverging_palette_has_a_light_centre),
        DESK_TEST(an_even_diverging_palette_has_none),
        DESK_TEST(the_same_distance_from_the_centre_is_as_light),
        DESK_TEST(arms_are_taken_from_lists_too),
        DESK_TEST(lists_and_categories_are_taken_as_they_stand),
        DESK_TEST(the_printed_nine_are_nine_greys),
        DESK_TEST(steps_have_a_direction),
        cmocka_unit_test(what_is_needed_falls_with_the_number_of_classes),
        DESK_TEST(the_two_nearest_classes_are_found),
        DESK_TEST(the_nearest_that_passes_is_of_the_same_kind),
        DESK_TEST(mistakes_in_a_palette_are_told_at_their_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
