/* Filling zones: colours, hatches, limits, and what is written in them. */
#include "draw/marks/areas.h"

#include <math.h>

/* ---- what has no class --------------------------------------------------------------------- */

static int declare_apart(amont_plot *p, const char *section, const char *graphic,
                         const char *label) {
    const amont_graphic_style *style = amont_graphic_style_of(p->c, graphic);
    return amont_zone_key_hatched(p, section, label, style->fill, style);
}

void amont_apart_declare(amont_plot *p, const char *section, const amont_series *series,
                         amont_apart *keys) {
    amont_composer *c = p->c;
    g_autofree char *least = amont_composer_number(c, series->low_below, 0);
    g_autofree char *few = series->low_below > 0 ? amont_phrase(c, "low_n", "n", least, NULL)
                                                 : g_strdup(amont_word(c, "low_n_plain"));
    keys->low_n = declare_apart(p, section, "low_n", few);
    keys->suspect = declare_apart(p, section, "suspect", amont_word(c, "suspect"));
    keys->missing = declare_apart(p, section, "missing", amont_word(c, "missing"));
    keys->secret = declare_apart(p, section, "secret", amont_word(c, "hidden"));
    keys->undefined = declare_apart(p, section, "undefined", amont_word(c, "undefined"));
}

void amont_apart_draw_none(amont_plot *p, const amont_apart *keys, size_t zone, amont_flag flag) {
    const char *graphic = flag == AMONT_FLAG_SECRET      ? "secret"
                          : flag == AMONT_FLAG_UNDEFINED ? "undefined"
                                                         : "missing";
    int entry = flag == AMONT_FLAG_SECRET      ? keys->secret
                : flag == AMONT_FLAG_UNDEFINED ? keys->undefined
                                               : keys->missing;
    amont_paint_hatched(p->c, "map.missing", p->level->layer->shapes, zone,
                        amont_graphic_style_of(p->c, graphic), entry);
}

void amont_apart_draw_suspect(amont_plot *p, const amont_apart *keys, size_t zone) {
    amont_paint_hatched(p->c, "map.suspect", p->level->layer->shapes, zone,
                        amont_graphic_style_of(p->c, "suspect"), keys->suspect);
}

void amont_apart_draw_low(amont_plot *p, const amont_apart *keys, size_t zone) {
    amont_zone_hatch(p, zone, "map.low_n", amont_graphic_style_of(p->c, "low_n"), keys->low_n);
}

/* ---- zones --------------------------------------------------------------------------------- */

void amont_zone_fill(amont_plot *p, size_t zone, const char *role, amont_colour colour, int entry) {
    amont_paint paint = {.fill = colour, .stroke = amont_no_colour};
    if (!amont_area_shows(p->c, p->level->layer->shapes, zone))
        return;
    amont_trace_feature(p->c, p->level->layer->shapes, zone);
    amont_page_paint(p->c->page, role, &paint, entry);
}

void amont_zones_credit(amont_plot *p) {
    g_autofree char *zones = amont_credit_line(&p->level->spec->credit);
    if (p->series)
        amont_composer_credit(p->c, p->series->source, NULL);
    amont_composer_credit(p->c, zones, p->level->spec->credit.licence);
}

static double hatch_angle(const amont_graphic_style *style) {
    return isnan(style->hatch_angle_deg) ? -45 : style->hatch_angle_deg;
}

static amont_box box_on_paper(const amont_frame *frame, amont_box world) {
    return (amont_box){amont_frame_x(frame, world.min_x), amont_frame_y(frame, world.max_y),
                       amont_frame_x(frame, world.max_x), amont_frame_y(frame, world.min_y)};
}

void amont_zone_hatch(amont_plot *p, size_t zone, const char *role,
                      const amont_graphic_style *style, int entry) {
    amont_composer *c = p->c;
    const amont_shapes *shapes = p->level->layer->shapes;
    if (isnan(style->hatch_gap_mm) || !amont_area_shows(c, shapes, zone))
        return;
    amont_box box = box_on_paper(&c->frame, amont_shapes_box(shapes, zone));
    amont_paint lines = amont_paint_of(style, 1), casing = lines;
    lines.fill = casing.fill = amont_no_colour;
    casing.stroke = amont_graphic(c, "hatch_casing").stroke;
    casing.width_mm += 2 * amont_graphic(c, "hatch_casing").width_mm;
    amont_trace_feature(c, shapes, zone);
    amont_page_clip(c->page);
    amont_page_hatch(c->page, box, style->hatch_gap_mm, hatch_angle(style));
    amont_page_paint(c->page, role, &casing, -1);
    amont_page_hatch(c->page, box, style->hatch_gap_mm, hatch_angle(style));
    amont_page_paint(c->page, role, &lines, entry);
    amont_page_unclip(c->page);
}

void amont_zone_edges(amont_plot *p) {
    amont_paint casing = amont_graphic(p->c, "edge_casing");
    amont_paint edge = amont_graphic(p->c, "zone_edge");
    if (p->level == p->c->ground) /* under its limits */
        return;
    amont_paint_limits(p->c, "map.edge", p->level, true, &casing);
    amont_paint_limits(p->c, "map.edge", p->level, true, &edge);
}

static amont_legend_entry plain_key(amont_plot *p, const char *label, amont_colour colour) {
    return (amont_legend_entry){
        .kind = AMONT_LEGEND_BOX,
        .label = (char *)label,
        .paint = {.fill = colour,
                  .stroke = amont_graphic(p->c, "class_edge").stroke,
                  .width_mm = 0.15},
        .hatch_gap_mm = NAN,
    };
}

