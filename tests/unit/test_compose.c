/* Composed maps, read back from their draw list: the bundled study and a small one of squares. */
#include "atlas.h"

#include "amont/facts.h"
#include "amont/render.h"
#include "amont/simplify.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_STUDIES = 4 };

typedef struct both {
    atlas *small, *areas, *bundled, *symbols; /* areas and symbols are of invented data */
    GPtrArray *pages[N_STUDIES];              /* amont_page: their maps, once they are asked for */
} both;

static int open_both(void **state) {
    both *b = g_new0(both, 1);
    b->small = atlas_open(ATLAS_SMALL);
    b->areas = atlas_open(ATLAS_AREAS);
    b->bundled = atlas_open(ATLAS_BUNDLED);
    g_autofree char *symbols = check_path("cli/files/symbols.yaml");
    b->symbols = atlas_open(symbols);
    *state = b;
    return 0;
}

static int close_both(void **state) {
    both *b = *state;
    for (size_t i = 0; i < N_STUDIES; i++)
        g_clear_pointer(&b->pages[i], g_ptr_array_unref);
    atlas_free(b->small);
    atlas_free(b->areas);
    atlas_free(b->bundled);
    atlas_free(b->symbols);
    g_free(b);
    return 0;
}

static void free_page(void *data) {
    amont_page_free(data);
}

static GPtrArray *pages_of(atlas *a) {
    GPtrArray *pages = g_ptr_array_new_with_free_func(free_page);
    for (guint i = 0; i < a->study->maps->len; i++)
        g_ptr_array_add(pages, atlas_page(a, ((amont_map_spec *)a->study->maps->pdata[i])->id));
    return pages;
}

/* Calls `check` with every map of all studies. */
static void each_map(both *b, void (*check)(const atlas *a, const amont_page *page)) {
    atlas *const atlases[N_STUDIES] = {b->small, b->areas, b->bundled, b->symbols};
    for (size_t i = 0; i < N_STUDIES; i++) {
        if (!b->pages[i])
            b->pages[i] = pages_of(atlases[i]);
        for (guint j = 0; j < b->pages[i]->len; j++)
            check(atlases[i], b->pages[i]->pdata[j]);
    }
}

static bool is_text(const amont_item *item, const char *role) {
    return item->kind == AMONT_ITEM_TEXT && g_str_has_prefix(item->role, role);
}

/* ---- every map ----------------------------------------------------------------------------- */

static void check_titled(const atlas *a, const amont_page *page) {
    g_autofree char *title = atlas_texts(page, "title"), *expected = atlas_plain(page->title);
    g_autofree char *source = atlas_texts(page, "source");
    assert_string_equal(title, expected);
    assert_string_equal(page->date, a->study->date);
    assert_non_null(strstr(source, "Sources : "));
    g_autofree char *author = atlas_plain(a->study->author);
    assert_non_null(strstr(source, author));
    assert_true(atlas_count(page, "map.territory") > 0);
    assert_int_equal(atlas_count(page, "frame"), page->facts->panels->len);
}

static void every_map_has_a_title_sources_and_a_territory(void **state) {
    each_map(*state, check_titled);
}

static void check_on_paper(const atlas *a, const amont_page *page) {
    (void)a;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item->kind != AMONT_ITEM_TEXT)
            continue;
        bool inside = item->box.min_x >= 0 && item->box.max_x <= page->width_mm &&
                      item->box.min_y >= 0 && item->box.max_y <= page->height_mm;
        if (!inside)
            fail_msg("'%s' (%s) leaves the page", item->text, item->role);
    }
}

static void no_text_leaves_the_page(void **state) {
    each_map(*state, check_on_paper);
}

static void check_legible(const atlas *a, const amont_page *page) {
    (void)a;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item->kind == AMONT_ITEM_TEXT && !(item->style.size_pt >= 6))
            fail_msg("'%s' (%s) is of %g pt", item->text, item->role, item->style.size_pt);
    }
}

static void no_text_is_smaller_than_six_points(void **state) {
    each_map(*state, check_legible);
}

