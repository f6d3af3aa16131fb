/* C26-C31: names and figures on the map. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

static const double touch_mm = 0.05; /* boxes that touch do not overlap */

/* ---- C26: overlaps ------------------------------------------------------------------------- */

/* A point, a disc or a badge, not areas and lines. */
static bool is_symbol(const amont_probe *p, const amont_item *item) {
    const amont_legend_entry *entry = amont_probe_entry(p, item);
    return item->kind != AMONT_ITEM_TEXT && amont_item_has_role(item, "map.") &&
           !amont_item_has_role(item, "map.dot") && entry &&
           (entry->kind == AMONT_LEGEND_SYMBOL || entry->kind == AMONT_LEGEND_DISC ||
            entry->kind == AMONT_LEGEND_HEIGHT);
}

/* Numbers of badges and values stand in their own symbol: the one drawn before them. */
static bool is_in_own(const amont_item *text, const amont_item *symbol) {
    double x = (text->box.min_x + text->box.max_x) / 2, y = (text->box.min_y + text->box.max_y) / 2;
    return (amont_item_has_role(text, "label.badge") || amont_item_has_role(text, "label.value")) &&
           amont_box_holds(symbol->box, x, y);
}

static bool is_name(const amont_item *item) {
    return amont_item_is_text(item, "label.");
}

/* Bars count as their box; other symbols as the disc about them, in sixteen slices: corners of
 * their boxes are free. */
static bool symbol_meets(const amont_probe *p, const amont_quad *quad, const amont_item *symbol) {
    if (amont_probe_entry(p, symbol)->kind == AMONT_LEGEND_HEIGHT) {
        amont_quad bar = amont_quad_of_box(amont_box_grow(symbol->box, -touch_mm));
        return amont_quads_meet(quad, &bar);
    }
    double x = (symbol->box.min_x + symbol->box.max_x) / 2;
    double y = (symbol->box.min_y + symbol->box.max_y) / 2;
    double radius = (symbol->box.max_x - symbol->box.min_x) / 2 - touch_mm;
    for (int i = 0; i < 16; i++) {
        double a = i * G_PI / 8, b = (i + 1) * G_PI / 8;
        amont_quad slice = {{x, x + radius * cos(a), x + radius * cos(b), x},
                            {y, y + radius * sin(a), y + radius * sin(b), y}};
        if (amont_quads_meet(quad, &slice))
            return true;
    }
    return false;
}

static void check_pair(amont_probe *p, size_t name, size_t other) {
    const amont_item *a = amont_probe_item(p, name), *b = amont_probe_item(p, other);
    if (!amont_box_overlaps(a->box, b->box))
        return;
    amont_quad quad = amont_item_quad(p, a, touch_mm);
    if (is_name(b) && other > name) {
        amont_quad second = amont_item_quad(p, b, touch_mm);
        if (amont_quads_meet(&quad, &second))
            amont_rule_fails(p, 3, "'%s' overlaps '%s'", a->text, b->text);
    } else if (is_symbol(p, b) && !is_in_own(a, b) && symbol_meets(p, &quad, b)) {
        amont_rule_fails(p, 2, "'%s' overlaps a symbol (%s)", a->text, b->role);
    } else if (amont_item_is_text(a, "label.zone") && amont_item_has_role(b, "map.limit") &&
               amont_item_crosses(p, b, &quad)) {
        amont_rule_fails(p, 1, "'%s' crosses a limit", a->text);
    }
}

/* The first zone from `zone` on that a name, or a line of it, is of; false where none is called so.
 */
static bool zone_of(const amont_panel_facts *panel, const char *text, size_t *zone) {
    g_autofree char *part = amont_text_squeeze(text);
    for (; *zone < panel->names->len; (*zone)++) {
        g_autofree char *name = amont_text_squeeze(panel->names->pdata[*zone]);
        if (strstr(name, part))
            return true;
    }
    return false;
}

/* Lines of several names may be the same. */
static bool is_in_own_zone(const amont_panel_facts *panel, const amont_item *item) {
    bool is_in = false;
    for (size_t zone = 0; !is_in && zone_of(panel, item->text, &zone); zone++)
        is_in = amont_shapes_covers_box(panel->zones, zone, amont_box_grow(item->box, -touch_mm));
    return is_in;
}

/* Beside all zones, as a name may stand that its own is too small for: none of 15 places in its box
 * lies in one. */
