/* folder: analysis */
/* Composite indicators as numbers alone, after OECD & JRC, "Handbook on Constructing Composite
 * Indicators" (2008): far values, normalisation, aggregation, ranks, how sure they are, what that
 * depends on, coherence. What the figures mean is not known here (pressure.h).
 *
 * Arrays of figures have those of one indicator side by side: [i * n_units + u]. All are finite.
 *
 *     c = amont_composite_new(&shape, values);
 *     amont_composite_score(c, AMONT_NORMALISE_MINMAX, AMONT_AGGREGATE_ARITHMETIC, scores);
 *     amont_composite_spread(c, &draws, spreads);
 */
#ifndef AMONT_COMPOSITE_H
#define AMONT_COMPOSITE_H

#include "amont/random.h"
#include "amont/study.h"

/* ---- far values ---------------------------------------------------------------------------- */

/* Sample skewness G1 and excess kurtosis G2 (Joanes & Gill 1998, The Statistician 47(1), also
 * called type 2): what spreadsheets print, and what the thresholds below are used with. NaN under 3
 * and 4 values, and where all are equal. */
double amont_skewness(const double *values, size_t n);
double amont_kurtosis(const double *values, size_t n);

/* |skewness| and kurtosis both above these: far values would set the scale for all others.
 * Thresholds as the R package COINr has them (its function check_SkewKurt). */
#define AMONT_MOST_SKEWED 2.0
#define AMONT_MOST_PEAKED 3.5
bool amont_is_far_spread(const double *values, size_t n);

/* Brings the farthest value, on the side of the skew, to the next one, until the values are not far
 * spread any more or AMONT_WINSORISE_MOST are moved. Marks them in `moved`, returns how many. */
enum { AMONT_WINSORISE_MOST = 5 };
size_t amont_winsorise(double *values, size_t n, bool *moved);

/* ---- normalisation ------------------------------------------------------------------------- */

/* Min-max: 0 to 100. Z-scores: less the mean, over the sample's standard deviation. Percentile
 * ranks: 100 (r - 1) / (n - 1), tied values with their mean rank r. Values are not all equal. */
void amont_normalise(const double *values, size_t n, amont_normalisation how, double *normalised);

/* ---- the composite ------------------------------------------------------------------------- */

typedef struct amont_composite_shape {
    size_t n_units, n_indicators;
    const size_t *pillars; /* of each indicator, from 0 */
    const double *weights; /* of each indicator; they sum to 1 */
} amont_composite_shape;

/* `terms`: what weights multiply, by normalisation and aggregation: normalised figures, or the
 * logarithms of normalised figures shifted so that the least of each indicator is 1 or more
 * (min-max and ranks: by 1; z-scores: to 1). */
typedef struct amont_composite {
    size_t n_units, n_indicators;
    size_t *pillars;
    double *weights;
    double *terms[AMONT_NORMALISATIONS][AMONT_AGGREGATIONS];
} amont_composite;

/* More of each value is more of the composite; no indicator has equal values only. */
amont_composite *amont_composite_new(const amont_composite_shape *shape, const double *values);
void amont_composite_free(amont_composite *composite);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_composite, amont_composite_free)

/* The score of each unit with the composite's own weights: Σ w x, or Π (x shifted)^w. */
void amont_composite_score(const amont_composite *composite, amont_normalisation normalisation,
                           amont_aggregation aggregation, double *scores);

/* Σ weight × term of each unit. */
void amont_composite_sum(const amont_composite *composite, const double *terms,
                         const double *weights, double *sums);

/* Rank of each unit: 1 + how many have more. Sums that differ by AMONT_RANK_TIE at most are tied
 * and share the best rank (1, 2, 2, 4). */
#define AMONT_RANK_TIE 1e-9
void amont_rank(const double *sums, size_t n, unsigned *ranks);

/* Weights without one indicator: the others of its pillar take its share, in proportion; where
 * there are none, all other indicators. So the rest is what the study would give without it.
 * `left_out` = n_indicators: none is left out. */
void amont_composite_leave_out(const amont_composite *composite, const double *weights,
                               size_t left_out, double *without);

/* ---- how sure ------------------------------------------------------------------------------ */

/* Draws over weights, Dirichlet(alpha × weights), one of three normalisations, one of two
 * aggregations, and one indicator left out or none, each case as likely as the others. */
typedef struct amont_draws {
    size_t n;
    double alpha;
    uint64_t seed;
    unsigned top;
    amont_normalisation normalisation; /* of the ranks that shifts are measured from */
    amont_aggregation aggregation;
} amont_draws;

/* Of one unit. Median and limits are ranks that were drawn: the least whose share of draws with it
 * or a better one reaches 50, 5 and 95 % (type 1 of Hyndman & Fan 1996). */
typedef struct amont_rank_spread {
    unsigned rank, median, low, high;
    double top_share;  /* of draws with a rank <= top */
    double mean_shift; /* |rank drawn - rank| */
} amont_rank_spread;

/* The same whatever the number of threads. Returns the mean of all shifts. */
double amont_composite_spread(const amont_composite *composite, const amont_draws *draws,
                              amont_rank_spread *spreads);

/* A vector of Dirichlet(alpha × weights): gamma variates (Marsaglia & Tsang 2000, ACM TOMS 26(3)),
 * over their sum. A weight of 0 stays 0. */
void amont_dirichlet(amont_random *random, double alpha, const double *weights, size_t n,
                     double *drawn);

/* ---- what it depends on -------------------------------------------------------------------- */

/* Outcomes of one sample of two independent draws A and B: outcomes[0] of A, outcomes[1] of B,
 * outcomes[2 + f] of A with factor f as in B. Called from several threads. */
typedef void amont_sobol_model(size_t sample, double *outcomes, const void *data);

/* First-order and total index of one factor, each with the limits that hold 90 % of 200 bootstrap
 * samples. NaN where the outcome does not vary. */
typedef struct amont_sobol_index {
    double first, first_low, first_high;
    double total, total_low, total_high;
} amont_sobol_index;

/* Saltelli's design (Saltelli et al. 2010, Computer Physics Communications 181(2)). First order:
 * the estimator T of Janon et al. (2014, ESAIM: Probability and Statistics 18); total: that of
 * Jansen (1999, Computer Physics Communications 117). The same whatever the number of threads. */
enum { AMONT_SOBOL_FACTORS_MOST = 8 };
void amont_sobol(size_t n_factors, size_t n_samples, uint64_t seed, amont_sobol_model *model,
                 const void *data, amont_sobol_index *indices);

/* What the mean rank shift of the draws depends on. */
typedef enum amont_sensitivity_factor {
    AMONT_FACTOR_WEIGHTS,
    AMONT_FACTOR_NORMALISATION,
    AMONT_FACTOR_AGGREGATION,
    AMONT_FACTOR_LEFT_OUT,
    AMONT_FACTORS
} amont_sensitivity_factor;
void amont_composite_sensitivity(const amont_composite *composite, const amont_draws *draws,
                                 amont_sobol_index indices[AMONT_FACTORS]);

/* ---- coherence ----------------------------------------------------------------------------- */

/* Pearson's and Spearman's correlation; NaN where one does not vary. */
double amont_correlation(const double *one, const double *other, size_t n);
double amont_rank_correlation(const double *one, const double *other, size_t n);

/* Cronbach's alpha of n_items rows of n_units figures: k/(k-1) (1 - Σ var / var of the sum). NaN
 * for one item, and where the sum does not vary. */
double amont_cronbach(const double *const *items, size_t n_items, size_t n_units);

#endif
