/* The cells are those of one overlay; what of b lies in no zone of a comes from the other way
 * round, so that the sums over the zones of b are a check of the first. */
#include "amont/cross.h"

#include "analysis/measures.h"

#include <math.h>

static const double hectare_m2 = 1e4;

typedef struct order {
    size_t *rank_a, *rank_b; /* of each zone, by code */
} order;

static size_t *ranks_of(const amont_level *level) {
    size_t *ranks = g_new(size_t, level->n + 1);
    for (size_t i = 0; i < level->n; i++)
        ranks[level->by_code[i]] = i;
    return ranks;
}

static size_t rank_of(const size_t *ranks, size_t zone) {
    return zone == AMONT_NO_ZONE ? SIZE_MAX : ranks[zone];
}

static int compare_cells(const void *left, const void *right, void *data) {
    const order *o = data;
    const amont_cross_cell *p = left, *q = right;
    size_t pa = rank_of(o->rank_a, p->a), qa = rank_of(o->rank_a, q->a);
    size_t pb = rank_of(o->rank_b, p->b), qb = rank_of(o->rank_b, q->b);
    return pa != qa ? (pa > qa) - (pa < qa) : (pb > qb) - (pb < qb);
}

static void sort_cells(amont_cross *cross) {
    g_autofree size_t *rank_a = ranks_of(cross->a), *rank_b = ranks_of(cross->b);
    order o = {rank_a, rank_b};
    g_array_sort_with_data(cross->cells, compare_cells, &o);
}

static void take_cells(amont_cross *cross, const amont_crossing *there,
                       const amont_crossing *back) {
    for (guint i = 0; i < there->pieces->len; i++) {
        const amont_overlay_piece *p = &g_array_index(there->pieces, amont_overlay_piece, i);
        amont_cross_cell cell = {p->feature, p->zone, p->measure};
        g_array_append_val(cross->cells, cell);
    }
    for (guint i = 0; i < back->pieces->len; i++) {
        const amont_overlay_piece *p = &g_array_index(back->pieces, amont_overlay_piece, i);
        amont_cross_cell cell = {AMONT_NO_ZONE, p->feature, p->measure};
        if (p->zone == AMONT_NO_ZONE)
            g_array_append_val(cross->cells, cell);
    }
    sort_cells(cross);
}

/* ---- conservation -------------------------------------------------------------------------- */

static double residue_of(const amont_cross *cross, bool of_a) {
    const amont_level *level = of_a ? cross->a : cross->b;
    const double *areas = of_a ? cross->area_a : cross->area_b;
    g_autofree amont_sum *sums = g_new0(amont_sum, level->n + 1);
    for (guint i = 0; i < cross->cells->len; i++) {
        const amont_cross_cell *cell = &g_array_index(cross->cells, amont_cross_cell, i);
        size_t zone = of_a ? cell->a : cell->b;
        if (zone != AMONT_NO_ZONE)
            amont_sum_add(&sums[zone], cell->area_m2);
    }
    double worst = 0;
    for (size_t zone = 0; zone < level->n; zone++)
        if (areas[zone] > 0)
            worst = fmax(worst, fabs(amont_sum_value(&sums[zone]) - areas[zone]) /
                                    fmax(areas[zone], hectare_m2));
    return worst;
}

static void tell(amont_analysis *analysis, const amont_level *level, const amont_level *other,
                 double residue) {
    const double most = 1e-9;
    if (residue > most)
        amont_find(amont_analysis_findings(analysis), AMONT_FINDING_SUM_LOST, level->name, 0,
                   "%s × %s: %.3g", level->name, other->name, residue);
}

amont_cross *amont_cross_new(amont_analysis *analysis, const amont_level *a, const amont_level *b,
                             GError **error) {
    const amont_crossing *there = amont_analysis_crossing(analysis, a, b, error);
    const amont_crossing *back = there ? amont_analysis_crossing(analysis, b, a, error) : NULL;
    if (!back)
        return NULL;
    amont_cross *cross = g_new0(amont_cross, 1);
    cross->a = a;
    cross->b = b;
    cross->area_a = g_memdup2(there->area_from, a->n * sizeof(double));
    cross->area_b = g_memdup2(there->area_to, b->n * sizeof(double));
    cross->cells = g_array_new(FALSE, FALSE, sizeof(amont_cross_cell));
    take_cells(cross, there, back);
    cross->residue_a = residue_of(cross, true);
    cross->residue_b = residue_of(cross, false);
    tell(analysis, a, b, cross->residue_a);
    tell(analysis, b, a, cross->residue_b);
    return cross;
}

void amont_cross_free(amont_cross *cross) {
    if (!cross)
        return;
    g_free(cross->area_a);
    g_free(cross->area_b);
    g_array_unref(cross->cells);
    g_free(cross);
}
