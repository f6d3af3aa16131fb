/* C01-C10: what a map says, and by which visual variable. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* Four digits that are a year of our time. */
static bool has_year(const char *text) {
    return g_regex_match_simple("(?<![0-9])(19|20)[0-9][0-9](?![0-9])", text, 0, 0);
}

/* C01: the fields are there; an insert may have its title in the caption. */
void amont_rule_c01(amont_probe *p) {
    g_autofree char *title = amont_probe_said(p, "title");
    g_autofree char *subtitle = amont_probe_said(p, "subtitle");
    if (p->facts->is_insert && !*title)
        return;
    if (!*title)
        amont_rule_fails(p, 3, "the page has no title");
    else if (!*subtitle)
        amont_rule_fails(p, 2, "the page has no subtitle that names unit or indicator");
    else if (!has_year(title) && !has_year(subtitle))
        amont_rule_fails(p, 1, "neither title nor subtitle names a year");
}

static size_t count_drawn(const GPtrArray *entries) {
    size_t n = 0;
    for (guint i = 0; i < entries->len; i++)
        n += ((const amont_legend_entry *)entries->pdata[i])->drawn > 0;
    return n;
}

/* Classes of two figures in a matrix are no categories. */
static size_t count_cells(const GPtrArray *entries) {
    size_t n = 0;
    for (guint i = 0; i < entries->len; i++) {
        const amont_legend_entry *entry = entries->pdata[i];
        n += entry->kind == AMONT_LEGEND_MATRIX && entry->drawn > 0;
    }
    return n;
}

/* C02: boxes of a legend stand for lightness, discs for size. */
void amont_rule_c02(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        if (!plot->has_series)
            continue;
        g_autoptr(GPtrArray) boxes = amont_probe_entries(p, plot, AMONT_LEGEND_BOX);
        g_autoptr(GPtrArray) discs = amont_probe_entries(p, plot, AMONT_LEGEND_DISC);
        if (plot->measure == AMONT_MEASURE_STOCK && count_drawn(boxes) > 0)
            amont_rule_fails(p, 1, "the count '%s' is shown by lightness, not by size",
                             plot->section);
        if (plot->measure == AMONT_MEASURE_RATIO && count_drawn(discs) > 0)
            amont_rule_fails(p, 1, "the ratio '%s' is shown by size, not by lightness",
                             plot->section);
    }
}

/* C03: layers of each frame, and categories of each layer. */
void amont_rule_c03(amont_probe *p) {
    const size_t most = (size_t)amont_probe_limit(p, 7, 5);
    const amont_plot_facts *plot = NULL;
    for (size_t panel = 0; amont_probe_panel(p, panel); panel++) {
        size_t layers = 0;
        for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++)
            layers += (size_t)(plot->panel == (int)panel);
        if (layers > 2)
            amont_rule_fails(p, (double)layers, "%zu thematic layers in one frame, more than 2",
                             layers);
    }
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) entries = amont_probe_entries(p, plot, -1);
        size_t n = count_drawn(entries) - count_cells(entries);
        if (!plot->is_ordered && n > most)
            amont_rule_fails(p, (double)n, "%zu categories, more than %zu", n, most);
    }
}

/* ---- C08-C10 ------------------------------------------------------------------------------- */

static bool same_classes(const GPtrArray *a, const GPtrArray *b) {
    if (a->len != b->len)
        return false;
    for (guint i = 0; i < a->len; i++)
        if (strcmp(((const amont_legend_entry *)a->pdata[i])->label,
                   ((const amont_legend_entry *)b->pdata[i])->label) != 0)
            return false;
    return true;
}

/* C08: frames of a page have one scale; legends of one title have the same classes. */
void amont_rule_c08(amont_probe *p) {
    const amont_panel_facts *first = amont_probe_panel(p, 0), *panel = NULL;
    for (size_t i = 1; (panel = amont_probe_panel(p, i)); i++)
        if (fabs(panel->denominator / first->denominator - 1) > 1e-9)
            amont_rule_fails(p, 1, "frames at 1:%.0f and 1:%.0f on one page", first->denominator,
                             panel->denominator);
    const amont_plot_facts *one = NULL, *other = NULL;
    for (size_t i = 0; (one = amont_probe_plot(p, i)); i++)
        for (size_t k = i + 1; (other = amont_probe_plot(p, k)); k++) {
            if (one->panel == other->panel || g_strcmp0(one->section, other->section) != 0)
                continue;
            g_autoptr(GPtrArray) a = amont_probe_entries(p, one, -1);
            g_autoptr(GPtrArray) b = amont_probe_entries(p, other, -1);
            if (!same_classes(a, b))
                amont_rule_fails(p, 0, "two frames have different classes for '%s'", one->section);
        }
}

/* The entries apart that are shown for a plot, of whatever section. */
static size_t keys_apart(const amont_probe *p, const amont_plot_facts *plot) {
    size_t n = 0;
    for (guint i = 0; i < p->page->legend->len; i++) {
        const amont_legend_entry *entry = p->page->legend->pdata[i];
        n += amont_probe_legend_of(plot) == entry->panel && entry->drawn > 0 &&
             entry->hatch_gap_mm > 0 && amont_entry_is_apart(p, entry);
    }
    return n;
}

/* C09: zones without a value have a hatched grey key; what is secret has one of its own. */
void amont_rule_c09(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        size_t none = plot->n_missing + plot->n_secret + plot->n_undefined;
        size_t kinds = 0;
        const size_t of_kind[] = {plot->n_missing, plot->n_secret, plot->n_undefined};
        for (size_t k = 0; k < G_N_ELEMENTS(of_kind); k++)
            kinds += of_kind[k] > 0;
        size_t keys = keys_apart(p, plot);
        if (plot->has_series && keys < MIN(kinds, 1))
            amont_rule_fails(p, 2, "%zu zones without a value have no key", none);
        else if (plot->has_series && keys < kinds)
            amont_rule_fails(p, 1,
                             "%zu missing, %zu secret and %zu undefined figures share %zu keys",
                             plot->n_missing, plot->n_secret, plot->n_undefined, keys);
    }
    for (guint i = 0; i < p->page->legend->len; i++) {
        const amont_legend_entry *entry = p->page->legend->pdata[i];
        if (entry->drawn > 0 && amont_entry_is_apart(p, entry) &&
            amont_colour_chroma(entry->paint.stroke) > 10)
            amont_rule_fails(p, 0, "the hatches of '%s' are coloured (chroma %.0f, limit 10)",
                             entry->label, amont_colour_chroma(entry->paint.stroke));
    }
}

/* C10: a key or a note speaks of few observations. */
void amont_rule_c10(amont_probe *p) {
    g_autofree char *notes = amont_probe_said(p, "note");
    g_autofree char *labels = amont_probe_said(p, "legend.label");
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++)
        if (plot->n_low > 0 && (!p->facts->low || !(amont_text_holds(notes, p->facts->low) ||
                                                    amont_text_holds(labels, p->facts->low))))
            amont_rule_fails(p, 1, "%zu figures of few observations are not flagged", plot->n_low);
}
