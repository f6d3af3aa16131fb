#include "draw/marks/parts.h"

#include "draw/marks/sizes.h"
#include "draw/ramp.h"
#include <math.h>
#include <string.h>

double amont_parts_value(const amont_parts *parts, size_t zone, size_t part) {
    return parts->series[part]->figures[zone].value;
}

double amont_parts_total(const amont_parts *parts, size_t zone) {
    double total = 0;
    for (size_t i = 0; i < parts->n; i++)
        total += amont_flag_has_value(parts->series[i]->figures[zone].flag)
                     ? amont_parts_value(parts, zone, i)
                     : NAN;
    return total;
}

/* ---- preparing ----------------------------------------------------------------------------- */

static bool check_unit(const amont_plot *p, const amont_series *first, const amont_series *series,
                       GError **error) {
    if (g_strcmp0(first->unit, series->unit) == 0)
        return true;
    amont_entry_fail(&p->spec->entry, "values", error, AMONT_ERROR_CONFIG,
                     "'%s' is in %s, '%s' in %s: they are no parts of one whole", first->indicator,
                     first->unit, series->indicator, series->unit);
    amont_hint(error, "show indicators of one unit together");
    return false;
}

static bool check_sign(const amont_plot *p, const amont_series *series, GError **error) {
    for (size_t zone = 0; zone < p->level->n; zone++) {
        const amont_figure *figure = &series->figures[zone];
        if (!p->level->selected[zone] || !amont_flag_has_value(figure->flag) || figure->value >= 0)
            continue;
        g_autofree char *number = amont_number_plain(figure->value);
        amont_entry_fail(&p->spec->entry, "values", error, AMONT_ERROR_CONFIG,
                         "'%s' is %s in '%s': a part is never below zero", series->indicator,
                         number, p->level->names[zone]);
        amont_hint(error, "use 'style: circles', which has a colour for values below zero");
        return false;
    }
    return true;
}

/* The map's `categories` may name and colour a part by its indicator. */
static bool choose_looks(amont_plot *p, amont_parts *parts, GError **error) {
    if (!amont_ramp(p->c->styles, &p->spec->entry, p->spec->palette, AMONT_PALETTE_QUALITATIVE,
                    parts->n, parts->colours, error))
        return false;
    for (size_t i = 0; i < parts->n; i++) {
        parts->labels[i] = parts->series[i]->label;
        for (guint k = 0; k < p->spec->categories->len; k++) {
            const amont_category_spec *category = p->spec->categories->pdata[k];
            if (strcmp(category->entry.name, parts->series[i]->indicator) != 0)
                continue;
            parts->labels[i] = category->label;
            if (!amont_colour_is_none(category->colour))
                parts->colours[i] = category->colour;
        }
    }
    return true;
}

static void look_at_totals(const amont_plot *p, amont_parts *parts) {
    parts->least_total = INFINITY;
    for (size_t zone = 0; zone < p->level->n; zone++) {
        double total = amont_parts_total(parts, zone);
        if (!p->level->selected[zone] || isnan(total) || total == 0)
            continue;
        parts->n_whole++;
        parts->greatest_total = fmax(parts->greatest_total, total);
        parts->least_total = fmin(parts->least_total, total);
        for (size_t i = 0; i < parts->n; i++)
            parts->greatest = fmax(parts->greatest, amont_parts_value(parts, zone, i));
    }
}

/* What stands for nothing is told by the series that all zones share. */
static bool is_zero(const amont_plot *p, size_t zone) {
    for (guint i = 0; i < p->several->len; i++) {
        const amont_series *series = p->several->pdata[i];
        const amont_figure *figure = &series->figures[zone];
        if (!amont_flag_has_value(figure->flag) || figure->value != 0)
            return false;
    }
    return true;
}

