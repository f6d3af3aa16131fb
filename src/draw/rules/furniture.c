/* C32-C40: legend, scale, north, sources, notes, frames, stamp. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* ---- C32: legend --------------------------------------------------------------------------- */

static bool stands_in_block(amont_legend_kind kind) {
    return kind == AMONT_LEGEND_DISC || kind == AMONT_LEGEND_HEIGHT || kind == AMONT_LEGEND_WIDTH;
}

/* An entry is shown for what is drawn of it, as part of a declared range, or as one value of a
 * block of which one is. */
static bool is_shown(const amont_probe *p, const amont_legend_entry *entry) {
    if (entry->drawn > 0 || entry->in_range || !stands_in_block(entry->kind))
        return entry->drawn > 0 || entry->in_range;
    for (guint i = 0; i < p->page->legend->len; i++) {
        const amont_legend_entry *other = p->page->legend->pdata[i];
        if (other->section == entry->section && other->panel == entry->panel &&
            other->kind == entry->kind && other->drawn > 0)
            return true;
    }
    return false;
}

static gint by_length(gconstpointer a, gconstpointer b) {
    size_t one = strlen(*(char *const *)a), other = strlen(*(char *const *)b);
    return one < other ? 1 : one > other ? -1 : 0;
}

/* Labels that the legend must print, the longest first, as one may hold another. A matrix prints
 * none. */
static GPtrArray *labels_due(const amont_probe *p, bool *has_matrix) {
    GPtrArray *labels = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < p->page->legend->len; i++) {
        const amont_legend_entry *entry = p->page->legend->pdata[i];
        *has_matrix = *has_matrix || entry->kind == AMONT_LEGEND_MATRIX;
        if (entry->kind != AMONT_LEGEND_MATRIX && is_shown(p, entry))
            g_ptr_array_add(labels, g_strdup(entry->label));
    }
    g_ptr_array_sort(labels, by_length);
    return labels;
}

static void check_labels(amont_probe *p) {
    bool has_matrix = false;
    g_autoptr(GPtrArray) due = labels_due(p, &has_matrix);
    g_autofree char *printed = amont_probe_said(p, "legend.label");
    GString *rest = g_string_new(printed);
    for (guint i = 0; i < due->len; i++) {
        g_autofree char *label = amont_text_squeeze(due->pdata[i]);
        if (*label && g_string_replace(rest, label, "|", 1) == 0)
            amont_rule_fails(p, 3, "'%s' is drawn and not in the legend", (char *)due->pdata[i]);
    }
    g_string_replace(rest, "|", "", 0);
    if (rest->len > 0 && !has_matrix)
        amont_rule_fails(p, 2, "the legend shows '%s', of which nothing is drawn", rest->str);
    g_string_free(rest, TRUE);
}

/* From high to low, from large to small. */
static void check_order(amont_probe *p, const amont_plot_facts *plot) {
    g_autoptr(GPtrArray) boxes = amont_probe_entries(p, plot, AMONT_LEGEND_BOX);
    g_autoptr(GPtrArray) discs = amont_probe_entries(p, plot, AMONT_LEGEND_DISC);
    for (guint i = 1; plot->is_ordered && i < boxes->len; i++) {
        const amont_legend_entry *above = boxes->pdata[i - 1], *below = boxes->pdata[i];
        amont_printed high, low;
        if (amont_text_numbers(p, above->label, &high, 1) &&
            amont_text_numbers(p, below->label, &low, 1) && low.value > high.value)
            amont_rule_fails(p, 1, "'%s' stands under '%s'", below->label, above->label);
    }
    for (guint i = 1; i < discs->len; i++) {
        const amont_legend_entry *above = discs->pdata[i - 1], *below = discs->pdata[i];
        if (below->size_mm > above->size_mm)
            amont_rule_fails(p, 1, "'%s' stands under '%s'", below->label, above->label);
    }
}

