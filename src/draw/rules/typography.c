/* C17-C19: halos, typefaces, and how the page is filled. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* ---- C17: halos ---------------------------------------------------------------------------- */

/* The one colour under a text; false where there are several. */
static bool sole_ground(const amont_probe *p, size_t index, amont_colour *ground) {
    amont_colour grounds[AMONT_SAMPLES];
    amont_probe_grounds(p, index, grounds);
    for (int i = 1; i < AMONT_SAMPLES; i++)
        if (amont_colour_difference(grounds[0], grounds[i], AMONT_VISION_NORMAL) > 1)
            return false;
    *ground = grounds[0];
    return true;
}

/* C17: 0.3 to 0.5 mm; the colour of the ground where the whole text stands on one. Stamps are
 * larger than names. That a text stands once over its halo is the renderers' way. */
void amont_rule_c17(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        amont_colour ground;
        if (!amont_item_is_text(item, "label.") || !(item->style.halo_mm > 0))
            continue;
        double halo = item->style.halo_mm;
        if (halo < 0.3 - 1e-9 || halo > 0.5 + 1e-9)
            amont_rule_fails(p, 100, "the halo of '%s' is %.2f mm, not 0.3 to 0.5", item->text,
                             halo);
        if (!sole_ground(p, i, &ground))
            continue;
        double away = amont_colour_difference(item->style.halo, ground, AMONT_VISION_NORMAL);
        if (away > 10)
            amont_rule_fails(p, away,
                             "the halo of '%s' is %.0f away from its ground (ΔE2000), "
                             "limit 10",
                             item->text, away);
    }
}

/* ---- C18: typefaces ------------------------------------------------------------------------ */

/* What is outside the design of the page: the warning across the map, the Union's words. */
static bool is_apart(const amont_item *item) {
    return amont_item_has_role(item, "stamp.") || amont_item_has_role(item, "folio") ||
           amont_item_has_role(item, "eu.");
}

static void check_sizes(amont_probe *p) {
    const guint most = (guint)amont_probe_limit(p, 4, 3);
    g_autoptr(GHashTable) sizes = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (item->kind == AMONT_ITEM_TEXT && !is_apart(item))
            g_hash_table_add(sizes, GINT_TO_POINTER((int)lround(item->style.size_pt * 100)));
    }
    guint n = g_hash_table_size(sizes);
    if (n > most)
        amont_rule_fails(p, 1, "texts have %u sizes, more than %u", n, most);
}

/* An official name in capitals that have lost their accents. */
static bool lost_accents(const amont_probe *p, const char *text) {
    const amont_panel_facts *panel = NULL;
    for (size_t i = 0; (panel = amont_probe_panel(p, i)); i++)
        for (guint k = 0; k < panel->names->len; k++) {
            g_autofree char *upper = g_utf8_strup(panel->names->pdata[k], -1);
            g_autofree char *bare = g_str_to_ascii(upper, "C");
            if (strcmp(upper, bare) != 0 && strcmp(text, bare) == 0)
                return true;
        }
    return false;
}

/* C18: sizes of the whole page but the stamps; italics; capitals of official names. A page has the
 * family of its theme and, in the block of the Union, the one that is asked there. */
void amont_rule_c18(amont_probe *p) {
    check_sizes(p);
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (item->kind != AMONT_ITEM_TEXT)
            continue;
        if (item->style.italic && !amont_item_has_role(item, "label.water"))
            amont_rule_fails(p, 3, "'%s' (%s) is in italics, which are for water", item->text,
                             item->role);
        if (lost_accents(p, item->text))
            amont_rule_fails(p, 2, "'%s' has lost its accents", item->text);
    }
}

/* ---- C19: the page ------------------------------------------------------------------------- */

static double box_area(amont_box box) {
    return (box.max_x - box.min_x) * (box.max_y - box.min_y);
}

static void check_fill(amont_probe *p) {
    double frames = 0, least = amont_probe_limit(p, 60, 70);
    const amont_panel_facts *panel = NULL;
    for (size_t i = 0; (panel = amont_probe_panel(p, i)); i++)
        frames += box_area(panel->box);
    double share = 100 * frames / (p->page->width_mm * p->page->height_mm);
    if (share < least - 0.5)
        amont_rule_warns(p, 1, "the map fills %.0f %% of the page, less than %.0f", share, least);
}

/* How far a box reaches beyond another. */
static double beyond(amont_box box, amont_box room) {
    return fmax(fmax(room.min_x - box.min_x, box.max_x - room.max_x),
                fmax(room.min_y - box.min_y, box.max_y - room.max_y));
}

/* What no clip cuts off must lie within the margins: 8 mm, none on an insert. */
static void check_margins(amont_probe *p) {
    const double margin = amont_probe_limit(p, 8, 0), line = 0.2;
    amont_box paper = {0, 0, p->page->width_mm, p->page->height_mm};
    int clips = 0;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        clips += (item->kind == AMONT_ITEM_CLIP) - (item->kind == AMONT_ITEM_UNCLIP);
        if ((clips > 0 && item->kind != AMONT_ITEM_TEXT) || amont_box_is_empty(item->box))
            continue;
        double out = beyond(item->box, paper);
        double over = beyond(item->box, amont_box_grow(paper, -margin));
        const char *name = item->kind == AMONT_ITEM_TEXT ? item->text : item->role;
        if (out > 0.01)
            amont_rule_fails(p, out, "'%s' reaches %.1f mm beyond the page", name, out);
        else if (over > line)
            amont_rule_warns(p, over, "'%s' is %.1f mm from the edge, less than %.0f", name,
                             margin - over, margin);
    }
}

static double nearness(amont_box box, amont_box frame) {
    return fmin(fmin(box.min_x - frame.min_x, frame.max_x - box.max_x),
                fmin(box.min_y - frame.min_y, frame.max_y - box.max_y));
}

/* Names keep off the sides of the map; texts around it do by the layout. */
static void check_frames(amont_probe *p) {
    const amont_panel_facts *panel = NULL;
    for (size_t k = 0; (panel = amont_probe_panel(p, k)); k++)
        for (size_t i = 0; i < amont_probe_count(p); i++) {
            const amont_item *item = amont_probe_item(p, i);
            if (!amont_item_is_text(item, "label.") || !amont_box_overlaps(item->box, panel->box))
                continue;
            double near = nearness(item->box, panel->box);
            if (near < -0.01)
                amont_rule_fails(p, -near, "'%s' is cut off by the frame", item->text);
            else if (near < 3 - 0.01)
                amont_rule_warns(p, 3 - near, "'%s' is %.1f mm from the frame, less than 3",
                                 item->text, near);
        }
}

/* C19: the share of the frames, margins, and texts near a frame. */
void amont_rule_c19(amont_probe *p) {
    check_fill(p);
    check_margins(p);
    check_frames(p);
}
