/* Series: one map in several frames with one legend. The squares of data/areas are invented; what
 * is expected of them was counted by hand from data/areas/squares.geojson. */
#include "amont/map_classes.h"

#include "atlas.h"

#include "amont/facts.h"
#include <math.h>
#include <string.h>

#define SERIES "  - {id: series, title: "

/* The study with another map in place of the series, and half of the stock as a figure. */
static char *with_map(const char *keys) {
    g_autofree char *map = g_strdup_printf("  - {id: one, title: Essai, page: a4-portrait, %s}\n"
                                           "indicators:\n"
                                           "  - {id: half, formula: stock / 2, unit: hab.}\n"
                                           "  - {id: twice, formula: trend * 2, unit: '%%'}\n"
                                           "  - {id: acres, formula: stock, unit: acres}\n",
                                           keys);
    g_autofree char *first =
        atlas_changed(ATLAS_AREAS, "study.yaml", SERIES, "  - {id: unused, title: ");
    g_autofree char *text = NULL;
    g_file_get_contents(first, &text, NULL, NULL);
    g_autofree char *all = g_strconcat(text, map, NULL);
    g_file_set_contents(first, all, -1, NULL);
    return g_steal_pointer(&first);
}

typedef struct drawn {
    atlas *a;
    amont_page *page;
    char *path;
} drawn;

static drawn draw(const char *keys) {
    drawn d = {.path = with_map(keys)};
    d.a = atlas_open(d.path);
    d.page = atlas_page(d.a, "one");
    return d;
}

static void clear(drawn *d) {
    amont_page_free(d->page);
    atlas_free(d->a);
    atlas_remove(d->path);
    g_free(d->path);
}

static const amont_panel_facts *frame(const amont_page *page, guint i) {
    return page->facts->panels->pdata[i];
}

static guint count_text(const amont_page *page, const char *role, const char *text) {
    guint n = 0;
    for (guint i = 0; i < page->items->len; i++)
        n += strcmp(atlas_item(page, i)->role, role) == 0 &&
             strcmp(atlas_item(page, i)->text, text) == 0;
    return n;
}

/* Items of a role in a frame that count for the legend, and the width of the largest. */
static guint count_in(const amont_page *page, const char *role, guint index, double *widest) {
    guint n = 0;
    amont_box box = frame(page, index)->box;
    *widest = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, role) != 0 || item->entry < 0 ||
            !amont_box_holds(box, (item->box.min_x + item->box.max_x) / 2,
                             (item->box.min_y + item->box.max_y) / 2))
            continue;
        n++;
        *widest = fmax(*widest, item->box.max_x - item->box.min_x);
    }
    return n;
}

/* ---- classes ------------------------------------------------------------------------------- */

/* Together the parts are 1 to 11 (one of them, 10, twice), 20, 30, 40, 50, 55, 60, 70, 80: twenty
 * values. Quartiles (R's type 7) are 5.75, 10 and 42.5; the numbers of fewest digits that part the
 * same values are 6, 10 and 50. */
static void limits_are_those_of_all_values_together(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_AREAS);
    atlas_series(a, "series");
    amont_classes classes;
    g_autoptr(GError) error = NULL;
    assert_true(amont_map_classes(a->layers, a->table, amont_study_map(a->study, "series"),
                                  &classes, &error));
    const double limits[] = {1, 6, 10, 50, 80};
    assert_int_equal(classes.n, 4);
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
        assert_near(classes.limits[i], limits[i], 1e-12);
}

/* On either side of 0: trends from -8 to 12, their doubles from -16 to 24; each side is parted in
 * its middle, the upper one at 12. */
static void a_change_diverges_on_one_scale(void **state) {
    (void)state;
    drawn d = draw("style: change, method: equal, classes: 4, each: [trend, twice]");
    g_autofree char *labels = atlas_texts(d.page, "legend.label");
    assert_non_null(strstr(labels, "de 12,00 à 24,00"));
    assert_non_null(strstr(labels, "de 0,00 à moins de 12,00"));
    clear(&d);
}

static void another_map_shares_the_limits_of_a_series(void **state) {
    (void)state;
    drawn d = draw("style: choropleth, value: trend, breaks_of: unused");
    g_autofree char *labels = atlas_texts(d.page, "legend.label");
    assert_non_null(strstr(labels, "à moins de 10"));
    clear(&d);
}

/* ---- legend -------------------------------------------------------------------------------- */

/* Trends lie below 10 but for 12, parts from 10 on: no frame has all four classes. */
static void the_legend_is_the_union_of_the_frames(void **state) {
    (void)state;
    drawn d = draw("style: choropleth, method: manual, breaks: [0, 10, 50], each: [trend, part]");
    g_autofree char *labels = atlas_texts(d.page, "legend.label");
    static const char *const once[] = {"−8 à moins de 0", "0 à moins de 10", "10 à moins de 50",
                                       "50 à 80", "Donnée manquante"};
    g_autofree char *plain = atlas_plain(labels);
    for (size_t i = 0; i < G_N_ELEMENTS(once); i++) {
        g_auto(GStrv) parts = g_strsplit(plain, once[i], -1);
        if (g_strv_length(parts) != 2)
            fail_msg("'%s' stands %u times in '%s'", once[i], g_strv_length(parts) - 1, plain);
    }
    g_autofree char *title = atlas_texts(d.page, "legend.title");
    assert_string_equal(title, "En %");
    clear(&d);
}

