/* The quantities of a trajectory, zone by zone (Z4 to Z11 of the definitions). No number stands for
 * a state: a year that never comes is `nd`, and the status says why in words. */
#include "analysis/indicators/trajectory.h"

#include "analysis/figures.h"
#include "base/i18n.h"

#include <math.h>

static const char *const target_words[2][4] = {
    {"moyenne nationale, indicatif", "hérité d’un document supérieur", "réglementaire",
     "choisi pour l’étude"},
    {"national average, indicative", "inherited from a plan above", "regulatory",
     "chosen for the study"}};

const char *const amont_plan_words[2][6] = {
    {"dépassé", "atteint", "dépassé avant 2031 à ce rythme", "tenu à ce rythme",
     "rien de consommé depuis 2021", NULL},
    {"exceeded", "reached", "exceeded before 2031 at this pace", "kept at this pace",
     "nothing consumed since 2021", NULL}};

/* ---- making it ----------------------------------------------------------------------------- */

static amont_figure *sum_hectares(const amont_request *ask, amont_years years) {
    g_autofree amont_figure *sums = g_new(amont_figure, ask->level->n + 1);
    if (!amont_annual_sum(ask, "consumed", years, sums))
        return NULL;
    for (size_t zone = 0; zone < ask->level->n; zone++)
        sums[zone] = amont_figure_scaled(&sums[zone], 1e-4);
    return g_steal_pointer(&sums);
}

static bool add_reference(const amont_request *ask, const amont_trajectory_spec *spec,
                          amont_plan *plan) {
    amont_years decade = AMONT_REFERENCE_DECADE;
    if (spec && spec->reference)
        amont_years_parse(spec->reference, &decade); /* checked when the study was read */
    plan->reference = sum_hectares(ask, decade);
    return plan->reference != NULL;
}

/* Elapsed is what there is, from 2021 to the last year known; a year between may not lack. */
static bool add_since(const amont_request *ask, bool three, amont_plan *plan) {
    const int first = AMONT_TRAJECTORY_FIRST, last = first + AMONT_TRAJECTORY_YEARS - 1;
    amont_years known = {0, 0};
    bool any = amont_annual_years(ask->analysis, "consumed", ask->level, &known);
    amont_years years = {first, MAX(first + (three ? 2 : 0), MIN(last, known.until))};
    if (any || !amont_quantity_latest(ask->analysis, "consumed", ask->level))
        plan->consumed = sum_hectares(ask, years);
    else
        amont_series_lacks_quantity(ask->series, "consumed", ask->level);
    if (!plan->consumed)
        return false;
    plan->elapsed = amont_years_count(years);
    for (int i = 0; i < plan->elapsed; i++)
        plan->since[i] = amont_annual_of_year(ask->analysis, "consumed", ask->level, first + i);
    return true;
}

static void set_target(const amont_trajectory_spec *spec, amont_language language,
                       amont_plan *plan) {
    const double national = 50;
    bool is_given = spec && !isnan(spec->target_percent);
    int status = is_given ? AMONT_TARGET_CUSTOM : AMONT_TARGET_NATIONAL;
    if (spec && spec->target_status >= 0)
        status = spec->target_status;
    plan->kept = 1 - (is_given ? spec->target_percent : national) / 100;
    plan->status = target_words[language][status];
}

amont_plan *amont_plan_new(const amont_request *ask, unsigned needs) {
    const amont_study *study = amont_analysis_layers(ask->analysis)->study;
    const amont_trajectory_spec *spec = study->trajectory;
    g_autoptr(amont_plan) plan = g_new0(amont_plan, 1);
    plan->level = ask->level;
    set_target(spec, (amont_language)study->language, plan);
    if (needs & AMONT_PLAN_REFERENCE && !add_reference(ask, spec, plan))
        return NULL;
    bool three = needs & AMONT_PLAN_THREE;
    if (needs & (AMONT_PLAN_SINCE | AMONT_PLAN_THREE) && !add_since(ask, three, plan))
        return NULL;
    return g_steal_pointer(&plan);
}

void amont_plan_free(amont_plan *plan) {
    if (!plan)
        return;
    g_free(plan->reference);
    g_free(plan->consumed);
    g_free(plan);
}

