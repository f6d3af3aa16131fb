/* One table per mapping ties keys to struct members; reading and freeing are walks over it. */
#include "amont/schema.h"

#include "base/i18n.h"
#include <math.h>
#include <string.h>

static void *member(const amont_key *key, void *entry) {
    return (char *)entry + key->offset;
}

static bool fail_value(const amont_key *key, const amont_yaml *node, GError **error,
                       const char *expected) {
    amont_fail_at(error, AMONT_ERROR_CONFIG, node->place, key->name, "%s is expected here",
                  _(expected));
    if (node->kind == AMONT_YAML_SCALAR && node->text[0])
        amont_hint(error, "'%s' is not", node->text);
    return false;
}

/* ---- one value of each type ---------------------------------------------------------------- */

static bool read_text(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    if (node->kind != AMONT_YAML_SCALAR)
        return fail_value(key, node, error, N_("a text"));
    *(char **)to = g_strdup(node->text);
    return true;
}

static bool parse_number(const amont_key *key, const amont_yaml *node, double *to, GError **error) {
    if (node->kind != AMONT_YAML_SCALAR || !amont_number_parse(node->text, to))
        return fail_value(key, node, error, N_("a number"));
    if (key->whole && *to != floor(*to))
        return fail_value(key, node, error, N_("a whole number"));
    if (key->most > key->least && (*to < key->least || *to > key->most)) {
        g_autofree char *value = amont_number_plain(*to), *least = amont_number_plain(key->least),
                        *most = amont_number_plain(key->most);
        amont_fail_at(error, AMONT_ERROR_CONFIG, node->place, key->name, "%s is out of range",
                      value);
        amont_hint(error, "from %s to %s", least, most);
        return false;
    }
    return true;
}

static bool read_number(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    return parse_number(key, node, to, error);
}

static bool read_bool(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    static const char *const words[] = {"false", "true", "no", "yes", "non", "oui"};
    for (size_t i = 0; node->kind == AMONT_YAML_SCALAR && i < G_N_ELEMENTS(words); i++)
        if (strcmp(node->text, words[i]) == 0) {
            *(bool *)to = i % 2 == 1;
            return true;
        }
    return fail_value(key, node, error, N_("'true' or 'false'"));
}

static bool read_choice(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    if (node->kind != AMONT_YAML_SCALAR)
        return fail_value(key, node, error, N_("one word"));
    for (int i = 0; key->choices[i]; i++)
        if (strcmp(node->text, key->choices[i]) == 0) {
            *(int *)to = i;
            return true;
        }
    g_autofree char *list = g_strjoinv(", ", (char **)key->choices);
    amont_fail_at(error, AMONT_ERROR_CONFIG, node->place, key->name, "unknown word '%s'",
                  node->text);
    amont_hint(error, "one of: %s", list);
    return false;
}

