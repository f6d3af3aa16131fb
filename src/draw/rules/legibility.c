/* C11-C16: whether what is drawn can be read, in measures of paper. */
#include "draw/rules/probe.h"

#include <math.h>

/* ---- C11: texts ---------------------------------------------------------------------------- */

/* The first role that fits; sizes in pt on a page and on an insert. */
static const struct {
    const char *role;
    double page, insert;
} floors[] = {
    {"title", 14, 9},        {"legend.", 8, 7}, {"source", 6, 6},
    {"stamp.version", 6, 6}, {"folio", 6, 6},   {"", 7, 6},
};

static double floor_of(const amont_probe *p, const amont_item *text) {
    size_t i = 0;
    while (!amont_item_has_role(text, floors[i].role))
        i++;
    return amont_probe_limit(p, floors[i].page, floors[i].insert);
}

/* C11: the size of each text; a title beyond its range is a matter of taste. */
void amont_rule_c11(amont_probe *p) {
    enum { COLUMN_MM = 120 }; /* what is wider is no insert of one column */
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (item->kind != AMONT_ITEM_TEXT)
            continue;
        double size = item->style.size_pt, least = floor_of(p, item);
        double most = amont_probe_limit(p, 18, p->page->width_mm < COLUMN_MM ? 10 : 18);
        if (size < least - 1e-9)
            amont_rule_fails(p, least / size, "'%s' (%s) is %.1f pt, less than %.1f", item->text,
                             item->role, size, least);
        else if (amont_item_has_role(item, "title") && size > most + 1e-9)
            amont_rule_warns(p, size, "the title is %.1f pt, more than %.1f", size, most);
    }
}

/* ---- C12: lines ---------------------------------------------------------------------------- */

static bool is_dark(const amont_paint *paint) {
    return amont_colour_lightness(paint->stroke) <= 30 && paint->n_dashes == 0;
}

static double line_floor(const amont_probe *p, const amont_item *item) {
    if (amont_item_has_role(item, "map.limit"))
        return amont_probe_limit(p, 0.35, 0.3);
    if (amont_item_has_role(item, "map.neighbour"))
        return amont_probe_limit(p, 0.2, 0.15);
    return is_dark(&item->paint) ? amont_probe_limit(p, 0.1, 0.15) : 0.15;
}

/* Casings are as light as paper; an outline in the colour of its own fill is no line. */
static bool is_line(const amont_item *item) {
    const amont_paint *paint = &item->paint;
    if (!amont_item_strokes(item) || amont_colour_lightness(paint->stroke) > 95)
        return false;
    return !amont_item_fills(item) ||
           amont_colour_difference(paint->fill, paint->stroke, AMONT_VISION_NORMAL) > 1;
}

/* C12: the width of each line. */
void amont_rule_c12(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (!is_line(item))
            continue;
        double width = item->paint.width_mm, least = line_floor(p, item);
        if (width < least - 1e-9)
            amont_rule_fails(p, least / width, "a line (%s) is %.2f mm wide, less than %.2f",
                             item->role, width, least);
        else if (amont_item_has_role(item, "map.limit") && width > 0.5 + 1e-9)
            amont_rule_warns(p, width, "limits are %.2f mm wide, more than 0.5", width);
    }
}

/* ---- C13: hatches -------------------------------------------------------------------------- */

/* Distance between the first two lines of a hatch; NaN where the path is none. */
static double spacing(const amont_probe *p, const amont_item *item) {
    if (item->n_steps < 4 || item->n_steps % 2)
        return NAN;
    const amont_step *s = &g_array_index(p->page->steps, amont_step, item->first_step);
    for (size_t i = 0; i < item->n_steps; i++)
        if ((s[i].kind == AMONT_MOVE) != (i % 2 == 0) || (i % 2 && s[i].kind != AMONT_LINE))
            return NAN;
    double dx = s[1].x - s[0].x, dy = s[1].y - s[0].y;
    double ex = s[3].x - s[2].x, ey = s[3].y - s[2].y;
    double length = hypot(dx, dy);
    if (fabs(dx * ey - dy * ex) > 1e-6 * length * hypot(ex, ey))
        return NAN; /* not parallel */
    return fabs(dx * (s[2].y - s[0].y) - dy * (s[2].x - s[0].x)) / length;
}

/* C13: what is left free between the lines of a hatch. */
void amont_rule_c13(amont_probe *p) {
    double least = amont_probe_limit(p, 0.2, 0.25);
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        double gap = amont_item_strokes(item) ? spacing(p, item) - item->paint.width_mm : NAN;
        if (gap < least - 1e-9)
            amont_rule_fails(p, -gap, "lines of a hatch (%s) are %.2f mm apart, less than %.2f",
                             item->role, gap, least);
    }
}

/* ---- C14, C15: symbols and patches --------------------------------------------------------- */

