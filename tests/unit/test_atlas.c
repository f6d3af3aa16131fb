/* Atlases of the bundled study, read back from their draw lists. */
#include "atlas.h"

#include "amont/atlas.h"
#include "amont/facts.h"
#include "amont/map_classes.h"
#include "amont/pool.h"
#include "amont/render.h"
#include <math.h>
#include <string.h>

static int open_bundled(void **state) {
    *state = atlas_open(ATLAS_BUNDLED);
    return 0;
}

static int close_bundled(void **state) {
    atlas_free(*state);
    return 0;
}

/* What the pages show is in the table of `a`. */
static amont_atlas *plan(atlas *a, const char *map, const char *each) {
    g_autoptr(GError) error = NULL;
    amont_atlas *pages =
        amont_atlas_plan(a->layers, amont_study_map(a->study, map), each, a->findings, &error);
    assert_ok(error);
    for (size_t i = 0; i < amont_atlas_size(pages); i++) {
        amont_analyse_map(a->analysis, amont_atlas_page_at(pages, i)->map, a->table, &error);
        assert_ok(error);
    }
    return pages;
}

static amont_page *compose(atlas *a, const amont_atlas *pages, size_t index, double scale) {
    g_autoptr(GError) error = NULL;
    amont_page *page = amont_atlas_compose(pages, index, a->table, a->styles, a->fonts, scale,
                                           a->findings, &error);
    assert_ok(error);
    return page;
}

static const amont_panel_facts *frame_of(const amont_page *page) {
    return page->facts->panels->pdata[0];
}

/* ---- which pages --------------------------------------------------------------------------- */

static void a_page_for_each_selected_zone_by_code(void **state) {
    static const char *const keys[] = {"94022", "94041", "94074", "94081"};
    static const char *const names[] = {"Choisy-le-Roi", "Ivry-sur-Seine", "Valenton",
                                        "Vitry-sur-Seine"};
    g_autoptr(amont_atlas) pages = plan(*state, "vacance", "commune");
    assert_int_equal(amont_atlas_size(pages), G_N_ELEMENTS(keys));
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        assert_string_equal(amont_atlas_page_at(pages, i)->key, keys[i]);
        assert_string_equal(amont_atlas_page_at(pages, i)->name, names[i]);
    }
}

static void zones_of_a_finer_level_say_where_they_are(void **state) {
    g_autoptr(amont_atlas) pages = plan(*state, "densite", "iris");
    for (size_t i = 0; i < amont_atlas_size(pages); i++)
        assert_non_null(strstr(amont_atlas_page_at(pages, i)->name, " ("));
    assert_string_equal(amont_atlas_page_at(pages, 0)->name, "Centre I (Choisy-le-Roi)");
}

/* Each project has a page, or is told. */
static void projects_without_a_place_are_told(void **state) {
    atlas *a = *state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(amont_atlas) pages = amont_atlas_plan(a->layers, amont_study_map(a->study, "projets"),
                                                    "project", findings, &error);
    assert_ok(error);
    const amont_projects *list = amont_layers_projects(a->layers, NULL);
    size_t placed = 0;
    for (size_t i = 0; i < list->n_projects; i++) {
        const amont_project *project = &list->projects[i];
        if (project->n_sites > 0 || project->n_zones > 0)
            assert_string_equal(amont_atlas_page_at(pages, placed++)->key, project->id);
    }
    assert_int_equal(amont_atlas_size(pages), placed);
    assert_int_equal(amont_findings_count(findings, AMONT_FINDING_PROJECT_UNPLACED),
                     list->n_projects - placed);
}

static void expect_error(const atlas *a, const char *map, const char *each, const char *text) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_atlas) pages =
        amont_atlas_plan(a->layers, amont_study_map(a->study, map), each, NULL, &error);
    assert_null(pages);
    assert_int_equal(error->code, each ? AMONT_ERROR_USAGE : AMONT_ERROR_CONFIG);
    assert_non_null(strstr(error->message, text));
}

static void what_cannot_be_is_said(void **state) {
    expect_error(*state, "vacance", "quartier", "'quartier'");
    expect_error(*state, "vacance", NULL, "does not say");
    expect_error(*state, "vacance", "project", "shows no projects");
    expect_error(*state, "vacance", "indicator", "no indicators are listed");
}

/* ---- titles -------------------------------------------------------------------------------- */

