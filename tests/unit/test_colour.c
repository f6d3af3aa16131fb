#include "amont/colour.h"

#include "check.h"

#include <math.h>
#include <string.h>

static amont_colour colour(const char *text) {
    amont_colour read = {0};
    assert_true(amont_colour_parse(text, &read));
    return read;
}

static void assert_lab(amont_lab lab, double l, double a, double b, double tolerance) {
    assert_near(lab.l, l, tolerance);
    assert_near(lab.a, a, tolerance);
    assert_near(lab.b, b, tolerance);
}

static void a_colour_is_a_number_sign_and_six_digits(void **state) {
    (void)state;
    amont_colour read = {9, 9, 9};
    assert_true(amont_colour_parse("#1f77B4", &read));
    assert_near(read.red, 31 / 255.0, 0);
    assert_near(read.green, 119 / 255.0, 0);
    assert_near(read.blue, 180 / 255.0, 0);
    static const char *const refused[] = {"",        "#",       "1f77b4",  "#1f77b", "#1f77b4a",
                                          "#1f77bg", "# f77b4", "#+f77b4", "red",    "#fff"};
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        assert_false(amont_colour_parse(refused[i], &read));
    assert_false(amont_colour_parse(NULL, &read));
    assert_near(read.red, 31 / 255.0, 0);
}

static void lightness_is_that_of_cie(void **state) {
    (void)state;
    /* Greys by hand from IEC 61966-2-1 and CIE 15: #777777 is Y = ((119/255 + 0.055)/1.055)^2.4 =
     * 0.18447, L* = 116 Y^(1/3) - 16 = 50.03; #0a0a0a is Y = 10/255/12.92 = 0.0030353, L* = Y
     * 24389/27 = 2.742. Primaries as published by B. Lindbloom, who has more digits of Y. */
    static const struct {
        const char *text;
        double expected, tolerance;
    } cases[] = {
        {"#000000", 0, 1e-12},     {"#ffffff", 100, 1e-9},   {"#777777", 50.03, 0.005},
        {"#0a0a0a", 2.742, 0.001}, {"#ff0000", 53.24, 0.02}, {"#00ff00", 87.73, 0.02},
        {"#0000ff", 32.30, 0.02},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double lightness = amont_colour_lightness(colour(cases[i].text));
        assert_near(lightness, cases[i].expected, cases[i].tolerance);
    }
}

/* Primaries as B. Lindbloom publishes them for sRGB and D65, two decimals; his white has
 * more digits than that of the standard's matrix. */
static void primaries_are_where_they_are_published(void **state) {
    (void)state;
    assert_lab(amont_colour_lab(colour("#ff0000")), 53.24, 80.09, 67.20, 0.03);
    assert_lab(amont_colour_lab(colour("#00ff00")), 87.73, -86.18, 83.18, 0.03);
    assert_lab(amont_colour_lab(colour("#0000ff")), 32.30, 79.19, -107.86, 0.03);
    assert_lab(amont_colour_lab(colour("#808080")), 53.59, 0, 0, 0.01);
}

static void a_colour_comes_back_from_lab(void **state) {
    (void)state;
    for (int red = 0; red < 256; red += 17)
        for (int green = 0; green < 256; green += 15)
            for (int blue = 0; blue < 256; blue += 51) {
                amont_colour from = {red / 255.0, green / 255.0, blue / 255.0};
                amont_colour back = amont_colour_of_lab(amont_colour_lab(from));
                assert_near(back.red, from.red, 1e-12);
                assert_near(back.green, from.green, 1e-12);
                assert_near(back.blue, from.blue, 1e-12);
            }
}

static void what_no_screen_shows_is_clipped(void **state) {
    (void)state; /* far greener than green */
    amont_colour shown = amont_colour_of_lab((amont_lab){88, -150, 90});
    assert_near(shown.red, 0, 0);
    assert_near(shown.blue, 0, 0);
    assert_true(shown.green > 0.9 && shown.green <= 1);
}

/* Sharma, Wu & Dalal 2005, table 1: every pair, to the four decimals printed, both ways round. */
static void ciede2000_gives_the_published_table(void **state) {
    (void)state;
    static const struct {
        amont_lab one, other;
        double expected;
    } pairs[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
        {{50, 2.8361, -74.02}, {50, 0, -82.7485}, 3.4412},
        {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1},
        {{50, -1.1848, -84.8006}, {50, 0, -82.7485}, 1},
        {{50, -0.9009, -85.5211}, {50, 0, -82.7485}, 1},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, -1, 2}, {50, 0, 0}, 2.3669},
        {{50, 2.49, -0.001}, {50, -2.49, 0.0009}, 7.1792},
        {{50, 2.49, -0.001}, {50, -2.49, 0.001}, 7.1792},
        {{50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
        {{50, 2.49, -0.001}, {50, -2.49, 0.0012}, 7.2195},
        {{50, -0.001, 2.49}, {50, 0.0009, -2.49}, 4.8045},
        {{50, -0.001, 2.49}, {50, 0.001, -2.49}, 4.8045},
        {{50, -0.001, 2.49}, {50, 0.0011, -2.49}, 4.7461},
        {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {{50, 2.5, 0}, {61, -5, 29}, 22.8977},
        {{50, 2.5, 0}, {56, -27, -3}, 31.903},
        {{50, 2.5, 0}, {58, 24, 15}, 19.4535},
        {{50, 2.5, 0}, {50, 3.1736, 0.5854}, 1},
        {{50, 2.5, 0}, {50, 3.2972, 0}, 1},
        {{50, 2.5, 0}, {50, 1.8634, 0.5757}, 1},
        {{50, 2.5, 0}, {50, 3.2592, 0.335}, 1},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{63.0109, -31.0961, -5.8663}, {62.8187, -29.7946, -4.0864}, 1.263},
        {{61.2901, 3.7196, -5.3901}, {61.4292, 2.248, -4.962}, 1.8731},
        {{35.0831, -44.1164, 3.7933}, {35.0232, -40.0716, 1.5901}, 1.8645},
        {{22.7233, 20.0904, -46.694}, {23.0331, 14.973, -42.5619}, 2.0373},
        {{36.4612, 47.858, 18.3852}, {36.2715, 50.5065, 21.2231}, 1.4146},
        {{90.8027, -2.0831, 1.441}, {91.1528, -1.6435, 0.0447}, 1.4441},
        {{90.9257, -0.5406, -0.9208}, {88.6381, -0.8985, -0.7239}, 1.5381},
        {{6.7747, -0.2908, -2.4247}, {5.8714, -0.0985, -2.2286}, 0.6377},
        {{2.0776, 0.0795, -1.135}, {0.9033, -0.0636, -0.5514}, 0.9082},
    };
    assert_int_equal(G_N_ELEMENTS(pairs), 34);
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        assert_near(amont_lab_difference(pairs[i].one, pairs[i].other), pairs[i].expected, 5e-5);
        assert_near(amont_lab_difference(pairs[i].other, pairs[i].one), pairs[i].expected, 5e-5);
    }
}

