/* What each figure of the invented archipelago must be is computed in its study.yaml and checked by
 * test_golden_figures.c; here: where sites go, what is told, and what is refused. */
#include "amont/analyse.h"
#include "amont/open.h"

#include "scratch.h"

#include <string.h>

/* A study in a folder of its own; `@` stands for the folder of the archipelago. */
typedef struct desk {
    char *folder;
    amont_study *study;
    amont_layers *layers;
    amont_findings *findings;
    amont_analysis *analysis;
    amont_table *table;
    GError *error;
} desk;

#define HEADER "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\nzones:\n" /* 5 lines */
#define ISLANDS "  island: {source: \"@/islands.geojson\", code: code, name: nom}\n"
#define HAMLETS                                                                                 \
    "  hamlet: {source: \"@/hamlets.geojson\", code: code, name: nom, within: island,\n"        \
    "    fields: {people: {roll_up: sum, unit: hab.}, income: {roll_up: none, source: Fisc},\n" \
    "      built: {column: part_batie, flag: part_batie_flag, scale: 100, roll_up: area_mean}}}\n"
#define WORKS                                                                                \
    "layers:\n  works: {kind: sites, source: \"@/works_sites.csv\", id: work, x: x, y: y,\n" \
    "    crs: EPSG:2154, attributes: {source: \"@/works.csv\", id: id, zone: islands}}\n"
#define CENSUS                                                                 \
    "layers:\n  census: {kind: table, source: \"@/census.csv\", code: code,\n" \
    "    zones: island, dictionary: \"@/census_columns.csv\", producer: P, vintage: 2026}\n"

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    return d->folder ? 0 : -1;
}

static void close_study(desk *d) {
    g_clear_pointer(&d->table, amont_table_free);
    g_clear_pointer(&d->analysis, amont_analysis_free);
    g_clear_pointer(&d->layers, amont_layers_free);
    g_clear_pointer(&d->findings, amont_findings_free);
    g_clear_pointer(&d->study, amont_study_free);
    g_clear_error(&d->error);
}

static int tear_down(void **state) {
    desk *d = *state;
    close_study(d);
    scratch_remove(d->folder);
    g_free(d);
    return 0;
}

static void put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* Opens the study; the table is NULL when the analysis fails, with `error`. */
static void analyse(desk *d, const char *body) {
    close_study(d);
    g_autofree char *shared = check_path("data/archipelago");
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    g_auto(GStrv) pieces = g_strsplit(text, "@", -1);
    g_autofree char *whole = g_strjoinv(shared, pieces);
    put(d, "study.yaml", whole);
    d->study = amont_study_load(d->folder, &d->error);
    if (!d->study)
        return;
    d->findings = amont_findings_new();
    d->layers = amont_study_open(d->study, d->findings, &d->error);
    assert_ok(d->error);
    d->analysis = amont_analysis_new(d->layers, d->findings);
    d->table = amont_analyse(d->analysis, &d->error);
}

static void analyse_well(desk *d, const char *body) {
    analyse(d, body);
    assert_ok(d->error);
    assert_non_null(d->table);
}

/* `expected` starts with line and column: "6:3: id: ...". */
static void assert_error_begins(const desk *d, const char *expected) {
    assert_non_null(d->error);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    g_autofree char *start = g_strdup_printf("%s/study.yaml:%s", d->folder, expected);
    if (!g_str_has_prefix(d->error->message, start))
        fail_msg("message: %s\nexpected: %s", d->error->message, start);
}

static void analyse_badly(desk *d, const char *body, const char *expected) {
    analyse(d, body);
    assert_null(d->table);
    assert_error_begins(d, expected);
}

static const amont_series *series_of(const desk *d, const char *indicator, const char *level) {
    const amont_series *series = amont_table_find(d->table, indicator, level);
    if (!series)
        fail_msg("no %s on %s", indicator, level);
    return series;
}

static const amont_figure *figure_of(const desk *d, const char *indicator, const char *level,
                                     const char *code) {
    size_t zone = amont_level_find(amont_layers_level(d->layers, level), code);
    assert_true(zone != AMONT_NO_ZONE);
    return &series_of(d, indicator, level)->figures[zone];
}

