/* Names on whole maps: sixty fictional places in the four communes, on A4 and in an insert of 85
 * mm. What overlaps is measured on the boxes of the draw list (quads.h), not on what the placer
 * says. */
#include "atlas.h"
#include "quads.h"
#include "scratch.h"

#include "amont/locator.h"
#include "amont/random.h"
#include <math.h>
#include <string.h>

enum { PLACES = 60 };

static const char layer[] = "  lieux:\n"
                            "    kind: points\n"
                            "    source: lieux.csv\n"
                            "    x: x\n"
                            "    y: y\n"
                            "    crs: EPSG:2154\n"
                            "    label: nom\n"
                            "    fictional: true\n"
                            "    producer: Capitainerie\n"
                            "    dataset: lieux fictifs\n"
                            "    vintage: \"2026\"\n"
                            "    licence: Licence Ouverte 2.0\n"
                            "\nindicators:\n";

static const char maps[] =
    "  - {id: a4, title: Lieux, style: points, layer: lieux, page: a4-portrait, context: [seine]}\n"
    "  - {id: encart, title: Lieux, style: points, layer: lieux, page: insert-85, context: [seine]}\n";

/* Names of one to four words, one in five with an apostrophe. */
static char *name_of(amont_random *r, int i) {
    static const char *const words[] = {"Halle", "Maison", "Quai", "Jardin", "Atelier", "Parc"};
    static const char *const ends[] = {"", " Nord", " des Docks", "-sur-Seine", " de l'Ourcq"};
    return g_strdup_printf("%s%s %d", words[amont_random_below(r, 6)],
                           ends[amont_random_below(r, 5)], i);
}

static char *random_places(const atlas *bundled, uint64_t seed) {
    const amont_level *level = amont_layers_level(bundled->layers, NULL);
    g_autoptr(amont_locator) locator =
        amont_locator_new(level->layer->shapes, level->by_code, level->n);
    amont_random r = amont_random_stream(seed, 0);
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone])
            box = amont_box_union(box, amont_shapes_box(level->layer->shapes, zone));
    GString *rows = g_string_new("nom,x,y\n");
    for (int i = 0; i < PLACES;) {
        double x = box.min_x + amont_random_unit(&r) * (box.max_x - box.min_x);
        double y = box.min_y + amont_random_unit(&r) * (box.max_y - box.min_y);
        size_t zone = amont_locator_find(locator, x, y, NULL);
        if (zone == AMONT_NO_ZONE || !level->selected[zone])
            continue;
        g_autofree char *name = name_of(&r, ++i);
        g_string_append_printf(rows, "%s,%.1f,%.1f\n", name, x, y);
    }
    return g_string_free(rows, FALSE);
}

/* The bundled study with such places and two maps of them; free it after atlas_remove. */
static char *write_study(const atlas *bundled, uint64_t seed) {
    char *path = atlas_changed(ATLAS_BUNDLED, "seine-amont.yaml", "\nindicators:\n", layer);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *csv = g_build_filename(folder, "lieux.csv", NULL);
    g_autofree char *rows = random_places(bundled, seed), *text = NULL;
    assert_true(g_file_set_contents(csv, rows, -1, NULL));
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autofree char *whole = g_strconcat(text, maps, NULL);
    assert_true(g_file_set_contents(path, whole, -1, NULL));
    return path;
}

/* ---- what overlaps ------------------------------------------------------------------------- */

/* From the base line to the height of capitals. */
static quad quad_of(amont_page *page, const amont_item *item) {
    if (item->angle_rad == 0) {
        amont_box b = item->box;
        return quad_turned((b.min_x + b.max_x) / 2, (b.min_y + b.max_y) / 2, b.max_x - b.min_x,
                           b.max_y - b.min_y, 0);
    }
    amont_extent extent = amont_page_measure(page, item->text, &item->style);
    double along = extent.width / 2, up = extent.capital / 2;
    double c = cos(item->angle_rad), s = sin(item->angle_rad);
    return quad_turned(item->x + along * c + up * s, item->y + along * s - up * c, extent.width,
                       extent.capital, item->angle_rad);
}

static bool is_name(const amont_item *item) {
    return item->kind == AMONT_ITEM_TEXT && g_str_has_prefix(item->role, "label.");
}

