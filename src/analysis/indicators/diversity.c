/* How land use is mixed in a zone, and spread over zones: L9 to L12 of the definitions. Shares are
 * of the land with a class (or group), so that they add up to one; where that is less than 99 % or
 * more than 101 % of the zone the figures are estimates, where it is nothing they are missing. The
 * first land-use layer and its latest date are looked at, by class, or by the grouping of the list
 * that stands in brackets.
 *
 * C. E. Shannon, A mathematical theory of communication (1948), natural logarithm; E. C. Pielou's
 * evenness (1966); E. H. Simpson, Measurement of diversity (1949); as in FRAGSTATS and
 * landscapemetrics. C. Gini (1912). General knowledge. */
#include "analysis/figures.h"
#include "analysis/landscape.h"
#include "analysis/overlays.h"
#include "base/i18n.h"

#include "amont/patches.h"

#include <math.h>
#include <string.h>

/* ---- of one zone --------------------------------------------------------------------------- */

/* Outlines of two sources leave slivers: a class of less than a millionth of the land is not there.
 */
static const double sliver = 1e-6;

/* Shares of `n` classes, present or not. */
typedef double mixing(const double *shares, size_t n);

static double shannon(const double *shares, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum -= shares[k] > 0 ? shares[k] * log(shares[k]) : 0;
    return fmax(sum, 0); /* of one class -0 */
}

/* Over the classes that are present; of one class, 0 / 0. */
static double evenness(const double *shares, size_t n) {
    double present = 0;
    for (size_t k = 0; k < n; k++)
        present += shares[k] > sliver;
    return shannon(shares, n) / log(present);
}

static double simpson(const double *shares, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += shares[k] * shares[k];
    return 1 - sum;
}

/* Over the groups that the list tells apart, present or not. */
static double mix(const double *shares, size_t n) {
    return shannon(shares, n) / log((double)n);
}

/* Square metres of each class or group; zone level->n: all selected zones. */
static void add_areas(const amont_overlays *overlays, const amont_mosaic *mosaic, size_t zone,
                      amont_sum *areas) {
    const amont_overlay_table *table = overlays->table;
    for (size_t k = 0; k + 1 < overlays->n_classes[0]; k++) {
        size_t class = amont_mosaic_class(mosaic, k);
        if (class != AMONT_UNCLASSED)
            amont_sum_add(&areas[class], amont_overlays_of_class(
                                             overlays, 0, k, table->in + zone * table->n_classes));
    }
}

static amont_figure figure_of(const amont_sum *areas, size_t n, double ground_m2, bool of_all_land,
                              mixing *of) {
    const double most_off = 0.01;
    g_autofree double *shares = g_new(double, n + 1);
    amont_sum all = {0, 0};
    size_t present = 0;
    for (size_t k = 0; k < n; k++)
        amont_sum_add(&all, amont_sum_value(&areas[k]));
    double whole = amont_sum_value(&all);
    if (!(whole > 0))
        return AMONT_FIGURE_MISSING;
    for (size_t k = 0; k < n; k++) {
        shares[k] = amont_sum_value(&areas[k]) / whole;
        present += shares[k] > sliver;
    }
    amont_figure figure = amont_figure_of(of(shares, n), (double)present);
    if (of_all_land && fabs(whole / ground_m2 - 1) > most_off)
        figure.flag = amont_flag_worse(figure.flag, AMONT_FLAG_ESTIMATED);
    return figure;
}

static void fill(const amont_request *ask, const amont_mosaic *mosaic,
                 const amont_overlays *overlays, mixing *of) {
    const amont_level *level = ask->level;
    bool of_all_land = of != mix; /* the groups of the mix leave land out on purpose */
    g_autofree amont_sum *all = g_new0(amont_sum, mosaic->n + 1);
    g_autofree amont_sum *areas = g_new(amont_sum, mosaic->n + 1);
    double ground_m2 = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        memset(areas, 0, (mosaic->n + 1) * sizeof *areas);
        add_areas(overlays, mosaic, zone, areas);
        ask->series->figures[zone] =
            figure_of(areas, mosaic->n, level->area_m2[zone], of_all_land, of);
        if (!level->selected[zone])
            continue;
        add_areas(overlays, mosaic, zone, all);
        ground_m2 += level->area_m2[zone];
    }
    ask->series->overall = figure_of(all, mosaic->n, ground_m2, of_all_land, of);
}