static void assert_figure(const amont_figure *figure, double value, const char *flag) {
    assert_string_equal(amont_flag_name(figure->flag), flag);
    if (isnan(value))
        assert_true(isnan(figure->value));
    else
        assert_near(figure->value, value, 1e-9);
}

static void assert_found(const desk *d, amont_finding_kind kind, size_t n, const char *first) {
    assert_int_equal(amont_findings_count(d->findings, kind), n);
    const char *example = amont_findings_examples(d->findings, kind)[0];
    if (n > 0 && !g_str_has_suffix(example, first))
        fail_msg("%s\nexpected: %s", example, first);
}

/* --- where projects go --- */

static void a_site_on_a_border_goes_to_the_lowest_code_and_is_told(void **state) {
    desk *d = *state; /* W2 at x = 651 km, where 01 meets 02 */
    analyse_well(d, ISLANDS WORKS "indicators: [projects.count, projects.present]\n");
    assert_int_equal((int)figure_of(d, "projects.present", "island", "01")->value, 4);
    assert_found(d, AMONT_FINDING_SITE_BORDER, 1, "works_sites.csv:4: W2 → Petite Île");
}

static void a_site_in_no_zone_is_outside_and_not_unplaced(void **state) {
    desk *d = *state; /* W5 at sea, W8 in the lagoon */
    analyse_well(d, ISLANDS WORKS "indicators: [projects.count]\n");
    const amont_series *series = series_of(d, "projects.count", "island");
    assert_figure(&series->outside, 2, "ok");
    assert_figure(&series->unplaced, 1, "ok");
    assert_true(series->has_unplaced);
}

static void what_a_level_cannot_place_is_not_located(void **state) {
    desk *d = *state; /* half of W3, W4, W6 */
    analyse_well(d, ISLANDS HAMLETS WORKS
                 "indicators: [{id: projects.count, zones: hamlet}, {id: projects.present, zones: "
                 "hamlet}]\n");
    assert_figure(&series_of(d, "projects.count", "hamlet")->unplaced, 2.5, "ok");
    assert_figure(&series_of(d, "projects.present", "hamlet")->unplaced, 2, "ok");
}

static void without_outside_sites_outside_is_missing(void **state) {
    desk *d = *state;
    put(d, "s.csv", "id,x,y\nA,650500,6860500\n");
    analyse_well(d, ISLANDS "layers:\n  s: {kind: sites, source: s.csv, id: id, x: x, y: y, "
                            "crs: EPSG:2154}\nindicators: [projects.count]\n");
    assert_figure(&series_of(d, "projects.count", "island")->outside, NAN, "na");
    assert_figure(&series_of(d, "projects.count", "island")->unplaced, 0, "ok");
}

/* A is counted, B lies on an island that is not selected, C at sea: 1 + 2 = 3 projects. */
static void what_lies_in_context_zones_is_elsewhere_and_not_lost(void **state) {
    desk *d = *state;
    put(d, "s.csv", "id,x,y\nA,650500,6860500\nB,651700,6860700\nC,660000,6860000\n");
    analyse_well(d, "  island: {source: \"@/islands.geojson\", code: code, name: nom, select: ["
                    "\"01\"]}\nlayers:\n  s: {kind: sites, source: s.csv, id: id, x: x, y: y, "
                    "crs: EPSG:2154}\nindicators: [projects.count, projects.present]\n");
    static const char *const ids[] = {"projects.count", "projects.present"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        assert_figure(figure_of(d, ids[i], "island", "01"), 1, "ok");
        assert_figure(&series_of(d, ids[i], "island")->elsewhere, 2, "ok");
        assert_figure(&series_of(d, ids[i], "island")->outside, 1, "ok");
        assert_figure(&series_of(d, ids[i], "island")->unplaced, 0, "ok");
    }
}

static void a_zone_without_geometry_has_no_area(void **state) {
    desk *d = *state;
    put(d, "z.geojson",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"EPSG:2154\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{\"c\":\"A\"},"
        "\"geometry\":null},{\"type\":\"Feature\",\"properties\":{\"c\":\"B\"},\"geometry\":{"
        "\"type\":\"Polygon\",\"coordinates\":[[[650000,6860000],[651000,6860000],[651000,6861000],"
        "[650000,6861000],[650000,6860000]]]}}]}");
    analyse_well(d, "  z: {source: z.geojson, code: c, name: c}\nindicators: [area_km2]\n");
    assert_figure(figure_of(d, "area_km2", "z", "A"), NAN, "na");
    assert_figure(figure_of(d, "area_km2", "z", "B"), 1, "ok");
}

