/* Marks that fill zones, read back from their draw list. The squares of data/areas are invented;
 * what is expected of them was counted by hand from data/areas/squares.geojson. */
#include "atlas.h"

#include "amont/render.h"
#include <math.h>
#include <string.h>

/* ---- help ---------------------------------------------------------------------------------- */

static amont_page *page_of(const char *map) {
    g_autoptr(atlas) a = atlas_open(ATLAS_AREAS);
    amont_page *page = atlas_page(a, map);
    page->fonts = NULL; /* they go with the atlas */
    return page;
}

static amont_page *changed_page(const char *map, const char *from, const char *to) {
    g_autofree char *path = atlas_changed(ATLAS_AREAS, "study.yaml", from, to);
    g_autoptr(atlas) a = atlas_open(path);
    amont_page *page = atlas_page(a, map);
    page->fonts = NULL;
    atlas_remove(path);
    return page;
}

/* Why a changed map cannot be composed. */
static char *refusal(const char *map, const char *from, const char *to) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = atlas_changed(ATLAS_AREAS, "study.yaml", from, to);
    g_autoptr(atlas) a = atlas_open(path);
    atlas_series(a, map);
    g_autoptr(amont_page) page = amont_compose(a->layers, amont_study_map(a->study, map), a->table,
                                               a->styles, a->fonts, a->findings, &error);
    assert_null(page);
    assert_non_null(error);
    atlas_remove(path);
    return g_strdup(error->message);
}

static void assert_refused(const char *map, const char *from, const char *to, const char *why) {
    g_autofree char *message = refusal(map, from, to);
    if (!strstr(message, why) || !strchr(message, '\n')) /* and a hint */
        fail_msg("'%s' does not say '%s'", message, why);
}

static const amont_legend_entry *entry_of(const amont_page *page, const amont_item *item) {
    return item->entry >= 0 ? page->legend->pdata[item->entry] : NULL;
}

static const amont_legend_entry *entry_called(const amont_page *page, const char *label) {
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *entry = page->legend->pdata[i];
        if (strcmp(entry->label, label) == 0)
            return entry;
    }
    fail_msg("the legend has no '%s'", label);
    return NULL;
}

static const amont_item *nth(const amont_page *page, const char *role, size_t n) {
    for (guint i = 0; i < page->items->len; i++)
        if (strcmp(atlas_item(page, i)->role, role) == 0 && n-- == 0)
            return atlas_item(page, i);
    fail_msg("too few '%s'", role);
    return NULL;
}

static void assert_same_colour(amont_colour a, amont_colour b) {
    assert_near(a.red, b.red, 0);
    assert_near(a.green, b.green, 0);
    assert_near(a.blue, b.blue, 0);
}

/* Map colours are legend colours: every area has the fill of its key. */
static void check_colours(const amont_page *page, const char *role) {
    assert_true(atlas_count(page, role) > 0);
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, role) == 0 && !amont_colour_is_none(item->paint.fill))
            assert_same_colour(item->paint.fill, entry_of(page, item)->paint.fill);
    }
}

/* ---- what has no class --------------------------------------------------------------------- */

static void what_has_no_class_has_keys_of_its_own(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("choropleth");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "de 70 à 80 de 50 à moins de 70 de 30 à moins de 50 "
                                "de 10 à moins de 30 Effectif faible Donnée manquante "
                                "Effectif trop faible, non imprimé Non défini");
}

static bool are_alike(const amont_legend_entry *a, const amont_legend_entry *b) {
    return a->hatch_gap_mm == b->hatch_gap_mm && a->hatch_angle_deg == b->hatch_angle_deg &&
           a->paint.n_dashes == b->paint.n_dashes;
}

static void no_two_keys_are_hatched_alike(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("choropleth");
    const char *const labels[] = {"Effectif faible", "Donnée manquante",
                                  "Effectif trop faible, non imprimé", "Non défini",
                                  "Valeur douteuse, hors classes"};
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        const amont_legend_entry *entry = entry_called(page, labels[i]);
        assert_true(entry->hatch_gap_mm >= 0.25); /* C13 */
        for (size_t k = 0; k < i; k++)
            assert_false(are_alike(entry, entry_called(page, labels[k])));
    }
}

