/* Prices by distance: V5 and V6 of the definitions. V5 is meant for a grid of 200 m; it is computed
 * around the centroid of the zones of any level, a grid as well as communes. */
#include "analysis/indicators/prices.h"

#include "base/i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define USUAL_DISTANCE_M 500.0

/* A sale with a place, or one of those near a zone. */
typedef struct spot {
    double x, y, per_m2;
    double weight;
} spot;

/* ---- around a point: V5 --------------------------------------------------------------------- */

static int by_x(const void *a, const void *b) {
    const spot *one = a, *other = b;
    return (one->x > other->x) - (one->x < other->x);
}

static int by_price(const void *a, const void *b) {
    const spot *one = a, *other = b;
    return (one->per_m2 > other->per_m2) - (one->per_m2 < other->per_m2);
}

/* What is asked and has a place, from west to east. */
static GArray *spots_of(const amont_price_ask *ask) {
    GArray *spots = g_array_new(FALSE, FALSE, sizeof(spot));
    for (guint i = 0; i < ask->sales->len; i++) {
        const amont_sale *sale = &g_array_index(ask->sales, amont_sale, i);
        spot s = {sale->x, sale->y, sale->per_m2, 0};
        if (!isnan(sale->x) && amont_price_is_asked(ask, sale))
            g_array_append_val(spots, s);
    }
    g_array_sort(spots, by_x);
    return spots;
}

/* The first from `x` on. */
static guint first_from(const GArray *spots, double x) {
    guint low = 0, high = spots->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(spots, spot, middle).x < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Those less than h away, weighted by the biweight kernel, by price. */
static void gather_near(const GArray *spots, double x, double y, double h, GArray *near) {
    g_array_set_size(near, 0);
    for (guint i = first_from(spots, x - h); i < spots->len; i++) {
        spot s = g_array_index(spots, spot, i);
        if (s.x > x + h)
            break;
        double part = ((s.x - x) * (s.x - x) + (s.y - y) * (s.y - y)) / (h * h);
        if (part >= 1)
            continue;
        s.weight = (1 - part) * (1 - part);
        g_array_append_val(near, s);
    }
    g_array_sort(near, by_price);
}

/* The least price up to which half the weight lies; where that is half exactly, the middle of it
 * and the next. */
static double weighted_median(const GArray *near, double whole) {
    amont_sum below = {0, 0};
    for (guint i = 0; i < near->len; i++) {
        const spot *s = &g_array_index(near, spot, i);
        amont_sum_add(&below, s->weight);
        double twice = 2 * amont_sum_value(&below);
        if (twice == whole && i + 1 < near->len)
            return (s->per_m2 + s[1].per_m2) / 2;
        if (twice >= whole)
            return s->per_m2;
    }
    return NAN;
}

static amont_figure local_price(const GArray *near) {
    const double fewest = 20;
    amont_sum sum = {0, 0}, squares = {0, 0};
    for (guint i = 0; i < near->len; i++) {
        double weight = g_array_index(near, spot, i).weight;
        amont_sum_add(&sum, weight);
        amont_sum_add(&squares, weight * weight);
    }
    double whole = amont_sum_value(&sum);
    bool enough = whole * whole >= fewest * amont_sum_value(&squares);
    return amont_figure_of(enough && near->len > 0 ? weighted_median(near, whole) : NAN, near->len);
}

bool amont_compute_local_price(const amont_request *request, GError **error) {
    amont_price_ask ask;
    bool ready;
    if (!amont_price_ask_read(request, &ask, &ready, error))
        return false;
    if (!ready)
        return true;
    double h = isnan(ask.distance) ? USUAL_DISTANCE_M : ask.distance;
    g_autoptr(GArray) spots = spots_of(&ask), near = g_array_new(FALSE, FALSE, sizeof(spot));
    for (size_t zone = 0; zone < request->level->n; zone++) {
        double x, y;
        if (!amont_shapes_centroid(request->level->layer->shapes, zone, &x, &y))
            continue;
        gather_near(spots, x, y, h, near);
        request->series->figures[zone] = local_price(near);
    }
    amont_price_describe(request, &ask);
    return true;
}

/* ---- near projects: V6 ---------------------------------------------------------------------- */

/* A site that is known by its zone alone is nowhere in particular. */
static bool has_place(const amont_site *site) {
    return site->precision > AMONT_PRECISION_IRIS;
}

static bool is_near(const amont_projects *projects, const amont_sale *sale, double d) {
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        double dx = site->x - sale->x, dy = site->y - sale->y;
        if (has_place(site) && dx * dx + dy * dy <= d * d)
            return true;
    }
    return false;
}

/* Of each sale, whether it is near a site and whether it is not; neither without a place. */
static void part(const amont_price_ask *ask, const amont_projects *projects, bool *near,
                 bool *far) {
    double d = isnan(ask->distance) ? USUAL_DISTANCE_M : ask->distance;
    for (guint i = 0; i < ask->sales->len; i++) {
        const amont_sale *sale = &g_array_index(ask->sales, amont_sale, i);
        bool is_placed = !isnan(sale->x) && amont_price_is_asked(ask, sale);
        near[i] = is_placed && is_near(projects, sale, d);
        far[i] = is_placed && !near[i];
    }
}

/* Says in the method how many sites could not be used. */
static void tell_sites(amont_series *series, const amont_projects *projects) {
    size_t n = 0;
    for (size_t i = 0; i < projects->n_sites; i++)
        n += !has_place(&projects->sites[i]);
    if (n == 0)
        return;
    char *method =
        g_strdup_printf("%s; %zu sites known by their zone alone are left out", series->method, n);
    g_free(series->method);
    series->method = method;
}

bool amont_compute_price_gradient(const amont_request *request, GError **error) {
    amont_price_ask ask;
    bool ready;
    if (!amont_price_ask_read(request, &ask, &ready, error))
        return false;
    if (!ready)
        return true;
    const amont_projects *projects =
        amont_layers_projects(amont_analysis_layers(request->analysis), NULL);
    if (!projects)
        return amont_series_lacks(request->series, _("a layer of kind '%s'"), "sites");
    g_autofree bool *is_in = g_new(bool, ask.sales->len + 1);
    g_autofree bool *is_out = g_new(bool, ask.sales->len + 1);
    part(&ask, projects, is_in, is_out);
    g_autoptr(amont_price_lists) near = amont_price_lists_new(request, &ask, is_in);
    g_autoptr(amont_price_lists) far = amont_price_lists_new(request, &ask, is_out);
    for (size_t zone = 0; zone < request->level->n; zone++) {
        amont_figure inner = amont_price_median(near, zone), rest = amont_price_median(far, zone);
        request->series->figures[zone] = amont_figure_ratio(&inner, &rest, 1);
        request->series->figures[zone].n = inner.n + rest.n;
    }
    amont_price_describe(request, &ask);
    amont_series_of_layer(request->series, projects->spec);
    tell_sites(request->series, projects);
    static const char *const inner[] = {"prix médian près des projets", "median price near"};
    static const char *const rest[] = {"prix médian du reste de la zone", "median price elsewhere"};
    amont_price_say_parts(request, inner, rest);
    return true;
}
