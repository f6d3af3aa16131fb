/* C41-C48: the block of the European Union, licences, and what colour-blind eyes see. */
#include "draw/rules/probe.h"

#include "draw/fonts.h"
#include <math.h>
#include <string.h>

/* ---- C41: the block ------------------------------------------------------------------------ */

static const amont_item *first_of(const amont_probe *p, const char *role) {
    for (size_t i = 0; i < amont_probe_count(p); i++)
        if (amont_item_has_role(amont_probe_item(p, i), role))
            return amont_probe_item(p, i);
    return NULL;
}

static bool is_colour(amont_colour colour, int red, int green, int blue) {
    return lround(colour.red * 255) == red && lround(colour.green * 255) == green &&
           lround(colour.blue * 255) == blue;
}

static bool is_plain_or(amont_colour colour, int red, int green, int blue) {
    return is_colour(colour, 0, 0, 0) || is_colour(colour, 255, 255, 255) ||
           is_colour(colour, red, green, blue);
}

static void check_words(amont_probe *p, const amont_item *emblem) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (item->kind != AMONT_ITEM_TEXT)
            continue;
        if (amont_box_overlaps(item->box, emblem->box))
            amont_rule_fails(p, 2, "'%s' stands on the emblem of the European Union", item->text);
        if (!amont_item_has_role(item, "eu.words"))
            continue;
        if (item->style.italic || item->style.halo_mm > 0)
            amont_rule_fails(p, 1, "'%s' is in italics or has a halo", item->text);
        if (!is_plain_or(item->style.colour, 0, 51, 153))
            amont_rule_fails(p, 1, "'%s' is neither Reflex Blue, black nor white", item->text);
    }
}

/* C41: where the Union pays, its emblem and words stand on the page, or in the report; the words
 * upright, without effects, in the colours allowed; nothing on the emblem. */
void amont_rule_c41(amont_probe *p) {
    const amont_item *emblem = first_of(p, "eu.emblem");
    g_autofree char *words = amont_probe_said(p, "eu.words");
    if (!emblem) {
        if (p->facts->is_funded_by_eu && !p->facts->has_eu_elsewhere)
            amont_rule_fails(p, 3,
                             "projects that the European Union pays for are shown without "
                             "its emblem");
        return;
    }
    for (guint i = 0; i < p->facts->eu_words->len; i++)
        if (!amont_text_holds(words, p->facts->eu_words->pdata[i]))
            amont_rule_fails(p, 3, "'%s' is not beside the emblem of the European Union",
                             (char *)p->facts->eu_words->pdata[i]);
    check_words(p, emblem);
}

/* ---- C42: the emblem ----------------------------------------------------------------------- */

/* A star of the ring: the middle and the reach of its points, and whether one is up. */
typedef struct star {
    double x, y, radius;
    bool is_upright;
} star;

static star star_at(const amont_step *steps, size_t n) {
    star s = {0, 0, 0, false};
    for (size_t i = 0; i < n; i++) {
        s.x += steps[i].x / (double)n;
        s.y += steps[i].y / (double)n;
    }
    size_t top = 0;
    for (size_t i = 0; i < n; i++) {
        s.radius = fmax(s.radius, hypot(steps[i].x - s.x, steps[i].y - s.y));
        top = steps[i].y < steps[top].y ? i : top;
    }
    s.is_upright = fabs(steps[top].x - s.x) < 0.05 * s.radius;
    return s;
}

/* How many stars have their place and size, and how many there are. */
static size_t good_stars(const amont_probe *p, const amont_item *ring, amont_box flag,
                         size_t *all) {
    double h = flag.max_y - flag.min_y, cx = (flag.min_x + flag.max_x) / 2;
    double cy = (flag.min_y + flag.max_y) / 2;
    size_t good = 0, end = ring->first_step + ring->n_steps;
    for (size_t i = ring->first_step; i < end;) {
        const amont_step *first = &g_array_index(p->page->steps, amont_step, i);
        size_t n = 0;
        while (i + n < end && first[n].kind != AMONT_CLOSE)
            n++;
        star s = star_at(first, n);
        good += s.is_upright && fabs(hypot(s.x - cx, s.y - cy) - h / 3) < 0.01 * h &&
                fabs(s.radius - h / 18) < 0.005 * h;
        (*all)++;
        i += n + 1;
    }
    return good;
}

