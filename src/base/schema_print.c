/* What a schema has read, as YAML again: every value with where it was written. */
#include "amont/schema.h"

#include <math.h>
#include <string.h>

static const void *member(const amont_key *key, const void *entry) {
    return (const char *)entry + key->offset;
}

static void add_number(GString *out, double number) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.10g", number));
}

static void add_colour(GString *out, amont_colour colour) {
    g_string_append_printf(out, "\"#%02x%02x%02x\"", (unsigned)lround(colour.red * 255),
                           (unsigned)lround(colour.green * 255),
                           (unsigned)lround(colour.blue * 255));
}

static void add_text(GString *out, const char *text) {
    g_string_append_c(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if (*text == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void add_list(GString *out, const amont_key *key, const void *at) {
    const GPtrArray *texts = *(GPtrArray *const *)at;
    const GArray *values = *(GArray *const *)at;
    guint n = key->type == AMONT_KEY_TEXTS ? texts->len : values->len;
    g_string_append_c(out, '[');
    for (guint i = 0; i < n; i++) {
        if (i > 0)
            g_string_append(out, ", ");
        if (key->type == AMONT_KEY_TEXTS)
            add_text(out, texts->pdata[i]);
        else if (key->type == AMONT_KEY_NUMBERS)
            add_number(out, g_array_index(values, double, i));
        else
            add_colour(out, g_array_index(values, amont_colour, i));
    }
    g_string_append_c(out, ']');
}

/* False when there is no value. */
static bool add_value(GString *out, const amont_key *key, const void *at) {
    switch (key->type) {
    case AMONT_KEY_TEXT:
    case AMONT_KEY_DATE:
        if (*(char *const *)at)
            add_text(out, *(char *const *)at);
        return *(char *const *)at != NULL;
    case AMONT_KEY_NUMBER:
        if (!isnan(*(const double *)at))
            add_number(out, *(const double *)at);
        return !isnan(*(const double *)at);
    case AMONT_KEY_BOOL:
        g_string_append(out, *(const bool *)at ? "true" : "false");
        return true;
    case AMONT_KEY_CHOICE:
        if (*(const int *)at >= 0)
            g_string_append(out, key->choices[*(const int *)at]);
        return *(const int *)at >= 0;
    case AMONT_KEY_COLOUR:
        if (!isnan(((const amont_colour *)at)->red))
            add_colour(out, *(const amont_colour *)at);
        return !isnan(((const amont_colour *)at)->red);
    default:
        if (*(void *const *)at)
            add_list(out, key, at);
        return *(void *const *)at != NULL;
    }
}

static void add_origin(GString *out, const amont_yaml *node, const char *key, size_t line) {
    size_t width = (size_t)g_utf8_strlen(out->str + line, -1);
    g_string_append_printf(out, "%*s # ", (int)(width < 52 ? 52 - width : 0), "");
    const amont_yaml *value = node ? amont_yaml_find(node, key) : NULL;
    if (value)
        g_string_append_printf(out, "%s:%d\n", value->place.file, value->place.line);
    else
        g_string_append(out, "-\n");
}

static void print_keys(GString *out, const amont_schema *schema, const void *entry, int depth);

static void print_items(GString *out, const amont_key *key, const void *at, int depth) {
    const GPtrArray *items = *(GPtrArray *const *)at;
    for (guint i = 0; items && i < items->len; i++) {
        const amont_entry *item = items->pdata[i];
        if (i == 0)
            g_string_append_printf(out, "%*s%s:\n", 2 * depth, "", key->name);
        if (item->name)
            g_string_append_printf(out, "%*s%s:\n", 2 * (depth + 1), "", item->name);
        else
            g_string_append_printf(out, "%*s-\n", 2 * (depth + 1), "");
        print_keys(out, key->schema, item, depth + 2);
    }
}

static void print_key(GString *out, const amont_key *key, const void *entry, int depth) {
    const void *at = member(key, entry);
    if (key->type == AMONT_KEY_LIST || key->type == AMONT_KEY_DICTIONARY) {
        print_items(out, key, at, depth);
    } else if (key->type == AMONT_KEY_ENTRY) {
        if (*(void *const *)at) {
            g_string_append_printf(out, "%*s%s:\n", 2 * depth, "", key->name);
            print_keys(out, key->schema, *(void *const *)at, depth + 1);
        }
    } else {
        gsize line = out->len;
        g_string_append_printf(out, "%*s%s: ", 2 * depth, "", key->name);
        if (add_value(out, key, at))
            add_origin(out, ((const amont_entry *)entry)->node, key->name, line);
        else
            g_string_truncate(out, line);
    }
}

static void print_keys(GString *out, const amont_schema *schema, const void *entry, int depth) {
    for (size_t i = 0; i < schema->n_keys; i++)
        print_key(out, &schema->keys[i], entry, depth);
}

char *amont_schema_print(const amont_schema *schema, const void *entry, int depth) {
    GString *out = g_string_new(NULL);
    print_keys(out, schema, entry, depth);
    return g_string_free(out, FALSE);
}
