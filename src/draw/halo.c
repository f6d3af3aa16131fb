/* A halo only where letters would be hard to read (C17): where something ends or passes under them,
 * or where they do not stand out from what is there. It has the colour of what is there, if that is
 * one, as under a veil. The draw list is followed from the ground up: what fills the whole box of a
 * name hides what was there before. */
#include "draw/composer.h"

#include <math.h>

typedef enum relation { APART, CROSSING, INSIDE } relation;

static relation relate_circle(const amont_step *s, amont_box box, double cx, double cy) {
    double half = hypot(box.max_x - box.min_x, box.max_y - box.min_y) / 2;
    double away = hypot(s->x - cx, s->y - cy);
    return away >= s->radius + half ? APART : away + half <= s->radius ? INSIDE : CROSSING;
}

/* Of a path to a box that no side of it meets: as the centre of the box lies, by the even-odd rule.
 */
static relation relate(const amont_page *page, const amont_item *item, amont_box box) {
    double cx = (box.min_x + box.max_x) / 2, cy = (box.min_y + box.max_y) / 2;
    bool inside = false;
    amont_step start = {.kind = AMONT_MOVE}, before = start;
    for (size_t i = item->first_step; i < item->first_step + item->n_steps; i++) {
        const amont_step *s = &g_array_index(page->steps, amont_step, i);
        amont_step to = s->kind == AMONT_CLOSE ? start : *s;
        if (s->kind == AMONT_CIRCLE) {
            relation r = relate_circle(s, box, cx, cy);
            if (r == CROSSING)
                return CROSSING;
            inside = inside != (r == INSIDE);
            continue;
        }
        if (s->kind == AMONT_MOVE) {
            start = before = *s;
            continue;
        }
        if (amont_segment_meets(box, before.x, before.y, to.x, to.y))
            return CROSSING;
        if ((before.y > cy) != (to.y > cy) &&
            cx < before.x + (cy - before.y) / (to.y - before.y) * (to.x - before.x))
            inside = !inside;
        before = to;
    }
    return inside ? INSIDE : APART;
}

static amont_colour mixed(amont_colour under, amont_colour over, double transparency) {
    double t = transparency;
    if (amont_colour_is_none(under))
        return over;
    return (amont_colour){over.red + t * (under.red - over.red),
                          over.green + t * (under.green - over.green),
                          over.blue + t * (under.blue - over.blue)};
}

/* What lies under a box, item by item. */
enum { COLUMNS = 5, ROWS = 3 };
typedef struct ground {
    amont_box box, wide;                  /* of the letters, and with their halo */
    amont_colour colours[COLUMNS * ROWS]; /* at places from side to side and top to bottom */
    bool is_plain, has_band;              /* a line so wide that letters may stand on it alone */
    GArray *clips;                        /* const amont_item *: in force */
} ground;

static bool has_place(const amont_page *page, const amont_item *item, const ground *g, int i) {
    int column = i % COLUMNS, row = i / COLUMNS;
    double x = g->box.min_x + (g->box.max_x - g->box.min_x) * column / (COLUMNS - 1);
    double y = g->box.min_y + (g->box.max_y - g->box.min_y) * row / (ROWS - 1);
    return relate(page, item, (amont_box){x, y, x, y}) == INSIDE;
}

static bool is_clipped(const amont_page *page, const ground *g, int i) {
    for (guint k = 0; k < g->clips->len; k++)
        if (!has_place(page, g_array_index(g->clips, const amont_item *, k), g, i))
            return true;
    return false;
}

static relation relate_to_clips(const amont_page *page, const ground *g) {
    relation all = INSIDE;
    for (guint i = 0; i < g->clips->len; i++)
        all = MIN(all, relate(page, g_array_index(g->clips, const amont_item *, i), g->wide));
    return all;
}