/* Each word of a unit ("hab./km²") stands in the text, in the singular or the plural. */
static bool names_unit(const char *text, const char *unit) {
    g_autofree char *squeezed = amont_text_squeeze(text);
    g_autofree char *where = g_utf8_casefold(squeezed, -1);
    g_auto(GStrv) words = g_strsplit_set(unit, "/. ", -1);
    for (size_t i = 0; words[i]; i++) {
        g_autofree char *bare = amont_text_squeeze(words[i]);
        if (g_str_has_suffix(bare, "s"))
            bare[strlen(bare) - 1] = '\0';
        g_autofree char *word = g_utf8_casefold(bare, -1);
        if (!strstr(where, word))
            return false;
    }
    return true;
}

static void check_unit(amont_probe *p, const amont_plot_facts *plot) {
    if (!plot->has_series || !plot->unit || plot->measure == AMONT_MEASURE_CATEGORY ||
        !plot->section || names_unit(plot->section, plot->unit))
        return;
    g_autofree char *subtitle = amont_probe_said(p, "subtitle");
    g_autofree char *axes = amont_probe_said(p, "legend.axis");
    g_autofree char *labels = amont_probe_said(p, "legend.label");
    if (names_unit(axes, plot->unit) || names_unit(labels, plot->unit))
        return; /* « 1 000 k€ » at the largest disc */
    if (names_unit(subtitle, plot->unit))
        amont_rule_warns(p, 1, "the unit '%s' stands in the subtitle, not in the legend",
                         plot->unit);
    else
        amont_rule_fails(p, 1, "the legend '%s' does not name the unit '%s'", plot->section,
                         plot->unit);
}

/* C32: labels printed are those of what is drawn, no more and no fewer; order; title and unit. */
void amont_rule_c32(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    check_labels(p);
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        check_order(p, plot);
        check_unit(p, plot);
    }
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        if (item->kind == AMONT_ITEM_TEXT &&
            (strcmp(item->text, "Légende") == 0 || strcmp(item->text, "Legend") == 0))
            amont_rule_fails(p, 0, "the legend is called '%s'", item->text);
    }
}

/* ---- C33: proportional symbols ------------------------------------------------------------- */

static bool is_round(double value) {
    double digit = value / pow(10, floor(log10(value) + 1e-9));
    return fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6;
}

/* The largest symbol on the map that counts for one of the entries, mm². */
static double largest_area(const amont_probe *p, const GPtrArray *entries) {
    double largest = 0;
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        const amont_legend_entry *entry = amont_probe_entry(p, item);
        if (entry && amont_item_has_role(item, "map.") &&
            g_ptr_array_find((GPtrArray *)entries, entry, NULL))
            largest = fmax(largest, amont_item_area(p, item));
    }
    return largest;
}

static void check_disc(amont_probe *p, const amont_legend_entry *entry, double value,
                       double area_of_one) {
    double due = 2 * sqrt(value * area_of_one / G_PI);
    if (!is_round(value))
        amont_rule_fails(p, 1, "the legend's %s is not 1, 2 or 5 times a power of ten",
                         entry->label);
    if (fabs(entry->size_mm / due - 1) > 0.005)
        amont_rule_fails(p, 3, "the legend's %s is %.2f mm wide, and %.2f mm at the map's scale",
                         entry->label, entry->size_mm, due);
}

/* C33: values of the legend are round, the largest near that of the map, each as wide as the map's
 * own symbols say, within 0.5 %; three of them where values go that far down. A page of an atlas
 * has the legend of the whole map, and need not show its greatest value. */
void amont_rule_c33(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    bool is_part = p->facts->is_of_atlas;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) discs = amont_probe_entries(p, plot, AMONT_LEGEND_DISC);
        double area = largest_area(p, discs), most = 0, least = INFINITY;
        if (!plot->has_series || discs->len == 0 || !(plot->greatest > 0) || area == 0)
            continue;
        for (guint k = 0; k < discs->len; k++) {
            const amont_legend_entry *entry = discs->pdata[k];
            amont_printed number;
            if (!amont_text_numbers(p, entry->label, &number, 1) || !(number.value > 0))
                continue;
            check_disc(p, entry, number.value, is_part ? NAN : area / plot->greatest);
            most = fmax(most, number.value);
            least = fmin(least, number.value);
        }
        if (!is_part && (most < 0.75 * plot->greatest * (1 - 1e-9) || most > 2 * plot->greatest))
            amont_rule_fails(p, 2, "the legend's largest value is %g, that of the map %g", most,
                             plot->greatest);
        if (discs->len < 3 && least > 1)
            amont_rule_fails(p, 0, "the legend has %u values, fewer than 3", discs->len);
    }
}

