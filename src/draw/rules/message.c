/* C01-C10: what a map says, and by which visual variable. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

/* Four digits that are a year of our time. */
static bool has_year(const char *text) {
    return g_regex_match_simple("(?<![0-9])(19|20)[0-9][0-9](?![0-9])", text, 0, 0);
}

/* C01: the fields are there; an insert may have its title in the caption. */
void amont_rule_C01(amont_probe *p) {
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

/* C02: boxes of a legend stand for lightness, discs for size. */
void amont_rule_C02(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        if (!plot->has_series)
            continue;
        g_autoptr(GPtrArray) boxes = amont_probe_entries(p, plot, AMONT_LEGEND_BOX);
        g_autoptr(GPtrArray) discs = amont_probe_entries(p, plot, AMONT_LEGEND_DISC);
        if (plot->measure == AMONT_MEASURE_STOCK && count_drawn(boxes) > 0)
            amont_rule_fails(p, 1, "the count « %s » is shown by lightness, not by size",
                             plot->section);
        if (plot->measure == AMONT_MEASURE_RATIO && count_drawn(discs) > 0)
            amont_rule_fails(p, 1, "the ratio « %s » is shown by size, not by lightness",
                             plot->section);
    }
}

/* C03: layers of each frame, and categories of each layer. */
void amont_rule_C03(amont_probe *p) {
    const size_t most = (size_t)amont_probe_limit(p, 7, 5);
    const amont_plot_facts *plot = NULL;
    for (size_t panel = 0; amont_probe_panel(p, panel); panel++) {
        size_t layers = 0;
        for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++)
            layers += plot->panel == (int)panel;
        if (layers > 2)
            amont_rule_fails(p, (double)layers, "%zu thematic layers in one frame, more than 2",
                             layers);
    }
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) entries = amont_probe_entries(p, plot, -1);
        size_t n = count_drawn(entries);
        if (!plot->is_ordered && n > most)
            amont_rule_fails(p, (double)n, "%zu categories, more than %zu", n, most);
    }
}

/* ---- classes ------------------------------------------------------------------------------- */

/* The classes of an ordered plot as its legend has them, from the first declared. */
static GPtrArray *classes_of(const amont_probe *p, const amont_plot_facts *plot) {
    return plot->is_ordered ? amont_probe_entries(p, plot, AMONT_LEGEND_BOX) : g_ptr_array_new();
}

static double lightness_at(const GPtrArray *classes, guint i) {
    return amont_colour_lightness(((const amont_legend_entry *)classes->pdata[i])->paint.fill);
}

/* L* at the same distance from the lightest class, which is the centre or beside it. */
static double unevenness(const GPtrArray *classes, guint lightest) {
    guint left = lightest, right = lightest;
    double worst = 0;
    if (left > 0 && fabs(lightness_at(classes, left - 1) - lightness_at(classes, left)) < 3)
        left--;
    else if (right + 1 < classes->len &&
             fabs(lightness_at(classes, right + 1) - lightness_at(classes, right)) < 3)
        right++;
    for (; left > 0 && right + 1 < classes->len; left--, right++)
        worst = fmax(worst, fabs(lightness_at(classes, left - 1) - lightness_at(classes, right + 1)));
    return worst;
}

static void check_divergence(amont_probe *p, const amont_plot_facts *plot,
                             const GPtrArray *classes) {
    guint lightest = 0;
    for (guint i = 1; i < classes->len; i++)
        if (lightness_at(classes, i) > lightness_at(classes, lightest))
            lightest = i;
    if (lightest == 0 || lightest + 1 == classes->len)
        return; /* sequential, or one arm alone */
    double uneven = unevenness(classes, lightest);
    if (isnan(plot->centre))
        amont_rule_fails(p, 100, "the colours of « %s » diverge, but the map has no centre",
                         plot->section);
    else if (uneven > 5)
        amont_rule_fails(p, uneven, "the arms of « %s » differ by %.1f in lightness (L*), limit 5",
                         plot->section, uneven);
}

/* C04: the lightest class is inside the ramp only where the map has a centre; arms are as light at
 * the same distance from it. */
void amont_rule_C04(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) classes = classes_of(p, plot);
        if (classes->len > 2 && isnan(((amont_legend_entry *)classes->pdata[0])->hatch_gap_mm))
            check_divergence(p, plot, classes);
    }
}

static size_t values_written(const amont_probe *p) {
    size_t n = 0;
    for (size_t i = 0; i < amont_probe_count(p); i++)
        n += amont_item_is_text(amont_probe_item(p, i), "label.value");
    return n;
}

/* C05: at most seven classes; Sturges' number and written values are matters of taste. */
void amont_rule_C05(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) classes = classes_of(p, plot);
        double sturges = 1 + 3.3 * log10(fmax(1, (double)plot->n_reference));
        if (!plot->has_series || classes->len == 0)
            continue;
        if (classes->len > 7)
            amont_rule_fails(p, classes->len, "%u classes, more than 7", classes->len);
        else if (classes->len > ceil(sturges))
            amont_rule_warns(p, 1, "%u classes for %zu zones, more than %.1f", classes->len,
                             plot->n_reference, sturges);
        else if (plot->n_values <= 6 && values_written(p) < plot->n_values)
            amont_rule_warns(p, 0, "%zu values of %zu are written on the map, where 6 zones or "
                                   "fewer have a value",
                             values_written(p), plot->n_values);
    }
}

