/* Checks that cost more than reading: coverages by GEOS, and pairs of sites. */
#include "amont/quality.h"

#include "amont/coverage.h"
#include "amont/reading.h"

#include <math.h>
#include <string.h>

static const double least_m2 = 1, same_place_m = 10, filled = 0.001;

/* ---- coverages ----------------------------------------------------------------------------- */

static void tell_fault(const amont_level *level, const amont_coverage_fault *fault,
                       amont_findings *findings) {
    g_autofree char *area = amont_number_plain(amont_number_round(fault->area, 1));
    const char *shape = fault->is_sliver ? "sliver" : "patch";
    long row = amont_layer_row(level->layer, fault->first);
    if (fault->is_gap)
        amont_find(findings, AMONT_FINDING_ZONE_GAP, level->spec->source, row,
                   "%s: %s m², %s (%.0f %.0f)", level->names[fault->first], area, shape, fault->x,
                   fault->y);
    else
        amont_find(findings, AMONT_FINDING_ZONE_OVERLAP, level->spec->source, row,
                   "%s, %s: %s m², %s (%.0f %.0f)", level->names[fault->first],
                   level->names[fault->second], area, shape, fault->x, fault->y);
}

static bool check_coverage(const amont_level *level, amont_findings *findings, GError **error) {
    g_autoptr(GArray) faults = amont_coverage_check(level->layer->shapes, least_m2, error);
    if (!faults)
        return false;
    for (guint i = 0; i < faults->len; i++)
        tell_fault(level, &g_array_index(faults, amont_coverage_fault, i), findings);
    return true;
}

/* The children of a zone should have its area, within 0.1 %. */
static void check_filling(const amont_level *level, amont_findings *findings) {
    const amont_level *parents = level->parent_level;
    if (!parents)
        return;
    g_autofree double *sum_m2 = g_new0(double, parents->n);
    for (size_t zone = 0; zone < level->n; zone++)
        if (level->parent[zone] != AMONT_NO_ZONE)
            sum_m2[level->parent[zone]] += level->area_m2[zone];
    for (size_t zone = 0; zone < parents->n; zone++) {
        double difference = sum_m2[zone] - parents->area_m2[zone];
        if (!parents->selected[zone] || sum_m2[zone] == 0 ||
            fabs(difference) <= filled * parents->area_m2[zone])
            continue;
        g_autofree char *hectares = amont_number_plain(amont_number_round(difference / 1e4, 2));
        amont_find(findings, AMONT_FINDING_ZONE_UNFILLED, level->spec->source, 0, "%s: %s%s ha",
                   parents->names[zone], difference > 0 ? "+" : "", hectares);
    }
}

/* ---- sites --------------------------------------------------------------------------------- */

/* Two projects may well share a place. But where a row is a project of its own, one name at one
 * place is one project written twice. */
static bool is_same_site(const amont_projects *projects, const amont_site *a, const amont_site *b) {
    if (hypot(a->x - b->x, a->y - b->y) > same_place_m)
        return false;
    if (a->project == b->project)
        return g_strcmp0(a->label, b->label) == 0;
    if (projects->spec->attributes || !a->label || !b->label)
        return false;
    g_autofree char *first = amont_name_fold(a->label), *second = amont_name_fold(b->label);
    return strcmp(first, second) == 0;
}

static void check_sites(const amont_projects *projects, amont_findings *findings) {
    for (size_t i = 0; i < projects->n_sites; i++)
        for (size_t j = i + 1; j < projects->n_sites; j++) {
            const amont_site *a = &projects->sites[i], *b = &projects->sites[j];
            if (is_same_site(projects, a, b))
                amont_find(findings, AMONT_FINDING_SITE_DUPLICATE, projects->spec->source, b->row,
                           "%s %s", projects->projects[b->project].id, b->label ? b->label : "");
        }
}

bool amont_quality_check(const amont_layers *layers, amont_findings *findings, GError **error) {
    for (guint i = 0; i < layers->levels->len; i++) {
        const amont_level *level = layers->levels->pdata[i];
        if (amont_zones_are_grid(level->spec))
            continue;
        if (!check_coverage(level, findings, error))
            return false;
        check_filling(level, findings);
    }
    for (guint i = 0; i < layers->projects->len; i++)
        check_sites(layers->projects->pdata[i], findings);
    return true;
}
