#include "amont/open.h"

#include "scratch.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A study written into a folder of its own; `@` stands for the folder of the shared islands. */
typedef struct desk {
    char *folder;
    amont_study *study;
    amont_findings *findings;
    amont_layers *layers;
    GError *error;
} desk;

#define HEADER "study: Archipel\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"
#define CREDIT "producer: IGN, dataset: D, vintage: 2024, licence: L"
#define ISLANDS \
    "zones:\n"  \
    "  island: {source: \"@/islands.geojson\", code: code, name: nom, " CREDIT "}\n"
#define SITES                       \
    "layers:\n"                     \
    "  ports:\n"                    \
    "    kind: sites\n"             \
    "    source: \"@/sites.csv\"\n" \
    "    id: project\n"             \
    "    x: x\n"                    \
    "    y: y\n"                    \
    "    crs: EPSG:2154\n"          \
    "    site: place\n"             \
    "    zone: island\n"            \
    "    precision: precision\n"    \
    "    attributes: {source: \"@/projects.csv\", id: id, zone: islands, category: axis}\n"

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    return d->folder ? 0 : -1;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_layers_free(d->layers);
    amont_findings_free(d->findings);
    amont_study_free(d->study);
    g_clear_error(&d->error);
    scratch_remove(d->folder);
    g_free(d);
    return 0;
}

static void put(const desk *d, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(d->folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void open_text(desk *d, const char *text) {
    g_autofree char *shared = check_path("data/archipelago");
    g_auto(GStrv) pieces = g_strsplit(text, "@", -1);
    g_autofree char *whole = g_strjoinv(shared, pieces);
    put(d, "study.yaml", whole);
    d->study = amont_study_load(d->folder, &d->error);
    assert_ok(d->error);
    d->findings = amont_findings_new();
    d->layers = amont_study_open(d->study, d->findings, &d->error);
}

static void open_well(desk *d, const char *body) {
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    open_text(d, text);
    assert_ok(d->error);
    assert_non_null(d->layers);
}

/* `expected` starts with the line and column in the study: "6:3: code: no column". */
static void open_badly(desk *d, const char *body, int code, const char *expected) {
    g_autofree char *text = g_strconcat(HEADER, body, NULL);
    open_text(d, text);
    assert_null(d->layers);
    assert_non_null(d->error);
    g_autofree char *start = g_strdup_printf("%s/study.yaml:%s", d->folder, expected);
    if (!g_str_has_prefix(d->error->message, start))
        fail_msg("message: %s\nexpected: %s", d->error->message, start);
    assert_int_equal(d->error->code, code);
}

static void assert_hints(const desk *d, const char *part) {
    const char *second = strchr(d->error->message, '\n');
    if (!second || !strstr(second, part))
        fail_msg("no '%s' in the hint of: %s", part, d->error->message);
}

/* The findings of a kind are `count`, the first as given (without its folder). */
static void assert_found(const desk *d, amont_finding_kind kind, size_t count, const char *first) {
    const char *const *examples = amont_findings_examples(d->findings, kind);
    if (amont_findings_count(d->findings, kind) != count)
        fail_msg("%zu %s, expected %zu; the first: %s", amont_findings_count(d->findings, kind),
                 amont_finding_name(kind), count, examples && *examples ? *examples : "-");
    if (count > 0 && !g_str_has_suffix(examples[0], first))
        fail_msg("%s\nexpected: %s", examples[0], first);
}

static const amont_project *project(const desk *d, size_t i) {
    return &amont_layers_projects(d->layers, NULL)->projects[i];
}

/* ---- zones ---- */

static void zones_keep_the_order_of_the_file_and_are_sorted_beside(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS);
    const amont_level *level = amont_layers_level(d->layers, "island");
    assert_int_equal(level->n, 4);
    assert_string_equal(level->codes[0], "10");
    assert_string_equal(level->names[1], "Grande Île");
    static const size_t order[] = {2, 1, 3, 0};
    assert_memory_equal(level->by_code, order, sizeof order);
    assert_near(level->area_m2[0], 500000, 1e-6);
    assert_near(level->area_m2[1], 990000, 1e-6);
    assert_null(level->parent);
    for (size_t z = 0; z < 4; z++)
        assert_true(level->selected[z] && level->reference[z]);
}

static void selected_codes_count_and_a_filter_names_the_reference(void **state) {
    desk *d = *state;
    open_well(d, "zones:\n  island: {source: \"@/islands.geojson\", code: code, name: nom,\n"
                 "    select: [01, 10], reference: \"dep = 'A'\"}\n");
    const amont_level *level = amont_layers_level(d->layers, NULL);
    static const bool selected[] = {true, false, true, false};
    static const bool reference[] = {false, true, true, true};
    assert_memory_equal(level->selected, selected, sizeof selected);
    assert_memory_equal(level->reference, reference, sizeof reference);
}

#define QUARTERS(rest)                                                                           \
    "zones:\n  island: {source: \"@/islands.geojson\", code: code, name: nom, select: \"01\"}\n" \
    "  quarter: {source: \"@/quarters.geojson\", code: code, name: nom, within: island" rest "}\n"

static void assert_quarters(const desk *d) {
    const amont_level *level = amont_layers_level(d->layers, "quarter");
    static const size_t parents[] = {2, 2, 0, AMONT_NO_ZONE};
    static const bool selected[] = {true, true, false, false};
    assert_memory_equal(level->parent, parents, sizeof parents);
    assert_memory_equal(level->selected, selected, sizeof selected);
    assert_ptr_equal(level->parent_level, amont_layers_level(d->layers, "island"));
    assert_found(d, AMONT_FINDING_ZONE_ORPHAN, 1, "quarters.geojson:4: 99Z Au large");
}

static void a_child_zone_finds_its_parent_by_position(void **state) {
    open_well(*state, QUARTERS(""));
    assert_quarters(*state);
}

static void a_child_zone_finds_its_parent_by_column(void **state) {
    open_well(*state, QUARTERS(", parent: ile"));
    assert_quarters(*state);
}

static void put_knot(const desk *d) {
    put(d, "knot.geojson",
        "{\"type\":\"FeatureCollection\","
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}},\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"c\":\"K\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[650000,6860000],[650010,6860010],[650010,6860000],[650000,6860010],"
        "[650000,6860000]]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"c\":\"E\"},\"geometry\":null}]}");
}

