/* Runs tests/data/nasty/cases.tsv: each file through a study of its role, and its clean twin. */
#include "amont/analyse.h"
#include "amont/files.h"
#include "amont/mend.h"
#include "amont/open.h"
#include "amont/quality.h"
#include "amont/text.h"

#include "scratch.h"

#include <gdal/gdal.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_NAME, ROLE, EXPECTED, COUNT, PLACE, ALSO, READ, TWIN, N_CELLS };

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L"

/* `@` stands for the folder of the corpus, `%` for the file. A study is a file of its own. */
static const char head[] = "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n";
static const char communes[] =
    "zones:\n  commune: {source: \"@/communes.geojson\", code: code, name: nom, " CREDIT "}\n";

static const struct {
    const char *role, *zones, *layers;
} roles[] = {
    {"table", communes,
     "layers:\n  t: {kind: table, source: \"%\", code: code, " CREDIT "}\nindicators: [valeur]\n"},
    {"insee", communes,
     "layers:\n  t: {kind: table, source: \"%\", code: CODGEO, " CREDIT "}\n"
     "indicators: [P21_POP]\n"},
    {"homonyms",
     "zones:\n  commune: {source: \"@/clean/homonyms.geojson\", code: code, name: nom, " CREDIT
     "}\n",
     "layers:\n  t: {kind: table, source: \"%\", code: code, " CREDIT "}\nindicators: [valeur]\n"},
    {"amounts", communes,
     "layers:\n  p:\n    kind: sites\n    source: \"@/clean/project_sites.csv\"\n"
     "    id: project\n    x: x\n    y: y\n    crs: EPSG:2154\n"
     "    producer: P\n    dataset: D\n    vintage: 2026\n    licence: L\n"
     "    attributes: {source: \"%\", id: id, name: nom, zone: commune, amount: montant}\n"},
    {"sites", communes,
     "layers:\n  p: {kind: sites, source: \"%\", id: id, site: nom, x: x, y: y, crs: EPSG:2154, " CREDIT
     "}\nindicators: [projects.count]\n"},
    {"stated", communes,
     "layers:\n  p: {kind: sites, source: \"%\", id: id, site: nom, x: x, y: y, zone: commune, "
     "crs: EPSG:2154, " CREDIT "}\nindicators: [projects.count]\n"},
    {"lonlat", communes,
     "layers:\n  p: {kind: sites, source: \"%\", id: id, site: nom, x: lon, y: lat, crs: EPSG:4326, " CREDIT
     "}\nindicators: [projects.count]\n"},
    {"context", communes, "layers:\n  c: {kind: context, source: \"%\", label: nom, " CREDIT "}\n"},
    {"zones", "zones:\n  commune: {source: \"%\", code: code, name: nom, " CREDIT "}\n", ""},
    {"landuse", communes,
     "layers:\n  l: {kind: landuse, source: \"%\", nomenclature: mos-11, " CREDIT "}\n"},
    {"nomenclature", communes,
     "layers:\n  l: {kind: landuse, source: \"@/clean/landuse.geojson\", class: code_11, "
     "nomenclature: \"%\", " CREDIT "}\n"},
};

typedef struct trial {
    char *folder;
    amont_study *study;
    amont_findings *findings;
    amont_layers *layers;
    amont_analysis *analysis;
    amont_table *table;
    GError *error;
} trial;

static char *study_text(const char *role, const char *file) {
    g_autofree char *corpus = check_path("data/nasty");
    g_autofree char *path = g_build_filename(corpus, file, NULL);
    GString *text = g_string_new(head);
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (strcmp(roles[i].role, role) == 0)
            g_string_append_printf(text, "%s%s", roles[i].zones, roles[i].layers);
    g_string_replace(text, "%", path, 0);
    g_string_replace(text, "@", corpus, 0);
    return g_string_free(text, FALSE);
}

/* `path` is the study; the folder goes with the trial, unless it is NULL. */
static trial run_at(const char *path, char *folder) {
    trial t = {.findings = amont_findings_new()};
    t.folder = folder;
    t.study = amont_study_load(path, &t.error);
    assert_ok(t.error);
    t.layers = amont_study_open(t.study, t.findings, &t.error);
    if (!t.layers || !amont_quality_check(t.layers, t.findings, &t.error))
        return t;
    t.analysis = amont_analysis_new(t.layers, t.findings);
    t.table = amont_analyse(t.analysis, &t.error);
    return t;
}

static trial run(const char *role, const char *file) {
    if (strcmp(role, "study") == 0) { /* the file is one, beside what it names */
        g_autofree char *below = g_build_filename("data/nasty", file, NULL);
        g_autofree char *own = check_path(below);
        return run_at(own, NULL);
    }
    char *folder = scratch_new();
    g_autofree char *path = g_build_filename(folder, "study.yaml", NULL);
    g_autofree char *text = study_text(role, file);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    return run_at(path, folder);
}

static void clear(trial *t) {
    amont_table_free(t->table);
    amont_analysis_free(t->analysis);
    amont_layers_free(t->layers);
    amont_findings_free(t->findings);
    amont_study_free(t->study);
    g_clear_error(&t->error);
    if (t->folder)
        scratch_remove(t->folder);
}

