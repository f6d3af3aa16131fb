#include "analysis/grounds.h"

#include "analysis/land_store.h"
#include "analysis/measures.h"

#include "amont/cut.h"

#include <math.h>
#include <stdlib.h>

/* What a polygon leaves uncovered is nothing below this share of it: what cutting rounds. */
static const double least_rest = 1e-9;

void amont_ground_free(amont_ground *ground) {
    if (!ground)
        return;
    g_array_unref(ground->pieces);
    g_free(ground->outlines[0]);
    g_free(ground->outlines[1]);
    g_free(ground);
}

bool amont_ground_is_thin(const amont_ground *ground, const size_t rows[2], double area_m2) {
    const double width_m = 1e-6;
    double outline = INFINITY;
    for (size_t side = 0; side < 2; side++)
        if (rows[side] != AMONT_NO_ROW)
            outline = fmin(outline, ground->outlines[side][rows[side]]);
    return area_m2 <= width_m * outline;
}

/* ---- pieces of one layer ------------------------------------------------------------------- */

static void take_piece(const amont_overlay_piece *piece, void *data) {
    g_array_append_val((GArray *)data, *piece);
}

GArray *amont_ground_pieces_in(const amont_shapes *zones, const size_t *order, size_t n,
                               const amont_shapes *shapes) {
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(amont_overlay_piece));
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, n);
    amont_overlay_pieces(overlay, shapes, take_piece, pieces);
    return pieces;
}

static GArray *pieces_of(const amont_ground *ground, size_t side) {
    return amont_ground_pieces_in(ground->zones, ground->level->by_code, ground->level->n,
                                  ground->shapes[side]);
}

static void add_piece(amont_ground *ground, size_t zone, size_t from, size_t to, double area_m2) {
    amont_ground_piece piece = {zone, {from, to}, area_m2, false};
    piece.is_thin = amont_ground_is_thin(ground, piece.rows, area_m2);
    g_array_append_val(ground->pieces, piece);
}

static void lay_one(amont_ground *ground) {
    g_autoptr(GArray) pieces = pieces_of(ground, 0);
    for (guint i = 0; i < pieces->len; i++) {
        const amont_overlay_piece *p = &g_array_index(pieces, amont_overlay_piece, i);
        add_piece(ground, p->zone, p->feature, p->feature, p->measure);
    }
}

/* ---- pieces of two ------------------------------------------------------------------------- */

/* The polygons of the first layer, cut by zones: for each its zone and its row. */
typedef struct cells {
    amont_shapes *shapes;
    GArray *pair_of; /* size_t */
    GArray *pairs;   /* amont_cut_pair: row and zone */
    GArray *zones;   /* size_t, of each pair */
} cells;

static void clear_cells(cells *c) {
    amont_shapes_free(c->shapes);
    g_array_unref(c->pair_of);
    g_array_unref(c->pairs);
    g_array_unref(c->zones);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cells, clear_cells)

/* A polygon whose piece is all of it is not cut. */
static bool cut_cells(const amont_ground *ground, const GArray *pieces, cells *c, GError **error) {
    const double rounding = 1e-12;
    g_autofree double *area_m2 = amont_shapes_areas(ground->shapes[0]);
    for (guint i = 0; i < pieces->len; i++) {
        const amont_overlay_piece *p = &g_array_index(pieces, amont_overlay_piece, i);
        if (p->zone == AMONT_NO_ZONE)
            continue;
        bool whole = p->measure >= area_m2[p->feature] * (1 - rounding);
        amont_cut_pair pair = {p->feature, whole ? AMONT_CUT_WHOLE : p->zone};
        g_array_append_val(c->pairs, pair);
        g_array_append_val(c->zones, p->zone);
    }
    c->shapes = amont_shapes_cut(ground->shapes[0], ground->zones, (amont_cut_pair *)c->pairs->data,
                                 c->pairs->len, c->pair_of, error);
    return c->shapes != NULL;
}

static void lay_cells(amont_ground *ground, const cells *c) {
    size_t n = c->shapes->n_features;
    g_autofree size_t *order = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    g_autoptr(GArray) found = amont_ground_pieces_in(c->shapes, order, n, ground->shapes[1]);
    for (guint i = 0; i < found->len; i++) {
        const amont_overlay_piece *p = &g_array_index(found, amont_overlay_piece, i);
        if (p->zone == AMONT_NO_ZONE)
            continue;
        size_t pair = g_array_index(c->pair_of, size_t, p->zone);
        size_t row = g_array_index(c->pairs, amont_cut_pair, pair).first;
        add_piece(ground, g_array_index(c->zones, size_t, pair), row, p->feature, p->measure);
    }
}

/* ---- what the other layer does not cover --------------------------------------------------- */

/* What a polygon has in a zone: its stock, or (less than 0) what of it is in a piece. */
typedef struct share {
    size_t zone, row;
    double area_m2;
} share;

