/* Placing names: each label brings the places where it might stand; which of them they take is
 * chosen for all together, so that nothing overlaps and the names that matter stand well.
 *
 * A label that gets the place of cost c is worth its priority times (PLACED + 1 - c); what is
 * maximised is the sum. The places of each connected group of labels are chosen
 *
 *     1. from those that are always best: a place that no other label disputes settles its label;
 *     2. greedily: next comes the label that would lose most by waiting, at the place that takes
 *        least from the others;
 *     3. by tabu search (F. Glover, ORSA Journal on Computing 1(3), 1989): the best move is made even
 *        when it is a loss; what was just placed may not be pushed out for a while;
 *     4. and in small groups by branch and bound, which proves that nothing is better.
 *
 * The search is bounded by steps, not by the clock, and its chances are numbered
 * (amont/random.h): the same labels and obstacles give the same places, whatever their order.
 *
 *     amont_scene scene = {.room = box, .obstacles = array, ...};
 *     size_t missing = amont_place_labels(&scene, labels, n, chosen);
 */
#ifndef AMONT_DRAW_PLACER_H
#define AMONT_DRAW_PLACER_H

#include "draw/placer/slab.h"

#include <glib.h>

/* Where a label might stand. */
typedef struct amont_candidate {
    amont_slab slab;
    double cost;       /* 0: best; 1: last resort */
    bool has_leader;   /* a line from (from_x, from_y) on the slab to (to_x, to_y) */
    double from_x, from_y, to_x, to_y;
    int form, align;   /* the caller's own: which wording, amont_align */
} amont_candidate;

/* Limits are segments over which a name is harder to read. */
typedef enum amont_limit_rule {
    AMONT_LIMITS_IGNORED,
    AMONT_LIMITS_AVOIDED, /* a place over one costs AMONT_COST_OF_LIMIT more */
    AMONT_LIMITS_NEVER
} amont_limit_rule;

#define AMONT_COST_OF_LIMIT 0.5

typedef struct amont_label {
    const char *key; /* tells labels apart where they are alike in all else: a code, a name */
    double priority; /* above 0 and at most 100 */
    bool mandatory;  /* comes before all that are not */
    amont_limit_rule limits;
    const amont_candidate *candidates;
    size_t n_candidates;
} amont_label;

/* What is there before. */
typedef struct amont_obstacle {
    amont_slab slab;
    double radius; /* above 0: a disc about the slab's centre */
    bool is_limit;
} amont_obstacle;

typedef struct amont_scene {
    amont_box room;       /* no name leaves it */
    double gap_mm;        /* between names */
    double clearance_mm;  /* from names to obstacles */
    const amont_obstacle *obstacles;
    size_t n_obstacles;
} amont_scene;

#define AMONT_NOT_PLACED (-1)

/* chosen[i]: the index of a candidate of label i, or AMONT_NOT_PLACED; returns how many are not. A
 * leader may pass neither a name nor an obstacle, unless it ends there. */
size_t amont_place_labels(const amont_scene *scene, const amont_label *labels, size_t n,
                          int *chosen);

/* What a choice is worth, for tests and benches; overlaps are not looked for. */
double amont_placing_worth(const amont_scene *scene, const amont_label *labels, size_t n,
                           const int *chosen);

#endif
