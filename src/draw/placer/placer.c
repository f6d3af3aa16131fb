/* From labels and obstacles to a choice of places: what is in the way of a place is found in grids
 * of boxes; solve.c chooses. Labels are put in an order of their own first, so that the caller's
 * does not matter. */
#include "draw/placer/placer.h"

#include "draw/placer/index.h"
#include "draw/placer/solve.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a label is worth by being placed at all, against 1 for its best place. */
static const double placed_worth = 8;
static const double unit = 1e6;            /* of worth, in whole numbers */
static const int64_t mandatory_bonus = (int64_t)1e12;
static const double leader_mm = 0.2;       /* room on either side of a leader */
static const double end_mm = 0.4;          /* a leader passes what it ends at, or nearly */
static const size_t most_pairs = 2000000; /* of places in conflict, among labels placed together */
enum { MOST_TOGETHER = 2048 };             /* labels; the others come after them */

typedef struct place {
    amont_slab slab, leader; /* with the room they need among names */
    bool has_leader;
    uint32_t label; /* among those placed together */
    int index;      /* of the candidate */
    int64_t worth;
} place;

typedef struct placer {
    const amont_scene *scene;
    const amont_label **labels; /* in the order of placing */
    amont_box_index *obstacles;
    GArray *placed;          /* place: of labels that came before, and */
    amont_box_index *before; /* their boxes */
} placer;

/* ---- an order that does not depend on the caller's --------------------------------------------- */

static int compare_numbers(double a, double b) {
    return (a > b) - (a < b);
}

static int compare_candidates(const amont_candidate *a, const amont_candidate *b) {
    const double differences[][2] = {
        {a->cost, b->cost},           {a->slab.y, b->slab.y},
        {a->slab.x, b->slab.x},       {a->slab.half_width, b->slab.half_width},
        {a->slab.half_height, b->slab.half_height}, {a->slab.sine, b->slab.sine},
        {a->has_leader, b->has_leader}, {a->from_x, b->from_x},
        {a->from_y, b->from_y},       {a->to_x, b->to_x},
        {a->to_y, b->to_y},           {a->form, b->form},
        {a->align, b->align},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(differences); i++)
        if (differences[i][0] != differences[i][1])
            return compare_numbers(differences[i][0], differences[i][1]);
    return 0;
}

static int compare_labels(const void *one, const void *other) {
    const amont_label *a = *(const amont_label *const *)one;
    const amont_label *b = *(const amont_label *const *)other;
    if (a->mandatory != b->mandatory)
        return a->mandatory ? -1 : 1;
    if (a->priority != b->priority)
        return compare_numbers(b->priority, a->priority);
    int order = strcmp(a->key, b->key);
    if (order != 0 || a->n_candidates != b->n_candidates)
        return order ? order : compare_numbers((double)a->n_candidates, (double)b->n_candidates);
    for (size_t i = 0; i < a->n_candidates && order == 0; i++)
        order = compare_candidates(&a->candidates[i], &b->candidates[i]);
    return order;
}

/* ---- what is in the way ------------------------------------------------------------------------ */

typedef struct encounter {
    const amont_scene *scene;
    amont_slab slab;
    amont_slab end; /* of a leader: what is met there is no hindrance */
    bool is_leader, meets_obstacle, meets_limit;
} encounter;

static bool meets(const amont_slab *slab, const amont_obstacle *obstacle) {
    return obstacle->radius > 0 ? amont_slab_meets_disc(*slab, obstacle->slab.x, obstacle->slab.y,
                                                        obstacle->radius)
                                : amont_slabs_overlap(*slab, obstacle->slab);
}

static bool visit_obstacle(uint32_t number, void *data) {
    encounter *e = data;
    const amont_obstacle *obstacle = &e->scene->obstacles[number];
    if (obstacle->is_limit ? e->is_leader || e->meets_limit : e->meets_obstacle)
        return true;
    if (!meets(&e->slab, obstacle) || (e->is_leader && meets(&e->end, obstacle)))
        return true;
    e->meets_limit = e->meets_limit || obstacle->is_limit;
    e->meets_obstacle = e->meets_obstacle || !obstacle->is_limit;
    return !e->meets_obstacle;
}

