/* C20-C25: what stands out, and from what. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* ---- C20: the order of contrasts ----------------------------------------------------------- */

/* The ground of the territory, from which all else stands out. */
static amont_colour ground_of(const amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (amont_item_has_role(item, "map.territory") && amont_item_fills(item))
            return item->paint.fill;
    }
    return (amont_colour){1, 1, 1};
}

/* Letters on dark zones are light: they stand out from their halo, or what is under their middle.
 */
static double text_away(const amont_probe *p, size_t index, amont_colour ground) {
    const amont_item *item = amont_probe_item(p, index);
    amont_colour own = item->style.halo, letters = item->style.colour;
    if (!(item->style.halo_mm > 0))
        own = amont_probe_under(p, index, (item->box.min_x + item->box.max_x) / 2,
                                (item->box.min_y + item->box.max_y) / 2);
    return fmax(amont_colour_difference(letters, ground, AMONT_VISION_NORMAL),
                amont_colour_difference(letters, own, AMONT_VISION_NORMAL));
}

static double away(const amont_probe *p, size_t index, amont_colour ground) {
    const amont_item *item = amont_probe_item(p, index);
    double most = 0;
    if (item->kind == AMONT_ITEM_TEXT)
        return text_away(p, index, ground);
    if (amont_item_fills(item))
        most = amont_colour_difference(item->paint.fill, ground, AMONT_VISION_NORMAL);
    if (amont_item_strokes(item))
        most = fmax(most, amont_colour_difference(item->paint.stroke, ground, AMONT_VISION_NORMAL));
    return most;
}

static bool is_theme(const amont_probe *p, const amont_item *item) {
    const amont_legend_entry *entry = amont_probe_entry(p, item);
    return entry && amont_item_has_role(item, "map.") &&
           !amont_item_has_role(item, "map.context") && !amont_entry_is_apart(p, entry);
}

/* Areas and lines of the base map; its points are as dark as names. */
static bool is_base(const amont_probe *p, const amont_item *item) {
    const amont_legend_entry *entry = amont_probe_entry(p, item);
    return amont_item_has_role(item, "map.context") &&
           (!entry || entry->kind != AMONT_LEGEND_SYMBOL);
}

/* C20, in part: the strongest colour of the theme is farther from the ground (CIEDE2000) than that
 * of the base map; limits than those of the neighbours; names than the neighbours' names. */
void amont_rule_c20(amont_probe *p) {
    amont_colour ground = ground_of(p);
    double theme = 0, base = 0, limit = 0, neighbour = 0, name = 0, other = 0;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        double here = item->kind > AMONT_ITEM_TEXT ? 0 : away(p, i, ground);
        if (is_theme(p, item))
            theme = fmax(theme, here);
        else if (is_base(p, item))
            base = fmax(base, here);
        else if (amont_item_has_role(item, "map.limit"))
            limit = fmax(limit, here);
        else if (amont_item_has_role(item, "map.neighbour"))
            neighbour = fmax(neighbour, here);
        else if (amont_item_is_text(item, "label.zone"))
            name = fmax(name, here);
        else if (amont_item_is_text(item, "label.neighbour"))
            other = fmax(other, here);
    }
    if (theme > 0 && theme <= base)
        amont_rule_fails(p, 3, "the theme is %.0f away from the ground (ΔE2000), the base map %.0f",
                         theme, base);
    if (limit > 0 && limit <= neighbour)
        amont_rule_fails(p, 2,
                         "limits are %.0f away from the ground (ΔE2000), those of the "
                         "neighbours %.0f",
                         limit, neighbour);
    if (name > 0 && name <= other)
        amont_rule_fails(p, 1,
                         "names are %.0f away from the ground (ΔE2000), those of the "
                         "neighbours %.0f",
                         name, other);
}

/* ---- C21: neighbours ----------------------------------------------------------------------- */

static double visible_area(const amont_probe *p, const amont_item *item) {
    double most = 0;
    const amont_panel_facts *panel = NULL;
    for (size_t i = 0; (panel = amont_probe_panel(p, i)); i++) {
        double width =
            fmin(item->box.max_x, panel->box.max_x) - fmax(item->box.min_x, panel->box.min_x);
        double height =
            fmin(item->box.max_y, panel->box.max_y) - fmax(item->box.min_y, panel->box.min_y);
        most = fmax(most, fmax(0, width) * fmax(0, height));
    }
    return most;
}

/* C21: neighbours that show are pale (L* 85 and more), grey (chroma up to 10) and not white, and
 * some are named, in grey. That the names can be read is C16. */
void amont_rule_c21(amont_probe *p) {
    size_t shown = 0, named = 0;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        bool is_name = amont_item_is_text(item, "label.neighbour");
        bool is_ground =
            amont_item_has_role(item, "map.neighbour") || amont_item_has_role(item, "map.beyond");
        named += is_name;
        if (is_name && amont_colour_chroma(item->style.colour) > 10)
            amont_rule_fails(p, 1, "'%s', a neighbour, is not grey (chroma %.0f, limit 10)",
                             item->text, amont_colour_chroma(item->style.colour));
        if (!is_ground || !amont_item_fills(item))
            continue;
        double l = amont_colour_lightness(item->paint.fill);
        double chroma = amont_colour_chroma(item->paint.fill);
        shown += amont_item_has_role(item, "map.neighbour") && visible_area(p, item) > 400;
        if (l < 85 || l > 98.5 || chroma > 10)
            amont_rule_fails(p, 2,
                             "the ground outside (%s) has L* %.0f and chroma %.0f, not 85 to "
                             "98 and up to 10",
                             item->role, l, chroma);
    }
    if (shown > 0 && named == 0)
        amont_rule_fails(p, 3, "none of %zu neighbours is named", shown);
}

