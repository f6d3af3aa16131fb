/* Land consumption where the study or its table is not as it should be, and what is said of it; the
 * figures themselves: golden/figures/, from the made communes of data/consumption/. */
#include "amont/analyse.h"
#include "amont/open.h"
#include "amont/write.h"

#include "scratch.h"

#include <string.h>

/* A study in a folder of its own, with a table t.csv over the made communes. */
typedef struct desk {
    char *folder;
    amont_study *study;
    amont_layers *layers;
    amont_findings *findings;
    amont_table *table;
    GError *error;
} desk;

static int set_up(void **state) {
    desk *d = g_new0(desk, 1);
    d->folder = scratch_new();
    *state = d;
    return d->folder ? 0 : -1;
}

static int tear_down(void **state) {
    desk *d = *state;
    amont_table_free(d->table);
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

/* One commune, 01; its columns and their cells. `keys` starts on line 8. */
static void load(desk *d, const char *titles, const char *cells, const char *keys) {
    g_autofree char *communes = check_path("data/consumption/communes.geojson");
    g_autofree char *text =
        g_strdup_printf("study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\nzones:\n"
                        "  commune: {source: \"%s\", code: code, name: nom, select: [\"01\"]}\n"
                        "layers: {t: {kind: table, source: t.csv, code: code, zones: commune}}\n%s",
                        communes, keys);
    g_autofree char *rows = g_strdup_printf("code,%s\n01,%s\n", titles, cells);
    put(d, "study.yaml", text);
    put(d, "t.csv", rows);
    d->study = amont_study_load(d->folder, &d->error);
}

static void analyse(desk *d, const char *titles, const char *cells, const char *keys) {
    load(d, titles, cells, keys);
    assert_ok(d->error);
    d->findings = amont_findings_new();
    d->layers = amont_study_open(d->study, d->findings, &d->error);
    assert_ok(d->error);
    g_autoptr(amont_analysis) analysis = amont_analysis_new(d->layers, d->findings);
    d->table = amont_analyse(analysis, &d->error);
}

static const amont_series *series_of(const desk *d, const char *indicator) {
    assert_ok(d->error);
    const amont_series *series = amont_table_find(d->table, indicator, "commune");
    if (!series)
        fail_msg("no %s", indicator);
    return series;
}

static void assert_fails(const desk *d, const char *expected) {
    assert_non_null(d->error);
    assert_int_equal(d->error->code, AMONT_ERROR_CONFIG);
    const char *file = strstr(d->error->message, "study.yaml:");
    if (!file || !g_str_has_prefix(file + strlen("study.yaml:"), expected))
        fail_msg("message: %s\nexpected: %s", d->error->message, expected);
}

/* --- the decade has ten fluxes --- */

#define DECADE                                                                      \
    "naf11art12,naf12art13,naf13art14,naf14art15,naf15art16,naf16art17,naf17art18," \
    "naf18art19,naf19art20,naf20art21"
#define TEN "1,1,1,1,1,1,1,1,1,1"

static void eleven_years_are_no_decade(void **state) {
    desk *d = *state;
    analyse(d, DECADE ",naf21art22", TEN ",1", "indicators: [consumption.decade(2011-2021)]\n");
    assert_fails(d, "8:14: id: '2011-2021' is 11 annual fluxes, and a reference decade ten\n");
}

static void nine_years_are_no_decade(void **state) {
    desk *d = *state;
    analyse(d, DECADE, TEN, "indicators: [consumption.decade(2012-2020)]\n");
    assert_fails(d, "8:14: id: '2012-2020' is 9 annual fluxes, and a reference decade ten\n");
}

static void a_trajectory_from_eleven_years_is_refused_on_loading(void **state) {
    desk *d = *state;
    load(d, DECADE, TEN, "trajectory: {reference: 2010-2020}\n");
    assert_fails(d,
                 "8:25: reference: '2010-2020' is 11 annual fluxes, and a reference decade ten\n");
}

static void a_trajectory_from_no_period_is_refused_on_loading(void **state) {
    desk *d = *state;
    load(d, DECADE, TEN, "trajectory: {reference: since ever}\n");
    assert_fails(d, "8:25: reference: 'since ever' is no period as 2011-2020");
}

static void years_that_the_table_lacks_are_named(void **state) {
    desk *d = *state; /* 2013 and 2020 lack; naf09art21, twelve years, does not stand for them */
    analyse(d,
            "naf09art21,naf11art12,naf12art13,naf14art15,naf15art16,naf16art17,naf17art18,"
            "naf18art19,naf19art20",
            "12,1,1,1,1,1,1,1,1", "indicators: [consumption.decade, trajectory.ceiling]\n");
    static const char *const ids[] = {"consumption.decade", "trajectory.ceiling"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        const amont_series *series = series_of(d, ids[i]);
        assert_string_equal(series->lacks,
                            "'consumed' of the years 2013, 2020 on the level 'commune'");
        assert_int_equal(series->figures[0].flag, AMONT_FLAG_MISSING);
    }
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_INDICATOR_INPUT), 2);
}