/* ---- C34: scale ---------------------------------------------------------------------------- */

typedef struct bar {
    const char *label; /* its last one */
    amont_box box;     /* of its segments, without their outline */
    int segments;
} bar;

static void check_bar(amont_probe *p, const bar *b) {
    amont_printed number;
    const amont_panel_facts *panel = amont_probe_panel(p, 0);
    if (!panel || !amont_text_numbers(p, b->label, &number, 1))
        return;
    double metres = number.value * (strstr(b->label, "km") ? 1000 : 1);
    double due = metres * 1000 / panel->denominator, width = b->box.max_x - b->box.min_x;
    if (!is_round(metres))
        amont_rule_fails(p, 1, "the scale bar is %s long, not 1, 2 or 5 times a power of ten",
                         b->label);
    if (fabs(width / due - 1) > 0.002)
        amont_rule_fails(p, 3, "the scale bar is %.2f mm for %s, and %.2f mm at 1:%.0f", width,
                         b->label, due, panel->denominator);
    if (b->segments > 2)
        amont_rule_fails(p, 0, "the scale bar has %d segments, more than 2", b->segments);
}

static void check_figure(amont_probe *p, const char *text) {
    amont_printed numbers[2];
    const amont_panel_facts *panel = amont_probe_panel(p, 0);
    if (p->facts->is_insert)
        amont_rule_fails(p, 1, "an insert says '%s', but is rarely printed at its size", text);
    if (panel && amont_text_numbers(p, text, numbers, 2) == 2 &&
        fabs(numbers[1].value / panel->denominator - 1) > 1e-6)
        amont_rule_fails(p, 2, "'%s' stands on a map at 1:%.0f", text, panel->denominator);
}

/* C34: each bar begins with the label 0; its outermost segments are its length, within 0.2 %. */
void amont_rule_c34(amont_probe *p) {
    bar b = {"", AMONT_BOX_EMPTY, 0};
    size_t bars = 0;
    for (size_t i = 0; i <= amont_probe_count(p); i++) {
        const amont_item *item = i < amont_probe_count(p) ? amont_probe_item(p, i) : NULL;
        bool begins =
            item && amont_item_is_text(item, "scale.label") && strcmp(item->text, "0") == 0;
        if ((begins || !item) && b.segments > 0) {
            check_bar(p, &b);
            bars++;
            b = (bar){"", AMONT_BOX_EMPTY, 0};
        }
        if (item && amont_item_is_text(item, "scale.label")) {
            b.label = item->text;
        } else if (item && amont_item_has_role(item, "scale.bar")) {
            double line = amont_item_strokes(item) ? item->paint.width_mm / 2 : 0;
            b.box = amont_box_union(b.box, amont_box_grow(item->box, -line));
            b.segments++;
        } else if (item && amont_item_is_text(item, "scale.figure")) {
            check_figure(p, item->text);
        }
    }
    if (bars == 0)
        amont_rule_fails(p, 4, "the page has no scale bar");
}

/* ---- C35: north ---------------------------------------------------------------------------- */

