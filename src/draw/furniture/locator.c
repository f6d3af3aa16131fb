/* Where the map lies, for readers from elsewhere (C39): all zones that are known of the ground
 * level, those of the territory dark, and what the map shows as a rectangle. On a page of an atlas,
 * its zone or its sites too. */
#include "draw/focus.h"

#include <math.h>

static const double longest_mm = 28; /* side, before the scale of the page */
static const double pad_mm = 1;

static amont_box known_world(const amont_composer *c) {
    amont_box all = AMONT_BOX_EMPTY;
    for (size_t zone = 0; zone < c->ground->n; zone++)
        all = amont_box_union(all, amont_shapes_box(c->ground->layer->shapes, zone));
    return all;
}

static double area_of(amont_box box) {
    return (box.max_x - box.min_x) * (box.max_y - box.min_y);
}

/* A map that shows most of what is known needs no locator. */
static bool says_more(const amont_composer *c, amont_box world) {
    amont_box shown = c->frame.world;
    amont_box seen = {fmax(shown.min_x, world.min_x), fmax(shown.min_y, world.min_y),
                      fmin(shown.max_x, world.max_x), fmin(shown.max_y, world.max_y)};
    return area_of(seen) < 0.6 * area_of(world);
}

static amont_frame frame_at(const amont_composer *c, amont_box world, double x, double y) {
    double side = longest_mm * c->look->symbol_scale - 2 * pad_mm;
    double metres = fmax(world.max_x - world.min_x, world.max_y - world.min_y) / side;
    return (amont_frame){
        .box = {x, y, x + (world.max_x - world.min_x) / metres,
                y + (world.max_y - world.min_y) / metres},
        .world = world,
        .metres_per_mm = metres,
        .denominator = metres * 1000,
    };
}

static void draw_sites(amont_composer *c) {
    const amont_projects *list = c->focus->list;
    const amont_project *project = &list->projects[c->focus->project];
    amont_paint paint = amont_graphic(c, "locator_subject");
    for (size_t i = 0; i < project->n_sites; i++) {
        const amont_site *site = &list->sites[project->first_site + i];
        amont_page_circle(c->page, amont_frame_x(&c->frame, site->x),
                          amont_frame_y(&c->frame, site->y), 0.6);
        amont_page_paint(c->page, "locator.subject", &paint, -1);
    }
}

static void draw_subject(amont_composer *c) {
    if (!c->focus || !c->focus->subject)
        return;
    if (c->focus->list && !c->focus->veils) {
        draw_sites(c);
        return;
    }
    amont_paint paint = amont_graphic(c, "locator_subject");
    amont_trace_feature(c, c->focus->subject, 0);
    amont_page_paint(c->page, "locator.subject", &paint, -1);
}

static void draw_rectangle(amont_composer *c, const amont_frame *frame, amont_box shown) {
    amont_paint paint = amont_graphic(c, "locator_frame");
    amont_box box = {amont_frame_x(frame, shown.min_x), amont_frame_y(frame, shown.max_y),
                     amont_frame_x(frame, shown.max_x), amont_frame_y(frame, shown.min_y)};
    amont_page_rectangle(c->page, amont_box_grow(frame->box, 0.5));
    amont_page_clip(c->page);
    amont_page_rectangle(c->page, box);
    amont_page_paint(c->page, "locator.frame", &paint, -1);
    amont_page_unclip(c->page);
}

static void draw(amont_composer *c, amont_box world, amont_box box) {
    amont_frame frame = frame_at(c, world, box.min_x + pad_mm, box.min_y + pad_mm);
    amont_paint panel = amont_graphic(c, "panel");
    amont_page_rectangle(c->page, box);
    amont_page_paint(c->page, "locator.panel", &panel, -1);
    amont_frame map = c->frame;
    c->frame = frame;
    amont_draw_zones(c, false, "locator_zone", "locator.zone");
    amont_draw_zones(c, true, "locator_territory", "locator.territory");
    draw_subject(c);
    c->frame = map;
    draw_rectangle(c, &frame, map.world);
    amont_box under = {box.min_x + pad_mm, frame.box.max_y, box.max_x - pad_mm, box.max_y};
    amont_draw_block(c, c->study->locator_label, "locator", under, frame.box.max_y + 0.5);
}

bool amont_draw_locator(amont_composer *c) {
    static const int corners[] = {1, 3, 2, 0};
    amont_box world = known_world(c);
    bool always = c->look->locator == AMONT_PRESENCE_ALWAYS;
    if (c->look->locator == AMONT_PRESENCE_NEVER || c->panel > 0 ||
        (!always && (c->in_series || !says_more(c, world))))
        return true;
    amont_frame frame = frame_at(c, world, 0, 0);
    double width = frame.box.max_x, label = 0;
    if (c->study->locator_label)
        label = amont_block_height(c, c->study->locator_label, "locator", width) + 0.5;
    amont_box box;
    if (!amont_find_corner(c, width + 2 * pad_mm, frame.box.max_y + label + 2 * pad_mm, corners,
                           &box))
        return !always;
    draw(c, world, box);
    amont_occupy(c, box);
    return true;
}
