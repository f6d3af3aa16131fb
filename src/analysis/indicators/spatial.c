/* Whether and where neighbouring zones have like figures: S1 to S3 and S5 of the definitions, of
 * any indicator, field or column in brackets. */
#include "analysis/figures.h"
#include "analysis/spatial/facts.h"
#include "base/i18n.h"

#include <math.h>

static const double false_discoveries = 0.05;

enum { NOT_SIGNIFICANT = AMONT_QUADRANTS, HOT = 0, COLD, NEITHER };

static const char *const quadrant_words[2][AMONT_QUADRANTS + 2] = {
    {"haut entouré de hauts (HH)", "bas entouré de bas (LL)", "haut entouré de bas (HL)",
     "bas entouré de hauts (LH)", "non significatif", NULL},
    {"high among high (HH)", "low among low (LL)", "high among low (HL)", "low among high (LH)",
     "not significant", NULL}};

static const char *const spot_words[2][4] = {
    {"point chaud", "point froid", "non significatif", NULL},
    {"hot spot", "cold spot", "not significant", NULL}};

static amont_language language_of(const amont_request *ask) {
    return (amont_language)amont_analysis_layers(ask->analysis)->study->language;
}

/* « Indice de Moran : revenu médian »; what is behind the figure in brackets is behind this. */
static void describe(const amont_request *ask, const amont_asked *asked) {
    amont_series *series = ask->series;
    const char *colon = language_of(ask) == AMONT_LANGUAGE_FR ? "\u00a0: " : ": ";
    char *label = g_strconcat(series->label, colon, asked->series->label, NULL);
    g_free(series->label);
    series->label = label;
    amont_series_behind(series, asked->series);
    if (!asked->series->lacks)
        return;
    series->lacks = g_strdup(asked->series->lacks);
    series->lacks_said = g_strdup(asked->series->lacks_said);
}

static bool is_refused(const amont_asked *asked, bool needs_p) {
    size_t fewest = needs_p ? AMONT_SPATIAL_FEW : AMONT_SPATIAL_FEWEST;
    return asked->n < fewest || !asked->values || !asked->weights;
}

/* ---- of all zones -------------------------------------------------------------------------- */

static bool compute_moran(const amont_request *ask, bool rates, bool p, GError **error) {
    amont_asked *asked = amont_spatial_ask(ask, rates, error);
    if (!asked)
        return false;
    ask->series->overall_only = true;
    describe(ask, asked);
    const amont_moran *moran = is_refused(asked, false) ? NULL : amont_asked_moran(asked);
    double value = !moran || is_refused(asked, p) ? NAN : p ? moran->p : moran->i;
    if (!asked->series->lacks)
        ask->series->overall = amont_figure_of(value, (double)asked->n);
    amont_spatial_say(ask, asked, moran, true);
    return true;
}

static bool compute_global(const amont_request *ask, GError **error) {
    return compute_moran(ask, false, false, error);
}

static bool compute_global_p(const amont_request *ask, GError **error) {
    return compute_moran(ask, false, true, error);
}

static bool compute_rates(const amont_request *ask, GError **error) {
    return compute_moran(ask, true, false, error);
}

static bool compute_rates_p(const amont_request *ask, GError **error) {
    return compute_moran(ask, true, true, error);
}

/* ---- by zone ------------------------------------------------------------------------------- */

/* Fills `values` (NaN: not defined) for the units. */
typedef void fill_values(amont_asked *asked, double *values);

/* n is the number of neighbours; zones without a figure keep the flag of what they lack. */
static bool compute_by_zone(const amont_request *ask, fill_values *fill, bool needs_p, bool draws,
                            GError **error) {
    amont_asked *asked = amont_spatial_ask(ask, false, error);
    if (!asked)
        return false;
    describe(ask, asked);
    g_autofree double *values = g_new(double, asked->n + 1);
    for (size_t unit = 0; unit < asked->n; unit++)
        values[unit] = NAN;
    if (!is_refused(asked, needs_p))
        fill(asked, values);
    for (size_t zone = 0; zone < ask->level->n; zone++)
        if (ask->level->selected[zone])
            ask->series->figures[zone].flag = asked->series->figures[zone].flag;
    for (size_t unit = 0; unit < asked->n; unit++) {
        size_t near = asked->weights ? amont_weights_count(asked->weights, unit) : 0;
        ask->series->figures[asked->zone_of[unit]] = amont_figure_of(values[unit], (double)near);
    }
    amont_spatial_say(ask, asked, NULL, draws);
    return true;
}