static void a_zone_of_unknown_amounts_alone_is_missing_not_zero(void **state) {
    desk *d = *state;
    analyse_well(d,
                 ISLANDS HAMLETS WORKS "indicators: [{id: projects.eu_amount, zones: hamlet}]\n");
    assert_figure(figure_of(d, "projects.eu_amount", "hamlet", "0202"), NAN, "na");
    assert_figure(figure_of(d, "projects.eu_amount", "hamlet", "0301"), 0, "ok");
    assert_figure(figure_of(d, "projects.eu_amount", "hamlet", "0102"), 400, "est");
}

static void a_sites_layer_without_amounts_has_no_sum(void **state) {
    desk *d = *state;
    put(d, "s.csv", "id,x,y\nA,650500,6860500\n");
    analyse_well(d, ISLANDS "layers:\n  s: {kind: sites, source: s.csv, id: id, x: x, y: y, "
                            "crs: EPSG:2154}\nindicators: [projects.eu_amount]\n");
    assert_figure(figure_of(d, "projects.eu_amount", "island", "01"), NAN, "na");
    assert_figure(figure_of(d, "projects.eu_amount", "island", "02"), 0, "ok");
}

/* Projects with 0 to 4 sites and 0 to 3 communes, anywhere. */
static void write_random(const desk *d, GRand *random, int n) {
    static const char *const precisions[] = {"address", "site", "street", "iris", "commune"};
    static const char *const codes[] = {"01", "02", "03", "10", "77"};
    GString *projects = g_string_new("id,islands,eu_amount_eur,eu_amount_kind\n");
    GString *sites = g_string_new("work,x,y,precision\nP0,650500,6860500,address\n");
    for (int i = 0; i < n; i++) {
        g_string_append_printf(projects, "P%d,", i);
        for (int k = g_rand_int_range(random, 0, 4); k > 0; k--)
            g_string_append_printf(projects, "%s;", codes[g_rand_int_range(random, 0, 5)]);
        if (g_rand_boolean(random))
            g_string_append_printf(projects, ",%d,exact\n", g_rand_int_range(random, 0, 1000000));
        else
            g_string_append(projects, ",,\n");
        for (int k = g_rand_int_range(random, 0, 5); k > 0; k--)
            g_string_append_printf(sites, "P%d,%d,%d,%s\n", i,
                                   650000 + 100 * g_rand_int_range(random, -5, 65),
                                   6860000 + 100 * g_rand_int_range(random, -2, 13),
                                   precisions[g_rand_int_range(random, 0, 5)]);
    }
    put(d, "p.csv", projects->str);
    put(d, "s.csv", sites->str);
    g_string_free(projects, TRUE);
    g_string_free(sites, TRUE);
}

static double whole(const amont_series *series) {
    double sum = series->unplaced.value;
    if (amont_flag_has_value(series->outside.flag))
        sum += series->outside.value;
    for (size_t zone = 0; zone < series->n_zones; zone++)
        if (amont_flag_has_value(series->figures[zone].flag))
            sum += series->figures[zone].value;
    return sum;
}

static void zones_not_located_and_outside_are_the_whole(void **state) {
    desk *d = *state;
    guint32 seed = g_random_int();
    print_message("seed %u\n", seed);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (int turn = 0; turn < 20; turn++) {
        write_random(d, random, 30);
        analyse_well(d, ISLANDS HAMLETS
                     "layers:\n  s: {kind: sites, source: s.csv, id: work, x: x, y: y, "
                     "crs: EPSG:2154, attributes: {source: p.csv, id: id, zone: islands}}\n"
                     "indicators: [{id: projects.count, zones: [island, hamlet]}]\n");
        assert_near(whole(series_of(d, "projects.count", "island")), 30, 30e-9);
        assert_near(whole(series_of(d, "projects.count", "hamlet")), 30, 30e-9);
    }
}

