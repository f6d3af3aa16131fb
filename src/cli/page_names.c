#include "cli/page_names.h"

#include <string.h>

enum { MOST_BYTES = 80 }; /* of a value; a file name has at most 255 */

/* "L’Haÿ-les-Roses" is "L-Hay-les-Roses". */
static char *fold(const char *value) {
    g_autofree char *plain = g_str_to_ascii(value, "C"); /* the same in every locale */
    GString *out = g_string_new(NULL);
    for (const char *c = plain; *c && out->len < MOST_BYTES; c++) {
        bool is_safe = g_ascii_isalnum(*c) || *c == '_' || *c == '.';
        if (is_safe)
            g_string_append_c(out, *c);
        else if (out->len > 0 && out->str[out->len - 1] != '-')
            g_string_append_c(out, '-');
    }
    while (out->len > 0 && strchr("-.", out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

/* With as many digits as the last page's has. */
static char *number_of(size_t index, size_t n) {
    g_autofree char *last = g_strdup_printf("%zu", n);
    return g_strdup_printf("%0*zu", (int)strlen(last), index + 1);
}

static char *value_of(const char *field, size_t length, const amont_page_words *page, size_t index,
                      size_t n) {
    const struct {
        const char *field, *value;
    } values[] = {{"id", page->id}, {"code", page->code}, {"name", page->name}};
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (strlen(values[i].field) == length && strncmp(values[i].field, field, length) == 0)
            return fold(values[i].value);
    return length == strlen("number") && strncmp(field, "number", length) == 0 ? number_of(index, n)
                                                                               : NULL;
}

/* NULL: a field is not known. */
static char *fill(const char *pattern, const amont_page_words *page, size_t index, size_t n) {
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *c = pattern; *c; c++) {
        const char *end = *c == '{' ? strchr(c, '}') : NULL;
        if (!end) {
            g_string_append_c(out, *c);
            continue;
        }
        g_autofree char *value = value_of(c + 1, (size_t)(end - c - 1), page, index, n);
        if (!value)
            return NULL;
        g_string_append(out, value);
        c = end;
    }
    return g_strdup(out->str);
}

static bool fail_pattern(const char *pattern, GError **error) {
    amont_fail(error, AMONT_ERROR_USAGE, "--name: '%s' makes no name of a file", pattern);
    amont_hint(error,
               "letters and the fields {id}, {code}, {name} and {number}, without '/', as in "
               "'{id}-{code}-{name}'");
    return false;
}

static bool fail_same(const char *name, const amont_page_words *a, const amont_page_words *b,
                      GError **error) {
    amont_fail(error, AMONT_ERROR_USAGE, "'%s' and '%s' would both be written as '%s'", a->name,
               b->name, name);
    amont_hint(error, "put {code} or {number} into --name");
    return false;
}

static bool check_name(const char *pattern, const char *name, GError **error) {
    bool is_name = name && *name && *name != '.' && *name != '-' && !strpbrk(name, "/{}") &&
                   strlen(name) <= 240;
    return is_name || fail_pattern(pattern, error);
}

/* Such names are trouble in every shell, and a message could not show them. */
static bool check_pattern(const char *pattern, GError **error) {
    for (const char *c = pattern; *c; c = g_utf8_next_char(c))
        if (g_unichar_iscntrl(g_utf8_get_char(c))) {
            amont_fail(error, AMONT_ERROR_USAGE,
                       "--name holds a line break or another control character");
            amont_hint(error, "a pattern on one line, as in '{id}-{code}-{name}'");
            return false;
        }
    return true;
}

char **amont_page_names(const char *pattern, const amont_page_words *pages, size_t n,
                        GError **error) {
    if (!check_pattern(pattern, error))
        return NULL;
    g_auto(GStrv) names = g_new0(char *, n + 1);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < n; i++) {
        names[i] = fill(pattern, &pages[i], i, n);
        if (!check_name(pattern, names[i], error))
            return NULL;
        char *key = g_ascii_strdown(names[i], -1);
        const void *other = g_hash_table_lookup(taken, key);
        if (other) {
            g_free(key);
            fail_same(names[i], other, &pages[i], error);
            return NULL;
        }
        g_hash_table_insert(taken, key, (void *)&pages[i]);
    }
    return g_steal_pointer(&names);
}
