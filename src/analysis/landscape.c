/* The areas of patches within zones are sums of those of their polygons, by the overlay: nothing is
 * cut or united. Pieces are put in order of zone, patch and polygon, so that sums do not depend on
 * threads. Areas are those of the plane of areas, which keeps shared edges the same to the last
 * bit; it may be one that does not keep lengths, so those of borders are measured in the study's.
 */
#include "analysis/landscape.h"

#include "amont/overlay.h"
#include "amont/patches.h"
#include "analysis/figures.h"
#include "analysis/measures.h"
#include "base/i18n.h"

#include <math.h>

/* ---- classes ------------------------------------------------------------------------------- */

static bool fail_unknown_grouping(const amont_landuse *landuse, const char *name, GError **error) {
    const GPtrArray *groupings = landuse->classes[0]->groupings;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint g = 0; g < groupings->len; g++)
        g_ptr_array_add(names, ((amont_grouping *)groupings->pdata[g])->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    amont_fail(error, AMONT_ERROR_DATA,
               "the list of classes of the layer '%s' has no grouping '%s'",
               landuse->spec->entry.name, name);
    if (*list)
        amont_hint(error, "groupings: %s", list);
    else
        amont_hint(error, "a column `code_%s` of the list would make one", name);
    return false;
}

bool amont_mosaic_find(const amont_request *ask, const char *grouping, amont_mosaic *mosaic,
                       GError **error) {
    const amont_landuse *landuse = amont_layers_landuse(amont_analysis_layers(ask->analysis), NULL);
    if (!landuse) {
        amont_series_lacks(ask->series, N_("a layer of kind '%s'"), "landuse");
        return false;
    }
    const amont_nomenclature *list = landuse->classes[0];
    *mosaic = (amont_mosaic){.landuse = landuse, .n = list->classes->len};
    if (!grouping)
        return true;
    mosaic->grouping = amont_nomenclature_grouping(list, grouping);
    if (!mosaic->grouping)
        return fail_unknown_grouping(landuse, grouping, error);
    mosaic->n = mosaic->grouping->groups->len;
    return true;
}

size_t amont_mosaic_class(const amont_mosaic *mosaic, size_t class) {
    if (!mosaic->grouping)
        return class;
    unsigned group =
        amont_nomenclature_group(mosaic->landuse->classes[0], mosaic->grouping, (unsigned)class);
    return group == AMONT_NO_CLASS ? AMONT_UNCLASSED : group;
}

void amont_mosaic_describe(const amont_mosaic *mosaic, amont_series *series) {
    const amont_landuse *landuse = mosaic->landuse;
    int year = landuse->dates[landuse->n_dates - 1].year;
    if (mosaic->grouping) {
        char *method = g_strdup_printf("%s; classes grouped by code_%s", series->method,
                                       mosaic->grouping->name);
        g_free(series->method);
        series->method = method;
    }
    if (year)
        amont_series_dated(series, "%d", year);
    amont_series_of_layer(series, landuse->spec);
}

static bool same_mosaic(const amont_mosaic *a, const amont_mosaic *b) {
    return a->landuse == b->landuse && a->grouping == b->grouping;
}

/* ---- patches ------------------------------------------------------------------------------- */

typedef struct known_patches {
    amont_mosaic mosaic;
    const amont_shapes *land;
    amont_patches *patches;
} known_patches;

static void free_patches(void *data) {
    known_patches *known = data;
    amont_patches_free(known->patches);
    g_free(known);
}

static void free_landscape(void *data) {
    amont_landscape *landscape = data;
    g_free(landscape->zones);
    g_free(landscape);
}

void amont_landscapes_start(amont_landscapes *landscapes) {
    landscapes->patches = g_ptr_array_new_with_free_func(free_patches);
    landscapes->measured = g_ptr_array_new_with_free_func(free_landscape);
}

void amont_landscapes_clear(amont_landscapes *landscapes) {
    g_ptr_array_unref(landscapes->patches);
    g_ptr_array_unref(landscapes->measured);
}

