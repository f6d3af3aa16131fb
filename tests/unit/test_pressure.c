/* The index of land pressure on eight fictional communes, whose scores follow by hand:
 *
 *     code   people  jobs  poor  plants
 *     01000      10     0    30      1
 *     01001      20    50    10      2
 *     01002      30   100    20      3
 *     01003      40    25    40      4
 *     01004      50    75    50      5
 *     01005      60   100     -      6      no figure of poverty
 *     01006       -    10    30      7      no figure of people
 *     01007      (context, not of the reference)
 */
#include "amont/pressure.h"

#include "amont/pool.h"
#include "amont/write.h"

#include "check.h"
#include "desk.h"

#include <math.h>
#include <string.h>

#define CREDIT "producer: P, dataset: D, vintage: 2026, licence: L, fictional: true"
#define STUDY_HEAD                                                                      \
    "study: S\ndate: 2026-11-22\nauthor: X\ncrs: EPSG:2154\n"                           \
    "zones:\n  commune: {source: z.geojson, code: code, name: name, select: ['01000', " \
    "'01001', '01006'], reference: \"code < '01007'\", " CREDIT "}\n"                   \
    "layers:\n  t: {kind: table, source: t.csv, code: code, zones: commune, " CREDIT "}\n"
#define INDEX                                                                         \
    "pressure:\n  draws: 1000\n  top: 2\n  pillars:\n"                                \
    "    one: {label: One, indicators: [{id: people, direction: up, treat: none}]}\n" \
    "    two: {indicators: [{id: jobs, direction: down, treat: none}]}\n"
#define EXPOSURE                                                  \
    "  exposure:\n"                                               \
    "    households: {indicators: [{id: poor, direction: up}]}\n" \
    "    activity: {label: Factories, indicators: [{id: plants, direction: up}]}\n"
#define TABLE                                                                              \
    "code,people,jobs,poor,plants,same,none\n01000,10,0,30,1,7,\n01001,20,50,10,2,7,\n"    \
    "01002,30,100,20,3,7,\n01003,40,25,40,4,7,\n01004,50,75,50,5,7,\n01005,60,100,,6,7,\n" \
    "01006,,10,30,7,7,\n"

static void put_files(const desk *d) {
    g_autoptr(GString) zones = g_string_new(
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::2154\"}},\"features\":[");
    for (int i = 0; i < 8; i++) {
        int x = 650000 + i * 100;
        g_string_append_printf(
            zones,
            "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"0100%d\",\"name\":\"Isle %c\"},"
            "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%d,6860000],[%d,6860000],"
            "[%d,6860100],[%d,6860100],[%d,6860000]]]}}",
            i > 0 ? "," : "", i, 'A' + i, x, x + 100, x + 100, x, x);
    }
    g_string_append(zones, "]}");
    desk_put(d, "z.geojson", zones->str);
    desk_put(d, "t.csv", TABLE);
}

static const amont_pressure *find(desk *d, const char *study) {
    desk_open(d, study);
    assert_ok(d->error);
    d->analysis = amont_analysis_new(d->layers, d->findings);
    return amont_pressure_of(d->analysis, &d->error);
}

static const amont_pressure *compute(desk *d, const char *study) {
    put_files(d);
    const amont_pressure *pressure = find(d, study);
    assert_ok(d->error);
    return pressure;
}

static void assert_message(const GError *error, int code, const char *fact, const char *hint) {
    assert_non_null(error);
    const char *second = strchr(error->message, '\n');
    if (!strstr(error->message, fact) || (hint && (!second || !strstr(second, hint))))
        fail_msg("message: %s\nexpected: %s\n%s", error->message, fact, hint ? hint : "");
    assert_int_equal(error->code, code);
}

/* When the study is read, or when the index is computed. */
static void assert_refused(desk *d, const char *text, int code, const char *fact,
                           const char *hint) {
    g_autoptr(GError) error = NULL;
    desk_put(d, "study.yaml", text);
    g_autoptr(amont_study) study = amont_study_load(d->folder, &error);
    if (study) {
        assert_null(find(d, text));
        error = g_error_copy(d->error);
    }
    assert_message(error, code, fact, hint);
}

