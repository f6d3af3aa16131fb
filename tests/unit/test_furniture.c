/* Pieces of furniture: locator, north arrow, the stamp, the block of the European Union. */
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

/* Borders are lines of their own. */
static guint count_areas(const amont_page *page, const char *role) {
    guint n = 0;
    for (guint i = 0; i < page->items->len; i++)
        n += strcmp(atlas_item(page, i)->role, role) == 0 &&
             !amont_colour_is_none(atlas_item(page, i)->paint.fill);
    return n;
}

static void a_locator_shows_all_zones_and_what_the_map_shows(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_BUNDLED, "revenus");
    p.a->study->locator_label = g_strdup("Paris et Val-de-Marne");
    g_autoptr(amont_page) page = page_with(&p, 210, 297, false, "locator: auto\n");
    const amont_level *level = amont_layers_level(p.a->layers, NULL);
    assert_int_equal(count_areas(page, "locator.zone") + count_areas(page, "locator.territory"),
                     level->n);
    assert_int_equal(count_areas(page, "locator.territory"), 4);
    amont_box panel = paper_item(page, "locator.panel")->box;
    assert_true(panel.max_x - panel.min_x <= 35 && panel.max_y - panel.min_y <= 35);
    const amont_item *shows = paper_item(page, "locator.frame");
    amont_box shown = shows->box, frame = paper_frame(page);
    double ratio = (frame.max_x - frame.min_x) / (frame.max_y - frame.min_y);
    double width = shown.max_x - shown.min_x - shows->paint.width_mm;
    double height = shown.max_y - shown.min_y - shows->paint.width_mm;
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

/* ---- stamp ---------------------------------------------------------------------------------- */

static char *stamp_of(paper *p, double width, bool compact, const char *more) {
    g_autoptr(amont_page) page = page_with(p, width, 297, compact, more);
    return atlas_texts(page, "stamp.version");
}

static void the_stamp_names_version_drawing_and_date(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_SMALL, "parts");
    g_autofree char *stamp = stamp_of(&p, 210, false, "");
    assert_true(g_regex_match_simple("^amont [0-9.]+ · [0-9a-f]{8} · 2026-11-22$", stamp, 0, 0));
    g_autofree char *insert = stamp_of(&p, 85, true, "");
    g_autofree char *forced = stamp_of(&p, 85, true, "stamp: always\n");
    g_autofree char *never = stamp_of(&p, 210, false, "stamp: never\n");
    assert_string_equal(insert, "");
    assert_true(strlen(forced) > 0);
    assert_string_equal(never, "");
    paper_clear(&p);
}

/* Whatever is on the page moves the sum: its words, its size, its colours. */
static void another_drawing_has_another_stamp(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_SMALL, "parts");
    paper q = paper_of(ATLAS_SMALL, "parts");
    g_autofree char *one = stamp_of(&p, 210, false, "");
    g_autofree char *same = stamp_of(&q, 210, false, "");
    g_autofree char *wider = stamp_of(&p, 211, false, "");
    q.map->palette = (char *)"blues";
    g_autofree char *bluer = stamp_of(&q, 210, false, "");
    p.map->title = (char *)"Part bâtie des îlots";
    g_autofree char *worded = stamp_of(&p, 210, false, "");
    assert_string_equal(one, same);
    const char *const others[] = {wider, bluer, worded};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_string_not_equal(one, others[i]);
    paper_clear(&p);
    paper_clear(&q);
}

/* ---- European Union ------------------------------------------------------------------------- */

static void ask_for(paper *p, amont_eu_programme programme, const char *const *funds) {
    p->map->eu_block = programme;
    p->a->study->eu_block = g_new0(amont_eu_spec, 1);
    p->a->study->eu_block->funds = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; funds && funds[i]; i++)
        g_ptr_array_add(p->a->study->eu_block->funds, g_strdup(funds[i]));
}

static char *eu_words(amont_eu_programme programme, const char *const *funds) {
    paper p = paper_of(ATLAS_SMALL, "parts");
    ask_for(&p, programme, funds);
    g_autoptr(amont_page) page = page_with(&p, 210, 297, false, "");
    paper_clear(&p);
    return atlas_texts(page, "eu.words");
}

static void the_words_are_those_of_the_programmes(void **state) {
    (void)state;
    const char *const feder[] = {"FEDER", NULL}, *const fse[] = {"FSE", NULL};
    const char *const both[] = {"FEDER", "FSE", NULL};
    g_autofree char *one = eu_words(AMONT_EU_2014, feder), *two = eu_words(AMONT_EU_2014, fse);
    g_autofree char *three = eu_words(AMONT_EU_2014, both), *four = eu_words(AMONT_EU_2021, NULL);
    assert_string_equal(one, "Union européenne Fonds européen de développement régional");
    assert_string_equal(two, "Union européenne Fonds social européen");
    assert_string_equal(three, "Union européenne Fonds structurels et d'investissement européens");
    assert_string_equal(four, "Cofinancé par l'Union européenne");
}

/* Twelve centres like the hours of a clock on a circle of h/3, points h/18 above them: for a flag
 * of 15 × 10 mm the star of twelve has its tip 10/2 - 10/3 - 10/18 = 1.1111 mm under the upper
 * edge, that of three o'clock its tip at (7.5 + 3.3333, 5 - 0.5556). */