static void where_sites_lie_is_told_once_a_level(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS WORKS
                 "indicators: [projects.count, projects.present, projects.eu_amount]\n");
    assert_found(d, AMONT_FINDING_SITE_BORDER, 1, "W2 → Petite Île");
}

static void what_an_indicator_lacks_is_told_and_not_an_error(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS "indicators:\n  - projects.count\n  - density.population\n");
    assert_figure(figure_of(d, "projects.count", "island", "01"), NAN, "na");
    assert_figure(figure_of(d, "density.population", "island", "01"), NAN, "na");
    assert_string_equal(series_of(d, "projects.count", "island")->lacks, "a layer of kind 'sites'");
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_INDICATOR_INPUT), 2);
}

static void all_is_the_whole_catalogue_but_what_is_asked_already(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS "indicators:\n  - all\n  - {id: area_km2, unit: carrés}\n");
    assert_string_equal(series_of(d, "area_km2", "island")->unit, "carrés");
    const amont_indicator_info *info;
    for (size_t i = 0; (info = amont_indicator_catalogue(i)); i++)
        if (!g_str_has_suffix(info->id, "()"))
            series_of(d, info->id, "island");
}

/* people 01: 1000 on 1 km2; census.csv has no title of a quantity. */
static void the_study_may_say_which_column_a_quantity_is(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS HAMLETS "inputs: {population: people}\n"
                                    "indicators: [density.population]\n");
    assert_figure(figure_of(d, "density.population", "island", "01"), 1000, "ok");
    analyse(d, ISLANDS "inputs:\n  population: [peple]\nindicators: [density.population]\n");
    assert_null(d->table);
    assert_non_null(strstr(d->error->message, "no field or column 'peple'"));
}

/* --- formulas --- */

/* people 01: 1000, area 1 km2, jobs 400; 02: people 500 est, jobs missing; 03: people missing. */
static void a_formula_is_computed_for_each_zone(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS HAMLETS CENSUS
                 "indicators:\n  - {id: rate, formula: \"jobs / people\"}\n"
                 "  - {id: dense, formula: \"people / area_km2\", unit: hab./km²}\n"
                 "  - {id: twice, formula: \"2 * [dense]\", unit: hab./km²}\n");
    assert_figure(figure_of(d, "rate", "island", "01"), 0.4, "ok");
    assert_figure(figure_of(d, "rate", "island", "02"), NAN, "na");
    assert_figure(figure_of(d, "dense", "island", "02"), 500 / 0.99, "est");
    assert_figure(figure_of(d, "twice", "island", "01"), 2000, "ok");
    assert_int_equal(series_of(d, "dense", "island")->measure, AMONT_MEASURE_RATIO);
}

