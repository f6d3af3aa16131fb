/* Pages of an atlas: their subject, what is of it and what lies beside it. */
#include "draw/focus.h"

#include <math.h>
#include <string.h>

/* ---- subjects ------------------------------------------------------------------------------ */

static amont_shapes *dissolve_one(const amont_level *level, const bool *keep, GError **error) {
    return amont_shapes_dissolve(level->layer->shapes, keep, error);
}

amont_shapes *amont_focus_of_zone(const amont_level *level, size_t zone, GError **error) {
    g_autofree bool *keep = g_new0(bool, level->n + 1);
    keep[zone] = true;
    return dissolve_one(level, keep, error);
}

/* Room on the ground about each site: what stands around it is seen, and its badge is kept free. */
static double reach_of(const amont_projects *list, const amont_project *project) {
    const double least_m = 150, share = 0.03;
    amont_box all = AMONT_BOX_EMPTY;
    for (size_t i = 0; i < project->n_sites; i++) {
        const amont_site *site = &list->sites[project->first_site + i];
        all = amont_box_union(all, (amont_box){site->x, site->y, site->x, site->y});
    }
    return fmax(least_m, share * fmax(all.max_x - all.min_x, all.max_y - all.min_y));
}

static amont_shapes *discs_about_sites(const amont_projects *list, const amont_project *project) {
    enum { CORNERS = 16 };
    double reach = reach_of(list, project);
    amont_shapes_builder *b = amont_shapes_builder_new(AMONT_SHAPE_POLYGON);
    amont_shapes_add_feature(b);
    for (size_t i = 0; i < project->n_sites; i++) {
        const amont_site *site = &list->sites[project->first_site + i];
        amont_shapes_add_part(b);
        amont_shapes_add_ring(b);
        for (int corner = 0; corner < CORNERS; corner++) {
            double angle = 2 * G_PI * corner / CORNERS;
            amont_shapes_add_point(b, site->x + reach * cos(angle), site->y + reach * sin(angle));
        }
    }
    return amont_shapes_finish(b);
}

amont_shapes *amont_focus_of_project(const amont_level *ground, const amont_projects *list,
                                     size_t project, GError **error) {
    const amont_project *one = &list->projects[project];
    if (one->n_sites > 0)
        return discs_about_sites(list, one);
    g_autofree bool *keep = amont_focus_grounds(ground, list, project);
    return dissolve_one(ground, keep, error);
}

static void mark_sites(const amont_level *ground, const amont_projects *list,
                       const amont_project *project, bool *grounds) {
    g_autoptr(amont_locator) locator =
        amont_locator_new(ground->layer->shapes, ground->by_code, ground->n);
    for (size_t i = 0; i < project->n_sites; i++) {
        const amont_site *site = &list->sites[project->first_site + i];
        size_t zone = amont_locator_find(locator, site->x, site->y, NULL);
        if (zone != AMONT_NO_ZONE)
            grounds[zone] = true;
    }
}

bool *amont_focus_grounds(const amont_level *ground, const amont_projects *list, size_t project) {
    const amont_project *one = &list->projects[project];
    bool *grounds = g_new0(bool, ground->n + 1);
    mark_sites(ground, list, one, grounds);
    for (size_t i = 0; one->n_sites == 0 && i < one->n_zones; i++) {
        size_t zone = amont_level_find(ground, one->zones[i]);
        if (zone != AMONT_NO_ZONE)
            grounds[zone] = true;
    }
    return grounds;
}

/* ---- what is of it ------------------------------------------------------------------------- */

static bool holds(const amont_shapes *subject, double x, double y) {
    static const size_t only = 0;
    g_autoptr(amont_locator) locator = amont_locator_new(subject, &only, 1);
    return amont_locator_find(locator, x, y, NULL) != AMONT_NO_ZONE;
}

/* Whether `zone` is `ancestor`, or lies in it by what the study says of parents. */
static bool is_within(const amont_level *level, size_t zone, const amont_level *above,
                      size_t ancestor) {
    while (level && level != above && zone != AMONT_NO_ZONE) {
        zone = level->parent ? level->parent[zone] : AMONT_NO_ZONE;
        level = level->parent_level;
    }
    return level == above && zone == ancestor;
}

static bool is_above(const amont_level *above, const amont_level *level) {
    while (level && level != above)
        level = level->parent_level;
    return level == above;
}

/* Levels that no parents tie, as grids: by where the middle of the zone lies. */
static bool is_own_by_place(const amont_focus *focus, const amont_level *level, size_t zone) {
    double x = 0, y = 0;
    return amont_shapes_centroid(level->layer->shapes, zone, &x, &y) && holds(focus->subject, x, y);
}

