/* Room in the frame for furniture, off the map's subject: corners first, then along
 * the frame, then anywhere. */
#include "draw/composer.h"

#include <math.h>

/* `likely`: the obstacle that was in the way last, which is mostly in the way again; receives the
 * one that is, or an index past the end. */
static bool is_clear(const amont_composer *c, amont_box box, guint *likely) {
    const amont_box *obstacles = (const amont_box *)(const void *)c->obstacles->data;
    amont_box wide = amont_box_grow(box, 0.5);
    if (*likely < c->obstacles->len && amont_box_overlaps(wide, obstacles[*likely]))
        return false;
    for (guint i = 0; i < c->obstacles->len; i++)
        if (amont_box_overlaps(wide, obstacles[i])) {
            *likely = i;
            return false;
        }
    *likely = G_MAXUINT;
    return !amont_area_meets(&c->frame, c->subject, 0, amont_box_grow(box, 1.5));
}

static amont_box corner_box(amont_box room, double width, double height, int corner) {
    bool right = corner == 0 || corner == 1, bottom = corner == 1 || corner == 2;
    double x = right ? room.max_x - width : room.min_x;
    double y = bottom ? room.max_y - height : room.min_y;
    return (amont_box){x, y, x + width, y + height};
}

/* Where furniture of a size may stand: the top left corners of its box. */
typedef struct room {
    amont_box places; /* of that corner */
    double width, height;
} room;

static bool try_at(const amont_composer *c, const room *r, double x, double y, guint *likely,
                   amont_box *placed) {
    if (x < r->places.min_x || x > r->places.max_x || y < r->places.min_y || y > r->places.max_y)
        return false;
    *placed = (amont_box){x, y, x + r->width, y + r->height};
    return is_clear(c, *placed, likely);
}

static const double step = 2; /* mm */

/* Along the frame: as near to a corner as can be. */
static bool try_edges(const amont_composer *c, const room *r, amont_box *placed) {
    amont_box at = r->places;
    guint likely[8] = {0}; /* for each of them */
    double longest = fmax(at.max_x - at.min_x, at.max_y - at.min_y);
    for (int i = 1; step * i <= longest; i++) {
        double away = step * i;
        const double places[][2] = {
            {at.max_x, at.min_y + away}, {at.max_x, at.max_y - away}, {at.max_x - away, at.max_y},
            {at.min_x + away, at.max_y}, {at.min_x, at.max_y - away}, {at.min_x, at.min_y + away},
            {at.min_x + away, at.min_y}, {at.max_x - away, at.min_y},
        };
        for (size_t k = 0; k < G_N_ELEMENTS(places); k++)
            if (try_at(c, r, places[k][0], places[k][1], &likely[k], placed))
                return true;
    }
    return false;
}

/* The first column of a row whose place may be clear of the obstacle in the way at this one. */
static int next_column(const amont_composer *c, const room *r, guint likely, int column) {
    if (likely >= c->obstacles->len)
        return column + 1;
    double end = g_array_index(c->obstacles, amont_box, likely).max_x;
    return MAX(column + 1, (int)floor((end - r->places.min_x) / step));
}

static bool try_anywhere(const amont_composer *c, const room *r, amont_box *placed) {
    guint likely = G_MAXUINT;
    int rows = (int)floor((r->places.max_y - r->places.min_y) / step);
    int columns = (int)floor((r->places.max_x - r->places.min_x) / step);
    for (int row = 1; row < rows; row++)
        for (int column = 1; column < columns; column = next_column(c, r, likely, column)) {
            double x = r->places.min_x + step * column, y = r->places.min_y + step * row;
            if (try_at(c, r, x, y, &likely, placed))
                return true;
        }
    return false;
}

bool amont_find_corner(amont_composer *c, double width, double height, const int *order,
                       amont_box *placed) {
    amont_box inner = amont_box_grow(c->frame.box, -c->look->inset_mm);
    if (inner.max_x - inner.min_x < width || inner.max_y - inner.min_y < height)
        return false;
    guint likely = 0;
    for (int i = 0; i < 4; i++) {
        *placed = corner_box(inner, width, height, order[i]);
        if (is_clear(c, *placed, &likely))
            return true;
    }
    room r = {inner, width, height};
    r.places.max_x -= width;
    r.places.max_y -= height;
    return try_edges(c, &r, placed) || try_anywhere(c, &r, placed);
}
