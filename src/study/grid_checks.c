/* A zone level is read from a file, or is a grid that is made. */
#include "study/study_checks.h"

#include <math.h>

bool amont_zones_are_grid(const amont_zones_spec *zones) {
    return !isnan(zones->cell_m);
}

static bool fail_source(const amont_zones_spec *zones, GError **error) {
    amont_entry_fail(&zones->entry, NULL, error, AMONT_ERROR_CONFIG,
                     "the zone level '%s' needs the key 'source'", zones->entry.name);
    amont_hint(error, "a file, or 'cell_m: 200' for a grid over the territory");
    return false;
}

bool amont_study_check_grid(const amont_study *study, const amont_zones_spec *zones,
                            GError **error) {
    if (!amont_zones_are_grid(zones))
        return zones->source || fail_source(zones, error);
    const struct {
        const char *key;
        bool written;
    } of_files[] = {
        {"source", zones->source},       {"layer", zones->layer},   {"crs", zones->crs},
        {"code", zones->code},           {"name", zones->name},     {"select", zones->select},
        {"reference", zones->reference}, {"parent", zones->parent}, {"fields", zones->fields->len},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(of_files); i++) {
        if (!of_files[i].written)
            continue;
        amont_entry_fail(&zones->entry, of_files[i].key, error, AMONT_ERROR_CONFIG,
                         "the grid '%s' is made, not read: it has no such key", zones->entry.name);
        amont_hint(error, "'cell_m' says how wide cells are, 'within' over which zones they lie");
        return false;
    }
    if (zones != study->zones->pdata[0])
        return true;
    amont_entry_fail(&zones->entry, NULL, error, AMONT_ERROR_CONFIG,
                     "the grid '%s' has no zones to lie on", zones->entry.name);
    amont_hint(error, "write the zones of the territory first");
    return false;
}
