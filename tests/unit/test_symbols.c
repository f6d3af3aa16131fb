/* Marks of symbols, measured on the page: an invented archipelago of squares of 2 km, under each
 * mark (tests/cli/files/symbols.yaml). Sizes are hand calculations from the values of its tables.
 */
#include "atlas.h"

#include "amont/facts.h"
#include "amont/render.h"
#include "draw/marks/sizes.h"
#include <math.h>
#include <string.h>

static int open_symbols(void **state) {
    g_autofree char *path = check_path("cli/files/symbols.yaml");
    *state = atlas_open(path);
    return 0;
}

static int close_symbols(void **state) {
    atlas_free(*state);
    return 0;
}

/* ---- measures ------------------------------------------------------------------------------ */

static const amont_item *nth(const amont_page *page, const char *role, guint n) {
    for (guint i = 0; i < page->items->len; i++)
        if (strcmp(atlas_item(page, i)->role, role) == 0 && n-- == 0)
            return atlas_item(page, i);
    fail_msg("the page has too few '%s'", role);
    return NULL;
}

static const amont_step *steps_of(const amont_page *page, const amont_item *item) {
    return &g_array_index(page->steps, amont_step, item->first_step);
}

/* Of what a path fills: a circle, or rings that run opposite ways where they are holes. */
static double area_of(const amont_page *page, const amont_item *item) {
    const amont_step *steps = steps_of(page, item);
    double sum = 0;
    size_t first = 0;
    for (size_t i = 0; i < item->n_steps; i++) {
        if (steps[i].kind == AMONT_CIRCLE)
            return G_PI * steps[i].radius * steps[i].radius;
        first = steps[i].kind == AMONT_MOVE ? i : first;
        bool ends = i + 1 == item->n_steps || steps[i + 1].kind != AMONT_LINE;
        const amont_step *next = ends ? &steps[first] : &steps[i + 1];
        if (steps[i].kind != AMONT_CLOSE)
            sum += steps[i].x * next->y - next->x * steps[i].y;
    }
    return fabs(sum) / 2;
}

static double area_at(const amont_page *page, const char *role, guint n) {
    return area_of(page, nth(page, role, n));
}

static const amont_legend_entry *entry_of(const amont_page *page, amont_legend_kind kind, guint n) {
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *entry = page->legend->pdata[i];
        if (entry->kind == kind && n-- == 0)
            return entry;
    }
    fail_msg("the legend has too few entries");
    return NULL;
}

/* The island 01 is a square of 2 km about (651000, 6861000). */
typedef struct ground {
    double x, y, mm_a_metre;
} ground;

static ground ground_of(const amont_page *page) {
    amont_box box = nth(page, "map.territory", 0)->box;
    return (ground){box.min_x, box.max_y, (box.max_x - box.min_x) / 2000};
}

static void assert_at(const amont_page *page, const amont_item *item, double x, double y) {
    ground g = ground_of(page);
    assert_near((item->box.min_x + item->box.max_x) / 2, g.x + (x - 650000) * g.mm_a_metre, 1e-6);
    assert_near((item->box.min_y + item->box.max_y) / 2, g.y - (y - 6860000) * g.mm_a_metre, 1e-6);
}

static void assert_says(const amont_page *page, const char *role, const char *words) {
    g_autofree char *texts = atlas_texts(page, role);
    if (!strstr(texts, words))
        fail_msg("'%s' is not in '%s'", words, texts);
}

/* ---- proportional symbols -------------------------------------------------------------------- */

/* 9,000, 4,000 and 1,000 inhabitants; the largest symbol of an insert is as large as a disc of 8
 * mm. */
static void squares_have_the_area_of_the_circle_of_their_value(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "carres");
    const double largest = G_PI / 4 * 8 * 8;
    assert_int_equal(atlas_count(page, "map.disc"), 3);
    assert_near(area_at(page, "map.disc", 0), largest, 0.005 * largest);
    assert_near(area_at(page, "map.disc", 1), largest * 4 / 9, 0.005 * largest * 4 / 9);
    assert_near(area_at(page, "map.disc", 2), largest / 9, 0.005 * largest / 9);
}