/* C42: two by three, at least 10 mm high, Reflex Blue or black or white; twelve upright yellow
 * stars in a circle of a third of the height, each of an eighteenth. */
void amont_rule_c42(amont_probe *p) {
    const amont_item *flag = first_of(p, "eu.emblem"), *ring = first_of(p, "eu.stars");
    if (!flag)
        return;
    double width = flag->box.max_x - flag->box.min_x, height = flag->box.max_y - flag->box.min_y;
    size_t all = 0, good = ring ? good_stars(p, ring, flag->box, &all) : 0;
    if (height < 10 - 0.01)
        amont_rule_fails(p, 2, "the emblem of the European Union is %.1f mm high, less than 10",
                         height);
    if (fabs(width / height - 1.5) > 0.01)
        amont_rule_fails(p, 3, "the emblem of the European Union is %.1f × %.1f mm, not 3 to 2",
                         width, height);
    if (good != 12 || all != 12)
        amont_rule_fails(p, 3, "%zu of %zu stars of the emblem are as they must be, of 12", good,
                         all);
    if (!is_plain_or(flag->paint.fill, 0, 51, 153) ||
        (ring && !is_plain_or(ring->paint.fill, 255, 204, 0)))
        amont_rule_fails(p, 1, "the emblem of the European Union is not in its colours");
}

/* ---- C43: typefaces ------------------------------------------------------------------------ */

/* C43: a typeface of the list, or the metric twin of Arial. */
void amont_rule_c43(amont_probe *p) {
    static const char *const allowed[] = {"Arial",    "Auto",      "Calibri",
                                          "Garamond", "Trebuchet", "Tahoma",
                                          "Verdana",  "Ubuntu",    "Liberation Sans"};
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (!amont_item_is_text(item, "eu.words"))
            continue;
        const char *family =
            item->style.family ? item->style.family : amont_fonts_family(p->page->fonts);
        bool is_allowed = false;
        for (size_t k = 0; k < G_N_ELEMENTS(allowed); k++)
            is_allowed = is_allowed || strcmp(family, allowed[k]) == 0;
        if (!is_allowed)
            amont_rule_fails(p, 1, "'%s' is set in %s, which is not allowed beside the emblem",
                             item->text, family);
    }
}

/* ---- C44: licences ------------------------------------------------------------------------- */

static bool speaks_of(const char *text, const char *what) {
    return text && strstr(text, what);
}

static void check_open(amont_probe *p, const char *said, const amont_credit_facts *credit) {
    if (!credit->producer || !amont_text_holds(said, credit->producer))
        amont_rule_fails(p, 2, "data under the Licence Ouverte has no producer on the page");
    else if (!(credit->updated && amont_text_holds(said, credit->updated)) &&
             !(credit->vintage && amont_text_holds(said, credit->vintage)))
        amont_rule_fails(p, 1,
                         "data of '%s' under the Licence Ouverte has no date of update on the page",
                         credit->producer);
}

static bool names_contributors(const char *said) {
    return amont_text_holds(said, "contributeurs OpenStreetMap") ||
           amont_text_holds(said, "contributeurs d'OpenStreetMap") ||
           amont_text_holds(said, "OpenStreetMap contributors");
}

/* C44: Licence Ouverte: producer and date of the last update, or that of the data; OpenStreetMap:
 * its contributors; ODbL: its name. */
void amont_rule_c44(amont_probe *p) {
    g_autofree char *said = amont_probe_said(p, "source");
    for (guint i = 0; i < p->facts->credits->len; i++) {
        const amont_credit_facts *credit = p->facts->credits->pdata[i];
        bool is_osm = speaks_of(credit->producer, "OpenStreetMap") ||
                      speaks_of(credit->licence, "OpenStreetMap");
        if (speaks_of(credit->licence, "Licence Ouverte") || speaks_of(credit->licence, "Etalab"))
            check_open(p, said, credit);
        if (is_osm && !names_contributors(said))
            amont_rule_fails(p, 2, "the contributors of OpenStreetMap are not named");
        if ((is_osm || speaks_of(credit->licence, "ODbL")) && !amont_text_holds(said, "ODbL"))
            amont_rule_fails(p, 2, "the licence ODbL is not named");
    }
}

