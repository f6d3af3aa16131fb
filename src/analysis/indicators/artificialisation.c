/* Changes of artificialised land: L5, L6 and Z20 of the definitions; without years in brackets,
 * between the last two dates. Both dates say in one way what is artificialised: by the column
 * `artif` of OCS GE, by cover and use with the thresholds of the decree (analysis/artificial.h), or
 * by the list of classes. */
#include "analysis/figures.h"
#include "analysis/sought.h"
#include "analysis/transition_areas.h"
#include "base/i18n.h"

#include <math.h>

/* ---- changes ------------------------------------------------------------------------------- */

/* What became artificialised and what ceased to be, in ha. */
typedef struct balance {
    const amont_transitions *transitions; /* NULL: the study lacks something */
    amont_figure *gains, *losses;
} balance;

static void clear_balance(balance *b) {
    g_free(b->gains);
    g_free(b->losses);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(balance, clear_balance)

static bool is_gain(const amont_transition *cell, const void *data) {
    (void)data;
    return cell->from == AMONT_STATE_NO && cell->to == AMONT_STATE_YES;
}

static bool is_loss(const amont_transition *cell, const void *data) {
    (void)data;
    return cell->from == AMONT_STATE_YES && cell->to == AMONT_STATE_NO;
}

static bool find_balance(const amont_request *request, balance *b, GError **error) {
    g_auto(amont_land_ask) ask = {0};
    amont_dated period[2];
    if (!amont_land_read(request, NULL, &ask, error))
        return false;
    if (request->series->lacks)
        return true;
    ask.record = amont_sought_record(request->analysis, AMONT_SOUGHT_ARTIFICIAL, 2);
    if (!amont_land_period(&ask, request->series, period, error))
        return false;
    amont_transitions_ask what;
    if (request->series->lacks ||
        !amont_sought_ask(request, AMONT_SOUGHT_ARTIFICIAL, period, &what))
        return true;
    b->transitions = amont_analysis_transitions(request->analysis, &what, request->level, error);
    if (!b->transitions)
        return false;
    b->gains = g_new(amont_figure, request->level->n + 1);
    b->losses = g_new(amont_figure, request->level->n + 1);
    amont_transitions_fill(b->transitions, is_gain, NULL, b->gains);
    amont_transitions_fill(b->transitions, is_loss, NULL, b->losses);
    amont_land_describe(request->series, NULL, &period[0], &period[1]);
    return true;
}

/* One figure of a balance, before it is divided. */
typedef amont_figure of_balance(const balance *b, size_t zone);

static amont_figure gain_of(const balance *b, size_t zone) {
    return b->gains[zone];
}

static amont_figure loss_of(const balance *b, size_t zone) {
    return b->losses[zone];
}

static amont_figure net_of(const balance *b, size_t zone) {
    return amont_figure_difference(&b->gains[zone], &b->losses[zone]);
}

static void fill(const amont_request *request, const balance *b, of_balance *figure) {
    for (size_t zone = 0; zone < request->level->n; zone++)
        request->series->figures[zone] = figure(b, zone);
}

static bool compute_change(const amont_request *request, of_balance *figure, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(request, &b, error))
        return false;
    if (b.transitions)
        fill(request, &b, figure);
    return true;
}

static bool compute_yearly(const amont_request *request, of_balance *figure, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(request, &b, error))
        return false;
    if (!b.transitions)
        return true;
    double years = amont_dated_elapsed(&b.transitions->period[0], &b.transitions->period[1]);
    if (!(years > 0))
        return amont_series_lacks(request->series, N_("the years of both dates of land use"));
    fill(request, &b, figure);
    amont_figure elapsed = amont_figure_of(years, 1);
    for (size_t zone = 0; zone < request->level->n; zone++)
        request->series->figures[zone] =
            amont_figure_ratio(&request->series->figures[zone], &elapsed, 1);
    return true;
}

static bool compute_gain(const amont_request *ask, GError **error) {
    return compute_change(ask, gain_of, error);
}

static bool compute_gain_yearly(const amont_request *ask, GError **error) {
    return compute_yearly(ask, gain_of, error);
}

static bool compute_loss(const amont_request *ask, GError **error) {
    return compute_change(ask, loss_of, error);
}

static bool compute_loss_yearly(const amont_request *ask, GError **error) {
    return compute_yearly(ask, loss_of, error);
}

static bool compute_net(const amont_request *ask, GError **error) {
    return compute_change(ask, net_of, error);
}