static void the_legend_of_symbols_has_the_scale_of_the_map(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "carres");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "10 000 hab. 5 000 2 000");
    const double values[] = {10000, 5000, 2000};
    for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
        const amont_legend_entry *entry = entry_of(page, AMONT_LEGEND_DISC, i);
        assert_near(entry->size_mm, 8 * sqrt(values[i] / 9000), 1e-9);
        assert_near(area_at(page, "legend.key", 2 * i), G_PI / 4 * 64 * values[i] / 9000, 1e-6);
    }
}

/* The greatest value of a legend is near that of the map: 1,430 asks for 2,000, as the disc of
 * 1,000 is a sixth narrower; 1,300 is near enough to 1,000. A length is easier to add to. */
static void values_of_a_legend_span_those_of_the_map(void **state) {
    (void)state;
    static const struct {
        double most, least, first, second;
    } cases[] = {
        {1430, 36, 2000, 500},     {1300, 36, 1000, 200},     {33200, 4840, 50000, 20000},
        {100, 1, 100, 20},         {6700, 100, 10000, 2000},  {0.027, 0.0001, 0.05, 0.01},
        {300, INFINITY, 200, 100}, {310, INFINITY, 500, 200},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double values[AMONT_SIZES_SHOWN];
        size_t n = amont_sizes_shown(cases[i].most, cases[i].least, false, values);
        assert_int_equal(n, 3);
        assert_near(values[0], cases[i].first, 1e-12);
        assert_near(values[1], cases[i].second, 1e-12);
    }
}

/* With `largest: 16000` and 20 mm, 9,000 is a disc of 20 × √(9/16) = 15 mm. */
static void a_series_of_maps_has_one_scale(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "serie");
    assert_near(area_at(page, "map.disc", 0), G_PI / 4 * 15 * 15, 1e-9);
}

static void values_below_zero_have_a_colour_and_a_key(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "cercles");
    const amont_item *plus = nth(page, "map.disc", 0), *minus = nth(page, "map.disc", 1);
    assert_near(area_of(page, minus) / area_of(page, plus), 0.25, 1e-9);
    assert_int_not_equal(plus->entry, minus->entry);
    assert_says(page, "legend.label", "Valeur positive Valeur négative");
    assert_says(page, "label.value", "400");
    assert_says(page, "label.value", "\u2212100");
}

static void a_value_of_zero_has_no_symbol_and_a_note(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "cercles");
    assert_int_equal(atlas_count(page, "map.disc"), 2);
    assert_says(page, "note", "Valeur nulle, sans symbole : Cygne.");
}

/* 20 of 10,000 would be a square of 0.63 mm², below the floor of 1.2 mm², which stands for 38.2:
 * the shortest number from 20 to there is 30. */
static void what_is_too_small_is_open_and_said(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "petits");
    assert_int_equal(atlas_count(page, "map.disc"), 1);
    assert_int_equal(atlas_count(page, "map.disc_small"), 1);
    assert_near(area_at(page, "map.disc_small", 0), 1.2, 0.005);
    assert_says(page, "legend.label", "moins de 30");
    assert_says(page, "label.value", "20");
}

static void a_missing_value_has_a_hatched_key_of_its_own(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "petits");
    assert_says(page, "legend.label", "Donnée manquante");
    assert_near(area_at(page, "map.missing", 0), 4 * 2.6, 1e-9);
}

static void each_value_of_few_zones_is_written(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "carres");
    const char *const values[] = {"9 000", "4 000", "1 000"};
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        assert_says(page, "label.value", values[i]);
}

