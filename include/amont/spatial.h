/* folder: analysis */
/* Spatial statistics: whether near zones have like figures, and where (S1 to S3 of the
 * definitions).
 *
 *     g_autoptr(amont_weights) weights = amont_weights_nearest(x, y, n, 6);
 *     amont_weights_standardise(weights);
 *     amont_chance chance = {.seed = 1, .draws = 9999};
 *     amont_moran moran = amont_moran_compute(weights, values, &chance);
 *
 * Units are numbered 0 .. n - 1; each has one finite value. A unit without neighbours, an island,
 * counts in the mean and in n, and adds nothing to a sum over neighbours; it has no local figure.
 *
 * Chance. A p-value of draws is (r + 1) / (R + 1): r of R permutations lie at least as far from
 * what is expected as what was found, on either side. Draw d of unit u is stream d of 2^32 (u + 1)
 * + d of the seed, draw d of all units stream d (random.h): p-values do not depend on the threads.
 *
 * Below AMONT_SPATIAL_FEWEST units none of it should be computed, and below AMONT_SPATIAL_FEW no
 * p-value (S5): four units have 24 permutations.
 *
 * Sources: L. Anselin, Local indicators of spatial association (Geographical Analysis 27, 1995);
 * J. K. Ord and A. Getis, Local spatial autocorrelation statistics (Geographical Analysis 27,
 * 1995); A. D. Cliff and J. K. Ord, Spatial processes (1981); R. M. Assunção and E. A. Reis
 * (Statistics in Medicine 18, 1999); Y. Benjamini and Y. Hochberg (JRSS B 57, 1995).
 */
#ifndef AMONT_SPATIAL_H
#define AMONT_SPATIAL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AMONT_SPATIAL_FEWEST = 8, AMONT_SPATIAL_FEW = 30 };

/* Who is near whom, and how much it counts: of[first[i]] .. of[first[i + 1] - 1] are the neighbours
 * of unit i in ascending order, without i itself. */
typedef struct amont_weights {
    size_t n;
    size_t *first; /* n + 1 */
    size_t *of;
    double *weight;
    size_t n_islands;
} amont_weights;

/* Neighbours on both sides of each pair of `contacts` (amont_contact, contacts.h) whose border is
 * at least `least_border`: 0 also takes corners. `unit_of` says the unit of each of `n_features`
 * features; those of n or more are none. All weights are 1, as in what follows. */
amont_weights *amont_weights_contiguous(const GArray *contacts, double least_border,
                                        const size_t *unit_of, size_t n_features, size_t n);

/* The k nearest others; of several at one distance the lowest. NaN: a place that is not known,
 * whose unit is an island. */
amont_weights *amont_weights_nearest(const double *x, const double *y, size_t n, size_t k);

/* All others at `distance` or less. */
amont_weights *amont_weights_within(const double *x, const double *y, size_t n, double distance);

/* Makes the weights of each unit add up to 1. */
void amont_weights_standardise(amont_weights *weights);

size_t amont_weights_count(const amont_weights *weights, size_t unit);
double amont_weights_sum(const amont_weights *weights);

void amont_weights_free(amont_weights *weights);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(amont_weights, amont_weights_free)

typedef struct amont_chance {
    uint64_t seed;
    size_t draws; /* 999 or 9,999; 0: no p-value of draws */
} amont_chance;

/* Moran's I (S1). NaN where all values are equal, or nobody has a neighbour. */
typedef struct amont_moran {
    double i, expected; /* -1 / (n - 1) */
    double variance, z; /* if values were normal (Cliff and Ord) */
    double p_normal;    /* on both sides */
    double p;           /* of draws; NaN without */
} amont_moran;
amont_moran amont_moran_compute(const amont_weights *weights, const double *values,
                                const amont_chance *chance);

/* Rates whose variance is that of events among a population made comparable (Assunção and Reis):
 * (e/b - mean) / its standard error, whose Moran's I is taken. False where a population is not
 * above 0, or nothing varies. */
bool amont_rates_standardise(const double *events, const double *population, size_t n,
                             double *values);

/* Local Moran (S2): I_i = z_i sum(w_ij z_j) / m2 with deviations z from the mean and m2 =
 * sum(z²)/n; the I_i add up to I times the sum of weights. Where p is small, the quadrant says of
 * what kind. */
typedef enum amont_quadrant {
    AMONT_QUADRANT_HIGH_HIGH,
    AMONT_QUADRANT_LOW_LOW,
    AMONT_QUADRANT_HIGH_LOW, /* high among low */
    AMONT_QUADRANT_LOW_HIGH,
    AMONT_QUADRANTS
} amont_quadrant;
typedef struct amont_local {
    double i, p; /* NaN for islands; p of draws that leave the unit's own value in its place */
    amont_quadrant quadrant;
} amont_local;
void amont_local_compute(const amont_weights *weights, const double *values,
                         const amont_chance *chance, amont_local *local);

/* Gi* (S3): how far the sum over the unit and its neighbours is from what the mean makes expect, in
 * standard deviations. It is the same for weights 1 and for those that add up to 1 (the unit having
 * the weight of a neighbour). NaN for islands, and for units all others are neighbours of. */
void amont_getis_compute(const amont_weights *weights, const double *values, double *z);

/* The p-value on both sides of a standard normal deviate. */
double amont_normal_p(double z);

/* Which of p-values (NaN: none, not counted) are significant with a false discovery rate of at most
 * `rate`, by Benjamini and Hochberg's step-up procedure. */
void amont_discoveries(const double *p, size_t n, double rate, bool *significant);

#endif