static void an_invalid_polygon_is_repaired_and_told(void **state) {
    desk *d = *state;
    put_knot(d);
    open_well(d, "zones:\n  knot: {source: knot.geojson, code: c, name: c, "
                 "accept_repairs: true}\n");
    const amont_level *level = amont_layers_level(d->layers, NULL);
    /* two triangles of 10 m by 5 m */
    assert_near(level->area_m2[0], 50, 1e-6);
    assert_near(level->area_m2[1], 0, 0);
    assert_found(d, AMONT_FINDING_GEOMETRY_INVALID, 1,
                 "knot.geojson:1: K: Self-intersection (650005 6860005), +50 m²");
    assert_found(d, AMONT_FINDING_GEOMETRY_EMPTY, 1, "knot.geojson:2: E");
}

static void a_repair_that_changes_much_is_refused(void **state) {
    put_knot(*state);
    open_badly(*state, "zones:\n  knot:\n    source: knot.geojson\n    code: c\n    name: c\n",
               AMONT_ERROR_DATA,
               "7:13: source: repairing the polygons of 'knot.geojson' would change 50 m², "
               "100.000 % of their area");
    assert_hints(*state, "accept_repairs: true");
}

/* A zone at 3° E 46°30' N, the origin of Lambert-93: 700 km east, 6,600 km north. */
#define ORIGIN "zones:\n  a: {source: origin.geojson, code: c, name: c}\n"

static void put_origin(const desk *d) {
    put(d, "origin.geojson",
        "{\"type\":\"Feature\",\"properties\":{\"c\":\"O\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[3,46.5],[3.01,46.5],[3,46.51],[3,46.5]]]}}");
}