/* Min-max of people: 0, 20, 40, 60, 80, 100; of jobs, turned: 100, 50, 0, 75, 25, 0. Halves. */
static void scores_and_ranks_follow_by_hand(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX);
    const double scores[] = {50, 35, 20, 67.5, 52.5, 50};
    const unsigned ranks[] = {3, 5, 6, 1, 2, 3};
    assert_int_equal(p->reference->n_units, 6);
    for (size_t u = 0; u < 6; u++) {
        assert_near(p->scores[u], scores[u], 1e-12);
        assert_int_equal(p->spreads[u].rank, ranks[u]);
    }
    /* thirds: sorted 20, 35, 50, 50, 52.5, 67.5; limits 45 and 50.8333 */
    const unsigned classes[] = {1, 0, 0, 2, 2, 1};
    for (size_t u = 0; u < 6; u++)
        assert_int_equal(p->classes[u], classes[u]);
    for (unsigned rank = 1; rank <= 6; rank++)
        assert_int_equal(amont_pressure_class_of_rank(p, rank), rank <= 2 ? 2 : rank <= 4 ? 1 : 0);
}

static void pillars_weigh_as_the_study_says(void **state) {
    const amont_pressure *p = compute(
        *state, STUDY_HEAD "pressure:\n  draws: 1000\n  pillars:\n"
                           "    one: {weight: 3, indicators: [{id: people, direction: up}]}\n"
                           "    two: {indicators: [{id: jobs, direction: down, weight: 2}, "
                           "{id: plants, direction: up, weight: 6}]}\n");
    const double weights[] = {3.0 / 4, 1.0 / 16, 3.0 / 16};
    for (guint i = 0; i < 3; i++) {
        const amont_pressure_input *input = p->reference->inputs->pdata[i];
        assert_near(input->weight, weights[i], 1e-15);
    }
    /* 01001: people 20, jobs 50, plants 20: pillars 20 and (50 + 3 x 20) / 4 */
    assert_near(p->pillars[1], 20, 1e-12);
    assert_near(p->pillars[6 + 1], 27.5, 1e-12);
    assert_near(p->scores[1], 0.75 * 20 + 0.25 * 27.5, 1e-12);
}

/* Values shifted by 1: 1 and 101 make sqrt(101). */
static void a_geometric_index_is_the_root_of_a_product(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX "  aggregation: geometric\n");
    assert_near(p->scores[0], sqrt(101), 1e-12);
    assert_near(p->scores[3], sqrt(61 * 76), 1e-12);
    assert_near(p->pillars[3], 61, 1e-12);
}

static void what_lacks_a_figure_has_no_score_and_is_named(void **state) {
    desk *d = *state;
    const amont_pressure *p = compute(d, STUDY_HEAD INDEX);
    assert_int_equal(p->reference->unscored->len, 1);
    const amont_unscored *unscored = p->reference->unscored->pdata[0];
    assert_string_equal(p->reference->level->codes[unscored->zone], "01006");
    assert_string_equal(unscored->lacks->pdata[0], "people");
    amont_series *series = amont_analyse_one(d->analysis, "pressure.score", NULL, &d->error);
    assert_ok(d->error);
    assert_int_equal(series->figures[6].flag, AMONT_FLAG_MISSING);
    assert_int_equal(series->figures[7].flag, AMONT_FLAG_MISSING); /* context */
    assert_near(series->figures[3].value, 67.5, 1e-12);
    amont_series_free(series);
}

/* Poverty: 30, 10, 20, 40, 50 of the first five and the seventh (30); it lacks in the sixth. Thirds
 * of 10, 20, 30, 30, 40, 50: limits 26.67 and 33.33. */
static void missing_stays_missing_beside_pressure(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX EXPOSURE);
    const amont_exposure *households = p->exposures->pdata[0];
    assert_int_equal(households->reference->n_units, 6);
    assert_near(households->scores[households->reference->unit_of[0]], 50, 1e-12);
    const unsigned classes[] = {1, 0, 0, 2, 2, AMONT_PRESSURE_CLASSES, 1, AMONT_PRESSURE_CLASSES};
    for (size_t zone = 0; zone < 8; zone++)
        assert_int_equal(amont_exposure_class(households, zone), classes[zone]);
    amont_pressure_crossing crossing;
    amont_pressure_cross(p, households, crossing);
    const amont_pressure_crossing expected = {
        {2, 0, 0, 0}, /* 01001, 01002 */
        {0, 1, 0, 1}, /* 01000; 01005 has no poverty */
        {0, 0, 2, 0}, /* 01003, 01004 */
        {0, 1, 0, 0}, /* 01006 has no score */
    };
    assert_memory_equal(crossing, expected, sizeof expected);
}

