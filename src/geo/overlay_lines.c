/* Lines, segment by segment: one in cells that one zone fills lies there; the others are cut where
 * they cross edges of the zones near them, and each cut goes to the zone that holds its middle.
 * Where a segment runs along edges, the first of their zones has it: rounding puts its middle on
 * either side. Cuts too many do no harm, so edges are taken a little longer than they are. */
#include "geo/overlay.h"
#include "geo/sum.h"

#include <float.h>

static const double longer = 1e-9; /* of an edge, at each end */

typedef struct stretch {
    double from, to; /* along the segment, 0 .. 1 */
    size_t rank;
} stretch;

typedef struct walk {
    amont_overlay_chunk *chunk;
    size_t *rank_of; /* of each feature of the zones */
    sum *lengths;    /* of each rank, in the feature in hand; the last is outside */
    GArray *touched; /* ranks whose length is not 0, in the order met */
    bool *is_touched;
    double ax, ay, dx, dy, length; /* the segment in hand */
    double slack;                  /* nearer is on it */
    size_t rank;                   /* whose edges are visited */
    GArray *cuts;                  /* double, along the segment */
    GArray *borders;               /* stretch */
} walk;

static void add_length(walk *w, size_t rank, double length) {
    if (!w->is_touched[rank]) {
        w->is_touched[rank] = true;
        g_array_append_val(w->touched, rank);
    }
    sum_add(&w->lengths[rank], length);
}

static void add_cut(walk *w, double along) {
    if (along > 0 && along < 1)
        g_array_append_val(w->cuts, along);
}

/* An edge on the line of the segment, from `from` to `to` along it. */
static void add_border(walk *w, double from, double to) {
    stretch s = {fmin(from, to), fmax(from, to), w->rank};
    if (s.to <= 0 || s.from >= 1)
        return;
    add_cut(w, s.from);
    add_cut(w, s.to);
    g_array_append_val(w->borders, s);
}

static void meet_edge(size_t point, void *data) {
    walk *w = data;
    const amont_shapes *zones = w->chunk->overlay->zones;
    double px = zones->x[point] - w->ax, py = zones->y[point] - w->ay;
    double qx = zones->x[point + 1] - w->ax, qy = zones->y[point + 1] - w->ay;
    double left = w->dx * py - w->dy * px, right = w->dx * qy - w->dy * qx;
    double least = w->slack * w->length, square = w->length * w->length;
    if (fabs(left) <= least && fabs(right) <= least) {
        add_border(w, (px * w->dx + py * w->dy) / square, (qx * w->dx + qy * w->dy) / square);
        return;
    }
    double share = left / (left - right); /* of the edge, where the line of the segment is */
    if (share >= -longer && share <= 1 + longer)
        add_cut(w, ((px + share * (qx - px)) * w->dx + (py + share * (qy - py)) * w->dy) / square);
}

static void meet_zone(walk *w, size_t rank, amont_box near) {
    const amont_overlay *overlay = w->chunk->overlay;
    const amont_shapes *zones = overlay->zones;
    size_t zone = overlay->order[rank];
    w->rank = rank;
    for (size_t p = zones->part_of[zone]; p < zones->part_of[zone + 1]; p++)
        for (size_t r = zones->ring_of[p]; r < zones->ring_of[p + 1]; r++)
            amont_blocks_near(&overlay->blocks, r, near, meet_edge, w);
}

