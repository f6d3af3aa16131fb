/* SVG: millimetres, shapes as themselves, texts as texts, layers, clips, metadata. */
#include "atlas.h"

#include "amont/render.h"
#include <string.h>

typedef struct desk {
    atlas *a; /* for its fonts and styles */
    amont_page *page;
    amont_text_style text;
} desk;

static const amont_paint ink = {.fill = {0.2, 0.4, 0.6}, .stroke = {NAN, NAN, NAN}};

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->a = atlas_open(ATLAS_SMALL);
    d->page = amont_page_new(85, 112.5, d->a->fonts);
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

/* The file, which GLib's parser must accept; free it. */
static char *svg_of(desk *d) {
    static const GMarkupParser parser = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) bytes = amont_render_svg(d->page, &error);
    assert_ok(error);
    char *text = g_strndup((const char *)bytes->data, bytes->len);
    assert_int_equal(strlen(text), bytes->len);
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
    g_markup_parse_context_parse(context, text, -1, &error);
    assert_ok(error);
    g_markup_parse_context_end_parse(context, &error);
    assert_ok(error);
    return text;
}

static size_t count(const char *text, const char *part) {
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

#define assert_once(text, part) assert_int_equal(count(text, part), 1)

/* ---- shapes -------------------------------------------------------------------------------- */

static void a_unit_is_a_millimetre(void **state) {
    g_autofree char *svg = svg_of(*state);
    assert_once(svg, " width=\"85mm\" height=\"112.5mm\" viewBox=\"0 0 85 112.5\"");
}

static void a_circle_and_a_rectangle_are_themselves(void **state) {
    desk *d = *state;
    amont_page_circle(d->page, 40, 41.00049, 5.25);
    amont_page_paint(d->page, "map.disc", &ink, -1);
    amont_page_rectangle(d->page, (amont_box){10, 20, 30.5, 20.25});
    amont_page_paint(d->page, "map.class", &ink, -1);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "<circle cx=\"40\" cy=\"41\" r=\"5.25\" fill=\"#336699\"/>");
    assert_once(svg, "<rect x=\"10\" y=\"20\" width=\"20.5\" height=\"0.25\" fill=\"#336699\"/>");
    assert_null(strstr(svg, "<path"));
}

static void what_lets_light_through_says_how_much(void **state) {
    desk *d = *state;
    const amont_paint veil = {
        .fill = {1, 1, 1}, .stroke = {0, 0, 0}, .width_mm = 1, .transparency = 0.35};
    amont_page_rectangle(d->page, (amont_box){0, 0, 10, 10});
    amont_page_paint(d->page, "map.mask", &veil, -1);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, " fill=\"#ffffff\" fill-opacity=\"0.65\" stroke=\"#000000\" "
                     "stroke-opacity=\"0.65\" stroke-width=\"1\"");
}

/* 1/3 and 2/3 of a millimetre: 0.333 and 0.667; each difference is between rounded places. */
static void lines_are_differences_of_rounded_places(void **state) {
    desk *d = *state;
    amont_page_move(d->page, 0, 1);
    for (int i = 1; i <= 3; i++)
        amont_page_line(d->page, i / 3.0, 1 - i / 3.0);
    amont_page_close(d->page);
    amont_page_circle(d->page, 20, 20, 2);
    const amont_paint line = {.fill = {NAN, NAN, NAN},
                              .stroke = {0, 0, 0},
                              .width_mm = 0.15,
                              .dashes_mm = {2, 0.5},
                              .n_dashes = 2};
    amont_page_paint(d->page, "map.edge", &line, -1);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "d=\"M0 1l0.333-0.333l0.334-0.334l0.333-0.333z"
                     "M18 20a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z\"");
    assert_once(svg, " stroke=\"#000000\" stroke-width=\"0.15\" stroke-dasharray=\"2 0.5\"/>");
}

/* ---- texts --------------------------------------------------------------------------------- */

