/* Level names in an area are looked for row by row. In the strip of paper that a row of that height
 * takes, sides of the area and what is blocked leave gaps; a gap lies inside when the sides to its
 * left cross the middle of the row an odd number of times. What fits into a gap is known exactly,
 * not by trying places.
 *
 *      ______________________
 *     /  |  gap     |\       |    strip of a row: the side on the right takes away
 *    /   |          | \      |    all that it passes over
 */
#include "draw/placer/candidates.h"

#include <math.h>
#include <stdlib.h>

typedef struct interval {
    double from, to;
    int crossings; /* of the middle of the row */
} interval;

static int leftmost_first(const void *one, const void *other) {
    const interval *a = one, *b = other;
    return (a->from > b->from) - (a->from < b->from);
}

typedef struct row {
    double y, half_height, margin; /* of a name, and between it and sides */
    double left, right;            /* what is wholly beyond them matters to no place */
    interval *taken, *spare;       /* the former from the left */
    size_t n_taken;
    int crossings; /* of the middle, by sides that lie wholly to the left */
} row;

/* What a side takes in the row, with the margin on either hand. */
static void take_side(row *r, const amont_side *s) {
    double top = r->y - r->half_height - r->margin, bottom = r->y + r->half_height + r->margin;
    double low = MIN(s->y1, s->y2), high = MAX(s->y1, s->y2);
    if (high < top || low > bottom)
        return;
    double from = MIN(s->x1, s->x2), to = MAX(s->x1, s->x2);
    bool crosses = (s->y1 > r->y) != (s->y2 > r->y);
    if (to + r->margin < r->left)
        r->crossings += crosses;
    if (to + r->margin < r->left || from - r->margin > r->right)
        return;
    if (high > low) {
        double slope = (s->x2 - s->x1) / (s->y2 - s->y1);
        double a = s->x1 + slope * (fmax(top, low) - s->y1);
        double b = s->x1 + slope * (fmin(bottom, high) - s->y1);
        from = fmax(from, fmin(a, b));
        to = fmin(to, fmax(a, b));
    }
    r->taken[r->n_taken++] = (interval){from - r->margin, to + r->margin, crosses};
}

/* What stands in the way of rows that follow each other downwards. */
typedef struct sweep {
    amont_side *sides;  /* by their upper end */
    amont_side *here;   /* those that the row may meet */
    amont_box *blocked; /* from the left */
    size_t n_sides, n_come, n_here, n_blocked;
} sweep;

static int highest_first(const void *one, const void *other) {
    const amont_side *a = one, *b = other;
    double high = MIN(a->y1, a->y2), its = MIN(b->y1, b->y2);
    return (high > its) - (high < its);
}

static int leftmost_box_first(const void *one, const void *other) {
    const amont_box *a = one, *b = other;
    return (a->min_x > b->min_x) - (a->min_x < b->min_x);
}

static void sweep_open(sweep *s, const amont_label_area *area, const row *r, double top,
                       double bottom) {
    double reach = r->half_height + r->margin;
    *s = (sweep){.sides = g_new(amont_side, area->n_sides + 1),
                 .here = g_new(amont_side, area->n_sides + 1),
                 .blocked = g_new(amont_box, area->n_blocked + 1)};
    for (size_t i = 0; i < area->n_sides; i++) {
        const amont_side *a = &area->sides[i];
        if (MIN(a->y1, a->y2) <= bottom + reach && MAX(a->y1, a->y2) >= top - reach)
            s->sides[s->n_sides++] = *a;
    }
    for (size_t i = 0; i < area->n_blocked; i++) {
        const amont_box *b = &area->blocked[i];
        if (b->max_x > r->left && b->min_x < r->right && b->max_y > top - reach &&
            b->min_y < bottom + reach)
            s->blocked[s->n_blocked++] = *b;
    }
    qsort(s->sides, s->n_sides, sizeof *s->sides, highest_first);
    qsort(s->blocked, s->n_blocked, sizeof *s->blocked, leftmost_box_first);
}