/* By colorspacious 1.1.2 (its matrices of Machado 2009 and its L*a*b* with the white of the
 * standard's matrix); what lies outside the screen is clipped, as the second colour shows. */
static void colours_are_seen_as_machado_says(void **state) {
    (void)state;
    static const struct {
        const char *text;
        amont_vision vision;
        amont_lab expected;
    } cases[] = {
        {"#1f77b4", AMONT_VISION_NORMAL, {47.981943, -3.204238, -39.320900}},
        {"#1f77b4", AMONT_VISION_PROTAN, {51.049771, 6.416238, -35.833339}},
        {"#1f77b4", AMONT_VISION_DEUTAN, {45.925954, 8.769641, -41.830482}},
        {"#1f77b4", AMONT_VISION_TRITAN, {50.622532, -27.470669, -12.536096}},
        {"#d73027", AMONT_VISION_PROTAN, {38.320886, -3.110420, 32.438595}},
        {"#d73027", AMONT_VISION_TRITAN, {49.772256, 76.509598, 44.413273}},
        {"#1a9850", AMONT_VISION_DEUTAN, {53.681112, -3.050543, 24.931591}},
        {"#1a9850", AMONT_VISION_TRITAN, {55.517906, -36.842694, -1.667864}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        amont_lab seen = amont_colour_seen(colour(cases[i].text), cases[i].vision);
        assert_lab(seen, cases[i].expected.l, cases[i].expected.a, cases[i].expected.b, 1e-6);
    }
}

static void greys_are_the_same_to_everybody(void **state) {
    (void)state; /* rows of the matrices sum to 1 */
    for (amont_vision vision = 0; vision < AMONT_VISIONS; vision++)
        assert_lab(amont_colour_seen(colour("#7f7f7f"), vision),
                   amont_colour_lightness(colour("#7f7f7f")), 0, 0, 1e-3);
    assert_string_equal(amont_vision_name(AMONT_VISION_TRITAN), "tritan vision");
}

/* By colorspacious 1.1.2 and scikit-image 0.19.3. */
static void red_and_green_are_near_for_those_who_lack_a_cone(void **state) {
    (void)state;
    amont_colour red = colour("#d73027"), green = colour("#1a9850");
    assert_near(amont_colour_difference(red, green, AMONT_VISION_NORMAL), 68.25696126, 1e-6);
    assert_near(amont_colour_difference(red, green, AMONT_VISION_PROTAN), 19.06615510, 1e-6);
    assert_near(amont_colour_difference(red, green, AMONT_VISION_DEUTAN), 9.62220573, 1e-6);
    assert_near(amont_colour_difference(red, green, AMONT_VISION_TRITAN), 64.33783163, 1e-6);
}

/* WCAG 2.1: black on white is 21:1; #767676 is the lightest grey of 4.5:1 on white (4.54). */
static void contrast_is_that_of_wcag(void **state) {
    (void)state;
    amont_colour white = colour("#ffffff"), grey = colour("#767676");
    assert_near(amont_colour_contrast(white, colour("#000000")), 21, 1e-9);
    assert_near(amont_colour_contrast(grey, white), 4.54, 0.005);
    assert_near(amont_colour_contrast(white, grey), 4.54, 0.005);
    assert_near(amont_colour_contrast(grey, grey), 1, 0);
    assert_true(amont_colour_contrast(colour("#777777"), white) < 4.5);
}

static void no_colour_is_none(void **state) {
    (void)state;
    assert_true(amont_colour_is_none((amont_colour){NAN, NAN, NAN}));
    assert_false(amont_colour_is_none((amont_colour){0, 0, 0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_colour_is_a_number_sign_and_six_digits),
        cmocka_unit_test(no_colour_is_none),
        cmocka_unit_test(lightness_is_that_of_cie),
        cmocka_unit_test(primaries_are_where_they_are_published),
        cmocka_unit_test(a_colour_comes_back_from_lab),
        cmocka_unit_test(what_no_screen_shows_is_clipped),
        cmocka_unit_test(ciede2000_gives_the_published_table),
        cmocka_unit_test(colours_are_seen_as_machado_says),
        cmocka_unit_test(greys_are_the_same_to_everybody),
        cmocka_unit_test(red_and_green_are_near_for_those_who_lack_a_cone),
        cmocka_unit_test(contrast_is_that_of_wcag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
