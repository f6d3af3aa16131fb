#include "study/spatial_keys.h"

#include "base/i18n.h"

#include <math.h>

#define KEY(type_, member_, help_)                                                      \
    .name = #member_, .type = (type_), .offset = offsetof(amont_spatial_spec, member_), \
    .help = (help_)

static const char *const neighbourhoods[] = {"queen", "rook", "knn", "distance", NULL};
static const char *const standards[] = {"row", "binary", NULL};

static const amont_key spatial_keys[] = {
    {KEY(AMONT_KEY_CHOICE, weights,
         N_("who is near whom: zones that touch (queen), that have a border in common (rook), the "
            "nearest (knn), or those within a distance; default: queen")),
     .choices = neighbourhoods},
    {KEY(AMONT_KEY_NUMBER, k, N_("knn: how many are near; default: 6")), .least = 1, .most = 1000},
    {KEY(AMONT_KEY_NUMBER, distance_m, N_("distance: metres between the centroids")), .least = 1,
     .most = 1e6},
    {KEY(AMONT_KEY_NUMBER, tolerance_m,
         N_("queen, rook: metres by which borders may miss each other; default: 0.1")),
     .least = 0.001, .most = 1000},
    {KEY(AMONT_KEY_CHOICE, standardise,
         N_("weights of a zone add up to 1 (row), or are 1 each (binary); default: row")),
     .choices = standards},
    {KEY(AMONT_KEY_NUMBER, permutations, N_("draws behind a p-value; default: 9999")),
     .fallback = 9999, .least = 99, .most = 999999},
    {KEY(AMONT_KEY_NUMBER, seed, N_("of the draws; default: 1")), .fallback = 1, .least = 0,
     .most = 9007199254740991},
};
const amont_schema amont_spatial_schema =
    AMONT_SCHEMA(N_("spatial statistics"), amont_spatial_spec, spatial_keys);

amont_spatial_spec amont_study_spatial(const amont_study *study) {
    amont_spatial_spec spec = {.weights = AMONT_NEIGHBOURS_QUEEN,
                               .k = NAN,
                               .distance_m = NAN,
                               .tolerance_m = NAN,
                               .standardise = AMONT_STANDARDISE_ROW,
                               .permutations = 9999,
                               .seed = 1};
    if (study->spatial)
        spec = *study->spatial;
    if (isnan(spec.k))
        spec.k = 6;
    if (isnan(spec.tolerance_m))
        spec.tolerance_m = 0.1;
    return spec;
}

static bool check_whole(const amont_spatial_spec *spec, GError **error) {
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"k", spec->k}, {"permutations", spec->permutations}, {"seed", spec->seed}};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!isnan(numbers[i].value) && numbers[i].value != floor(numbers[i].value))
            return amont_entry_fail(&spec->entry, numbers[i].key, error, AMONT_ERROR_CONFIG,
                                    "a whole number is expected here");
    return true;
}

/* A key that the weights asked for do not look at would be lost in silence. */
static bool fail_idle(const amont_spatial_spec *spec, const char *key, const char *goes_with,
                      GError **error) {
    amont_entry_fail(&spec->entry, key, error, AMONT_ERROR_CONFIG,
                     "the weights '%s' have no such key", neighbourhoods[spec->weights]);
    amont_hint(error, "it goes with 'weights: %s'", goes_with);
    return false;
}

bool amont_study_check_spatial(const amont_study *study, GError **error) {
    const amont_spatial_spec *spec = study->spatial;
    if (!spec)
        return true;
    bool by_contact =
        spec->weights == AMONT_NEIGHBOURS_QUEEN || spec->weights == AMONT_NEIGHBOURS_ROOK;
    if (!isnan(spec->k) && spec->weights != AMONT_NEIGHBOURS_NEAREST)
        return fail_idle(spec, "k", "knn", error);
    if (!isnan(spec->distance_m) && spec->weights != AMONT_NEIGHBOURS_DISTANCE)
        return fail_idle(spec, "distance_m", "distance", error);
    if (!isnan(spec->tolerance_m) && !by_contact)
        return fail_idle(spec, "tolerance_m", "queen", error);
    if (isnan(spec->distance_m) && spec->weights == AMONT_NEIGHBOURS_DISTANCE) {
        amont_entry_fail(&spec->entry, "weights", error, AMONT_ERROR_CONFIG,
                         "the weights 'distance' need the key 'distance_m'");
        amont_hint(error, "metres between the centroids of zones: distance_m: 800");
        return false;
    }
    return check_whole(spec, error);
}
