/* Changes of classes between two dates: L7, L8 of the definitions, and the share lost of E6.
 * `landuse.gain(X)` is between the last two dates, `landuse.gain(X, 2017, 2021)` between those.
 * Land that has no class at one of the dates is neither gained nor lost; changes that are noise
 * (the key minimum_unit_m2 of the layer) are left out, and told by landuse.noise.
 *
 * Decomposition: R. G. Pontius, E. Shusas, M. McEachern, Detecting important categorical land
 * changes while accounting for persistence, Agriculture, Ecosystems and Environment 101, 2004. (k)
 */
#include "analysis/figures.h"
#include "analysis/transition_areas.h"
#include "base/i18n.h"

#include <math.h>
#include <string.h>

/* ---- the classes that are asked for -------------------------------------------------------- */

typedef struct changing {
    const amont_transitions *transitions; /* NULL: the study lacks something */
    bool *chosen;                         /* flags of states */
} changing;

static void clear_changing(changing *c) {
    g_free(c->chosen);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(changing, clear_changing)

/* The states of the classes that are chosen at either date. */
static void flag_states(const amont_transitions *transitions, const amont_dated *dated,
                        const amont_chosen *chosen, bool *flags) {
    const amont_nomenclature *list = dated->landuse->classes[chosen->dimension];
    for (unsigned k = 0; k < chosen->n; k++)
        for (guint state = 0; chosen->classes[k] && state < transitions->n_known; state++)
            if (strcmp(transitions->codes->pdata[state], amont_nomenclature_class(list, k)->code) ==
                0)
                flags[state] = true;
}

/* The choice of either date; a layer whose list lacks the class has none of it. */
static bool choose(const amont_land_ask *ask, const amont_dated period[2], amont_chosen chosen[2]) {
    bool first = amont_land_choose(ask, &period[0], &chosen[0]);
    bool second = amont_land_choose(ask, &period[1], &chosen[1]);
    return first || second;
}

static bool find_transitions(const amont_request *request, const amont_dated period[2],
                             size_t dimension, changing *c, GError **error) {
    amont_transitions_ask what = {
        dimension == 0 ? AMONT_LAND_COVER : AMONT_LAND_USE, AMONT_WAYS, {period[0], period[1]}};
    c->transitions = amont_analysis_transitions(request->analysis, &what, request->level, error);
    return c->transitions != NULL;
}

static bool find_chosen(const amont_request *request, const amont_land_ask *ask,
                        const amont_dated period[2], const char *theme, changing *c,
                        GError **error) {
    amont_chosen chosen[2] = {{0}, {0}};
    bool ok = choose(ask, period, chosen);
    if (!ok)
        amont_series_lacks(request->series, N_("the class '%s' in the layer '%s'"),
                           theme ? theme : ask->words, period[1].landuse->spec->entry.name);
    const amont_chosen *known = chosen[1].classes ? &chosen[1] : &chosen[0];
    bool found = !ok || find_transitions(request, period, known->dimension, c, error);
    if (ok && found) {
        c->chosen = g_new0(bool, c->transitions->n_known + 1);
        for (size_t side = 0; side < 2; side++)
            if (chosen[side].classes)
                flag_states(c->transitions, &period[side], &chosen[side], c->chosen);
        amont_land_describe(request->series, theme ? NULL : known->label, &period[0], &period[1]);
    }
    amont_chosen_clear(&chosen[0]);
    amont_chosen_clear(&chosen[1]);
    return found;
}

static bool find_changing(const amont_request *request, const char *theme, changing *c,
                          GError **error) {
    g_auto(amont_land_ask) ask = {0};
    amont_dated period[2];
    if (!amont_land_read(request, theme, &ask, error))
        return false;
    if (request->series->lacks)
        return true;
    if (!amont_land_period(&ask, request->series, period, error))
        return false;
    return request->series->lacks || find_chosen(request, &ask, period, theme, c, error);
}

/* ---- gains and losses ---------------------------------------------------------------------- */

static bool is_gain(const amont_transition *cell, const void *data) {
    const changing *c = data;
    return !c->chosen[cell->from] && c->chosen[cell->to];
}

static bool is_loss(const amont_transition *cell, const void *data) {
    const changing *c = data;
    return c->chosen[cell->from] && !c->chosen[cell->to];
}

static bool is_first_stock(const amont_transition *cell, const void *data) {
    const changing *c = data;
    return c->chosen[cell->from];
}

/* One figure of the gain and the loss of a class; what it is made of is what it counts. */
typedef double of_both(double gain, double loss);

static double gain_of(double gain, double loss) {
    (void)loss;
    return gain;
}

static double loss_of(double gain, double loss) {
    (void)gain;
    return loss;
}

static double balance_of(double gain, double loss) {
    return gain - loss;
}

static double net_of(double gain, double loss) {
    return fabs(gain - loss);
}

static double swap_of(double gain, double loss) {
    return 2 * fmin(gain, loss);
}

static double total_of(double gain, double loss) {
    return gain + loss;
}

static bool fill(const amont_request *request, of_both *combine, of_both *count, GError **error) {
    g_auto(changing) c = {0};
    if (!find_changing(request, NULL, &c, error))
        return false;
    if (!c.transitions)
        return true;
    amont_figure *figures = request->series->figures;
    g_autofree amont_figure *losses = g_new(amont_figure, request->level->n + 1);
    amont_transitions_fill(c.transitions, is_gain, &c, figures);
    amont_transitions_fill(c.transitions, is_loss, &c, losses);
    for (size_t zone = 0; zone < request->level->n; zone++) {
        figures[zone].value = combine(figures[zone].value, losses[zone].value);
        figures[zone].n = count(figures[zone].n, losses[zone].n);
    }
    return true;
}

static bool compute_gain(const amont_request *ask, GError **error) {
    return fill(ask, gain_of, gain_of, error);
}

static bool compute_loss(const amont_request *ask, GError **error) {
    return fill(ask, loss_of, loss_of, error);
}

static bool compute_balance(const amont_request *ask, GError **error) {
    return fill(ask, balance_of, total_of, error);
}

static bool compute_net(const amont_request *ask, GError **error) {
    return fill(ask, net_of, total_of, error);
}

static bool compute_swap(const amont_request *ask, GError **error) {
    return fill(ask, swap_of, total_of, error);
}

static bool compute_total(const amont_request *ask, GError **error) {
    return fill(ask, total_of, total_of, error);
}

static bool compute_activity_lost(const amont_request *ask, GError **error) {
    g_auto(changing) c = {0};
    if (!find_changing(ask, "activity", &c, error))
        return false;
    if (!c.transitions)
        return true;
    g_autofree amont_figure *stocks = g_new(amont_figure, ask->level->n + 1);
    amont_transitions_fill(c.transitions, is_loss, &c, ask->series->figures);
    amont_transitions_fill(c.transitions, is_first_stock, &c, stocks);
    amont_series_ratio(ask->series, ask->series->figures, stocks, 100);
    amont_series_overall_ratio(ask->series, ask->level, 100);
    return true;
}

/* ---- all classes --------------------------------------------------------------------------- */

static bool find_all(const amont_request *request, changing *c, GError **error) {
    g_auto(amont_land_ask) ask = {0};
    amont_dated period[2];
    if (!amont_land_read(request, NULL, &ask, error))
        return false;
    if (request->series->lacks)
        return true;
    if (!amont_land_period(&ask, request->series, period, error))
        return false;
    if (request->series->lacks)
        return true;
    if (!find_transitions(request, period, 0, c, error))
        return false;
    amont_land_describe(request->series, NULL, &period[0], &period[1]);
    return true;
}

static bool is_change(const amont_transition *cell, const void *data) {
    (void)data;
    return cell->from != cell->to;
}

static bool compute_changed(const amont_request *ask, GError **error) {
    g_auto(changing) c = {0};
    if (!find_all(ask, &c, error))
        return false;
    if (c.transitions)
        amont_transitions_fill(c.transitions, is_change, NULL, ask->series->figures);
    return true;
}

static bool compute_noise(const amont_request *ask, GError **error) {
    g_auto(changing) c = {0};
    if (!find_all(ask, &c, error))
        return false;
    if (!c.transitions)
        return true;
    if (isnan(c.transitions->minimum_unit_m2))
        return amont_series_lacks(ask->series, N_("the key '%s' of the land-use layers"),
                                  "minimum_unit_m2");
    amont_transitions_fill(c.transitions, is_change, NULL, ask->series->figures);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        if (amont_flag_has_value(ask->series->figures[zone].flag))
            ask->series->figures[zone].value = ask->series->figures[zone].n = 0;
    for (guint i = 0; i < c.transitions->cells->len; i++) {
        const amont_transition *cell = &g_array_index(c.transitions->cells, amont_transition, i);
        if (cell->zone != AMONT_NO_ZONE && cell->noise_m2 > 0) {
            ask->series->figures[cell->zone].value += cell->noise_m2 / 1e4;
            ask->series->figures[cell->zone].n += cell->n_noise;
        }
    }
    return true;
}

/* ---- the table ----------------------------------------------------------------------------- */

#define OF_CLASS                                                                          \
    .unit = {"ha", "ha"}, .measure = AMONT_MEASURE_STOCK, .decimals = 2, .is_area = true, \
    .inputs = N_("landuse of two dates; in brackets a class or a group, and two years "   \
                 "where they are not the last"),                                          \
    .source = "Pontius, Shusas and McEachern 2004"

const amont_indicator amont_indicators_landuse_change[] = {
    {.info = {.id = "landuse.gain()", /* L8 (k) */
              .label = {"Superficie gagnée", "Area gained"},
              OF_CLASS,
              .method =
                  N_("land of another class at the first date and of the class at the second")},
     .compute = compute_gain},
    {.info = {.id = "landuse.loss()", /* L8 (k) */
              .label = {"Superficie perdue", "Area lost"},
              OF_CLASS,
              .method = N_("land of the class at the first date and of another at the second")},
     .compute = compute_loss},
    {.info = {.id = "landuse.balance()", /* L8 (k), with its sign */
              .label = {"Solde de superficie", "Balance of area"},
              OF_CLASS,
              .method = N_("gain less loss")},
     .compute = compute_balance},
    {.info = {.id = "landuse.net()", /* L8 (k) */
              .label = {"Changement net", "Net change"},
              OF_CLASS,
              .method = N_("gain less loss, without its sign")},
     .compute = compute_net},
    {.info = {.id = "landuse.swap()", /* L8 (k) */
              .label = {"Changement par échange", "Swap"},
              OF_CLASS,
              .method = N_("twice the smaller of gain and loss")},
     .compute = compute_swap},
    {.info = {.id = "landuse.change()", /* L8 (k) */
              .label = {"Changement total", "Total change"},
              OF_CLASS,
              .method = N_("gain and loss together: net change and swap")},
     .compute = compute_total},
    {.info = {.id = "landuse.changed", /* L7 */
              .label = {"Superficie ayant changé de classe", "Area of changed class"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 2,
              .inputs =
                  N_("landuse of two dates; in brackets two years where they are not the last"),
              .method =
                  N_("land of different classes at the two dates, less what is noise; of cover "
                     "and use, the cover"),
              .is_area = true},
     .compute = compute_changed,
     .takes_years = true},
    {.info = {.id = "landuse.noise", /* L7 */
              .label = {"Changements sous l’unité minimale", "Changes below the minimum unit"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 2,
              .inputs = N_("landuse of two dates with 'minimum_unit_m2'"),
              .method = N_("changed land in contiguous pieces of less than the minimum unit: what "
                           "landuse.changed leaves out"),
              .is_area = true},
     .compute = compute_noise,
     .takes_years = true},
    {.info = {.id = "exposure.activity_land_lost", /* E6 */
              .label = {"Part des superficies d’activités perdue", "Share of activity land lost"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("landuse of two dates whose list has classes of the theme 'activity'"),
              .method =
                  N_("activity land of the first date that is of other classes at the second, "
                     "over activity land of the first date"),
              .is_area = true},
     .compute = compute_activity_lost,
     .takes_years = true},
    {.info = {.id = NULL}},
};