static void a_text_with_a_halo_stands_once(void **state) {
    desk *d = *state;
    amont_text_style style = {.size_pt = 10,
                              .weight = AMONT_WEIGHT_BOLD,
                              .italic = true,
                              .colour = {0, 0, 1},
                              .halo_mm = 0.4,
                              .halo = {1, 1, 1},
                              .spacing_pt = 0.5};
    amont_page_text_turned(d->page, "label.water", "La Seine", &style, 10, 70, G_PI / 6);
    g_autofree char *svg = svg_of(d);
    /* 10 pt = 3.528 mm, 0.5 pt = 0.176 mm */
    assert_once(svg, "<text x=\"10\" y=\"70\" transform=\"rotate(30 10 70)\" font-size=\"3.528\" "
                     "font-weight=\"700\" font-style=\"italic\" letter-spacing=\"0.176\" "
                     "fill=\"#0000ff\" stroke=\"#ffffff\" stroke-width=\"0.8\" "
                     "paint-order=\"stroke\" textLength=\"");
    assert_once(svg, ">La Seine</text>");
    assert_once(svg, "font-family=\"'Inter', ");
}

static void a_text_is_as_long_as_on_the_page(void **state) {
    desk *d = *state;
    double width = amont_page_measure(d->page, "Choisy-le-Roi", &d->text).width;
    amont_page_text(d->page, "legend.label", "Choisy-le-Roi", &d->text, 10, 70, AMONT_LEFT);
    g_autofree char *svg = svg_of(d);
    const char *at = strstr(svg, "textLength=\"");
    assert_non_null(at);
    assert_near(g_ascii_strtod(at + strlen("textLength=\""), NULL), width, 0.0005);
}

static void what_xml_cannot_hold_is_written_otherwise(void **state) {
    desk *d = *state;
    d->page->title = g_strdup("a < b & \"c\"");
    d->page->author = g_strdup("\001bell");
    amont_page_text(d->page, "note", "R&D <b> ", &d->text, 10, 70, AMONT_LEFT);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "<title>a &lt; b &amp; &quot;c&quot;</title>");
    assert_once(svg, ">R&amp;D &lt;b&gt; </text>");
    assert_once(svg, "<dc:title>\uFFFDbell</dc:title>");
}

/* ---- layers and clips ---------------------------------------------------------------------- */

static void paint_box(desk *d, const char *role, double x) {
    amont_page_rectangle(d->page, (amont_box){x, 10, x + 5, 15});
    amont_page_paint(d->page, role, &ink, -1);
}

static void runs_of_a_kind_are_layers_with_ids_of_their_own(void **state) {
    desk *d = *state;
    paint_box(d, "map.limit", 10);
    paint_box(d, "map.limit", 20);
    paint_box(d, "legend.key", 30);
    paint_box(d, "map.limit", 40);
    g_autofree char *svg = svg_of(d);
    const char *layer = " inkscape:groupmode=\"layer\" inkscape:label=";
    assert_int_equal(count(svg, layer), 3);
    assert_once(svg, "<g id=\"limites\" inkscape:groupmode=\"layer\" inkscape:label=\"Limites\">");
    assert_once(svg, "<g id=\"legende\" inkscape:groupmode=\"layer\" inkscape:label=\"Légende\">");
    assert_once(svg, "<g id=\"limites-2\" ");
}

static void layers_speak_the_language_of_the_page(void **state) {
    desk *d = *state;
    d->page->language = "en";
    paint_box(d, "legend.key", 30);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "<g id=\"legend\" inkscape:groupmode=\"layer\" inkscape:label=\"Legend\">");
    assert_once(svg, " lang=\"en\" xml:lang=\"en\"");
}

static void the_number_of_a_symbol_stays_in_its_layer(void **state) {
    desk *d = *state;
    paint_box(d, "list.badge", 10);
    amont_page_text(d->page, "label.badge", "12", &d->text, 11, 14, AMONT_LEFT);
    paint_box(d, "list.badge", 20);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "inkscape:groupmode");
}

