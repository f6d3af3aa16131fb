/* Pages of any size: what a map carries keeps clear of its subject, of the rest and of the margins,
 * or a sentence says what has no room. */
#include "paper.h"

#include "amont/facts.h"
#include <math.h>
#include <string.h>

/* ---- what must hold ------------------------------------------------------------------------- */

static bool is_furniture(const amont_item *item) {
    static const char *const roles[] = {"legend.", "scale.", "list.",    "locator.", "north.",
                                        "eu.",     "title",  "subtitle", "note",     "source"};
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (g_str_has_prefix(item->role, roles[i]))
            return true;
    return false;
}

/* The part of a role before its point: what stands together. */
static char *piece_of(const amont_item *item) {
    const char *end = strchr(item->role, '.');
    return end ? g_strndup(item->role, (gsize)(end - item->role)) : g_strdup(item->role);
}

/* The boxes of the pieces of furniture on a page, by name. */
static GHashTable *pieces_of(const amont_page *page) {
    GHashTable *pieces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    int clips = 0; /* hatches reach beyond what they are cut to */
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        clips += (item->kind == AMONT_ITEM_CLIP) - (item->kind == AMONT_ITEM_UNCLIP);
        if (!is_furniture(item) || clips > 0 || amont_box_is_empty(item->box))
            continue;
        char *name = piece_of(item);
        const amont_box *known = g_hash_table_lookup(pieces, name);
        amont_box box = known ? amont_box_union(*known, item->box) : item->box;
        g_hash_table_replace(pieces, name, g_memdup2(&box, sizeof box));
    }
    return pieces;
}

static void check_apart(const amont_page *page) {
    g_autoptr(GHashTable) pieces = pieces_of(page);
    GHashTableIter one, two;
    void *name, *other, *box, *second;
    g_hash_table_iter_init(&one, pieces);
    while (g_hash_table_iter_next(&one, &name, &box)) {
        if (strcmp(name, "list") == 0) /* one in the map, one under it */
            continue;
        g_hash_table_iter_init(&two, pieces);
        while (g_hash_table_iter_next(&two, &other, &second))
            if (strcmp(name, other) < 0 && strcmp(other, "list") != 0 &&
                amont_box_overlaps(*(amont_box *)box, *(amont_box *)second))
                fail_msg("'%s' and '%s' overlap on a page of %g × %g mm", (char *)name,
                         (char *)other, page->width_mm, page->height_mm);
    }
}

/* The stamp stands at the end of a line of other texts. */
static void check_stamp(const amont_page *page) {
    const amont_item *stamp = paper_item(page, "stamp.version");
    for (guint i = 0; stamp && i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item != stamp && item->kind == AMONT_ITEM_TEXT &&
            amont_box_overlaps(item->box, stamp->box))
            fail_msg("'%s' and '%s' overlap on a page of %g × %g mm", item->text, stamp->text,
                     page->width_mm, page->height_mm);
    }
}

static void check_margins(const amont_page *page, double margin) {
    amont_box room = {margin, margin, page->width_mm - margin, page->height_mm - margin};
    room = amont_box_grow(room, 0.15); /* half a line */
    int clips = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        clips += (item->kind == AMONT_ITEM_CLIP) - (item->kind == AMONT_ITEM_UNCLIP);
        bool counts = item->kind == AMONT_ITEM_TEXT || (is_furniture(item) && clips == 0);
        if (!counts || amont_box_is_empty(item->box))
            continue;
        amont_box box = item->box;
        if (box.min_x < room.min_x || box.max_x > room.max_x || box.min_y < room.min_y ||
            box.max_y > room.max_y)
            fail_msg("'%s' (%s) leaves the margins of a page of %g × %g mm", item->text, item->role,
                     page->width_mm, page->height_mm);
    }
}

/* Text outside the frame is 3 mm from it at least (C19). */
static void check_frame(const amont_page *page) {
    amont_box frame = paper_frame(page), near = amont_box_grow(frame, 3 - 0.01);
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item->kind != AMONT_ITEM_TEXT || amont_box_overlaps(item->box, frame))
            continue;
        if (amont_box_overlaps(item->box, near))
            fail_msg("'%s' (%s) is near the frame on a page of %g × %g mm", item->text, item->role,
                     page->width_mm, page->height_mm);
    }
}

/* The outlines of the territory as they are on the page: a point of them in a box of furniture, or
 * a corner or the middle of the box in them. */