bool amont_parts_prepare(amont_plot *p, amont_parts *parts, GError **error) {
    parts->n = p->several->len;
    for (size_t i = 0; i < parts->n; i++) {
        const amont_series *series = parts->series[i] = p->several->pdata[i];
        if (!amont_plot_takes_stock(p, series, error) ||
            !check_unit(p, parts->series[0], series, error) || !check_sign(p, series, error))
            return false;
        amont_composer_credit(p->c, series->source, p->level->spec->credit.licence);
    }
    if (!choose_looks(p, parts, error))
        return false;
    look_at_totals(p, parts);
    if (parts->n_whole == 0)
        return amont_entry_fail(&p->spec->entry, "values", error, AMONT_ERROR_DATA,
                                "no selected zone has all of these parts");
    amont_zone_symbols_note_zeros(p, is_zero);
    return true;
}

amont_paint amont_parts_paint(amont_plot *p, const amont_parts *parts, size_t part) {
    amont_paint paint = amont_graphic(p->c, "part");
    paint.fill = parts->colours[part];
    return paint;
}

void amont_parts_free(void *state) {
    amont_parts *parts = state;
    if (parts)
        g_free(parts->named);
    g_free(state);
}

/* ---- legend -------------------------------------------------------------------------------- */

static const char *section_of(amont_plot *p) {
    return p->spec->legend_title ? p->spec->legend_title : amont_word(p->c, "parts");
}

/* A zone whose parts are not all known: why the first of them that lacks does. */
static const amont_series *series_that_lacks(const amont_plot *p, const amont_parts *parts) {
    for (size_t i = 0; i < parts->n; i++)
        for (size_t zone = 0; zone < p->level->n; zone++)
            if (p->level->selected[zone] &&
                !amont_flag_has_value(parts->series[i]->figures[zone].flag))
                return parts->series[i];
    return parts->series[0];
}

void amont_parts_declare(amont_plot *p, amont_parts *parts) {
    const char *section = section_of(p);
    for (size_t i = 0; i < parts->n; i++) {
        amont_legend_entry entry = {
            .kind = AMONT_LEGEND_BOX,
            .label = (char *)parts->labels[i],
            .paint = amont_parts_paint(p, parts, i),
            .hatch_gap_mm = NAN,
        };
        parts->entries[i] = amont_page_declare(p->c->page, section, &entry);
    }
    parts->missing = amont_zone_symbols_declare_missing(p, section, series_that_lacks(p, parts));
}

void amont_parts_declare_scale(amont_plot *p, amont_parts *parts, const char *word,
                               amont_legend_kind kind, double most, double least,
                               amont_part_size *size_of) {
    double values[AMONT_SIZES_SHOWN];
    const amont_series *series = parts->series[0];
    size_t n = amont_sizes_shown(most, least, series->decimals == 0, values);
    const char *unit = series->unit ? series->unit : "";
    g_autofree char *section = amont_phrase(p->c, word, "unit", unit, NULL);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *label =
            amont_composer_number(p->c, values[i], amont_sizes_decimals(values[i]));
        amont_legend_entry entry = {
            .kind = kind,
            .label = label,
            .paint = amont_graphic(p->c, kind == AMONT_LEGEND_DISC ? "ring_size" : "part_axis"),
            .hatch_gap_mm = NAN,
            .size_mm = size_of(p, values[i]),
        };
        int added = amont_page_declare(p->c->page, section, &entry);
        parts->scale = i == 0 ? added : parts->scale;
    }
}

/* ---- drawing ------------------------------------------------------------------------------- */

void amont_parts_draw_points(amont_plot *p, const amont_zone_symbols *symbols,
                             double (*weight)(const amont_plot *p, size_t zone)) {
    amont_parts *parts = p->state;
    size_t n = 0;
    g_autofree size_t *order = amont_zone_symbols_order(p, weight, &n);
    g_free(parts->named);
    parts->named = g_new0(bool, p->c->ground->n);
    amont_zone_symbols_draw(p, symbols, order, n, parts->named);
}

void amont_parts_draw_names(amont_plot *p) {
    const amont_parts *parts = p->state;
    amont_zone_symbols_name(p, parts->named);
}
