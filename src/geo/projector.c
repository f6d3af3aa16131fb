/* Projectors: a table of images over the source's side of the wanted box. */
#include "amont/projector.h"

#include "geo/crs.h"

#include <math.h>
#include <string.h>

#define AROUND ((size_t)1)

enum { LEAST_CELLS = 8, MOST_CELLS = 256, SIDE_STEPS = 64 };

static const double wanted_error_m = 5e-5;

/* Both coordinates side by side, which compilers compute at once. */
typedef struct pair {
    double x, y;
} pair;

/* Node (i, j) of the table stands at (left + (i - AROUND) * step_x, …): there is one ring of nodes
 * around the cells, because a cell is interpolated from four by four. */
struct amont_projector {
    char *from, *to; /* definitions, for when PROJ is asked */
    bool same;       /* nothing to do */
    size_t cells;    /* a side; 0: no table */
    double left, bottom, step_x, step_y;
    pair *nodes; /* (cells + 3)² */
    double error_m;
};

void amont_projector_free(amont_projector *projector) {
    if (!projector)
        return;
    g_free(projector->from);
    g_free(projector->to);
    g_free(projector->nodes);
    g_free(projector);
}

double amont_projector_error(const amont_projector *projector) {
    return projector->cells ? projector->error_m : NAN;
}

/* ---- PROJ ---------------------------------------------------------------------------------- */

/* What has no image becomes infinite, as PROJ leaves it. */
static void ask_proj(PJ *operation, PJ_DIRECTION way, double *x, double *y, size_t n) {
    proj_trans_generic(operation, way, x, sizeof *x, n, y, sizeof *y, n, NULL, 0, 0, NULL, 0, 0);
}

/* The source's box around the images of the target's border; empty when some have none. */
static amont_box source_window(PJ *operation, amont_box target) {
    enum { N = 4 * SIDE_STEPS };
    double x[N], y[N];
    double width = target.max_x - target.min_x, height = target.max_y - target.min_y;
    for (int i = 0; i < SIDE_STEPS; i++) {
        double along = (double)i / SIDE_STEPS;
        double *px = x + (ptrdiff_t)4 * i, *py = y + (ptrdiff_t)4 * i;
        px[0] = target.min_x + along * width, py[0] = target.min_y;
        px[1] = target.max_x, py[1] = target.min_y + along * height;
        px[2] = target.max_x - along * width, py[2] = target.max_y;
        px[3] = target.min_x, py[3] = target.max_y - along * height;
    }
    ask_proj(operation, PJ_INV, x, y, N);
    amont_box window = {x[0], y[0], x[0], y[0]};
    for (int i = 0; i < N; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return AMONT_BOX_EMPTY;
        window = (amont_box){fmin(window.min_x, x[i]), fmin(window.min_y, y[i]),
                             fmax(window.max_x, x[i]), fmax(window.max_y, y[i])};
    }
    /* The border bends between the points that were asked. */
    double margin = 0.01;
    double more_x = margin * (window.max_x - window.min_x);
    double more_y = margin * (window.max_y - window.min_y);
    return (amont_box){window.min_x - more_x, window.min_y - more_y, window.max_x + more_x,
                       window.max_y + more_y};
}

/* ---- the table ----------------------------------------------------------------------------- */

static void fill_table(amont_projector *p, PJ *operation, amont_box window, size_t cells) {
    size_t side = cells + 1 + 2 * AROUND;
    p->cells = cells;
    p->left = window.min_x;
    p->bottom = window.min_y;
    p->step_x = (window.max_x - window.min_x) / (double)cells;
    p->step_y = (window.max_y - window.min_y) / (double)cells;
    p->nodes = g_renew(pair, p->nodes, side * side);
    for (size_t j = 0; j < side; j++)
        for (size_t i = 0; i < side; i++)
            p->nodes[j * side + i] = (pair){p->left + ((double)i - (double)AROUND) * p->step_x,
                                            p->bottom + ((double)j - (double)AROUND) * p->step_y};
    proj_trans_generic(operation, PJ_FWD, &p->nodes->x, sizeof(pair), side * side, &p->nodes->y,
                       sizeof(pair), side * side, NULL, 0, 0, NULL, 0, 0);
}

/* Lagrange's polynomials through -1, 0, 1, 2, at t.x and t.y in [0, 1]. */
static inline void weigh(pair t, pair w[4]) {
    const double half = 1.0 / 2, sixth = 1.0 / 6;
    pair a = {t.x + 1, t.y + 1}, b = {t.x - 1, t.y - 1}, c = {t.x - 2, t.y - 2};
    pair bc = {b.x * c.x, b.y * c.y}, at = {a.x * t.x, a.y * t.y};
    w[0] = (pair){-sixth * t.x * bc.x, -sixth * t.y * bc.y};
    w[1] = (pair){half * a.x * bc.x, half * a.y * bc.y};
    w[2] = (pair){-half * at.x * c.x, -half * at.y * c.y};
    w[3] = (pair){sixth * at.x * b.x, sixth * at.y * b.y};
}