static size_t rank_at(const walk *w, double along) {
    size_t zone =
        amont_locator_find(w->chunk->locator, w->ax + along * w->dx, w->ay + along * w->dy, NULL);
    size_t rank = zone == AMONT_NO_ZONE ? w->chunk->overlay->n_zones : w->rank_of[zone];
    for (guint b = 0; b < w->borders->len; b++) {
        const stretch *s = &g_array_index(w->borders, stretch, b);
        if (s->from < along && along < s->to && s->rank < rank)
            rank = s->rank;
    }
    return rank;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void cut_segment(walk *w, amont_box box, amont_span span) {
    amont_overlay_chunk *chunk = w->chunk;
    double most =
        fmax(fmax(fabs(box.min_x), fabs(box.max_x)), fmax(fabs(box.min_y), fabs(box.max_y)));
    w->slack = 4 * DBL_EPSILON * most;
    g_array_set_size(w->cuts, 0);
    g_array_set_size(w->borders, 0);
    amont_overlay_gather(chunk, span);
    for (guint i = 0; i < chunk->near->len; i++)
        meet_zone(w, g_array_index(chunk->near, size_t, i), amont_box_grow(box, w->slack));
    double end = 1, from = 0;
    g_array_append_val(w->cuts, end);
    g_array_sort(w->cuts, ascending);
    for (guint c = 0; c < w->cuts->len; c++) {
        double to = g_array_index(w->cuts, double, c);
        if (to > from)
            add_length(w, rank_at(w, (from + to) / 2), (to - from) * w->length);
        from = to;
    }
}

static double walk_segment(walk *w, size_t point) {
    const amont_overlay *overlay = w->chunk->overlay;
    const double *x = w->chunk->shapes->x + point, *y = w->chunk->shapes->y + point;
    w->ax = x[0];
    w->ay = y[0];
    w->dx = x[1] - x[0];
    w->dy = y[1] - y[0];
    w->length = hypot(w->dx, w->dy);
    if (w->length == 0)
        return 0;
    amont_box box = {fmin(x[0], x[1]), fmin(y[0], y[1]), fmax(x[0], x[1]), fmax(y[0], y[1])};
    amont_span span;
    gint32 sole = amont_overlay_sole(overlay, box, &span);
    if (sole == AMONT_CELL_MIXED)
        cut_segment(w, box, span);
    else
        add_length(w, sole == AMONT_CELL_EMPTY ? overlay->n_zones : (size_t)sole, w->length);
    return w->length;
}

static void walk_feature(walk *w, size_t feature) {
    const amont_overlay *overlay = w->chunk->overlay;
    const amont_shapes *s = w->chunk->shapes;
    sum whole = {0};
    for (size_t p = s->part_of[feature]; p < s->part_of[feature + 1]; p++)
        for (size_t r = s->ring_of[p]; r < s->ring_of[p + 1]; r++)
            for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++)
                sum_add(&whole, walk_segment(w, i));
    w->chunk->wholes[feature] = sum_value(&whole);
    for (guint t = 0; t < w->touched->len; t++) {
        size_t rank = g_array_index(w->touched, size_t, t);
        amont_overlay_add_piece(w->chunk, feature,
                                rank < overlay->n_zones ? overlay->order[rank] : AMONT_NO_ZONE,
                                sum_value(&w->lengths[rank]));
        w->lengths[rank] = (sum){0};
        w->is_touched[rank] = false;
    }
    g_array_set_size(w->touched, 0);
}

void amont_overlay_lines(amont_overlay_chunk *chunk) {
    const amont_overlay *overlay = chunk->overlay;
    g_autofree size_t *rank_of = g_new0(size_t, overlay->zones->n_features);
    g_autofree sum *lengths = g_new0(sum, overlay->n_zones + 1);
    g_autofree bool *is_touched = g_new0(bool, overlay->n_zones + 1);
    g_autoptr(GArray) touched = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) borders = g_array_new(FALSE, FALSE, sizeof(stretch));
    for (size_t rank = 0; rank < overlay->n_zones; rank++)
        rank_of[overlay->order[rank]] = rank;
    walk w = {.chunk = chunk,
              .rank_of = rank_of,
              .lengths = lengths,
              .touched = touched,
              .is_touched = is_touched,
              .cuts = cuts,
              .borders = borders};
    for (size_t f = chunk->first; f < chunk->end; f++)
        walk_feature(&w, f);
}
