/* Douglas and Peucker's cuts, then Saalfeld's: a chord is cut where it meets another chord, or
 * where an end of another lies between the chord and its chain. Candidates come from a sweep over
 * the boxes of the pieces, from left to right; sides are decided exactly (geo/edge.h). A chord
 * within the tolerance of all vertices of its chain is within it of all the chain, and the chain,
 * which leads from one end of the chord to the other, of all the chord. */
#include "geo/chords.h"

#include "geo/edge.h"

static guint32 vertex_at(const amont_chords *c, guint32 position) {
    return g_array_index(c->vertices, guint32, position);
}

static bool is_cut_further(amont_piece piece) {
    return piece.last - piece.first > 1;
}

/* ---- distances ----------------------------------------------------------------------------- */

static double square_distance(const amont_chords *c, guint32 from, guint32 to, guint32 vertex) {
    double dx = c->x[to] - c->x[from], dy = c->y[to] - c->y[from];
    double px = c->x[vertex] - c->x[from], py = c->y[vertex] - c->y[from];
    double length = dx * dx + dy * dy;
    double along = length > 0 ? CLAMP((px * dx + py * dy) / length, 0, 1) : 0;
    px -= along * dx;
    py -= along * dy;
    return px * px + py * py;
}

/* The position of the vertex farthest from the chord, and the square of its distance. */
static guint32 farthest(const amont_chords *c, amont_piece piece, double *square) {
    guint32 from = vertex_at(c, piece.first), to = vertex_at(c, piece.last), best = 0;
    *square = -1;
    for (guint32 i = piece.first + 1; i < piece.last; i++) {
        double d = square_distance(c, from, to, vertex_at(c, i));
        if (d > *square) {
            *square = d;
            best = i;
        }
    }
    return best;
}

/* Adds a piece, or what it is cut into, in the order of the chain. */
static void fit_piece(const amont_chords *c, amont_piece whole, GArray *fitting) {
    g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(amont_piece));
    g_array_append_val(left, whole);
    while (left->len > 0) {
        amont_piece piece = g_array_index(left, amont_piece, left->len - 1);
        g_array_set_size(left, left->len - 1);
        double square = 0;
        guint32 at = is_cut_further(piece) ? farthest(c, piece, &square) : 0;
        bool is_loop = vertex_at(c, piece.first) == vertex_at(c, piece.last);
        if (at == 0 || (square <= c->tolerance * c->tolerance && !is_loop)) {
            g_array_append_val(fitting, piece);
            continue;
        }
        amont_piece halves[] = {{at, piece.last}, {piece.first, at}};
        g_array_append_vals(left, halves, 2);
    }
}

void amont_chords_fit(amont_chords *chords) {
    GArray *fitting = g_array_new(FALSE, FALSE, sizeof(amont_piece));
    for (guint i = 0; i < chords->pieces->len; i++)
        fit_piece(chords, g_array_index(chords->pieces, amont_piece, i), fitting);
    g_array_unref(chords->pieces);
    chords->pieces = fitting;
}

/* ---- conflicts ----------------------------------------------------------------------------- */

static amont_edge edge_between(const amont_chords *c, guint32 from, guint32 to) {
    return (amont_edge){c->x[from], c->y[from], c->x[to], c->y[to]};
}

static bool holds(const amont_chords *c, amont_edge edge, guint32 vertex) {
    return amont_edge_holds(edge, c->x[vertex], c->y[vertex]);
}

static int side_of(const amont_chords *c, amont_edge edge, guint32 vertex) {
    return amont_edge_side(edge, c->x[vertex], c->y[vertex]);
}

/* Whether the chord from a to b and that from p to q, other vertices, have a point in common. */
static bool meet(const amont_chords *c, guint32 a, guint32 b, guint32 p, guint32 q) {
    amont_edge one = edge_between(c, a, b), other = edge_between(c, p, q);
    return holds(c, one, p) || holds(c, one, q) || holds(c, other, a) || holds(c, other, b) ||
           (side_of(c, one, p) * side_of(c, one, q) < 0 &&
            side_of(c, other, a) * side_of(c, other, b) < 0);
}

/* Whether chords from `end` to a and to b have more in common than that end. */
static bool overlap(const amont_chords *c, guint32 end, guint32 a, guint32 b) {
    return holds(c, edge_between(c, end, a), b) || holds(c, edge_between(c, end, b), a);
}

static bool chords_meet(const amont_chords *c, amont_piece one, amont_piece other) {
    guint32 a = vertex_at(c, one.first), b = vertex_at(c, one.last);
    guint32 p = vertex_at(c, other.first), q = vertex_at(c, other.last);
    if ((a == p && b == q) || (a == q && b == p))
        return true;
    if (a == p || a == q)
        return overlap(c, a, b, a == p ? q : p);
    if (b == p || b == q)
        return overlap(c, b, a, b == p ? q : p);
    return meet(c, a, b, p, q);
}

