/* Golden pages: maps drawn as text, so that a change shows as a diff in the commit.
 *
 *     golden/pages/NAME.script.txt   what Cairo draws, line by line; fonts are cut to a hash,
 * numbers rounded to 0.001 golden/pages/NAME.items.txt    the draw list, one line an item, to 0.01
 * mm: for pages whose outlines would fill hundreds of kilobytes
 *
 * When one differs, what was drawn is written in the folder the test runs in. After looking at the
 * maps: AMONT_UPDATE_GOLDEN=1 ctest --preset dev -R golden_pages */
#include "paper.h"

#include "amont/atlas.h"
#include "amont/files.h"
#include "amont/render.h"
#include <math.h>
#include <string.h>

typedef char *page_as_text(const amont_page *page);

/* ---- script -------------------------------------------------------------------------------- */

static gboolean cut_font(const GMatchInfo *match, GString *out, void *data) {
    (void)data;
    g_autofree char *font = g_match_info_fetch(match, 0);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, font, -1);
    g_string_append_printf(out, "<font %.12s>", hash);
    return FALSE;
}

static gboolean round_number(const GMatchInfo *match, GString *out, void *data) {
    (void)data;
    g_autofree char *number = g_match_info_fetch(match, 0);
    double value = amont_number_round(g_ascii_strtod(number, NULL), 3);
    g_autofree char *rounded = amont_number_plain(value);
    g_string_append(out, rounded);
    return FALSE;
}

static char *replaced(const char *text, const char *pattern, GRegexEvalCallback replace) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_RAW, 0, &error);
    assert_ok(error);
    char *result = g_regex_replace_eval(regex, text, -1, 0, 0, replace, NULL, &error);
    assert_ok(error);
    return result;
}

static char *script_text(const amont_page *page) {
    g_autoptr(GError) error = NULL;
    g_autofree char *script = amont_render_script(page, &error);
    assert_ok(error);
    g_autofree char *cut = replaced(script, "<\\|[^~]*~>", cut_font);
    return replaced(cut, "-?[0-9]+\\.[0-9]+(e-?[0-9]+)?", round_number);
}

/* ---- draw list ----------------------------------------------------------------------------- */

static void append_number(GString *out, double value) {
    g_autofree char *text = amont_number_plain(amont_number_round(value, 2));
    g_string_append_printf(out, " %s", text);
}

static void append_colour(GString *out, const char *what, amont_colour colour) {
    if (!amont_colour_is_none(colour))
        g_string_append_printf(out, " %s #%02x%02x%02x", what, (unsigned)(colour.red * 255 + 0.5),
                               (unsigned)(colour.green * 255 + 0.5),
                               (unsigned)(colour.blue * 255 + 0.5));
}

static void append_item(GString *out, const amont_item *item) {
    if (item->kind == AMONT_ITEM_CLIP || item->kind == AMONT_ITEM_UNCLIP)
        return;
    g_string_append(out, item->role);
    append_number(out, item->box.min_x);
    append_number(out, item->box.min_y);
    append_number(out, item->box.max_x);
    append_number(out, item->box.max_y);
    if (item->kind == AMONT_ITEM_TEXT) {
        append_number(out, item->style.size_pt);
        append_colour(out, "pt", item->style.colour);
        g_string_append_printf(out, " %s", item->text);
    } else {
        append_colour(out, "fill", item->paint.fill);
        append_colour(out, "stroke", item->paint.stroke);
        g_string_append_printf(out, " steps %zu", item->n_steps);
    }
    if (item->entry >= 0)
        g_string_append_printf(out, " entry %d", item->entry);
    g_string_append_c(out, '\n');
}

static char *items_text(const amont_page *page) {
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < page->items->len; i++)
        append_item(out, atlas_item(page, i));
    return g_string_free(out, FALSE);
}

/* ---- comparing ----------------------------------------------------------------------------- */

static void write_text(const char *path, const char *text) {
    g_autoptr(GError) error = NULL;
    amont_files_replace(path, text, strlen(text), &error);
    assert_ok(error);
}

