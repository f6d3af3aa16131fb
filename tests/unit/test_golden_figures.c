/* Every row of golden/figures/, through the public API: one table for each family of indicators,
 * each row naming who vouches for it. The study is `geodata/NAME.yaml` or `tests/data/NAME`. A code
 * in brackets stands for all zones together, what the level cannot place, what lies outside, the
 * sum of all zones, or the sum of all three. An empty value is a missing figure; the flag `-` is
 * not looked at. */
#include "amont/analyse.h"
#include "amont/files.h"
#include "amont/open.h"

#include "check.h"

#include <string.h>

typedef struct opened {
    amont_study *study;
    amont_layers *layers;
    amont_findings *findings;
    amont_table *table;
} opened;

static GHashTable *studies; /* name -> opened */
static GHashTable *vouched; /* indicators of rows, without their brackets */

static char *path_of(const char *name) {
    g_autofree char *folder = amont_files_data("geodata", NULL);
    assert_non_null(folder);
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    g_autofree char *bundled = g_build_filename(folder, file, NULL);
    if (g_file_test(bundled, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&bundled);
    g_autofree char *made = g_build_filename("data", name, NULL);
    return check_path(made);
}

static opened *open_study(const char *name) {
    opened *o = g_new0(opened, 1);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = path_of(name);
    o->study = amont_study_load(path, &error);
    assert_ok(error);
    o->findings = amont_findings_new();
    o->layers = amont_study_open(o->study, o->findings, &error);
    assert_ok(error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(o->layers, o->findings);
    o->table = amont_analyse(analysis, &error);
    assert_ok(error);
    assert_non_null(o->table);
    return o;
}

static void close_study(void *data) {
    opened *o = data;
    amont_table_free(o->table);
    amont_layers_free(o->layers);
    amont_findings_free(o->findings);
    amont_study_free(o->study);
    g_free(o);
}

static int set_up(void **state) {
    (void)state;
    studies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_study);
    vouched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    g_hash_table_unref(studies);
    g_hash_table_unref(vouched);
    return 0;
}

static const opened *find_study(const char *name) {
    opened *o = g_hash_table_lookup(studies, name);
    if (!o) {
        o = open_study(name);
        g_hash_table_insert(studies, g_strdup(name), o);
    }
    return o;
}

static double value_or_zero(const amont_figure *figure) {
    return amont_flag_has_value(figure->flag) ? figure->value : 0;
}

static amont_figure sum(const amont_series *series, bool whole) {
    amont_figure figure = {.flag = AMONT_FLAG_OK};
    for (size_t zone = 0; zone < series->n_zones; zone++)
        figure.value += value_or_zero(&series->figures[zone]);
    if (whole)
        figure.value += value_or_zero(&series->unplaced) + value_or_zero(&series->outside);
    return figure;
}

static amont_figure figure_of(const opened *o, const amont_series *series, const char *code) {
    if (strcmp(code, "(not located)") == 0)
        return series->unplaced;
    if (strcmp(code, "(outside)") == 0)
        return series->outside;
    if (strcmp(code, "(overall)") == 0)
        return series->overall;
    if (strcmp(code, "(zones)") == 0 || strcmp(code, "(all)") == 0)
        return sum(series, code[1] == 'a');
    size_t zone = amont_level_find(amont_layers_level(o->layers, series->level), code);
    assert_true(zone != AMONT_NO_ZONE);
    return series->figures[zone];
}

enum { STUDY, LEVEL, CODE, INDICATOR, VALUE, TOLERANCE, FLAG, WHO, COLUMNS };

static bool agrees(const amont_figure *figure, char *const *row) {
    if (strcmp(row[FLAG], "-") != 0 && strcmp(row[FLAG], amont_flag_name(figure->flag)) != 0)
        return false;
    if (!*row[VALUE])
        return isnan(figure->value);
    double expected = 0, tolerance = 0;
    assert_true(amont_number_parse(row[VALUE], &expected));
    assert_true(amont_number_parse(row[TOLERANCE], &tolerance));
    return fabs(figure->value - expected) <= tolerance;
}

static bool check_row(const char *file, int line, char *const *row) {
    const opened *o = find_study(row[STUDY]);
    const amont_series *series = amont_table_find(o->table, row[INDICATOR], row[LEVEL]);
    if (!series) {
        print_error("%s:%d: no figure %s of %s on %s\n", file, line, row[INDICATOR], row[STUDY],
                    row[LEVEL]);
        return false;
    }
    amont_figure figure = figure_of(o, series, row[CODE]);
    if (agrees(&figure, row))
        return true;
    print_error("%s:%d: %s %s %s = %.12g %s, expected %s %s within %s (%s)\n", file, line,
                row[LEVEL], row[CODE], row[INDICATOR], figure.value, amont_flag_name(figure.flag),
                row[VALUE], row[FLAG], row[TOLERANCE], row[WHO]);
    return false;
}

static int check_file(const char *file, int *n) {
    g_autofree char *path = check_path(file);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    int wrong = 0;
    for (char **line = lines + 1; *line; line++, ++*n) {
        g_auto(GStrv) row = g_strsplit(*line, "\t", -1);
        if (g_strv_length(row) != COLUMNS)
            fail_msg("%s:%d: %u columns", file, (int)(line - lines) + 1, g_strv_length(row));
        g_hash_table_add(vouched, g_strndup(row[INDICATOR], strcspn(row[INDICATOR], "(")));
        wrong += !check_row(file, (int)(line - lines) + 1, row);
    }
    return wrong;
}

static void every_figure_is_what_others_say(void **state) {
    (void)state;
    g_autofree char *folder = check_path("golden/figures");
    g_autoptr(GDir) tables = g_dir_open(folder, 0, NULL);
    assert_non_null(tables);
    int wrong = 0, n = 0;
    for (const char *name; (name = g_dir_read_name(tables));) {
        g_autofree char *file = g_build_filename("golden/figures", name, NULL);
        wrong += check_file(file, &n);
    }
    print_message("%d figures\n", n);
    assert_true(n > 100);
    assert_int_equal(wrong, 0);
}

/* After the rows were read. */
static void every_indicator_of_the_catalogue_has_a_figure(void **state) {
    (void)state;
    const amont_indicator_info *info;
    int lacking = 0;
    for (size_t i = 0; (info = amont_indicator_catalogue(i)); i++) {
        g_autofree char *id = g_strndup(info->id, strcspn(info->id, "("));
        if (g_hash_table_contains(vouched, id))
            continue;
        print_error("nobody vouches for %s\n", info->id);
        lacking++;
    }
    assert_int_equal(lacking, 0);
}

/* Zones + not located + outside are the projects, or the euros, that there are. */
static void nothing_is_lost_between_the_levels(void **state) {
    (void)state;
    static const char *const indicators[] = {"projects.count", "projects.eu_amount"};
    static const char *const names[] = {"seine-amont", "archipelago"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const opened *o = find_study(names[i]);
        const amont_projects *projects = amont_layers_projects(o->layers, NULL);
        double totals[] = {(double)projects->n_projects, 0};
        for (size_t p = 0; p < projects->n_projects; p++)
            if (!isnan(projects->projects[p].amount))
                totals[1] += projects->projects[p].amount;
        for (guint s = 0; s < o->table->series->len; s++) {
            const amont_series *series = o->table->series->pdata[s];
            for (size_t k = 0; k < G_N_ELEMENTS(indicators); k++)
                if (strcmp(series->indicator, indicators[k]) == 0)
                    assert_near(sum(series, true).value, totals[k], 1e-9 * totals[k]);
        }
    }
}

static void incomes_of_the_iris_are_those_of_the_file(void **state) {
    (void)state;
    const opened *o = find_study("seine-amont");
    const amont_series *series = amont_table_find(o->table, "revenu_median", "iris");
    const amont_level *level = amont_layers_level(o->layers, "iris");
    const amont_column *column = amont_layer_column(level->layer, "revenu_median");
    assert_non_null(series);
    assert_non_null(column);
    for (size_t zone = 0; zone < level->n; zone++) {
        double cell = amont_column_number(column, zone, NULL);
        const amont_figure *figure = &series->figures[zone];
        assert_int_equal(isnan(cell), isnan(figure->value));
        assert_int_equal(figure->flag, isnan(cell) ? AMONT_FLAG_MISSING : AMONT_FLAG_OK);
        if (!isnan(cell))
            assert_near(figure->value, cell, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_is_what_others_say),
        cmocka_unit_test(every_indicator_of_the_catalogue_has_a_figure),
        cmocka_unit_test(nothing_is_lost_between_the_levels),
        cmocka_unit_test(incomes_of_the_iris_are_those_of_the_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
