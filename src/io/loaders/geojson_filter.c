#include "io/loaders/geojson_filter.h"

#include "io/loaders/geojson_fields.h"

#include <string.h>

static const char blanks[] = " \t\r\n";

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

typedef struct plain {
    char *name, *text;
} plain;

static void plain_clear(plain *p) {
    g_free(p->name);
    g_free(p->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(plain, plain_clear)

/* Words that GDAL's filters do not take for a column, or for one of their own. */
static bool is_reserved(const char *name) {
    static const char *const words[] = {
        "IN",    "LIKE",    "ILIKE",  "ESCAPE", "NULL",    "IS",       "NOT",   "AND",
        "OR",    "BETWEEN", "SELECT", "LEFT",   "JOIN",    "WHERE",    "ON",    "ORDER",
        "BY",    "FROM",    "AS",     "ASC",    "DESC",    "DISTINCT", "CAST",  "UNION",
        "ALL",   "LIMIT",   "OFFSET", "EXCEPT", "EXCLUDE", "HIDDEN",   "INNER", "FULL",
        "RIGHT", "OUTER",   "CROSS",  "HAVING", "GROUP",   "FID",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(name, words[i]) == 0)
            return true;
    return g_ascii_strncasecmp(name, "OGR_", 4) == 0;
}

static char *take(const char **at, const char *signs) {
    *at += strspn(*at, blanks);
    size_t n = strspn(*at, signs);
    char *taken = g_strndup(*at, n);
    *at += n;
    return taken;
}

static bool pass(const char **at, char sign) {
    *at += strspn(*at, blanks);
    return *(*at)++ == sign;
}

static bool parse(const char *filter, plain *p) {
    const char *at = filter;
    *p = (plain){.name = take(&at, LETTERS DIGITS "_")};
    if (!*p->name || g_ascii_isdigit(*p->name) || is_reserved(p->name) || !pass(&at, '=') ||
        !pass(&at, '\''))
        return false;
    size_t n = strspn(at, LETTERS DIGITS);
    p->text = g_strndup(at, n);
    at += n;
    return n > 0 && *at == '\'' && at[1 + strspn(at + 1, blanks)] == '\0';
}

bool amont_geojson_filter_is_plain(const char *filter) {
    g_auto(plain) p = {NULL, NULL};
    return parse(filter, &p);
}

/* The one column of that name, whatever its case; or NULL. */
static const amont_column *find_column(const amont_layer *layer, const char *name) {
    const amont_column *found = NULL;
    for (guint i = 0; i < layer->columns->len; i++) {
        const amont_column *column = amont_layer_column_at(layer, i);
        if (g_ascii_strcasecmp(column->name, name) != 0)
            continue;
        if (found)
            return NULL;
        found = column;
    }
    return found;
}

static bool is_of_dates(const amont_column *column, size_t n_rows) {
    for (size_t row = 0; row < n_rows; row++)
        if (column->texts[row])
            return amont_geojson_is_date(column->texts[row]);
    return false;
}

bool amont_geojson_filter(const amont_layer *layer, const char *filter, bool *matches) {
    g_auto(plain) p = {NULL, NULL};
    const amont_column *column = parse(filter, &p) ? find_column(layer, p.name) : NULL;
    if (!column || column->type != AMONT_COLUMN_TEXT || is_of_dates(column, layer->n_rows))
        return false;
    for (size_t row = 0; row < layer->n_rows; row++)
        matches[row] = column->texts[row] && g_ascii_strcasecmp(column->texts[row], p.text) == 0;
    return true;
}
