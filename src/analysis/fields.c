/* Figures that zones carry (`fields`) and figures of tables, as series.
 *
 * A field rolls up to its parent levels as it says: sums add, shares of the ground are weighted by
 * area (ratio of sums), anything else is undefined there. What is missing below makes the sum an
 * estimate; what is flagged below flags it. */
#include "analysis/analysis.h"

#include <math.h>
#include <string.h>

/* ---- reading one level --------------------------------------------------------------------- */

static amont_flag flag_of(const amont_column *flags, size_t row) {
    amont_flag flag = AMONT_FLAG_OK;
    if (flags) {
        g_autofree char *text = amont_column_text(flags, row);
        if (text && !amont_flag_parse(text, &flag))
            flag = AMONT_FLAG_ESTIMATED;
    }
    return flag;
}

static amont_figure figure_of(const amont_column *values, const amont_column *flags, size_t row,
                              double scale) {
    amont_figure figure = AMONT_FIGURE_MISSING;
    double value = amont_column_number(values, row, NULL);
    amont_flag flag = flag_of(flags, row);
    if (isnan(value) && amont_column_is_secret(values, row))
        flag = AMONT_FLAG_SECRET;
    if (isnan(value) || !amont_flag_has_value(flag)) {
        figure.flag = amont_flag_has_value(flag) ? AMONT_FLAG_MISSING : flag;
        return figure;
    }
    figure.value = scale == 1 ? value : value * scale;
    figure.flag = flag;
    figure.n = 1;
    return figure;
}

/* A suspect figure is shown as the file has it, before `scale`. */
static void note_figure(amont_findings *findings, const amont_level *level,
                        const amont_column *values, size_t zone, const amont_figure *figure) {
    const char *file = level->spec->source, *name = level->names[zone];
    long row = amont_layer_row(level->layer, zone);
    g_autofree char *cell = amont_column_text(values, zone);
    if (figure->flag == AMONT_FLAG_ESTIMATED)
        amont_find_in(findings, AMONT_FINDING_VALUE_SUSPECT, file, row, values->name, "%s (%s)",
                      cell, name);
    else if (figure->flag == AMONT_FLAG_MISSING)
        amont_find_in(findings, AMONT_FINDING_VALUE_MISSING, file, row, values->name, "%s", name);
}

static amont_figure *own_figures(const amont_level *level, const amont_field_spec *field,
                                 amont_findings *findings) {
    const char *column = field->column ? field->column : field->entry.name;
    const amont_column *values = amont_layer_column(level->layer, column);
    const amont_column *flags = field->flag ? amont_layer_column(level->layer, field->flag) : NULL;
    amont_figure *figures = g_new(amont_figure, level->n);
    for (size_t zone = 0; zone < level->n; zone++) {
        figures[zone] = figure_of(values, flags, zone, field->scale);
        if (level->selected[zone])
            note_figure(findings, level, values, zone, &figures[zone]);
    }
    return figures;
}

/* ---- rolling up ---------------------------------------------------------------------------- */

static size_t ancestor(const amont_level *from, size_t zone, const amont_level *to) {
    for (const amont_level *level = from; level != to; level = level->parent_level) {
        if (!level->parent || level->parent[zone] == AMONT_NO_ZONE)
            return AMONT_NO_ZONE;
        zone = level->parent[zone];
    }
    return zone;
}

typedef struct group {
    amont_sum value, weight;
    size_t n, missing;
    bool estimated;
} group;

static void add_to_group(group *g, const amont_figure *figure, double weight) {
    if (!amont_flag_has_value(figure->flag)) {
        g->missing++;
        return;
    }
    amont_sum_add(&g->value, figure->value * weight);
    amont_sum_add(&g->weight, weight);
    g->n++;
    g->estimated = g->estimated || figure->flag != AMONT_FLAG_OK;
}

static amont_figure figure_of_group(const group *g, amont_roll_up roll_up) {
    amont_figure figure = AMONT_FIGURE_MISSING;
    if (roll_up == AMONT_ROLL_UP_NONE && g->n + g->missing > 0)
        figure.flag = AMONT_FLAG_UNDEFINED;
    if (roll_up == AMONT_ROLL_UP_NONE || g->n == 0)
        return figure;
    figure.value = amont_sum_value(&g->value);
    if (roll_up == AMONT_ROLL_UP_AREA_MEAN) {
        figure.numerator = figure.value;
        figure.denominator = amont_sum_value(&g->weight);
        figure.value = figure.numerator / figure.denominator;
    }
    if (isnan(figure.value)) { /* only children without an area */
        figure.flag = AMONT_FLAG_UNDEFINED;
        return figure;
    }
    figure.n = (double)g->n;
    figure.flag = g->estimated || g->missing > 0 ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_OK;
    return figure;
}