/* 01003 is 17.5 above the mean of 50 in people (60 - 50) / 2, and 75 - 41.667 halved in jobs. */
static void drivers_are_what_departs_from_the_mean(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX);
    assert_near(p->contributions[3], 5, 1e-12);
    assert_near(p->contributions[6 + 3], (75 - 250.0 / 6) / 2, 1e-12);
    size_t inputs[2];
    assert_int_equal(amont_pressure_drivers(p, 3, 1, 2, inputs), 2);
    assert_int_equal(inputs[0], 1);
    assert_int_equal(inputs[1], 0);
    assert_int_equal(amont_pressure_drivers(p, 3, -1, 2, inputs), 0);
    assert_int_equal(amont_pressure_drivers(p, 0, -1, 2, inputs), 1);
    assert_int_equal(inputs[0], 0);
}

/* One far figure, 300, draws the mean of people to 75. Ranks of people are 0 to 100 by 20, and
 * their mean, 50, lies halfway between 30 and 40; of jobs, turned, 75 has 40 and 50 has 60. Of 1 +
 * min-max, (v - 10) / 2.9 + 1, the geometric mean is the sixth root of the product. */
#define FAR                                                                               \
    "code,people,jobs\n01000,10,0\n01001,20,50\n01002,30,100\n01003,40,25\n01004,50,75\n" \
    "01005,300,100\n"

static const amont_pressure *compute_far(desk *d, const char *keys) {
    g_autofree char *study = g_strconcat(STUDY_HEAD INDEX, keys, NULL);
    put_files(d);
    desk_put(d, "t.csv", FAR);
    const amont_pressure *pressure = find(d, study);
    assert_ok(d->error);
    return pressure;
}

static void a_neutral_figure_is_that_of_the_mean_term(void **state) {
    const amont_pressure *p = compute_far(*state, "");
    assert_true(amont_pressure_mean_is_neutral(p));
    assert_near(amont_pressure_neutral(p, 0), 75, 1e-12);
    p = compute_far(*state, "  normalisation: rank\n");
    assert_false(amont_pressure_mean_is_neutral(p));
    assert_near(amont_pressure_neutral(p, 0), 35, 1e-12);
    assert_near(amont_pressure_neutral(p, 1), 62.5, 1e-12);
    p = compute_far(*state, "  aggregation: geometric\n");
    assert_false(amont_pressure_mean_is_neutral(p));
    double product = 1;
    static const double people[] = {10, 20, 30, 40, 50, 300};
    for (size_t u = 0; u < G_N_ELEMENTS(people); u++)
        product *= 1 + (people[u] - 10) / 2.9;
    assert_near(amont_pressure_neutral(p, 0), 10 + 2.9 * (pow(product, 1.0 / 6) - 1), 1e-9);
}

static void assert_indicator(const amont_pressure *p, size_t row, const char *id, double mean,
                             double neutral) {
    g_autoptr(amont_sheet) sheet = amont_pressure_sheet(p, AMONT_PRESSURE_INDICATORS);
    double printed = amont_sheet_at(sheet, row, "neutral")->number;
    assert_string_equal(amont_sheet_at(sheet, row, "indicator")->text, id);
    assert_near(amont_sheet_at(sheet, row, "reference_mean")->number, mean, 1e-9);
    assert_int_equal(isnan(printed), isnan(neutral));
    if (!isnan(neutral))
        assert_near(printed, neutral, 1e-9);
}

/* By hand: of 0, 50, 100, 25, 75 and 100 the mean is 350/6; of what exposure is made of, which
 * raises no score, nothing is neutral. Ranks as above. */
static void the_sheet_of_indicators_has_neutral_figures(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX EXPOSURE);
    assert_indicator(p, 0, "people", 35, 35);
    assert_indicator(p, 1, "jobs", 350.0 / 6, 350.0 / 6);
    assert_indicator(p, 2, "poor", 30, NAN);
    assert_indicator(p, 3, "plants", 4, NAN);
    p = compute_far(*state, "  normalisation: rank\n");
    assert_indicator(p, 0, "people", 75, 35);
    assert_indicator(p, 1, "jobs", 350.0 / 6, 62.5);
}

/* Whatever is compared, what raises a score is on its side of the figure printed beside it. */
static void drivers_do_not_contradict_the_figure_beside_them(void **state) {
    static const char *const keys[] = {"  normalisation: minmax\n",
                                       "  normalisation: z\n",
                                       "  normalisation: rank\n",
                                       "  normalisation: minmax\n  aggregation: geometric\n",
                                       "  normalisation: z\n  aggregation: geometric\n",
                                       "  normalisation: rank\n  aggregation: geometric\n"};
    static const double figures[2][6] = {{10, 20, 30, 40, 50, 300}, {0, 50, 100, 25, 75, 100}};
    for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
        const amont_pressure *p = compute_far(*state, keys[k]);
        for (size_t i = 0; i < 2; i++)
            for (size_t u = 0; u < 6; u++) {
                double above = figures[i][u] - amont_pressure_neutral(p, i);
                assert_true((i == 0 ? above : -above) * p->contributions[i * 6 + u] > 0);
            }
    }
}

