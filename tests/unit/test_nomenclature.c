#include "amont/nomenclature.h"

#include "amont/files.h"
#include "amont/open.h"

#include "scratch.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* ---- tables -------------------------------------------------------------------------------- */

static amont_layer *read_csv(const char *path, const char *name) {
    g_autoptr(GError) error = NULL;
    amont_entry entry = {NULL, NULL};
    amont_source source = {.entry = &entry, .path = path};
    amont_layer *table = amont_source_read(&source, NULL, &error);
    assert_ok(error);
    g_free(table->path);
    table->path = g_strdup(name);
    return table;
}

/* A text as the file list.csv. */
static amont_layer *table_of(const char *text) {
    char *folder = scratch_new();
    g_autofree char *path = g_build_filename(folder, "list.csv", NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    amont_layer *table = read_csv(path, "list.csv");
    scratch_remove(folder);
    return table;
}

static amont_layer *bundled_table(const char *name) {
    g_autofree char *folder = amont_files_data("geodata", NULL);
    g_autofree char *file = g_strconcat(name, ".csv", NULL);
    g_autofree char *path = g_build_filename(folder, "nomenclatures", file, NULL);
    return read_csv(path, file);
}

static amont_nomenclature *list_of(const char *text) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layer) table = table_of(text);
    amont_nomenclature *list = amont_nomenclature_new(table, &error);
    assert_ok(error);
    return list;
}

static amont_nomenclature *bundled_list(const char *name) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layer) table = bundled_table(name);
    amont_nomenclature *list = amont_nomenclature_new(table, &error);
    assert_ok(error);
    return list;
}

static const amont_class *class_of(const amont_nomenclature *list, const char *code) {
    unsigned index = amont_nomenclature_find(list, code);
    assert_int_not_equal(index, AMONT_NO_CLASS);
    return amont_nomenclature_class(list, index);
}

/* The list is refused with that first line, and a second one. */
static void assert_refused(const char *text, const char *expected) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_layer) table = table_of(text);
    g_autoptr(amont_nomenclature) list = amont_nomenclature_new(table, &error);
    assert_null(list);
    assert_non_null(error);
    assert_int_equal(error->code, AMONT_ERROR_DATA);
    g_auto(GStrv) lines = g_strsplit(error->message, "\n", 2);
    assert_string_equal(lines[0], expected);
    assert_non_null(lines[1]);
}

/* ---- lists --------------------------------------------------------------------------------- */

static void classes_have_what_their_rows_say(void **state) {
    (void)state;
    g_autoptr(amont_nomenclature) list =
        list_of("LABEL_EN;Code;libellé;Couleur;artificialised;impermeable;note\n"
                "Wood;1; Bois ;#3f7a4d;non;no;x\n"
                ";2;Route;;OUI;1;\n"
                ";3;;;;;\n");
    assert_int_equal(list->classes->len, 3);
    const amont_class *wood = amont_nomenclature_class(list, 0);
    assert_string_equal(wood->code, "1");
    assert_string_equal(wood->label[AMONT_LANGUAGE_FR], "Bois");
    assert_string_equal(wood->label[AMONT_LANGUAGE_EN], "Wood");
    assert_near(wood->colour.green, 0x7a / 255.0, 1e-12);
    assert_int_equal(wood->artificialised, AMONT_NO);
    assert_int_equal(wood->row, 2);
    const amont_class *road = amont_nomenclature_class(list, 1);
    assert_string_equal(road->label[AMONT_LANGUAGE_EN], "Route");
    assert_true(isnan(road->colour.red));
    assert_int_equal(road->artificialised, AMONT_YES);
    assert_int_equal(road->impermeable, AMONT_YES);
    const amont_class *third = amont_nomenclature_class(list, 2);
    assert_string_equal(third->label[AMONT_LANGUAGE_FR], "3");
    assert_int_equal(third->artificialised, AMONT_UNKNOWN);
    assert_int_equal(third->parent, AMONT_NO_CLASS);
    assert_int_equal(list->groupings->len, 0);
}

