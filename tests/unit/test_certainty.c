/* What maps show of how sure the index is, on the fictional zones of data/certainty, whose
 * intervals of ranks follow by hand: the hatched zones are those that the table says. */
#include "amont/pressure.h"
#include "atlas.h"

#include <string.h>

static char *data_path(void) {
    return check_path("data/certainty/study.yaml");
}

/* ---- the draw list ------------------------------------------------------------------------- */

static amont_box box_of_path(const amont_page *page, const amont_item *item) {
    amont_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = item->first_step; i < item->first_step + item->n_steps; i++) {
        const amont_step *step = &g_array_index(page->steps, amont_step, i);
        if (step->kind == AMONT_CLOSE)
            continue;
        box.min_x = MIN(box.min_x, step->x);
        box.min_y = MIN(box.min_y, step->y);
        box.max_x = MAX(box.max_x, step->x);
        box.max_y = MAX(box.max_y, step->y);
    }
    return box;
}

static bool are_near(amont_box a, amont_box b) {
    const double least = 0.5; /* mm, of squares of several */
    return fabs(a.min_x - b.min_x) < least && fabs(a.min_y - b.min_y) < least &&
           fabs(a.max_x - b.max_x) < least && fabs(a.max_y - b.max_y) < least;
}

static const char *label_of(const amont_page *page, const amont_item *item) {
    return ((const amont_legend_entry *)page->legend->pdata[item->entry])->label;
}

/* Squares on paper of the zones with a score, in the order of the level. */
static GArray *squares_of(const amont_page *page) {
    GArray *squares = g_array_new(FALSE, FALSE, sizeof(amont_box));
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (strcmp(item->role, "map.class") != 0)
            continue;
        amont_box box = box_of_path(page, item);
        g_array_append_val(squares, box);
    }
    return squares;
}

/* The label of the hatches that are cut to a square; NULL: there are none. */
static const char *hatches_in(const amont_page *page, amont_box square) {
    amont_box clip = {0};
    for (guint i = 0; i < page->items->len; i++) {
        const amont_item *item = atlas_item(page, i);
        if (item->kind == AMONT_ITEM_CLIP)
            clip = box_of_path(page, item);
        bool is_hatch = item->kind == AMONT_ITEM_PATH && item->entry >= 0 &&
                        strcmp(item->role, "map.hatch") == 0;
        if (is_hatch && are_near(clip, square))
            return label_of(page, item);
    }
    return NULL;
}

/* ---- tests --------------------------------------------------------------------------------- */

/* Of one row of pression.csv. */
static const char *expected_of(const amont_sheet *sheet, size_t row) {
    bool one_class = strcmp(amont_sheet_at(sheet, row, "one_class")->text, "true") == 0;
    bool robust = strcmp(amont_sheet_at(sheet, row, "robust")->text, "true") == 0;
    if (one_class)
        return robust ? NULL : "Rang non robuste";
    return robust ? "Classe incertaine" : "Classe incertaine, rang non robuste";
}

static void hatched_zones_are_those_that_the_table_says(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = data_path();
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "hachures");
    g_autoptr(GArray) squares = squares_of(page);
    const amont_pressure *pressure = amont_pressure_of(a->analysis, &error);
    assert_ok(error);
    g_autoptr(amont_sheet) sheet = amont_pressure_sheet(pressure, AMONT_PRESSURE_ZONES);
    assert_int_equal(squares->len, 27);
    assert_int_equal(sheet->n_rows, 28);
    size_t square = 0, hatched = 0;
    const amont_level *level = pressure->reference->level;
    for (size_t zone = 0; zone < level->n; zone++) {
        size_t row = 0;
        while (strcmp(amont_sheet_at(sheet, row, "zone_code")->text, level->codes[zone]) != 0)
            row++;
        if (!amont_sheet_at(sheet, row, "robust")->text)
            continue; /* X1 has no score, and is missing on the map */
        const char *expected = expected_of(sheet, row);
        const char *drawn = hatches_in(page, g_array_index(squares, amont_box, square++));
        if (g_strcmp0(expected, drawn) != 0)
            fail_msg("%s: '%s' in the table, '%s' on the map", level->codes[zone], expected, drawn);
        hatched += drawn != NULL;
    }
    assert_int_equal(square, 27);
    assert_true(hatched >= 6 && hatched <= 22); /* by hand: 6 at least are, 5 at least are not */
}

