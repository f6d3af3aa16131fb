/* Places without rivals are settled first; what remains falls into groups, each searched alone. */
#include "draw/placer/solve.h"

#include <string.h>

enum { SMALL_GROUP = 14 };                   /* labels that branch and bound is tried on */
static const int64_t branch_steps = 1000000; /* for a group */
static const int64_t all_branch_steps = 10000000;

static int64_t worth_of(const amont_search *s, uint32_t label) {
    return s->place[label] == AMONT_NOWHERE ? 0 : s->choices->worth[s->place[label]];
}

int64_t amont_group_worth(const amont_search *s, const amont_group *group) {
    int64_t sum = 0;
    for (size_t i = 0; i < group->n_labels; i++)
        sum += worth_of(s, group->labels[i]);
    return sum;
}

static void change_losses(amont_search *s, uint32_t place, int64_t by) {
    for (uint32_t i = s->choices->conflicts_of[place]; i < s->choices->conflicts_of[place + 1]; i++)
        s->lost[s->choices->conflicts[i]] += by;
}

void amont_search_put(amont_search *s, uint32_t label, uint32_t place) {
    if (s->place[label] != AMONT_NOWHERE)
        change_losses(s, s->place[label], -s->choices->worth[s->place[label]]);
    s->place[label] = place;
    if (place != AMONT_NOWHERE)
        change_losses(s, place, s->choices->worth[place]);
}

/* ---- what is settled at once ----------------------------------------------------------------- */

typedef struct settling {
    amont_search *s;
    uint32_t *rivals; /* of each place: open ones in conflict with it */
    GArray *queue;    /* uint32_t: labels to look at again */
} settling;

static void shut(settling *t, uint32_t place) {
    const amont_choices *c = t->s->choices;
    t->s->open[place] = false;
    for (uint32_t i = c->conflicts_of[place]; i < c->conflicts_of[place + 1]; i++) {
        uint32_t rival = c->conflicts[i];
        if (--t->rivals[rival] == 0 && t->s->open[rival])
            g_array_append_val(t->queue, c->label_of[rival]);
    }
}

/* A place without rivals is better than all that are worth no more. */
static void settle(settling *t, uint32_t label) {
    const amont_choices *c = t->s->choices;
    uint32_t place = c->first_of[label], end = c->first_of[label + 1];
    while (place < end && (!t->s->open[place] || t->rivals[place] > 0))
        place++;
    while (++place < end)
        if (t->s->open[place])
            shut(t, place);
}

