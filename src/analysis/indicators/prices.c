/* Prices of what is sold, by square metre: V1 to V4 and V8 of the definitions; the entries of V5 to
 * V7 and D12 stand here too. Rule sets A and B: amont/market.h. */
#include "analysis/indicators/prices.h"

#include "base/i18n.h"

#include <math.h>

/* ---- a figure of the prices of each zone: V1, V2, V3 ---------------------------------------- */

/* Of n prices in ascending order, which are there. */
typedef amont_figure statistic(const double *prices, size_t n);

static amont_figure median(const double *prices, size_t n) {
    return amont_price_figure(amont_price_quantile(prices, n, 0.5), n);
}

static amont_figure first_quartile(const double *prices, size_t n) {
    return amont_price_figure(amont_price_quantile(prices, n, 0.25), n);
}

static amont_figure third_quartile(const double *prices, size_t n) {
    return amont_price_figure(amont_price_quantile(prices, n, 0.75), n);
}

static amont_figure dispersion(const double *prices, size_t n) {
    double middle = amont_price_quantile(prices, n, 0.5);
    double range = amont_price_quantile(prices, n, 0.75) - amont_price_quantile(prices, n, 0.25);
    amont_figure figure = amont_price_figure(range / middle, n);
    if (amont_flag_has_value(figure.flag)) {
        figure.numerator = range;
        figure.denominator = middle;
    }
    return figure;
}

static amont_figure least_median(const double *prices, size_t n) {
    size_t low = 0, high = 0;
    bool known = amont_price_ranks(n, &low, &high);
    return amont_price_figure(known ? prices[low - 1] : NAN, n);
}

static amont_figure greatest_median(const double *prices, size_t n) {
    size_t low = 0, high = 0;
    bool known = amont_price_ranks(n, &low, &high);
    return amont_price_figure(known ? prices[high - 1] : NAN, n);
}

static amont_figure *figures_of(const amont_request *request, const amont_price_ask *ask,
                                statistic *of) {
    g_autoptr(amont_price_lists) lists = amont_price_lists_new(request, ask, NULL);
    amont_figure *figures = g_new(amont_figure, request->level->n + 1);
    for (size_t zone = 0; zone < request->level->n; zone++)
        figures[zone] =
            of(lists->values + lists->start[zone], lists->start[zone + 1] - lists->start[zone]);
    return figures;
}

amont_figure *amont_price_medians(const amont_request *request, const amont_price_ask *ask) {
    return figures_of(request, ask, median);
}

static bool compute(const amont_request *request, statistic *of, GError **error) {
    amont_price_ask ask;
    bool ready;
    if (!amont_price_ask_read(request, &ask, &ready, error))
        return false;
    if (!ready)
        return true;
    g_autofree amont_figure *figures = figures_of(request, &ask, of);
    for (size_t zone = 0; zone < request->level->n; zone++)
        request->series->figures[zone] = figures[zone];
    amont_price_describe(request, &ask);
    return true;
}

static bool compute_median(const amont_request *request, GError **error) {
    return compute(request, median, error);
}

static bool compute_first_quartile(const amont_request *request, GError **error) {
    return compute(request, first_quartile, error);
}

static bool compute_third_quartile(const amont_request *request, GError **error) {
    return compute(request, third_quartile, error);
}

static bool compute_dispersion(const amont_request *request, GError **error) {
    static const char *const range[] = {"écart des quartiles", "interquartile range"};
    static const char *const middle[] = {"médiane", "median"};
    amont_price_say_parts(request, range, middle);
    return compute(request, dispersion, error);
}

static bool compute_least_median(const amont_request *request, GError **error) {
    return compute(request, least_median, error);
}

static bool compute_greatest_median(const amont_request *request, GError **error) {
    return compute(request, greatest_median, error);
}

/* ---- the number of sales, which is not hidden ----------------------------------------------- */