/* YYYY-MM-DD of a day that exists. */
static bool is_date(const char *text) {
    static const char *const shape = "dddd-dd-dd";
    for (size_t i = 0; i <= strlen(shape); i++)
        if (shape[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != shape[i])
            return false;
    guint64 year = g_ascii_strtoull(text, NULL, 10), month = g_ascii_strtoull(text + 5, NULL, 10);
    guint64 day = g_ascii_strtoull(text + 8, NULL, 10);
    return g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static bool read_date(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    if (node->kind != AMONT_YAML_SCALAR || !is_date(node->text))
        return fail_value(key, node, error, N_("a date such as 2026-11-22"));
    *(char **)to = g_strdup(node->text);
    return true;
}

static bool parse_colour(const amont_key *key, const amont_yaml *node, amont_colour *to,
                         GError **error) {
    if (node->kind != AMONT_YAML_SCALAR || !amont_colour_parse(node->text, to))
        return fail_value(key, node, error, N_("a quoted colour such as \"#1f77b4\""));
    return true;
}

static bool read_colour(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    return parse_colour(key, node, to, error);
}

/* ---- lists --------------------------------------------------------------------------------- */

static bool read_texts(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    *(GPtrArray **)to = texts;
    if (node->kind == AMONT_YAML_SCALAR) {
        g_ptr_array_add(texts, g_strdup(node->text));
        return true;
    }
    if (node->kind != AMONT_YAML_SEQUENCE)
        return fail_value(key, node, error, N_("a list"));
    for (size_t i = 0; i < node->n; i++) {
        char *text = NULL;
        if (!read_text(key, node->items[i], &text, error))
            return false;
        g_ptr_array_add(texts, text);
    }
    return true;
}

static bool read_numbers(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
    *(GArray **)to = numbers;
    if (node->kind != AMONT_YAML_SEQUENCE)
        return fail_value(key, node, error, N_("a list of numbers"));
    for (size_t i = 0; i < node->n; i++) {
        double number = 0;
        if (!parse_number(key, node->items[i], &number, error))
            return false;
        g_array_append_val(numbers, number);
    }
    return true;
}

static bool read_colours(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    GArray *colours = g_array_new(FALSE, FALSE, sizeof(amont_colour));
    *(GArray **)to = colours;
    if (node->kind != AMONT_YAML_SEQUENCE)
        return fail_value(key, node, error, N_("a list of colours"));
    for (size_t i = 0; i < node->n; i++) {
        amont_colour colour;
        if (!parse_colour(key, node->items[i], &colour, error))
            return false;
        g_array_append_val(colours, colour);
    }
    return true;
}

/* ---- nested structs ------------------------------------------------------------------------ */

static bool read_entry(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    *(void **)to = amont_schema_read(key->schema, node, error);
    return *(void **)to != NULL;
}

static bool read_list(const amont_key *key, const amont_yaml *node, void *to, GError **error) {
    if (node->kind != AMONT_YAML_SEQUENCE)
        return fail_value(key, node, error, N_("a list ('- ' before each item)"));
    for (size_t i = 0; i < node->n; i++) {
        void *item = amont_schema_read(key->schema, node->items[i], error);
        if (!item)
            return false;
        g_ptr_array_add(*(GPtrArray **)to, item);
    }
    return true;
}

static bool read_dictionary(const amont_key *key, const amont_yaml *node, void *to,
                            GError **error) {
    if (node->kind != AMONT_YAML_MAPPING)
        return fail_value(key, node, error, N_("a mapping ('name: {...}' for each item)"));
    for (size_t i = 0; i < node->n; i++) {
        amont_entry *item = amont_schema_read(key->schema, node->items[i], error);
        if (!item)
            return false;
        item->name = node->keys[i]->text;
        g_ptr_array_add(*(GPtrArray **)to, item);
    }
    return true;
}

/* ---- the walks ----------------------------------------------------------------------------- */

typedef bool (*reader)(const amont_key *, const amont_yaml *, void *, GError **);

static const struct {
    reader read;
    const char *sample;
} types[] = {
    [AMONT_KEY_TEXT] = {read_text, N_("text")},
    [AMONT_KEY_NUMBER] = {read_number, N_("number")},
    [AMONT_KEY_BOOL] = {read_bool, N_("true | false")},
    [AMONT_KEY_CHOICE] = {read_choice, ""},
    [AMONT_KEY_DATE] = {read_date, N_("YYYY-MM-DD")},
    [AMONT_KEY_COLOUR] = {read_colour, "\"#rrggbb\""},
    [AMONT_KEY_TEXTS] = {read_texts, N_("[text, ...]")},
    [AMONT_KEY_NUMBERS] = {read_numbers, N_("[number, ...]")},
    [AMONT_KEY_COLOURS] = {read_colours, "[\"#rrggbb\", ...]"},
    [AMONT_KEY_ENTRY] = {read_entry, ""},
    [AMONT_KEY_LIST] = {read_list, ""},
    [AMONT_KEY_DICTIONARY] = {read_dictionary, ""},
};

static void set_fallback(const amont_key *key, void *entry) {
    void *to = member(key, entry);
    if (key->type == AMONT_KEY_NUMBER)
        *(double *)to = key->fallback != 0 ? key->fallback : NAN;
    else if (key->type == AMONT_KEY_CHOICE)
        *(int *)to = key->required ? -1 : (int)key->fallback;
    else if (key->type == AMONT_KEY_COLOUR)
        *(amont_colour *)to = (amont_colour){NAN, NAN, NAN};
    else if (key->type == AMONT_KEY_LIST || key->type == AMONT_KEY_DICTIONARY)
        *(GPtrArray **)to = g_ptr_array_new();
}

static const amont_key *find_key(const amont_schema *schema, const char *name) {
    for (size_t i = 0; i < schema->n_keys; i++)
        if (strcmp(schema->keys[i].name, name) == 0)
            return &schema->keys[i];
    return NULL;
}

static bool fail_unknown(const amont_schema *schema, const amont_yaml *key, GError **error) {
    g_autofree const char **names = g_new0(const char *, schema->n_keys + 1);
    for (size_t i = 0; i < schema->n_keys; i++)
        names[i] = schema->keys[i].name;
    const char *nearest = amont_nearest(key->text, names, schema->n_keys);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    amont_fail_at(error, AMONT_ERROR_CONFIG, key->place, key->text, "unknown key in %s",
                  _(schema->what));
    if (nearest)
        amont_hint(error, "did you mean '%s'? known keys: %s", nearest, list);
    else
        amont_hint(error, "known keys: %s", list);
    return false;
}

static bool check_required(const amont_schema *schema, const amont_yaml *node, GError **error) {
    for (size_t i = 0; i < schema->n_keys; i++) {
        const amont_key *key = &schema->keys[i];
        const amont_yaml *value = amont_yaml_find(node, key->name);
        if (!key->required || (value && !amont_yaml_is_null(value)))
            continue;
        amont_fail_at(error, AMONT_ERROR_CONFIG, value ? value->place : node->place, key->name,
                      "this key is required in %s", _(schema->what));
        if (key->help)
            amont_hint(error, "'%s' is: %s", key->name, _(key->help));
        return false;
    }
    return true;
}

/* Without quotes a colour is a comment: nothing is left of it. "~" takes a colour away. */
static bool is_cut_off(const amont_yaml *node) {
    return amont_yaml_is_null(node) && node->text[0] == '\0';
}

static bool fail_colour(const amont_key *key, const amont_yaml *node, GError **error) {
    amont_fail_at(error, AMONT_ERROR_CONFIG, node->place, key->name, "there is no colour here");
    amont_hint(error, "write it in quotes, \"#1f77b4\": a bare # begins a comment");
    return false;
}

static bool read_keys(const amont_schema *schema, const amont_yaml *node, void *entry,
                      GError **error) {
    for (size_t i = 0; i < node->n; i++) {
        const amont_key *key = find_key(schema, node->keys[i]->text);
        if (!key)
            return fail_unknown(schema, node->keys[i], error);
        if (key->type == AMONT_KEY_COLOUR && is_cut_off(node->items[i]))
            return fail_colour(key, node->items[i], error);
        if (!amont_yaml_is_null(node->items[i]) &&
            !types[key->type].read(key, node->items[i], member(key, entry), error))
            return false;
    }
    return check_required(schema, node, error);
}

static bool read_node(const amont_schema *schema, const amont_yaml *node, void *entry,
                      GError **error) {
    if (node->kind == AMONT_YAML_MAPPING)
        return read_keys(schema, node, entry, error);
    const amont_key *short_key = schema->shorthand ? find_key(schema, schema->shorthand) : NULL;
    bool is_list =
        node->kind == AMONT_YAML_SEQUENCE && short_key && short_key->type == AMONT_KEY_TEXTS;
    if (short_key && (is_list || node->kind == AMONT_YAML_SCALAR) && !amont_yaml_is_null(node))
        return types[short_key->type].read(short_key, node, member(short_key, entry), error);
    amont_fail_at(error, AMONT_ERROR_CONFIG, node->place, NULL, "%s is expected here",
                  _(schema->what));
    amont_hint(error, "write its keys below, indented, as in '%s: ...'", schema->keys[0].name);
    return false;
}

void *amont_schema_read(const amont_schema *schema, const amont_yaml *node, GError **error) {
    void *entry = g_malloc0(schema->size);
    ((amont_entry *)entry)->node = node;
    for (size_t i = 0; i < schema->n_keys; i++)
        set_fallback(&schema->keys[i], entry);
    if (read_node(schema, node, entry, error))
        return entry;
    amont_schema_free(schema, entry);
    return NULL;
}

static void free_items(const amont_schema *schema, GPtrArray *items) {
    for (guint i = 0; items && i < items->len; i++)
        amont_schema_free(schema, items->pdata[i]);
    if (items)
        g_ptr_array_unref(items);
}

static void free_member(const amont_key *key, void *entry) {
    void *at = member(key, entry);
    switch (key->type) {
    case AMONT_KEY_TEXT:
    case AMONT_KEY_DATE:
        g_free(*(char **)at);
        break;
    case AMONT_KEY_TEXTS:
        g_clear_pointer((GPtrArray **)at, g_ptr_array_unref);
        break;
    case AMONT_KEY_NUMBERS:
    case AMONT_KEY_COLOURS:
        g_clear_pointer((GArray **)at, g_array_unref);
        break;
    case AMONT_KEY_ENTRY:
        amont_schema_free(key->schema, *(void **)at);
        break;
    case AMONT_KEY_LIST:
    case AMONT_KEY_DICTIONARY:
        free_items(key->schema, *(GPtrArray **)at);
        break;
    default:
        break;
    }
}

void amont_schema_free(const amont_schema *schema, void *entry) {
    if (!entry)
        return;
    for (size_t i = 0; i < schema->n_keys; i++)
        free_member(&schema->keys[i], entry);
    g_free(entry);
}

/* The same text as amont_fail_at, for callers that hold an entry. */
bool amont_entry_fail(const amont_entry *entry, const char *key, GError **error,
                      amont_error_code code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    amont_fail_at_valist(error, code, amont_yaml_place(entry->node, key), key, format, args);
    va_end(args);
    return false;
}

/* ---- help ---------------------------------------------------------------------------------- */

static void append_help(GString *out, const amont_schema *schema, int depth) {
    for (size_t i = 0; i < schema->n_keys; i++) {
        const amont_key *key = &schema->keys[i];
        g_autofree char *choices = key->choices ? g_strjoinv(" | ", (char **)key->choices) : NULL;
        const char *sample = types[key->type].sample;
        if (*sample) /* gettext of "" is not "" */
            sample = _(sample);
        g_autofree char *line =
            g_strdup_printf("%*s%s: %s", 2 * depth, "", key->name, choices ? choices : sample);
        g_string_append_printf(out, "%-44s", line);
        g_string_append_printf(out, " # %s%s", key->help ? _(key->help) : "",
                               key->required ? _(" (required)") : "");
        g_string_append_c(out, '\n');
        if (!key->schema)
            continue;
        if (key->type == AMONT_KEY_DICTIONARY)
            g_string_append_printf(out, "%*s%s:\n", 2 * (depth + 1), "", _("NAME"));
        append_help(out, key->schema, depth + (key->type == AMONT_KEY_DICTIONARY ? 2 : 1));
    }
}

char *amont_schema_help(const amont_schema *schema) {
    GString *out = g_string_new(NULL);
    append_help(out, schema, 0);
    return g_string_free(out, FALSE);
}
