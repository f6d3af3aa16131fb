/* Artificialised polygons; the rule of the matrix is in artificial.h. */
#include "analysis/artificial.h"

#include "analysis/land_store.h"

#include "amont/borders.h"

#include <string.h>

static const double least_land_m2 = 2500, least_built_m2 = 50;
static const double border_tolerance_m = 0.001;
static const double enclosed = 0.99; /* of the outline */

void amont_artificial_free(amont_artificial *artificial) {
    if (!artificial)
        return;
    g_free(artificial->truths);
    g_free(artificial->raw);
    g_free(artificial->land_m2);
    g_free(artificial);
}

/* ---- ways ---------------------------------------------------------------------------------- */

static bool has_list(const amont_landuse *landuse, size_t dimension) {
    const amont_nomenclature *list = landuse->classes[dimension];
    for (unsigned i = 0; i < list->classes->len; i++)
        if (amont_nomenclature_class(list, i)->artificialised != AMONT_UNKNOWN)
            return true;
    return false;
}

bool amont_dated_has_way(const amont_dated *dated, amont_way way) {
    const amont_landuse *landuse = dated->landuse;
    switch (way) {
    case AMONT_WAY_OFFICIAL:
        return landuse->artif && landuse->n_dates == 1;
    case AMONT_WAY_MATRIX:
        return landuse->artificialised != NULL;
    case AMONT_WAY_LIST:
        return has_list(landuse, 0);
    case AMONT_WAYS:
        break;
    }
    return false;
}

amont_way amont_common_way(const amont_dated *from, const amont_dated *to) {
    amont_way way = AMONT_WAY_OFFICIAL;
    while (way < AMONT_WAYS && !(amont_dated_has_way(from, way) && amont_dated_has_way(to, way)))
        way++;
    return way;
}

/* ---- by the column and by the list --------------------------------------------------------- */

static void read_column(amont_artificial *a) {
    const amont_landuse *landuse = a->dated.landuse;
    for (size_t row = 0; row < landuse->layer->n_rows; row++) {
        g_autofree char *text = amont_cell_text(landuse->artif, row);
        if (text && g_ascii_strcasecmp(text, "artif") == 0)
            a->truths[row] = AMONT_YES;
        else if (text && g_ascii_strcasecmp(text, "non artif") == 0)
            a->truths[row] = AMONT_NO;
    }
}

static void read_list(amont_artificial *a) {
    const amont_nomenclature *list = a->dated.landuse->classes[0];
    const unsigned *class_of = amont_dated_date(&a->dated)->class_of[0];
    for (size_t row = 0; row < a->dated.landuse->layer->n_rows; row++)
        if (class_of[row] != AMONT_NO_CLASS)
            a->truths[row] = amont_nomenclature_class(list, class_of[row])->artificialised;
}

/* ---- by the matrix ------------------------------------------------------------------------- */

/* Whether polygons are built ground: of the category 1 in the list of covers. */
static bool is_built(const amont_artificial *a, size_t row) {
    const amont_nomenclature *list = a->dated.landuse->classes[0];
    const amont_grouping *grouping = amont_nomenclature_grouping(list, "category");
    unsigned class = amont_dated_date(&a->dated)->class_of[0][row];
    if (!grouping || class == AMONT_NO_CLASS)
        return false;
    unsigned group = amont_nomenclature_group(list, grouping, class);
    if (group == AMONT_NO_CLASS)
        return false;
    return strcmp(((const amont_group *)grouping->groups->pdata[group])->code, "1") == 0;
}

/* The area of each polygon's group, classes being linked by borders. */
static double *sum_groups(const amont_landuse *landuse, const GArray *borders,
                          const size_t *class_of, size_t *group_of) {
    size_t n = landuse->layer->n_rows;
    g_autofree amont_sum *sums = g_new0(amont_sum, n + 1);
    double *areas = g_new0(double, n + 1);
    amont_shapes_groups(n, borders, class_of, group_of);
    for (size_t row = 0; row < n; row++)
        amont_sum_add(&sums[group_of[row]], landuse->area_m2[row]);
    for (size_t row = 0; row < n; row++)
        areas[row] = amont_sum_value(&sums[group_of[row]]);
    return areas;
}

static void qualify(amont_artificial *a, const GArray *borders) {
    const amont_landuse *landuse = a->dated.landuse;
    size_t n = landuse->layer->n_rows;
    g_autofree size_t *built = g_new(size_t, n + 1), *group_of = g_new(size_t, n + 1);
    for (size_t row = 0; row < n; row++)
        built[row] = a->raw[row] == AMONT_YES && is_built(a, row) ? 0 : AMONT_NO_GROUP;
    g_autofree double *built_m2 = sum_groups(landuse, borders, built, group_of);
    for (size_t row = 0; row < n; row++) {
        bool is_kept = a->land_m2[row] >= least_land_m2 ||
                       (built[row] == 0 && built_m2[row] >= least_built_m2);
        a->truths[row] = a->raw[row] == AMONT_YES && !is_kept ? AMONT_NO : a->raw[row];
    }
}