static void circles_stand_out_over_a_choropleth(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "dessus");
    const amont_item *disc = nth(page, "map.disc", 0), *edge = nth(page, "map.symbol_edge", 0);
    assert_true(nth(page, "map.class", 0) < disc);
    assert_near(edge->box.max_x - edge->box.min_x, disc->box.max_x - disc->box.min_x + 0.6, 1e-9);
    assert_true(amont_colour_lightness(edge->paint.fill) > 95);
    assert_true(amont_colour_lightness(disc->paint.fill) < 25);
}

/* ---- points -------------------------------------------------------------------------------- */

static void points_stand_at_their_true_places(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "lieux");
    assert_int_equal(atlas_count(page, "map.point"), 5);
    assert_at(page, nth(page, "map.point", 2), 653000, 6861500); /* from north to south */
    const amont_item *other = nth(page, "map.point", 1);         /* a hexagon */
    assert_at(page, other, 651000, 6863000);
}

static void what_the_map_does_not_list_is_other(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "lieux");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "Phare Bouée Non renseigné Autre");
}

static void categories_that_no_map_lists_are_found(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "genres");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "bouée phare épave Non renseigné");
}

/* The lighthouse and the buoy are 20 m apart: 0.8 mm at 1:25,000. */
static void symbols_that_hide_each_other_are_counted(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "lieux");
    assert_says(page, "note", "Symboles couverts pour moitié ou plus par un autre : 1.");
}

/* ---- parts --------------------------------------------------------------------------------- */

static double height_at(const amont_page *page, guint n) {
    const amont_item *bar = nth(page, "map.bar", n);
    return bar->box.max_y - bar->box.min_y - bar->paint.width_mm;
}

/* Island 01 has 100, 300 and 0 jobs; 02 has 50, 50 and 100; a part of 03 is missing. */
static void heights_of_bars_are_to_each_other_as_values_are(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "barres");
    const double values[] = {100, 300, 50, 50, 100};
    assert_int_equal(atlas_count(page, "map.bar"), G_N_ELEMENTS(values));
    for (guint i = 0; i < G_N_ELEMENTS(values); i++)
        assert_near(height_at(page, i), 20 * values[i] / 300, 1e-9);
    assert_near(entry_of(page, AMONT_LEGEND_HEIGHT, 0)->size_mm, 20 * 200.0 / 300, 1e-9);
    assert_says(page, "legend.label", "200 100 50");
    assert_says(page, "legend.label", "Donnée manquante");
}

/* A ring leaves a quarter of its disc as a hole; 400 jobs are the ring of 20 mm. */
static void areas_of_rings_are_to_each_other_as_totals_are(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "anneaux");
    const double whole = G_PI / 4 * 20 * 20 * 0.75, shares[] = {0.25, 0.75, 0.125, 0.125, 0.25};
    assert_int_equal(atlas_count(page, "map.ring"), G_N_ELEMENTS(shares));
    for (guint i = 0; i < G_N_ELEMENTS(shares); i++)
        assert_near(area_at(page, "map.ring", i), whole * shares[i], 0.005 * whole * shares[i]);
    assert_says(page, "label.value", "400");
    assert_says(page, "label.value", "200");
}

static void parts_stand_in_the_order_of_the_map(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "anneaux");
    assert_says(page, "legend.label",
                "Emplois du port, 2025 Emplois du quai, 2025 Emplois de mer, 2025");
}

/* ---- dots ---------------------------------------------------------------------------------- */