static void check_symbol(amont_probe *p, const amont_item *item, const amont_legend_entry *entry) {
    double area = amont_item_area(p, item), least = amont_probe_limit(p, 1.5, 1.8);
    double size = 2 * sqrt(area / G_PI);
    if (entry->kind == AMONT_LEGEND_SYMBOL && size < least - 0.005)
        amont_rule_fails(p, least / size, "a symbol of '%s' is %.1f mm wide, less than %.1f",
                         entry->label, size, least);
    if (entry->kind == AMONT_LEGEND_DISC && area < 1.2 - 0.005)
        amont_rule_fails(p, 1.2 / area, "a proportional symbol covers %.2f mm², less than 1.2",
                         area);
}

/* C14: symbols by the width of the disc of their area; dots of a density are a texture. */
void amont_rule_c14(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        const amont_legend_entry *entry = amont_probe_entry(p, item);
        if (entry && amont_item_fills(item) && amont_item_has_role(item, "map.") &&
            !amont_item_has_role(item, "map.dot"))
            check_symbol(p, item, entry);
    }
}

/* Of a symbol: as small as its value. */
static bool is_part(const amont_item *item) {
    return amont_item_has_role(item, "map.ring") || amont_item_has_role(item, "map.bar");
}

/* C15: areas that count for a box of the legend; those with parts, all together. */
void amont_rule_c15(amont_probe *p) {
    double least = amont_probe_limit(p, 0.4, 0.6);
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        const amont_legend_entry *entry = amont_probe_entry(p, item);
        if (!entry || entry->kind != AMONT_LEGEND_BOX || !amont_item_fills(item) ||
            !amont_item_has_role(item, "map.") || is_part(item))
            continue;
        double area = amont_item_area(p, item);
        if (area < least)
            amont_rule_fails(p, least / area, "a patch of '%s' covers %.2f mm², less than %.1f",
                             entry->label, area, least);
    }
}

/* ---- C16: contrast ------------------------------------------------------------------------- */

/* Against the halo, or the least of the grounds. */
static double text_contrast(const amont_probe *p, size_t index) {
    const amont_text_style *style = &amont_probe_item(p, index)->style;
    amont_colour grounds[AMONT_SAMPLES] = {{0}};
    double lowest = INFINITY;
    if (style->halo_mm > 0)
        return amont_colour_contrast(style->colour, style->halo);
    amont_probe_grounds(p, index, grounds);
    for (int i = 0; i < AMONT_SAMPLES; i++)
        lowest = fmin(lowest, amont_colour_contrast(style->colour, grounds[i]));
    return lowest;
}

static void check_text(amont_probe *p, size_t index) {
    const amont_item *item = amont_probe_item(p, index);
    double size = item->style.size_pt, contrast = text_contrast(p, index);
    bool is_large = size >= 18 || (size >= 14 && item->style.weight == AMONT_WEIGHT_BOLD);
    double least = is_large ? 3 : 4.5;
    if (contrast < least - 0.005)
        amont_rule_fails(p, least / contrast, "'%s' (%s) has a contrast of %.1f:1, less than %.1f",
                         item->text, item->role, contrast, least);
}

static double symbol_contrast(const amont_probe *p, size_t index) {
    const amont_item *item = amont_probe_item(p, index);
    double x = (item->box.min_x + item->box.max_x) / 2, y = (item->box.min_y + item->box.max_y) / 2;
    amont_colour ground = amont_probe_under(p, index, x, y);
    double best = amont_item_fills(item) ? amont_colour_contrast(item->paint.fill, ground) : 1;
    if (amont_item_strokes(item))
        best = fmax(best, amont_colour_contrast(item->paint.stroke, ground));
    return best;
}

static void check_graphic(amont_probe *p, size_t index) {
    const amont_item *item = amont_probe_item(p, index);
    const amont_legend_entry *entry = amont_probe_entry(p, item);
    if (item->kind != AMONT_ITEM_PATH || !amont_item_has_role(item, "map.") || !entry ||
        amont_item_has_role(item, "map.symbol_edge") || /* parts stand on it */
        (entry->kind != AMONT_LEGEND_SYMBOL && entry->kind != AMONT_LEGEND_DISC))
        return;
    double contrast = symbol_contrast(p, index);
    if (contrast < 3 - 0.005)
        amont_rule_fails(p, 3 / contrast,
                         "a symbol of '%s' has a contrast of %.1f:1 to its ground, less than 3",
                         entry->label, contrast);
}

/* The darkest line of the limits against the ground of the territory. */
static void check_limits(amont_probe *p) {
    double best = 0;
    amont_colour ground = {1, 1, 1};
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (amont_item_has_role(item, "map.territory") && amont_item_fills(item))
            ground = item->paint.fill;
        else if (amont_item_has_role(item, "map.limit") && amont_item_strokes(item))
            best = fmax(best, amont_colour_contrast(item->paint.stroke, ground));
    }
    if (best > 0 && best < 3 - 0.005)
        amont_rule_fails(p, 3 / best, "limits have a contrast of %.1f:1 to the ground, less than 3",
                         best);
}

/* C16: texts against their halo, else against the topmost fills under their centre, corners and
 * sides; symbols by their fill or their line; limits against the territory. */
void amont_rule_c16(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        if (amont_probe_item(p, i)->kind == AMONT_ITEM_TEXT)
            check_text(p, i);
        else
            check_graphic(p, i);
    }
    check_limits(p);
}
