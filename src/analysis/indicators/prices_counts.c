/* Numbers of sales, and what they are set against: V7 and D12 of the definitions. */
#include "analysis/indicators/prices.h"

#include "analysis/quantities.h"

#include <math.h>

static amont_figure or_missing(size_t n) {
    return n > 0 ? amont_figure_of((double)n, (double)n) : AMONT_FIGURE_MISSING;
}

/* Numbers by group of what is asked, and of all. */
static size_t *count(const amont_request *request, const amont_price_ask *ask, size_t *all) {
    const size_t *groups = amont_price_groups(request->analysis, ask->sales, request->level);
    size_t *counts = g_new0(size_t, request->level->n + 2);
    *all = 0;
    for (guint i = 0; i < ask->sales->len; i++)
        if (amont_price_is_asked(ask, &g_array_index(ask->sales, amont_sale, i))) {
            counts[groups[i]]++;
            ++*all;
        }
    return counts;
}

void amont_price_count(const amont_request *request, const amont_price_ask *ask) {
    const amont_level *level = request->level;
    amont_series *series = request->series;
    size_t all;
    g_autofree size_t *counts = count(request, ask, &all);
    for (size_t zone = 0; zone < level->n; zone++)
        series->figures[zone] = amont_figure_of((double)counts[zone], (double)counts[zone]);
    series->has_unplaced = true;
    series->unplaced = or_missing(counts[AMONT_PRICE_UNPLACED(level)]);
    series->outside = or_missing(counts[AMONT_PRICE_OUTSIDE(level)]);
    series->elsewhere = amont_series_elsewhere(series, level);
    series->whole = (double)all;
    amont_price_describe(request, ask);
}

bool amont_compute_land_price(const amont_request *request, GError **error) {
    (void)error;
    amont_price_ask ask;
    if (!amont_price_ask_land(request, &ask))
        return true;
    g_autoptr(amont_price_lists) lists = amont_price_lists_new(request, &ask, NULL);
    for (size_t zone = 0; zone < request->level->n; zone++)
        request->series->figures[zone] = amont_price_median(lists, zone);
    amont_price_describe(request, &ask);
    return true;
}

bool amont_compute_turnover(const amont_request *request, GError **error) {
    (void)error;
    amont_price_ask ask;
    if (!amont_price_ask_dwellings(request, &ask))
        return true;
    const amont_known_quantity *dwellings =
        amont_quantity_latest(request->analysis, "dwellings", request->level);
    if (!dwellings)
        return amont_series_lacks_quantity(request->series, "dwellings", request->level);
    size_t all;
    g_autofree size_t *counts = count(request, &ask, &all);
    for (size_t zone = 0; zone < request->level->n; zone++) {
        amont_figure a_year =
            amont_figure_of((double)counts[zone] / ask.market->years, (double)counts[zone]);
        request->series->figures[zone] =
            amont_figure_ratio(&a_year, &dwellings->series->figures[zone], 1000);
    }
    amont_price_describe(request, &ask);
    amont_series_behind(request->series, dwellings->series);
    const char *const homes[] = {dwellings->series->label, dwellings->series->label};
    static const char *const sales[] = {"ventes par an", "sales a year"};
    amont_price_say_parts(request, sales, homes);
    return true;
}