static void the_legend_names_what_is_drawn(void **state) {
    (void)state;
    g_autofree char *path = data_path();
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "hachures");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_non_null(strstr(labels, "Classe incertaine, rang non robuste Classe incertaine "
                                   "Rang non robuste"));
    assert_null(strstr(labels, "sûre"));
}

/* F1 to F5 are sure, so that nothing is hatched and nobody reads of hatches. */
static void a_map_of_sure_zones_has_no_hatches(void **state) {
    (void)state;
    g_autofree char *path = data_path();
    g_autofree char *changed = atlas_changed(path, "study.yaml", "name: name, producer",
                                             "name: name, select: [F1, F2, F3, F4, F5], reference: "
                                             "\"code <> 'X1'\", producer");
    g_autoptr(atlas) a = atlas_open(changed);
    g_autoptr(amont_page) page = atlas_page(a, "hachures");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_int_equal(atlas_count(page, "map.class"), 5);
    assert_int_equal(atlas_count(page, "map.hatch"), 0);
    assert_null(strstr(labels, "ertain"));
    assert_null(strstr(labels, "robuste"));
    atlas_remove(changed);
}

static double chroma_of(amont_colour colour) {
    return MAX(colour.red, MAX(colour.green, colour.blue)) -
           MIN(colour.red, MIN(colour.green, colour.blue));
}

/* The neutral word of a series is grey, the lightest, without lines, and last. */
static void what_says_nothing_is_grey_and_last(void **state) {
    (void)state;
    g_autofree char *path = data_path();
    g_autoptr(atlas) a = atlas_open(path);
    g_autoptr(amont_page) page = atlas_page(a, "certitude");
    const amont_legend_entry *neutral = page->legend->pdata[3];
    assert_string_equal(neutral->label, "Classe sûre, rang robuste");
    assert_near(chroma_of(neutral->paint.fill), 0, 1e-9);
    assert_true(isnan(neutral->hatch_gap_mm));
    for (guint i = 0; i < 3; i++) {
        const amont_legend_entry *other = page->legend->pdata[i];
        assert_true(chroma_of(other->paint.fill) > 0.2);
        assert_true(other->hatch_gap_mm > 0); /* colour is never the only sign */
        assert_true(other->paint.fill.green < neutral->paint.fill.green);
    }
}

static void words_may_be_listed(void **state) {
    (void)state;
    g_autofree char *path = data_path();
    const char *from = "over: {style: hatches, value: pressure.certainty}";
    g_autofree char *changed = atlas_changed(
        path, "study.yaml", from,
        "over: {style: hatches, value: pressure.certainty, categories: {Rang non robuste: "
        "{label: Instable}}}");
    g_autoptr(atlas) a = atlas_open(changed);
    g_autoptr(amont_page) page = atlas_page(a, "hachures");
    g_autofree char *labels = atlas_texts(page, "legend.label");
    assert_non_null(strstr(labels, "Instable"));
    assert_null(strstr(labels, "incertaine"));
    atlas_remove(changed);
}

static void a_word_that_there_is_not_is_refused(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = data_path();
    const char *from = "over: {style: hatches, value: pressure.certainty}";
    g_autofree char *changed = atlas_changed(
        path, "study.yaml", from,
        "over: {style: hatches, value: pressure.certainty, categories: {robuste: {label: R}}}");
    g_autoptr(atlas) a = atlas_open(changed);
    atlas_series(a, "hachures");
    g_autoptr(amont_page) page = amont_compose(a->layers, amont_study_map(a->study, "hachures"),
                                               a->table, a->styles, a->fonts, a->findings, &error);
    assert_null(page);
    assert_non_null(strstr(error->message, "'robuste' is no value that zones can have\n"));
    assert_non_null(
        strstr(error->message, "one of: 'Classe incertaine, rang non robuste', 'Classe"));
    atlas_remove(changed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hatched_zones_are_those_that_the_table_says),
        cmocka_unit_test(the_legend_names_what_is_drawn),
        cmocka_unit_test(a_map_of_sure_zones_has_no_hatches),
        cmocka_unit_test(what_says_nothing_is_grey_and_last),
        cmocka_unit_test(words_may_be_listed),
        cmocka_unit_test(a_word_that_there_is_not_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
