/* stats --explain: what an indicator means, what it is made of, and how each figure comes about. */
#include "cli/cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What multiplies the ratio, where that is a round number; NaN otherwise. */
static double factor_of(const amont_figure *figure) {
    static const double round_ones[] = {1, 100, 1000, 1e4, 1e5, 1e6, 0.1, 0.01, 1e-3, 1e-4, 1e-6};
    double factor = figure->value * figure->denominator / figure->numerator;
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
    printf("  %s: ", name);
    if (!amont_flag_has_value(figure->flag)) {
        printf("%s\n", amont_flag_name(figure->flag));
        return;
    }
    if (!isnan(figure->numerator) && !isnan(figure->denominator))
        print_ratio(figure, language);
    g_autofree char *value =
        amont_number_format(figure->value, series->decimals, (amont_language)language);
    printf("%s%s%s", value, *series->unit ? "\u00a0" : "", series->unit);
    if (figure->flag != AMONT_FLAG_OK)
        printf(" (%s)", amont_flag_name(figure->flag));
    printf("\n");
}

static void print_line(const char *what, const char *text) {
    if (text && *text)
        printf("  %s: %s\n", what, text);
}

static void print_definition(const amont_series *series) {
    const amont_indicator_info *info = amont_indicator_info_of(series->indicator);
    bool has_unit = *series->unit && strcmp(series->unit, "–") != 0;
    printf("%s – %s%s%s%s\n", series->indicator, series->label, has_unit ? " (" : "",
           has_unit ? series->unit : "", has_unit ? ")" : "");
    print_line(_("definition"), info ? _(info->method) : series->method);
    print_line(_("published in"), info ? info->source : NULL);
    print_line(_("needs"), info ? _(info->inputs) : NULL);
    print_line(_("the study lacks"), series->lacks_said);
    print_line(_("numerator"), series->parts[0]);
    print_line(_("denominator"), series->parts[1]);
    print_line(_("data"), series->source);
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

bool amont_print_explanation(amont_session *session, const char *id, GError **error) {
    const GPtrArray *specs = session->study->indicators;
    bool is_listed = false;
    for (guint i = 0; i < specs->len; i++) {
        const amont_indicator_spec *spec = specs->pdata[i];
        for (guint j = 0; strcmp(spec->id, id) == 0 && spec->zones && j < spec->zones->len; j++) {
            is_listed = true;
            if (!explain_on(session, id, spec->zones->pdata[j], error))
                return false;
        }
    }
    return is_listed || explain_on(session, id, NULL, error);
}