static void settle_all(amont_search *s) {
    const amont_choices *c = s->choices;
    size_t n_places = c->first_of[c->n_labels];
    settling t = {s, g_new(uint32_t, n_places + 1), g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (size_t p = 0; p < n_places; p++)
        t.rivals[p] = c->conflicts_of[p + 1] - c->conflicts_of[p];
    for (uint32_t label = 0; label < c->n_labels; label++)
        settle(&t, label);
    for (guint i = 0; i < t.queue->len; i++)
        settle(&t, g_array_index(t.queue, uint32_t, i));
    g_free(t.rivals);
    g_array_unref(t.queue);
}

/* ---- a first choice ---------------------------------------------------------------------------- */

/* What a place is worth, less a share of what it would take from each rival's label. */
static int64_t net_worth(const amont_search *s, const uint32_t *n_open, uint32_t place) {
    const amont_choices *c = s->choices;
    int64_t net = c->worth[place];
    for (uint32_t i = c->conflicts_of[place]; i < c->conflicts_of[place + 1]; i++) {
        uint32_t rival = c->conflicts[i];
        if (s->open[rival] && s->lost[rival] == 0)
            net -= c->worth[rival] / n_open[c->label_of[rival]];
    }
    return net;
}

typedef struct prospect {
    uint32_t place; /* the best free one, or AMONT_NOWHERE */
    int64_t regret; /* how much better than the second best */
    bool is_known;
} prospect;

static prospect look_ahead(const amont_search *s, const int64_t *net, uint32_t label) {
    const amont_choices *c = s->choices;
    prospect found = {AMONT_NOWHERE, 0, true};
    int64_t best = INT64_MIN, second = INT64_MIN;
    for (uint32_t p = c->first_of[label]; p < c->first_of[label + 1]; p++) {
        if (!s->open[p] || s->lost[p] > 0)
            continue;
        if (net[p] > best) {
            second = best;
            best = net[p];
            found.place = p;
        } else if (net[p] > second) {
            second = net[p];
        }
    }
    if (found.place != AMONT_NOWHERE)
        found.regret = second == INT64_MIN ? c->worth[found.place] : best - second;
    return found;
}

static void place_first(amont_search *s, prospect *of_label, uint32_t label) {
    const amont_choices *c = s->choices;
    uint32_t place = of_label[label].place;
    amont_search_put(s, label, place);
    for (uint32_t i = c->conflicts_of[place]; i < c->conflicts_of[place + 1]; i++)
        of_label[c->label_of[c->conflicts[i]]].is_known = false;
}

/* The label that would regret waiting the most, or AMONT_NOWHERE. */
static uint32_t most_urgent(const amont_search *s, const amont_group *group, const int64_t *net,
                            prospect *of_label) {
    uint32_t urgent = AMONT_NOWHERE;
    for (size_t i = 0; i < group->n_labels; i++) {
        uint32_t label = group->labels[i];
        if (s->place[label] != AMONT_NOWHERE)
            continue;
        if (!of_label[label].is_known)
            of_label[label] = look_ahead(s, net, label);
        if (of_label[label].place != AMONT_NOWHERE &&
            (urgent == AMONT_NOWHERE || of_label[label].regret > of_label[urgent].regret))
            urgent = label;
    }
    return urgent;
}

static void choose_greedily(amont_search *s, const amont_group *group, const int64_t *net,
                            prospect *of_label) {
    uint32_t label;
    while ((label = most_urgent(s, group, net, of_label)) != AMONT_NOWHERE)
        place_first(s, of_label, label);
}

static int64_t *net_worths(const amont_search *s) {
    const amont_choices *c = s->choices;
    uint32_t n_places = c->first_of[c->n_labels];
    g_autofree uint32_t *n_open = g_new0(uint32_t, c->n_labels + 1);
    int64_t *net = g_new(int64_t, (size_t)n_places + 1);
    for (uint32_t p = 0; p < n_places; p++)
        n_open[c->label_of[p]] += s->open[p];
    for (uint32_t p = 0; p < n_places; p++)
        net[p] = s->open[p] ? net_worth(s, n_open, p) : 0;
    return net;
}

/* ---- groups ------------------------------------------------------------------------------------ */

/* Adds the labels that dispute a place with this one and are in no group yet. */
static void add_rivals(const amont_search *s, uint32_t label, bool *grouped, GArray *labels) {
    const amont_choices *c = s->choices;
    for (uint32_t p = c->first_of[label]; p < c->first_of[label + 1]; p++)
        for (uint32_t i = c->conflicts_of[p]; s->open[p] && i < c->conflicts_of[p + 1]; i++) {
            uint32_t rival = c->label_of[c->conflicts[i]];
            if (s->open[c->conflicts[i]] && !grouped[rival]) {
                grouped[rival] = true;
                g_array_append_val(labels, rival);
            }
        }
}

static amont_group group_of(const amont_search *s, bool *grouped, uint32_t label, GArray *labels) {
    const amont_choices *c = s->choices;
    g_array_set_size(labels, 0);
    g_array_append_val(labels, label);
    grouped[label] = true;
    for (guint i = 0; i < labels->len; i++)
        add_rivals(s, g_array_index(labels, uint32_t, i), grouped, labels);
    amont_group group = {(const uint32_t *)(const void *)labels->data, labels->len, 0, 0};
    for (size_t i = 0; i < group.n_labels; i++) {
        bool first = true;
        for (uint32_t p = c->first_of[group.labels[i]]; p < c->first_of[group.labels[i] + 1]; p++) {
            group.n_places += s->open[p];
            group.bound += s->open[p] && first ? c->worth[p] : 0;
            first = first && !s->open[p];
        }
    }
    return group;
}

static void search_groups(amont_search *s) {
    const amont_choices *c = s->choices;
    g_autofree bool *grouped = g_new0(bool, c->n_labels + 1);
    g_autofree prospect *of_label = g_new0(prospect, c->n_labels + 1);
    g_autofree int64_t *net = net_worths(s);
    g_autoptr(GArray) labels = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    int64_t steps = all_branch_steps;
    for (uint32_t label = 0; label < c->n_labels; label++) {
        if (grouped[label])
            continue;
        amont_group group = group_of(s, grouped, label, labels);
        amont_random random = amont_random_stream(1, label);
        choose_greedily(s, &group, net, of_label);
        if (amont_search_tabu(s, &group, &random) || group.n_labels > SMALL_GROUP)
            continue;
        int64_t most = MIN(branch_steps, steps);
        steps -= most - amont_search_branch(s, &group, most);
    }
}

void amont_choose(const amont_choices *choices, uint32_t *place) {
    size_t n_places = choices->first_of[choices->n_labels];
    amont_search s = {
        .choices = choices,
        .open = g_new(bool, n_places + 1),
        .place = place,
        .lost = g_new0(int64_t, n_places + 1),
        .held = g_new0(uint32_t, choices->n_labels + 1),
    };
    memset(s.open, true, n_places);
    for (size_t label = 0; label < choices->n_labels; label++)
        place[label] = AMONT_NOWHERE;
    settle_all(&s);
    search_groups(&s);
    g_free(s.open);
    g_free(s.lost);
    g_free(s.held);
}