static amont_patches *find_patches(const amont_mosaic *mosaic, const amont_shapes *land) {
    const amont_landuse *landuse = mosaic->landuse;
    const unsigned *classes = landuse->dates[landuse->n_dates - 1].class_of[0];
    size_t n = landuse->layer->n_rows;
    g_autofree size_t *class_of = g_new(size_t, n + 1);
    for (size_t row = 0; row < n; row++)
        class_of[row] = classes[row] == AMONT_NO_CLASS ? AMONT_UNCLASSED
                                                       : amont_mosaic_class(mosaic, classes[row]);
    return amont_patches_find(land, class_of);
}

static const amont_patches *patches_of(amont_analysis *analysis, const amont_mosaic *mosaic,
                                       const amont_shapes *land) {
    GPtrArray *list = amont_analysis_landscapes(analysis)->patches;
    for (guint i = 0; i < list->len; i++) {
        const known_patches *known = list->pdata[i];
        if (same_mosaic(&known->mosaic, mosaic) && known->land == land)
            return known->patches;
    }
    known_patches *known = g_new(known_patches, 1);
    *known = (known_patches){*mosaic, land, find_patches(mosaic, land)};
    g_ptr_array_add(list, known);
    return known->patches;
}

/* ---- their areas --------------------------------------------------------------------------- */

typedef struct share {
    size_t zone, patch, part;
    double area;
} share;

typedef struct collecting {
    const amont_patches *patches;
    const amont_level *level;
    GArray *shares;
} collecting;

static void collect(const amont_overlay_piece *piece, void *data) {
    collecting *c = data;
    share s = {piece->zone, c->patches->patch_of[piece->feature], piece->feature, piece->measure};
    if (s.patch == AMONT_NO_PATCH || s.zone == AMONT_NO_ZONE)
        return;
    g_array_append_val(c->shares, s);
    bool selected = c->level->selected[s.zone];
    s.zone = c->level->n;
    if (selected)
        g_array_append_val(c->shares, s);
}

static int compare_sizes(size_t one, size_t other) {
    return (one > other) - (one < other);
}

static int in_order(const void *a, const void *b) {
    const share *s = a, *t = b;
    int zones = compare_sizes(s->zone, t->zone), patches = compare_sizes(s->patch, t->patch);
    if (zones != 0 || patches != 0)
        return zones != 0 ? zones : patches;
    return s->part != t->part ? compare_sizes(s->part, t->part)
                              : (s->area > t->area) - (s->area < t->area);
}

static double *whole_areas(const amont_patches *patches, const amont_shapes *parts) {
    g_autofree double *areas = amont_shapes_areas(parts);
    g_autofree amont_sum *sums = g_new0(amont_sum, patches->n + 1);
    double *wholes = g_new(double, patches->n + 1);
    for (size_t part = 0; part < patches->n_parts; part++)
        if (patches->patch_of[part] != AMONT_NO_PATCH)
            amont_sum_add(&sums[patches->patch_of[part]], areas[part]);
    for (size_t patch = 0; patch < patches->n; patch++)
        wholes[patch] = amont_sum_value(&sums[patch]);
    return wholes;
}

typedef struct sums {
    amont_sum classified, squares, across;
} sums;

static void add_patch(amont_landscape_zone *zone, sums *s, double area, double whole) {
    zone->n += area >= AMONT_PATCH_LEAST_M2;
    zone->largest_m2 = fmax(zone->largest_m2, area);
    amont_sum_add(&s->classified, area);
    amont_sum_add(&s->squares, area * area);
    amont_sum_add(&s->across, area * whole);
}

