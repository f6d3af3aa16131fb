#include "amont/finding.h"

#include "check.h"

#include <string.h>

static void every_kind_is_fully_described(void **state) {
    (void)state;
    for (int i = 0; i < AMONT_FINDING_KINDS; i++) {
        amont_finding_kind kind = (amont_finding_kind)i;
        const char *name = amont_finding_name(kind);
        assert_non_null(name);
        assert_non_null(strchr(name, '.'));
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz._"), strlen(name));
        assert_true(*amont_finding_summary(kind) && *amont_finding_effect(kind) &&
                    *amont_finding_remedy(kind));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(name, amont_finding_name((amont_finding_kind)j));
    }
}

static void severities_have_stable_names(void **state) {
    (void)state;
    assert_string_equal(amont_finding_name(AMONT_FINDING_SITE_OUTSIDE), "site.outside");
    assert_int_equal(amont_finding_severity(AMONT_FINDING_SITE_OUTSIDE), AMONT_SEVERITY_WARNING);
    assert_string_equal(amont_finding_severity_name(AMONT_FINDING_SITE_OUTSIDE), "warning");
    assert_string_equal(amont_finding_severity_name(AMONT_FINDING_SITE_BORDER), "note");
}

static void new_findings_are_none(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    assert_int_equal(amont_findings_total(findings, AMONT_SEVERITY_NOTE), 0);
    for (int i = 0; i < AMONT_FINDING_KINDS; i++) {
        assert_int_equal(amont_findings_count(findings, (amont_finding_kind)i), 0);
        assert_null(amont_findings_examples(findings, (amont_finding_kind)i)[0]);
    }
}

static void all_are_counted_and_the_first_five_are_kept(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    for (int row = 2; row < 12; row++)
        amont_find(findings, AMONT_FINDING_SITE_OUTSIDE, "s.csv", row, "P%d", row);
    assert_int_equal(amont_findings_count(findings, AMONT_FINDING_SITE_OUTSIDE), 10);
    const char *const *examples = amont_findings_examples(findings, AMONT_FINDING_SITE_OUTSIDE);
    assert_string_equal(examples[0], "s.csv:2: P2");
    assert_string_equal(examples[4], "s.csv:6: P6");
    assert_null(examples[AMONT_FINDING_EXAMPLES]);
}

static void a_finding_keeps_its_place_and_what_stands_there(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_find_in(findings, AMONT_FINDING_VALUE_NOT_NUMBER, "s.csv", 7, "part", "'%s'", "6 ha");
    const amont_example *kept = amont_findings_example(findings, AMONT_FINDING_VALUE_NOT_NUMBER, 0);
    assert_string_equal(kept->file, "s.csv");
    assert_int_equal(kept->row, 7);
    assert_string_equal(kept->column, "part");
    assert_string_equal(kept->detail, "'6 ha'");
    assert_null(amont_findings_example(findings, AMONT_FINDING_VALUE_NOT_NUMBER, 1));
    assert_string_equal(amont_findings_examples(findings, AMONT_FINDING_VALUE_NOT_NUMBER)[0],
                        "s.csv:7: part '6 ha'");
}

static void added_findings_fill_up_the_examples(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    const amont_example other[] = {{"b.csv", 1, NULL, "Q", 0}, {"b.csv", 2, "c", "R", 0}};
    for (int row = 2; row < 6; row++)
        amont_find(findings, AMONT_FINDING_SITE_OUTSIDE, "a.csv", row, "P%d", row);
    amont_findings_add(findings, AMONT_FINDING_SITE_OUTSIDE, 9, other, 2);
    assert_int_equal(amont_findings_count(findings, AMONT_FINDING_SITE_OUTSIDE), 13);
    const char *const *lines = amont_findings_examples(findings, AMONT_FINDING_SITE_OUTSIDE);
    assert_string_equal(lines[4], "b.csv:1: Q");
    assert_null(lines[5]);
}

static void the_heaviest_kinds_come_first(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_finding_kind kinds[AMONT_FINDING_KINDS];
    assert_int_equal(amont_findings_by_weight(findings, kinds), 0);
    static const struct {
        amont_finding_kind kind;
        int n;
    } found[] = {{AMONT_FINDING_SITE_BORDER, 9},  /* a note */
                 {AMONT_FINDING_SITE_OUTSIDE, 2}, /* warnings */
                 {AMONT_FINDING_TABLE_UNMATCHED, 3},
                 {AMONT_FINDING_CSV_RAGGED, 2},
                 {AMONT_FINDING_VALUE_MISSING, 1}}; /* a note */
    for (size_t i = 0; i < G_N_ELEMENTS(found); i++)
        for (int j = 0; j < found[i].n; j++)
            amont_find(findings, found[i].kind, "s.csv", j + 2, "P");
    assert_int_equal(amont_findings_by_weight(findings, kinds), 5);
    assert_int_equal(kinds[0], AMONT_FINDING_TABLE_UNMATCHED);
    assert_int_equal(kinds[1],
                     AMONT_FINDING_SITE_OUTSIDE); /* as many as the next: as in the table */
    assert_int_equal(kinds[2], AMONT_FINDING_CSV_RAGGED);
    assert_int_equal(kinds[3], AMONT_FINDING_SITE_BORDER);
    assert_int_equal(kinds[4], AMONT_FINDING_VALUE_MISSING);
}

static void a_finding_without_row_names_its_file_alone(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_find(findings, AMONT_FINDING_VALUE_MISSING, "a %s.csv", 0, "%s", "100 %s");
    assert_string_equal(amont_findings_examples(findings, AMONT_FINDING_VALUE_MISSING)[0],
                        "a %s.csv: 100 %s");
}

static void totals_go_by_severity(void **state) {
    (void)state;
    g_autoptr(amont_findings) findings = amont_findings_new();
    amont_find(findings, AMONT_FINDING_SITE_BORDER, "s.csv", 2, "P1");
    amont_find(findings, AMONT_FINDING_SITE_OUTSIDE, "s.csv", 3, "P2");
    amont_find(findings, AMONT_FINDING_SITE_OUTSIDE, "s.csv", 4, "P3");
    assert_int_equal(amont_findings_total(findings, AMONT_SEVERITY_NOTE), 3);
    assert_int_equal(amont_findings_total(findings, AMONT_SEVERITY_WARNING), 2);
    assert_int_equal(amont_findings_total(findings, AMONT_SEVERITY_ERROR), 0);
}

static void finding_into_nothing_is_allowed(void **state) {
    (void)state;
    amont_find(NULL, AMONT_FINDING_SITE_OUTSIDE, "s.csv", 2, "P1");
    amont_findings_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_fully_described),
        cmocka_unit_test(severities_have_stable_names),
        cmocka_unit_test(new_findings_are_none),
        cmocka_unit_test(all_are_counted_and_the_first_five_are_kept),
        cmocka_unit_test(a_finding_keeps_its_place_and_what_stands_there),
        cmocka_unit_test(added_findings_fill_up_the_examples),
        cmocka_unit_test(the_heaviest_kinds_come_first),
        cmocka_unit_test(a_finding_without_row_names_its_file_alone),
        cmocka_unit_test(totals_go_by_severity),
        cmocka_unit_test(finding_into_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
