/* Land use: areas of a class by zone, from the overlay of the layer with the level.
 * `landuse.area(X)` and `landuse.share(X)`: X is the code or the name of a class, or of a group of
 * the list. The first land-use layer and its latest date are looked at.
 *
 * L1 and L2 of the definitions: the share is of the zone's planar area. */
#include "analysis/figures.h"
#include "analysis/overlays.h"
#include "base/i18n.h"

#include "amont/reading.h"

#include <math.h>
#include <string.h>

/* ---- which classes ------------------------------------------------------------------------- */

/* The classes that an argument stands for: flags by class of one dimension. */
typedef struct chosen {
    size_t dimension;
    bool *classes; /* NULL: not found yet */
    size_t n;      /* classes of the dimension */
    const char *label;
} chosen;

static bool is_name(const char *written, const char *name) {
    g_autofree char *left = amont_name_fold(written), *right = amont_name_fold(name);
    return *left && strcmp(left, right) == 0;
}

static void choose_class(const amont_nomenclature *list, unsigned index, chosen *c) {
    c->n = list->classes->len;
    c->classes = g_new0(bool, c->n);
    c->classes[index] = true;
    c->label = amont_nomenclature_class(list, index)->label[AMONT_LANGUAGE_FR];
}

static bool find_class(const amont_nomenclature *list, const char *written, chosen *c) {
    unsigned index = amont_nomenclature_find(list, written);
    for (unsigned i = 0; index == AMONT_NO_CLASS && i < list->classes->len; i++)
        if (is_name(written, amont_nomenclature_class(list, i)->label[AMONT_LANGUAGE_FR]) ||
            is_name(written, amont_nomenclature_class(list, i)->label[AMONT_LANGUAGE_EN]))
            index = i;
    if (index != AMONT_NO_CLASS)
        choose_class(list, index, c);
    return index != AMONT_NO_CLASS;
}

static bool find_group(const amont_nomenclature *list, const char *written, chosen *c) {
    for (guint g = 0; g < list->groupings->len; g++) {
        const amont_grouping *grouping = list->groupings->pdata[g];
        for (guint i = 0; i < grouping->groups->len; i++) {
            const amont_group *group = grouping->groups->pdata[i];
            if (strcmp(group->code, written) != 0 && !is_name(written, group->label))
                continue;
            c->n = list->classes->len;
            c->classes = g_new0(bool, c->n);
            c->label = group->label;
            for (unsigned k = 0; k < c->n; k++)
                c->classes[k] = amont_nomenclature_group(list, grouping, k) == i;
            return true;
        }
    }
    return false;
}

static bool fail_unknown_class(const amont_landuse *landuse, const char *written, GError **error) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t d = 0; d < landuse->n_dimensions; d++)
        for (guint i = 0; i < landuse->classes[d]->classes->len; i++)
            g_ptr_array_add(names, ((amont_class *)landuse->classes[d]->classes->pdata[i])->code);
    amont_fail(error, AMONT_ERROR_DATA, "the layer '%s' has neither class nor group '%s'",
               landuse->spec->entry.name, written);
    g_ptr_array_add(names, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    amont_hint(error, "classes: %s", list);
    return false;
}

static bool choose(const amont_landuse *landuse, const char *written, chosen *c, GError **error) {
    for (c->dimension = 0; c->dimension < landuse->n_dimensions; c->dimension++) {
        const amont_nomenclature *list = landuse->classes[c->dimension];
        if (find_class(list, written, c) || find_group(list, written, c))
            return true;
    }
    return fail_unknown_class(landuse, written, error);
}

/* ---- areas --------------------------------------------------------------------------------- */

static double sum_classes(const amont_overlays *overlays, const chosen *c, const double *areas) {
    amont_sum sum = {0, 0};
    for (size_t k = 0; k < c->n; k++)
        if (c->classes[k])
            amont_sum_add(&sum, amont_overlays_of_class(overlays, c->dimension, k, areas));
    return amont_sum_value(&sum);
}

static void fill_areas(const amont_level *level, const amont_overlays *overlays, const chosen *c,
                       amont_series *series) {
    const amont_overlay_table *table = overlays->table;
    for (size_t zone = 0; zone < level->n; zone++) {
        amont_figure *figure = &series->figures[zone];
        figure->value = sum_classes(overlays, c, table->in + zone * table->n_classes) / 1e4;
        figure->flag = overlays->covered[zone] < 0.99 ? AMONT_FLAG_ESTIMATED : AMONT_FLAG_OK;
        figure->n = 1;
        if (overlays->covered[zone] == 0) /* nothing is known of it */
            *figure = AMONT_FIGURE_MISSING;
    }
    series->outside.value = sum_classes(overlays, c, table->outside) / 1e4;
    series->outside.flag = series->outside.value > 0 ? AMONT_FLAG_OK : AMONT_FLAG_MISSING;
    series->outside.n = 1;
    if (series->outside.flag != AMONT_FLAG_OK)
        series->outside = AMONT_FIGURE_MISSING;
    series->elsewhere = amont_series_elsewhere(series, level);
    series->whole = sum_classes(overlays, c, table->whole) / 1e4;
}

static void describe(const amont_landuse *landuse, const chosen *c, amont_series *series) {
    const amont_landuse_date *date = &landuse->dates[landuse->n_dates - 1];
    g_autofree char *of = g_strdup_printf("%s, %s", series->label, c->label);
    g_free(series->label);
    series->label = date->year ? g_strdup_printf("%s, %d", of, date->year) : g_steal_pointer(&of);
    series->source = amont_credit_line(&landuse->spec->credit);
    g_ptr_array_add(series->layers, g_strdup(landuse->spec->entry.name));
}

static bool compute_area(const amont_request *ask, GError **error) {
    const amont_landuse *landuse = amont_layers_landuse(amont_analysis_layers(ask->analysis), NULL);
    if (!landuse)
        return amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "landuse");
    chosen c = {0};
    if (!choose(landuse, ask->argument, &c, error))
        return false;
    const amont_overlays *overlays = amont_analysis_overlays(ask->analysis, landuse, ask->level);
    fill_areas(ask->level, overlays, &c, ask->series);
    describe(landuse, &c, ask->series);
    g_free(c.classes);
    return true;
}

static bool compute_share(const amont_request *ask, GError **error) {
    const amont_level *level = ask->level;
    amont_series *series = ask->series;
    if (!compute_area(ask, error))
        return false;
    for (size_t zone = 0; zone < level->n; zone++) {
        amont_figure area = amont_figure_area(level, zone, 1e4);
        series->figures[zone] = amont_figure_ratio(&series->figures[zone], &area, 100);
    }
    series->outside = series->elsewhere = AMONT_FIGURE_MISSING;
    series->whole = NAN;
    return true;
}

const amont_indicator amont_indicators_landuse[] = {
    {.info = {.id = "landuse.area()",
              .label = {"Superficie", "Area"},
              .unit = {"ha", "ha"},
              .measure = AMONT_MEASURE_STOCK,
              .decimals = 2,
              .inputs = N_("landuse; in brackets a class or a group"),
              .method = N_("planar area of the polygons of the class within the zone")},
     .compute = compute_area},
    {.info = {.id = "landuse.share()",
              .label = {"Part de la superficie", "Share of the area"},
              .unit = {"%", "%"},
              .measure = AMONT_MEASURE_RATIO,
              .decimals = 1,
              .inputs = N_("landuse; in brackets a class or a group"),
              .method = N_("area of the class within the zone, over the planar area of the zone")},
     .compute = compute_share},
    {.info = {.id = NULL}},
};
