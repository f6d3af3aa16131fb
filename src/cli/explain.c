/* stats --explain: what an indicator means, what it is made of, and how each figure comes about. */
#include "cli/cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What multiplies the ratio, where that is a round number; NaN otherwise. */
static double factor_of(const amont_figure *figure) {
    static const double round_ones[] = {1,   0.2, 200, 20,   100,  1000, 1e4,
                                        1e5, 1e6, 0.1, 0.01, 1e-3, 1e-4, 1e-6};
    double factor = figure->value * figure->denominator / figure->numerator;
    if (figure->numerator == 0 && figure->value == 0)
        return 1;
    for (size_t i = 0; i < G_N_ELEMENTS(round_ones); i++)
        if (fabs(factor / round_ones[i] - 1) < 1e-9)
            return round_ones[i];
    return NAN;
}

/* As many digits as there are, four behind the mark at most. */
static char *number(double value, int language) {
    int decimals = 0;
    while (decimals < 4 && amont_number_round(value, decimals) != value)
        decimals++;
    return amont_number_format(value, decimals, (amont_language)language);
}

/* Four digits without a unit: years are not grouped as thousands. */
static bool is_year(const amont_series *series, double value) {
    return *series->unit == '\0' && series->decimals == 0 && value >= 1900 && value < 2200;
}

static void print_ratio(const amont_figure *figure, int language) {
    g_autofree char *numerator = number(figure->numerator, language);
    g_autofree char *denominator = number(figure->denominator, language);
    double times = factor_of(figure);
    if (isnan(times)) {
        printf(_("(of %s and %s) "), numerator, denominator);
        return;
    }
    g_autofree char *factor = number(times, language);
    if (times != 1)
        printf("%s × ", factor);
    printf("%s / %s = ", numerator, denominator);
}

static void print_figure(const amont_series *series, const char *name, const amont_figure *figure,
                         int language) {
    printf("  ");
    printf(_("%s: "), name);
    const char *word = amont_series_word(series, figure);
    if (word || !amont_flag_has_value(figure->flag)) {
        printf("%s\n", word ? word : amont_flag_name(figure->flag));
        return;
    }
    if (!isnan(figure->numerator) && !isnan(figure->denominator))
        print_ratio(figure, language);
    g_autofree char *value =
        is_year(series, figure->value)
            ? amont_number_plain(figure->value)
            : amont_number_format(figure->value, series->decimals, (amont_language)language);
    printf("%s%s%s", value, *series->unit ? "\u00a0" : "", series->unit);
    if (figure->flag != AMONT_FLAG_OK)
        printf(" (%s)", amont_flag_name(figure->flag));
    printf("\n");
}

static void print_line(const char *what, const char *text) {
    if (!text || !*text)
        return;
    printf("  ");
    printf(_("%s: "), what);
    printf("%s\n", text);
}

static void print_definition(const amont_series *series) {
    const amont_indicator_info *info = amont_indicator_info_of(series->indicator);
    bool has_unit = *series->unit && strcmp(series->unit, "–") != 0;
    printf("%s – %s%s%s%s\n", series->indicator, series->label, has_unit ? " (" : "",
           has_unit ? series->unit : "", has_unit ? ")" : "");
    print_line(_("definition"), info ? _(info->method) : series->method);
    print_line(_("what counts"), info && info->rule ? _(info->rule) : NULL);
    print_line(_("published in"), info && info->source ? _(info->source) : NULL);
    print_line(_("needs"), info ? _(info->inputs) : NULL);
    print_line(_("the study lacks"), series->lacks_said);
    print_line(_("numerator"), series->parts[0]);
    print_line(_("denominator"), series->parts[1]);
    print_line(_("data"), series->source);
    for (guint i = 0; i < series->facts->len; i++)
        printf("  %s\n", (const char *)series->facts->pdata[i]);
}

static void print_figures(const amont_series *series, const amont_level *level, int language) {
    for (size_t i = 0; i < level->n && !series->overall_only; i++) {
        size_t zone = level->by_code[i];
        if (level->selected[zone])
            print_figure(series, level->names[zone], &series->figures[zone], language);
    }
    if (series->overall.flag != AMONT_FLAG_MISSING)
        print_figure(series, _("all zones together"), &series->overall, language);
    if (series->has_unplaced && series->unplaced.flag != AMONT_FLAG_MISSING)
        print_figure(series, _("not located"), &series->unplaced, language);
    if (series->elsewhere.flag != AMONT_FLAG_MISSING)
        print_figure(series, _("outside the zones"), &series->elsewhere, language);
}

static bool explain_on(amont_session *session, const char *id, const char *level_name,
                       GError **error) {
    g_autoptr(amont_series) series = amont_analyse_one(session->analysis, id, level_name, error);
    if (!series)
        return false;
    print_definition(series);
    print_figures(series, amont_layers_level(session->layers, level_name),
                  session->study->language);
    return true;
}

/* The levels on which the study asks for it, each once; the first one where it does not. */
static GPtrArray *levels_of(const amont_study *study, const char *id) {
    GPtrArray *levels = g_ptr_array_new();
    const char *first = ((const amont_zones_spec *)study->zones->pdata[0])->entry.name;
    for (guint i = 0; i < study->indicators->len; i++) {
        const amont_indicator_spec *spec = study->indicators->pdata[i];
        if (strcmp(spec->id, id) != 0 && strcmp(spec->id, "all") != 0)
            continue;
        for (guint j = 0; j < (spec->zones ? spec->zones->len : 1); j++) {
            const char *level = spec->zones ? spec->zones->pdata[j] : first;
            if (!g_ptr_array_find_with_equal_func(levels, level, g_str_equal, NULL))
                g_ptr_array_add(levels, (void *)level);
        }
    }
    if (levels->len == 0)
        g_ptr_array_add(levels, (void *)first);
    return levels;
}

bool amont_print_explanation(amont_session *session, const char *id, GError **error) {
    g_autoptr(GPtrArray) levels = levels_of(session->study, id);
    for (guint i = 0; i < levels->len; i++)
        if (!explain_on(session, id, levels->pdata[i], error))
            return false;
    return true;
}

bool amont_print_style(const amont_session *session, const amont_map_spec *map, GError **error) {
    g_autoptr(amont_page_style) page = amont_styles_page(session->styles, map->page, error);
    if (!page)
        return false;
    g_autofree char *of_map = amont_study_describe_map(map);
    g_autofree char *of_style = amont_styles_describe(session->styles, page);
    printf("map:\n%s%s", of_map, of_style);
    return true;
}