/* Of most items, nothing else need be known. */
static bool is_far(amont_box box, amont_box other) {
    const double near = 1e-5;
    return box.min_x > other.max_x + near || box.max_x < other.min_x - near ||
           box.min_y > other.max_y + near || box.max_y < other.min_y - near;
}

static void lay(ground *g, const amont_page *page, const amont_item *item) {
    bool is_filled = !amont_colour_is_none(item->paint.fill);
    bool is_stroked = !amont_colour_is_none(item->paint.stroke);
    const double wide_mm = 2; /* capitals are as high */
    double reach = is_stroked ? item->paint.width_mm / 2 : 0;
    if (!amont_box_overlaps(amont_box_grow(item->box, 1e-6), g->wide))
        return;
    relation clip = relate_to_clips(page, g);
    relation r = clip == APART ? APART : relate(page, item, amont_box_grow(g->wide, reach));
    if (r == APART || (r == INSIDE && !is_filled))
        return;
    bool is_whole = r == INSIDE && clip == INSIDE;
    g->has_band = g->has_band || (is_stroked && item->paint.width_mm > wide_mm);
    g->is_plain = is_whole && (g->is_plain || item->paint.transparency == 0);
    for (int i = 0; is_filled && i < COLUMNS * ROWS; i++)
        if (is_whole || (has_place(page, item, g, i) && !is_clipped(page, g, i)))
            g->colours[i] = mixed(g->colours[i], item->paint.fill, item->paint.transparency);
}

static bool is_one_colour(const ground *g) {
    const double alike = 1; /* ΔE2000 */
    if (g->has_band || amont_colour_is_none(g->colours[0]))
        return false;
    for (int i = 1; i < COLUMNS * ROWS; i++)
        if (amont_colour_is_none(g->colours[i]) ||
            amont_colour_difference(g->colours[0], g->colours[i], AMONT_VISION_NORMAL) > alike)
            return false;
    return true;
}

static void look_under(const amont_composer *c, ground *g) {
    for (guint i = 0; i < c->page->items->len; i++) {
        const amont_item *item = &g_array_index(c->page->items, amont_item, i);
        if (item->kind == AMONT_ITEM_CLIP)
            g_array_append_val(g->clips, item);
        else if (item->kind == AMONT_ITEM_UNCLIP)
            g_array_set_size(g->clips, g->clips->len - 1);
        else if (item->kind == AMONT_ITEM_PATH && !is_far(item->box, g->wide))
            lay(g, c->page, item);
    }
}

/* Half as much as from their own halo is enough, so that what is dimmed stays so. */
static void stand_out(amont_text_style *style, amont_colour under) {
    double least = fmax(4.5, amont_colour_contrast(style->colour, style->halo) / 2); /* C16 */
    amont_text_style most = *style;
    amont_text_over(&most, under);
    amont_colour own = style->colour;
    for (int i = 9; i >= 0 && amont_colour_contrast(style->colour, under) < least; i--)
        style->colour = mixed(own, most.colour, i / 10.0);
    style->halo = under;
}

void amont_halo_where_needed(amont_composer *c, amont_text_style *style, amont_box box) {
    const double least = 7; /* letters on colours: more than C16 asks, as they are small */
    if (!(style->halo_mm > 0))
        return;
    g_autoptr(GArray) clips = g_array_new(FALSE, FALSE, sizeof(const amont_item *));
    ground g = {
        .box = box, .wide = amont_box_grow(box, style->halo_mm), .is_plain = true, .clips = clips};
    for (int i = 0; i < COLUMNS * ROWS; i++)
        g.colours[i] = amont_no_colour;
    look_under(c, &g);
    if (!is_one_colour(&g))
        return;
    bool stands_out = amont_colour_contrast(style->colour, g.colours[0]) >= least;
    if (!g.is_plain || !stands_out)
        stand_out(style, g.colours[0]);
    if (g.is_plain && amont_colour_contrast(style->colour, g.colours[0]) >= least)
        style->halo_mm = 0;
}