/* Robust: at most a quarter of six ranks, so 1.5. */
static void a_wide_interval_is_not_robust(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX);
    for (size_t u = 0; u < 6; u++) {
        unsigned width = p->spreads[u].high - p->spreads[u].low;
        assert_int_equal(amont_pressure_is_robust(p, u), width <= 1);
    }
    assert_false(amont_pressure_is_robust(p, 0)); /* first of jobs, last of people */
}

/* ---- what is printed ----------------------------------------------------------------------- */

static amont_styles *load_styles(amont_language language) {
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = check_path("../styles");
    amont_styles *styles = amont_styles_load(folder, NULL, NULL, language, &error);
    assert_ok(error);
    return styles;
}

static void a_sentence_says_the_figures_in_either_language(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX EXPOSURE);
    amont_rank_spread *spread = &p->spreads[0]; /* of a draw that anybody can read */
    *spread = (amont_rank_spread){3, 3, 1, 6, 0.4567, 1};
    static const char *const expected[] = {
        "Isle A (données fictives) : pression relative moyenne, classe incertaine (score 50,0, rang 3 sur 6 communes "
        "de référence) ; ce qui élève le plus le score, par rapport à la moyenne : jobs (0, "
        "moyenne 58) ; ce qui l’abaisse le plus : "
        "people (10, moyenne 35) ; rang non robuste : de 1 à 6, médian 3 (intervalle de 5 à 95 % "
        "de 1 000 variantes du calcul), et 2 ou mieux dans 46 % d’entre elles ; exposition des "
        "ménages modestes : moyenne (score 50,0, rang 3 sur 6 ; poor : 30) ; Factories : faible (score 0,0, rang 7 sur 7 ; "
        "plants : 1).",
        "Isle A (fictional data): medium relative pressure, class uncertain (score 50.0, rank 3 of 6 reference "
        "communes); against the mean, its score is raised most by jobs (0, mean 58); lowered most by people (10, mean 35); rank "
        "not robust: 1 to 6, median 3 (5 to 95% interval of 1,000 variants of the calculation), "
        "and 2 or better in 46% of them; exposure of modest households: medium (score 50.0, rank 3 of 6; poor: "
        "30); Factories: low (score 0.0, rank 7 of 7; plants: 1)."};
    for (int language = 0; language < 2; language++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_styles) styles = load_styles((amont_language)language);
        g_autofree char *sentence = amont_pressure_sentence(p, 0, styles, &error);
        assert_ok(error);
        assert_string_equal(sentence, expected[language]);
    }
}

/* What comes first says against what: here nothing raises the score. */
static void what_lowers_a_score_alone_says_against_what(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX);
    double kept = p->contributions[6]; /* of jobs, which raise the score of the first unit */
    p->contributions[6] = 0;
    static const char *const expected[] = {
        "; ce qui abaisse le plus le score, par rapport à la moyenne\u00a0: people (",
        "; against the mean, its score is lowered most by people ("};
    for (int language = 0; language < 2; language++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_styles) styles = load_styles((amont_language)language);
        g_autofree char *sentence = amont_pressure_sentence(p, 0, styles, &error);
        assert_ok(error);
        assert_non_null(strstr(sentence, expected[language]));
    }
    p->contributions[6] = kept;
}

/* The rule of far values where it is used: exposure has it unless it is told not to. Of a weight of
 * one half and alpha 50 the standard deviation is √(0.25 / 51), seven hundredths. */
static void a_report_says_the_rule_of_far_values_and_how_weights_vary(void **state) {
    static const char *const keys[] = {STUDY_HEAD INDEX, STUDY_HEAD INDEX EXPOSURE};
    static const char *const weights =
        "un poids de 50,0\u00a0% va le plus souvent de 43 à 57\u00a0%";
    for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
        const amont_pressure *p = compute(*state, keys[k]);
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_styles) styles = load_styles(AMONT_LANGUAGE_FR);
        g_autofree char *report = amont_pressure_report(p, styles, &error);
        assert_ok(error);
        assert_non_null(strstr(report, weights));
        assert_non_null(strstr(report, "puis la moyenne simple des communes de référence\u00a0;"));
        assert_int_equal(
            strstr(report, "dépasse 2 en valeur absolue et son aplatissement 3,5") != NULL, k == 1);
    }
}

