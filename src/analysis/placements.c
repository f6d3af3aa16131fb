/* Where the sites of projects lie on a level, found once by the zone locator and kept. */
#include "analysis/analysis.h"

void amont_placement_free(amont_placement *placement) {
    if (!placement)
        return;
    g_free(placement->zone_of_site);
    g_free(placement);
}

/* A site known only by its commune says nothing below communes, one known by its IRIS nothing of a
 * grid. */
static bool is_too_coarse(const amont_site *site, const amont_level *level) {
    if (amont_zones_are_grid(level->spec))
        return site->precision < AMONT_PRECISION_STREET;
    return level->parent_level && site->precision < AMONT_PRECISION_IRIS;
}

static void locate_sites(amont_placement *placement, amont_findings *findings) {
    const amont_projects *projects = placement->projects;
    const amont_level *level = placement->level;
    g_autoptr(amont_locator) locator =
        amont_locator_new(level->layer->shapes, level->by_code, level->n);
    for (size_t i = 0; i < projects->n_sites; i++) {
        const amont_site *site = &projects->sites[i];
        bool on_border = false;
        size_t zone = amont_locator_find(locator, site->x, site->y, &on_border);
        if (is_too_coarse(site, level))
            zone = AMONT_SITE_TOO_COARSE;
        else if (on_border && zone != AMONT_NO_ZONE)
            amont_find(findings, AMONT_FINDING_SITE_BORDER, projects->spec->source, site->row,
                       "%s → %s", projects->projects[site->project].id, level->names[zone]);
        placement->zone_of_site[i] = zone;
    }
}

const amont_placement *amont_analysis_placement(amont_analysis *analysis,
                                                const amont_projects *projects,
                                                const amont_level *level) {
    GPtrArray *placements = amont_analysis_placements(analysis);
    for (guint i = 0; i < placements->len; i++) {
        const amont_placement *known = placements->pdata[i];
        if (known->projects == projects && known->level == level)
            return known;
    }
    amont_placement *placement = g_new0(amont_placement, 1);
    placement->projects = projects;
    placement->level = level;
    placement->zone_of_site = g_new0(size_t, projects->n_sites);
    locate_sites(placement, amont_analysis_findings(analysis));
    g_ptr_array_add(placements, placement);
    return placement;
}