static bool inside(const amont_step *steps, size_t n, double x, double y) {
    bool is_in = false;
    size_t first = 0;
    for (size_t i = 0; i < n; i++) {
        if (steps[i].kind == AMONT_MOVE)
            first = i;
        if (steps[i].kind == AMONT_CLOSE)
            continue;
        bool last = i + 1 >= n || steps[i + 1].kind == AMONT_CLOSE;
        const amont_step *a = &steps[i], *b = last ? &steps[first] : &steps[i + 1];
        if ((a->y > y) != (b->y > y) && x < a->x + (y - a->y) / (b->y - a->y) * (b->x - a->x))
            is_in = !is_in;
    }
    return is_in;
}

static bool covers(const amont_page *page, const amont_item *zone, amont_box box) {
    const amont_step *steps = &g_array_index(page->steps, amont_step, zone->first_step);
    for (size_t i = 0; i < zone->n_steps; i++)
        if (steps[i].kind != AMONT_CLOSE && amont_box_holds(box, steps[i].x, steps[i].y))
            return true;
    for (int i = 0; i < 25; i++) {
        double x = box.min_x + (box.max_x - box.min_x) * (i % 5) / 4.0;
        double y = box.min_y + (box.max_y - box.min_y) * (int)(i / 5) / 4.0;
        if (inside(steps, zone->n_steps, x, y))
            return true;
    }
    return false;
}

static void check_subject(const amont_page *page) {
    static const char *const panels[] = {"legend.panel", "scale.panel", "list.panel",
                                         "locator.panel", "north.arrow"};
    for (guint i = 0; i < page->items->len; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(panels); k++) {
            if (strcmp(atlas_item(page, i)->role, panels[k]) != 0)
                continue;
            for (guint j = 0; j < page->items->len; j++)
                if (strcmp(atlas_item(page, j)->role, "map.territory") == 0 &&
                    covers(page, atlas_item(page, j), atlas_item(page, i)->box))
                    fail_msg("'%s' lies on the territory on a page of %g × %g mm", panels[k],
                             page->width_mm, page->height_mm);
        }
}

/* ---- any size ------------------------------------------------------------------------------- */

static const char *const titles[] = {
    "Îles",
    "Part bâtie des îles de l’archipel et de ses communes littorales, état au 31 décembre 2025, "
    "d’après le cadastre et les relevés de terrain de la capitainerie",
};
static const char *const legends[] = {
    NULL, "Part de la superficie bâtie dans la superficie totale de l’île, en % de la superficie"};
static const char *const note =
    "Une note qui explique longuement la méthode, ses limites et ce que la carte ne montre pas.";

static void change_map(paper *d, GRand *chance, GPtrArray *notes) {
    d->map->title = (char *)titles[g_rand_int_range(chance, 0, 2)];
    d->map->legend_title = (char *)legends[g_rand_int_range(chance, 0, 2)];
    d->map->legend = g_rand_int_range(chance, 0, 4);
    d->map->eu_block = g_rand_int_range(chance, AMONT_EU_NONE, AMONT_EU_2021 + 1);
    g_ptr_array_set_size(notes, 0);
    for (int n = g_rand_int_range(chance, 0, 5); n > 0; n--)
        g_ptr_array_add(notes, g_strdup_printf("%d. %s", n, note));
    d->map->notes = notes;
}

/* A block of the European Union is on pages of which the map asks for one. */
static amont_eu_spec *own_funds(void) {
    amont_eu_spec *spec = g_new0(amont_eu_spec, 1);
    spec->funds = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(spec->funds, g_strdup("FEDER"));
    return spec;
}

static void try_sizes(const char *study, const char *map, int n, int *drawn) {
    paper d = paper_of(study, map);
    if (!d.a->study->eu_block)
        d.a->study->eu_block = own_funds();
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    GRand *chance = g_rand_new_with_seed(20260);
    for (int i = 0; i < n; i++) {
        double width = g_rand_int_range(chance, 60, 421);
        double height = g_rand_int_range(chance, 60, 421);
        bool compact = width < 120 && g_rand_boolean(chance);
        paper_page(&d, width, height, compact, "locator: auto\nnorth_arrow: always\n");
        change_map(&d, chance, notes);
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_page) page = paper_draw(&d, &error);
        if (!page) {
            assert_int_equal(error->code, AMONT_ERROR_CONFIG);
            assert_non_null(strstr(error->message, "'any'"));
            continue;
        }
        (*drawn)++;
        check_margins(page, compact ? 1 : 8);
        check_apart(page);
        check_stamp(page);
        check_subject(page);
        if (!compact)
            check_frame(page);
    }
    g_rand_free(chance);
    paper_clear(&d);
}

