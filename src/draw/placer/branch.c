/* Depth first: the label with the fewest places left is decided next, the best place first, at last
 * without a place. A branch is left when even the best free place of each label that is undecided
 * would not make it better than the best known. */
#include "draw/placer/solve.h"

#include <string.h>

typedef struct branching {
    amont_search *s;
    const amont_group *group;
    bool *decided;  /* of each label of the group */
    uint32_t *best; /* its place in the best choice known */
    int64_t most;   /* what that is worth */
    int64_t steps;
} branching;

typedef struct outlook {
    int64_t bound; /* of what is undecided */
    size_t next;   /* in the group; n_labels: all are decided */
} outlook;

static outlook look(branching *b) {
    const amont_choices *c = b->s->choices;
    outlook o = {0, b->group->n_labels};
    uint32_t fewest = UINT32_MAX;
    for (size_t i = 0; i < b->group->n_labels; i++) {
        uint32_t label = b->group->labels[i], free_places = 0;
        for (uint32_t p = c->first_of[label]; !b->decided[i] && p < c->first_of[label + 1]; p++)
            if (b->s->open[p] && b->s->lost[p] == 0 && free_places++ == 0)
                o.bound += c->worth[p];
        if (!b->decided[i] && free_places < fewest) {
            fewest = free_places;
            o.next = i;
        }
    }
    b->steps -= (int64_t)b->group->n_places;
    return o;
}

static void keep_best(branching *b, int64_t worth) {
    b->most = worth;
    for (size_t i = 0; i < b->group->n_labels; i++)
        b->best[i] = b->s->place[b->group->labels[i]];
}

static void branch(branching *b, int64_t worth) {
    outlook o = look(b);
    if (b->steps <= 0 || worth + o.bound <= b->most)
        return;
    if (o.next == b->group->n_labels) {
        keep_best(b, worth);
        return;
    }
    const amont_choices *c = b->s->choices;
    uint32_t label = b->group->labels[o.next];
    b->decided[o.next] = true;
    for (uint32_t p = c->first_of[label]; p < c->first_of[label + 1]; p++) {
        if (!b->s->open[p] || b->s->lost[p] > 0)
            continue;
        amont_search_put(b->s, label, p);
        branch(b, worth + c->worth[p]);
        amont_search_put(b->s, label, AMONT_NOWHERE);
    }
    branch(b, worth);
    b->decided[o.next] = false;
}

int64_t amont_search_branch(amont_search *s, const amont_group *group, int64_t steps) {
    branching b = {
        .s = s,
        .group = group,
        .decided = g_new0(bool, group->n_labels),
        .best = g_new(uint32_t, group->n_labels),
        .most = amont_group_worth(s, group),
        .steps = steps,
    };
    for (size_t i = 0; i < group->n_labels; i++) {
        b.best[i] = s->place[group->labels[i]];
        amont_search_put(s, group->labels[i], AMONT_NOWHERE);
    }
    branch(&b, 0);
    for (size_t i = 0; i < group->n_labels; i++)
        amont_search_put(s, group->labels[i], b.best[i]);
    g_free(b.decided);
    g_free(b.best);
    return MAX(b.steps, 0);
}
