/* Which sales the rules of prices keep, and how sure their median is. The made sales are those of
 * data/mutations; what others say of them stands in data/oracles (mutations.py, ranks.R). */
#include "amont/market.h"

#include "check.h"
#include "desk.h"

#include <math.h>
#include <string.h>

static char **rows_of(const char *name) {
    g_autofree char *path = check_path(name), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return g_strsplit(g_strchomp(text), "\n", -1);
}

static const char *id_of(const amont_sale *sale) {
    const amont_column *ids = amont_layer_column(sale->sales->layer, "id_mutation");
    return ids->texts[sale->row];
}

static const amont_sale *find_sale(const amont_market *market, const char *id) {
    for (guint i = 0; i < market->sales->len; i++) {
        const amont_sale *sale = &g_array_index(market->sales, amont_sale, i);
        if (strcmp(id_of(sale), id) == 0)
            return sale;
    }
    return NULL;
}

static bool is_as_listed(const amont_sale *sale, char *const *row) {
    enum { ID, TYPE, YEAR, VEFA, PER_M2, RULE_B };
    static const char *const types[] = {"maison", "appartement", "local"};
    double per_m2 = NAN;
    assert_true(amont_number_parse(row[PER_M2], &per_m2));
    return strcmp(types[sale->property], row[TYPE]) == 0 &&
           sale->year == (int)g_ascii_strtoull(row[YEAR], NULL, 10) &&
           sale->is_vefa == (*row[VEFA] == '1') && sale->per_m2 == per_m2 &&
           sale->is_usual == (*row[RULE_B] == '1');
}