static void pages_are_titled_and_numbered(void **state) {
    g_autoptr(amont_atlas) pages = plan(*state, "vacance", "commune");
    g_autoptr(amont_page) page = compose(*state, pages, 1, NAN);
    g_autofree char *title = atlas_texts(page, "title"),
                    *stamp = atlas_texts(page, "stamp.version");
    assert_string_equal(title, "Ivry-sur-Seine – Logements vacants dans l'ITI Seine-Amont en 2022");
    assert_string_equal(page->subject, "Part des logements, en %, au sens du recensement");
    assert_true(g_str_has_prefix(stamp, "page 2 sur 4 · amont "));
    g_autofree char *kept = atlas_plain(page->title);
    assert_string_equal(kept, title);
}

static char *with_atlas(const char *key) {
    g_autofree char *to = g_strconcat("legend_title: Logements vacants, en %\n    ", key, NULL);
    return atlas_changed(ATLAS_BUNDLED, "seine-amont.yaml", "legend_title: Logements vacants, en %",
                         to);
}

static void the_study_may_word_titles(void **state) {
    (void)state;
    g_autofree char *path =
        with_atlas("atlas: {each: commune, title: \"{code} {name} : {title}\", scale: each}");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_atlas) pages = plan(a, "vacance", NULL);
    g_autoptr(amont_page) page = compose(a, pages, 3, NAN);
    g_autofree char *title = atlas_texts(page, "title");
    assert_true(g_str_has_prefix(title, "94081 Vitry-sur-Seine : Logements vacants"));
    assert_false(amont_atlas_has_one_scale(pages));
    atlas_remove(path);
}

static void indicators_have_pages_with_their_own_words(void **state) {
    (void)state;
    g_autofree char *path =
        with_atlas("atlas: {each: indicator, values: [vacancy.census, density.population]}");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_atlas) pages = plan(a, "vacance", NULL);
    assert_int_equal(amont_atlas_size(pages), 2);
    assert_string_equal(amont_atlas_page_at(pages, 1)->key, "density.population");
    g_autoptr(amont_page) page = compose(a, pages, 1, NAN);
    const amont_series *series = amont_table_find(a->table, "density.population", "commune");
    g_autofree char *label = atlas_plain(series->label), *title = atlas_texts(page, "title");
    g_autofree char *legend = atlas_texts(page, "legend.title");
    assert_true(g_str_has_prefix(title, label)); /* what, when, then where */
    assert_non_null(strstr(title, "2022 – ITI Seine-Amont"));
    assert_non_null(strstr(legend, label));
    assert_non_null(strstr(legend, "hab./km²"));
    assert_null(strstr(legend, "vacants"));
    assert_int_equal(atlas_count(page, "map.dimmed"), 0);
    atlas_remove(path);
}

/* ---- frames -------------------------------------------------------------------------------- */

static void all_pages_have_one_scale_and_show_their_zone_whole(void **state) {
    atlas *a = *state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_atlas) pages = plan(a, "revenus", "commune");
    double scale = amont_atlas_scale(pages, a->table, a->styles, a->fonts, &error);
    assert_ok(error);
    for (size_t i = 0; i < amont_atlas_size(pages); i++) {
        g_autoptr(amont_page) page = compose(a, pages, i, scale);
        const amont_panel_facts *frame = frame_of(page);
        amont_box zone = amont_shapes_box(frame->zones, 0);
        assert_true(amont_atlas_scale_of(page) == scale);
        assert_int_equal(frame->names->len, 1);
        assert_string_equal(frame->names->pdata[0], amont_atlas_page_at(pages, i)->name);
        assert_true(zone.min_x >= frame->box.min_x && zone.max_x <= frame->box.max_x &&
                    zone.min_y >= frame->box.min_y && zone.max_y <= frame->box.max_y);
    }
}

/* The largest commune, Vitry-sur-Seine, asks for the smallest scale, and no page for a smaller. */
static void the_one_scale_is_that_of_the_largest_zone(void **state) {
    atlas *a = *state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_atlas) pages = plan(a, "vacance", "commune");
    double scale = amont_atlas_scale(pages, a->table, a->styles, a->fonts, &error), smallest = 0;
    for (size_t i = 0; i < amont_atlas_size(pages); i++)
        smallest =
            fmax(smallest, amont_atlas_fit(pages, i, a->table, a->styles, a->fonts, NAN, &error));
    assert_ok(error);
    assert_true(scale == smallest);
    assert_true(scale == amont_atlas_fit(pages, 3, a->table, a->styles, a->fonts, NAN, &error));
}

