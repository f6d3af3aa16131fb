/* Title and subtitle, above the map. */
#include "draw/composer.h"

double amont_title_height(amont_composer *c, double width_mm) {
    double gap = c->look->compact ? 1 : 2.7; /* no text nearer to a frame than 3 mm (C19) */
    return amont_block_height(c, c->map->title, "title", width_mm) +
           amont_block_height(c, c->map->subtitle, "subtitle", width_mm) + gap;
}

void amont_draw_title(amont_composer *c, amont_box box) {
    double top = amont_draw_block(c, c->map->title, "title", box, box.min_y);
    amont_draw_block(c, c->map->subtitle, "subtitle", box, top);
}