static void check_apart(amont_page *page) {
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *one = atlas_item(page, i);
        if (!is_name(one))
            continue;
        quad a = quad_of(page, one);
        for (guint j = 0; j < page->items->len; j++) {
            const amont_item *other = atlas_item(page, j);
            bool is_symbol = strcmp(other->role, "map.point") == 0;
            if (!is_symbol && !(j > i && is_name(other)))
                continue;
            quad b = quad_of(page, other);
            if (quads_common_area(&a, &b) > 1e-6)
                fail_msg("'%s' and '%s' overlap", one->text, is_symbol ? "a symbol" : other->text);
        }
    }
}

/* Names on two lines are two items: words are counted by the number at the end of each name. */
static size_t count_named(const amont_page *page) {
    g_autofree char *texts = atlas_texts(page, "label.point");
    g_auto(GStrv) words = g_strsplit(texts, " ", -1);
    size_t n = 0;
    for (size_t i = 0; words[i]; i++)
        n += g_ascii_isdigit(words[i][0]);
    return n;
}

static void check_map(atlas *a, const char *map, size_t most_missing) {
    size_t before = amont_findings_count(a->findings, AMONT_FINDING_LABEL_UNPLACED);
    g_autoptr(amont_page) page = atlas_page(a, map);
    size_t told = amont_findings_count(a->findings, AMONT_FINDING_LABEL_UNPLACED) - before;
    size_t named = count_named(page);
    assert_int_equal(atlas_count(page, "map.point"), PLACES);
    check_apart(page);
    if (named + told < PLACES || named + most_missing < PLACES)
        fail_msg("%s: %zu names, %zu told", map, named, told);
    const amont_level *level = amont_layers_level(a->layers, NULL);
    g_autofree char *zones = atlas_texts(page, "label.zone");
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->selected[zone]) {
            g_autofree char *start = g_strndup(level->names[zone], 6);
            assert_non_null(strstr(zones, start));
        }
}

static void sixty_places_are_named_without_one_overlap(void **state) {
    (void)state;
    g_autoptr(atlas) bundled = atlas_open(ATLAS_BUNDLED);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        g_autofree char *path = write_study(bundled, seed);
        g_autoptr(atlas) a = atlas_open(path);
        check_map(a, "a4", 6);
        check_map(a, "encart", 45);
        atlas_remove(path);
    }
}

/* ---- very many zones ------------------------------------------------------------------------- */

static const char squares_study[] =
    "study: Carrés fictifs\n"
    "date: 2026-01-01\n"
    "author: tests\n"
    "crs: EPSG:2154\n"
    "zones:\n"
    "  carre: {source: carres.geojson, code: code, name: nom, producer: amont, dataset: fictif,\n"
    "    vintage: '2026', licence: aucune, fictional: true}\n"
    "maps:\n"
    "  - {id: carres, title: Carrés, style: flat, page: a4-portrait}\n";

/* Squares of 100 m, side by side, with a name that has no room in any and cannot be cut. */
static void write_squares(const char *folder, int columns, int rows) {
    GString *text = g_string_new("{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", "
                                 "\"properties\": {\"name\": \"EPSG:2154\"}}, \"features\": [");
    for (int i = 0; i < columns * rows; i++) {
        int x = 650000 + i % columns * 100, y = 6850000 + i / columns * 100;
        g_string_append_printf(
            text,
            "%s{\"type\": \"Feature\", \"properties\": {\"code\": \"Z%d\", \"nom\": "
            "\"Anticonstitutionnellementdit%d\"}, \"geometry\": {\"type\": \"Polygon\", "
            "\"coordinates\": [[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}",
            i ? ", " : "", i, i, x, y, x + 100, y, x + 100, y + 100, x, y + 100, x, y);
    }
    g_string_append(text, "]}");
    g_autofree char *path = g_build_filename(folder, "carres.geojson", NULL);
    g_autofree char *study = g_build_filename(folder, "etude.yaml", NULL);
    assert_true(g_file_set_contents(path, text->str, -1, NULL));
    assert_true(g_file_set_contents(study, squares_study, -1, NULL));
    g_string_free(text, TRUE);
}

static guint count_names(const char *folder, size_t *unplaced) {
    g_autofree char *path = g_build_filename(folder, "etude.yaml", NULL);
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "carres");
    *unplaced = amont_findings_count(a->findings, AMONT_FINDING_LABEL_UNPLACED);
    return atlas_count(page, "label.zone");
}