/* ---- C22: water ---------------------------------------------------------------------------- */

static bool is_blue(amont_colour colour) {
    amont_lab lab = amont_colour_lab(colour);
    return lab.b < -5 && lab.b < lab.a;
}

/* What context layers of rivers and lakes draw, whether they have a key or are named along it. */
static bool is_water(const amont_item *item) {
    return amont_item_has_role(item, "map.context.water");
}

static bool is_in_frame(const amont_probe *p, const amont_item *item) {
    const amont_panel_facts *panel = NULL;
    for (size_t i = 0; (panel = amont_probe_panel(p, i)); i++) {
        amont_quad frame = amont_quad_of_box(panel->box);
        double x = (panel->box.min_x + panel->box.max_x) / 2;
        double y = (panel->box.min_y + panel->box.max_y) / 2;
        if (amont_item_crosses(p, item, &frame) ||
            (amont_item_fills(item) && amont_item_holds(p, item, x, y)))
            return true;
    }
    return false;
}

static void check_water(amont_probe *p, const amont_item *item) {
    amont_colour colour = amont_item_fills(item) ? item->paint.fill : item->paint.stroke;
    double l = amont_colour_lightness(colour);
    if (!is_blue(colour) || l < 70 || l > 90)
        amont_rule_fails(p, 2, "water is not blue of L* 70 to 90 (L* %.0f)", l);
}

static bool shows_large_scale(const amont_probe *p) {
    const amont_panel_facts *panel = amont_probe_panel(p, 0);
    return panel && panel->denominator <= 125000;
}

/* C22: where the study knows rivers they are drawn at 1:125 000 or larger, in blue of about L* 80;
 * their names are in italics and darker. */
void amont_rule_c22(amont_probe *p) {
    size_t drawn = 0;
    if (!p->facts->has_water)
        return;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (is_water(item) && is_in_frame(p, item)) {
            drawn++;
            check_water(p, item);
        }
        if (!amont_item_is_text(item, "label.water"))
            continue;
        if (!item->style.italic)
            amont_rule_fails(p, 1, "'%s', water, is not in italics", item->text);
        if (!is_blue(item->style.colour) || amont_colour_lightness(item->style.colour) > 60)
            amont_rule_fails(p, 1, "'%s', water, is not in dark blue", item->text);
    }
    if (drawn == 0 && shows_large_scale(p))
        amont_rule_fails(p, 3, "the map shows no water, at 1:%.0f",
                         amont_probe_panel(p, 0)->denominator);
}

/* ---- C23, C25: colours --------------------------------------------------------------------- */

/* C23: chroma of the base map, of the ground and of limits up to 20; water has its own. */
void amont_rule_c23(amont_probe *p) {
    static const char *const roles[] = {"map.context", "map.territory", "map.neighbour",
                                        "map.beyond",  "map.limit",     "map.edge"};
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        for (size_t r = 0; r < G_N_ELEMENTS(roles); r++) {
            if (!amont_item_has_role(item, roles[r]) || is_water(item))
                continue;
            double fill = amont_item_fills(item) ? amont_colour_chroma(item->paint.fill) : 0;
            double line = amont_item_strokes(item) ? amont_colour_chroma(item->paint.stroke) : 0;
            if (fmax(fill, line) > 20)
                amont_rule_fails(p, fmax(fill, line),
                                 "the base map (%s) has a chroma of %.0f, more than 20", item->role,
                                 fmax(fill, line));
        }
    }
}

/* ---- C25: transparency --------------------------------------------------------------------- */

static bool is_transparent(const amont_probe *p, const amont_item *item) {
    return is_theme(p, item) && amont_item_fills(item) && item->paint.transparency > 0 &&
           item->paint.transparency < 1;
}

/* Whether two areas share one of the places of a grid over what their boxes share. */
static bool areas_overlap(const amont_probe *p, const amont_item *a, const amont_item *b) {
    enum { STEPS = 12 };
    double min_x = fmax(a->box.min_x, b->box.min_x), max_x = fmin(a->box.max_x, b->box.max_x);
    double min_y = fmax(a->box.min_y, b->box.min_y), max_y = fmin(a->box.max_y, b->box.max_y);
    for (int i = 0; i < STEPS * STEPS; i++) {
        int row = i / STEPS, column = i % STEPS;
        double x = min_x + (max_x - min_x) * (column + 0.5) / STEPS;
        double y = min_y + (max_y - min_y) * (row + 0.5) / STEPS;
        if (amont_item_holds(p, a, x, y) && amont_item_holds(p, b, x, y))
            return true;
    }
    return false;
}

/* C25: no two transparent areas of the theme lie over each other: what they make together is no
 * colour of the legend. */
void amont_rule_c25(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++)
        for (size_t k = i + 1;
             is_transparent(p, amont_probe_item(p, i)) && k < amont_probe_count(p); k++) {
            const amont_item *a = amont_probe_item(p, i), *b = amont_probe_item(p, k);
            if (is_transparent(p, b) && amont_box_overlaps(a->box, b->box) &&
                areas_overlap(p, a, b))
                amont_rule_fails(p, 1,
                                 "transparent areas (%s) overlap: their colour is not in the "
                                 "legend",
                                 b->role);
        }
}
