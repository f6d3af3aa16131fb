/* In a GeoJSON file the text of a geometry is replaced and all else stays, whatever it is. The text
 * was read by GDAL before, so that it is sound; what is not as expected is left alone. */
#include "io/mend/mending.h"

#include "amont/files.h"
#include "amont/text.h"

#include <string.h>

/* ---- walking ------------------------------------------------------------------------------- */

static const char *skip_blanks(const char *at) {
    return at + strspn(at, " \t\r\n");
}

static const char *skip_string(const char *at) {
    for (at++; *at && *at != '"'; at++)
        at += *at == '\\' && at[1];
    return *at ? at + 1 : at;
}

/* To behind the value that begins here. */
static const char *skip_value(const char *at) {
    size_t depth = 0;
    do {
        at = skip_blanks(at);
        if (*at == '"')
            at = skip_string(at);
        else if (*at == '{' || *at == '[')
            depth++, at++;
        else if (*at == '}' || *at == ']')
            depth -= depth > 0, at++;
        else if (*at == ',' || *at == ':')
            at++;
        else
            at += strcspn(at, " \t\r\n\"{}[],:");
    } while (*at && depth > 0);
    return at;
}

/* The value of a member of the object that begins here, or NULL. */
static const char *find_member(const char *object, const char *key) {
    if (*object != '{')
        return NULL;
    for (const char *at = skip_blanks(object + 1); *at == '"'; at = skip_blanks(at)) {
        const char *end = skip_string(at), *value = skip_blanks(end);
        bool found =
            (size_t)(end - at) == strlen(key) + 2 && strncmp(at + 1, key, strlen(key)) == 0;
        if (*value != ':')
            return NULL;
        value = skip_blanks(value + 1);
        if (found)
            return value;
        at = skip_blanks(skip_value(value));
        at += *at == ',';
    }
    return NULL;
}

/* Where each feature begins. */
static GPtrArray *find_features(const char *text) {
    GPtrArray *features = g_ptr_array_new();
    const char *list = find_member(skip_blanks(text), "features");
    if (!list || *list != '[')
        return features;
    for (const char *at = skip_blanks(list + 1); *at == '{'; at = skip_blanks(at)) {
        g_ptr_array_add(features, (char *)at);
        at = skip_blanks(skip_value(at));
        at += *at == ',';
    }
    return features;
}

/* ---- writing ------------------------------------------------------------------------------- */

static void write_ring(const amont_shapes *shapes, size_t ring, GString *out) {
    g_string_append_c(out, '[');
    for (size_t i = shapes->point_of[ring]; i < shapes->point_of[ring + 1]; i++) {
        g_autofree char *x = amont_number_exact(shapes->x[i]);
        g_autofree char *y = amont_number_exact(shapes->y[i]);
        g_string_append_printf(out, "%s[%s,%s]", i > shapes->point_of[ring] ? "," : "", x, y);
    }
    g_string_append_c(out, ']');
}

static void write_polygon(const amont_shapes *shapes, size_t part, GString *out) {
    g_string_append_c(out, '[');
    for (size_t ring = shapes->ring_of[part]; ring < shapes->ring_of[part + 1]; ring++) {
        if (ring > shapes->ring_of[part])
            g_string_append_c(out, ',');
        write_ring(shapes, ring, out);
    }
    g_string_append_c(out, ']');
}

static void write_geometry(const amont_shapes *shapes, size_t feature, GString *out) {
    size_t first = shapes->part_of[feature], end = shapes->part_of[feature + 1];
    bool single = end == first + 1;
    g_string_append_printf(out, "{\"type\":\"%s\",\"coordinates\":%s",
                           single ? "Polygon" : "MultiPolygon", single ? "" : "[");
    for (size_t part = first; part < end; part++) {
        if (part > first)
            g_string_append_c(out, ',');
        write_polygon(shapes, part, out);
    }
    g_string_append(out, single ? "}" : "]}");
}

/* NULL when a feature is not as it should be. */
static GString *rewrite(const char *text, const GPtrArray *features,
                        const amont_new_geometries *geometries) {
    GString *out = g_string_new(NULL);
    const char *at = text;
    for (guint i = 0; i < features->len; i++) {
        const char *geometry = find_member(features->pdata[i], "geometry");
        if (!geometries->is_new[i])
            continue;
        if (!geometry || *geometry != '{') {
            g_string_free(out, TRUE);
            return NULL;
        }
        g_string_append_len(out, at, geometry - at);
        write_geometry(geometries->shapes, i, out);
        at = skip_value(geometry);
    }
    return g_string_append(out, at);
}

bool amont_replace_in_geojson(const char *path, const amont_new_geometries *geometries) {
    size_t length = 0;
    g_autofree char *text = amont_files_read(path, G_MAXSSIZE, &length, NULL);
    if (!text)
        return false;
    const char *start = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
    g_autoptr(GPtrArray) features = find_features(start);
    GString *out = features->len == geometries->shapes->n_features
                       ? rewrite(text, features, geometries)
                       : NULL;
    if (!out)
        return false;
    bool done = amont_files_replace(path, out->str, out->len, NULL);
    g_string_free(out, TRUE);
    return done;
}