static void a_crs_in_the_study_goes_before_that_of_the_file(void **state) {
    desk *d = *state;
    put_origin(d);
    put(d, "metres.geojson",
        "{\"type\":\"Feature\",\"properties\":{\"c\":\"M\"},\"geometry\":{\"type\":\"Polygon\","
        "\"coordinates\":[[[700005,6600005],[700009,6600005],[700005,6600009],[700005,6600005]]]}}");
    open_well(d, ORIGIN "  b: {source: metres.geojson, code: c, name: c, crs: EPSG:2154}\n");
    const amont_shapes *shapes = amont_layers_level(d->layers, "a")->layer->shapes;
    assert_near(amont_shapes_box(shapes, 0).min_x, 700000, 1e-3);
    assert_near(amont_shapes_box(shapes, 0).min_y, 6600000, 1e-3);
    assert_near(amont_layers_level(d->layers, "b")->area_m2[0], 8, 1e-9);
}

static void a_field_that_is_no_number_is_told(void **state) {
    desk *d = *state;
    open_well(d, "zones:\n  island: {source: \"@/islands.geojson\", code: code, name: nom,\n"
                 "    fields: {hab: {}, abri: {}}}\n");
    assert_found(d, AMONT_FINDING_VALUE_NOT_NUMBER, 3, "islands.geojson:1: abri 'non' (10)");
}

static void zones_of_which_two_share_a_code_are_refused(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: dep\n"
               "    name: nom\n",
               AMONT_ERROR_DATA, "8:11: code: two zones of '");
}

static void zones_without_a_code_are_refused(void **state) {
    desk *d = *state;
    open_badly(d,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: hab\n"
               "    name: nom\n",
               AMONT_ERROR_DATA, "8:11: code: row 1 of '");
}

static void a_wrong_column_is_told_with_the_nearest(void **state) {
    desk *d = *state;
    open_badly(d,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: cod\n"
               "    name: nom\n",
               AMONT_ERROR_DATA, "8:11: code: no column 'cod' in '");
    assert_hints(d, "did you mean 'code'? columns: code, nom, dep, hab, abri");
}

static void a_wrong_field_is_told_where_it_stands(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: code\n"
               "    name: nom\n    fields:\n      h: {column: habi}\n",
               AMONT_ERROR_DATA, "11:19: column: no column 'habi' in '");
}

static void a_field_is_looked_for_under_its_own_name(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: code\n"
               "    name: nom\n    fields:\n      habi: {unit: hab.}\n",
               AMONT_ERROR_DATA, "11:13: no column 'habi' in '");
}

static void a_wrong_flag_column_is_told(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: code\n"
               "    name: nom\n    fields:\n      hab: {flag: f}\n",
               AMONT_ERROR_DATA, "11:19: flag: no column 'f' in '");
}

static void a_selected_code_that_no_zone_has_is_told_at_its_place(void **state) {
    desk *d = *state;
    open_badly(d,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: code\n"
               "    name: nom\n    select: [01, 020]\n",
               AMONT_ERROR_DATA, "10:18: select: no zone has the code '020'\n");
    assert_hints(d, "did you mean '02'");
}

static void a_bad_reference_is_the_fault_of_the_study(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: code\n"
               "    name: nom\n    reference: \"d = 1\"\n",
               AMONT_ERROR_CONFIG, "10:16: reference: filter 'd = 1' is not accepted: ");
}

static void a_wrong_parent_column_is_told(void **state) {
    open_badly(*state, QUARTERS(", parent: island"), AMONT_ERROR_DATA, "7:");
    assert_non_null(strstr(((desk *)*state)->error->message, "parent: no column 'island' in"));
}

static void zones_must_be_polygons(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/figures.csv\"\n    code: code\n    name: code\n",
               AMONT_ERROR_DATA, "7:13: source: '");
    assert_hints(*state, "zones are polygons");
}

static void a_missing_file_of_zones_is_no_input(void **state) {
    open_badly(*state, "zones:\n  island:\n    source: none.gpkg\n    code: code\n    name: code\n",
               AMONT_ERROR_NO_INPUT, "7:13: source: no file 'none.gpkg'\n");
}