static amont_slab leader_of(const amont_candidate *candidate) {
    return amont_slab_segment(candidate->from_x, candidate->from_y, candidate->to_x,
                              candidate->to_y);
}

static bool is_in_room(const placer *p, amont_slab slab) {
    amont_box box = amont_slab_box(slab), room = p->scene->room;
    return box.min_x >= room.min_x && box.max_x <= room.max_x && box.min_y >= room.min_y &&
           box.max_y <= room.max_y;
}

static bool leader_is_clear(const placer *p, const amont_candidate *candidate) {
    encounter e = {
        .scene = p->scene,
        .slab = amont_slab_grow(leader_of(candidate), leader_mm),
        .end = amont_slab_of((amont_box){candidate->to_x - end_mm, candidate->to_y - end_mm,
                                         candidate->to_x + end_mm, candidate->to_y + end_mm}),
        .is_leader = true,
    };
    amont_box_index_near(p->obstacles, amont_slab_box(e.slab), 0, visit_obstacle, &e);
    return !e.meets_obstacle;
}

/* What a candidate costs where it stands; NAN: it cannot stand there. */
static double cost_of(const placer *p, const amont_label *label, const amont_candidate *candidate) {
    encounter e = {.scene = p->scene,
                   .slab = amont_slab_grow(candidate->slab, p->scene->clearance_mm),
                   .meets_limit = label->limits == AMONT_LIMITS_IGNORED};
    if (!is_in_room(p, candidate->slab))
        return NAN;
    amont_box_index_near(p->obstacles, amont_slab_box(e.slab), 0, visit_obstacle, &e);
    if (e.meets_obstacle || (candidate->has_leader && !leader_is_clear(p, candidate)))
        return NAN;
    if (label->limits == AMONT_LIMITS_NEVER && e.meets_limit)
        return NAN;
    bool avoids = label->limits == AMONT_LIMITS_AVOIDED && e.meets_limit;
    return candidate->cost + (avoids ? AMONT_COST_OF_LIMIT : 0);
}

static int64_t worth_of(const amont_label *label, double cost) {
    double worth = label->priority * (placed_worth + 1 - fmin(fmax(cost, 0), 2));
    return llround(worth * unit) + (label->mandatory ? mandatory_bonus : 0);
}

/* ---- places ------------------------------------------------------------------------------------ */

static bool places_meet(const place *a, const place *b) {
    return amont_slabs_overlap(a->slab, b->slab) ||
           (a->has_leader && amont_slabs_overlap(a->leader, b->slab)) ||
           (b->has_leader && amont_slabs_overlap(b->leader, a->slab)) ||
           (a->has_leader && b->has_leader && amont_slabs_overlap(a->leader, b->leader));
}

static amont_box box_of_place(const place *p) {
    amont_box box = amont_slab_box(p->slab);
    return p->has_leader ? amont_box_union(box, amont_slab_box(p->leader)) : box;
}

static amont_box_index *index_places(const placer *p, const GArray *places) {
    g_autofree amont_box *boxes = g_new(amont_box, places->len + 1);
    for (guint i = 0; i < places->len; i++)
        boxes[i] = box_of_place(&g_array_index(places, place, i));
    return amont_box_index_new(boxes, places->len, p->scene->room);
}

typedef struct refusal {
    const GArray *placed;
    const place *tried;
    bool is_refused;
} refusal;

static bool visit_placed(uint32_t number, void *data) {
    refusal *r = data;
    r->is_refused = places_meet(r->tried, &g_array_index(r->placed, place, number));
    return !r->is_refused;
}

static bool meets_placed(const placer *p, const place *tried) {
    refusal r = {p->placed, tried, false};
    if (p->before)
        amont_box_index_near(p->before, box_of_place(tried), 0, visit_placed, &r);
    return r.is_refused;
}