static void a_flux_over_several_years_is_no_annual_one(void **state) {
    desk *d = *state;
    analyse(d, "naf09art21", "12", "indicators: [consumption.total]\n");
    assert_string_equal(series_of(d, "consumption.total")->lacks,
                        "'consumed' on the level 'commune'");
}

static void a_flux_named_with_one_year_is_of_that_calendar_year(void **state) {
    desk *d = *state; /* the second is named with both ends */
    analyse(d, "conso_2011,conso_2012_2013", "20000,30000",
            "inputs: {consumed: [conso_2011, conso_2012_2013]}\n"
            "indicators: [consumption.total(2011), consumption.total(2012), consumption.total]\n");
    assert_near(series_of(d, "consumption.total(2011)")->figures[0].value, 2, 1e-12);
    assert_near(series_of(d, "consumption.total(2012)")->figures[0].value, 3, 1e-12);
    assert_near(series_of(d, "consumption.total")->figures[0].value, 5, 1e-12);
}

static void years_in_brackets_are_years(void **state) {
    desk *d = *state;
    analyse(d, DECADE, TEN, "indicators: [consumption.total(2020-2011)]\n");
    assert_fails(d, "8:14: id: '2020-2011' is neither a year nor a period\n");
}

static void an_indicator_without_years_takes_none(void **state) {
    desk *d = *state;
    analyse(d, DECADE, TEN, "indicators: [trajectory.ceiling(2015)]\n");
    assert_fails(d, "8:14: id: no indicator, field or column 'trajectory.ceiling(2015)'\n");
}

/* --- the target --- */

#define SINCE ",naf21art22,naf22art23,naf23art24"

static void the_target_and_its_status_stand_in_the_label(void **state) {
    static const struct {
        const char *keys, *label;
        double ceiling;
    } rows[] = {
        {"", "objectif −50 % (moyenne nationale, indicatif)", 5},
        {"trajectory: {target_percent: 20}\n", "objectif −20 % (choisi pour l’étude)", 8},
        {"trajectory: {target_percent: 0}\n", "objectif −0 % (choisi pour l’étude)", 10},
        {"trajectory: {target_percent: 62.5, target_status: regulatory}\n",
         "objectif −62,5 % (réglementaire)", 3.75},
        {"trajectory: {target_status: inherited}\n",
         "objectif −50 % (hérité d’un document supérieur)", 5},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *keys =
            g_strconcat(rows[i].keys, "indicators: [trajectory.ceiling]\n", NULL);
        void *one = NULL;
        set_up(&one);
        desk *d = one;
        analyse(d, DECADE, "10000,10000,10000,10000,10000,10000,10000,10000,10000,10000", keys);
        const amont_series *series = series_of(d, "trajectory.ceiling");
        assert_near(series->figures[0].value, rows[i].ceiling, 1e-9);
        if (!g_str_has_suffix(series->label, rows[i].label))
            fail_msg("%s\nexpected: %s", series->label, rows[i].label);
        tear_down(&one);
    }
    (void)state;
}

static void a_target_beyond_the_whole_is_refused(void **state) {
    desk *d = *state;
    load(d, DECADE, TEN, "trajectory: {target_percent: 120}\n");
    assert_fails(d, "8:30: target_percent: 120 is out of range");
}

static void a_status_is_a_word_in_the_study_s_language(void **state) {
    desk *d = *state; /* 10 m² in ten years, half of them allowed, 6 consumed */
    analyse(d, DECADE SINCE, TEN ",2,2,2", "language: en\nindicators: [trajectory.status]\n");
    const amont_series *series = series_of(d, "trajectory.status");
    assert_int_equal(series->measure, AMONT_MEASURE_CATEGORY);
    assert_string_equal(amont_series_word(series, &series->figures[0]), "exceeded");
    assert_null(amont_series_word(series, &series->figures[1])); /* no row: missing */
}