static void an_unknown_crs_of_zones_is_the_fault_of_the_study(void **state) {
    open_badly(*state,
               "zones:\n  island:\n    source: \"@/islands.geojson\"\n    code: code\n"
               "    name: nom\n    crs: EPSG:999999\n",
               AMONT_ERROR_CONFIG, "10:10: crs: ");
}

static void the_study_needs_a_plane_in_metres(void **state) {
    desk *d = *state;
    open_text(d, "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:4326\n" ISLANDS);
    assert_null(d->layers);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_non_null(strstr(d->error->message, ":4:6: crs: 'EPSG:4326' is not a plane in metres\n"));
}

/* At 48.8° N Web Mercator stretches lengths by 1/cos(48.8°) = 1.52, areas by 2.3. */
static void a_crs_that_stretches_areas_is_refused(void **state) {
    desk *d = *state;
    open_text(d, "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:3857\n" ISLANDS);
    assert_null(d->layers);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    assert_non_null(strstr(d->error->message, ":4:6: crs: areas in 'WGS 84 / Pseudo-Mercator' are "
                                              "+13"));
}

/* ---- sites and projects ---- */

static void sites_are_grouped_by_project_in_the_order_of_the_file(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS SITES);
    const amont_projects *ports = amont_layers_projects(d->layers, "ports");
    assert_int_equal(ports->n_projects, 5);
    assert_int_equal(ports->n_sites, 4);
    assert_int_equal(project(d, 0)->n_sites, 2);
    assert_int_equal(project(d, 0)->first_site, 0);
    assert_string_equal(ports->sites[0].label, "Quai nord");
    assert_string_equal(ports->sites[1].label, "Quai sud");
    assert_string_equal(ports->sites[2].label, "Phare");
    assert_int_equal(ports->sites[1].precision, AMONT_PRECISION_IRIS);
    assert_int_equal(ports->sites[2].precision, AMONT_PRECISION_STREET);
    assert_int_equal(ports->sites[3].precision, AMONT_PRECISION_COMMUNE);
    assert_int_equal(ports->sites[2].project, 1);
    assert_int_equal(ports->sites[2].row, 2);
    assert_near(ports->sites[1].x, 651500, 1e-9);
    assert_near(ports->sites[1].y, 6860900, 1e-9);
}

static void projects_carry_what_their_row_says(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS SITES);
    assert_string_equal(project(d, 0)->name, "Port");
    assert_string_equal(project(d, 0)->holder, "Région");
    assert_string_equal(project(d, 0)->category, "2");
    assert_near(project(d, 0)->amount, 1000, 0);
    assert_false(project(d, 0)->amount_inexact);
    assert_int_equal(project(d, 0)->n_zones, 2);
    assert_string_equal(project(d, 0)->zones[1], "02");
    assert_true(isnan(project(d, 1)->amount));
    assert_int_equal(project(d, 2)->n_zones, 1); /* 02 once, 77 not at all */
    assert_true(project(d, 2)->amount_inexact);
    assert_string_equal(project(d, 2)->amount_kind, "rounded");
    assert_null(project(d, 3)->category);
    assert_string_equal(project(d, 4)->id, "P5");
    assert_int_equal(project(d, 4)->number, 5); /* its row is the sixth, with one left out */
    assert_int_equal(project(d, 4)->row, 7);
}

static void what_is_odd_about_projects_is_told(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS SITES);
    assert_found(d, AMONT_FINDING_PROJECT_DUPLICATE, 1, "projects.csv:6: P1");
    assert_found(d, AMONT_FINDING_VALUE_NOT_NUMBER, 2, "projects.csv:3: eu_amount_eur '1 20' (P2)");
    assert_found(d, AMONT_FINDING_AMOUNT_MISSING, 1, "projects.csv:5: P4");
    assert_found(d, AMONT_FINDING_AMOUNT_INEXACT, 2, "projects.csv:4: P3 500.5 (rounded)");
    assert_found(d, AMONT_FINDING_TABLE_UNMATCHED, 2, "projects.csv:4: islands P3 '77'");
    assert_found(d, AMONT_FINDING_PROJECT_BY_ZONE, 1, "projects.csv:4: P3");
    assert_found(d, AMONT_FINDING_PROJECT_UNPLACED, 1, "projects.csv:7: P5");
}