static void the_emblem_is_drawn_from_its_geometry(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_SMALL, "parts");
    ask_for(&p, AMONT_EU_2021, NULL);
    g_autoptr(amont_page) page = page_with(&p, 210, 297, false, "");
    const amont_item *flag = paper_item(page, "eu.emblem"), *stars = paper_item(page, "eu.stars");
    assert_near(flag->box.max_x - flag->box.min_x, 15, 1e-9);
    assert_near(flag->box.max_y - flag->box.min_y, 10, 1e-9);
    assert_int_equal(stars->n_steps, 12 * 11);
    const amont_step *steps = &g_array_index(page->steps, amont_step, stars->first_step);
    const double x = flag->box.min_x, y = flag->box.min_y;
    assert_near(steps[0].x - x, 7.5, 1e-9);
    assert_near(steps[0].y - y, 10 / 2.0 - 10 / 3.0 - 10 / 18.0, 1e-9);
    assert_near(steps[33].x - x, 10.8333333, 1e-6);
    assert_near(steps[33].y - y, 4.4444444, 1e-6);
    assert_near(steps[66].x - x, 7.5, 1e-9);
    assert_near(steps[66].y - y, 5 + 3.3333333 - 0.5555556, 1e-6);
    /* the second point of each star is 72° on from the first, on the same circle about its centre
     */
    for (size_t i = 0; i < 12; i++) {
        double cx = steps[11 * i].x, cy = steps[11 * i].y + 10 / 18.0;
        assert_near(hypot(cx - x - 7.5, cy - y - 5), 10 / 3.0, 1e-9);
        assert_near(steps[11 * i + 2].x - cx, 10 / 18.0 * sin(72 * G_PI / 180), 1e-9);
        assert_near(cy - steps[11 * i + 2].y, 10 / 18.0 * cos(72 * G_PI / 180), 1e-9);
    }
    assert_near(flag->paint.fill.green * 255, 51, 1e-9);
    assert_near(stars->paint.fill.green * 255, 204, 1e-9);
    paper_clear(&p);
}

static void an_insert_leaves_the_emblem_to_the_report(void **state) {
    (void)state;
    paper p = paper_of(ATLAS_SMALL, "parts");
    ask_for(&p, AMONT_EU_2021, NULL);
    g_autoptr(amont_page) page = page_with(&p, 85, 112, true, "");
    assert_int_equal(atlas_count(page, "eu.emblem"), 0);
    assert_int_equal(amont_findings_count(p.a->findings, AMONT_FINDING_EU_EXTERNAL), 1);
    paper_clear(&p);
}

static void programmes_of_2014_need_their_fund(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    paper p = paper_of(ATLAS_SMALL, "parts");
    ask_for(&p, AMONT_EU_2014, NULL);
    paper_page(&p, 210, 297, false, "");
    g_autoptr(amont_page) page = paper_draw(&p, &error);
    assert_null(page);
    assert_true(g_error_matches(error, AMONT_ERROR, AMONT_ERROR_CONFIG));
    assert_non_null(strstr(error->message, "named with their fund"));
    paper_clear(&p);
}

/* ---- the footer ----------------------------------------------------------------------------- */

/* Sources stand beside the emblem, higher than it: notes above them have the whole width. */
static void notes_go_over_the_emblem(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    g_autoptr(amont_page) page = atlas_page(a, "projets");
    amont_box emblem = paper_item(page, "eu.emblem")->box;
    double widest = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "note") == 0) {
            assert_true(item->box.max_y < emblem.min_y);
            widest = fmax(widest, item->box.max_x);
        }
        if (strcmp(item->role, "source") == 0)
            assert_true(item->box.max_x < emblem.min_x);
    }
    assert_true(widest > emblem.max_x);
}

/* The licence of stations is that of projects, which names whom it asks to be named. */
static void a_licence_is_said_once(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    g_autoptr(amont_page) page = atlas_page(a, "projets");
    g_autofree char *sources = atlas_texts(page, "source");
    assert_non_null(strstr(sources, "Licences : ODbL 1.0, © contributeurs OpenStreetMap ; "));
    assert_null(strstr(sources, "ODbL 1.0. "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_locator_shows_all_zones_and_what_the_map_shows),
        cmocka_unit_test(a_locator_comes_where_the_page_wants_one),
        cmocka_unit_test(a_map_of_all_zones_has_no_locator),
        cmocka_unit_test(north_is_told_only_where_it_is_off),
        cmocka_unit_test(a_map_whose_top_is_not_north_has_an_arrow),
        cmocka_unit_test(the_stamp_names_version_drawing_and_date),
        cmocka_unit_test(another_drawing_has_another_stamp),
        cmocka_unit_test(the_words_are_those_of_the_programmes),
        cmocka_unit_test(the_emblem_is_drawn_from_its_geometry),
        cmocka_unit_test(an_insert_leaves_the_emblem_to_the_report),
        cmocka_unit_test(programmes_of_2014_need_their_fund),
        cmocka_unit_test(notes_go_over_the_emblem),
        cmocka_unit_test(a_licence_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
