/* What the indicators of prices share: which sales are meant, where they lie, and figures of few
 * sales. A sale belongs to the zone whose code its commune has, on a level of communes; on the
 * others to the zone it lies in. */
#ifndef AMONT_ANALYSIS_PRICES_H
#define AMONT_ANALYSIS_PRICES_H

#include "amont/market.h"
#include "analysis/figures.h"

typedef enum amont_price_rule {
    AMONT_PRICE_ALL,   /* rule set A */
    AMONT_PRICE_USUAL, /* rule set B, without VEFA: ids that end in _b */
    AMONT_PRICE_VEFA   /* rule set B, VEFA alone: ids that end in _vefa */
} amont_price_rule;

/* What an id and its brackets ask for: `price.median_b(appartement, 2019, 2022)`. */
typedef struct amont_price_ask {
    amont_price_rule rule;
    const GArray *sales;  /* amont_sale, of the market */
    unsigned properties;  /* 1u << amont_property */
    int from, until;      /* years; 0: all */
    double distance;      /* « 800 m »; NaN where none is written */
    const char *label[2]; /* « appartements » */
    const amont_market *market;
} amont_price_ask;

/* `*ready` is false, and the series told what it lacks, where there are no sales to look at. An
 * argument that means nothing is an error of code CONFIG. */
bool amont_price_ask_read(const amont_request *request, amont_price_ask *ask, bool *ready,
                          GError **error);

/* The same without argument: all of the market's land, or mutations with dwellings. */
bool amont_price_ask_land(const amont_request *request, amont_price_ask *ask);
bool amont_price_ask_dwellings(const amont_request *request, amont_price_ask *ask);

bool amont_price_is_asked(const amont_price_ask *ask, const amont_sale *sale);

/* Puts what is asked and the period into the label, the source and the layers behind it. */
void amont_price_describe(const amont_request *request, const amont_price_ask *ask);

/* Says what is divided by what, in the study's language; by amont_language. */
void amont_price_say_parts(const amont_request *request, const char *const numerator[2],
                           const char *const denominator[2]);

/* Groups of sales: zones, then these two. */
#define AMONT_PRICE_UNPLACED(level) ((level)->n)
#define AMONT_PRICE_OUTSIDE(level) ((level)->n + 1)

/* The group of each sale of `sales`, which are the market's own; kept by the analysis. */
const size_t *amont_price_groups(amont_analysis *analysis, const GArray *sales,
                                 const amont_level *level);

/* Prices per square metre by group, those of a group in ascending order. */
typedef struct amont_price_lists {
    double *values;
    size_t *start; /* of each group, and the end */
} amont_price_lists;
/* `only`: flags of the sales that count among those asked for; NULL: all. */
amont_price_lists *amont_price_lists_new(const amont_request *request, const amont_price_ask *ask,
                                         const bool *only);
void amont_price_lists_free(amont_price_lists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_price_lists, amont_price_lists_free)

/* Quantile of type 7 of values in ascending order; NaN of none. */
double amont_price_quantile(const double *values, size_t n, double p);

/* A figure made of n prices: undefined of none, hidden below 5, of few to 10. A value that is not
 * finite is undefined. */
amont_figure amont_price_figure(double value, size_t n);

/* The median of a group, as such a figure. */
amont_figure amont_price_median(const amont_price_lists *lists, size_t group);

/* Ranks, from 1, of the order statistics between which the median lies with 95 % confidence, as
 * binomial probabilities say: low is R's qbinom(0.025, n, 0.5), high is n + 1 - low. False where
 * n is too small (5 and less). */
bool amont_price_ranks(size_t n, size_t *low, size_t *high);

/* What amont_analysis keeps between calls. */
typedef struct amont_prices amont_prices;
void amont_prices_free(amont_prices *prices);
amont_prices **amont_analysis_prices(amont_analysis *analysis);

#endif