static void frames_are_alike_and_furniture_stands_once(void **state) {
    (void)state;
    drawn d = draw("style: choropleth, classes: 3, each: [part, other, {value: trend, title: "
                   "'Une évolution dont le titre est si long qu’il prend plusieurs lignes'}]");
    assert_int_equal(d.page->facts->panels->len, 3);
    for (guint i = 1; i < 3; i++) {
        amont_box one = frame(d.page, 0)->box, other = frame(d.page, i)->box;
        assert_near(other.max_x - other.min_x, one.max_x - one.min_x, 1e-9);
        assert_near(other.max_y - other.min_y, one.max_y - one.min_y, 1e-9);
        amont_box zone = amont_shapes_box(frame(d.page, 0)->zones, 0);
        amont_box again = amont_shapes_box(frame(d.page, i)->zones, 0);
        assert_near(again.min_x - other.min_x, zone.min_x - one.min_x, 1e-9);
        assert_near(again.max_y - other.min_y, zone.max_y - one.min_y, 1e-9);
        assert_near(again.max_x - again.min_x, zone.max_x - zone.min_x, 1e-9);
    }
    assert_int_equal(count_text(d.page, "scale.label", "0"), 1);
    assert_int_equal(atlas_count(d.page, "legend.title"), 1);
    assert_int_equal(count_text(d.page, "panel_title", "Part bâtie"), 1);
    assert_int_equal(count_text(d.page, "panel_title", "Part boisée"), 1);
    clear(&d);
}

/* ---- symbols ------------------------------------------------------------------------------- */

static void symbols_have_one_scale(void **state) {
    (void)state; /* the largest of the second frame stands for half as much: half the area */
    drawn d = draw("style: circles, each: [stock, half]");
    double first = 0, second = 0;
    assert_int_equal(count_in(d.page, "map.disc", 0, &first), 12);
    assert_int_equal(count_in(d.page, "map.disc", 1, &second), 12);
    double line = 0; /* the same around both */
    for (guint i = 0; i < d.page->items->len; i++)
        if (strcmp(atlas_item(d.page, i)->role, "map.disc") == 0)
            line = atlas_item(d.page, i)->paint.width_mm;
    assert_true(second < first);
    assert_true(fabs(pow((second - 2 * line) / (first - 2 * line), 2) - 0.5) < 0.02 ||
                fabs(pow(second / first, 2) - 0.5) < 0.02);
    clear(&d);
}

static void dots_have_one_value(void **state) {
    (void)state; /* 7,800 and 3,900 units, 50 each; no half dot in any square */
    drawn d = draw("style: dots, dot_value: 50, each: [stock, half]");
    double width = 0;
    assert_int_equal(count_in(d.page, "map.dot", 0, &width), 156);
    assert_int_equal(count_in(d.page, "map.dot", 1, &width), 78);
    clear(&d);
}

/* ---- mistakes ------------------------------------------------------------------------------ */

static void units_must_be_the_same(void **state) {
    (void)state;
    g_autofree char *path = with_map("style: circles, each: [stock, half, acres]");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(GError) error = NULL;
    const amont_map_spec *map = amont_study_map(a->study, "one");
    assert_true(amont_analyse_map(a->analysis, map, a->table, &error));
    g_autoptr(amont_page) page =
        amont_compose(a->layers, map, a->table, a->styles, a->fonts, a->findings, &error);
    assert_null(page);
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CONFIG));
    assert_non_null(
        strstr(error->message, "'stock' (hab.) and 'acres' (acres) are not of one unit\n"));
    atlas_remove(path);
}

static void marks_without_an_indicator_make_no_series(void **state) {
    (void)state;
    g_autofree char *path = with_map("style: flat, each: [stock, half]");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(GError) error = NULL;
    assert_false(amont_compose_check(amont_study_map(a->study, "one"), a->styles, &error));
    assert_non_null(strstr(error->message, "each: the mark 'flat' shows no indicator"));
    atlas_remove(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_of_all_values_together),
        cmocka_unit_test(a_change_diverges_on_one_scale),
        cmocka_unit_test(another_map_shares_the_limits_of_a_series),
        cmocka_unit_test(the_legend_is_the_union_of_the_frames),
        cmocka_unit_test(frames_are_alike_and_furniture_stands_once),
        cmocka_unit_test(symbols_have_one_scale),
        cmocka_unit_test(dots_have_one_value),
        cmocka_unit_test(units_must_be_the_same),
        cmocka_unit_test(marks_without_an_indicator_make_no_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