static void a_formula_that_makes_no_sense_is_refused(void **state) {
    static const struct {
        const char *formula, *message;
    } rows[] = {
        {"formula: \"people + area_km2\"", "formula: the formula of 'a' adds or compares"},
        {"formula: \"people / area_km2\", unit: €", "unit: the formula of 'a' does not give '€'"},
        {"formula: \"people / area_km2\", unit: hab./ha",
         "unit: the formula of 'a' is not in 'hab./ha' but for a factor of 0.01"},
        {"formula: \"peple\"", "formula: no indicator, field or column 'peple'"},
        {"formula: \"a + 1\"", "formula: the formula of 'a' comes back to itself"},
        {"formula: \"people +\"", "formula: the formula \"people +\" cannot be read"},
        {"stat: sum, formula: \"people\"", "formula: a formula has neither 'stat' nor"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        desk *d = *state;
        g_autofree char *body =
            g_strconcat(ISLANDS HAMLETS "indicators:\n  - {id: a, ", rows[i].formula, "}\n", NULL);
        analyse(d, body);
        assert_null(d->table);
        assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
        if (!strstr(d->error->message, rows[i].message))
            fail_msg("message: %s\nexpected: %s", d->error->message, rows[i].message);
    }
}

/* --- secrecy --- */

#define FEW                                                         \
    "layers:\n  few: {kind: table, source: few.csv, code: CODGEO, " \
    "zones: island, producer: P, vintage: 2026}\n"

/* 10 is below eleven, 11 is not; of 100 dwellings 5 vacant are not told, nor the share. */
static void few_dwellings_are_not_printed(void **state) {
    desk *d = *state;
    put(d, "few.csv",
        "CODGEO,P22_POP,P22_LOG,P22_LOGVAC\n01,100,100,5\n02,100,11,11\n03,100,10,0\n");
    analyse_well(d, ISLANDS FEW "indicators: [P22_LOG, P22_LOGVAC, vacancy.census,\n"
                                "  {id: f, formula: P22_LOGVAC}]\n");
    assert_figure(figure_of(d, "P22_LOG", "island", "01"), 100, "ok");
    assert_figure(figure_of(d, "P22_LOG", "island", "02"), 11, "ok");
    assert_figure(figure_of(d, "P22_LOG", "island", "03"), NAN, "s");
    assert_figure(figure_of(d, "P22_LOGVAC", "island", "03"), 0, "ok");
    assert_figure(figure_of(d, "vacancy.census", "island", "01"), NAN, "s");
    assert_true(isnan(figure_of(d, "vacancy.census", "island", "01")->numerator));
    assert_figure(figure_of(d, "vacancy.census", "island", "02"), 100, "ok");
    assert_figure(figure_of(d, "vacancy.census", "island", "03"), 0, "ok");
    assert_figure(figure_of(d, "f", "island", "01"), NAN, "s");
}

/* Dwellings of hamlets add up to those of the island, which is printed. */
static void a_hidden_figure_that_follows_is_told(void **state) {
    desk *d = *state;
    put(d, "few.geojson",
        "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": "
        "{\"name\": \"urn:ogc:def:crs:EPSG::2154\"}}, \"features\": ["
        "{\"type\": \"Feature\", \"properties\": {\"code\": \"0101\", \"nom\": \"A\", \"log\": 4}, "
        "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[650000, 6860000], "
        "[650400, 6860000], [650400, 6861000], [650000, 6861000], [650000, 6860000]]]}}, "
        "{\"type\": \"Feature\", \"properties\": {\"code\": \"0102\", \"nom\": \"B\", \"log\": 40}, "
        "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[650400, 6860000], "
        "[651000, 6860000], [651000, 6861000], [650400, 6861000], [650400, 6860000]]]}}]}");
    const char *levels =
        ISLANDS "  part: {source: few.geojson, code: code, name: nom, within: island,\n"
                "    fields: {log: {roll_up: sum, unit: logements}}}\n";
    g_autofree char *both = g_strconcat(levels,
                                        "indicators:\n"
                                        "  - {id: log, zones: [island, part]}\n",
                                        NULL);
    analyse_well(d, both);
    assert_figure(figure_of(d, "log", "part", "0101"), NAN, "s");
    assert_figure(figure_of(d, "log", "island", "01"), 44, "ok");
    assert_found(d, AMONT_FINDING_SECRET_DEDUCIBLE, 1, "log, A");
    g_autofree char *one = g_strconcat(levels, "indicators:\n  - {id: log, zones: part}\n", NULL);
    analyse_well(d, one);
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_SECRET_DEDUCIBLE), 0);
}

/* --- figures that zones carry --- */

static void sums_and_means_roll_up_and_medians_do_not(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS HAMLETS "indicators: [people, built, income]\n");
    assert_figure(figure_of(d, "people", "island", "01"), 1000, "ok");
    assert_figure(figure_of(d, "people", "island", "02"), 500, "est");
    assert_figure(figure_of(d, "people", "island", "03"), NAN, "na");
    assert_figure(figure_of(d, "built", "island", "01"), 35, "ok");
    assert_figure(figure_of(d, "built", "island", "02"), 140.0 / 3, "est");
    assert_figure(figure_of(d, "income", "island", "01"), NAN, "nd");
    assert_figure(figure_of(d, "income", "island", "10"), NAN, "na");
    const amont_figure *built = figure_of(d, "built", "island", "01");
    assert_near(built->numerator, 35e6, 1e-3); /* % m2 over m2: a ratio of sums */
    assert_near(built->denominator, 1e6, 1e-6);
    assert_near(built->n, 2, 0);
    assert_near(figure_of(d, "people", "island", "02")->n, 1, 0);
}

