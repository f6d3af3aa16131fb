/* What the keys of maps say about each other and about the study. */
#include "study/study_checks.h"
#include "study/study_keys.h"

#include <string.h>

bool amont_map_fail(const amont_map_spec *map, const char *key, GError **error, const char *format,
                    ...) {
    const char *option = strcmp(key, "page") == 0 ? map->page_option : map->scale_option;
    const amont_place nowhere = {0}, place = amont_yaml_place(map->entry.node, key);
    va_list args;
    va_start(args, format);
    amont_fail_at_valist(error, option ? AMONT_ERROR_USAGE : AMONT_ERROR_CONFIG,
                         option ? nowhere : place, option ? option : key, format, args);
    va_end(args);
    return false;
}

static bool check_id(const amont_study *study, guint index, GError **error) {
    const amont_map_spec *map = study->maps->pdata[index];
    const char *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (map->id[0] == '\0' || map->id[0] == '-' || map->id[strspn(map->id, allowed)] != '\0') {
        amont_entry_fail(&map->entry, "id", error, AMONT_ERROR_CONFIG, "'%s' cannot name a file",
                         map->id);
        amont_hint(error, "letters without accents, digits, '-' and '_'");
        return false;
    }
    for (guint i = 0; i < index; i++) {
        const amont_map_spec *other = study->maps->pdata[i];
        if (strcmp(other->id, map->id) == 0)
            return amont_entry_fail(&map->entry, "id", error, AMONT_ERROR_CONFIG,
                                    "two maps are called '%s'", map->id);
    }
    return true;
}

static bool check_context(const amont_study *study, const amont_map_spec *map, GError **error) {
    for (guint i = 0; map->context && i < map->context->len; i++) {
        const amont_layer_spec *layer = amont_study_layer(study, map->context->pdata[i]);
        if (!layer)
            return amont_study_fail_layer(study, &map->entry, "context", map->context->pdata[i],
                                          error);
        if (layer->kind != AMONT_LAYER_CONTEXT) {
            amont_entry_fail(&map->entry, "context", error, AMONT_ERROR_CONFIG,
                             "the layer '%s' is not of kind 'context'", layer->entry.name);
            amont_hint(error, "only context layers are drawn as a background");
            return false;
        }
    }
    return true;
}

/* One thematic layer: the map's own, or what stands over it. */
static bool check_plot(const amont_study *study, const amont_map_spec *plot, GError **error) {
    if (plot->layer && !amont_study_layer(study, plot->layer))
        return amont_study_fail_layer(study, &plot->entry, "layer", plot->layer, error);
    return amont_study_check_level(study, &plot->entry, "zones", plot->zones, error) &&
           amont_study_check_classing(study, plot, error);
}

/* Maps that can be panels, by their ids. */
static bool hint_panels(const amont_study *study, GError **error) {
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < study->maps->len; i++) {
        const amont_map_spec *map = study->maps->pdata[i];
        if (!map->panels && amont_map_series(map) == 0)
            g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", map->id);
    }
    if (list->len > 0)
        amont_hint(error, "one of: %s", list->str);
    else
        amont_hint(error, "panels are maps with a 'style' of their own: add them under 'maps'");
    return false;
}

/* Panels are maps with a mark; a panel of panels has no size that can be read. */
static bool check_panels(const amont_study *study, const amont_map_spec *map, GError **error) {
    for (guint i = 0; map->panels && i < map->panels->len; i++) {
        const amont_map_spec *panel = amont_study_map(study, map->panels->pdata[i]);
        if (panel && !panel->panels && amont_map_series(panel) == 0)
            continue;
        if (panel)
            amont_entry_fail(&map->entry, "panels", error, AMONT_ERROR_CONFIG,
                             "the map '%s' has panels itself", panel->id);
        else
            amont_entry_fail(&map->entry, "panels", error, AMONT_ERROR_CONFIG,
                             "the study has no map '%s'", (char *)map->panels->pdata[i]);
        return hint_panels(study, error);
    }
    if (!map->panels || map->panels->len > 0)
        return true;
    amont_entry_fail(&map->entry, "panels", error, AMONT_ERROR_CONFIG,
                     "at least one map is expected here");
    return hint_panels(study, error);
}

/* ---- series -------------------------------------------------------------------------------- */

enum { EACH_MOST = 16 }; /* more are too small to be compared */

static bool check_each_count(const amont_map_spec *map, GError **error) {
    if (map->each->len >= 2 && map->each->len <= EACH_MOST)
        return true;
    amont_entry_fail(&map->entry, "each", error, AMONT_ERROR_CONFIG,
                     "a series shows from 2 to %d indicators, not %u", EACH_MOST, map->each->len);
    if (map->each->len == 1)
        amont_hint(error, "for a single map, write 'value' instead of 'each'");
    else
        amont_hint(error, "name indicators of one unit, or make several maps");
    return false;
}

static bool check_each_once(const amont_map_spec *map, guint index, GError **error) {
    const amont_each_spec *one = map->each->pdata[index];
    for (guint i = 0; i < index; i++)
        if (strcmp(((const amont_each_spec *)map->each->pdata[i])->value, one->value) == 0)
            return amont_entry_fail(&one->entry, "value", error, AMONT_ERROR_CONFIG,
                                    "'%s' stands twice in the series", one->value);
    return true;
}

/* A series is one map, repeated: it has a mark, and each frame has one indicator. */
static bool check_each(const amont_map_spec *map, GError **error) {
    static const char *const others[] = {"panels", "value", "values"};
    if (!amont_yaml_find(map->entry.node, "each"))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (amont_yaml_find(map->entry.node, others[i])) {
            amont_entry_fail(&map->entry, others[i], error, AMONT_ERROR_CONFIG,
                             "'%s' and 'each' do not go together", others[i]);
            amont_hint(error, "'each' says what every frame of the series shows");
            return false;
        }
    if (!check_each_count(map, error))
        return false;
    for (guint i = 0; i < map->each->len; i++)
        if (!check_each_once(map, i, error))
            return false;
    return true;
}

/* ---- marks --------------------------------------------------------------------------------- */

static bool check_style(const amont_map_spec *map, GError **error) {
    if (map->panels && (map->style || map->over))
        return amont_entry_fail(&map->entry, map->style ? "style" : "over", error,
                                AMONT_ERROR_CONFIG, "a page with 'panels' has no mark of its own");
    if (map->panels || map->style)
        return true;
    amont_entry_fail(&map->entry, NULL, error, AMONT_ERROR_CONFIG, "the key 'style' is missing");
    amont_hint(error, "name a mark, see 'amont list marks', or the maps of the page in 'panels'");
    return false;
}

static bool check_over(const amont_study *study, const amont_map_spec *map, GError **error) {
    if (!map->over)
        return true;
    if (!map->over->style)
        return amont_entry_fail(&map->over->entry, NULL, error, AMONT_ERROR_CONFIG,
                                "the key 'style' is missing");
    return check_plot(study, map->over, error);
}

bool amont_study_check_maps(const amont_study *study, GError **error) {
    for (guint i = 0; i < study->maps->len; i++) {
        const amont_map_spec *map = study->maps->pdata[i];
        if (!check_id(study, i, error) || !check_style(map, error) ||
            !check_panels(study, map, error) || !check_each(map, error) ||
            !check_plot(study, map, error) || !check_over(study, map, error) ||
            !check_context(study, map, error))
            return false;
    }
    return true;
}

char *amont_study_describe_map(const amont_map_spec *map) {
    return amont_schema_print(&amont_map_schema, map, 1);
}
