/* The area common to two polygons, as a sum over pairs of their edges. With h(x) the height of an
 * edge above the floor of a window, cut to 0 .. H, and s = 1 for edges with the polygon below, -1
 * above, a polygon is the sum of s [y < h(x)] over its edges. The product of two such sums is
 * integrated term by term:
 *
 *     area(A and B) = sum over edges a of A, b of B of  s_a s_b ∫ min(h_a(x), h_b(x)) dx
 *
 * over the x that a and b have in common. No decision about inside or outside is taken, and the sum
 * is continuous in the coordinates: edges that coincide, cross or touch need no care.
 *
 * Rounding, with u = 2^-53. A height h + slope (x - left) has an error below 6 u D, where D is the
 * greater of H and the height of the edge before it was cut: dx, dy, their quotient, x - left and
 * the product each round once, relative to a result within D, and |x - left| <= dx; the sum rounds
 * once more. A term of width w is thus wrong by at most 12 u D w from the heights, of which it is a
 * contraction, and 8 u H w of its own. Cutting an edge at the top or floor moves the cut along x by
 * u W besides the error of the height there: 2 u W H at most. Compensated, the summation adds
 * u |area|. In all less than 32 u D (sum of w + W per edge cut). */
#include "geo/window.h"
#include "geo/sum.h"

#define FEW_PAIRS ((size_t)8192) /* below, comparing all pairs is faster than sorting them */

static const double unit = 0x1p-53;
static const double hair = 0x1p-70; /* edges of this share of the width cover nothing */

void amont_window_clear(amont_window *window) {
    g_free(window->at);
    *window = (amont_window){0};
}

void amont_window_open(amont_window *window, amont_box box) {
    window->n = window->n_cut = 0;
    window->box = box;
    window->width = box.max_x - box.min_x;
    window->height = window->reach = box.max_y - box.min_y;
    window->roof_from = window->roof_to = 0;
}

static void push(amont_window *window, amont_window_edge edge) {
    if (edge.right - edge.left <= window->width * hair)
        return;
    if (window->n == window->room) {
        window->room = window->room > 0 ? 2 * window->room : 64;
        window->at = g_renew(amont_window_edge, window->at, window->room);
    }
    window->at[window->n++] = edge;
}

/* Runs along the top that meet are one: what they add depends on their ends alone. */
static void run_along_roof(amont_window *window, double from, double to) {
    if (window->roof_to == from) {
        window->roof_to = to;
        return;
    }
    amont_window_close(window);
    window->roof_from = from;
    window->roof_to = to;
}

void amont_window_close(amont_window *window) {
    double from = window->roof_from, to = window->roof_to;
    push(window, (amont_window_edge){fmin(from, to), fmax(from, to), window->height, 0,
                                     from < to ? -1 : 1});
    window->roof_from = window->roof_to = 0;
}

static double within(double value, double least, double most) {
    return value < least ? least : value > most ? most : value;
}

void amont_window_add_roof(amont_window *window, double a, double b) {
    run_along_roof(window, within(a - window->box.min_x, 0, window->width),
                   within(b - window->box.min_x, 0, window->width));
}

static void add_roof_below(amont_window *window, double left, double right, double sign) {
    run_along_roof(window, sign < 0 ? left : right, sign < 0 ? right : left);
}

/* An edge from (left, low) to (right, high) whose ends are in the window's range of x. */
static void add_cut_by_height(amont_window *window, double left, double right, double first,
                              double last, double slope, double sign) {
    double top = window->height;
    if (first <= 0 && last <= 0)
        return;
    if (first >= top && last >= top) {
        add_roof_below(window, left, right, sign);
        return;
    }
    double at_top =
        first > top || last > top ? within(left + (top - first) / slope, left, right) : left;
    double at_floor = first < 0 || last < 0 ? within(left - first / slope, left, right) : left;
    double start = first > top ? at_top : first < 0 ? at_floor : left;
    double end = last > top ? at_top : last < 0 ? at_floor : right;
    if (first > top)
        add_roof_below(window, left, at_top, sign);
    push(window, (amont_window_edge){start, end, within(first, 0, top), slope, sign});
    if (last > top)
        add_roof_below(window, at_top, right, sign);
}

static void add_cut(amont_window *window, double left, double right, double first, double last,
                    double sign) {
    double width = window->width;
    if (right <= 0 || left >= width || (first <= 0 && last <= 0))
        return;
    double slope = (last - first) / (right - left);
    window->n_cut++;
    window->reach = fmax(window->reach, fabs(last - first));
    if (left < 0) {
        first -= slope * left;
        left = 0;
    }
    if (right > width) {
        last = first + slope * (width - left);
        right = width;
    }
    add_cut_by_height(window, left, right, first, last, slope, sign);
}