static bool compute_sales(const amont_request *request, GError **error) {
    amont_price_ask ask;
    bool ready;
    if (!amont_price_ask_read(request, &ask, &ready, error))
        return false;
    if (ready)
        amont_price_count(request, &ask);
    return true;
}

/* ---- the table ------------------------------------------------------------------------------ */

/* Rule sets A and B, and B of VEFA: amont/market.h. */
#define RULE_A                                                                                    \
    N_("mutations of one single house, flat or premises, of nature Vente, VEFA or Adjudication "  \
       "(repeated rows count once; annexes and land do not count): price over built area, below " \
       "100,000 €/m²; figures of fewer than 5 sales are hidden, of 5 to 10 flagged")
#define RULE_B                                                                                       \
    N_("as in the open statistics, without VEFA; 10,000 € or more, flats of 9 to 400 m², houses " \
       "of 25 to 600 m²; without what lies far from the others of its commune, type and year in "   \
       "ln(€/m²): 1.5 interquartile ranges beyond the quartiles, of fewer than 30 sales 3.5 × "  \
       "1.4826 median absolute deviations; figures of fewer than 5 sales are hidden, of 5 to 10 "    \
       "flagged")
#define RULE_VEFA                                                                                  \
    N_("VEFA alone, whose area and VAT are not those of other sales, by the same limits as other " \
       "sales without unusual ones; figures of fewer than 5 sales are hidden, of 5 to 10 flagged")
#define STATISTICS "data.gouv.fr, Statistiques DVF"
#define INPUTS                                                                                    \
    N_("sales in the columns of DVF; in brackets appartement, maison, local or logement, then a " \
       "year or two")

static const char *const all_kinds[] = {"appartement", "maison", "local", NULL};
static const char *const homes[] = {"appartement", "maison", NULL};

#define ENTRY(id_, fr, en, usual_, compute_, method_, rule_, source_, ...) \
    {                                                                      \
        .info = {.id = (id_),                                              \
                 .label = {fr, en},                                        \
                 .inputs = INPUTS,                                         \
                 .method = method_,                                        \
                 .rule = rule_,                                            \
                 .source = source_,                                        \
                 __VA_ARGS__},                                             \
        .compute = (compute_), .usual = (usual_)                           \
    }

#define BOTH(id_, fr, en, usual_, compute_, method_, ...)                                          \
    ENTRY(id_ "()", fr, en, usual_, compute_, method_, RULE_A, STATISTICS, __VA_ARGS__),           \
        ENTRY(id_ "_b()", fr " (hors VEFA et ventes atypiques)",                                   \
              en " (without off-plan and unusual sales)", usual_, compute_, method_, RULE_B, NULL, \
              __VA_ARGS__)

#define PER_M2 .unit = {"€/m²", "€/m²"}, .measure = AMONT_MEASURE_RATIO
#define RATIO .unit = {"", ""}, .measure = AMONT_MEASURE_RATIO, .decimals = 2
#define PER_CENT .unit = {"%", "%"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1
#define NUMBER .unit = {"ventes", "sales"}, .measure = AMONT_MEASURE_STOCK

#define MEDIAN N_("median price per m² (quantile of type 7)")
#define COUNT N_("number of sales with a price per m²; it is never hidden")