/* By hand: of 30, 10, 20, 40, 50, none, 30 the third is that of the first and the seventh zone. */
static void exposures_have_ranks(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX EXPOSURE);
    static const double expected[] = {3, 6, 5, 2, 1, NAN, 3};
    g_autoptr(amont_sheet) sheet = amont_pressure_sheet(p, AMONT_PRESSURE_ZONES);
    assert_int_equal(sheet->n_rows, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < sheet->n_rows; i++) {
        double rank = amont_sheet_at(sheet, i, "exposure_households_rank")->number;
        assert_int_equal(isnan(rank), isnan(expected[i]));
        if (!isnan(rank))
            assert_near(rank, expected[i], 0);
    }
}

/* 40 people are the fourth of six, and under their mean of 75. */
static void a_sentence_of_ranks_does_not_print_the_mean(void **state) {
    const amont_pressure *p = compute_far(*state, "  normalisation: rank\n");
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_styles) styles = load_styles(AMONT_LANGUAGE_FR);
    g_autofree char *sentence = amont_pressure_sentence(p, 3, styles, &error);
    assert_ok(error);
    assert_non_null(strstr(sentence, "people (40, valeur neutre 35)"));
    assert_null(strstr(sentence, "moyenne 75"));
    g_autofree char *report = amont_pressure_report(p, styles, &error);
    assert_ok(error);
    assert_non_null(strstr(report, "puis la valeur neutre, à laquelle"));
}

/* Ranks 1 and 2 are those of the upper third, whose first zone is in the middle one by its score.
 */
static void a_median_of_another_class_is_said(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX);
    p->spreads[0] = (amont_rank_spread){3, 2, 1, 6, 0.5, 1};
    static const char *const expected[] = {
        "médian 2, celui d’une pression forte et non moyenne (intervalle",
        "median 2, that of high and not medium pressure (5 to 95"};
    for (int language = 0; language < 2; language++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_styles) styles = load_styles((amont_language)language);
        g_autofree char *sentence = amont_pressure_sentence(p, 0, styles, &error);
        assert_ok(error);
        assert_non_null(strstr(sentence, expected[language]));
    }
}

/* As on maps: a name of the sources may have a straight apostrophe. Tables keep it. */
static void a_report_is_typeset_and_tables_are_not(void **state) {
    desk *d = *state;
    put_files(d);
    g_autofree char *path = g_build_filename(d->folder, "z.geojson", NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) halves = g_strsplit(text, "Isle A", 2);
    g_autofree char *named = g_strjoinv("L'Isle : A", halves);
    desk_put(d, "z.geojson", named);
    const amont_pressure *p = find(d, STUDY_HEAD INDEX);
    assert_ok(d->error);
    static const char *const expected[] = {"| L’Isle\u00a0: A * |", "| L'Isle : A * |"};
    for (int language = 0; language < 2; language++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(amont_styles) styles = load_styles((amont_language)language);
        g_autofree char *report = amont_pressure_report(p, styles, &error);
        assert_ok(error);
        assert_non_null(strstr(report, expected[language]));
    }
    g_autoptr(amont_sheet) sheet = amont_pressure_sheet(p, AMONT_PRESSURE_ZONES);
    assert_string_equal(amont_sheet_at(sheet, 0, "zone_name")->text, "L'Isle : A");
}

static void a_zone_without_score_says_what_it_lacks(void **state) {
    const amont_pressure *p = compute(*state, STUDY_HEAD INDEX);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_styles) styles = load_styles(AMONT_LANGUAGE_FR);
    g_autofree char *sentence = amont_pressure_sentence(p, 6, styles, &error);
    assert_ok(error);
    assert_string_equal(sentence,
                        "Isle G (données fictives) : pas de score ; donnée manquante : people.");
}

static void several_figures_that_lack_are_told_apart(void **state) {
    desk *d = *state;
    put_files(d);
    desk_put(d, "t.csv", FAR "01006,,\n");
    const amont_pressure *p = find(d, STUDY_HEAD INDEX);
    assert_ok(d->error);
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_styles) styles = load_styles(AMONT_LANGUAGE_FR);
    g_autofree char *sentence = amont_pressure_sentence(p, 6, styles, &error);
    assert_ok(error);
    assert_non_null(strstr(sentence, "pas de score ; données manquantes : people ; jobs."));
}

