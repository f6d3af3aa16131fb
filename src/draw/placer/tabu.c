/* Moves put a label at a place and take away those in conflict with it, whose turn comes again. A
 * label that was just put is held there for some moves, longer at random, so that the search does
 * not go round in circles; a move that gives the best choice so far is always allowed. */
#include "draw/placer/solve.h"

static const int64_t most_steps = 4000000; /* places and conflicts looked at, in a group */

/* A tabu search at work. */
typedef struct tabu {
    amont_search *s;
    const amont_group *group;
    amont_random *random;
    uint32_t now;
    int64_t worth, most; /* of what is chosen, of the best so far */
    int64_t steps;       /* left */
} tabu;

/* Whether a place would push out a label that is held. */
static bool pushes_held(tabu *t, uint32_t place) {
    const amont_search *s = t->s;
    const amont_choices *c = s->choices;
    t->steps -= c->conflicts_of[place + 1] - c->conflicts_of[place];
    for (uint32_t i = c->conflicts_of[place]; i < c->conflicts_of[place + 1]; i++) {
        uint32_t rival = c->label_of[c->conflicts[i]];
        if (s->held[rival] > t->now && s->place[rival] == c->conflicts[i])
            return true;
    }
    return false;
}

typedef struct move {
    uint32_t label, place; /* AMONT_NOWHERE: none */
    int64_t gain;
    uint32_t n_equal;
} move;

/* Takes the better move, of equal ones any with the same chance. */
static void consider(tabu *t, move *best, move tried) {
    if (tried.gain < best->gain)
        return;
    bool is_held = t->s->held[tried.label] > t->now ||
                   (t->s->lost[tried.place] > 0 && pushes_held(t, tried.place));
    if (is_held && t->worth + tried.gain <= t->most)
        return;
    tried.n_equal = tried.gain == best->gain ? best->n_equal + 1 : 1;
    if (tried.n_equal == 1 || amont_random_below(t->random, tried.n_equal) == 0)
        *best = tried;
    else
        best->n_equal = tried.n_equal;
}

static move best_move(tabu *t) {
    const amont_search *s = t->s;
    const amont_choices *c = s->choices;
    move best = {AMONT_NOWHERE, AMONT_NOWHERE, INT64_MIN, 0};
    for (size_t i = 0; i < t->group->n_labels; i++) {
        uint32_t label = t->group->labels[i], at = s->place[label];
        int64_t has = at == AMONT_NOWHERE ? 0 : c->worth[at];
        for (uint32_t p = c->first_of[label]; p < c->first_of[label + 1]; p++)
            if (s->open[p] && p != at)
                consider(t, &best, (move){label, p, c->worth[p] - has - s->lost[p], 0});
    }
    t->steps -= (int64_t)t->group->n_places;
    return best;
}

static void put(tabu *t, uint32_t label, uint32_t place) {
    uint32_t changed = place == AMONT_NOWHERE ? t->s->place[label] : place;
    t->steps -= t->s->choices->conflicts_of[changed + 1] - t->s->choices->conflicts_of[changed];
    amont_search_put(t->s, label, place);
}

static void make(tabu *t, move m) {
    const amont_choices *c = t->s->choices;
    for (uint32_t i = c->conflicts_of[m.place]; t->s->lost[m.place] > 0; i++) {
        uint32_t rival = c->label_of[c->conflicts[i]];
        if (t->s->place[rival] == c->conflicts[i])
            put(t, rival, AMONT_NOWHERE);
    }
    put(t, m.label, m.place);
    uint32_t longer = amont_random_below(t->random, 6 + (uint32_t)t->group->n_labels / 8);
    t->s->held[m.label] = t->now + 4 + longer;
    t->worth += m.gain;
}

static void save(const amont_search *s, const amont_group *group, uint32_t *best) {
    for (size_t i = 0; i < group->n_labels; i++)
        best[i] = s->place[group->labels[i]];
}

static void restore(amont_search *s, const amont_group *group, const uint32_t *best) {
    for (size_t i = 0; i < group->n_labels; i++)
        amont_search_put(s, group->labels[i], AMONT_NOWHERE);
    for (size_t i = 0; i < group->n_labels; i++)
        amont_search_put(s, group->labels[i], best[i]);
}

bool amont_search_tabu(amont_search *s, const amont_group *group, amont_random *random) {
    tabu t = {s, group, random, 1, amont_group_worth(s, group), 0, most_steps};
    uint32_t patience = 10 * (uint32_t)group->n_labels + 50, idle = 0;
    g_autofree uint32_t *best = g_new(uint32_t, group->n_labels);
    t.most = t.worth;
    save(s, group, best);
    for (; t.most < group->bound && idle < patience && t.steps > 0; t.now++) {
        move m = best_move(&t);
        if (m.place != AMONT_NOWHERE)
            make(&t, m);
        idle++;
        if (t.worth > t.most) {
            t.most = t.worth;
            idle = 0;
            save(s, group, best);
        }
    }
    restore(s, group, best);
    return t.most >= group->bound;
}