static void the_sales_kept_are_those_of_the_list(void **state) {
    (void)state;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = check_path("data/mutations/study.yaml");
    g_autoptr(amont_study) study = amont_study_load(path, &error);
    assert_ok(error);
    g_autoptr(amont_findings) findings = amont_findings_new();
    g_autoptr(amont_layers) layers = amont_study_open(study, findings, &error);
    assert_ok(error);
    assert_int_equal(((amont_sales *)layers->sales->pdata[0])->n_sales, 500);
    g_autoptr(amont_market) market = amont_market_new(layers);
    g_auto(GStrv) rows = rows_of("data/oracles/mutations_kept.tsv");
    int wrong = 0;
    for (char **line = rows + 1; *line; line++) {
        g_auto(GStrv) row = g_strsplit(*line, "\t", -1);
        const amont_sale *sale = find_sale(market, row[0]);
        if (!sale || !is_as_listed(sale, row)) {
            print_error("%s: %s\n", *line, sale ? "not so" : "not kept");
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(market->sales->len, g_strv_length(rows) - 1);
    assert_int_equal(market->first_year, 2019);
    assert_int_equal(market->last_year, 2022);
}

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L, fictional: true"
#define STUDY_HEAD                                                                                  \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                                       \
    "zones:\n  commune: {source: z.geojson, code: code, name: code, " CREDIT "}\n"                  \
    "layers:\n  l: {kind: sales, source: s.csv, crs: EPSG:2154, x: longitude, y: latitude, " CREDIT \
    "}\n"
#define STUDY STUDY_HEAD "indicators:\n"
#define TITLES                                                                                \
    "id_mutation,date_mutation,nature_mutation,valeur_fonciere,code_commune,code_type_local," \
    "surface_reelle_bati,longitude,latitude\n"

static void append_square(GString *zones, int i) {
    g_string_append_printf(zones,
                           "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"010%02d\"},"
                           "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%d,6860000],"
                           "[%d,6860000],[%d,6860100],[%d,6860100],[%d,6860000]]]}}",
                           i > 0 ? "," : "", i, 650000 + i * 100, 650100 + i * 100,
                           650100 + i * 100, 650000 + i * 100, 650000 + i * 100);
}

static void put_zones(const desk *d, int n) {
    g_autoptr(GString) zones = g_string_new(
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[");
    for (int i = 0; i < n; i++)
        append_square(zones, i);
    g_string_append(zones, "]}");
    desk_put(d, "z.geojson", zones->str);
}

static int read_int(const char *text) {
    return (int)g_ascii_strtoull(text, NULL, 10);
}

/* In each commune n flats of one square metre, for 1 to n times 10 €: the limit is ten times its
 * rank. */
static void the_interval_of_the_median_has_the_ranks_of_r(void **state) {
    desk *d = *state;
    g_auto(GStrv) rows = rows_of("data/oracles/ranks.tsv");
    g_autoptr(GString) sales = g_string_new(TITLES);
    int n_zones = (int)g_strv_length(rows) - 1;
    for (int i = 0; i < n_zones; i++)
        for (int k = read_int(rows[i + 1]); k > 0; k--)
            g_string_append_printf(sales, "%d-%d,2022-01-01,Vente,%d,010%02d,2,1,,\n", i, k, k * 10,
                                   i);
    put_zones(d, n_zones);
    desk_put(d, "s.csv", sales->str);
    desk_compute(d, STUDY "  - price.median_low(flat)\n  - price.median_high(flat)\n");
    for (int i = 0; i < n_zones; i++) {
        g_auto(GStrv) row = g_strsplit(rows[i + 1], "\t", -1);
        g_autofree char *code = g_strdup_printf("010%02d", i);
        int n = read_int(row[0]), low = read_int(row[1]), high = read_int(row[2]);
        amont_figure least = desk_figure(d, "price.median_low(flat)", "commune", code);
        amont_figure most = desk_figure(d, "price.median_high(flat)", "commune", code);
        assert_near(least.n, n, 0);
        if (low == 0 || n < 5) {
            assert_int_equal(least.flag, n < 5 ? AMONT_FLAG_SECRET : AMONT_FLAG_UNDEFINED);
            assert_true(isnan(least.value) && isnan(most.value));
            continue;
        }
        assert_int_equal(least.flag, n <= 10 ? AMONT_FLAG_LOW_N : AMONT_FLAG_OK);
        assert_near(least.value, low * 10, 0);
        assert_near(most.value, high * 10, 0);
    }
}

/* The median of the market and one of the study's own say so alike: 4 sales are hidden, 5 to 10
 * flagged (V1 of the definitions), 11 printed as they are. */
static void few_sales_are_flagged_alike(void **state) {
    desk *d = *state;
    static const struct {
        int n;
        amont_flag flag;
    } zones[] = {
        {4, AMONT_FLAG_SECRET}, {5, AMONT_FLAG_LOW_N}, {10, AMONT_FLAG_LOW_N}, {11, AMONT_FLAG_OK}};
    g_autoptr(GString) sales = g_string_new(TITLES);
    for (int i = 0; i < (int)G_N_ELEMENTS(zones); i++)
        for (int k = 0; k < zones[i].n; k++)
            g_string_append_printf(sales, "%d-%d,2022-01-01,Vente,100000,010%02d,2,50,%d,6860050\n",
                                   i, k, i, 650050 + 100 * i);
    put_zones(d, G_N_ELEMENTS(zones));
    desk_put(d, "s.csv", sales->str);
    desk_compute(d, STUDY "  - price.median(flat)\n"
                          "  - {id: own, stat: median, layer: l, field: valeur_fonciere}\n");
    for (int i = 0; i < (int)G_N_ELEMENTS(zones); i++) {
        g_autofree char *code = g_strdup_printf("010%02d", i);
        assert_int_equal(desk_figure(d, "price.median(flat)", "commune", code).flag, zones[i].flag);
        assert_int_equal(desk_figure(d, "own", "commune", code).flag, zones[i].flag);
    }
}

/* DVF comes in a file a year; in the second a spreadsheet took the zero of the commune. */
static void files_of_several_years_are_one_market(void **state) {
    desk *d = *state;
    put_zones(d, 2);
    g_autoptr(GString) first = g_string_new(TITLES), second = g_string_new(TITLES);
    for (int k = 1; k <= 6; k++) {
        g_string_append_printf(first, "1-%d,2021-05-01,Vente,%d,01000,2,10,,\n", k, k * 10000);
        g_string_append_printf(second, "1-%d,01/02/2022,Vente,%d,1000,2,10,,\n", k, k * 11000);
    }
    desk_put(d, "s.csv", first->str);
    desk_put(d, "t.csv", second->str);
    g_autofree char *study = g_strconcat(
        STUDY_HEAD
        "  m: {kind: sales, source: t.csv, crs: EPSG:2154, x: longitude, y: latitude, "
        "producer: Q, dataset: E, vintage: 2027, licence: L}\nlanguage: fr\nindicators:\n",
        "  - price.sales(flat)\n  - price.evolution(flat)\n  - price.median(flat)\n", NULL);
    desk_compute(d, study);
    assert_near(desk_figure(d, "price.sales(flat)", "commune", "01000").value, 12, 0);
    assert_near(desk_figure(d, "price.sales(flat)", "commune", "01001").value, 0, 0);
    /* medians of 1000 to 6000 and of 1100 to 6600 */
    amont_figure change = desk_figure(d, "price.evolution(flat)", "commune", "01000");
    assert_near(change.value, 10, 1e-9);
    assert_near(change.numerator, 3850, 1e-9);
    assert_near(change.denominator, 3500, 1e-9);
    const amont_series *series = amont_table_find(d->table, "price.evolution(flat)", "commune");
    assert_string_equal(series->label, "Évolution du prix médian au m², appartements, 2021-2022, "
                                       "euros courants");
    assert_string_equal(series->source, "P, D, 2026; Q, E, 2027");
    series = amont_table_find(d->table, "price.median(flat)", "commune");
    assert_string_equal(series->label, "Prix médian au m², appartements, 2021-2022");
    assert_int_equal(series->layers->len, 2);
}

static void a_word_that_is_no_kind_of_property_stops(void **state) {
    desk *d = *state;
    put_zones(d, 1);
    desk_put(d, "s.csv", TITLES "1,2022-01-01,Vente,1,01000,2,1,650050,6860050\n");
    static const char *const wrong[] = {"price.median(chateau)", "\"price.median(flat, 1)\"",
                                        "\"price.median(flat, 2022, 2021)\"",
                                        "\"price.local(flat, -5 m)\""};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *study = g_strdup_printf(STUDY "  - %s\n", wrong[i]);
        desk_open(d, study);
        assert_ok(d->error);
        d->analysis = amont_analysis_new(d->layers, d->findings);
        d->table = amont_analyse(d->analysis, &d->error);
        assert_null(d->table);
        assert_non_null(d->error);
        assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
        assert_non_null(strstr(
            d->error->message,
            "is no kind of property, year or distance\nwrite one of appartement, maison, local"));
    }
}

static void what_lacks_is_named(void **state) {
    desk *d = *state;
    put_zones(d, 1);
    desk_put(d, "s.csv", TITLES "1,2022-01-01,Vente,1,01000,2,1,650050,6860050\n");
    desk_compute(d, STUDY "  - \"price.median(flat, 2030)\"\n  - price.affordability(flat)\n"
                          "  - market.turnover\n  - price.gradient(flat)\n");
    desk_assert_found(d, AMONT_FINDING_INDICATOR_INPUT, 4, NULL);
    assert_string_equal(amont_table_find(d->table, "price.median(flat, 2030)", "commune")->lacks,
                        "sales of 2030");
    assert_string_equal(amont_table_find(d->table, "market.turnover", "commune")->lacks,
                        "'dwellings' on the level 'commune'");
    desk_put(d, "s.csv",
             "id_mutation,date_mutation,longitude,latitude\n1,2022-01-01,650050,6860050\n");
    g_autofree char *study =
        g_strdup(STUDY "  - price.median(flat)\n  - price.land\n  - market.turnover\n");
    char *key = strstr(study, "kind: sales,");
    assert_non_null(key);
    g_autofree char *with_id =
        g_strdup_printf("%.*skind: sales, id: id_mutation,%s", (int)(key - study), study,
                        key + strlen("kind: sales,"));
    desk_compute(d, with_id);
    assert_string_equal(amont_table_find(d->table, "price.land", "commune")->lacks,
                        "the column 'nature_mutation' in a layer of kind 'sales'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sales_kept_are_those_of_the_list),
        DESK_TEST(the_interval_of_the_median_has_the_ranks_of_r),
        DESK_TEST(few_sales_are_flagged_alike),
        DESK_TEST(files_of_several_years_are_one_market),
        DESK_TEST(a_word_that_is_no_kind_of_property_stops),
        DESK_TEST(what_lacks_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
