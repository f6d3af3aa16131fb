/* A halo only where letters would be hard to read (C17): where something ends or passes under them,
 * or where they do not stand out from what is there. The draw list is followed from the ground up:
 * what fills the whole box of a name hides what was there before. */
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
typedef struct ground {
    amont_colour colour;
    bool is_plain;
    GArray *clips; /* relation: of the clips in force */
} ground;

static relation relate_to_clips(const ground *g) {
    relation all = INSIDE;
    for (guint i = 0; i < g->clips->len; i++)
        all = MIN(all, g_array_index(g->clips, relation, i));
    return all;
}

static void lay(ground *g, const amont_page *page, const amont_item *item, amont_box box) {
    bool is_filled = !amont_colour_is_none(item->paint.fill);
    bool is_stroked = !amont_colour_is_none(item->paint.stroke);
    double reach = is_stroked ? item->paint.width_mm / 2 : 0;
    relation clip = relate_to_clips(g);
    if (clip == APART || !amont_box_overlaps(amont_box_grow(item->box, 1e-6), box))
        return;
    relation r = relate(page, item, amont_box_grow(box, reach));
    if (r == APART || (r == INSIDE && !is_filled))
        return;
    if (r == INSIDE && clip == INSIDE) {
        g->colour = mixed(g->colour, item->paint.fill, item->paint.transparency);
        g->is_plain = g->is_plain || item->paint.transparency == 0;
    } else {
        g->is_plain = false;
    }
}

void amont_halo_where_needed(amont_composer *c, amont_text_style *style, amont_box box) {
    const double least = 7; /* letters on colours: more than C16 asks, as they are small */
    ground g = {amont_no_colour, true, g_array_new(FALSE, FALSE, sizeof(relation))};
    amont_box wide = amont_box_grow(box, style->halo_mm);
    for (guint i = 0; style->halo_mm > 0 && i < c->page->items->len; i++) {
        const amont_item *item = &g_array_index(c->page->items, amont_item, i);
        if (item->kind == AMONT_ITEM_CLIP) {
            relation r = relate(c->page, item, wide);
            g_array_append_val(g.clips, r);
        } else if (item->kind == AMONT_ITEM_UNCLIP) {
            g_array_set_size(g.clips, g.clips->len - 1);
        } else if (item->kind == AMONT_ITEM_PATH) {
            lay(&g, c->page, item, wide);
        }
    }
    if (g.is_plain && !amont_colour_is_none(g.colour) &&
        amont_colour_contrast(style->colour, g.colour) >= least)
        style->halo_mm = 0;

    g_array_unref(g.clips);
}