const amont_indicator amont_indicators_prices[] = {
    /* V1 */
    BOTH("price.median", "Prix médian au m²", "Median price per m²", all_kinds, compute_median,
         MEDIAN, PER_M2),
    ENTRY("price.median_vefa()", "Prix médian au m² (VEFA)", "Median price per m² (off-plan)",
          homes, compute_median, MEDIAN, RULE_VEFA, NULL, PER_M2),
    BOTH("price.sales", "Ventes à prix au m² connu", "Sales with a price per m²", all_kinds,
         compute_sales, COUNT, NUMBER),
    ENTRY("price.sales_vefa()", "Ventes à prix au m² connu (VEFA)",
          "Sales with a price per m² (off-plan)", homes, compute_sales, COUNT, RULE_VEFA, NULL,
          NUMBER),
    /* V2 */
    BOTH("price.q1", "Prix au m², premier quartile", "Price per m², first quartile", all_kinds,
         compute_first_quartile, N_("first quartile of prices per m² (type 7)"), PER_M2),
    BOTH("price.q3", "Prix au m², troisième quartile", "Price per m², third quartile", all_kinds,
         compute_third_quartile, N_("third quartile of prices per m² (type 7)"), PER_M2),
    BOTH("price.dispersion", "Dispersion des prix au m²", "Dispersion of prices per m²", all_kinds,
         compute_dispersion, N_("difference of the quartiles of prices per m² over their median"),
         RATIO),
    /* V3: order statistics by binomial ranks are general knowledge; ranks against R */
    BOTH("price.median_low", "Prix médian au m², borne basse à 95 %",
         "Median price per m², lower 95 % limit", all_kinds, compute_least_median,
         N_("price per m² of rank qbinom(0.025, n, 0.5) among n; undefined below 6 sales"), PER_M2),
    BOTH("price.median_high", "Prix médian au m², borne haute à 95 %",
         "Median price per m², upper 95 % limit", all_kinds, compute_greatest_median,
         N_("price per m² of rank n + 1 - qbinom(0.025, n, 0.5) among n; undefined below 6 sales"),
         PER_M2),
    /* V4 */
    BOTH("price.evolution", "Évolution du prix médian au m²", "Change of the median price per m²",
         all_kinds, amont_compute_price_evolution,
         N_("median price per m² of the later year over that of the earlier one, less 1; in "
            "constant euros where the study holds 'price_index' of both years, else in current "
            "ones"),
         PER_CENT),
    /* V5 */
    BOTH("price.local", "Prix médian au m², lissé", "Median price per m², smoothed", homes,
         amont_compute_local_price,
         N_("median price per m² weighted by (1 - (d/h)²)², d from the centroid of the zone, h 500 "
            "m or as in brackets; undefined below 20 effective sales, (Σw)²/Σw²"),
         PER_M2),
    /* V6 */
    BOTH("price.gradient", "Prix médian près des projets, rapporté au reste de la zone",
         "Median price near projects over the rest of the zone", homes,
         amont_compute_price_gradient,
         N_("median price per m² within 500 m, or as in brackets, of sites known better than by "
            "their zone, over that of the rest of the zone; this describes, it does not say that "
            "projects are the cause: compare a year before with one after"),
         RATIO),
    /* V7 */
    {.info = {.id = "price.land",
              .label = {"Prix médian du terrain à bâtir", "Median price of building land"},
              .inputs = N_("sales in the columns of DVF"),
              .method = N_("median (type 7) of mutations of nature Vente terrain à bâtir on which "
                           "nothing stands: price over the area of their land, each piece once; "
                           "figures of fewer than 5 sales are hidden, of 5 to 10 flagged"),
              PER_M2},
     .compute = amont_compute_land_price},
    /* V8, general knowledge */
    BOTH("price.affordability", "Surface achetée avec un an de revenu médian",
         "Area bought with a year of median income", homes, amont_compute_affordability,
         N_("median disposable income per consumption unit over the median price per m² of the "
            "same year, or of all years where the sales do not reach it"),
         .unit = {"m²/an", "m²/year"}, .measure = AMONT_MEASURE_RATIO, .decimals = 1),
    /* D12, general knowledge */
    {.info = {.id = "market.turnover",
              .label = {"Ventes pour 1 000 logements et par an",
                        "Sales per 1,000 dwellings and year"},
              .unit = {"‰/an", "‰/year"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("sales in the columns of DVF, and a column of 'dwellings'"),
              .method = N_("mutations (nature Vente, VEFA or Adjudication) with one dwelling or "
                           "several, over the years from the first month of the file to the last, "
                           "over 1,000 dwellings")},
     .compute = amont_compute_turnover},
    {.info = {.id = NULL}},
};