/* A turned text covers a row of small squares along its base line. */
static bool covers(const amont_item *item, amont_box box) {
    if (item->angle_rad == 0)
        return amont_box_overlaps(item->box, box);
    double size = 0.727 * item->style.size_pt * 25.4 / 72;
    double c = cos(item->angle_rad), s = sin(item->angle_rad);
    double length = (item->box.max_x - item->box.min_x - fabs(s) * size) / fmax(fabs(c), 1e-6);
    int n = (int)(2 * length / size) + 1;
    for (int i = 0; i <= n; i++) {
        double at = length * i / n;
        double x = item->x + at * c + size / 2 * s, y = item->y + at * s - size / 2 * c;
        if (amont_box_holds(amont_box_grow(box, size / 3), x, y))
            return true;
    }
    return false;
}

static void check_apart(const atlas *a, const amont_page *page) {
    (void)a;
    for (guint i = 0; i < page->items->len; i++)
        for (guint j = i + 1; j < page->items->len; j++) {
            const amont_item *one = atlas_item(page, i), *two = atlas_item(page, j);
            if (!is_text(one, "label.") || !is_text(two, "label."))
                continue;
            if (one->angle_rad != 0 ? covers(one, two->box) : covers(two, one->box))
                fail_msg("'%s' (%s) and '%s' (%s) overlap", one->text, one->role, two->text,
                         two->role);
        }
}

static void names_never_overlap(void **state) {
    each_map(*state, check_apart);
}

static void check_named(const atlas *a, const amont_page *page) {
    const amont_level *level = amont_layers_level(a->layers, NULL);
    g_autofree char *names = atlas_texts(page, "label.zone");
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!level->selected[zone])
            continue;
        /* a name on two lines is joined by a space, which a cut at a hyphen did not have */
        g_autofree char *name = atlas_plain(level->names[zone]);
        GString *joined = g_string_new(names);
        g_string_replace(joined, "- ", "-", 0);
        if (!strstr(joined->str, name))
            fail_msg("'%s' is not named", name);
        g_string_free(joined, TRUE);
    }
}

static void every_selected_zone_is_named(void **state) {
    each_map(*state, check_named);
}

static void the_four_communes_are_named_with_plain_hyphens(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->bundled, "revenus");
    g_autofree char *names = atlas_texts(page, "label.zone");
    assert_non_null(strstr(names, "Choisy- le-Roi")); /* on two lines, beside the river */
    assert_non_null(strstr(names, "Ivry-sur-Seine"));
    assert_non_null(strstr(names, "Valenton"));
    assert_non_null(strstr(names, "Vitry-sur-Seine"));
}

/* ---- legend -------------------------------------------------------------------------------- */

/* Whether something drawn off the legend counts for the entry. */
static bool is_drawn(const amont_page *page, int entry) {
    for (guint i = 0; i < page->items->len; i++)
        if (atlas_item(page, i)->entry == entry)
            return true;
    return false;
}

static bool section_is_drawn(const amont_page *page, int section) {
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *entry = page->legend->pdata[i];
        if (entry->section == section && is_drawn(page, (int)i))
            return true;
    }
    return false;
}

/* Entries that are one scale together. */
static bool is_of_scale(const amont_legend_entry *entry) {
    return entry->kind == AMONT_LEGEND_DISC || entry->kind == AMONT_LEGEND_HEIGHT ||
           entry->kind == AMONT_LEGEND_WIDTH || entry->kind == AMONT_LEGEND_MATRIX;
}

static void append_entries(const amont_page *page, int section, bool scale, GString *labels) {
    for (guint i = 0; i < page->legend->len; i++) {
        const amont_legend_entry *entry = page->legend->pdata[i];
        bool is_scale = is_of_scale(entry);
        if (entry->section == section && is_scale == scale &&
            (is_scale || entry->in_range || is_drawn(page, (int)i)))
            g_string_append_printf(labels, "%s%s", labels->len ? " " : "", entry->label);
    }
}

/* The labels of what is drawn, in the order of the legend. */
static char *drawn_labels(const amont_page *page) {
    GString *labels = g_string_new(NULL);
    for (guint section = 0; section < page->sections->len; section++) {
        if (!section_is_drawn(page, (int)section))
            continue;
        append_entries(page, (int)section, true, labels);
        append_entries(page, (int)section, false, labels);
    }
    g_autofree char *text = g_string_free(labels, FALSE);
    return atlas_plain(text);
}

