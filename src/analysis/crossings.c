#include "analysis/crossings.h"

#include "analysis/land_store.h"
#include "analysis/states.h"

#include <math.h>

void amont_crossing_free(amont_crossing *crossing) {
    if (!crossing)
        return;
    g_ptr_array_unref(crossing->codes);
    g_ptr_array_unref(crossing->labels);
    g_array_unref(crossing->cells);
    g_free(crossing->stock_m2);
    g_free(crossing);
}

/* ---- sums ---------------------------------------------------------------------------------- */

typedef struct term {
    size_t zone;
    unsigned from, to;
    bool is_noise; /* else it is land, which noise is a part of */
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

static GArray *list_terms(const amont_crossing *c, const amont_ground *ground,
                          const amont_states *states, const amont_noise *noise) {
    GArray *terms = g_array_new(FALSE, FALSE, sizeof(term));
    for (guint i = 0; i < ground->pieces->len; i++) {
        const amont_ground_piece *p = &g_array_index(ground->pieces, amont_ground_piece, i);
        term t = {p->zone, amont_states_at(c, states, 0, p->rows[0]),
                  amont_states_at(c, states, 1, p->rows[1]), false, p->area_m2};
        g_array_append_val(terms, t);
    }
    for (guint i = 0; i < noise->pieces->len; i++) {
        const amont_overlay_piece *p = &g_array_index(noise->pieces, amont_overlay_piece, i);
        term t = {p->zone, noise->states[0][p->feature], noise->states[1][p->feature], true,
                  p->measure};
        if (p->zone != AMONT_NO_ZONE)
            g_array_append_val(terms, t);
    }
    g_array_sort(terms, compare_terms);
    return terms;
}

static bool is_of(const amont_crossed *cell, const term *t) {
    return cell->zone == t->zone && cell->from == t->from && cell->to == t->to;
}

static void sum_terms(amont_crossing *c, const GArray *terms) {
    for (guint i = 0, end; i < terms->len; i = end) {
        const term *first = &g_array_index(terms, term, i);
        amont_crossed cell = {.zone = first->zone, .from = first->from, .to = first->to};
        amont_sum sums[2] = {{0, 0}, {0, 0}};
        for (end = i; end < terms->len && is_of(&cell, &g_array_index(terms, term, end)); end++) {
            const term *t = &g_array_index(terms, term, end);
            amont_sum_add(&sums[t->is_noise], t->area_m2);
            cell.n += !t->is_noise;
            cell.n_noise += t->is_noise;
        }
        cell.area_m2 = amont_sum_value(&sums[0]);
        /* cut apart and summed by itself: not more than the whole but for rounding */
        cell.noise_m2 = fmin(amont_sum_value(&sums[1]), cell.area_m2);
        g_array_append_val(c->cells, cell);
    }
}

/* ---- asking -------------------------------------------------------------------------------- */

/* Of two layers, the larger unit counts. */
static double minimum_unit(const amont_crossing *c) {
    if (amont_dated_same(&c->period[0], &c->period[1]))
        return NAN;
    return fmax(c->period[0].landuse->spec->minimum_unit_m2,
                c->period[1].landuse->spec->minimum_unit_m2);
}

static void sum_stocks(amont_crossing *c, const amont_states *states) {
    const amont_landuse *landuse = c->period[1].landuse;
    g_autofree amont_sum *sums = g_new0(amont_sum, c->n_known + 1);
    for (size_t row = 0; row < landuse->layer->n_rows; row++)
        if (states->of[1][row] < c->n_known)
            amont_sum_add(&sums[states->of[1][row]], landuse->area_m2[row]);
    c->stock_m2 = g_new0(double, c->n_known + 1);
    for (unsigned i = 0; i < c->n_known; i++)
        c->stock_m2[i] = amont_sum_value(&sums[i]);
}

static bool cross(amont_analysis *analysis, amont_crossing *c, GError **error) {
    g_auto(amont_states) states = {{NULL, NULL}};
    g_auto(amont_noise) noise = {0};
    const amont_ground *ground = amont_analysis_ground(analysis, c->period[0].landuse,
                                                       c->period[1].landuse, c->level, error);
    if (!ground)
        return false;
    amont_states_find(analysis, c, &states);
    if (!amont_noise_find(c, &states, &noise, error))
        return false;
    g_autoptr(GArray) terms = list_terms(c, ground, &states, &noise);
    sum_terms(c, terms);
    sum_stocks(c, &states);
    return true;
}

static bool answers(const amont_crossing *c, const amont_crossing_ask *ask,
                    const amont_level *level) {
    return c->kind == ask->kind && c->way == ask->way && c->level == level &&
           amont_dated_same(&c->period[0], &ask->period[0]) &&
           amont_dated_same(&c->period[1], &ask->period[1]);
}

const amont_crossing *amont_analysis_crossing(amont_analysis *analysis,
                                              const amont_crossing_ask *ask,
                                              const amont_level *level, GError **error) {
    GPtrArray *known = amont_analysis_land(analysis)->crossings;
    for (guint i = 0; i < known->len; i++)
        if (answers(known->pdata[i], ask, level))
            return known->pdata[i];
    amont_crossing *c = g_new0(amont_crossing, 1);
    c->kind = ask->kind;
    c->way = ask->way;
    c->level = level;
    c->period[0] = ask->period[0];
    c->period[1] = ask->period[1];
    c->codes = g_ptr_array_new_with_free_func(g_free);
    c->labels = g_ptr_array_new_with_free_func(g_free);
    c->cells = g_array_new(FALSE, FALSE, sizeof(amont_crossed));
    c->minimum_unit_m2 = minimum_unit(c);
    if (!cross(analysis, c, error)) {
        amont_crossing_free(c);
        return NULL;
    }
    g_ptr_array_add(known, c);
    return c;
}
