/* Edges are sorted into the squares they pass through, which are hashed into buckets, so that
 * neither the extent nor an edge of many kilometres costs memory: a square is as wide as two edges
 * are long on average. */
#include "geo/along.h"

#include <math.h>

static size_t bucket_of(const amont_along *along, gint64 column, gint64 row) {
    guint64 key = (guint64)column * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) +
                  (guint64)row * G_GUINT64_CONSTANT(0xC2B2AE3D27D4EB4F);
    key ^= key >> 29;
    key *= G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    return (key ^ key >> 32) & along->mask;
}

typedef void take_bucket(size_t bucket, void *data);

/* Beyond a million billion squares all are one. */
static gint64 square_of(const amont_along *along, double coordinate) {
    const double most = 1e15;
    return (gint64)CLAMP(floor(coordinate / along->cell), -most, most);
}

static void visit_box(const amont_along *along, amont_box box, take_bucket *take, void *data) {
    gint64 left = square_of(along, box.min_x), right = square_of(along, box.max_x),
           bottom = square_of(along, box.min_y), top = square_of(along, box.max_y);
    for (gint64 row = bottom; row <= top; row++)
        for (gint64 column = left; column <= right; column++)
            take(bucket_of(along, column, row), data);
}

/* An edge in `n` parts, no longer than a square is wide. */
static void visit(const amont_along *along, const double *x, const double *y, size_t n,
                  double margin, take_bucket *take, void *data) {
    double dx = (x[1] - x[0]) / (double)n, dy = (y[1] - y[0]) / (double)n;
    for (size_t i = 0; i < n; i++) {
        double px = x[0] + dx * (double)i, qx = x[0] + dx * (double)(i + 1);
        double py = y[0] + dy * (double)i, qy = y[0] + dy * (double)(i + 1);
        amont_box box = {fmin(px, qx), fmin(py, qy), fmax(px, qx), fmax(py, qy)};
        visit_box(along, amont_box_grow(box, margin), take, data);
    }
}

static double parts_of(const amont_along *along, double length) {
    return fmax(1, ceil(length / along->cell));
}

/* ---- the index ----------------------------------------------------------------------------- */

typedef struct filling {
    amont_along *along;
    guint32 edge;
    bool counts;
} filling;

static void fill_bucket(size_t bucket, void *data) {
    filling *f = data;
    if (f->counts)
        f->along->entry_of[bucket + 1]++;
    else
        f->along->entries[f->along->entry_of[bucket]++] = f->edge;
}

static void pass(amont_along *along, bool counts) {
    filling f = {along, 0, counts};
    const double *x = along->shapes->x, *y = along->shapes->y;
    for (size_t i = 0; i < along->n; i++) {
        size_t p = along->points[i];
        double length = hypot(x[p + 1] - x[p], y[p + 1] - y[p]);
        f.edge = (guint32)i;
        if (isfinite(length)) /* parts: at most half as many as edges, by what a square is */
            visit(along, x + p, y + p, (size_t)parts_of(along, length), 0, fill_bucket, &f);
    }
}

static double mean_length(const amont_along *along) {
    const double *x = along->shapes->x, *y = along->shapes->y;
    double sum = 0;
    for (size_t i = 0; i < along->n; i++) {
        size_t p = along->points[i];
        sum += hypot(x[p + 1] - x[p], y[p + 1] - y[p]);
    }
    return along->n > 0 ? sum / (double)along->n : 0;
}

amont_along *amont_along_new(const amont_shapes *shapes, const guint32 *points, size_t n,
                             double tolerance) {
    g_assert(tolerance > 0 && n < G_MAXUINT32);
    amont_along *along = g_new0(amont_along, 1);
    *along = (amont_along){.shapes = shapes, .points = points, .n = n, .tolerance = tolerance};
    along->cell = fmax(2 * mean_length(along), 8 * tolerance);
    size_t n_buckets = 16;
    while (n_buckets < 2 * n)
        n_buckets *= 2;
    along->mask = n_buckets - 1;
    along->entry_of = g_new0(size_t, n_buckets + 1);
    pass(along, true);
    for (size_t b = 0; b < n_buckets; b++)
        along->entry_of[b + 1] += along->entry_of[b];
    along->entries = g_new(guint32, along->entry_of[n_buckets] + 1);
    pass(along, false);
    for (size_t b = n_buckets; b > 0; b--) /* each was moved to its end */
        along->entry_of[b] = along->entry_of[b - 1];
    along->entry_of[0] = 0;
    return along;
}

