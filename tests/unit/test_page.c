/* Pages without a map: measuring, cutting lines, French typesetting, symbols, the sticky error. */
#include "atlas.h"
#include <math.h>
#include <string.h>

typedef struct desk {
    atlas *a; /* for its fonts and styles */
    amont_page *page;
    amont_text_style text;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->a = atlas_open(ATLAS_SMALL);
    d->page = amont_page_new(210, 297, d->a->fonts);
    d->text = atlas_text(d->a, "legend");
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_page_free(d->page);
    atlas_free(d->a);
    g_free(d);
    return 0;
}

static double width_of(desk *d, const char *text) {
    return amont_page_measure(d->page, text, &d->text).width;
}

/* ---- lines --------------------------------------------------------------------------------- */

static void assert_lines(desk *d, const char *text, double width_mm, const char *expected) {
    g_auto(GStrv) lines = amont_page_wrap(d->page, text, &d->text, width_mm);
    g_autofree char *joined = g_strjoinv("|", lines);
    assert_string_equal(joined, expected);
}

static void a_text_that_fits_stays_on_one_line(void **state) {
    desk *d = *state;
    assert_lines(d, "Vitry-sur-Seine et Valenton", 200, "Vitry-sur-Seine et Valenton");
}

static void a_text_is_cut_at_spaces(void **state) {
    desk *d = *state;
    double width = width_of(d, "Vitry-sur-Seine et") + 0.01;
    assert_lines(d, "Vitry-sur-Seine et Valenton", width, "Vitry-sur-Seine et|Valenton");
}

static void a_word_that_fits_alone_is_not_cut_at_its_hyphens(void **state) {
    desk *d = *state;
    double width = width_of(d, "Vitry-sur-Seine") + 0.01;
    assert_lines(d, "à Vitry-sur-Seine", width, "à|Vitry-sur-Seine");
}

static void a_word_too_wide_is_cut_after_a_hyphen(void **state) {
    desk *d = *state;
    double width = width_of(d, "Vitry-sur-") + 0.01;
    assert_lines(d, "Vitry-sur-Seine", width, "Vitry-sur-|Seine");
}

static void a_word_too_wide_without_hyphen_is_cut_between_letters(void **state) {
    desk *d = *state;
    double width = width_of(d, "Valen") + 0.01;
    assert_lines(d, "à Valenton", width, "à|Valen|ton");
}

static void line_breaks_of_the_text_are_kept(void **state) {
    desk *d = *state;
    assert_lines(d, "Sources\nLicences", 200, "Sources|Licences");
}

static void no_line_begins_with_tall_punctuation(void **state) {
    desk *d = *state;
    double width = width_of(d, "Les sources") + 0.01;
    assert_lines(d, "Les sources : IGN", width, "Les|sources\u00a0:|IGN");
}

static void an_empty_text_has_no_line(void **state) {
    desk *d = *state;
    assert_lines(d, "", 10, "");
}

static void every_line_of_a_long_text_fits(void **state) {
    desk *d = *state;
    const char *text = "Classes du MOS retenues par le projet (54 sur 79) ; ce n'est pas la "
                       "définition légale de l'artificialisation, ni celle d'un autre texte.";
    for (int width = 25; width < 120; width += 7) {
        g_auto(GStrv) lines = amont_page_wrap(d->page, text, &d->text, width);
        g_autofree char *joined = g_strjoinv(" ", lines);
        g_autofree char *plain = atlas_plain(joined);
        assert_string_equal(plain, text);
        for (size_t i = 0; lines[i]; i++)
            assert_true(width_of(d, lines[i]) <= width);
    }
}

/* ---- typesetting --------------------------------------------------------------------------- */

static const char *set_text(desk *d, const char *text) {
    amont_page_text(d->page, "note", text, &d->text, 10, 10, AMONT_LEFT);
    return atlas_item(d->page, d->page->items->len - 1)->text;
}

static void apostrophes_between_letters_are_curved(void **state) {
    desk *d = *state;
    assert_string_equal(set_text(d, "l'IRIS d'Ivry"), "l\u2019IRIS d\u2019Ivry");
    assert_string_equal(set_text(d, "'94'"), "'94'");
}

static void spaces_before_tall_punctuation_do_not_break(void **state) {
    desk *d = *state;
    assert_string_equal(set_text(d, "Sources : IGN ; INSEE ! Où ?"),
                        "Sources\u00a0: IGN\u00a0; INSEE\u00a0! Où\u00a0?");
    assert_string_equal(set_text(d, "12 % et 3 €"), "12\u00a0% et 3\u00a0€");
    assert_string_equal(set_text(d, "« fictif »"), "«\u00a0fictif\u00a0»");
}

static void an_address_keeps_its_colon(void **state) {
    desk *d = *state;
    assert_string_equal(set_text(d, "1:25 000, https://a.fr"), "1:25 000, https://a.fr");
}