static bool is_beside(const amont_panel_facts *panel, amont_box box) {
    for (int i = 0; i < 15; i++) {
        int column = i % 5, row = i / 5;
        double x = box.min_x + (box.max_x - box.min_x) * column / 4;
        double y = box.min_y + (box.max_y - box.min_y) * row / 2;
        for (size_t zone = 0; zone < panel->names->len; zone++)
            if (amont_shapes_covers_box(panel->zones, zone,
                                        amont_box_grow((amont_box){x, y, x, y}, touch_mm)))
                return false;
    }
    return true;
}

static void check_place(amont_probe *p, const amont_item *item) {
    const amont_panel_facts *panel = NULL;
    if (item->angle_rad != 0)
        amont_rule_fails(p, 1, "'%s' is not horizontal", item->text);
    for (size_t i = 0; (panel = amont_probe_panel(p, i)); i++) {
        size_t zone = 0;
        if (amont_box_overlaps(item->box, panel->box) && panel->zones &&
            zone_of(panel, item->text, &zone) && !is_in_own_zone(panel, item) &&
            !is_beside(panel, item->box))
            amont_rule_fails(p, 2.5, "'%s' lies neither in its zone nor beside all zones",
                             item->text);
    }
}

/* C26: names as oriented boxes (capitals and a quarter below) against each other, against symbols
 * as discs, and against limits; names of zones lie in their zone, level. */
void amont_rule_c26(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (!is_name(item))
            continue;
        for (size_t k = 0; k < amont_probe_count(p); k++)
            if (k != i)
                check_pair(p, i, k);
        if (amont_item_has_role(item, "label.zone"))
            check_place(p, item);
    }
}

/* ---- C27: names of points ------------------------------------------------------------------ */

static double distance_to(const amont_item *symbol, amont_box box) {
    double x = (symbol->box.min_x + symbol->box.max_x) / 2;
    double y = (symbol->box.min_y + symbol->box.max_y) / 2;
    double dx = fmax(0, fmax(box.min_x - x, x - box.max_x));
    double dy = fmax(0, fmax(box.min_y - y, y - box.max_y));
    return fmax(0, hypot(dx, dy) - (symbol->box.max_x - symbol->box.min_x) / 2);
}

/* A name with the lines of it that stand right above or below. */
static amont_box name_box(const amont_probe *p, size_t index) {
    const double leading_mm = 2;
    amont_box box = amont_probe_item(p, index)->box;
    for (size_t i = index > 0 ? index - 1 : 0; i <= index + 1 && i < amont_probe_count(p); i++) {
        const amont_item *line = amont_probe_item(p, i);
        if (amont_item_is_text(line, "label.point") &&
            amont_box_overlaps(amont_box_grow(line->box, leading_mm), box))
            box = amont_box_union(box, line->box);
    }
    return box;
}

/* Whether a leader begins at a name. */
static bool has_leader(const amont_probe *p, amont_box box) {
    const double near_mm = 1;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (strcmp(item->role, "map.leader") == 0 &&
            amont_box_overlaps(item->box, amont_box_grow(box, near_mm)))
            return true;
    }
    return false;
}

/* C27: from the edge of the nearest point: more than 1 mm is a matter of taste, more than 3 mm has
 * lost its point, unless a line leads there. */
void amont_rule_c27(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        double nearest = INFINITY;
        amont_box box = name_box(p, i);
        if (!amont_item_is_text(item, "label.point"))
            continue;
        for (size_t k = 0; k < amont_probe_count(p); k++)
            if (is_symbol(p, amont_probe_item(p, k)))
                nearest = fmin(nearest, distance_to(amont_probe_item(p, k), box));
        if (nearest > 1 && has_leader(p, box))
            continue;
        if (nearest > 3 + 0.01)
            amont_rule_fails(p, nearest, "'%s' is %.1f mm from its point, more than 3", item->text,
                             nearest);
        else if (nearest > 1 + 0.01)
            amont_rule_warns(p, nearest, "'%s' is %.1f mm from its point, more than 1", item->text,
                             nearest);
    }
}

/* ---- C28, C30: official names -------------------------------------------------------------- */

static bool has_other_hyphen(const char *text) {
    return strstr(text, "\u2010") || strstr(text, "\u2011") || strstr(text, "\u00ad");
}

/* C28: names have the ordinary hyphen, and names of zones are those of the study or lines of
 * them. */