void amont_along_free(amont_along *along) {
    if (!along)
        return;
    g_free(along->entry_of);
    g_free(along->entries);
    g_free(along);
}

/* ---- asking -------------------------------------------------------------------------------- */

typedef struct gathering {
    const amont_along *along;
    GArray *near;
} gathering;

static void gather(size_t bucket, void *data) {
    gathering *g = data;
    const size_t *entry_of = g->along->entry_of;
    if (entry_of[bucket] < entry_of[bucket + 1])
        g_array_append_vals(g->near, g->along->entries + entry_of[bucket],
                            (guint)(entry_of[bucket + 1] - entry_of[bucket]));
}

/* The edges that may be near one: all, where it is so long that this is less work. */
static void gather_near(const amont_along *along, const double *x, const double *y, double length,
                        GArray *near) {
    gathering g = {along, near};
    double parts = parts_of(along, length);
    if (parts <= (double)along->n + 1) {
        visit(along, x, y, (size_t)parts, along->tolerance, gather, &g);
        return;
    }
    for (guint32 edge = 0; edge < along->n; edge++)
        g_array_append_val(near, edge);
}

static int ascending(const void *a, const void *b) {
    guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
    return (one > other) - (one < other);
}

typedef struct ruler {
    double ax, ay, ux, uy, length; /* an edge: where it begins, its direction */
} ruler;

/* Where, from 0 to 1 along an edge that rises from `first` to `last`, it is within the tolerance.
 */
static bool clip(double first, double last, double tolerance, double *from, double *to) {
    *from = 0;
    *to = 1;
    if (fabs(first) <= tolerance && fabs(last) <= tolerance)
        return true;
    double rise = last - first;
    double low = (-tolerance - first) / rise, high = (tolerance - first) / rise;
    *from = fmax(0, fmin(low, high));
    *to = fmin(1, fmax(low, high));
    return *from < *to;
}

static bool is_beside(const ruler *r, double px, double py, double qx, double qy, double tolerance,
                      amont_stretch *stretch) {
    double first = r->ux * (py - r->ay) - r->uy * (px - r->ax);
    double last = r->ux * (qy - r->ay) - r->uy * (qx - r->ax);
    double from, to;
    if (fmin(first, last) > tolerance || fmax(first, last) < -tolerance ||
        !clip(first, last, tolerance, &from, &to))
        return false;
    double start = r->ux * (px - r->ax) + r->uy * (py - r->ay);
    double end = r->ux * (qx - r->ax) + r->uy * (qy - r->ay);
    double one = start + from * (end - start), other = start + to * (end - start);
    stretch->from = fmax(0, fmin(one, other));
    stretch->to = fmin(r->length, fmax(one, other));
    double shorter = fmin(r->length, hypot(qx - px, qy - py));
    double length = stretch->to - stretch->from;
    return length > 0 && (length >= AMONT_ALONG_LEAST * tolerance || length >= 0.9 * shorter);
}

bool amont_edges_are_beside(const double *x, const double *y, const double *px, const double *py,
                            double tolerance, double *from, double *to) {
    double length = hypot(x[1] - x[0], y[1] - y[0]);
    ruler r = {x[0], y[0], (x[1] - x[0]) / length, (y[1] - y[0]) / length, length};
    amont_stretch stretch = {0, 0, 0};
    bool beside = is_beside(&r, px[0], py[0], px[1], py[1], tolerance, &stretch);
    *from = stretch.from;
    *to = stretch.to;
    return beside;
}

void amont_along_find(const amont_along *along, const double *x, const double *y, GArray *near,
                      GArray *stretches) {
    g_array_set_size(near, 0);
    g_array_set_size(stretches, 0);
    double length = hypot(x[1] - x[0], y[1] - y[0]);
    if (!(length > 0) || !isfinite(length))
        return;
    ruler r = {x[0], y[0], (x[1] - x[0]) / length, (y[1] - y[0]) / length, length};
    gather_near(along, x, y, length, near);
    if (near->len > 1)
        g_array_sort(near, ascending);
    for (guint i = 0; i < near->len; i++) {
        guint32 edge = g_array_index(near, guint32, i);
        if (i > 0 && edge == g_array_index(near, guint32, i - 1))
            continue;
        size_t p = along->points[edge];
        const double *px = along->shapes->x + p, *py = along->shapes->y + p;
        amont_stretch stretch = {0, 0, edge};
        if (is_beside(&r, px[0], py[0], px[1], py[1], along->tolerance, &stretch))
            g_array_append_val(stretches, stretch);
    }
}