static int most_worth_first(const void *one, const void *other, void *data) {
    const place *a = one, *b = other;
    const amont_label *label = data;
    if (a->worth != b->worth)
        return a->worth < b->worth ? 1 : -1;
    return compare_candidates(&label->candidates[a->index], &label->candidates[b->index]);
}

static void add_places(const placer *p, size_t rank, uint32_t number, GArray *places) {
    const amont_label *l = p->labels[rank];
    guint before = places->len;
    for (size_t i = 0; i < l->n_candidates; i++) {
        const amont_candidate *candidate = &l->candidates[i];
        double cost = cost_of(p, l, candidate);
        place added = {
            .slab = amont_slab_grow(candidate->slab, p->scene->gap_mm / 2),
            .leader = amont_slab_grow(leader_of(candidate), leader_mm / 2),
            .has_leader = candidate->has_leader,
            .label = number,
            .index = (int)i,
        };
        if (isnan(cost) || meets_placed(p, &added))
            continue;
        added.worth = worth_of(l, cost);
        g_array_append_val(places, added);
    }
    if (places->len > before)
        g_qsort_with_data(&g_array_index(places, place, before), (int)(places->len - before),
                          sizeof(place), most_worth_first, (void *)l);
}

/* ---- conflicts --------------------------------------------------------------------------------- */

typedef struct pairing {
    const place *places;
    uint32_t current;
    GArray *pairs; /* uint32_t, two by two */
} pairing;

static bool visit_place(uint32_t number, void *data) {
    pairing *f = data;
    const place *a = &f->places[f->current], *b = &f->places[number];
    if (a->label != b->label && places_meet(a, b)) {
        const uint32_t pair[] = {f->current, number};
        g_array_append_vals(f->pairs, pair, 2);
    }
    return f->pairs->len <= 2 * most_pairs;
}

/* The pairs of places that cannot both be taken; NULL: too many of them. */
static GArray *find_pairs(const placer *p, const GArray *places) {
    const place *all = (const place *)(const void *)places->data;
    g_autoptr(amont_box_index) index = index_places(p, places);
    pairing f = {all, 0, g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    for (; f.current < places->len && f.pairs->len <= 2 * most_pairs; f.current++)
        amont_box_index_near(index, box_of_place(&all[f.current]), f.current + 1, visit_place, &f);
    if (f.pairs->len <= 2 * most_pairs)
        return f.pairs;
    g_array_unref(f.pairs);
    return NULL;
}

/* Both ways, as offsets and lists. */
static void list_conflicts(const GArray *pairs, uint32_t n_places, uint32_t **of, uint32_t **list) {
    const uint32_t *ends = (const uint32_t *)(const void *)pairs->data;
    uint32_t *next = g_new0(uint32_t, (size_t)n_places + 2), *all = g_new(uint32_t, pairs->len + 1);
    for (guint i = 0; i < pairs->len; i++)
        next[ends[i] + 2]++;
    for (uint32_t i = 0; i < n_places; i++)
        next[i + 2] += next[i + 1];
    for (guint i = 0; i < pairs->len; i++)
        all[next[ends[i] + 1]++] = ends[i ^ 1];
    *of = next;
    *list = all;
}

/* ---- labels that are placed together ----------------------------------------------------------- */

static void choose(const GArray *pairs, const GArray *places, size_t n_labels, uint32_t *chosen) {
    const place *all = (const place *)(const void *)places->data;
    g_autofree uint32_t *first_of = g_new0(uint32_t, n_labels + 1);
    g_autofree uint32_t *label_of = g_new(uint32_t, places->len + 1);
    g_autofree int64_t *worth = g_new(int64_t, places->len + 1);
    g_autofree uint32_t *conflicts_of = NULL, *conflicts = NULL;
    for (guint i = 0; i < places->len; i++) {
        first_of[all[i].label + 1]++;
        label_of[i] = all[i].label;
        worth[i] = all[i].worth;
    }
    for (size_t i = 0; i < n_labels; i++)
        first_of[i + 1] += first_of[i];
    list_conflicts(pairs, places->len, &conflicts_of, &conflicts);
    amont_choices choices = {n_labels, first_of, worth, label_of, conflicts_of, conflicts};
    amont_choose(&choices, chosen);
}

static void take(placer *p, const GArray *places, const uint32_t *of_label, size_t n, int *chosen) {
    for (size_t i = 0; i < n; i++) {
        chosen[i] = AMONT_NOT_PLACED;
        if (of_label[i] == AMONT_NOWHERE)
            continue;
        const place *taken = &g_array_index(places, place, of_label[i]);
        chosen[i] = taken->index;
        g_array_append_vals(p->placed, taken, 1);
    }
}

/* Labels first .. first + n - 1: writes the candidates they take to `chosen`. False, and nothing is
 * done, when too many of their places are in conflict. */
static bool place_some(placer *p, size_t first, size_t n, int *chosen) {
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(place));
    for (size_t i = 0; i < n; i++)
        add_places(p, first + i, (uint32_t)i, places);
    g_autoptr(GArray) pairs = find_pairs(p, places);
    if (!pairs)
        return false;
    g_autofree uint32_t *of_label = g_new(uint32_t, n + 1);
    choose(pairs, places, n, of_label);
    take(p, places, of_label, n, chosen);
    return true;
}