static void fill_local(amont_asked *asked, double *values) {
    const amont_local *local = amont_asked_local(asked);
    for (size_t unit = 0; unit < asked->n; unit++)
        values[unit] = local[unit].i;
}

static void fill_local_p(amont_asked *asked, double *values) {
    const amont_local *local = amont_asked_local(asked);
    for (size_t unit = 0; unit < asked->n; unit++)
        values[unit] = local[unit].p;
}

static void fill_quadrants(amont_asked *asked, double *values) {
    const amont_local *local = amont_asked_local(asked);
    g_autofree bool *significant = g_new(bool, asked->n + 1);
    fill_local_p(asked, values);
    amont_discoveries(values, asked->n, false_discoveries, significant);
    for (size_t unit = 0; unit < asked->n; unit++)
        if (!isnan(values[unit]))
            values[unit] = significant[unit] ? local[unit].quadrant : NOT_SIGNIFICANT;
}

static void fill_getis(amont_asked *asked, double *values) {
    const double *z = amont_asked_getis(asked);
    for (size_t unit = 0; unit < asked->n; unit++)
        values[unit] = z[unit];
}

static void fill_spots(amont_asked *asked, double *values) {
    const double *z = amont_asked_getis(asked);
    g_autofree bool *significant = g_new(bool, asked->n + 1);
    for (size_t unit = 0; unit < asked->n; unit++)
        values[unit] = isnan(z[unit]) ? NAN : amont_normal_p(z[unit]);
    amont_discoveries(values, asked->n, false_discoveries, significant);
    for (size_t unit = 0; unit < asked->n; unit++)
        if (!isnan(values[unit]))
            values[unit] = !significant[unit] ? NEITHER : z[unit] > 0 ? HOT : COLD;
}

static bool compute_local(const amont_request *ask, GError **error) {
    return compute_by_zone(ask, fill_local, false, false, error);
}

static bool compute_local_p(const amont_request *ask, GError **error) {
    return compute_by_zone(ask, fill_local_p, true, true, error);
}

static bool compute_quadrants(const amont_request *ask, GError **error) {
    ask->series->words = quadrant_words[language_of(ask)];
    ask->series->neutral = ask->series->words[NOT_SIGNIFICANT];
    return compute_by_zone(ask, fill_quadrants, true, true, error);
}

static bool compute_getis(const amont_request *ask, GError **error) {
    return compute_by_zone(ask, fill_getis, false, false, error);
}

static bool compute_spots(const amont_request *ask, GError **error) {
    ask->series->words = spot_words[language_of(ask)];
    ask->series->neutral = ask->series->words[NEITHER];
    return compute_by_zone(ask, fill_spots, true, false, error);
}

#define INDEX .unit = {"–", "–"}, .measure = AMONT_MEASURE_INDEX
#define CATEGORY .unit = {"", ""}, .measure = AMONT_MEASURE_CATEGORY
#define OF_ANY .inputs = N_("a figure by zone, in brackets")
#define OF_RATES .inputs = N_("a ratio with numerator and denominator, in brackets")
#define FEW                                                                                      \
    .rule = N_("selected zones with a figure count, each a neighbour of those that the study's " \
               "'spatial' says; p-values need 30 of them, all else 8; compare with a level of "  \
               "other zones, as limits make part of the result")
#define ANSELIN .source = "L. Anselin, Geographical Analysis 27 (1995)"
#define ORD_GETIS .source = "J. K. Ord, A. Getis, Geographical Analysis 27 (1995)"
#define CLIFF_ORD .source = "A. D. Cliff, J. K. Ord, Spatial processes (1981)"
#define REIS .source = "R. M. Assunção, E. A. Reis, Statistics in Medicine 18 (1999)"