/* ---- what was read ---- */

static double sum_of_figures(const amont_series *series) {
    double sum = 0;
    for (size_t i = 0; i < series->n_zones; i++)
        sum += isnan(series->figures[i].value) ? 0 : series->figures[i].value;
    return sum;
}

static double sum_of_projects(const amont_projects *projects) {
    double sum = 0;
    for (size_t i = 0; i < projects->n_projects; i++)
        sum += isnan(projects->projects[i].amount) ? 0 : projects->projects[i].amount;
    bool own_sites = projects->spec->attributes == NULL;
    for (size_t i = 0; own_sites && i < projects->n_sites; i++)
        sum += projects->sites[i].x + projects->sites[i].y;
    return sum;
}

static double sum_of_sizes(const amont_shapes *shapes) {
    double sum = 0;
    for (size_t i = 0; i < shapes->n_features; i++)
        sum += shapes->type == AMONT_SHAPE_POLYGON ? amont_shapes_area(shapes, i)
                                                   : amont_shapes_length(shapes, i);
    return sum;
}

static double sum_of(const trial *t) {
    const amont_projects *projects = amont_layers_projects(t->layers, NULL);
    const amont_level *level = amont_layers_level(t->layers, NULL);
    if (projects)
        return sum_of_projects(projects);
    if (t->layers->contexts->len > 0)
        return sum_of_sizes(((const amont_context *)t->layers->contexts->pdata[0])->layer->shapes);
    if (t->layers->tables->len > 0)
        return sum_of_figures(t->table->series->pdata[0]);
    return sum_of_sizes(level->layer->shapes);
}

static bool is_name_read(const trial *t, const char *file, const char *expected) {
    const amont_context *context = t->layers->contexts->pdata[0];
    const char *name = amont_layer_column(context->layer, "nom")->texts[1];
    if (g_strcmp0(name, expected) != 0)
        print_error("%s: read '%s', expected '%s'\n", file, name ? name : "", expected);
    return g_strcmp0(name, expected) == 0;
}

/* True and silent when `expected` was read; figures of more than a million to a millionth. */
static bool is_read(const trial *t, const char *file, const char *expected) {
    double wanted = NAN;
    if (strcmp(expected, "-") == 0)
        return true;
    if (!amont_number_parse(expected, &wanted))
        return is_name_read(t, file, expected);
    double sum = sum_of(t), most = 1e-6 * fmax(1, fabs(wanted) / 1e6);
    if (fabs(sum - wanted) > most)
        print_error("%s: read %.12g, expected %s\n", file, sum, expected);
    return fabs(sum - wanted) <= most;
}

/* ---- what was told ---- */

static bool is_error(const trial *t, char *const *c) {
    bool right = t->error && t->error->code == (int)strtol(c[EXPECTED], NULL, 10) &&
                 strstr(t->error->message, c[PLACE]) && strchr(t->error->message, '\n');
    if (!right)
        print_error("%s: expected error %s with '%s' and a hint, got: %s\n", c[FILE_NAME],
                    c[EXPECTED], c[PLACE], t->error ? t->error->message : "none");
    return right;
}

/* The table may leave the column out. */
static bool is_at(const amont_example *example, const char *line, const char *place) {
    if (!example)
        return false;
    g_autofree char *row = example->row > 0 ? g_strdup_printf(":%ld", example->row) : g_strdup("");
    g_autofree char *short_line = g_strdup_printf("%s%s: %s", example->file, row, example->detail);
    return g_str_has_suffix(line, place) || g_str_has_suffix(short_line, place);
}

static bool is_kind_as_told(const trial *t, amont_finding_kind kind, char *const *c) {
    const char *name = amont_finding_name(kind);
    size_t count = amont_findings_count(t->findings, kind);
    const char *first = amont_findings_examples(t->findings, kind)[0];
    if (strstr(c[ALSO], name) && count > 0)
        return true;
    bool expected = strcmp(name, c[EXPECTED]) == 0;
    size_t wanted = expected ? (size_t)strtol(c[COUNT], NULL, 10) : 0;
    bool right =
        count == wanted &&
        (!expected || is_at(amont_findings_example(t->findings, kind, 0), first, c[PLACE]));
    if (!right)
        print_error("%s: %zu %s, expected %zu%s%s; the first: %s\n", c[FILE_NAME], count, name,
                    wanted, expected ? " " : "", expected ? c[PLACE] : "", first ? first : "-");
    return right;
}

static bool is_as_told(char *const *c) {
    trial t = run(c[ROLE], c[FILE_NAME]);
    bool right = true;
    if (g_ascii_isdigit(*c[EXPECTED])) {
        right = is_error(&t, c);
    } else if (t.error) {
        print_error("%s: %s\n", c[FILE_NAME], t.error->message);
        right = false;
    } else {
        for (int kind = 0; kind < AMONT_FINDING_KINDS; kind++)
            right = is_kind_as_told(&t, (amont_finding_kind)kind, c) && right;
        right = is_read(&t, c[FILE_NAME], c[READ]) && right;
    }
    clear(&t);
    return right;
}

