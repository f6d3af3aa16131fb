/* Logos of partners at the foot of the page, in the order of the study, right of the block of the
 * European Union. Annex IX of Regulation (EU) 2021/1060 wants no logo larger than the emblem, in
 * height or in width: logos are as high as it at most (C41). */
#include "draw/composer.h"

#include <math.h>
#include <string.h>

static const double height_mm = 10, height_insert_mm = 7, gap_mm = 5;

static double height_of(const amont_composer *c) {
    return c->look->compact ? height_insert_mm : height_mm;
}

/* The map's own, even if it says "none", else the study's. */
static const amont_entry *owner_of(const amont_composer *c) {
    bool own = amont_yaml_find(c->map->entry.node, "logos") != NULL;
    return own ? &c->map->entry : &c->study->entry;
}

static const GPtrArray *names_of(const amont_composer *c) {
    return owner_of(c) == &c->map->entry ? c->map->logos : c->study->logos;
}

static double width_of(const amont_composer *c) {
    double width = 0;
    for (guint i = 0; i < c->logos->len; i++)
        width += amont_picture_ratio(c->logos->pdata[i]) * height_of(c) + (i ? gap_mm : 0);
    return width;
}

static bool check_room(amont_composer *c, GError **error) {
    double room = c->look->width_mm - 2 * c->look->margin_mm;
    double block = amont_eu_size(c, room).width;
    double width = width_of(c) + (block > 0 ? block + gap_mm : 0);
    if (c->logos->len == 0 || width <= room)
        return true;
    amont_entry_fail(owner_of(c), "logos", error, AMONT_ERROR_CONFIG,
                     "the logos take %.0f mm in a row, and the page '%s' has %.0f mm for them",
                     width_of(c), c->map->page, fmax(0, room - (width - width_of(c))));
    amont_hint(error, "name fewer logos, or choose a wider page; on a map, 'logos: []' leaves "
                      "those of the study out");
    return false;
}

bool amont_logos_prepare(amont_composer *c, GError **error) {
    const GPtrArray *names = names_of(c);
    for (guint i = 0; names && i < names->len; i++) {
        amont_picture *logo = amont_composer_picture(owner_of(c), "logos", names->pdata[i], error);
        if (!logo)
            return false;
        g_ptr_array_add(c->logos, logo);
    }
    return check_room(c, error);
}

amont_block amont_foot_size(amont_composer *c, double width_mm) {
    amont_block size = amont_eu_size(c, width_mm);
    if (c->logos->len == 0)
        return size;
    size.width += width_of(c) + (size.width > 0 ? gap_mm : 0);
    size.height = fmax(size.height, height_of(c));
    return size;
}

void amont_draw_foot(amont_composer *c, amont_box box) {
    amont_block block = amont_eu_size(c, box.max_x - box.min_x);
    amont_draw_eu(c, (amont_box){box.min_x, box.min_y, box.min_x + block.width, box.max_y});
    double x = block.width > 0 ? box.min_x + block.width + gap_mm : box.min_x;
    double top = (box.min_y + box.max_y - height_of(c)) / 2;
    for (guint i = 0; i < c->logos->len; i++) {
        amont_picture *logo = c->logos->pdata[i];
        double right = x + amont_picture_ratio(logo) * height_of(c);
        amont_page_picture(c->page, "logo", logo, (amont_box){x, top, right, top + height_of(c)},
                           amont_no_colour);
        x = right + gap_mm;
    }
}
