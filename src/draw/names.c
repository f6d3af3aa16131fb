/* Which names a frame wants, and where each of them might stand. */
#include "draw/focus.h"
#include "draw/wishes.h"

#include <math.h>

/* Priorities; names of zones are mandatory besides. */
static const double of_zones = 40, of_values = 20, of_lines = 12, of_points = 8, of_neighbours = 4,
                    of_slivers = 1;

/* ---- zones ----------------------------------------------------------------------------------- */

static GArray *sides_of(const amont_frame *frame, const amont_shapes *s, size_t feature) {
    GArray *sides = g_array_new(FALSE, FALSE, sizeof(amont_side));
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            amont_side side = {amont_frame_x(frame, s->x[i]), amont_frame_y(frame, s->y[i]),
                               amont_frame_x(frame, s->x[i + 1]),
                               amont_frame_y(frame, s->y[i + 1])};
            g_array_append_val(sides, side);
        }
    return sides;
}

/* Boxes where no name may stand, with the room that names need. */
static GArray *blocked_boxes(const amont_composer *c) {
    const double gap_mm = 0.45;
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(amont_box));
    for (guint i = 0; i < c->obstacles->len; i++) {
        amont_box box = amont_box_grow(g_array_index(c->obstacles, amont_box, i), gap_mm);
        g_array_append_val(boxes, box);
    }
    return boxes;
}

typedef void find_places(GArray *candidates, const amont_label_area *area,
                         const amont_wording *wording);

static void find_off(GArray *candidates, const amont_label_area *area,
                     const amont_wording *wording) {
    guint before = candidates->len;
    static const double reaches_mm[] = {15, 30, 60, 120};
    bool is_last = false; /* one wider than needed: limits may lie under all that is near */
    for (size_t i = 0; i < G_N_ELEMENTS(reaches_mm) && !is_last; i++) {
        is_last = candidates->len > before;
        amont_candidates_off_area(candidates, area, reaches_mm[i], wording);
    }
}

/* Letters over a river are hard to read and hide it: a place beside it is better, if it is near. */
static void charge_water(const amont_composer *c, GArray *candidates, guint first) {
    const double cost = 0.3;
    for (guint i = first; i < candidates->len; i++) {
        amont_candidate *one = &g_array_index(candidates, amont_candidate, i);
        one->cost += amont_is_over_water(c, one->slab) ? cost : 0;
    }
}

/* Adds the places that `find` sees at a shape, about its visual centre or another's. */
static void add_places(const amont_composer *c, amont_wish *wish, const amont_shapes *shapes,
                       size_t feature, double x, double y, find_places *find) {
    g_autoptr(GArray) sides = sides_of(&c->frame, shapes, feature);
    g_autoptr(GArray) blocked = blocked_boxes(c);
    amont_label_area area = {
        .sides = (const amont_side *)(const void *)sides->data,
        .n_sides = sides->len,
        .x = x,
        .y = y,
        .room = amont_names_room(c),
        .blocked = (const amont_box *)(const void *)blocked->data,
        .n_blocked = blocked->len,
    };
    guint before = wish->candidates->len;
    for (size_t i = 0; i < wish->n_wordings; i++)
        find(wish->candidates, &area, &wish->wordings[i]);
    charge_water(c, wish->candidates, before);
}

/* The visual centre of what is seen of a zone, and the radius of the circle that it holds. */
static bool find_centre(const amont_composer *c, const amont_level *level, size_t zone, double *x,
                        double *y, double *radius) {
    if (!amont_anchor(c, level->layer->shapes, zone, x, y, radius))
        return false;
    *x = amont_frame_x(&c->frame, *x);
    *y = amont_frame_y(&c->frame, *y);
    *radius /= c->frame.metres_per_mm;
    return true;
}

/* What stands at the visual centre of a zone, as its symbol does. */
static const amont_box *find_cover(const amont_composer *c, double x, double y) {
    for (guint i = 0; i < c->obstacles->len; i++) {
        const amont_box *box = &g_array_index(c->obstacles, amont_box, i);
        if (amont_box_holds(*box, x, y))
            return box;
    }
    return NULL;
}

static bool is_beside(const amont_candidate *candidate, const GArray *sides) {
    amont_box reach = amont_box_grow(amont_slab_box(candidate->slab), AMONT_LEADER_LEAST);
    for (guint i = 0; i < sides->len; i++) {
        const amont_side *s = &g_array_index(sides, amont_side, i);
        if (amont_segment_meets(reach, s->x1, s->y1, s->x2, s->y2))
            return true;
    }
    return false;
}

/* Names that stand by their zone need no leader; others go to its symbol, or to a dot. */
static void mend_leaders(amont_composer *c, amont_wish *wish, const amont_level *level, size_t zone,
                         double x, double y) {
    g_autoptr(GArray) sides =
        sides_of(&c->frame, amont_outlines_at_scale(c, level->layer->shapes), zone);
    const amont_box *cover = find_cover(c, x, y);
    wish->has_dot = !cover;
    for (guint i = 0; i < wish->candidates->len; i++) {
        amont_candidate *one = &g_array_index(wish->candidates, amont_candidate, i);
        if (is_beside(one, sides))
            one->has_leader = false;
        else if (cover)
            amont_candidate_stop(one, *cover);
    }
}