static void english_is_left_as_it_is(void **state) {
    desk *d = *state;
    d->page->language = "en";
    assert_string_equal(set_text(d, "the zone's sources : IGN"), "the zone's sources : IGN");
}

static void alignment_is_about_the_given_point(void **state) {
    desk *d = *state;
    double width = width_of(d, "Valenton");
    amont_box left = amont_page_text(d->page, "note", "Valenton", &d->text, 50, 20, AMONT_LEFT);
    amont_box centre = amont_page_text(d->page, "note", "Valenton", &d->text, 50, 20, AMONT_CENTRE);
    amont_box right = amont_page_text(d->page, "note", "Valenton", &d->text, 50, 20, AMONT_RIGHT);
    assert_near(left.min_x, 50, 1e-9);
    assert_near((centre.min_x + centre.max_x) / 2, 50, 1e-9);
    assert_near(right.max_x, 50, 1e-9);
    assert_near(right.max_x - right.min_x, width, 1e-9);
}

/* Inter is 2816 units an em, and its capitals are 2048 high (table OS/2). */
static void text_is_as_large_as_its_style_says(void **state) {
    desk *d = *state;
    amont_text_style twice = d->text;
    twice.size_pt *= 2;
    double once = width_of(d, "Choisy-le-Roi");
    assert_near(amont_page_measure(d->page, "Choisy-le-Roi", &twice).width, 2 * once, 0.01 * once);
    assert_near(amont_page_measure(d->page, "H", &twice).capital,
                2048.0 / 2816 * twice.size_pt * 25.4 / 72, 1e-4);
}

/* ---- glyphs -------------------------------------------------------------------------------- */

static void a_missing_glyph_is_an_error_that_sticks(void **state) {
    desk *d = *state;
    assert_true(amont_page_check(d->page, NULL));
    set_text(d, "Ivry 港");
    set_text(d, "Ivry");
    g_autoptr(GError) error = NULL;
    assert_false(amont_page_check(d->page, &error));
    assert_int_equal(error->code, AMONT_ERROR_UNAVAILABLE);
    assert_non_null(strstr(error->message, "港"));
    assert_non_null(strstr(error->message, "U+6E2F"));
}

static void every_letter_of_french_has_a_glyph(void **state) {
    desk *d = *state;
    const char *const weights[] = {"title", "legend", "list_name", "water"};
    for (size_t i = 0; i < G_N_ELEMENTS(weights); i++) {
        amont_text_style style = atlas_text(d->a, weights[i]);
        amont_page_measure(
            d->page, "àâäæçéèêëîïôöœùûüÿ ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ «\u00a0»\u202f– — … € ² ³ ’ ≥ × −",
            &style);
    }
    g_autoptr(GError) error = NULL;
    amont_page_check(d->page, &error);
    assert_ok(error);
}

/* ---- paths --------------------------------------------------------------------------------- */

/* Area of the polygon in the last item (shoelace), or of its circle. */
static double last_area(const amont_page *page) {
    const amont_item *item = atlas_item(page, page->items->len - 1);
    const amont_step *steps = &g_array_index(page->steps, amont_step, item->first_step);
    if (steps[0].kind == AMONT_CIRCLE)
        return G_PI * steps[0].radius * steps[0].radius;
    size_t n = item->n_steps - 1; /* the last one closes */
    assert_int_equal(steps[n].kind, AMONT_CLOSE);
    double twice = 0;
    for (size_t i = 0; i < n; i++)
        twice += steps[i].x * steps[(i + 1) % n].y - steps[(i + 1) % n].x * steps[i].y;
    return fabs(twice) / 2;
}

static void symbols_of_a_size_have_equal_areas(void **state) {
    desk *d = *state;
    const amont_paint paint = {.fill = {0, 0, 0}, .stroke = amont_no_colour};
    const double size = 4.2, area = G_PI * size * size / 4;
    for (int symbol = 0; amont_symbol_names[symbol]; symbol++) {
        amont_page_symbol(d->page, (amont_symbol)symbol, 30, 40, size);
        amont_page_paint(d->page, "map.badge", &paint, -1);
        assert_near(last_area(d->page), area, 0.001 * area);
        const amont_box box = atlas_item(d->page, d->page->items->len - 1)->box;
        assert_near((box.min_x + box.max_x) / 2, 30, 1e-9);
        assert_true(amont_box_holds(box, 30, 40));
        const amont_box covered = amont_symbol_box(d->page, (amont_symbol)symbol, 30, 40, size);
        assert_near(covered.min_x, box.min_x, 1e-12);
        assert_near(covered.max_y, box.max_y, 1e-12);
    }
}