/* Square 12 has 55 % of few: the colour of its class, and lines over it. */
static void few_observations_keep_their_class(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("choropleth");
    const amont_item *last = nth(page, "map.class", 8);
    assert_string_equal(entry_of(page, last)->label, "de 50 à moins de 70");
    const amont_item *lines = nth(page, "map.low_n", 1); /* over their casing */
    assert_string_equal(entry_of(page, lines)->label, "Effectif faible");
    assert_true(amont_colour_is_none(lines->paint.fill));
    check_colours(page, "map.class");
}

/* ---- values in zones ----------------------------------------------------------------------- */

static void few_zones_bear_their_values(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_SMALL);
    g_autoptr(amont_page) page = atlas_page(a, "parts");
    g_autofree char *values = atlas_texts(page, "label.value");
    assert_string_equal(values, "20,0 50,0"); /* the third island has none */
    for (size_t i = 0; i < 2; i++) {
        const amont_item *name = nth(page, "label.zone", i), *value = nth(page, "label.value", i);
        const amont_item *ground = nth(page, "map.class", i);
        assert_true(name->box.max_y <= value->box.min_y + 0.5);
        assert_true(value->box.min_x >= ground->box.min_x && value->box.max_x <= ground->box.max_x);
        assert_same_colour(value->style.halo, ground->paint.fill);
        assert_true(amont_colour_contrast(value->style.colour, ground->paint.fill) >= 4.5);
        assert_true(amont_colour_contrast(name->style.colour, ground->paint.fill) >= 4.5);
    }
}

static void many_zones_do_not(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("choropleth");
    assert_int_equal(atlas_count(page, "label.value"), 0);
}

/* ---- the declared range -------------------------------------------------------------------- */

static void a_declared_range_shows_its_empty_classes(void **state) {
    (void)state;
    const char *from = "classes: 4, method: equal, page: a4-portrait";
    g_autoptr(amont_page) bare =
        changed_page("choropleth", from, "method: manual, breaks: [40, 51, 53], page: a4-portrait");
    g_autoptr(amont_page) full =
        changed_page("choropleth", from,
                     "method: manual, breaks: [40, 51, 53], full_range: true, page: a4-portrait");
    g_autofree char *shown = atlas_texts(bare, "legend.label");
    g_autofree char *declared = atlas_texts(full, "legend.label");
    assert_null(strstr(shown, "de 51 à moins de 53"));
    assert_non_null(strstr(declared, "de 51 à moins de 53 (aucune zone) de 40 à moins de 51 "));
}

/* ---- bivariate ----------------------------------------------------------------------------- */

/* Terciles of trend (1 to 11): -1.67 and 1.67; of other (all but 10): 4.33 and 7.67. */
static void two_ratios_make_nine_classes(void **state) {
    (void)state;
    static const size_t cells[] = {2, 0, 1, 2, 3, 4, 4, 6, 6, 8}; /* of squares 1 to 9 and 11 */
    g_autoptr(amont_page) page = page_of("bivariate");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "1 1 2 1 2 0 2 0 1 Donnée manquante");
    assert_int_equal(atlas_count(page, "map.class"), G_N_ELEMENTS(cells));
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
        assert_ptr_equal(entry_of(page, nth(page, "map.class", i)), page->legend->pdata[cells[i]]);
    check_colours(page, "map.class");
}

static void the_matrix_says_what_grows_where(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("bivariate");
    g_autofree char *axes = atlas_texts(page, "legend.axis");
    assert_string_equal(axes, "↑ Part boisée, en % Évolution, en % →");
    /* the last cell, high of both, stands to the right of and above the first */
    const amont_item *low = nth(page, "legend.label", 0), *high = nth(page, "legend.label", 8);
    assert_true(high->x > low->x && high->y < low->y);
}

static void few_zones_bear_both_values(void **state) {
    (void)state;
    g_autoptr(amont_page) page = changed_page(
        "bivariate",
        "[\"01\", \"02\", \"03\", \"04\", \"05\", \"06\", \"07\", \"08\", \"09\", \"10\", \"11\", \"12\"]",
        "[\"01\", \"02\", \"05\", \"08\"]");
    g_autofree char *values = atlas_texts(page, "label.value");
    assert_string_equal(values, "→ −8  ↑ 8 → −6  ↑ 1 → −1  ↑ 2 → 2  ↑ 3");
}