/* Outlines of the groups of land, and how much of them is along artificialised ground. */
static void measure_outlines(const amont_artificial *a, const GArray *borders,
                             const size_t *group_of, double *outlines, double *along) {
    const amont_shapes *shapes = a->dated.landuse->layer->shapes;
    for (size_t row = 0; row < shapes->n_features; row++)
        outlines[group_of[row]] += amont_shapes_length(shapes, row);
    for (guint i = 0; i < borders->len; i++) {
        const amont_border *b = &g_array_index(borders, amont_border, i);
        if (group_of[b->first] == group_of[b->second])
            outlines[group_of[b->first]] -= 2 * b->length;
        if (a->truths[b->second] == AMONT_YES)
            along[group_of[b->first]] += b->length;
        if (a->truths[b->first] == AMONT_YES)
            along[group_of[b->second]] += b->length;
    }
}

static void fill_enclaves(amont_artificial *a, const GArray *borders, const size_t *group_of) {
    size_t n = a->dated.landuse->layer->n_rows;
    g_autofree double *outlines = g_new0(double, n + 1), *along = g_new0(double, n + 1);
    measure_outlines(a, borders, group_of, outlines, along);
    for (size_t row = 0; row < n; row++)
        if (a->raw[row] == AMONT_NO && a->land_m2[row] < least_land_m2 &&
            along[group_of[row]] >= enclosed * outlines[group_of[row]])
            a->truths[row] = AMONT_YES;
}

static void apply_matrix(amont_artificial *a) {
    const amont_landuse *landuse = a->dated.landuse;
    const amont_landuse_date *date = amont_dated_date(&a->dated);
    size_t n = landuse->layer->n_rows;
    a->raw = g_new0(amont_truth, n + 1);
    g_autofree size_t *answer = g_new(size_t, n + 1), *group_of = g_new(size_t, n + 1);
    g_autofree bool *small = g_new0(bool, n + 1);
    for (size_t row = 0; row < n; row++) {
        a->raw[row] = amont_pairs_find(landuse->artificialised, date->class_of[0][row],
                                       date->class_of[1][row]);
        answer[row] = a->raw[row] == AMONT_UNKNOWN ? AMONT_NO_GROUP : a->raw[row];
        small[row] = landuse->area_m2[row] < least_land_m2;
    }
    g_autoptr(GArray) borders =
        amont_shapes_borders(landuse->layer->shapes, small, border_tolerance_m);
    a->land_m2 = sum_groups(landuse, borders, answer, group_of);
    qualify(a, borders);
    fill_enclaves(a, borders, group_of);
}

/* ---- both ---------------------------------------------------------------------------------- */

static void tell_differences(amont_analysis *analysis, const amont_artificial *official) {
    const amont_landuse *landuse = official->dated.landuse;
    const amont_landuse_date *date = amont_dated_date(&official->dated);
    const amont_artificial *matrix =
        amont_analysis_artificial(analysis, &official->dated, AMONT_WAY_MATRIX);
    for (size_t row = 0; row < landuse->layer->n_rows; row++) {
        if (official->truths[row] == AMONT_UNKNOWN || matrix->truths[row] == AMONT_UNKNOWN ||
            official->truths[row] == matrix->truths[row])
            continue;
        g_autofree char *cover = amont_cell_text(date->columns[0], row);
        g_autofree char *use = amont_cell_text(date->columns[1], row);
        amont_find_in(amont_analysis_findings(analysis), AMONT_FINDING_LANDUSE_ARTIF,
                      landuse->layer->path, amont_layer_row(landuse->layer, row),
                      landuse->artif->name, "%s %s, %.0f m²: %s", cover ? cover : "",
                      use ? use : "", landuse->area_m2[row],
                      official->truths[row] == AMONT_YES ? "artif" : "non artif");
    }
}

const amont_artificial *amont_analysis_artificial(amont_analysis *analysis,
                                                  const amont_dated *dated, amont_way way) {
    static void (*const find[AMONT_WAYS])(amont_artificial *) = {read_column, apply_matrix,
                                                                 read_list};
    GPtrArray *known = amont_analysis_land(analysis)->artificials;
    for (guint i = 0; i < known->len; i++) {
        const amont_artificial *a = known->pdata[i];
        if (amont_dated_same(&a->dated, dated) && a->way == way)
            return a;
    }
    g_assert(amont_dated_has_way(dated, way));
    amont_artificial *a = g_new0(amont_artificial, 1);
    a->dated = *dated;
    a->way = way;
    a->truths = g_new0(amont_truth, dated->landuse->layer->n_rows + 1);
    find[way](a);
    g_ptr_array_add(known, a);
    if (way == AMONT_WAY_OFFICIAL && amont_dated_has_way(dated, AMONT_WAY_MATRIX))
        tell_differences(analysis, a);
    return a;
}