/* A clip that reaches over two layers is opened in each; one within another, inside it. */
static void a_clip_is_opened_in_every_layer_it_cuts(void **state) {
    desk *d = *state;
    amont_page_rectangle(d->page, (amont_box){0, 0, 50, 50});
    amont_page_clip(d->page);
    paint_box(d, "map.territory", 10);
    amont_page_circle(d->page, 12, 12, 3);
    amont_page_clip(d->page);
    paint_box(d, "map.missing", 10);
    amont_page_unclip(d->page);
    amont_page_unclip(d->page);
    paint_box(d, "map.missing", 60);
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "<clipPath id=\"clip-1\"><rect x=\"0\" y=\"0\" width=\"50\" height=\"50\"/>");
    assert_once(svg, "<clipPath id=\"clip-2\"><circle cx=\"12\" cy=\"12\" r=\"3\"/></clipPath>");
    const char *box = "<rect x=\"10\" y=\"10\" width=\"5\" height=\"5\" fill=\"#336699\"/>\n";
    g_autofree char *expected =
        g_strconcat("<g id=\"fond\" inkscape:groupmode=\"layer\" inkscape:label=\"Fond\">\n"
                    "<g clip-path=\"url(#clip-1)\">\n",
                    box,
                    "</g>\n</g>\n"
                    "<g id=\"theme\" inkscape:groupmode=\"layer\" inkscape:label=\"Thème\">\n"
                    "<g clip-path=\"url(#clip-1)\">\n<g clip-path=\"url(#clip-2)\">\n",
                    box, "</g>\n</g>\n<rect x=\"60\"", NULL);
    assert_once(svg, expected);
}

/* ---- the file ------------------------------------------------------------------------------ */

static void the_file_says_what_it_is(void **state) {
    desk *d = *state;
    d->page->title = g_strdup("Essai");
    d->page->subject = g_strdup("Une page");
    d->page->author = g_strdup("Service des cartes");
    d->page->date = g_strdup("2026-11-22");
    g_autofree char *svg = svg_of(d);
    assert_once(svg, "<title>Essai</title>\n<desc>Une page</desc>\n<metadata>");
    assert_once(svg, "<dc:creator><cc:Agent><dc:title>Service des cartes</dc:title>");
    assert_once(svg, "<dc:date>2026-11-22</dc:date>");
    assert_once(svg, "<dc:language>fr</dc:language>");
}

static void a_page_of_the_study_is_the_same_file_twice(void **state) {
    desk *d = *state;
    g_autoptr(amont_page) page = atlas_page(d->a, "projets");
    g_autoptr(GByteArray) first = amont_render_svg(page, NULL);
    g_autoptr(GByteArray) again = amont_render_svg(page, NULL);
    assert_true(first->len > 1000);
    assert_int_equal(first->len, again->len);
    assert_memory_equal(first->data, again->data, first->len);
}

static void a_page_in_error_is_not_written(void **state) {
    desk *d = *state;
    g_autoptr(GError) error = NULL;
    amont_page_text(d->page, "note", "港", &d->text, 10, 10, AMONT_LEFT);
    assert_null(amont_render_svg(d->page, &error));
    assert_int_equal(error->code, AMONT_ERROR_UNAVAILABLE);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_unit_is_a_millimetre),
        TEST(a_circle_and_a_rectangle_are_themselves),
        TEST(what_lets_light_through_says_how_much),
        TEST(lines_are_differences_of_rounded_places),
        TEST(a_text_with_a_halo_stands_once),
        TEST(a_text_is_as_long_as_on_the_page),
        TEST(what_xml_cannot_hold_is_written_otherwise),
        TEST(runs_of_a_kind_are_layers_with_ids_of_their_own),
        TEST(layers_speak_the_language_of_the_page),
        TEST(the_number_of_a_symbol_stays_in_its_layer),
        TEST(a_clip_is_opened_in_every_layer_it_cuts),
        TEST(the_file_says_what_it_is),
        TEST(a_page_of_the_study_is_the_same_file_twice),
        TEST(a_page_in_error_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
