/* Artificialised and impermeable land: L3 and L4 of the definitions. What is artificialised is said
 * by the column `artif` of OCS GE where it is there, else by cover and use with the thresholds of
 * the decree (analysis/artificial.h), else by the list of classes; without a year in brackets, of
 * the latest date. */
#include "analysis/figures.h"
#include "analysis/sought.h"
#include "analysis/transition_areas.h"
#include "base/i18n.h"

/* ---- stocks -------------------------------------------------------------------------------- */

static bool is_yes(const amont_transition *cell, const void *data) {
    (void)data;
    return cell->to == AMONT_STATE_YES;
}

static void fill_outside(const amont_transitions *t, amont_series *series) {
    for (guint i = 0; i < t->cells->len; i++) {
        const amont_transition *cell = &g_array_index(t->cells, amont_transition, i);
        if (cell->zone == AMONT_NO_ZONE && cell->to == AMONT_STATE_YES)
            series->outside = amont_figure_of(cell->area_m2 / 1e4, cell->n);
    }
    series->elsewhere = amont_series_elsewhere(series, t->level);
    series->whole = t->stock_m2[AMONT_STATE_YES] / 1e4;
}

/* The transitions of the date asked for, in *transitions; NULL where the study lacks something. */
static bool find_date(const amont_request *request, amont_sought what,
                      const amont_transitions **transitions, GError **error) {
    g_auto(amont_land_ask) ask = {0};
    amont_dated dated;
    if (!amont_land_read(request, NULL, &ask, error))
        return false;
    if (request->series->lacks)
        return true;
    ask.record = amont_sought_record(request->analysis, what, 1);
    if (!amont_land_date(&ask, &dated, error))
        return false;
    amont_transitions_ask asked;
    const amont_dated period[2] = {dated, dated};
    if (!amont_sought_ask(request, what, period, &asked))
        return true;
    *transitions = amont_analysis_transitions(request->analysis, &asked, request->level, error);
    if (!*transitions)
        return false;
    amont_land_describe(request->series, NULL, &dated, &dated);
    return true;
}

static bool fill_stock(const amont_request *request, amont_sought what, GError **error) {
    const amont_transitions *transitions = NULL;
    if (!find_date(request, what, &transitions, error))
        return false;
    if (!transitions)
        return true;
    amont_transitions_fill(transitions, is_yes, NULL, request->series->figures);
    fill_outside(transitions, request->series);
    return true;
}

static bool fill_share(const amont_request *request, amont_sought what, GError **error) {
    const amont_transitions *transitions = NULL;
    if (!find_date(request, what, &transitions, error))
        return false;
    if (!transitions)
        return true;
    g_autofree amont_figure *grounds = g_new(amont_figure, request->level->n + 1);
    amont_transitions_fill(transitions, is_yes, NULL, request->series->figures);
    amont_transitions_grounds(transitions, grounds);
    amont_series_ratio(request->series, request->series->figures, grounds, 100);
    amont_series_overall_ratio(request->series, request->level, 100);
    return true;
}

static bool compute_artificialised(const amont_request *ask, GError **error) {
    return fill_stock(ask, AMONT_SOUGHT_ARTIFICIAL, error);
}

static bool compute_artificialised_by_matrix(const amont_request *ask, GError **error) {
    return fill_stock(ask, AMONT_SOUGHT_BY_MATRIX, error);
}

static bool compute_artificialised_share(const amont_request *ask, GError **error) {
    return fill_share(ask, AMONT_SOUGHT_ARTIFICIAL, error);
}

static bool compute_impermeable(const amont_request *ask, GError **error) {
    return fill_stock(ask, AMONT_SOUGHT_IMPERMEABLE, error);
}

static bool compute_impermeable_share(const amont_request *ask, GError **error) {
    return fill_share(ask, AMONT_SOUGHT_IMPERMEABLE, error);
}

/* ---- the table ----------------------------------------------------------------------------- */

#define DECREE "code de l’urbanisme, annexe à l’article R. 101-1"
#define ONE_DATE                                                                  \
    .inputs = N_("landuse: a column 'artif', cover and use, or 'artificialised' " \
                 "in the list; in brackets a year where it is not the last")
#define HECTARES \
    .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2, .is_area = true
#define PER_CENT .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1, .is_area = true

const amont_indicator amont_indicators_artificialised[] = {
    {.info = {.id = "landuse.artificialised", /* L3 */
              .label = {"Superficie artificialisée", "Artificialised area"},
              HECTARES,
              ONE_DATE,
              .method = N_("area of what is artificialised within the zone"),
              .source = DECREE},
     .compute = compute_artificialised,
     .takes_years = true},
    {.info =
         {.id = "landuse.artificialised_share", /* L3 */
          .label = {"Part artificialisée", "Artificialised share"},
          PER_CENT,
          ONE_DATE,
          .method = N_(
              "what is artificialised, over the area of the zone without the classes that the list "
              "leaves open"),
          .source = DECREE},
     .compute = compute_artificialised_share,
     .takes_years = true},
    {.info = {.id = "landuse.artificialised_by_matrix", /* L3, the other way */
              .label = {"Superficie artificialisée selon la couverture et l’usage",
                        "Artificialised area by cover and use"},
              HECTARES,
              .inputs =
                  N_("landuse with cover and use; in brackets a year where it is not the last"),
              .method =
                  N_("pairs of cover and use that are artificialised, built ground from 50 m² "
                     "and the rest from 2,500 m² of contiguous land, enclaves under 2,500 m² "
                     "as what surrounds them"),
              .source = DECREE},
     .compute = compute_artificialised_by_matrix,
     .takes_years = true},
    {.info =
         {.id = "landuse.impermeable", /* L4 */
          .label = {"Superficie imperméabilisée", "Impermeable area"},
          HECTARES,
          .inputs = N_(
              "landuse whose list says 'impermeable'; in brackets a year where it is not the last"),
          .method = N_("area of the impermeable classes within the zone"),
          .source = DECREE ", 1° et 2°"},
     .compute = compute_impermeable,
     .takes_years = true},
    {.info =
         {.id = "landuse.impermeable_share", /* L4 */
          .label = {"Part imperméabilisée", "Impermeable share"},
          PER_CENT,
          .inputs = N_(
              "landuse whose list says 'impermeable'; in brackets a year where it is not the last"),
          .method = N_("area of the impermeable classes, over the area of the zone"),
          .source = DECREE ", 1° et 2°"},
     .compute = compute_impermeable_share,
     .takes_years = true},
    {.info = {.id = NULL}},
};