/* By the coordinates of the files: Le Coteau lies 2.2 km from the Seine, in a bend, so that the box
 * of the river holds it; the first zone, in the middle of Choisy, 90 m. */
static void a_page_knows_rivers_in_its_frame_alone(void **state) {
    g_autoptr(amont_atlas) pages = plan(*state, "densite", "iris");
    size_t dry = 0;
    for (size_t i = 0; i < amont_atlas_size(pages); i++) {
        bool is_far = strcmp(amont_atlas_page_at(pages, i)->key, "940810212") == 0;
        if (!is_far && i > 0)
            continue;
        g_autoptr(amont_page) page = compose(*state, pages, i, 20000);
        assert_int_equal(page->facts->has_water, !is_far);
        dry += is_far;
    }
    assert_int_equal(dry, 1);
}

static void a_single_site_is_shown_no_larger_than_1_10000(void **state) {
    g_autoptr(amont_atlas) pages = plan(*state, "projets", "project");
    for (size_t i = 0; i < amont_atlas_size(pages); i++) {
        g_autoptr(amont_page) page = compose(*state, pages, i, NAN);
        assert_true(amont_atlas_scale_of(page) >= 10000);
        assert_int_equal(atlas_count(page, "list.name") > 0, true);
    }
}

/* ---- legends ------------------------------------------------------------------------------- */

/* What the frame shows, in the study's plane: from a zone that is known on both. */
static amont_box world_of(const amont_page *page, const amont_level *level, size_t zone) {
    const amont_panel_facts *frame = frame_of(page);
    amont_box paper = amont_shapes_box(frame->zones, 0);
    amont_box ground = amont_shapes_box(level->layer->shapes, zone);
    double metres = frame->denominator / 1000;
    return (amont_box){
        ground.min_x - (paper.min_x - frame->box.min_x) * metres,
        ground.min_y - (frame->box.max_y - paper.max_y) * metres,
        ground.max_x + (frame->box.max_x - paper.max_x) * metres,
        ground.max_y + (paper.min_y - frame->box.min_y) * metres,
    };
}

/* Classes of the zones of which GEOS finds anything in the frame. */
static void find_classes(const atlas *a, amont_box world, bool *seen) {
    g_autoptr(GError) error = NULL;
    const amont_map_spec *map = amont_study_map(a->study, "artificialisation");
    const amont_level *iris = amont_layers_level(a->layers, "iris");
    const amont_series *series = amont_table_find(a->table, "artif_share_mos2021", "iris");
    amont_classes classes;
    amont_map_classes(a->layers, a->table, map, &classes, &error);
    assert_ok(error);
    for (size_t zone = 0; zone < iris->n; zone++) {
        double x, y, radius;
        const amont_figure *figure = &series->figures[zone];
        bool is_suspect =
            figure->value < classes.limits[0] || figure->value > classes.limits[classes.n];
        if (iris->selected[zone] && amont_flag_has_value(figure->flag) && !is_suspect &&
            amont_shapes_anchor(iris->layer->shapes, zone, world, &x, &y, &radius))
            seen[amont_class_of(&classes, figure->value)] = true;
    }
}

/* Entries of classes are declared from high to low. */
static void the_legend_has_the_classes_that_the_page_shows(void **state) {
    atlas *a = *state;
    g_autoptr(amont_atlas) pages = plan(a, "artificialisation", "commune");
    const amont_level *communes = amont_layers_level(a->layers, "commune");
    bool some_lack = false;
    for (size_t i = 0; i < amont_atlas_size(pages); i++) {
        g_autoptr(amont_page) page = compose(a, pages, i, NAN);
        g_autofree char *legend = atlas_texts(page, "legend.label");
        size_t zone = amont_level_find(communes, amont_atlas_page_at(pages, i)->key);
        bool seen[5] = {false};
        find_classes(a, world_of(page, communes, zone), seen);
        for (guint k = 0; k < 5; k++) {
            const amont_legend_entry *entry = page->legend->pdata[k];
            g_autofree char *label = atlas_plain(entry->label);
            assert_int_equal(strstr(legend, label) != NULL, seen[4 - k]);
            some_lack = some_lack || !seen[4 - k];
        }
    }
    assert_true(some_lack); /* else nothing was tested */
}