const amont_indicator amont_indicators_spatial[] = {
    {.info = {.id = "moran.global()", /* S1 */
              .label = {"Indice de Moran", "Moran’s I"},
              INDEX,
              .decimals = 3,
              OF_ANY,
              .method = N_("I = (n / S0) Σ w z z′ / Σ z²: above its expectation -1/(n - 1), near "
                           "zones are alike; below, they differ"),
              FEW,
              CLIFF_ORD},
     .compute = compute_global},
    {.info = {.id = "moran.global_p()", /* S1 */
              .label = {"Indice de Moran, valeur p", "Moran’s I, p-value"},
              INDEX,
              .decimals = 4,
              OF_ANY,
              .method = N_("share of permutations of the figures with an I as far from what is "
                           "expected, on either side: (r + 1) / (R + 1)"),
              FEW,
              CLIFF_ORD},
     .compute = compute_global_p},
    {.info = {.id = "moran.eb()", /* S1 */
              .label = {"Indice de Moran de taux, corrigé des effectifs",
                        "Moran’s I of rates, corrected for size"},
              INDEX,
              .decimals = 3,
              OF_RATES,
              .method = N_("Moran's I of rates less their mean, over the standard error that their "
                           "denominators make expect"),
              FEW,
              REIS},
     .compute = compute_rates},
    {.info = {.id = "moran.eb_p()", /* S1 */
              .label = {"Indice de Moran de taux, corrigé des effectifs, valeur p",
                        "Moran’s I of rates, corrected for size, p-value"},
              INDEX,
              .decimals = 4,
              OF_RATES,
              .method = N_("the p-value of moran.eb, of permutations"),
              FEW,
              REIS},
     .compute = compute_rates_p},
    {.info = {.id = "moran.local()", /* S2 */
              .label = {"Voisinages semblables ou contrastés (Moran local)",
                        "Like and unlike neighbours (local Moran)"},
              CATEGORY,
              OF_ANY,
              .method = N_(
                  "high or low zones among high or low neighbours, where moran.local_p is "
                  "significant with a false discovery rate of 5 per cent (Benjamini and Hochberg)"),
              FEW,
              ANSELIN},
     .compute = compute_quadrants},
    {.info = {.id = "moran.local_i()", /* S2 */
              .label = {"Indice de Moran local", "Local Moran’s I"},
              INDEX,
              .decimals = 3,
              OF_ANY,
              .method = N_("z Σ w z′ / (Σ z² / n) of the zone and its neighbours: above 0 where "
                           "they are alike"),
              FEW,
              ANSELIN},
     .compute = compute_local},
    {.info = {.id = "moran.local_p()", /* S2 */
              .label = {"Indice de Moran local, valeur p", "Local Moran’s I, p-value"},
              INDEX,
              .decimals = 4,
              OF_ANY,
              .method = N_("share of draws of as many neighbours among all other zones as far from "
                           "what is expected, on either side: (r + 1) / (R + 1)"),
              FEW,
              ANSELIN},
     .compute = compute_local_p},
    {.info = {.id = "hotspot.gi()", /* S3 */
              .label = {"Points chauds et froids, écart réduit Gi*",
                        "Hot and cold spots, Gi* z score"},
              INDEX,
              .decimals = 2,
              OF_ANY,
              .method =
                  N_("sum over the zone and its neighbours less what the mean makes expect, in "
                     "standard deviations; the same for weights of 1 and those that add up"),
              FEW,
              ORD_GETIS},
     .compute = compute_getis},
    {.info = {.id = "hotspot.class()", /* S3 */
              .label = {"Points chauds et froids (Gi*)", "Hot and cold spots (Gi*)"},
              CATEGORY,
              OF_ANY,
              .method = N_("where hotspot.gi is significant, if it were normal, with a false "
                           "discovery rate of 5 per cent (Benjamini and Hochberg)"),
              FEW,
              ORD_GETIS},
     .compute = compute_spots},
    {.info = {.id = NULL}},
};