static void furniture_keeps_clear_on_pages_of_any_size(void **state) {
    (void)state;
    int drawn = 0;
    try_sizes(ATLAS_SMALL, "parts", 60, &drawn);
    try_sizes(ATLAS_SMALL, "habitants", 40, &drawn);
    try_sizes(ATLAS_BUNDLED, "revenus", 25, &drawn);
    assert_true(drawn > 80); /* the rest has a sentence */
}

/* ---- where the legend stands ---------------------------------------------------------------- */

static amont_page *draw_at(paper *d, int legend) {
    g_autoptr(GError) error = NULL;
    paper_page(d, 210, 297, false, "");
    d->map->legend = legend;
    amont_page *page = paper_draw(d, &error);
    assert_ok(error);
    return page;
}

static void a_legend_stands_where_the_map_says(void **state) {
    (void)state;
    paper d = paper_of(ATLAS_BUNDLED, "revenus");
    g_autoptr(amont_page) in = draw_at(&d, AMONT_LEGEND_MAP);
    g_autoptr(amont_page) right = draw_at(&d, AMONT_LEGEND_RIGHT);
    g_autoptr(amont_page) under = draw_at(&d, AMONT_LEGEND_BOTTOM);
    assert_true(amont_box_overlaps(paper_item(in, "legend.title")->box, paper_frame(in)));
    assert_true(paper_item(right, "legend.title")->box.min_x > paper_frame(right).max_x + 2.99);
    assert_true(paper_item(under, "legend.title")->box.min_y > paper_frame(under).max_y + 2.99);
    paper_clear(&d);
}

/* Squares fill a square page: in its corners is no room, at its right there is. */
static void the_largest_map_decides(void **state) {
    (void)state;
    paper d = paper_of(ATLAS_SMALL, "parts");
    g_autoptr(GError) error = NULL;
    paper_page(&d, 297, 120, false, "");
    d.map->legend = AMONT_LEGEND_AUTO;
    g_autoptr(amont_page) page = paper_draw(&d, &error);
    assert_ok(error);
    double scales[AMONT_LEGEND_BOTTOM + 1] = {0};
    for (int place = AMONT_LEGEND_AUTO; place <= AMONT_LEGEND_BOTTOM; place++) {
        d.map->legend = place;
        g_autoptr(amont_page) other = paper_draw(&d, &error);
        assert_ok(error);
        g_autofree char *figure = atlas_texts(other, "scale.figure");
        GString *digits = g_string_new(figure + 2);
        g_string_replace(digits, " ", "", 0);
        scales[place] = g_ascii_strtod(digits->str, NULL);
        g_string_free(digits, TRUE);
    }
    double best = fmin(scales[AMONT_LEGEND_MAP],
                       fmin(scales[AMONT_LEGEND_RIGHT], scales[AMONT_LEGEND_BOTTOM]));
    assert_near(scales[AMONT_LEGEND_AUTO], best, 1e-9);
    paper_clear(&d);
}

/* ---- how much of the page the map takes ------------------------------------------------------ */

static void maps_fill_their_pages(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    for (guint i = 0; i < a->study->maps->len; i++) {
        const amont_map_spec *map = a->study->maps->pdata[i];
        g_autoptr(amont_page) page = atlas_page(a, map->id);
        amont_box frame = paper_frame(page);
        double part = page->facts->panels->len * (frame.max_x - frame.min_x) *
                      (frame.max_y - frame.min_y) / (page->width_mm * page->height_mm);
        double least = g_str_has_prefix(map->page, "insert") ? 0.7 : 0.6; /* C19 */
        if (g_strcmp0(map->style, "projects") == 0)
            least = 0.56; /* twenty projects named under it, and the emblem of the Union */
        if (part < least)
            fail_msg("'%s': the map takes %.1f %% of the page", map->id, 100 * part);
    }
}

/* ---- inserts --------------------------------------------------------------------------------- */

/* The four communes measure 8.78 km by 10.95 km in Lambert-93: 73 mm high at 1:150 000. Title
 * and subtitle are of one line each: longer ones take their height from the map. */
