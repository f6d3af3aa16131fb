/* Tallies: what is kept of the rows of each zone for the statistics that are wanted of them. */
#ifndef AMONT_ANALYSIS_TALLY_H
#define AMONT_ANALYSIS_TALLY_H

#include "amont/distinct.h"
#include "amont/reducer.h"
#include "amont/study.h"
#include "amont/weighted.h"

/* Rows: a value each, as a number or as a text, and a weight. `numbers` NULL: rows are counted, or
 * there are texts; `weights` NULL: each weighs 1. */
typedef struct amont_tally_rows {
    size_t n;
    const double *numbers, *weights;
    const char *const *texts;
} amont_tally_rows;

typedef struct amont_tally {
    bool has_weights;
    amont_reducer *reducer;
    amont_distinct *distinct; /* NULL: not wanted */
    amont_weighted *weighted; /* the same */
} amont_tally;

/* `wanted` has a bit for each amont_stat; with weights, they are the weighted forms. */
amont_tally *amont_tally_new(size_t n_groups, unsigned wanted, bool has_weights);
void amont_tally_free(amont_tally *tally);

/* A weight that is missing or negative makes its row one without value. Texts are compared without
 * the blanks around them; a blank one is missing. */
void amont_tally_add(amont_tally *tally, const uint32_t *group, const amont_tally_rows *rows);

/* Moves all of `from`, which is of the same kind, to `into`, and frees it. */
void amont_tally_merge(amont_tally *into, amont_tally *from);
void amont_tally_finish(amont_tally *tally);

/* Rows with a value, and without. */
double amont_tally_count(const amont_tally *tally, size_t group);
double amont_tally_missing(const amont_tally *tally, size_t group);

double amont_tally_result(const amont_tally *tally, size_t group, amont_stat stat, double p);

/* Is the weight of a row of no use? */
bool amont_tally_is_bad_weight(double weight);

#endif
