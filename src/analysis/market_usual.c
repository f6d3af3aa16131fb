/* Rule set B of amont/market.h. Quantiles are of type 7; 1.4826 makes the median absolute deviation
 * of a normal variable its standard deviation, 3.5 is the limit of B. Iglewicz, D. Hoaglin, How to
 * detect and handle outliers, 1993 (general knowledge, not read again). */
#include "analysis/market.h"

#include "analysis/select.h"

#include <math.h>
#include <stdlib.h>
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

static int by_group(const void *a, const void *b) {
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

static void mark_group(amont_sale **group, size_t n) {
    g_autofree double *logs = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        logs[i] = log(group[i]->per_m2);
    interval kept = n >= MANY ? around_quartiles(logs, n) : around_median(logs, n);
    for (size_t i = 0; i < n; i++) {
        double at = log(group[i]->per_m2);
        group[i]->is_usual = at >= kept.low && at <= kept.high;
    }
}

void amont_market_mark_usual(GArray *sales) {
    g_autofree amont_sale **plausible = g_new(amont_sale *, sales->len + 1);
    size_t n = 0;
    for (guint i = 0; i < sales->len; i++) {
        amont_sale *sale = &g_array_index(sales, amont_sale, i);
        if (is_plausible(sale))
            plausible[n++] = sale;
    }
    qsort(plausible, n, sizeof *plausible, by_group);
    for (size_t first = 0, next; first < n; first = next) {
        for (next = first + 1; next < n; next++)
            if (compare_groups(plausible[first], plausible[next]) != 0)
                break;
        mark_group(plausible + first, next - first);
    }
}
