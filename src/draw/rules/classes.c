/* C04-C07: classes, their colours and their limits. */
#include "draw/rules/probe.h"

#include <math.h>
#include <string.h>

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
        worst =
            fmax(worst, fabs(lightness_at(classes, left - 1) - lightness_at(classes, right + 1)));
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
        amont_rule_fails(p, 100, "the colours of '%s' diverge, but the map has no centre",
                         plot->section);
    else if (uneven > 5)
        amont_rule_fails(p, uneven, "the arms of '%s' differ by %.1f in lightness (L*), limit 5",
                         plot->section, uneven);
}

/* C04: the lightest class is inside the ramp only where the map has a centre; arms are as light at
 * the same distance from it. */
void amont_rule_c04(amont_probe *p) {
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
void amont_rule_c05(amont_probe *p) {
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
            amont_rule_warns(p, 0,
                             "%zu values of %zu are written on the map, where 6 zones or "
                             "fewer have a value",
                             values_written(p), plot->n_values);
    }
}

/* C06: an empty class has its place only where the whole range is declared. */
void amont_rule_c06(amont_probe *p) {
    g_autofree char *notes = amont_probe_said(p, "note");
    const amont_plot_facts *plot = NULL;
    for (size_t i = 0; (plot = amont_probe_plot(p, i)); i++) {
        g_autoptr(GPtrArray) classes = classes_of(p, plot);
        for (guint k = 0; k < classes->len; k++) {
            const amont_legend_entry *class = classes->pdata[k];
            if (class->drawn == 0 && !class->in_range && !p->page->facts->is_of_atlas)
                amont_rule_fails(p, 1, "no zone falls in the class '%s'", class->label);
        }
        if (classes->len > 1 && plot->method && !amont_text_holds(notes, plot->method))
            amont_rule_fails(p, 2, "no note names the method of the classes ('%s')", plot->method);
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
        amont_rule_fails(p, 2, "the classes '%s' and '%s' do not meet", lower->label, upper->label);
    const char *below = strcmp(p->page->language, "fr") == 0 ? "moins de" : "under";
    if (meets && b[0].value != b[1].value && !strstr(lower->label, below) &&
        !strchr(lower->label, '<'))
        amont_rule_fails(p, 1, "'%s' does not say to which class its upper limit belongs",
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
void amont_rule_c07(amont_probe *p) {
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
                amont_rule_fails(p, 0, "'%s' repeats the unit", class->label);
        }
        check_ends(p, plot, classes);
    }
}
