#include "amont/style.h"

#include "amont/files.h"

#include "scratch.h"

#include <math.h>
#include <string.h>

static amont_styles *load(amont_language language) {
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = amont_files_data("styles", &error);
    assert_ok(error);
    amont_styles *styles = amont_styles_load(folder, NULL, NULL, language, &error);
    assert_ok(error);
    assert_non_null(styles);
    return styles;
}

/* A styles folder of one's own: the smallest that is whole. */
typedef struct desk {
    char *folder;
    amont_styles *styles;
    GError *error;
} desk;

static void put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    g_autoptr(GError) error = NULL;
    amont_files_replace(path, text, strlen(text), &error);
    assert_ok(error);
}

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    if (!d->folder)
        return -1;
    put(d, "themes/amont.yaml",
        "family: F\nfonts: a.otf\n"
        "texts:\n  title: {size_pt: 12, weight: bold, colour: \"#ff0000\"}\n  bare: {}\n"
        "graphics:\n  line: {stroke: \"#000000\", width_mm: 0.3, dashes_mm: [1, 2]}\n");
    put(d, "palettes.yaml", "palettes:\n  p: {\"2\": [\"#ffffff\", \"#000000\"]}\n");
    put(d, "words/fr.yaml", "yes: oui\nlist: [a]\n");
    put(d, "words/en.yaml", "yes: 'yes'\n");
    put(d, "pages/small.yaml",
        "width_mm: 100\nheight_mm: 50\ntexts:\n  title: {size_pt: 8, italic: true}\n");
    put(d, "pages/bad.yaml", "width_mm: 100\n");
    put(d, "pages/notes.txt", "not a page\n");
    return 0;
}

static int tear_down(void **state) {
    desk *d = *state;
    scratch_remove(d->folder);
    amont_styles_free(d->styles);
    g_clear_error(&d->error);
    g_free(d);
    return 0;
}

static void load_desk(desk *d) {
    amont_styles_free(d->styles);
    g_clear_error(&d->error);
    d->styles = amont_styles_load(d->folder, NULL, NULL, AMONT_LANGUAGE_FR, &d->error);
}

static void load_well(desk *d) {
    load_desk(d);
    assert_ok(d->error);
}

/* --- the styles that come with the program --- */

static void every_page_can_be_read_and_changes_known_texts(void **state) {
    (void)state;
    g_autoptr(amont_styles) styles = load(AMONT_LANGUAGE_FR);
    g_auto(GStrv) names = amont_styles_names(styles->folder, "pages");
    assert_true(g_strv_contains((const char *const *)names, "a4-portrait"));
    for (char **name = names; *name; name++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_page_style) page = amont_styles_page(styles, *name, &error);
        assert_ok(error);
        assert_true(page->width_mm > 2 * page->margin_mm && page->height_mm > 2 * page->margin_mm);
        for (guint i = 0; i < page->texts->len; i++) {
            const amont_entry *changed = page->texts->pdata[i];
            amont_text_style style;
            amont_styles_text(styles, page, changed->name, &style, &error);
            assert_ok(error);
        }
    }
}

static void a4_is_a4(void **state) {
    (void)state; /* ISO 216 */
    g_autoptr(amont_styles) styles = load(AMONT_LANGUAGE_FR);
    g_autoptr(amont_page_style) page = amont_styles_page(styles, "a4-portrait", NULL);
    assert_near(page->width_mm, 210, 0);
    assert_near(page->height_mm, 297, 0);
}

