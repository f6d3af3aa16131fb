/* Zones that overlap, made disjoint: what the cross table of the zones finds in common is taken off
 * the later of the two. */
#include "amont/overlay.h"
#include "geo/geos.h"

typedef struct claim {
    size_t first, second; /* ranks, first < second */
} claim;

typedef struct search {
    const size_t *rank_of;
    double least_area;
    GArray *claims;
} search;

static void note_claim(const amont_overlay_piece *piece, void *data) {
    search *s = data;
    if (piece->zone == AMONT_NO_ZONE || piece->measure <= s->least_area)
        return;
    claim c = {s->rank_of[piece->zone], s->rank_of[piece->feature]};
    if (c.first < c.second)
        g_array_append_val(s->claims, c);
}

static GArray *find_claims(const amont_shapes *zones, const size_t *order, size_t n_order,
                           double least_area) {
    g_autofree size_t *rank_of = g_new0(size_t, zones->n_features); /* others never come second */
    for (size_t rank = 0; rank < n_order; rank++)
        rank_of[order[rank]] = rank;
    GArray *claims = g_array_new(FALSE, FALSE, sizeof(claim));
    search s = {rank_of, least_area, claims};
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, order, n_order);
    amont_overlay_pieces(overlay, zones, note_claim, &s);
    return claims;
}

static bool append_rest(amont_geos *geos, const amont_shapes *zones, const size_t *order,
                        size_t rank, const GArray *claims, amont_shapes_builder *builder,
                        GError **error) {
    GEOSGeometry *rest = amont_geos_feature(geos, zones, order[rank]);
    for (guint i = 0; rest && i < claims->len; i++) {
        const claim *c = &g_array_index(claims, claim, i);
        if (c->second == rank)
            rest = amont_geos_keep(
                geos, GEOSDifference_r(geos->handle, rest,
                                       amont_geos_feature(geos, zones, order[c->first])));
    }
    if (!rest)
        return amont_fail(error, AMONT_ERROR_DATA, "zones cannot be cut from one another: %s",
                          geos->message);
    return amont_geos_append(geos, rest, AMONT_SHAPE_POLYGON, builder, error);
}

static void append_copy(const amont_shapes *s, size_t feature, amont_shapes_builder *builder) {
    for (size_t p = s->part_of[feature]; p < s->part_of[feature + 1]; p++) {
        amont_shapes_add_part(builder);
        for (size_t r = s->ring_of[p]; r < s->ring_of[p + 1]; r++) {
            amont_shapes_add_ring(builder);
            for (size_t i = s->point_of[r]; i < s->point_of[r + 1]; i++)
                amont_shapes_add_point(builder, s->x[i], s->y[i]);
        }
    }
}

amont_shapes *amont_overlay_disjoint(const amont_shapes *zones, const size_t *order, size_t n_order,
                                     double least_area, GError **error) {
    g_autoptr(GArray) claims = find_claims(zones, order, n_order, least_area);
    g_autofree size_t *cut_rank = g_new(size_t, zones->n_features);
    for (size_t f = 0; f < zones->n_features; f++)
        cut_rank[f] = AMONT_NO_ZONE;
    for (guint i = 0; i < claims->len; i++) {
        size_t rank = g_array_index(claims, claim, i).second;
        cut_rank[order[rank]] = rank;
    }
    g_autoptr(amont_geos) geos = amont_geos_open();
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t f = 0; f < zones->n_features; f++) {
        amont_shapes_add_feature(builder);
        if (cut_rank[f] == AMONT_NO_ZONE)
            append_copy(zones, f, builder);
        else if (!append_rest(geos, zones, order, cut_rank[f], claims, builder, error))
            return NULL;
        amont_geos_forget(geos);
    }
    return amont_shapes_finish(g_steal_pointer(&builder));
}