static void check_legend(const atlas *a, const amont_page *page) {
    (void)a;
    g_autofree char *shown = atlas_texts(page, "legend.label"), *drawn = drawn_labels(page);
    if (page->merges_legends) /* across, where classes stand the other way about */
        assert_int_equal(strlen(shown), strlen(drawn));
    else
        assert_string_equal(shown, drawn);
}

static void the_legend_shows_what_is_drawn_and_nothing_else(void **state) {
    each_map(*state, check_legend);
}

/* The legend of a map in a changed copy of the small study. */
static char *changed_legend(const char *file, const char *from, const char *to, const char *map) {
    g_autofree char *path = atlas_changed(ATLAS_SMALL, file, from, to);
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, map);
    check_legend(a, page);
    atlas_remove(path);
    return atlas_texts(page, "legend.label");
}

static void a_category_without_projects_leaves_the_legend(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->small, "projets");
    g_autofree char *before = atlas_texts(page, "legend.label");
    g_autofree char *after = changed_legend("projects.csv", ",b,02,", ",a,02,", "projets");
    assert_non_null(strstr(before, "Port Mer"));
    assert_non_null(strstr(after, "Port"));
    assert_null(strstr(after, "Mer"));
}

/* The one project without category has no site: its badge stands under names and in the list. */
static void a_category_known_only_by_zone_is_in_the_legend(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->small, "projets");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_non_null(strstr(labels, "Non renseigné"));
}

/* P3, of two islands and without a site, stands in frames under their names, whose key says so. */
static void frames_about_projects_without_a_place_have_a_key(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->small, "projets");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_true(atlas_count(page, "map.group") > 0);
    assert_non_null(strstr(labels, "Sans lieu précis dans la commune"));
    g_autofree char *none = changed_legend("projects.csv", ",,01;02,", ",,,", "projets");
    assert_null(strstr(none, "Sans lieu précis dans la commune"));
}

static void a_class_without_zones_leaves_the_legend(void **state) {
    (void)state;
    g_autofree char *full =
        changed_legend("study.yaml", "classes: 2", "method: manual\n    breaks: [30, 40]", "parts");
    assert_null(strstr(full, "de 30 à moins de 40"));
    g_autofree char *split =
        changed_legend("study.yaml", "classes: 2", "method: manual\n    breaks: [30]", "parts");
    assert_non_null(strstr(split, "30"));
}

static void the_key_of_missing_values_stands_when_one_is_missing(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->small, "parts");
    g_autofree char *before = atlas_texts(page, "legend.label");
    assert_non_null(strstr(before, "Donnée manquante"));
    assert_true(atlas_count(page, "map.missing") > 0);
    g_autofree char *after =
        changed_legend("islands.geojson", "\"part\": null", "\"part\": 0.35", "parts");
    assert_null(strstr(after, "Donnée manquante"));
}

/* A hatched key is a path of nothing but separate lines. */
static bool is_hatched(const amont_page *page, const amont_item *item) {
    const amont_step *steps = &g_array_index(page->steps, amont_step, item->first_step);
    for (size_t i = 0; i < item->n_steps; i++)
        if (steps[i].kind != (i % 2 ? AMONT_LINE : AMONT_MOVE))
            return false;
    return item->n_steps >= 4;
}

static void missing_values_are_hatched_on_the_map_and_in_the_key(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->small, "parts");
    bool map = false, key = false;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item->kind != AMONT_ITEM_PATH || !is_hatched(page, item))
            continue;
        map = map || strcmp(item->role, "map.missing") == 0;
        key = key || strcmp(item->role, "legend.key") == 0;
    }
    assert_true(map);
    assert_true(key);
}

/* ---- fictional data ------------------------------------------------------------------------ */