void amont_rule_c28(amont_probe *p) {
    const amont_panel_facts *panel = NULL;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        bool known = !amont_item_is_text(item, "label.zone");
        if (!is_name(item))
            continue;
        if (has_other_hyphen(item->text))
            amont_rule_fails(p, 1, "'%s' has a hyphen that is not U+002D", item->text);
        for (size_t k = 0; !known && (panel = amont_probe_panel(p, k)); k++) {
            size_t zone = 0;
            known = panel->names->len == 0 || zone_of(panel, item->text, &zone);
        }
        if (!known && p->facts->panels->len > 0)
            amont_rule_fails(p, 2, "'%s' is the official name of no zone", item->text);
    }
}

/* The names of zones in a frame, one after the other. */
static char *names_in(const amont_probe *p, amont_box box) {
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (!amont_item_is_text(item, "label.zone") || !amont_box_overlaps(item->box, box))
            continue;
        g_autofree char *text = amont_text_squeeze(item->text);
        g_string_append(all, text);
    }
    return g_string_free(all, FALSE);
}

/* C30: every zone that must be named is, in every frame but those that repeat the ground of
 * another. What else found no room is a finding of the composer. */
void amont_rule_c30(amont_probe *p) {
    const amont_panel_facts *panel = NULL;
    for (size_t i = 0; (panel = amont_probe_panel(p, i)); i++) {
        g_autofree char *names = names_in(p, panel->box);
        for (guint k = 0; k < panel->names->len; k++)
            if (!panel->repeats && !amont_text_holds(names, panel->names->pdata[k]))
                amont_rule_fails(p, 1, "the name '%s' is missing", (char *)panel->names->pdata[k]);
    }
}

/* ---- C29: numbers and their key ------------------------------------------------------------ */

/* The numbers that stand in symbols of a role: a set of texts. */
static GHashTable *numbers_of(const amont_probe *p, const char *role) {
    GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 1; i < amont_probe_count(p); i++)
        if (amont_item_is_text(amont_probe_item(p, i), "label.badge") &&
            amont_item_has_role(amont_probe_item(p, i - 1), role))
            g_hash_table_add(numbers, amont_probe_item(p, i)->text);
    return numbers;
}

static void check_keyed(amont_probe *p, GHashTable *on_map, GHashTable *in_list) {
    GHashTableIter iter;
    gpointer number = NULL;
    g_hash_table_iter_init(&iter, on_map);
    while (g_hash_table_iter_next(&iter, &number, NULL))
        if (!g_hash_table_contains(in_list, number))
            amont_rule_fails(p, 2, "the number %s on the map is not in the list",
                             (const char *)number);
}

/* Numbers rise under each heading of the list. */
static void check_order(amont_probe *p) {
    double last = 0;
    for (size_t i = 1; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        double number = 0;
        if (amont_item_is_text(item, "list.heading"))
            last = 0;
        if (!amont_item_is_text(item, "label.badge") ||
            !amont_item_has_role(amont_probe_item(p, i - 1), "list.badge") ||
            !amont_number_parse(item->text, &number))
            continue;
        if (number < last)
            amont_rule_fails(p, 1, "in the list %g stands after %g", number, last);
        last = number;
    }
}

/* C29: numbers on the map are in the list, in order under each heading. */
void amont_rule_c29(amont_probe *p) {
    g_autoptr(GHashTable) sites = numbers_of(p, "map.badge");
    g_autoptr(GHashTable) grouped = numbers_of(p, "map.grouped_badge");
    g_autoptr(GHashTable) listed = numbers_of(p, "list.badge");
    check_keyed(p, sites, listed);
    check_keyed(p, grouped, listed);
    check_order(p);
}

/* ---- C31: figures -------------------------------------------------------------------------- */

/* A dot between digits, or a plain space between thousands. */
static bool is_misset(const char *text) {
    return g_regex_match_simple("[0-9]\\.[0-9]|[0-9] [0-9]{3}|[0-9]{5}", text, 0, 0);
}

/* C31: decimal comma, U+202F between thousands; more than three digits are a matter of taste. */
void amont_rule_c31(amont_probe *p) {
    bool french = strcmp(p->page->language, "fr") == 0;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        amont_printed number;
        if (!amont_item_is_text(item, "label.value"))
            continue;
        if (french && is_misset(item->text))
            amont_rule_fails(p, 100, "'%s' is not set as French figures are", item->text);
        if (amont_text_numbers(p, item->text, &number, 1) == 1 && number.digits > 3)
            amont_rule_warns(p, number.digits, "'%s' has %d digits, more than 3", item->text,
                             number.digits);
    }
}
