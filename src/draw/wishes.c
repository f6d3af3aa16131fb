/* Names are wished for while the frame is drawn; when all that they must keep clear of is known,
 * they are placed together, and drawn: leaders first, so that no line passes over a letter. */
#include "draw/wishes.h"

#include <math.h>

static const double gap_mm = 0.4, clearance_mm = 0.2; /* between names, to what is drawn */

static void free_wish(void *data) {
    amont_wish *wish = data;
    for (size_t i = 0; i < wish->n_wordings; i++)
        amont_name_clear(&wish->names[i]);
    g_array_unref(wish->candidates);
    g_free((char *)wish->text);
    g_free(wish);
}

GPtrArray *amont_wishes_new(void) {
    return g_ptr_array_new_with_free_func(free_wish);
}

amont_wish *amont_wish_new(amont_composer *c, const char *text, const char *style, int n_wordings,
                           const char *role) {
    amont_wish *wish = g_new0(amont_wish, 1);
    wish->text = g_strdup(text);
    wish->role = role;
    wish->candidates = g_array_new(FALSE, FALSE, sizeof(amont_candidate));
    wish->label.priority = 1;
    wish->label.limits = AMONT_LIMITS_AVOIDED;
    for (int i = 0; i < n_wordings; i++) {
        amont_name *name = &wish->names[wish->n_wordings];
        if (!amont_name_wrap(c, text, style, i + 1, name))
            continue;
        wish->wordings[wish->n_wordings] =
            (amont_wording){(int)wish->n_wordings, name->width, name->height};
        wish->n_wordings++;
    }
    g_ptr_array_add(c->wishes, wish);
    return wish;
}

amont_box amont_names_room(const amont_composer *c) {
    const double clear_mm = 3.2; /* C19: 3, with what letters have below their line */
    return amont_box_grow(c->frame.box, -fmax(c->look->inset_mm, clear_mm));
}

/* ---- what names keep clear of ------------------------------------------------------------------
 */

static void add_limit(const amont_composer *c, const amont_shapes *s, size_t zone,
                      GArray *obstacles) {
    size_t last = s->ring_of[s->part_of[zone + 1]];
    for (size_t ring = s->ring_of[s->part_of[zone]]; ring < last; ring++)
        for (size_t i = s->point_of[ring]; i + 1 < s->point_of[ring + 1]; i++) {
            amont_obstacle side = {.is_limit = true};
            side.slab = amont_slab_segment(
                amont_frame_x(&c->frame, s->x[i]), amont_frame_y(&c->frame, s->y[i]),
                amont_frame_x(&c->frame, s->x[i + 1]), amont_frame_y(&c->frame, s->y[i + 1]));
            side.slab = amont_slab_grow(side.slab, 0.01); /* level ones have a box too */
            if (amont_box_overlaps(amont_slab_box(side.slab), c->frame.box))
                g_array_append_val(obstacles, side);
        }
}

static GArray *list_obstacles(amont_composer *c) {
    GArray *obstacles = g_array_new(FALSE, TRUE, sizeof(amont_obstacle));
    const amont_shapes *outlines = amont_outlines_at_scale(c, c->ground->layer->shapes);
    for (guint i = 0; i < c->obstacles->len; i++) {
        amont_obstacle o = {.slab = amont_slab_of(g_array_index(c->obstacles, amont_box, i))};
        g_array_append_val(obstacles, o);
    }
    for (size_t zone = 0; zone < c->ground->n; zone++)
        if (c->ground->selected[zone] && amont_feature_in_frame(c, outlines, zone))
            add_limit(c, outlines, zone, obstacles);
    if (c->subject != c->territory)
        add_limit(c, c->subject, 0, obstacles);
    amont_obstacle stamp = {.is_limit = true};
    if (amont_fictional_slab(c, &stamp.slab))
        g_array_append_val(obstacles, stamp);
    return obstacles;
}

/* ---- drawing -----------------------------------------------------------------------------------
 */

static void draw_leader(amont_composer *c, const amont_wish *wish, const amont_candidate *at) {
    if (at->has_leader)
        amont_draw_leader(c, at->from_x, at->from_y, at->to_x, at->to_y, wish->has_dot);
}

static void draw_turned(amont_composer *c, const amont_wish *wish, const amont_candidate *at) {
    const amont_name *name = &wish->names[at->form];
    amont_text_style style = name->style;
    double along = -name->width / 2, down = name->capital / 2;
    double x = at->slab.x + along * at->slab.cosine - down * at->slab.sine;
    double y = at->slab.y + along * at->slab.sine + down * at->slab.cosine;
    amont_halo_where_needed(c, &style, amont_slab_box(at->slab));
    style.colour = name->style.colour; /* of the line along which it runs */
    style.halo = name->style.halo;
    amont_page_text_turned(c->page, wish->role, name->lines[0], &style, x, y,
                           atan2(at->slab.sine, at->slab.cosine));
}

static void draw_name(amont_composer *c, const amont_wish *wish, const amont_candidate *at) {
    static const amont_align aligns[] = {[AMONT_LINES_LEFT] = AMONT_LEFT,
                                         [AMONT_LINES_CENTRED] = AMONT_CENTRE,
                                         [AMONT_LINES_RIGHT] = AMONT_RIGHT};
    amont_box box = amont_slab_box(at->slab);
    double x = at->align == AMONT_LINES_LEFT    ? box.min_x
               : at->align == AMONT_LINES_RIGHT ? box.max_x
                                                : at->slab.x;
    if (at->slab.sine != 0)
        draw_turned(c, wish, at);
    else
        amont_name_draw(c, &wish->names[at->form], x, box.min_y, aligns[at->align], wish->role);
}

void amont_draw_wishes(amont_composer *c) {
    guint n = c->wishes->len;
    g_autofree amont_label *labels = g_new0(amont_label, n + 1);
    g_autofree int *chosen = g_new(int, n + 1);
    g_autoptr(GArray) obstacles = list_obstacles(c);
    for (guint i = 0; i < n; i++) {
        amont_wish *wish = c->wishes->pdata[i];
        labels[i] = wish->label;
        labels[i].key = wish->text;
        labels[i].candidates = (const amont_candidate *)(const void *)wish->candidates->data;
        labels[i].n_candidates = wish->candidates->len;
    }
    amont_scene scene = {amont_names_room(c), gap_mm, clearance_mm,
                         (const amont_obstacle *)(const void *)obstacles->data, obstacles->len};
    amont_place_labels(&scene, labels, n, chosen);
    for (int names = 0; names <= 1; names++)
        for (guint i = 0; i < n; i++)
            if (chosen[i] != AMONT_NOT_PLACED)
                (names ? draw_name : draw_leader)(c, c->wishes->pdata[i],
                                                  &labels[i].candidates[chosen[i]]);
    for (guint i = 0; i < n; i++) {
        const amont_wish *wish = c->wishes->pdata[i];
        if (chosen[i] == AMONT_NOT_PLACED && wish->is_told)
            g_ptr_array_add(c->unplaced, g_strdup(wish->text));
        if (chosen[i] == AMONT_NOT_PLACED && strcmp(wish->role, "label.water") == 0)
            c->lacks_names = true; /* then lines need their key */
    }
    g_ptr_array_set_size(c->wishes, 0);
}
