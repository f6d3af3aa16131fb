#include "analysis/transitions.h"

#include "analysis/land_store.h"
#include "analysis/states.h"

#include <math.h>

void amont_transitions_free(amont_transitions *transitions) {
    if (!transitions)
        return;
    g_ptr_array_unref(transitions->codes);
    g_ptr_array_unref(transitions->labels);
    g_array_unref(transitions->cells);
    g_free(transitions->stock_m2);
    g_free(transitions);
}

/* ---- sums ---------------------------------------------------------------------------------- */

typedef struct term {
    size_t zone;
    unsigned from, to;
    bool is_noise; /* else it is land, which noise is a part of */
    bool counts;   /* as a piece */
    double area_m2;
} term;

/* Sums do not depend on the order of pieces: terms that differ in nothing are the same. */
static int compare_terms(const void *a, const void *b) {
    const term *s = a, *t = b;
    if (s->zone != t->zone)
        return s->zone < t->zone ? -1 : 1;
    if (s->from != t->from)
        return s->from < t->from ? -1 : 1;
    if (s->to != t->to)
        return s->to < t->to ? -1 : 1;
    if (s->is_noise != t->is_noise)
        return s->is_noise ? 1 : -1;
    return (s->area_m2 > t->area_m2) - (s->area_m2 < t->area_m2);
}

static GArray *list_terms(const amont_transitions *t, const amont_ground *ground,
                          const amont_states *states, const amont_noise *noise) {
    GArray *terms = g_array_new(FALSE, FALSE, sizeof(term));
    for (guint i = 0; i < ground->pieces->len; i++) {
        const amont_ground_piece *p = &g_array_index(ground->pieces, amont_ground_piece, i);
        term one = {p->zone,
                    amont_states_at(t, states, 0, p->rows[0]),
                    amont_states_at(t, states, 1, p->rows[1]),
                    false,
                    !p->is_thin,
                    p->area_m2};
        g_array_append_val(terms, one);
    }
    for (guint i = 0; i < noise->pieces->len; i++) {
        const amont_overlay_piece *p = &g_array_index(noise->pieces, amont_overlay_piece, i);
        term one = {
            p->zone,   noise->states[0][p->feature], noise->states[1][p->feature], true, true,
            p->measure};
        if (p->zone != AMONT_NO_ZONE)
            g_array_append_val(terms, one);
    }
    g_array_sort(terms, compare_terms);
    return terms;
}

static bool is_of(const amont_transition *cell, const term *t) {
    return cell->zone == t->zone && cell->from == t->from && cell->to == t->to;
}

static void sum_terms(amont_transitions *t, const GArray *terms) {
    for (guint i = 0, end; i < terms->len; i = end) {
        const term *first = &g_array_index(terms, term, i);
        amont_transition cell = {.zone = first->zone, .from = first->from, .to = first->to};
        amont_sum sums[2] = {{0, 0}, {0, 0}};
        for (end = i; end < terms->len && is_of(&cell, &g_array_index(terms, term, end)); end++) {
            const term *one = &g_array_index(terms, term, end);
            amont_sum_add(&sums[one->is_noise], one->area_m2);
            cell.n += one->counts && !one->is_noise;
            cell.n_noise += one->counts && one->is_noise;
        }
        cell.area_m2 = amont_sum_value(&sums[0]);
        /* cut apart and summed by itself: not more than the whole but for rounding */
        cell.noise_m2 = fmin(amont_sum_value(&sums[1]), cell.area_m2);
        g_array_append_val(t->cells, cell);
    }
}

/* ---- asking -------------------------------------------------------------------------------- */

/* Of two layers, the larger unit counts. */
static double minimum_unit(const amont_transitions *t) {
    if (amont_dated_same(&t->period[0], &t->period[1]))
        return NAN;
    return fmax(t->period[0].landuse->spec->minimum_unit_m2,
                t->period[1].landuse->spec->minimum_unit_m2);
}

/* Of the shapes that pieces are of, so that these make up the stocks. */
static void sum_stocks(amont_transitions *t, const amont_ground *ground,
                       const amont_states *states) {
    g_autofree double *area_m2 = amont_shapes_areas(ground->shapes[1]);
    g_autofree amont_sum *sums = g_new0(amont_sum, t->n_known + 1);
    for (size_t row = 0; row < ground->shapes[1]->n_features; row++)
        if (states->of[1][row] < t->n_known)
            amont_sum_add(&sums[states->of[1][row]], area_m2[row]);
    t->stock_m2 = g_new0(double, t->n_known + 1);
    for (unsigned i = 0; i < t->n_known; i++)
        t->stock_m2[i] = amont_sum_value(&sums[i]);
}

static bool fill(amont_analysis *analysis, amont_transitions *t, GError **error) {
    g_auto(amont_states) states = {{NULL, NULL}};
    g_auto(amont_noise) noise = {0};
    const amont_ground *ground = amont_analysis_ground(analysis, t->period[0].landuse,
                                                       t->period[1].landuse, t->level, error);
    if (!ground)
        return false;
    amont_states_find(analysis, t, &states);
    if (!amont_noise_find(t, ground, &states, &noise, error))
        return false;
    g_autoptr(GArray) terms = list_terms(t, ground, &states, &noise);
    sum_terms(t, terms);
    sum_stocks(t, ground, &states);
    return true;
}

static bool answers(const amont_transitions *t, const amont_transitions_ask *ask,
                    const amont_level *level) {
    return t->kind == ask->kind && t->way == ask->way && t->level == level &&
           amont_dated_same(&t->period[0], &ask->period[0]) &&
           amont_dated_same(&t->period[1], &ask->period[1]);
}

const amont_transitions *amont_analysis_transitions(amont_analysis *analysis,
                                                    const amont_transitions_ask *ask,
                                                    const amont_level *level, GError **error) {
    GPtrArray *known = amont_analysis_land(analysis)->transitions;
    for (guint i = 0; i < known->len; i++)
        if (answers(known->pdata[i], ask, level))
            return known->pdata[i];
    amont_transitions *t = g_new0(amont_transitions, 1);
    t->kind = ask->kind;
    t->way = ask->way;
    t->level = level;
    t->period[0] = ask->period[0];
    t->period[1] = ask->period[1];
    t->codes = g_ptr_array_new_with_free_func(g_free);
    t->labels = g_ptr_array_new_with_free_func(g_free);
    t->cells = g_array_new(FALSE, FALSE, sizeof(amont_transition));
    t->minimum_unit_m2 = minimum_unit(t);
    if (!fill(analysis, t, error)) {
        amont_transitions_free(t);
        return NULL;
    }
    g_ptr_array_add(known, t);
    return t;
}