static void inserts_show_the_communes_at_150_000(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    atlas_series(a, "revenus");
    amont_map_spec map = *amont_study_map(a->study, "revenus");
    map.page = (char *)"insert-85";
    map.palette = (char *)"viridis";
    map.subtitle = (char *)"Revenu disponible médian, par IRIS";
    map.title = (char *)"Revenus dans l’ITI Seine-Amont";
    for (int classes = 2; classes <= 6; classes++) {
        g_autoptr(GError) error = NULL;
        map.classes = classes;
        g_autoptr(amont_page) page =
            amont_compose(a->layers, &map, a->table, a->styles, a->fonts, a->findings, &error);
        assert_ok(error);
        amont_box communes = paper_item(page, "map.territory")->box;
        for (guint i = 0; i < page->items->len; i++)
            if (strcmp(atlas_item(page, i)->role, "map.territory") == 0)
                communes = amont_box_union(communes, atlas_item(page, i)->box);
        if (communes.max_y - communes.min_y <= 72.8)
            fail_msg("%d classes: the communes are %.2f mm high", classes,
                     communes.max_y - communes.min_y);
        assert_true(atlas_count(page, "label.water") > 0); /* so the river needs no key */
        g_autofree char *labels = atlas_texts(page, "legend.label");
        assert_null(strstr(labels, "La Seine"));
        check_apart(page);
        check_subject(page);
        check_margins(page, 1);
    }
}

/* The nine colours of two figures and what they say take half of an insert: the map would be an
 * ornament of its legend. A page has room for both. */
static void a_legend_larger_than_its_map_is_refused(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    paper d = paper_of(ATLAS_BUNDLED, "pression-exposition");
    paper_page(&d, 85, 112, true, "");
    d.map->eu_block = AMONT_EU_NONE;
    g_autoptr(amont_page) insert = paper_draw(&d, &error);
    assert_null(insert);
    assert_int_equal(error->code, AMONT_ERROR_CONFIG);
    assert_non_null(strstr(error->message, "the legend finds no room off the territory"));
    g_clear_error(&error);
    paper_page(&d, 170, 140, true, "");
    g_autoptr(amont_page) page = paper_draw(&d, &error);
    assert_ok(error);
    paper_clear(&d);
}

/* ---- panels ---------------------------------------------------------------------------------- */

static const char *const two_panels =
    "  - {id: deux, title: Deux cartes, page: a4-paysage, panels: [parts, egal]}\n"
    "  - {id: egal, title: À amplitudes égales, style: choropleth, value: part,\n"
    "     page: a4-portrait, classes: 2, method: equal, notes: [Commune à peu., À part.]}\n"
    "  - id: parts\n    title: Part bâtie des îles\n    notes: [Commune à peu.]\n";

static void notes_of_panels_say_whose_they_are(void **state) {
    (void)state;
    g_autofree char *path = atlas_changed(
        ATLAS_SMALL, "study.yaml", "  - id: parts\n    title: Part bâtie des îles\n", two_panels);
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "deux");
    g_autofree char *notes = atlas_texts(page, "note");
    assert_string_equal(notes, "Commune à peu. "
                               "Part bâtie des îles – Classes : quantiles (effectifs égaux), "
                               "2 classes. À amplitudes égales – Classes : amplitudes égales, "
                               "2 classes. À part.");
    assert_int_equal(atlas_count(page, "frame"), 2);
    check_margins(page, 8);
    atlas_remove(path);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static bool crosses(amont_box a, amont_box b) {
    return amont_box_overlaps(amont_box_grow(a, -0.05), b);
}

/* Shapes of one size have one area, and so a diamond reaches further than a circle: badges stand in
 * their column and off the texts of the list. */
static void badges_of_lists_keep_to_their_column(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    g_autoptr(amont_page) page = atlas_page(a, "projets");
    amont_box frame = paper_frame(page);
    assert_true(atlas_count(page, "list.badge") == 20);
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *badge = atlas_item(page, i);
        if (strcmp(badge->role, "list.badge") != 0)
            continue;
        assert_true(badge->box.min_x > frame.min_x - 1e-6);
        for (guint k = 0; k < page->items->len; k++) {
            const amont_item *text = atlas_item(page, k);
            if (g_str_has_prefix(text->role, "list.") && text->kind == AMONT_ITEM_TEXT &&
                crosses(badge->box, text->box))
                fail_msg("the badge of '%s' meets '%s'", atlas_item(page, i + 1)->text, text->text);
            if (k != i && strcmp(text->role, "list.badge") == 0 && crosses(badge->box, text->box))
                fail_msg("the badge of '%s' meets another", atlas_item(page, i + 1)->text);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(furniture_keeps_clear_on_pages_of_any_size),
        cmocka_unit_test(a_legend_stands_where_the_map_says),
        cmocka_unit_test(the_largest_map_decides),
        cmocka_unit_test(maps_fill_their_pages),
        cmocka_unit_test(inserts_show_the_communes_at_150_000),
        cmocka_unit_test(a_legend_larger_than_its_map_is_refused),
        cmocka_unit_test(notes_of_panels_say_whose_they_are),
        cmocka_unit_test(badges_of_lists_keep_to_their_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