/* Island 01 has 1,000 inhabitants, 02 4,000 and 03 9,000, drawn in this order. */
static void dots_are_as_many_as_the_value_says_and_in_their_zone(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "points");
    const guint n[] = {10, 40, 90};
    ground g = ground_of(page);
    const amont_box zones[] = {{0, 0, 2000, 2000}, {2000, 0, 4000, 2000}, {0, 2000, 2000, 4000}};
    assert_int_equal(atlas_count(page, "map.dot"), 140);
    for (guint zone = 0, dot = 0; zone < G_N_ELEMENTS(n); zone++)
        for (guint i = 0; i < n[zone]; i++, dot++) {
            amont_box box = nth(page, "map.dot", dot)->box;
            assert_true((box.min_x - g.x) / g.mm_a_metre >= zones[zone].min_x - 1e-6);
            assert_true((box.max_x - g.x) / g.mm_a_metre <= zones[zone].max_x + 1e-6);
            assert_true((g.y - box.max_y) / g.mm_a_metre >= zones[zone].min_y - 1e-6);
            assert_true((g.y - box.min_y) / g.mm_a_metre <= zones[zone].max_y + 1e-6);
        }
    assert_says(page, "legend.label", "1 point = 100 hab.");
}

static void dots_do_not_touch(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "points");
    for (guint i = 0; i < 140; i++)
        for (guint j = i + 1; j < 140; j++) {
            const amont_step *a = steps_of(page, nth(page, "map.dot", i));
            const amont_step *b = steps_of(page, nth(page, "map.dot", j));
            assert_true(hypot(a->x - b->x, a->y - b->y) > 2 * a->radius);
        }
}

/* 14,000 inhabitants as 3,000 dots at most: 4.7, so 5; a zone is far from full (2.0). */
static void a_dot_stands_for_a_round_number(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "semis");
    assert_says(page, "legend.label", "1 point = 5 hab.");
    assert_int_equal(atlas_count(page, "map.dot"), 2800);
}

static void dots_are_the_same_in_every_run(void **state) {
    g_autoptr(amont_page) one = atlas_page(*state, "points");
    g_autofree char *path = check_path("cli/files/symbols.yaml");
    g_autoptr(atlas) again = atlas_open(path);
    g_autoptr(amont_page) two = atlas_page(again, "points");
    g_autofree char *first = amont_render_script(one, NULL);
    g_autofree char *second = amont_render_script(two, NULL);
    assert_string_equal(first, second);
}

/* ---- distances and widths ----------------------------------------------------------------------
 */

/* Three discs of 500 m apart, and two whose centres are 20 m apart: these have in common
 * 2 r² acos(d / 2r) - d/2 √(4 r² - d²) (MathWorld, Circle-Circle Intersection, eq. 14). */
static void buffers_cover_each_piece_of_ground_once(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "abords");
    const double r = 500, d = 20;
    double lens = 2 * r * r * acos(d / (2 * r)) - d / 2 * sqrt(4 * r * r - d * d);
    double expected = 5 * G_PI * r * r - lens;
    ground g = ground_of(page);
    double measured = area_at(page, "map.buffer", 0) / (g.mm_a_metre * g.mm_a_metre);
    assert_near(measured, expected, 1e-3 * expected);
    assert_says(page, "legend.label", "À moins de 500 m");
    assert_says(page, "note", "Distances à vol d'oiseau.");
}

/* 900, 450 and 9 crossings, one unknown, one zero: 4 mm, 2 mm, and 0.04 mm, which cannot be seen.
 */
static void widths_of_lines_are_to_each_other_as_values_are(void **state) {
    g_autoptr(amont_page) page = atlas_page(*state, "bacs");
    assert_int_equal(atlas_count(page, "map.line"), 4);
    assert_near(nth(page, "map.line", 0)->paint.width_mm, 4, 1e-9);
    assert_near(nth(page, "map.line", 1)->paint.width_mm, 2, 1e-9);
    assert_near(nth(page, "map.line", 2)->paint.width_mm, 0.2, 1e-9);
    assert_true(nth(page, "map.line", 2)->paint.n_dashes > 0);
    assert_near(entry_of(page, AMONT_LEGEND_WIDTH, 0)->paint.width_mm, 4 * 1000.0 / 900, 1e-9);
    assert_says(page, "legend.label", "1 000 500 200 moins de 40 Donnée manquante");
    assert_says(page, "note", "Lignes de valeur nulle, non dessinées : 1.");
}