static void nine_colours_are_refused_to_others(void **state) {
    (void)state;
    const char *from = "values: [trend, other]";
    assert_refused("bivariate", from, "values: [trend, stock]", "'stock' is a count");
    assert_refused("bivariate", from, "values: [trend]", "cannot show 1 indicators");
    assert_refused("bivariate", from, "values: [trend, other], method: manual, breaks: [1, 2]",
                   "cannot be given in one list");
    assert_refused("bivariate", from, "values: [trend, brownfields.level]", "is a category");
}

/* ---- change -------------------------------------------------------------------------------- */

static void a_change_is_split_at_its_centre(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("change");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    g_autofree char *notes = atlas_texts(page, "note");
    assert_non_null(strstr(labels, " à moins de 0 "));
    assert_non_null(strstr(labels, " de 0 à moins de "));
    assert_non_null(strstr(notes, "de part et d'autre de 0"));
    assert_int_equal(atlas_count(page, "map.class"), 11);
    for (size_t i = 0; i < 11; i++) { /* squares 1 to 5 lose */
        amont_colour colour = nth(page, "map.class", i)->paint.fill;
        assert_int_equal(colour.red > colour.blue, i < 5);
    }
    check_colours(page, "map.class");
}

static void growth_alone_has_one_arm_and_a_note(void **state) {
    (void)state;
    g_autoptr(amont_page) page = changed_page("change", "style: change, value: trend",
                                              "style: change, value: trend, centre: -10");
    g_autofree char *notes = atlas_texts(page, "note");
    assert_non_null(strstr(notes, "Toutes les valeurs sont au-dessus de −10"));
}

/* -3 to 3 holds the centre: its colour is the lightest. */
static void given_limits_may_hold_the_centre(void **state) {
    (void)state;
    g_autoptr(amont_page) page =
        changed_page("change", "value: trend, classes: 4",
                     "value: trend, method: manual, breaks: [-5, -3, 3, 6]");
    amont_colour centre = entry_called(page, "de −3 à moins de 3")->paint.fill;
    for (guint i = 0; i < 5; i++) {
        const amont_legend_entry *entry = page->legend->pdata[i];
        assert_true(amont_colour_lightness(entry->paint.fill) <= amont_colour_lightness(centre));
    }
}

/* Six classes of each side's values would be more than nine. */
static void a_method_may_make_too_many_sides(void **state) {
    (void)state;
    assert_refused("change", "value: trend, classes: 4", "value: trend, method: q6",
                   "classes on both sides of the centre together");
}

/* ---- categories ---------------------------------------------------------------------------- */

static void categories_differ_by_more_than_colour(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("categories");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "sans potentiel potentiel déjà exploité potentiel non exploité "
                                "potentiel en cours d'exploitation Donnée manquante");
    for (guint i = 0; i < 4; i++)
        for (guint k = 0; k < i; k++)
            assert_false(are_alike(page->legend->pdata[i], page->legend->pdata[k]));
    assert_true(isnan(((const amont_legend_entry *)page->legend->pdata[0])->hatch_gap_mm));
    check_colours(page, "map.category");
}

static void categories_may_have_their_names_and_colours(void **state) {
    (void)state;
    g_autoptr(amont_page) page = changed_page(
        "categories", "value: brownfields.level",
        "value: brownfields.level, categories: {sans potentiel: {label: Rien, colour: '#ffffff'}}");
    assert_same_colour(entry_called(page, "Rien")->paint.fill, (amont_colour){1, 1, 1});
}

static void a_quantity_is_no_category(void **state) {
    (void)state;
    assert_refused("categories", "value: brownfields.level", "value: part", "is a quantity");
    assert_refused("choropleth", "value: part, classes: 4", "value: brownfields.level, classes: 4",
                   "is a category");
}

/* ---- flat and hatches ---------------------------------------------------------------------- */