static void what_is_odd_about_sites_is_told(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS SITES);
    assert_found(d, AMONT_FINDING_SITE_COMMUNE, 1, "sites.csv:2: P2 01 ≠ 02");
    assert_found(d, AMONT_FINDING_SITE_UNKNOWN_PROJECT, 1, "sites.csv:4: P9");
    assert_found(d, AMONT_FINDING_SITE_NO_POSITION, 2, "sites.csv:5: P3 (0, 0)");
    assert_found(d, AMONT_FINDING_SITE_COARSE, 2, "sites.csv:7: P1 Quai sud (iris)");
    assert_found(d, AMONT_FINDING_SITE_OUTSIDE, 1, "sites.csv:8: P4 (900000, 6860500)");
}

static void without_attributes_each_row_is_a_project_with_one_site(void **state) {
    desk *d = *state;
    put_origin(d);
    put(d, "p.csv", "id,name,lon,lat\nA,Un,3,46.5\nB,Deux,,\nA,Trois,3,46.5\nC,Quatre,3,460\n");
    open_well(d, ORIGIN "layers:\n  p: {kind: sites, source: p.csv, id: id, x: lon, y: lat, "
                        "crs: EPSG:4326}\n");
    const amont_projects *projects = amont_layers_projects(d->layers, NULL);
    assert_int_equal(projects->n_projects, 3);
    assert_int_equal(projects->n_sites, 1);
    assert_near(projects->sites[0].x, 700000, 1e-3);
    assert_near(projects->sites[0].y, 6600000, 1e-3);
    assert_int_equal(projects->sites[0].precision, AMONT_PRECISION_ADDRESS);
    assert_string_equal(project(d, 2)->name, "Quatre");
    assert_found(d, AMONT_FINDING_PROJECT_DUPLICATE, 1, "p.csv:4: A");
    assert_found(d, AMONT_FINDING_SITE_NO_POSITION, 2, "p.csv:3: B (, )");
    assert_found(d, AMONT_FINDING_AMOUNT_MISSING, 0, NULL);
}

static void sites_may_be_points_of_a_file(void **state) {
    desk *d = *state;
    put_origin(d);
    put(d, "p.geojson",
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"A\"},\"geometry\":"
        "{\"type\":\"Point\",\"coordinates\":[3,46.5]}}");
    open_well(d, ORIGIN "layers:\n  p: {kind: sites, source: p.geojson, id: id}\n");
    assert_near(amont_layers_projects(d->layers, NULL)->sites[0].x, 700000, 1e-3);
}

static void columns_of_coordinates_need_a_crs(void **state) {
    desk *d = *state;
    open_badly(d,
               ISLANDS "layers:\n  p: {kind: sites, source: \"@/sites.csv\", id: project, "
                       "x: x, y: y}\n",
               AMONT_ERROR_DATA, "8:6: crs: '");
    assert_hints(d, "EPSG:4326");
}

static void sites_must_be_points(void **state) {
    open_badly(*state,
               ISLANDS "layers:\n  p:\n    kind: sites\n    source: \"@/islands.geojson\"\n"
                       "    id: code\n",
               AMONT_ERROR_DATA, "10:13: source: '");
    assert_hints(*state, "x: lon");
}

static void positions_that_all_fail_are_an_error(void **state) {
    desk *d = *state;
    put(d, "p.csv", "id,x,y\nA,650000,6860000\nB,650001,6860001\n");
    open_badly(d,
               ISLANDS "layers:\n  p:\n    kind: sites\n    source: p.csv\n    id: id\n"
                       "    x: x\n    y: y\n    crs: EPSG:4326\n",
               AMONT_ERROR_DATA, "10:13: source: no position of 'p.csv' has an image");
}