static bool compute_net_yearly(const amont_request *ask, GError **error) {
    return compute_yearly(ask, net_of, error);
}

static bool compute_net_share(const amont_request *ask, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(ask, &b, error))
        return false;
    if (!b.transitions)
        return true;
    g_autofree amont_figure *grounds = g_new(amont_figure, ask->level->n + 1);
    fill(ask, &b, net_of);
    amont_transitions_grounds(b.transitions, grounds);
    amont_series_ratio(ask->series, ask->series->figures, grounds, 100);
    amont_series_overall_ratio(ask->series, ask->level, 100);
    return true;
}

static bool compute_renaturation(const amont_request *ask, GError **error) {
    g_auto(balance) b = {0};
    if (!find_balance(ask, &b, error))
        return false;
    if (!b.transitions)
        return true;
    amont_series_ratio(ask->series, b.losses, b.gains, 100);
    amont_series_overall_ratio(ask->series, ask->level, 100);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define TWO_DATES                                                                      \
    .inputs = N_("landuse of two dates: a column 'artif', cover and use, or "          \
                 "'artificialised' in the list; in brackets two years where they are " \
                 "not the last")
#define HECTARES \
    .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2, .is_area = true
#define HECTARES_A_YEAR \
    .unit = {"ha/an", "ha/year"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2, .is_area = true
#define PER_CENT .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1, .is_area = true

const amont_indicator amont_indicators_artificialisation[] = {
    {.info = {.id = "landuse.artificialisation", /* L5 */
              .label = {"Artificialisation brute", "Gross artificialisation"},
              HECTARES,
              TWO_DATES,
              .method =
                  N_("land not artificialised at the first date and artificialised at the second")},
     .compute = compute_gain,
     .takes_years = true},
    {.info = {.id = "landuse.artificialisation_yearly", /* L5 */
              .label = {"Artificialisation brute par an", "Gross artificialisation a year"},
              HECTARES_A_YEAR,
              TWO_DATES,
              .method = N_("gross artificialisation over the years between the two dates")},
     .compute = compute_gain_yearly,
     .takes_years = true},
    {.info = {.id = "landuse.desartificialisation", /* L5 */
              .label = {"Désartificialisation", "Reversed artificialisation"},
              HECTARES,
              TWO_DATES,
              .method = N_("land artificialised at the first date and no more at the second")},
     .compute = compute_loss,
     .takes_years = true},
    {.info = {.id = "landuse.desartificialisation_yearly", /* L5 */
              .label = {"Désartificialisation par an", "Reversed artificialisation a year"},
              HECTARES_A_YEAR,
              TWO_DATES,
              .method = N_("reversed artificialisation over the years between the two dates")},
     .compute = compute_loss_yearly,
     .takes_years = true},
    {.info = {.id = "landuse.net_artificialisation", /* L6 */
              .label = {"Artificialisation nette", "Net artificialisation"},
              HECTARES,
              TWO_DATES,
              .method = N_("gross artificialisation less what was reversed"),
              .source = "code de l’urbanisme, article L. 101-2-1"},
     .compute = compute_net,
     .takes_years = true},
    {.info = {.id = "landuse.net_artificialisation_yearly", /* L6 */
              .label = {"Artificialisation nette par an", "Net artificialisation a year"},
              HECTARES_A_YEAR,
              TWO_DATES,
              .method = N_("net artificialisation over the years between the two dates"),
              .source = "code de l’urbanisme, article L. 101-2-1"},
     .compute = compute_net_yearly,
     .takes_years = true},
    {.info =
         {.id = "landuse.net_artificialisation_share", /* L6 */
          .label = {"Artificialisation nette rapportée à la superficie",
                    "Net artificialisation over the area"},
          .unit = {"%", "%"},
          .measure = AMONT_MEASURE_RATIO,
          .decimals = 2,
          TWO_DATES,
          .method = N_(
              "net artificialisation over the area of the zone without the classes that the list "
              "leaves open"),
          .is_area = true,
          .source = "code de l’urbanisme, article L. 101-2-1"},
     .compute = compute_net_share,
     .takes_years = true},
    {.info = {.id = "landuse.renaturation", /* Z20 (k) */
              .label = {"Désartificialisation rapportée à l’artificialisation brute",
                        "Reversed over gross artificialisation"},
              PER_CENT,
              TWO_DATES,
              .method = N_("land no more artificialised over land newly artificialised"),
              .source = N_("general knowledge")},
     .compute = compute_renaturation,
     .takes_years = true},
    {.info = {.id = NULL}},
};