static void groups_come_in_the_order_of_the_list(void **state) {
    (void)state;
    g_autoptr(amont_nomenclature) list = list_of("code,label,code_11,label_11,code_2\n"
                                                 "a,A,7,Habitat,bâti\n"
                                                 "b,B,1,Forêts,\n"
                                                 "c,C,7,,bâti\n");
    assert_int_equal(list->groupings->len, 2);
    const amont_grouping *eleven = amont_nomenclature_grouping(list, "11");
    const amont_grouping *two = amont_nomenclature_grouping(list, "2");
    assert_null(amont_nomenclature_grouping(list, "47"));
    assert_int_equal(eleven->groups->len, 2);
    const amont_group *first = eleven->groups->pdata[0], *built = two->groups->pdata[0];
    assert_string_equal(first->code, "7");
    assert_string_equal(first->label, "Habitat");
    assert_string_equal(built->label, "bâti");
    assert_int_equal(amont_nomenclature_group(list, eleven, 0), 0);
    assert_int_equal(amont_nomenclature_group(list, eleven, 1), 1);
    assert_int_equal(amont_nomenclature_group(list, eleven, 2), 0);
    assert_int_equal(amont_nomenclature_group(list, two, 1), AMONT_NO_CLASS);
}

static void a_parent_may_stand_below_its_child(void **state) {
    (void)state;
    g_autoptr(amont_nomenclature) list = list_of("code,label,parent\na1,A1,a\nb,B,\na,A,\n");
    assert_int_equal(amont_nomenclature_class(list, 0)->parent, 2);
    assert_int_equal(amont_nomenclature_class(list, 2)->parent, AMONT_NO_CLASS);
}

static void codes_changed_by_a_spreadsheet_are_matched(void **state) {
    (void)state;
    g_autoptr(amont_nomenclature) padded = list_of("code,label\n01,A\n11,B\n");
    g_autoptr(amont_nomenclature) plain = list_of("code,label\n1,A\n11,B\n");
    static const struct {
        const char *written;
        unsigned expected;
        bool mended;
    } cases[] = {{"01", 0, true},
                 {"1", 0, false},
                 {"1.0", 0, true},
                 {"11", 1, false},
                 {"11.0", 1, true},
                 {"2", AMONT_NO_CLASS, false},
                 {"1.5", AMONT_NO_CLASS, false},
                 {"", AMONT_NO_CLASS, false}};
    bool mended = false;
    assert_int_equal(amont_nomenclature_match(padded, "1", &mended), 0);
    assert_true(mended);
    assert_int_equal(amont_nomenclature_match(padded, "01", &mended), 0);
    assert_false(mended);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(amont_nomenclature_match(plain, cases[i].written, &mended),
                         cases[i].expected);
        assert_int_equal(mended, cases[i].mended);
    }
}

static void classes_of_the_data_are_added_but_not_listed(void **state) {
    (void)state;
    g_autoptr(amont_nomenclature) list = list_of("code,label,code_g\n01,A,x\n");
    assert_int_equal(amont_nomenclature_add(list, "7"), 1);
    assert_int_equal(amont_nomenclature_find(list, "7"), 1);
    assert_false(amont_nomenclature_class(list, 1)->is_listed);
    assert_string_equal(amont_nomenclature_class(list, 1)->label[AMONT_LANGUAGE_EN], "7");
    const amont_grouping *grouping = amont_nomenclature_grouping(list, "g");
    assert_int_equal(amont_nomenclature_group(list, grouping, 1), AMONT_NO_CLASS);
    bool mended = false; /* what was not listed is no model for others */
    assert_int_equal(amont_nomenclature_match(list, "07", &mended), AMONT_NO_CLASS);
}

/* ---- mistakes ------------------------------------------------------------------------------ */