static void figures_roll_up_over_two_levels(void **state) {
    desk *d = *state;
    /* by hand: 300 + 700 + 500, two unknown, 9901 in no island;
     * (50 x 0.4 + 25 x 0.6 + 80 x 0.4 + 20 x 0.5) / 1.9 = 77/1.9 */
    put(d, "sea.geojson",
        "{\"type\":\"FeatureCollection\","
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"c\":\"S\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[640000,6850000],[660000,6850000],[660000,6870000],[640000,6870000],"
        "[640000,6850000]]]}}]}");
    analyse_well(d, "  sea: {source: sea.geojson, code: c, name: c}\n"
                    "  island: {source: \"@/islands.geojson\", code: code, name: nom, within: "
                    "sea}\n" HAMLETS "indicators: [people, built]\n");
    assert_figure(figure_of(d, "people", "sea", "S"), 1500, "est");
    assert_figure(figure_of(d, "built", "sea", "S"), 77 / 1.9, "est");
}

#define FLAGGED(code, value, flag, geometry)                                               \
    "{\"type\":\"Feature\",\"properties\":{\"c\":\"" code "\",\"v\":" value ",\"f\":" flag \
    ",\"up\":\"01\"},\"geometry\":" geometry "}"
#define SQUARE(x1, x2)                                                               \
    "{\"type\":\"Polygon\",\"coordinates\":[[[" x1 ",6860000],[" x2 ",6860000],[" x2 \
    ",6861000],[" x1 ",6861000],[" x1 ",6860000]]]}"
#define COLLECTION(features)                                                               \
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":" \
    "\"EPSG:2154\"}},\"features\":[" features "]}"

static void flags_of_single_values_are_kept(void **state) {
    desk *d = *state;
    put(d, "f.geojson",
        COLLECTION(FLAGGED("a", "10", "null", SQUARE("650000", "650200")) "," FLAGGED(
            "b", "20", "\"s\"",
            SQUARE("650200",
                   "650400")) "," FLAGGED("c", "30", "\"low_n\"",
                                          SQUARE("650400",
                                                 "650600")) "," FLAGGED("d", "40", "\"odd\"",
                                                                        SQUARE("650600",
                                                                               "650800"))));
    analyse_well(d, ISLANDS "  f: {source: f.geojson, code: c, name: c, within: island, parent: "
                            "up, fields: {v: {flag: f, roll_up: sum}}}\n"
                            "indicators: [{id: v, zones: [f, island]}]\n");
    assert_figure(figure_of(d, "v", "f", "a"), 10, "ok");
    assert_figure(figure_of(d, "v", "f", "b"), NAN, "s"); /* a secret is not told */
    assert_figure(figure_of(d, "v", "f", "c"), 30, "low_n");
    assert_figure(figure_of(d, "v", "f", "d"), 40, "est");
    assert_figure(figure_of(d, "v", "island", "01"), 80, "est");
}

static void a_mean_over_no_area_is_not_defined(void **state) {
    desk *d = *state;
    put(d, "f.geojson",
        COLLECTION(FLAGGED("a", "10", "null", "null") "," FLAGGED("b", "null", "null",
                                                                  SQUARE("650000", "650200"))));
    analyse_well(d, ISLANDS "  f: {source: f.geojson, code: c, name: c, within: island, parent: "
                            "up, fields: {v: {roll_up: area_mean}}}\nindicators: [v]\n");
    assert_figure(figure_of(d, "v", "island", "01"), NAN, "nd");
}

static void missing_and_suspect_values_are_told_for_counted_zones(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS HAMLETS "indicators: [{id: built, zones: hamlet}]\n");
    assert_found(d, AMONT_FINDING_VALUE_SUSPECT, 1, "hamlets.geojson:4: part_batie 0.2 (Phare)");
    assert_found(d, AMONT_FINDING_VALUE_MISSING, 1, "hamlets.geojson:5: part_batie Anse");
}

