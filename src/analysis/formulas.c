/* Indicators of the study's own that are a formula of other figures of the zone. */
#include "amont/formula.h"
#include "analysis/figures.h"

#include <math.h>

static GPtrArray *find_inputs(amont_analysis *analysis, const amont_indicator_spec *spec,
                              const amont_formula *formula, const amont_level *level,
                              GError **error) {
    g_autoptr(GPtrArray) inputs = g_ptr_array_new_with_free_func((GDestroyNotify)amont_series_free);
    for (size_t i = 0; i < amont_formula_n_names(formula); i++) {
        amont_series *input = amont_series_by_name(analysis, &spec->entry, "formula",
                                                   amont_formula_name(formula, i), level, error);
        if (!input)
            return NULL;
        g_ptr_array_add(inputs, input);
    }
    return g_steal_pointer(&inputs);
}

/* « population in hab., area_km2 in km² » */
static char *units_in_words(const GPtrArray *inputs) {
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < inputs->len; i++) {
        const amont_series *input = inputs->pdata[i];
        g_string_append_printf(text, "%s%s: %s", i > 0 ? ", " : "", input->indicator,
                               *input->unit ? input->unit : "–");
    }
    return g_string_free(text, FALSE);
}

/* Units differ by powers of ten; any other number in a formula may be meant. False for NaN. */
static bool is_unit_factor(double factor) {
    double power = log10(factor);
    return fabs(power) > 0.5 && fabs(power - round(power)) < 1e-9;
}

static bool check_units(const amont_indicator_spec *spec, amont_formula *formula,
                        const GPtrArray *inputs, GError **error) {
    g_autofree const char **units = g_new0(const char *, inputs->len + 1);
    for (guint i = 0; i < inputs->len; i++)
        units[i] = ((const amont_series *)inputs->pdata[i])->unit;
    g_autofree char *words = units_in_words(inputs);
    amont_unit found;
    if (!amont_formula_unit(formula, units, &found)) {
        amont_entry_fail(&spec->entry, "formula", error, AMONT_ERROR_CONFIG,
                         "the formula of '%s' adds or compares what is not of one kind", spec->id);
        amont_hint(error, "units: %s", words);
        return false;
    }
    amont_unit declared = amont_unit_of(spec->unit);
    if (!spec->unit)
        return true;
    double misses = amont_formula_misses(formula, units, &declared);
    bool equal = amont_unit_equal(&found, &declared, false);
    if (equal && !is_unit_factor(misses))
        return true;
    if (equal) {
        g_autofree char *factor = amont_number_plain(misses);
        amont_entry_fail(&spec->entry, "unit", error, AMONT_ERROR_CONFIG,
                         "the formula of '%s' is not in '%s' but for a factor of %s", spec->id,
                         spec->unit, factor);
        amont_hint(error, "multiply the formula by it; units: %s", words);
        return false;
    }
    amont_entry_fail(&spec->entry, "unit", error, AMONT_ERROR_CONFIG,
                     "the formula of '%s' does not give '%s'", spec->id, spec->unit);
    amont_hint(error, "units: %s", words);
    return false;
}

static amont_figure figure_of(amont_formula *formula, const GPtrArray *inputs, size_t zone,
                              double *values) {
    amont_flag flag = AMONT_FLAG_OK;
    double n = INFINITY;
    for (guint i = 0; i < inputs->len; i++) {
        const amont_figure *figure = &((const amont_series *)inputs->pdata[i])->figures[zone];
        values[i] = figure->value;
        n = fmin(n, figure->n);
        flag = amont_flag_worse(flag, figure->flag);
        if (amont_figure_is_secret(inputs->pdata[i], figure))
            flag = AMONT_FLAG_SECRET;
    }
    amont_figure figure = AMONT_FIGURE_MISSING;
    figure.flag = flag;
    if (!amont_flag_has_value(flag))
        return figure;
    figure = amont_figure_of(amont_formula_value(formula, values), isfinite(n) ? n : 0);
    if (figure.flag == AMONT_FLAG_OK)
        figure.flag = flag;
    return figure;
}

static void describe(const amont_indicator_spec *spec, const GPtrArray *inputs,
                     amont_series *series) {
    series->label = g_strdup(spec->id);
    series->unit = g_strdup(spec->unit ? spec->unit : "");
    series->measure = amont_measure_of_unit(series->unit);
    series->decimals = 2;
    series->method = g_strdup_printf("formula: %s", spec->formula);
    for (guint i = 0; i < inputs->len; i++)
        amont_series_behind(series, inputs->pdata[i]);
}

amont_series *amont_series_of_formula(amont_analysis *analysis, const amont_indicator_spec *spec,
                                      const amont_level *level, GError **error) {
    GError *cause = NULL;
    g_autoptr(amont_formula) formula = amont_formula_new(spec->formula, &cause);
    if (!formula) {
        amont_place place = amont_yaml_place(spec->entry.node, "formula");
        g_propagate_prefixed_error(error, cause, "%s:%d:%d: formula: ", place.file, place.line,
                                   place.column);
        return NULL;
    }
    g_autoptr(GPtrArray) inputs = find_inputs(analysis, spec, formula, level, error);
    if (!inputs || !check_units(spec, formula, inputs, error))
        return NULL;
    amont_series *series = amont_series_new(spec->id, level->name, level->n);
    g_autofree double *values = g_new0(double, inputs->len + 1);
    for (size_t zone = 0; zone < level->n; zone++)
        series->figures[zone] = figure_of(formula, inputs, zone, values);
    for (guint i = 0; i < inputs->len; i++) {
        const amont_series *input = inputs->pdata[i];
        if (input->lacks && !series->lacks) {
            series->lacks = g_strdup(input->lacks);
            series->lacks_said = g_strdup(input->lacks_said);
        }
    }
    describe(spec, inputs, series);
    return series;
}
