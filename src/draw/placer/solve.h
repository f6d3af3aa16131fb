/* Choosing places: one for each label at most, none in conflict with another chosen one, such that
 * the sum of what they are worth is as large as can be found. */
#ifndef AMONT_DRAW_PLACER_SOLVE_H
#define AMONT_DRAW_PLACER_SOLVE_H

#include "amont/random.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AMONT_NOWHERE UINT32_MAX

/* Places of label l are first_of[l] .. first_of[l + 1] - 1, the most worth first; those in conflict
 * with place p are conflicts[conflicts_of[p]] .. conflicts[conflicts_of[p + 1] - 1], all of other
 * labels, each once. Worth is above 0, in whole numbers so that sums do not depend on their order. */
typedef struct amont_choices {
    size_t n_labels;
    const uint32_t *first_of;
    const int64_t *worth;
    const uint32_t *label_of;
    const uint32_t *conflicts_of, *conflicts;
} amont_choices;

/* place[l]: the one chosen for label l, or AMONT_NOWHERE. */
void amont_choose(const amont_choices *choices, uint32_t *place);

/* ---- between solve.c, tabu.c and branch.c ------------------------------------------------------ */

/* Where the search stands: `lost[p]` is the worth of what is chosen in conflict with p. */
typedef struct amont_search {
    const amont_choices *choices;
    bool *open;      /* of each place: it may still be chosen */
    uint32_t *place; /* of each label */
    int64_t *lost;   /* of each place */
    uint32_t *held;  /* of each label: the tabu search leaves it alone until then */
} amont_search;

/* Labels that dispute places with each other. */
typedef struct amont_group {
    const uint32_t *labels;
    size_t n_labels, n_places;
    int64_t bound; /* no choice is worth more */
} amont_group;

void amont_search_put(amont_search *search, uint32_t label, uint32_t place); /* or AMONT_NOWHERE */
int64_t amont_group_worth(const amont_search *search, const amont_group *group);

/* Improves what is chosen; true when it reached the bound. */
bool amont_search_tabu(amont_search *search, const amont_group *group, amont_random *random);

/* The best choice, unless `steps` do not suffice: then what there was stays. Returns the steps left. */
int64_t amont_search_branch(amont_search *search, const amont_group *group, int64_t steps);

#endif