static void words_are_written_as_values(void **state) {
    desk *d = *state;
    analyse(d, DECADE SINCE, TEN ",2,2,2", "indicators: [trajectory.status]\n");
    amont_table_options options = {
        .style = AMONT_TABLE_PLAIN, .unplaced = "(not located)", .outside = "(outside)"};
    g_autofree char *csv = amont_table_text(d->table, d->layers, "csv", &options, NULL);
    if (!strstr(csv, ",trajectory.status,dépassé,,10,ok,"))
        fail_msg("%s", csv);
    g_autofree char *json = amont_table_text(d->table, d->layers, "json", &options, NULL);
    assert_non_null(strstr(json, "\"word\": \"dépassé\""));
    assert_non_null(strstr(json, "\"measure\": \"category\""));
}

static void a_range_needs_three_fluxes(void **state) {
    desk *d = *state;
    analyse(d, DECADE ",naf21art22,naf22art23", TEN ",2,2",
            "indicators: [trajectory.overrun_year, trajectory.overrun_year_min]\n");
    assert_null(series_of(d, "trajectory.overrun_year")->lacks);
    assert_string_equal(series_of(d, "trajectory.overrun_year_min")->lacks,
                        "'consumed' of the years 2023 on the level 'commune'");
}

static void a_gap_after_2021_is_no_shorter_time(void **state) {
    desk *d = *state;
    analyse(d, DECADE ",naf21art22,naf23art24", TEN ",2,2", "indicators: [trajectory.pace]\n");
    assert_string_equal(series_of(d, "trajectory.pace")->lacks,
                        "'consumed' of the years 2022 on the level 'commune'");
}

static void after_ten_years_nothing_is_left_to_slow_down(void **state) {
    desk *d = *state; /* 2021 to 2030 and beyond: 2031 does not count */
    analyse(
        d,
        DECADE SINCE
        ",naf24art25,naf25art26,naf26art27,naf27art28,naf28art29,naf29art30,naf30art31,naf31art32",
        TEN ",0,0,0,0,0,0,0,0,0,4,9",
        "indicators: [trajectory.consumed, trajectory.effort, trajectory.status]\n");
    assert_near(series_of(d, "trajectory.consumed")->figures[0].value, 4e-4, 1e-12);
    assert_int_equal(series_of(d, "trajectory.effort")->figures[0].flag, AMONT_FLAG_UNDEFINED);
    const amont_series *status = series_of(d, "trajectory.status");
    assert_string_equal(amont_series_word(status, &status->figures[0]), "tenu à ce rythme");
}

static void planned_zones_exist(void **state) {
    desk *d = *state;
    analyse(
        d, DECADE, TEN,
        "trajectory: {planned: [\"01\", \"99\"]}\nindicators: [trajectory.guaranteed_ceiling]\n");
    assert_fails(d, "8:23: planned: no zone '99' on the level 'commune'");
}

static void all_may_be_planned(void **state) {
    desk *d = *state; /* ten m²: the guarantee of 2 ha is more than the half of them */
    analyse(
        d, DECADE, TEN,
        "trajectory: {planned: all, guarantee_ha: 2}\nindicators: [trajectory.guaranteed_ceiling]\n");
    assert_near(series_of(d, "trajectory.guaranteed_ceiling")->figures[0].value, 2, 0);
}

static void a_guarantee_needs_to_know_who_is_covered(void **state) {
    desk *d = *state;
    analyse(d, DECADE, TEN, "indicators: [trajectory.guaranteed_ceiling]\n");
    assert_string_equal(series_of(d, "trajectory.guaranteed_ceiling")->lacks,
                        "zones of the level 'commune' in 'trajectory: planned'");
}

/* --- destinations, dates, units --- */

static void destinations_that_do_not_add_up_are_told_once(void **state) {
    desk *d = *state; /* 2012 is 96 m² short, 2011 within rounding */
    analyse(d, "naf11art12,art11hab12,art11act12,naf12art13,art12hab13,art12act13",
            "103,80,20,100,4,0",
            "indicators: [consumption.total, consumption.housing, consumption.residue]\n");
    assert_near(series_of(d, "consumption.residue")->figures[0].value, 99e-4, 1e-12);
    assert_int_equal(amont_findings_count(d->findings, AMONT_FINDING_CONSUMPTION_RESIDUE), 1);
    assert_string_equal(amont_findings_examples(d->findings, AMONT_FINDING_CONSUMPTION_RESIDUE)[0],
                        "commune: Alpha 2012: 96 m²");
}

static void censuses_of_one_round_are_not_compared(void **state) {
    desk *d = *state; /* 2018 is four years before 2022 */
    analyse(d, "pop_2018,pop_2022", "100,110",
            "indicators: [change.population, change.population(2018-2022)]\n");
    assert_string_equal(series_of(d, "change.population")->lacks,
                        "population for two dates, 5 or more years apart");
    assert_near(series_of(d, "change.population(2018-2022)")->figures[0].value, 10, 1e-12);
}

