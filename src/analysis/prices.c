#include "analysis/prices.h"

#include "analysis/overlays.h"
#include "base/i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is kept -------------------------------------------------------------------------- */

typedef struct placed {
    const GArray *sales;
    const amont_level *level;
    size_t *groups;
} placed;

struct amont_prices {
    amont_market *market;
    GPtrArray *placed;
};

static void free_placed(void *data) {
    placed *p = data;
    g_free(p->groups);
    g_free(p);
}

void amont_prices_free(amont_prices *prices) {
    if (!prices)
        return;
    amont_market_free(prices->market);
    g_ptr_array_unref(prices->placed);
    g_free(prices);
}

static amont_prices *prices_of(amont_analysis *analysis) {
    amont_prices **kept = amont_analysis_prices(analysis);
    if (!*kept) {
        *kept = g_new(amont_prices, 1);
        (*kept)->market = amont_market_new(amont_analysis_layers(analysis));
        (*kept)->placed = g_ptr_array_new_with_free_func(free_placed);
    }
    return *kept;
}

/* ---- what is asked ------------------------------------------------------------------------- */

#define ONE(property) (1u << AMONT_PROPERTY_##property)

typedef struct kind {
    const char *words[6]; /* folded, NULL-terminated */
    unsigned properties;
    const char *label[2];
} kind;

static const kind kinds[] = {
    {{"appartement", "appartements", "flat", "flats"}, ONE(FLAT), {"appartements", "flats"}},
    {{"maison", "maisons", "house", "houses"}, ONE(HOUSE), {"maisons", "houses"}},
    {{"local", "locaux", "premises"},
     ONE(PREMISES),
     {"locaux industriels, commerciaux ou assimilés", "business premises"}},
    {{"logement", "logements", "dwelling", "dwellings"},
     ONE(HOUSE) | ONE(FLAT),
     {"maisons et appartements", "houses and flats"}},
};

static const kind *find_kind(const char *word) {
    g_autofree char *folded = amont_name_fold(word);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_strv_contains(kinds[i].words, folded))
            return &kinds[i];
    return NULL;
}

static bool read_year(const char *text, amont_price_ask *ask) {
    double year = NAN;
    if (!amont_number_parse(text, &year) || year != floor(year) || year < 1900 || year > 2100)
        return false;
    if (!ask->from)
        ask->from = (int)year;
    ask->until = (int)year;
    return ask->from <= ask->until;
}

static bool read_distance(const char *text, amont_price_ask *ask) {
    g_autofree char *number = g_strdup(text);
    if (!g_str_has_suffix(number, "m"))
        return false;
    number[strlen(number) - 1] = '\0';
    return amont_number_parse(number, &ask->distance) && ask->distance > 0;
}

static bool fail_argument(const char *word, GError **error) {
    amont_fail(error, AMONT_ERROR_CONFIG, "'%s' is no kind of property, year or distance", word);
    amont_hint(error, "write one of appartement, maison, local, logement, then a year or two, the "
                      "earlier first, as in 'price.median(appartement, 2022)'");
    return false;
}

static bool read_argument(const char *argument, amont_price_ask *ask, GError **error) {
    g_auto(GStrv) words = g_strsplit(argument, ",", -1);
    for (char **word = words; *word; word++) {
        g_strstrip(*word);
        const kind *found = word == words ? find_kind(*word) : NULL;
        if (found) {
            ask->properties = found->properties;
            memcpy(ask->label, found->label, sizeof ask->label);
        } else if (word == words || (!read_year(*word, ask) && !read_distance(*word, ask))) {
            return fail_argument(*word, error);
        }
    }
    return true;
}

static amont_price_rule rule_of(const char *id) {
    return strstr(id, "_b(")      ? AMONT_PRICE_USUAL
           : strstr(id, "_vefa(") ? AMONT_PRICE_VEFA
                                  : AMONT_PRICE_ALL;
}

/* Whether there are sales to look at. */
static bool find_market(const amont_request *request, amont_price_ask *ask) {
    *ask = (amont_price_ask){.market = prices_of(request->analysis)->market, .distance = NAN};
    if (ask->market->layers->len > 0)
        return true;
    if (ask->market->lacks)
        amont_series_lacks(request->series, _("the column '%s' in a layer of kind '%s'"),
                           ask->market->lacks, "sales");
    else
        amont_series_lacks(request->series, _("a layer of kind '%s'"), "sales");
    return false;
}

