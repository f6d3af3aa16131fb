/* What pressure meets: scored by itself, crossed with the classes of pressure, never part of it. */
#include "analysis/pressure/pressure.h"

#include <string.h>

void amont_exposure_free(amont_exposure *exposure) {
    if (!exposure)
        return;
    amont_reference_free(exposure->reference);
    g_free(exposure->scores);
    g_free(exposure->ranks);
    g_free(exposure->classes);
    g_free(exposure);
}

static void rank(amont_exposure *exposure) {
    size_t n = exposure->reference->n_units;
    for (size_t u = 0; u < n; u++) {
        exposure->ranks[u] = 1;
        for (size_t v = 0; v < n; v++)
            exposure->ranks[u] += exposure->scores[v] > exposure->scores[u];
    }
}

amont_exposure *amont_exposure_new(amont_analysis *analysis, amont_pillar_spec *spec,
                                   const amont_level *level, GError **error) {
    g_autoptr(GPtrArray) alone = g_ptr_array_new();
    g_ptr_array_add(alone, spec);
    amont_reference *reference = amont_reference_new(analysis, alone, level, error);
    if (!reference)
        return NULL;
    amont_exposure *exposure = g_new0(amont_exposure, 1);
    exposure->spec = spec;
    exposure->reference = reference;
    exposure->scores = g_new(double, reference->n_units);
    exposure->ranks = g_new(unsigned, reference->n_units);
    exposure->classes = g_new(unsigned, reference->n_units);
    amont_composite_score(reference->composite, AMONT_NORMALISE_MINMAX, AMONT_AGGREGATE_ARITHMETIC,
                          exposure->scores);
    rank(exposure);
    amont_pressure_classify(exposure->scores, reference->n_units, exposure->classes);
    return exposure;
}

unsigned amont_exposure_class(const amont_exposure *exposure, size_t zone) {
    size_t unit = exposure->reference->unit_of[zone];
    return unit == AMONT_NO_ZONE ? AMONT_PRESSURE_CLASSES : exposure->classes[unit];
}

void amont_pressure_cross(const amont_pressure *pressure, const amont_exposure *exposure,
                          amont_pressure_crossing crossing) {
    const amont_reference *reference = pressure->reference;
    memset(crossing, 0, sizeof(amont_pressure_crossing));
    for (size_t zone = 0; zone < reference->level->n; zone++) {
        if (!reference->level->reference[zone])
            continue;
        size_t unit = reference->unit_of[zone];
        unsigned row = unit == AMONT_NO_ZONE ? AMONT_PRESSURE_CLASSES : pressure->classes[unit];
        crossing[row][amont_exposure_class(exposure, zone)]++;
    }
}