static void fictional_zones_are_stamped_on_every_map(void **state) {
    (void)state;
    g_autofree char *path = atlas_changed(ATLAS_SMALL, "study.yaml", "dataset: îles",
                                          "dataset: îles\n    fictional: true");
    g_autoptr(atlas) a = atlas_open(path);
    for (guint i = 0; i < a->study->maps->len; i++) {
        const amont_map_spec *map = a->study->maps->pdata[i];
        g_autoptr(amont_page) page = atlas_page(a, map->id);
        g_autofree char *stamp = atlas_texts(page, "stamp.fictional");
        assert_string_equal(stamp, "données fictives");
    }
    assert_int_equal(amont_findings_count(a->findings, AMONT_FINDING_FICTIONAL), 1);
    atlas_remove(path);
}

static void a_fictional_layer_stamps_the_maps_it_is_on(void **state) {
    (void)state;
    g_autofree char *path = atlas_changed(ATLAS_SMALL, "study.yaml", "kind: context",
                                          "kind: context\n    fictional: true");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) with = atlas_page(a, "projets");
    g_autoptr(amont_page) without = atlas_page(a, "parts");
    assert_int_equal(atlas_count(with, "stamp.fictional"), 1);
    assert_int_equal(atlas_count(without, "stamp.fictional"), 0);
    atlas_remove(path);
}

static void check_stamp(const atlas *a, const amont_page *page) {
    const amont_zones_spec *zones = a->study->zones->pdata[0];
    assert_int_equal(atlas_count(page, "stamp.fictional"), zones->fictional);
}

static void true_data_bears_no_stamp(void **state) {
    each_map(*state, check_stamp);
}

/* ---- measures on the paper ----------------------------------------------------------------- */

static int descending(const void *a, const void *b) {
    const double *one = a, *two = b;
    return (*one < *two) - (*one > *two);
}

static size_t disc_areas(const amont_page *page, double *areas) {
    size_t n = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "map.disc") != 0)
            continue;
        double radius = g_array_index(page->steps, amont_step, item->first_step).radius;
        areas[n++] = G_PI * radius * radius;
    }
    qsort(areas, n, sizeof *areas, descending);
    return n;
}

static void check_discs(atlas *a, const char *map) {
    double areas[64], values[64];
    g_autoptr(amont_page) page = atlas_page(a, map);
    const amont_series *series = atlas_series(a, map);
    const amont_level *level = amont_layers_level(a->layers, series->level);
    size_t n = disc_areas(page, areas), n_values = 0;
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone] && series->figures[zone].value > 0)
            values[n_values++] = series->figures[zone].value;
    qsort(values, n_values, sizeof *values, descending);
    assert_int_equal(n, n_values);
    assert_true(n >= 3);
    for (size_t i = 0; i < n; i++)
        assert_near(areas[i] / areas[0], values[i] / values[0], 0.005 * values[i] / values[0]);
}

static void areas_of_circles_are_to_each_other_as_values_are(void **state) {
    const both *b = *state;
    check_discs(b->small, "habitants");
    check_discs(b->bundled, "insert-projets");
}

/* From the paper to the ground, found again from the outline of a zone. */
typedef struct ground {
    double x, y, mm_x, mm_y, metres_per_mm;
} ground;

static size_t vertex_near(const amont_shapes *s, size_t zone, double x, double y) {
    size_t best = s->point_of[s->ring_of[s->part_of[zone]]];
    for (size_t i = best; i < s->point_of[s->ring_of[s->part_of[zone + 1]]]; i++)
        if (hypot(s->x[i] - x, s->y[i] - y) < hypot(s->x[best] - x, s->y[best] - y))
            best = i;
    return best;
}

static const amont_step *farthest_step(const amont_step *steps) {
    const amont_step *far = steps;
    for (const amont_step *step = steps; step->kind != AMONT_CLOSE; step++)
        if (hypot(step->x - steps->x, step->y - steps->y) >
            hypot(far->x - steps->x, far->y - steps->y))
            far = step;
    return far;
}

/* The outline has fewer vertices than the zone: which ones is guessed from the boxes of both, that
 * differ by 0.05 mm at most, and then known. */
