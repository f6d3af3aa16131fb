/* Rule set B of amont/market.h. Quantiles are of type 7; 1.4826 makes the median absolute deviation
 * of a normal variable its standard deviation, 3.5 is the limit of B. Iglewicz, D. Hoaglin, How to
 * detect and handle outliers, 1993 (general knowledge, not read again). */
#include "analysis/market.h"

#include "analysis/select.h"

#include <math.h>
#include <string.h>

enum { MANY = 30 }; /* from here on quartiles say enough */

typedef struct bounds {
    double least_m2, most_m2;
} bounds;

static bool is_plausible(const amont_sale *sale) {
    static const bounds of_property[] = {[AMONT_PROPERTY_HOUSE] = {25, 600},
                                         [AMONT_PROPERTY_FLAT] = {9, 400},
                                         [AMONT_PROPERTY_PREMISES] = {0, INFINITY}};
    const bounds *b = &of_property[sale->property];
    return sale->price >= 10000 && sale->surface >= b->least_m2 && sale->surface <= b->most_m2;
}

/* ---- groups -------------------------------------------------------------------------------- */

static int compare_groups(const amont_sale *one, const amont_sale *other) {
    int order = g_strcmp0(one->commune, other->commune);
    if (order == 0)
        order = (int)one->property - (int)other->property;
    if (order == 0)
        order = one->year - other->year;
    return order != 0 ? order : (int)one->is_vefa - (int)other->is_vefa;
}

static int by_group(gconstpointer a, gconstpointer b) {
    return compare_groups(*(amont_sale *const *)a, *(amont_sale *const *)b);
}

/* ---- what lies far from the others --------------------------------------------------------- */

typedef struct interval {
    double low, high;
} interval;

static interval around_quartiles(double *logs, size_t n) {
    double q1 = amont_select_quantile(logs, n, 0.25), q3 = amont_select_quantile(logs, n, 0.75);
    double reach = 1.5 * (q3 - q1);
    if (reach == 0)
        return (interval){-INFINITY, INFINITY};
    return (interval){q1 - reach, q3 + reach};
}

/* `logs` become their distances from the median. */
static interval around_median(double *logs, size_t n) {
    double median = amont_select_quantile(logs, n, 0.5);
    for (size_t i = 0; i < n; i++)
        logs[i] = fabs(logs[i] - median);
    double reach = 3.5 * 1.4826 * amont_select_quantile(logs, n, 0.5);
    if (reach == 0)
        return (interval){-INFINITY, INFINITY};
    return (interval){median - reach, median + reach};
}

/* Of the sales from `first` to `end`. */
static void mark_group(const GPtrArray *sales, guint first, guint end) {
    guint n = end - first;
    g_autofree double *logs = g_new(double, n);
    for (guint i = 0; i < n; i++)
        logs[i] = log(((amont_sale *)sales->pdata[first + i])->per_m2);
    interval kept = n >= MANY ? around_quartiles(logs, n) : around_median(logs, n);
    for (guint i = first; i < end; i++) {
        amont_sale *sale = sales->pdata[i];
        double at = log(sale->per_m2);
        sale->is_usual = at >= kept.low && at <= kept.high;
    }
}

void amont_market_mark_usual(GArray *sales) {
    g_autoptr(GPtrArray) plausible = g_ptr_array_new();
    for (guint i = 0; i < sales->len; i++) {
        amont_sale *sale = &g_array_index(sales, amont_sale, i);
        if (is_plausible(sale))
            g_ptr_array_add(plausible, sale);
    }
    g_ptr_array_sort(plausible, by_group);
    for (guint first = 0, next; first < plausible->len; first = next) {
        for (next = first + 1; next < plausible->len; next++)
            if (compare_groups(plausible->pdata[first], plausible->pdata[next]) != 0)
                break;
        mark_group(plausible, first, next);
    }
}
