/* Pieces of furniture: locator, north arrow. */
#include "paper.h"

#include <math.h>
#include <string.h>

static amont_page *page_with(paper *p, double width, double height, bool compact,
                             const char *more) {
    g_autoptr(GError) error = NULL;
    paper_page(p, width, height, compact, more);
    amont_page *page = paper_draw(p, &error);
    assert_ok(error);
    return page;
}

/* ---- locator -------------------------------------------------------------------------------- */

static void a_locator_shows_all_zones_and_what_the_map_shows(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_BUNDLED, "revenus");
    p.a->study->locator_label = g_strdup("Paris et Val-de-Marne");
    g_autoptr(amont_page) page = page_with(&p, 210, 297, false, "locator: auto\n");
    const amont_level *level = amont_layers_level(p.a->layers, NULL);
    assert_int_equal(atlas_count(page, "locator.zone") + atlas_count(page, "locator.territory"),
                     level->n);
    assert_int_equal(atlas_count(page, "locator.territory"), 4);
    amont_box panel = paper_item(page, "locator.panel")->box;
    assert_true(panel.max_x - panel.min_x <= 35 && panel.max_y - panel.min_y <= 35);
    amont_box shown = paper_item(page, "locator.frame")->box, frame = paper_frame(page);
    double ratio = (frame.max_x - frame.min_x) / (frame.max_y - frame.min_y);
    double width = shown.max_x - shown.min_x - 0.3, height = shown.max_y - shown.min_y - 0.3;
    assert_near(width / height, ratio, 1e-6 * ratio);
    g_autofree char *label = atlas_texts(page, "locator");
    assert_string_equal(label, "Paris et Val-de-Marne");
    paper_clear(&p);
}

static void a_locator_comes_where_the_page_wants_one(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_BUNDLED, "revenus");
    g_autoptr(amont_page) none = page_with(&p, 210, 297, false, "");
    g_autoptr(amont_page) small = page_with(&p, 85, 112, true, "locator: auto\n");
    g_autoptr(amont_page) forced = page_with(&p, 85, 112, true, "locator: always\n");
    assert_int_equal(atlas_count(none, "locator.panel"), 0);
    assert_int_equal(atlas_count(small, "locator.panel"), 0); /* no room: left out */
    assert_int_equal(atlas_count(forced, "locator.panel"), 1);
    paper_clear(&p);
}

/* The three islands of the study are all there is: the map shows them. */
static void a_map_of_all_zones_has_no_locator(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_SMALL, "parts");
    g_autoptr(amont_page) page = page_with(&p, 297, 210, false, "locator: auto\n");
    assert_int_equal(atlas_count(page, "locator.panel"), 0);
    paper_clear(&p);
}

/* ---- north ---------------------------------------------------------------------------------- */

/* The direction of the dart: from the notch in its base to its tip, clockwise from up. */
static double dart_angle(const amont_page *page) {
    const amont_item *dart = paper_item(page, "north.arrow");
    assert_non_null(dart);
    const amont_step *steps = &g_array_index(page->steps, amont_step, dart->first_step);
    return atan2(steps[0].x - steps[2].x, steps[2].y - steps[0].y) * 180 / G_PI;
}

/* In Lambert-93 the meridian of 2.4° E is 0.44° off: an arrow only where one is asked for. */
static void north_is_told_only_where_it_is_off(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_BUNDLED, "revenus");
    g_autoptr(amont_page) by_itself = page_with(&p, 210, 297, false, "");
    g_autoptr(amont_page) asked = page_with(&p, 210, 297, false, "north_arrow: always\n");
    g_autoptr(amont_page) never = page_with(&p, 210, 297, false, "north_arrow: never\n");
    assert_int_equal(atlas_count(by_itself, "north.arrow"), 0);
    assert_int_equal(atlas_count(never, "north.arrow"), 0);
    assert_near(dart_angle(asked), 0.435, 0.05);
    paper_clear(&p);
}

/* In a conic plane the meridian turns with its distance in longitude from the central one. The
 * territory is 650 km further west of it when the false easting says so: 1° of longitude is about
 * 73.8 km at 48.78° N, so that north is about 0.435 + 650 / 73.8 · 0.7256 = 6.8° to the right. */
static void a_map_whose_top_is_not_north_has_an_arrow(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_BUNDLED, "revenus");
    g_autoptr(GError) error = NULL;
    amont_crs *kept = p.a->layers->crs;
    p.a->layers->crs = amont_crs_new("+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 "
                                     "+x_0=1350000 +y_0=6600000 +ellps=GRS80 +units=m",
                                     &error);
    assert_ok(error);
    g_autoptr(amont_page) page = page_with(&p, 210, 297, false, "");
    g_autoptr(amont_page) insert = page_with(&p, 85, 112, true, "");
    assert_near(dart_angle(page), 6.8, 0.2);
    assert_int_equal(atlas_count(insert, "north.arrow"), 0);
    amont_crs_free(p.a->layers->crs);
    p.a->layers->crs = kept;
    paper_clear(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_locator_shows_all_zones_and_what_the_map_shows),
        cmocka_unit_test(a_locator_comes_where_the_page_wants_one),
        cmocka_unit_test(a_map_of_all_zones_has_no_locator),
        cmocka_unit_test(north_is_told_only_where_it_is_off),
        cmocka_unit_test(a_map_whose_top_is_not_north_has_an_arrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
