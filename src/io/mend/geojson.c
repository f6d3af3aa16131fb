/* In a GeoJSON file the text of a geometry is replaced and all else stays, whatever it is. The text
 * was read by GDAL before, so that it is sound; what is not as expected is left alone. GDAL may
 * give features in another order than the file's, by their `id`: a geometry is known by its extent.
 */
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

/* Where each geometry begins. */
static GPtrArray *find_geometries(const char *text) {
    GPtrArray *geometries = g_ptr_array_new();
    const char *list = find_member(skip_blanks(text), "features");
    if (!list || *list != '[')
        return geometries;
    for (const char *at = skip_blanks(list + 1); *at == '{'; at = skip_blanks(at)) {
        const char *geometry = find_member(at, "geometry");
        if (geometry && *geometry == '{')
            g_ptr_array_add(geometries, (char *)geometry);
        at = skip_blanks(skip_value(at));
        at += *at == ',';
    }
    return geometries;
}

/* ---- which it is --------------------------------------------------------------------------- */

static void extend(amont_box *box, const double *position) {
    amont_box point = {position[0], position[1], position[0], position[1]};
    *box = amont_box_is_empty(*box) ? point : amont_box_union(*box, point);
}

/* Of every position, a list that begins with two numbers. */
static amont_box extent_of(const char *geometry) {
    amont_box box = AMONT_BOX_EMPTY;
    const char *at = find_member(geometry, "coordinates");
    const char *end = at ? skip_value(at) : NULL;
    double position[2] = {0};
    size_t n = 0;
    while (at && at < end) {
        char *behind = NULL;
        double number = g_ascii_strtod(at, &behind);
        bool is_number = behind > at && !strchr("[], \t\r\n", *at);
        n = *at == '[' ? 0 : n;
        if (is_number && n < 2)
            position[n] = number;
        if (is_number && ++n == 2)
            extend(&box, position);
        at = is_number ? behind : at + 1;
    }
    return box;
}

static bool is_same_box(amont_box a, amont_box b) {
    return a.min_x == b.min_x && a.min_y == b.min_y && a.max_x == b.max_x && a.max_y == b.max_y;
}

/* The one geometry of this extent; NULL when there is none or more than one. */
static const char *find_one(const GPtrArray *geometries, const amont_box *extents, amont_box box) {
    const char *found = NULL;
    for (guint i = 0; i < geometries->len; i++) {
        if (!is_same_box(extents[i], box))
            continue;
        if (found)
            return NULL;
        found = geometries->pdata[i];
    }
    return found;
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

typedef struct replacement {
    const char *at;
    size_t feature;
} replacement;

static int by_place(const void *a, const void *b) {
    const replacement *left = a, *right = b;
    return left->at < right->at ? -1 : left->at > right->at ? 1 : 0;
}

/* In the order of the text; NULL when one is not found. */
static GArray *find_replacements(const char *text, const amont_new_geometries *new) {
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(replacement));
    g_autoptr(GPtrArray) geometries = find_geometries(text);
    g_autofree amont_box *extents = g_new(amont_box, geometries->len);
    for (guint i = 0; i < geometries->len; i++)
        extents[i] = extent_of(geometries->pdata[i]);
    for (size_t feature = 0; feature < new->before->n_features; feature++) {
        if (!new->is_new[feature])
            continue;
        amont_box box = amont_shapes_box(new->before, feature);
        replacement one = {find_one(geometries, extents, box), feature};
        if (!one.at)
            return NULL;
        g_array_append_val(found, one);
    }
    g_array_sort(found, by_place);
    return g_steal_pointer(&found);
}

static GString *rewrite(const char *text, const GArray *replacements, const amont_shapes *shapes) {
    GString *out = g_string_new(NULL);
    const char *at = text;
    for (guint i = 0; i < replacements->len; i++) {
        const replacement *one = &g_array_index(replacements, replacement, i);
        g_string_append_len(out, at, one->at - at);
        write_geometry(shapes, one->feature, out);
        at = skip_value(one->at);
    }
    return g_string_append(out, at);
}

bool amont_replace_in_geojson(const char *path, const amont_new_geometries *geometries) {
    size_t length = 0;
    g_autofree char *text = amont_files_read(path, G_MAXSSIZE, &length, NULL);
    if (!text)
        return false;
    const char *start = g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text;
    g_autoptr(GArray) replacements = find_replacements(start, geometries);
    if (!replacements)
        return false;
    GString *out = rewrite(text, replacements, geometries->after);
    bool done = amont_files_replace(path, out->str, out->len, NULL);
    g_string_free(out, TRUE);
    return done;
}
