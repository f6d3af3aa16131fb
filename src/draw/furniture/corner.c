/* Room in the frame for furniture, off the map's subject: corners first, then anywhere. */
#include "draw/composer.h"

#include <math.h>

static bool is_clear(const amont_composer *c, amont_box box) {
    amont_box wide = amont_box_grow(box, 0.5);
    for (guint i = 0; i < c->obstacles->len; i++)
        if (amont_box_overlaps(wide, g_array_index(c->obstacles, amont_box, i)))
            return false;
    return !amont_area_meets(&c->frame, c->subject, 0, amont_box_grow(box, 1.5));
}

static amont_box corner_box(amont_box room, double width, double height, int corner) {
    bool right = corner == 0 || corner == 1, bottom = corner == 1 || corner == 2;
    double x = right ? room.max_x - width : room.min_x;
    double y = bottom ? room.max_y - height : room.min_y;
    return (amont_box){x, y, x + width, y + height};
}

bool amont_find_corner(amont_composer *c, double width, double height, const int *order,
                       amont_box *placed) {
    amont_box room = amont_box_grow(c->frame.box, -c->look->inset_mm);
    if (room.max_x - room.min_x < width || room.max_y - room.min_y < height)
        return false;
    for (int i = 0; i < 4; i++) {
        *placed = corner_box(room, width, height, order[i]);
        if (is_clear(c, *placed))
            return true;
    }
    const double step = 2;
    int rows = (int)floor((room.max_y - room.min_y - height) / step);
    int columns = (int)floor((room.max_x - room.min_x - width) / step);
    for (int row = 0; row <= rows; row++)
        for (int column = 0; column <= columns; column++) {
            double x = room.min_x + step * column, y = room.min_y + step * row;
            *placed = (amont_box){x, y, x + width, y + height};
            if (is_clear(c, *placed))
                return true;
        }
    return false;
}
