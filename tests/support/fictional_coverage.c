/* A border leaves the straight line between two corners by a sum of three waves, under a roof that
 * is 0 at the corners: within 8 % of its length, 9° as seen from a corner. Corners move by 15 % of
 * a cell, so that borders leave a corner at 43° or more from each other: they do not cross. */
#include "fictional_coverage.h"

#include <math.h>

enum { MASSIF = 21 };

static uint64_t hash(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) {
    uint64_t z = seed * 0x9e3779b97f4a7c15u + a;
    const uint64_t more[] = {b, c, 0};
    for (size_t i = 0; i < 3; i++) { /* the finaliser of splitmix64 */
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        z = (z ^ (z >> 31)) + more[i];
    }
    return z;
}

/* -1 .. 1 */
static double roll(const fictional_coverage *c, size_t column, size_t row, uint64_t what) {
    return (double)(hash(c->seed, column, row, what) >> 11) * 0x1p-52 - 1;
}

typedef struct place {
    double x, y;
} place;

static place corner(const fictional_coverage *c, size_t column, size_t row) {
    double x = c->cell * ((double)column + 0.15 * roll(c, column, row, 1));
    double y = c->cell * ((double)row + 0.15 * roll(c, column, row, 2));
    return (place){c->x + x * cos(c->angle_rad) - y * sin(c->angle_rad),
                   c->y + x * sin(c->angle_rad) + y * cos(c->angle_rad)};
}

static bool is_plain(const fictional_coverage *c, size_t column, size_t row, bool upwards) {
    return c->plain > 0 && (upwards ? column : row) % c->plain == 0;
}

/* Vertex i of the border from a corner rightwards or upwards; 0 is the corner. */
static place border(const fictional_coverage *c, size_t column, size_t row, bool upwards,
                    size_t i) {
    place a = corner(c, column, row);
    if (i == 0)
        return a;
    place b = upwards ? corner(c, column, row + 1) : corner(c, column + 1, row);
    double t = (double)i / (double)(c->vertices + 1), off = 0;
    for (unsigned wave = 1; wave <= 3; wave++)
        off += sin(G_PI * (1.7 * wave * t + roll(c, column, row, 10 * wave + upwards))) / wave;
    off *= 0.08 / 1.84 * 2 * fmin(t, 1 - t);
    return (place){a.x + t * (b.x - a.x) - off * (b.y - a.y),
                   a.y + t * (b.y - a.y) + off * (b.x - a.x)};
}

static void add_border(amont_shapes_builder *builder, const fictional_coverage *c, size_t column,
                       size_t row, bool upwards, bool backwards) {
    size_t n = is_plain(c, column, row, upwards) ? 1 : c->vertices + 1;
    for (size_t k = 0; k < n; k++) {
        place p = {0, 0};
        if (!backwards)
            p = border(c, column, row, upwards, k);
        else if (k == 0)
            p = upwards ? corner(c, column, row + 1) : corner(c, column + 1, row);
        else
            p = border(c, column, row, upwards, n - k);
        amont_shapes_add_point(builder, p.x, p.y);
    }
}

static void add_square(amont_shapes_builder *builder, const fictional_coverage *c, size_t left,
                       size_t bottom, size_t side) {
    amont_shapes_add_ring(builder);
    for (size_t k = 0; k < side; k++)
        add_border(builder, c, left + k, bottom, false, false);
    for (size_t k = 0; k < side; k++)
        add_border(builder, c, left + side, bottom + k, true, false);
    for (size_t k = side; k-- > 0;)
        add_border(builder, c, left + k, bottom + side, false, true);
    for (size_t k = side; k-- > 0;)
        add_border(builder, c, left, bottom + k, true, true);
}

static bool is_in_massif(const fictional_coverage *c, size_t column, size_t row) {
    size_t across = c->columns / MASSIF, i = column / MASSIF, j = row / MASSIF;
    return c->massif > 0 && i < across && j < c->rows / MASSIF && (j * across + i) % c->massif == 0;
}

static bool is_hole(size_t column, size_t row) {
    return column % MASSIF % 2 == 1 && row % MASSIF % 2 == 1;
}

static void add_massif(amont_shapes_builder *builder, const fictional_coverage *c, size_t left,
                       size_t bottom) {
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    add_square(builder, c, left, bottom, MASSIF);
    for (size_t row = bottom; row < bottom + MASSIF; row++)
        for (size_t column = left; column < left + MASSIF; column++)
            if (is_hole(column, row))
                add_square(builder, c, column, row, 1);
}

static void add_block(amont_shapes_builder *builder, const fictional_coverage *c, size_t column,
                      size_t row, size_t side) {
    if (side == 1 && is_in_massif(c, column, row) && !is_hole(column, row)) {
        if (column % MASSIF == 0 && row % MASSIF == 0)
            add_massif(builder, c, column, row);
        return;
    }
    amont_shapes_add_feature(builder);
    amont_shapes_add_part(builder);
    add_square(builder, c, column, row, side);
}

amont_shapes *fictional_blocks(const fictional_coverage *c, size_t side) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    for (size_t row = 0; row + side <= c->rows; row += side)
        for (size_t column = 0; column + side <= c->columns; column += side)
            add_block(builder, c, column, row, side);
    return amont_shapes_finish(builder);
}

amont_shapes *fictional_lines(const fictional_coverage *c, size_t n_lines, size_t n_points) {
    amont_shapes_builder *builder = amont_shapes_builder_new(AMONT_SHAPE_LINE);
    double width = c->cell * (double)c->columns, height = c->cell * (double)c->rows;
    for (size_t line = 0; line < n_lines; line++) {
        amont_shapes_add_feature(builder);
        amont_shapes_add_part(builder);
        amont_shapes_add_ring(builder);
        double x = c->x + width * (0.5 + 0.55 * roll(c, line, 0, 100));
        double y = c->y + height * (0.5 + 0.55 * roll(c, line, 0, 101));
        for (size_t i = 0; i < n_points; i++) {
            amont_shapes_add_point(builder, x, y);
            x += c->cell * 0.3 * roll(c, line, i, 102);
            y += c->cell * 0.3 * roll(c, line, i, 103);
        }
    }
    return amont_shapes_finish(builder);
}