static void sweep_close(sweep *s) {
    g_free(s->sides);
    g_free(s->here);
    g_free(s->blocked);
}

static void sweep_to(sweep *s, const row *r) {
    double top = r->y - r->half_height - r->margin, bottom = r->y + r->half_height + r->margin;
    size_t kept = 0;
    for (size_t i = 0; i < s->n_here; i++)
        if (MAX(s->here[i].y1, s->here[i].y2) >= top)
            s->here[kept++] = s->here[i];
    for (s->n_here = kept; s->n_come < s->n_sides; s->n_come++) {
        const amont_side *next = &s->sides[s->n_come];
        if (MIN(next->y1, next->y2) > bottom)
            break;
        s->here[s->n_here++] = *next;
    }
}

/* What is blocked, among the sides; both come from the left. */
static void merge_blocked(row *r, const sweep *s) {
    const interval *next = r->taken, *last = next + r->n_taken;
    size_t n = 0;
    for (size_t i = 0; i < s->n_blocked; i++) {
        const amont_box *box = &s->blocked[i];
        if (box->max_y <= r->y - r->half_height || box->min_y >= r->y + r->half_height)
            continue;
        while (next < last && next->from <= box->min_x)
            r->spare[n++] = *next++;
        r->spare[n++] = (interval){box->min_x, box->max_x, 0};
    }
    while (next < last)
        r->spare[n++] = *next++;
    interval *merged = r->spare;
    r->spare = r->taken;
    r->taken = merged;
    r->n_taken = n;
}

static void take_all(row *r, sweep *s, double end) {
    r->n_taken = 0;
    r->crossings = 0;
    sweep_to(s, r);
    for (size_t i = 0; i < s->n_here; i++)
        take_side(r, &s->here[i]);
    r->taken[r->n_taken++] = (interval){end, end, 0};
    qsort(r->taken, r->n_taken, sizeof *r->taken, leftmost_first);
    merge_blocked(r, s);
}

/* A search for names of one wording; what is tight is looked for in more rows. */
static const double tight_mm = 1;

typedef struct hunt {
    GArray *candidates;
    const amont_label_area *area;
    const amont_wording *wording;
    double margin; /* between a name and the sides */
    bool outside;
    double cost;        /* of the best place */
    double left, right; /* of the middles of the names that are wanted */
} hunt;

static void add_at(const hunt *h, double x, double y) {
    amont_candidate added = {
        .slab = amont_slab_turned(x, y, h->wording->width, h->wording->height, 0),
        .cost = h->cost,
        .form = h->wording->form,
        .align = AMONT_LINES_CENTRED,
    };
    g_array_append_val(h->candidates, added);
}

/* Places in a gap: as near to the centre as can be, and from there to both ends. */
static void add_in_gap(const hunt *h, double from, double to, double y) {
    double half = h->wording->width / 2, step = h->wording->width / 4;
    from = fmax(from, h->area->room.min_x) + half;
    to = fmin(to, h->area->room.max_x) - half;
    if (from > to)
        return;
    double nearest = fmin(fmax(h->area->x, from), to);
    add_at(h, nearest, y);
    for (int i = 1; i <= 6; i++) {
        if (nearest - step * i >= from)
            add_at(h, nearest - step * i, y);
        if (nearest + step * i <= to)
            add_at(h, nearest + step * i, y);
    }
}

static void search_row(const hunt *h, row *r, sweep *s) {
    take_all(r, s, h->area->room.max_x);
    double end = h->area->room.min_x;
    int crossings = r->crossings;
    for (size_t i = 0; i < r->n_taken; i++) {
        const interval *next = &r->taken[i];
        if (next->from > end && (crossings % 2 == 0) == h->outside)
            add_in_gap(h, end, next->from, r->y);
        end = fmax(end, next->to);
        crossings += next->crossings;
    }
}