static void a_series_says_where_it_comes_from(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS HAMLETS "indicators:\n  - people\n  - income\n"
                                    "  - {id: area_km2, label: Surface, unit: km2, decimals: 3}\n");
    const amont_series *people = series_of(d, "people", "island");
    assert_string_equal(people->label, "people");
    assert_string_equal(people->unit, "hab.");
    assert_int_equal(people->measure, AMONT_MEASURE_STOCK);
    assert_non_null(strstr(people->method, "hamlets.geojson, column people, sum over hamlet"));
    assert_string_equal(people->layers->pdata[0], "hamlet");
    assert_string_equal(series_of(d, "income", "island")->source, "Fisc");
    const amont_series *area = series_of(d, "area_km2", "island");
    assert_string_equal(area->label, "Surface");
    assert_string_equal(area->unit, "km2");
    assert_int_equal(area->decimals, 3);
}

/* --- tables --- */

static void a_column_is_found_with_or_without_its_table(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS CENSUS "indicators: [density, census.density, jobs]\n");
    assert_figure(figure_of(d, "density", "island", "02"), 505.05, "ok");
    assert_figure(figure_of(d, "census.density", "island", "02"), 505.05, "ok");
    assert_figure(figure_of(d, "jobs", "island", "02"), NAN, "na");
    assert_figure(figure_of(d, "jobs", "island", "03"), 0, "ok");
    assert_figure(figure_of(d, "jobs", "island", "10"), NAN, "na");
}

static void a_dictionary_names_columns(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS CENSUS "indicators: [jobs, density]\n");
    const amont_series *jobs = series_of(d, "jobs", "island");
    assert_string_equal(jobs->label, "Emplois, 2026");
    assert_string_equal(jobs->unit, "emplois");
    assert_string_equal(jobs->source, "Recensement imaginaire");
    assert_int_equal(jobs->measure, AMONT_MEASURE_STOCK);
    assert_int_equal(jobs->decimals, 0);
    const amont_series *density = series_of(d, "density", "island");
    assert_string_equal(density->label, "Densité de population");
    assert_string_equal(density->source, "P, 2026");
    assert_int_equal(density->measure, AMONT_MEASURE_RATIO);
    assert_int_equal(density->decimals, 2);
}

static void the_code_of_a_table_is_no_indicator(void **state) {
    analyse_badly(*state, ISLANDS CENSUS "indicators:\n  - code\n",
                  "11:5: id: no indicator, field or column 'code'");
}

/* --- names that are not known --- */

static void an_unknown_indicator_is_told_with_the_nearest(void **state) {
    desk *d = *state;
    analyse_badly(d, ISLANDS "indicators:\n  - area_km2\n  - aera_km2\n",
                  "9:5: id: no indicator, field or column 'aera_km2'\ndid you mean 'area_km2'?");
    analyse_badly(d, ISLANDS "indicators:\n  - {zones: island, id: xyzzy}\n",
                  "8:25: id: no indicator, field or column 'xyzzy'\nsee 'amont list indicators'");
    analyse_badly(d, ISLANDS HAMLETS "indicators: [peopel]\n",
                  "10:14: id: no indicator, field or column 'peopel'\ndid you mean 'people'?");
    analyse_badly(d, ISLANDS CENSUS "indicators: [jobz]\n",
                  "10:14: id: no indicator, field or column 'jobz'\ndid you mean 'jobs'?");
}

static void a_figure_of_another_level_is_told(void **state) {
    desk *d = *state;
    analyse_badly(d, ISLANDS HAMLETS CENSUS "indicators: [{id: jobs, zones: hamlet}]\n",
                  "13:19: id: the figure 'jobs' is not known on the level 'hamlet'");
}

static void an_indicator_stands_once_a_level(void **state) {
    desk *d = *state;
    analyse_badly(d, ISLANDS "indicators:\n  - area_km2\n  - {id: area_km2, zones: island}\n",
                  "9:5: the indicator 'area_km2' stands twice for the level 'island'");
}

static void a_study_without_indicators_has_an_empty_table(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS);
    assert_int_equal(d->table->series->len, 0);
}

/* --- maps --- */

#define MAP(rest) "maps:\n  - {id: m, title: t, style: s, page: p" rest "}\n"