static void mistakes_are_told_with_their_line(void **state) {
    (void)state;
    assert_refused("kode,label\n1,A\n", "no column 'code' in 'list.csv'");
    assert_refused("code,name\n1,A\n", "no column 'label' in 'list.csv'");
    assert_refused("code,label\n1,A\n,B\n", "list.csv:3: a class without code");
    assert_refused("code,label\n1,A\n2,B\n1,C\n",
                   "list.csv:4: the class '1' stands twice: it is on line 2 already");
    assert_refused("code,label,color\n1,A,#12345\n", "list.csv:2: '#12345' is no colour");
    assert_refused("code,label,artificialised\n1,A,perhaps\n",
                   "list.csv:2: 'perhaps' in the column 'artificialised' is neither yes nor no");
    assert_refused("code,label,code_2,label_2\n1,A,x,X\n2,B,x,Y\n",
                   "list.csv:3: the group 'x' is called 'Y', and 'X' on line 2");
    assert_refused("code,label,parent\n1,A,\n2,B,3\n",
                   "list.csv:3: the parent '3' is no class of this list");
    assert_refused("code,label,parent\n1,A,1\n", "list.csv:2: the parents of '1' lead back to it");
    assert_refused("code,label,parent\n0,Z,1\n1,A,3\n2,B,1\n3,C,2\n",
                   "list.csv:3: the parents of '1' lead back to it");
}

/* ---- pairs --------------------------------------------------------------------------------- */

static void pairs_that_no_row_says_are_not_known(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_nomenclature) list = list_of("code,label\na,A\nb,B\n");
    g_autoptr(amont_layer) table = table_of("x,y,z\na,b,yes\nb,b,0\n");
    g_autoptr(amont_pairs) pairs = amont_pairs_new(table, list, list, &error);
    assert_ok(error);
    assert_int_equal(amont_pairs_find(pairs, 0, 1), AMONT_YES);
    assert_int_equal(amont_pairs_find(pairs, 1, 1), AMONT_NO);
    assert_int_equal(amont_pairs_find(pairs, 1, 0), AMONT_UNKNOWN);
    assert_int_equal(amont_pairs_find(pairs, 0, amont_nomenclature_add(list, "c")), AMONT_UNKNOWN);
    assert_int_equal(amont_pairs_find(pairs, AMONT_NO_CLASS, 0), AMONT_UNKNOWN);
}

static void mistakes_in_pairs_are_told(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"x,y\na,b\n", "'list.csv' has 2 columns"},
        {"x,y,z\na,q,1\n", "list.csv:2: 'q' is no class of 'list.csv'"},
        {"x,y,z\na,b,1\na,b,0\n", "list.csv:3: the pair 'a' and 'b' stands twice"},
        {"x,y,z\na,b,?\n", "list.csv:2: '?' in the column 'z' is neither yes nor no"},
    };
    g_autoptr(amont_nomenclature) list = list_of("code,label\na,A\nb,B\n");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_layer) table = table_of(cases[i][0]);
        assert_null(amont_pairs_new(table, list, list, &error));
        g_auto(GStrv) lines = g_strsplit(error->message, "\n", 2);
        assert_string_equal(lines[0], cases[i][1]);
        assert_non_null(lines[1]);
    }
}

/* ---- bundled ------------------------------------------------------------------------------- */

/* Numbers of classes: the legends themselves; 14 covers and 20 uses are the leaves of OCS GE. */
static void bundled_lists_are_whole(void **state) {
    (void)state;
    static const struct {
        const char *name;
        size_t n;
    } lists[] = {{"clc", 44}, {"mos-11", 11}, {"mos-79", 79}, {"ocsge-cs", 23}, {"ocsge-us", 24}};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_autoptr(amont_nomenclature) list = bundled_list(lists[i].name);
        assert_int_equal(list->classes->len, lists[i].n);
    }
    const amont_bundled_nomenclature *ocsge = amont_nomenclature_bundled("ocsge");
    assert_string_equal(ocsge->lists[1], "ocsge-us");
    assert_string_equal(ocsge->pairs, "ocsge-artif-matrix");
    assert_null(amont_nomenclature_bundled("mos-81"));
    assert_null(amont_nomenclature_catalogue(100));
}