/* A square that stands on its corner has the area of the circle: 2 r² = π s² / 4. */
static void a_diamond_reaches_further_than_a_circle(void **state) {
    desk *d = *state;
    amont_box box = amont_symbol_box(d->page, AMONT_SYMBOL_DIAMOND, 30, 40, 4);
    assert_near(box.min_x, 30 - sqrt(2 * G_PI), 1e-12);
    assert_near(box.max_y, 40 + sqrt(2 * G_PI), 1e-12);
    box = amont_symbol_box(d->page, AMONT_SYMBOL_CIRCLE, 30, 40, 4);
    assert_near(box.max_x, 32, 1e-12);
}

static void a_stroke_widens_the_box(void **state) {
    desk *d = *state;
    const amont_paint paint = {.fill = amont_no_colour, .stroke = {0, 0, 0}, .width_mm = 2};
    amont_page_rectangle(d->page, (amont_box){10, 20, 30, 50});
    amont_page_paint(d->page, "frame", &paint, -1);
    const amont_box box = atlas_item(d->page, 0)->box;
    assert_near(box.min_x, 9, 1e-12);
    assert_near(box.max_y, 51, 1e-12);
}

static void painting_without_a_path_draws_nothing(void **state) {
    desk *d = *state;
    const amont_paint paint = {.fill = {0, 0, 0}, .stroke = amont_no_colour};
    amont_page_paint(d->page, "frame", &paint, -1);
    assert_int_equal(d->page->items->len, 0);
}

static void hatches_are_one_gap_apart_and_cover_the_box(void **state) {
    desk *d = *state;
    const amont_paint paint = {.fill = amont_no_colour, .stroke = {0, 0, 0}, .width_mm = 0.2};
    const double gap = 1.5;
    amont_page_hatch(d->page, (amont_box){10, 10, 40, 30}, gap, -45);
    amont_page_paint(d->page, "map.missing", &paint, -1);
    const amont_item *item = atlas_item(d->page, 0);
    assert_true(item->n_steps >= 2 * (size_t)(hypot(30, 20) / gap));
    double before = NAN;
    for (size_t i = 0; i < item->n_steps; i += 2) {
        const amont_step *from = &g_array_index(d->page->steps, amont_step, item->first_step + i);
        const amont_step *to = from + 1;
        double length = hypot(to->x - from->x, to->y - from->y);
        double offset = (from->x * (to->y - from->y) - from->y * (to->x - from->x)) / length;
        if (i > 0)
            assert_near(fabs(offset - before), gap, 1e-9);
        before = offset;
    }
}

/* ---- legend -------------------------------------------------------------------------------- */

static void what_is_painted_for_an_entry_is_counted(void **state) {
    desk *d = *state;
    const amont_paint paint = {.fill = {0, 0, 0}, .stroke = amont_no_colour};
    amont_legend_entry entry = {.kind = AMONT_LEGEND_BOX, .label = (char *)"un", .paint = paint};
    int one = amont_page_declare(d->page, "Part", &entry);
    int two = amont_page_declare(d->page, "Part", &entry);
    int other = amont_page_declare(d->page, "Repères", &entry);
    amont_page_rectangle(d->page, (amont_box){10, 20, 30, 50});
    amont_page_paint(d->page, "map.class", &paint, two);
    const amont_legend_entry *const *entries = (void *)d->page->legend->pdata;
    assert_int_equal(entries[one]->drawn, 0);
    assert_int_equal(entries[two]->drawn, 1);
    assert_int_equal(entries[one]->section, entries[two]->section);
    assert_int_not_equal(entries[one]->section, entries[other]->section);
    assert_int_equal(d->page->sections->len, 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_text_that_fits_stays_on_one_line),
        TEST(a_text_is_cut_at_spaces),
        TEST(a_word_that_fits_alone_is_not_cut_at_its_hyphens),
        TEST(a_word_too_wide_is_cut_after_a_hyphen),
        TEST(a_word_too_wide_without_hyphen_is_cut_between_letters),
        TEST(line_breaks_of_the_text_are_kept),
        TEST(no_line_begins_with_tall_punctuation),
        TEST(an_empty_text_has_no_line),
        TEST(every_line_of_a_long_text_fits),
        TEST(apostrophes_between_letters_are_curved),
        TEST(spaces_before_tall_punctuation_do_not_break),
        TEST(an_address_keeps_its_colon),
        TEST(english_is_left_as_it_is),
        TEST(alignment_is_about_the_given_point),
        TEST(text_is_as_large_as_its_style_says),
        TEST(a_missing_glyph_is_an_error_that_sticks),
        TEST(every_letter_of_french_has_a_glyph),
        TEST(symbols_of_a_size_have_equal_areas),
        TEST(a_diamond_reaches_further_than_a_circle),
        TEST(a_stroke_widens_the_box),
        TEST(painting_without_a_path_draws_nothing),
        TEST(hatches_are_one_gap_apart_and_cover_the_box),
        TEST(what_is_painted_for_an_entry_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