/* All of them, as many together as can be. */
static void place_all(placer *p, size_t n_labels, int *chosen) {
    size_t together = MOST_TOGETHER;
    for (size_t first = 0; first < n_labels;) {
        size_t n = MIN(n_labels - first, together);
        g_autoptr(amont_box_index) before = first > 0 ? index_places(p, p->placed) : NULL;
        p->before = before;
        bool done = place_some(p, first, n, chosen + first);
        first += done ? n : 0;
        together = done ? MIN(2 * together, MOST_TOGETHER) : n / 2;
    }
}

/* ---- the whole --------------------------------------------------------------------------------- */

static amont_box_index *index_obstacles(const amont_scene *scene) {
    g_autofree amont_box *boxes = g_new(amont_box, scene->n_obstacles + 1);
    for (size_t i = 0; i < scene->n_obstacles; i++) {
        const amont_obstacle *o = &scene->obstacles[i];
        double r = o->radius;
        boxes[i] = r > 0 ? (amont_box){o->slab.x - r, o->slab.y - r, o->slab.x + r, o->slab.y + r}
                         : amont_slab_box(o->slab);
    }
    return amont_box_index_new(boxes, scene->n_obstacles, scene->room);
}

static const amont_label **in_order(const amont_label *labels, size_t n) {
    const amont_label **order = g_new(const amont_label *, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = &labels[i];
    qsort(order, n, sizeof *order, compare_labels);
    return order;
}

size_t amont_place_labels(const amont_scene *scene, const amont_label *labels, size_t n,
                          int *chosen) {
    g_autofree const amont_label **order = in_order(labels, n);
    g_autoptr(amont_box_index) obstacles = index_obstacles(scene);
    g_autoptr(GArray) placed = g_array_new(FALSE, FALSE, sizeof(place));
    g_autofree int *taken = g_new(int, n + 1);
    placer p = {scene, order, obstacles, placed, NULL};
    place_all(&p, n, taken);
    size_t missing = 0;
    for (size_t i = 0; i < n; i++) {
        chosen[order[i] - labels] = taken[i];
        missing += taken[i] == AMONT_NOT_PLACED;
    }
    return missing;
}

double amont_placing_worth(const amont_scene *scene, const amont_label *labels, size_t n,
                           const int *chosen) {
    g_autoptr(amont_box_index) obstacles = index_obstacles(scene);
    placer p = {scene, NULL, obstacles, NULL, NULL};
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        if (chosen[i] != AMONT_NOT_PLACED)
            sum += worth_of(&labels[i], cost_of(&p, &labels[i], &labels[i].candidates[chosen[i]]));
    return (double)sum / unit;
}