int amont_zone_key(amont_plot *p, const char *section, const char *label, amont_colour colour) {
    amont_legend_entry entry = plain_key(p, label, colour);
    return amont_page_declare(p->c->page, section, &entry);
}

int amont_class_key(amont_plot *p, const char *section, const char *label, amont_colour colour) {
    amont_legend_entry entry = plain_key(p, label, colour);
    entry.in_range = p->spec->full_range;
    entry.descends = true;
    return amont_page_declare(p->c->page, section, &entry);
}

static amont_legend_entry hatched_key(const char *label, amont_colour ground,
                                      const amont_graphic_style *style) {
    amont_legend_entry entry = {
        .kind = AMONT_LEGEND_BOX,
        .label = (char *)label,
        .paint = amont_paint_of(style, 1),
        .hatch_gap_mm = style->hatch_gap_mm,
        .hatch_angle_deg = hatch_angle(style),
    };
    entry.paint.fill = ground;
    return entry;
}

int amont_zone_key_hatched(amont_plot *p, const char *section, const char *label,
                           amont_colour ground, const amont_graphic_style *style) {
    amont_legend_entry entry = hatched_key(label, ground, style);
    return amont_page_declare(p->c->page, section, &entry);
}

int amont_class_key_hatched(amont_plot *p, const char *section, const char *label,
                            const amont_graphic_style *style) {
    amont_legend_entry entry = hatched_key(label, amont_no_colour, style);
    entry.in_range = p->spec->full_range;
    entry.descends = true;
    return amont_page_declare(p->c->page, section, &entry);
}

/* ---- values in zones ----------------------------------------------------------------------- */

static size_t count_selected(const amont_plot *p) {
    size_t n = 0;
    for (size_t zone = 0; zone < p->level->n; zone++)
        n += p->level->selected[zone];
    return n;
}

void amont_zones_caption(amont_plot *p, void (*write)(amont_plot *p, size_t zone)) {
    if (p->level != p->c->ground || count_selected(p) > AMONT_ZONES_WRITTEN) {
        amont_want_zone_names(p->c);
        return;
    }
    for (size_t i = 0; i < p->level->n; i++)
        if (p->level->selected[p->level->by_code[i]])
            write(p, p->level->by_code[i]);
}

/* The lines of a name and a text under them, in a zone; lighter beside the zone of a page. */
static bool place_caption(amont_plot *p, size_t zone, const char *under, amont_colour ground,
                          int n_lines, bool forced) {
    amont_composer *c = p->c;
    amont_name name;
    amont_box box[2];
    bool is_own = amont_is_named_as_own(c, zone);
    if (!amont_name_wrap(c, p->level->names[zone], is_own ? "zone" : "dimmed", n_lines, &name))
        return false;
    amont_text_style style = amont_text_of(c, is_own ? "zone_value" : "dimmed");
    amont_extent extent = amont_page_measure(c->page, under, &style);
    if (!is_own)
        ground = amont_dimmed(c, ground);
    amont_text_over(&name.style, ground);
    amont_text_over(&style, ground);
    amont_block upper = {name.width, name.height, false};
    amont_block lower = {extent.width, extent.capital * 1.3, false};
    bool placed =
        amont_place_stack(c, p->level->layer->shapes, zone, upper, lower, 0.7, forced, box);
    if (placed) {
        amont_name_draw(c, &name, (box[0].min_x + box[0].max_x) / 2, box[0].min_y, AMONT_CENTRE,
                        is_own ? "label.zone" : "label.neighbour");
        amont_page_text(c->page, "label.value", under, &style, (box[1].min_x + box[1].max_x) / 2,
                        box[1].min_y + extent.capital * 1.1, AMONT_CENTRE);
        amont_occupy(c, box[0]);
        amont_occupy(c, box[1]);
    }
    amont_name_clear(&name);
    return placed;
}

/* In the frames of a series values stand in their zones, where readers compare them; a name that
 * has no room with them stands beside, in the first frame alone. */
static void caption_apart(amont_plot *p, size_t zone, const char *under, amont_colour ground) {
    amont_text_style style = amont_text_of(p->c, "zone_value");
    amont_extent extent = amont_page_measure(p->c->page, under, &style);
    amont_box box;
    amont_text_over(&style, ground);
    if (amont_place_in_area(p->c, p->level->layer->shapes, zone, extent.width, extent.capital * 1.3,
                            false, &box)) {
        amont_page_text(p->c->page, "label.value", under, &style, (box.min_x + box.max_x) / 2,
                        box.min_y + extent.capital * 1.1, AMONT_CENTRE);
        amont_occupy(p->c, box);
    } else {
        g_ptr_array_add(p->c->unplaced, g_strdup_printf("%s, %s: %s", p->c->map->title,
                                                        p->level->names[zone], under));
    }
    if (!amont_composer_repeats(p->c)) /* keeps clear of the value */
        amont_want_zone_name(p->c, zone);
}

void amont_zone_caption(amont_plot *p, size_t zone, const char *under, amont_colour ground) {
    if (under && (place_caption(p, zone, under, ground, 1, false) ||
                  place_caption(p, zone, under, ground, 2, false)))
        return;
    if (under && p->c->in_series)
        caption_apart(p, zone, under, ground);
    else if (under && amont_is_named_as_own(p->c, zone))
        place_caption(p, zone, under, amont_no_colour, 1, true);
    else
        amont_want_zone_name(p->c, zone);
}