/* C35: more than 2° off the top asks for an arrow; less does not, unless the page does. */
void amont_rule_c35(amont_probe *p) {
    const amont_panel_facts *panel = amont_probe_panel(p, 0);
    bool has_arrow = false;
    for (size_t i = 0; i < amont_probe_count(p); i++)
        has_arrow = has_arrow || amont_item_has_role(amont_probe_item(p, i), "north.arrow");
    if (!panel)
        return;
    bool is_up = !(fabs(panel->north_deg) > 2);
    if (has_arrow && p->facts->is_insert)
        amont_rule_fails(p, 1, "an insert has a north arrow");
    else if (has_arrow && is_up && !p->facts->shows_north)
        amont_rule_fails(p, 1, "north is %.1f° from the top, and an arrow shows it from 2 on",
                         panel->north_deg);
    else if (!has_arrow && !is_up && !p->facts->is_insert)
        amont_rule_fails(p, 2, "north is %.1f° from the top, and no arrow shows it",
                         panel->north_deg);
}

/* ---- C36, C37: sources and notes ----------------------------------------------------------- */

/* C36: who made the data and the map, when, in which projection. */
void amont_rule_c36(amont_probe *p) {
    g_autofree char *said = amont_probe_said(p, "source");
    for (guint i = 0; i < p->facts->credits->len; i++) {
        const amont_credit_facts *credit = p->facts->credits->pdata[i];
        if (!amont_text_holds(said, credit->producer))
            amont_rule_fails(p, 3, "the sources do not name the producer '%s'", credit->producer);
        if (!amont_text_holds(said, credit->vintage))
            amont_rule_fails(p, 2, "the sources do not say of when the data is ('%s')",
                             credit->vintage);
    }
    if (!*said)
        amont_rule_fails(p, 4, "the page has no sources");
    else if (!amont_text_holds(said, p->facts->author))
        amont_rule_fails(p, 1, "the sources do not name the author '%s'", p->facts->author);
    else if (!amont_text_holds(said, p->facts->date))
        amont_rule_fails(p, 1, "the sources do not say the date of the map, %s", p->facts->date);
    else if (!p->facts->is_insert && !amont_text_holds(said, p->facts->crs))
        amont_rule_fails(p, 0, "the sources do not name the projection '%s'", p->facts->crs);
}

/* C37: every note that marks and study ask for is printed; what is estimated or an index has
 * one. */
void amont_rule_c37(amont_probe *p) {
    g_autofree char *said = amont_probe_said(p, "note");
    for (guint i = 0; i < p->facts->notes->len; i++)
        if (!amont_text_holds(said, p->facts->notes->pdata[i]))
            amont_rule_fails(p, 2, "the note '%s' is not on the page",
                             (char *)p->facts->notes->pdata[i]);
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++)
        if (!*said && (plot->n_estimated > 0 || plot->measure == AMONT_MEASURE_INDEX))
            amont_rule_fails(p, 1, "no note says how '%s' is found", plot->section);
}

/* ---- C38, C40 ------------------------------------------------------------------------------ */

/* C38: frames up to 0.3 mm; shadows, gradients and depth are nothing that a page can hold. */
void amont_rule_c38(amont_probe *p) {
    for (size_t i = 0; i < amont_probe_count(p); i++) {
        const amont_item *item = amont_probe_item(p, i);
        bool is_frame = strcmp(item->role, "frame") == 0 ||
                        g_str_has_suffix(item->role, ".panel") ||
                        g_str_has_suffix(item->role, ".frame");
        if (is_frame && amont_item_strokes(item) && item->paint.width_mm > 0.3 + 1e-9)
            amont_rule_fails(p, item->paint.width_mm, "a frame (%s) is %.2f mm wide, more than 0.3",
                             item->role, item->paint.width_mm);
    }
}

/* C40: eight figures of the drawing's sum and a date; none is asked on an insert. */
void amont_rule_c40(amont_probe *p) {
    g_autofree char *stamp = amont_probe_said(p, "stamp.version");
    if (!*stamp && !p->facts->is_insert)
        amont_rule_fails(p, 1, "the page has no stamp of its drawing");
    else if (*stamp &&
             !g_regex_match_simple("[0-9a-f]{8}.*[0-9]{4}-[0-9]{2}-[0-9]{2}", stamp, 0, 0))
        amont_rule_fails(p, 1, "the stamp '%s' has no sum of the drawing or no date", stamp);
}