static void a_column_that_is_written_must_be_there(void **state) {
    open_badly(*state,
               ISLANDS "layers:\n  p:\n    kind: sites\n    source: \"@/sites.csv\"\n"
                       "    id: project\n    x: x\n    y: y\n    crs: EPSG:2154\n"
                       "    attributes:\n      source: \"@/projects.csv\"\n      id: id\n"
                       "      holder: owner\n",
               AMONT_ERROR_DATA, "18:15: holder: no column 'owner' in '");
}

static void a_project_needs_an_identifier(void **state) {
    desk *d = *state;
    put(d, "p.csv", "id,x,y\n,650000,6860000\n");
    open_badly(d,
               ISLANDS "layers:\n  p:\n    kind: sites\n    source: p.csv\n    id: id\n"
                       "    x: x\n    y: y\n    crs: EPSG:2154\n",
               AMONT_ERROR_DATA, "11:9: id: row 2 of 'p.csv' has no identifier");
}

/* ---- tables and context ---- */

static void a_table_is_joined_by_code(void **state) {
    desk *d = *state;
    put(d, "words.csv", "column,label_fr\nemplois,Emplois\n");
    open_well(d, ISLANDS "layers:\n  t: {kind: table, source: \"@/figures.csv\", code: code, "
                         "dictionary: words.csv}\n");
    const amont_zone_table *table = d->layers->tables->pdata[0];
    static const size_t rows[] = {AMONT_NO_ZONE, 0, 1, AMONT_NO_ZONE};
    assert_memory_equal(table->row_of, rows, sizeof rows);
    assert_int_equal(table->dictionary->n_rows, 1);
    assert_ptr_equal(table->level, amont_layers_level(d->layers, "island"));
    assert_found(d, AMONT_FINDING_TABLE_DUPLICATE, 2, "figures.csv:5: code 01");
    assert_found(d, AMONT_FINDING_TABLE_CODE_ZERO_LOST, 1, "figures.csv:4: code '2' (02)");
    assert_found(d, AMONT_FINDING_TABLE_UNMATCHED, 2, "figures.csv:6: code '77'");
}

static void files_of_titles_alone_hold_nothing(void **state) {
    desk *d = *state;
    put(d, "t.csv", "code,emplois\n");
    put(d, "p.csv", "id,x,y\n");
    open_well(d, ISLANDS "layers:\n  t: {kind: table, source: t.csv, code: code}\n"
                         "  p: {kind: sites, source: p.csv, id: id, x: x, y: y, crs: EPSG:2154}\n"
                         "  c: {kind: context, source: p.csv, x: x, y: y, crs: EPSG:2154}\n");
    const amont_zone_table *table = d->layers->tables->pdata[0];
    for (size_t z = 0; z < 4; z++)
        assert_true(table->row_of[z] == AMONT_NO_ZONE);
    assert_int_equal(amont_layers_projects(d->layers, "p")->n_projects, 0);
}

static void a_wrong_code_of_a_table_is_told(void **state) {
    open_badly(*state,
               ISLANDS "layers:\n  t:\n    kind: table\n    source: \"@/figures.csv\"\n"
                       "    code: insee\n",
               AMONT_ERROR_DATA, "11:11: code: no column 'insee' in '");
}

static void a_missing_dictionary_is_told_at_its_key(void **state) {
    open_badly(*state,
               ISLANDS "layers:\n  t:\n    kind: table\n    source: \"@/figures.csv\"\n"
                       "    code: code\n    dictionary: none.csv\n",
               AMONT_ERROR_NO_INPUT, "12:17: dictionary: no file 'none.csv'\n");
}

static void context_points_may_come_from_columns(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS "layers:\n  c: {kind: context, source: \"@/sites.csv\", x: x, y: y, "
                         "crs: EPSG:2154, label: place}\n");
    const amont_context *context = d->layers->contexts->pdata[0];
    assert_int_equal(context->layer->shapes->type, AMONT_SHAPE_POINT);
    assert_int_equal(context->layer->shapes->n_features, 7);
    assert_int_equal(context->layer->shapes->n_parts, 5);
    assert_near(context->layer->shapes->x[4], 900000, 1e-9);
    assert_found(d, AMONT_FINDING_GEOMETRY_EMPTY, 2, "sites.csv:5: Zéro (0, 0)");
}