/* Whether a vertex lies between a piece of a chain and its chord. */
static bool is_passed(const amont_chords *c, amont_piece piece, guint32 vertex) {
    guint32 from = vertex_at(c, piece.first), to = vertex_at(c, piece.last);
    if (!is_cut_further(piece) || vertex == from || vertex == to)
        return false;
    double x = c->x[vertex], y = c->y[vertex];
    bool inside = amont_edge_is_right_of(edge_between(c, to, from), x, y);
    for (guint32 i = piece.first; i < piece.last; i++)
        inside ^=
            amont_edge_is_right_of(edge_between(c, vertex_at(c, i), vertex_at(c, i + 1)), x, y);
    return inside;
}

static bool are_at_odds(const amont_chords *c, amont_piece one, amont_piece other) {
    return chords_meet(c, one, other) || is_passed(c, one, vertex_at(c, other.first)) ||
           is_passed(c, one, vertex_at(c, other.last)) ||
           is_passed(c, other, vertex_at(c, one.first)) ||
           is_passed(c, other, vertex_at(c, one.last));
}

/* ---- the sweep ----------------------------------------------------------------------------- */

typedef struct sweep_item {
    amont_box box; /* of the chain between the ends of the piece */
    guint piece;
} sweep_item;

static amont_box box_of(const amont_chords *c, amont_piece piece) {
    guint32 v = vertex_at(c, piece.first);
    amont_box box = {c->x[v], c->y[v], c->x[v], c->y[v]};
    for (guint32 i = piece.first + 1; i <= piece.last; i++) {
        v = vertex_at(c, i);
        box.min_x = MIN(box.min_x, c->x[v]);
        box.min_y = MIN(box.min_y, c->y[v]);
        box.max_x = MAX(box.max_x, c->x[v]);
        box.max_y = MAX(box.max_y, c->y[v]);
    }
    return box;
}

static int by_left(const void *a, const void *b) {
    const sweep_item *s = a, *t = b;
    if (s->box.min_x != t->box.min_x)
        return s->box.min_x < t->box.min_x ? -1 : 1;
    return (s->piece > t->piece) - (s->piece < t->piece);
}

static void compare(const amont_chords *c, const sweep_item *s, const sweep_item *t,
                    guint8 *at_odds) {
    const amont_piece one = g_array_index(c->pieces, amont_piece, s->piece);
    const amont_piece other = g_array_index(c->pieces, amont_piece, t->piece);
    if (s->box.min_y > t->box.max_y || t->box.min_y > s->box.max_y ||
        (!is_cut_further(one) && !is_cut_further(other)) || !are_at_odds(c, one, other))
        return;
    at_odds[s->piece] = is_cut_further(one);
    at_odds[t->piece] = is_cut_further(other);
}

/* Flags the pieces that must be cut. */
static void sweep(const amont_chords *c, guint8 *at_odds) {
    guint n = c->pieces->len, n_open = 0;
    g_autofree sweep_item *items = g_new(sweep_item, n + 1);
    g_autofree guint *open = g_new(guint, n + 1);
    for (guint i = 0; i < n; i++)
        items[i] = (sweep_item){box_of(c, g_array_index(c->pieces, amont_piece, i)), i};
    qsort(items, n, sizeof *items, by_left);
    for (guint i = 0; i < n; i++) {
        guint kept = 0;
        for (guint k = 0; k < n_open; k++) {
            if (items[open[k]].box.max_x < items[i].box.min_x)
                continue;
            open[kept++] = open[k];
            compare(c, &items[i], &items[open[k]], at_odds);
        }
        n_open = kept;
        open[n_open++] = i;
    }
}

void amont_chords_part(amont_chords *chords) {
    for (bool cut = true; cut;) {
        g_autofree guint8 *at_odds = g_new0(guint8, chords->pieces->len + 1);
        sweep(chords, at_odds);
        GArray *parted = g_array_new(FALSE, FALSE, sizeof(amont_piece));
        cut = false;
        for (guint i = 0; i < chords->pieces->len; i++) {
            amont_piece piece = g_array_index(chords->pieces, amont_piece, i);
            double square = 0;
            guint32 at = at_odds[i] ? farthest(chords, piece, &square) : piece.last;
            fit_piece(chords, (amont_piece){piece.first, at}, parted);
            if (at < piece.last)
                fit_piece(chords, (amont_piece){at, piece.last}, parted);
            cut = cut || at < piece.last;
        }
        g_array_unref(chords->pieces);
        chords->pieces = parted;
    }
}
