/* A north arrow, where the top of the map is not north (C35): small, and turned as the meridian in
 * the middle of the map is. */
#include "draw/composer.h"

#include <math.h>

static const double worth_saying_deg = 2;
static const double width_mm = 7, height_mm = 11;

/* 0 where the CRS has no north there. */
static double north_of(const amont_composer *c) {
    g_autoptr(GError) error = NULL;
    amont_box world = c->frame.world;
    double angle = 0;
    bool known = amont_crs_north(c->layers->crs, (world.min_x + world.max_x) / 2,
                                 (world.min_y + world.max_y) / 2, &angle, &error);
    return known ? angle : 0;
}

static bool is_wanted(const amont_composer *c, double angle_deg) {
    if (c->look->north_arrow != AMONT_PRESENCE_AUTO)
        return c->look->north_arrow == AMONT_PRESENCE_ALWAYS;
    return !c->look->compact && fabs(angle_deg) > worth_saying_deg;
}

/* A dart of 5 mm and the letter before its tip. */
static void draw(amont_composer *c, amont_box box, double angle) {
    static const double dart[][2] = {{0, -2.2}, {1.5, 2.8}, {0, 1.9}, {-1.5, 2.8}};
    double x = (box.min_x + box.max_x) / 2, y = box.min_y + 6.5;
    for (size_t i = 0; i < G_N_ELEMENTS(dart); i++) {
        double px = x + dart[i][0] * cos(angle) - dart[i][1] * sin(angle);
        double py = y + dart[i][0] * sin(angle) + dart[i][1] * cos(angle);
        if (i == 0)
            amont_page_move(c->page, px, py);
        else
            amont_page_line(c->page, px, py);
    }
    amont_page_close(c->page);
    amont_paint paint = amont_graphic(c, "north");
    amont_page_paint(c->page, "north.arrow", &paint, -1);
    amont_text_style style = amont_text_of(c, "north");
    amont_extent extent = amont_page_measure(c->page, amont_word(c, "north"), &style);
    double away = 2.2 + 0.7 + extent.capital / 2;
    amont_page_text(c->page, "north.letter", amont_word(c, "north"), &style, x + away * sin(angle),
                    y - away * cos(angle) + extent.capital / 2, AMONT_CENTRE);
}

bool amont_draw_north(amont_composer *c) {
    static const int corners[] = {0, 3, 2, 1};
    double angle = north_of(c);
    amont_box box;
    if (!is_wanted(c, angle))
        return true;
    if (!amont_find_corner(c, width_mm, height_mm, corners, &box))
        return false;
    draw(c, box, angle * G_PI / 180);
    amont_occupy(c, box);
    return true;
}