static void a_flat_map_has_one_colour(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("flat");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "Carrés");
    assert_int_equal(atlas_count(page, "map.flat"), 12);
    check_colours(page, "map.flat");
    assert_refused("flat", "categories: {all: {label: Carrés}}",
                   "categories: {a: {label: A}, b: {label: B}}", "has one colour, not 2");
}

static void hatches_over_a_map_leave_its_colours(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("hatches");
    double gap = INFINITY;
    const char *const labels[] = {"de 1 à moins de 5", "de 5 à moins de 8", "de 8 à 11"};
    for (size_t i = 0; i < 3; i++) {
        assert_true(entry_called(page, labels[i])->hatch_gap_mm < gap);
        gap = entry_called(page, labels[i])->hatch_gap_mm;
    }
    assert_int_equal(atlas_count(page, "map.class"), 11);
    assert_int_equal(atlas_count(page, "map.hatch"), 2 * 11); /* each with its casing */
    for (size_t i = 0; i < 22; i++)
        assert_true(amont_colour_is_none(nth(page, "map.hatch", i)->paint.fill));
    g_autofree char *notes = atlas_texts(page, "note");
    assert_non_null(strstr(notes, "Part boisée. Classes : "));
}

static void five_densities_of_hatches_are_too_many(void **state) {
    (void)state;
    assert_refused("hatches", "value: other, classes: 3", "value: other, classes: 5",
                   "5 densities of hatches");
}

/* ---- places -------------------------------------------------------------------------------- */

static void bands_of_density_lie_in_the_territory(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("density");
    g_autofree char *notes = atlas_texts(page, "note");
    assert_non_null(strstr(notes, "quartique (biweight) de 800 m"));
    assert_non_null(strstr(notes, "Sites de projets comptés : 4."));
    assert_non_null(strstr(notes, "ou à la commune près, non représentés : 1."));
    assert_non_null(strstr(notes, "Sans lieu connu, non représentés : 1."));
    assert_non_null(strstr(notes, "hors du territoire : 1."));
    assert_int_equal(atlas_count(page, "map.band"), 4);
    amont_box ground = amont_box_grow(nth(page, "map.band", 0)->box, 1e-6);
    for (size_t i = 1; i < 4; i++) {
        amont_box band = nth(page, "map.band", i)->box;
        assert_true(amont_box_holds(ground, band.min_x, band.min_y));
        assert_true(amont_box_holds(ground, band.max_x, band.max_y));
    }
    check_colours(page, "map.band");
}

static void density_says_what_it_cannot_show(void **state) {
    (void)state;
    const char *from = "style: density, layer: works, radius_m: 800";
    assert_refused("density", from, "style: density, layer: road", "holds no points");
    assert_refused("density", from, "style: density, layer: works, radius_m: 10",
                   "too small for a territory");
    assert_refused("density", from, "style: density, value: part", "shows no indicator");
    assert_refused("density", from, "style: density", "needs the key 'layer'");
}

/* Two sites in a quarter of a square kilometre, one in each of two others. */
static void cells_count_places(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("grid");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_string_equal(labels, "de 5 à 8 de 4 à moins de 5");
    assert_int_equal(atlas_count(page, "map.cell"), 3);
    assert_string_equal(entry_of(page, nth(page, "map.cell", 0))->label, "de 5 à 8");
    assert_string_equal(entry_of(page, nth(page, "map.cell", 1))->label, "de 4 à moins de 5");
}

/* Three points in one quarter of a square kilometre, one in another, one beyond. */
static void points_are_counted_like_sites(void **state) {
    (void)state;
    g_autoptr(amont_page) page =
        changed_page("grid", "layer: works, cell_m", "layer: trees, cell_m");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    g_autofree char *notes = atlas_texts(page, "note");
    assert_string_equal(labels, "de 5 à 12 de 4 à moins de 5");
    assert_non_null(strstr(notes, "Lieux comptés : 4."));
    assert_non_null(strstr(notes, "hors du territoire : 1."));
}

/* ---- mask ---------------------------------------------------------------------------------- */

static guint index_of(const amont_page *page, const char *role) {
    guint i = 0;
    while (i < page->items->len && strcmp(atlas_item(page, i)->role, role) != 0)
        i++;
    return i;
}

