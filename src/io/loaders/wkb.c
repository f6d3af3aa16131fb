#include "io/loaders/wkb.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { POINT = 1, LINE, POLYGON, MULTI_POINT, MULTI_LINE, MULTI_POLYGON };

typedef struct cursor {
    const uint8_t *at;
    size_t left;
    bool swapped;
} cursor;

typedef struct head {
    uint32_t kind;
    size_t n_dimensions;
} head;

static bool take_count(cursor *c, uint32_t *count) {
    if (c->left < sizeof *count)
        return false;
    memcpy(count, c->at, sizeof *count);
    if (c->swapped)
        *count = GUINT32_SWAP_LE_BE(*count);
    c->at += sizeof *count;
    c->left -= sizeof *count;
    return true;
}

static double read_double(const cursor *c, const uint8_t *at) {
    guint64 bits = 0;
    double value = 0;
    memcpy(&bits, at, sizeof bits);
    if (c->swapped)
        bits = GUINT64_SWAP_LE_BE(bits);
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* ISO adds 1000 for a height, 2000 for a measure; the extended form sets the two highest bits. */
static bool take_head(cursor *c, head *h) {
    if (c->left < 1)
        return false;
    bool is_little = *c->at == 1;
    c->swapped = is_little != (G_BYTE_ORDER == G_LITTLE_ENDIAN);
    c->at++;
    c->left--;
    uint32_t type = 0;
    if (!take_count(c, &type))
        return false;
    h->n_dimensions = 2 + ((type >> 31) & 1) + ((type >> 30) & 1);
    type &= 0x0fffffff;
    uint32_t thousands = type / 1000;
    h->n_dimensions += thousands == 3 ? 2 : thousands > 0;
    h->kind = type % 1000;
    return h->n_dimensions <= 4 && thousands <= 3;
}

static bool type_of(uint32_t kind, amont_shape_type *type) {
    switch (kind) {
    case POINT:
    case MULTI_POINT:
        *type = AMONT_SHAPE_POINT;
        return true;
    case LINE:
    case MULTI_LINE:
        *type = AMONT_SHAPE_LINE;
        return true;
    case POLYGON:
    case MULTI_POLYGON:
        *type = AMONT_SHAPE_POLYGON;
        return true;
    default:
        return false;
    }
}

bool wkb_kind(const uint8_t *bytes, size_t length, amont_shape_type *type) {
    cursor c = {bytes, length, false};
    head h;
    return take_head(&c, &h) && type_of(h.kind, type);
}

/* An empty point is written as NaN. */
static bool add_point(cursor *c, const head *h, amont_shapes_builder *builder) {
    size_t size = h->n_dimensions * sizeof(double);
    if (c->left < size)
        return false;
    double x = read_double(c, c->at), y = read_double(c, c->at + sizeof(double));
    c->at += size;
    c->left -= size;
    if (isnan(x) && isnan(y))
        return true;
    if (!isfinite(x) || !isfinite(y))
        return false;
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    amont_shapes_add_point(builder, x, y);
    return true;
}

/* Is there a value that is no finite number? */
static bool any_wild(const double *values, size_t n) {
    size_t wild = 0;
    for (size_t i = 0; i < n; i++)
        wild += !(fabs(values[i]) <= DBL_MAX);
    return wild > 0;
}

static void read_points(const cursor *c, size_t size, size_t n, double *x, double *y) {
    const uint8_t *at = c->at;
    if (c->swapped || size != 2 * sizeof(double)) {
        for (size_t i = 0; i < n; i++, at += size) {
            x[i] = read_double(c, at);
            y[i] = read_double(c, at + sizeof(double));
        }
        return;
    }
    for (size_t i = 0; i < n; i++) { /* the usual form; a fixed size makes these plain loads */
        memcpy(&x[i], at + 2 * i * sizeof(double), sizeof(double));
        memcpy(&y[i], at + (2 * i + 1) * sizeof(double), sizeof(double));
    }
}

static bool add_ring(cursor *c, const head *h, amont_shapes_builder *builder) {
    uint32_t n = 0;
    size_t size = h->n_dimensions * sizeof(double);
    if (!take_count(c, &n) || c->left / size < n)
        return false;
    if (n == 0)
        return true;
    double *x = NULL, *y = NULL;
    amont_shapes_add_ring(builder);
    amont_shapes_add_points(builder, n, &x, &y);
    read_points(c, size, n, x, y);
    c->at += n * size;
    c->left -= n * size;
    return !any_wild(x, n) && !any_wild(y, n);
}

static bool add_single(cursor *c, const head *h, amont_shapes_builder *builder) {
    uint32_t n_rings = 1;
    if (h->kind == POINT)
        return add_point(c, h, builder);
    if (h->kind == POLYGON && !take_count(c, &n_rings))
        return false;
    amont_shapes_add_part(builder);
    for (uint32_t i = 0; i < n_rings; i++)
        if (!add_ring(c, h, builder))
            return false;
    return true;
}

bool wkb_add(const uint8_t *bytes, size_t length, amont_shape_type type,
             amont_shapes_builder *builder) {
    cursor c = {bytes, length, false};
    head h;
    amont_shape_type found;
    uint32_t n = 0;
    if (!take_head(&c, &h) || !type_of(h.kind, &found) || found != type)
        return false;
    if (h.kind < MULTI_POINT)
        return add_single(&c, &h, builder);
    uint32_t single = h.kind - MULTI_POINT + POINT;
    if (!take_count(&c, &n))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!take_head(&c, &h) || h.kind != single || !add_single(&c, &h, builder))
            return false;
    return true;
}

bool wkb_point(const uint8_t *bytes, size_t length, double *x, double *y) {
    cursor c = {bytes, length, false};
    head h;
    uint32_t n = 1;
    *x = *y = NAN;
    if (!take_head(&c, &h))
        return false;
    if (h.kind == MULTI_POINT) {
        if (!take_count(&c, &n))
            return false;
        if (n == 0)
            return true;
        if (n > 1 || !take_head(&c, &h))
            return false;
    }
    if (h.kind != POINT || c.left < h.n_dimensions * sizeof(double))
        return false;
    *x = read_double(&c, c.at);
    *y = read_double(&c, c.at + sizeof(double));
    return true;
}
