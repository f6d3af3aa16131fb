/* How many classes each method makes, and which keys go with it. */
#include "study/study_checks.h"

#include <math.h>
#include <string.h>

enum { CLASSES_USUAL = 5, BREAKS_MOST = 8 /* for the most that the key 'classes' takes */ };

/* `usual`: classes by default, 0: as many as the values make; `is_fixed`: there is no other number.
 */
static const struct {
    size_t usual;
    bool is_fixed;
} methods[AMONT_METHODS] = {
    [AMONT_METHOD_QUANTILE] = {CLASSES_USUAL, false},
    [AMONT_METHOD_EQUAL] = {CLASSES_USUAL, false},
    [AMONT_METHOD_FISHER] = {CLASSES_USUAL, false},
    [AMONT_METHOD_HEADTAIL] = {0, true},
    [AMONT_METHOD_STDDEV] = {CLASSES_USUAL, false},
    [AMONT_METHOD_PRETTY] = {CLASSES_USUAL, false},
    [AMONT_METHOD_Q6] = {6, true},
    [AMONT_METHOD_GEOMETRIC] = {CLASSES_USUAL, false},
    [AMONT_METHOD_ARITHMETIC] = {CLASSES_USUAL, false},
    [AMONT_METHOD_NESTED_MEANS] = {4, false},
    [AMONT_METHOD_MAXIMUM] = {CLASSES_USUAL, false},
    [AMONT_METHOD_BOX] = {6, true},
};

static size_t usual_count(const amont_map_spec *map) {
    return map->breaks ? map->breaks->len + 1 : methods[map->method].usual;
}

size_t amont_map_series(const amont_map_spec *map) {
    return map->each ? map->each->len : 0;
}

const char *amont_map_value(const amont_map_spec *map) {
    if (map->value)
        return map->value;
    if (amont_map_series(map) > 0)
        return ((const amont_each_spec *)map->each->pdata[0])->value;
    return map->values && map->values->len > 0 ? map->values->pdata[0] : NULL;
}

size_t amont_map_class_count(const amont_map_spec *map) {
    return isnan(map->classes) ? usual_count(map) : (size_t)map->classes;
}

static bool fail_order(const amont_map_spec *map, guint at, GError **error) {
    g_autofree char *before = amont_number_plain(g_array_index(map->breaks, double, at - 1));
    g_autofree char *after = amont_number_plain(g_array_index(map->breaks, double, at));
    amont_entry_fail(&map->entry, "breaks", error, AMONT_ERROR_CONFIG,
                     "class limits must increase");
    amont_hint(error, "%s comes after %s: write each limit once, the smallest first", after,
               before);
    return false;
}

static bool check_breaks(const amont_map_spec *map, GError **error) {
    bool manual = map->method == AMONT_METHOD_MANUAL;
    if (manual != (map->breaks != NULL)) {
        amont_entry_fail(&map->entry, manual ? "method" : "breaks", error, AMONT_ERROR_CONFIG,
                         "'breaks' and 'method: manual' go together");
        amont_hint(error, "write both, or none of them");
        return false;
    }
    if (manual && map->breaks->len == 0)
        return amont_entry_fail(&map->entry, "breaks", error, AMONT_ERROR_CONFIG,
                                "a list of at least one class limit is expected here");
    if (manual && map->breaks->len > BREAKS_MOST) {
        amont_entry_fail(&map->entry, "breaks", error, AMONT_ERROR_CONFIG,
                         "%u class limits are too many", map->breaks->len);
        amont_hint(error, "at most %d, for %d classes", BREAKS_MOST, BREAKS_MOST + 1);
        return false;
    }
    for (guint i = 1; manual && i < map->breaks->len; i++)
        if (g_array_index(map->breaks, double, i - 1) >= g_array_index(map->breaks, double, i))
            return fail_order(map, i, error);
    return true;
}

static bool check_fixed_count(const amont_map_spec *map, GError **error) {
    size_t made = usual_count(map);
    if (map->classes == (double)made)
        return true;
    if (made == 0)
        amont_entry_fail(&map->entry, "classes", error, AMONT_ERROR_CONFIG,
                         "this method finds the number of classes itself");
    else
        amont_entry_fail(&map->entry, "classes", error, AMONT_ERROR_CONFIG,
                         "here there are %zu classes, not %.0f", made, map->classes);
    amont_hint(error, "leave 'classes' out, or choose another method");
    return false;
}

static bool check_count(const amont_map_spec *map, GError **error) {
    if (isnan(map->classes))
        return true;
    if (map->classes != floor(map->classes)) {
        amont_entry_fail(&map->entry, "classes", error, AMONT_ERROR_CONFIG,
                         "a whole number is expected here");
        amont_hint(error, "'classes' is how many there are; their limits are 'breaks'");
        return false;
    }
    if (methods[map->method].is_fixed || map->breaks)
        return check_fixed_count(map, error);
    bool is_halved = map->classes == 2 || map->classes == 4 || map->classes == 8;
    if (map->method != AMONT_METHOD_NESTED_MEANS || is_halved)
        return true;
    amont_entry_fail(&map->entry, "classes", error, AMONT_ERROR_CONFIG,
                     "nested means do not make %.0f classes", map->classes);
    amont_hint(error, "2, 4 or 8: each mean parts what it is the mean of");
    return false;
}

/* ---- shared limits ------------------------------------------------------------------------- */

static bool fail_other(const amont_study *study, const amont_map_spec *map, GError **error) {
    amont_entry_fail(&map->entry, "breaks_of", error, AMONT_ERROR_CONFIG,
                     "the study has no map '%s'", map->breaks_of);
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < study->maps->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "",
                               ((const amont_map_spec *)study->maps->pdata[i])->id);
    amont_hint(error, "its maps: %s", list->str);
    g_string_free(list, TRUE);
    return false;
}

/* The other map has limits of its own, so that no circle can be written. */
static bool check_shared(const amont_study *study, const amont_map_spec *map, GError **error) {
    static const char *const own[] = {"method", "classes", "breaks"};
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (amont_yaml_find(map->entry.node, own[i])) {
            amont_entry_fail(&map->entry, own[i], error, AMONT_ERROR_CONFIG,
                             "the class limits are those of the map '%s'", map->breaks_of);
            amont_hint(error, "remove this key, or 'breaks_of'");
            return false;
        }
    const amont_map_spec *other = amont_study_map(study, map->breaks_of);
    if (!other)
        return fail_other(study, map, error);
    if (other->breaks_of) {
        amont_entry_fail(&map->entry, "breaks_of", error, AMONT_ERROR_CONFIG,
                         "the map '%s' has its class limits from another map itself", other->id);
        amont_hint(error, "name a map without 'breaks_of'");
        return false;
    }
    if (amont_map_value(other))
        return true;
    amont_entry_fail(&map->entry, "breaks_of", error, AMONT_ERROR_CONFIG,
                     "the map '%s' shows no indicator, and so has no classes", other->id);
    amont_hint(error, "name a map with 'value'");
    return false;
}

bool amont_study_check_classing(const amont_study *study, const amont_map_spec *map,
                                GError **error) {
    if (map->breaks_of)
        return check_shared(study, map, error);
    return check_breaks(map, error) && check_count(map, error);
}