static bool compute(const amont_request *ask, const char *grouping, mixing *of, GError **error) {
    amont_mosaic mosaic;
    if (!amont_mosaic_find(ask, grouping, &mosaic, error))
        return ask->series->lacks != NULL;
    const amont_overlays *overlays =
        amont_analysis_overlays(ask->analysis, mosaic.landuse, ask->level, error);
    if (!overlays)
        return false;
    fill(ask, &mosaic, overlays, of);
    amont_mosaic_describe(&mosaic, ask->series);
    return true;
}

static bool compute_shannon(const amont_request *ask, GError **error) {
    return compute(ask, ask->argument, shannon, error);
}
static bool compute_evenness(const amont_request *ask, GError **error) {
    return compute(ask, ask->argument, evenness, error);
}
static bool compute_simpson(const amont_request *ask, GError **error) {
    return compute(ask, ask->argument, simpson, error);
}

/* ---- the mix ------------------------------------------------------------------------------- */

/* The groups of L12, and the grouping in which a list says which classes they are. */
static const char mix_grouping[] = "mix";
static const char *const mix_groups[] = {"habitat", "activite", "equipement", "commerce",
                                         "espace_vert"};

static bool has_group(const amont_grouping *grouping, const char *code) {
    for (guint i = 0; i < grouping->groups->len; i++)
        if (strcmp(((amont_group *)grouping->groups->pdata[i])->code, code) == 0)
            return true;
    return false;
}

/* Which groups there are, and which the list does not tell apart, belongs to the method. */
static void say_groups(const amont_grouping *grouping, amont_series *series) {
    g_autoptr(GString) said = g_string_new(series->method);
    g_string_append_printf(said, "; %u groups", grouping->groups->len);
    const char *before = ", the list having none for ";
    for (size_t i = 0; i < G_N_ELEMENTS(mix_groups); i++) {
        if (has_group(grouping, mix_groups[i]))
            continue;
        g_string_append_printf(said, "%s%s", before, mix_groups[i]);
        before = ", ";
    }
    g_free(series->method);
    series->method = g_string_free(g_steal_pointer(&said), FALSE);
}

static bool compute_mix(const amont_request *ask, GError **error) {
    const amont_landuse *landuse = amont_layers_landuse(amont_analysis_layers(ask->analysis), NULL);
    const amont_grouping *grouping =
        landuse ? amont_nomenclature_grouping(landuse->classes[0], mix_grouping) : NULL;
    if (landuse && (!grouping || grouping->groups->len < 2))
        return amont_series_lacks(
            ask->series,
            N_("a list of classes with a column `code_mix` of at least two groups, for '%s'"),
            landuse->spec->entry.name);
    if (!compute(ask, mix_grouping, mix, error))
        return false;
    if (grouping)
        say_groups(grouping, ask->series);
    return true;
}

/* ---- over zones ---------------------------------------------------------------------------- */

/* Mean difference of all pairs, each weighing as much as both weights, over twice the mean. */
static double gini(const double *values, const double *weights, size_t n) {
    double differences = 0, sum = 0, all = 0;
    for (size_t i = 0; i < n; i++) {
        sum += weights[i] * values[i];
        all += weights[i];
        for (size_t j = 0; j < n; j++)
            differences += weights[i] * weights[j] * fabs(values[i] - values[j]);
    }
    return differences / (2 * all * sum);
}