static void context_that_a_filter_empties_is_no_error(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS "layers:\n  c: {kind: context, source: \"@/islands.geojson\", "
                         "where: \"dep = 'Z'\"}\n");
    const amont_context *context = d->layers->contexts->pdata[0];
    assert_int_equal(context->layer->shapes->n_features, 0);
}

static void context_without_geometry_is_refused(void **state) {
    open_badly(*state, ISLANDS "layers:\n  c:\n    kind: context\n    source: \"@/figures.csv\"\n",
               AMONT_ERROR_DATA, "10:13: source: '");
    assert_hints(*state, "x: lon");
}

static void a_layer_without_credit_and_a_fictional_one_are_told(void **state) {
    desk *d = *state;
    open_well(d, ISLANDS "layers:\n  c:\n    kind: context\n    source: \"@/islands.geojson\"\n"
                         "    producer: IGN\n    vintage: 2024\n    fictional: true\n");
    assert_found(d, AMONT_FINDING_SOURCE_INCOMPLETE, 1, "study.yaml:9: c: dataset, licence");
    assert_found(d, AMONT_FINDING_FICTIONAL, 1, "study.yaml:9: c");
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(zones_keep_the_order_of_the_file_and_are_sorted_beside),
        DESK_TEST(selected_codes_count_and_a_filter_names_the_reference),
        DESK_TEST(a_child_zone_finds_its_parent_by_position),
        DESK_TEST(a_child_zone_finds_its_parent_by_column),
        DESK_TEST(an_invalid_polygon_is_repaired_and_told),
        DESK_TEST(a_repair_that_changes_much_is_refused),
        DESK_TEST(a_crs_in_the_study_goes_before_that_of_the_file),
        DESK_TEST(a_field_that_is_no_number_is_told),
        DESK_TEST(zones_of_which_two_share_a_code_are_refused),
        DESK_TEST(zones_without_a_code_are_refused),
        DESK_TEST(a_wrong_column_is_told_with_the_nearest),
        DESK_TEST(a_wrong_field_is_told_where_it_stands),
        DESK_TEST(a_field_is_looked_for_under_its_own_name),
        DESK_TEST(a_wrong_flag_column_is_told),
        DESK_TEST(a_selected_code_that_no_zone_has_is_told_at_its_place),
        DESK_TEST(a_bad_reference_is_the_fault_of_the_study),
        DESK_TEST(a_wrong_parent_column_is_told),
        DESK_TEST(zones_must_be_polygons),
        DESK_TEST(a_missing_file_of_zones_is_no_input),
        DESK_TEST(an_unknown_crs_of_zones_is_the_fault_of_the_study),
        DESK_TEST(the_study_needs_a_plane_in_metres),
        DESK_TEST(a_crs_that_stretches_areas_is_refused),
        DESK_TEST(sites_are_grouped_by_project_in_the_order_of_the_file),
        DESK_TEST(projects_carry_what_their_row_says),
        DESK_TEST(what_is_odd_about_projects_is_told),
        DESK_TEST(what_is_odd_about_sites_is_told),
        DESK_TEST(without_attributes_each_row_is_a_project_with_one_site),
        DESK_TEST(sites_may_be_points_of_a_file),
        DESK_TEST(columns_of_coordinates_need_a_crs),
        DESK_TEST(sites_must_be_points),
        DESK_TEST(positions_that_all_fail_are_an_error),
        DESK_TEST(a_column_that_is_written_must_be_there),
        DESK_TEST(a_project_needs_an_identifier),
        DESK_TEST(a_table_is_joined_by_code),
        DESK_TEST(files_of_titles_alone_hold_nothing),
        DESK_TEST(a_wrong_code_of_a_table_is_told),
        DESK_TEST(a_missing_dictionary_is_told_at_its_key),
        DESK_TEST(context_points_may_come_from_columns),
        DESK_TEST(context_that_a_filter_empties_is_no_error),
        DESK_TEST(context_without_geometry_is_refused),
        DESK_TEST(a_layer_without_credit_and_a_fictional_one_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