static void a_plural_begins_at_two_in_french_and_beside_one_in_english(void **state) {
    amont_pressure *p = (amont_pressure *)compute(*state, STUDY_HEAD INDEX);
    static const struct {
        double shift;
        const char *said[2];
    } cases[] = {{0.96, {" 1,0 place de celui", " 1.0 place from"}},
                 {1.94, {" 1,9 place de celui", " 1.9 places from"}},
                 {1.96, {" 2,0 places de celui", " 2.0 places from"}}};
    for (int language = 0; language < 2; language++) {
        g_autoptr(amont_styles) styles = load_styles((amont_language)language);
        for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
            g_autoptr(GError) error = NULL;
            p->mean_shift = cases[i].shift;
            g_autofree char *report = amont_pressure_report(p, styles, &error);
            assert_ok(error);
            assert_non_null(strstr(report, cases[i].said[language]));
        }
    }
}

/* Everything there is, as one text. */
static char *print_all(const amont_pressure *p) {
    g_autoptr(GError) error = NULL;
    g_autoptr(amont_styles) styles = load_styles(AMONT_LANGUAGE_FR);
    GString *all = g_string_new(NULL);
    for (int part = 0; part < AMONT_PRESSURE_PARTS; part++) {
        g_autoptr(amont_sheet) sheet = amont_pressure_sheet(p, (amont_pressure_part)part);
        g_autofree char *text = amont_sheet_text(sheet, "csv", AMONT_TABLE_PLAIN, &error);
        assert_ok(error);
        g_string_append(all, text);
    }
    g_autofree char *report = amont_pressure_report(p, styles, &error);
    assert_ok(error);
    g_string_append(all, report);
    return g_string_free(all, FALSE);
}

#define THREE                                                                                    \
    "pressure:\n  draws: 1000\n  pillars:\n    one: {indicators: [{id: people, direction: up}, " \
    "{id: jobs, direction: up}, {id: plants, direction: up}]}\n"
#define TWO                                                                                      \
    "pressure:\n  draws: 1000\n  pillars:\n    one: {indicators: [{id: people, direction: up}, " \
    "{id: plants, direction: up}]}\n"

/* What is taken out is named nowhere any more, neither among drivers nor among weights; the summary
 * still says what was compared. */
static void an_indicator_taken_out_leaves_no_trace(void **state) {
    g_autofree char *with = print_all(compute(*state, STUDY_HEAD THREE));
    g_autofree char *without = print_all(compute(*state, STUDY_HEAD TWO));
    assert_non_null(strstr(with, ",jobs,contribution_jobs,"));
    assert_non_null(strstr(with, "| jobs | one | + | 33,3 % |"));
    assert_null(strstr(without, "jobs"));
    assert_non_null(strstr(without, "| people | one | + | 50,0 % |"));
    assert_non_null(strstr(without, "S,2026-11-22,commune,6,1,minmax,arithmetic,1000,50,1,5,"));
}

static void results_are_the_same_for_any_number_of_threads(void **state) {
    static const unsigned threads[] = {1, 2, 8};
    g_autofree char *first = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        amont_pool_set_threads(threads[i]);
        g_autofree char *text = print_all(compute(*state, STUDY_HEAD INDEX EXPOSURE));
        if (first)
            assert_string_equal(text, first);
        else
            first = g_steal_pointer(&text);
    }
    amont_pool_set_threads(0);
}

/* ---- series -------------------------------------------------------------------------------- */

static void series_are_what_maps_may_draw(void **state) {
    desk *d = *state;
    put_files(d);
    desk_compute(d, STUDY_HEAD INDEX EXPOSURE
                 "indicators: [pressure.score, pressure.rank, pressure.rank_low, "
                 "pressure.rank_high, pressure.rank_median, pressure.top, pressure.class, "
                 "pressure.robust, pressure.one_class, exposure.score(activity), "
                 "exposure.score(households)]\n");
    const amont_pressure *p = amont_pressure_of(d->analysis, &d->error);
    assert_ok(d->error);
    const amont_rank_spread *spread = &p->spreads[3];
    assert_near(desk_figure(d, "pressure.score", "commune", "01003").value, 67.5, 1e-12);
    assert_near(desk_figure(d, "pressure.rank", "commune", "01003").value, 1, 0);
    assert_near(desk_figure(d, "pressure.rank_low", "commune", "01003").value, spread->low, 0);
    assert_near(desk_figure(d, "pressure.rank_high", "commune", "01003").value, spread->high, 0);
    assert_near(desk_figure(d, "pressure.top", "commune", "01003").value, 100 * spread->top_share,
                1e-12);
    assert_near(desk_figure(d, "pressure.class", "commune", "01003").value, 3, 0);
    assert_near(desk_figure(d, "exposure.score(households)", "commune", "01003").value, 75, 1e-12);
    assert_near(desk_figure(d, "exposure.score(activity)", "commune", "01006").value, 100, 1e-12);
    assert_int_equal(desk_figure(d, "exposure.score(households)", "commune", "01005").flag,
                     AMONT_FLAG_MISSING);
}

