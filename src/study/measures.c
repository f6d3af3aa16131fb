/* Indicators of the study's own that measure zones: which keys each needs, which it cannot use, and
 * the units in which it can be given. */
#include "study/study_checks.h"
#include "study/study_keys.h"

#include <math.h>
#include <string.h>

bool amont_stat_is_of_rows(int stat) {
    return stat >= 0 && stat != AMONT_STAT_LENGTH && stat != AMONT_STAT_WITHIN &&
           stat != AMONT_STAT_AREA_WITHIN && stat != AMONT_STAT_AREAL;
}

/* ---- units --------------------------------------------------------------------------------- */

typedef struct known_unit {
    const char *name;
    double factor;
} known_unit;

static const known_unit lengths[] = {{"m", 1}, {"km", 1e-3}, {NULL, 0}};
static const known_unit areas[] = {{"ha", 1e-4}, {"km²", 1e-6}, {"m²", 1}, {NULL, 0}};

static double find_unit(const known_unit *known, const char *name) {
    for (const known_unit *u = known; u->name; u++)
        if (!name || strcmp(u->name, name) == 0)
            return u->factor;
    return NAN;
}

double amont_length_unit(const char *unit) {
    return find_unit(lengths, unit);
}

double amont_area_unit(const char *unit) {
    return find_unit(areas, unit);
}

const char *amont_area_name(int area) {
    return amont_areas[area];
}

bool amont_area_parse(const char *text, int *area) {
    for (int i = 0; amont_areas[i]; i++)
        if (strcmp(text, amont_areas[i]) == 0) {
            *area = i;
            return true;
        }
    return false;
}

/* ---- checks -------------------------------------------------------------------------------- */

/* What a measure may and must have. */
typedef struct demand {
    const char *stat;
    bool layer, where, distance; /* `where` may be left out, the others may not */
    bool field;                  /* and `from`: needed without a layer, else one may have both */
    unsigned kinds;              /* of the layer, bits by amont_layer_kind */
    const char *layers;          /* the same in words, for the hint */
    const known_unit *units;     /* NULL: any */
} demand;

#define KIND(kind) (1U << AMONT_LAYER_##kind)
#define PLACES (KIND(SITES) | KIND(POINTS) | KIND(SALES))

static const demand demands[AMONT_STATS] = {
    [AMONT_STAT_LENGTH] = {.stat = "length",
                           .layer = true,
                           .where = true,
                           .kinds = KIND(LINES),
                           .layers = "lines",
                           .units = lengths},
    [AMONT_STAT_WITHIN] = {.stat = "within",
                           .layer = true,
                           .where = true,
                           .distance = true,
                           .field = true,
                           .kinds = PLACES,
                           .layers = "sites, points, sales"},
    [AMONT_STAT_AREA_WITHIN] = {.stat = "area_within",
                                .layer = true,
                                .where = true,
                                .distance = true,
                                .kinds = PLACES,
                                .layers = "sites, points, sales",
                                .units = areas},
    [AMONT_STAT_AREAL] = {.stat = "areal", .field = true},
};

static bool fail_need(const amont_indicator_spec *spec, const char *key, GError **error) {
    return amont_entry_fail(&spec->entry, NULL, error, AMONT_ERROR_CONFIG,
                            "the indicator '%s' needs the key '%s'", spec->id, key);
}

static bool fail_useless(const amont_indicator_spec *spec, const char *key, GError **error) {
    amont_entry_fail(&spec->entry, key, error, AMONT_ERROR_CONFIG,
                     "the indicator '%s' has no use for this key", spec->id);
    amont_hint(error, "leave it out, or choose another 'stat'; see 'amont help study'");
    return false;
}

static bool check_key(const amont_indicator_spec *spec, const char *key, bool is_there, bool needed,
                      bool allowed, GError **error) {
    if (needed && !is_there)
        return fail_need(spec, key, error);
    return !is_there || allowed || fail_useless(spec, key, error);
}

static bool check_keys(const amont_indicator_spec *spec, const demand *d, GError **error) {
    bool alone = d->field && !d->layer, pair = spec->field || spec->from;
    return check_key(spec, "layer", spec->layer, d->layer, d->layer, error) &&
           check_key(spec, "where", spec->where, false, d->where, error) &&
           check_key(spec, "distance_m", !isnan(spec->distance_m), d->distance, d->distance,
                     error) &&
           check_key(spec, "field", spec->field, d->field && (alone || pair), d->field, error) &&
           check_key(spec, "from", spec->from, d->field && (alone || pair), d->field, error);
}

static bool check_kind(const amont_study *study, const amont_indicator_spec *spec, const demand *d,
                       GError **error) {
    const amont_layer_spec *layer = amont_study_layer(study, spec->layer);
    if (!layer)
        return amont_study_fail_layer(study, &spec->entry, "layer", spec->layer, error);
    if (!(d->kinds & 1U << layer->kind)) {
        amont_entry_fail(&spec->entry, "layer", error, AMONT_ERROR_CONFIG,
                         "'stat: %s' cannot measure the layer '%s'", d->stat, spec->layer);
        amont_hint(error, "it measures layers of the kinds: %s", d->layers);
        return false;
    }
    if (!spec->where || layer->kind != AMONT_LAYER_SITES)
        return true;
    amont_entry_fail(&spec->entry, "where", error, AMONT_ERROR_CONFIG,
                     "the sites of '%s' cannot be filtered here", spec->layer);
    amont_hint(error, "write 'where' in the layer");
    return false;
}

static bool check_unit(const amont_indicator_spec *spec, const demand *d, GError **error) {
    bool is_share = spec->stat == AMONT_STAT_WITHIN && !spec->field;
    bool wrong_share = is_share && spec->unit && strcmp(spec->unit, "%") != 0;
    if (!wrong_share && !(d->units && isnan(find_unit(d->units, spec->unit))))
        return true;
    g_autoptr(GString) names = g_string_new(is_share ? "%" : NULL);
    for (const known_unit *u = d->units; u && u->name; u++)
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", u->name);
    amont_entry_fail(&spec->entry, "unit", error, AMONT_ERROR_CONFIG,
                     "'stat: %s' cannot be given in '%s'", d->stat, spec->unit);
    amont_hint(error, "one of: %s", names->str);
    return false;
}

bool amont_study_check_measure(const amont_study *study, const amont_indicator_spec *spec,
                               GError **error) {
    const demand *d = spec->stat >= 0 ? &demands[spec->stat] : NULL;
    if (!d || !d->stat)
        return check_key(spec, "distance_m", !isnan(spec->distance_m), false, false, error) &&
               check_key(spec, "from", spec->from, false, false, error);
    return check_keys(spec, d, error) && (!d->layer || check_kind(study, spec, d, error)) &&
           (!spec->from ||
            amont_study_check_level(study, &spec->entry, "from", spec->from, error)) &&
           check_unit(spec, d, error);
}
