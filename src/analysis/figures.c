#include "analysis/figures.h"

#include "base/i18n.h"

#include <math.h>
#include <string.h>

/* From best to worst. */
static int badness(amont_flag flag) {
    static const amont_flag order[] = {AMONT_FLAG_OK,      AMONT_FLAG_ESTIMATED,
                                       AMONT_FLAG_LOW_N,   AMONT_FLAG_UNDEFINED,
                                       AMONT_FLAG_MISSING, AMONT_FLAG_SECRET};
    for (int i = 0; i < (int)G_N_ELEMENTS(order); i++)
        if (order[i] == flag)
            return i;
    g_assert_not_reached();
}

amont_flag amont_flag_worse(amont_flag one, amont_flag other) {
    return badness(one) >= badness(other) ? one : other;
}

amont_figure amont_figure_of(double value, double n) {
    amont_figure figure = AMONT_FIGURE_MISSING;
    figure.value = value;
    figure.n = n;
    figure.flag = isfinite(value) ? AMONT_FLAG_OK : AMONT_FLAG_UNDEFINED;
    if (!isfinite(value))
        figure.value = NAN;
    return figure;
}

/* Without a value where one of both has none. */
static bool is_missing(const amont_figure *one, const amont_figure *other, amont_figure *result) {
    *result = AMONT_FIGURE_MISSING;
    result->flag = amont_flag_worse(one->flag, other->flag);
    return !amont_flag_has_value(result->flag);
}

/* Beyond the largest number there is none. */
static void keep_finite(amont_figure *figure) {
    if (isfinite(figure->value))
        return;
    figure->value = NAN;
    figure->flag = AMONT_FLAG_UNDEFINED;
}

amont_figure amont_figure_ratio(const amont_figure *numerator, const amont_figure *denominator,
                                double factor) {
    amont_figure figure;
    if (is_missing(numerator, denominator, &figure))
        return figure;
    figure.numerator = numerator->value;
    figure.denominator = denominator->value;
    figure.n = numerator->n;
    figure.value = factor * numerator->value / denominator->value;
    keep_finite(&figure);
    return figure;
}

amont_figure amont_figure_difference(const amont_figure *later, const amont_figure *earlier) {
    amont_figure figure;
    if (is_missing(later, earlier, &figure))
        return figure;
    figure.value = later->value - earlier->value;
    figure.n = later->n;
    keep_finite(&figure);
    return figure;
}

amont_figure amont_figure_sum(const amont_figure *one, const amont_figure *other) {
    amont_figure figure;
    if (is_missing(one, other, &figure))
        return figure;
    figure.value = one->value + other->value;
    figure.n = one->n + other->n;
    keep_finite(&figure);
    return figure;
}

amont_figure amont_figure_scaled(const amont_figure *figure, double factor) {
    amont_figure scaled = *figure;
    scaled.value *= factor;
    return scaled;
}

amont_figure amont_figure_area(const amont_level *level, size_t zone, double square_metres) {
    const size_t *part_of = level->layer->shapes->part_of;
    if (part_of[zone] == part_of[zone + 1]) /* no geometry: missing, not zero */
        return AMONT_FIGURE_MISSING;
    return amont_figure_of(level->area_m2[zone] / square_metres, 1);
}

/* ---- series -------------------------------------------------------------------------------- */

static bool has_text(const GPtrArray *texts, const char *text) {
    for (guint i = 0; i < texts->len; i++)
        if (strcmp(texts->pdata[i], text) == 0)
            return true;
    return false;
}

/* Whether a list "a; b" holds `item` whole. */
static bool names_source(const char *list, const char *item) {
    g_auto(GStrv) items = g_strsplit(list, "; ", -1);
    return g_strv_contains((const char *const *)items, item);
}

static void add_source(amont_series *series, const char *source) {
    if (!source || !*source)
        return;
    if (!series->source || !*series->source) {
        g_free(series->source);
        series->source = g_strdup(source);
    } else if (!names_source(series->source, source)) {
        char *both = g_strconcat(series->source, "; ", source, NULL);
        g_free(series->source);
        series->source = both;
    }
}