static void without_pressure_a_series_says_what_lacks(void **state) {
    desk *d = *state;
    put_files(d);
    desk_compute(d, STUDY_HEAD "indicators: [pressure.score]\n");
    const amont_series *series = d->table->series->pdata[0];
    assert_string_equal(series->lacks, "the key 'pressure'");
}

/* ---- wrong input --------------------------------------------------------------------------- */

#define PILLARS(list_) STUDY_HEAD "pressure:\n  pillars:\n    one: {indicators: [" list_ "]}\n"
#define UP(id_) "{id: " id_ ", direction: up}"

static void what_cannot_be_an_index_is_refused_in_a_sentence(void **state) {
    desk *d = *state;
    put_files(d);
    static const struct {
        const char *study;
        int code;
        const char *fact, *hint;
    } cases[] = {
        {PILLARS(UP("peeple") ", " UP("jobs")), AMONT_ERROR_CONFIG,
         "id: no indicator, field or column 'peeple'", "did you mean 'people'?"},
        {PILLARS("{id: people, direction: up, weight: -1}, " UP("jobs")), AMONT_ERROR_CONFIG,
         "weight: -1 is out of range", "from 0 to 1000"},
        {PILLARS("{id: people, direction: up, weight: 0}, {id: jobs, direction: up, weight: 0}"),
         AMONT_ERROR_CONFIG, "the weights of 'one' are all 0", "a weight above 0"},
        {STUDY_HEAD "pressure:\n  pillars:\n    one: {weight: 0, indicators: [" UP(
             "people") ", " UP("jobs") "]}\n",
         AMONT_ERROR_CONFIG, "the weights of the pillars are all 0", "at least two indicators"},
        {PILLARS(UP("people")), AMONT_ERROR_CONFIG, "an index is not made of one indicator alone",
         "at least two indicators"},
        {PILLARS("{id: people}, " UP("jobs")), AMONT_ERROR_CONFIG,
         "direction: this key is required", NULL},
        {PILLARS("{id: people, direction: north}, " UP("jobs")), AMONT_ERROR_CONFIG,
         "direction: unknown word 'north'", "up, down"},
        {PILLARS(UP("people") ", " UP("people")), AMONT_ERROR_CONFIG,
         "the indicator 'people' stands twice", NULL},
        {PILLARS(UP("people") ", " UP("pressure.score")), AMONT_ERROR_CONFIG,
         "'pressure.score' is made of the index", "stands by itself"},
        {PILLARS(UP("people") ", " UP("same")), AMONT_ERROR_DATA,
         "id: 'same' is the same in all 6 reference units", "leave it out of the index"},
        {PILLARS(UP("people") ", " UP("change.population")), AMONT_ERROR_CONFIG,
         "'change.population' cannot be computed: the study lacks", "leave it out"},
        {PILLARS(UP("people") ", " UP("moran.local(jobs)")), AMONT_ERROR_CONFIG,
         "'moran.local(jobs)' is a category", "a figure that each zone has"},
        {PILLARS(UP("people") ", " UP("moran.global(jobs)")), AMONT_ERROR_CONFIG,
         "'moran.global(jobs)' has no figure of each zone", "a figure that each zone has"},
        {PILLARS(UP("people") ", " UP("moran.global()")), AMONT_ERROR_CONFIG,
         "no indicator, field or column 'moran.global()'", "a word in its brackets"},
        {PILLARS(UP("people") ", " UP("none")), AMONT_ERROR_DATA,
         "0 of 7 reference units of 'commune' have every figure", "most of them lack 'none'"},
        {STUDY_HEAD INDEX "  exposure: {activity: {indicators: [" UP("none") "]}}\n",
         AMONT_ERROR_DATA, "0 of 7 reference units of 'commune' have every figure",
         "most of them lack 'none'"},
        {STUDY_HEAD "pressure:\n  draws: 10000000\n", AMONT_ERROR_CONFIG,
         "draws: 10000000 is out of range", "from 100 to 1000000"},
        {STUDY_HEAD "pressure:\n  seed: graine\n", AMONT_ERROR_CONFIG,
         "seed: a number is expected here", "'graine' is not"},
        {PILLARS(UP("people") ", {id: jobs, direction: up, treat: log}"), AMONT_ERROR_DATA,
         "treat: Isle A has 'jobs' = 0, which has no logarithm", "figures above 0"},
        {STUDY_HEAD INDEX "  zones: island\n", AMONT_ERROR_CONFIG,
         "zones: the study has no zone level 'island'", "one of: commune"},
        {STUDY_HEAD INDEX "  exposure: {gardens: {indicators: [" UP("poor") "]}}\n",
         AMONT_ERROR_CONFIG, "'gardens' is no set of exposure", "activity, households"},
        {STUDY_HEAD "pressure:\n  top: 7\n  pillars:\n    one: {indicators: [" UP("people") ", " UP(
             "jobs") "]}\n",
         AMONT_ERROR_CONFIG, "top: 7 first ranks of 6 units", "from 1 to 6"},
        {STUDY_HEAD INDEX
         "  exposure: {activity: {indicators: [" UP("plants") ", " UP("jobs") "]}}\n",
         AMONT_ERROR_CONFIG, "id: 'jobs' is in the pillar 'two' and cannot be exposure too",
         "leave it out of one"},
        {STUDY_HEAD "pressure:\n  draws: 2.5\n", AMONT_ERROR_CONFIG,
         "draws: a whole number is expected here", "'2.5' is not"},
        {STUDY_HEAD "pressure:\n", AMONT_ERROR_CONFIG, "'pressure' of the study is absent or empty",
         "amont help study"},
        {STUDY_HEAD, AMONT_ERROR_CONFIG, "'pressure' of the study is absent or empty",
         "amont help study"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_refused(d, cases[i].study, cases[i].code, cases[i].fact, cases[i].hint);
}

static void two_units_are_too_few_to_compare(void **state) {
    desk *d = *state;
    put_files(d);
    desk_put(d, "t.csv", "code,people,jobs\n01000,1,2\n01001,2,4\n01002,,5\n01003,3,\n01004,,8\n");
    assert_refused(
        d, STUDY_HEAD INDEX, AMONT_ERROR_DATA,
        "2 of 7 reference units of 'commune' have every figure, and 3 at least are needed",
        "most of them lack 'people'");
}

/* An index in the formula of its own indicator would never end. */
static void an_index_is_not_made_of_itself(void **state) {
    put_files(*state);
    assert_refused(*state,
                   STUDY_HEAD INDEX "    three: {indicators: [{id: loop, direction: up}]}\n"
                                    "indicators: [{id: loop, formula: \"[pressure.score] * 2\"}]\n",
                   AMONT_ERROR_CONFIG, "comes back to itself", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DESK_TEST(scores_and_ranks_follow_by_hand),
        DESK_TEST(pillars_weigh_as_the_study_says),
        DESK_TEST(a_geometric_index_is_the_root_of_a_product),
        DESK_TEST(what_lacks_a_figure_has_no_score_and_is_named),
        DESK_TEST(missing_stays_missing_beside_pressure),
        DESK_TEST(drivers_are_what_departs_from_the_mean),
        DESK_TEST(a_neutral_figure_is_that_of_the_mean_term),
        DESK_TEST(the_sheet_of_indicators_has_neutral_figures),
        DESK_TEST(drivers_do_not_contradict_the_figure_beside_them),
        DESK_TEST(a_wide_interval_is_not_robust),
        DESK_TEST(a_sentence_says_the_figures_in_either_language),
        DESK_TEST(what_lowers_a_score_alone_says_against_what),
        DESK_TEST(a_report_says_the_rule_of_far_values_and_how_weights_vary),
        DESK_TEST(exposures_have_ranks),
        DESK_TEST(a_sentence_of_ranks_does_not_print_the_mean),
        DESK_TEST(a_median_of_another_class_is_said),
        DESK_TEST(a_report_is_typeset_and_tables_are_not),
        DESK_TEST(a_zone_without_score_says_what_it_lacks),
        DESK_TEST(several_figures_that_lack_are_told_apart),
        DESK_TEST(a_plural_begins_at_two_in_french_and_beside_one_in_english),
        DESK_TEST(an_indicator_taken_out_leaves_no_trace),
        DESK_TEST(results_are_the_same_for_any_number_of_threads),
        DESK_TEST(series_are_what_maps_may_draw),
        DESK_TEST(without_pressure_a_series_says_what_lacks),
        DESK_TEST(what_cannot_be_an_index_is_refused_in_a_sentence),
        DESK_TEST(two_units_are_too_few_to_compare),
        DESK_TEST(an_index_is_not_made_of_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