static void bundled_lists_nest(void **state) {
    (void)state;
    g_autoptr(amont_nomenclature) clc = bundled_list("clc");
    g_autoptr(amont_nomenclature) cover = bundled_list("ocsge-cs");
    const amont_grouping *level = amont_nomenclature_grouping(clc, "1");
    assert_int_equal(level->groups->len, 5);
    unsigned mine = amont_nomenclature_group(clc, level, amont_nomenclature_find(clc, "131"));
    assert_string_equal(((amont_group *)level->groups->pdata[mine])->code, "1");
    const amont_class *built = class_of(cover, "CS1.1.1.1");
    assert_string_equal(amont_nomenclature_class(cover, built->parent)->code, "CS1.1.1");
    assert_int_equal(built->impermeable, AMONT_YES);
    assert_int_equal(class_of(cover, "CS2.2.1")->artificialised, AMONT_UNKNOWN);
}

/* The rule in words, as MTES-MCT/sparte has it (is_artificial.sql): CS1.1.1.1, CS1.1.1.2 and
 * CS1.1.2.2 always; CS1.1.2.1 except US1.3; CS2.2.1 and CS2.2.2 with the uses below. */
static bool is_artificialised(const char *cover, const char *use) {
    static const char *const always[] = {"CS1.1.1.1", "CS1.1.1.2", "CS1.1.2.2", NULL};
    static const char *const uses[] = {"US2",     "US3",     "US5",     "US235",   "US4.1.1",
                                       "US4.1.2", "US4.1.3", "US4.1.4", "US4.1.5", "US4.2",
                                       "US4.3",   "US6.1",   "US6.2",   NULL};
    if (strcmp(cover, "CS1.1.2.1") == 0)
        return strcmp(use, "US1.3") != 0;
    bool is_grass = strcmp(cover, "CS2.2.1") == 0 || strcmp(cover, "CS2.2.2") == 0;
    return g_strv_contains(always, cover) || (is_grass && g_strv_contains(uses, use));
}

static void the_matrix_of_ocsge_is_the_rule(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_nomenclature) covers = bundled_list("ocsge-cs");
    g_autoptr(amont_nomenclature) uses = bundled_list("ocsge-us");
    g_autoptr(amont_layer) table = bundled_table("ocsge-artif-matrix");
    g_autoptr(amont_pairs) pairs = amont_pairs_new(table, covers, uses, &error);
    assert_ok(error);
    size_t known = 0, wrong = 0;
    for (unsigned c = 0; c < covers->classes->len; c++)
        for (unsigned u = 0; u < uses->classes->len; u++) {
            amont_truth truth = amont_pairs_find(pairs, c, u);
            bool expected = is_artificialised(amont_nomenclature_class(covers, c)->code,
                                              amont_nomenclature_class(uses, u)->code);
            known += truth != AMONT_UNKNOWN;
            wrong += truth != AMONT_UNKNOWN && (truth == AMONT_YES) != expected;
        }
    assert_int_equal(known, 14 * 20);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_have_what_their_rows_say),
        cmocka_unit_test(groups_come_in_the_order_of_the_list),
        cmocka_unit_test(a_parent_may_stand_below_its_child),
        cmocka_unit_test(codes_changed_by_a_spreadsheet_are_matched),
        cmocka_unit_test(classes_of_the_data_are_added_but_not_listed),
        cmocka_unit_test(mistakes_are_told_with_their_line),
        cmocka_unit_test(pairs_that_no_row_says_are_not_known),
        cmocka_unit_test(mistakes_in_pairs_are_told),
        cmocka_unit_test(bundled_lists_are_whole),
        cmocka_unit_test(bundled_lists_nest),
        cmocka_unit_test(the_matrix_of_ocsge_is_the_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