/* ---- mending ---- */

static bool has_mendable(const amont_findings *findings) {
    for (int i = 0; i < AMONT_FINDING_KINDS; i++)
        if (amont_finding_is_mendable((amont_finding_kind)i) &&
            amont_findings_count(findings, (amont_finding_kind)i) > 0)
            return true;
    return false;
}

/* What was found is left, less what could be mended. */
static bool is_rest(const trial *before, const trial *after, const char *file) {
    bool right = true;
    for (int i = 0; i < AMONT_FINDING_KINDS; i++) {
        amont_finding_kind kind = (amont_finding_kind)i;
        size_t left = amont_findings_count(after->findings, kind);
        size_t was = amont_findings_count(before->findings, kind);
        if (left == (amont_finding_is_mendable(kind) ? 0 : was))
            continue;
        print_error("%s: mended, %zu %s\n", file, left, amont_finding_name(kind));
        right = false;
    }
    return right;
}

/* Mended, the file reads the same, and nothing that could be mended is told of it. */
static bool is_mended(char *const *c) {
    trial t = run(c[ROLE], c[FILE_NAME]);
    assert_ok(t.error);
    bool right = true;
    if (has_mendable(t.findings)) {
        size_t n = 0;
        char *folder = scratch_new();
        assert_true(amont_mend(t.layers, t.findings, folder, &n, &t.error));
        trial mended = run_at(folder, folder);
        assert_ok(mended.error);
        right = is_read(&mended, c[FILE_NAME], c[READ]) && is_rest(&t, &mended, c[FILE_NAME]);
        if (n == 0)
            print_error("%s: nothing was mended\n", c[FILE_NAME]);
        right = right && n > 0;
        clear(&mended);
    }
    clear(&t);
    return right;
}

/* ---- the table of cases ---- */

static char **read_cases(void) {
    g_autofree char *path = check_path("data/nasty/cases.tsv");
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return g_strsplit(text, "\n", -1);
}

static bool is_case(const char *line) {
    return *line && *line != '#' && !g_str_has_prefix(line, "file\t");
}

static void every_defect_is_told(void **state) {
    (void)state;
    g_auto(GStrv) lines = read_cases();
    size_t n = 0, wrong = 0;
    for (char **line = lines; *line; line++) {
        if (!is_case(*line))
            continue;
        g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
        assert_int_equal(g_strv_length(cells), N_CELLS);
        n++;
        wrong += !is_as_told(cells);
    }
    assert_true(n >= 110);
    assert_int_equal(wrong, 0);
}

/* Spreadsheets; and the codes of a vector file, which this list of classes is read with. */
static bool is_left_to_people(const char *file) {
    return g_str_has_suffix(file, ".xlsx") || g_str_has_suffix(file, ".ods") ||
           strcmp(file, "nomenclature_zeros.csv") == 0;
}

static void what_can_be_mended_is(void **state) {
    (void)state;
    g_auto(GStrv) lines = read_cases();
    size_t wrong = 0;
    for (char **line = lines; *line; line++) {
        if (!is_case(*line))
            continue;
        g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
        if (!g_ascii_isdigit(*cells[EXPECTED]) && !is_left_to_people(cells[FILE_NAME]))
            wrong += !is_mended(cells);
    }
    assert_int_equal(wrong, 0);
}

static void nothing_is_told_of_the_clean_twins(void **state) {
    (void)state;
    g_auto(GStrv) lines = read_cases();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    size_t wrong = 0;
    for (char **line = lines; *line; line++) {
        if (!is_case(*line))
            continue;
        g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
        char *path = g_build_filename("clean", cells[TWIN], NULL);
        char *nothing[N_CELLS] = {path, cells[ROLE], "-", "0", "-", "-", "-", "-"};
        if (!g_hash_table_contains(seen, path))
            wrong += !is_as_told(nothing);
        g_hash_table_add(seen, path);
    }
    assert_int_equal(wrong, 0);
}

/* Files that stand beside others. */
static bool is_companion(const char *name) {
    static const char *const endings[] = {".dbf", ".shx", ".prj", ".cpg", ".gfs", ".xsd", ".tsv"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(name, endings[i]))
            return true;
    return strcmp(name, "communes.geojson") == 0 || strchr(name, '.') == NULL;
}

static void every_file_has_its_case(void **state) {
    (void)state;
    g_autofree char *path = check_path("data/nasty/cases.tsv"), *folder = check_path("data/nasty");
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name = NULL; (name = g_dir_read_name(dir));) {
        g_autofree char *start = g_strdup_printf("\n%s\t", name);
        if (!is_companion(name) && !strstr(text, start))
            fail_msg("no case for %s", name);
    }
}

int main(void) {
    GDALAllRegister(); /* once, instead of in each of some hundred readers */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_defect_is_told),
        cmocka_unit_test(what_can_be_mended_is),
        cmocka_unit_test(nothing_is_told_of_the_clean_twins),
        cmocka_unit_test(every_file_has_its_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