static void the_mask_lies_between_lines_and_names(void **state) {
    (void)state;
    g_autoptr(amont_page) page = page_of("choropleth");
    guint mask = index_of(page, "map.mask");
    assert_int_equal(atlas_count(page, "map.mask"), 1);
    assert_true(index_of(page, "map.neighbour") < mask && index_of(page, "map.context") < mask);
    assert_true(mask < index_of(page, "map.limit") && mask < index_of(page, "label.neighbour"));
    double transparency = atlas_item(page, mask)->paint.transparency;
    assert_true(transparency >= 0.25 && transparency <= 0.40); /* 60 to 75 % of white (C21) */
}

static void the_mask_leaves_the_territory_alone(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_AREAS);
    g_autoptr(amont_page) page = atlas_page(a, "flat");
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_pixels) pixels = amont_render_pixels(page, 50, false, &error);
    assert_ok(error);
    const amont_item *zone = nth(page, "map.flat", 0);
    double scale = 50 / 25.4; /* in a corner of the square, off its limits and its name */
    size_t x = (size_t)((zone->box.min_x + 4) * scale), y = (size_t)((zone->box.min_y + 4) * scale);
    const unsigned char *pixel = pixels->data + y * pixels->stride + 4 * x; /* BGR */
    assert_near(pixel[2], 255 * zone->paint.fill.red, 1);
    assert_near(pixel[0], 255 * zone->paint.fill.blue, 1);
}

/* Strings of the file may lie behind zeros. */
static bool holds(const GByteArray *bytes, const char *text) {
    size_t n = strlen(text);
    for (size_t i = 0; i + n <= bytes->len; i++)
        if (memcmp(bytes->data + i, text, n) == 0)
            return true;
    return false;
}

static void nothing_becomes_a_picture_in_the_pdf(void **state) {
    (void)state;
    const char *const maps[] = {"choropleth", "hatches", "density"};
    g_autoptr(atlas) a = atlas_open(ATLAS_AREAS);
    for (size_t i = 0; i < G_N_ELEMENTS(maps); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_page) page = atlas_page(a, maps[i]);
        g_autoptr(GByteArray) bytes = amont_render_pdf(page, &error);
        assert_ok(error);
        assert_true(bytes->len < 400000); /* C52 */
        assert_true(holds(bytes, "/Type /Page"));
        assert_false(holds(bytes, "/Subtype /Image"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_class_has_keys_of_its_own),
        cmocka_unit_test(no_two_keys_are_hatched_alike),
        cmocka_unit_test(few_observations_keep_their_class),
        cmocka_unit_test(few_zones_bear_their_values),
        cmocka_unit_test(many_zones_do_not),
        cmocka_unit_test(a_declared_range_shows_its_empty_classes),
        cmocka_unit_test(two_ratios_make_nine_classes),
        cmocka_unit_test(the_matrix_says_what_grows_where),
        cmocka_unit_test(few_zones_bear_both_values),
        cmocka_unit_test(nine_colours_are_refused_to_others),
        cmocka_unit_test(a_change_is_split_at_its_centre),
        cmocka_unit_test(growth_alone_has_one_arm_and_a_note),
        cmocka_unit_test(given_limits_may_hold_the_centre),
        cmocka_unit_test(a_method_may_make_too_many_sides),
        cmocka_unit_test(categories_differ_by_more_than_colour),
        cmocka_unit_test(categories_may_have_their_names_and_colours),
        cmocka_unit_test(a_quantity_is_no_category),
        cmocka_unit_test(a_flat_map_has_one_colour),
        cmocka_unit_test(hatches_over_a_map_leave_its_colours),
        cmocka_unit_test(five_densities_of_hatches_are_too_many),
        cmocka_unit_test(bands_of_density_lie_in_the_territory),
        cmocka_unit_test(density_says_what_it_cannot_show),
        cmocka_unit_test(cells_count_places),
        cmocka_unit_test(points_are_counted_like_sites),
        cmocka_unit_test(the_mask_lies_between_lines_and_names),
        cmocka_unit_test(the_mask_leaves_the_territory_alone),
        cmocka_unit_test(nothing_becomes_a_picture_in_the_pdf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