/* Rows from the centre up and down, between two heights. */
static void search_rows(const hunt *h, double top, double bottom) {
    double half = h->wording->height / 2;
    top = fmax(top, h->area->room.min_y) + half;
    bottom = fmin(bottom, h->area->room.max_y) - half;
    if (top > bottom)
        return;
    double y = fmin(fmax(h->area->y, top), bottom);
    double step = h->wording->height / (h->margin < tight_mm ? 8 : 4);
    double beyond = h->wording->width + 1;
    row r = {.half_height = half,
             .margin = h->margin,
             .left = h->left - beyond,
             .right = h->right + beyond};
    r.taken = g_new(interval, h->area->n_sides + h->area->n_blocked + 1);
    r.spare = g_new(interval, h->area->n_sides + h->area->n_blocked + 1);
    sweep s;
    sweep_open(&s, h->area, &r, top, bottom);
    for (int i = -(int)floor((y - top) / step); y + step * i <= bottom; i++) {
        r.y = y + step * i;
        search_row(h, &r, &s);
    }
    sweep_close(&s);
    g_free(r.taken);
    g_free(r.spare);
}

static double distance(const amont_label_area *area, const amont_candidate *c) {
    return hypot(c->slab.x - area->x, c->slab.y - area->y);
}

/* The same distance off the centre matters less to a long name. */
static void charge_distance(const hunt *h, guint first, double range, double most) {
    for (guint i = first; i < h->candidates->len; i++) {
        amont_candidate *c = &g_array_index(h->candidates, amont_candidate, i);
        double d = distance(h->area, c);
        c->cost += most * d / (d + range);
    }
}

static amont_box box_of_sides(const amont_label_area *area) {
    amont_box box = AMONT_BOX_EMPTY;
    for (size_t i = 0; i < area->n_sides; i++) {
        const amont_side *s = &area->sides[i];
        box = amont_box_union(box, (amont_box){fmin(s->x1, s->x2), fmin(s->y1, s->y2),
                                               fmax(s->x1, s->x2), fmax(s->y1, s->y2)});
    }
    return box;
}

void amont_candidates_in_area(GArray *candidates, const amont_label_area *area,
                              const amont_wording *wording) {
    /* with ample room about the name; where that is rare, with as little as its letters need */
    static const struct { double margin, cost; } ways[] = {{1.2, 0}, {0.2, 0.15}};
    const guint enough = 12;
    amont_box box = box_of_sides(area);
    guint first = candidates->len;
    for (size_t i = 0; i < G_N_ELEMENTS(ways) && candidates->len < first + enough; i++) {
        hunt h = {.candidates = candidates,
                  .area = area,
                  .wording = wording,
                  .margin = ways[i].margin,
                  .cost = ways[i].cost + wording->form * 0.1,
                  .left = box.min_x,
                  .right = box.max_x};
        guint before = candidates->len;
        search_rows(&h, box.min_y, box.max_y);
        charge_distance(&h, before, wording->width, 0.6);
    }
    amont_candidates_thin(candidates, first,
                          (amont_thinning){24, wording->height / 4, 0.25, area->x, area->y});
}

void amont_candidates_off_area(GArray *candidates, const amont_label_area *area, double reach_mm,
                               const amont_wording *wording) {
    guint first = candidates->len;
    hunt h = {.candidates = candidates,
              .area = area,
              .wording = wording,
              .margin = 0.6,
              .outside = true,
              .cost = 0.9 + wording->form * 0.05,
              .left = area->x - reach_mm,
              .right = area->x + reach_mm};
    search_rows(&h, area->y - reach_mm, area->y + reach_mm);
    charge_distance(&h, first, 4 * wording->width, 0.6);
    guint kept = first;
    for (guint i = first; i < candidates->len; i++) {
        amont_candidate *c = &g_array_index(candidates, amont_candidate, i);
        if (distance(area, c) > reach_mm)
            continue;
        amont_candidate_lead(c, area->x, area->y);
        g_array_index(candidates, amont_candidate, kept++) = *c;
    }
    g_array_set_size(candidates, kept);
    amont_candidates_thin(candidates, first,
                          (amont_thinning){24, wording->height, 0.25, area->x, area->y});
}