static void add_shares(const GArray *shares, const double *wholes, amont_landscape *landscape) {
    g_autofree sums *of_zone = g_new0(sums, landscape->level->n + 1);
    amont_sum area = {0, 0};
    for (guint i = 0; i < shares->len; i++) {
        const share *s = &g_array_index(shares, share, i);
        amont_sum_add(&area, s->area);
        if (i + 1 < shares->len && s[1].zone == s->zone && s[1].patch == s->patch)
            continue;
        add_patch(&landscape->zones[s->zone], &of_zone[s->zone], amont_sum_value(&area),
                  wholes[s->patch]);
        area = (amont_sum){0, 0};
    }
    for (size_t zone = 0; zone <= landscape->level->n; zone++) {
        landscape->zones[zone].classified_m2 = amont_sum_value(&of_zone[zone].classified);
        landscape->zones[zone].squares_m4 = amont_sum_value(&of_zone[zone].squares);
        landscape->zones[zone].across_m4 = amont_sum_value(&of_zone[zone].across);
    }
}

/* Patches are made of parts: a feature of several is seen as so many features. */
static void measure_patches(const amont_patches *patches, const amont_shapes *land,
                            const amont_shapes *zones, amont_landscape *landscape) {
    const amont_level *level = landscape->level;
    g_autofree size_t *part_of = g_new(size_t, land->n_parts + 1);
    for (size_t part = 0; part <= land->n_parts; part++)
        part_of[part] = part;
    amont_shapes parts = *land;
    parts.n_features = land->n_parts;
    parts.part_of = part_of;
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(share));
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, level->by_code, level->n);
    collecting c = {patches, level, shares};
    amont_overlay_pieces(overlay, &parts, collect, &c);
    g_array_sort(shares, in_order);
    g_autofree double *wholes = whole_areas(patches, &parts);
    add_shares(shares, wholes, landscape);
}

/* ---- borders ------------------------------------------------------------------------------- */

static void add_border(const amont_overlay_piece *piece, void *data) {
    amont_sum *lengths = data;
    if (piece->zone != AMONT_NO_ZONE)
        amont_sum_add(&lengths[piece->zone], piece->measure);
}

static void measure_borders(const amont_patches *patches, amont_landscape *landscape) {
    const amont_level *level = landscape->level;
    const amont_shapes *zones = level->layer->shapes;
    g_autoptr(amont_shapes) borders =
        amont_lines_apart(patches->borders, zones, AMONT_OUTLINE_TOLERANCE_M);
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, level->by_code, level->n);
    g_autofree amont_sum *lengths = g_new0(amont_sum, level->n + 1);
    amont_overlay_pieces(overlay, borders, add_border, lengths);
    for (size_t zone = 0; zone < level->n; zone++)
        landscape->zones[zone].borders_m = amont_sum_value(&lengths[zone]);
    landscape->zones[level->n].borders_m = NAN;
}

static void measure_zones(amont_landscape *landscape) {
    const amont_level *level = landscape->level;
    amont_sum all = {0, 0};
    for (size_t zone = 0; zone < level->n; zone++) {
        landscape->zones[zone].area_m2 = level->area_m2[zone];
        if (level->selected[zone])
            amont_sum_add(&all, level->area_m2[zone]);
    }
    landscape->zones[level->n].area_m2 = amont_sum_value(&all);
}

const amont_landscape *amont_analysis_landscape(amont_analysis *analysis,
                                                const amont_mosaic *mosaic,
                                                const amont_level *level, GError **error) {
    GPtrArray *list = amont_analysis_landscapes(analysis)->measured;
    for (guint i = 0; i < list->len; i++) {
        const amont_landscape *known = list->pdata[i];
        if (same_mosaic(&known->mosaic, mosaic) && known->level == level)
            return known;
    }
    const amont_shapes *land =
        amont_analysis_plane(analysis, mosaic->landuse->layer->shapes, error);
    const amont_shapes *zones =
        land ? amont_analysis_plane(analysis, level->layer->shapes, error) : NULL;
    if (!zones)
        return NULL;
    amont_landscape *landscape = g_new(amont_landscape, 1);
    *landscape = (amont_landscape){*mosaic, level, g_new0(amont_landscape_zone, level->n + 1)};
    measure_zones(landscape);
    measure_patches(patches_of(analysis, mosaic, land), land, zones, landscape);
    measure_borders(patches_of(analysis, mosaic, mosaic->landuse->layer->shapes), landscape);
    g_ptr_array_add(list, landscape);
    return landscape;
}
