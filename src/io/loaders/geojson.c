/* Features are parsed one by one (jansson), so that no more than one stands in memory as a tree;
 * what is around them is parsed without them. */
#include "io/loaders/geojson.h"

#include "amont/files.h"
#include "io/loaders/archive.h"
#include "io/loaders/features.h"
#include "io/loaders/geojson_fields.h"
#include "io/loaders/geojson_frame.h"
#include "io/loaders/geojson_shapes.h"
#include "io/source.h"

#include <string.h>

static const size_t largest = (size_t)32 << 20;
static const size_t largest_feature = (size_t)8 << 20; /* as a tree it is up to 80 times as large */

bool amont_geojson_is_for(const amont_source *source) {
    const char *inner = NULL;
    const amont_format *format = amont_format_find(source->path);
    if (!format || strcmp(format->driver, "GeoJSON") != 0 || source->layer || source->where ||
        source->first_rows > 0 || amont_source_connection(source))
        return false;
    g_autofree char *archive = amont_archive_path(source->path, &inner);
    return archive == NULL;
}

/* ---- features ------------------------------------------------------------------------------ */

typedef struct reading {
    amont_geojson_fields *fields;
    amont_geojson_shapes shapes;
    size_t most_points;
} reading;

static bool is_plain_member(const char *key, const json_t *value) {
    static const char *const known[] = {"type", "properties", "geometry", "id",
                                        "crs",  "bbox",       NULL};
    if (strcmp(key, "bbox") == 0)
        return amont_geojson_is_box(value);
    bool is_looked_at = strcmp(key, "type") == 0 || strcmp(key, "properties") == 0 ||
                        strcmp(key, "geometry") == 0 || strcmp(key, "id") == 0;
    return is_looked_at || amont_geojson_is_foreign(key, value, known);
}

static bool has_plain_members(json_t *feature) {
    enum { MOST_MEMBERS = 64 };
    const char *key = NULL;
    json_t *value = NULL;
    if (json_object_size(feature) > MOST_MEMBERS)
        return false;
    json_object_foreach (feature, key, value) {
        if (!is_plain_member(key, value))
            return false;
    }
    return g_strcmp0(json_string_value(json_object_get(feature, "type")), "Feature") == 0;
}

static bool add_feature(reading *r, json_t *feature) {
    json_t *properties = json_object_get(feature, "properties");
    return json_is_object(properties) && has_plain_members(feature) &&
           amont_geojson_add_row(r->fields, properties, json_object_get(feature, "id")) &&
           amont_geojson_add_shape(&r->shapes, json_object_get(feature, "geometry")) &&
           r->shapes.n_points <= r->most_points;
}

/* The place of what follows the feature and the blanks behind it; or NULL. */
static const char *take_feature(reading *r, const char *at, const char *end) {
    json_error_t place;
    json_t *feature = json_loadb(at, MIN((size_t)(end - at), largest_feature),
                                 JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &place);
    bool taken = feature && add_feature(r, feature);
    json_decref(feature);
    if (!taken)
        return NULL;
    at += place.position;
    return at + strspn(at, " \t\r\n");
}

/* The bracket that closes the features; NULL where one is not plain, or there is none. */
static const char *take_features(reading *r, const char *at, const char *end) {
    for (;;) {
        at = take_feature(r, at, end);
        if (!at || *at == ']')
            return at;
        if (*at++ != ',')
            return NULL;
    }
}

/* ---- the file ------------------------------------------------------------------------------ */

/* GDAL refuses numbers of more than 1024 signs, which are numbers all the same. */
static bool has_long_number(const char *text, size_t length) {
    enum { LONGEST = 1000 };
    bool is_sign[256] = {false};
    for (const char *sign = "0123456789+-.eE"; *sign; sign++)
        is_sign[(guchar)*sign] = true;
    size_t run = 0;
    for (size_t i = 0; i < length && run < LONGEST; i++)
        run = is_sign[(guchar)text[i]] ? run + 1 : 0;
    return run == LONGEST;
}

static amont_layer *make_layer(reading *r, const amont_source *source) {
    amont_layer *layer =
        amont_layer_new(amont_source_name(source), amont_geojson_n_rows(r->fields));
    layer->first_row = 1;
    amont_geojson_fields_move(r->fields, layer);
    if (r->shapes.builder)
        layer->shapes = amont_shapes_finish(g_steal_pointer(&r->shapes.builder));
    return amont_features_mend(layer, source, NULL);
}

static amont_layer *read_text(const amont_source *source, const char *text, size_t length,
                              char **crs) {
    const char *first = amont_geojson_features(text, length);
    if (!first || has_long_number(text, length))
        return NULL;
    g_autoptr(amont_geojson_fields) fields = amont_geojson_fields_new(amont_limits_of(source));
    reading r = {.fields = fields, .most_points = amont_limits_of(source)->vertices};
    const char *last = take_features(&r, first, text + length);
    amont_layer *layer =
        last && amont_geojson_frame(text, length, first, last, crs) ? make_layer(&r, source) : NULL;
    amont_shapes_builder_free(r.shapes.builder);
    return layer;
}

amont_layer *amont_geojson_read(const amont_source *source, char **crs_definition) {
    size_t length = 0;
    g_autofree char *text = amont_files_read(source->path, largest, &length, NULL);
    g_autofree char *crs = NULL;
    amont_layer *layer = text ? read_text(source, text, length, &crs) : NULL;
    if (layer && crs_definition)
        *crs_definition = g_steal_pointer(&crs);
    return layer;
}