static inline pair sum_of_four(const pair *n, double a, double b, double c, double d) {
    return (pair){a * n[0].x + b * n[1].x + (c * n[2].x + d * n[3].x),
                  a * n[0].y + b * n[1].y + (c * n[2].y + d * n[3].y)};
}

static inline void interpolate(const amont_projector *p, double *x, double *y) {
    double u = (*x - p->left) / p->step_x, v = (*y - p->bottom) / p->step_y;
    double last = (double)p->cells;
    if (!(u >= 0 && u <= last && v >= 0 && v <= last)) { /* also NaN */
        *x = *y = isnan(u) || isnan(v) ? NAN : INFINITY;
        return;
    }
    ptrdiff_t most = (ptrdiff_t)p->cells - 1, i = MIN((ptrdiff_t)u, most),
              j = MIN((ptrdiff_t)v, most);
    size_t side = p->cells + 1 + 2 * AROUND;
    pair w[4], rows[4];
    weigh((pair){u - (double)i, v - (double)j}, w);
    const pair *nodes = p->nodes + (size_t)j * side + (size_t)i;
    for (size_t row = 0; row < 4; row++)
        rows[row] = sum_of_four(nodes + row * side, w[0].x, w[1].x, w[2].x, w[3].x);
    pair sum = sum_of_four(rows, w[0].y, w[1].y, w[2].y, w[3].y);
    *x = sum.x;
    *y = sum.y;
}

/* The worst distance between the table and PROJ at the centres of the cells, where a polynomial
 * through the nodes is worst; infinite where PROJ has no image. */
static double measure_error(const amont_projector *p, PJ *operation) {
    size_t n = p->cells * p->cells;
    g_autofree double *x = g_new(double, n), *y = g_new(double, n);
    for (size_t j = 0; j < p->cells; j++)
        for (size_t i = 0; i < p->cells; i++) {
            x[j * p->cells + i] = p->left + ((double)i + 0.5) * p->step_x;
            y[j * p->cells + i] = p->bottom + ((double)j + 0.5) * p->step_y;
        }
    g_autofree double *own_x = g_memdup2(x, n * sizeof *x), *own_y = g_memdup2(y, n * sizeof *y);
    ask_proj(operation, PJ_FWD, x, y, n);
    double worst = 0;
    for (size_t k = 0; k < n; k++) {
        interpolate(p, &own_x[k], &own_y[k]);
        double distance = hypot(own_x[k] - x[k], own_y[k] - y[k]);
        worst = distance <= worst ? worst : distance; /* also NaN */
    }
    return isfinite(worst) ? worst : INFINITY;
}

static void build_table(amont_projector *p, PJ *operation, amont_box target) {
    amont_box window = source_window(operation, target);
    if (amont_box_is_empty(window))
        return;
    for (size_t cells = LEAST_CELLS; cells <= MOST_CELLS; cells *= 2) {
        fill_table(p, operation, window, cells);
        p->error_m = measure_error(p, operation);
        if (p->error_m <= wanted_error_m)
            return;
    }
    p->cells = 0;
}

amont_projector *amont_projector_new(const amont_crs *from, const amont_crs *to, amont_box target,
                                     GError **error) {
    g_autoptr(amont_projector) p = g_new0(amont_projector, 1);
    p->from = g_strdup(from->definition);
    p->to = g_strdup(to->definition);
    p->same = amont_crs_same(from, to);
    if (p->same)
        return g_steal_pointer(&p);
    PJ *operation = amont_crs_operation(p->from, p->to);
    if (!operation) {
        amont_fail(error, AMONT_ERROR_DATA, "no transformation leads from '%s' to '%s'", from->name,
                   to->name);
        return NULL;
    }
    build_table(p, operation, target);
    return g_steal_pointer(&p);
}

static void ask_for_all(const amont_projector *p, double *x, double *y, size_t n) {
    g_autofree bool *missing = g_new(bool, n);
    for (size_t i = 0; i < n; i++)
        missing[i] = isnan(x[i]) || isnan(y[i]);
    PJ *operation = amont_crs_operation(p->from, p->to);
    ask_proj(operation, PJ_FWD, x, y, n);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]))
            x[i] = y[i] = missing[i] ? NAN : INFINITY;
}

void amont_projector_apply(const amont_projector *projector, double *x, double *y, size_t n) {
    if (projector->same)
        return;
    if (!projector->cells) {
        ask_for_all(projector, x, y, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        interpolate(projector, &x[i], &y[i]);
}
