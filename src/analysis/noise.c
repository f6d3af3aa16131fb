/* Noise: changed land in pieces that are too small to be believed. Of two layers, what changes is
 * cut out (GEOS), polygon by polygon; of one, polygons are taken as they are. */
#include "analysis/states.h"

#include "amont/borders.h"
#include "amont/cut.h"

#include <math.h>

static const double border_tolerance_m = 0.001;

void amont_noise_clear(amont_noise *noise) {
    g_clear_pointer(&noise->pieces, g_array_unref);
    g_clear_pointer(&noise->states[0], g_free);
    g_clear_pointer(&noise->states[1], g_free);
}

static bool is_change(const amont_transitions *t, unsigned from, unsigned to) {
    return from != to && from < t->n_known && to < t->n_known;
}

/* Pairs of rows whose states differ, as what is to be cut out of the first layer. */
static GArray *list_changes(const amont_transitions *t, const amont_ground *ground,
                            const amont_states *states, GArray *rows) {
    const amont_shapes *first = ground->shapes[0], *second = ground->shapes[1];
    GArray *changes = g_array_new(FALSE, FALSE, sizeof(amont_cut_pair));
    size_t n = first->n_features;
    g_autofree size_t *order = g_new(size_t, n + 1);
    for (size_t row = 0; row < n; row++)
        order[row] = row;
    for (size_t row = 0; first == second && row < n; row++) {
        amont_cut_pair whole = {row, AMONT_CUT_WHOLE};
        if (!is_change(t, states->of[0][row], states->of[1][row]))
            continue;
        g_array_append_val(changes, whole);
        g_array_append_val(rows, row);
    }
    if (first == second)
        return changes;
    g_autoptr(GArray) meetings = amont_ground_pieces_in(first, order, n, second);
    for (guint i = 0; i < meetings->len; i++) {
        const amont_overlay_piece *p = &g_array_index(meetings, amont_overlay_piece, i);
        amont_cut_pair pair = {p->zone, p->feature};
        const size_t both[2] = {p->zone, p->feature};
        if (p->zone == AMONT_NO_ZONE || amont_ground_is_thin(ground, both, p->measure) ||
            !is_change(t, states->of[0][p->zone], states->of[1][p->feature]))
            continue;
        g_array_append_val(changes, pair);
        g_array_append_val(rows, p->feature);
    }
    return changes;
}

/* Which parts make with their neighbours of the same change less than the minimum unit. */
static bool *find_small(const amont_transitions *t, const amont_shapes *parts,
                        const amont_noise *noise) {
    size_t n = parts->n_features;
    bool *small = g_new0(bool, n + 1);
    g_autofree double *area_m2 = g_new0(double, n + 1), *sum_m2 = g_new0(double, n + 1);
    g_autofree size_t *change = g_new(size_t, n + 1), *group_of = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        area_m2[i] = amont_shapes_area(parts, i);
        small[i] = area_m2[i] < t->minimum_unit_m2;
        change[i] = (size_t)noise->states[0][i] * t->n_known + noise->states[1][i];
    }
    g_autoptr(GArray) borders = amont_shapes_borders(parts, small, border_tolerance_m);
    amont_shapes_groups(n, borders, change, group_of);
    for (size_t i = 0; i < n; i++)
        sum_m2[group_of[i]] += area_m2[i];
    for (size_t i = 0; i < n; i++)
        small[i] = sum_m2[group_of[i]] < t->minimum_unit_m2;
    return small;
}

static void lay_noise(const amont_ground *ground, const amont_shapes *parts, const bool *small,
                      amont_noise *noise) {
    const amont_level *level = ground->level;
    g_autoptr(GArray) all = amont_ground_pieces_in(ground->zones, level->by_code, level->n, parts);
    for (guint i = 0; i < all->len; i++) {
        amont_overlay_piece piece = g_array_index(all, amont_overlay_piece, i);
        if (small[piece.feature])
            g_array_append_val(noise->pieces, piece);
    }
}

bool amont_noise_find(const amont_transitions *transitions, const amont_ground *ground,
                      const amont_states *states, amont_noise *noise, GError **error) {
    noise->pieces = g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece));
    if (isnan(transitions->minimum_unit_m2))
        return true;
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GArray) changes = list_changes(transitions, ground, states, rows);
    g_autoptr(GArray) pair_of = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(amont_shapes) parts =
        amont_shapes_cut(ground->shapes[0], ground->shapes[1], (amont_cut_pair *)changes->data,
                         changes->len, pair_of, error);
    if (!parts)
        return false;
    for (size_t side = 0; side < 2; side++)
        noise->states[side] = g_new(unsigned, parts->n_features + 1);
    for (size_t i = 0; i < parts->n_features; i++) {
        size_t pair = g_array_index(pair_of, size_t, i);
        noise->states[0][i] = states->of[0][g_array_index(changes, amont_cut_pair, pair).first];
        noise->states[1][i] = states->of[1][g_array_index(rows, size_t, pair)];
    }
    g_autofree bool *small = find_small(transitions, parts, noise);
    lay_noise(ground, parts, small, noise);
    return true;
}
