#include "draw/placer/candidates.h"

#include <math.h>
#include <stdlib.h>

static int cheapest_first(const void *one, const void *other) {
    const amont_candidate *a = one, *b = other;
    if (a->cost != b->cost)
        return a->cost > b->cost ? 1 : -1;
    if (a->slab.y != b->slab.y)
        return a->slab.y > b->slab.y ? 1 : -1;
    return (a->slab.x > b->slab.x) - (a->slab.x < b->slab.x);
}

static bool is_near_another(const amont_candidate *kept, guint n, const amont_candidate *tried,
                            double apart) {
    for (guint i = 0; i < n; i++)
        if (hypot(kept[i].slab.x - tried->slab.x, kept[i].slab.y - tried->slab.y) < apart)
            return true;
    return false;
}

void amont_candidates_thin(GArray *candidates, guint first, amont_thinning how) {
    if (candidates->len == first)
        return;
    amont_candidate *all = &g_array_index(candidates, amont_candidate, first);
    guint n = candidates->len - first, kept = 0;
    qsort(all, n, sizeof *all, cheapest_first);
    for (guint i = 0; i < n && kept < how.most; i++) {
        double away = hypot(all[i].slab.x - how.x, all[i].slab.y - how.y);
        if (!is_near_another(all, kept, &all[i], fmax(how.apart_mm, how.share * away)))
            all[kept++] = all[i];
    }
    g_array_set_size(candidates, first + kept);
}

void amont_candidate_lead(amont_candidate *candidate, double x, double y) {
    amont_box box = amont_slab_box(candidate->slab);
    candidate->from_x = fmin(fmax(x, box.min_x), box.max_x);
    candidate->from_y = fmin(fmax(y, box.min_y), box.max_y);
    candidate->to_x = x;
    candidate->to_y = y;
    candidate->has_leader =
        hypot(x - candidate->from_x, y - candidate->from_y) > AMONT_LEADER_LEAST;
}

void amont_candidate_stop(amont_candidate *c, amont_box box) {
    const double off_mm = 0.3;
    double dx = c->from_x - c->to_x, dy = c->from_y - c->to_y, t = 1;
    box = amont_box_grow(box, off_mm);
    if (dx != 0)
        t = fmin(t, ((dx > 0 ? box.max_x : box.min_x) - c->to_x) / dx);
    if (dy != 0)
        t = fmin(t, ((dy > 0 ? box.max_y : box.min_y) - c->to_y) / dy);
    c->to_x += t * dx;
    c->to_y += t * dy;
}

/* ---- beside a point ---------------------------------------------------------------------------- */

static const struct {
    int dx, dy;
    double cost;
} directions[] = {{1, -1, 0},     {1, 0, 0.06},   {1, 1, 0.12},  {0, -1, 0.18},
                  {0, 1, 0.22}, {-1, -1, 0.26}, {-1, 0, 0.3}, {-1, 1, 0.34}};

static const double beside_mm = 0.45; /* from a symbol to its name */

static int align_of(int dx) {
    return dx > 0 ? AMONT_LINES_LEFT : dx < 0 ? AMONT_LINES_RIGHT : AMONT_LINES_CENTRED;
}

/* Names at the four corners stand beside the symbol, raised or lowered: their near end is level
 * with it for a third of its radius. */
static amont_candidate beside(double x, double y, double radius, size_t direction,
                              const amont_wording *wording) {
    int dx = directions[direction].dx, dy = directions[direction].dy;
    double across = radius + beside_mm + wording->width / 2;
    double down = dx == 0 ? radius + beside_mm + wording->height / 2
                          : wording->height / 2 - radius / 3;
    double cx = x + dx * across, cy = y + dy * fmax(down, 0);
    return (amont_candidate){
        .slab = amont_slab_turned(cx, cy, wording->width, wording->height, 0),
        .cost = directions[direction].cost,
        .form = wording->form,
        .align = align_of(dx),
    };
}

static amont_candidate farther(double x, double y, double radius, double away, size_t direction,
                               const amont_wording *wording) {
    int dx = directions[direction].dx, dy = directions[direction].dy;
    double length = hypot(dx, dy), ux = dx / length, uy = dy / length;
    amont_candidate c = {
        .slab = amont_slab_turned(x + ux * (radius + away) + dx * wording->width / 2,
                                  y + uy * (radius + away) + dy * wording->height / 2,
                                  wording->width, wording->height, 0),
        .form = wording->form,
        .align = align_of(dx),
    };
    amont_candidate_lead(&c, x + ux * radius, y + uy * radius);
    return c;
}

void amont_candidates_at_point(GArray *candidates, double x, double y, double radius,
                               const amont_wording *wording) {
    static const double rings_mm[] = {4, 8};
    double longer = wording->form * 0.08; /* on two lines */
    for (size_t d = 0; d < G_N_ELEMENTS(directions); d++) {
        amont_candidate c = beside(x, y, radius, d, wording);
        c.cost += longer;
        g_array_append_val(candidates, c);
    }
    for (size_t ring = 0; ring < G_N_ELEMENTS(rings_mm); ring++)
        for (size_t d = 0; d < G_N_ELEMENTS(directions); d++) {
            amont_candidate c = farther(x, y, radius, rings_mm[ring], d, wording);
            c.cost = 0.9 + rings_mm[ring] * 0.02 + directions[d].cost / 4 + longer;
            g_array_append_val(candidates, c);
        }
}