static int compare_shares(const void *a, const void *b) {
    const share *s = a, *t = b;
    if (s->zone != t->zone)
        return s->zone < t->zone ? -1 : 1;
    if (s->row != t->row)
        return s->row < t->row ? -1 : 1;
    return (s->area_m2 < t->area_m2) - (s->area_m2 > t->area_m2); /* the stock first */
}

static GArray *list_shares(const amont_ground *ground, guint n_pieces, size_t side,
                           const GArray *stock) {
    GArray *shares = g_array_new(FALSE, FALSE, sizeof(share));
    for (guint i = 0; i < stock->len; i++) {
        const amont_overlay_piece *p = &g_array_index(stock, amont_overlay_piece, i);
        share s = {p->zone, p->feature, p->measure};
        if (p->zone != AMONT_NO_ZONE)
            g_array_append_val(shares, s);
    }
    for (guint i = 0; i < n_pieces; i++) {
        const amont_ground_piece *p = &g_array_index(ground->pieces, amont_ground_piece, i);
        share s = {p->zone, p->rows[side], -p->area_m2};
        g_array_append_val(shares, s);
    }
    g_array_sort(shares, compare_shares);
    return shares;
}

/* `stock`: the pieces of the layer of that side in the zones. */
static void lay_rest(amont_ground *ground, guint n_pieces, size_t side, const GArray *stock) {
    g_autoptr(GArray) shares = list_shares(ground, n_pieces, side, stock);
    for (guint i = 0, end; i < shares->len; i = end) {
        const share *first = &g_array_index(shares, share, i);
        amont_sum rest = {0, 0};
        for (end = i; end < shares->len; end++) {
            const share *s = &g_array_index(shares, share, end);
            if (s->zone != first->zone || s->row != first->row)
                break;
            amont_sum_add(&rest, s->area_m2);
        }
        double area_m2 = amont_sum_value(&rest);
        if (area_m2 > least_rest * fabs(first->area_m2))
            add_piece(ground, first->zone, side == 0 ? first->row : AMONT_NO_ROW,
                      side == 1 ? first->row : AMONT_NO_ROW, area_m2);
    }
}

static bool lay_two(amont_ground *ground, GError **error) {
    g_autoptr(GArray) first = pieces_of(ground, 0);
    g_autoptr(GArray) second = pieces_of(ground, 1);
    g_auto(cells) c = {NULL, g_array_new(FALSE, FALSE, sizeof(size_t)),
                       g_array_new(FALSE, FALSE, sizeof(amont_cut_pair)),
                       g_array_new(FALSE, FALSE, sizeof(size_t))};
    if (!cut_cells(ground, first, &c, error))
        return false;
    lay_cells(ground, &c);
    guint n_pieces = ground->pieces->len;
    lay_rest(ground, n_pieces, 0, first);
    lay_rest(ground, n_pieces, 1, second);
    return true;
}

/* ---- asking -------------------------------------------------------------------------------- */

static double *outlines_of(const amont_shapes *shapes) {
    double *outlines = g_new(double, shapes->n_features + 1);
    for (size_t row = 0; row < shapes->n_features; row++)
        outlines[row] = amont_shapes_length(shapes, row);
    return outlines;
}

static bool lay(amont_analysis *analysis, amont_ground *ground, GError **error) {
    ground->zones = amont_analysis_plane(analysis, ground->level->layer->shapes, error);
    bool ok = ground->zones != NULL;
    for (size_t side = 0; ok && side < 2; side++) {
        const amont_shapes *shapes = ground->landuses[side]->layer->shapes;
        ground->shapes[side] = amont_analysis_plane(analysis, shapes, error);
        ok = ground->shapes[side] != NULL;
        if (ok)
            ground->outlines[side] = outlines_of(ground->shapes[side]);
    }
    if (!ok)
        return false;
    if (ground->landuses[0] != ground->landuses[1])
        return lay_two(ground, error);
    lay_one(ground);
    return true;
}

const amont_ground *amont_analysis_ground(amont_analysis *analysis, const amont_landuse *from,
                                          const amont_landuse *to, const amont_level *level,
                                          GError **error) {
    GPtrArray *known = amont_analysis_land(analysis)->grounds;
    for (guint i = 0; i < known->len; i++) {
        const amont_ground *g = known->pdata[i];
        if (g->level == level && g->landuses[0] == from && g->landuses[1] == to)
            return g;
    }
    amont_ground *ground = g_new0(amont_ground, 1);
    ground->landuses[0] = from;
    ground->landuses[1] = to;
    ground->level = level;
    ground->pieces = g_array_new(FALSE, FALSE, sizeof(amont_ground_piece));
    if (!lay(analysis, ground, error)) {
        amont_ground_free(ground);
        return NULL;
    }
    g_ptr_array_add(known, ground);
    return ground;
}