static void roll_up(const amont_level *from, const amont_figure *figures,
                    const amont_field_spec *field, const amont_level *to, amont_series *series) {
    g_autofree group *groups = g_new0(group, to->n);
    bool by_area = field->roll_up == AMONT_ROLL_UP_AREA_MEAN;
    for (size_t zone = 0; zone < from->n; zone++) {
        size_t above = ancestor(from, zone, to);
        if (above != AMONT_NO_ZONE)
            add_to_group(&groups[above], &figures[zone], by_area ? from->area_m2[zone] : 1);
    }
    for (size_t zone = 0; zone < to->n; zone++)
        series->figures[zone] = figure_of_group(&groups[zone], (amont_roll_up)field->roll_up);
}

/* ---- series of a field --------------------------------------------------------------------- */

static bool is_above(const amont_level *from, const amont_level *to) {
    while (from && from != to)
        from = from->parent_level;
    return from != NULL;
}

static const amont_field_spec *find_field(const amont_level *level, const char *id) {
    for (guint i = 0; i < level->spec->fields->len; i++) {
        const amont_field_spec *field = level->spec->fields->pdata[i];
        if (strcmp(field->entry.name, id) == 0)
            return field;
    }
    return NULL;
}

/* The level that carries the field: the one asked, else one below it. `elsewhere` receives a level
 * that carries it and cannot be asked. */
static const amont_level *find_carrier(const amont_layers *layers, const char *id,
                                       const amont_level *asked, const amont_level **elsewhere) {
    if (find_field(asked, id))
        return asked;
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        if (!find_field(level, id))
            continue;
        if (is_above(level, asked))
            return level;
        *elsewhere = level;
    }
    return NULL;
}

static void describe_field(const amont_level *carrier, const amont_field_spec *field,
                           const amont_level *level, amont_series *series) {
    static const char *const ways[] = {"undefined above its level", "sum over %s",
                                       "mean over %s, weighted by their area"};
    series->label = g_strdup(field->label ? field->label : field->entry.name);
    series->unit = g_strdup(field->unit ? field->unit : "");
    series->decimals = isnan(field->decimals) ? 0 : (int)field->decimals;
    series->measure =
        field->roll_up == AMONT_ROLL_UP_SUM ? AMONT_MEASURE_STOCK : AMONT_MEASURE_RATIO;
    series->source =
        field->source ? g_strdup(field->source) : amont_credit_line(&carrier->spec->credit);
    GString *method = g_string_new(NULL);
    g_string_printf(method, "%s, column %s", carrier->spec->source,
                    field->column ? field->column : field->entry.name);
    if (field->scale != 1)
        g_string_append_printf(method, " × %g", field->scale);
    if (carrier != level) {
        g_auto(GStrv) halves = g_strsplit(ways[field->roll_up], "%s", 2);
        g_string_append_printf(method, ", %s%s%s", halves[0], halves[1] ? carrier->name : "",
                               halves[1] ? halves[1] : "");
    }
    series->method = g_string_free(method, FALSE);
    g_ptr_array_add(series->layers, g_strdup(carrier->name));
    amont_series_keep_column(series, field->column ? field->column : field->entry.name);
}

amont_series *amont_series_of_field(amont_analysis *analysis, const char *id,
                                    const amont_level *level, GError **error) {
    const amont_level *elsewhere = NULL;
    const amont_level *carrier =
        find_carrier(amont_analysis_layers(analysis), id, level, &elsewhere);
    if (!carrier) {
        if (elsewhere)
            amont_fail_level(id, level, elsewhere, error);
        return NULL;
    }
    const amont_field_spec *field = find_field(carrier, id);
    amont_series *series = amont_series_new(id, level->name, level->n);
    describe_field(carrier, field, level, series);
    g_autofree amont_figure *figures = own_figures(
        carrier, field,
        carrier == level ? amont_analysis_findings_once(analysis, level, field->entry.name) : NULL);
    if (carrier == level)
        memcpy(series->figures, figures, level->n * sizeof *figures);
    else
        roll_up(carrier, figures, field, level, series);
    return series;
}

void amont_names_of_fields(const amont_layers *layers, GPtrArray *names) {
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        for (guint j = 0; j < level->spec->fields->len; j++) {
            const amont_entry *field = level->spec->fields->pdata[j];
            g_ptr_array_add(names, g_strdup(field->name));
        }
    }
}