/* ---- C46: colour alone --------------------------------------------------------------------- */

/* 0 where there are no hatches. */
static double gap_of(const amont_legend_entry *entry) {
    return entry->hatch_gap_mm > 0 ? entry->hatch_gap_mm : 0;
}

/* Whether two entries are told apart by colour alone. */
static bool differ_by_colour(const amont_legend_entry *a, const amont_legend_entry *b) {
    if (a->kind != b->kind)
        return false;
    if (a->kind == AMONT_LEGEND_SYMBOL)
        return a->symbol == b->symbol && fabs(a->size_mm - b->size_mm) < 0.1;
    if (a->kind == AMONT_LEGEND_LINE)
        return a->paint.n_dashes == b->paint.n_dashes &&
               fabs(a->paint.width_mm - b->paint.width_mm) < 0.1;
    return a->kind == AMONT_LEGEND_BOX && gap_of(a) == gap_of(b) &&
           (gap_of(a) == 0 || a->hatch_angle_deg == b->hatch_angle_deg);
}

static double least_difference(const amont_legend_entry *a, const amont_legend_entry *b) {
    double least = INFINITY;
    for (int vision = 0; vision < AMONT_VISIONS; vision++)
        least = fmin(least,
                     amont_colour_difference(a->paint.fill, b->paint.fill, (amont_vision)vision));
    return least;
}

static double difference_due(guint n) {
    return n <= 5 ? 8 : n <= 7 ? 6 : 5;
}

static void check_two(amont_probe *p, const amont_plot_facts *plot, guint n,
                      const amont_legend_entry *a, const amont_legend_entry *b) {
    if (a->drawn == 0 || b->drawn == 0 || !differ_by_colour(a, b))
        return;
    bool has_order = plot->is_ordered || plot->stands_in_order || (a->descends && b->descends);
    if (!has_order) {
        amont_rule_fails(p, 100, "'%s' and '%s' differ by colour alone", a->label, b->label);
        return;
    }
    if (amont_colour_is_none(a->paint.fill) || amont_colour_is_none(b->paint.fill))
        return;
    double apart = least_difference(a, b), due = difference_due(n);
    if (apart < due - 0.05)
        amont_rule_fails(p, due - apart,
                         "'%s' and '%s' are %.1f apart (ΔE2000) for some eyes, "
                         "less than %.0f",
                         a->label, b->label, apart, due);
}

/* C46: categories differ by shape, hatch, dashes or their place in each symbol too; classes can be
 * told apart by all eyes; every key has a label. */
void amont_rule_c46(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) entries = amont_probe_entries(p, plot, -1);
        for (guint a = 0; a < entries->len; a++)
            for (guint b = a + 1; b < entries->len; b++)
                check_two(p, plot, entries->len, entries->pdata[a], entries->pdata[b]);
    }
    for (guint i = 0; i < p->page->legend->len; i++) {
        const amont_legend_entry *entry = p->page->legend->pdata[i];
        if (entry->drawn > 0 && entry->kind != AMONT_LEGEND_MATRIX && !entry->label[0])
            amont_rule_fails(p, 200, "a key of the legend has no label");
    }
}

/* C48: neighbouring classes differ by 8 in L*; those on either side of a centre may be as light as
 * each other. What has no order carries a shape or hatches (C46). */
void amont_rule_c48(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) boxes = amont_probe_entries(p, plot, AMONT_LEGEND_BOX);
        for (guint k = 1; plot->is_ordered && k < boxes->len; k++) {
            const amont_legend_entry *a = boxes->pdata[k - 1], *b = boxes->pdata[k];
            if (a->hatch_gap_mm > 0 || b->hatch_gap_mm > 0)
                continue;
            double step =
                fabs(amont_colour_lightness(a->paint.fill) - amont_colour_lightness(b->paint.fill));
            bool straddles = !isnan(plot->centre) && step < 3;
            if (step < 8 - 0.05 && !straddles)
                amont_rule_fails(p, 8 - step,
                                 "'%s' and '%s' differ by %.1f in lightness (L*), "
                                 "less than 8",
                                 a->label, b->label, step);
        }
    }
}