static size_t first_difference(const char *one, const char *two) {
    size_t line = 1;
    for (size_t i = 0; one[i] && one[i] == two[i]; i++)
        line += one[i] == '\n';
    return line;
}

static void assert_golden(const char *name, const char *actual) {
    g_autofree char *below = g_build_filename("golden/pages", name, NULL);
    g_autofree char *path = check_path(below);
    g_autofree char *expected = NULL;
    if (g_getenv("AMONT_UPDATE_GOLDEN")) {
        write_text(path, actual);
        return;
    }
    bool is_there = g_file_get_contents(path, &expected, NULL, NULL);
    if (is_there && strcmp(expected, actual) == 0)
        return;
    g_autofree char *folder = g_get_current_dir();
    g_autofree char *drawn = g_build_filename(folder, below, NULL);
    write_text(drawn, actual);
    fail_msg("the page is another one from line %zu on: diff %s %s",
             is_there ? first_difference(expected, actual) : 1, path, drawn);
}

static void check_page(const char *study, const char *map, page_as_text *as_text,
                       const char *name) {
    g_autoptr(atlas) a = atlas_open(study);
    g_autoptr(amont_page) page = atlas_page(a, map);
    g_autofree char *text = as_text(page);
    assert_golden(name, text);
}

/* ---- pages --------------------------------------------------------------------------------- */

static void small_projects(void **state) {
    (void)state;
    check_page(ATLAS_SMALL, "projets", script_text, "small-projets.script.txt");
}

static void small_choropleth(void **state) {
    (void)state;
    check_page(ATLAS_SMALL, "parts", script_text, "small-parts.script.txt");
}

static void small_circles(void **state) {
    (void)state;
    check_page(ATLAS_SMALL, "habitants", script_text, "small-habitants.script.txt");
}

/* One island among the others, as a page of an atlas. */
static void small_atlas(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_SMALL);
    g_autoptr(GError) error = NULL;
    const amont_map_spec *map = amont_study_map(a->study, "habitants");
    const char *each = ((const amont_zones_spec *)a->study->zones->pdata[0])->entry.name;
    g_autoptr(amont_atlas) pages = amont_atlas_plan(a->layers, map, each, a->findings, &error);
    assert_ok(error);
    amont_analyse_map(a->analysis, map, a->table, &error);
    assert_ok(error);
    g_autoptr(amont_page) page =
        amont_atlas_compose(pages, 0, a->table, a->styles, a->fonts, NAN, a->findings, &error);
    assert_ok(error);
    g_autofree char *text = script_text(page);
    assert_golden("small-atlas.script.txt", text);
}

/* A golden for each mark that fills zones. */
static void squares(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_AREAS);
    for (guint i = 0; i < a->study->maps->len; i++) {
        const amont_map_spec *map = a->study->maps->pdata[i];
        g_autofree char *name = g_strdup_printf("squares-%s.script.txt", map->id);
        g_autoptr(amont_page) page = atlas_page(a, map->id);
        g_autofree char *text = script_text(page);
        assert_golden(name, text);
    }
}

static void bundled_insert(void **state) {
    (void)state;
    check_page(ATLAS_BUNDLED, "insert-projets", script_text, "insert-projets.script.txt");
}

static void bundled_projects(void **state) {
    (void)state;
    check_page(ATLAS_BUNDLED, "projets", items_text, "projets.items.txt");
}

static void bundled_artificial_ground(void **state) {
    (void)state;
    check_page(ATLAS_BUNDLED, "artificialisation", items_text, "artificialisation.items.txt");
}

static void bundled_incomes(void **state) {
    (void)state;
    check_page(ATLAS_BUNDLED, "revenus", items_text, "revenus.items.txt");
}

