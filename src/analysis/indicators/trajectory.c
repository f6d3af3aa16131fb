/* Land consumption 2021-2030 against its ceiling: Z4 to Z12 of the definitions, as Mon Diagnostic
 * Artificialisation prints them (MTES-MCT/sparte), but without its sentinels.
 *
 * The target is the study's (`trajectory:`); its legal status stands in every label. The 1 ha that
 * the law guarantees to communes which an urban plan covers (Z12) is an indicator of its own and
 * enters no other one: whether it holds in Île-de-France is for the planner to check. The articles
 * of the laws are cited from general knowledge. */
#include "analysis/indicators/trajectory.h"

#include "analysis/figures.h"
#include "base/i18n.h"

#include <math.h>
#include <string.h>

/* ---- one zone after the other -------------------------------------------------------------- */

typedef amont_figure zone_rule(const amont_plan *plan, size_t zone);

enum { REFERENCE = AMONT_PLAN_REFERENCE, SINCE = AMONT_PLAN_SINCE, THREE = AMONT_PLAN_THREE };

static const struct rule_row {
    const char *id;
    zone_rule *rule;
    unsigned needs;
} rules[] = {
    {"trajectory.ceiling", amont_plan_ceiling, REFERENCE},
    {"trajectory.allowed_pace", amont_plan_allowed_pace, REFERENCE},
    {"trajectory.consumed", amont_plan_consumed, SINCE},
    {"trajectory.remaining", amont_plan_remaining, REFERENCE | SINCE},
    {"trajectory.status", amont_plan_state, REFERENCE | SINCE},
    {"trajectory.pace", amont_plan_pace, SINCE},
    {"trajectory.pace_gap", amont_plan_pace_gap, REFERENCE | SINCE},
    {"trajectory.years_left", amont_plan_years_left, REFERENCE | SINCE},
    {"trajectory.years_left_min", amont_plan_years_left_min, REFERENCE | THREE},
    {"trajectory.years_left_max", amont_plan_years_left_max, REFERENCE | THREE},
    {"trajectory.overrun_year", amont_plan_overrun, REFERENCE | SINCE},
    {"trajectory.overrun_year_min", amont_plan_overrun_min, REFERENCE | THREE},
    {"trajectory.overrun_year_max", amont_plan_overrun_max, REFERENCE | THREE},
    {"trajectory.projected", amont_plan_projected, SINCE},
    {"trajectory.projected_share", amont_plan_projected_share, REFERENCE | SINCE},
    {"trajectory.effort", amont_plan_effort, REFERENCE | SINCE},
};

static const struct rule_row *find_rule(const char *id) {
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i].id, id) == 0)
            return &rules[i];
    g_assert_not_reached();
}

/* "50", "62,5" */
static char *format_percent(double percent, amont_language language) {
    int decimals = 0;
    while (decimals < 2 && amont_number_round(percent, decimals) != percent)
        decimals++;
    return amont_number_format(percent, decimals, language);
}

/* What was observed, and the target with its status where it counts. */
static void label_plan(const amont_request *ask, const amont_plan *plan, unsigned needs) {
    bool french = amont_analysis_layers(ask->analysis)->study->language == AMONT_LANGUAGE_FR;
    if (plan->elapsed > 0)
        amont_series_dated(ask->series, french ? "flux de %d à %d" : "fluxes of %d to %d",
                           AMONT_TRAJECTORY_FIRST, AMONT_TRAJECTORY_FIRST + plan->elapsed - 1);
    if (!(needs & REFERENCE))
        return;
    g_autofree char *percent = format_percent(amont_number_round(100 - 100 * plan->kept, 6),
                                              french ? AMONT_LANGUAGE_FR : AMONT_LANGUAGE_EN);
    amont_series_dated(ask->series, french ? "objectif −%s %% (%s)" : "target −%s %% (%s)", percent,
                       plan->status);
}

static bool compute_plan(const amont_request *ask, GError **error) {
    (void)error;
    const struct rule_row *row = find_rule(ask->indicator->info.id);
    g_autoptr(amont_plan) plan = amont_plan_new(ask, row->needs);
    if (!plan)
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++)
        ask->series->figures[zone] = row->rule(plan, zone);
    label_plan(ask, plan, row->needs);
    return true;
}

static bool compute_status(const amont_request *ask, GError **error) {
    ask->series->words = amont_plan_words[amont_analysis_layers(ask->analysis)->study->language];
    return compute_plan(ask, error);
}

/* ---- the guarantee (Z12) ------------------------------------------------------------------- */

static bool is_covered(const GPtrArray *planned, const char *code) {
    for (guint i = 0; i < planned->len; i++)
        if (strcmp(planned->pdata[i], "all") == 0 || strcmp(planned->pdata[i], code) == 0)
            return true;
    return false;
}