static void add_layer(amont_series *series, const char *id) {
    if (!has_text(series->layers, id))
        g_ptr_array_add(series->layers, g_strdup(id));
}

void amont_series_of_layer(amont_series *series, const amont_layer_spec *spec) {
    g_autofree char *credit = amont_credit_line(&spec->credit);
    add_layer(series, spec->entry.name);
    add_source(series, credit);
}

void amont_series_behind(amont_series *series, const amont_series *input) {
    series->shared_out = series->shared_out || input->shared_out;
    for (guint i = 0; i < input->layers->len; i++)
        add_layer(series, input->layers->pdata[i]);
    g_auto(GStrv) sources = g_strsplit(input->source ? input->source : "", "; ", -1);
    for (size_t i = 0; sources[i]; i++)
        add_source(series, sources[i]);
}

void amont_series_dated(amont_series *series, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *date = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    char *label = g_strdup_printf("%s, %s", series->label, date);
    g_free(series->label);
    series->label = label;
}

void amont_series_say_parts(amont_series *series, const char *numerator, const char *denominator) {
    const char *const parts[] = {numerator, denominator};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_free(series->parts[i]);
        series->parts[i] = g_strdup(parts[i]);
    }
}

void amont_series_ratio(amont_series *series, const amont_figure *numerators,
                        const amont_figure *denominators, double factor) {
    for (size_t zone = 0; zone < series->n_zones; zone++)
        series->figures[zone] = amont_figure_ratio(&numerators[zone], &denominators[zone], factor);
}

void amont_series_overall_ratio(amont_series *series, const amont_level *level, double factor) {
    amont_sum numerators = {0, 0}, denominators = {0, 0};
    amont_flag flag = AMONT_FLAG_OK;
    double n = 0;
    bool any = false;
    for (size_t zone = 0; zone < level->n; zone++) {
        const amont_figure *figure = &series->figures[zone];
        bool known = isfinite(figure->numerator) && isfinite(figure->denominator);
        if (!level->selected[zone])
            continue;
        if (!known || figure->flag == AMONT_FLAG_ESTIMATED)
            flag = AMONT_FLAG_ESTIMATED;
        if (!known)
            continue;
        any = true;
        amont_sum_add(&numerators, figure->numerator);
        amont_sum_add(&denominators, figure->denominator);
        n += figure->n;
    }
    if (!any)
        return;
    amont_figure numerator = amont_figure_of(amont_sum_value(&numerators), n);
    amont_figure denominator = amont_figure_of(amont_sum_value(&denominators), n);
    numerator.flag = flag;
    series->overall = amont_figure_ratio(&numerator, &denominator, factor);
}

amont_figure amont_series_elsewhere(const amont_series *series, const amont_level *level) {
    amont_figure figure = series->outside;
    amont_sum sum = {0, 0};
    if (figure.flag == AMONT_FLAG_UNDEFINED)
        return figure;
    bool any = amont_flag_has_value(figure.flag);
    bool estimated = figure.flag == AMONT_FLAG_ESTIMATED;
    if (any)
        amont_sum_add(&sum, figure.value);
    else
        figure.n = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        const amont_figure *other = &series->figures[zone];
        if (level->selected[zone] || !(other->n > 0) || !(other->value != 0))
            continue;
        amont_sum_add(&sum, other->value);
        figure.n += other->n;
        any = true;
        estimated = estimated || other->flag == AMONT_FLAG_ESTIMATED;
    }
    if (any)
        figure.flag = estimated ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_OK;
    figure.value = any ? amont_sum_value(&sum) : NAN;
    if (any)
        keep_finite(&figure);
    return figure;
}

bool amont_series_lacks(amont_series *series, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    g_free(series->lacks);
    g_free(series->lacks_said);
    series->lacks = g_strdup_vprintf(format, arguments);
    series->lacks_said = g_strdup_vprintf(_(format), again);
    va_end(again);
    va_end(arguments);
    return true;
}