/* The second ferry goes fifty kilometres east: an arrow 0.4 mm off the frame, whose key says so. */
static void a_line_that_leaves_the_frame_has_an_arrow(void **state) {
    g_autofree char *study = check_path("cli/files/symbols.yaml");
    g_autofree char *path = atlas_changed(study, "bacs.geojson", "[650500, 6860500], [653500",
                                          "[650500, 6860500], [703500");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) within = atlas_page(*state, "bacs");
    g_autoptr(amont_page) beyond = atlas_page(a, "bacs");
    const amont_panel_facts *frame = beyond->facts->panels->pdata[0];
    assert_int_equal(atlas_count(within, "map.line_beyond"), 0);
    assert_int_equal(atlas_count(beyond, "map.line_beyond"), 1);
    const amont_item *arrow = nth(beyond, "map.line_beyond", 0);
    assert_near(arrow->box.max_x - arrow->paint.width_mm / 2, frame->box.max_x - 0.4, 1e-6);
    g_autofree char *labels = atlas_texts(within, "legend.label");
    assert_null(strstr(labels, "Continue hors du cadre"));
    assert_says(beyond, "legend.label", "Continue hors du cadre");
    atlas_remove(path);
}

/* ---- refusals ------------------------------------------------------------------------------ */

/* What composing a map of a changed copy of the study says. */
static char *refusal(const char *from, const char *to, const char *map, int code) {
    g_autofree char *study = check_path("cli/files/symbols.yaml");
    g_autofree char *path = atlas_changed(study, "symbols.yaml", from, to);
    g_autoptr(GError) error = NULL;
    g_autoptr(atlas) a = atlas_open(path);
    const amont_map_spec *spec = amont_study_map(a->study, map);
    atlas_series(a, map);
    g_autoptr(amont_page) page =
        amont_compose(a->layers, spec, a->table, a->styles, a->fonts, a->findings, &error);
    assert_null(page);
    assert_non_null(error);
    assert_int_equal(error->code, code);
    atlas_remove(path);
    return g_strdup(error->message);
}

static void what_a_mark_cannot_draw_is_refused_with_a_way_out(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *map;
        int code;
        const char *fact, *hint;
    } cases[] = {
        {"largest: 16000", "largest: 9", "serie", AMONT_ERROR_CONFIG,
         "the symbol of 9000 would be 632 mm large", "9000 or more"},
        {"style: squares, value: trafic", "style: squares, value: part", "petits",
         AMONT_ERROR_CONFIG, "'part' is a ratio", "style: choropleth"},
        {"style: bars, values: [port", "style: bars, values: [trafic", "barres", AMONT_ERROR_CONFIG,
         "'trafic' is in tonnes, 'quai' in emplois", "one unit"},
        {"style: bars, values: [port, quai, mer]", "style: bars, values: [solde, habitants]",
         "barres", AMONT_ERROR_CONFIG, "'solde' is -100 in 'Bélier'", "style: circles"},
        {"style: rings, values: [port, quai, mer]", "style: rings, values: [port]", "anneaux",
         AMONT_ERROR_CONFIG, "cannot show 1 indicators", "from 2 to 5"},
        {"style: dots, value: habitants, dot_value", "style: dots, value: solde, dot_value",
         "points", AMONT_ERROR_CONFIG, "dots cannot show it", "style: circles"},
        {"dot_value: 100", "dot_value: 1", "points", AMONT_ERROR_CONFIG,
         "14000 dots cannot be told apart", "5 or more"},
        {"style: buffers, layer: lieux, distance_m: 500", "style: buffers, layer: lieux", "abords",
         AMONT_ERROR_CONFIG, "needs the key 'distance_m'", "in metres"},
        {"style: buffers, layer: lieux", "style: buffers, layer: bacs", "abords",
         AMONT_ERROR_CONFIG, "the layer 'bacs' holds no places", "'points'"},
        {"style: lines, layer: bacs, field: passages", "style: lines, layer: bacs", "bacs",
         AMONT_ERROR_CONFIG, "needs the key 'field'", "column"},
        {"field: passages", "field: passage", "bacs", AMONT_ERROR_DATA, "no column 'passage'",
         "did you mean 'passages'?"},
        {"field: passages", "field: passages, largest: 9", "bacs", AMONT_ERROR_CONFIG,
         "the line of 900 would be 100 times", "900 or more"},
        {"    category: genre\n", "", "lieux", AMONT_ERROR_CONFIG,
         "no column of 'lieux' is said to hold categories", "category: COLUMN"},
        {"symbol: triangle", "symbol: star", "lieux", AMONT_ERROR_CONFIG, "unknown symbol 'star'",
         "diamond"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *said = refusal(cases[i].from, cases[i].to, cases[i].map, cases[i].code);
        if (!strstr(said, cases[i].fact) || !strstr(said, cases[i].hint))
            fail_msg("'%s' does not say '%s', '%s'", said, cases[i].fact, cases[i].hint);
    }
}

