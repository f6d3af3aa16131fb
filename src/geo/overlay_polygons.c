/* Polygons: a feature in cells that one zone fills has its own area there; the others meet each
 * zone of their cells in the box the two have in common. */
#include "geo/overlay.h"

#include <math.h>

#define FEW_EDGES ((size_t)64) /* walking so many is faster than building blocks over them */

/* A feature in hand; its view is kept for zones that see it through the same window. */
typedef struct subject {
    amont_overlay_chunk *chunk;
    size_t feature, first_ring, end_ring;
    amont_box box;
    double area;
    bool has_blocks;
    amont_blocks blocks;
    amont_window view, zone_view;
} subject;

static void add_all_edges(const amont_shapes *s, size_t first_ring, size_t end_ring,
                          amont_window *window) {
    for (size_t r = first_ring; r < end_ring; r++)
        for (size_t i = s->point_of[r]; i + 1 < s->point_of[r + 1]; i++)
            amont_window_add(window, s->x[i], s->y[i], s->x[i + 1], s->y[i + 1]);
}

static bool same_box(amont_box a, amont_box b) {
    return a.min_x == b.min_x && a.min_y == b.min_y && a.max_x == b.max_x && a.max_y == b.max_y;
}

static void cut_subject(subject *s, amont_box box) {
    const amont_shapes *shapes = s->chunk->shapes;
    size_t n_points = shapes->point_of[s->end_ring] - shapes->point_of[s->first_ring];
    if (s->view.n > 0 && same_box(s->view.box, box))
        return;
    amont_window_open(&s->view, box);
    if (n_points <= FEW_EDGES || same_box(box, s->box)) {
        add_all_edges(shapes, s->first_ring, s->end_ring, &s->view);
    } else {
        if (!s->has_blocks)
            amont_blocks_build(&s->blocks, shapes, s->first_ring, s->end_ring);
        s->has_blocks = true;
        for (size_t r = s->first_ring; r < s->end_ring; r++)
            amont_blocks_cut(&s->blocks, r, &s->view);
    }
    amont_window_close(&s->view);
}

static void cut_zone(subject *s, size_t rank, amont_box box) {
    const amont_overlay *overlay = s->chunk->overlay;
    const amont_shapes *zones = overlay->zones;
    size_t zone = overlay->order[rank];
    amont_window_open(&s->zone_view, box);
    for (size_t p = zones->part_of[zone]; p < zones->part_of[zone + 1]; p++)
        for (size_t r = zones->ring_of[p]; r < zones->ring_of[p + 1]; r++)
            amont_blocks_cut(&overlay->blocks, r, &s->zone_view);
    amont_window_close(&s->zone_view);
}

static double spacing(amont_box box) {
    double x = fmax(fabs(box.min_x), fabs(box.max_x)), y = fmax(fabs(box.min_y), fabs(box.max_y));
    return nextafter(fmax(x, y), INFINITY) - fmax(x, y);
}

/* The area in a zone; `*doubt` grows by the size under which a piece is none. */
static double area_in(subject *s, size_t rank, double *doubt) {
    amont_box zone = s->chunk->overlay->boxes[rank];
    amont_box box = {fmax(s->box.min_x, zone.min_x), fmax(s->box.min_y, zone.min_y),
                     fmin(s->box.max_x, zone.max_x), fmin(s->box.max_y, zone.max_y)};
    if (!amont_box_overlaps(s->box, zone))
        return 0;
    cut_zone(s, rank, box);
    if (s->zone_view.n == 0)
        return 0;
    if (same_box(box, s->box) && amont_window_is_covered(&s->zone_view))
        return s->area;
    cut_subject(s, box);
    double noise = 0, area = amont_window_common(&s->view, &s->zone_view, &noise);
    noise += 2 * spacing(box) * (s->view.width + s->view.height);
    *doubt += noise;
    return area > noise ? area : 0;
}

static void measure_near(subject *s, amont_span span) {
    amont_overlay_chunk *chunk = s->chunk;
    const amont_overlay *overlay = chunk->overlay;
    size_t n_cells = (span.right - span.left + 1) * (span.top - span.bottom + 1);
    bool inside = amont_overlay_is_within(overlay, s->box);
    bool is_open = amont_overlay_gather(chunk, span) || !inside;
    double rest = s->area, doubt = 2 * spacing(s->box) * (s->box.max_x - s->box.min_x);
    for (guint i = 0; i < chunk->near->len; i++) {
        size_t rank = g_array_index(chunk->near, size_t, i);
        bool filled = inside && chunk->n_filled[rank] == n_cells;
        double area = filled ? s->area : area_in(s, rank, &doubt);
        amont_overlay_add_piece(chunk, s->feature, overlay->order[rank], area);
        rest -= area;
    }
    if (is_open && rest > doubt)
        amont_overlay_add_piece(chunk, s->feature, AMONT_NO_ZONE, rest);
}

static void measure(subject *s) {
    amont_overlay_chunk *chunk = s->chunk;
    amont_span span;
    gint32 sole = amont_overlay_sole(chunk->overlay, s->box, &span);
    if (sole == AMONT_CELL_MIXED)
        measure_near(s, span);
    else
        amont_overlay_add_piece(
            chunk, s->feature,
            sole == AMONT_CELL_EMPTY ? AMONT_NO_ZONE : chunk->overlay->order[sole], s->area);
}

void amont_overlay_polygons(amont_overlay_chunk *chunk) {
    const amont_shapes *shapes = chunk->shapes;
    subject s = {.chunk = chunk};
    for (s.feature = chunk->first; s.feature < chunk->end; s.feature++) {
        s.first_ring = shapes->ring_of[shapes->part_of[s.feature]];
        s.end_ring = shapes->ring_of[shapes->part_of[s.feature + 1]];
        s.box = amont_shapes_box(shapes, s.feature);
        s.area = chunk->wholes[s.feature] = amont_shapes_area(shapes, s.feature);
        s.has_blocks = false;
        s.view.n = 0;
        if (!amont_box_is_empty(s.box))
            measure(&s);
    }
    amont_blocks_clear(&s.blocks);
    amont_window_clear(&s.view);
    amont_window_clear(&s.zone_view);
}