/* ---- the veil ------------------------------------------------------------------------------ */

static guint first_of(const amont_page *page, const char *role, guint from) {
    while (from < page->items->len && strcmp(atlas_item(page, from)->role, role) != 0)
        from++;
    return from;
}

/* The symbol of the page's zone lies over the veil, those of its neighbours under it. */
static void neighbours_are_dimmed(void **state) {
    g_autoptr(amont_atlas) pages = plan(*state, "montants", "commune");
    g_autoptr(amont_page) page = compose(*state, pages, 1, NAN);
    guint veil = first_of(page, "map.dimmed", 0), under = 0, over = 0;
    assert_int_equal(atlas_count(page, "map.dimmed"), 1);
    for (guint i = 0; i < page->items->len; i++)
        if (strcmp(atlas_item(page, i)->role, "map.disc") == 0)
            (*(i < veil ? &under : &over))++;
    assert_true(under > 0);
    assert_int_equal(over, 1);
    assert_true(first_of(page, "locator.subject", veil) < page->items->len);
    assert_true(first_of(page, "label.zone", veil) < page->items->len);
    assert_int_equal(atlas_count(page, "label.zone"), 1);
}

static void the_list_has_the_projects_of_the_page(void **state) {
    g_autoptr(amont_atlas) pages = plan(*state, "projets", "project");
    g_autoptr(amont_page) page = compose(*state, pages, 0, 50000);
    g_autofree char *names = atlas_texts(page, "list.name");
    g_autofree char *expected = atlas_plain(amont_atlas_page_at(pages, 0)->name);
    assert_string_equal(names, expected);
    assert_int_equal(atlas_count(page, "list.badge"), 1);
    assert_true(atlas_count(page, "map.badge_beside") > 0);
}

/* ---- threads ------------------------------------------------------------------------------- */

typedef struct run {
    atlas *a;
    amont_atlas *pages[2];
    char *scripts[8];
} run;

static void script_of(size_t index, void *data) {
    run *r = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_fonts) fonts = amont_fonts_new(r->a->styles->theme, &error);
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(amont_page) page = amont_atlas_compose(r->pages[index / 4], index % 4, r->a->table,
                                                     r->a->styles, fonts, NAN, findings, &error);
    r->scripts[index] = page ? amont_render_script(page, &error) : g_strdup(error->message);
}

static void threads_compose_the_same_pages(void **state) {
    run serial = {.a = *state}, both = {.a = *state};
    serial.pages[0] = both.pages[0] = plan(*state, "artificialisation", "commune");
    serial.pages[1] = both.pages[1] = plan(*state, "projets", "commune");
    amont_pool_run(2, G_N_ELEMENTS(both.scripts), script_of, &both);
    amont_pool_run(1, G_N_ELEMENTS(serial.scripts), script_of, &serial);
    for (size_t i = 0; i < G_N_ELEMENTS(serial.scripts); i++) {
        assert_true(g_str_has_prefix(serial.scripts[i], "%!CairoScript"));
        assert_true(strcmp(serial.scripts[i], both.scripts[i]) == 0);
        g_free(serial.scripts[i]);
        g_free(both.scripts[i]);
    }
    amont_atlas_free(serial.pages[0]);
    amont_atlas_free(serial.pages[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_compose_the_same_pages),
        cmocka_unit_test(a_page_for_each_selected_zone_by_code),
        cmocka_unit_test(zones_of_a_finer_level_say_where_they_are),
        cmocka_unit_test(projects_without_a_place_are_told),
        cmocka_unit_test(what_cannot_be_is_said),
        cmocka_unit_test(pages_are_titled_and_numbered),
        cmocka_unit_test(the_study_may_word_titles),
        cmocka_unit_test(indicators_have_pages_with_their_own_words),
        cmocka_unit_test(all_pages_have_one_scale_and_show_their_zone_whole),
        cmocka_unit_test(the_one_scale_is_that_of_the_largest_zone),
        cmocka_unit_test(a_page_knows_rivers_in_its_frame_alone),
        cmocka_unit_test(a_single_site_is_shown_no_larger_than_1_10000),
        cmocka_unit_test(the_legend_has_the_classes_that_the_page_shows),
        cmocka_unit_test(neighbours_are_dimmed),
        cmocka_unit_test(the_list_has_the_projects_of_the_page),
    };
    return cmocka_run_group_tests(tests, open_bundled, close_bundled);
}
