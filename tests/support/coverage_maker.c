/* Corners stand on a grid, moved. A border is the straight line between two corners whose middle is
 * moved sideways, then the middle of each half by half as much at most, and so on (midpoint
 * displacement). Of 2^j vertices, the one next to a corner is at most (j + 1) / 64 of its distance
 * aside: less than 17 degrees for a million, so that two borders of a corner, at least 44 degrees
 * apart before that, do not meet again. */
#include "coverage_maker.h"

typedef struct spot {
    double x, y;
} spot;

typedef enum direction { EASTWARD, NORTHWARD, OF_CORNER } direction;

/* From -1 to 1, always the same for the same thing (splitmix64; Steele, Lea, Flood 2014). */
static double noise(const coverage_plan *plan, direction d, size_t column, size_t row, size_t k) {
    uint64_t z = plan->seed + (((uint64_t)d << 60) ^ ((uint64_t)column << 40) ^
                               ((uint64_t)row << 20) ^ (uint64_t)k) *
                                  UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1;
}

static spot corner(const coverage_plan *p, size_t column, size_t row) {
    return (spot){p->left + p->size * ((double)column + 0.15 * noise(p, OF_CORNER, column, row, 0)),
                  p->bottom + p->size * ((double)row + 0.15 * noise(p, OF_CORNER, column, row, 1))};
}

/* How far vertex k of a border is moved aside, in lengths of the border. */
static double aside(const coverage_plan *p, direction d, size_t column, size_t row, size_t k) {
    size_t low = 0, high = p->n_along + 1;
    double at_low = 0, at_high = 0, most = 1.0 / 64;
    for (;;) {
        size_t middle = low + (high - low) / 2;
        double at_middle = (at_low + at_high) / 2 + most * noise(p, d, column, row, middle);
        if (k == middle)
            return at_middle;
        most /= 2;
        if (k < middle) {
            high = middle;
            at_high = at_middle;
        } else {
            low = middle;
            at_low = at_middle;
        }
    }
}

/* Vertex k of the border that leaves a corner in a direction; k = 0 is that corner. */
static spot vertex(const coverage_plan *p, direction d, size_t column, size_t row, size_t k) {
    spot a = corner(p, column, row);
    if (k == 0)
        return a;
    spot b = corner(p, column + (d == EASTWARD), row + (d == NORTHWARD));
    double t = (double)k / (double)(p->n_along + 1);
    double side = aside(p, d, column, row, k);
    return (spot){a.x + t * (b.x - a.x) - side * (b.y - a.y),
                  a.y + t * (b.y - a.y) + side * (b.x - a.x)};
}

static void add(amont_shapes_builder *builder, spot at) {
    amont_shapes_add_point(builder, at.x, at.y);
}

static void add_zone(const coverage_plan *p, amont_shapes_builder *builder, size_t column,
                     size_t row) {
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    amont_shapes_add_ring(builder);
    for (size_t k = 0; k <= p->n_along; k++)
        add(builder, vertex(p, EASTWARD, column, row, k));
    for (size_t k = 0; k <= p->n_along; k++)
        add(builder, vertex(p, NORTHWARD, column + 1, row, k));
    add(builder, corner(p, column + 1, row + 1));
    for (size_t k = p->n_along; k > 0; k--)
        add(builder, vertex(p, EASTWARD, column, row + 1, k));
    add(builder, corner(p, column, row + 1));
    for (size_t k = p->n_along; k > 0; k--)
        add(builder, vertex(p, NORTHWARD, column, row, k));
}

amont_shapes *coverage_make(const coverage_plan *plan) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t row = 0; row < plan->n_rows; row++)
        for (size_t column = 0; column < plan->n_columns; column++)
            add_zone(plan, builder, column, row);
    return amont_shapes_finish(builder);
}