static void a_map_adds_its_figures_once(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS HAMLETS "indicators: [people]\n" MAP(", value: people, zones: hamlet"));
    const amont_map_spec *map = amont_study_map(d->study, "m");
    assert_true(amont_analyse_map(d->analysis, map, d->table, &d->error));
    assert_non_null(amont_table_find(d->table, "people", "hamlet"));
    assert_int_equal(d->table->series->len, 2);
    assert_true(amont_analyse_map(d->analysis, map, d->table, &d->error));
    assert_int_equal(d->table->series->len, 2);
}

static void a_map_without_value_has_no_figures(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS MAP(""));
    assert_true(
        amont_analyse_map(d->analysis, amont_study_map(d->study, "m"), d->table, &d->error));
    assert_int_equal(d->table->series->len, 0);
}

static void a_map_of_an_unknown_figure_is_told_at_its_value(void **state) {
    desk *d = *state;
    analyse_well(d, ISLANDS MAP(", value: area_km"));
    assert_false(
        amont_analyse_map(d->analysis, amont_study_map(d->study, "m"), d->table, &d->error));
    assert_error_begins(d, "8:49: value: no indicator, field or column 'area_km'\n"
                           "did you mean 'area_km2'?");
}

/* --- the catalogue --- */

static void every_indicator_is_fully_described(void **state) {
    (void)state;
    size_t n = 0;
    for (const amont_indicator_info *info; (info = amont_indicator_catalogue(n)); n++) {
        assert_true(*info->id && *info->inputs && *info->method);
        for (int language = AMONT_LANGUAGE_FR; language <= (int)AMONT_LANGUAGE_EN; language++)
            assert_true(*info->label[language] && info->unit[language]);
        assert_in_range(info->decimals, 0, 9);
        for (size_t i = 0; i < n; i++)
            assert_string_not_equal(info->id, amont_indicator_catalogue(i)->id);
    }
    assert_true(n >= 4);
    assert_null(amont_indicator_catalogue(n + 100));
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_site_on_a_border_goes_to_the_lowest_code_and_is_told),
        DESK_TEST(a_site_in_no_zone_is_outside_and_not_unplaced),
        DESK_TEST(what_a_level_cannot_place_is_not_located),
        DESK_TEST(without_outside_sites_outside_is_missing),
        DESK_TEST(what_lies_in_context_zones_is_elsewhere_and_not_lost),
        DESK_TEST(a_zone_without_geometry_has_no_area),
        DESK_TEST(a_zone_of_unknown_amounts_alone_is_missing_not_zero),
        DESK_TEST(a_sites_layer_without_amounts_has_no_sum),
        DESK_TEST(zones_not_located_and_outside_are_the_whole),
        DESK_TEST(where_sites_lie_is_told_once_a_level),
        DESK_TEST(what_an_indicator_lacks_is_told_and_not_an_error),
        DESK_TEST(all_is_the_whole_catalogue_but_what_is_asked_already),
        DESK_TEST(the_study_may_say_which_column_a_quantity_is),
        DESK_TEST(a_formula_is_computed_for_each_zone),
        DESK_TEST(a_formula_that_makes_no_sense_is_refused),
        DESK_TEST(few_dwellings_are_not_printed),
        DESK_TEST(a_hidden_figure_that_follows_is_told),
        DESK_TEST(sums_and_means_roll_up_and_medians_do_not),
        DESK_TEST(figures_roll_up_over_two_levels),
        DESK_TEST(flags_of_single_values_are_kept),
        DESK_TEST(a_mean_over_no_area_is_not_defined),
        DESK_TEST(missing_and_suspect_values_are_told_for_counted_zones),
        DESK_TEST(a_series_says_where_it_comes_from),
        DESK_TEST(a_column_is_found_with_or_without_its_table),
        DESK_TEST(a_dictionary_names_columns),
        DESK_TEST(the_code_of_a_table_is_no_indicator),
        DESK_TEST(an_unknown_indicator_is_told_with_the_nearest),
        DESK_TEST(a_figure_of_another_level_is_told),
        DESK_TEST(an_indicator_stands_once_a_level),
        DESK_TEST(a_study_without_indicators_has_an_empty_table),
        DESK_TEST(a_map_adds_its_figures_once),
        DESK_TEST(a_map_without_value_has_no_figures),
        DESK_TEST(a_map_of_an_unknown_figure_is_told_at_its_value),
        cmocka_unit_test(every_indicator_is_fully_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
