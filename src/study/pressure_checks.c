/* What the keys of `pressure` say about each other. Whether its indicators are known and can be
 * compared is seen when they are computed. */
#include "base/i18n.h"
#include "study/study_checks.h"

#include <string.h>

static bool check_weights(const amont_pillar_spec *pillar, GError **error) {
    if (pillar->indicators->len == 0)
        return amont_entry_fail(&pillar->entry, "indicators", error, AMONT_ERROR_CONFIG,
                                "at least one indicator is expected here");
    for (guint i = 0; i < pillar->indicators->len; i++)
        if (((const amont_input_of_index_spec *)pillar->indicators->pdata[i])->weight > 0)
            return true;
    amont_entry_fail(&pillar->entry, "indicators", error, AMONT_ERROR_CONFIG,
                     "the weights of '%s' are all 0", pillar->entry.name);
    amont_hint(error, "give one indicator at least a weight above 0");
    return false;
}

/* `seen` borrows the ids. */
static bool check_inputs(const amont_pillar_spec *pillar, GHashTable *seen, GError **error) {
    if (!check_weights(pillar, error))
        return false;
    for (guint i = 0; i < pillar->indicators->len; i++) {
        const amont_input_of_index_spec *input = pillar->indicators->pdata[i];
        if (g_str_has_prefix(input->id, "pressure.") ||
            g_str_has_prefix(input->id, "exposure.score(")) {
            amont_entry_fail(&input->entry, "id", error, AMONT_ERROR_CONFIG,
                             "'%s' is made of the index and cannot be part of it", input->id);
            amont_hint(error, "name an indicator, a field or a column that stands by itself");
            return false;
        }
        if (!g_hash_table_add(seen, input->id))
            return amont_entry_fail(&input->entry, "id", error, AMONT_ERROR_CONFIG,
                                    "the indicator '%s' stands twice", input->id);
    }
    return true;
}

static bool check_pillars(const amont_pressure_spec *spec, GError **error) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    size_t n_weighing = 0;
    for (guint i = 0; i < spec->pillars->len; i++) {
        const amont_pillar_spec *pillar = spec->pillars->pdata[i];
        if (!check_inputs(pillar, seen, error))
            return false;
        for (guint j = 0; pillar->weight > 0 && j < pillar->indicators->len; j++)
            n_weighing +=
                ((const amont_input_of_index_spec *)pillar->indicators->pdata[j])->weight > 0;
    }
    if (n_weighing >= 2)
        return true;
    amont_entry_fail(&spec->entry, "pillars", error, AMONT_ERROR_CONFIG,
                     n_weighing == 0 ? N_("the weights of the pillars are all 0")
                                     : N_("an index is not made of one indicator alone"));
    amont_hint(error, "at least two indicators, in pillars whose weight is above 0");
    return false;
}

static bool check_exposure(const amont_pressure_spec *spec, GError **error) {
    for (guint i = 0; i < spec->exposure->len; i++) {
        const amont_pillar_spec *set = spec->exposure->pdata[i];
        g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
        if (strcmp(set->entry.name, "activity") != 0 &&
            strcmp(set->entry.name, "households") != 0) {
            amont_entry_fail(&set->entry, NULL, error, AMONT_ERROR_CONFIG,
                             "'%s' is no set of exposure", set->entry.name);
            amont_hint(error, "one of: %s", "activity, households");
            return false;
        }
        if (!check_inputs(set, seen, error))
            return false;
    }
    return true;
}

bool amont_study_check_pressure(const amont_study *study, GError **error) {
    const amont_pressure_spec *spec = study->pressure;
    if (!spec)
        return true;
    return amont_study_check_level(study, &spec->entry, "zones", spec->zones, error) &&
           check_pillars(spec, error) && check_exposure(spec, error);
}