bool amont_price_ask_read(const amont_request *request, amont_price_ask *ask, bool *ready,
                          GError **error) {
    *ready = find_market(request, ask);
    if (!read_argument(request->argument, ask, error))
        return false;
    if (!*ready)
        return true;
    ask->rule = rule_of(request->indicator->info.id);
    ask->sales = ask->market->sales;
    int missing = ask->until > ask->market->last_year                ? ask->until
                  : ask->from && ask->from < ask->market->first_year ? ask->from
                                                                     : 0;
    if (missing)
        amont_series_lacks(request->series, _("sales of %d"), missing);
    *ready = !missing;
    return true;
}

bool amont_price_ask_land(const amont_request *request, amont_price_ask *ask) {
    bool ready = find_market(request, ask);
    ask->sales = ask->market->land;
    ask->properties = ONE(LAND);
    return ready;
}

bool amont_price_ask_dwellings(const amont_request *request, amont_price_ask *ask) {
    bool ready = find_market(request, ask);
    ask->sales = ask->market->dwellings;
    ask->properties = ONE(HOUSE) | ONE(FLAT);
    return ready;
}

bool amont_price_is_asked(const amont_price_ask *ask, const amont_sale *sale) {
    if (!(ask->properties & (1u << sale->property)) ||
        (ask->from && (sale->year < ask->from || sale->year > ask->until)))
        return false;
    return ask->rule == AMONT_PRICE_ALL ||
           (sale->is_usual && sale->is_vefa == (ask->rule == AMONT_PRICE_VEFA));
}

/* ---- words --------------------------------------------------------------------------------- */

static void append_period(const amont_price_ask *ask, GString *label) {
    int from = ask->from ? ask->from : ask->market->first_year;
    int until = ask->until ? ask->until : ask->market->last_year;
    if (from)
        g_string_append_printf(label, ", %d", from);
    if (from != until)
        g_string_append_printf(label, "-%d", until);
}

void amont_price_describe(const amont_request *request, const amont_price_ask *ask) {
    amont_series *series = request->series;
    const char *of = ask->label[amont_analysis_layers(request->analysis)->study->language];
    GString *label = g_string_new(series->label);
    if (of)
        g_string_append_printf(label, ", %s", of);
    append_period(ask, label);
    g_free(series->label);
    series->label = g_string_free(label, FALSE);
    for (guint i = 0; i < ask->market->layers->len; i++)
        amont_series_of_layer(series, ((amont_sales *)ask->market->layers->pdata[i])->spec);
}

void amont_price_say_parts(const amont_request *request, const char *const numerator[2],
                           const char *const denominator[2]) {
    int language = amont_analysis_layers(request->analysis)->study->language;
    amont_series_say_parts(request->series, numerator[language], denominator[language]);
}

/* ---- where --------------------------------------------------------------------------------- */

/* The zone that has the code of the sale's commune; a spreadsheet may have taken its zeros off. */
static size_t zone_of_code(const amont_level *level, const amont_sale *sale) {
    if (!sale->commune)
        return AMONT_NO_ZONE;
    size_t zone = amont_level_find(level, sale->commune);
    if (zone != AMONT_NO_ZONE)
        return zone;
    g_autofree char *whole = amont_code_restore(sale->commune, 5);
    return whole ? amont_level_find(level, whole) : AMONT_NO_ZONE;
}

static bool is_of_communes(const amont_level *level, const GArray *sales) {
    for (guint i = 0; i < sales->len; i++)
        if (zone_of_code(level, &g_array_index(sales, amont_sale, i)) != AMONT_NO_ZONE)
            return true;
    return false;
}

static size_t group_of(const amont_level *level, const amont_locator *locator, bool by_code,
                       const amont_sale *sale) {
    size_t zone = AMONT_NO_ZONE;
    if (by_code && sale->commune)
        zone = zone_of_code(level, sale);
    else if (isnan(sale->x))
        return AMONT_PRICE_UNPLACED(level);
    else
        zone = amont_locator_find(locator, sale->x, sale->y, NULL);
    return zone == AMONT_NO_ZONE ? AMONT_PRICE_OUTSIDE(level) : zone;
}