/* C06: an empty class has its place only where limits are shared. */
void amont_rule_C06(amont_probe *p) {
    g_autofree char *notes = amont_probe_said(p, "note");
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) classes = classes_of(p, plot);
        for (guint k = 0; k < classes->len; k++) {
            const amont_legend_entry *class = classes->pdata[k];
            if (class->drawn == 0 && !plot->shares_limits)
                amont_rule_fails(p, 1, "no zone falls in the class « %s »", class->label);
        }
        if (classes->len > 1 && plot->method && !amont_text_holds(notes, plot->method))
            amont_rule_fails(p, 2, "no note names the method of the classes (« %s »)",
                             plot->method);
    }
}

/* ---- C07: limits --------------------------------------------------------------------------- */

/* The limits that a label names; false when it has none. A single number is both. */
static bool limits_of(const amont_probe *p, const amont_legend_entry *class,
                      amont_printed limits[2]) {
    size_t n = amont_text_numbers(p, class->label, limits, 2);
    if (n == 1)
        limits[1] = limits[0];
    return n > 0;
}

static void check_meeting(amont_probe *p, const amont_legend_entry *upper,
                          const amont_legend_entry *lower) {
    amont_printed a[2], b[2];
    if (!limits_of(p, upper, a) || !limits_of(p, lower, b))
        return;
    bool meets = a[0].value == b[1].value || (a[0].value == a[1].value && a[0].value > b[1].value);
    if (!meets && b[0].value != b[1].value)
        amont_rule_fails(p, 2, "the classes « %s » and « %s » do not meet", lower->label,
                         upper->label);
    bool french = strcmp(p->page->language, "fr") == 0;
    if (meets && b[0].value != b[1].value && french && !strstr(lower->label, "moins de"))
        amont_rule_fails(p, 1, "« %s » does not say to which class its upper limit belongs",
                         lower->label);
}

/* A value that is printed with so many decimals. */
static bool is_within(double value, const amont_printed *low, const amont_printed *high) {
    double slack_low = 0.5000001 * pow(10, -low->decimals);
    double slack_high = 0.5000001 * pow(10, -high->decimals);
    return value >= low->value - slack_low && value <= high->value + slack_high;
}

static void check_ends(amont_probe *p, const amont_plot_facts *plot, const GPtrArray *classes) {
    amont_printed top[2], bottom[2];
    if (isnan(plot->least) || !limits_of(p, classes->pdata[0], top) ||
        !limits_of(p, classes->pdata[classes->len - 1], bottom))
        return;
    if (!is_within(plot->least, &bottom[0], &top[1]) ||
        !is_within(plot->greatest, &bottom[0], &top[1]))
        amont_rule_fails(p, 3, "values go from %g to %g, the classes from %g to %g", plot->least,
                         plot->greatest, bottom[0].value, top[1].value);
}

/* C07: neighbouring classes meet, the lower one says that its limit is the upper one's, the ends
 * hold all values drawn, and no label repeats the unit. */
void amont_rule_C07(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) classes = classes_of(p, plot);
        if (!plot->has_series || classes->len == 0)
            continue;
        for (guint k = 0; k < classes->len; k++) {
            const amont_legend_entry *class = classes->pdata[k];
            if (k + 1 < classes->len)
                check_meeting(p, class, classes->pdata[k + 1]);
            if (plot->unit && *plot->unit && classes->len > 1 && strstr(class->label, plot->unit))
                amont_rule_fails(p, 0, "« %s » repeats the unit", class->label);
        }
        check_ends(p, plot, classes);
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
void amont_rule_C08(amont_probe *p) {
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
                amont_rule_fails(p, 0, "two frames have different classes for « %s »",
                                 one->section);
        }
}

/* The entries apart that are shown for a plot, of whatever section. */
static size_t keys_apart(const amont_probe *p, const amont_plot_facts *plot) {
    size_t n = 0;
    for (guint i = 0; i < p->page->legend->len; i++) {
        const amont_legend_entry *entry = p->page->legend->pdata[i];
        n += entry->panel == plot->panel && entry->drawn > 0 && entry->hatch_gap_mm > 0 &&
             amont_entry_is_apart(p, entry);
    }
    return n;
}

/* C09: zones without a value have a hatched grey key; what is secret has one of its own. */
void amont_rule_C09(amont_probe *p) {
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        size_t none = plot->n_missing + plot->n_secret + plot->n_undefined;
        size_t kinds = (plot->n_missing > 0) + (plot->n_secret > 0) + (plot->n_undefined > 0);
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
            amont_rule_fails(p, 0, "the hatches of « %s » are coloured (chroma %.0f, limit 10)",
                             entry->label, amont_colour_chroma(entry->paint.stroke));
    }
}

/* C10: a key or a note speaks of few observations. */
void amont_rule_C10(amont_probe *p) {
    g_autofree char *notes = amont_probe_said(p, "note");
    g_autofree char *labels = amont_probe_said(p, "legend.label");
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++)
        if (plot->n_low > 0 &&
            (!p->facts->low || !(amont_text_holds(notes, p->facts->low) ||
                                 amont_text_holds(labels, p->facts->low))))
            amont_rule_fails(p, 1, "%zu figures of few observations are not flagged", plot->n_low);
}