/* ---- Z4 to Z8 ------------------------------------------------------------------------------ */

static amont_figure undefined(void) {
    return amont_figure_of(NAN, 0);
}

amont_figure amont_plan_ceiling(const amont_plan *plan, size_t zone) {
    return amont_figure_scaled(&plan->reference[zone], plan->kept);
}

amont_figure amont_plan_allowed_pace(const amont_plan *plan, size_t zone) {
    amont_figure ceiling = amont_plan_ceiling(plan, zone);
    amont_figure years = amont_figure_of(AMONT_TRAJECTORY_YEARS, 1);
    return amont_figure_ratio(&ceiling, &years, 1);
}

amont_figure amont_plan_consumed(const amont_plan *plan, size_t zone) {
    return plan->consumed[zone];
}

/* What floating point adds or takes away is no consumption: 1e-9 ha is 0.1 cm². */
enum { HECTARE_DIGITS = 9, YEAR_DIGITS = 6 };

amont_figure amont_plan_remaining(const amont_plan *plan, size_t zone) {
    amont_figure ceiling = amont_plan_ceiling(plan, zone);
    amont_figure left = amont_figure_difference(&ceiling, &plan->consumed[zone]);
    left.value = amont_number_round(left.value, HECTARE_DIGITS);
    return left;
}

/* Of the last `n` fluxes since 2021. */
static amont_figure pace_of_last(const amont_plan *plan, size_t zone, int n) {
    amont_figure sum = amont_figure_of(0, 0);
    for (int i = plan->elapsed - n; i < plan->elapsed; i++)
        sum = amont_figure_sum(&sum, &plan->since[i]->series->figures[zone]);
    sum = amont_figure_scaled(&sum, 1e-4);
    amont_figure years = amont_figure_of(n, 1);
    return amont_figure_ratio(&sum, &years, 1);
}

amont_figure amont_plan_pace(const amont_plan *plan, size_t zone) {
    amont_figure years = amont_figure_of(plan->elapsed, 1);
    return amont_figure_ratio(&plan->consumed[zone], &years, 1);
}

amont_figure amont_plan_pace_gap(const amont_plan *plan, size_t zone) {
    amont_figure pace = amont_plan_pace(plan, zone), allowed = amont_plan_allowed_pace(plan, zone);
    amont_figure gap = amont_figure_difference(&pace, &allowed);
    return amont_figure_ratio(&gap, &allowed, 100);
}

/* ---- Z9: when the ceiling is reached ------------------------------------------------------- */

/* Of what is left at a pace; `nd` when it is exceeded already or the pace is 0. */
static amont_figure years_at(const amont_plan *plan, size_t zone, const amont_figure *pace) {
    amont_figure left = amont_plan_remaining(plan, zone);
    amont_figure years = amont_figure_ratio(&left, pace, 1);
    if (amont_flag_has_value(years.flag) && left.value < 0)
        return undefined();
    return years;
}

/* The year in which the fluxes known went beyond the ceiling; 0 where they did not. */
static int year_exceeded(const amont_plan *plan, size_t zone) {
    amont_sum sum = {0, 0};
    double ceiling = amont_plan_ceiling(plan, zone).value;
    for (int i = 0; i < plan->elapsed; i++) {
        amont_sum_add(&sum, plan->since[i]->series->figures[zone].value / 1e4);
        if (amont_number_round(amont_sum_value(&sum) - ceiling, HECTARE_DIGITS) > 0)
            return AMONT_TRAJECTORY_FIRST + i;
    }
    return 0;
}

static amont_figure year_figure(double year, const amont_figure *left) {
    amont_figure figure = amont_figure_of(year, left->n);
    figure.flag = left->flag;
    return figure;
}

/* The calendar year of the overrun at a pace: known when it has happened, `nd` when it does not
 * happen before 2031. */