static void dates_that_lack_are_named(void **state) {
    desk *d = *state;
    analyse(d, "pop_2016,pop_2022", "100,110", "indicators: [change.population(2012-2022)]\n");
    assert_string_equal(series_of(d, "change.population(2012-2022)")->lacks,
                        "population for 2012 and 2022 and the years between");
}

static void one_date_is_no_change(void **state) {
    desk *d = *state;
    analyse(d, "pop_2016,pop_2022", "100,110", "indicators: [change.population(2022)]\n");
    assert_fails(d, "8:14: id: '2022' is one date, not two\n");
}

static void years_far_apart_make_an_estimate(void **state) {
    desk *d = *state; /* three years apart are near, four are not */
    analyse(d, "pop_2022,habitat_mos_ha_2012,logements_2022,etab_industrie_2025,pop_2021",
            "1000,10,400,5,900",
            "indicators: [density.dwellings_residential, exposure.industry_per_1000]\n");
    const amont_figure *far = series_of(d, "density.dwellings_residential")->figures;
    assert_near(far->value, 40, 1e-12);
    assert_int_equal(far->flag, AMONT_FLAG_ESTIMATED);
    const amont_figure *near = series_of(d, "exposure.industry_per_1000")->figures;
    assert_near(near->value, 5, 1e-12);
    assert_int_equal(near->flag, AMONT_FLAG_OK);
}

static void the_two_vacancies_are_never_swapped(void **state) {
    desk *d = *state; /* only LOVAC's columns, then nothing for the census */
    analyse(d, "pp_vacant_plus_2ans_24,ff_pp_total_24,logements_2024", "20,1000,1100",
            "indicators: [vacancy.long_private, vacancy.census]\n");
    assert_near(series_of(d, "vacancy.long_private")->figures[0].value, 2, 1e-12);
    assert_string_equal(series_of(d, "vacancy.census")->lacks,
                        "'dwellings_vacant' on the level 'commune'");
}

static void few_dwellings_stay_secret_where_no_dictionary_names_their_unit(void **state) {
    desk *d = *state; /* 3 vacant; 4 owners, whom 96 tenants give away; 8 households in 2016 */
    analyse(
        d,
        "pp_vacant_plus_2ans_24,ff_pp_total_24,rp_proprietaires_2022,residences_principales_2022,"
        "men16,men22,naf16art17,naf17art18,naf18art19,naf19art20,naf20art21,naf21art22",
        "3,1000,4,100,8,100,1,1,1,1,1,1",
        "indicators: [vacancy.long_private, exposure.tenants, efficiency.land_per_household]\n");
    static const char *const ids[] = {"vacancy.long_private", "exposure.tenants",
                                      "efficiency.land_per_household"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        const amont_figure *figure = series_of(d, ids[i])->figures;
        assert_int_equal(figure->flag, AMONT_FLAG_SECRET);
        assert_true(isnan(figure->value));
        assert_true(isnan(figure->numerator));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(eleven_years_are_no_decade),
        TEST(nine_years_are_no_decade),
        TEST(a_trajectory_from_eleven_years_is_refused_on_loading),
        TEST(a_trajectory_from_no_period_is_refused_on_loading),
        TEST(years_that_the_table_lacks_are_named),
        TEST(a_flux_over_several_years_is_no_annual_one),
        TEST(a_flux_named_with_one_year_is_of_that_calendar_year),
        TEST(years_in_brackets_are_years),
        TEST(an_indicator_without_years_takes_none),
        cmocka_unit_test(the_target_and_its_status_stand_in_the_label),
        TEST(a_target_beyond_the_whole_is_refused),
        TEST(a_status_is_a_word_in_the_study_s_language),
        TEST(words_are_written_as_values),
        TEST(a_range_needs_three_fluxes),
        TEST(a_gap_after_2021_is_no_shorter_time),
        TEST(after_ten_years_nothing_is_left_to_slow_down),
        TEST(planned_zones_exist),
        TEST(all_may_be_planned),
        TEST(a_guarantee_needs_to_know_who_is_covered),
        TEST(destinations_that_do_not_add_up_are_told_once),
        TEST(censuses_of_one_round_are_not_compared),
        TEST(dates_that_lack_are_named),
        TEST(one_date_is_no_change),
        TEST(years_far_apart_make_an_estimate),
        TEST(the_two_vacancies_are_never_swapped),
        TEST(few_dwellings_stay_secret_where_no_dictionary_names_their_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