/* A code that no zone has is an error where others are of this level. */
static bool check_codes(const amont_level *level, const amont_trajectory_spec *spec, bool *any,
                        GError **error) {
    const char *unknown = NULL;
    for (guint i = 0; i < spec->planned->len; i++) {
        const char *code = spec->planned->pdata[i];
        bool known = strcmp(code, "all") == 0 || amont_level_find(level, code) != AMONT_NO_ZONE;
        *any = *any || known;
        unknown = known ? unknown : code;
    }
    if (*any && unknown)
        return amont_entry_fail(&spec->entry, "planned", error, AMONT_ERROR_CONFIG,
                                "no zone '%s' on the level '%s'", unknown, level->name);
    return true;
}

static bool compute_guarantee(const amont_request *ask, GError **error) {
    const amont_trajectory_spec *spec = amont_analysis_layers(ask->analysis)->study->trajectory;
    bool any = false;
    if (spec && spec->planned && !check_codes(ask->level, spec, &any, error))
        return false;
    if (!any)
        return amont_series_lacks(ask->series, N_("zones of the level '%s' in '%s'"),
                                  ask->level->name, "trajectory: planned");
    g_autoptr(amont_plan) plan = amont_plan_new(ask, REFERENCE);
    if (!plan)
        return true;
    for (size_t zone = 0; zone < ask->level->n; zone++) {
        amont_figure ceiling = amont_plan_ceiling(plan, zone);
        if (amont_flag_has_value(ceiling.flag) &&
            is_covered(spec->planned, ask->level->codes[zone]))
            ceiling.value = fmax(ceiling.value, spec->guarantee_ha);
        ask->series->figures[zone] = ceiling;
    }
    label_plan(ask, plan, REFERENCE);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define SPARTE "MTES-MCT/sparte (Mon Diagnostic Artificialisation)"
#define LAW "loi n° 2021-1104 du 22 août 2021, articles 191 et 194"
#define HECTARES .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2
#define PACE .unit = {"ha/an", "ha/year"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2
#define PERCENT .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1
#define YEARS .unit = {"ans", "years"}, .measure = AMONT_MEASURE_INDEX, .decimals = 1
#define DATE .unit = {"", ""}, .measure = AMONT_MEASURE_INDEX
#define OF_DECADE .inputs = N_("annual columns of 'consumed' of 2011 to 2020")
#define OF_SINCE .inputs = N_("annual columns of 'consumed' from 2021 on")
#define OF_BOTH .inputs = N_("annual columns of 'consumed' of 2011 to 2020 and from 2021 on")

const amont_indicator amont_indicators_trajectory[] = {
    /* Z4 */
    {.info = {.id = "trajectory.ceiling",
              .label = {"Plafond de consommation d’espaces 2021-2030",
                        "Ceiling of land consumption 2021-2030"},
              HECTARES,
              OF_DECADE,
              .method = N_("reference decade (ten fluxes) × (1 − target / 100)"),
              .source = LAW},
     .compute = compute_plan},
    /* Z5 */
    {.info = {.id = "trajectory.allowed_pace",
              .label = {"Rythme permis de consommation d’espaces 2021-2030",
                        "Allowed pace of land consumption 2021-2030"},
              PACE,
              OF_DECADE,
              .method = N_("ceiling / 10"),
              .source = SPARTE},
     .compute = compute_plan},
    /* Z6 */
    {.info = {.id = "trajectory.consumed",
              .label = {"Espaces consommés depuis 2021", "Land consumed since 2021"},
              HECTARES,
              OF_SINCE,
              .method = N_("sum of the annual fluxes from 2021 on"),
              .source = SPARTE},
     .compute = compute_plan},
    /* Z7 */
    {.info = {.id = "trajectory.remaining",
              .label = {"Consommation d’espaces encore possible jusqu’en 2030",
                        "Land consumption left until 2030"},
              HECTARES,
              OF_BOTH,
              .method = N_("ceiling − consumed since 2021; negative where the ceiling is exceeded"),
              .source = SPARTE},
     .compute = compute_plan},
    {.info = {.id = "trajectory.status",
              .label = {"Situation au regard du plafond 2021-2030",
                        "State of the ceiling 2021-2030"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_CATEGORY,
              OF_BOTH,
              .method =
                  N_("exceeded, reached, exceeded before 2031 at the mean pace since 2021, kept "
                     "at it, or nothing consumed")},
     .compute = compute_status},
    /* Z8 */
    {.info = {.id = "trajectory.pace",
              .label = {"Rythme de consommation d’espaces", "Pace of land consumption"},
              PACE,
              OF_SINCE,
              .method = N_("consumed since 2021 / number of annual fluxes there are"),
              .source = SPARTE},
     .compute = compute_plan},
    {.info = {.id = "trajectory.pace_gap",
              .label = {"Écart du rythme de consommation d’espaces au rythme permis",
                        "Gap between the pace of land consumption and the allowed one"},
              PERCENT,
              OF_BOTH,
              .method = N_("(pace − allowed pace) / allowed pace; nd where nothing is allowed"),
              .source = SPARTE},
     .compute = compute_plan},
    /* Z9 */
    {.info = {.id = "trajectory.years_left",
              .label = {"Années avant d’atteindre le plafond, à ce rythme",
                        "Years until the ceiling is reached, at this pace"},
              YEARS,
              OF_BOTH,
              .method =
                  N_("remaining / pace; nd where the ceiling is exceeded or nothing is consumed"),
              .source = SPARTE},
     .compute = compute_plan},
    {.info = {.id = "trajectory.years_left_min",
              .label = {"Années avant d’atteindre le plafond, au rythme le plus rapide",
                        "Years until the ceiling is reached, at the faster pace"},
              YEARS,
              OF_BOTH,
              .method =
                  N_("remaining / the faster of the mean paces of all fluxes since 2021 and of "
                     "the last three")},
     .compute = compute_plan},
    {.info = {.id = "trajectory.years_left_max",
              .label = {"Années avant d’atteindre le plafond, au rythme le plus lent",
                        "Years until the ceiling is reached, at the slower pace"},
              YEARS,
              OF_BOTH,
              .method =
                  N_("remaining / the slower of the mean paces of all fluxes since 2021 and of "
                     "the last three")},
     .compute = compute_plan},
    {.info = {.id = "trajectory.overrun_year",
              .label = {"Année de dépassement du plafond, à ce rythme",
                        "Year in which the ceiling is exceeded, at this pace"},
              DATE,
              OF_BOTH,
              .method =
                  N_("year of the flux that went beyond the ceiling, else the year in which the "
                     "pace does; nd where that is not before 2031"),
              .source = SPARTE},
     .compute = compute_plan},
    {.info = {.id = "trajectory.overrun_year_min",
              .label = {"Année de dépassement du plafond, au rythme le plus rapide",
                        "Year in which the ceiling is exceeded, at the faster pace"},
              DATE,
              OF_BOTH,
              .method = N_("as trajectory.overrun_year, at the faster pace of all and of the last "
                           "three fluxes")},
     .compute = compute_plan},
    {.info = {.id = "trajectory.overrun_year_max",
              .label = {"Année de dépassement du plafond, au rythme le plus lent",
                        "Year in which the ceiling is exceeded, at the slower pace"},
              DATE,
              OF_BOTH,
              .method = N_("as trajectory.overrun_year, at the slower pace of all and of the last "
                           "three fluxes")},
     .compute = compute_plan},
    /* Z10 */
    {.info = {.id = "trajectory.projected",
              .label = {"Consommation d’espaces projetée sur 2021-2030",
                        "Land consumption projected for 2021-2030"},
              HECTARES,
              OF_SINCE,
              .method = N_("pace × 10"),
              .source = SPARTE},
     .compute = compute_plan},
    {.info = {.id = "trajectory.projected_share",
              .label = {"Part du plafond 2021-2030 que le rythme consommerait",
                        "Share of the ceiling 2021-2030 that the pace would consume"},
              PERCENT,
              OF_BOTH,
              .method = N_("pace × 10 / ceiling"),
              .source = SPARTE},
     .compute = compute_plan},
    /* Z11 */
    {.info = {.id = "trajectory.effort",
              .label = {"Baisse du rythme nécessaire pour tenir le plafond",
                        "Slowing down needed to keep the ceiling"},
              PERCENT,
              OF_BOTH,
              .method =
                  N_("max(0, 1 − (remaining / years left until 2031) / pace); over 100 % where "
                     "the ceiling is exceeded"),
              .source = SPARTE},
     .compute = compute_plan},
    /* Z12 */
    {.info = {.id = "trajectory.guaranteed_ceiling",
              .label = {"Plafond de consommation d’espaces 2021-2030 avec garantie communale",
                        "Ceiling of land consumption 2021-2030 with the communal guarantee"},
              HECTARES,
              .inputs = N_("annual columns of 'consumed' of 2011 to 2020; the key 'trajectory: "
                           "planned'"),
              .method = N_("ceiling, at least 1 ha (trajectory: guarantee_ha) where an urban plan "
                           "covers the zone; to be checked for Île-de-France"),
              .source = "loi n° 2023-630 du 20 juillet 2023, article 4"},
     .compute = compute_guarantee},
    {.info = {.id = NULL}},
};