/* ---- badges -------------------------------------------------------------------------------- */

/* A square of side s has the area of the circle of diameter 2 s / √π; a diamond that holds a box of
 * a × b reaches (a + b) / 2 from its centre. */
static void symbols_are_as_large_as_what_they_hold(void **state) {
    (void)state;
    assert_near(amont_symbol_size_around(AMONT_SYMBOL_CIRCLE, 3, 4), 5, 1e-12);
    assert_near(amont_symbol_size_around(AMONT_SYMBOL_SQUARE, 3, 2), 2 * 3 / sqrt(G_PI), 1e-12);
    assert_near(amont_symbol_size_around(AMONT_SYMBOL_DIAMOND, 3, 2), 2.5 * 2 * sqrt(2 / G_PI),
                1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_have_the_area_of_the_circle_of_their_value),
        cmocka_unit_test(the_legend_of_symbols_has_the_scale_of_the_map),
        cmocka_unit_test(values_of_a_legend_span_those_of_the_map),
        cmocka_unit_test(a_series_of_maps_has_one_scale),
        cmocka_unit_test(values_below_zero_have_a_colour_and_a_key),
        cmocka_unit_test(a_value_of_zero_has_no_symbol_and_a_note),
        cmocka_unit_test(what_is_too_small_is_open_and_said),
        cmocka_unit_test(a_missing_value_has_a_hatched_key_of_its_own),
        cmocka_unit_test(each_value_of_few_zones_is_written),
        cmocka_unit_test(circles_stand_out_over_a_choropleth),
        cmocka_unit_test(points_stand_at_their_true_places),
        cmocka_unit_test(what_the_map_does_not_list_is_other),
        cmocka_unit_test(categories_that_no_map_lists_are_found),
        cmocka_unit_test(symbols_that_hide_each_other_are_counted),
        cmocka_unit_test(heights_of_bars_are_to_each_other_as_values_are),
        cmocka_unit_test(areas_of_rings_are_to_each_other_as_totals_are),
        cmocka_unit_test(parts_stand_in_the_order_of_the_map),
        cmocka_unit_test(dots_are_as_many_as_the_value_says_and_in_their_zone),
        cmocka_unit_test(dots_do_not_touch),
        cmocka_unit_test(a_dot_stands_for_a_round_number),
        cmocka_unit_test(dots_are_the_same_in_every_run),
        cmocka_unit_test(buffers_cover_each_piece_of_ground_once),
        cmocka_unit_test(widths_of_lines_are_to_each_other_as_values_are),
        cmocka_unit_test(a_line_that_leaves_the_frame_has_an_arrow),
        cmocka_unit_test(what_a_mark_cannot_draw_is_refused_with_a_way_out),
        cmocka_unit_test(symbols_are_as_large_as_what_they_hold),
    };
    return cmocka_run_group_tests(tests, open_symbols, close_symbols);
}
