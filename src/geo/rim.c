/* How many polygons cover a place is the winding number of all their edges about it, as shells run
 * one way and holes the other. Two edges that run against each other in one place cancel in it. So
 * where the others make up a valid polygon, each place in it is covered once, each other never, and
 * nothing need be known of the edges that are gone. */
#include "geo/rim.h"

#include "amont/patches.h"
#include "geo/ring.h"
#include "geo/twins.h"
#include <stdlib.h>
#include <string.h>

typedef struct side {
    double x1, y1, x2, y2;
    bool is_walked;
} side;

typedef struct ring {
    size_t first, n; /* among the points; the last repeats the first */
    double area;
    size_t shell; /* of a hole: the ring it lies in */
} ring;

typedef struct rim {
    side *sides; /* by their first point */
    size_t n_sides;
    double *x, *y; /* the rings, one after the other */
    GArray *rings;
} rim;

/* ---- edges that nobody shares ---------------------------------------------------------------- */

static bool run_against(const amont_twins *e, size_t one, size_t other) {
    const double *x = e->shapes->x, *y = e->shapes->y;
    size_t i = e->point[one], j = e->point[other];
    return x[i] == x[j + 1] && y[i] == y[j + 1] && x[i + 1] == x[j] && y[i + 1] == y[j];
}

/* False unless all others come in pairs, one against the other. */
static bool take_lone(rim *r, const amont_twins *e) {
    g_autofree bool *is_paired = g_new0(bool, e->n + 1);
    r->sides = g_new(side, e->n + 1);
    for (size_t i = 0; i < e->n; i++) {
        guint32 first = e->joined[i];
        if (e->state[i] == AMONT_EDGE_ALONE) {
            const double *x = e->shapes->x + e->point[i], *y = e->shapes->y + e->point[i];
            r->sides[r->n_sides++] = (side){x[0], y[0], x[1], y[1], false};
        } else if (first != AMONT_NO_EDGE) {
            if (is_paired[first] || !run_against(e, first, i))
                return false;
            is_paired[first] = true;
        }
    }
    return r->n_sides > 0;
}

static bool find_lone(rim *r, const amont_shapes *shapes, const bool *keep) {
    g_autofree size_t *class_of = g_new(size_t, shapes->n_parts + 1);
    for (size_t f = 0; f < shapes->n_features; f++)
        for (size_t part = shapes->part_of[f]; part < shapes->part_of[f + 1]; part++)
            class_of[part] = !keep || keep[f] ? 0 : AMONT_UNCLASSED;
    g_auto(amont_twins) edges;
    amont_twins_open(&edges, shapes, class_of);
    return take_lone(r, &edges);
}

/* ---- rings ----------------------------------------------------------------------------------- */

static int by_place(const void *one, const void *other) {
    const side *a = one, *b = other;
    int order = (a->x1 > b->x1) - (a->x1 < b->x1);
    return order ? order : (a->y1 > b->y1) - (a->y1 < b->y1);
}

/* At most one side begins in a place: rings that meet in a point are left to others. */
static bool sort_sides(rim *r) {
    qsort(r->sides, r->n_sides, sizeof *r->sides, by_place);
    for (size_t i = 1; i < r->n_sides; i++)
        if (by_place(&r->sides[i - 1], &r->sides[i]) == 0)
            return false;
    return true;
}

static side *following(const rim *r, const side *s) {
    side key = {.x1 = s->x2, .y1 = s->y2};
    return bsearch(&key, r->sides, r->n_sides, sizeof key, by_place);
}

/* Rings begin with their first place from the left, and follow each other by it. */
static bool walk_rings(rim *r) {
    size_t n = 0;
    r->x = g_new(double, 2 * r->n_sides);
    r->y = g_new(double, 2 * r->n_sides);
    for (size_t i = 0; i < r->n_sides; i++) {
        ring made = {.first = n};
        side *s = &r->sides[i];
        if (s->is_walked)
            continue;
        for (; s && !s->is_walked; s = following(r, s)) {
            s->is_walked = true;
            r->x[n] = s->x1;
            r->y[n++] = s->y1;
        }
        if (s != &r->sides[i])
            return false;
        r->x[n] = s->x1;
        r->y[n++] = s->y1;
        made.n = n - made.first;
        made.area = amont_ring_area(r->x + made.first, r->y + made.first, made.n);
        g_array_append_val(r->rings, made);
    }
    return true;
}

/* ---- shells and their holes ------------------------------------------------------------------ */

static ring *ring_at(const rim *r, guint i) {
    return &g_array_index(r->rings, ring, i);
}

static bool holds(const rim *r, const ring *shell, double px, double py) {
    const double *x = r->x + shell->first, *y = r->y + shell->first;
    bool inside = false;
    for (size_t i = 0; i + 1 < shell->n; i++)
        if ((y[i] > py) != (y[i + 1] > py) &&
            px < x[i] + (py - y[i]) / (y[i + 1] - y[i]) * (x[i + 1] - x[i]))
            inside = !inside;
    return inside;
}

static bool find_shell(const rim *r, ring *hole) {
    for (guint i = 0; i < r->rings->len; i++) {
        const ring *shell = ring_at(r, i);
        hole->shell = i;
        if (shell->area > 0 && holds(r, shell, r->x[hole->first], r->y[hole->first]))
            return true;
    }
    return false;
}

static void add_ring(amont_shapes_builder *builder, const rim *r, const ring *added) {
    amont_shapes_add_ring(builder);
    for (size_t i = added->first; i < added->first + added->n; i++)
        amont_shapes_add_point(builder, r->x[i], r->y[i]);
}

static amont_shapes *polygons_of(const rim *r) {
    g_autoptr(amont_shapes_builder) builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (guint i = 0; i < r->rings->len; i++)
        if (!(ring_at(r, i)->area > 0) && !find_shell(r, ring_at(r, i)))
            return NULL;
    amont_shapes_add_feature(builder);
    for (guint shell = 0; shell < r->rings->len; shell++) {
        if (!(ring_at(r, shell)->area > 0))
            continue;
        amont_shapes_add_part(builder);
        add_ring(builder, r, ring_at(r, shell));
        for (guint i = 0; i < r->rings->len; i++)
            if (!(ring_at(r, i)->area > 0) && ring_at(r, i)->shell == shell)
                add_ring(builder, r, ring_at(r, i));
    }
    return amont_shapes_finish(g_steal_pointer(&builder));
}

/* ---- the whole ------------------------------------------------------------------------------- */

enum { MOST_RINGS = 200 }; /* each hole is looked for in each shell */

static amont_shapes *find_union(rim *r, const amont_shapes *shapes, const bool *keep) {
    bool found =
        find_lone(r, shapes, keep) && sort_sides(r) && walk_rings(r) && r->rings->len <= MOST_RINGS;
    g_autoptr(amont_shapes) made = found ? polygons_of(r) : NULL;
    bool doubtful = true;
    if (made)
        amont_shapes_find_doubtful(made, &doubtful);
    return doubtful ? NULL : g_steal_pointer(&made);
}

amont_shapes *amont_rim(const amont_shapes *shapes, const bool *keep) {
    rim r = {.rings = g_array_new(FALSE, FALSE, sizeof(ring))};
    amont_shapes *made = shapes->n_points < AMONT_NO_EDGE ? find_union(&r, shapes, keep) : NULL;
    g_free(r.sides);
    g_free(r.x);
    g_free(r.y);
    g_array_unref(r.rings);
    return made;
}
