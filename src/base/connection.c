/* libpq quotes what it does not understand, password included, so it is only given what was
 * understood here: the keywords below (PostgreSQL 15, 34.1.2), `options` left out since it would
 * set anything on the server. */
#include "amont/connection.h"

#include <string.h>

static const char *const shown_keys[] = {"service", "host", "hostaddr", "port", "dbname", NULL};
static const char *const secret_keys[] = {"password", "sslpassword", NULL};
static const char *const other_keys[] = {"user",
                                         "passfile",
                                         "sslmode",
                                         "sslrootcert",
                                         "sslcert",
                                         "sslkey",
                                         "sslcrl",
                                         "gssencmode",
                                         "krbsrvname",
                                         "channel_binding",
                                         "target_session_attrs",
                                         "connect_timeout",
                                         "application_name",
                                         NULL};

static const char *const prefixes[] = {"postgresql://", "postgres://"};

/* Keys and values in turn. */
typedef GPtrArray pairs;

static const char *skip_blanks(const char *at) {
    while (g_ascii_isspace(*at))
        at++;
    return at;
}

static const char *without_pg(const char *text) {
    const char *start = skip_blanks(text);
    return g_ascii_strncasecmp(start, "PG:", 3) == 0 ? skip_blanks(start + 3) : start;
}

/* 0: no address. */
static size_t prefix_length(const char *text) {
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_ascii_strncasecmp(text, prefixes[i], strlen(prefixes[i])) == 0)
            return strlen(prefixes[i]);
    return 0;
}

bool amont_connection_is(const char *text) {
    const char *start = skip_blanks(text), *rest = without_pg(text);
    return prefix_length(rest) > 0 || (rest != start && (!*rest || strchr(rest, '=')));
}

/* ---- pairs --------------------------------------------------------------------------------- */

static bool is_known(const char *key) {
    return g_strv_contains(shown_keys, key) || g_strv_contains(secret_keys, key) ||
           g_strv_contains(other_keys, key);
}

static bool is_number(const char *text) {
    return text[strspn(text, "0123456789,")] == '\0';
}

/* What no host, database or service is called: a part of a connection gone astray, that may be a
 * password. A database called like a connection would be taken for one by libpq. */
static bool may_be_shown(const char *key, const char *value) {
    for (const char *c = value; *c; c++)
        if (g_ascii_iscntrl(*c))
            return false;
    if (strcmp(key, "port") == 0)
        return is_number(value);
    return !strpbrk(value, "=@?&'\"\\") && (strcmp(key, "dbname") != 0 || !strpbrk(value, "/:"));
}

/* Takes both. */
static bool add(pairs *all, char *key, char *value) {
    g_ptr_array_add(all, key);
    g_ptr_array_add(all, value);
    if (!key || !value || !is_known(key))
        return false;
    return !g_strv_contains(shown_keys, key) || may_be_shown(key, value);
}

static const char *find(const pairs *all, const char *key) {
    for (guint i = 0; i + 1 < all->len; i += 2)
        if (strcmp(all->pdata[i], key) == 0)
            return all->pdata[i + 1];
    return NULL;
}

/* ---- keywords ------------------------------------------------------------------------------ */

/* NULL when a quote is not closed. */
static char *take_value(const char **at) {
    GString *value = g_string_new(NULL);
    bool quoted = **at == '\'';
    const char *c = *at + quoted;
    for (; *c && (quoted ? *c != '\'' : !g_ascii_isspace(*c)); c++) {
        if (*c == '\\' && c[1])
            c++;
        g_string_append_c(value, *c);
    }
    bool closed = !quoted || *c == '\'';
    *at = c + (quoted && closed);
    return g_string_free(value, !closed);
}

static bool read_keywords(const char *text, pairs *all) {
    for (const char *at = skip_blanks(text); *at; at = skip_blanks(at)) {
        size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
        const char *equals = skip_blanks(at + length);
        if (length == 0 || *equals != '=')
            return false;
        char *key = g_strndup(at, length);
        at = skip_blanks(equals + 1);
        if (!add(all, key, take_value(&at)))
            return false;
    }
    return true;
}

/* ---- addresses ----------------------------------------------------------------------------- */

/* NULL for a '%' that begins no byte. */
static char *unescape(const char *from, size_t length) {
    return g_uri_unescape_segment(from, from + length, NULL);
}

static bool add_part(pairs *all, const char *key, const char *from, size_t length) {
    return length == 0 || add(all, g_strdup(key), unescape(from, length));
}

