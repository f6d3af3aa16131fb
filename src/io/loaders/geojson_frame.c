#include "io/loaders/geojson_frame.h"

#include <glib.h>
#include <string.h>

/* What GDAL looks at to know a file. */
enum { HEAD = 6000, MOST_MEMBERS = 64 };

static const char blanks[] = " \t\r\n";

/* ---- the beginning ------------------------------------------------------------------------- */

/* The place behind `word` and the blanks before it, or NULL. */
static const char *past(const char *at, const char *word) {
    if (!at)
        return NULL;
    at += strspn(at, blanks);
    return g_str_has_prefix(at, word) ? at + strlen(word) : NULL;
}

const char *amont_geojson_features(const char *text, size_t length) {
    g_autofree char *head = g_strndup(text, MIN(length, HEAD));
    const char *begins = past(past(head, "{"), "\"type\"");
    if (!past(past(begins, ":"), "\"FeatureCollection\"") || strstr(head, "\"Topology\""))
        return NULL;
    const char *features = strstr(head, "\"features\"");
    const char *first = past(past(past(features, "\"features\""), ":"), "[");
    return first ? text + (first - head) : NULL;
}

/* ---- members ------------------------------------------------------------------------------- */

bool amont_geojson_is_foreign(const char *key, const json_t *value, const char *const *known) {
    for (; *known; known++)
        if (g_ascii_strcasecmp(key, *known) == 0)
            return false;
    return !json_is_object(value) && !json_is_array(value);
}

bool amont_geojson_is_box(const json_t *value) {
    enum { MOST_NUMBERS = 6 };
    if (!json_is_array(value) || json_array_size(value) > MOST_NUMBERS)
        return false;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!json_is_number(json_array_get(value, i)))
            return false;
    return true;
}

/* ---- the CRS ------------------------------------------------------------------------------- */

/* Of which it is known what GDAL makes: the codes of EPSG in use in France, and their neighbours.
 */
static const char *const codes[] = {
    "2154",  "4326",  "3857",  "4171",  "4258",  "3035", "3034", "3942",  "3943",
    "3944",  "3945",  "3946",  "3947",  "3948",  "3949", "3950", "27572", "32630",
    "32631", "32632", "25830", "25831", "25832", "2972", "2975", "4471",  "5490",
};

static char *code_of(const char *name) {
    static const char *const spellings[] = {"EPSG:", "urn:ogc:def:crs:EPSG::"};
    if (strcmp(name, "urn:ogc:def:crs:OGC:1.3:CRS84") == 0)
        return g_strdup("EPSG:4326");
    for (size_t s = 0; s < G_N_ELEMENTS(spellings); s++)
        for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
            if (g_str_has_prefix(name, spellings[s]) &&
                strcmp(name + strlen(spellings[s]), codes[i]) == 0)
                return g_strconcat("EPSG:", codes[i], NULL);
    return NULL;
}

/* {"type": "name", "properties": {"name": "EPSG:2154"}} and nothing else; without one, degrees. */
static char *crs_of(const json_t *crs) {
    if (!crs)
        return g_strdup("EPSG:4326");
    const json_t *properties = json_object_get(crs, "properties");
    const char *type = json_string_value(json_object_get(crs, "type"));
    const char *name = json_string_value(json_object_get(properties, "name"));
    bool is_plain = json_object_size(crs) == 2 && json_object_size(properties) == 1 &&
                    g_strcmp0(type, "name") == 0 && name;
    return is_plain ? code_of(name) : NULL;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static bool is_plain_member(const char *key, const json_t *value) {
    static const char *const known[] = {
        "type", "features", "crs", "bbox", "properties", "exceededTransferLimit", NULL};
    if (strcmp(key, "type") == 0 || strcmp(key, "crs") == 0)
        return true; /* looked at elsewhere */
    if (strcmp(key, "features") == 0)
        return json_is_array(value) && json_array_size(value) == 0;
    return strcmp(key, "bbox") == 0 ? amont_geojson_is_box(value)
                                    : amont_geojson_is_foreign(key, value, known);
}

static bool is_plain_frame(json_t *frame) {
    const char *key = NULL;
    json_t *value = NULL;
    if (json_object_size(frame) > MOST_MEMBERS || !json_object_get(frame, "features"))
        return false;
    json_object_foreach (frame, key, value) {
        if (!is_plain_member(key, value))
            return false;
    }
    return true;
}

bool amont_geojson_frame(const char *text, size_t length, const char *first, const char *last,
                         char **crs) {
    g_autoptr(GString) rest = g_string_new_len(text, first - text);
    g_string_append_len(rest, last, (gssize)(length - (size_t)(last - text)));
    json_t *frame = json_loadb(rest->str, rest->len, JSON_REJECT_DUPLICATES, NULL);
    *crs = frame && is_plain_frame(frame) ? crs_of(json_object_get(frame, "crs")) : NULL;
    json_decref(frame);
    return *crs != NULL;
}
