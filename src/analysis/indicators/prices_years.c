/* Prices of one year over those of another, and over incomes: V4 and V8 of the definitions. */
#include "analysis/indicators/prices.h"

#include "analysis/quantities.h"

/* ---- evolution: V4 -------------------------------------------------------------------------- */

/* Without years, from the year before the last to the last. */
static void choose_years(amont_price_ask *ask) {
    if (!ask->until)
        ask->until = ask->market->last_year;
    if (!ask->from || ask->from == ask->until)
        ask->from = ask->until - 1;
}

static amont_figure *medians_of_year(const amont_request *request, amont_price_ask ask, int year) {
    ask.from = ask.until = year;
    return amont_price_medians(request, &ask);
}

/* Prices of the earlier year in euros of the later one: what it takes to multiply them. False where
 * the study holds no index of both years. */
static bool find_index(const amont_request *request, const amont_price_ask *ask,
                       const amont_known_quantity *index[2]) {
    index[0] = amont_quantity_of_year(request->analysis, "price_index", request->level, ask->from);
    index[1] = amont_quantity_of_year(request->analysis, "price_index", request->level, ask->until);
    return index[0] && index[1];
}

static void append_euros(const amont_request *request, bool constant) {
    static const char *const words[][2] = {{"euros courants", "current euros"},
                                           {"euros constants", "constant euros"}};
    int language = amont_analysis_layers(request->analysis)->study->language;
    char *label = g_strconcat(request->series->label, ", ", words[constant][language], NULL);
    g_free(request->series->label);
    request->series->label = label;
}

static amont_figure evolution(const amont_figure *later, const amont_figure *earlier,
                              const amont_figure *inflation) {
    amont_figure before = *earlier;
    if (inflation) {
        before.flag = amont_flag_worse(before.flag, inflation->flag);
        before.value *= inflation->value;
    }
    amont_figure figure = amont_figure_ratio(later, &before, 100);
    figure.value -= 100;
    figure.n = later->n + earlier->n;
    return figure;
}

bool amont_compute_price_evolution(const amont_request *request, GError **error) {
    amont_price_ask ask;
    bool ready;
    if (!amont_price_ask_read(request, &ask, &ready, error))
        return false;
    if (!ready)
        return true;
    choose_years(&ask);
    const amont_known_quantity *index[2];
    bool constant = find_index(request, &ask, index);
    g_autofree amont_figure *earlier = medians_of_year(request, ask, ask.from);
    g_autofree amont_figure *later = medians_of_year(request, ask, ask.until);
    for (size_t zone = 0; zone < request->level->n; zone++) {
        amont_figure inflation;
        if (constant)
            inflation = amont_figure_ratio(&index[1]->series->figures[zone],
                                           &index[0]->series->figures[zone], 1);
        request->series->figures[zone] =
            evolution(&later[zone], &earlier[zone], constant ? &inflation : NULL);
    }
    static const char *const last[] = {"prix médian de la dernière année", "later median price"};
    static const char *const first[] = {"prix médian de la première année", "earlier median price"};
    amont_price_say_parts(request, last, first);
    amont_price_describe(request, &ask);
    append_euros(request, constant);
    for (size_t i = 0; constant && i < 2; i++)
        amont_series_behind(request->series, index[i]->series);
    return true;
}

/* ---- affordability: V8 ---------------------------------------------------------------------- */

/* Prices of the year of the incomes where there are any, else of all years. */
static void choose_income_year(amont_price_ask *ask, const amont_known_quantity *income) {
    int year = income->years.until;
    if (!ask->from && year >= ask->market->first_year && year <= ask->market->last_year)
        ask->from = ask->until = year;
}

bool amont_compute_affordability(const amont_request *request, GError **error) {
    amont_price_ask ask;
    bool ready;
    if (!amont_price_ask_read(request, &ask, &ready, error))
        return false;
    if (!ready)
        return true;
    const amont_known_quantity *income =
        amont_quantity_latest(request->analysis, "income_median", request->level);
    if (!income)
        return amont_series_lacks_quantity(request->series, "income_median", request->level);
    choose_income_year(&ask, income);
    g_autofree amont_figure *medians = amont_price_medians(request, &ask);
    for (size_t zone = 0; zone < request->level->n; zone++) {
        amont_figure *figure = &request->series->figures[zone];
        *figure = amont_figure_ratio(&income->series->figures[zone], &medians[zone], 1);
        figure->n = medians[zone].n;
    }
    amont_price_describe(request, &ask);
    amont_series_behind(request->series, income->series);
    const char *const incomes[] = {income->series->label, income->series->label};
    static const char *const prices[] = {"prix médian au m²", "median price per m²"};
    amont_price_say_parts(request, incomes, prices);
    if (income->years.until) {
        static const char *const words[] = {"revenu", "income"};
        int language = amont_analysis_layers(request->analysis)->study->language;
        char *label = g_strdup_printf("%s, %s %d", request->series->label, words[language],
                                      income->years.until);
        g_free(request->series->label);
        request->series->label = label;
    }
    return true;
}