/* Furniture on a small page: legends beside the map, locator, north arrow, emblem. */
static void furnished(const char *more, int legend, int eu_block, const char *name) {
    g_autoptr(GError) error = NULL;
    paper p = paper_of(ATLAS_SMALL, "parts");
    paper_page(&p, 148, 148, false, more);
    p.map->legend = legend;
    p.map->eu_block = eu_block;
    p.a->study->eu_block = g_new0(amont_eu_spec, 1);
    p.a->study->eu_block->funds = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(p.a->study->eu_block->funds, g_strdup("FEDER"));
    p.a->study->locator_label = g_strdup("Archipel");
    g_autoptr(amont_page) page = paper_draw(&p, &error);
    assert_ok(error);
    g_autofree char *text = script_text(page);
    assert_golden(name, text);
    paper_clear(&p);
}

static void legend_under_the_map(void **state) {
    (void)state;
    furnished("stamp: never\n", AMONT_LEGEND_BOTTOM, AMONT_EU_NONE, "legend-under.script.txt");
}

static void legend_beside_the_map(void **state) {
    (void)state;
    furnished("stamp: never\n", AMONT_LEGEND_RIGHT, AMONT_EU_NONE, "legend-beside.script.txt");
}

static void locator_of_the_map(void **state) {
    (void)state;
    furnished("stamp: never\nlocator: always\n", AMONT_LEGEND_BOTTOM, AMONT_EU_NONE,
              "locator.script.txt");
}

static void arrow_to_the_north(void **state) {
    (void)state;
    furnished("stamp: never\nnorth_arrow: always\n", AMONT_LEGEND_BOTTOM, AMONT_EU_NONE,
              "north.script.txt");
}

static void emblem_of_2014(void **state) {
    (void)state;
    furnished("stamp: never\n", AMONT_LEGEND_RIGHT, AMONT_EU_2014, "eu-2014.script.txt");
}

static void emblem_of_2021(void **state) {
    (void)state;
    furnished("stamp: never\n", AMONT_LEGEND_RIGHT, AMONT_EU_2021, "eu-2021.script.txt");
}

/* Each mark of symbols, on invented islands. */
static void check_symbols(const char *map) {
    g_autofree char *study = check_path("cli/files/symbols.yaml");
    g_autofree char *name = g_strdup_printf("symbols-%s.script.txt", map);
    check_page(study, map, script_text, name);
}

static void symbols_by_size(void **state) {
    (void)state;
    check_symbols("cercles");
    check_symbols("petits");
    check_symbols("dessus");
}

static void symbols_by_category(void **state) {
    (void)state;
    check_symbols("lieux");
}

static void symbols_of_parts(void **state) {
    (void)state;
    check_symbols("barres");
    check_symbols("anneaux");
}

static void symbols_as_dots(void **state) {
    (void)state;
    check_symbols("points");
}

static void symbols_of_distance(void **state) {
    (void)state;
    check_symbols("abords");
}

static void symbols_of_width(void **state) {
    (void)state;
    check_symbols("bacs");
}

static void pictures(void **state) {
    (void)state;
    g_autofree char *study = check_path("cli/files/pictures.yaml");
    check_page(study, "images", items_text, "pictures-images.items.txt");
    check_page(study, "encart", items_text, "pictures-encart.items.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares),
        cmocka_unit_test(small_projects),
        cmocka_unit_test(small_choropleth),
        cmocka_unit_test(small_circles),
        cmocka_unit_test(small_atlas),
        cmocka_unit_test(bundled_insert),
        cmocka_unit_test(bundled_projects),
        cmocka_unit_test(bundled_artificial_ground),
        cmocka_unit_test(bundled_incomes),
        cmocka_unit_test(symbols_by_size),
        cmocka_unit_test(symbols_by_category),
        cmocka_unit_test(symbols_of_parts),
        cmocka_unit_test(symbols_as_dots),
        cmocka_unit_test(symbols_of_distance),
        cmocka_unit_test(symbols_of_width),
        cmocka_unit_test(legend_under_the_map),
        cmocka_unit_test(legend_beside_the_map),
        cmocka_unit_test(locator_of_the_map),
        cmocka_unit_test(arrow_to_the_north),
        cmocka_unit_test(emblem_of_2014),
        cmocka_unit_test(emblem_of_2021),
        cmocka_unit_test(pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