static void graphics_name_texts_and_words_that_there_are(void **state) {
    (void)state;
    g_autoptr(amont_styles) french = load(AMONT_LANGUAGE_FR), english = load(AMONT_LANGUAGE_EN);
    for (guint i = 0; i < french->theme->graphics->len; i++) {
        const amont_graphic_style *graphic = french->theme->graphics->pdata[i];
        g_autoptr(GError) error = NULL;
        amont_text_style style;
        if (graphic->text)
            amont_styles_text(french, NULL, graphic->text, &style, &error);
        assert_ok(error);
        if (graphic->word && amont_styles_word(french, graphic->word, &error))
            amont_styles_word(english, graphic->word, &error);
        assert_ok(error);
    }
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The {names} in a word, in order of the alphabet, each once. */
static char *placeholders(const char *word) {
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *open = strchr(word, '{'); open; open = strchr(open + 1, '{')) {
        const char *close = strchr(open, '}');
        assert_non_null(close);
        g_autofree char *name = g_strndup(open, (gsize)(close - open));
        if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            g_ptr_array_add(names, g_steal_pointer(&name));
    }
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static void both_languages_have_the_same_words_with_the_same_gaps(void **state) {
    (void)state;
    g_autoptr(amont_styles) french = load(AMONT_LANGUAGE_FR), english = load(AMONT_LANGUAGE_EN);
    assert_int_equal(french->words->n, english->words->n);
    for (size_t i = 0; i < french->words->n; i++) {
        const char *key = french->words->keys[i]->text;
        g_autoptr(GError) error = NULL;
        const char *fr = amont_styles_word(french, key, &error);
        const char *en = amont_styles_word(english, key, &error);
        assert_ok(error);
        g_autofree char *in_french = placeholders(fr), *in_english = placeholders(en);
        if (strcmp(in_french, in_english) != 0)
            fail_msg("%s: %s, but %s", key, in_french, in_english);
    }
}

/* --- themes and pages --- */

static void an_unknown_theme_is_told_with_those_there_are(void **state) {
    desk *d = *state;
    assert_null(amont_styles_load(d->folder, NULL, "none", AMONT_LANGUAGE_FR, &d->error));
    assert_true(g_error_matches(d->error, AMONT_ERROR, AMONT_ERROR_CONFIG));
    assert_string_equal(d->error->message,
                        "there is no theme 'none'\n"
                        "one of: amont; or a file of your own whose name ends in .yaml");
}

static void a_theme_of_ones_own_that_is_not_there_is_no_input(void **state) {
    desk *d = *state;
    assert_null(amont_styles_load(d->folder, d->folder, "none.yaml", AMONT_LANGUAGE_FR, &d->error));
    assert_true(g_error_matches(d->error, AMONT_ERROR, AMONT_ERROR_NO_INPUT));
    assert_non_null(strstr(d->error->message, "none.yaml"));
}

/* ---- styles that extend others --- */

static void load_charter(desk *d, const char *text) {
    put(d, "charter.yaml", text);
    d->styles =
        amont_styles_load(d->folder, d->folder, "charter.yaml", AMONT_LANGUAGE_FR, &d->error);
}

static void a_theme_changes_what_it_says_of_the_one_it_extends(void **state) {
    desk *d = *state;
    load_charter(d, "extends: amont\ntexts:\n  title: {size_pt: 20}\n  mine: {size_pt: 9}\n"
                    "graphics:\n  line: {width_mm: 1}\n");
    assert_ok(d->error);
    amont_text_style title, mine;
    assert_true(amont_styles_text(d->styles, NULL, "title", &title, &d->error));
    assert_true(amont_styles_text(d->styles, NULL, "mine", &mine, &d->error));
    assert_near(title.size_pt, 20, 0);
    assert_int_equal(title.weight, AMONT_WEIGHT_BOLD);
    assert_near(title.colour.red, 1, 0);
    assert_near(mine.size_pt, 9, 0);
    const amont_graphic_style *line = amont_styles_graphic(d->styles, "line");
    assert_near(line->width_mm, 1, 0);
    assert_int_equal(line->dashes_mm->len, 2);
    assert_string_equal(d->styles->theme->family, "F");
}

static void a_theme_changes_pages(void **state) {
    desk *d = *state;
    load_charter(d, "extends: amont\npages:\n  all: {margin_mm: 15, inset_mm: 4}\n"
                    "  small: {margin_mm: 3, texts: {title: {size_pt: 7}}}\n");
    assert_ok(d->error);
    g_autoptr(amont_page_style) page = amont_styles_page(d->styles, "small", &d->error);
    assert_ok(d->error);
    assert_near(page->margin_mm, 3, 0);
    assert_near(page->inset_mm, 4, 0);
    assert_near(page->width_mm, 100, 0);
    amont_text_style title;
    assert_true(amont_styles_text(d->styles, page, "title", &title, &d->error));
    assert_near(title.size_pt, 7, 0);
    assert_true(title.italic); /* of the page itself */
}

static void a_theme_brings_palettes_of_its_own(void **state) {
    desk *d = *state;
    load_charter(
        d, "extends: amont\npalettes:\n  p: {\"3\": [\"#ffffff\", \"#888888\", \"#000000\"]}\n"
           "  mine: {ramp: [\"#ffffff\", \"#000080\"]}\n"
           "usual_palettes: {sequential: mine}\n");
    assert_ok(d->error);
    const amont_palette *p = amont_styles_palette(d->styles, "p");
    assert_null(p->by_count[0]); /* the other palette of that name is not mixed in */
    assert_non_null(p->by_count[1]);
    assert_non_null(amont_styles_palette(d->styles, "mine"));
    assert_string_equal(d->styles->theme->usual_palettes->by_kind[AMONT_PALETTE_SEQUENTIAL],
                        "mine");
}

static void a_mistake_in_a_theme_is_told_in_its_own_file(void **state) {
    desk *d = *state;
    load_charter(d, "extends: amont\npages:\n  all: {margin: 15}\n");
    assert_null(d->styles);
    assert_non_null(strstr(d->error->message, "charter.yaml:3:9: margin: unknown key in a page"));
}

static void a_slip_in_a_name_of_a_theme_is_told(void **state) {
    desk *d = *state;
    load_charter(d, "extends: amont\ntexts:\n  titel: {size_pt: 20}\n");
    assert_null(d->styles);
    assert_non_null(strstr(d->error->message, "charter.yaml:3:3: texts: no style of that name is "
                                              "used: 'titel'\ndid you mean 'title'?"));
    g_clear_error(&d->error);
    load_charter(d, "extends: amont\npages:\n  smal: {margin_mm: 9}\n");
    assert_null(d->styles);
    assert_non_null(strstr(d->error->message, "charter.yaml:3:9: there is no page 'smal'"));
    g_clear_error(&d->error);
    load_charter(d, "extends: amont\npages:\n  small: {texts: {titel: {size_pt: 9}}}\n");
    assert_null(d->styles);
    assert_non_null(strstr(d->error->message, "the theme has no text style 'titel'"));
}

static void a_colour_without_quotes_is_told(void **state) {
    desk *d = *state;
    load_charter(d, "extends: amont\ntexts:\n  title:\n    colour: #aa0000\n");
    assert_null(d->styles);
    assert_non_null(
        strstr(d->error->message, "colour: there is no colour here\nwrite it in quotes"));
}

static void a_theme_that_extends_itself_is_refused(void **state) {
    desk *d = *state;
    load_charter(d, "extends: charter.yaml\n");
    assert_null(d->styles);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_non_null(
        strstr(d->error->message, "charter.yaml:1:10: extends: this style extends itself"));
}

static void what_a_theme_extends_must_be_there(void **state) {
    desk *d = *state;
    load_charter(d, "extends: amond\n");
    assert_null(d->styles);
    assert_non_null(
        strstr(d->error->message, "charter.yaml:1:10: extends: there is no theme 'amond'"));
}

static void a_page_may_be_a_file_or_a_size(void **state) {
    desk *d = *state;
    g_autoptr(amont_styles) styles = load(AMONT_LANGUAGE_FR);
    put(d, "mine.yaml", "extends: a4-portrait\nmargin_mm: 20\n");
    g_free(styles->home);
    styles->home = g_strdup(d->folder);
    g_autoptr(amont_page_style) file = amont_styles_page(styles, "mine.yaml", &d->error);
    assert_ok(d->error);
    assert_near(file->margin_mm, 20, 0);
    assert_near(file->height_mm, 297, 0);
    g_autoptr(amont_page_style) narrow = amont_styles_page(styles, "90x120mm", &d->error);
    g_autoptr(amont_page_style) wide = amont_styles_page(styles, "250.5x180mm", &d->error);
    assert_ok(d->error);
    assert_true(narrow->compact);
    assert_near(narrow->width_mm, 90, 0);
    assert_near(narrow->height_mm, 120, 0);
    assert_false(wide->compact);
    assert_near(wide->width_mm, 250.5, 0);
    assert_null(amont_styles_page(styles, "5x120mm", &d->error));
    assert_string_equal(d->error->message,
                        "a page of 5 × 120 mm cannot be made\nfrom 30 to 2000 mm a side");
}

static void every_file_of_a_style_is_needed(void **state) {
    desk *d = *state;
    static const char *const files[] = {"themes/amont.yaml", "palettes.yaml", "words/fr.yaml"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        put(d, files[i], "- a list\n- is no mapping: {\n");
        load_desk(d);
        assert_null(d->styles);
        assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
        assert_non_null(strstr(d->error->message, files[i]));
        put(d, files[i],
            i == 0 ? "family: F\nfonts: a\ntexts: {}\ngraphics: {}\n" : "palettes: {}\n");
    }
}

static void a_mistake_in_a_style_is_told_at_its_line(void **state) {
    desk *d = *state;
    put(d, "palettes.yaml", "palettes:\n  p:\n    \"2\": [\"#ffffff\", black]\n");
    load_desk(d);
    assert_null(d->styles);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_non_null(strstr(d->error->message, "palettes.yaml:3:22: 2: a quoted colour"));
}

static void an_unknown_page_is_told_with_those_there_are(void **state) {
    desk *d = *state;
    load_well(d);
    assert_null(amont_styles_page(d->styles, "a5", &d->error));
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_string_equal(d->error->message,
                        "there is no page 'a5'\n"
                        "one of: bad, small; or a file of your own whose name ends in .yaml");
}

static void a_page_without_its_height_is_refused(void **state) {
    desk *d = *state;
    load_well(d);
    assert_null(amont_styles_page(d->styles, "bad", &d->error));
    assert_non_null(strstr(d->error->message, "bad.yaml:1:1: height_mm: this key is required"));
}

static void a_page_may_be_read_twice(void **state) {
    desk *d = *state;
    load_well(d);
    g_autoptr(amont_page_style) one = amont_styles_page(d->styles, "small", &d->error);
    g_autoptr(amont_page_style) two = amont_styles_page(d->styles, "small", &d->error);
    assert_ok(d->error);
    assert_near(one->width_mm, two->width_mm, 0);
    assert_near(one->margin_mm, 8, 0);
    assert_false(one->compact);
}

static void a_page_changes_only_what_it_says(void **state) {
    desk *d = *state;
    load_well(d);
    g_autoptr(amont_page_style) page = amont_styles_page(d->styles, "small", &d->error);
    amont_text_style before, after;
    assert_true(amont_styles_text(d->styles, NULL, "title", &before, &d->error));
    assert_true(amont_styles_text(d->styles, page, "title", &after, &d->error));
    assert_near(before.size_pt, 12, 0);
    assert_near(after.size_pt, 8, 0);
    assert_false(before.italic);
    assert_true(after.italic);
    assert_int_equal(after.weight, AMONT_WEIGHT_BOLD);
    assert_near(after.colour.red, 1, 0);
}

static void a_text_style_without_a_word_is_regular(void **state) {
    desk *d = *state;
    load_well(d);
    amont_text_style style;
    assert_true(amont_styles_text(d->styles, NULL, "bare", &style, &d->error));
    assert_int_equal(style.weight, AMONT_WEIGHT_REGULAR);
    assert_true(style.size_pt > 0 && style.halo_mm == 0 && style.spacing_pt == 0);
    assert_near(style.colour.red, 0, 0);
}

static void an_unknown_text_style_is_an_error(void **state) {
    desk *d = *state;
    load_well(d);
    amont_text_style style;
    assert_false(amont_styles_text(d->styles, NULL, "none", &style, &d->error));
    assert_non_null(strstr(d->error->message, "texts: the theme has no text style 'none'"));
}

static void graphics_and_palettes_are_found_by_name(void **state) {
    desk *d = *state;
    load_well(d);
    const amont_graphic_style *line = amont_styles_graphic(d->styles, "line");
    assert_non_null(line);
    assert_true(amont_colour_is_none(line->fill));
    assert_false(amont_colour_is_none(line->stroke));
    assert_int_equal(line->dashes_mm->len, 2);
    assert_true(isnan(line->hatch_gap_mm));
    assert_null(amont_styles_graphic(d->styles, "none"));
    assert_null(amont_styles_graphic(d->styles, NULL));
    assert_int_equal(amont_styles_palette(d->styles, "p")->by_count[0]->len, 2);
    assert_null(amont_styles_palette(d->styles, "p")->by_count[1]);
    assert_null(amont_styles_palette(d->styles, "q"));
}

/* --- words --- */

static void a_missing_word_is_told_with_its_key(void **state) {
    desk *d = *state;
    load_well(d);
    assert_string_equal(amont_styles_word(d->styles, "yes", &d->error), "oui");
    assert_null(amont_styles_word(d->styles, "no", &d->error));
    assert_true(g_error_matches(d->error, AMONT_ERROR, AMONT_ERROR_DATA));
    assert_non_null(
        strstr(d->error->message, "fr.yaml:1:1: no: this word is missing from the dictionary\n"));
    assert_null(amont_styles_word(d->styles, "list", NULL));
    assert_string_equal(amont_styles_word_or(d->styles, "yes", "?"), "oui");
    assert_string_equal(amont_styles_word_or(d->styles, "no", "?"), "?");
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_can_be_read_and_changes_known_texts),
        cmocka_unit_test(a4_is_a4),
        cmocka_unit_test(graphics_name_texts_and_words_that_there_are),
        cmocka_unit_test(both_languages_have_the_same_words_with_the_same_gaps),
        DESK_TEST(an_unknown_theme_is_told_with_those_there_are),
        DESK_TEST(a_theme_of_ones_own_that_is_not_there_is_no_input),
        DESK_TEST(a_theme_changes_what_it_says_of_the_one_it_extends),
        DESK_TEST(a_theme_changes_pages),
        DESK_TEST(a_theme_brings_palettes_of_its_own),
        DESK_TEST(a_mistake_in_a_theme_is_told_in_its_own_file),
        DESK_TEST(a_slip_in_a_name_of_a_theme_is_told),
        DESK_TEST(a_colour_without_quotes_is_told),
        DESK_TEST(a_theme_that_extends_itself_is_refused),
        DESK_TEST(what_a_theme_extends_must_be_there),
        DESK_TEST(a_page_may_be_a_file_or_a_size),
        DESK_TEST(every_file_of_a_style_is_needed),
        DESK_TEST(a_mistake_in_a_style_is_told_at_its_line),
        DESK_TEST(an_unknown_page_is_told_with_those_there_are),
        DESK_TEST(a_page_without_its_height_is_refused),
        DESK_TEST(a_page_may_be_read_twice),
        DESK_TEST(a_page_changes_only_what_it_says),
        DESK_TEST(a_text_style_without_a_word_is_regular),
        DESK_TEST(an_unknown_text_style_is_an_error),
        DESK_TEST(graphics_and_palettes_are_found_by_name),
        DESK_TEST(a_missing_word_is_told_with_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
