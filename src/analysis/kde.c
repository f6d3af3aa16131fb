/* The mass of a kernel in a polygon is the sum, over its edges as seen from the place, of the
 * integral of G(r) over the angle, where G is the kernel's integral along a ray up to r. With the
 * edge's distance d and the position s along it, r² = d² + s² and r² dθ = d ds: the integrals are
 * polynomials of s within the radius, and an angle beyond it. */
#include "amont/kde.h"

#include "amont/pool.h"
#include <glib.h>
#include <math.h>
#include <stdlib.h>

/* ---- mass ---------------------------------------------------------------------------------- */

/* An edge seen from the place: its signed distance, positive when it turns counter-clockwise. */
typedef struct seen {
    double distance, radius;
} seen;

static double beyond(const seen *e, double from, double to) {
    double d = fabs(e->distance), angle = atan2(to, d) - atan2(from, d);
    return (e->distance < 0 ? -angle : e->distance > 0 ? angle : 0) / (2 * G_PI);
}

/* From the foot of the perpendicular to s: G(r) = 3 / (pi h²) (r²/2 - r⁴/(2h²) + r⁶/(6h⁴)). */
static double within(const seen *e, double s) {
    double h = e->radius, d = e->distance / h, t = s / h;
    double two = d * t;
    double four = d * d * two + d * t * t * t / 3;
    double six = d * d * d * d * two + 2 * d * d * d * t * t * t / 3 + d * t * t * t * t * t / 5;
    return 3 / G_PI * (two / 2 - four / 2 + six / 6);
}

static double mass_of_edge(double x1, double y1, double x2, double y2, double radius) {
    double length = hypot(x2 - x1, y2 - y1);
    if (length == 0)
        return 0;
    double ux = (x2 - x1) / length, uy = (y2 - y1) / length;
    seen e = {(x1 * uy - y1 * ux), radius};
    double from = x1 * ux + y1 * uy, to = x2 * ux + y2 * uy;
    if (fabs(e.distance) >= radius)
        return beyond(&e, from, to);
    double reach = sqrt((radius - e.distance) * (radius + e.distance));
    double enters = fmin(fmax(from, -reach), reach), leaves = fmin(fmax(to, -reach), reach);
    return beyond(&e, from, enters) + within(&e, leaves) - within(&e, enters) +
           beyond(&e, leaves, to);
}

double amont_kde_mass(const amont_shapes *territory, double x, double y, double radius_m) {
    const amont_shapes *s = territory;
    double mass = 0;
    for (size_t ring = s->ring_of[s->part_of[0]]; ring < s->ring_of[s->part_of[1]]; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++)
            mass +=
                mass_of_edge(s->x[i] - x, s->y[i] - y, s->x[i + 1] - x, s->y[i + 1] - y, radius_m);
    return mass;
}

/* ---- density ------------------------------------------------------------------------------- */

typedef struct place {
    double x, y, weight; /* weight: of the kernel's top, in places per km² */
} place;

typedef struct job {
    amont_surface *surface;
    const amont_shapes *territory;
    place *places; /* from south to north */
    size_t n;
    double radius;
} job;

static int from_south(const void *a, const void *b) {
    const place *p = a, *q = b;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return (p->x > q->x) - (p->x < q->x);
}

static void weigh(size_t index, void *data) {
    job *j = data;
    place *p = &j->places[index];
    double mass = amont_kde_mass(j->territory, p->x, p->y, j->radius);
    p->weight = mass > 0 ? 3e6 / (G_PI * j->radius * j->radius * mass) : 0;
}

static size_t first_at(const job *j, double y) {
    size_t low = 0, high = j->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (j->places[middle].y < y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void fill_row(size_t row, void *data) {
    const job *j = data;
    amont_surface *s = j->surface;
    double y = s->y + s->step * (double)row, h2 = j->radius * j->radius;
    size_t first = first_at(j, y - j->radius), last = first_at(j, y + j->radius);
    for (size_t column = 0; column < s->columns; column++) {
        double x = s->x + s->step * (double)column, sum = 0;
        for (size_t i = first; i < last; i++) {
            const place *p = &j->places[i];
            double left = 1 - ((p->x - x) * (p->x - x) + (p->y - y) * (p->y - y)) / h2;
            if (left > 0)
                sum += p->weight * left * left;
        }
        s->values[row * s->columns + column] = sum;
    }
}

void amont_kde(amont_surface *surface, const amont_shapes *territory,
               const amont_kde_places *places, double radius_m) {
    g_autofree place *sorted = g_new0(place, places->n);
    for (size_t i = 0; i < places->n; i++)
        sorted[i] = (place){places->x[i], places->y[i], 0};
    qsort(sorted, places->n, sizeof *sorted, from_south);
    job j = {surface, territory, sorted, places->n, radius_m};
    amont_pool_run(amont_pool_threads(), places->n, weigh, &j);
    amont_pool_run(amont_pool_threads(), surface->rows, fill_row, &j);
}
