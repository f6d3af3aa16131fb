#include "analysis/overlays.h"

#include "analysis/measures.h"

#include <string.h>

void amont_overlays_free(amont_overlays *overlays) {
    if (!overlays)
        return;
    amont_overlay_table_free(overlays->table);
    g_free(overlays->covered);
    g_free(overlays);
}

/* The last class of a dimension is for what has none. */
static size_t class_in(const amont_overlays *o, size_t dimension, size_t row) {
    if (dimension >= o->landuse->n_dimensions)
        return 0;
    const amont_landuse_date *date = &o->landuse->dates[o->date];
    unsigned index = date->class_of[dimension][row];
    return index == AMONT_NO_CLASS ? o->n_classes[dimension] - 1 : index;
}

static bool measure(amont_analysis *analysis, amont_overlays *o, GError **error) {
    const amont_layer *layer = o->landuse->layer;
    const amont_shapes *land = amont_analysis_plane(analysis, layer->shapes, error);
    const amont_shapes *zones =
        land ? amont_analysis_plane(analysis, o->level->layer->shapes, error) : NULL;
    if (!zones)
        return false;
    g_autofree size_t *class_of = g_new(size_t, layer->n_rows + 1);
    for (size_t row = 0; row < layer->n_rows; row++)
        class_of[row] = class_in(o, 0, row) * o->n_classes[1] + class_in(o, 1, row);
    g_autoptr(amont_overlay) overlay = amont_overlay_new(zones, o->level->by_code, o->level->n);
    o->table = amont_overlay_sum(overlay, land, class_of, o->n_classes[0] * o->n_classes[1]);
    return true;
}

/* A layer that ends within a zone says nothing of the rest of it; one per cent is left to limits
 * drawn at another scale. */
static void cover(amont_overlays *o, amont_findings *findings) {
    const amont_level *level = o->level;
    const double most_off = 0.01;
    const double least = 1e-6; /* less is between borders that part in another plane */
    o->covered = g_new0(double, level->n + 1);
    for (size_t zone = 0; zone < level->n; zone++) {
        amont_sum sum = {0, 0};
        for (size_t k = 0; k < o->table->n_classes; k++)
            amont_sum_add(&sum, o->table->in[zone * o->table->n_classes + k]);
        o->covered[zone] =
            level->area_m2[zone] > 0 ? amont_sum_value(&sum) / level->area_m2[zone] : 0;
        if (o->covered[zone] < least)
            o->covered[zone] = 0;
        bool gap = o->covered[zone]<1 - most_off, overlap = o->covered[zone]> 1 + most_off;
        if (level->selected[zone] && (gap || overlap))
            amont_find(findings, gap ? AMONT_FINDING_LANDUSE_GAP : AMONT_FINDING_LANDUSE_OVERLAP,
                       o->landuse->spec->source, 0, "%s: %.1f %%", level->names[zone],
                       100 * o->covered[zone]);
    }
}

const amont_overlays *amont_analysis_overlays_at(amont_analysis *analysis,
                                                 const amont_landuse *landuse, size_t date,
                                                 const amont_level *level, GError **error) {
    GPtrArray *known = amont_analysis_overlay_list(analysis);
    amont_findings *findings = amont_analysis_findings(analysis);
    for (guint i = 0; i < known->len; i++) {
        const amont_overlays *o = known->pdata[i];
        if (o->landuse != landuse || o->level != level)
            continue;
        if (o->date == date)
            return o;
        findings = NULL; /* told of the same polygons */
    }
    amont_overlays *o = g_new0(amont_overlays, 1);
    o->landuse = landuse;
    o->date = date;
    o->level = level;
    for (size_t d = 0; d < AMONT_LANDUSE_DIMENSIONS; d++)
        o->n_classes[d] = d < landuse->n_dimensions ? landuse->classes[d]->classes->len + 1 : 1;
    if (!measure(analysis, o, error)) {
        amont_overlays_free(o);
        return NULL;
    }
    cover(o, findings);
    g_ptr_array_add(known, o);
    return o;
}

const amont_overlays *amont_analysis_overlays(amont_analysis *analysis,
                                              const amont_landuse *landuse,
                                              const amont_level *level, GError **error) {
    return amont_analysis_overlays_at(analysis, landuse, landuse->n_dates - 1, level, error);
}

double amont_overlays_of_class(const amont_overlays *overlays, size_t dimension, size_t index,
                               const double *areas) {
    amont_sum sum = {0, 0};
    size_t n_second = overlays->n_classes[1];
    size_t n_others = overlays->n_classes[1 - dimension];
    for (size_t other = 0; other < n_others; other++)
        amont_sum_add(&sum, dimension == 0 ? areas[index * n_second + other]
                                           : areas[other * n_second + index]);
    return amont_sum_value(&sum);
}

char *amont_indicator_argument(const char *id) {
    const char *open = strchr(id, '('), *close = strrchr(id, ')');
    return open && close > open ? g_strstrip(g_strndup(open + 1, (gsize)(close - open - 1)))
                                : g_strdup("");
}