static ground find_ground(const atlas *a, const amont_page *page) {
    const amont_level *level = amont_layers_level(a->layers, NULL);
    const amont_shapes *s = level->layer->shapes;
    size_t zone = 0;
    while (!level->selected[zone])
        zone++;
    guint i = 0;
    while (strcmp(atlas_item(page, i)->role, "map.territory") != 0)
        i++;
    const amont_item *item = atlas_item(page, i);
    const amont_step *first = &g_array_index(page->steps, amont_step, item->first_step);
    const amont_step *far = farthest_step(first);
    amont_box world = amont_shapes_box(s, zone), paper = item->box;
    double scale = (world.max_x - world.min_x) / (paper.max_x - paper.min_x);
    size_t one = vertex_near(s, zone, world.min_x + (first->x - paper.min_x) * scale,
                             world.max_y - (first->y - paper.min_y) * scale);
    size_t other = vertex_near(s, zone, world.min_x + (far->x - paper.min_x) * scale,
                               world.max_y - (far->y - paper.min_y) * scale);
    double metres = hypot(s->x[other] - s->x[one], s->y[other] - s->y[one]);
    double mm = hypot(far->x - first->x, far->y - first->y);
    return (ground){s->x[one], s->y[one], first->x, first->y, metres / mm};
}

/* The bar on the paper: its two segments side by side, without their outline. */
static amont_box bar_box(const amont_page *page) {
    amont_box bar = AMONT_BOX_EMPTY;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "scale.bar") == 0)
            bar = amont_box_union(bar, amont_box_grow(item->box, -item->paint.width_mm / 2));
    }
    return bar;
}

/* What the last label of the bar says, in metres: « 1 km ». */
static double bar_metres(const amont_page *page) {
    g_autofree char *labels = atlas_texts(page, "scale.label");
    g_auto(GStrv) words = g_strsplit(labels, " ", -1);
    guint n = g_strv_length(words);
    g_auto(GStrv) parts = g_strsplit(words[n - 2], ",", 2); /* decimal comma */
    g_autofree char *number = g_strjoinv(".", parts);
    double value = 0;
    assert_true(amont_number_parse(number, &value));
    assert_true(strcmp(words[n - 1], "km") == 0 || strcmp(words[n - 1], "m") == 0);
    return strcmp(words[n - 1], "km") == 0 ? 1000 * value : value;
}

static void check_scale_bar(const atlas *a, const amont_page *page) {
    g_autoptr(GError) error = NULL;
    ground g = find_ground(a, page);
    amont_box bar = bar_box(page);
    double y = g.y - (bar.min_y - g.mm_y) * g.metres_per_mm;
    double left = g.x + (bar.min_x - g.mm_x) * g.metres_per_mm;
    double right = g.x + (bar.max_x - g.mm_x) * g.metres_per_mm, metres = 0;
    amont_crs_geodesic(a->layers->crs, left, y, right, y, &metres, &error);
    assert_ok(error);
    double said = bar_metres(page);
    assert_near(metres, said, 0.002 * said);
    assert_near((bar.max_x - bar.min_x) * g.metres_per_mm, said, 1e-6 * said);
}

static void the_scale_bar_is_as_long_as_the_ground_says(void **state) {
    each_map(*state, check_scale_bar);
}

static void the_scale_figure_is_the_scale_of_the_map(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) page = atlas_page(b->bundled, "projets");
    g_autofree char *figure = atlas_texts(page, "scale.figure");
    assert_true(g_str_has_prefix(figure, "1:"));
    GString *digits = g_string_new(figure + 2);
    g_string_replace(digits, " ", "", 0);
    double denominator = g_ascii_strtod(digits->str, NULL);
    g_string_free(digits, TRUE);
    double metres_per_mm = find_ground(b->bundled, page).metres_per_mm;
    assert_near(1000 * metres_per_mm, denominator, 1e-6 * denominator);
}

/* C52: the outlines on paper are those of the zones, simplified together to 0.05 mm. */
static void check_outlines(const atlas *a, const amont_page *page) {
    const amont_level *level = amont_layers_level(a->layers, NULL);
    double tolerance = 0.05 * find_ground(a, page).metres_per_mm;
    g_autoptr(amont_shapes) drawn = amont_shapes_simplify(level->layer->shapes, tolerance);
    guint item = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!level->selected[zone])
            continue;
        while (strcmp(atlas_item(page, item)->role, "map.territory") != 0)
            item++;
        size_t first = drawn->part_of[zone], end = drawn->part_of[zone + 1];
        size_t n = drawn->point_of[drawn->ring_of[end]] - drawn->point_of[drawn->ring_of[first]];
        assert_int_equal(atlas_item(page, item++)->n_steps, n);
    }
}