void amont_window_add(amont_window *window, double ax, double ay, double bx, double by) {
    bool leftwards = bx < ax;
    double left = (leftwards ? bx : ax) - window->box.min_x;
    double right = (leftwards ? ax : bx) - window->box.min_x;
    double first = (leftwards ? by : ay) - window->box.min_y;
    double last = (leftwards ? ay : by) - window->box.min_y;
    double sign = leftwards ? 1 : -1, top = window->height;
    if (right - left <= window->width * hair)
        return;
    if (left >= 0 && right <= window->width && first >= 0 && first <= top && last >= 0 &&
        last <= top)
        push(window,
             (amont_window_edge){left, right, first, (last - first) / (right - left), sign});
    else
        add_cut(window, left, right, first, last, sign);
}

bool amont_window_is_covered(const amont_window *window) {
    const amont_window_edge *e = window->at;
    return window->n == 1 && e->sign > 0 && e->left == 0 && e->right == window->width &&
           e->slope == 0 && e->height == window->height;
}

/* ∫ min of two edges over left .. right: that of b, and of a - b where it is below zero, which is
 * a trapezoid or, when the edges cross, a triangle. */
static inline double least_of(const amont_window_edge *a, const amont_window_edge *b, double left,
                              double right) {
    double a_left = a->height + a->slope * (left - a->left);
    double b_left = b->height + b->slope * (left - b->left);
    double a_right = a->height + a->slope * (right - a->left);
    double b_right = b->height + b->slope * (right - b->left);
    double d_left = a_left - b_left, d_right = a_right - b_right;
    double half = (right - left) / 2;
    if (d_left <= 0 && d_right <= 0)
        return half * (a_left + a_right);
    if (d_left >= 0 && d_right >= 0)
        return half * (b_left + b_right);
    double below = fmin(d_left, d_right);
    return half * (b_left + b_right - below * (below / fabs(d_left - d_right)));
}

typedef struct tally {
    sum area, widths;
} tally;

static inline void add_pair(tally *t, const amont_window_edge *a, const amont_window_edge *b) {
    double left = a->left > b->left ? a->left : b->left;
    double right = a->right < b->right ? a->right : b->right;
    if (left >= right)
        return;
    sum_add(&t->area, a->sign * b->sign * least_of(a, b, left, right));
    t->widths.total += right - left;
}

static void add_all_pairs(tally *t, const amont_window *a, const amont_window *b) {
    for (size_t j = 0; j < b->n; j++)
        for (size_t i = 0; i < a->n; i++)
            add_pair(t, &a->at[i], &b->at[j]);
}

/* --- many edges: by slices of the width --- */

typedef struct slices {
    size_t n;
    double scale;
    size_t *edge_of; /* slice k holds edges[edge_of[k]] .. edges[edge_of[k + 1] - 1] */
    size_t *edges;
} slices;

static size_t slice(const slices *s, double x) {
    double k = x * s->scale;
    return k < (double)s->n ? (size_t)k : s->n - 1;
}

/* So many slices that an edge is in four of them on the mean. */
static size_t choose_slices(const amont_window *window) {
    double widths = 0;
    for (size_t i = 0; i < window->n; i++)
        widths += window->at[i].right - window->at[i].left;
    double share = 3 * window->width / widths;
    return share < 1 ? (size_t)((double)window->n * share) + 1 : window->n;
}

static slices slices_of(const amont_window *window) {
    slices s = {.n = choose_slices(window)};
    s.scale = (double)s.n / window->width;
    s.edge_of = g_new0(size_t, s.n + 2);
    for (size_t i = 0; i < window->n; i++)
        for (size_t k = slice(&s, window->at[i].left); k <= slice(&s, window->at[i].right); k++)
            s.edge_of[k + 2]++;
    for (size_t k = 2; k < s.n + 2; k++)
        s.edge_of[k] += s.edge_of[k - 1];
    s.edges = g_new(size_t, s.edge_of[s.n + 1]);
    for (size_t i = 0; i < window->n; i++)
        for (size_t k = slice(&s, window->at[i].left); k <= slice(&s, window->at[i].right); k++)
            s.edges[s.edge_of[k + 1]++] = i;
    return s;
}

/* A pair counts in the slice where what it has in common begins. */
static void add_pairs_by_slice(tally *t, const amont_window *a, const amont_window *b) {
    slices s = slices_of(b);
    g_autofree size_t *edge_of = s.edge_of, *edges = s.edges;
    for (size_t i = 0; i < a->n; i++) {
        size_t first = slice(&s, a->at[i].left), last = slice(&s, a->at[i].right);
        for (size_t k = first; k <= last; k++)
            for (size_t e = edge_of[k]; e < edge_of[k + 1]; e++) {
                const amont_window_edge *other = &b->at[edges[e]];
                if (MAX(first, slice(&s, other->left)) == k)
                    add_pair(t, &a->at[i], other);
            }
    }
}

double amont_window_common(const amont_window *a, const amont_window *b, double *noise) {
    tally t = {0};
    if (a->n > 0 && b->n > FEW_PAIRS / a->n)
        add_pairs_by_slice(&t, a, b);
    else
        add_all_pairs(&t, a, b);
    double cut = (double)(a->n_cut + b->n_cut) * a->width;
    *noise = 32 * unit * fmax(a->reach, b->reach) * (t.widths.total + cut);
    return sum_value(&t.area);
}
