/* « données fictives » across a map, so that no one can cut it off. It stands on the diagonal, in
 * the middle where the legend and its like leave it room; else as near to it as they do, then
 * smaller, then level. */
#include "draw/wishes.h"

#include <math.h>

/* A size and a turn. */
typedef struct manner {
    double share, angle_rad;
} manner;

static amont_text_style style_of(amont_composer *c, double share, amont_extent *extent) {
    amont_text_style style = amont_text_of(c, "fictional");
    style.size_pt *= share;
    *extent = amont_page_measure(c->page, amont_word(c, "fictional"), &style);
    return style;
}

/* About (x, y), which is the middle of its base line. */
static amont_slab slab_at(amont_composer *c, manner how, double x, double y) {
    amont_extent extent;
    double halo_mm = style_of(c, how.share, &extent).halo_mm, up = extent.capital / 2;
    return amont_slab_turned(x + up * sin(how.angle_rad), y - up * cos(how.angle_rad),
                             extent.width + 2 * halo_mm, extent.capital + 2 * halo_mm,
                             how.angle_rad);
}

static bool is_clear(const amont_composer *c, amont_slab slab) {
    const double gap_mm = 1;
    amont_box box = amont_slab_box(slab), frame = c->frame.box;
    if (box.min_x < frame.min_x || box.max_x > frame.max_x || box.min_y < frame.min_y ||
        box.max_y > frame.max_y)
        return false;
    for (guint i = c->first_furniture; i < c->obstacles->len; i++) {
        amont_box other = amont_box_grow(g_array_index(c->obstacles, amont_box, i), gap_mm);
        if (amont_slabs_overlap(slab, amont_slab_of(other)))
            return false;
    }
    return true;
}

/* The clear place nearest to the middle of the frame, on a grid about it. */
static bool find_place(amont_composer *c, manner how, double *x, double *y) {
    const double step_mm = 2;
    double cx = (c->frame.box.min_x + c->frame.box.max_x) / 2;
    double cy = (c->frame.box.min_y + c->frame.box.max_y) / 2, nearest = INFINITY;
    int columns = (int)((c->frame.box.max_x - cx) / step_mm);
    int rows = (int)((c->frame.box.max_y - cy) / step_mm);
    amont_slab middle = slab_at(c, how, cx, cy);
    for (int row = -rows; row <= rows; row++)
        for (int column = -columns; column <= columns; column++) {
            double dx = column * step_mm, dy = row * step_mm;
            amont_slab slab = middle;
            slab.x += dx;
            slab.y += dy;
            if (hypot(dx, dy) >= nearest || !is_clear(c, slab))
                continue;
            nearest = hypot(dx, dy);
            *x = cx + dx;
            *y = cy + dy;
        }
    return isfinite(nearest);
}

/* Where there is no room at all it is small, in the middle. */
static manner choose(amont_composer *c, double *x, double *y) {
    static const double shares[] = {1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3};
    static const double angles[] = {-G_PI / 6, 0};
    manner how = {1, angles[0]};
    *x = (c->frame.box.min_x + c->frame.box.max_x) / 2;
    *y = (c->frame.box.min_y + c->frame.box.max_y) / 2;
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(angles); k++) {
            how = (manner){shares[i], angles[k]};
            if (find_place(c, how, x, y))
                return how;
        }
    return how;
}

bool amont_fictional_slab(amont_composer *c, amont_slab *slab) {
    *slab = c->stamp;
    return c->fictional;
}

void amont_draw_fictional(amont_composer *c) {
    if (!c->fictional)
        return;
    double x = 0, y = 0;
    amont_extent extent;
    manner how = choose(c, &x, &y);
    amont_text_style style = style_of(c, how.share, &extent);
    double half = extent.width / 2;
    c->stamp = slab_at(c, how, x, y);
    amont_page_rectangle(c->page, c->frame.box);
    amont_page_clip(c->page);
    amont_page_text_turned(c->page, "stamp.fictional", amont_word(c, "fictional"), &style,
                           x - half * cos(how.angle_rad), y - half * sin(how.angle_rad),
                           how.angle_rad);
    amont_page_unclip(c->page);
}