const size_t *amont_price_groups(amont_analysis *analysis, const GArray *sales,
                                 const amont_level *level) {
    amont_prices *prices = prices_of(analysis);
    for (guint i = 0; i < prices->placed->len; i++) {
        const placed *known = prices->placed->pdata[i];
        if (known->sales == sales && known->level == level)
            return known->groups;
    }
    placed *p = g_new(placed, 1);
    *p = (placed){sales, level, g_new(size_t, sales->len + 1)};
    g_ptr_array_add(prices->placed, p);
    bool by_code = is_of_communes(level, sales);
    g_autoptr(amont_locator) locator =
        amont_locator_new(level->layer->shapes, level->by_code, level->n);
    for (guint i = 0; i < sales->len; i++)
        p->groups[i] = group_of(level, locator, by_code, &g_array_index(sales, amont_sale, i));
    return p->groups;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

amont_price_lists *amont_price_lists_new(const amont_request *request, const amont_price_ask *ask,
                                         const bool *only) {
    size_t n_groups = request->level->n + 2;
    const size_t *groups = amont_price_groups(request->analysis, ask->sales, request->level);
    amont_price_lists *lists = g_new(amont_price_lists, 1);
    lists->values = g_new(double, ask->sales->len + 1);
    lists->start = g_new0(size_t, n_groups + 1);
    g_autofree bool *counts = g_new(bool, ask->sales->len + 1);
    for (guint i = 0; i < ask->sales->len; i++) {
        const amont_sale *sale = &g_array_index(ask->sales, amont_sale, i);
        counts[i] = (!only || only[i]) && amont_price_is_asked(ask, sale);
        lists->start[groups[i] + 1] += counts[i];
    }
    for (size_t g = 0; g < n_groups; g++)
        lists->start[g + 1] += lists->start[g];
    g_autofree size_t *next = g_memdup2(lists->start, n_groups * sizeof *next);
    for (guint i = 0; i < ask->sales->len; i++)
        if (counts[i])
            lists->values[next[groups[i]]++] = g_array_index(ask->sales, amont_sale, i).per_m2;
    for (size_t g = 0; g < n_groups; g++)
        qsort(lists->values + lists->start[g], lists->start[g + 1] - lists->start[g],
              sizeof *lists->values, ascending);
    return lists;
}

void amont_price_lists_free(amont_price_lists *lists) {
    if (!lists)
        return;
    g_free(lists->values);
    g_free(lists->start);
    g_free(lists);
}

/* ---- figures ------------------------------------------------------------------------------- */

double amont_price_quantile(const double *values, size_t n, double p) {
    if (n == 0)
        return NAN;
    double h = (double)(n - 1) * p, rank = floor(h);
    size_t k = (size_t)rank;
    return h == rank ? values[k] : (1 - (h - rank)) * values[k] + (h - rank) * values[k + 1];
}

amont_figure amont_price_figure(double value, size_t n) {
    amont_figure figure = amont_figure_of(n > 0 ? value : NAN, (double)n);
    if (n > 0 && n < AMONT_FEWEST_SALES) {
        figure.flag = AMONT_FLAG_SECRET;
        figure.value = NAN;
    } else if (n <= AMONT_FEW_SALES && figure.flag == AMONT_FLAG_OK) {
        figure.flag = AMONT_FLAG_LOW_N;
    }
    return figure;
}

amont_figure amont_price_median(const amont_price_lists *lists, size_t group) {
    size_t first = lists->start[group], n = lists->start[group + 1] - first;
    return amont_price_figure(amont_price_quantile(lists->values + first, n, 0.5), n);
}

/* P(B <= k) is summed from its logarithms: 2^-n alone is no double from n = 1075 on. */
bool amont_price_ranks(size_t n, size_t *low, size_t *high) {
    double log_term = -(double)n * log(2), sum = exp(log_term);
    size_t k = 0;
    while (sum < 0.025) {
        log_term += log((double)(n - k) / (double)(k + 1));
        sum += exp(log_term);
        k++;
    }
    *low = k;
    *high = n + 1 - k;
    return k > 0;
}