static amont_figure overrun_at(const amont_plan *plan, size_t zone, const amont_figure *pace) {
    amont_figure left = amont_plan_remaining(plan, zone);
    if (!amont_flag_has_value(left.flag))
        return left;
    if (left.value < 0)
        return year_figure(year_exceeded(plan, zone), &left);
    amont_figure years = years_at(plan, zone, pace);
    double end = AMONT_TRAJECTORY_FIRST + AMONT_TRAJECTORY_YEARS;
    double date = AMONT_TRAJECTORY_FIRST + plan->elapsed + years.value;
    date = amont_number_round(date, YEAR_DIGITS);
    if (!amont_flag_has_value(years.flag) || date >= end)
        return undefined();
    return year_figure(floor(date), &left);
}

amont_figure amont_plan_years_left(const amont_plan *plan, size_t zone) {
    amont_figure pace = amont_plan_pace(plan, zone);
    return years_at(plan, zone, &pace);
}

amont_figure amont_plan_overrun(const amont_plan *plan, size_t zone) {
    amont_figure pace = amont_plan_pace(plan, zone);
    return overrun_at(plan, zone, &pace);
}

/* The pace of all years since 2021 or that of the last three, whichever is the faster or slower. */
static amont_figure pace_at_end(const amont_plan *plan, size_t zone, bool faster) {
    amont_figure all = amont_plan_pace(plan, zone), recent = pace_of_last(plan, zone, 3);
    return (recent.value > all.value) == faster ? recent : all;
}

amont_figure amont_plan_years_left_min(const amont_plan *plan, size_t zone) {
    amont_figure pace = pace_at_end(plan, zone, true);
    return years_at(plan, zone, &pace);
}

amont_figure amont_plan_years_left_max(const amont_plan *plan, size_t zone) {
    amont_figure pace = pace_at_end(plan, zone, false);
    return years_at(plan, zone, &pace);
}

amont_figure amont_plan_overrun_min(const amont_plan *plan, size_t zone) {
    amont_figure pace = pace_at_end(plan, zone, true);
    return overrun_at(plan, zone, &pace);
}

amont_figure amont_plan_overrun_max(const amont_plan *plan, size_t zone) {
    amont_figure pace = pace_at_end(plan, zone, false);
    return overrun_at(plan, zone, &pace);
}

/* ---- Z10, Z11 ------------------------------------------------------------------------------ */

amont_figure amont_plan_projected(const amont_plan *plan, size_t zone) {
    amont_figure pace = amont_plan_pace(plan, zone);
    return amont_figure_scaled(&pace, AMONT_TRAJECTORY_YEARS);
}

amont_figure amont_plan_projected_share(const amont_plan *plan, size_t zone) {
    amont_figure projected = amont_plan_projected(plan, zone);
    amont_figure ceiling = amont_plan_ceiling(plan, zone);
    return amont_figure_ratio(&projected, &ceiling, 100);
}

amont_figure amont_plan_effort(const amont_plan *plan, size_t zone) {
    amont_figure left = amont_plan_remaining(plan, zone), pace = amont_plan_pace(plan, zone);
    amont_figure years = amont_figure_of(AMONT_TRAJECTORY_YEARS - plan->elapsed, 1);
    amont_figure needed = amont_figure_ratio(&left, &years, 1);
    amont_figure share = amont_figure_ratio(&needed, &pace, 1);
    if (amont_flag_has_value(share.flag))
        share.value = 100 * fmax(0, 1 - share.value);
    return share;
}

/* ---- the status ---------------------------------------------------------------------------- */

static amont_plan_status status_of(const amont_plan *plan, size_t zone, double left) {
    if (left < 0)
        return AMONT_PLAN_EXCEEDED;
    if (plan->consumed[zone].value == 0)
        return AMONT_PLAN_NONE;
    if (left == 0)
        return AMONT_PLAN_REACHED;
    return amont_flag_has_value(amont_plan_overrun(plan, zone).flag) ? AMONT_PLAN_OVERRUN
                                                                     : AMONT_PLAN_KEPT;
}

amont_figure amont_plan_state(const amont_plan *plan, size_t zone) {
    amont_figure left = amont_plan_remaining(plan, zone);
    if (!amont_flag_has_value(left.flag))
        return left;
    amont_figure figure = amont_figure_of(status_of(plan, zone, left.value), left.n);
    figure.flag = left.flag;
    return figure;
}
