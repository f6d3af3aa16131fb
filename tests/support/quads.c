#include "quads.h"

#include <math.h>

enum { MOST_CORNERS = 16 };

typedef struct ring {
    double x[MOST_CORNERS], y[MOST_CORNERS];
    int n;
} ring;

quad quad_turned(double x, double y, double width, double height, double angle_rad) {
    static const int signs[][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    quad q;
    for (int i = 0; i < 4; i++) {
        double dx = signs[i][0] * width / 2, dy = signs[i][1] * height / 2;
        q.x[i] = x + dx * cos(angle_rad) - dy * sin(angle_rad);
        q.y[i] = y + dx * sin(angle_rad) + dy * cos(angle_rad);
    }
    return q;
}

static double area(const ring *r) {
    double sum = 0;
    for (int i = 1; i + 1 < r->n; i++)
        sum += (r->x[i] - r->x[0]) * (r->y[i + 1] - r->y[0]) -
               (r->x[i + 1] - r->x[0]) * (r->y[i] - r->y[0]);
    return fabs(sum) / 2;
}

static void add(ring *r, double x, double y) {
    r->x[r->n] = x;
    r->y[r->n] = y;
    r->n++;
}

/* What lies to the left of a side whose left is inside when `turn` is 1, to the right when -1. */
static ring cut(const ring *r, double x1, double y1, double x2, double y2, double turn) {
    ring left = {.n = 0};
    for (int i = 0; i < r->n; i++) {
        int j = (i + 1) % r->n;
        double a = turn * ((x2 - x1) * (r->y[i] - y1) - (y2 - y1) * (r->x[i] - x1));
        double b = turn * ((x2 - x1) * (r->y[j] - y1) - (y2 - y1) * (r->x[j] - x1));
        if (a >= 0)
            add(&left, r->x[i], r->y[i]);
        if ((a > 0 && b < 0) || (a < 0 && b > 0)) {
            double t = a / (a - b);
            add(&left, r->x[i] + t * (r->x[j] - r->x[i]), r->y[i] + t * (r->y[j] - r->y[i]));
        }
    }
    return left;
}

double quads_common_area(const quad *a, const quad *b) {
    ring common = {.n = 0};
    for (int i = 0; i < 4; i++)
        add(&common, a->x[i], a->y[i]);
    double turn = (b->x[1] - b->x[0]) * (b->y[2] - b->y[0]) -
                              (b->x[2] - b->x[0]) * (b->y[1] - b->y[0]) >
                          0
                      ? 1
                      : -1;
    for (int i = 0; i < 4; i++)
        common = cut(&common, b->x[i], b->y[i], b->x[(i + 1) % 4], b->y[(i + 1) % 4], turn);
    return area(&common);
}
