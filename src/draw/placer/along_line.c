/* Places along a line are tried every millimetre. A name is straight: it stands on the chord of the
 * part of the line as long as itself, where that part nowhere bends away by more than it is high. */
#include "draw/placer/candidates.h"

#include <math.h>

typedef struct polyline {
    const double *x, *y;
    double *at; /* of each place: length from the start */
    size_t n;
} polyline;

static polyline measure(const double *x, const double *y, size_t n) {
    polyline line = {x, y, g_new(double, n + 1), n};
    for (size_t i = 0; i < n; i++)
        line.at[i] = i ? line.at[i - 1] + hypot(x[i] - x[i - 1], y[i] - y[i - 1]) : 0;
    return line;
}

static void point_at(const polyline *line, double at, double *x, double *y) {
    size_t low = 0, high = line->n - 1; /* at[low] <= at < at[high], about */
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (line->at[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    double length = line->at[high] - line->at[low];
    double t = length > 0 ? (at - line->at[low]) / length : 0;
    *x = line->x[low] + t * (line->x[high] - line->x[low]);
    *y = line->y[low] + t * (line->y[high] - line->y[low]);
}

/* Largest distance of the line from the chord between two places on it. */
static double bend(const polyline *line, double from, double to) {
    double x1, y1, x2, y2, worst = 0;
    point_at(line, from, &x1, &y1);
    point_at(line, to, &x2, &y2);
    double length = hypot(x2 - x1, y2 - y1);
    if (length < 0.9 * (to - from))
        return INFINITY;
    for (int i = 1; i < 8; i++) {
        double x, y;
        point_at(line, from + (to - from) * i / 8, &x, &y);
        worst = fmax(worst, fabs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length);
    }
    return worst;
}

static void add_chord(GArray *candidates, const polyline *line, double from,
                      const amont_wording *wording, double cost) {
    double x1, y1, x2, y2;
    point_at(line, from, &x1, &y1);
    point_at(line, from + wording->width, &x2, &y2);
    double angle = x2 >= x1 ? atan2(y2 - y1, x2 - x1) : atan2(y1 - y2, x1 - x2);
    amont_candidate added = {
        .slab = amont_slab_turned((x1 + x2) / 2, (y1 + y2) / 2, wording->width, wording->height,
                                  angle),
        .cost = cost,
        .form = wording->form,
        .align = AMONT_LINES_CENTRED,
    };
    g_array_append_val(candidates, added);
}

void amont_candidates_along(GArray *candidates, const double *x, const double *y, size_t n,
                            amont_box room, const amont_wording *wording) {
    const double most_bend = 0.35 * wording->height; /* beyond, a name would leave the line */
    const int most = 4000;
    if (n < 2)
        return;
    polyline line = measure(x, y, n);
    double length = line.at[n - 1], step = fmax(1, length / most);
    guint first = candidates->len;
    for (double from = 0; from + wording->width <= length; from += step) {
        double cx, cy, bent = bend(&line, from, from + wording->width);
        point_at(&line, from + wording->width / 2, &cx, &cy);
        double off = fabs(2 * from + wording->width - length) / length; /* the middle */
        if (bent <= most_bend && amont_box_holds(room, cx, cy))
            add_chord(candidates, &line, from, wording, 0.9 * bent / most_bend + 0.1 * off);
    }
    amont_candidates_thin(candidates, first, (amont_thinning){.most = 60, .apart_mm = step});
    g_free(line.at);
}