bool amont_is_own_zone(const amont_composer *c, const amont_level *level, size_t zone) {
    const amont_focus *focus = c->focus;
    if (!focus || !focus->veils)
        return true;
    if (focus->list && level == c->ground)
        return focus->grounds[zone];
    if (focus->list)
        return is_own_by_place(focus, level, zone);
    if (is_above(focus->level, level))
        return is_within(level, zone, focus->level, focus->zone);
    if (is_above(level, focus->level))
        return is_within(focus->level, focus->zone, level, zone);
    return is_own_by_place(focus, level, zone);
}

static bool concerns(const amont_focus *focus, const amont_project *project) {
    for (size_t i = 0; i < project->n_zones; i++)
        if (strcmp(project->zones[i], focus->level->codes[focus->zone]) == 0)
            return true;
    return false;
}

bool amont_is_own_project(const amont_composer *c, const amont_projects *list, size_t project) {
    const amont_focus *focus = c->focus;
    const amont_project *one = &list->projects[project];
    if (!focus || !focus->subject)
        return true;
    if (focus->list)
        return focus->list == list && focus->project == project;
    for (size_t i = 0; i < one->n_sites; i++) {
        const amont_site *site = &list->sites[one->first_site + i];
        if (holds(focus->subject, site->x, site->y))
            return true;
    }
    return one->n_sites == 0 && focus->level == c->ground && concerns(focus, one);
}

bool amont_is_named_as_own(const amont_composer *c, size_t zone) {
    const amont_focus *focus = c->focus;
    if (!focus || !focus->subject)
        return true;
    return focus->list ? focus->grounds[zone] : focus->level == c->ground && focus->zone == zone;
}

/* ---- the veil ------------------------------------------------------------------------------ */

void amont_lift(amont_composer *c, guint first) {
    amont_span span = {first, c->page->items->len};
    if (c->focus && c->focus->veils)
        g_array_append_val(c->fore, span);
}

/* Takes the items that are to lie over the veil off the page. Spans grow and do not meet. */
static GArray *take_fore(amont_composer *c) {
    GArray *items = c->page->items, *taken = g_array_new(FALSE, FALSE, sizeof(amont_item));
    guint kept = 0, span = 0;
    for (guint i = 0; i < items->len; i++) {
        const amont_item *item = &g_array_index(items, amont_item, i);
        while (span < c->fore->len && i >= g_array_index(c->fore, amont_span, span).end)
            span++;
        if (span < c->fore->len && i >= g_array_index(c->fore, amont_span, span).first)
            g_array_append_val(taken, *item);
        else
            g_array_index(items, amont_item, kept++) = *item;
    }
    /* what is taken keeps its texts and pictures */
    memset(&g_array_index(items, amont_item, kept), 0, taken->len * sizeof(amont_item));
    g_array_set_size(items, kept);
    g_array_set_size(c->fore, 0);
    return taken;
}

amont_colour amont_dimmed(amont_composer *c, amont_colour colour) {
    const amont_paint veil = amont_graphic(c, "dimmed");
    double kept = veil.transparency;
    if (amont_colour_is_none(colour))
        return colour;
    return (amont_colour){
        .red = kept * colour.red + (1 - kept) * veil.fill.red,
        .green = kept * colour.green + (1 - kept) * veil.fill.green,
        .blue = kept * colour.blue + (1 - kept) * veil.fill.blue,
    };
}

static void paint_veil(amont_composer *c) {
    const amont_paint veil = amont_graphic(c, "dimmed");
    amont_paint_around(c, "map.dimmed", c->subject, 0, &veil);
}

static void paint_limit(amont_composer *c) {
    static const char *const graphics[] = {"subject_casing", "subject_limit"};
    for (size_t i = 0; i < G_N_ELEMENTS(graphics); i++) {
        amont_paint line = amont_graphic(c, graphics[i]);
        amont_trace_feature(c, c->subject, 0);
        amont_page_paint(c->page, "map.subject_limit", &line, -1);
    }
}

static void draw_veil(amont_composer *c) {
    if (!c->focus || !c->focus->veils)
        return;
    g_autoptr(GArray) fore = take_fore(c);
    paint_veil(c);
    paint_limit(c);
    g_array_append_vals(c->page->items, fore->data, fore->len);
}

/* On a page of an atlas symbols may stand at zones that the frame cuts. */
void amont_draw_points(amont_composer *c) {
    if (c->focus) {
        amont_page_rectangle(c->page, c->frame.box);
        amont_page_clip(c->page);
    }
    for (size_t i = 0; i < c->n_plots; i++)
        if (c->plots[i].mark->draw_points)
            c->plots[i].mark->draw_points(&c->plots[i]);
    amont_draw_context_points(c);
    if (c->focus)
        amont_page_unclip(c->page);
    c->first_furniture = c->obstacles->len;
    draw_veil(c);
}