/* A reader looks for the name of a neighbour that holds so large a circle. */
static const double ample_mm = 4;

static void want_neighbour_name(amont_composer *c, size_t zone, const char *style) {
    const amont_level *level = c->ground;
    const amont_shapes *outlines = amont_outlines_at_scale(c, level->layer->shapes);
    double x = 0, y = 0, radius = 0;
    if (!find_centre(c, level, zone, &x, &y, &radius))
        return;
    amont_wish *wish =
        amont_wish_new(c, level->names[zone], style, AMONT_WORDINGS, "label.neighbour");
    bool is_ample = radius >= ample_mm;
    wish->is_told = is_ample && !amont_composer_repeats(c);
    wish->label.priority = is_ample ? of_neighbours : of_slivers;
    add_places(c, wish, outlines, zone, x, y, amont_candidates_in_area);
}

/* More names beside the territory than that could not be told apart, nor their leaders. */
enum { MOST_BESIDE = 150 };

static bool may_stand_beside(const amont_composer *c) {
    size_t n = 0;
    for (size_t zone = 0; zone < c->ground->n && n <= MOST_BESIDE; zone++)
        n += c->ground->selected[zone];
    return n <= MOST_BESIDE && !amont_composer_repeats(c);
}

/* In the zone; where it has no room, beside the territory. */
static void want_own_name(amont_composer *c, const amont_level *level, size_t zone) {
    amont_wish *wish = amont_wish_new(c, level->names[zone], "zone", AMONT_WORDINGS, "label.zone");
    const amont_shapes *outlines = amont_outlines_at_scale(c, level->layer->shapes);
    double x = 0, y = 0, radius = 0;
    wish->label.mandatory = wish->is_told = !amont_composer_repeats(c);
    wish->label.priority = of_zones;
    if (!find_centre(c, level, zone, &x, &y, &radius))
        return;
    add_places(c, wish, outlines, zone, x, y, amont_candidates_in_area);
    if (wish->candidates->len > 0 || !may_stand_beside(c))
        return;
    add_places(c, wish, c->subject, 0, x, y, find_off);
    mend_leaders(c, wish, level, zone, x, y);
}

void amont_want_zone_name(amont_composer *c, size_t zone) {
    if (amont_is_named_as_own(c, zone))
        want_own_name(c, c->ground, zone);
    else
        want_neighbour_name(c, zone, "dimmed");
}

void amont_want_subject_name(amont_composer *c) {
    const amont_focus *focus = c->focus;
    if (focus && focus->level && focus->level != c->ground)
        want_own_name(c, focus->level, focus->zone);
}

void amont_want_zone_names(amont_composer *c) {
    for (size_t i = 0; i < c->ground->n; i++)
        if (c->ground->selected[c->ground->by_code[i]])
            amont_want_zone_name(c, c->ground->by_code[i]);
}

void amont_want_neighbour_names(amont_composer *c) {
    for (size_t i = 0; i < c->ground->n; i++)
        if (!c->ground->selected[c->ground->by_code[i]])
            want_neighbour_name(c, c->ground->by_code[i], c->focus ? "beyond" : "neighbour");
}

/* ---- points and lines ------------------------------------------------------------------------ */

static amont_wish *want_beside(amont_composer *c, const char *text, const char *style,
                               const char *role, double x, double y, double radius) {
    amont_wish *wish = amont_wish_new(c, text, style, AMONT_WORDINGS, role);
    wish->is_told = true;
    for (size_t i = 0; i < wish->n_wordings; i++)
        amont_candidates_at_point(wish->candidates, x, y, radius, &wish->wordings[i]);
    return wish;
}

void amont_want_point_name(amont_composer *c, const char *text, const char *style, double x,
                           double y, double radius) {
    amont_wish *wish = want_beside(c, text, style, "label.point", x, y, radius);
    wish->label.priority = of_points;
    wish->is_told = !amont_composer_repeats(c);
}

void amont_want_value(amont_composer *c, const char *text, const char *style, double x, double y,
                      double radius) {
    want_beside(c, text, style, "label.value", x, y, radius)->label.priority = of_values;
}

void amont_want_line_name(amont_composer *c, const char *text, const char *style,
                          const amont_shapes *s, size_t feature) {
    const double ends_mm = 1.2; /* room at both ends, so that no limit is taken for a letter */
    amont_wish *wish = amont_wish_new(c, text, style, 1, "label.water");
    wish->is_told = !amont_composer_repeats(c);
    wish->label.priority = of_lines;
    wish->label.limits = AMONT_LIMITS_NEVER;
    wish->wordings[0].width += 2 * ends_mm;
    size_t last = s->ring_of[s->part_of[feature + 1]];
    for (size_t ring = s->ring_of[s->part_of[feature]]; ring < last; ring++) {
        size_t first = s->point_of[ring], n = s->point_of[ring + 1] - first;
        g_autofree double *x = g_new(double, n + 1), *y = g_new(double, n + 1);
        for (size_t i = 0; i < n; i++) {
            x[i] = amont_frame_x(&c->frame, s->x[first + i]);
            y[i] = amont_frame_y(&c->frame, s->y[first + i]);
        }
        for (size_t i = 0; i < wish->n_wordings; i++)
            amont_candidates_along(wish->candidates, x, y, n, amont_names_room(c),
                                   &wish->wordings[i]);
    }
}