static amont_figure gini_of(const amont_request *ask, const amont_series *areas, bool by_share) {
    const amont_level *level = ask->level;
    g_autofree double *values = g_new(double, level->n + 1), *weights = g_new(double, level->n + 1);
    amont_figure all = amont_figure_of(0, 0);
    size_t n = 0;
    for (size_t zone = 0; zone < level->n; zone++) {
        if (!level->selected[zone])
            continue;
        amont_figure ground = amont_figure_area(level, zone, 1e4);
        weights[n] = by_share ? ground.value : 1;
        values[n] = areas->figures[zone].value / weights[n];
        all = amont_figure_sum(&all, &areas->figures[zone]);
        n++;
    }
    if (!amont_flag_has_value(all.flag))
        return all;
    amont_figure figure = amont_figure_of(gini(values, weights, n), (double)n);
    figure.flag = amont_flag_worse(figure.flag, all.flag);
    return figure;
}

static bool compute_spread(const amont_request *ask, bool by_share, GError **error) {
    const amont_layers *layers = amont_analysis_layers(ask->analysis);
    ask->series->overall_only = true;
    if (!amont_layers_landuse(layers, NULL))
        return amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "landuse");
    g_autofree char *id = g_strdup_printf("landuse.area(%s)", ask->argument);
    g_autoptr(amont_series) areas =
        amont_series_by_name(ask->analysis, &layers->study->entry, NULL, id, ask->level, error);
    if (!areas)
        return false;
    ask->series->overall = gini_of(ask, areas, by_share);
    amont_series_behind(ask->series, areas);
    amont_series_dated(ask->series, "%s", areas->label);
    return true;
}

static bool compute_gini(const amont_request *ask, GError **error) {
    return compute_spread(ask, false, error);
}
static bool compute_gini_of_shares(const amont_request *ask, GError **error) {
    return compute_spread(ask, true, error);
}

#define BY_CLASS N_("landuse; in brackets a grouping of its classes")
#define OF_CLASS N_("landuse; in brackets a class or a group")
#define SOURCE "FRAGSTATS; landscapemetrics"

const amont_indicator amont_indicators_diversity[] = {
    /* L10 */
    {.info = {.id = "landscape.shannon",
              .label = {"Indice de diversité de Shannon", "Shannon’s diversity index"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = BY_CLASS,
              .method =
                  N_("-Σ p ln p over the classes present, p being the share of the land with a "
                     "class"),
              .is_area = true,
              .source = SOURCE},
     .compute = compute_shannon,
     .takes_years = true},
    {.info = {.id = "landscape.evenness",
              .label = {"Équitabilité de Shannon", "Shannon’s evenness index"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = BY_CLASS,
              .method = N_("-Σ p ln p over ln m, m being the number of classes present"),
              .is_area = true,
              .source = SOURCE},
     .compute = compute_evenness,
     .takes_years = true},
    /* L11 */
    {.info = {.id = "landscape.simpson",
              .label = {"Indice de diversité de Simpson", "Simpson’s diversity index"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = BY_CLASS,
              .method =
                  N_("1 - Σ p² over the classes present, p being the share of the land with a "
                     "class"),
              .is_area = true,
              .source = SOURCE},
     .compute = compute_simpson,
     .takes_years = true},
    /* L12 */
    {.info = {.id = "landscape.mix",
              .label = {"Mixité fonctionnelle", "Land-use mix"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = N_("landuse whose list of classes has the groups of `code_mix`"),
              .method = N_("-Σ p ln p over ln K, p being the share of the land of the K groups"),
              .is_area = true},
     .compute = compute_mix},
    /* L9 */
    {.info = {.id = "landscape.gini()",
              .label = {"Indice de Gini entre zones", "Gini index between zones"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = OF_CLASS,
              .method = N_("half the mean difference of the areas of all pairs of selected zones, "
                           "over their mean; of n zones at most 1 - 1/n: to compare territories, "
                           "times n/(n-1)"),
              .is_area = true},
     .compute = compute_gini},
    {.info = {.id = "landscape.gini_share()",
              .label = {"Indice de Gini des parts entre zones", "Gini index of shares"},
              .unit = {"", ""},
              .measure = AMONT_MEASURE_INDEX,
              .decimals = 2,
              .inputs = OF_CLASS,
              .method = N_("half the mean difference of the shares of all pairs of selected zones, "
                           "weighted by their areas, over their mean; at most 1 less the weight of "
                           "the smallest zone"),
              .is_area = true},
     .compute = compute_gini_of_shares},
    {.info = {.id = NULL}},
};