/* « user:password » */
static bool read_user(pairs *all, const char *from, size_t length) {
    const char *colon = memchr(from, ':', length);
    size_t user = colon ? (size_t)(colon - from) : length;
    return add_part(all, "user", from, user) &&
           (!colon || add_part(all, "password", colon + 1, length - user - 1));
}

/* « host:port », « [::1]:port »; several hosts are written as keywords. */
static bool read_host(pairs *all, const char *from, size_t length) {
    const char *end = from + length, *host_end = NULL;
    bool bracketed = length > 0 && *from == '[';
    if (bracketed)
        host_end = memchr(from, ']', length);
    else
        host_end = memchr(from, ':', length);
    if (bracketed && !host_end)
        return false;
    const char *behind = host_end ? host_end + bracketed : end;
    if (behind < end && *behind != ':')
        return false;
    from += bracketed;
    return add_part(all, "host", from, (size_t)((host_end ? host_end : end) - from)) &&
           (behind == end || add_part(all, "port", behind + 1, (size_t)(end - behind - 1)));
}

static bool read_query(pairs *all, const char *query) {
    g_auto(GStrv) items = g_strsplit(query, "&", -1);
    for (size_t i = 0; items[i]; i++) {
        const char *equals = strchr(items[i], '=');
        if (!equals || !add(all, unescape(items[i], (size_t)(equals - items[i])),
                            unescape(equals + 1, strlen(equals + 1))))
            return false;
    }
    return true;
}

/* An unescaped '@', '/' or '?' in a password would make the rest of it a host or a database. */
static bool read_address(const char *address, pairs *all) {
    size_t front = strcspn(address, "/?");
    const char *path = address + front;
    const char *at = memchr(address, '@', front);
    if (strchr(at ? at + 1 : path, '@'))
        return false;
    if (at && !read_user(all, address, (size_t)(at - address)))
        return false;
    const char *host = at ? at + 1 : address;
    if (!read_host(all, host, (size_t)(path - host)))
        return false;
    size_t name = strcspn(path, "?");
    if (name > 1 && !add_part(all, "dbname", path + 1, name - 1))
        return false;
    return !path[name] || read_query(all, path + name + 1);
}

/* NULL when the text is not well written. */
static pairs *read_pairs(const char *text) {
    pairs *all = g_ptr_array_new_with_free_func(g_free);
    const char *rest = without_pg(text);
    size_t prefix = prefix_length(rest);
    if (prefix ? read_address(rest + prefix, all) : read_keywords(rest, all))
        return all;
    g_ptr_array_unref(all);
    return NULL;
}

/* ---- what it is for ------------------------------------------------------------------------ */

char *amont_connection_shown(const char *text) {
    g_autoptr(GPtrArray) all = read_pairs(text);
    GString *shown = g_string_new("PG:");
    for (size_t i = 0; all && shown_keys[i]; i++) {
        const char *value = find(all, shown_keys[i]);
        if (value)
            g_string_append_printf(shown, "%s%s=%s", shown->len > 3 ? " " : "", shown_keys[i],
                                   value);
    }
    if (shown->len == 3)
        g_string_append(shown, "…");
    return g_string_free(shown, FALSE);
}

static void append_quoted(GString *out, const char *key, const char *value) {
    g_string_append_printf(out, "%s%s='", out->len > 3 ? " " : "", key);
    for (const char *c = value; *c; c++) {
        if (*c == '\'' || *c == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '\'');
}

char *amont_connection_keywords(const char *text) {
    g_autoptr(GPtrArray) all = read_pairs(text);
    if (!all)
        return NULL;
    GString *out = g_string_new("PG:");
    for (guint i = 0; i < all->len; i += 2)
        append_quoted(out, all->pdata[i], all->pdata[i + 1]);
    if (!find(all, "connect_timeout"))
        append_quoted(out, "connect_timeout", "10");
    return g_string_free(out, FALSE);
}

char *amont_connection_hide(const char *text, const char *message) {
    g_autoptr(GPtrArray) all = read_pairs(text);
    GString *hidden = g_string_new(message);
    for (guint i = 0; all && i < all->len; i += 2) {
        const char *value = all->pdata[i + 1];
        if (*value && g_strv_contains(secret_keys, all->pdata[i]))
            g_string_replace(hidden, value, "***", 0);
    }
    return g_string_free(hidden, FALSE);
}