static void outlines_are_as_fine_as_paper_shows(void **state) {
    each_map(*state, check_outlines);
}

/* ---- pages --------------------------------------------------------------------------------- */

static void a_map_can_change_its_page(void **state) {
    (void)state;
    const char *const pages[] = {"a4-paysage", "insert-85"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *to = g_strdup_printf("page: %s\n    classes: 2", pages[i]);
        g_autofree char *path =
            atlas_changed(ATLAS_SMALL, "study.yaml", "page: a4-portrait\n    classes: 2", to);
        g_autoptr(atlas) a = atlas_open(path);
        g_autoptr(amont_page) page = atlas_page(a, "parts");
        check_on_paper(a, page);
        check_apart(a, page);
        check_named(a, page);
        check_legend(a, page);
        check_scale_bar(a, page);
        atlas_remove(path);
    }
}

static void an_english_study_is_printed_in_english(void **state) {
    (void)state;
    g_autofree char *path =
        atlas_changed(ATLAS_SMALL, "study.yaml", "language: fr", "language: en");
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "parts");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    g_autofree char *source = atlas_texts(page, "source");
    assert_non_null(strstr(labels, "No data"));
    assert_true(g_str_has_prefix(source, "Sources: "));
    assert_non_null(strstr(source, "22 November 2026"));
    assert_string_equal(page->language, "en");
    atlas_remove(path);
}

static void a_map_is_drawn_the_same_twice(void **state) {
    const both *b = *state;
    g_autoptr(amont_page) one = atlas_page(b->small, "projets");
    g_autoptr(amont_page) two = atlas_page(b->small, "projets");
    g_autofree char *first = amont_render_script(one, NULL),
                    *again = amont_render_script(two, NULL);
    assert_string_equal(first, again);
}

static void every_mark_explains_itself(void **state) {
    (void)state;
    const amont_mark_info *info;
    size_t n = 0;
    for (; (info = amont_mark_catalogue(n)); n++) {
        assert_true(strlen(info->name) > 0);
        assert_true(strlen(info->help) > 10);
    }
    assert_true(n >= 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_map_has_a_title_sources_and_a_territory),
        cmocka_unit_test(no_text_leaves_the_page),
        cmocka_unit_test(no_text_is_smaller_than_six_points),
        cmocka_unit_test(names_never_overlap),
        cmocka_unit_test(every_selected_zone_is_named),
        cmocka_unit_test(the_four_communes_are_named_with_plain_hyphens),
        cmocka_unit_test(the_legend_shows_what_is_drawn_and_nothing_else),
        cmocka_unit_test(a_category_without_projects_leaves_the_legend),
        cmocka_unit_test(a_category_known_only_by_zone_is_in_the_legend),
        cmocka_unit_test(frames_about_projects_without_a_place_have_a_key),
        cmocka_unit_test(a_class_without_zones_leaves_the_legend),
        cmocka_unit_test(the_key_of_missing_values_stands_when_one_is_missing),
        cmocka_unit_test(missing_values_are_hatched_on_the_map_and_in_the_key),
        cmocka_unit_test(fictional_zones_are_stamped_on_every_map),
        cmocka_unit_test(a_fictional_layer_stamps_the_maps_it_is_on),
        cmocka_unit_test(true_data_bears_no_stamp),
        cmocka_unit_test(areas_of_circles_are_to_each_other_as_values_are),
        cmocka_unit_test(the_scale_bar_is_as_long_as_the_ground_says),
        cmocka_unit_test(the_scale_figure_is_the_scale_of_the_map),
        cmocka_unit_test(outlines_are_as_fine_as_paper_shows),
        cmocka_unit_test(a_map_can_change_its_page),
        cmocka_unit_test(an_english_study_is_printed_in_english),
        cmocka_unit_test(a_map_is_drawn_the_same_twice),
        cmocka_unit_test(every_mark_explains_itself),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