/* Ten names find places beside the territory; of 400, whose leaders nobody could follow, none is
 * tried there, and all are told. */
static void names_of_very_many_zones_stay_in_them(void **state) {
    size_t unplaced = 0;
    write_squares(*state, 10, 1);
    assert_true(count_names(*state, &unplaced) > 0);
    write_squares(*state, 20, 20);
    assert_int_equal(count_names(*state, &unplaced), 0);
    assert_int_equal(unplaced, 400);
}

/* ---- halos and leaders ----------------------------------------------------------------------- */

/* C17: only where something passes under the letters, or where they do not stand out. */
static void names_have_halos_only_where_they_need_them(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    g_autoptr(amont_page) page = atlas_page(a, "artificialisation");
    int with = 0, without = 0;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "label.zone") != 0)
            continue;
        bool is_on_one_class = strcmp(item->text, "Valenton") == 0; /* looked at */
        assert_int_equal(item->style.halo_mm > 0, !is_on_one_class);
        with += item->style.halo_mm > 0;
        without += item->style.halo_mm == 0;
    }
    assert_true(with == 4 && without == 1); /* Choisy-le-Roi stands on two lines */
}

static void leaders_lie_under_the_names(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    g_autoptr(amont_page) page = atlas_page(a, "projets");
    guint last_leader = 0, first_name = page->items->len;
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "map.leader") == 0)
            last_leader = i;
        if (strcmp(item->role, "label.point") == 0 && first_name == page->items->len)
            first_name = i;
    }
    assert_true(last_leader > 0 && last_leader < first_name);
}

/* How much of a river's line, at steps of 0.1 mm, lies under a box. */
static guint steps_under(const amont_page *page, const amont_item *river, amont_box box) {
    guint n = 0;
    for (size_t i = 1; i < river->n_steps; i++) {
        const amont_step *b = &g_array_index(page->steps, amont_step, river->first_step + i),
                         *a = b - 1;
        double length = b->kind == AMONT_LINE ? hypot(b->x - a->x, b->y - a->y) : 0;
        for (int k = 0; k * 0.1 < length; k++)
            n += amont_box_holds(box, a->x + (b->x - a->x) * k * 0.1 / length,
                                 a->y + (b->y - a->y) * k * 0.1 / length);
    }
    return n;
}

/* The Seine passes through the middle of Choisy-le-Roi, which has room on either side. */
static void names_of_communes_stand_beside_the_river(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    static const char *const ids[] = {"densite", "emplois", "vacance", "montants"};
    for (size_t m = 0; m < G_N_ELEMENTS(ids); m++) {
        g_autoptr(amont_page) page = atlas_page(a, ids[m]);
        const amont_item *river = NULL;
        for (guint i = 0; i < page->items->len; i++)
            if (strcmp(atlas_item(page, i)->role, "map.context.water") == 0)
                river = atlas_item(page, i);
        assert_non_null(river);
        for (guint i = 0; river && i < page->items->len; i++) {
            const amont_item *item = atlas_item(page, i);
            if (strcmp(item->role, "label.zone") == 0 && steps_under(page, river, item->box) > 0)
                fail_msg("%s: '%s' stands over the river", ids[m], item->text);
        }
    }
}

static void water_is_named_in_italics_along_the_river(void **state) {
    (void)state;
    g_autoptr(atlas) a = atlas_open(ATLAS_BUNDLED);
    g_autoptr(amont_page) page = atlas_page(a, "projets");
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "label.water") != 0)
            continue;
        assert_string_equal(item->text, "La Seine");
        assert_true(item->style.italic);
        assert_true(fabs(item->angle_rad) > 0.01 && fabs(item->angle_rad) < G_PI / 2);
        return;
    }
    fail_msg("the river has no name");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sixty_places_are_named_without_one_overlap),
        SCRATCH_TEST(names_of_very_many_zones_stay_in_them),
        cmocka_unit_test(names_have_halos_only_where_they_need_them),
        cmocka_unit_test(leaders_lie_under_the_names),
        cmocka_unit_test(names_of_communes_stand_beside_the_river),
        cmocka_unit_test(water_is_named_in_italics_along_the_river),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
